//! A document for word processors (Office Open XML, ISO/IEC 29500), to be worked on further: headings are headings,
//! notes are footnotes, the heads of tables are repeated, and the list of contents leads to its sections.
//!
//! Nothing is written but what the document says: no author, no time, no revision, no path.

mod body;
mod parts;
mod pictures;

use aigaq_publishing::Document;

use crate::letters::Letters;
use crate::told::told;
use crate::zipped::{ZippedError, zipped};
use body::Body;

/// Why no file was made.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct DocxError(#[from] ZippedError);

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
    Ok(zipped(&files)?)
}
