//! People, organisations and places.
//!
//! Words with capitals make runs, and what stands in a run and around it votes on what it is: lists, words of bodies
//! and places, titles before, known given names and endings of surnames, verbs behind. Then all places where the same
//! words stand vote together, a surname goes with the person named in full, and short forms with the body whose they
//! are. What nobody votes for is left out.

mod around;
mod bodies;
mod known;
mod people;
mod places;
mod runs;
mod russian;
mod vote;

pub(crate) use known::KnownNames;
pub use known::{KnownName, NameOf};

use super::{Mention, Named};
use crate::Document;
use crate::text::Span;

/// What a run of words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Person,
    Body,
    Place,
}

/// Words that may be a name.
#[derive(Debug, Clone)]
struct Candidate {
    first: usize,
    last: usize,
    /// For each kind, how much speaks for it here.
    votes: [i32; 3],
    /// It names nothing here, whatever it is elsewhere ("Kazakh", "Victory Day").
    refused: bool,
}

impl Candidate {
    fn new(first: usize, last: usize) -> Self {
        Self {
            first,
            last,
            votes: [0; 3],
            refused: false,
        }
    }

    fn vote(&mut self, kind: Kind, weight: i32) {
        self.votes[kind as usize] += weight;
    }

    fn with(mut self, kind: Kind, weight: i32) -> Self {
        self.vote(kind, weight);
        self
    }
}

/// A vote of this weight stands by itself.
const SURE: i32 = 10;
/// With less, a run is no name.
const LEAST: i32 = 2;

/// Finds them; where a law or a date stands there is none.
pub(super) fn names(document: &Document, laws: &[Mention], dates: &[Mention]) -> Vec<Mention> {
    let tokens = &document.tokens;
    let taken = |span: Span| super::laws::within(laws, span) || super::laws::within(dates, span);
    let mut candidates = runs::candidates(document, &taken);
    for candidate in &mut candidates {
        around::vote(document, candidate);
    }
    around::abbreviations(document, &mut candidates);
    around::joined(document, &mut candidates);
    let decided = vote::decide(document, &candidates);
    let mut mentions: Vec<Mention> = candidates
        .iter()
        .zip(decided)
        .filter_map(|(candidate, kind)| {
            let named = match kind? {
                Kind::Person => Named::Person,
                Kind::Body => Named::Organisation,
                Kind::Place => Named::Place,
            };
            let span = tokens.span(candidate.first, candidate.last);
            // What grew over a law or a date gives way to it.
            (!taken(span)).then_some(Mention { named, span })
        })
        .collect();
    without_overlap(&mut mentions);
    mentions
}

/// Of two that overlap the longer stays.
fn without_overlap(mentions: &mut Vec<Mention>) {
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions.drain(..) {
        match kept.last() {
            Some(last) if last.span.overlaps(mention.span) => {
                if mention.span.len() > last.span.len() {
                    kept.pop();
                    kept.push(mention);
                }
            }
            _ => kept.push(mention),
        }
    }
    *mentions = kept;
}
