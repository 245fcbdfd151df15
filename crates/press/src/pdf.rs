//! Pages. The document becomes plain data, a short text of typography ([`press.typ`](https://typst.app/docs))
//! sets it, and Typst breaks lines and pages and writes the file. Words of the document are data from first to last:
//! nothing in them can be read as markup.

mod shop;

use aigaq_publishing::Document;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::letters::Letters;
use crate::told::told;
use shop::Shop;

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
    let shop = Shop::open(serde_json::to_vec(&told(document, Letters::OfOurFonts))?)?;
    let pages = typst::compile::<PagedDocument>(&shop).output;
    let made = pages.and_then(|pages| typst_pdf::pdf(&pages, &options()));
    // What was laid out is remembered for the next time; the words of a publication are not kept in memory for that.
    typst::comemo::evict(0);
    made.map_err(|faults| {
        let first = faults.first().map(|fault| fault.message.to_string());
        PdfError::Set(first.unwrap_or_default())
    })
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
