//! The table that everything starts from: how many people each combination of lists recorded.
//!
//! A combination is a pattern of `0` and `1`, the first character for the first list, and inside a number whose bit
//! `i` is list `i`. The pattern of people on no list cannot be observed and is never part of a table.

use crate::error::InputError;
use std::collections::BTreeSet;

/// The most lists a table can hold; estimators say for themselves how many they take.
pub const MOST_LISTS: usize = 20;

/// The largest total: beyond it a double no longer holds each whole number.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Counts of people by the combination of lists that recorded them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureTable {
    lists: Vec<String>,
    /// By combination, 2^lists numbers; the first (on no list) is zero.
    counts: Vec<u64>,
}

impl CaptureTable {
    /// A table from patterns and counts, as they stand in a file. Patterns that are absent count zero.
    ///
    /// # Errors
    /// [`InputError`]: no list or too many, names that repeat, a pattern of the wrong length or with another
    /// character, given twice, or of people on no list; a count that is negative, fractional or too large.
    pub fn from_patterns<P: AsRef<str>>(
        lists: Vec<String>,
        patterns: impl IntoIterator<Item = (P, f64)>,
    ) -> Result<Self, InputError> {
        let mut table = Self::empty(lists)?;
        let mut seen = BTreeSet::new();
        let mut total = 0.0;
        for (pattern, count) in patterns {
            let pattern = pattern.as_ref();
            let combination = table.combination(pattern)?;
            let named = || pattern.to_owned();
            if !seen.insert(combination) {
                return Err(InputError::PatternTwice { pattern: named() });
            }
            if !count.is_finite() || count < 0.0 {
                return Err(InputError::Negative { pattern: named() });
            }
            if count.fract() != 0.0 {
                return Err(InputError::Fractional { pattern: named() });
            }
            if combination == 0 && count > 0.0 {
                return Err(InputError::Unseen { pattern: named() });
            }
            total += count;
            if total >= LARGEST {
                return Err(InputError::TooLarge);
            }
            table.counts[combination] = whole(count);
        }
        Ok(table)
    }

    /// A table without anybody, to be filled with [`Self::add`].
    ///
    /// # Errors
    /// [`InputError`]: no list or too many, a name that is empty or repeats.
    pub fn empty(lists: Vec<String>) -> Result<Self, InputError> {
        if lists.is_empty() {
            return Err(InputError::NoLists);
        }
        if lists.len() > MOST_LISTS {
            return Err(InputError::TooManyLists {
                given: lists.len(),
                most: MOST_LISTS,
            });
        }
        let mut names = BTreeSet::new();
        for name in &lists {
            if name.trim().is_empty() {
                return Err(InputError::NamelessList);
            }
            if !names.insert(name.as_str()) {
                return Err(InputError::ListTwice { list: name.clone() });
            }
        }
        let counts = vec![0; 1 << lists.len()];
        Ok(Self { lists, counts })
    }

    /// Adds one person, recorded by this combination of lists (bit `i` is list `i`). Somebody on no list is nobody
    /// that was recorded, and is not counted.
    pub fn add(&mut self, combination: usize) {
        if combination != 0
            && let Some(count) = self.counts.get_mut(combination)
        {
            *count += 1;
        }
    }

    /// The table of counts by combination; the count of the first, people on no list, is set to zero.
    pub(crate) fn from_counts(lists: Vec<String>, mut counts: Vec<u64>) -> Self {
        counts.resize(1 << lists.len(), 0);
        counts[0] = 0;
        Self { lists, counts }
    }

    fn combination(&self, pattern: &str) -> Result<usize, InputError> {
        let length = pattern.chars().count();
        if length != self.lists.len() {
            return Err(InputError::PatternLength {
                pattern: pattern.to_owned(),
                length,
                lists: self.lists.len(),
            });
        }
        let mut combination = 0;
        for (list, mark) in pattern.chars().enumerate() {
            match mark {
                '0' => {}
                '1' => combination |= 1 << list,
                _ => {
                    return Err(InputError::PatternCharacter {
                        pattern: pattern.to_owned(),
                    });
                }
            }
        }
        Ok(combination)
    }

    /// The names of the lists.
    #[must_use]
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// How many lists.
    #[must_use]
    pub fn width(&self) -> usize {
        self.lists.len()
    }

    /// Counts by combination; bit `i` of the index is list `i`, and index 0 (on no list) holds zero.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Counts as doubles, for the estimators.
    pub(crate) fn doubles(&self) -> Vec<f64> {
        self.counts.iter().map(|count| real(*count)).collect()
    }

