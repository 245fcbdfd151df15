//! What a property says of each row, as small numbers that can be counted.
//!
//! In every space of keys the numbers below [`FIRST_CODE`] are the states (0
//! is "date not precise enough" among dates); values follow in their order.
mod along;
mod numbered;
mod space;

pub(crate) use space::Space;

use crate::{Bits, Lists};
use std::borrow::Cow;

/// The key number of a date that is not precise enough for its span.
const IMPRECISE: u32 = 0;
pub(crate) const UNKNOWN: u32 = 1;
/// In a list of rows: no row.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// Keys of the date spans' special rows.
pub(crate) const IMPRECISE_KEY: &str = "imprecise";
pub(crate) const NO_DATE_KEY: &str = "no date";

/// Any number of values for each row, never changed.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    pub offsets: Vec<u32>,
    pub values: Vec<u32>,
}

impl Links {
    pub(crate) fn with_room(rows: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        Self {
            offsets,
            values: Vec::with_capacity(rows),
        }
    }

    #[inline]
    pub(crate) fn get(&self, row: usize) -> &[u32] {
        match (self.offsets.get(row), self.offsets.get(row + 1)) {
            (Some(from), Some(to)) => &self.values[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// Ends the row being written.
    pub(crate) fn close(&mut self) {
        // Values are bounded by memory: below four billion.
        self.offsets
            .push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }
}

/// For each row the one row that it refers to.
pub(crate) enum Rows<'a> {
    /// As stored in a column that refers to one type: the number itself,
    /// where it can be seen.
    Stored {
        values: &'a [u32],
        seen: Bits,
    },
    Found(Vec<u32>),
}

impl Rows<'_> {
    /// The row; [`NO_ROW`] for none.
    #[inline]
    pub(crate) fn at(&self, row: usize) -> u32 {
        match self {
            Self::Stored { values, seen } => values
                .get(row)
                .copied()
                .filter(|to| seen.has(*to))
                .unwrap_or(NO_ROW),
            Self::Found(rows) => rows.get(row).copied().unwrap_or(NO_ROW),
        }
    }
}

/// The values of each row, at least one.
pub(crate) enum Keys<'a> {
    One(Cow<'a, [u32]>),
    /// Several, replaced by `replace` if given; a row without values has
    /// `empty`.
    Many {
        values: Cow<'a, Lists>,
        replace: Option<Vec<u32>>,
        empty: u32,
    },
    /// Those of the rows referred to; `missing` where there is none.
    At {
        rows: Rows<'a>,
        keys: Box<Keys<'a>>,
        missing: u32,
    },
    /// The first where it says something, else the second.
    Either(Box<Keys<'a>>, Box<Keys<'a>>),
}

impl Keys<'_> {
    #[inline]
    pub(crate) fn each<F: FnMut(u32)>(&self, row: usize, visit: &mut F) {
        match self {
            Self::One(values) => {
                if let Some(value) = values.get(row) {
                    visit(*value);
                }
            }
            Self::Many {
                values,
                replace,
                empty,
            } => {
                let values = values.get(row);
                if values.is_empty() {
                    visit(*empty);
                }
                for value in values {
                    visit(match replace {
                        None => *value,
                        Some(replace) => replace.get(*value as usize).copied().unwrap_or(*empty),
                    });
                }
            }
            _ => self.each_further(row, visit),
        }
    }

    fn each_further<F: FnMut(u32)>(&self, row: usize, visit: &mut F) {
        match self {
            Self::At {
                rows,
                keys,
                missing,
            } => match rows.at(row) {
                NO_ROW => visit(*missing),
                to => keys.each(to as usize, visit),
            },
            Self::Either(one, other) => {
                if one.any(row, |value| value > UNKNOWN) {
                    one.each(row, visit);
                } else {
                    other.each(row, visit);
                }
            }
            Self::One(_) | Self::Many { .. } => self.each(row, visit),
        }
    }

    /// Whether any value of a row fits.
    pub(crate) fn any(&self, row: usize, fits: impl Fn(u32) -> bool) -> bool {
        if let Self::One(values) = self {
            return values.get(row).is_some_and(|value| fits(*value));
        }
        let mut found = false;
        // A plain function pointer type keeps the nesting of closures finite.
        let visit: &mut dyn FnMut(u32) = &mut |value| found |= fits(value);
        self.each_dyn(row, visit);
        found
    }

    pub(crate) fn each_dyn(&self, row: usize, visit: &mut dyn FnMut(u32)) {
        match self {
            Self::At {
                rows,
                keys,
                missing,
            } => match rows.at(row) {
                NO_ROW => visit(*missing),
                to => keys.each_dyn(to as usize, visit),
            },
            Self::Either(one, other) => {
                let mut said = false;
                one.each_dyn(row, &mut |value| said |= value > UNKNOWN);
                if said {
                    one.each_dyn(row, visit);
                } else {
                    other.each_dyn(row, visit);
                }
            }
            Self::One(_) | Self::Many { .. } => self.each(row, &mut |value| visit(value)),
        }
    }

    /// Whether every row has one value.
    pub(crate) fn is_single(&self) -> bool {
        match self {
            Self::One(_) => true,
            Self::Many { .. } => false,
            Self::At { keys, .. } => keys.is_single(),
            Self::Either(one, other) => one.is_single() && other.is_single(),
        }
    }
}
