//! A list as a sheet: exactly what is listed, in the order and the columns of the page, to the last row.

use super::{ListColumn, ListQuery, ListRow};
use crate::error::WorkspaceError;
use crate::named::{Asking, CellPart, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_exchange::write::{CsvTable, XlsxTables};
use std::io::Write;
use std::str::FromStr;

/// The kind of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
}

impl FromStr for SheetKind {
    type Err = ();

    /// By the ending of a file's name.
    fn from_str(ending: &str) -> Result<Self, ()> {
        match ending {
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            _ => Err(()),
        }
    }
}

/// Rows that a sheet of a workbook can hold below its headings.
const MOST_IN_A_SHEET: usize = 1_048_575;

/// All that a list holds: which records, in which order, with which columns.
#[derive(Debug, Clone)]
pub struct Listing {
    record_type: String,
    /// The words at the head of each column: the record's id, what it is called, and the columns.
    pub headings: Vec<String>,
    columns: Vec<ListColumn>,
    rows: Vec<u32>,
}

impl Listing {
    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Workspace {
    /// All that a list holds, whatever its page.
    ///
    /// # Errors
    /// As [`Workspace::list`].
    pub fn listing(&self, ask: &Asking, query: &ListQuery) -> Result<Listing, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let columns = self.columns_of(&naming, query)?;
        let mut headings = vec!["id".to_owned(), naming.type_label(&query.record_type)];
        headings.extend(columns.iter().map(|c| c.label.clone()));
        let mut rows = self.select(ask, &self.counting_query(query)?)?.inside;
        if let Some(narrowed) = self.narrowed(ask, query)?.all() {
            rows.keep(&narrowed);
        }
        Ok(Listing {
            record_type: query.record_type.clone(),
            headings,
            columns,
            rows: self.ordered(&naming, query, &rows)?,
        })
    }

    /// Some of the records of a list, in its order. A record that was taken back meanwhile is left out.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn listed(
        &self,
        ask: &Asking,
        listing: &Listing,
        range: std::ops::Range<usize>,
    ) -> Result<Vec<ListRow>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let end = range.end.min(listing.rows.len());
        let mut all = Vec::new();
        for row in &listing.rows[range.start.min(end)..end] {
            let found = self
                .view
                .brief_at(&ask.reader, &listing.record_type, *row)?;
            if let Some(brief) = found {
                all.push(self.row(&naming, &brief, &listing.columns)?);
            }
        }
        Ok(all)
    }

    /// Writes all that a list holds as a sheet. Nothing in it is a formula. Tells how many rows were written.
    ///
    /// # Errors
    /// As [`Workspace::list`]; when something cannot be written; when a workbook cannot hold so many rows.
    pub fn export_list<W: Write>(
        &self,
        ask: &Asking,
        query: &ListQuery,
        kind: SheetKind,
        out: W,
    ) -> Result<u64, WorkspaceError> {
        let listing = self.listing(ask, query)?;
        let mut sheet = ListSheet::begin(&listing, kind, out)?;
        let mut written = 0;
        for start in (0..listing.len()).step_by(CHUNK) {
            let rows = self.listed(ask, &listing, start..start + CHUNK)?;
            written += rows.len() as u64;
            sheet.rows(&rows)?;
        }
        sheet.finish()?;
        Ok(written)
    }
}

/// Records read at once.
pub const CHUNK: usize = 500;

/// A list being written as a sheet.
pub struct ListSheet<W: Write> {
    name: String,
    into: Written<W>,
}

enum Written<W: Write> {
    Csv(Box<CsvTable<W>>),
    Xlsx {
        out: W,
        headings: Vec<String>,
        rows: Vec<Vec<String>>,
    },
}

impl<W: Write> ListSheet<W> {
    /// Begins a sheet.
    ///
    /// # Errors
    /// When it cannot be written, or a workbook cannot hold so many rows.
    pub fn begin(listing: &Listing, kind: SheetKind, out: W) -> Result<Self, WorkspaceError> {
        let name = listing.record_type.clone();
        let into = match kind {
            SheetKind::Csv => {
                let headings: Vec<&str> = listing.headings.iter().map(String::as_str).collect();
                Written::Csv(Box::new(CsvTable::new(&name, out, &headings)?))
            }
            SheetKind::Xlsx if listing.len() > MOST_IN_A_SHEET => {
                return Err(WorkspaceError::Asked(reasons::too_many_rows(
                    MOST_IN_A_SHEET,
                    listing.len(),
                )));
            }
            SheetKind::Xlsx => Written::Xlsx {
                out,
                headings: listing.headings.clone(),
                rows: Vec::with_capacity(listing.len()),
            },
        };
        Ok(Self { name, into })
    }

    /// Writes some rows.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn rows(&mut self, rows: &[ListRow]) -> Result<(), WorkspaceError> {
        for row in rows {
            let mut cells = vec![row.id.to_string(), row.caption.clone()];
            cells.extend(row.cells.iter().map(|parts| joined(parts)));
            match &mut self.into {
                Written::Csv(table) => table.row(&cells)?,
                Written::Xlsx { rows, .. } => rows.push(cells),
            }
        }
        Ok(())
    }

    /// Ends the sheet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> Result<(), WorkspaceError> {
        let mut out = match self.into {
            Written::Csv(table) => table.finish()?,
            Written::Xlsx {
                mut out,
                headings,
                rows,
            } => {
                let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
                let mut tables = XlsxTables::new();
                tables.sheet(&self.name, &headings, rows)?;
                out.write_all(&tables.finish()?)
                    .map_err(WorkspaceError::file(&self.name))?;
                out
            }
        };
        out.flush().map_err(WorkspaceError::file(&self.name))
    }
}

fn joined(parts: &[CellPart]) -> String {
    let texts: Vec<&str> = parts.iter().map(CellPart::text).collect();
    texts.join("; ")
}
