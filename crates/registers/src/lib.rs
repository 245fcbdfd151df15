//! Registers: what holds on a day, what runs out, what is due.
//!
//! *In*: plain facts read from records (partial dates, terms, what sources told and when) and the day asked.
//! *Out*: an answer with three values (certainly, perhaps, no), the end that follows, the days left, and the
//! reasons as an enum, so that every language can say them.
//!
//! Knows nothing of storage, languages or pages, and never asks what day it is. The registers:
//!
//! - [`restrictions`]: who is held, banned or conditioned on a day; stock, endings.
//!
//! They share [`terms`] (how a term of years, months and days ends on a day of the calendar) and
//! [`range`] (days known badly).

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")
)]

pub mod calendar;
pub mod range;
pub mod restrictions;
pub mod terms;

pub use range::DayRange;
pub use restrictions::{Finding, RestrictionFacts, RestrictionRegister, Standing};
pub use terms::{FirstDay, Term};
