//! Working days of a country: which days an authority works on, and how terms in working days run.
//!
//! A calendar is a file of the country pack (`schema/packs/*/rules/calendar.toml`): days of rest, holidays with the
//! years in which they hold, days of rest that the government moved. It is complete only for the years it names.
//! Outside them nothing is guessed: a term in working days ends *no earlier than* it would without any holiday, and
//! the answer has no last day. In provisional years the answer is a day, and says that it may still move.

mod file;

use crate::range::DayRange;
use aigaq_schema::{Day, Labels};
use jiff::civil::Weekday;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// How far a term in working days is followed, in calendar days: a term longer than this has no end.
const LONGEST: i32 = 4_000;

/// A file of working days is wrong. Says where and what.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the calendar of {country}: {what}")]
pub struct CalendarError {
    /// Which country's file.
    pub country: String,
    /// What is wrong in it.
    pub what: String,
}

/// What a day is, for those who work five days a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// People work, as on most weekdays.
    Working,
    /// A day of rest of the week on which people work, as its rest was moved to another day.
    WorkedInstead,
    /// A day of rest of the week.
    Rest,
    /// A holiday.
    Holiday,
    /// Free, as a holiday fell on a day of rest before it.
    CarriedOver,
    /// Free, as the rest of another day was moved here.
    MovedHere,
}

impl DayKind {
    /// People work.
    #[must_use]
    pub fn works(self) -> bool {
        matches!(self, Self::Working | Self::WorkedInstead)
    }
}

/// How surely a day that was counted to in working days is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// By days of the calendar that are settled.
    Surely,
    /// Days of a year were counted in which days of rest may still be moved.
    Provisionally,
    /// Days were counted whose holidays the calendar does not hold: only no earlier than this.
    NotBefore,
}

/// A day that follows from a term in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Between these days; without a last day when the calendar does not reach so far.
    pub days: DayRange,
    /// How surely.
    pub known: Known,
}

/// The working days of a country.
#[derive(Debug, Clone)]
pub struct WorkCalendar {
    country: String,
    rest: Vec<Weekday>,
    first: Day,
    last: Day,
    provisional: Vec<(Day, Day)>,
    /// Days that are not what their weekday says, with the name of the holiday where it is one.
    special: BTreeMap<Day, (DayKind, Option<Labels>)>,
    reviewed: bool,
}

impl WorkCalendar {
    /// Reads a file of working days.
    ///
    /// # Errors
    /// [`CalendarError`] for a file that is not of the form, a day that does not exist, and a moved day that was not
    /// one of rest.
    pub fn read(country: &str, text: &str) -> Result<Self, CalendarError> {
        file::read(country, text)
    }

    /// The calendar shipped for a country (`kz`); `None` when there is none, or it is wrong, which a test excludes.
    #[must_use]
    pub fn shipped(country: &str) -> Option<&'static Self> {
        static KZ: OnceLock<Option<WorkCalendar>> = OnceLock::new();
        if country != "kz" {
            return None;
        }
        KZ.get_or_init(|| {
            let text = aigaq_schema::schema::rules("kz", "calendar")?;
            WorkCalendar::read("kz", text).ok()
        })
        .as_ref()
    }

    /// Which country's.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// A lawyer has read the file.
    #[must_use]
    pub fn is_reviewed(&self) -> bool {
        self.reviewed
    }

    /// The first and last day for which the calendar is complete.
    #[must_use]
    pub fn covers(&self) -> (Day, Day) {
        (self.first, self.last)
    }

    /// What a day is; `None` outside the years of the calendar.
    #[must_use]
    pub fn kind(&self, day: Day) -> Option<DayKind> {
        (self.first <= day && day <= self.last).then(|| self.assumed(day))
    }

    /// The holiday of a day, where it is one.
    #[must_use]
    pub fn holiday(&self, day: Day) -> Option<&Labels> {
        self.special.get(&day)?.1.as_ref()
    }

    /// What a day is as far as known: outside the years of the calendar, every weekday is worked.
    fn assumed(&self, day: Day) -> DayKind {
        if let Some((kind, _)) = self.special.get(&day) {
            return *kind;
        }
        if self.is_rest(day) {
            DayKind::Rest
        } else {
            DayKind::Working
        }
    }

    fn is_rest(&self, day: Day) -> bool {
        day.civil()
            .is_some_and(|date| self.rest.contains(&date.weekday()))
    }

    /// The last day of a term of so many working days that begins on a day which is not counted itself (what is filed
    /// on Monday and answered within three working days is answered by Thursday).
    #[must_use]
    pub fn after(&self, start: Day, working_days: u16) -> Counted {
        self.walk(start, working_days, 1)
    }

    /// The latest day on which something can be done "no later than so many working days before" a day: that many
    /// working days lie between the two, the earlier one counted.
    #[must_use]
    pub fn before(&self, day: Day, working_days: u16) -> Counted {
        self.walk(day, working_days, -1)
    }

    /// The day itself when it is worked, else the next one that is.
    #[must_use]
    pub fn carried(&self, day: Day) -> Counted {
        if !day.is_known() {
            return Counted {
                days: DayRange::exact(day),
                known: Known::Surely,
            };
        }
        // A term of one working day from the day before.
        self.walk(Day(day.0.saturating_sub(1)), 1, 1)
    }

    fn walk(&self, from: Day, working_days: u16, step: i32) -> Counted {
        if !from.is_known() || working_days == 0 {
            return Counted {
                days: DayRange::exact(from),
                known: Known::Surely,
            };
        }
        let (mut day, mut left, mut known) = (from, working_days, Known::Surely);
        for _ in 0..LONGEST {
            day = Day(day.0.saturating_add(step));
            known = known.max(self.known(day));
            if self.assumed(day).works() {
                left -= 1;
            }
            if left == 0 {
                return self.counted(day, known, step);
            }
        }
        Counted {
            days: DayRange::ANY,
            known: Known::NotBefore,
        }
    }

    fn counted(&self, day: Day, known: Known, step: i32) -> Counted {
        let days = match (known, step > 0) {
            (Known::NotBefore, true) => DayRange {
                first: day,
                last: Day::MAX,
            },
            (Known::NotBefore, false) => DayRange {
                first: Day::MIN,
                last: day,
            },
            _ => DayRange::exact(day),
        };
        Counted { days, known }
    }

    fn known(&self, day: Day) -> Known {
        if day < self.first || day > self.last {
            Known::NotBefore
        } else if self
            .provisional
            .iter()
            .any(|(first, last)| *first <= day && day <= *last)
        {
            Known::Provisionally
        } else {
            Known::Surely
        }
    }
}
