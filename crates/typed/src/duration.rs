//! Lengths of time as people write them.

use crate::misunderstood::{Misunderstood, Problem};
use crate::plain::plain;
use aigaq_schema::Span;

/// Reads a length of time.
///
/// # Errors
/// [`Misunderstood`] for what is none, and for a life sentence, which has no length.
pub fn duration(text: &str) -> Result<Span, Misunderstood> {
    let text = plain(text);
    text.parse()
        .map_err(|_| Misunderstood::new(&text, Problem::NotADuration))
}
