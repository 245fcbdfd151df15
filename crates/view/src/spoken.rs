//! What was spoken of since when, and each record last: for whoever keeps something at hand, and for the queue of
//! what waits.

use crate::View;
use crate::error::ViewError;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const UPTO: &str = "SELECT coalesce(max(number), 0) FROM said";
    /// The sign keeps SQLite from walking all records of the type: what was said since is far less.
    pub const OF_TYPE_SINCE: &str = "SELECT 1 FROM said s JOIN record r ON r.number = s.record WHERE s.number > ?1 AND +r.type = ?2 LIMIT 1";
    pub const OF_OTHERS_SINCE: &str = "SELECT 1 FROM said s JOIN record r ON r.number = s.record WHERE s.number > ?1 AND +r.type <> ?2 LIMIT 1";
    /// The index by record holds all of it; the blocks, which are large, are not read.
    pub const LAST_OF_EACH: &str = "SELECT record, max(number) FROM said GROUP BY record";
    pub const SINCE: &str = "SELECT record, number FROM said WHERE number > ?1 ORDER BY number";
    pub const RANGES: &str = "SELECT first_said, last_said, claimed FROM change_set WHERE first_said IS NOT NULL ORDER BY first_said";
    pub const ROWS: &str =
        "SELECT number FROM record WHERE type = ?1 AND dense >= ?2 ORDER BY dense";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[
        UPTO,
        OF_TYPE_SINCE,
        OF_OTHERS_SINCE,
        LAST_OF_EACH,
        SINCE,
        RANGES,
        ROWS,
    ];
}

/// How far a view had come when it was asked, and how often it had been begun anew: then numbers mean other things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenIn {
    begun: u64,
    last: i64,
}

/// Which block spoke of each record last, kept between questions. Blocks and rows are numbered once and never
/// change; so what was read stays right, and only what is new is read.
#[derive(Debug, Default)]
pub(crate) struct LastSaid {
    upto: i64,
    /// By the number of the record.
    block: Vec<i64>,
    /// By type: the number of the record in each row of the columns.
    rows: HashMap<i64, Vec<i64>>,
}

impl LastSaid {
    fn look(&mut self, connection: &Connection) -> Result<(), ViewError> {
        let upto = upto(connection)?;
        if upto == self.upto {
            return Ok(());
        }
        // What is said in one go is seldom more than a few records, but for the first time.
        let mut rows = match self.upto {
            0 => connection.prepare_cached(sql::LAST_OF_EACH)?,
            _ => connection.prepare_cached(sql::SINCE)?,
        };
        let mut rows = match self.upto {
            0 => rows.query([])?,
            since => rows.query([since])?,
        };
        while let Some(row) = rows.next()? {
            let (record, block) = (row.get::<_, i64>(0)?, row.get(1)?);
            let at = usize::try_from(record).unwrap_or_default();
            if self.block.len() <= at {
                self.block.resize(at + 1, 0);
            }
            self.block[at] = block;
        }
        self.upto = upto;
        Ok(())
    }

    /// The block that spoke last of the record in each row of a type.
    fn of_rows(&mut self, connection: &Connection, kind: i64) -> Result<Vec<i64>, ViewError> {
        self.look(connection)?;
        let known = self.rows.entry(kind).or_default();
        let mut find = connection.prepare_cached(sql::ROWS)?;
        let first = i64::try_from(known.len()).unwrap_or(i64::MAX);
        for number in find.query_map(params![kind, first], |row| row.get(0))? {
            known.push(number?);
        }
        let block = |number: &i64| {
            let at = usize::try_from(*number).ok();
            at.and_then(|at| self.block.get(at)).copied().unwrap_or(0)
        };
        Ok(known.iter().map(block).collect())
    }
}

fn upto(connection: &Connection) -> Result<i64, ViewError> {
    Ok(connection
        .prepare_cached(sql::UPTO)?
        .query_row([], |row| row.get(0))?)
}

impl View {
    /// How far this view has come. To be kept, and asked with [`View::spoken_of_type_since`].
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn taken_in(&self) -> Result<TakenIn, ViewError> {
        Ok(TakenIn {
            begun: self.begun,
            last: upto(&self.connection)?,
        })
    }

    /// How often the view was begun anew since it was opened. What was kept of an earlier time (rows, numbers) means
    /// nothing after it.
    #[must_use]
    pub fn begun(&self) -> u64 {
        self.begun
    }

    /// Something was said, or taken back, of a record of one of these types since the view had come so far; or the
    /// view was begun anew.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn spoken_of_type_since(&self, types: &[&str], since: TakenIn) -> Result<bool, ViewError> {
        if since.begun != self.begun {
            return Ok(true);
        }
        let mut find = self.connection.prepare_cached(sql::OF_TYPE_SINCE)?;
        for kind in types.iter().filter_map(|t| self.words.known(t)) {
            if find.exists(params![since.last, kind])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// As [`View::spoken_of_type_since`], of a record of any type but this.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn spoken_of_others_since(&self, but: &str, since: TakenIn) -> Result<bool, ViewError> {
        if since.begun != self.begun {
            return Ok(true);
        }
        let mut find = self.connection.prepare_cached(sql::OF_OTHERS_SINCE)?;
        Ok(find.exists(params![since.last, self.words.known(but).unwrap_or(-1)])?)
    }

    /// When each record of a type was spoken of last, by its row in the columns: seconds since 1970 as the writer
    /// told them.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn last_spoken(&self, record_type: &str) -> Result<Vec<i64>, ViewError> {
        let Some(kind) = self.words.known(record_type) else {
            return Ok(Vec::new());
        };
        let blocks = self
            .last_said
            .borrow_mut()
            .of_rows(&self.connection, kind)?;
        // Few change-sets have many blocks: the one of a block is found by the range it lies in.
        let mut find = self.connection.prepare_cached(sql::RANGES)?;
        let ranges: Vec<(i64, i64, i64)> = find
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        let claimed = |said: i64| {
            let before = ranges.partition_point(|(first, ..)| *first <= said);
            ranges[..before]
                .iter()
                .rev()
                .find(|(_, last, _)| *last >= said)
                .map_or(i64::MIN, |(.., claimed)| *claimed)
        };
        Ok(blocks.into_iter().map(claimed).collect())
    }
}