    /// The documented number: people on at least one list.
    #[must_use]
    pub fn documented(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many people stand on exactly 1, 2, … lists.
    #[must_use]
    pub fn frequencies(&self) -> Vec<u64> {
        let mut by_number = vec![0; self.width()];
        for (combination, count) in self.counts.iter().enumerate().skip(1) {
            by_number[combination.count_ones() as usize - 1] += count;
        }
        by_number
    }

    /// How many people stand on each list.
    #[must_use]
    pub fn totals(&self) -> Vec<u64> {
        (0..self.width())
            .map(|list| self.on_all(1 << list))
            .collect()
    }

    /// How many people stand on all lists of a combination, whatever others they stand on.
    #[must_use]
    pub fn on_all(&self, combination: usize) -> u64 {
        self.counts
            .iter()
            .enumerate()
            .filter(|(cell, _)| cell & combination == combination)
            .map(|(_, count)| count)
            .sum()
    }

    /// How many people each list alone recorded.
    #[must_use]
    pub fn singles(&self) -> Vec<u64> {
        (0..self.width())
            .map(|list| self.counts[1 << list])
            .collect()
    }

    /// All pairs of lists with the number of people on both.
    #[must_use]
    pub fn overlaps(&self) -> Vec<(usize, usize, u64)> {
        let mut pairs = Vec::new();
        for first in 0..self.width() {
            for second in first + 1..self.width() {
                pairs.push((first, second, self.on_all(1 << first | 1 << second)));
            }
        }
        pairs
    }

    /// Is each list tied to each other by people on both, directly or over others?
    #[must_use]
    pub fn is_connected(&self) -> bool {
        let overlaps = self.overlaps();
        let mut reached = 1_usize;
        loop {
            let before = reached;
            for (first, second, both) in &overlaps {
                let pair = 1 << first | 1 << second;
                if *both > 0 && reached & pair != 0 {
                    reached |= pair;
                }
            }
            if reached == before {
                return reached == (1 << self.width()) - 1;
            }
        }
    }

    /// Pairs of lists of which the second holds everybody who stands on the first.
    #[must_use]
    pub fn contained(&self) -> Vec<(usize, usize)> {
        let totals = self.totals();
        let mut inside = Vec::new();
        for (first, second, both) in self.overlaps() {
            if both > 0 && both == totals[first] {
                inside.push((first, second));
            } else if both > 0 && both == totals[second] {
                inside.push((second, first));
            }
        }
        inside
    }

    /// The people on one list, by the combinations of the other lists; those on no other list are left out. Its size
    /// is known, so it tests an estimate made from the others.
    #[must_use]
    pub fn within(&self, list: usize) -> Self {
        let lists = self
            .lists
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != list)
            .map(|(_, name)| name.clone())
            .collect();
        let mut counts = vec![0; 1 << (self.width() - 1)];
        let low = (1 << list) - 1;
        for (cell, count) in self.counts.iter().enumerate() {
            if cell & 1 << list != 0 {
                counts[cell & low | (cell >> 1) & !low] += count;
            }
        }
        Self::from_counts(lists, counts)
    }

    /// The table of the first `width` lists only: how an estimate moves as lists are added.
    #[must_use]
    pub fn first_lists(&self, width: usize) -> Self {
        let width = width.clamp(1, self.width());
        let mut counts = vec![0; 1 << width];
        for (cell, count) in self.counts.iter().enumerate() {
            counts[cell & ((1 << width) - 1)] += count;
        }
        Self::from_counts(self.lists[..width].to_vec(), counts)
    }

    /// A combination as its pattern of `0` and `1`.
    #[must_use]
    pub fn pattern(&self, combination: usize) -> String {
        (0..self.width())
            .map(|list| {
                if combination >> list & 1 == 1 {
                    '1'
                } else {
                    '0'
                }
            })
            .collect()
    }
}

/// A count as a double: exact, since no table holds more than 2⁵³.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts are below 2⁵³, which `from_patterns` checks"
)]
pub(crate) const fn real(count: u64) -> f64 {
    count as f64
}

/// A double that holds a whole number that is not negative, as one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casting saturates, and callers hold whole numbers"
)]
pub(crate) const fn whole(count: f64) -> u64 {
    count as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(n: usize) -> Vec<String> {
        (0..n).map(|i| format!("L{i}")).collect()
    }

    #[test]
    fn bad_tables_are_refused_with_the_reason() {
        let of = |lists: usize, patterns: &[(&str, f64)]| {
            CaptureTable::from_patterns(named(lists), patterns.iter().copied()).unwrap_err()
        };
        assert!(matches!(of(0, &[]), InputError::NoLists));
        assert!(matches!(of(21, &[]), InputError::TooManyLists { .. }));
        assert!(matches!(
            of(2, &[("011", 1.0)]),
            InputError::PatternLength { length: 3, .. }
        ));
        assert!(matches!(
            of(2, &[("0x", 1.0)]),
            InputError::PatternCharacter { .. }
        ));
        assert!(matches!(
            of(2, &[("01", -1.0)]),
            InputError::Negative { .. }
        ));
        assert!(matches!(
            of(2, &[("01", f64::NAN)]),
            InputError::Negative { .. }
        ));
        assert!(matches!(
            of(2, &[("01", 1.5)]),
            InputError::Fractional { .. }
        ));
        assert!(matches!(of(2, &[("00", 1.0)]), InputError::Unseen { .. }));
        assert!(matches!(
            of(2, &[("01", 1.0), ("01", 2.0)]),
            InputError::PatternTwice { .. }
        ));
        assert!(matches!(of(2, &[("01", 1e300)]), InputError::TooLarge));
        let twice = CaptureTable::empty(vec!["a".into(), "a".into()]).unwrap_err();
        assert!(matches!(twice, InputError::ListTwice { .. }));
    }

    #[test]
    fn margins_of_a_small_table() {
        let table = CaptureTable::from_patterns(
            named(3),
            [
                ("001", 60.0),
                ("010", 49.0),
                ("011", 4.0),
                ("100", 247.0),
                ("101", 112.0),
                ("110", 142.0),
                ("111", 12.0),
            ],
        )
        .unwrap();
        assert_eq!(table.documented(), 626);
        assert_eq!(table.totals(), [513, 207, 188]);
        assert_eq!(table.frequencies(), [356, 258, 12]);
        assert_eq!(table.overlaps(), [(0, 1, 154), (0, 2, 124), (1, 2, 16)]);
        assert!(table.is_connected());
        assert_eq!(table.within(1).counts(), [0, 142, 4, 12]);
        assert_eq!(table.first_lists(2).counts(), [0, 359, 53, 154]);
        assert_eq!(table.pattern(0b110), "011");
    }

    #[test]
    fn a_list_inside_another_is_seen() {
        let table = CaptureTable::from_patterns(named(2), [("01", 5.0), ("11", 3.0)]).unwrap();
        assert_eq!(table.contained(), [(0, 1)]);
    }
}
