//! A question, and its answer.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::calendar::first_and_last;
use crate::{Error, Estimate, Filter, Path, Unit};

/// What is to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The unit.
    pub unit: Unit,
    /// The dimensions, at most [`MOST_DIMENSIONS`](crate::MOST_DIMENSIONS); none for the total alone.
    pub dimensions: Vec<Path>,
    /// Conditions that all hold.
    pub filters: Vec<Filter>,
    /// The period; none for all time.
    pub period: Option<Period>,
    /// Whether each row is to say how many records it would have besides if
    /// those that are only perhaps in the period were.
    pub perhaps_rows: bool,
    /// How involvements of unnamed groups are counted.
    pub groups: Groups,
}

/// How involvements of unnamed groups are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Groups {
    /// Each is a record like others.
    #[default]
    AsRecords,
    /// Not at all: only those of single, recorded actors; how many were left out is a note.
    Apart,
    /// As apart, and beside each number how many there were with the groups, from the lowest to the highest told.
    Estimated,
}

impl Query {
    /// All of a unit, no table.
    #[must_use]
    pub fn new(unit: Unit) -> Self {
        Self {
            unit,
            dimensions: Vec::new(),
            filters: Vec::new(),
            period: None,
            perhaps_rows: false,
            groups: Groups::AsRecords,
        }
    }

    /// Adds a dimension, as written.
    ///
    /// # Errors
    /// When the path cannot be read.
    pub fn by(mut self, path: &str) -> Result<Self, Error> {
        self.dimensions.push(path.parse()?);
        Ok(self)
    }

    /// Adds a condition, as written.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn only(mut self, filter: &str) -> Result<Self, Error> {
        self.filters.push(filter.parse()?);
        Ok(self)
    }

    /// Sets the period by its first and last date, as written.
    ///
    /// # Errors
    /// When a date cannot be read or the period ends before it starts.
    pub fn within(mut self, from: Option<&str>, to: Option<&str>) -> Result<Self, Error> {
        self.period = Period::read(from, to)?;
        Ok(self)
    }
}

/// A period of time. A record is in it when all the days that its date can
/// mean are; it is *perhaps* in it when only some are, or when it has no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First day (days since 1970-01-01); `i32::MIN` for open.
    pub first: i32,
    /// Last day; `i32::MAX` for open.
    pub last: i32,
    /// The date by which it is taken; none for the main date of the unit.
    pub field: Option<Path>,
}

impl Period {
    /// The days from `first` to `last`, both included.
    ///
    /// # Errors
    /// When it ends before it starts.
    pub fn of_days(first: i32, last: i32) -> Result<Self, Error> {
        if first > last {
            let key = |day: i32| crate::Span::Day.of(day);
            return Err(Error::PeriodBackwards {
                from: key(first),
                to: key(last),
            });
        }
        Ok(Self {
            first,
            last,
            field: None,
        })
    }

    /// From the first day of `from` to the last day of `to`; none when both
    /// are open.
    ///
    /// # Errors
    /// When a date cannot be read or the period ends before it starts.
    pub fn read(from: Option<&str>, to: Option<&str>) -> Result<Option<Self>, Error> {
        let first = from.map(first_and_last).transpose()?;
        let last = to.map(first_and_last).transpose()?;
        if first.is_none() && last.is_none() {
            return Ok(None);
        }
        let first = first.map_or(i32::MIN, |(day, _)| day);
        let last = last.map_or(i32::MAX, |(_, day)| day);
        if first > last {
            return Err(Error::PeriodBackwards {
                from: from.unwrap_or_default().to_owned(),
                to: to.unwrap_or_default().to_owned(),
            });
        }
        Ok(Some(Self {
            first,
            last,
            field: None,
        }))
    }

    /// The same period taken by another date.
    #[must_use]
    pub fn by(mut self, field: Path) -> Self {
        self.field = Some(field);
        self
    }
}

/// The answer to a [`Query`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The unit's plural name.
    pub unit: String,
    /// The dimensions as written.
    pub dimensions: Vec<String>,
    /// The cells that are not empty, in the order of the lists, states last.
    /// Without dimensions one row, with an empty key.
    pub rows: Vec<Row>,
    /// Distinct units in scope, each once.
    pub total: u64,
    /// Whether the rows sum to the total.
    pub adds_up: bool,
    /// What a reader must know.
    pub notes: Vec<Note>,
    /// With a period: how many more there are whose date only overlaps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perhaps: Option<u64>,
    /// With a period: how many more there are without a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undated: Option<u64>,
    /// How many with unnamed groups; when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
}

