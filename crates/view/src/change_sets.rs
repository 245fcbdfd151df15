//! Change-sets: who said what when, how much it was, and of which records; block by block for whoever undoes one.

use crate::View;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::reader::Reader;
use aigaq_schema::code::decode_block;
use aigaq_schema::{Block, ChangeSetId, RecordId};
use rusqlite::{OptionalExtension, params};

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const CHANGE_SET: &str =
        "SELECT id, act, claimed, zone, program, device FROM change_set WHERE number = ?1";
    pub const COUNTED: &str = "SELECT count(*), count(DISTINCT log) FROM change_set";
    pub const NEWEST: &str =
        "SELECT number FROM change_set ORDER BY claimed DESC, number DESC LIMIT ?2 OFFSET ?1";
    pub const NUMBERS: &str = "SELECT program, imported, records, statements, withdrawals FROM change_set WHERE number = ?1";
    pub const RECORDS_IN: &str = "SELECT s.record FROM change_set c JOIN said s ON s.number BETWEEN c.first_said AND c.last_said AND s.change_set = c.number
             WHERE c.id = ?1 ORDER BY s.number";
    pub const BLOCKS_IN: &str = "SELECT s.number, s.block, root.id FROM change_set c
             JOIN said s ON s.number BETWEEN max(c.first_said, ?2 + 1) AND c.last_said AND s.change_set = c.number
             JOIN record r ON r.number = s.record JOIN record root ON root.number = r.root
             WHERE c.id = ?1 ORDER BY s.number LIMIT ?3";
    pub const SPOKEN_OF: &str = "SELECT r.id FROM change_set c
             JOIN said s ON s.number BETWEEN c.first_said AND c.last_said AND s.change_set = c.number
             JOIN record r ON r.number = s.record
             WHERE c.id = ?1 ORDER BY s.number LIMIT ?3 OFFSET ?2";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[
        CHANGE_SET, COUNTED, NEWEST, NUMBERS, RECORDS_IN, BLOCKS_IN, SPOKEN_OF,
    ];
}

/// When and how something was said.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// The change-set.
    pub change_set: ChangeSetId,
    /// The act of saving: form, import, decision.
    pub act: String,
    /// When its writer says it was, in seconds since 1970.
    pub claimed: i64,
    /// The writer's zone.
    pub zone: String,
    /// The device that signed it.
    pub device: [u8; 32],
}

/// A change-set with its numbers.
#[derive(Debug, Clone)]
pub struct SavedChange {
    /// Who, when, how.
    pub spoken: Spoken,
    /// The program and its version.
    pub program: String,
    /// SHA-256 of an imported file.
    pub imported: Option<[u8; 32]>,
    /// Records it speaks of.
    pub records: u64,
    /// Statements it made.
    pub said: u64,
    /// Statements it withdrew.
    pub withdrawn: u64,
}

/// Where to go on reading the blocks of a change-set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BlockPlace(i64);

impl View {
    /// How many change-sets there are, and in how many logs.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn change_sets(&self) -> Result<(u64, u64), ViewError> {
        let counted = self
            .connection
            .query_row(sql::COUNTED, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(counted)
    }

    /// Change-sets, the newest first, after skipping some.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn saved(&self, skip: usize, most: usize) -> Result<Vec<SavedChange>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::NEWEST)?;
        let page = params![
            i64::try_from(skip).unwrap_or(i64::MAX),
            i64::try_from(most).unwrap_or(i64::MAX)
        ];
        let numbers: Vec<i64> = find
            .query_map(page, |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        numbers
            .into_iter()
            .map(|number| self.saved_number(number))
            .collect()
    }

    /// One change-set; `None` when there is none.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn saved_change(&self, id: ChangeSetId) -> Result<Option<SavedChange>, ViewError> {
        let number: Option<i64> = self
            .connection
            .prepare_cached(crate::store::sql::CHANGE_SET_OF)?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        number.map(|number| self.saved_number(number)).transpose()
    }

    fn saved_number(&self, number: i64) -> Result<SavedChange, ViewError> {
        let (program, imported, records, said, withdrawn) = self
            .connection
            .prepare_cached(sql::NUMBERS)?
            .query_row([number], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            })?;
        Ok(SavedChange {
            spoken: self.spoken(number)?,
            program,
            imported,
            records,
            said,
            withdrawn,
        })
    }

    pub(crate) fn spoken(&self, change_set: i64) -> Result<Spoken, ViewError> {
        let spoken =
            self.connection
                .prepare_cached(sql::CHANGE_SET)?
                .query_row([change_set], |row| {
                    Ok(Spoken {
                        change_set: ChangeSetId(row.get(0)?),
                        act: row.get(1)?,
                        claimed: row.get(2)?,
                        zone: row.get(3)?,
                        device: row.get(5)?,
                    })
                })?;
        Ok(spoken)
    }

    /// The first records a change-set speaks of, as far as the reader may see them.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn records_in(
        &self,
        reader: &Reader,
        id: ChangeSetId,
        most: usize,
    ) -> Result<Vec<Brief>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::RECORDS_IN)?;
        let mut rows = find.query([id.as_bytes()])?;
        let mut numbers: Vec<i64> = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| numbers.len() < most) {
            let number = row.get(0)?;
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        let mut all = Vec::new();
        for number in numbers {
            all.extend(self.by_number(reader, number)?);
        }
        Ok(all)
    }

    /// Up to `most` blocks of a change-set behind a place, each with the root of its record, and the place behind
    /// them; no blocks when there are no more.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn blocks_in(
        &self,
        change_set: ChangeSetId,
        from: BlockPlace,
        most: usize,
    ) -> Result<(Vec<(RecordId, Block)>, BlockPlace), ViewError> {
        let mut find = self.connection.prepare_cached(sql::BLOCKS_IN)?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = find.query(params![change_set.as_bytes(), from.0, most])?;
        let (mut all, mut at) = (Vec::new(), from);
        while let Some(row) = rows.next()? {
            at = BlockPlace(row.get(0)?);
            let block = decode_block(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
            all.push((RecordId(row.get(2)?), block));
        }
        Ok((all, at))
    }

    /// Up to `most` records of which a change-set speaks, in the order in which it does, after skipping some. One of
    /// which it speaks in several pieces is named for each.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn spoken_of(
        &self,
        change_set: ChangeSetId,
        skip: usize,
        most: usize,
    ) -> Result<Vec<RecordId>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::SPOKEN_OF)?;
        let (skip, most) = (
            i64::try_from(skip).unwrap_or(i64::MAX),
            i64::try_from(most).unwrap_or(i64::MAX),
        );
        let found = find
            .query_map(params![change_set.as_bytes(), skip, most], |row| {
                row.get(0).map(RecordId)
            })?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }
}
