//! Numbers that people say to one another (`26-0417`): which were given, and to which records.

use crate::View;
use crate::apply::Applying;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::reader::Reader;
use aigaq_schema::code::Told;
use aigaq_schema::running_number::NUMBER;
use aigaq_schema::{RecordType, RunningNumber, Value};
use rusqlite::params;

/// The statements that read and write; prepared by the test of the store.
pub(crate) mod sql {
    pub const ADD: &str = "INSERT OR IGNORE INTO numbered VALUES (?1, ?2, ?3, ?4)";
    pub const DOWNWARDS: &str =
        "SELECT running, record FROM numbered WHERE year = ?1 AND device = ?2 ORDER BY running DESC";
    pub const HAS: &str =
        "SELECT EXISTS (SELECT 1 FROM numbered WHERE year = ?1 AND device = ?2 AND running = ?3)";
    pub const RECORDS: &str = "SELECT record FROM numbered WHERE year = ?1 AND device = ?2 AND running = ?3 ORDER BY record";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[ADD, DOWNWARDS, HAS, RECORDS];
}

impl Applying<'_> {
    /// Notes the numbers that were ever said of a record.
    pub(crate) fn note_numbers<'s>(
        &self,
        record_type: &RecordType,
        record: i64,
        said: impl Iterator<Item = &'s Told<'s>>,
    ) -> Result<(), ViewError> {
        if !record_type.numbered {
            return Ok(());
        }
        for statement in said.filter(|statement| statement.property == NUMBER) {
            if let Some(number) = running(&statement.value) {
                self.connection.prepare_cached(sql::ADD)?.execute(params![
                    number.year,
                    number.device,
                    number.running,
                    record
                ])?;
            }
        }
        Ok(())
    }
}

impl View {
    /// The last running number that was given in a year (its last two digits) on a device; 0 before the first. One
    /// that was taken back counts: somebody was told it.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn last_number(&self, year: u8, device: u16) -> Result<u32, ViewError> {
        let mut find = self.connection.prepare_cached(sql::LAST)?;
        Ok(find.query_row(params![year, device], |row| row.get(0))?)
    }

    /// The records that have this number now: one, or those that two devices gave the same.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn numbered(
        &self,
        reader: &Reader,
        number: RunningNumber,
    ) -> Result<Vec<Brief>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::RECORDS)?;
        let records: Vec<i64> = find
            .query_map(params![number.year, number.device, number.running], |row| {
                row.get(0)
            })?
            .collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for record in records {
            let brief = self.by_number(reader, record)?;
            all.extend(brief.filter(|brief| {
                let mut said = brief.values(NUMBER);
                said.any(|value| running(value) == Some(number))
            }));
        }
        Ok(all)
    }
}

fn running(value: &Value) -> Option<RunningNumber> {
    match value {
        Value::Text { text, .. } => text.parse().ok(),
        _ => None,
    }
}
