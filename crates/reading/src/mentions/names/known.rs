//! Names that whoever reads knows already: found wherever they stand.

use super::Kind;
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// What a known name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NameOf {
    /// A person.
    Person,
    /// An organisation, a body of the state, a court, a medium.
    Organisation,
    /// A place.
    Place,
}

/// A name that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownName {
    /// Its words, in any spelling that documents may have.
    pub words: String,
    /// What it is of.
    pub of: NameOf,
}

/// Known names, by the words as the reader takes a text apart.
#[derive(Debug, Default)]
pub(crate) struct KnownNames {
    /// Names of several words, by their first; the longest first.
    long: HashMap<String, Vec<(Vec<String>, Kind)>>,
    /// Names of one word, and surnames of people.
    short: HashMap<String, Kind>,
    surnames: HashSet<String>,
}

impl KnownNames {
    pub(crate) fn of(names: &[KnownName]) -> Self {
        let mut all = Self::default();
        for name in names {
            let words = words_of(&name.words);
            let kind = match name.of {
                NameOf::Person => Kind::Person,
                NameOf::Organisation => Kind::Body,
                NameOf::Place => Kind::Place,
            };
            match words.as_slice() {
                [] => {}
                [one] => {
                    all.short.insert(one.clone(), kind);
                }
                [first, .., last] => {
                    if kind == Kind::Person {
                        all.surnames.insert(last.clone());
                    }
                    let of_first = all.long.entry(first.clone()).or_default();
                    of_first.push((words, kind));
                }
            }
        }
        for names in all.long.values_mut() {
            names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        all
    }

    /// The longest known name of several words that begins with a token: its last token, and what it is.
    pub(super) fn at(&self, tokens: &Tokens, at: usize) -> Option<(usize, Kind)> {
        let names = self.long.get(tokens.low(at))?;
        names.iter().find_map(|(words, kind)| {
            let last = at + words.len() - 1;
            let within =
                last < tokens.all.len() && tokens.all[last].sentence == tokens.all[at].sentence;
            let same = within
                && (at..=last)
                    .zip(words)
                    .all(|(t, word)| tokens.low(t) == word);
            same.then_some((last, *kind))
        })
    }

    /// What a name of one word is known as.
    pub(super) fn alone(&self, name: &str) -> Option<Kind> {
        self.short.get(name).copied()
    }

    /// The last words of people's names.
    pub(super) fn surnames(&self) -> impl Iterator<Item = &str> {
        self.surnames.iter().map(String::as_str)
    }
}

fn words_of(name: &str) -> Vec<String> {
    let text = Text::new(name);
    let tokens = Tokens::of(&text, &[Span::new(0, text.len())]);
    (0..tokens.all.len())
        .map(|at| tokens.low(at).to_owned())
        .collect()
}
