//! A finding: what does not agree, as data.

use aigaq_schema::{Day, Period, RecordId, Statement, StatementId};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;

/// What kind of thing does not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Parts do not add up to their total.
    Sum,
    /// A unit that cannot be right.
    Unit,
    /// Different values for the same thing.
    Differ,
    /// Values or ranges that exclude each other.
    Exclude,
    /// Dates in an order in which they cannot be.
    Order,
    /// An event after the publication that reports it.
    AfterPublication,
    /// A year one century off.
    Century,
    /// The date of a source and the date in its address or text.
    SourceDate,
    /// A restriction that ended and is told to be in force, or the other way round.
    RestrictionStatus,
    /// A restriction without an end.
    RestrictionEnd,
    /// The same name written differently and not linked.
    NameVariants,
    /// One name, two records.
    NameTwice,
    /// Percentages and their parts.
    Percent,
    /// Titles, addresses and notes of sources.
    Reference,
    /// A person in two primary categories.
    Category,
    /// Consent missing for something published.
    Consent,
    /// A commitment without an assessment in the period.
    Unassessed,
    /// What the registers cannot take as it was entered: a release of somebody never held. Found by the registers.
    Entered,
}

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 18] = [
        Self::Sum,
        Self::Unit,
        Self::Exclude,
        Self::Differ,
        Self::Order,
        Self::Entered,
        Self::AfterPublication,
        Self::Century,
        Self::SourceDate,
        Self::RestrictionStatus,
        Self::NameVariants,
        Self::NameTwice,
        Self::Percent,
        Self::Reference,
        Self::Category,
        Self::Consent,
        Self::RestrictionEnd,
        Self::Unassessed,
    ];

    /// Its code, which stays what it is.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Unit => "unit",
            Self::Differ => "differ",
            Self::Exclude => "exclude",
            Self::Order => "order",
            Self::AfterPublication => "after_publication",
            Self::Century => "century",
            Self::SourceDate => "source_date",
            Self::RestrictionStatus => "restriction_status",
            Self::RestrictionEnd => "restriction_end",
            Self::NameVariants => "name_variants",
            Self::NameTwice => "name_twice",
            Self::Percent => "percent",
            Self::Reference => "reference",
            Self::Category => "category",
            Self::Consent => "consent",
            Self::Unassessed => "unassessed",
            Self::Entered => "entered",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind of the finding that has this key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::from_code(key.split('-').next()?)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Both cannot be true.
    Contradiction,
    /// Both can be true, and a careful reader would ask.
    Doubt,
    /// Nothing is wrong; something is missing.
    Gap,
}

/// What stands in a place of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Arg {
    /// Words as they stand in the records: the same in every language.
    Words(String),
    /// A record, by what it is called.
    Record(RecordId),
    /// The value of a statement, as the reader's language writes it.
    Value(RecordId, StatementId),
    /// A property, by its label.
    Property {
        /// The record type.
        record_type: String,
        /// The property.
        property: String,
    },
    /// Days, as the reader's language writes them: the first and the last that are meant.
    Days(Day, Day),
    /// A code of a list, by its label.
    Code(&'static str, String),
    /// A number counted by the rule.
    Number(String),
    /// Several, one after the other.
    Several(Vec<Arg>),
}

/// One sentence as data: its key and what stands in its places.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Message {
    /// The key of the sentence, one of [`SENTENCES`].
    pub key: &'static str,
    /// The places by name.
    pub places: Vec<(&'static str, Arg)>,
}

/// A statement or a whole record that a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Involved {
    /// The record.
    pub record: RecordId,
    /// The property; empty when the record as a whole is meant.
    pub property: String,
    /// The statement; `None` when the record as a whole is meant.
    pub statement: Option<StatementId>,
    /// What it says, for the key of the finding.
    said: String,
}

impl Involved {
    /// A statement.
    #[must_use]
    pub fn statement(record: RecordId, statement: &Statement) -> Self {
        Self {
            record,
            property: statement.property.clone(),
            statement: Some(statement.id),
            said: statement.value.plain(),
        }
    }

    /// A record as a whole.
    #[must_use]
    pub fn record(record: RecordId) -> Self {
        Self {
            record,
            property: String::new(),
            statement: None,
            said: String::new(),
        }
    }
}

/// What does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing it is.
    pub kind: Kind,
    /// How grave.
    pub weight: Weight,
    /// The sentence.
    pub message: Message,
    /// What it rests on; the first is what the sentence begins with.
    pub involved: Vec<Involved>,
    /// The period it was asked about, as it stands in the key; `None` where no period makes a difference.
    period: Option<String>,
}

