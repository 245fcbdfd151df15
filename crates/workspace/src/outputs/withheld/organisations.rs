//! Names of organisations that hold the name of a person who is withheld: «Фонд Ахметова», «ИП Бокаев М.».
//!
//! An organisation may be named, but not by the name of somebody who may not: of its name those words go. Nobody can tell
//! from letters whether the word is there after that person, so it is judged by the word: too much rather than too
//! little. What the group decided may stand does, word by word as it is written down, and nowhere else.

use super::matching::{ENDINGS, NameWords, bare, stem};
use super::pieces::{is_word, pieces, plain};
use super::words_of;
use aigaq_names::Heard;
use aigaq_schema::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Words from so many letters on are told as names loosely, as in texts. Shorter ones begin too many words of other
/// meaning (Азат and Азаттық, Темір and Теміртау): they are told with an ending of a case only.
const LONG: usize = 6;
/// A family name by its form is told loosely from so many letters on.
const FAMILY: usize = 4;
const FAMILY_ENDS: [&str; 10] = [
    "ов", "ев", "ин", "улы", "кызы", "ov", "ev", "in", "uly", "kyzy",
];

/// Words of very many names of organisations here, which only sound like a given name: Central Asia, and Asya. Recorded
/// like this they are names.
const COMMON: [&str; 1] = ["asia"];

/// What names of organisations are judged by.
#[derive(Default)]
pub(super) struct AfterPeople {
    long: NameWords,
    /// Short words, folded, with and without the letter that changes with the case.
    short: BTreeSet<String>,
    /// The same as they sound.
    heard: BTreeSet<Heard>,
}

impl AfterPeople {
    /// Of the words of withheld names, folded.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let (mut all, mut long) = (Self::default(), Vec::new());
        for word in words {
            let length = word.chars().count();
            let is_family =
                length >= FAMILY && FAMILY_ENDS.iter().any(|end| stem(word).ends_with(end));
            if length >= LONG || is_family {
                long.push(word);
                continue;
            }
            all.heard.extend(Heard::of(word));
            let forms = [word.to_owned(), stem(word), bare(word).to_owned()];
            all.short.extend(forms);
        }
        all.long = NameWords::of(long.into_iter());
        all
    }

    /// A word of an organisation's name is one of a withheld name.
    pub fn is_in(&self, name: &str) -> bool {
        let words = words_of(name);
        let mut words = words
            .iter()
            .filter(|word| !COMMON.contains(&word.as_str()) || self.short.contains(word.as_str()));
        words.any(|word| {
            let mut starts = ENDINGS
                .iter()
                .filter_map(|ending| word.strip_suffix(ending.as_str()));
            starts.any(|start| self.short.contains(start))
                || Heard::of(word).is_some_and(|heard| self.heard.contains(&heard))
                || self.long.may_be_name_in_case(word)
        })
    }
}

/// Names of organisations that stand in full because the group decided it.
#[derive(Debug, Default)]
pub(super) struct WholeNames {
    /// Their words, folded, by the first of them; each with whether other words than those of withheld names are
    /// among them.
    by_first: BTreeMap<String, Vec<(Vec<String>, bool)>>,
}

impl WholeNames {
    /// Adds a name; `is_name` tells which of its words are those of withheld names.
    pub fn add(&mut self, name: &str, is_name: impl Fn(&str) -> bool) {
        let pieces = pieces(name);
        let words = pieces.iter().filter(|piece| is_word(piece));
        let words: Vec<(String, bool)> = words
            .map(|piece| (fold(&plain(piece)), is_name(piece)))
            .collect();
        let has_others = words.iter().any(|(_, is_name)| !is_name);
        let words: Vec<String> = words.into_iter().map(|(word, _)| word).collect();
        if let Some(first) = words.first().cloned() {
            self.by_first
                .entry(first)
                .or_default()
                .push((words, has_others));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// The places of the last word of the name that begins with the word at a place, if one does. A name that is wholly
    /// somebody's is one only in quotation marks, or where nothing else stands.
    pub fn end_of(&self, pieces: &[&str], plain: &[impl AsRef<str>], at: usize) -> Option<usize> {
        let word = |at: usize| plain.get(at).map(|piece| fold(piece.as_ref()));
        let names = self.by_first.get(&word(at)?)?;
        let ends = names.iter().filter_map(|(words, has_others)| {
            let end = at + 2 * (words.len() - 1);
            let is_there = (at..=end)
                .step_by(2)
                .zip(words)
                .all(|(at, own)| word(at).as_ref() == Some(own));
            (is_there && (*has_others || is_alone(pieces, at, end))).then_some(end)
        });
        ends.max()
    }
}

/// In quotation marks, or with nothing else beside.
fn is_alone(pieces: &[&str], first: usize, last: usize) -> bool {
    let before = first.checked_sub(1).map_or("", |at| pieces[at]);
    let behind = pieces.get(last + 1).copied().unwrap_or_default();
    let is_quoted =
        before.ends_with(['«', '"', '“', '„']) && behind.starts_with(['»', '"', '”', '“']);
    let nothing_else = first < 2 && last + 2 >= pieces.len();
    is_quoted || nothing_else
}
