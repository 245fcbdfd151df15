//! When something is due, and how it stands on a day.

use super::rule::{Ends, Length, On, Rule, Rules};
use crate::calendar::{Known, WorkCalendar};
use crate::range::DayRange;
use crate::restrictions::Certainty;
use crate::terms::Term;
use aigaq_schema::{Day, PartialDate, RecordId, Span};
use serde::Serialize;
use std::collections::BTreeMap;

/// A step of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The record.
    pub record: RecordId,
    /// Code of the list `case_stages`.
    pub kind: String,
    /// When; `None` when not told.
    pub date: Option<PartialDate>,
    /// The minute of the day, where told.
    pub minute: Option<u16>,
}

/// Something that may start times: one record with its dates, and for a step the other steps of its case.
#[derive(Debug, Clone)]
pub struct Occurrence {
    /// The record that is shown with the deadline.
    pub record: RecordId,
    /// What it is.
    pub on: On,
    /// Its codes: the kind, and for an assembly the mark of its form (`notification`, `application`).
    pub kinds: Vec<String>,
    /// The kind of the case, for a step.
    pub case: Option<String>,
    /// Its dates by property.
    pub dates: BTreeMap<String, PartialDate>,
    /// The minute of the day of its date, where told.
    pub minute: Option<u16>,
    /// It was answered, and no day of the answer is told.
    pub done_undated: bool,
    /// All steps of the case, for a step.
    pub steps: Vec<Step>,
}

/// By when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The last day lies between these.
    pub days: DayRange,
    /// How surely the working days that were counted are known.
    pub known: Known,
}

/// How a deadline stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "standing")]
pub enum Standing {
    /// What it waits for has not begun on the day.
    NotYet,
    /// It runs: so many days are left, at least and at most (`None`: no last day is known).
    Running {
        /// At least.
        least: u32,
        /// At most.
        most: Option<u32>,
    },
    /// Nothing is known to have been done, and the last day has passed: certainly, or perhaps.
    Overdue(Certainty),
    /// It was done; late certainly, perhaps, or no.
    Done {
        /// Late.
        late: Certainty,
    },
}

/// A rule that applies to something that happened.
#[derive(Debug, Clone)]
pub struct Deadline<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What started it.
    pub record: RecordId,
    /// When it started (or, counted back, what it is counted back from).
    pub start: DayRange,
    /// By when; `None` when a letter says it.
    pub due: Option<Due>,
    /// When it was done; `None` when that is not recorded.
    pub done: Option<DayRange>,
    /// It was done later than that, to the minute where minutes are told.
    late: Certainty,
}

/// The first and the last minute that something may be at, counted from the first minute of day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Minutes {
    last: i64,
    first: i64,
}

impl Minutes {
    /// What happened within these days, at a minute of the day where one is told.
    fn within(days: DayRange, minute: Option<u16>) -> Self {
        let minute = minute.filter(|minute| days.is_exact() && *minute < 1440);
        let at = |day: Day, minute: i64| i64::from(day.0) * 1440 + minute;
        match minute.map(i64::from) {
            Some(minute) => Self {
                first: at(days.first, minute),
                last: at(days.last, minute),
            },
            None => Self {
                first: at(days.first, 0),
                last: at(days.last, 1439),
            },
        }
    }

    /// The last minute of a time that ends with one of these days.
    fn ending(days: DayRange) -> Self {
        Self {
            first: Self::within(DayRange::exact(days.first), None).last,
            last: Self::within(days, None).last,
        }
    }

    /// The minute at which a time by the clock ends that begins at one of these.
    fn after(self, span: Span) -> Self {
        let minutes = i64::from(span.hours) * 60 + i64::from(span.minutes);
        Self {
            first: self.first + minutes,
            last: self.last + minutes,
        }
    }

    fn later_than(self, due: Self) -> Certainty {
        if self.first > due.last {
            Certainty::Certainly
        } else if self.last > due.first {
            Certainty::Perhaps
        } else {
            Certainty::No
        }
    }
}

impl Rules {
    /// Some rule is about things of this kind.
    #[must_use]
    pub fn may_start_with(&self, on: On, kind: &str) -> bool {
        self.all()
            .iter()
            .any(|rule| rule.on == on && rule.kinds.iter().any(|of| of == kind))
    }

    /// The deadlines that something starts.
    #[must_use]
    pub fn of<'a>(&'a self, calendar: &WorkCalendar, what: &Occurrence) -> Vec<Deadline<'a>> {
        self.all()
            .iter()
            .filter(|rule| rule.applies(what))
            .filter_map(|rule| rule.deadline(calendar, what))
            .collect()
    }
}

