//! How a term ends: years, months, weeks and days added to the day it begins.
//!
//! The rule, **to be checked by a lawyer** ([`REVIEWED`]), follows the article of the Criminal Procedure Code of
//! Kazakhstan (No. 231-V of 4 July 2014) on the calculation of time limits:
//!
//! - a term of years or months runs out on the corresponding day of its last month, or on the last day of that
//!   month when it has no such day (31 August and six months: 28 or 29 February);
//! - a term of days runs out at the end of its last day;
//! - the hour and day a term begins are not counted: three years from 15 March 2017 run out at the end of
//!   15 March 2020 ([`FirstDay::NotCounted`]);
//! - but in detention, custody, house arrest and medical confinement the first day *is* counted, as the person
//!   is held on it: three years from 15 March 2017 end with 14 March 2020 ([`FirstDay::Counted`]).
//!
//! Carrying the last day over a weekend is a rule for filing papers, not for being let go, and is not applied.
//! A term of hours runs by the clock when a person is held: 48 hours from 10:30 end at 10:30 two days later; without
//! the hour of the beginning they end on that day or the next. Other terms of hours have no end day of their own (100
//! hours of work are done when they are done). Hours beside days widen the end by the days they can spill into.

use crate::range::DayRange;
use aigaq_schema::{Day, Span};
use jiff::civil::Date;
use serde::Serialize;

/// Whether a lawyer has confirmed the rule of this module.
pub const REVIEWED: bool = false;

/// Is the day a term begins part of it?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstDay {
    /// Counting begins with the day after: bans, probation, conditions, suspensions.
    #[default]
    NotCounted,
    /// The first day is a day of the term: everything that holds a person in a place.
    Counted,
}

/// How a term runs, to be said beside the end that follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Running {
    /// By the clock, from the hour it began.
    ByTheHour,
    /// Days; the day it begins is the first of them.
    FromTheDay,
    /// Days, counted from the day after it begins.
    FromTheDayAfter,
    /// Months or years of the calendar; the day it begins is part of them.
    MonthsFromTheDay,
    /// Months or years of the calendar, to the corresponding day.
    MonthsFromTheDayAfter,
}

/// A term that ends on a day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    span: Span,
    first_day: FirstDay,
    /// The minute of the day at which it begins, where known.
    minute: Option<u16>,
}

impl Term {
    /// The term; `None` when no day follows from the length: it is nothing, or only hours that nobody is held for.
    /// `minute` is the minute of the day at which it begins, 0 to 1439, where known.
    #[must_use]
    pub fn new(span: Span, first_day: FirstDay, minute: Option<u16>) -> Option<Self> {
        let by_the_hour = span.hours > 0 || span.minutes > 0;
        let held = first_day == FirstDay::Counted;
        (!span.is_clock_only() || (by_the_hour && held)).then_some(Self {
            span,
            first_day,
            minute: minute.filter(|minute| *minute < 1440),
        })
    }

    /// How it runs.
    #[must_use]
    pub fn running(self) -> Running {
        let months = self.span.years > 0 || self.span.months > 0;
        match (self.span.is_clock_only(), months, self.first_day) {
            (true, ..) => Running::ByTheHour,
            (false, true, FirstDay::Counted) => Running::MonthsFromTheDay,
            (false, true, FirstDay::NotCounted) => Running::MonthsFromTheDayAfter,
            (false, false, FirstDay::Counted) => Running::FromTheDay,
            (false, false, FirstDay::NotCounted) => Running::FromTheDayAfter,
        }
    }

    /// The last day of a term that runs by the clock: the day of its last minute.
    fn by_the_hour(self, start: Day) -> DayRange {
        let minutes = i64::from(self.span.hours) * 60 + i64::from(self.span.minutes);
        let last = |minute: i64| {
            calendar_day(i64::from(start.0) + (minute + minutes - 1).div_euclid(1440))
        };
        match self.minute {
            Some(minute) => DayRange::exact(last(i64::from(minute))),
            None => DayRange {
                first: last(0),
                last: last(1439),
            },
        }
    }

    /// The last day of the term when it begins on `start`: one day, or a few when the length has hours too.
    /// Never before `start`, and never earlier for a later start. [`Day::MAX`] beyond the year 9999.
    #[must_use]
    pub fn last_day(self, start: Day) -> DayRange {
        if start == Day::MIN || start == Day::MAX {
            return DayRange::exact(start);
        }
        let Some(date) = start.civil() else {
            let beyond = if start.0 < 0 { Day::MIN } else { Day::MAX };
            return DayRange::exact(beyond);
        };
        if self.span.is_clock_only() {
            return self.by_the_hour(start);
        }
        let Some((month_end, corresponds)) = self.after_months(date) else {
            return DayRange::exact(Day::MAX);
        };
        // A day that does not exist in the last month already gave way to that month's last day.
        let counted = i64::from(self.first_day == FirstDay::Counted && corresponds);
        let days = i64::from(self.span.weeks) * 7 + i64::from(self.span.days);
        let first = i64::from(month_end.0) + days - counted;
        let minutes = i64::from(self.span.hours) * 60 + i64::from(self.span.minutes);
        let spill = minutes.div_euclid(1440) + i64::from(minutes.rem_euclid(1440) > 0);
        DayRange {
            first: calendar_day(first),
            last: calendar_day(first + spill),
        }
    }

