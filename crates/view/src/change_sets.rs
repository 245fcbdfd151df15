//! What single change-sets said, as whoever undoes them needs it.

use crate::View;
use crate::error::ViewError;
use aigaq_schema::code::decode_block;
use aigaq_schema::{Block, ChangeSetId, RecordId};
use rusqlite::{OptionalExtension, params};

/// Where to go on reading the blocks of a change-set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BlockPlace(i64);

impl View {
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
        let mut find = self.connection.prepare_cached(
            "SELECT s.number, s.block, root.id FROM change_set c
             JOIN said s ON s.number BETWEEN max(c.first_said, ?2 + 1) AND c.last_said AND s.change_set = c.number
             JOIN record r ON r.number = s.record JOIN record root ON root.number = r.root
             WHERE c.id = ?1 ORDER BY s.number LIMIT ?3",
        )?;
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
        let mut find = self.connection.prepare_cached(
            "SELECT r.id FROM change_set c
             JOIN said s ON s.number BETWEEN c.first_said AND c.last_said AND s.change_set = c.number
             JOIN record r ON r.number = s.record
             WHERE c.id = ?1 ORDER BY s.number LIMIT ?3 OFFSET ?2",
        )?;
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

    /// When each record of a type was spoken of last: its row in the columns, and seconds since 1970 as the writer
    /// told them.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn last_spoken(&self, record_type: &str) -> Result<Vec<(u32, i64)>, ViewError> {
        let Some(kind) = self.words.known(record_type) else {
            return Ok(Vec::new());
        };
        // Two walks along indexes, brought together here: half the time of a join.
        let mut last: Vec<i64> = Vec::new();
        let mut find = self
            .connection
            .prepare_cached("SELECT record, max(number) FROM said GROUP BY record")?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let (record, said) = (row.get::<_, i64>(0)?, row.get(1)?);
            let at = usize::try_from(record).unwrap_or_default();
            if last.len() <= at {
                last.resize(at + 1, 0);
            }
            last[at] = said;
        }
        // Few change-sets have many blocks: the one of a block is found by the range it lies in.
        let mut find = self.connection.prepare_cached(
            "SELECT first_said, last_said, claimed FROM change_set WHERE first_said IS NOT NULL ORDER BY first_said",
        )?;
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
        let mut find = self
            .connection
            .prepare_cached("SELECT number, dense FROM record WHERE type = ?1 ORDER BY dense")?;
        let mut rows = find.query([kind])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (record, dense) = (row.get::<_, i64>(0)?, row.get(1)?);
            let at = usize::try_from(record).unwrap_or_default();
            all.push((dense, claimed(last.get(at).copied().unwrap_or_default())));
        }
        Ok(all)
    }

    /// The type of a record; `None` when nobody spoke of it yet.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn type_of(&self, id: RecordId) -> Result<Option<String>, ViewError> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT w.text FROM record r JOIN word w ON w.number = r.type WHERE r.id = ?1",
            )?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(found)
    }

    /// The root record of which this one is a part; itself, when it is none.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn root_of(&self, id: RecordId) -> Result<RecordId, ViewError> {
        let found: Option<[u8; 16]> = self
            .connection
            .prepare_cached("SELECT root.id FROM record r JOIN record root ON root.number = r.root WHERE r.id = ?1")?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(found.map_or(id, RecordId))
    }
}
