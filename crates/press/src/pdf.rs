//! Pages. The document becomes plain data, a short text of typography ([`press.typ`](https://typst.app/docs))
//! sets it, and Typst breaks lines and pages and writes the file. Words of the document are data from first to last:
//! nothing in them can be read as markup. A long document is set in sheets, and its links are finished when all
//! its pages stand.

mod links;
mod setting;
mod sheets;
mod shop;
#[cfg(test)]
mod tests;
mod torn;

use aigaq_publishing::Document;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::letters::Letters;
use crate::told::told;

/// Why no pages were made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// What the document says could not be handed over to the press.
    #[error("the document cannot be laid out: {0}")]
    Told(#[from] serde_json::Error),
    /// The press refused.
    #[error("the pages cannot be set: {0}")]
    Set(String),
}

/// The document as a PDF file: tagged pages (PDF/UA-1), its fonts within, its charts as drawings.
///
/// # Errors
/// [`PdfError`] when the pages cannot be set. What people typed is no reason for it.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let made = setting::set(&told(document, Letters::OfOurFonts)).and_then(|pages| {
        typst_pdf::pdf(&pages, &options()).map_err(|faults| setting::refused(&faults))
    });
    // What was laid out is remembered for the next time; the words of a publication are not kept in memory for that.
    typst::comemo::evict(0);
    made
}

/// No maker, no time, no author.
fn options() -> PdfOptions {
    PdfOptions {
        creator: Smart::Custom(None),
        timestamp: None,
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default(),
        ..PdfOptions::default()
    }
}
