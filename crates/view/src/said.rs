//! What was said of a record, and what of it stands: for whoever writes or compares, whoever may read it.

use crate::View;
use crate::change_sets::Spoken;
use crate::error::ViewError;
use crate::store::sql::SAID_OF;
use aigaq_schema::code::{Told, ToldBlock, decode_block, told_block};
use aigaq_schema::{Block, ChangeSetId, RecordId, Statement, StatementId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashSet;

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const NUMBER: &str = "SELECT number FROM record WHERE id = ?1";
    pub const NUMBER_AND_TYPE: &str =
        "SELECT r.number, w.text FROM record r JOIN word w ON w.number = r.type WHERE r.id = ?1";
    pub const PARTS: &str = "SELECT l.source FROM link l JOIN record r ON r.number = l.source
                     WHERE l.target = ?1 AND l.property = ?2 AND r.root = ?1";
    pub const IS_THERE: &str = "SELECT 1 FROM record WHERE id = ?1 AND type IS NOT NULL";
    pub const TYPE: &str =
        "SELECT w.text FROM record r JOIN word w ON w.number = r.type WHERE r.id = ?1";
    pub const ROOT: &str =
        "SELECT root.id FROM record r JOIN record root ON root.number = r.root WHERE r.id = ?1";
    pub const KEY: &str = "SELECT key FROM record WHERE id = ?1";
    pub const KEYS: &str = "SELECT key FROM record WHERE id = ?1 AND key IS NOT NULL UNION SELECT k.key FROM record r JOIN keyed k ON k.record = r.number WHERE r.id = ?1";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[
        NUMBER,
        NUMBER_AND_TYPE,
        PARTS,
        IS_THERE,
        TYPE,
        ROOT,
        KEY,
        KEYS,
    ];
}

impl View {
    /// The record is there: somebody spoke of it.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn has(&self, id: RecordId) -> Result<bool, ViewError> {
        Ok(self
            .connection
            .prepare_cached(sql::IS_THERE)?
            .exists([id.as_bytes()])?)
    }

    /// The type of a record; `None` when nobody spoke of it yet.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn type_of(&self, id: RecordId) -> Result<Option<String>, ViewError> {
        let found = self
            .connection
            .prepare_cached(sql::TYPE)?
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
            .prepare_cached(sql::ROOT)?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(found.map_or(id, RecordId))
    }

    /// The id of the key that seals a root record.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn key_of(&self, root: RecordId) -> Result<Option<[u8; 16]>, ViewError> {
        let key: Option<Option<[u8; 16]>> = self
            .connection
            .prepare_cached(sql::KEY)?
            .query_row([root.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(key.flatten())
    }

    /// All keys under which a root record was spoken of: more than one where two copies made the same record.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn keys_of(&self, root: RecordId) -> Result<Vec<[u8; 16]>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::KEYS)?;
        let keys = find.query_map([root.as_bytes()], |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// All blocks ever said of a record, each with its change-set: what an importer compares with.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn said(&self, id: RecordId) -> Result<Vec<(ChangeSetId, Block)>, ViewError> {
        let number: Option<i64> = self
            .connection
            .prepare_cached(sql::NUMBER)?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        let Some(number) = number else {
            return Ok(Vec::new());
        };
        said_of(&self.connection, number)?
            .into_iter()
            .map(|(change_set, block)| Ok((self.spoken(change_set)?.change_set, block)))
            .collect()
    }

    /// All blocks ever said of a root record and of its parts.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn said_with_parts(&self, root: RecordId) -> Result<Vec<Block>, ViewError> {
        let found = self
            .connection
            .prepare_cached(sql::NUMBER_AND_TYPE)?
            .query_row([root.as_bytes()], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?;
        let Some((number, record_type)) = found else {
            return Ok(Vec::new());
        };
        let mut numbers = vec![number];
        for part in self.schema.types() {
            let property = part.part_of.as_deref().filter(|p| {
                part.property(p)
                    .is_some_and(|p| p.to == [record_type.as_str()])
            });
            if let Some(property) = property.and_then(|p| self.words.known(p)) {
                let mut find = self.connection.prepare_cached(sql::PARTS)?;
                let parts =
                    find.query_map(params![number, property], |row| row.get::<_, i64>(0))?;
                numbers.extend(parts.collect::<Result<Vec<_>, _>>()?);
            }
        }
        let mut all = Vec::new();
        for number in numbers {
            all.extend(
                said_of(&self.connection, number)?
                    .into_iter()
                    .map(|(_, block)| block),
            );
        }
        Ok(all)
    }

    /// The live statements of a record.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn live(&self, id: RecordId) -> Result<Vec<Statement>, ViewError> {
        let blocks: Vec<(i64, Block)> = self.said(id)?.into_iter().map(|(_, b)| (0, b)).collect();
        Ok(live_statements(&blocks)
            .into_iter()
            .map(|(_, s)| s.clone())
            .collect())
    }

    /// The live statements of a record in the order in which they were said, each with when and by whom.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn live_as_spoken(&self, id: RecordId) -> Result<Vec<(Spoken, Statement)>, ViewError> {
        let number: Option<i64> = self
            .connection
            .prepare_cached(sql::NUMBER)?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        let Some(number) = number else {
            return Ok(Vec::new());
        };
        let blocks = said_of(&self.connection, number)?;
        let mut live: HashSet<StatementId> =
            live_statements(&blocks).iter().map(|(_, s)| s.id).collect();
        let mut all = Vec::with_capacity(live.len());
        for (change_set, block) in blocks {
            let spoken = self.spoken(change_set)?;
            let stands = |statement: &Statement| live.remove(&statement.id);
            let standing = block.statements.into_iter().filter(stands);
            all.extend(standing.map(|statement| (spoken.clone(), statement)));
        }
        Ok(all)
    }
}

/// All blocks said of a record, each with its change-set's number: by change-set, then by place in it.
pub(crate) fn said_of(
    connection: &Connection,
    record: i64,
) -> Result<Vec<(i64, Block)>, ViewError> {
    let mut find = connection.prepare_cached(SAID_OF)?;
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
        let mut find = connection.prepare_cached(SAID_OF)?;
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
