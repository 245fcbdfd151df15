//! The ledger kept in memory: for streams and for checking a whole journal. About 200 bytes for each entry.

use std::collections::HashMap;
use std::convert::Infallible;

use super::{Known, Ledger, Rule, Verdict, judge, missing};
use crate::certificate::{self, Authority, Certificate};
use crate::header::{Kind, Signed};
use crate::id::{EntryId, LogId, WorkspaceId};

/// What was accepted so far, and what waits.
#[derive(Default)]
pub(crate) struct MemoryLedger {
    workspace: Option<WorkspaceId>,
    root: Option<EntryId>,
    known: HashMap<EntryId, Known>,
    certificates: HashMap<EntryId, Certificate>,
    places: HashMap<(LogId, u64), EntryId>,
    waiting: HashMap<EntryId, Waiting>,
    /// Waiting entries by what they wait for.
    waiters: HashMap<EntryId, Vec<EntryId>>,
}

/// An entry that waits. Of its body only what later judging needs is kept.
pub(crate) struct Waiting {
    pub(crate) entry: Signed,
    pub(crate) rule: Rule,
    body: WaitingBody,
}

/// The hash of a body is checked once, so that large bodies need not be kept while waiting.
enum WaitingBody {
    Whole(Vec<u8>),
    Checked,
}

/// What became of an entry, and of others that had waited for it.
pub(crate) struct Outcome {
    pub(crate) verdict: Verdict,
    pub(crate) released: Vec<(Signed, Verdict)>,
}

impl MemoryLedger {
    /// A ledger that accepts no other root than this.
    pub(crate) fn with_root(workspace: WorkspaceId, root: EntryId) -> Self {
        Self {
            workspace: Some(workspace),
            root: Some(root),
            ..Self::default()
        }
    }

    pub(crate) fn root_id(&self) -> Option<EntryId> {
        self.root
    }

    #[cfg(test)]
    pub(crate) fn accepted(&self) -> std::collections::BTreeSet<EntryId> {
        self.known.keys().copied().collect()
    }

    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Waiting> {
        self.waiting.values()
    }

    /// Takes in one entry, and what had waited for it.
    pub(crate) fn take(&mut self, entry: &Signed, body: &[u8]) -> Outcome {
        let Ok(verdict) = judge(self, entry, body);
        let mut released = Vec::new();
        match verdict {
            Verdict::Accepted | Verdict::Fork { .. } => {
                self.keep(entry, body);
                self.release(entry.id(), &mut released);
            }
            Verdict::Pending(rule) => self.wait(entry, body, rule),
            Verdict::Already | Verdict::Refused(_) => {}
        }
        Outcome { verdict, released }
    }

    fn keep(&mut self, entry: &Signed, body: &[u8]) {
        let header = entry.header();
        let id = entry.id();
        if header.is_root() {
            self.root = Some(id);
            self.workspace = Some(header.workspace());
        }
        if header.kind() == Kind::Authority
            && let Ok(Authority::Certificate(certificate)) = certificate::read(body)
        {
            self.certificates.insert(id, certificate);
        }
        self.places
            .entry((header.log(), header.seq()))
            .or_insert(id);
        self.known.insert(id, header.known());
    }

    fn wait(&mut self, entry: &Signed, body: &[u8], rule: Rule) {
        let Ok(missing) = missing(self, entry);
        let body = if entry.header().kind() == Kind::Authority {
            WaitingBody::Whole(body.to_vec())
        } else {
            WaitingBody::Checked
        };
        self.waiters.entry(missing).or_default().push(entry.id());
        self.waiting.insert(
            entry.id(),
            Waiting {
                entry: entry.clone(),
                rule,
                body,
            },
        );
    }

    fn release(&mut self, arrived: EntryId, released: &mut Vec<(Signed, Verdict)>) {
        let mut arrivals = vec![arrived];
        while let Some(id) = arrivals.pop() {
            for waiter in self.waiters.remove(&id).unwrap_or_default() {
                let Some(waiting) = self.waiting.remove(&waiter) else {
                    continue;
                };
                let verdict = match &waiting.body {
                    WaitingBody::Whole(body) => {
                        let Ok(verdict) = judge(self, &waiting.entry, body);
                        verdict
                    }
                    WaitingBody::Checked => {
                        let Ok(verdict) = super::judge_place(self, &waiting.entry);
                        verdict
                    }
                };
                let body = match waiting.body {
                    WaitingBody::Whole(body) => body,
                    WaitingBody::Checked => Vec::new(),
                };
                match verdict {
                    Verdict::Accepted | Verdict::Fork { .. } => {
                        self.keep(&waiting.entry, &body);
                        arrivals.push(waiter);
                        released.push((waiting.entry, verdict));
                    }
                    Verdict::Pending(rule) => self.wait(&waiting.entry, &body, rule),
                    Verdict::Already => {}
                    Verdict::Refused(_) => released.push((waiting.entry, verdict)),
                }
            }
        }
    }
}

impl Ledger for MemoryLedger {
    type Error = Infallible;

    fn root(&self) -> Result<Option<EntryId>, Infallible> {
        Ok(self.root)
    }

    fn workspace(&self) -> Result<Option<WorkspaceId>, Infallible> {
        Ok(self.workspace)
    }

    fn known(&self, id: &EntryId) -> Result<Option<Known>, Infallible> {
        Ok(self.known.get(id).copied())
    }

    fn waits(&self, id: &EntryId) -> Result<bool, Infallible> {
        Ok(self.waiting.contains_key(id))
    }

    fn certificate(&self, id: &EntryId) -> Result<Option<Certificate>, Infallible> {
        Ok(self.certificates.get(id).copied())
    }

    fn at(&self, log: &LogId, seq: u64) -> Result<Option<EntryId>, Infallible> {
        Ok(self.places.get(&(*log, seq)).copied())
    }
}
