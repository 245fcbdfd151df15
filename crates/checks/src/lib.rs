//! What does not agree: rules over records, each of whose findings a person can look at and settle.
//!
//! *In*: records with their live statements and sources ([`Records`]), borrowed; the day of today and the period
//! asked about ([`Asked`]). *Out*: [`Finding`]s, each with a kind, a sentence as data (a key with its places), the
//! statements it rests on, and a key that stays the same as long as what it rests on does; and which of them a
//! judgement of a person has settled already ([`Findings`]). To look at everything takes long where there is much of it
//! ([`look`]); to lay settlements beside what was found does not ([`sort_out`]).
//!
//! A rule says what cannot be, or what a careful reader would ask about; it never decides who is right. Each module
//! holds the rules about one thing. False alarms cost trust: a rule fires on what is told, not on what is missing,
//! unless the missing thing itself is the finding ([`Weight::Gap`]).
//!
//! Knows nothing of storage, of pages and of languages. Pure: no input or output, no clock, no randomness.

mod addresses;
mod alike;
mod categories;
mod centuries;
mod commitments;
mod consents;
mod dates;
mod differing;
mod figures;
mod finding;
mod input;
mod names;
mod passages;
mod percentages;
mod publishers;
mod references;
mod restrictions;
mod settling;
mod spelling;
mod sums;
mod titles;
mod units;
mod words;

pub use finding::{Arg, Finding, Involved, Kind, Message, SENTENCES, Weight};
pub use input::{Asked, Decided, Judged, Record, Records};
pub use passages::Passage;
pub use settling::{Findings, Settlement, Way, sort_out};

/// Everything that does not agree, the gravest first, without what a person has settled.
#[must_use]
pub fn check(records: &Records<'_>, asked: &Asked) -> Findings {
    let found = look(records, asked, &|_| {});
    sort_out(records, asked, found.unwrap_or_default())
}

/// A rule: what it finds among the records goes to the others.
type Rule = fn(&Records<'_>, &Asked, &mut Vec<Finding>);

/// All rules, in the order in which they look.
const RULES: [Rule; 17] = [
    sums::check,
    units::check,
    differing::check,
    alike::check,
    figures::check,
    dates::check,
    centuries::check,
    restrictions::check,
    names::check,
    percentages::check,
    addresses::check,
    titles::check,
    publishers::check,
    references::check,
    categories::check,
    consents::check,
    commitments::check,
];

/// How many rules there are.
pub const HOW_MANY: usize = RULES.len();

/// Everything that does not agree, whether settled or not, in no order; `None` when it was given up
/// ([`Records::as_long_as`]). `told` hears how many of the [`HOW_MANY`] rules have looked.
#[must_use]
pub fn look(records: &Records<'_>, asked: &Asked, told: &dyn Fn(usize)) -> Option<Vec<Finding>> {
    let mut found = Vec::new();
    for (done, rule) in RULES.iter().enumerate() {
        told(done);
        rule(records, asked, &mut found);
        if !records.goes_on() {
            return None;
        }
    }
    told(RULES.len());
    Some(found)
}
