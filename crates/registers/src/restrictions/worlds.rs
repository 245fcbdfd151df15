//! Which first and last days the facts allow.
//!
//! A set of worlds is a few [`Course`]s: a range of first days and, for each, a range of last days whose two ends
//! never go back when the first day goes on. That is all the questions here need, without trying days one by one.

use super::facts::{CountedFrom, EndFact, RestrictionFacts, Status, Told};
use crate::range::DayRange;
use crate::terms::Term;
use aigaq_schema::Day;

/// Worlds in which, for each first day `s` in `starts`, the last day is anything from `earliest_end(s)` to
/// `latest_end(s)`. Never empty for any `s` in `starts`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    pub(super) starts: DayRange,
    term: Option<Term>,
    /// The term is run to its end; otherwise it is only not exceeded.
    whole_term: bool,
    /// Last days allowed, whatever the start.
    ends: DayRange,
}

impl Course {
    /// The worlds with these bounds; `None` when there are none.
    fn new(starts: DayRange, term: Option<Term>, whole_term: bool, ends: DayRange) -> Option<Self> {
        DayRange::new(ends.first, ends.last)?;
        let mut course = Self {
            starts,
            term,
            whole_term,
            ends,
        };
        let first = first_day(starts, |s| course.longest(s) >= ends.first)?;
        let last = last_day(starts, |s| course.shortest(s) <= ends.last)?;
        course.starts = DayRange::new(first, last)?;
        Some(course)
    }

    fn shortest(&self, start: Day) -> Day {
        match self.term {
            Some(term) if self.whole_term => term.last_day(start).first,
            _ => start,
        }
    }

    fn longest(&self, start: Day) -> Day {
        self.term.map_or(Day::MAX, |term| term.last_day(start).last)
    }

    fn earliest_end(&self, start: Day) -> Day {
        self.shortest(start).max(self.ends.first)
    }

    fn latest_end(&self, start: Day) -> Day {
        self.longest(start).min(self.ends.last)
    }

    /// All last days.
    pub(super) fn all_ends(&self) -> DayRange {
        DayRange {
            first: self.earliest_end(self.starts.first),
            last: self.latest_end(self.starts.last),
        }
    }

    /// The last days of the worlds that are in force on the day; `None` when there is no such world.
    pub(super) fn ends_when_in_force(&self, day: Day) -> Option<DayRange> {
        let begun = DayRange::new(self.starts.first, self.starts.last.min(day))?;
        let first = first_day(begun, |s| self.latest_end(s) >= day)?;
        Some(DayRange {
            first: self.earliest_end(first).max(day),
            last: self.latest_end(begun.last),
        })
    }

    /// In some world it is in force on the day: from the first day of the first to the last of the last, none of them
    /// ending before the next begins.
    pub(super) fn can_be_in(&self, day: Day) -> bool {
        self.starts.first <= day
            && (day <= self.starts.last || day <= self.latest_end(self.starts.last))
    }

    /// In some world it is not in force on the day.
    pub(super) fn can_be_out(&self, day: Day) -> bool {
        self.starts.last > day || self.earliest_end(self.starts.first) < day
    }
}

/// The first day in the range from which on `holds` (which, once true, stays true).
fn first_day(range: DayRange, holds: impl Fn(Day) -> bool) -> Option<Day> {
    if holds(range.first) {
        return Some(range.first);
    }
    let (mut low, mut high) = (i64::from(range.first.0) + 1, i64::from(range.last.0) + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if i32::try_from(middle).is_ok_and(|day| holds(Day(day))) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    i32::try_from(low)
        .ok()
        .map(Day)
        .filter(|day| *day <= range.last)
}

/// The last day in the range up to which `holds` (which, once false, stays false).
fn last_day(range: DayRange, holds: impl Fn(Day) -> bool) -> Option<Day> {
    match first_day(range, |day| !holds(day)) {
        None => Some(range.last),
        Some(day) if day == range.first => None,
        Some(day) => Some(Day(day.0 - 1)),
    }
}

/// Which of the facts are believed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Believed<'a> {
    /// When it begins; [`DayRange::ANY`] when not believed or not known.
    pub(super) start: DayRange,
    /// The stated end.
    pub(super) end: Option<DayRange>,
    /// The term; ignored beside a stated end.
    pub(super) term: Option<Term>,
    /// What was told.
    pub(super) told: &'a [Told],
}

/// All the facts, as what can be believed: one way, or several when it is open which change came last.
#[derive(Debug, Clone)]
pub(super) struct AllFacts {
    pub(super) start: DayRange,
    pub(super) ends: Vec<EndFact>,
    terms: Vec<Option<Term>>,
    pub(super) told: Vec<Told>,
}

