//! Who is one person, which reports tell of one event, which names are of one organisation.
//!
//! In: records as plain values ([`people::Person`], [`events::Report`], names of organisations) and what people decided
//! about pairs of them ([`decision::Decision`]). Out: proposals, best first, each with what was compared, what was found
//! and what it weighs in bits ([`people::Explanation`], [`events::ReportEvidence`]), as data of which sentences are made
//! elsewhere; groups in which the evidence puts the records ([`people::Grouped`]); and the clusters that decisions make
//! ([`clusters::Clusters`]).
//!
//! Rules that hold everywhere:
//!
//! - A name alone proposes and never merges. A contradicting patronymic, sex or identifier, or a person's "different",
//!   forbids.
//! - What comes out depends on the set of records and of decisions, not on their order; the smallest id represents.
//! - A decision taken back leaves exactly what was before it: clusters are a projection, nothing is stored.
//!
//! Pure: no input or output, no clock, no randomness. It knows nothing of workspaces, languages of readers and how
//! records are kept. What a pair of names has in common it learns from `aigaq_names`.
//!
//! ```
//! use aigaq_matching::decision::{Decision, Held};
//! use aigaq_matching::people::{Model, People, Person};
//! let person = |id, name: &str, born: &str| Person {
//!     id,
//!     names: vec![name.to_owned()],
//!     born: born.parse().ok(),
//!     ..Person::default()
//! };
//! let people = People::of(Model::shipped(), [
//!     person(7, "Мұхтар Әблязов", "1963-05-16"),
//!     person(9, "Ablyazov Mukhtar", "1963-05-16"),
//! ])?;
//! let nothing: [Decision<u32, u32>; 0] = [];
//! let best = &people.proposals(&Held::of(&nothing), 1)[0];
//! assert_eq!((best.one, best.other), (7, 9));
//! # Ok::<(), aigaq_matching::people::SameId<u32>>(())
//! ```

#![cfg_attr(
    test,
    expect(
        clippy::unwrap_used,
        clippy::panic,
        reason = "a test may stop at the first surprise"
    )
)]

pub mod birth;
pub mod bits;
pub mod clusters;
pub mod decision;
pub mod events;
pub mod frequency;
pub mod linkage;
pub mod organisations;
pub mod people;
mod places;
pub mod weights;

/// Asked now and then while many are compared with many, from whichever thread: whether to go on.
pub type GoesOn<'a> = &'a (dyn Fn() -> bool + Sync);
