//! Codes of sources that must not be known (`C-014`): which were given, and to which records.

use crate::View;
use crate::apply::Applying;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::reader::Reader;
use aigaq_schema::code::Told;
use aigaq_schema::source_code::CODE;
use aigaq_schema::{SourceCode, Value};
use rusqlite::params;

/// The type of the records that have codes.
const SOURCE: &str = "source";

/// The statements that read and write; prepared by the test of the store.
pub(crate) mod sql {
    pub const ADD: &str = "INSERT OR IGNORE INTO coded VALUES (?1, ?2, ?3)";
    /// A slip of the hand (`C-04170000`) must not become the order.
    pub const LAST: &str =
        "SELECT coalesce(max(running), 0) FROM coded WHERE device = ?1 AND running < 100000";
    pub const RECORDS: &str =
        "SELECT record FROM coded WHERE device = ?1 AND running = ?2 ORDER BY record";
    pub const NEWEST: &str =
        "SELECT DISTINCT record FROM coded ORDER BY device, running DESC LIMIT ?1 OFFSET ?2";
    pub const HOW_MANY: &str = "SELECT count(DISTINCT record) FROM coded";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[ADD, LAST, RECORDS, NEWEST, HOW_MANY];
}

impl Applying<'_> {
    /// Notes the codes that were ever said of a record.
    pub(crate) fn note_codes<'s>(
        &self,
        record_type: &str,
        record: i64,
        said: impl Iterator<Item = &'s Told<'s>>,
    ) -> Result<(), ViewError> {
        if record_type != SOURCE {
            return Ok(());
        }
        for statement in said.filter(|statement| statement.property == CODE) {
            if let Some(code) = code_of(&statement.value) {
                self.connection.prepare_cached(sql::ADD)?.execute(params![
                    code.device,
                    code.running,
                    record
                ])?;
            }
        }
        Ok(())
    }
}

impl View {
    /// The last running number of a code that was given on a device; 0 before the first. One that was taken back
    /// counts: somebody was told it.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn last_code(&self, device: u16) -> Result<u32, ViewError> {
        let mut find = self.connection.prepare_cached(sql::LAST)?;
        Ok(find.query_row([device], |row| row.get(0))?)
    }

    /// The sources that have this code now: one, or those that two devices gave the same.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn coded(&self, reader: &Reader, code: SourceCode) -> Result<Vec<Brief>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::RECORDS)?;
        let records: Vec<i64> = find
            .query_map(params![code.device, code.running], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for record in records {
            let brief = self.by_number(reader, record)?;
            all.extend(brief.filter(|brief| brief.values(CODE).any(|v| code_of(v) == Some(code))));
        }
        Ok(all)
    }

    /// A page of the sources with codes, the newest of each device first.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn all_coded(
        &self,
        reader: &Reader,
        (skip, most): (usize, usize),
    ) -> Result<Vec<Brief>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::NEWEST)?;
        let window = params![
            i64::try_from(most).unwrap_or(i64::MAX),
            i64::try_from(skip).unwrap_or(i64::MAX)
        ];
        let records: Vec<i64> = find
            .query_map(window, |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for record in records {
            all.extend(self.by_number(reader, record)?);
        }
        Ok(all)
    }

    /// How many sources have, or had, a code.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn how_many_coded(&self) -> Result<usize, ViewError> {
        let mut find = self.connection.prepare_cached(sql::HOW_MANY)?;
        let count: i64 = find.query_row([], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }
}

fn code_of(value: &Value) -> Option<SourceCode> {
    match value {
        Value::Text { text, .. } => text.parse().ok(),
        _ => None,
    }
}
