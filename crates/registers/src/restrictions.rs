//! Restrictions in force on a day: custody, bans, probation, conditions, suspensions.
//!
//! # How the answer is reached
//!
//! A restriction has one true first day and one true last day, both included; the sources give us less. Every
//! pair of days the facts allow is a *world*. On the day asked a restriction is in force
//! **certainly** when it is in every world, **no** when it is in none, **perhaps** otherwise: [`Certainty`].
//!
//! What the facts mean:
//!
//! - *start* and *end* lie between the first and last day their date can mean. A stated end beats a computed
//!   one; where the two exclude each other that is a reason of its own ([`Reason::EndBeforeTerm`],
//!   [`Reason::EndAfterTerm`]).
//! - without a stated end, a *length* runs its course from the start ([`crate::terms`]) unless a source told
//!   otherwise: silence is not release. Without a start it says something only together with what was told.
//! - *told in force* as of a day: it had begun by then, and had not ended.
//! - *told ended* as of a day: its last day was before (or, with a stated end, not after) that day, and its term,
//!   if it has one, was not exceeded. When the term had run out by then, the term is why it ended; otherwise it
//!   ended early, on a day nobody gave. *Pardoned* and *commuted* always allow an early end.
//! - a telling as of a partial date holds for some day in it. Told as of a later day, it does not decide an
//!   earlier one: the dates do.
//! - counted from *release* or *entry into force*: no start is known unless it is given, only that it is not
//!   before the decision.
//!
//! - *changes* are taken by their dates, in whatever order they were written down. An ending change (lifted, released,
//!   pardoned, replaced…) gives the last day, the earliest of several; without a date it is told as over at some time.
//!   Else the latest change of the term gives the end or the length; where partial dates leave open which came last,
//!   the worlds of each that may have been count.
//! - *until* a step of the case: the day the case came to it is the last day; while no such step is recorded, no end
//!   follows.
//!
//! When no world is left the sources contradict each other. Then both sides are kept: the worlds of the dates
//! and the worlds of each telling count, so the answer is certain only where all sides agree.
//!
//! [`Standing`] is what registers are grouped by. It adds one thing to the three values: **end unknown** when it
//! may be in force and no last possible day follows from anything, whether or not it is certain today.

mod facts;
mod finding;
mod outline;
mod reason;
mod register;
mod standing;
mod why;
mod worlds;

pub use facts::{
    Change, ChangeKind, CountedFrom, Holder, HolderKind, RestrictionFacts, Status, Told, Until,
};
pub use finding::{Certainty, DaysLeft, Doubt, EndRange, EndSource, Finding, NotInForce, Standing};
pub use outline::Outline;
pub use reason::{Fact, Reason};
pub use register::{Entry, RestrictionRegister, Stock, Tally};
