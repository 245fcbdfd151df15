//! Everything that was ever said, from the first change-set to the last: what an export writes.

use crate::View;
use crate::change_sets::Spoken;
use crate::error::ViewError;
use crate::said::said_of;
use aigaq_schema::code::decode_block;
use aigaq_schema::{Block, RecordId, Statement, StatementId};
use std::collections::HashMap;

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const BLOCKS: &str = "SELECT s.change_set, s.block, root.id, s.record FROM said s JOIN record r ON r.number = s.record
             JOIN record root ON root.number = r.root ORDER BY s.change_set, s.record, s.part";

    pub const BARE: &str =
        "SELECT r.id, s.block FROM said s JOIN record r ON r.number = s.record ORDER BY s.number";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[BLOCKS, BARE];
}

impl View {
    /// Every statement ever made, of whatever record, also those that were withdrawn.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn each_statement(
        &self,
        mut take: impl FnMut(RecordId, &Statement),
    ) -> Result<(), ViewError> {
        let mut find = self.connection.prepare(sql::BARE)?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let record = RecordId(row.get(0)?);
            let block = decode_block(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
            for statement in &block.statements {
                take(record, statement);
            }
        }
        Ok(())
    }

    /// Every block ever said, change-set by change-set, with the id of its root record and, for a statement, the
    /// reason with which it was withdrawn.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn each_block(
        &self,
        mut take: impl FnMut(&Spoken, RecordId, &Block, &dyn Fn(StatementId) -> Option<String>),
    ) -> Result<(), ViewError> {
        let mut find = self.connection.prepare(sql::BLOCKS)?;
        let mut rows = find.query([])?;
        let mut spoken: Option<(i64, Spoken)> = None;
        while let Some(row) = rows.next()? {
            let change_set: i64 = row.get(0)?;
            let told = match spoken.take() {
                Some((number, told)) if number == change_set => told,
                _ => self.spoken(change_set)?,
            };
            let block = decode_block(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
            let reasons: HashMap<StatementId, String> = said_of(&self.connection, row.get(3)?)?
                .into_iter()
                .flat_map(|(_, b)| b.withdrawals)
                .map(|w| (w.statement, w.reason))
                .collect();
            take(&told, RecordId(row.get(2)?), &block, &|id| {
                reasons.get(&id).cloned()
            });
            spoken = Some((change_set, told));
        }
        Ok(())
    }
}
