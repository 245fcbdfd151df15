//! Political prisoners: who stands on whose list on a day, and what changed between two days.
//!
//! *In*: decisions of the keepers of lists, each with its date, criteria, reasons, panel and dissent. *Out*: for each
//! person and keeper, whether the person is on the list on a day, with three values; the stock; additions and
//! removals between two days, each with the decision that made it.
//!
//! Keepers are never merged: ours and each other's stand side by side. *Excluded* says that a keeper's criteria are
//! not met, never that a prosecution was lawful. Nothing here says where a person is: that a listed person was let
//! out and is still restricted follows from the restrictions ([`crate::restrictions`]).

use crate::range::DayRange;
use crate::restrictions::Certainty;
use aigaq_schema::{Day, PartialDate, RecordId};
use serde::Serialize;
use std::collections::BTreeMap;

/// What was decided: the list `listing_statuses`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// Being studied.
    Candidate,
    /// Put on the list.
    Recognised,
    /// The criteria were not found met.
    Excluded,
    /// Taken off the list.
    Removed,
}

impl Decided {
    /// Reads a code of the list `listing_statuses`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "candidate" => Self::Candidate,
            "recognised" => Self::Recognised,
            "excluded" => Self::Excluded,
            "removed" => Self::Removed,
            _ => return None,
        })
    }

    /// The code of the list.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Recognised => "recognised",
            Self::Excluded => "excluded",
            Self::Removed => "removed",
        }
    }
}

/// One decision of a keeper about a person.
#[derive(Debug, Clone)]
pub struct ListingFacts {
    /// The record.
    pub record: RecordId,
    /// Whom it is about (the representative of those who are one).
    pub person: RecordId,
    /// Whose list; `None` for our own.
    pub keeper: Option<RecordId>,
    /// What was decided.
    pub decided: Decided,
    /// From which day it holds; `None` when not told.
    pub date: Option<PartialDate>,
    /// How many criteria are named.
    pub criteria: usize,
    /// How many members of the panel are named or numbered.
    pub panel: usize,
    /// A reason is given.
    pub has_reason: bool,
}

impl ListingFacts {
    fn days(&self) -> DayRange {
        self.date.as_ref().map_or(DayRange::ANY, DayRange::from)
    }
}

/// Where a person stands on one keeper's list on a day.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// The person.
    pub person: RecordId,
    /// Whose list; `None` for our own.
    pub keeper: Option<RecordId>,
    /// On the list.
    pub listed: Certainty,
    /// The decisions of which one is the last by that day; the latest by its dates first. One, where dates are exact.
    pub last: Vec<&'a ListingFacts>,
}

impl Place<'_> {
    /// What was decided last, where that is sure.
    #[must_use]
    pub fn decided(&self) -> Option<Decided> {
        let first = self.last.first()?.decided;
        self.last
            .iter()
            .all(|l| l.decided == first)
            .then_some(first)
    }
}

/// Which way somebody went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Went {
    /// On the list, and not before.
    Added,
    /// Off the list.
    Removed,
    /// It cannot be told whether the person was on it on one of the days.
    Unclear,
}

/// A difference between the list on two days.
#[derive(Debug, Clone)]
pub struct Difference<'a> {
    /// The person.
    pub person: RecordId,
    /// Whose list.
    pub keeper: Option<RecordId>,
    /// Which way.
    pub went: Went,
    /// The decisions that made it: those that are or may be the last on the second day.
    pub by: Vec<&'a ListingFacts>,
}

/// All decisions, ready to be asked.
#[derive(Debug, Clone)]
pub struct PrisonerLists {
    decisions: BTreeMap<(Option<RecordId>, RecordId), Vec<ListingFacts>>,
}

impl PrisonerLists {
    /// The lists that some decisions make; their order has no say.
    #[must_use]
    pub fn of(decisions: impl IntoIterator<Item = ListingFacts>) -> Self {
        let mut by: BTreeMap<_, Vec<ListingFacts>> = BTreeMap::new();
        for decision in decisions {
            by.entry((decision.keeper, decision.person))
                .or_default()
                .push(decision);
        }
        for decisions in by.values_mut() {
            decisions
                .sort_by_key(|l| (std::cmp::Reverse((l.days().last, l.days().first)), l.record));
        }
        Self { decisions: by }
    }

    /// Where everybody stands on a day of whom something was, or may have been, decided by then. Our own list first.
    #[must_use]
    pub fn on(&self, day: Day) -> Vec<Place<'_>> {
        self.decisions
            .iter()
            .filter_map(|((keeper, person), decisions)| {
                let last = last_by(day, decisions);
                (!last.is_empty()).then(|| Place {
                    person: *person,
                    keeper: *keeper,
                    listed: listed(day, &last, decisions),
                    last,
                })
            })
            .collect()
    }

    /// Who is on the lists, certainly or perhaps.
    #[must_use]
    pub fn stock(&self, day: Day) -> Vec<Place<'_>> {
        let mut all = self.on(day);
        all.retain(|place| place.listed != Certainty::No);
        all
    }

    /// What changed from one day to a later one.
    #[must_use]
    pub fn between(&self, from: Day, to: Day) -> Vec<Difference<'_>> {
        let before: BTreeMap<_, _> = self
            .on(from)
            .into_iter()
            .map(|place| ((place.keeper, place.person), place.listed))
            .collect();
        self.on(to)
            .into_iter()
            .filter_map(|place| {
                let key = (place.keeper, place.person);
                let was = before.get(&key).copied().unwrap_or(Certainty::No);
                let went = match (was, place.listed) {
                    (Certainty::No, Certainty::Certainly) => Went::Added,
                    (Certainty::Certainly, Certainty::No) => Went::Removed,
                    (was, is) if was == is => return None,
                    _ => Went::Unclear,
                };
                Some(Difference {
                    person: place.person,
                    keeper: place.keeper,
                    went,
                    by: place.last,
                })
            })
            .collect()
    }

    /// All decisions about each person on each keeper's list, the latest first.
    pub fn all(&self) -> impl Iterator<Item = &[ListingFacts]> {
        self.decisions.values().map(Vec::as_slice)
    }
}

/// The decisions that can be the last one by a day. One certainly followed by another that is certainly made by the
/// day cannot.
fn last_by(day: Day, decisions: &[ListingFacts]) -> Vec<&ListingFacts> {
    let newest = decisions
        .iter()
        .map(ListingFacts::days)
        .filter(|days| days.last <= day)
        .map(|days| days.first)
        .max();
    decisions
        .iter()
        .filter(|l| {
            let days = l.days();
            days.first <= day && newest.is_none_or(|newest| days.last.min(day) >= newest)
        })
        .collect()
}

fn listed(day: Day, last: &[&ListingFacts], all: &[ListingFacts]) -> Certainty {
    let on = last
        .iter()
        .filter(|l| l.decided == Decided::Recognised)
        .count();
    // Before any decision nobody is on a list: is one certainly made?
    let begun = all.iter().any(|l| l.days().last <= day);
    if on == 0 {
        Certainty::No
    } else if on == last.len() && begun {
        Certainty::Certainly
    } else {
        Certainty::Perhaps
    }
}
