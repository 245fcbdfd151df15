//! A day known badly: it lies between two days, both included, and either may be open.

use aigaq_schema::{Day, PartialDate};
use serde::{Serialize, Serializer};
use std::fmt;

/// The days something can have happened on: from `first` to `last`, both included.
/// [`Day::MIN`] and [`Day::MAX`] are open ends (no bound is known, or it never happens).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// No earlier than this.
    pub first: Day,
    /// No later than this.
    pub last: Day,
}

impl DayRange {
    /// Nothing is known.
    pub const ANY: Self = Self {
        first: Day::MIN,
        last: Day::MAX,
    };

    /// From one day to another; `None` when the second is before the first.
    #[must_use]
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// One single day.
    #[must_use]
    pub fn exact(day: Day) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// One single known day is meant.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.first == self.last && self.first.is_known()
    }

    /// No last day is known.
    #[must_use]
    pub fn is_open_ended(self) -> bool {
        self.last == Day::MAX
    }

    /// Some day lies in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn spanning(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }

    /// EDTF: `2026` or `2021-08` for a whole year or month, `2021-08-01/2021-08-28` for other ranges (to be
    /// read as “between”), `2021-07-22/..` and `../2019-12-31` for open ones, `..` when nothing is known.
    #[must_use]
    pub fn edtf(self) -> String {
        if self == Self::ANY {
            return "..".to_owned();
        }
        if self.first == self.last {
            return self.first.to_string();
        }
        if let (Some(a), Some(b)) = (self.first.civil(), self.last.civil())
            && a.year() == b.year()
            && a.year() >= 0
            && a.day() == 1
            && b == b.last_of_month()
        {
            if a.month() == b.month() {
                return format!("{:04}-{:02}", a.year(), a.month());
            }
            if a.month() == 1 && b.month() == 12 {
                return format!("{:04}", a.year());
            }
        }
        format!("{}/{}", self.first, self.last)
    }
}

impl From<&PartialDate> for DayRange {
    fn from(date: &PartialDate) -> Self {
        Self {
            first: date.first(),
            last: date.last(),
        }
    }
}

impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.edtf())
    }
}

impl Serialize for DayRange {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.edtf())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_years_and_months_are_written_short() {
        for text in [
            "2026",
            "2021-08",
            "2024-02",
            "2021-08-02",
            "2021-08-01/2021-08-28",
            "2020-01-01/2021-12-31",
            "2021-07-22/..",
            "../2019-12-31",
        ] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(DayRange::from(&date).edtf(), text);
        }
        assert_eq!(DayRange::ANY.edtf(), "..");
    }

    proptest! {
        #[test]
        fn the_text_means_the_same_days(first in -20_000i32..60_000, more in 0i32..900) {
            let range = DayRange { first: Day(first), last: Day(first + more) };
            let again: PartialDate = range.edtf().parse().unwrap();
            prop_assert_eq!(DayRange::from(&again), range);
        }
    }
}
