//! What can go wrong with a whole import or export. A fault of one row or cell is no error: it goes to
//! quarantine ([`crate::plan::Quarantined`]) and the rest is imported.

use aigaq_schema::Reason;
use aigaq_schema::reason::Place;
use std::path::{Path, PathBuf};

/// Why a file, a mapping or an export cannot be used. Says where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Writing failed.
    #[error("{what}: cannot be written: {source}")]
    Write {
        /// What was being written.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The text is not UTF-8.
    #[error(
        "{file}, line {line}: byte {byte} of the file (0x{value:02X}) is not UTF-8: save the table as “CSV UTF-8” and import it again"
    )]
    NotUtf8 {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// The byte, counted from 1.
        byte: u64,
        /// Its value.
        value: u8,
    },
    /// A CSV file is broken in a way that makes the rest unreadable.
    #[error("{file}, line {line}: {what}")]
    Csv {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong, and what to do.
        what: Reason,
    },
    /// A workbook that cannot be read.
    #[error("{file}: {what}")]
    Workbook {
        /// The file.
        file: String,
        /// What is wrong, and what to do.
        what: Reason,
    },
    /// The file has no heading row.
    #[error("{file}: is empty: the first row must hold the headings")]
    Empty {
        /// The file.
        file: String,
    },
    /// Two columns have one heading.
    #[error("{file}: the heading “{heading}” stands twice (columns {first} and {second})")]
    HeadingTwice {
        /// The file.
        file: String,
        /// The heading.
        heading: String,
        /// First column, counted from 1.
        first: usize,
        /// Second column, counted from 1.
        second: usize,
    },
    /// A column of the mapping is not in the file.
    #[error("{file}: has no column “{column}”; its columns are: {there}")]
    MissingColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The headings that are there.
        there: String,
    },
    /// A column of the file is not in the mapping.
    #[error(
        "{file}: the mapping says nothing of the column “{column}”{near}; add it, or name it under “ignore” with the reason"
    )]
    UnknownColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// A column it may be, or the columns there are; may be empty.
        near: Place,
    },
    /// No file for any table of the mapping.
    #[error("{}: holds no table of the mapping “{profile}”; it knows: {tables}", folder.display())]
    NoTable {
        /// The folder or file.
        folder: PathBuf,
        /// The mapping.
        profile: String,
        /// The tables it knows.
        tables: String,
    },
    /// A mapping file is wrong.
    #[error("{file}, line {line}: {what}")]
    Mapping {
        /// The mapping file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong, and what to do.
        what: String,
    },
    /// No such record type.
    #[error("“{given}” is no record type; there are: {there}")]
    NoSuchType {
        /// As typed.
        given: String,
        /// The types there are.
        there: String,
    },
    /// What the workspace already knows could not be asked.
    #[error("the workspace could not be asked what it knows: {0}")]
    Known(String),
    /// A line of an export cannot be read.
    #[error("{file}, line {line}: {what}")]
    Line {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
}

impl ExchangeError {
    pub(crate) fn read(path: &Path, source: std::io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn workbook(file: &str, what: Reason) -> Self {
        Self::Workbook {
            file: file.to_owned(),
            what,
        }
    }
}

/// The text, cut to `most` characters with an ellipsis.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}
