//! Tables of columns, and all of them together.

use std::collections::BTreeMap;

use crate::column::{MOST_ROWS, unpack};
use crate::{BLOCK_ROWS, Bits, Cell, Column, Data, Dictionary, Error};

/// All records of one type: a column for each countable property, and which
/// rows are records now.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub(crate) rows: u32,
    pub(crate) live: Bits,
    pub(crate) live_changed: Vec<bool>,
    pub(crate) columns: BTreeMap<String, Column>,
}

impl Table {
    /// How many rows there are, withdrawn records included.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The rows that are records now.
    #[must_use]
    pub fn live(&self) -> &Bits {
        &self.live
    }

    /// A property's column.
    #[must_use]
    pub fn column(&self, property: &str) -> Option<&Column> {
        self.columns.get(property)
    }

    /// All columns, by property.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.columns
            .iter()
            .map(|(property, column)| (property.as_str(), column))
    }

    /// Adds a column; existing rows have no value in it. A column that is
    /// there already stays.
    pub fn add_column(&mut self, property: &str, column: Column) {
        let rows = self.rows;
        let column = self.columns.entry(property.to_owned()).or_insert(column);
        column.fill(rows);
        if rows == 0 {
            column.mark_empty();
            self.live_changed = vec![true];
        }
    }

    /// Writes a record: a new row (`None`), or values of an existing one,
    /// which is a record again if it was withdrawn. Properties not given keep
    /// their value. Answers with the row. The cost does not depend on how many
    /// rows there are.
    ///
    /// # Errors
    /// An unknown property, a value of the wrong kind, a row that does not
    /// exist; nothing is changed then.
    pub fn upsert_row(
        &mut self,
        row: Option<u32>,
        cells: &[(&str, Cell<'_>)],
    ) -> Result<u32, Error> {
        for (property, cell) in cells {
            let column = self
                .columns
                .get(*property)
                .ok_or_else(|| Error::UnknownProperty {
                    given: (*property).to_owned(),
                    of: "the table".to_owned(),
                    near: crate::error::near(property, self.columns.keys().map(String::as_str)),
                })?;
            column.accepts(property, cell)?;
        }
        let row = match row {
            Some(row) if row < self.rows => row,
            Some(row) => {
                return Err(Error::NoSuchRow {
                    row,
                    rows: self.rows,
                });
            }
            None => self.append()?,
        };
        self.mark_live(row, true);
        for (property, cell) in cells {
            if let Some(column) = self.columns.get_mut(*property) {
                column.put(row as usize, cell);
            }
        }
        Ok(row)
    }

    /// Marks a record as withdrawn: it is counted no more, its row stays.
    ///
    /// # Errors
    /// A row that does not exist.
    pub fn withdraw_row(&mut self, row: u32) -> Result<(), Error> {
        if row >= self.rows {
            return Err(Error::NoSuchRow {
                row,
                rows: self.rows,
            });
        }
        self.mark_live(row, false);
        Ok(())
    }

    fn append(&mut self) -> Result<u32, Error> {
        let row = self.rows;
        if row >= MOST_ROWS {
            return Err(Error::TooLarge {
                what: "a table".to_owned(),
                most: u64::from(MOST_ROWS),
            });
        }
        self.rows += 1;
        self.live.grow(self.rows);
        for column in self.columns.values_mut() {
            column.fill(self.rows);
        }
        Ok(row)
    }

    fn mark_live(&mut self, row: u32, live: bool) {
        if live {
            self.live.put(row);
        } else {
            self.live.take(row);
        }
        let block = (row / BLOCK_ROWS) as usize;
        if block >= self.live_changed.len() {
            self.live_changed.resize(block + 1, false);
        }
        self.live_changed[block] = true;
    }
}

/// All that can be counted: tables by record type, dictionaries by list (or
/// `type.property` for free texts).
#[derive(Debug, Clone, Default)]
pub struct Columns {
    pub(crate) tables: BTreeMap<String, Table>,
    pub(crate) dictionaries: BTreeMap<String, Dictionary>,
}

impl Columns {
    /// No tables yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The table of a record type.
    #[must_use]
    pub fn table(&self, code: &str) -> Option<&Table> {
        self.tables.get(code)
    }

    /// The table of a record type, made if it is not there.
    pub fn table_mut(&mut self, code: &str) -> &mut Table {
        self.tables.entry(code.to_owned()).or_default()
    }

    /// All tables, by record type.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &Table)> {
        self.tables
            .iter()
            .map(|(code, table)| (code.as_str(), table))
    }

    /// A dictionary.
    #[must_use]
    pub fn dictionary(&self, name: &str) -> Option<&Dictionary> {
        self.dictionaries.get(name)
    }

    /// A dictionary, made (as that of a controlled list) if it is not there.
    pub fn dictionary_mut(&mut self, name: &str) -> &mut Dictionary {
        self.dictionaries.entry(name.to_owned()).or_default()
    }

    /// A dictionary of free texts, made if it is not there.
    pub fn texts_mut(&mut self, name: &str) -> &mut Dictionary {
        self.dictionaries
            .entry(name.to_owned())
            .or_insert_with(Dictionary::of_texts)
    }

    /// Puts a dictionary in place.
    pub fn set_dictionary(&mut self, name: &str, dictionary: Dictionary) {
        self.dictionaries.insert(name.to_owned(), dictionary);
    }

    /// All dictionaries, by name.
    pub fn dictionaries(&self) -> impl Iterator<Item = (&str, &Dictionary)> {
        self.dictionaries
            .iter()
            .map(|(name, dictionary)| (name.as_str(), dictionary))
    }

    /// Whether everything fits together: every column as long as its table,
    /// every code in its dictionary, every reference to an existing row. To be
    /// called once after loading.
    ///
    /// # Errors
    /// [`Error::Damaged`] with the first column that does not fit.
    pub fn check(&self) -> Result<(), Error> {
        for (code, table) in &self.tables {
            for (property, column) in &table.columns {
                self.check_column(table, column)
                    .map_err(|why| Error::Damaged {
                        name: format!("{code}.{property}"),
                        why,
                    })?;
            }
        }
        Ok(())
    }

    fn check_column(&self, table: &Table, column: &Column) -> Result<(), String> {
        if column.len() != table.rows as usize {
            return Err(format!(
                "it has {} rows where the table has {}",
                column.len(),
                table.rows
            ));
        }
        match &column.data {
            Data::Codes { dictionary, values } => {
                self.check_codes(dictionary, values.iter().copied())
            }
            Data::ManyCodes { dictionary, values } => {
                let codes = (0..values.len()).flat_map(|row| values.get(row).iter().copied());
                self.check_codes(dictionary, codes)
            }
            Data::Refs { targets, values } => self.check_refs(targets, values.iter().copied()),
            Data::ManyRefs { targets, values } => {
                let refs = (0..values.len()).flat_map(|row| values.get(row).iter().copied());
                self.check_refs(targets, refs)
            }
            Data::Dates { .. } | Data::Numbers { .. } => Ok(()),
        }
    }

    fn check_codes(
        &self,
        dictionary: &str,
        mut codes: impl Iterator<Item = u32>,
    ) -> Result<(), String> {
        let size = self
            .dictionaries
            .get(dictionary)
            .map_or(crate::FIRST_CODE, Dictionary::size);
        match codes.find(|code| *code >= size) {
            Some(code) => Err(format!(
                "the code number {code} is not in the list {dictionary}"
            )),
            None => Ok(()),
        }
    }

    fn check_refs(
        &self,
        targets: &[String],
        mut refs: impl Iterator<Item = u32>,
    ) -> Result<(), String> {
        let rows: Vec<u32> = targets
            .iter()
            .map(|target| self.tables.get(target).map_or(0, |table| table.rows))
            .collect();
        let outside = refs.find(|packed| {
            unpack(*packed).is_ok_and(|(target, row)| {
                rows.get(target as usize).is_none_or(|rows| row >= *rows)
            })
        });
        match outside {
            Some(_) => Err("it refers to a row that does not exist".to_owned()),
            None => Ok(()),
        }
    }
}
