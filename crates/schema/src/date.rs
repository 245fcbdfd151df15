//! Dates as people know them: to the day, the month, the year, "about", "before", "from … to …".
//!
//! Written in EDTF (ISO 8601-2, levels 0 and 1). A [`PartialDate`] keeps the text and the first and last
//! [`Day`] it can mean; an open end is [`Day::MIN`] or [`Day::MAX`]. `~` (about) and `?` (uncertain) do not
//! widen the days: they are words about the source, and guessing a width would be precision nobody gave.
//! An interval `a/b` means something that lasted from a to b.

use jiff::civil;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The months in English, as dates are written in it.
pub const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day, counted from 1 January 1970 (day 0) in the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// Before all days: the open beginning of an interval.
    pub const MIN: Self = Self(i32::MIN);
    /// After all days: the open end of an interval.
    pub const MAX: Self = Self(i32::MAX);

    /// The day of a calendar date; `None` when there is no such day.
    #[must_use]
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day)
            .ok()
            .map(Self::from_civil)
    }

    /// The day of a calendar date.
    #[must_use]
    pub fn from_civil(date: civil::Date) -> Self {
        let epoch = civil::date(1970, 1, 1);
        // Calendar dates span under eight million days.
        Self(epoch.until(date).map_or(0, |span| span.get_days()))
    }

    /// The calendar date; `None` for the open ends.
    #[must_use]
    pub fn civil(self) -> Option<civil::Date> {
        if self == Self::MIN || self == Self::MAX {
            return None;
        }
        civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().try_days(self.0).ok()?)
            .ok()
    }

    /// Neither of the open ends.
    #[must_use]
    pub fn is_known(self) -> bool {
        self != Self::MIN && self != Self::MAX
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.civil() {
            Some(date) => write!(f, "{date}"),
            None => f.write_str(".."),
        }
    }
}

/// The text is not a date this program can keep. Says what is wrong, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The month has fewer days.
    #[error("“{text}” is not a date: month {month} of {year} has {days} days")]
    NoSuchDay {
        /// As typed.
        text: String,
        /// The year named.
        year: i16,
        /// The month named, 1 to 12.
        month: i8,
        /// How many days it has.
        days: i8,
    },
    /// The month is not 1 to 12 (or 21 to 24 for a season).
    #[error("“{0}” is not a date: months are 01 to 12 (21 to 24 are spring to winter)")]
    NoSuchMonth(String),
    /// The interval ends before it begins.
    #[error("“{0}” ends before it begins")]
    Backwards(String),
    /// Not of a form that is read.
    #[error(
        "“{0}” is not a date: write 2020, 2020-06, 2020-06-09, 2020~ (about), 2016-04/2016-05 (from, to) or ../1999 (until)"
    )]
    Form(String),
}

/// A date with the precision its source gave. Compares by first day, last day, then text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartialDate {
    first: Day,
    last: Day,
    text: String,
}

impl PartialDate {
    /// The exact day.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self {
            first: day,
            last: day,
            text: day.to_string(),
        }
    }

    /// The EDTF text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first day it can mean; [`Day::MIN`] when open.
    #[must_use]
    pub fn first(&self) -> Day {
        self.first
    }

    /// The last day it can mean; [`Day::MAX`] when open.
    #[must_use]
    pub fn last(&self) -> Day {
        self.last
    }

    /// One single day is meant.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.first == self.last && self.first.is_known()
    }

    /// From … to …: something that lasted, not a date known badly.
    #[must_use]
    pub fn is_interval(&self) -> bool {
        self.text.contains('/')
    }

    /// Where this lies in relation to a period: in it, perhaps in it, or not.
    #[must_use]
    pub fn within(&self, period: Period) -> Within {
        if self.last < period.from || self.first > period.to {
            Within::Outside
        } else if self.first >= period.from && self.last <= period.to {
            Within::Inside
        } else {
            Within::Perhaps
        }
    }

    /// Both can mean the same day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first, self.last, &self.text).cmp(&(other.first, other.last, &other.text))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    /// # Errors
    /// [`DateError`] with what is wrong: no such day, no such month, backwards, or not of a known form.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let (first, last) = match text.split_once('/') {
            None => one(text, text)?,
            Some((a, b)) => {
                let open = |part: &str| part.is_empty() || part == "..";
                if open(a) && open(b) {
                    return Err(DateError::Form(shortened(text)));
                }
                let first = if open(a) { Day::MIN } else { one(a, text)?.0 };
                let last = if open(b) { Day::MAX } else { one(b, text)?.1 };
                if first > last {
                    return Err(DateError::Backwards(shortened(text)));
                }
                (first, last)
            }
        };
        Ok(Self {
            first,
            last,
            text: text.to_owned(),
        })
    }
}