impl Finding {
    /// What the registers cannot take as it was entered. `message` is a sentence of theirs; `involved` begins with the record
    /// to look at.
    #[must_use]
    pub fn entered(weight: Weight, message: Message, involved: Vec<Involved>) -> Self {
        Self {
            kind: Kind::Entered,
            weight,
            message,
            involved,
            period: None,
        }
    }

    /// Names the finding by its kind and what it rests on: the sentence, the records, their properties and what is said there. It
    /// stays the same while these do, whoever says them again and in whatever order; a corrected value makes it
    /// another finding, or none.
    #[must_use]
    pub fn key(&self) -> String {
        let mut parts: Vec<(&[u8; 16], &str, &str)> = self
            .involved
            .iter()
            .map(|i| (i.record.as_bytes(), i.property.as_str(), i.said.as_str()))
            .collect();
        parts.sort_unstable();
        parts.dedup();
        let mut hash = Sha256::new();
        hash.update(self.message.key.as_bytes());
        for (record, property, said) in parts {
            hash.update(record);
            for text in [property, said] {
                // Lengths keep neighbours apart.
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text.as_bytes());
            }
        }
        let whole: [u8; 32] = hash.finalize().into();
        let mut key = format!("{}-", self.kind.code());
        if let Some(period) = &self.period {
            key.push_str(period);
            key.push('-');
        }
        for byte in &whole[..8] {
            key.push_str(&format!("{byte:02x}"));
        }
        key
    }
}

/// A period as it stands in the keys of findings that were asked about it: `20210101_20210630`, `0_20210630`.
pub(crate) fn of_period(period: Period) -> String {
    let day = |day: Day| match day.civil() {
        Some(date) => date.to_string().replace('-', ""),
        None => "0".to_owned(),
    };
    format!("{}_{}", day(period.from), day(period.to))
}

/// Every sentence with the names of its places: what the files of phrases must hold.
pub const SENTENCES: &[(&str, &[&str])] = &[
    (
        "sum.other_total",
        &["sum", "total", "number", "other", "other_number"],
    ),
    ("sum.above", &["sum", "total", "number"]),
    ("sum.below", &["sum", "total", "number"]),
    ("unit.missing", &["figure"]),
    ("unit.part", &["part", "unit", "total", "total_unit"]),
    ("unit.indicator", &["figure", "unit"]),
    ("unit.fraction", &["figure", "number", "unit"]),
    ("unit.negative", &["figure", "number", "unit"]),
    ("unit.share", &["figure", "unit"]),
    (
        "unit.fewer_acts",
        &["acts", "number", "people", "people_number"],
    ),
    ("differ.values", &["record", "property", "values"]),
    ("differ.exclude", &["record", "property", "values"]),
    (
        "differ.figures",
        &["figure", "number", "other", "other_number"],
    ),
    (
        "differ.figures_exclude",
        &["figure", "number", "other", "other_number"],
    ),
    (
        "differ.stock_flow",
        &["figure", "number", "period", "other", "other_period"],
    ),
    (
        "differ.title",
        &["figure", "number", "source", "other_number"],
    ),
    (
        "differ.event_figure",
        &["event", "property", "number", "figure", "other_number"],
    ),
    (
        "differ.twice_told",
        &["event", "date", "other", "other_date"],
    ),
    ("differ.alternative", &["record", "property", "value"]),
    (
        "order.backwards",
        &["record", "first", "first_date", "second", "second_date"],
    ),
    ("order.after_death", &["record", "date", "person", "death"]),
    ("order.to_come", &["record", "date"]),
    (
        "order.after_publication",
        &["record", "date", "source", "published"],
    ),
    (
        "order.note_before",
        &["record", "date", "source", "published"],
    ),
    (
        "century.passage",
        &["record", "date", "proposed", "neighbours"],
    ),
    ("century.event", &["record", "date", "event", "event_date"]),
    (
        "century.source",
        &["record", "date", "source", "published", "proposed"],
    ),
    (
        "century.own",
        &["record", "first", "first_date", "second", "second_date"],
    ),
    ("source_date.address", &["source", "date", "address_date"]),
    ("source_date.title", &["source", "date", "title_date"]),
    (
        "source_date.said_on",
        &["record", "date", "source", "published"],
    ),
    ("restriction.in_force_after_end", &["record", "end", "told"]),
    ("restriction.ended_before_end", &["record", "end", "told"]),
    ("restriction.no_end", &["record"]),
    ("names.variants", &["name", "other"]),
    ("names.twice", &["name"]),
    ("percent.above_hundred", &["sum", "figures"]),
    ("percent.not_hundred", &["sum", "figures"]),
    ("percent.one_above_hundred", &["figure", "number"]),
    ("percent.part_above_whole", &["figure", "number", "whole"]),
    (
        "percent.quotient",
        &["figure", "number", "part", "whole", "quotient"],
    ),
    ("reference.one_address", &["source", "other", "address"]),
    ("reference.untitled", &["source", "address"]),
    ("reference.no_address", &["source"]),
    ("reference.title_elsewhere", &["source", "address", "other"]),
    ("reference.title_not_address", &["source", "address"]),
    ("reference.misprint", &["source", "word", "address_word"]),
    (
        "reference.publisher_address",
        &["source", "publisher", "host", "usual"],
    ),
    (
        "reference.publisher_misprint",
        &["source", "publisher", "host"],
    ),
    ("reference.broken_dash", &["source", "address"]),
    ("reference.broken_host", &["source", "address", "host"]),
    (
        "reference.host_slip",
        &["source", "address", "host", "proposed"],
    ),
    (
        "reference.broken_ending",
        &["source", "address", "proposed"],
    ),
    ("reference.broken_form", &["source", "address"]),
    ("reference.unused", &["source"]),
    ("reference.missing", &["record", "property"]),
    ("category.two", &["person", "categories"]),
    ("category.two_in_year", &["person", "year", "categories"]),
    ("consent.missing", &["publication", "person"]),
    ("consent.refused", &["publication", "person", "state"]),
    (
        "consent.refused_for",
        &["publication", "person", "state", "use", "audience"],
    ),
    ("consent.contradicts", &["publication", "person", "values"]),
    ("consent.withdrawn", &["publication", "person", "date"]),
    ("consent.taken_back", &["publication", "person"]),
    ("commitment.unassessed", &["commitment"]),
];

