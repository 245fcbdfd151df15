//! Hierarchical models: sets of terms in which every part of a term is a term.

use serde::{Serialize, Serializer};
use std::fmt;

/// A hierarchical log-linear model with a main effect for every list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Model {
    lists: usize,
    /// Combinations of two and more lists, by size and then by number.
    interactions: Vec<usize>,
}

impl Model {
    /// Lists independent of each other.
    #[must_use]
    pub fn independence(lists: usize) -> Self {
        Self {
            lists,
            interactions: Vec::new(),
        }
    }

    /// The model with these interactions (bit `i` of a term is list `i`) and all their parts. Terms of lists that are
    /// not there are left out.
    #[must_use]
    pub fn with(lists: usize, terms: &[usize]) -> Self {
        let mut interactions: Vec<usize> = (1..1_usize << lists)
            .filter(|part| part.count_ones() >= 2 && terms.iter().any(|term| part & term == *part))
            .collect();
        interactions.sort_by_key(|term| (term.count_ones(), *term));
        Self {
            lists,
            interactions,
        }
    }

    /// The model of generators written as digits of lists, as `[123,14,34]`; `None` when it is not written so.
    #[must_use]
    pub fn parse(lists: usize, text: &str) -> Option<Self> {
        let inner = text.strip_prefix('[')?.strip_suffix(']')?;
        let mut terms = Vec::new();
        for generator in inner.split(',') {
            let mut term = 0;
            for digit in generator.chars() {
                let list = usize::try_from(digit.to_digit(10)?).ok()?;
                if list == 0 || list > lists {
                    return None;
                }
                term |= 1 << (list - 1);
            }
            terms.push(term);
        }
        Some(Self::with(lists, &terms))
    }

    /// How many lists.
    #[must_use]
    pub fn lists(&self) -> usize {
        self.lists
    }

    /// The interactions, bit `i` for list `i`.
    #[must_use]
    pub fn interactions(&self) -> &[usize] {
        &self.interactions
    }

    /// How many coefficients: the constant, the main effects, the interactions.
    #[must_use]
    pub fn parameters(&self) -> usize {
        1 + self.lists + self.interactions.len()
    }

    /// The terms in the order of the coefficients: constant, main effects, interactions.
    pub(crate) fn terms(&self) -> Vec<usize> {
        let mains = (0..self.lists).map(|list| 1 << list);
        [0].into_iter()
            .chain(mains)
            .chain(self.interactions.iter().copied())
            .collect()
    }

    /// The model with one more pair, or without it.
    pub(crate) fn toggled(&self, pair: usize) -> Self {
        let mut terms = self.interactions.clone();
        match terms.iter().position(|term| *term == pair) {
            Some(place) => {
                terms.remove(place);
            }
            None => terms.push(pair),
        }
        Self::with(self.lists, &terms)
    }

    /// The largest terms, of which the others are parts, larger ones first.
    #[must_use]
    pub fn generators(&self) -> Vec<Vec<usize>> {
        let mains: Vec<usize> = (0..self.lists).map(|list| 1 << list).collect();
        let all: Vec<usize> = mains.iter().chain(&self.interactions).copied().collect();
        let mut largest: Vec<Vec<usize>> = all
            .iter()
            .filter(|term| {
                !all.iter()
                    .any(|other| other != *term && other & **term == **term)
            })
            .map(|term| {
                (0..self.lists)
                    .filter(|list| term >> list & 1 == 1)
                    .collect()
            })
            .collect();
        largest.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        largest
    }
}

impl fmt::Display for Model {
    /// As `[123,14,34]`; with more than nine lists, `[1.2.10,3]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = if self.lists > 9 { "." } else { "" };
        let written: Vec<String> = self
            .generators()
            .iter()
            .map(|lists| {
                let numbers: Vec<String> =
                    lists.iter().map(|list| (list + 1).to_string()).collect();
                numbers.join(between)
            })
            .collect();
        write!(f, "[{}]", written.join(","))
    }
}

impl Serialize for Model {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Every hierarchical model with all main effects and without the term of all lists, which no table can hold: to four
/// lists all of them (113 for four), beyond four those of pairs only (1,024 for five, 32,768 for six).
#[must_use]
pub fn all_models(lists: usize) -> Vec<Model> {
    let by_size = |size: u32| -> Vec<usize> {
        (1..1_usize << lists)
            .filter(|term| term.count_ones() == size)
            .collect()
    };
    if lists < 3 {
        return vec![Model::independence(lists)];
    }
    let pairs = by_size(2);
    let triples = if lists == 4 { by_size(3) } else { Vec::new() };
    let mut models = Vec::new();
    for chosen in 0..1_usize << pairs.len() {
        let kept: Vec<usize> = chosen_of(&pairs, chosen);
        // A triple can stand only where its three pairs do.
        let possible: Vec<usize> = triples
            .iter()
            .copied()
            .filter(|triple| {
                pairs
                    .iter()
                    .all(|pair| pair & triple != *pair || kept.contains(pair))
            })
            .collect();
        for triples_chosen in 0..1_usize << possible.len() {
            let mut interactions = kept.clone();
            interactions.extend(chosen_of(&possible, triples_chosen));
            models.push(Model {
                lists,
                interactions,
            });
        }
    }
    models
}

fn chosen_of(all: &[usize], mask: usize) -> Vec<usize> {
    all.iter()
        .enumerate()
        .filter(|(place, _)| mask >> place & 1 == 1)
        .map(|(_, term)| *term)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_models_as_there_are() {
        assert_eq!(
            [2, 3, 4, 5].map(|lists| all_models(lists).len()),
            [1, 8, 113, 1024]
        );
    }

    #[test]
    fn a_model_is_written_and_read() {
        for text in ["[123,14,34]", "[1,2,3,4]", "[124,13]", "[12,3,4]"] {
            assert_eq!(Model::parse(4, text).unwrap().to_string(), text);
        }
        assert_eq!(Model::parse(3, "[14]"), None);
        assert_eq!(Model::parse(4, "[134,12,23]").unwrap().parameters(), 11);
    }
}
