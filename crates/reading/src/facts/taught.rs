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
    /// Its words: "put on the stop-list". Forms of "be" before them say nothing.
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

    /// The longest phrase that begins at a token: its last token, and its kind, if it tells a fact.
    pub(super) fn at(&self, tokens: &Tokens, at: usize) -> Option<(usize, Option<&'static str>)> {
        let phrases = self.0.get(tokens.low(at))?;
        phrases.iter().find_map(|taught| {
            let last = at + taught.words.len() - 1;
            let same = (at..)
                .zip(&taught.words)
                .all(|(i, word)| tokens.low(i) == word);
            (same && tokens.together(at, last)).then_some((last, taught.kind))
        })
    }
}

/// The words as the reader takes a text apart, without forms of "be" before them.
fn words_of(phrase: &str) -> Vec<String> {
    let text = Text::new(phrase);
    let tokens = Tokens::of(&text, &[crate::Span::new(0, text.len())]);
    let words = (0..tokens.all.len()).map(|at| tokens.low(at).to_owned());
    words
        .skip_while(|word| super::events::is_be(word))
        .collect()
}