/// A table with its sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tabulated {
    /// The cells and the total.
    #[serde(flatten)]
    pub answer: Answer,
    /// The counts by some of the dimensions: in a table of two, the totals of its rows and of its columns. None for
    /// a table of one dimension, whose only side is the total.
    pub sides: Vec<Side>,
}

/// Counts by some of the dimensions of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Which dimensions, ascending from 0.
    pub over: Vec<usize>,
    /// Their values.
    pub rows: Vec<Row>,
    /// Whether they sum to the total.
    pub adds_up: bool,
}

impl Tabulated {
    /// The side over these dimensions, ascending.
    #[must_use]
    pub fn side(&self, over: &[usize]) -> Option<&Side> {
        self.sides.iter().find(|side| side.over == over)
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// A key for each dimension.
    pub key: Vec<String>,
    /// Their labels.
    pub label: Vec<String>,
    /// Distinct units.
    pub count: u64,
    /// How many more if those that are only perhaps in the period were; when
    /// asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perhaps: Option<u64>,
    /// How many with unnamed groups; when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
}

/// What a reader of the answer must know. As text in English by [`fmt::Display`]
/// and in JSON; pages translate by the variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A unit can be in several rows.
    Overlap,
    /// Actors were counted by what was done to them.
    ThroughActs {
        /// The unit's plural name.
        unit: String,
    },
    /// Dates that only overlap the period.
    NotPrecise(u64),
    /// Dates too imprecise for a condition.
    NotPreciseForCondition(u64),
    /// No date, so perhaps in the period.
    NoDate(u64),
    /// Records judged to be the same were counted once.
    Merged {
        /// Records in scope.
        records: u64,
        /// How many they are.
        distinct: u64,
    },
    /// Actors whose kind is not known are neither persons nor organisations.
    KindUnknown(u64),
    /// Involvements of unnamed groups, which only estimates count.
    GroupsApart(u64),
    /// Unnamed groups whose size nobody told: each is at least one person.
    GroupsOfUnknownSize(u64),
    /// Targets that no actor record stands for.
    NotLinked(u64),
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overlap => {
                out.write_str("categories overlap: the rows do not add up to the total")
            }
            Self::ThroughActs { unit } => {
                write!(
                    out,
                    "{unit} counted through the acts in which they are targets"
                )
            }
            Self::NotPrecise(count) => {
                write!(out, "date not precise enough for the period: {count}")
            }
            Self::NotPreciseForCondition(count) => {
                write!(out, "not precise enough for the conditions: {count}")
            }
            Self::NoDate(count) => write!(out, "date unknown: {count}"),
            Self::Merged { records, distinct } => write!(
                out,
                "records judged to be the same are counted once: {records} records are {distinct}"
            ),
            Self::KindUnknown(count) => {
                write!(out, "actors of unknown kind, not counted: {count}")
            }
            Self::GroupsApart(count) => {
                write!(out, "unnamed groups, not counted as people: {count}")
            }
            Self::GroupsOfUnknownSize(count) => {
                write!(
                    out,
                    "unnamed groups of unknown size, each counted as at least one: {count}"
                )
            }
            Self::NotLinked(count) => {
                write!(
                    out,
                    "targets without a record of their own, not counted: {count}"
                )
            }
        }
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// What codes, states, dates and records are called. Every method has a plain
/// default, so that [`Plain`] shows the keys themselves.
pub trait Labels {
    /// The label of a code of a list; for free texts (`dictionary` is then
    /// `type.property`) usually the text.
    fn code(&self, dictionary: &str, code: &str) -> String {
        let _ = dictionary;
        code.to_owned()
    }

    /// The label of `unknown`, `not asked`, `withheld`, `none`, `no date` and
    /// `imprecise`.
    fn state(&self, key: &str) -> String {
        match key {
            crate::keys::IMPRECISE_KEY => "date not precise enough".to_owned(),
            other => other.to_owned(),
        }
    }

    /// The label of `2020`, `2020-Q2`, `2020-05` or `2020-05-17`.
    fn date(&self, key: &str) -> String {
        key.to_owned()
    }

    /// The key of a record, as in a filter: usually its id.
    fn record_key(&self, table: &str, row: u32) -> String {
        format!("{table}/{row}")
    }

    /// The caption of a record.
    fn record(&self, table: &str, row: u32) -> String {
        self.record_key(table, row)
    }

    /// The row of the record with this key; the reverse of
    /// [`Labels::record_key`].
    fn row(&self, table: &str, key: &str) -> Option<u32> {
        key.strip_prefix(table)?.strip_prefix('/')?.parse().ok()
    }
}

/// Keys as they are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain;

impl Labels for Plain {}
