//! Records of one type as a CSV file: one row a record, one column a property.

use crate::error::ExchangeError;
use crate::write::CsvTable;
use aigaq_schema::{RecordId, RecordType, Value};
use std::collections::HashMap;
use std::io::Write;

/// What stands between several values in a cell.
const BETWEEN: &str = " | ";

/// The headings of a type's file: `id`, then the property codes in the order of the schema.
#[must_use]
pub fn headings(record_type: &RecordType) -> Vec<&str> {
    std::iter::once("id")
        .chain(record_type.properties.iter().map(|p| p.code.as_str()))
        .collect()
}

/// The file of one record type being written.
pub struct RecordTable<W: Write> {
    out: CsvTable<W>,
    columns: HashMap<String, usize>,
}

impl<W: Write> RecordTable<W> {
    /// Begins the file of a type.
    ///
    /// # Errors
    /// [`ExchangeError::Write`].
    pub fn new(record_type: &RecordType, out: W) -> Result<Self, ExchangeError> {
        let headings = headings(record_type);
        Ok(Self {
            columns: headings
                .iter()
                .enumerate()
                .map(|(place, code)| ((*code).to_owned(), place))
                .collect(),
            out: CsvTable::new(&format!("{}.csv", record_type.code), out, &headings)?,
        })
    }

    /// Writes a record: property code → value, several values of a property one after another. Properties the
    /// type does not have are passed over.
    ///
    /// # Errors
    /// [`ExchangeError::Write`].
    pub fn record<'v>(
        &mut self,
        id: RecordId,
        values: impl IntoIterator<Item = (&'v str, &'v Value)>,
    ) -> Result<(), ExchangeError> {
        let mut cells = vec![String::new(); self.columns.len()];
        cells[0] = id.to_string();
        for (property, value) in values {
            if let Some(place) = self.columns.get(property) {
                if !cells[*place].is_empty() {
                    cells[*place].push_str(BETWEEN);
                }
                cells[*place].push_str(&value.plain());
            }
        }
        self.out.row(&cells)
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// [`ExchangeError::Write`].
    pub fn finish(self) -> Result<W, ExchangeError> {
        self.out.finish()
    }
}
