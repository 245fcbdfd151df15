//! Checking everything: all rules over all entries, with the keys there are.

use std::collections::{HashMap, HashSet};

use aigaq_schema::ChangeSetId;

use super::Journal;
use super::read::{Opened, Opener};
use crate::error::Result;
use crate::header::Signed;
use crate::id::{EntryId, Position};
use crate::report::{Problem, Report};
use crate::rules::{BODY, Ledger, MemoryLedger, OPENS, Refusal, Rule, SHAPE, WHOLE_FILE};
use crate::segment::Unreadable;

impl Journal {
    /// Checks every entry from the root on, as if none had been checked before, every page of the databases, and every
    /// kept file from its first to its last byte.
    ///
    /// # Errors
    /// Only when not even the first page can be read; whatever else is wrong is in the report.
    pub fn verify(&self) -> Result<Report> {
        let mut check = Check {
            report: Report::default(),
            logs: HashSet::new(),
            change_sets: HashMap::new(),
            unreadable: None,
        };
        self.check_pages(&mut check.report)?;
        let (Ok(Some(workspace)), Ok(Some(root))) = (self.store.workspace(), self.store.root())
        else {
            return Ok(check.report);
        };
        let mut ledger = MemoryLedger::with_root(workspace, root);
        let head = match self.store.head() {
            Ok(head) => head,
            Err(error) => {
                check.report.at(BODY, Position(0), error.to_string());
                Position(0)
            }
        };
        for position in (1..=head.0).map(Position) {
            match self
                .store
                .after(Position(position.0 - 1), crate::store::Which::All)
            {
                Ok(Some(row)) if row.position == position => {
                    check.readable_again();
                    self.check_entry(&mut check, &mut ledger, position, &row)?;
                }
                Ok(_) | Err(_) => check.cannot_read(position),
            }
        }
        check.readable_again();
        check.report.still_waiting(&ledger);
        check.report.pending = self.store.waiting().unwrap_or(0);
        check.report.root = ledger.root_id();
        check.report.logs = check.logs.len() as u64;
        check.report.incomplete = check.change_sets.len() as u64;
        self.check_files(&mut check.report);
        Ok(check.report)
    }

    fn check_files(&self, report: &mut Report) {
        let folder = self.files_folder();
        match self.keybag.files() {
            Ok(rows) => {
                for row in &rows {
                    match crate::files::check(&folder, row) {
                        Ok(()) => report.files += 1,
                        Err(why) => {
                            report.at(WHOLE_FILE, Position(0), format!("{}: {why}", row.name));
                        }
                    }
                }
            }
            Err(why) => report.at(WHOLE_FILE, Position(0), why.to_string()),
        }
    }

    fn check_entry(
        &self,
        check: &mut Check,
        ledger: &mut MemoryLedger,
        position: Position,
        row: &crate::store::Row3,
    ) -> Result<()> {
        let entry = match Signed::read(&row.header) {
            Ok(entry) => entry,
            Err(refusal) => {
                check.report.refused(refusal, position);
                return Ok(());
            }
        };
        check.report.entries += 1;
        check.logs.insert(entry.header().log());
        if self.store.position_of(&entry.id()).ok().flatten() != Some(position) {
            check
                .report
                .at(SHAPE, position, "its table row does not fit it".to_owned());
        }
        let outcome = ledger.take(&entry, &row.body);
        check.report.took(&entry, outcome);
        let opener = Opener {
            keybag: &self.keybag,
            compartment_key: &self.compartment_key,
        };
        match opener.open(position, entry.id(), entry.header(), &row.body) {
            Ok(opened) => check.opened(&opened),
            Err(error) => check.report.at(OPENS, position, error.to_string()),
        }
        Ok(())
    }

    /// Every page of both files carries a checksum under the key: any changed byte is found, also where nothing
    /// is stored now.
    fn check_pages(&self, report: &mut Report) -> Result<()> {
        for (db, name) in [
            (&self.store.db, "journal.db"),
            (self.keybag.db(), "keybag.db"),
        ] {
            let failed = self.store.failed();
            let mut statement = db
                .prepare("PRAGMA cipher_integrity_check")
                .map_err(&failed)?;
            let rows = statement
                .query_map([], |row| row.get::<_, String>(0))
                .map_err(&failed)?;
            for row in rows {
                let what = row.map_err(&failed)?;
                report.at(BODY, Position(0), format!("{name} is damaged: {what}"));
            }
        }
        Ok(())
    }
}

struct Check {
    report: Report,
    logs: HashSet<crate::id::LogId>,
    /// Change-sets that are not complete yet: parts seen, and how many there are.
    change_sets: HashMap<ChangeSetId, (u32, Option<u32>)>,
    /// Places that cannot be read, from and to.
    unreadable: Option<(Position, Position)>,
}

impl Check {
    fn cannot_read(&mut self, position: Position) {
        match &mut self.unreadable {
            Some((_, to)) => *to = position,
            None => self.unreadable = Some((position, position)),
        }
    }

    fn readable_again(&mut self) {
        if let Some((from, to)) = self.unreadable.take() {
            let count = to.0 - from.0 + 1;
            let what = format!(
                "{count} entries from this place on cannot be read: `journal salvage` saves the others"
            );
            self.report.at(BODY, from, what);
        }
    }

    fn opened(&mut self, opened: &Opened) {
        if let Some(why) = opened.damaged {
            self.report.damaged(why, opened);
        }
        for segment in &opened.segments {
            match segment.plain {
                Ok(_) => {
                    self.report.segments += 1;
                    self.report.said_again += u64::from(segment.is_said_again());
                }
                Err(Unreadable::Destroyed) => self.report.destroyed += 1,
                Err(Unreadable::KeyMissing) => {
                    self.report.keys_missing += 1;
                    self.report
                        .damaged("the key of a record is not in the keybag", opened);
                }
                Err(Unreadable::Damaged(why)) => self.report.damaged(why, opened),
            }
        }
        let Some(envelope) = &opened.envelope else {
            return;
        };
        let seen = self.change_sets.entry(envelope.change_set).or_default();
        seen.0 += 1;
        seen.1 = seen.1.or(envelope.parts);
        if seen.1 == Some(seen.0) {
            self.change_sets.remove(&envelope.change_set);
            self.report.change_sets += 1;
        }
    }
}

impl Report {
    fn at(&mut self, rule: Rule, position: Position, what: String) {
        self.problems.push(Problem {
            rule,
            log: None,
            seq: None,
            entry: None,
            position: (position.0 > 0).then_some(position),
            what,
        });
    }

    fn refused(&mut self, refusal: Refusal, position: Position) {
        self.at(refusal.rule, position, refusal.why.to_owned());
    }

    fn damaged(&mut self, why: &str, opened: &Opened) {
        let id: EntryId = opened.id;
        self.problems.push(Problem {
            rule: OPENS,
            log: Some(opened.log),
            seq: Some(opened.seq),
            entry: Some(id),
            position: Some(opened.position),
            what: why.to_owned(),
        });
    }
}
