//! Dates as people write them.

use crate::context::Context;
use crate::misunderstood::{Misunderstood, Problem};
use crate::plain::plain;
use aigaq_schema::{Clock, PartialDate};

/// A date understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedDate {
    /// The date, as precise as it was written.
    pub date: PartialDate,
    /// The time of day, where one was written.
    pub clock: Option<Clock>,
    /// Words of the text that the date cannot hold («начало», seconds), as typed: shown beside what was
    /// understood, or kept as a note.
    pub unsaid: Vec<String>,
}

/// Reads a date.
///
/// # Errors
/// [`Misunderstood`], with suggestions where there are several readings.
pub fn date(text: &str, _context: &Context) -> Result<TypedDate, Misunderstood> {
    let text = plain(text);
    text.parse()
        .map(|date| TypedDate {
            date,
            clock: None,
            unsaid: Vec::new(),
        })
        .map_err(|_| Misunderstood::new(&text, Problem::NotADate))
}
