//! How frequent a name or a place is among the records: agreeing on a rare one says more.

use std::collections::HashMap;
use std::hash::Hash;

/// Counts of terms, and how frequent each is held to be. With few records the shipped expectation decides, with many
/// the counts do.
#[derive(Debug, Clone)]
pub struct Frequencies<T> {
    numbers: HashMap<T, u32>,
    counts: Vec<u32>,
    total: u32,
    expected: f64,
    worth: f64,
}

impl<T: Hash + Eq> Frequencies<T> {
    /// Nothing counted; a term is expected to have the frequency `expected`, which is worth as much as `worth` records.
    #[must_use]
    pub fn expecting(expected: f64, worth: f64) -> Self {
        Self {
            numbers: HashMap::new(),
            counts: Vec::new(),
            total: 0,
            expected,
            worth,
        }
    }

    /// Counts a term, and gives its number.
    pub fn count(&mut self, term: T) -> u32 {
        let number = self.number(term);
        self.total = self.total.saturating_add(1);
        if let Some(count) = self.counts.get_mut(number as usize) {
            *count = count.saturating_add(1);
        }
        number
    }

    /// The number of a term, counted or not.
    pub fn number(&mut self, term: T) -> u32 {
        let next = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(term).or_insert(next);
        if number == next {
            self.counts.push(0);
        }
        number
    }

    /// The number of a term that was met before.
    pub fn known(&self, term: &T) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    /// How frequent the term of this number is, between 0 and 1.
    #[must_use]
    pub fn of(&self, number: u32) -> f64 {
        let count = self.counts.get(number as usize).copied().unwrap_or(0);
        (f64::from(count) + self.expected * self.worth) / (f64::from(self.total) + self.worth)
    }

    /// How often the term of this number was counted.
    #[must_use]
    pub fn times(&self, number: u32) -> u32 {
        self.counts.get(number as usize).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_as_frequent_as_expected_until_many_were_counted() {
        let mut all = Frequencies::expecting(0.001, 1000.0);
        let rare = all.number("rare");
        assert!((all.of(rare) - 0.001).abs() < 1e-9);
        let often = all.count("often");
        assert!(all.of(often) < 0.003 && all.of(often) > all.of(rare));
        for _ in 0..100_000 {
            all.count("often");
        }
        assert!(all.of(often) > 0.98 && all.of(rare) < 0.0001);
        assert_eq!((all.times(often), all.known(&"never")), (100_001, None));
    }
}
