//! The time of a count.

use std::fmt;
use std::str::FromStr;

use crate::calendar::first_and_last;
use crate::{Error, Span};

/// By which date of a record it lies in a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dated {
    /// When it happened: the unit's main date.
    #[default]
    Occurred,
    /// When the organisation learned of it.
    Learned,
    /// When it was first published: the earliest date of the sources that tell it.
    Published,
}

impl Dated {
    /// All.
    pub const ALL: [Self; 3] = [Self::Occurred, Self::Learned, Self::Published];

    /// The word in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Learned => "learned",
            Self::Published => "published",
        }
    }
}

impl FromStr for Dated {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let word = |dated: &Self| dated.word() == text.trim();
        Self::ALL
            .into_iter()
            .find(word)
            .ok_or_else(|| Error::NotAmong {
                given: text.to_owned(),
                words: Self::ALL.map(Self::word).join(", "),
            })
    }
}

/// From one day to another, both included; each end may be open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Between {
    first: Option<i32>,
    last: Option<i32>,
}

impl Between {
    /// From the first day of one date to the last of another, as written.
    ///
    /// # Errors
    /// A date that cannot be read; a period that ends before it starts.
    pub fn read(from: Option<&str>, to: Option<&str>) -> Result<Self, Error> {
        let first = from.map(first_and_last).transpose()?.map(|(day, _)| day);
        let last = to.map(first_and_last).transpose()?.map(|(_, day)| day);
        if let (Some(start), Some(end)) = (first, last)
            && start > end
        {
            return Err(Error::PeriodBackwards {
                from: from.unwrap_or_default().trim().to_owned(),
                to: to.unwrap_or_default().trim().to_owned(),
            });
        }
        Ok(Self { first, last })
    }

    /// The days from `first` to `last` (days since 1970-01-01), both included.
    ///
    /// # Errors
    /// When it ends before it starts.
    pub fn of_days(first: i32, last: i32) -> Result<Self, Error> {
        crate::Period::of_days(first, last)?;
        Ok(Self {
            first: Some(first),
            last: Some(last),
        })
    }

    /// First and last day, `i32::MIN` and `i32::MAX` for open ends; none when both are open.
    #[must_use]
    pub fn days(self) -> Option<(i32, i32)> {
        (self.first.is_some() || self.last.is_some()).then(|| {
            (
                self.first.unwrap_or(i32::MIN),
                self.last.unwrap_or(i32::MAX),
            )
        })
    }

    /// Whether it is all time.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.days().is_none()
    }

    /// Both ends as a person would type them, none where open: years if the period begins and ends with years, else
    /// months, else days.
    #[must_use]
    pub fn typed(self) -> (Option<String>, Option<String>) {
        let fits = |span: Span| {
            let begins = |day: i32| span.number(day) != span.number(day.saturating_sub(1));
            let ends = |day: i32| span.number(day) != span.number(day.saturating_add(1));
            self.first.is_none_or(begins) && self.last.is_none_or(ends)
        };
        let span = [Span::Year, Span::Month]
            .into_iter()
            .find(|span| fits(*span))
            .unwrap_or(Span::Day);
        let text = |day: i32| span.of(day);
        (self.first.map(text), self.last.map(text))
    }
}

/// As in EDTF: `2020-01/2020-06`, `2020/..`; nothing for all time.
impl fmt::Display for Between {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_open() {
            return Ok(());
        }
        let (from, to) = self.typed();
        let end = |end: Option<String>| end.unwrap_or_else(|| "..".to_owned());
        write!(out, "{}/{}", end(from), end(to))
    }
}