impl AllFacts {
    pub(super) fn of(facts: &RestrictionFacts) -> Self {
        let ends = facts.ends();
        Self {
            start: start_of(facts),
            terms: ends
                .iter()
                .map(|end| end.length.and_then(|length| facts.term_of(length)))
                .collect(),
            ends,
            told: facts.all_told(),
        }
    }

    /// The ways to believe them, with what was told given apart.
    pub(super) fn with<'a>(&'a self, told: &'a [Told]) -> impl Iterator<Item = Believed<'a>> {
        self.ends
            .iter()
            .zip(&self.terms)
            .map(move |(end, term)| Believed {
                start: self.start,
                end: end.end,
                term: *term,
                told,
            })
    }

    /// The ways to believe them all.
    pub(super) fn ways(&self) -> impl Iterator<Item = Believed<'_>> {
        self.with(&self.told)
    }

    /// The worlds they allow with these tellings.
    pub(super) fn worlds_with(&self, told: &[Told]) -> Vec<Course> {
        self.with(told).flat_map(|way| way.worlds()).collect()
    }
}

impl<'a> Believed<'a> {
    /// Nothing of these.
    pub(super) fn nothing() -> Self {
        Self {
            start: DayRange::ANY,
            end: None,
            term: None,
            told: &[],
        }
    }

    /// The worlds these facts allow: none when they exclude each other.
    pub(super) fn worlds(&self) -> Vec<Course> {
        let told = ToldBounds::of(self.told, self.end.is_some());
        let starts = DayRange {
            first: self.start.first,
            last: self.start.last.min(told.begun_by),
        };
        if starts.first > starts.last {
            return Vec::new();
        }
        let ends = DayRange {
            first: told.alive_on,
            last: told.over_by,
        };
        if let Some(stated) = self.end {
            let ends = DayRange {
                first: ends.first.max(stated.first),
                last: ends.last.min(stated.last),
            };
            return Course::new(starts, None, false, ends).into_iter().collect();
        }
        let Some(term) = self.term else {
            return Course::new(starts, None, false, ends).into_iter().collect();
        };
        let whole = Course::new(starts, Some(term), true, ends);
        // Ended early: only if told over, and told so on a day before the term would have run out.
        let early = told.early_from.and_then(|from| {
            let still_running = first_day(starts, |s| term.last_day(s).last >= from)?;
            let starts = DayRange::new(still_running, starts.last)?;
            Course::new(starts, Some(term), false, ends)
        });
        whole.into_iter().chain(early).collect()
    }
}

/// What all tellings together say of the first and last day.
struct ToldBounds {
    /// The first day is no later.
    begun_by: Day,
    /// The last day is no earlier.
    alive_on: Day,
    /// The last day is no later.
    over_by: Day,
    /// It may have ended before its term if the term ends on this day or later; `None`: not told over.
    early_from: Option<Day>,
}

impl ToldBounds {
    fn of(told: &[Told], end_is_stated: bool) -> Self {
        let mut bounds = Self {
            begun_by: Day::MAX,
            alive_on: Day::MIN,
            over_by: Day::MAX,
            early_from: None,
        };
        for Told { status, on } in told {
            let on = on.as_ref().map_or(DayRange::ANY, DayRange::from);
            match status {
                Status::Unknown => {}
                Status::InForce => {
                    bounds.begun_by = bounds.begun_by.min(on.last);
                    bounds.alive_on = bounds.alive_on.max(on.first);
                }
                Status::Ended | Status::Pardoned | Status::Commuted => {
                    // News of the day: with a stated end the telling may be of that very day.
                    let over_by = if end_is_stated || !on.last.is_known() {
                        on.last
                    } else {
                        Day(on.last.0 - 1)
                    };
                    bounds.over_by = bounds.over_by.min(over_by);
                    let from = if *status == Status::Ended {
                        on.first
                    } else {
                        Day::MIN
                    };
                    bounds.early_from = Some(bounds.early_from.map_or(from, |day| day.min(from)));
                }
            }
        }
        bounds
    }
}

/// When the restriction begins: as given, else as far as the decision bounds it.
pub(super) fn start_of(facts: &RestrictionFacts) -> DayRange {
    if let Some(start) = &facts.start {
        return start.into();
    }
    let Some(decided) = facts.decided.as_ref().map(DayRange::from) else {
        return DayRange::ANY;
    };
    match facts.counted_from {
        Some(CountedFrom::Decision) => decided,
        Some(CountedFrom::Arrest) => DayRange {
            first: Day::MIN,
            last: decided.last,
        },
        Some(CountedFrom::EntryIntoForce | CountedFrom::Release | CountedFrom::NotTold) | None => {
            DayRange {
                first: decided.first,
                last: Day::MAX,
            }
        }
    }
}
