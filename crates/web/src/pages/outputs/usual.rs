//! Periods that publications are usually about, counted back from today.

use aigaq_schema::{Day, PartialDate};
use jiff::ToSpan;
use jiff::civil::Date;

/// A period that is over, or the year that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Usual {
    Month,
    Quarter,
    Year,
    ThisYear,
}

impl Usual {
    /// All, with the keys of their names.
    pub(super) const ALL: [(Self, &'static str); 4] = [
        (Self::Month, "outputs-last-month"),
        (Self::Quarter, "outputs-last-quarter"),
        (Self::Year, "outputs-last-year"),
        (Self::ThisYear, "outputs-this-year"),
    ];

    /// As it stands in an address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::ThisYear => "this-year",
        }
    }

    pub(super) fn of_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter().map(|(usual, _)| usual);
        all.find(|usual| usual.word() == word)
    }

    /// Its first and last day, as seen today.
    pub(super) fn days(self, today: Day) -> (PartialDate, PartialDate) {
        let days = today.civil().and_then(|today| self.between(today));
        let days = days.map(|(first, last)| (Day::from_civil(first), Day::from_civil(last)));
        let (first, last) = days.unwrap_or((today, today));
        (PartialDate::day(first), PartialDate::day(last))
    }

    fn between(self, today: Date) -> Option<(Date, Date)> {
        let last_before = |date: Date| date.yesterday().ok();
        Some(match self {
            Self::Month => {
                let last = last_before(today.first_of_month())?;
                (last.first_of_month(), last)
            }
            Self::Quarter => {
                let month = (today.month() - 1) / 3 * 3 + 1;
                let begun = Date::new(today.year(), month, 1).ok()?;
                let first = begun.checked_sub(3.months()).ok()?;
                (first, last_before(begun)?)
            }
            Self::Year => {
                let last = last_before(today.first_of_year())?;
                (last.first_of_year(), last)
            }
            Self::ThisYear => (today.first_of_year(), today),
        })
    }
}

/// The month that ended last: what a publication is about unless another period is asked for.
pub(super) fn last_full_month(today: Day) -> (PartialDate, PartialDate) {
    Usual::Month.days(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(usual: Usual, today: (i16, i8, i8)) -> [String; 2] {
        let today = Day::from_ymd(today.0, today.1, today.2).unwrap();
        let (first, last) = usual.days(today);
        [first, last].map(|day| day.to_string())
    }

    #[test]
    fn what_ended_last_ended_before_today() {
        let january = (2021, 1, 15);
        assert_eq!(days(Usual::Month, january), ["2020-12-01", "2020-12-31"]);
        assert_eq!(days(Usual::Quarter, january), ["2020-10-01", "2020-12-31"]);
        assert_eq!(days(Usual::Year, january), ["2020-01-01", "2020-12-31"]);
        assert_eq!(days(Usual::ThisYear, january), ["2021-01-01", "2021-01-15"]);
        assert_eq!(
            days(Usual::Month, (2020, 3, 31)),
            ["2020-02-01", "2020-02-29"]
        );
        assert_eq!(
            days(Usual::Quarter, (2020, 6, 30)),
            ["2020-01-01", "2020-03-31"]
        );
        assert_eq!(
            days(Usual::Quarter, (2020, 7, 1)),
            ["2020-04-01", "2020-06-30"]
        );
    }
}
