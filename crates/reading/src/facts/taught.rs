//! Phrases that a group taught: the words by which its reports tell of an event, and its kind; or that they tell none.

use crate::text::Text;
use crate::tokens::Tokens;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The kinds of facts.
pub const FACT_KINDS: [&str; 24] = [
    "arrest",
    "detention",
    "charge",
    "conviction",
    "sentence",
    "restriction",
    "release",
    "death",
    "attack",
    "threat",
    "disappearance",
    "fine",
    "registration_refusal",
    "suspension",
    "ban",
    "closure",
    "raid",
    "investigation",
    "investigation_dropped",
    "acquittal",
    "expulsion",
    "extradition",
    "citizenship",
    "forced_labour",
];

/// A phrase that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPhrase {
    /// Its words: "put on the stop-list", "placed … under watch". Forms of "be" before them say nothing.
    pub words: String,
    /// The kind of fact, one of [`FACT_KINDS`]; without one it tells no fact.
    pub kind: Option<String>,
}

/// Known phrases, by their first word.
#[derive(Debug, Default)]
pub(crate) struct KnownPhrases(HashMap<String, Vec<Taught>>);

/// One of them.
#[derive(Debug)]
struct Taught {
    words: Vec<String>,
    kind: Option<&'static str>,
}

impl KnownPhrases {
    /// Those whose kind there is; of a phrase that is told twice the last holds.
    pub(crate) fn of(phrases: &[KnownPhrase]) -> Self {
        let mut all = Self::default();
        for phrase in phrases {
            let kind = match &phrase.kind {
                None => None,
                Some(kind) => match FACT_KINDS.into_iter().find(|known| known == kind) {
                    Some(kind) => Some(kind),
                    None => continue,
                },
            };
            let words = words_of(&phrase.words);
            let Some(first) = words.first() else {
                continue;
            };
            let of_first = all.0.entry(first.clone()).or_default();
            of_first.retain(|taught| taught.words != words);
            of_first.push(Taught { words, kind });
        }
        for phrases in all.0.values_mut() {
            phrases.sort_by_key(|taught| std::cmp::Reverse(taught.words.len()));
        }
        all
    }

    /// The longest phrase that begins at a token, if it tells a fact or that there is none.
    pub(super) fn at(&self, tokens: &Tokens, at: usize) -> Option<At> {
        let phrases = self.0.get(tokens.low(at))?;
        phrases.iter().find_map(|taught| taught.at(tokens, at))
    }
}

/// Where a phrase stands, and what it tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) last: usize,
    /// First and last token of whom it is done to, where that stands between its words.
    pub(super) between: Option<(usize, usize)>,
    pub(super) kind: Option<&'static str>,
}

impl Taught {
    fn at(&self, tokens: &Tokens, at: usize) -> Option<At> {
        let stands = |at: usize, words: &[String]| {
            let same = (at..).zip(words).all(|(i, word)| tokens.low(i) == word);
            let last = at + words.len() - 1;
            (same && tokens.together(at, last)).then_some(last)
        };
        let mut halves = self.words.splitn(2, |word| word == GAP);
        let last = stands(at, halves.next().unwrap_or_default())?;
        let Some(end) = halves.next() else {
            return Some(At {
                last,
                between: None,
                kind: self.kind,
            });
        };
        let open = last + 1;
        (open + 1..open + LONGEST_GAP)
            .take_while(|behind| {
                tokens.together(at, *behind) && !tokens.is(behind - 1, &[";", ":"])
            })
            .find_map(|behind| stands(behind, end).map(|last| (behind, last)))
            .map(|(behind, last)| At {
                last,
                between: Some((open, behind - 1)),
                kind: self.kind,
            })
    }
}

/// In a phrase, whom it is done to: "placed … under house arrest".
const GAP: &str = "…";
/// So many tokens stand there at most.
const LONGEST_GAP: usize = 14;

/// Whether the reader knows these words by itself as telling of an event, like "arrested": nobody may teach it that they
/// tell nothing, for then it would pass over them in every document.
#[must_use]
pub fn is_listed_phrase(phrase: &str) -> bool {
    let text = Text::new(&words_of(phrase).join(" "));
    super::patterns::is_listed(&Tokens::of(&text, &[crate::Span::new(0, text.len())]))
}

/// The words as the reader takes a text apart, without forms of "be" before them.
fn words_of(phrase: &str) -> Vec<String> {
    let text = Text::new(&phrase.replace("...", GAP));
    let tokens = Tokens::of(&text, &[crate::Span::new(0, text.len())]);
    let words = (0..tokens.all.len()).map(|at| tokens.low(at).to_owned());
    let words = words.skip_while(|word| word == GAP || super::events::is_be(word));
    let mut words: Vec<String> = words.collect();
    while words.last().is_some_and(|word| word == GAP) {
        words.pop();
    }
    // One place for whom it is done to, and no more.
    let gap = words.iter().position(|word| word == GAP);
    let mut at = 0;
    words.retain(|word| {
        at += 1;
        word != GAP || gap == Some(at - 1)
    });
    words
}
