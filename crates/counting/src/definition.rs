//! What a number is a number of, as it is asked, saved, hashed and quoted: a [`Definition`].
//!
//! A definition holds names and no more: whether its unit, properties and codes exist is seen when it becomes a
//! [`Query`]. It is canonical: two that ask the same in the same order of dimensions are equal and have one text,
//! however they were typed.

mod dates;
mod text;

pub use dates::{Between, Dated};

use std::collections::BTreeSet;

use crate::{Error, Filter, Groups, Op, Path, Period, Query, Unit};

/// Dimensions a table can have: rows, columns, and tables beside each other.
pub const MOST_DIMENSIONS: usize = 3;

/// Conditions a definition can have.
pub const MOST_CONDITIONS: usize = 64;

/// The property that says how well established something is.
const VERIFICATION: &str = "verification";

/// How unnamed groups ("about 40 people, 12 of them named") are counted among involvements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Numbers {
    /// Only who has a record of their own; groups are said beside the table.
    #[default]
    Named,
    /// Those, and beside them how many there were in all, from the lowest to the highest number told.
    Estimates,
}

impl Numbers {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Named, Self::Estimates];

    /// The word in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Estimates => "estimates",
        }
    }
}

/// A count: what, by what, under which conditions, in which time, how well established, as of when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Definition {
    unit: String,
    by: Vec<Path>,
    only: BTreeSet<Filter>,
    period: Between,
    dated: Dated,
    least: Option<String>,
    numbers: Numbers,
    as_of: Option<i32>,
}

impl Definition {
    /// All of a unit (its plural name), no table.
    #[must_use]
    pub fn of(unit: &str) -> Self {
        Self {
            unit: unit.trim().to_owned(),
            by: Vec::new(),
            only: BTreeSet::new(),
            period: Between::default(),
            dated: Dated::default(),
            least: None,
            numbers: Numbers::default(),
            as_of: None,
        }
    }

    /// With one more dimension, as written: rows, then columns, then tables.
    ///
    /// # Errors
    /// A path that cannot be read, one that is there already, or one too many.
    pub fn by(mut self, path: &str) -> Result<Self, Error> {
        let path: Path = path.parse()?;
        if self.by.contains(&path) {
            return Err(Error::DimensionTwice {
                path: path.text().to_owned(),
            });
        }
        self.by.push(path);
        if self.by.len() > MOST_DIMENSIONS {
            return Err(Error::TooManyDimensions {
                given: self.by.len(),
                most: MOST_DIMENSIONS,
            });
        }
        Ok(self)
    }

    /// Counted by other dimensions, given in their order; everything else as it is.
    ///
    /// # Errors
    /// As [`Definition::by`].
    pub fn only_by(&self, paths: &[Path]) -> Result<Self, Error> {
        let mut other = self.clone();
        other.by.clear();
        for path in paths {
            other = other.by(path.text())?;
        }
        Ok(other)
    }

    /// With one more condition, as written. The same condition twice is one.
    ///
    /// # Errors
    /// A condition that cannot be read, or one too many.
    pub fn only(self, filter: &str) -> Result<Self, Error> {
        self.with_filter(filter.parse()?)
    }

    /// The same with a condition that was read already.
    ///
    /// # Errors
    /// One too many.
    pub fn with_filter(mut self, mut filter: Filter) -> Result<Self, Error> {
        if matches!(filter.op, Op::Is | Op::IsNot | Op::Exactly) {
            filter.values.sort_unstable();
            filter.values.dedup();
        }
        self.only.insert(filter);
        if self.only.len() > MOST_CONDITIONS {
            return Err(Error::TooManyConditions {
                most: MOST_CONDITIONS,
            });
        }
        Ok(self)
    }

    /// Without a condition.
    #[must_use]
    pub fn without(&self, filter: &Filter) -> Self {
        let mut other = self.clone();
        other.only.remove(filter);
        other
    }

    /// From the first day of one date to the last of another, as written; open where none is given.
    ///
    /// # Errors
    /// A date that cannot be read; a period that ends before it starts.
    pub fn within(mut self, from: Option<&str>, to: Option<&str>) -> Result<Self, Error> {
        self.period = Between::read(from, to)?;
        Ok(self)
    }

    /// In this period.
    #[must_use]
    pub fn in_period(mut self, period: Between) -> Self {
        self.period = period;
        self
    }

