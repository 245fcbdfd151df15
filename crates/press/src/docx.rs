//! A document for word processors (Office Open XML, ISO/IEC 29500), to be worked on further: headings are headings,
//! notes are footnotes, the heads of tables are repeated, and the list of contents leads to its sections.
//!
//! Nothing is written but what the document says: no author, no time, no revision, no path.

mod body;
mod parts;
mod pictures;

use std::io::{Cursor, Write as _};

use aigaq_publishing::Document;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::letters::Letters;
use crate::told::told;
use body::Body;

/// Why no file was made.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The parts could not be put together.
    #[error("the file cannot be put together: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A part could not be written.
    #[error("the file cannot be put together: {0}")]
    Write(#[from] std::io::Error),
}

/// The document as a .docx file.
///
/// # Errors
/// [`DocxError`] when its parts cannot be put together. What people typed is no reason for it.
pub fn docx(document: &Document) -> Result<Vec<u8>, DocxError> {
    let told = told(document, Letters::Any);
    let body = Body::of(&told);
    let mut files: Vec<(String, Vec<u8>)> = vec![
        (
            "[Content_Types].xml".to_owned(),
            parts::CONTENT_TYPES.into(),
        ),
        ("_rels/.rels".to_owned(), parts::RELATIONS.into()),
        (
            "docProps/core.xml".to_owned(),
            parts::properties(&told).into(),
        ),
        ("word/document.xml".to_owned(), body.document.into()),
        ("word/footnotes.xml".to_owned(), body.footnotes.into()),
        ("word/header1.xml".to_owned(), parts::header(&told).into()),
        ("word/footer1.xml".to_owned(), parts::footer(&told).into()),
        (
            "word/styles.xml".to_owned(),
            parts::styles(told.language).into(),
        ),
        (
            "word/numbering.xml".to_owned(),
            parts::numbering(body.numbered).into(),
        ),
        ("word/settings.xml".to_owned(), parts::SETTINGS.into()),
        (
            "word/_rels/document.xml.rels".to_owned(),
            parts::relations(&body.addresses, body.pictures.len()).into(),
        ),
        (
            "word/_rels/footnotes.xml.rels".to_owned(),
            parts::relations_of_notes(&body.addresses_of_notes).into(),
        ),
    ];
    for (at, picture) in (1..).zip(body.pictures) {
        files.push((format!("word/media/chart{at}.svg"), picture.svg.into()));
        files.push((format!("word/media/chart{at}.png"), picture.png));
    }
    // The day of each part is the first that the format knows.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name, options)?;
        zip.write_all(&content)?;
    }
    Ok(zip.finish()?.into_inner())
}
