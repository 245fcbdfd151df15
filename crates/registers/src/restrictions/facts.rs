//! What the records say of one restriction, as values.

use crate::terms::{FirstDay, Term};
use aigaq_schema::{PartialDate, RecordId, Span, list};
use serde::Serialize;

/// From which day a term is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedFrom {
    /// The day it was decided.
    Decision,
    /// The day the judgment entered into force.
    EntryIntoForce,
    /// The day the person was let out.
    Release,
    /// The day of the arrest, before the decision.
    Arrest,
    /// No source says.
    NotTold,
}

impl CountedFrom {
    /// Reads a code of the list `counted_from`; a code it does not know says nothing.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code {
            "decision" => Self::Decision,
            "entry_into_force" => Self::EntryIntoForce,
            "release" => Self::Release,
            "arrest" => Self::Arrest,
            _ => Self::NotTold,
        }
    }
}

/// How a restriction stands, as a source told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It holds.
    InForce,
    /// It is over.
    Ended,
    /// A pardon ended it.
    Pardoned,
    /// It was commuted, or the person released early.
    Commuted,
    /// The source does not say.
    Unknown,
}

impl Status {
    /// Reads a code of the list `restriction_statuses`; a code it does not know says nothing.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code {
            "in_force" => Self::InForce,
            "ended" => Self::Ended,
            "pardoned" => Self::Pardoned,
            "commuted" => Self::Commuted,
            _ => Self::Unknown,
        }
    }

    /// It is over, one way or another.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Ended | Self::Pardoned | Self::Commuted)
    }
}

/// A status, and the date it was told of: the date the source gives it for, else the date of the source, else
/// (as an open beginning, `../2021-08-03`) the day it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Told {
    /// How it stands.
    pub status: Status,
    /// As of when.
    pub on: Option<PartialDate>,
}

impl Told {
    /// A status told as of a date.
    #[must_use]
    pub fn new(status: Status, on: Option<PartialDate>) -> Self {
        Self { status, on }
    }
}

/// What kind of actor is restricted: persons and organisations are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HolderKind {
    /// One person.
    Person,
    /// An organisation.
    Organisation,
    /// Several people without names; one group is not one person.
    Group,
}

/// Who is restricted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Holder {
    /// The actor, after judgements on who is the same (the representative of the cluster).
    pub actor: RecordId,
    /// Person, organisation or group.
    pub kind: HolderKind,
}

/// One restriction, as known. Every `None` means that no source says.
#[derive(Debug, Clone)]
pub struct RestrictionFacts {
    /// The record.
    pub restriction: RecordId,
    /// Who is restricted, where the record says.
    pub holder: Option<Holder>,
    /// Code of the list `restriction_kinds`.
    pub kind: String,
    /// The kind can be in force at all (the list's mark `runs`): a fine cannot.
    pub runs: bool,
    /// Whether the first day is part of the term (the list's mark `custody`).
    pub first_day: FirstDay,
    /// When it was decided.
    pub decided: Option<PartialDate>,
    /// When it began to run.
    pub start: Option<PartialDate>,
    /// From what its term is counted, when the start itself is not given.
    pub counted_from: Option<CountedFrom>,
    /// How long.
    pub length: Option<Span>,
    /// Its last day, as stated.
    pub end: Option<PartialDate>,
    /// How it stands, by each source that says so, in any order.
    pub told: Vec<Told>,
}

impl RestrictionFacts {
    /// A restriction of which nothing is known but that it exists and can run.
    #[must_use]
    pub fn new(restriction: RecordId, kind: impl Into<String>) -> Self {
        Self {
            restriction,
            holder: None,
            kind: kind.into(),
            runs: true,
            first_day: FirstDay::NotCounted,
            decided: None,
            start: None,
            counted_from: None,
            length: None,
            end: None,
            told: Vec::new(),
        }
    }

    /// The same for a kind of the list `restriction_kinds`: `runs` and `custody` are read from its marks.
    #[must_use]
    pub fn of_kind(restriction: RecordId, kind: &list::Entry) -> Self {
        Self {
            runs: kind.has_flag("runs"),
            first_day: if kind.has_flag("custody") {
                FirstDay::Counted
            } else {
                FirstDay::NotCounted
            },
            ..Self::new(restriction, kind.code.clone())
        }
    }

    /// The term, when the length has one that ends on a day.
    pub(super) fn term(&self) -> Option<Term> {
        self.length.and_then(|span| Term::new(span, self.first_day))
    }
}
