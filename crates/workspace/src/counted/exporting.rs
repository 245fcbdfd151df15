//! A count as a file: exactly what is shown, with its unit, its sides and what must be known to read it.

use crate::counted::published::TableHeading;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use aigaq_counting::Definition;
use aigaq_exchange::write::XlsxTables;
use aigaq_publishing::document::Block;
use aigaq_publishing::links::Anchors;
use aigaq_publishing::{Document, csv, html, json, pictures};
use std::str::FromStr;

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountFile {
    /// A page that needs nothing else.
    Html,
    /// Comma-separated values.
    Csv,
    /// A workbook of one sheet.
    Xlsx,
    /// The document with all its parts, for programs.
    Json,
}

impl CountFile {
    /// All kinds, with the ending of each.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Html, "html"),
        (Self::Csv, "csv"),
        (Self::Xlsx, "xlsx"),
        (Self::Json, "json"),
    ];

    /// What a browser is told that it is.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

impl FromStr for CountFile {
    type Err = WorkspaceError;

    /// By the ending of a file's name.
    fn from_str(ending: &str) -> Result<Self, WorkspaceError> {
        Self::ALL
            .into_iter()
            .find(|(_, named)| *named == ending)
            .map(|(kind, _)| kind)
            .ok_or_else(|| WorkspaceError::Asked(reasons::no_count_file(ending)))
    }
}

impl Workspace {
    /// The picture of a count (SVG) as it stands in its file, for the reader who asks; `None` when it has none.
    ///
    /// # Errors
    /// When it cannot be counted here, or is too large to be made safe.
    pub fn count_picture(
        &self,
        ask: &Asking,
        definition: &Definition,
        heading: TableHeading,
    ) -> Result<Option<String>, WorkspaceError> {
        Ok(picture(&self.published_table(ask, definition, heading)?))
    }

    /// A count as a file, for the reader who asks. For everybody, numbers that are too small are left out.
    ///
    /// # Errors
    /// When it cannot be counted here, is too large to be made safe, or cannot be written.
    pub fn count_file(
        &self,
        ask: &Asking,
        definition: &Definition,
        heading: TableHeading,
        kind: CountFile,
    ) -> Result<Vec<u8>, WorkspaceError> {
        let document = self.published_table(ask, definition, heading)?;
        let unwritable = |fault: String| WorkspaceError::Asked(reasons::count_unwritable(fault));
        Ok(match kind {
            CountFile::Html => html::html(&document, &Anchors).into_bytes(),
            CountFile::Csv => csv::single(&document, csv::Mark::ForExcel)
                .map_err(|fault| unwritable(fault.to_string()))?
                .into_bytes(),
            CountFile::Json => json::json(&document)
                .map_err(|fault| unwritable(fault.to_string()))?
                .into_bytes(),
            CountFile::Xlsx => {
                // An empty line between the parts, as in the other files.
                let parts = csv::parts(&document);
                let rows: Vec<Vec<String>> = parts
                    .into_iter()
                    .flat_map(|part| part.into_iter().chain([Vec::new()]))
                    .collect();
                let mut rows = rows.into_iter();
                let head = rows.next().unwrap_or_default();
                let head: Vec<&str> = head.iter().map(String::as_str).collect();
                let mut book = XlsxTables::new();
                book.sheet("count", &head, rows)?;
                book.finish()?
            }
        })
    }
}

/// The picture of a table as a file of its own: what is left out of the table is not in it either.
pub(crate) fn picture(document: &Document) -> Option<String> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let chart = blocks
        .filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
        .next()?;
    pictures::for_file(chart, document.language).ok()
}