    /// The day after the years and months, and whether it has the number of the day they began on.
    fn after_months(self, date: Date) -> Option<(Day, bool)> {
        let months = i64::from(self.span.years) * 12 + i64::from(self.span.months);
        let month = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + months;
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
        let length = Date::new(year, month, 1).ok()?.days_in_month();
        let end = Date::new(year, month, date.day().min(length)).ok()?;
        Some((Day::from_civil(end), date.day() <= length))
    }
}

fn calendar_day(day: i64) -> Day {
    i32::try_from(day)
        .ok()
        .map(Day)
        .filter(|day| *day <= Day::from_civil(Date::MAX))
        .unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_schema::PartialDate;
    use proptest::prelude::*;

    fn end(start: &str, length: &str, first_day: FirstDay) -> String {
        let start: PartialDate = start.parse().unwrap();
        Term::new(length.parse().unwrap(), first_day, None)
            .unwrap()
            .last_day(start.first())
            .edtf()
    }

    #[test]
    fn years_and_months_run_out_on_the_corresponding_day() {
        let ends = |start, length| end(start, length, FirstDay::NotCounted);
        assert_eq!(ends("2017-03-15", "P3Y"), "2020-03-15");
        assert_eq!(ends("2020-08-12", "P1Y6M"), "2022-02-12");
        assert_eq!(ends("2016-05-23", "P18M"), "2017-11-23");
        assert_eq!(ends("2021-02-01", "P6M"), "2021-08-01");
    }

    #[test]
    fn a_month_without_the_day_ends_the_term_on_its_last_day() {
        let ends = |start, length| end(start, length, FirstDay::NotCounted);
        assert_eq!(ends("2020-08-31", "P6M"), "2021-02-28");
        assert_eq!(ends("2019-08-31", "P6M"), "2020-02-29");
        assert_eq!(ends("2020-02-29", "P1Y"), "2021-02-28");
        assert_eq!(
            end("2020-08-31", "P6M", FirstDay::Counted),
            "2021-02-28",
            "custody from 31 August covers all of February"
        );
    }

    #[test]
    fn days_are_counted_from_the_day_after_except_for_those_held() {
        assert_eq!(
            end("2016-05-17", "P15D", FirstDay::NotCounted),
            "2016-06-01"
        );
        assert_eq!(end("2016-05-17", "P15D", FirstDay::Counted), "2016-05-31");
        assert_eq!(end("2017-03-15", "P3Y", FirstDay::Counted), "2020-03-14");
        assert_eq!(end("2017-03-15", "P2W", FirstDay::Counted), "2017-03-28");
        assert_eq!(end("2017-03-15", "P1D", FirstDay::Counted), "2017-03-15");
    }

    #[test]
    fn hours_alone_have_no_end_day_and_beside_days_they_widen_it() {
        for length in ["PT100H", "PT30M", "P0D"] {
            assert_eq!(
                Term::new(length.parse().unwrap(), FirstDay::NotCounted, None),
                None
            );
        }
        assert_eq!(
            end("2021-01-01", "P2DT12H", FirstDay::NotCounted),
            "2021-01-03/2021-01-04"
        );
    }

    #[test]
    fn hours_in_custody_run_by_the_clock() {
        let hours = |text: &str, minute| {
            let term = Term::new(text.parse().unwrap(), FirstDay::Counted, minute).unwrap();
            assert_eq!(term.running(), Running::ByTheHour);
            term.last_day(Day::from_ymd(2021, 7, 22).unwrap()).edtf()
        };
        assert_eq!(hours("PT48H", Some(10 * 60 + 30)), "2021-07-24");
        assert_eq!(
            hours("PT48H", Some(0)),
            "2021-07-23",
            "from midnight: two whole days"
        );
        assert_eq!(hours("PT48H", Some(1)), "2021-07-24");
        assert_eq!(hours("PT48H", None), "2021-07-23/2021-07-24");
        assert_eq!(hours("PT3H", Some(22 * 60)), "2021-07-23");
        assert_eq!(
            hours("PT3H", Some(9999)),
            "2021-07-22/2021-07-23",
            "no such minute"
        );
        assert_eq!(
            Term::new("P0D".parse().unwrap(), FirstDay::Counted, None),
            None
        );
    }

    #[test]
    fn a_term_beyond_the_calendar_has_no_end() {
        assert_eq!(end("2021-01-01", "P999999Y", FirstDay::NotCounted), "..");
        assert_eq!(end("2021-01-01", "P999999W", FirstDay::Counted), "..");
        assert_eq!(end("9999-12-31", "P1D", FirstDay::NotCounted), "..");
    }

    proptest! {
        #[test]
        fn a_later_start_never_ends_earlier(
            start in -800_000i32..2_900_000,
            step in 0i32..70,
            (years, months, days, hours) in (0u32..30, 0u32..40, 0u32..100, 0u32..80),
            held: bool,
        ) {
            let span = Span { years, months, days, hours, ..Span::default() };
            let first_day = if held { FirstDay::Counted } else { FirstDay::NotCounted };
            if let Some(term) = Term::new(span, first_day, None) {
                let (a, b) = (term.last_day(Day(start)), term.last_day(Day(start + step)));
                prop_assert!(a.first <= b.first && a.last <= b.last, "{} {}", a, b);
                prop_assert!(a.first >= Day(start) && a.first <= a.last);
            }
        }
    }
}
