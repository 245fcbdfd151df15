//! What all templates share: numbering of sections and tables, notes, and the
//! annex in which figures of a file find their records.

mod annex;

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Block, Cell, Chronicle, ChronicleEntry, Definition, Document, Fact, Figure, Inline, Line,
    Paper, Query, RecordId, Section, TableId, Value,
};
use crate::input::{Audience, EvidenceRecord, Happening, Tally};
use crate::notes::{Citation, Notes, NotesAt, Reference, SourceKey};
use crate::phrases::{Phrases, Unit};

/// A figure whose records the annex lists.
struct Counted {
    query: Query,
    label: String,
    unit: Unit,
    words: String,
    records: Vec<RecordId>,
}

/// A document in the making.
pub(crate) struct Composer<'a> {
    pub(crate) phrases: &'a Phrases,
    notes: Notes<'a>,
    notes_at: NotesAt,
    sections: Vec<Section>,
    tables: u32,
    counted: Vec<Counted>,
    known: BTreeSet<Query>,
    /// Records that have a row and a number of their own before the annex.
    called: Vec<(RecordId, String)>,
    /// The ids of its tables, and of sections within sections.
    table_ids: BTreeSet<String>,
    section_ids: BTreeSet<String>,
    /// Phrases that are said once in a document.
    said: BTreeSet<&'static str>,
}

/// What a document is called, for whom and as of when.
pub(crate) struct Heading {
    pub(crate) stem: String,
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) audience: Audience,
    pub(crate) as_of: String,
    pub(crate) paper: Paper,
    pub(crate) facts: Vec<(String, String)>,
}

impl<'a> Composer<'a> {
    /// Nothing in it yet. Its notes are made from the library, and stand there.
    pub(crate) fn new(
        phrases: &'a Phrases,
        library: &'a BTreeMap<SourceKey, Reference>,
        at: NotesAt,
    ) -> Self {
        Self {
            phrases,
            notes: Notes::new(phrases, library, at),
            notes_at: at,
            sections: Vec::new(),
            tables: 0,
            counted: Vec::new(),
            known: BTreeSet::new(),
            called: Vec::new(),
            table_ids: BTreeSet::new(),
            section_ids: BTreeSet::new(),
            said: BTreeSet::new(),
        }
    }

    /// Adds a section; its number stands before its title.
    pub(crate) fn section(&mut self, id: &str, title: &str, blocks: Vec<Block>) {
        self.section_with(id, title, blocks, Vec::new());
    }

    /// Adds a section with sections within it.
    pub(crate) fn section_with(
        &mut self,
        id: &str,
        title: &str,
        blocks: Vec<Block>,
        parts: Vec<Section>,
    ) {
        let number = self.sections.len() + 1;
        self.sections.push(Section {
            id: id.to_owned(),
            title: format!("{number}. {title}"),
            blocks,
            parts,
            annex: false,
        });
    }

    /// The id of a table: what is shown twice has one of its own each time, the first the one asked for.
    pub(crate) fn table_id(&mut self, wanted: &str) -> TableId {
        TableId(own_id(&mut self.table_ids, wanted))
    }

    /// The id of a section within a section, likewise.
    pub(crate) fn section_id(&mut self, wanted: &str) -> String {
        own_id(&mut self.section_ids, wanted)
    }

    /// A paragraph that holds for all that follows: said where it is first needed.
    pub(crate) fn say_once(&mut self, key: &'static str) -> Option<Block> {
        let is_new = self.said.insert(key);
        is_new.then(|| Block::Paragraph(vec![Inline::Text(self.phrases.say(key))]))
    }

    /// The label of the next table.
    pub(crate) fn table_label(&mut self) -> String {
        self.tables += 1;
        self.phrases
            .fill("table.label", &[("number", &self.tables.to_string())])
    }

    /// Notes what a record with a row of its own is called, for the annex.
    pub(crate) fn call(&mut self, record: Option<&RecordId>, number: &str) {
        if let Some(record) = record.filter(|_| !number.is_empty()) {
            self.called.push((record.clone(), number.to_owned()));
        }
    }

    /// What stands after a text that rests on these, or an empty line.
    pub(crate) fn cite(&mut self, citations: &[Citation]) -> Line {
        let mut line = self.notes.refer(citations);
        if self.notes_at == NotesAt::Place && !line.is_empty() {
            line.insert(0, Inline::text(" "));
        }
        line
    }

    /// A cell with a note, or its sign, or an empty one.
    pub(crate) fn cite_cell(&mut self, citations: &[Citation]) -> Cell {
        let line = self.notes.refer(citations);
        if line.is_empty() {
            Cell::empty()
        } else {
            Cell::line(line)
        }
    }

    /// A number in a place that names its unit; its records go to the annex
    /// under `label`.
    pub(crate) fn number(&mut self, tally: &Tally, unit: Unit, label: &str) -> Cell {
        let query = self.remember(tally, unit, label);
        Cell::count(self.phrases.count(tally.value, unit), query)
    }

    /// A number with its unit within a sentence.
    pub(crate) fn count(&mut self, tally: &Tally, unit: Unit, label: &str) -> Inline {
        Inline::CountLink {
            query: self.remember(tally, unit, label),
            count: self.phrases.count(tally.value, unit),
        }
    }

    /// A figure of its own.
    pub(crate) fn figure(&mut self, tally: &Tally, unit: Unit, label: String) -> Figure {
        Figure {
            query: self.remember(tally, unit, &label),
            number: self.phrases.count(tally.value, unit),
            label,
            compared: Vec::new(),
            caveat: None,
        }
    }

