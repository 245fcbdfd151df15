//! Deadlines: times that the law gives, counted from what happened.
//!
//! *In*: the rules of a country pack (`schema/packs/*/rules/deadlines.toml`) and what happened, as plain facts: a step
//! of a case, an application, an intervention, a decision. *Out*: for each rule that applies, the last day ([`Due`]),
//! known as well as the dates and the calendar allow, and how it stands on a day ([`Standing`]).
//!
//! No rule counts as checked by being in the program: each says whether a lawyer has read it ([`Rule::fingerprint`]
//! names the very wording that was read).

mod due;
mod rule;

pub use due::{Deadline, Due, Occurrence, Standing, Step};
pub use rule::{Ends, Length, On, Rule, RuleError, Rules, Who};
