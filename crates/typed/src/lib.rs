//! What people type, understood: texts as tired people write them in English, Russian and Kazakh, as values.
//!
//! *In*: the text of a field or of a cell ("12–14.03", «около 40 человек», «ҚК 174-б. 2-т.») and a [`Context`]:
//! what day it is, which year and month the sheet is about, which code of law is meant where none is named.
//! *Out*: values of [`aigaq_schema`], or a [`Misunderstood`] that a page can say in the reader's language,
//! with the readings there are. Whatever is read is shown back as understood; what has several readings is
//! never chosen between, and words that a value cannot hold are given back beside it.
//!
//! Knows nothing of records, storage and pages. Pure: no input or output, no clock, no randomness.

mod context;
mod date;
mod duration;
mod laws;
mod misunderstood;
mod money;
mod number;
mod people;
mod plain;
mod property;
mod states;

pub use context::Context;
pub use date::{TypedDate, date, month_in_words, season_in_words};
pub use duration::duration;
pub use laws::{LawCode, law_in_words, laws, laws_with};
pub use misunderstood::{Misunderstood, Problem};
pub use money::money;
pub use number::number;
pub use people::{TypedPerson, people};
pub use property::read;
pub use states::{state, yes_no};
