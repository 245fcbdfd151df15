//! The document model: what a publication says, without how it looks.
//!
//! A document is closed: all its words are in the reader's language, all its
//! notes are in it. Renderers add no facts.

mod blocks;
mod table;
mod walk;

pub use blocks::{
    Bar, BarValue, Block, Chart, ChartLook, Chronicle, ChronicleEntry, Comparison, Definition,
    Figure, Lasting, List, ListSize, Notice, NoticeKind,
};
pub use table::{Cell, Column, ColumnKind, Dataset, Row, RowKind, Table, TableId, Target, Value};

use aigaq_schema::Language;
use serde::{Deserialize, Serialize};

use crate::input::Audience;
use crate::notes::Reference;
use crate::phrases::Phrases;

/// The id of a record as it may be shown to this audience. Opaque; for the
/// public it is the publication's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(String);

impl RecordId {
    /// Takes an id as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What finds the records behind a figure again. Opaque: the place where the
/// document is shown makes an address of it, a file makes it an anchor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Query(String);

impl Query {
    /// Takes a query as it is.
    pub fn new(query: impl Into<String>) -> Self {
        Self(query.into())
    }

    /// A list of records that only an annex of the document holds; no page
    /// of the program answers it.
    #[must_use]
    pub fn within_file(number: usize) -> Self {
        Self(format!("#{number}"))
    }

    /// Does only an annex of the document answer it?
    #[must_use]
    pub fn is_within_file(&self) -> bool {
        self.0.starts_with('#')
    }

    /// The query as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The number of a note, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(pub u32);

/// A number of things with the name of the thing: neither can be had without
/// the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    value: u64,
    unit: String,
}

impl Count {
    /// `unit` is the name of what is counted, in the form that goes with the
    /// number ("1 act", "2 acts"); [`crate::Phrases::count`] finds the form.
    pub fn new(value: u64, unit: impl Into<String>) -> Self {
        Self {
            value,
            unit: unit.into(),
        }
    }

    /// How many.
    #[must_use]
    pub const fn value(&self) -> u64 {
        self.value
    }

    /// Of what, in words that agree with the number.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }
}

/// A piece of a line of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Text of more weight.
    Strong(String),
    /// Text set apart, such as a title.
    Emphasis(String),
    /// A code, id or address printed letter by letter.
    Code(String),
    /// Text in another language than the document's (BCP 47 tag).
    InLanguage {
        /// The language's tag.
        language: String,
        /// The text.
        text: String,
    },
    /// The sign of a note.
    NoteRef(NoteId),
    /// A record, by a text that names it.
    RecordLink {
        /// Which record.
        record: RecordId,
        /// What is printed.
        text: String,
    },
    /// A number that leads to the records it counts, printed with its unit.
    CountLink {
        /// The number and its unit.
        count: Count,
        /// What finds the records.
        query: Option<Query>,
    },
    /// A number that leads to the records it counts, in a place that names
    /// the unit already (a column, an axis).
    NumberLink {
        /// The number and the unit the place names.
        count: Count,
        /// What finds the records.
        query: Option<Query>,
    },
    /// A table of this document, by its label.
    TableLink {
        /// Which table.
        table: TableId,
        /// What is printed: "Table 3".
        text: String,
    },
    /// An address on the web, as printed in the source. Becomes a link only
    /// if it is one.
    Address(String),
}

impl Inline {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// One line of text.
pub type Line = Vec<Inline>;

/// How the pages of a printed copy lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// A4 upright.
    Portrait,
    /// A4 lying.
    Landscape,
}

/// A line at the head of the document: "Period: June 2020".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub content: Line,
}

/// A section with its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// A short name of ASCII letters, digits and hyphens, unique in the
    /// document: the address of the section within the file.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What the section says, before its parts.
    pub blocks: Vec<Block>,
    /// Sections within.
    pub parts: Vec<Section>,
    /// An annex holds the evidence where no pages can be opened; places with
    /// pages leave it out.
    pub annex: bool,
}

/// A note: one or more sources with the place in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its number.
    pub id: NoteId,
    /// What it says.
    pub content: Line,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// A short file name without ending, of ASCII letters and hyphens.
    pub stem: String,
    /// The title.
    pub title: String,
    /// What stands under the title.
    pub subtitle: Option<String>,
    /// Who publishes it.
    pub organisation: Option<String>,
    /// The language of all words that do not say otherwise.
    pub language: Language,
    /// Who may read it.
    pub audience: Audience,
    /// The state of knowledge the document shows: a date in words.
    pub as_of: String,
    /// How a printed copy lies.
    pub paper: Paper,
    /// Period, coverage, as of: lines at the head.
    pub facts: Vec<Fact>,
    /// The body.
    pub sections: Vec<Section>,
    /// The notes, by number. Printed where [`Block::Notes`] stands.
    pub notes: Vec<Note>,
    /// The content as one flat table, where the document has one (a register,
    /// a matrix): what CSV and sheets are made of.
    pub dataset: Option<Dataset>,
    /// The sources cited, each once, by author and title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Reference>,
}

impl Document {
    /// Says at its head which edition it is, counted from 1.
    pub fn set_edition(&mut self, number: usize, phrases: &Phrases) {
        self.facts.push(Fact {
            label: phrases.say("fact.edition"),
            content: vec![Inline::text(number.to_string())],
        });
    }
}
