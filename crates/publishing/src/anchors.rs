//! Places within a file to which its links lead: rows and entries that stand for a record or for what a figure counts,
//! and notes with the places that refer to them. Every format that has links has the same ones.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, NoteId, Query, RecordId, Target};
use crate::text::slug;

/// The places of one document. Filled while it is written from top to bottom: a place is given away once, and each sign
/// of a note has its number.
#[derive(Debug)]
pub struct Places {
    /// What can be linked to, with its name.
    targets: BTreeMap<Target, String>,
    /// Records that only a chronicle shows.
    in_chronicles: BTreeSet<Target>,
    given: BTreeSet<Target>,
    notes: BTreeSet<NoteId>,
    uses: BTreeMap<NoteId, usize>,
    referred: BTreeMap<NoteId, usize>,
}

impl Places {
    /// The places of a document that is written with or without its annexes.
    #[must_use]
    pub fn of(document: &Document, annexes: bool) -> Self {
        let mut targets = BTreeMap::new();
        let in_tables = document.targets_in_tables(annexes);
        let known: BTreeSet<&Target> = in_tables.iter().collect();
        let in_chronicles: BTreeSet<Target> = document
            .records_in_chronicles()
            .into_iter()
            .map(Target::Record)
            .filter(|target| !known.contains(target))
            .collect();
        for target in in_tables.into_iter().chain(in_chronicles.iter().cloned()) {
            let next = targets.len() + 1;
            let name = match &target {
                Target::Record(record) => format!("r-{}", slug(record.as_str())),
                Target::Query(_) => format!("count-{next}"),
            };
            targets.entry(target).or_insert(name);
        }
        Self {
            targets,
            in_chronicles,
            given: BTreeSet::new(),
            notes: document.notes.iter().map(|note| note.id).collect(),
            uses: document.note_uses(annexes),
            referred: BTreeMap::new(),
        }
    }

    /// The name of the place at which a target stands, the first time it is asked for.
    pub fn give(&mut self, target: Option<&Target>) -> Option<String> {
        let target = target?;
        let name = self.targets.get(target)?;
        self.given.insert(target.clone()).then(|| name.clone())
    }

    /// What an entry of a chronicle stands for, unless a table has a row of it.
    #[must_use]
    pub fn of_entry(&self, record: Option<&RecordId>) -> Option<Target> {
        let target = Target::Record(record?.clone());
        self.in_chronicles.contains(&target).then_some(target)
    }

    /// The name of the place where a record stands.
    #[must_use]
    pub fn record(&self, record: &RecordId) -> Option<&str> {
        let target = Target::Record(record.clone());
        self.targets.get(&target).map(String::as_str)
    }

    /// The name of the place that lists what a figure counts.
    #[must_use]
    pub fn query(&self, query: &Query) -> Option<&str> {
        let target = Target::Query(query.clone());
        self.targets.get(&target).map(String::as_str)
    }

    /// Notes that a note is referred to, and says for which time; none when there is no such note.
    pub fn refer(&mut self, note: NoteId) -> Option<usize> {
        if !self.notes.contains(&note) {
            return None;
        }
        let referred = self.referred.entry(note).or_insert(0);
        *referred += 1;
        Some(*referred)
    }

    /// How often the document refers to a note.
    #[must_use]
    pub fn uses(&self, note: NoteId) -> usize {
        self.uses.get(&note).copied().unwrap_or(0)
    }
}
