//! From "this record rests on these sources" to the records that an estimate takes: pure, without a workspace.

use aigaq_estimation::matching::{Records, Undecided};
use std::collections::{BTreeMap, BTreeSet};

/// The records of a population, by their rows, with the keys of the lists they are on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entries {
    on: BTreeMap<u32, BTreeSet<String>>,
    /// Rows that are only perhaps in the population, and not here.
    pub perhaps: u64,
}

/// What is known of who is one, by rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Ties {
    /// One by decision: a row, and the row that stands for it, which need not be in the population.
    pub one_with: Vec<(u32, u32)>,
    /// Two by decision.
    pub apart: Vec<(u32, u32)>,
    /// Nobody decided: with the probability that they are one.
    pub undecided: Vec<(u32, u32, f64)>,
}

impl Entries {
    /// Adds what is told of a record once more: it is on these lists, too.
    pub fn add(&mut self, row: u32, keys: &BTreeSet<String>) {
        self.on.entry(row).or_default().extend(keys.iter().cloned());
    }

    pub fn has(&self, row: u32) -> bool {
        self.on.contains_key(&row)
    }

    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.on.keys().copied()
    }

    /// How many records each key holds.
    pub fn sizes(&self) -> BTreeMap<&str, u64> {
        let mut sizes = BTreeMap::new();
        for key in self.on.values().flatten() {
            *sizes.entry(key.as_str()).or_default() += 1;
        }
        sizes
    }

    /// How many people, records that are one counted once, are on none of these lists.
    pub fn on_none(&self, keys: &[&str], ties: &Ties) -> u64 {
        let first: BTreeMap<u32, u32> = ties.one_with.iter().copied().collect();
        let mut people: BTreeMap<u32, bool> = BTreeMap::new();
        for (row, on) in &self.on {
            let person = first.get(row).copied().unwrap_or(*row);
            *people.entry(person).or_default() |= keys.iter().any(|key| on.contains(*key));
        }
        people.values().filter(|listed| !**listed).count() as u64
    }

    /// The records as an estimate takes them: lists by their names, which have these keys; ties that lead out of the
    /// population tie those in it together and are nobody themselves.
    pub fn records(&self, names: &[String], keys: &[&str], ties: &Ties) -> Records {
        let mut records = Records {
            lists: names.to_vec(),
            ..Records::default()
        };
        let mut place: BTreeMap<u32, usize> = BTreeMap::new();
        for (row, on) in &self.on {
            place.insert(*row, records.on.len());
            let bits = keys
                .iter()
                .enumerate()
                .filter(|(_, key)| on.contains(**key))
                // More lists than a number has bits are never estimated from, only counted.
                .fold(0, |bits, (list, _)| bits | 1 << list.min(62));
            records.on.push(bits);
        }
        for (row, first) in &ties.one_with {
            let Some(one) = place.get(row).copied() else {
                continue;
            };
            let other = *place.entry(*first).or_insert_with(|| {
                records.on.push(0);
                records.on.len() - 1
            });
            records.decided.push((one, other));
        }
        let both = |one: &u32, other: &u32| Some((*place.get(one)?, *place.get(other)?));
        records.apart = ties
            .apart
            .iter()
            .filter_map(|(one, other)| both(one, other))
            .collect();
        records.undecided = ties
            .undecided
            .iter()
            .filter_map(|(one, other, probability)| {
                let (first, second) = both(one, other)?;
                Some(Undecided {
                    first,
                    second,
                    probability: *probability,
                })
            })
            .collect();
        records
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(of: &[&str]) -> BTreeSet<String> {
        of.iter().map(|key| (*key).to_owned()).collect()
    }

    fn names() -> Vec<String> {
        vec!["court".into(), "press".into()]
    }

    fn entries() -> Entries {
        let mut entries = Entries::default();
        entries.add(3, &keys(&["court"]));
        entries.add(5, &keys(&["press", "hotline"]));
        entries.add(7, &keys(&["hotline"]));
        entries.add(9, &keys(&[]));
        entries
    }

    #[test]
    fn a_record_told_twice_is_on_the_lists_of_both() {
        let mut entries = entries();
        entries.add(3, &keys(&["press"]));
        let records = entries.records(&names(), &["court", "press"], &Ties::default());
        assert_eq!(records.on, [0b11, 0b10, 0, 0]);
        assert_eq!(records.table().unwrap().counts(), [0, 0, 1, 1]);
        assert_eq!(entries.on_none(&["court", "press"], &Ties::default()), 2);
        assert_eq!(entries.sizes()["hotline"], 2);
    }

    #[test]
    fn who_is_one_by_decision_is_one_also_over_a_record_outside() {
        // Row 4 stands for 3 and 5 and is not in the population.
        let ties = Ties {
            one_with: vec![(3, 4), (5, 4), (8, 4)],
            ..Ties::default()
        };
        let records = entries().records(&names(), &["court", "press"], &ties);
        assert_eq!(records.table().unwrap().counts(), [0, 0, 0, 1]);
        assert_eq!(entries().on_none(&["hotline"], &ties), 1);
    }

    #[test]
    fn pairs_with_somebody_outside_are_left_out() {
        let ties = Ties {
            apart: vec![(3, 5), (3, 40)],
            undecided: vec![(5, 7, 0.5), (40, 3, 0.5)],
            ..Ties::default()
        };
        let records = entries().records(&names(), &["court", "press"], &ties);
        assert_eq!(records.apart, [(0, 1)]);
        assert_eq!(records.undecided.len(), 1);
        assert_eq!(
            (records.undecided[0].first, records.undecided[0].second),
            (1, 2)
        );
    }
}
