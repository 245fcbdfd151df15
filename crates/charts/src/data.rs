//! What a chart shows, as data: categories with their numbers, or a course over time.

use crate::refused::{Many, Refused};
use crate::value::Value;
use crate::words::Words;

/// The words around a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// What it shows.
    pub title: String,
    /// The same in a sentence or two, for those who cannot see it.
    pub description: String,
    /// What is counted, in the plural: "acts". Stands at the axis.
    pub unit: String,
}

/// One category.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is called.
    pub label: String,
    /// One value for each series.
    pub values: Vec<Value>,
}

/// In which order categories are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As given: ages, stages, or as in the table beside.
    Given,
    /// The largest first.
    Largest,
}

/// What becomes of the categories for which a picture has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Nothing is drawn: their order carries meaning.
    Refuse,
    /// The largest are drawn and all others as one: only where categories do not overlap, so that a sum counts nothing
    /// twice.
    Together,
    /// The largest are drawn, and it is said how many are not.
    LeaveOut,
}

/// Categories with their numbers: bars, stacks, a heat grid, a pyramid, a funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Breakdown {
    /// The words around it.
    pub caption: Caption,
    /// What the categories are: "Type of act".
    pub heading: String,
    /// What is told of each category, at least one: what stands beside in a pair of bars, upon each other in a stack,
    /// in the columns of a grid.
    pub series: Vec<String>,
    /// The categories.
    pub rows: Vec<Row>,
    /// In which order they are drawn.
    pub order: Order,
    /// What becomes of those for which there is no room.
    pub rest: Rest,
}

impl Breakdown {
    /// The rows that are drawn, at most `most`, with what must be said of the others.
    ///
    /// # Errors
    /// [`Refused`] when there is nothing, a row is ragged, or there are more than a picture can hold.
    pub(crate) fn drawn(
        &self,
        most: usize,
        words: &Words,
    ) -> Result<(Vec<Row>, Option<String>), Refused> {
        self.check()?;
        let mut rows: Vec<(usize, &Row)> = self.rows.iter().enumerate().collect();
        let too_many = rows.len() > most;
        if too_many && self.rest == Rest::Refuse {
            return Err(Refused::TooMany {
                many: Many::Categories,
                given: rows.len(),
                most,
            });
        }
        if too_many || self.order == Order::Largest {
            rows.sort_by(|(_, a), (_, b)| size(b).total_cmp(&size(a)));
        }
        let room = match self.rest {
            Rest::Together if too_many => most.saturating_sub(1),
            _ => most,
        };
        let others = rows.split_off(room.min(rows.len()));
        if self.order == Order::Given {
            rows.sort_by_key(|(place, _)| *place);
        }
        let mut drawn: Vec<Row> = rows.into_iter().map(|(_, row)| row.clone()).collect();
        if others.is_empty() {
            return Ok((drawn, None));
        }
        let count = |number: usize| {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            words.number(number.into())
        };
        if self.rest == Rest::Together {
            let sum = |series: usize| {
                let all = others
                    .iter()
                    .filter_map(|(_, row)| row.values.get(series).copied());
                all.reduce(Value::plus).unwrap_or(Value::Unknown)
            };
            drawn.push(Row {
                label: words.together.replace("{n}", &count(others.len())),
                values: (0..self.series.len()).map(sum).collect(),
            });
            return Ok((drawn, None));
        }
        let said = words
            .left_out
            .replace("{drawn}", &count(drawn.len()))
            .replace("{all}", &count(self.rows.len()));
        Ok((drawn, Some(said)))
    }

    fn check(&self) -> Result<(), Refused> {
        if self.rows.is_empty() || self.series.is_empty() {
            return Err(Refused::Empty);
        }
        for row in &self.rows {
            ragged(&row.label, row.values.len(), self.series.len())?;
        }
        something_known(self.rows.iter().flat_map(|row| &row.values))
    }
}

/// How large a row is, for choosing the largest.
fn size(row: &Row) -> f64 {
    row.values.iter().filter_map(|value| value.high()).sum()
}

/// A point of time or a stretch of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// In full, for the table: "January 2020".
    pub label: String,
    /// As short as it can be said, for the axis: "Jan".
    pub tick: String,
    /// What the axis says beneath where it begins: "2020". The same for all periods that belong together; empty for none.
    pub group: String,
}

/// From here on it was counted in another way: a line does not go over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The first period counted in the new way, from nought.
    pub at: usize,
    /// What changed.
    pub why: String,
}

/// One thing followed over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What it is called.
    pub name: String,
    /// One value for each period.
    pub values: Vec<Value>,
    /// Where the method changed.
    pub breaks: Vec<Break>,
}

/// A course over time: lines or columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// The words around it.
    pub caption: Caption,
    /// What the periods are: "Month".
    pub heading: String,
    /// All periods, in order, none left out: one of which nothing is known has unknown values.
    pub periods: Vec<Period>,
    /// What is followed.
    pub series: Vec<Series>,
}

impl Course {
    /// Can it be drawn, with so many periods and series?
    pub(crate) fn check(&self, periods: usize, series: usize) -> Result<(), Refused> {
        if self.periods.is_empty() || self.series.is_empty() {
            return Err(Refused::Empty);
        }
        for one in &self.series {
            ragged(&one.name, one.values.len(), self.periods.len())?;
        }
        at_most(Many::Periods, self.periods.len(), periods)?;
        at_most(Many::Series, self.series.len(), series)?;
        something_known(self.values())
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &Value> {
        self.series.iter().flat_map(|one| &one.values)
    }
}

pub(crate) fn at_most(many: Many, given: usize, most: usize) -> Result<(), Refused> {
    if given > most {
        return Err(Refused::TooMany { many, given, most });
    }
    Ok(())
}

fn ragged(row: &str, given: usize, wanted: usize) -> Result<(), Refused> {
    if given == wanted {
        return Ok(());
    }
    Err(Refused::Ragged {
        row: row.to_owned(),
        given,
        wanted,
    })
}

pub(crate) fn something_known<'v>(
    mut values: impl Iterator<Item = &'v Value>,
) -> Result<(), Refused> {
    if values.any(|value| value.low().is_some()) {
        return Ok(());
    }
    Err(Refused::NothingKnown)
}

/// The largest number drawn.
pub(crate) fn largest<'v>(values: impl Iterator<Item = &'v Value>) -> f64 {
    values.filter_map(|value| value.high()).fold(0.0, f64::max)
}
