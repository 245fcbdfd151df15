//! A publication in the format that is asked for: the one place that knows them all.

use aigaq_publishing::csv::{CsvError, Mark};
use aigaq_publishing::links::Anchors;
use aigaq_publishing::{Document, csv, html, json, plain, sources};

use crate::docx::{DocxError, docx};
use crate::pdf::{PdfError, pdf};
use crate::xlsx::{XlsxError, xlsx};

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A page that needs nothing else.
    Html,
    /// Pages to print.
    Pdf,
    /// A document for word processors.
    Docx,
    /// A workbook with a sheet for each table.
    Xlsx,
    /// The tables in one file of text.
    Csv,
    /// Text for a channel of a messenger.
    Text,
    /// The sources, for programs that keep libraries.
    Ris,
    /// The sources, for citation styles.
    Csl,
    /// The document with all its parts, for programs.
    Json,
}

/// A file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// No pages.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// No document.
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// No workbook.
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    /// No table.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// No JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl Format {
    /// All formats, those for reading first.
    pub const ALL: [Self; 9] = [
        Self::Html,
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Csv,
        Self::Text,
        Self::Ris,
        Self::Csl,
        Self::Json,
    ];

    /// The ending of a file's name, without its first dot.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Text => "txt",
            Self::Ris => "ris",
            Self::Csl => "csl.json",
            Self::Json => "json",
        }
    }

    /// What a browser is told that it is.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Ris => "application/x-research-info-systems",
            Self::Csl => "application/vnd.citationstyles.csl+json",
            Self::Json => "application/json",
        }
    }

    /// The format of a file with this name or ending; `None` when it is none of them.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name
            .strip_suffix(".htm")
            .map_or(name.clone(), |stem| format!("{stem}.html"));
        // The longest ending decides: x.csl.json is no x.json.
        Self::ALL
            .into_iter()
            .filter(|format| {
                name == format.ending() || name.ends_with(&format!(".{}", format.ending()))
            })
            .max_by_key(|format| format.ending().len())
    }
}

/// The document as the bytes of a file.
///
/// # Errors
/// [`FileError`] when it cannot be made. What people typed is no reason for it.
pub fn file(document: &Document, format: Format) -> Result<Vec<u8>, FileError> {
    Ok(match format {
        Format::Html => html::html(document, &Anchors).into_bytes(),
        Format::Pdf => pdf(document)?,
        Format::Docx => docx(document)?,
        Format::Xlsx => xlsx(document)?,
        Format::Csv => csv::single(document, Mark::ForExcel)?.into_bytes(),
        Format::Text => plain::text(document).into_bytes(),
        Format::Ris => sources::ris(document).into_bytes(),
        Format::Csl => sources::csl(document).into_bytes(),
        Format::Json => json::json(document)?.into_bytes(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_name_decides_the_format() {
        for format in Format::ALL {
            assert_eq!(Format::of_name(format.ending()), Some(format));
            let name = format!("a.b.{}", format.ending().to_uppercase());
            assert_eq!(Format::of_name(&name), Some(format));
        }
        assert_eq!(Format::of_name("x.htm"), Some(Format::Html));
        for none in ["", "pdf.odt", "x.", "xpdf", "htm."] {
            assert_eq!(Format::of_name(none), None, "{none}");
        }
    }
}