/// A period asked about: from the first to the last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Period {
    /// The period that a pair of partial dates spans; `None` when it ends before it begins.
    #[must_use]
    pub fn between(from: Option<&PartialDate>, to: Option<&PartialDate>) -> Option<Self> {
        let period = Self {
            from: from.map_or(Day::MIN, PartialDate::first),
            to: to.map_or(Day::MAX, PartialDate::last),
        };
        (period.from <= period.to).then_some(period)
    }
}

/// How a date lies to a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Every day it can mean is in the period.
    Inside,
    /// Some days it can mean are, some are not.
    Perhaps,
    /// None is.
    Outside,
}

/// A time of day with the zone of the place, as a source told it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Clock {
    /// Minutes since midnight, 0 to 1439.
    pub minute: u16,
    /// IANA name of the zone (`Asia/Almaty`), where known.
    pub zone: Option<String>,
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// One EDTF date (no interval): its first and last day. `whole` is quoted in errors.
fn one(part: &str, whole: &str) -> Result<(Day, Day), DateError> {
    let form = || DateError::Form(shortened(whole));
    let bare = part.strip_suffix(['~', '?', '%']).unwrap_or(part);
    let (sign, digits) = match bare.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, bare),
    };
    let mut pieces = digits.split('-');
    let year_text = pieces.next().ok_or_else(form)?;
    let (month_text, day_text) = (pieces.next(), pieces.next());
    if pieces.next().is_some() || year_text.len() != 4 {
        return Err(form());
    }
    if year_text.contains('X') {
        // 195X, 19XX: a decade or a century.
        let known = year_text.trim_end_matches('X');
        if !(2..=3).contains(&known.len()) || month_text.is_some() || sign < 0 {
            return Err(form());
        }
        let filled = |c: &str| {
            format!("{known}{}", c.repeat(4 - known.len()))
                .parse::<i16>()
                .map_err(|_| form())
        };
        return Ok((
            month_days(filled("0")?, 1, whole)?.0,
            month_days(filled("9")?, 12, whole)?.1,
        ));
    }
    let two = |text: &str| -> Result<i8, DateError> {
        if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) {
            text.parse().map_err(|_| form())
        } else {
            Err(form())
        }
    };
    if !year_text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(form());
    }
    let year: i16 = sign * year_text.parse::<i16>().map_err(|_| form())?;
    let whole_year = || {
        Ok((
            month_days(year, 1, whole)?.0,
            month_days(year, 12, whole)?.1,
        ))
    };
    match (month_text, day_text) {
        (None, _) | (Some("XX"), None | Some("XX")) => whole_year(),
        (Some(month), None | Some("XX")) => {
            let month = two(month)?;
            match month {
                21..=24 if day_text.is_none() => season(year, month, whole),
                _ => month_days(year, month, whole),
            }
        }
        (Some(month), Some(day)) => {
            let (month, day) = (two(month)?, two(day)?);
            let (_, last) = month_days(year, month, whole)?;
            let date = Day::from_ymd(year, month, day).ok_or_else(|| DateError::NoSuchDay {
                text: shortened(whole),
                year,
                month,
                days: last.civil().map_or(31, civil::Date::day),
            })?;
            Ok((date, date))
        }
    }
}

fn month_days(year: i16, month: i8, whole: &str) -> Result<(Day, Day), DateError> {
    if !(1..=12).contains(&month) {
        return Err(DateError::NoSuchMonth(shortened(whole)));
    }
    let first = civil::Date::new(year, month, 1).map_err(|_| DateError::Form(shortened(whole)))?;
    Ok((
        Day::from_civil(first),
        Day::from_civil(first.last_of_month()),
    ))
}

