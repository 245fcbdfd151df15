//! Which records were judged to be the same.

use std::collections::BTreeMap;

use crate::keys::Links;
use crate::{Bits, Error};

/// For each record type, the row that represents each row. Records that
/// nobody judged to be the same represent themselves.
#[derive(Debug, Clone, Default)]
pub struct Clusters {
    by_type: BTreeMap<String, Merged>,
}

/// Records of one type that are one with others.
#[derive(Debug, Clone)]
pub(crate) struct Merged {
    /// The row that stands for each row; rows beyond the end stand for themselves.
    pub stands: Vec<u32>,
    /// The rows that are one with another.
    pub members: Bits,
    /// For each row that stands for others those and itself; for all others nothing.
    pub together: Links,
}

impl Merged {
    /// The row that stands for a row.
    #[inline]
    pub(crate) fn stands_for(&self, row: u32) -> u32 {
        self.stands.get(row as usize).copied().unwrap_or(row)
    }
}

impl Clusters {
    /// Every record for itself.
    #[must_use]
    pub fn identity() -> Self {
        Self::default()
    }

    /// Sets the representatives of one record type: entry `n` is the row that
    /// stands for row `n`; rows beyond the end stand for themselves.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`] when a representative does not represent itself.
    pub fn set(&mut self, table: &str, representatives: Vec<u32>) -> Result<(), Error> {
        let rows = u32::try_from(representatives.len()).unwrap_or(u32::MAX);
        let mut members = Bits::none(rows);
        for (row, stands) in (0..).zip(&representatives) {
            if representatives.get(*stands as usize) != Some(stands) {
                return Err(Error::NoSuchRow { row: *stands, rows });
            }
            if row != *stands {
                members.put(row);
                members.put(*stands);
            }
        }
        let together = Links::backwards(rows as usize, |visit| {
            for row in members.rows() {
                if let Some(stands) = representatives.get(row as usize) {
                    visit(*stands as usize, row);
                }
            }
        });
        let merged = Merged {
            stands: representatives,
            members,
            together,
        };
        self.by_type.insert(table.to_owned(), merged);
        Ok(())
    }

    /// The representatives of a type; none when nothing was merged.
    #[must_use]
    pub fn of(&self, table: &str) -> Option<&[u32]> {
        self.merged(table).map(|merged| merged.stands.as_slice())
    }

    /// The records of a type that are one with others; none when there are none.
    pub(crate) fn merged(&self, table: &str) -> Option<&Merged> {
        let merged = self.by_type.get(table);
        merged.filter(|merged| !merged.members.is_empty())
    }
}
