//! Type and row of every record by its number, in memory: a search that finds a third of all records asks for each
//! of them.

use crate::error::ViewError;
use rusqlite::{Connection, OptionalExtension};

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const HIGHEST: &str = "SELECT coalesce(max(number), 0) FROM record";
    /// The index holds all of it; the records themselves, which are large, are not read.
    pub const EACH: &str = "SELECT number, type, dense FROM record INDEXED BY record_dense WHERE type IS NOT NULL AND ?1 <> 0";
    pub const SINCE: &str =
        "SELECT number, type, dense FROM record WHERE type IS NOT NULL AND number > ?1";
    pub const ONE: &str = "SELECT type, dense FROM record WHERE number = ?1 AND type IS NOT NULL";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[HIGHEST, EACH, SINCE, ONE];
}

/// More new records than this, and all are read again.
const MANY: i64 = 5_000;

/// What stands for a record of which nothing was said yet.
const NOWHERE: (u32, u32) = (0, u32::MAX);

/// Where records stand. Numbers are given once and never change; so what was read stays right.
#[derive(Debug, Default)]
pub(crate) struct Places(Vec<(u32, u32)>);

impl Places {
    /// Reads what is new.
    pub(crate) fn look(&mut self, connection: &Connection) -> Result<(), ViewError> {
        let highest: i64 = connection
            .prepare_cached(sql::HIGHEST)?
            .query_row([], |row| row.get(0))?;
        let known = i64::try_from(self.0.len()).unwrap_or(i64::MAX) - 1;
        if highest <= known {
            return Ok(());
        }
        let mut new = connection.prepare_cached(if highest - known > MANY {
            self.0.clear();
            sql::EACH
        } else {
            sql::SINCE
        })?;
        self.0
            .resize(usize::try_from(highest + 1).unwrap_or(0), NOWHERE);
        let mut rows = new.query([known])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            if let Some(place) = usize::try_from(number).ok().and_then(|n| self.0.get_mut(n)) {
                *place = (row.get(1)?, row.get(2)?);
            }
        }
        Ok(())
    }

    /// The number of the record's type and its row; `None` when nothing was said of it.
    pub(crate) fn of(
        &self,
        connection: &Connection,
        number: i64,
    ) -> Result<Option<(i64, u32)>, ViewError> {
        let known = usize::try_from(number).ok().and_then(|n| self.0.get(n));
        match known {
            Some(place) if *place != NOWHERE => Ok(Some((i64::from(place.0), place.1))),
            // It got its type after it was read.
            _ => Ok(connection
                .prepare_cached(sql::ONE)?
                .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?),
        }
    }

    /// All numbers that are known.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = i64> {
        (0_i64..)
            .zip(&self.0)
            .filter(|(_, place)| **place != NOWHERE)
            .map(|(number, _)| number)
    }
}