/// A finding in the making: the arguments of a sentence and what it rests on, with little ceremony.
pub(crate) struct Made(Finding);

impl Made {
    pub(crate) fn new(kind: Kind, weight: Weight, key: &'static str) -> Self {
        Self(Finding {
            kind,
            weight,
            message: Message {
                key,
                places: Vec::new(),
            },
            involved: Vec::new(),
            period: None,
        })
    }

    /// It is said of this period: of another it is another finding.
    pub(crate) fn asked_of(mut self, period: Period) -> Self {
        self.0.period = Some(of_period(period));
        self
    }

    pub(crate) fn place(mut self, name: &'static str, arg: Arg) -> Self {
        self.0.message.places.push((name, arg));
        self
    }

    pub(crate) fn words(self, name: &'static str, words: impl Into<String>) -> Self {
        self.place(name, Arg::Words(words.into()))
    }

    pub(crate) fn record(self, name: &'static str, record: RecordId) -> Self {
        self.place(name, Arg::Record(record))
    }

    /// A place that holds the value of a statement, on which the finding rests too.
    pub(crate) fn value(mut self, name: &'static str, record: RecordId, said: &Statement) -> Self {
        self.0.involved.push(Involved::statement(record, said));
        self.place(name, Arg::Value(record, said.id))
    }

    pub(crate) fn number(self, name: &'static str, number: f64) -> Self {
        self.place(name, Arg::Number(plain_number(number)))
    }

    pub(crate) fn property(self, name: &'static str, record_type: &str, property: &str) -> Self {
        self.place(
            name,
            Arg::Property {
                record_type: record_type.to_owned(),
                property: property.to_owned(),
            },
        )
    }

    pub(crate) fn rests_on(mut self, record: RecordId, said: &Statement) -> Self {
        self.0.involved.push(Involved::statement(record, said));
        self
    }

    pub(crate) fn about(mut self, record: RecordId) -> Self {
        self.0.involved.push(Involved::record(record));
        self
    }

    pub(crate) fn done(self) -> Finding {
        let mut finding = self.0;
        let mut seen = Vec::new();
        finding.involved.retain(|i| {
            let new = !seen.contains(i);
            seen.push(i.clone());
            new
        });
        finding
    }
}

/// A number without digits that nobody told: sums of decimals are rounded to what the parts can hold.
pub(crate) fn plain_number(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    format!("{rounded}")
}
