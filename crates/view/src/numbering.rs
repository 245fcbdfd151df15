//! Small numbers for records: the number of the record's row, and its dense row among the records of its type.
//!
//! A number is given when a record is first named. Its row in the database is written once, when it is known what
//! holds of it; records that are only named by others get a bare row.

use crate::error::ViewError;
use crate::store::{self, sql};
use crate::words::Words;
use aigaq_schema::RecordId;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// What is known of a record's numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    /// The number of its row.
    pub number: i64,
    /// Its type, once somebody has spoken of it.
    pub kind: Option<i64>,
    /// Its row among the records of its type.
    pub dense: i64,
    /// Its row stands in the database.
    pub placed: bool,
    /// Something was said of it before this saying.
    pub said: bool,
}

/// More than this are forgotten and looked up again.
const MOST_REMEMBERED: usize = 2_000_000;

/// The numbers given and met in one run.
#[derive(Debug)]
pub(crate) struct Numbering {
    known: HashMap<RecordId, Known>,
    next: i64,
    /// By type, of those met: asked for one by one, because a saving touches few and there may be many records.
    next_dense: HashMap<i64, i64>,
    /// All records there are stand in `known`: what is not there is new, without asking the database.
    whole: bool,
    /// Numbered, not yet placed.
    unplaced: Vec<RecordId>,
}

impl Numbering {
    pub(crate) fn load(connection: &Connection) -> Result<Self, ViewError> {
        let next: i64 = connection.query_row(sql::NUMBER_NEXT, [], |row| row.get(0))?;
        let whole = next == 1;
        if whole {
            store::drop_indexes(connection)?;
        }
        Ok(Self {
            known: HashMap::new(),
            next,
            next_dense: HashMap::new(),
            whole,
            unplaced: Vec::new(),
        })
    }

    /// The numbers of a record, giving it some if it has none.
    pub(crate) fn of(&mut self, connection: &Connection, id: RecordId) -> Result<Known, ViewError> {
        if let Some(known) = self.known.get(&id) {
            return Ok(*known);
        }
        let found = if self.whole {
            None
        } else {
            connection
                .prepare_cached(sql::RECORD_OF)?
                .query_row([id.as_bytes()], |row| {
                    let kind: Option<i64> = row.get(1)?;
                    let dense: Option<i64> = row.get(2)?;
                    Ok(Known {
                        number: row.get(0)?,
                        kind,
                        dense: dense.unwrap_or(0),
                        placed: true,
                        said: kind.is_some(),
                    })
                })
                .optional()?
        };
        let known = match found {
            Some(known) => known,
            None => {
                let number = self.next;
                self.next += 1;
                self.unplaced.push(id);
                Known {
                    number,
                    kind: None,
                    dense: 0,
                    placed: false,
                    said: false,
                }
            }
        };
        self.known.insert(id, known);
        Ok(known)
    }

    /// The numbers of a record of which something is said: it has a type from now on.
    pub(crate) fn typed(
        &mut self,
        connection: &Connection,
        words: &mut Words,
        id: RecordId,
        record_type: &str,
    ) -> Result<Known, ViewError> {
        let mut known = self.of(connection, id)?;
        if known.kind.is_none() {
            let kind = words.number(connection, record_type)?;
            let next = match self.next_dense.get(&kind) {
                Some(next) => *next,
                None if self.whole => 0,
                None => connection
                    .prepare_cached(sql::DENSE_NEXT)?
                    .query_row([kind], |row| row.get(0))?,
            };
            (known.kind, known.dense) = (Some(kind), next);
            self.next_dense.insert(kind, next + 1);
            self.known.insert(id, known);
        }
        Ok(known)
    }

    /// The record's row was written with what holds of it.
    pub(crate) fn settled(&mut self, id: RecordId) {
        if let Some(known) = self.known.get_mut(&id) {
            (known.placed, known.said) = (true, true);
        }
    }

    /// Writes bare rows for records that were only named.
    pub(crate) fn place_the_named(&mut self, connection: &Connection) -> Result<(), ViewError> {
        let mut add = connection.prepare_cached(sql::RECORD_ADD)?;
        for id in self.unplaced.drain(..) {
            if let Some(known) = self.known.get_mut(&id).filter(|k| !k.placed) {
                add.execute(params![known.number, id.as_bytes()])?;
                known.placed = true;
            }
        }
        if self.known.len() > MOST_REMEMBERED {
            self.known.clear();
            if self.whole {
                // From now on records are looked up.
                store::index(connection)?;
                self.whole = false;
            }
        }
        Ok(())
    }
}
