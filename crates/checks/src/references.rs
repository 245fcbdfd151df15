//! References: which note cites which source; notes never used, references to what is not there.

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records, text_of};
use crate::passages::{Passage, place_of};
use aigaq_schema::{RecordId, Value, Via};
use std::collections::{BTreeMap, BTreeSet};

/// Which sources a note of a document cites.
pub(crate) struct Notes {
    cited: BTreeMap<(RecordId, String), Vec<RecordId>>,
}

impl Notes {
    pub(crate) fn of(records: &Records<'_>) -> Self {
        // A document is named by its row, its number elsewhere, or its title.
        let mut by_name: BTreeMap<String, RecordId> = BTreeMap::new();
        for source in records.of_type("source") {
            for name in names_of(source) {
                by_name.entry(name).or_insert(source.id);
            }
        }
        let mut cited: BTreeMap<(RecordId, String), Vec<RecordId>> = BTreeMap::new();
        for source in records.of_type("source") {
            for said in source.said("cited_in") {
                let Some(text) = text_of(&said.value) else {
                    continue;
                };
                for (document, note) in places(text, &by_name) {
                    let all = cited.entry((document, note)).or_default();
                    if !all.contains(&source.id) {
                        all.push(source.id);
                    }
                }
            }
        }
        Self { cited }
    }

    /// The sources cited at a note of a document.
    pub(crate) fn cited(
        &self,
        document: RecordId,
        note: &str,
    ) -> impl Iterator<Item = RecordId> + use<'_> {
        self.cited
            .get(&(document, note.to_owned()))
            .into_iter()
            .flatten()
            .copied()
    }
}

/// What a document may be called where it is cited.
fn names_of(source: &Record<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for said in source.statements {
        if let Via::Import { row, .. } = &said.via
            && !names.contains(row)
        {
            names.push(row.clone());
        }
        if let Value::Identifier { text, .. } = &said.value {
            names.push(text.clone());
        }
    }
    names.extend(source.text("title").map(|(_, title)| title.to_owned()));
    names
}

/// The notes that a text like `report fn9 | report fn12` names.
fn places(text: &str, by_name: &BTreeMap<String, RecordId>) -> Vec<(RecordId, String)> {
    let mut all = Vec::new();
    for piece in text.split(" | ") {
        let piece = piece.trim();
        // The longest beginning that is the name of a document.
        let document = piece
            .match_indices(' ')
            .map(|(at, _)| &piece[..at])
            .rev()
            .find_map(|name| {
                by_name
                    .get(name.trim_end_matches([',', ':']))
                    .map(|id| (name, *id))
            });
        if let Some((name, id)) = document {
            let passage = Passage::read(&piece[name.len()..]);
            all.extend(passage.notes.into_iter().map(|note| (id, note)));
        }
    }
    all
}

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    unused(records, found);
    missing(records, found);
}

/// Sources cited at notes at which nothing is told, though other notes of the same document are used.
fn unused(records: &Records<'_>, found: &mut Vec<Finding>) {
    let notes = Notes::of(records);
    let mut used: BTreeSet<(RecordId, String)> = BTreeSet::new();
    let mut rested_on: BTreeSet<RecordId> = BTreeSet::new();
    for record in records.all() {
        // A note about the records is not told by them; nor is the settlement of a finding.
        if matches!(record.record_type, "note" | "judgement") {
            continue;
        }
        for said in record.statements {
            if let Some((source, passage)) = place_of(&said.basis) {
                rested_on.insert(source);
                used.extend(passage.notes.into_iter().map(|note| (source, note)));
            }
            if let Value::Reference(to) = said.value {
                rested_on.insert(to);
            }
        }
    }
    let documents: BTreeSet<RecordId> = used.iter().map(|(document, _)| *document).collect();
    let mut cited_at: BTreeMap<RecordId, Vec<&(RecordId, String)>> = BTreeMap::new();
    for (place, sources) in &notes.cited {
        for source in sources {
            cited_at.entry(*source).or_default().push(place);
        }
    }
    for (source, places) in cited_at {
        let known = places
            .iter()
            .all(|(document, _)| documents.contains(document));
        let unused = places.iter().all(|place| !used.contains(*place));
        let Some(record) = records.get(source) else {
            continue;
        };
        if known && unused && !rested_on.contains(&source) {
            let mut made = Made::new(Kind::Reference, Weight::Gap, "reference.unused")
                .record("source", source);
            for said in record.said("cited_in") {
                made = made.rests_on(source, said);
            }
            found.push(made.done());
        }
    }
}

/// A reference to a record that is not there.
fn missing(records: &Records<'_>, found: &mut Vec<Finding>) {
    for record in records.all() {
        if record.record_type == "judgement" {
            continue;
        }
        for said in record.statements {
            let Value::Reference(to) = said.value else {
                continue;
            };
            if records.get(to).is_none() && !records.is_aside(to) {
                found.push(
                    Made::new(Kind::Reference, Weight::Contradiction, "reference.missing")
                        .record("record", record.id)
                        .property("property", record.record_type, &said.property)
                        .rests_on(record.id, said)
                        .done(),
                );
            }
        }
    }
}
