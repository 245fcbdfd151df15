//! The logical content of the view as text: the same for the same set of change-sets, whatever the order they came in.

use crate::View;
use crate::called;
use crate::error::ViewError;
use crate::packed::unpack;
use crate::said::{live_statements, said_of};
use aigaq_counting::Data;
use aigaq_schema::RecordId;
use std::fmt::Write;

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const RECORDS: &str = "SELECT r.id, w.text, r.resolved, r.number, r.dense, root.id, r.key, r.sort
             FROM record r LEFT JOIN word w ON w.number = r.type LEFT JOIN record root ON root.number = r.root ORDER BY r.id";
    pub const LINKS: &str = "SELECT p.text, r.id FROM link l JOIN word p ON p.number = l.property JOIN record r ON r.number = l.source
             WHERE l.target = ?1 ORDER BY p.text, r.id";
    pub const IN_WORDS: &str = "SELECT 1 FROM words WHERE rowid = ?1";
    pub const IN_NAMES: &str = "SELECT 1 FROM names WHERE rowid = ?1";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[RECORDS, LINKS, IN_WORDS, IN_NAMES];
}

impl View {
    /// One line for each thing that holds: records, what holds of them, live statements, links, words, columns.
    /// For tests and for comparing two devices; holds personal data.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn dump(&self) -> Result<String, ViewError> {
        let mut out = String::new();
        let mut all = self.connection.prepare(sql::RECORDS)?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            let id = RecordId(row.get(0)?);
            let kind: Option<String> = row.get(1)?;
            let root: Option<[u8; 16]> = row.get(5)?;
            let (key, sort): (Option<Vec<u8>>, Option<String>) = (row.get(6)?, row.get(7)?);
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "record {id} {kind:?} root {:?} key {key:?} sort {sort:?}",
                root.map(RecordId)
            );
            for one in unpack(&row.get::<_, Option<Vec<u8>>>(2)?.unwrap_or_default())? {
                let _ = writeln!(
                    out,
                    "  holds {} {:?} {:?} {:?}",
                    one.property, one.values, one.how, one.agreement
                );
            }
            let number: i64 = row.get(3)?;
            for (_, statement) in live_statements(&said_of(&self.connection, number)?) {
                let _ = writeln!(out, "  said {statement:?}");
            }
            let mut otherwise = self.connection.prepare_cached(called::sql::OTHERWISE_OF)?;
            let mut called = otherwise.query([number])?;
            while let Some(row) = called.next()? {
                let (language, sort): (String, String) = (row.get(0)?, row.get(1)?);
                let _ = writeln!(out, "  called {language} {sort:?}");
            }
            self.dump_links(&mut out, number)?;
            for (name, statement) in [("words", sql::IN_WORDS), ("names", sql::IN_NAMES)] {
                let found: bool = self
                    .connection
                    .prepare_cached(statement)?
                    .exists([number])?;
                let _ = writeln!(out, "  indexed {name} {found}");
            }
            if let (Some(kind), Some(dense)) = (kind, row.get::<_, Option<u32>>(4)?) {
                self.dump_columns(&mut out, &kind, dense);
            }
        }
        Ok(out)
    }

    fn dump_links(&self, out: &mut String, number: i64) -> Result<(), ViewError> {
        let mut links = self.connection.prepare_cached(sql::LINKS)?;
        let mut rows = links.query([number])?;
        while let Some(row) = rows.next()? {
            let _ = writeln!(
                out,
                "  from {} by {}",
                RecordId(row.get(1)?),
                row.get::<_, String>(0)?
            );
        }
        Ok(())
    }

    /// The cells of a row in words; references as ids, for rows depend on the order of arrival.
    fn dump_columns(&self, out: &mut String, kind: &str, row: u32) {
        let Some(table) = self.feed.columns.table(kind) else {
            return;
        };
        for (property, column) in table.columns() {
            let _ = writeln!(
                out,
                "  column {property} {}",
                self.cell_words(column, row as usize)
            );
        }
    }

    fn cell_words(&self, column: &aigaq_counting::Column, row: usize) -> String {
        let code = |dictionary: &str, number: u32| {
            self.feed
                .columns
                .dictionary(dictionary)
                .map_or_else(String::new, |d| d.key(number))
        };
        let record = |packed: u32| match column.reference(packed) {
            Ok((table, row)) => match self.brief_at(&crate::Reader::keeper(), table, row) {
                Ok(Some(brief)) => brief.id.to_string(),
                _ => format!("lost {table} {row}"),
            },
            Err(state) => format!("{state:?}"),
        };
        let joined = |mut all: Vec<String>| {
            all.sort();
            all.join(" ")
        };
        match column.data() {
            Data::Codes { dictionary, values } => code(dictionary, values[row]),
            Data::ManyCodes { dictionary, values } => joined(
                values
                    .get(row)
                    .iter()
                    .map(|n| code(dictionary, *n))
                    .collect(),
            ),
            Data::Refs { values, .. } => record(values[row]),
            Data::ManyRefs { values, .. } => {
                joined(values.get(row).iter().map(|n| record(*n)).collect())
            }
            Data::Dates { first, last } => format!("{} {}", first[row], last[row]),
            Data::Numbers { low, high } => format!("{:?} {:?}", low[row], high[row]),
        }
    }
}
