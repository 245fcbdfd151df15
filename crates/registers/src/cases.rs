//! Cases: where proceedings stand on a day, which are new, which are closed, when somebody has to be in court, and which
//! grew out of which.
//!
//! *In*: cases with their steps; which steps are hearings and which close a case is a mark of the list `case_stages`.
//! *Out*: the state on a day with its step; hearings to come; chains of cases (an administrative arrest that became a
//! criminal charge).

use crate::range::DayRange;
use crate::restrictions::Certainty;
use aigaq_schema::{Day, PartialDate, Period, RecordId, Within};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A step of a case.
#[derive(Debug, Clone)]
pub struct CaseStep {
    /// The record.
    pub record: RecordId,
    /// Code of the list `case_stages`.
    pub kind: String,
    /// When; `None` when not told.
    pub date: Option<PartialDate>,
    /// The minute of the day, where told.
    pub minute: Option<u16>,
    /// Somebody may have to be in court (mark `hearing`).
    pub hearing: bool,
    /// The case is closed when this is its last step (mark `closes`).
    pub closes: bool,
}

impl CaseStep {
    fn days(&self) -> DayRange {
        self.date.as_ref().map_or(DayRange::ANY, DayRange::from)
    }
}

/// A case, as known.
#[derive(Debug, Clone)]
pub struct CaseFacts {
    /// The record.
    pub record: RecordId,
    /// When it was opened.
    pub opened: Option<PartialDate>,
    /// When it was decided.
    pub decided: Option<PartialDate>,
    /// Its steps, in any order.
    pub steps: Vec<CaseStep>,
    /// The cases it grew out of.
    pub follows: Vec<RecordId>,
}

/// Where a case stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// It goes on.
    Pending,
    /// Dates leave open whether it is closed.
    PerhapsClosed,
    /// It is closed.
    Closed,
    /// It begins later.
    NotYet,
    /// No date tells.
    Unknown,
}

/// A case in the register.
#[derive(Debug, Clone)]
pub struct CaseEntry<'a> {
    /// The case.
    pub case: &'a CaseFacts,
    /// Where it stands.
    pub state: CaseState,
    /// The latest step that was certainly or perhaps taken by the day.
    pub last: Option<&'a CaseStep>,
    /// The next hearing: a step of the kind of a hearing that is, or may be, still to come.
    pub hearing: Option<&'a CaseStep>,
}

impl CaseFacts {
    /// Where the case stands on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> CaseEntry<'_> {
        let by_day = |step: &&CaseStep| step.days().first <= day;
        let taken: Vec<&CaseStep> = self.steps.iter().filter(by_day).collect();
        let newest = taken.iter().map(|step| step.days().first).max();
        // A step can be the last one unless another certainly came after it.
        let mut last: Vec<&CaseStep> = taken
            .into_iter()
            .filter(|step| newest.is_none_or(|newest| step.days().last >= newest))
            .collect();
        last.sort_by_key(|step| {
            (
                std::cmp::Reverse((step.days().last, step.days().first)),
                step.record,
            )
        });
        let mut hearings: Vec<&CaseStep> = self
            .steps
            .iter()
            .filter(|step| step.hearing && step.date.is_some() && step.days().last >= day)
            .collect();
        hearings.sort_by_key(|step| (step.days().first, step.days().last, step.record));
        CaseEntry {
            case: self,
            state: self.state(day, &last),
            last: last.first().copied(),
            hearing: hearings.first().copied(),
        }
    }

    fn state(&self, day: Day, last: &[&CaseStep]) -> CaseState {
        if !last.is_empty() {
            let closing = last.iter().filter(|step| step.closes).count();
            let surely_by = last.iter().all(|step| step.days().last <= day);
            return match closing {
                0 => CaseState::Pending,
                n if n == last.len() && surely_by => CaseState::Closed,
                _ => CaseState::PerhapsClosed,
            };
        }
        let range = |date: &Option<PartialDate>| date.as_ref().map(DayRange::from);
        match (range(&self.opened), range(&self.decided)) {
            (Some(opened), _) if opened.first > day => CaseState::NotYet,
            (_, Some(decided)) if decided.last <= day => CaseState::Closed,
            (_, Some(decided)) if decided.first <= day => CaseState::PerhapsClosed,
            (Some(_), _) => CaseState::Pending,
            (None, _) if !self.steps.is_empty() => CaseState::NotYet,
            (None, _) => CaseState::Unknown,
        }
    }

    /// When it began: as given, else its first step.
    #[must_use]
    pub fn began(&self) -> Option<DayRange> {
        let first = self.steps.iter().filter_map(|step| step.date.as_ref());
        let first = first.min_by_key(|date| (date.first(), date.last()));
        self.opened.as_ref().or(first).map(DayRange::from)
    }

    /// It is new in a period.
    #[must_use]
    pub fn new_in(&self, period: Period) -> Within {
        match self.began() {
            None => Within::Outside,
            Some(days) if days.last < period.from || days.first > period.to => Within::Outside,
            Some(days) if days.first >= period.from && days.last <= period.to => Within::Inside,
            Some(_) => Within::Perhaps,
        }
    }
}

/// Cases that grew out of each other, in chains of at least two; each with its cases in the order they began.
#[must_use]
pub fn chains<'c>(cases: impl IntoIterator<Item = &'c CaseFacts>) -> Vec<Vec<RecordId>> {
    let known: BTreeMap<RecordId, &CaseFacts> = cases.into_iter().map(|c| (c.record, c)).collect();
    let mut beside: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    for case in known.values() {
        for other in case
            .follows
            .iter()
            .filter(|other| known.contains_key(other))
        {
            beside.entry(case.record).or_default().insert(*other);
            beside.entry(*other).or_default().insert(case.record);
        }
    }
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for start in beside.keys() {
        let (mut open, mut chain) = (vec![*start], Vec::new());
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                chain.push(at);
                open.extend(beside.get(&at).into_iter().flatten());
            }
        }
        if chain.len() > 1 {
            chain.sort_by_key(|id| {
                let began = known.get(id).and_then(|case| case.began());
                (began.map_or(Day::MAX, |days| days.first), *id)
            });
            all.push(chain);
        }
    }
    all
}

/// How surely a hearing lies within so many days from a day on, that day included.
#[must_use]
pub fn hearing_within(step: &CaseStep, day: Day, days: u32) -> Certainty {
    let to = Day(day
        .0
        .saturating_add(i32::try_from(days).unwrap_or(i32::MAX)));
    let at = step.days();
    if at.last < day || at.first > to {
        Certainty::No
    } else if at.first >= day && at.last <= to {
        Certainty::Certainly
    } else {
        Certainty::Perhaps
    }
}