    /// By this date of the records.
    #[must_use]
    pub fn dated(mut self, dated: Dated) -> Self {
        self.dated = dated;
        self
    }

    /// Only what is at least so well established: a code of the list of verification.
    #[must_use]
    pub fn at_least(mut self, least: Option<&str>) -> Self {
        self.least = least
            .map(str::trim)
            .filter(|code| !code.is_empty())
            .map(str::to_owned);
        self
    }

    /// With or without estimates of unnamed groups.
    #[must_use]
    pub fn numbers(mut self, numbers: Numbers) -> Self {
        self.numbers = numbers;
        self
    }

    /// As it was known at the end of this day (days since 1970-01-01); none for what is known now.
    #[must_use]
    pub fn as_of(mut self, day: Option<i32>) -> Self {
        self.as_of = day;
        self
    }

    /// The plural name of the unit.
    #[must_use]
    pub fn unit_name(&self) -> &str {
        &self.unit
    }

    /// The dimensions: rows, columns, tables.
    #[must_use]
    pub fn dimensions(&self) -> &[Path] {
        &self.by
    }

    /// The conditions, all of which hold.
    pub fn conditions(&self) -> impl ExactSizeIterator<Item = &Filter> {
        self.only.iter()
    }

    /// The period.
    #[must_use]
    pub fn period(&self) -> Between {
        self.period
    }

    /// The date by which the period, and months and years, are taken.
    #[must_use]
    pub fn by_date(&self) -> Dated {
        self.dated
    }

    /// The least verification.
    #[must_use]
    pub fn least(&self) -> Option<&str> {
        self.least.as_deref()
    }

    /// Whether estimates are asked for.
    #[must_use]
    pub fn group_numbers(&self) -> Numbers {
        self.numbers
    }

    /// The day at the end of which it was known so; none for now.
    #[must_use]
    pub fn known_on(&self) -> Option<i32> {
        self.as_of
    }

    /// The question it asks, for the unit of its name and the codes of verification from the least to the best
    /// established (those that stand apart left out).
    ///
    /// # Errors
    /// A least verification that is none of `ladder`; estimates of something else than involvements; a period or
    /// months of a unit that has no such date.
    pub fn query<'l>(
        &self,
        unit: Unit,
        ladder: impl Iterator<Item = &'l str>,
    ) -> Result<Query, Error> {
        let mut query = Query::new(unit);
        let date = || match self.dated {
            Dated::Occurred => Ok(None),
            other => unit
                .date_of(other)
                .ok_or_else(|| Error::NoDate {
                    unit: unit.name().to_owned(),
                })?
                .parse::<Path>()
                .map(Some),
        };
        for path in &self.by {
            query.dimensions.push(match path.alias() {
                Some(span) => match date()? {
                    Some(date) => date.by_span(span),
                    None => path.clone(),
                },
                None => path.clone(),
            });
        }
        query.filters = self.only.iter().cloned().collect();
        if let Some(least) = &self.least {
            query.filters.push(Filter {
                path: unit.of_acts(VERIFICATION).parse()?,
                op: Op::Is,
                values: from_least(least, ladder)?,
            });
        }
        if let Some((first, last)) = self.period.days() {
            query.period = Some(Period {
                first,
                last,
                field: date()?,
            });
        }
        query.groups = match (self.numbers, unit) {
            (Numbers::Named, Unit::Involvements) => Groups::Apart,
            (Numbers::Estimates, Unit::Involvements) => Groups::Estimated,
            (Numbers::Named, _) => Groups::AsRecords,
            (Numbers::Estimates, _) => {
                return Err(Error::NoEstimates {
                    unit: unit.name().to_owned(),
                });
            }
        };
        Ok(query)
    }
}

/// The codes of `ladder` from `least` on.
fn from_least<'l>(
    least: &str,
    ladder: impl Iterator<Item = &'l str>,
) -> Result<Vec<String>, Error> {
    let ladder: Vec<&str> = ladder.collect();
    match ladder.iter().position(|code| *code == least) {
        Some(at) => Ok(ladder[at..].iter().map(|code| (*code).to_owned()).collect()),
        None => Err(Error::UnknownCode {
            property: VERIFICATION.to_owned(),
            given: least.to_owned(),
            near: ladder.iter().map(|code| (*code).to_owned()).collect(),
        }),
    }
}

#[cfg(test)]
mod tests;
