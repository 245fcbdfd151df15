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
