//! Registers: what holds on a day, what runs out, what is due.
//!
//! *In*: plain facts read from records (partial dates, terms, what sources told and when) and the day asked.
//! *Out*: an answer with three values (certainly, perhaps, no), the end that follows, the days left, and the
//! reasons as an enum, so that every language can say them.
//!
//! Knows nothing of storage, languages or pages, and never asks what day it is. The registers:
//!
//! - [`restrictions`]: who is held, banned or conditioned on a day; stock, endings; changes.
//! - [`prisoners`]: who stands on whose list of political prisoners; additions and removals.
//! - [`assemblies`]: notices and applications; deemed allowed, filed late, answered late; the share allowed.
//! - [`cases`]: pending, closed, new; the next hearing; chains of cases.
//! - [`funnel`]: from an allegation of torture to a conviction, with the time at each step.
//! - [`commitments`]: three axes, groups of what is the same, topics, scorecards.
//! - [`decisions`]: of courts and international bodies: asked, due, answered, done.
//! - [`consents`]: what a person allowed, for whom; what decides of all they said.
//! - [`deadlines`]: times that the law gives, counted by the calendar of the country ([`calendar`]).
//!
//! [`flaws`] says what was entered that cannot be. They share [`terms`] (how a term of years, months and days ends on
//! a day of the calendar) and [`range`] (days known badly).

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")
)]

pub mod assemblies;
pub mod calendar;
pub mod cases;
pub mod commitments;
pub mod consents;
pub mod deadlines;
pub mod decisions;
pub mod flaws;
pub mod funnel;
pub mod prisoners;
pub mod range;
pub mod restrictions;
pub mod terms;

pub use range::DayRange;
pub use restrictions::{Finding, RestrictionFacts, RestrictionRegister, Standing};
pub use terms::{FirstDay, Running, Term};
