//! The period of a bulletin, the one before it, and the same a year before.

use crate::error::WorkspaceError;
use crate::reasons;
use aigaq_counting::{Between, Definition, Period as Counted, Unit};
use aigaq_publishing::dates;
use aigaq_schema::{Day, Language, PartialDate};

/// Days from the first to the last, both included and both known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub first: Day,
    pub last: Day,
}

/// What a bulletin tells of: a period, and how well established at the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Within<'l> {
    pub(super) period: Period,
    /// A code of the list of verification.
    pub(super) least: Option<&'l str>,
}

impl<'l> Within<'l> {
    /// From the first day of one date to the last of another, at least so well established.
    pub fn read(
        from: &PartialDate,
        to: &PartialDate,
        least: Option<&'l str>,
    ) -> Result<Self, WorkspaceError> {
        let period = Period::read(from, to)?;
        Ok(Self { period, least })
    }

    /// The same in another period.
    pub fn at(self, period: Period) -> Self {
        Self { period, ..self }
    }

    /// All of a unit in it.
    pub fn definition(self, unit: &Unit) -> Result<Definition, WorkspaceError> {
        let period = Between::of_days(self.period.first.0, self.period.last.0)?;
        let definition = Definition::of(unit.name()).in_period(period);
        Ok(definition.at_least(self.least))
    }
}

impl Period {
    /// From the first day of one date to the last of another.
    pub fn read(from: &PartialDate, to: &PartialDate) -> Result<Self, WorkspaceError> {
        let (first, last) = (from.first(), to.last());
        if !first.is_known() || !last.is_known() {
            return Err(WorkspaceError::Asked(reasons::period_open()));
        }
        Counted::of_days(first.0, last.0)?;
        Ok(Self { first, last })
    }

    /// How many whole calendar months it is.
    fn months(self) -> Option<i32> {
        let (first, last) = (self.first.civil()?, self.last.civil()?);
        let whole = first.day() == 1 && last == last.last_of_month();
        let months = |year: i16, month: i8| i32::from(year) * 12 + i32::from(month);
        whole.then(|| months(last.year(), last.month()) - months(first.year(), first.month()) + 1)
    }

    pub fn is_longer_than_a_month(self) -> bool {
        self.months()
            .map_or(self.last.0 - self.first.0 > 30, |months| months > 1)
    }

    /// The period of the same length that ends where this begins; whole months before whole months.
    pub fn before(self) -> Option<Self> {
        match self.months() {
            Some(months) => self.months_earlier(months),
            None => Some(Self {
                first: Day(self.first.0.checked_sub(self.last.0 - self.first.0 + 1)?),
                last: Day(self.first.0 - 1),
            }),
        }
    }

    pub fn a_year_before(self) -> Option<Self> {
        self.months_earlier(12)
    }

    fn months_earlier(self, months: i32) -> Option<Self> {
        let whole = self.months().is_some();
        let last_of = if whole { 31 } else { self.last.civil()?.day() };
        Some(Self {
            first: earlier(self.first, months, self.first.civil()?.day())?,
            last: earlier(self.last, months, last_of)?,
        })
    }

    /// In words: a year, a month, a day, or from one day to another.
    pub fn words(self, language: Language) -> String {
        let text = match (self.months(), self.first.civil()) {
            (Some(12), Some(day)) if day.month() == 1 => format!("{:04}", day.year()),
            (Some(1), Some(day)) => format!("{:04}-{:02}", day.year(), day.month()),
            _ if self.first == self.last => self.first.to_string(),
            _ => format!("{}/{}", self.first, self.last),
        };
        text.parse::<PartialDate>()
            .map_or(text, |date| dates::words(&date, language))
    }

    /// Some day that the date can mean lies in it.
    pub fn touches(self, date: &PartialDate) -> bool {
        date.first() <= self.last && date.last() >= self.first
    }

    /// The months it touches, as `2020-05`.
    pub fn month_keys(self) -> Vec<String> {
        let (Some(first), Some(last)) = (self.first.civil(), self.last.civil()) else {
            return Vec::new();
        };
        let months = |year: i16, month: i8| i32::from(year) * 12 + i32::from(month) - 1;
        (months(first.year(), first.month())..=months(last.year(), last.month()))
            .map(|month| {
                format!(
                    "{:04}-{:02}",
                    month.div_euclid(12),
                    month.rem_euclid(12) + 1
                )
            })
            .collect()
    }
}

/// The day of the month so many months before, or the last the month has.
fn earlier(day: Day, months: i32, of_month: i8) -> Option<Day> {
    let date = day.civil()?;
    let month = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 - months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    let (year, month) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?);
    (1..=of_month)
        .rev()
        .find_map(|day| Day::from_ymd(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period::read(&from.parse().unwrap(), &to.parse().unwrap()).unwrap()
    }

    #[test]
    fn months_are_compared_with_months_and_days_with_days() {
        let of = |p: Period| format!("{}/{}", p.first, p.last);
        assert_eq!(
            of(period("2020-03", "2020-03").before().unwrap()),
            "2020-02-01/2020-02-29"
        );
        assert_eq!(
            of(period("2020", "2020").before().unwrap()),
            "2019-01-01/2019-12-31"
        );
        assert_eq!(
            of(period("2021-02", "2021-02").a_year_before().unwrap()),
            "2020-02-01/2020-02-29"
        );
        assert_eq!(
            of(period("2020-06-10", "2020-06-16").before().unwrap()),
            "2020-06-03/2020-06-09"
        );
    }

    #[test]
    fn a_period_is_said_as_shortly_as_it_can_be() {
        assert_eq!(period("2020", "2020").words(Language::En), "2020");
        assert_eq!(
            period("2020-06", "2020-06").words(Language::En),
            "June 2020"
        );
        assert_eq!(
            period("2020-06-01", "2020-06-01").words(Language::En),
            "1\u{a0}June 2020"
        );
        assert!(
            period("2020-01", "2020-03")
                .words(Language::En)
                .contains("March 2020")
        );
        assert_eq!(
            period("2019-12", "2020-02").month_keys(),
            ["2019-12", "2020-01", "2020-02"]
        );
    }

    #[test]
    fn a_period_without_an_end_or_backwards_is_refused() {
        let read =
            |from: &str, to: &str| Period::read(&from.parse().unwrap(), &to.parse().unwrap());
        assert!(read("../2020", "2020").is_err());
        assert!(read("2021", "2020").is_err());
    }
}
