//! Days, months, quarters and years as numbers. A day is counted from
//! 1970-01-01 in the proleptic Gregorian calendar.

use crate::Error;
use crate::error::Why;

/// Year, month (1–12) and day of month of a day number
/// (the usual era arithmetic over 400-year cycles that begin in March).
pub(crate) fn civil(day: i32) -> (i64, u32, u32) {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day_of_month = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    // Both are below 32 by construction.
    (
        year,
        u32::try_from(month).unwrap_or(1),
        u32::try_from(day_of_month).unwrap_or(1),
    )
}

/// The day number of a date that exists.
pub(crate) fn day_number(year: i64, month: u32, day: u32) -> i32 {
    let shifted_year = year - i64::from(month <= 2);
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let shifted_month = i64::from(if month > 2 { month - 3 } else { month + 9 });
    let of_year = (153 * shifted_month + 2) / 5 + i64::from(day) - 1;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    // Years of four digits stay far inside 32 bits.
    i32::try_from(era * 146_097 + of_era - 719_468).unwrap_or(i32::MAX)
}

fn days_in(year: i64, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.rem_euclid(4) == 0
            && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) =>
        {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// How dates are put together in a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// Single days.
    Day,
    /// Months, keys like `2020-05`.
    Month,
    /// Quarters, keys like `2020-Q2`.
    Quarter,
    /// Years, keys like `2020`.
    Year,
}

impl Span {
    /// The running number of the span in which a day lies.
    pub(crate) fn number(self, day: i32) -> i64 {
        if self == Self::Day {
            return i64::from(day);
        }
        let (year, month, _) = civil(day);
        match self {
            Self::Day => i64::from(day),
            Self::Month => year * 12 + i64::from(month) - 1,
            Self::Quarter => year * 4 + i64::from(month - 1) / 3,
            Self::Year => year,
        }
    }

    /// The key of a running number.
    pub(crate) fn key(self, number: i64) -> String {
        match self {
            Self::Day => {
                let (year, month, day) = civil(i32::try_from(number).unwrap_or(i32::MAX));
                format!("{year:04}-{month:02}-{day:02}")
            }
            Self::Month => format!(
                "{:04}-{:02}",
                number.div_euclid(12),
                number.rem_euclid(12) + 1
            ),
            Self::Quarter => {
                format!("{:04}-Q{}", number.div_euclid(4), number.rem_euclid(4) + 1)
            }
            Self::Year => format!("{number:04}"),
        }
    }

    /// The key of the span in which a day lies: `2020-05-17`, `2020-05`, `2020-Q2`, `2020`.
    #[must_use]
    pub fn of(self, day: i32) -> String {
        self.key(self.number(day))
    }

    /// The word after the colon of a path.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// The span of time that a key of a dimension names, and its running number.
fn span_of(key: &str) -> Option<(Span, i64)> {
    let (first, last) = first_and_last(key).ok()?;
    [Span::Year, Span::Quarter, Span::Month, Span::Day]
        .into_iter()
        .map(|span| (span, span.number(first)))
        .find(|(span, number)| span.number(last) == *number && span.key(*number) == key)
}

/// All keys of one span of time from the earliest to the latest of some, none left out: `2019`, `2020`, `2021`. `None`
/// when there are none, when they are of several spans or of none, or when there would be more than `most`.
#[must_use]
pub fn keys_through<'k>(
    keys: impl IntoIterator<Item = &'k str>,
    most: usize,
) -> Option<Vec<String>> {
    let spans: Option<Vec<(Span, i64)>> = keys.into_iter().map(span_of).collect();
    let spans = spans?;
    let span = spans.first()?.0;
    let earliest = spans.iter().map(|(_, number)| *number).min()?;
    let latest = spans.iter().map(|(_, number)| *number).max()?;
    let many = usize::try_from(latest - earliest).ok()?.checked_add(1)?;
    let is_one = spans.iter().all(|(other, _)| *other == span);
    (is_one && many <= most).then(|| (earliest..=latest).map(|number| span.key(number)).collect())
}