/// Seasons of the northern hemisphere; winter begins in December of the year named.
fn season(year: i16, code: i8, whole: &str) -> Result<(Day, Day), DateError> {
    let start = (code - 20) * 3;
    let first = month_days(year, start, whole)?.0;
    let (end_year, end) = if start == 12 {
        (year + 1, 2)
    } else {
        (year, start + 2)
    };
    Ok((first, month_days(end_year, end, whole)?.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    fn span(text: &str) -> String {
        let date = date(text);
        format!("{} {}", date.first(), date.last())
    }

    #[test]
    fn each_form_means_its_days() {
        assert_eq!(span("2020"), "2020-01-01 2020-12-31");
        assert_eq!(span("2020-02"), "2020-02-01 2020-02-29");
        assert_eq!(span("2020-06-09"), "2020-06-09 2020-06-09");
        assert_eq!(span("2020-06~"), "2020-06-01 2020-06-30");
        assert_eq!(span("195X"), "1950-01-01 1959-12-31");
        assert_eq!(span("19XX"), "1900-01-01 1999-12-31");
        assert_eq!(span("2020-XX"), "2020-01-01 2020-12-31");
        assert_eq!(span("2020-02-XX"), "2020-02-01 2020-02-29");
        assert_eq!(span("2020-22"), "2020-06-01 2020-08-31");
        assert_eq!(span("2020-24"), "2020-12-01 2021-02-28");
        assert_eq!(span("2016-04/2016-05"), "2016-04-01 2016-05-31");
        assert_eq!(span("../1999-10"), ".. 1999-10-31");
        assert_eq!(span("2019/.."), "2019-01-01 ..");
        assert_eq!(span("-0043"), "-000043-01-01 -000043-12-31");
    }

    #[test]
    fn what_is_no_date_is_refused_with_its_reason() {
        let why = |text: &str| text.parse::<PartialDate>().unwrap_err().to_string();
        assert!(
            why("2021-02-31").contains("month 2 of 2021 has 28 days"),
            "{}",
            why("2021-02-31")
        );
        assert!(why("2021-13").contains("months are 01 to 12"));
        assert!(why("2021-00-01").contains("months are 01 to 12"));
        assert!(why("2020/2019").contains("ends before it begins"));
        for text in [
            "",
            "/",
            "../..",
            "20",
            "2020-1-1",
            "2020-06-09-01",
            "12.05.2020",
            "20X0",
            "2020-06-0９",
            "XXXX",
            "２０２０",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_is_perhaps_in_a_period_that_cuts_it() {
        let period = Period::between(Some(&date("2020-06-10")), Some(&date("2020-12"))).unwrap();
        assert_eq!(date("2020-06").within(period), Within::Perhaps);
        assert_eq!(date("2020-07").within(period), Within::Inside);
        assert_eq!(date("2020-05").within(period), Within::Outside);
        assert_eq!(date("2020").within(period), Within::Perhaps);
        assert!(Period::between(Some(&date("2021")), Some(&date("2020"))).is_none());
    }

    proptest! {
        #[test]
        fn any_day_survives_its_text(n in -700_000i32..2_900_000) {
            let day = Day(n);
            let parsed: PartialDate = PartialDate::day(day).text().parse().unwrap_or_else(|_| PartialDate::day(day));
            prop_assert_eq!(parsed.first(), day);
            prop_assert!(parsed.is_exact());
        }

        #[test]
        fn nothing_typed_makes_it_panic(text in "\\PC{0,24}") {
            if let Ok(date) = text.parse::<PartialDate>() {
                prop_assert!(date.first() <= date.last());
            }
        }

        #[test]
        fn likely_texts_never_panic(text in "[0-9X./~?%-]{0,22}") {
            if let Ok(date) = text.parse::<PartialDate>() {
                prop_assert!(date.first() <= date.last());
            }
        }

        #[test]
        fn inside_implies_overlap_and_outside_excludes_it(a in 0i32..4000, b in 0i32..400, c in 0i32..4000, d in 0i32..400) {
            let x = date(&format!("{}/{}", Day(a), Day(a + b)));
            let period = Period { from: Day(c), to: Day(c + d) };
            let days = (a..=a + b).filter(|n| (c..=c + d).contains(n)).count() as i32;
            let expected = if days == 0 { Within::Outside } else if days == b + 1 { Within::Inside } else { Within::Perhaps };
            prop_assert_eq!(x.within(period), expected);
        }
    }
}
