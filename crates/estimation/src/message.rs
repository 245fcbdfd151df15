//! What an estimate has to say, without a language: a key and what fills its places. The words stand where the
//! project's publications have theirs.

use serde::Serialize;
use std::collections::BTreeMap;

/// What fills a place of a sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Place {
    /// A whole number, of people or of things.
    Whole(u64),
    /// A number that is no count: a ratio, a diagnostic; printed with two decimals.
    Number(f64),
    /// A share, printed as whole per cent.
    Share(f64),
    /// A name or a list of names, as given.
    Text(String),
}

/// A sentence to be said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// Its key.
    pub key: &'static str,
    /// Its places.
    pub places: BTreeMap<&'static str, Place>,
}

impl Message {
    /// A sentence without places.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            places: BTreeMap::new(),
        }
    }

    /// With a whole number.
    #[must_use]
    pub fn whole(mut self, place: &'static str, number: u64) -> Self {
        self.places.insert(place, Place::Whole(number));
        self
    }

    /// With a number of people, rounded.
    #[must_use]
    pub fn people(self, place: &'static str, number: f64) -> Self {
        self.whole(place, crate::table::whole(number.round()))
    }

    /// With a number of two decimals.
    #[must_use]
    pub fn number(mut self, place: &'static str, number: f64) -> Self {
        self.places.insert(place, Place::Number(number));
        self
    }

    /// With a share.
    #[must_use]
    pub fn share(mut self, place: &'static str, share: f64) -> Self {
        self.places.insert(place, Place::Share(share));
        self
    }

    /// With words that are names.
    #[must_use]
    pub fn text(mut self, place: &'static str, text: impl Into<String>) -> Self {
        self.places.insert(place, Place::Text(text.into()));
        self
    }
}

/// Every key that an estimate can use: those of reasons, of what would help, of notes and of mandatory sentences. A
/// language that lacks one is not complete.
pub const KEYS: &[&str] = &[
    "refuse.nobody",
    "refuse.one-list",
    "refuse.too-many-lists",
    "refuse.empty-list",
    "refuse.not-connected",
    "refuse.contained",
    "refuse.no-model",
    "refuse.end-of-grid",
    "range.two-lists",
    "range.coverage",
    "range.seen-twice",
    "range.overlap",
    "range.panel",
    "range.modes",
    "range.list-as-population",
    "range.contained",
    "range.one-estimator",
    "banner.coverage",
    "banner.panel",
    "note.classes-disagree",
    "note.classes-ran-away",
    "note.boundary",
    "note.profile-open",
    "note.not-checked",
    "note.searched",
    "help.another-list",
    "help.join-lists",
    "help.match-again",
    "help.leave-out",
    "help.wider",
    "help.strata",
    "help.ask-lists",
    "say.documented",
    "say.answer",
    "say.range",
    "say.refused",
    "say.assumption-highest",
    "say.assumption-pairs",
    "say.assumption-independence",
    "say.as-well",
    "say.as-well-one",
    "say.no-chance",
    "say.closed",
    "say.sampling-only",
    "say.reproduce",
    "say.reproduce-chains",
    "say.no-ranking",
];
