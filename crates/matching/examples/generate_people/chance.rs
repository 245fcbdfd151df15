//! Chance, and the words that it chooses from.

use std::collections::BTreeMap;

use crate::dice::Dice;

/// The parts of names, and the regions.
const NAMES: &str = include_str!("names.txt");

/// What the generator chooses with.
pub struct Chance {
    dice: Dice,
    words: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Chance {
    pub fn of_seed(seed: u64) -> Self {
        let mut words: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            if let Some((what, some)) = line.split_once(':') {
                words
                    .entry(what)
                    .or_default()
                    .extend(some.split_whitespace());
            }
        }
        Self {
            dice: Dice(seed),
            words,
        }
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.dice.below(n)
    }

    /// True so many times in a hundred.
    pub fn hundred(&mut self, times: u64) -> bool {
        self.below(100) < times
    }

    /// One of the words of a kind.
    pub fn of(&mut self, kind: &str) -> &'static str {
        self.words.get(kind).map_or("", |all| self.dice.one_of(all))
    }

    /// As [`Chance::of`], early ones oftener: names are not evenly spread.
    pub fn often(&mut self, kind: &str) -> &'static str {
        let all = self.words.get(kind).map_or(&[][..], |all| all);
        let n = all.len() as u64;
        let place = self.dice.below(n).min(self.dice.below(n));
        all.get(usize::try_from(place).unwrap_or(0))
            .copied()
            .unwrap_or("")
    }
}
