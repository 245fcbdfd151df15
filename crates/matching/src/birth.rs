//! Birth dates beside each other: known to the day, the year or the decade, and written wrong in the usual ways.

use aigaq_schema::Day;
use aigaq_schema::PartialDate;

/// When somebody was born: the first and the last day it can have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Birth {
    first: Day,
    last: Day,
    /// Year, month and day of the first and the year of the last: each is compared with many.
    begins: (i16, u8, u8),
    ends: i16,
}

/// How two birth dates agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BirthLevel {
    /// The same day.
    Day,
    /// One of them is not known to the day, and they do not exclude each other.
    Within,
    /// One slip of the hand apart: a digit, two digits changed about, day and month changed about, a day before or
    /// after.
    Slip,
    /// Two of day, month and year agree; or two years that are a slip apart.
    Partly,
    /// Apart.
    Apart,
}

/// Days in which those who appear together in a list are born, about: fifty-five years.
const SPREAD: f64 = 20_000.0;

impl Birth {
    /// From a date with the precision its source gave; `None` for one with an open end or wider than thirty years,
    /// which tells too little.
    #[must_use]
    pub fn of(date: &PartialDate) -> Option<Self> {
        Self::between(date.first(), date.last())
    }

    /// From the first and the last day; `None` as for [`Birth::of`], and when they stand the wrong way about.
    #[must_use]
    pub fn between(first: Day, last: Day) -> Option<Self> {
        let (begins, ends) = (first.civil()?, last.civil()?);
        let width = last.0.checked_sub(first.0)?;
        (0..=11_000).contains(&width).then_some(Self {
            first,
            last,
            begins: (
                begins.year(),
                begins.month().unsigned_abs(),
                begins.day().unsigned_abs(),
            ),
            ends: ends.year(),
        })
    }

    /// Known to the day.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.first == self.last
    }

    /// The first day it can mean.
    #[must_use]
    pub fn first(self) -> Day {
        self.first
    }

    /// Year, month and day when known to the day; month and day are 0 when only the year is known. `None` for what
    /// spans years.
    #[must_use]
    pub fn parts(self) -> Option<(i16, u8, u8)> {
        if self.is_exact() {
            return Some(self.begins);
        }
        (self.begins.0 == self.ends).then_some((self.ends, 0, 0))
    }

    /// How this date agrees with another, and the probability that two different people agree so.
    #[must_use]
    pub fn beside(self, other: Self) -> (BirthLevel, f64) {
        if self.is_exact() && other.is_exact() {
            let level = if self.first == other.first {
                BirthLevel::Day
            } else {
                exact_beside(self.begins, other.begins)
            };
            return (level, level.chance());
        }
        if self.first <= other.last && other.first <= self.last {
            let width = |b: Self| f64::from(b.last.0 - b.first.0 + 1);
            // Two spans chosen at random meet with about this chance.
            let chance = (width(self) + width(other)) / SPREAD;
            return (
                BirthLevel::Within,
                chance.clamp(BirthLevel::Day.chance(), 0.9),
            );
        }
        let level = match (self.parts(), other.parts()) {
            (Some((a, ..)), Some((b, ..))) if (a - b).abs() <= 1 || digit_apart(a, b) => {
                BirthLevel::Partly
            }
            _ => BirthLevel::Apart,
        };
        (
            level,
            if level == BirthLevel::Partly {
                0.25
            } else {
                level.chance()
            },
        )
    }
}

impl BirthLevel {
    /// How often two different people agree so. A day has about 36 others that are a slip away, and 100 that agree in
    /// two parts.
    fn chance(self) -> f64 {
        match self {
            Self::Day => 1.0 / SPREAD,
            Self::Slip => 36.0 / SPREAD,
            Self::Partly => 64.0 / SPREAD,
            Self::Within => 0.1,
            Self::Apart => 0.995,
        }
    }
}

fn exact_beside(a: (i16, u8, u8), b: (i16, u8, u8)) -> BirthLevel {
    let two = |x: u8, y: u8| digit_apart(x.into(), y.into()) || x.abs_diff(y) == 1;
    match (a.0 == b.0, a.1 == b.1, a.2 == b.2) {
        (true, true, false) if two(a.2, b.2) => BirthLevel::Slip,
        (true, false, true) if two(a.1, b.1) => BirthLevel::Slip,
        (false, true, true) if digit_apart(a.0, b.0) || (a.0 - b.0).abs() == 1 => BirthLevel::Slip,
        (true, false, false) if a.1 == b.2 && a.2 == b.1 => BirthLevel::Slip,
        (true, true, _) | (true, _, true) | (_, true, true) => BirthLevel::Partly,
        _ => BirthLevel::Apart,
    }
}

/// One digit is another, or two neighbours are changed about.
fn digit_apart(a: i16, b: i16) -> bool {
    let digits = |mut n: i16| {
        let mut all = [0; 4];
        for place in &mut all {
            *place = n % 10;
            n /= 10;
        }
        all
    };
    let (x, y) = (digits(a), digits(b));
    let mut wrong = (0..4).filter(|i| x[*i] != y[*i]);
    match (wrong.next(), wrong.next(), wrong.next()) {
        (Some(_), None, _) => true,
        (Some(i), Some(j), None) => j == i + 1 && x[i] == y[j] && x[j] == y[i],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_schema::PartialDate;

    fn born(text: &str) -> Birth {
        Birth::of(&text.parse::<PartialDate>().unwrap()).unwrap()
    }

    fn level(a: &str, b: &str) -> BirthLevel {
        let (one, other) = (born(a).beside(born(b)), born(b).beside(born(a)));
        assert_eq!(one, other, "{a} {b}");
        one.0
    }

    #[test]
    fn dates_agree_as_people_write_them() {
        use BirthLevel::{Apart, Day, Partly, Slip, Within};
        for (a, b, expected) in [
            ("1993-07-27", "1993-07-27", Day),
            ("1993-07-27", "1993-07-28", Slip),
            ("1993-07-27", "1983-07-27", Slip),
            ("1993-07-27", "1939-07-27", Slip),
            ("1984-04-01", "1984-01-04", Slip),
            ("1993-07-27", "1993-07-09", Partly),
            ("1993-07-27", "1961-07-27", Partly),
            ("1993-07-27", "1993", Within),
            ("195X", "1957", Within),
            ("1993-07-27", "1994", Partly),
            ("1993-07-27", "1961-02-11", Apart),
            ("1993-07-27", "1970", Apart),
        ] {
            assert_eq!(level(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn what_tells_too_little_is_no_birth_date() {
        for text in ["../1999", "1900/1980", "19XX"] {
            assert_eq!(
                Birth::of(&text.parse::<PartialDate>().unwrap()),
                None,
                "{text}"
            );
        }
        assert_eq!(Birth::between(Day(5), Day(4)), None);
        assert_eq!(Birth::between(Day::MIN, Day::MAX), None);
        // No calendar has these days.
        assert_eq!(Birth::between(Day(i32::MAX - 1), Day(i32::MAX - 1)), None);
        assert_eq!(Birth::between(Day(i32::MIN + 1), Day(0)), None);
    }
}
