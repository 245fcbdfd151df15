//! What was said of a record, and what of it stands.

use crate::error::ViewError;
use crate::store::sql;
use aigaq_schema::code::{Told, ToldBlock, decode_block, told_block};
use aigaq_schema::{Block, Statement, StatementId};
use rusqlite::Connection;
use std::collections::HashSet;

/// All blocks said of a record, each with its change-set's number: by change-set, then by place in it.
pub(crate) fn said_of(
    connection: &Connection,
    record: i64,
) -> Result<Vec<(i64, Block)>, ViewError> {
    let mut find = connection.prepare_cached(sql::SAID_OF)?;
    let mut rows = find.query([record])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        all.push((row.get(0)?, decode_block(bytes)?));
    }
    Ok(all)
}

/// The blocks said of a record as bytes, to be told from.
pub(crate) struct SaidBytes {
    blocks: Vec<Kept>,
}

struct Kept {
    change_set: i64,
    bytes: Vec<u8>,
    number: i64,
}

impl SaidBytes {
    pub(crate) fn none() -> Self {
        Self { blocks: Vec::new() }
    }

    pub(crate) fn of(connection: &Connection, record: i64) -> Result<Self, ViewError> {
        let mut find = connection.prepare_cached(sql::SAID_OF)?;
        let mut rows = find.query([record])?;
        let mut blocks = Vec::new();
        while let Some(row) = rows.next()? {
            blocks.push(Kept {
                change_set: row.get(0)?,
                bytes: row.get(1)?,
                number: row.get(2)?,
            });
        }
        Ok(Self { blocks })
    }

    /// The blocks with the numbers of their change-sets.
    pub(crate) fn told(&self) -> Result<Vec<(i64, ToldBlock<'_>)>, ViewError> {
        self.blocks
            .iter()
            .map(|kept| Ok((kept.change_set, told_block(&kept.bytes)?)))
            .collect()
    }

    /// Of blocks as [`told`](Self::told), those whose own number is below `first`.
    pub(crate) fn before<'t, 'b>(
        &'t self,
        told: &'t [(i64, ToldBlock<'b>)],
        first: i64,
    ) -> impl Iterator<Item = &'t (i64, ToldBlock<'b>)> + Clone {
        let numbers = self.blocks.iter().map(|kept| kept.number);
        told.iter()
            .zip(numbers)
            .filter_map(move |(block, number)| (number < first).then_some(block))
    }
}

/// The statements that stand: said and not withdrawn, each id once, sorted by id so that the order of arrival has no say.
pub(crate) fn live_statements(blocks: &[(i64, Block)]) -> Vec<(i64, &Statement)> {
    let withdrawn = blocks
        .iter()
        .flat_map(|(_, b)| b.withdrawals.iter().map(|w| w.statement));
    let said = blocks
        .iter()
        .flat_map(|(change_set, b)| b.statements.iter().map(|s| (*change_set, s)));
    standing(&withdrawn.collect(), said.collect(), |s| s.id)
}

/// As [`live_statements`], of what is told.
pub(crate) fn live_told<'t, 'b: 't>(
    blocks: impl Iterator<Item = &'t (i64, ToldBlock<'b>)> + Clone,
) -> Vec<(i64, &'t Told<'b>)> {
    let withdrawn = blocks
        .clone()
        .flat_map(|(_, b)| b.withdrawn.iter().copied());
    let said = blocks.flat_map(|(change_set, b)| b.statements.iter().map(|s| (*change_set, s)));
    standing(&withdrawn.collect(), said.collect(), |s| s.id)
}

fn standing<'s, S>(
    withdrawn: &HashSet<StatementId>,
    mut said: Vec<(i64, &'s S)>,
    id: fn(&S) -> StatementId,
) -> Vec<(i64, &'s S)> {
    if !withdrawn.is_empty() {
        said.retain(|(_, s)| !withdrawn.contains(&id(s)));
    }
    // Of those with the same id the first stays: the sort keeps their order.
    said.sort_by_key(|(_, s)| id(s));
    said.dedup_by_key(|(_, s)| id(s));
    said
}
