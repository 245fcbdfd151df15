//! What was known at a moment: which records somebody had spoken of by then.
//!
//! A moment is named by how far each log had come ([`Head`]), as whoever published something saw it. A case that another
//! device had written before, but that arrived later, was not known then, whatever its clock says.

use crate::View;
use crate::error::ViewError;
use aigaq_counting::Bits;
use aigaq_schema::RecordId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const HEADS: &str = "SELECT log, max(seq) FROM change_set GROUP BY log";
    pub const SPOKEN: &str = "SELECT first_said, last_said, log, seq, claimed FROM change_set WHERE first_said IS NOT NULL ORDER BY first_said";
    /// Along the index alone.
    pub const BLOCKS: &str = "SELECT record, number FROM said ORDER BY record, number";
    pub const PLACES: &str = "SELECT number, dense FROM record WHERE type = ?1";

    pub const IDS: &str = "SELECT dense, id FROM record WHERE type = ?1";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[HEADS, SPOKEN, BLOCKS, PLACES, IDS];
}

/// How far each log had come: its id in hex, and the last entry of a change-set in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Head(BTreeMap<String, u64>);

impl Head {
    fn has(&self, log: &str, seq: u64) -> bool {
        self.0.get(log).is_some_and(|last| seq <= *last)
    }
}

/// A change-set with the blocks said in it.
struct Spoken {
    first: i64,
    last: i64,
    is_known: bool,
}

impl View {
    /// How far this view has come, in words that another device understands.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn head(&self) -> Result<Head, ViewError> {
        let mut find = self.connection.prepare_cached(sql::HEADS)?;
        let logs = find
            .query_map([], |row| {
                let (log, seq): ([u8; 16], i64) = (row.get(0)?, row.get(1)?);
                Ok((hex(&log), u64::try_from(seq).unwrap_or(0)))
            })?
            .collect::<Result<_, _>>()?;
        Ok(Head(logs))
    }

    /// The rows of some types that somebody had spoken of when the logs had come so far. In a workspace that holds none
    /// of these logs (it was made from an export), what was saved by then, in seconds since 1970 as the writers told.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn known_at(
        &self,
        types: &[&str],
        head: &Head,
        moment: i64,
    ) -> Result<Vec<Bits>, ViewError> {
        let sets = self.spoken_by(head, moment)?;
        let mut known: Vec<bool> = Vec::new();
        let mut find = self.connection.prepare_cached(sql::BLOCKS)?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let (record, block): (i64, i64) = (row.get(0)?, row.get(1)?);
            let at = usize::try_from(record).unwrap_or_default();
            if known.len() <= at {
                known.resize(at + 1, false);
            }
            known[at] = known[at] || is_known(&sets, block);
        }
        let mut all = Vec::new();
        for code in types {
            let rows = self
                .columns()
                .table(code)
                .map_or(0, aigaq_counting::Table::rows);
            let mut bits = Bits::none(rows);
            if let Some(kind) = self.words.known(code) {
                let mut find = self.connection.prepare_cached(sql::PLACES)?;
                let mut places = find.query([kind])?;
                while let Some(row) = places.next()? {
                    let (record, dense): (i64, u32) = (row.get(0)?, row.get(1)?);
                    let at = usize::try_from(record).unwrap_or_default();
                    if known.get(at).copied().unwrap_or(false) {
                        bits.put(dense);
                    }
                }
            }
            all.push(bits);
        }
        Ok(all)
    }

    /// The ids of all records of a type, whether anything of them holds or not, by their rows in the columns.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn ids(&self, record_type: &str) -> Result<Vec<(u32, RecordId)>, ViewError> {
        let Some(kind) = self.words.known(record_type) else {
            return Ok(Vec::new());
        };
        let mut find = self.connection.prepare_cached(sql::IDS)?;
        let ids = find.query_map([kind], |row| Ok((row.get(0)?, RecordId(row.get(1)?))))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    fn spoken_by(&self, head: &Head, moment: i64) -> Result<Vec<Spoken>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::SPOKEN)?;
        let mut rows = find.query([])?;
        let mut told: Vec<(i64, i64, String, u64, i64)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (log, seq): ([u8; 16], i64) = (row.get(2)?, row.get(3)?);
            let seq = u64::try_from(seq).unwrap_or(0);
            told.push((row.get(0)?, row.get(1)?, hex(&log), seq, row.get(4)?));
        }
        let is_here = told.iter().any(|(_, _, log, ..)| head.0.contains_key(log));
        let sets = told
            .into_iter()
            .map(|(first, last, log, seq, claimed)| Spoken {
                first,
                last,
                is_known: if is_here {
                    head.has(&log, seq)
                } else {
                    claimed <= moment
                },
            });
        Ok(sets.collect())
    }
}

/// Whether a block belongs to a change-set that was known. Few change-sets have many blocks, and the blocks of others
/// that stand between are found first.
fn is_known(sets: &[Spoken], block: i64) -> bool {
    let before = sets.partition_point(|set| set.first <= block);
    sets[..before]
        .iter()
        .rev()
        .find(|set| set.last >= block)
        .is_some_and(|set| set.is_known)
}

fn hex(bytes: &[u8; 16]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(32), |mut out, byte| {
            // Writing to a text does not fail.
            let _ = write!(out, "{byte:02x}");
            out
        })
}