    /// Notes for the annex which records a number counts. Returns what finds
    /// them: the query given, or one that only the annex knows.
    pub(crate) fn remember(&mut self, tally: &Tally, unit: Unit, label: &str) -> Option<Query> {
        if tally.records.is_empty() {
            return tally.query.clone();
        }
        let query = match &tally.query {
            Some(query) => query.clone(),
            None => Query::within_file(self.counted.len() + 1),
        };
        if self.known.insert(query.clone()) {
            self.counted.push(Counted {
                query: query.clone(),
                label: label.to_owned(),
                unit,
                words: self.phrases.count_words(tally.value, unit),
                records: tally.records.clone(),
            });
        }
        Some(query)
    }

    /// A chronicle of what happened.
    pub(crate) fn chronicle(
        &mut self,
        happenings: &[Happening],
        caption: String,
        empty_text: String,
    ) -> Block {
        let known = |text: &String| (!text.is_empty()).then(|| text.clone());
        let unknown = self.phrases.say("date.unknown");
        for happening in happenings {
            self.call(happening.record.as_ref(), &happening.number);
        }
        let entries = happenings
            .iter()
            .map(|happening| ChronicleEntry {
                record: happening.record.clone(),
                number: known(&happening.number),
                date: known(&happening.date.words).unwrap_or_else(|| unknown.clone()),
                edtf: happening.date.edtf.clone(),
                place: known(&happening.place),
                who: known(&happening.who),
                what: happening.what.clone(),
                by: known(&happening.by),
                law: known(&happening.law),
                outcome: known(&happening.outcome),
                sources: self.cite(&happening.citations),
            })
            .collect();
        Block::Chronicle(Chronicle {
            caption,
            entries,
            empty_text,
        })
    }

    /// The section with the notes and the list of sources.
    fn notes_section(&mut self) {
        let bibliography = self.notes.bibliography();
        // Nothing was cited: there are no notes either.
        if bibliography.is_empty() {
            return;
        }
        let sources = Block::List(crate::document::List {
            numbered: false,
            items: bibliography,
        });
        let heading = self.phrases.say("notes.sources");
        let (title, blocks) = match self.notes_at {
            NotesAt::End => {
                let heading = Block::Paragraph(vec![Inline::Strong(heading)]);
                let blocks = vec![Block::Notes, heading, sources];
                (self.phrases.say("notes.title"), blocks)
            }
            NotesAt::Place => (heading, vec![sources]),
        };
        self.section("notes", &title, blocks);
    }

    /// The end of every document: notes and sources, definitions, and the
    /// annexes with every record counted and which figure counts which. The
    /// annexes are made first, so that the notes hold their sources too.
    pub(crate) fn closing(&mut self, definitions: Vec<Definition>, records: &[EvidenceRecord]) {
        let annex = self.annex(records);
        self.notes_section();
        let title = self.phrases.say("definitions.title");
        if !definitions.is_empty() {
            self.section("definitions", &title, vec![Block::Definitions(definitions)]);
        }
        self.sections.extend(annex);
    }

    /// The finished document.
    pub(crate) fn finish(
        self,
        heading: Heading,
        dataset: Option<crate::document::Dataset>,
    ) -> Document {
        let facts = heading
            .facts
            .into_iter()
            .filter(|(_, content)| !content.is_empty())
            .map(|(label, content)| Fact {
                label,
                content: vec![Inline::Text(content)],
            })
            .collect();
        Document {
            stem: heading.stem,
            title: heading.title,
            subtitle: heading.subtitle,
            organisation: heading.organisation,
            language: self.phrases.language(),
            audience: heading.audience,
            as_of: heading.as_of,
            paper: heading.paper,
            facts,
            sections: self.sections,
            sources: self.notes.cited().into_iter().cloned().collect(),
            notes: self.notes.finish(),
            dataset,
        }
    }
}

/// Citations written out for a sheet: "Author, Title, Publisher, date,
/// address, place".
pub(crate) fn sources_value(
    citations: &[Citation],
    library: &BTreeMap<SourceKey, Reference>,
    phrases: &Phrases,
) -> Value {
    let written: Vec<String> = citations
        .iter()
        .map(|citation| {
            let source = library.get(&citation.source).map_or_else(
                || phrases.say("note.unknown_source"),
                |reference| {
                    crate::csv::line_text(
                        &crate::notes::full(reference, phrases),
                        phrases.language(),
                    )
                },
            );
            let place = crate::notes::locator_words(&citation.locator, phrases);
            if place.is_empty() {
                source
            } else {
                format!("{source}, {place}")
            }
        })
        .collect();
    Value::text(written.join("; "))
}

/// This id, or the next one that is not taken.
fn own_id(taken: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut own = wanted.to_owned();
    let mut number = 2;
    while !taken.insert(own.clone()) {
        own = format!("{wanted}-{number}");
        number += 1;
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_schema::Language;

    #[test]
    fn what_holds_for_all_that_follows_is_said_once() {
        let library = BTreeMap::new();
        let mut composer = Composer::new(Phrases::of(Language::Ru), &library, NotesAt::End);
        assert!(composer.say_once("figures.compared").is_some());
        assert!(composer.say_once("figures.compared").is_none());
        assert!(composer.say_once("figures.empty").is_some());
    }
}
