//! A document as JSON: the model itself, for tests and for keeping what was
//! published.

use crate::document::Document;

/// The document as indented JSON.
///
/// # Errors
/// When the JSON cannot be written; with a document of this model it can.
pub fn json(document: &Document) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(document)
}

/// A document from its JSON.
///
/// # Errors
/// When the text is not JSON or not a document.
pub fn parse(text: &str) -> Result<Document, serde_json::Error> {
    serde_json::from_str(text)
}
