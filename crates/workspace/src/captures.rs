//! A list of captures of the web, as the auto-archiver (Bellingcat) writes it: either its sheet, kept as CSV, or the CSV
//! of its own (`csv_db`). Each row tells an address, when it was archived, and where the files lie; some tell a digest.
//!
//! *In*: the list. *Out*: its rows, each with the files it names and what is to be said of them; or what is wrong with it.
//! Nothing is fetched: a file is taken in only where it lies in a folder that the person names, and never outside it.

mod lying;
mod python;
mod row;

pub use lying::lying;
pub use row::{CaptureFile, CaptureRow, ToldDigest};

use crate::error::WorkspaceError;
use crate::reasons;
use aigaq_exchange::Origin;
use aigaq_exchange::table::Row;
use aigaq_schema::Reason;
use row::Columns;
use std::path::Path;

/// A row of the list: its line, and what it tells or why nothing can be made of it.
#[derive(Debug, Clone)]
pub struct CaptureLine {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// What it tells.
    pub told: Result<CaptureRow, Reason>,
}

/// Reads a list of captures to its end.
///
/// # Errors
/// When it cannot be read, is empty, or is no such list.
pub fn read_captures(sheet: &Path) -> Result<Vec<CaptureLine>, WorkspaceError> {
    let table = Origin::File(sheet.to_owned()).open()?;
    let Some(columns) = Columns::of(&table.headings) else {
        let shown: Vec<&str> = table.headings.iter().map(String::as_str).collect();
        let shown: String = shown.join(", ").chars().take(300).collect();
        return Err(WorkspaceError::Asked(reasons::no_captures(shown)));
    };
    let mut lines = Vec::new();
    for row in table {
        let (line, told) = match row? {
            Row::Good { cells, .. } if cells.iter().all(String::is_empty) => continue,
            Row::Good { line, cells } => (line, columns.row(&cells)),
            Row::Bad(bad) => (bad.line, Err(bad.reason)),
        };
        lines.push(CaptureLine { line, told });
    }
    match lines.is_empty() {
        true => Err(WorkspaceError::Asked(reasons::captures_empty())),
        false => Ok(lines),
    }
}
