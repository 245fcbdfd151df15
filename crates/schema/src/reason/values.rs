//! What is wrong with a text that should have been a value, as a [`Reason`].

use crate::date::DateError;
use crate::duration::SpanError;
use crate::id::NotAnId;
use crate::language::UnknownLanguage;
use crate::number::NumberError;
use crate::reason::{Fills, Key, Reason};
use crate::reasons_of;
use crate::value::ValueError;

reasons_of! {
    /// Not a date.
    pub fn date(&DateError) in "value", keys DATE_KEYS {
        NoSuchDay { text: text, year: year, month: month, days: days } => "no_such_day",
        NoSuchMonth { 0: text } => "no_such_month",
        Backwards { 0: text } => "date_backwards",
        Form { 0: text } => "no_date",
    }
}

reasons_of! {
    /// Not a number.
    pub fn number(&NumberError) in "value", keys NUMBER_KEYS {
        Form { 0: text } => "no_number",
        Backwards { 0: text } => "number_backwards",
    }
}

reasons_of! {
    /// Not a value of the kind that is kept there.
    pub fn value(&ValueError) in "value", keys VALUE_KEYS {
        Code { text: text, list: list, near: near } => "no_code",
        YesNo { 0: text } => "no_yes_no",
        NotFromText { 0: kind } => "not_from_text",
        TooLong { length: length, most: most } => "too_long",
    } inner { Date => date, Number => number, Span => span, Id => id }
}

/// The keys of the reasons that stand alone.
pub const OTHER_KEYS: &[Key] = &[
    ("value", "no_span", &["text"]),
    ("value", "no_id", &["text"]),
    ("value", "no_language", &["text"]),
];

/// Not a length of time.
#[must_use]
pub fn span(error: &SpanError) -> Reason {
    of_text("no_span", error, &error.0)
}

/// Not an id.
#[must_use]
pub fn id(error: &NotAnId) -> Reason {
    of_text("no_id", error, &error.0)
}

/// Not a language of this program.
#[must_use]
pub fn language(error: &UnknownLanguage) -> Reason {
    of_text("no_language", error, &error.0)
}

fn of_text(key: &'static str, error: &dyn std::fmt::Display, text: &str) -> Reason {
    Reason::new(
        "value",
        key,
        error.to_string(),
        vec![("text", text.place())],
    )
}
