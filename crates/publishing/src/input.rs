//! What the templates take: plain values that are already counted, resolved
//! and fit for the audience.

use aigaq_schema::{Day, Language, PartialDate};
use serde::{Deserialize, Serialize};

use crate::dates;
use crate::document::{Query, RecordId};
use crate::notes::Citation;

/// Who may read a publication. It is printed on it; what they may see was
/// decided before the values came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The organisation itself.
    Internal,
    /// Organisations and mechanisms it is handed to. Ids are the publication's own.
    Partners,
    /// Everybody. Ids are the publication's own.
    Public,
}

impl Audience {
    /// The key of the phrase that is printed on a publication for it.
    #[must_use]
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Internal => "audience.internal",
            Self::Partners => "audience.partners",
            Self::Public => "audience.public",
        }
    }
}

/// A date in the reader's language and as EDTF text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateWords {
    /// In words; empty when unknown.
    pub words: String,
    /// As EDTF text for sheets; empty when unknown.
    pub edtf: String,
}

impl DateWords {
    /// A date in the words of `language`.
    #[must_use]
    pub fn of(date: &PartialDate, language: Language) -> Self {
        Self {
            words: dates::words(date, language),
            edtf: date.text().to_owned(),
        }
    }

    /// Days between which something falls, which no EDTF text can say (an
    /// interval would mean that it lasted); unknown where both ends are open.
    #[must_use]
    pub fn between(first: Day, last: Day, language: Language) -> Self {
        Self {
            words: dates::between(first, last, language).unwrap_or_default(),
            edtf: String::new(),
        }
    }

    /// An unknown date.
    #[must_use]
    pub fn unknown() -> Self {
        Self::default()
    }
}

/// A number of things and the way to them. What things they are, the place
/// that takes it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub value: u64,
    /// What finds them in the running program. Two tallies of the same things
    /// have the same query. `None`: no page lists them; in a file the number
    /// leads to its records all the same. Must hold no internal id where the
    /// audience is the public.
    pub query: Option<Query>,
    /// The records counted, for the annex of a file. They may be more or
    /// fewer than `value`: acts behind a number of persons.
    pub records: Vec<RecordId>,
}

impl Tally {
    /// A number with its records and no page that lists them.
    #[must_use]
    pub const fn of_records(value: u64, records: Vec<RecordId>) -> Self {
        Self {
            value,
            query: None,
            records,
        }
    }

    /// A number without a way to its records.
    #[must_use]
    pub const fn bare(value: u64) -> Self {
        Self {
            value,
            query: None,
            records: Vec::new(),
        }
    }

    /// A number with the query and the records behind it.
    pub fn new(value: u64, query: impl Into<String>, records: Vec<RecordId>) -> Self {
        Self {
            value,
            query: Some(Query::new(query)),
            records,
        }
    }
}

/// A record that figures of a file count: a row of its annex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRecord {
    /// Its id for this audience.
    pub id: RecordId,
    /// What is printed for it where room is short: "A12".
    pub label: String,
    /// What kind of record: "act", "person".
    pub kind: String,
    /// When.
    pub date: DateWords,
    /// What it is, in a few words.
    pub what: String,
    /// Who it is about.
    pub who: String,
    /// Where.
    pub place: String,
    /// Its sources.
    pub citations: Vec<Citation>,
}

/// Something that happened: an entry of a chronicle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Happening {
    /// The record it is.
    pub record: Option<RecordId>,
    /// Its number in the publication ("A12"), by which figures find it here; empty when it has none.
    pub number: String,
    /// When.
    pub date: DateWords,
    /// Where; empty when unknown.
    pub place: String,
    /// To whom; empty when unknown.
    pub who: String,
    /// What was done.
    pub what: String,
    /// By whom; empty when unknown.
    pub by: String,
    /// Under which law; empty when none was stated.
    pub law: String,
    /// What came of it; empty when unknown.
    pub outcome: String,
    /// The sources.
    pub citations: Vec<Citation>,
}
