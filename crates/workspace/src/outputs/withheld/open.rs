//! Names that may be told, where words of them are words of withheld names too: Болат Ахметов stays, though Нурлан
//! Ахметов is withheld.

use super::matching::{ENDING, ENDINGS, NameWords, SHORTEST, bare};
use super::words_of;
use aigaq_names::Heard;
use aigaq_schema::fold::fold;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Words of fewer sounds are not known by how they sound alone.
const SOUNDS: usize = 5;

/// Names that may be told and share a word with one that is withheld, each with a number.
#[derive(Default)]
pub(super) struct OpenNames {
    /// The numbers of the names that have a word, folded.
    written: HashMap<String, BTreeSet<usize>>,
    /// The same by how it sounds.
    heard: HashMap<Heard, BTreeSet<usize>>,
    /// Those that are one word.
    alone: HashSet<usize>,
    /// The numbers of the names that have a short word, without the vowel that changes with its case.
    short: HashMap<String, BTreeSet<usize>>,
}

impl OpenNames {
    /// Of these names, those that share a word with the hidden ones.
    pub fn of(names: impl Iterator<Item = String>, hidden: &NameWords) -> Self {
        let mut all = Self::default();
        let mut known: HashMap<String, bool> = HashMap::new();
        let mut number = 0;
        for name in names {
            let words = words_of(&name);
            let mut is_shared = |word: &String| match known.get(word) {
                Some(shared) => *shared,
                None => {
                    let shared = hidden.may_be_name(word);
                    known.insert(word.clone(), shared);
                    shared
                }
            };
            if words.iter().any(&mut is_shared) {
                all.add(number, &words);
                number += 1;
            }
        }
        all
    }

    fn add(&mut self, number: usize, words: &[String]) {
        if words.len() == 1 {
            self.alone.insert(number);
        }
        for word in words {
            self.written.entry(word.clone()).or_default().insert(number);
            let heard = Heard::of(word).map(Heard::without_last_vowel);
            if let Some(heard) = heard.filter(|heard| heard.sounds() >= SOUNDS) {
                self.heard.entry(heard).or_default().insert(number);
            }
        }
    }

    /// The same, with short names known in every case: Абай, в Абае. Where names are withheld from others, it is better
    /// to take out such a word too many; where somebody is forgotten for good, it is not.
    pub fn with_short_names_in_every_case(mut self) -> Self {
        let short = self.written.iter();
        let short = short.filter(|(word, _)| word.chars().count() <= SHORTEST);
        self.short = short
            .map(|(word, numbers)| (bare(word).to_owned(), numbers.clone()))
            .collect();
        self
    }

    /// Whether the words that stand side by side may stay: all are of one name that may be told, and it is seen to be
    /// that name, by two of its words or because it has but one.
    ///
    /// `beside` are the words before and behind them.
    pub fn has(&self, words: &[&str], beside: [Option<&str>; 2]) -> bool {
        let mut of_all: Option<BTreeSet<usize>> = None;
        for word in words {
            let of_word = self.with(word);
            of_all = Some(match of_all {
                Some(all) => all.intersection(&of_word).copied().collect(),
                None => of_word,
            });
        }
        let names = of_all.unwrap_or_default();
        let seen = |name: &usize| {
            words.len() > 1
                || self.alone.contains(name)
                || beside
                    .into_iter()
                    .flatten()
                    .any(|word| self.with(word).contains(name))
        };
        names.iter().any(seen)
    }

    /// The numbers of the names that have this word, with whatever ending.
    fn with(&self, word: &str) -> BTreeSet<usize> {
        let folded = fold(word);
        let mut all = BTreeSet::new();
        let length = folded.chars().count();
        for (count, (at, letter)) in folded.char_indices().enumerate() {
            let count = count + 1;
            let is_start = count == length || count >= SHORTEST && length - count <= ENDING;
            if !is_start {
                continue;
            }
            let start = &folded[..at + letter.len_utf8()];
            all.extend(self.written.get(start).into_iter().flatten());
        }
        if !self.short.is_empty() {
            let starts = ENDINGS.iter();
            let starts = starts.filter_map(|ending| folded.strip_suffix(ending.as_str()));
            all.extend(starts.filter_map(|start| self.short.get(start)).flatten());
        }
        if let Some(heard) = Heard::of(word) {
            let sounds = heard.sounds();
            for first in sounds.saturating_sub(ENDING).max(SOUNDS)..=sounds {
                all.extend(self.heard.get(&heard.first(first)).into_iter().flatten());
            }
        }
        all
    }
}
