//! What a check found.

use serde::Serialize;

use crate::header::Header;
use crate::id::{EntryId, LogId, Position};
use crate::rules::{MemoryLedger, Refusal, Rule};

/// What a check of a journal or a stream found. `problems` is empty when all holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The root on which all trust rests.
    pub root: Option<EntryId>,
    /// Entries read whole.
    pub entries: u64,
    /// Of these, entries for which every rule holds that was checked.
    pub verified: u64,
    /// Entries behind something damaged or missing, or without a body: what they say cannot be vouched for.
    pub unverified: u64,
    /// Entries that came twice; they change nothing.
    pub repeated: u64,
    /// Logs that were seen.
    pub logs: u64,
    /// Complete change-sets (only where keys are at hand).
    pub change_sets: u64,
    /// Change-sets of which parts are missing.
    pub incomplete: u64,
    /// Shares of records that were read.
    pub segments: u64,
    /// Shares of records that cannot be read because their key is not there.
    pub keys_missing: u64,
    /// Shares of records that were destroyed by decision: their keys are gone on purpose.
    pub destroyed: u64,
    /// Shares of records that are said again without what was forgotten, in place of destroyed ones.
    pub said_again: u64,
    /// Entries that wait for others to arrive.
    pub pending: u64,
    /// Kept files that are there, whole and unchanged (only where keys are at hand).
    pub files: u64,
    /// What does not hold, in the order in which it was found.
    pub problems: Vec<Problem>,
}

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The rule.
    pub rule: Rule,
    /// The log, where known.
    pub log: Option<LogId>,
    /// The place in the log, where known.
    pub seq: Option<u64>,
    /// The entry, where known.
    pub entry: Option<EntryId>,
    /// The place in this store, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// What is wrong, in few words.
    pub what: String,
}

impl Report {
    /// Whether all holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.problems.is_empty()
    }

    pub(crate) fn problem(&mut self, refusal: Refusal, header: Option<&Header>) {
        self.problems.push(Problem {
            rule: refusal.rule,
            log: header.map(Header::log),
            seq: header.map(Header::seq),
            entry: header.map(|header| EntryId(crate::sha256(&[header.raw()]))),
            position: None,
            what: refusal.why.to_owned(),
        });
    }

    /// One problem for each log in which entries still wait.
    pub(crate) fn still_waiting(&mut self, ledger: &MemoryLedger) {
        let mut logs: std::collections::BTreeMap<(LogId, Rule), (u64, u64, EntryId)> =
            std::collections::BTreeMap::new();
        for waiting in ledger.waiting() {
            let header = waiting.entry.header();
            let first = (header.seq(), waiting.entry.id());
            let found = logs
                .entry((header.log(), waiting.rule))
                .or_insert((0, first.0, first.1));
            found.0 += 1;
            if first < (found.1, found.2) {
                (found.1, found.2) = first;
            }
        }
        for ((log, rule), (count, seq, entry)) in logs {
            self.unverified += count;
            self.problems.push(Problem {
                rule,
                log: Some(log),
                seq: Some(seq),
                entry: Some(entry),
                position: None,
                what: format!(
                    "{count} {} from here on: what they rest on is missing or damaged",
                    if count == 1 {
                        "entry is unverified"
                    } else {
                        "entries are unverified"
                    }
                ),
            });
        }
    }
}
