//! Everything that holds, record by record: for rules that look at all of it. The whole is read in pieces, so that
//! others need not wait for the end.

use crate::View;
use crate::brief::usual_sensitivity;
use crate::closed::Closed;
use crate::error::ViewError;
use crate::reader::Reader;
use crate::said::live_statements;
use crate::settle::RESTS_ON;
use aigaq_schema::closed::CLOSED;
use aigaq_schema::code::decode_block;
use aigaq_schema::{Block, RecordId, Statement, Value};
use rusqlite::Rows;

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const PIECE: &str = "SELECT s.record, r.id, w.text, s.change_set, s.block FROM said s JOIN record r ON r.number = s.record JOIN word w ON w.number = r.type WHERE s.record > ?1 AND s.record <= ?2 ORDER BY s.record, s.change_set, s.part";
    pub const OF_TYPE: &str = "SELECT s.record, r.id, w.text, s.change_set, s.block FROM said s JOIN record r ON r.number = s.record JOIN word w ON w.number = r.type WHERE w.text = ?1 ORDER BY s.record, s.change_set, s.part";
    pub const RESTS: &str = "SELECT r.dense, s.id FROM record r JOIN link l ON l.source = r.number JOIN record s ON s.number = l.target WHERE r.type = ?1 AND l.property = ?2 ORDER BY r.dense, s.id";
    pub const LAST: &str = "SELECT coalesce(max(record), 0) FROM said";
    #[cfg(test)]
    pub const ALL: &[&str] = &[PIECE, OF_TYPE, RESTS, LAST];
}

/// A record with the statements that hold of it.
#[derive(Debug, Clone)]
pub struct Held {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub record_type: String,
    /// Its live statements, by id.
    pub statements: Vec<Statement>,
}

/// A record's number, id, type and everything ever said of it.
type Said = (i64, RecordId, String, Vec<(i64, Block)>);

impl View {
    /// On which sources the statements of each record of a type rest, by its row in the columns: every row with every
    /// source of it, ascending. For the group itself: which source says what is not told.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn sources_by_row(&self, record_type: &str) -> Result<Vec<(u32, RecordId)>, ViewError> {
        let (Some(kind), Some(rests)) = (self.words.known(record_type), self.words.known(RESTS_ON))
        else {
            return Ok(Vec::new());
        };
        let mut find = self.connection.prepare_cached(sql::RESTS)?;
        let rows = find.query_map([kind, rests], |row| {
            Ok((row.get(0)?, RecordId(row.get(1)?)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every record of a type of which something holds, with its live statements, as far as the reader may see them:
    /// statement by statement, not resolved. For the group itself; what may be published is resolved and asked for one
    /// by one.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn each_held(
        &self,
        reader: &Reader,
        of_type: &str,
        take: impl FnMut(Held),
    ) -> Result<(), ViewError> {
        let mut find = self.connection.prepare_cached(sql::OF_TYPE)?;
        self.take_each(reader, find.query([of_type])?, take)
    }

    /// As [`View::each_held`], of every type: the next `most` records after the one of number `after`, nought for the
    /// first. Tells after which to read on; `None` when these were the last.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn held_after(
        &self,
        reader: &Reader,
        (after, most): (i64, i64),
        take: impl FnMut(Held),
    ) -> Result<Option<i64>, ViewError> {
        let upto = after.saturating_add(most.max(1));
        let mut find = self.connection.prepare_cached(sql::PIECE)?;
        self.take_each(reader, find.query([after, upto])?, take)?;
        Ok((upto < self.last_held()?).then_some(upto))
    }

    /// The number of the last record of which something is said: nearly as many there are.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn last_held(&self) -> Result<i64, ViewError> {
        let mut find = self.connection.prepare_cached(sql::LAST)?;
        Ok(find.query_row([], |row| row.get(0))?)
    }

    fn take_each(
        &self,
        reader: &Reader,
        mut rows: Rows<'_>,
        mut take: impl FnMut(Held),
    ) -> Result<(), ViewError> {
        let mut open: Option<Said> = None;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let bytes = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
            let block = (row.get(3)?, decode_block(bytes)?);
            match &mut open {
                Some((of, _, _, blocks)) if *of == number => blocks.push(block),
                _ => {
                    let next = (number, RecordId(row.get(1)?), row.get(2)?, vec![block]);
                    if let Some((_, id, record_type, blocks)) = open.replace(next) {
                        self.held(reader, id, record_type, &blocks)
                            .into_iter()
                            .for_each(&mut take);
                    }
                }
            }
        }
        if let Some((_, id, record_type, blocks)) = open {
            self.held(reader, id, record_type, &blocks)
                .into_iter()
                .for_each(take);
        }
        Ok(())
    }

    fn held(
        &self,
        reader: &Reader,
        id: RecordId,
        record_type: String,
        blocks: &[(i64, Block)],
    ) -> Option<Held> {
        let live = live_statements(blocks);
        let mut levels = live.iter().filter_map(|(_, s)| match &s.value {
            Value::Term(level) if s.property == "sensitivity" => Some(level.as_str()),
            _ => None,
        });
        let usual = usual_sensitivity(&self.schema, &record_type);
        let hidden = match levels.next() {
            None => !reader.may_see_record(None, usual),
            Some(first) => std::iter::once(first)
                .chain(levels)
                .any(|level| !reader.may_see_record(Some(level), usual)),
        };
        let closing = live.iter().filter(|(_, said)| said.property == CLOSED);
        let closed = Closed::of(closing.map(|(_, said)| &said.value));
        let statements: Vec<Statement> = live
            .into_iter()
            .filter(|(_, s)| {
                let of = self.schema.property(&record_type, &s.property);
                closed.may_see(reader, (&s.property, of))
            })
            .map(|(_, s)| s.clone())
            .collect();
        (!hidden && !statements.is_empty()).then_some(Held {
            id,
            record_type,
            statements,
        })
    }
}
