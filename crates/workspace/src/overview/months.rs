//! Acts month by month, for a picture on the start page.

use crate::error::WorkspaceError;
use aigaq_counting::{Answer, Counting, Period, Query, Unit};
use aigaq_schema::{Day, PartialDate};
use std::collections::BTreeMap;

/// Months shown, at most.
const MOST: u16 = 24;
/// Fewer months than this are no course. Months before the first act are not added: nobody says that nothing happened.
const LEAST: usize = 3;

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month of a day that is known.
    pub(super) fn of(day: Day) -> Option<Self> {
        let date = day.civil()?;
        Some(Self {
            year: date.year(),
            month: date.month(),
        })
    }

    /// The month of a key such as `2020-06`; none of one that says why there is no month.
    fn of_key(key: &str) -> Option<Self> {
        let date: PartialDate = key.parse().ok()?;
        (key.len() == "2020-06".len()).then(|| Self::of(date.first()))?
    }

    pub(super) fn before(self) -> Self {
        self.back(1)
    }

    fn back(self, months: u16) -> Self {
        let number = self.number() - i32::from(months);
        Self {
            // A year stays far inside sixteen bits: the months shown are few.
            year: i16::try_from(number.div_euclid(12)).unwrap_or(self.year),
            month: i8::try_from(number.rem_euclid(12) + 1).unwrap_or(1),
        }
    }

    fn number(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month) - 1
    }

    pub(super) fn date(self) -> Option<PartialDate> {
        format!("{:04}-{:02}", self.year, self.month).parse().ok()
    }
}

/// Acts month by month.
#[derive(Debug, Clone, serde::Serialize)]
pub struct MonthFigures {
    /// The months, none left out.
    pub months: Vec<MonthFigure>,
    /// Acts of this time whose month is not known.
    pub imprecise: u64,
    /// The count with all of it, as parameters of an address.
    pub query: String,
}

/// The acts of a month.
#[derive(Debug, Clone, serde::Serialize)]
pub struct MonthFigure {
    /// The year.
    pub year: i16,
    /// The month, from 1.
    pub month: u8,
    /// How many acts.
    pub acts: u64,
    /// The month as parameters of an address.
    pub query: String,
}

/// The months up to this one, or up to the last that has acts; nothing when there are too few.
pub(super) fn months(
    counting: &Counting<'_>,
    today: Day,
) -> Result<Option<MonthFigures>, WorkspaceError> {
    let Some(this) = Month::of(today) else {
        return Ok(None);
    };
    let by_month = Query::new(Unit::Acts).by("start:month")?;
    let all: Vec<Month> = acts(&counting.count(&by_month)?).into_keys().collect();
    let Some(last_with_acts) = all.iter().copied().filter(|month| *month <= this).max() else {
        return Ok(None);
    };
    let last = if last_with_acts >= this.before() {
        this
    } else {
        last_with_acts
    };
    let earliest = all.iter().copied().min().unwrap_or(last);
    let first = earliest.max(last.back(MOST - 1));
    let (Some(from), Some(to)) = (first.date(), last.date()) else {
        return Ok(None);
    };
    let mut within = by_month;
    within.period = Some(Period::of_days(from.first().0, to.last().0)?);
    let answer = counting.count(&within)?;
    let found = acts(&answer);
    let known: u64 = found.values().sum();
    let address = |from: &PartialDate, to: &PartialDate| {
        format!("unit=acts&from={}&to={}", from.first(), to.last())
    };
    let mut months = Vec::new();
    let mut month = last;
    while month >= first {
        let Some(date) = month.date() else {
            break;
        };
        months.push(MonthFigure {
            year: month.year,
            month: month.month.unsigned_abs(),
            acts: found.get(&month).copied().unwrap_or(0),
            query: address(&date, &date),
        });
        month = month.before();
    }
    if months.len() < LEAST {
        return Ok(None);
    }
    months.reverse();
    Ok(Some(MonthFigures {
        months,
        imprecise: answer.total.saturating_sub(known),
        query: format!("by=start:month&{}", address(&from, &to)),
    }))
}

fn acts(answer: &Answer) -> BTreeMap<Month, u64> {
    let months = answer.rows.iter().filter_map(|row| {
        let month = Month::of_key(row.key.first()?)?;
        Some((month, row.count))
    });
    months.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_back_over_the_new_year() {
        let january = Month {
            year: 2020,
            month: 1,
        };
        assert_eq!(january.before().date().unwrap().text(), "2019-12");
        assert_eq!(january.back(24).date().unwrap().text(), "2018-01");
        assert_eq!(Month::of_key("2020-01"), Some(january));
        assert_eq!(Month::of_key("imprecise"), None);
        assert_eq!(Month::of_key("2020"), None);
    }
}
