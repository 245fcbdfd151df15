//! Words that hold one place in a sentence, by the name of the place: `lists/slots.txt`.

use crate::lists::{lines, same_word};
use crate::tokens::Tokens;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The words of one place, each alternative as its words.
type Slot = Vec<Vec<&'static str>>;

/// All places by their names.
fn slots() -> &'static HashMap<&'static str, Slot> {
    static READ: OnceLock<HashMap<&'static str, Slot>> = OnceLock::new();
    READ.get_or_init(|| {
        let mut all: HashMap<&'static str, Slot> = HashMap::new();
        for line in lines(include_str!("../lists/slots.txt")) {
            let Some((name, words)) = line.split_once(" = ") else {
                continue;
            };
            let words = words.split(" / ");
            let words = words.map(|phrase| phrase.split_whitespace().collect());
            all.entry(name.trim()).or_default().extend(words);
        }
        all
    })
}

/// The alternatives of a place; none where there is no such place.
pub(crate) fn slot(name: &str) -> &'static [Vec<&'static str>] {
    slots().get(name).map_or(&[], Vec::as_slice)
}

/// Whether a word, in small letters, is one of a place's.
pub(crate) fn has(name: &str, word: &str) -> bool {
    let mut alone = slot(name).iter().filter(|words| words.len() == 1);
    alone.any(|words| same_word(words[0], word))
}

/// Whether the word at a token is one of a place's.
pub(crate) fn is(tokens: &Tokens, at: usize, name: &str) -> bool {
    at < tokens.all.len() && has(name, tokens.low(at))
}

/// Whether one of a place's phrases stands whole among these tokens.
pub(crate) fn stands(tokens: &Tokens, mut among: std::ops::Range<usize>, name: &str) -> bool {
    let phrases = slot(name);
    let end = among.end;
    among.any(|at| {
        phrases.iter().any(|words| {
            at + words.len() <= end
                && (at..)
                    .zip(words)
                    .all(|(at, word)| same_word(word, tokens.low(at)))
        })
    })
}

/// Endings by their name, "" for none.
pub(crate) fn endings(name: &str) -> impl Iterator<Item = &'static str> {
    let all = slot(name).iter().filter_map(|words| words.first());
    all.map(|ending| if *ending == "-" { "" } else { ending })
}
