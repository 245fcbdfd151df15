//! What the records say of one restriction, as values.

use crate::range::DayRange;
use crate::terms::{FirstDay, Term};
use aigaq_schema::{Day, PartialDate, RecordId, Span, list};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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

/// How a restriction was changed after it was imposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A shorter length or an earlier end.
    Shortened,
    /// A longer length or a later end.
    Extended,
    /// Ended by a decision before its time.
    Lifted,
    /// The person was let go early.
    Released,
    /// Ended by a pardon.
    Pardoned,
    /// Ended by an amnesty.
    Amnesty,
    /// The decision it rested on was annulled.
    Annulled,
    /// Another restriction took its place.
    Replaced,
    /// A breach was found; dates stay.
    Breached,
}

impl ChangeKind {
    /// Reads a code of the list `restriction_changes`; `None` for one it does not know, which changes no date.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "shortened" => Self::Shortened,
            "extended" => Self::Extended,
            "lifted" => Self::Lifted,
            "released" => Self::Released,
            "pardoned" => Self::Pardoned,
            "amnesty" => Self::Amnesty,
            "annulled" => Self::Annulled,
            "replaced" => Self::Replaced,
            "breached" => Self::Breached,
            _ => return None,
        })
    }

    /// The restriction is over after the day of the change.
    #[must_use]
    pub fn ends(self) -> bool {
        !matches!(self, Self::Shortened | Self::Extended | Self::Breached)
    }

    /// The code of the list `restriction_changes`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Shortened => "shortened",
            Self::Extended => "extended",
            Self::Lifted => "lifted",
            Self::Released => "released",
            Self::Pardoned => "pardoned",
            Self::Amnesty => "amnesty",
            Self::Annulled => "annulled",
            Self::Replaced => "replaced",
            Self::Breached => "breached",
        }
    }

    /// How a restriction stands after an ending change whose day nobody gave.
    fn status(self) -> Status {
        match self {
            Self::Pardoned | Self::Amnesty => Status::Pardoned,
            _ => Status::Commuted,
        }
    }
}

/// One change. The order in which changes are written down means nothing; their dates do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change {
    /// The record that tells of it; `None` where it is no record of its own.
    pub record: Option<RecordId>,
    /// What was changed.
    pub kind: ChangeKind,
    /// From which day it holds; for an ending change, the last day of the restriction.
    pub on: Option<PartialDate>,
    /// The whole length after the change.
    pub length: Option<Span>,
    /// The last day after the change; beats the length.
    pub end: Option<PartialDate>,
    /// The restriction that took its place.
    pub replaced_by: Option<RecordId>,
}

impl Change {
    /// A change that says no more than what and when.
    #[must_use]
    pub fn new(kind: ChangeKind, on: Option<PartialDate>) -> Self {
        Self {
            record: None,
            kind,
            on,
            length: None,
            end: None,
            replaced_by: None,
        }
    }

    /// When it holds from; [`DayRange::ANY`] when not told.
    #[must_use]
    pub fn days(&self) -> DayRange {
        self.on.as_ref().map_or(DayRange::ANY, DayRange::from)
    }

    /// It gives a new length or end without ending the restriction.
    fn sets_term(&self) -> bool {
        !self.kind.ends() && (self.length.is_some() || self.end.is_some())
    }
}

/// A restriction that ends with a step of its case: "until the verdict is in force".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Until {
    /// Code of the list `case_stages`.
    pub step: String,
    /// When the case came to that step, where it is recorded; the earliest, if it came to it several times.
    pub reached: Option<PartialDate>,
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
    /// The minute of the day at which it began (0 to 1439), where told: terms of hours run by the clock.
    pub start_minute: Option<u16>,
    /// From what its term is counted, when the start itself is not given.
    pub counted_from: Option<CountedFrom>,
    /// How long.
    pub length: Option<Span>,
    /// Its last day, as stated.
    pub end: Option<PartialDate>,
    /// The step of the case with which it ends, where no day is set.
    pub until: Option<Until>,
    /// What was changed later, in any order.
    pub changes: Vec<Change>,
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
            start_minute: None,
            counted_from: None,
            length: None,
            end: None,
            until: None,
            changes: Vec::new(),
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

    /// A length as a term of this restriction, when it ends on a day.
    pub(super) fn term_of(&self, length: Span) -> Option<Term> {
        Term::new(length, self.first_day, self.start_minute)
    }

    /// What was told, and the ending changes whose day nobody gave.
    pub(super) fn all_told(&self) -> Vec<Told> {
        let undated = self
            .changes
            .iter()
            .filter(|change| change.kind.ends() && change.on.is_none())
            .map(|change| Told::new(change.kind.status(), None));
        self.told.iter().cloned().chain(undated).collect()
    }

    /// The day on which the first of the ending changes ended it, with that change; `None` without any.
    pub(super) fn ended_by(&self) -> Option<(ChangeKind, DayRange)> {
        let ending = || {
            self.changes
                .iter()
                .filter(|change| change.kind.ends() && change.on.is_some())
        };
        let days = DayRange {
            first: ending().map(|change| change.days().first).min()?,
            last: ending().map(|change| change.days().last).min()?,
        };
        // The one that ends first by its last day, then its first, then its kind: the same in any order.
        let first = ending().min_by_key(|c| (c.days().last, c.days().first, c.kind))?;
        Some((first.kind, days))
    }

    /// What its end follows from, after all changes. Several when partial dates leave open which change came last.
    pub(super) fn ends(&self) -> Vec<EndFact> {
        if let Some((kind, days)) = self.ended_by() {
            return vec![EndFact {
                basis: EndBasis::Ended(kind),
                end: Some(days),
                length: None,
            }];
        }
        let term: Vec<&Change> = self.changes.iter().filter(|c| c.sets_term()).collect();
        let newest = term.iter().map(|change| change.days().first).max();
        if let Some(newest) = newest {
            // A change can be the last one unless another certainly came after it.
            let mut ends: Vec<EndFact> = term
                .iter()
                .filter(|change| change.days().last >= newest)
                .map(|change| EndFact {
                    basis: EndBasis::Changed(change.kind),
                    end: change.end.as_ref().map(DayRange::from),
                    length: change.length,
                })
                .collect();
            ends.sort_by_key(EndFact::order);
            ends.dedup();
            return ends;
        }
        let stated = self.end.as_ref().map(DayRange::from);
        let reached = self.until.as_ref().and_then(|u| u.reached.as_ref());
        let (basis, end) = match (stated, reached) {
            (Some(end), _) => (EndBasis::AsImposed, Some(end)),
            (None, Some(reached)) => (EndBasis::Step, Some(reached.into())),
            (None, None) => (EndBasis::AsImposed, None),
        };
        vec![EndFact {
            basis,
            end,
            length: self.length,
        }]
    }
}

/// Where an end comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EndBasis {
    /// The decision that imposed it.
    AsImposed,
    /// The case came to the step with which it ends.
    Step,
    /// A change gave a new end or length.
    Changed(ChangeKind),
    /// A change ended it.
    Ended(ChangeKind),
}

/// An end, or the length it follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EndFact {
    pub(super) basis: EndBasis,
    pub(super) end: Option<DayRange>,
    pub(super) length: Option<Span>,
}

impl EndFact {
    fn order(&self) -> (EndBasis, Option<(Day, Day)>, Option<[u32; 6]>) {
        (
            self.basis,
            self.end.map(|end| (end.first, end.last)),
            self.length
                .map(|s| [s.years, s.months, s.weeks, s.days, s.hours, s.minutes]),
        )
    }
}
