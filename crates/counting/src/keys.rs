//! What a property says of each row, as small numbers that can be counted.
//!
//! In every space of keys the numbers below [`FIRST_CODE`] are the states (0
//! is "date not precise enough" among dates); values follow in their order.
mod along;
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
