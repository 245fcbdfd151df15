//! What a property says of each row, as small numbers that can be counted.
//!
//! In every space of keys the numbers below [`FIRST_CODE`] are the states (0
//! is "date not precise enough" among dates); values follow in their order.
mod along;
mod mixing;
mod numbered;
mod reached;
mod space;
mod values;

pub(crate) use reached::{joined, reached};
pub(crate) use space::Space;
pub(crate) use values::{FIRST_SET, Gathered, Only, Sets, Values};

use crate::Bits;

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

impl Default for Links {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl Links {
    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

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

    /// The values of several rows, one row's behind the other's.
    pub(crate) fn within(&self, rows: std::ops::Range<usize>) -> &[u32] {
        let at = |row: usize| self.offsets.get(row.min(self.len())).copied();
        match (at(rows.start), at(rows.end)) {
            (Some(from), Some(to)) => &self.values[from as usize..to as usize],
            _ => &[],
        }
    }

    /// Pairs of a row and its value, met in any order and twice the same, as the values of each of so many rows; pairs of
    /// rows beyond are left out.
    pub(crate) fn backwards(rows: usize, each: impl Fn(&mut dyn FnMut(usize, u32))) -> Self {
        let mut offsets = vec![0_u32; rows + 2];
        each(&mut |row, _| {
            if let Some(count) = offsets.get_mut(row.saturating_add(2)) {
                *count += 1;
            }
        });
        for at in 2..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut values = vec![0_u32; offsets[rows + 1] as usize];
        each(&mut |row, value| {
            if let Some(end) = offsets.get_mut(row.saturating_add(1))
                && let Some(place) = values.get_mut(*end as usize)
            {
                *place = value;
                *end += 1;
            }
        });
        offsets.truncate(rows + 1);
        Self { offsets, values }
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
    /// The number that stands there for a row; one beyond all rows for none.
    #[inline]
    pub(crate) fn whether_seen_or_not(&self, row: usize) -> u32 {
        let numbers = match self {
            Self::Stored { values, .. } => values,
            Self::Found(rows) => rows.as_slice(),
        };
        numbers.get(row).copied().unwrap_or(NO_ROW)
    }
}
