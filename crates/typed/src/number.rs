//! Numbers as people write them.

use crate::misunderstood::{Misunderstood, Problem};
use crate::plain::plain;
use aigaq_schema::Quantity;

/// Reads a number with what is said of it; a word behind it is kept as its unit.
///
/// # Errors
/// [`Misunderstood`], with suggestions where there are several readings.
pub fn number(text: &str) -> Result<Quantity, Misunderstood> {
    let text = plain(text);
    text.parse()
        .map_err(|_| Misunderstood::new(&text, Problem::NotANumber))
}
