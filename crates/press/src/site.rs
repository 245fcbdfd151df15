//! A static site as files: its pages, and beside them pages to print, tables, and the package of data.

use aigaq_publishing::csv::{CsvError, Mark, single};
use aigaq_publishing::site::{Made, Site};

use crate::pdf::{PdfError, pdf};
use crate::zipped::{ZippedError, zipped};

/// A file of a site could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// No pages.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// No table.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// No package.
    #[error(transparent)]
    Zipped(#[from] ZippedError),
}

/// All files by their paths within the site's folder, the page that it opens with first. The same site makes the same
/// bytes.
///
/// # Errors
/// [`SiteError`] when a file cannot be made. What people typed is no reason for it.
pub fn files(site: &Site) -> Result<Vec<(String, Vec<u8>)>, SiteError> {
    let pages = site.pages().into_iter();
    let mut files: Vec<(String, Vec<u8>)> = pages
        .map(|page| (page.path, page.html.into_bytes()))
        .collect();
    for download in site.downloads() {
        let bytes = match download.of {
            Made::Pages(document) => pdf(document)?,
            Made::Tables(document) => single(document, Mark::ForExcel)?.into_bytes(),
            Made::Data(files) => zipped(files)?,
        };
        files.push((download.path, bytes));
    }
    Ok(files)
}