/// First and last day of a date as it is typed for a period or a filter:
/// `2020`, `2020-Q2`, `2020-05`, `2020-05-17`, or `2020-04/2020-05`.
///
/// # Errors
/// [`Error::BadDate`] when the text is none of these or the day does not exist.
pub fn first_and_last(text: &str) -> Result<(i32, i32), Error> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once('/') {
        let (first, _) = first_and_last(from)?;
        let (_, last) = first_and_last(to)?;
        if first > last {
            return Err(bad(text, Why::Backwards));
        }
        return Ok((first, last));
    }
    let (negative, body) = text
        .strip_prefix('-')
        .map_or((false, text), |rest| (true, rest));
    let mut parts = body.split('-');
    let year = digits(parts.next().unwrap_or_default(), 4)
        .map(i64::from)
        .ok_or_else(|| bad(text, Why::NoYear))?;
    let year = if negative { -year } else { year };
    let Some(second) = parts.next() else {
        return Ok((day_number(year, 1, 1), day_number(year, 12, 31)));
    };
    let third = parts.next();
    if parts.next().is_some() {
        return Err(bad(text, Why::TooManyParts));
    }
    if let Some(quarter) = second.strip_prefix(['Q', 'q']) {
        let quarter = digits(quarter, 1)
            .filter(|quarter| (1..=4).contains(quarter) && third.is_none())
            .ok_or_else(|| bad(text, Why::NoQuarter))?;
        let end = quarter * 3;
        return Ok((
            day_number(year, end - 2, 1),
            day_number(year, end, days_in(year, end)),
        ));
    }
    let month = digits(second, 2)
        .filter(|month| (1..=12).contains(month))
        .ok_or_else(|| bad(text, Why::NoMonth))?;
    let Some(third) = third else {
        return Ok((
            day_number(year, month, 1),
            day_number(year, month, days_in(year, month)),
        ));
    };
    let length = days_in(year, month);
    let day = digits(third, 2)
        .filter(|day| (1..=length).contains(day))
        .ok_or_else(|| bad(text, Why::NoDay(length)))?;
    let number = day_number(year, month, day);
    Ok((number, number))
}

fn digits(text: &str, length: usize) -> Option<u32> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn bad(text: &str, why: Why) -> Error {
    Error::BadDate {
        text: text.to_owned(),
        why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_there_and_back() {
        let mut expected = (1799, 12, 31);
        for day in day_number(1800, 1, 1)..=day_number(2200, 12, 31) {
            let (year, month, of_month) = civil(day);
            assert_eq!(day_number(year, month, of_month), day);
            expected = match expected {
                (y, 12, 31) => (y + 1, 1, 1),
                (y, m, d) if d == days_in(y, m) => (y, m + 1, 1),
                (y, m, d) => (y, m, d + 1),
            };
            assert_eq!((year, month, of_month), expected);
        }
        assert_eq!(day_number(1970, 1, 1), 0);
        assert_eq!(day_number(2000, 3, 1), 11_017);
    }

    #[test]
    fn typed_dates_cover_their_days() {
        let days = |text| first_and_last(text).ok();
        assert_eq!(days("1970"), Some((0, 364)));
        assert_eq!(days("1970-02"), Some((31, 58)));
        assert_eq!(days("1970-Q1"), Some((0, 89)));
        assert_eq!(days("1970-01-02"), Some((1, 1)));
        assert_eq!(days("1970-01/1970-02"), Some((0, 58)));
        for wrong in [
            "2021-02-29",
            "2021-13",
            "21",
            "2021-1",
            "x",
            "",
            "2021-Q5",
            "2021/2020",
        ] {
            assert!(first_and_last(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_span_between_two_is_left_out() {
        let through = |keys: &[&str]| keys_through(keys.iter().copied(), 5);
        assert_eq!(
            through(&["2020-11", "2021-02"]).unwrap_or_default(),
            ["2020-11", "2020-12", "2021-01", "2021-02"]
        );
        assert_eq!(
            through(&["2021-Q1", "2020-Q3"]).unwrap_or_default(),
            ["2020-Q3", "2020-Q4", "2021-Q1"]
        );
        assert_eq!(through(&["2021"]).unwrap_or_default(), ["2021"]);
        for not in [
            &["2020", "2021-01"][..],
            &["2010", "2021"],
            &["no date"],
            &["2020/2021"],
            &[],
        ] {
            assert_eq!(through(not), None, "{not:?}");
        }
    }

    #[test]
    fn spans_have_keys() {
        let day = day_number(2021, 12, 16);
        let key = |span: Span| span.of(day);
        assert_eq!(key(Span::Day), "2021-12-16");
        assert_eq!(key(Span::Month), "2021-12");
        assert_eq!(key(Span::Quarter), "2021-Q4");
        assert_eq!(key(Span::Year), "2021");
    }
}
