//! Which records were judged to be the same.

use std::collections::BTreeMap;

use crate::Error;

/// For each record type, the row that represents each row. Records that
/// nobody judged to be the same represent themselves.
#[derive(Debug, Clone, Default)]
pub struct Clusters {
    representatives: BTreeMap<String, Vec<u32>>,
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
        let astray = representatives.iter().find(|row| {
            representatives
                .get(**row as usize)
                .is_none_or(|up| up != *row)
        });
        if let Some(row) = astray {
            return Err(Error::NoSuchRow { row: *row, rows });
        }
        self.representatives
            .insert(table.to_owned(), representatives);
        Ok(())
    }

    /// The representatives of a type; none when nothing was merged.
    #[must_use]
    pub fn of(&self, table: &str) -> Option<&[u32]> {
        self.representatives.get(table).map(Vec::as_slice)
    }
}
