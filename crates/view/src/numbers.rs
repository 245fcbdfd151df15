//! Numbers that people say to one another (`26-0417`): which were given, and to which records.

use crate::View;
use crate::apply::Applying;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::reader::Reader;
use aigaq_schema::code::{ToldBlock, decode_block};
use aigaq_schema::running_number::NUMBER;
use aigaq_schema::{RecordType, RunningNumber, Value, Via, rule};
use rusqlite::params;

/// The largest number of four digits, as groups usually write it.
const LARGEST_USUAL: u32 = 9_999;

/// The statements that read and write; prepared by the test of the store.
pub(crate) mod sql {
    pub const ADD: &str = "INSERT INTO numbered VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET given = max(given, excluded.given)";
    pub const LAST_GIVEN: &str =
        "SELECT coalesce(max(running), 0) FROM numbered WHERE year = ?1 AND device = ?2 AND given";
    pub const TOLD_BEHIND: &str = "SELECT running, record FROM numbered WHERE year = ?1 AND device = ?2 AND running > ?3 AND running <= ?4 ORDER BY running DESC";
    pub const HAS: &str =
        "SELECT EXISTS (SELECT 1 FROM numbered WHERE year = ?1 AND device = ?2 AND running = ?3)";
    pub const RECORDS: &str = "SELECT record FROM numbered WHERE year = ?1 AND device = ?2 AND running = ?3 ORDER BY record";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[ADD, LAST_GIVEN, TOLD_BEHIND, HAS, RECORDS];
}

impl Applying<'_> {
    /// Notes the numbers that were ever said of a record.
    pub(crate) fn note_numbers<'s>(
        &self,
        record_type: &RecordType,
        record: i64,
        said: impl Iterator<Item = &'s ToldBlock<'s>>,
    ) -> Result<(), ViewError> {
        if !record_type.numbered {
            return Ok(());
        }
        for block in said.filter(|block| block.statements.iter().any(|s| s.property == NUMBER)) {
            // Who said it stands in the whole statement only; few blocks have a number.
            let block = decode_block(block.bytes)?;
            for statement in block.statements.iter().filter(|s| s.property == NUMBER) {
                if let Some(number) = running(&statement.value) {
                    self.connection.prepare_cached(sql::ADD)?.execute(params![
                        number.year,
                        number.device,
                        number.running,
                        record,
                        statement.via == Via::Rule(rule::NUMBER.to_owned())
                    ])?;
                }
            }
        }
        Ok(())
    }
}

impl View {
    /// The next running number of a year (its last two digits) on a device, from 1.
    ///
    /// It stands behind all that the program gave, also one that was taken back: somebody was told it. It stands
    /// behind those that people told, as a group does that goes on from a list of its own, as long as they hold and
    /// have at most four digits: a slip of the hand (`26-04170000`) must not become the order of the year.
    /// One that is told of any record is stepped over.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn next_number(&self, year: u8, device: u16) -> Result<RunningNumber, ViewError> {
        let given: u32 = self
            .connection
            .prepare_cached(sql::LAST_GIVEN)?
            .query_row(params![year, device], |row| row.get(0))?;
        let last = self.last_told(year, device, given)?.unwrap_or(given);
        self.number_behind(RunningNumber {
            year,
            device,
            running: last,
        })
    }

    /// The first number behind this one that was never told of a record.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn number_behind(&self, last: RunningNumber) -> Result<RunningNumber, ViewError> {
        let mut next = last;
        loop {
            next.running = next.running.saturating_add(1);
            if !self.was_told(next)? {
                return Ok(next);
            }
        }
    }

    /// Whether this number was ever told of a record.
    fn was_told(&self, number: RunningNumber) -> Result<bool, ViewError> {
        let key = params![number.year, number.device, number.running];
        let mut find = self.connection.prepare_cached(sql::HAS)?;
        Ok(find.query_row(key, |row| row.get(0))?)
    }

    /// The largest usual number behind this one that a person told and that holds now.
    fn last_told(&self, year: u8, device: u16, behind: u32) -> Result<Option<u32>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::TOLD_BEHIND)?;
        let mut rows = find.query(params![year, device, behind, LARGEST_USUAL])?;
        while let Some(row) = rows.next()? {
            let (running, record): (u32, i64) = (row.get(0)?, row.get(1)?);
            let number = RunningNumber {
                year,
                device,
                running,
            };
            let brief = self.by_number(&Reader::keeper(), record)?;
            if brief.is_some_and(|brief| has(&brief, number)) {
                return Ok(Some(running));
            }
        }
        Ok(None)
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
            all.extend(brief.filter(|brief| has(brief, number)));
        }
        Ok(all)
    }
}

/// Whether this number holds of a record.
fn has(brief: &Brief, number: RunningNumber) -> bool {
    let mut said = brief.values(NUMBER);
    said.any(|value| running(value) == Some(number))
}

fn running(value: &Value) -> Option<RunningNumber> {
    match value {
        Value::Text { text, .. } => text.parse().ok(),
        _ => None,
    }
}