impl Rule {
    fn applies(&self, what: &Occurrence) -> bool {
        let step = |kind: &String| what.steps.iter().any(|step| step.kind == *kind);
        self.on == what.on
            && self.kinds.iter().any(|kind| what.kinds.contains(kind))
            && (self.cases.is_empty()
                || what
                    .case
                    .as_ref()
                    .is_some_and(|case| self.cases.contains(case)))
            && self.needs.iter().all(step)
            && !self.unless.iter().any(step)
    }

    fn deadline(&self, calendar: &WorkCalendar, what: &Occurrence) -> Option<Deadline<'_>> {
        let start: DayRange = what.dates.get(&self.from)?.into();
        // A rule that may not have been law then says nothing.
        if start.first < self.valid.0 || start.last > self.valid.1 {
            return None;
        }
        let begun = Minutes::within(start, what.minute);
        let due = self.due(calendar, start, what.minute);
        let done = self.done(what, begun);
        let late = match (done, due) {
            (Some((days, minute)), Some(due)) => {
                Minutes::within(days, minute).later_than(self.ends_at(due, begun))
            }
            _ => Certainty::No,
        };
        Some(Deadline {
            rule: self,
            record: what.record,
            start,
            due,
            done: done.map(|(days, _)| days),
            late,
        })
    }

    /// The last minute in time: a time of hours ends at its minute, every other with its last day.
    fn ends_at(&self, due: Due, begun: Minutes) -> Minutes {
        match self.length {
            Length::Span(span) if span.is_clock_only() && !self.carried => begun.after(span),
            _ => Minutes::ending(due.days),
        }
    }

    fn due(&self, calendar: &WorkCalendar, start: DayRange, minute: Option<u16>) -> Option<Due> {
        let (first, last) = match self.length {
            Length::SetInLetter => return None,
            Length::WorkingDays(days) if self.before => (
                calendar.before(start.first, days),
                calendar.before(start.last, days),
            ),
            Length::WorkingDays(days) => (
                calendar.after(start.first, days),
                calendar.after(start.last, days),
            ),
            Length::Span(span) => {
                let term = Term::new(span, self.first_day, minute.filter(|_| start.is_exact()))?;
                let (first, last) = (term.last_day(start.first), term.last_day(start.last));
                let days = first.spanning(last);
                if !self.carried {
                    return Some(Due {
                        days,
                        known: Known::Surely,
                    });
                }
                (calendar.carried(days.first), calendar.carried(days.last))
            }
        };
        Some(Due {
            days: first.days.spanning(last.days),
            known: first.known.max(last.known),
        })
    }

    /// When it was done, with the minute of the day where told: the date of the record, or the first of the steps that is
    /// not certainly before the start.
    fn done(&self, what: &Occurrence, begun: Minutes) -> Option<(DayRange, Option<u16>)> {
        match &self.ends {
            Ends::Date(date) => match what.dates.get(date) {
                Some(date) => Some((date.into(), None)),
                None => (what.done_undated && !self.before).then_some((DayRange::ANY, None)),
            },
            Ends::Steps(steps) => what
                .steps
                .iter()
                .filter(|step| steps.contains(&step.kind))
                .map(|step| {
                    let days = step.date.as_ref().map_or(DayRange::ANY, DayRange::from);
                    (days, step.minute)
                })
                .filter(|(days, minute)| Minutes::within(*days, *minute).last >= begun.first)
                .min_by_key(|(days, minute)| Minutes::within(*days, *minute)),
        }
    }
}

impl Deadline<'_> {
    /// How it stands on a day. What was done after that day is not done on it.
    #[must_use]
    pub fn on(&self, day: Day) -> Standing {
        if self.done.is_some_and(|done| done.first <= day) {
            return Standing::Done { late: self.late };
        }
        if !self.rule.before && self.start.first > day {
            return Standing::NotYet;
        }
        let Some(due) = self.due else {
            return Standing::Running {
                least: 0,
                most: None,
            };
        };
        if day > due.days.last {
            return Standing::Overdue(Certainty::Certainly);
        }
        if day > due.days.first {
            return Standing::Overdue(Certainty::Perhaps);
        }
        let left = |to: Day| u32::try_from(i64::from(to.0) - i64::from(day.0)).unwrap_or(0);
        Standing::Running {
            least: left(due.days.first),
            most: (due.days.last != Day::MAX).then(|| left(due.days.last)),
        }
    }
}
