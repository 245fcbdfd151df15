//! Codes of record types and properties as small numbers.

use crate::error::ViewError;
use crate::store::sql;
use rusqlite::Connection;
use std::collections::HashMap;

/// The codes met so far, both ways.
#[derive(Debug, Default)]
pub(crate) struct Words {
    numbers: HashMap<String, i64>,
    texts: HashMap<i64, String>,
}

impl Words {
    pub(crate) fn load(connection: &Connection) -> Result<Self, ViewError> {
        let mut words = Self::default();
        let mut all = connection.prepare(sql::WORDS)?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            words.add(row.get(0)?, row.get(1)?);
        }
        Ok(words)
    }

    fn add(&mut self, number: i64, text: String) {
        self.numbers.insert(text.clone(), number);
        self.texts.insert(number, text);
    }

    /// The number of a code, giving it one if it has none.
    pub(crate) fn number(&mut self, connection: &Connection, text: &str) -> Result<i64, ViewError> {
        if let Some(number) = self.numbers.get(text) {
            return Ok(*number);
        }
        connection.prepare_cached(sql::WORD_ADD)?.execute([text])?;
        let number = connection.last_insert_rowid();
        self.add(number, text.to_owned());
        Ok(number)
    }

    /// The number of a code, if it has one.
    pub(crate) fn known(&self, text: &str) -> Option<i64> {
        self.numbers.get(text).copied()
    }

    /// The code of a number.
    pub(crate) fn text(&self, number: i64) -> Option<&str> {
        self.texts.get(&number).map(String::as_str)
    }
}
