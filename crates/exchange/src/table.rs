//! Tables as they come: CSV and XLSX, as rows of text with the places they stand in.
//!
//! Everything is text here; what a cell means is the mapping's work. A row that cannot be used (a wrong number
//! of cells, a cell that is too long) is handed on as [`Row::Bad`] and the reading goes on. What makes the
//! whole file unreadable (not UTF-8, a quotation mark that is never closed, a broken workbook) is an error.
//! CSV is read as a stream with bounded memory: no cell, however long, is held beyond its limit.

mod csv;
pub(crate) mod xlsx;

use crate::error::ExchangeError;
use crate::reason;
use aigaq_schema::Reason;
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest cell, in characters; longer ones put their row in quarantine.
pub const LONGEST_CELL: usize = 100_000;
/// The longest row, in bytes of all its cells together.
pub const LONGEST_ROW: usize = 4 << 20;
/// The most columns a table may have (as in a spreadsheet program).
pub const MOST_COLUMNS: usize = 16_384;

/// One row of a table, below the headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A row with one cell for each heading; cells are trimmed.
    Good {
        /// The line of a CSV file or the row of a sheet on which it begins, counted from 1.
        line: u64,
        /// The cells, in the order of the headings.
        cells: Vec<String>,
    },
    /// A row that cannot be used.
    Bad(BadRow),
}

/// A row that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The line or row on which it begins, counted from 1.
    pub line: u64,
    /// The cells as far as they could be read, long ones cut short.
    pub cells: Vec<String>,
    /// The heading of the cell at fault; empty when it is the row as a whole.
    pub column: String,
    /// The beginning of the value at fault.
    pub value: String,
    /// What is wrong.
    pub reason: Reason,
}

/// Where a table can be read from, as often as needed.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// Bytes in memory (an upload, a test), under the name of a file.
    Bytes {
        /// The file name, which tells CSV from XLSX when the bytes do not.
        name: String,
        /// The bytes.
        bytes: Arc<[u8]>,
    },
}

impl Origin {
    /// The bytes as a table named like a file.
    #[must_use]
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self::Bytes {
            name: name.into(),
            bytes: bytes.into(),
        }
    }

    /// The file's name without its folder, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().map_or_else(
                || path.display().to_string(),
                |n| n.to_string_lossy().into_owned(),
            ),
            Self::Bytes { name, .. } => name.clone(),
        }
    }

    /// The file's name without folder and ending: what the table is called.
    #[must_use]
    pub fn stem(&self) -> String {
        let name = self.name();
        Path::new(&name)
            .file_stem()
            .map_or(name.clone(), |n| n.to_string_lossy().into_owned())
    }

    /// The file's size in bytes, for a progress bar; 0 when it cannot be told.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Self::File(path) => std::fs::metadata(path).map_or(0, |m| m.len()),
            Self::Bytes { bytes, .. } => bytes.len() as u64,
        }
    }

    fn reader(&self) -> Result<Box<dyn Read + Send>, ExchangeError> {
        Ok(match self {
            Self::File(path) => {
                Box::new(File::open(path).map_err(|e| ExchangeError::read(path, e))?)
            }
            Self::Bytes { bytes, .. } => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }

    /// Opens the table and reads its headings. Of a workbook, the first sheet with a filled cell is read.
    ///
    /// # Errors
    /// [`ExchangeError`] when the file cannot be read, is empty, is no table, or names a heading twice.
    pub fn open(&self) -> Result<Table, ExchangeError> {
        self.open_sheet(None)
    }

    /// Opens one sheet of a workbook by name; the name means nothing for CSV.
    ///
    /// # Errors
    /// As [`Origin::open`], and when there is no such sheet.
    pub fn open_sheet(&self, sheet: Option<&str>) -> Result<Table, ExchangeError> {
        let file = self.name();
        let mut reader = self.reader()?;
        // Enough for the first line, from which the delimiter is guessed.
        let mut start = vec![0; 1 << 16];
        let mut filled = 0;
        while filled < start.len() {
            match reader.read(&mut start[filled..]) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(source) => {
                    return Err(ExchangeError::Read {
                        path: PathBuf::from(&file),
                        source,
                    });
                }
            }
        }
        if start.starts_with(b"PK\x03\x04") || file.to_lowercase().ends_with(".xlsx") {
            return xlsx::open(self, sheet);
        }
        if start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(ExchangeError::workbook(&file, reason::old_workbook()));
        }
        if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
            return Err(ExchangeError::Csv {
                file,
                line: 1,
                what: reason::utf_16(),
            });
        }
        start.truncate(filled);
        let whole = Cursor::new(start).chain(reader);
        csv::open(file, BufReader::with_capacity(1 << 16, whole))
    }
}

/// An open table: its headings, then its rows.
pub struct Table {
    /// The file's name, for messages.
    pub file: String,
    /// The headings, trimmed, each once.
    pub headings: Vec<String>,
    rows: Box<dyn Iterator<Item = Result<Row, ExchangeError>> + Send>,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("file", &self.file)
            .field("headings", &self.headings)
            .finish_non_exhaustive()
    }
}

impl Table {
    fn new(
        file: String,
        headings: Vec<String>,
        rows: Box<dyn Iterator<Item = Result<Row, ExchangeError>> + Send>,
    ) -> Result<Self, ExchangeError> {
        let mut seen = std::collections::HashMap::with_capacity(headings.len());
        for (at, heading) in headings.iter().enumerate() {
            // A column without heading may stand between others as long as it is empty.
            if heading.is_empty() {
                continue;
            }
            if let Some(first) = seen.insert(heading.as_str(), at) {
                return Err(ExchangeError::HeadingTwice {
                    file,
                    heading: crate::error::shortened(heading, 60),
                    first: first + 1,
                    second: at + 1,
                });
            }
        }
        if headings.iter().all(String::is_empty) {
            return Err(ExchangeError::Empty { file });
        }
        Ok(Self {
            file,
            headings,
            rows,
        })
    }

    /// Where a heading stands.
    #[must_use]
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.headings.iter().position(|h| h == heading)
    }
}

impl Iterator for Table {
    type Item = Result<Row, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}
