//! The uncertainty of matching carried into the estimate: pairs of records of which nobody knows whether they are one
//! person are drawn again and again, and each time the table is made and estimated anew.
//!
//! Multiple imputation of links (Rubin, *Multiple Imputation for Nonresponse in Surveys* (1987); for capture–recapture
//! Zult, de Wolf, Bakker & van der Heijden, *J. Off. Stat.* 37 (2021), 673–698): the spread between the draws is added
//! to the error within each.

use crate::error::InputError;
use crate::estimate::quantile;
use crate::loglinear::rank;
use crate::parallel::in_order;
use crate::random::Random;
use crate::report::Answer;
use crate::stop::Stop;
use crate::strata::draw_unseen;
use crate::table::{CaptureTable, real};
use serde::Serialize;

/// A pair of records that may be one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Undecided {
    /// The first record, by its place.
    pub first: usize,
    /// The second record, by its place.
    pub second: usize,
    /// The probability that they are one person, from 0 to 1.
    pub probability: f64,
}

/// Records with what is known of who is who.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Records {
    /// The names of the lists.
    pub lists: Vec<String>,
    /// The lists of each record: bit `i` is list `i`. A record on none ties others together and is not counted.
    pub on: Vec<usize>,
    /// Pairs that are one person for certain; who is tied over others is one person too.
    pub decided: Vec<(usize, usize)>,
    /// Pairs that are two people for certain: no draw joins them, directly or over others.
    pub apart: Vec<(usize, usize)>,
    /// Pairs that nobody has decided.
    pub undecided: Vec<Undecided>,
}

impl Records {
    /// The table by what is decided: undecided pairs are two people each.
    ///
    /// # Errors
    /// [`InputError`] as for [`over_matching`].
    pub fn table(&self) -> Result<CaptureTable, InputError> {
        let empty = CaptureTable::empty(self.lists.clone())?;
        check(self)?;
        Ok(filled(empty, &self.on, &mut People::of(self)))
    }

    /// How many people are on any list, by what is decided: also for more lists than a table takes. Pairs of records
    /// that are not there tie nobody.
    #[must_use]
    pub fn people_listed(&self) -> u64 {
        let there = |pair: &&(usize, usize)| pair.0 < self.on.len() && pair.1 < self.on.len();
        let mut people = People {
            leads_to: (0..self.on.len()).collect(),
            apart: &[],
        };
        for (first, second) in self.decided.iter().filter(there) {
            people.join(*first, *second);
        }
        let mut listed = vec![false; self.on.len()];
        for (record, on) in self.on.iter().enumerate() {
            listed[people.root(record)] |= *on != 0;
        }
        listed.into_iter().filter(|listed| *listed).count() as u64
    }
}

/// The estimate over draws of undecided pairs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverMatching {
    /// How many draws.
    pub draws: usize,
    /// How many of them gave no total.
    pub without_estimate: usize,
    /// Least and greatest documented number over the draws: it is uncertain too.
    pub documented: (u64, u64),
    /// Median of the totals.
    pub median: Option<f64>,
    /// 2.5 % of the combined distribution lies below.
    pub low: Option<f64>,
    /// 97.5 % of the combined distribution lies below.
    pub high: Option<f64>,
    /// Share of the variance that the matching adds.
    pub share_of_matching: Option<f64>,
    /// The total of each draw that gave one, in order of the draws.
    pub totals: Vec<f64>,
}

/// One draw: the documented number, the total with its variance, and numbers drawn from its error.
type Draw = (u64, Option<(Answer, f64)>, Vec<f64>);

/// Numbers drawn from the error of each draw's estimate.
const WITHIN: usize = 200;

/// Estimates over `draws` draws of the undecided pairs, each with the best log-linear model by BIC. `None` when it was
/// stopped.
///
/// # Errors
/// [`InputError`] for lists that cannot be, a record on a list that is not there, a pair of records that are not there,
/// or a probability that is none.
pub fn over_matching(
    records: &Records,
    draws: usize,
    seed: u64,
    threads: usize,
    stop: &Stop,
) -> Result<Option<OverMatching>, InputError> {
    let empty = CaptureTable::empty(records.lists.clone())?;
    check(records)?;
    let people = People::of(records);
    let found: Vec<Draw> = in_order(threads, draws, |draw| {
        if stop.is_set() {
            return (0, None, Vec::new());
        }
        let mut random = Random::new(seed, 0x3A7C_0000 + draw as u64);
        let mut people = people.clone();
        for pair in &records.undecided {
            // Drawn also for certain pairs, so that a probability changed elsewhere changes no other draw.
            if random.uniform() < pair.probability {
                people.join(pair.first, pair.second);
            }
        }
        let table = filled(empty.clone(), &records.on, &mut people);
        let documented = real(table.documented());
        let best = if table.width() >= 2 && table.documented() > 0 && table.is_connected() {
            rank(&table, 1).ranked.into_iter().next()
        } else {
            None
        };
        let answer = best.map(|ranked| {
            let fit = ranked.fit;
            (
                Answer {
                    n: fit.n,
                    low: fit.interval.low,
                    high: fit.interval.high,
                },
                fit.se * fit.se,
            )
        });
        let within = answer.map_or_else(Vec::new, |(answer, _)| {
            (0..WITHIN)
                .map(|_| documented + draw_unseen(&mut random, documented, answer))
                .collect()
        });
        (table.documented(), answer, within)
    });
    if stop.is_set() {
        return Ok(None);
    }
    let totals: Vec<f64> = found
        .iter()
        .filter_map(|(_, answer, _)| answer.map(|(a, _)| a.n))
        .collect();
    let variances: Vec<f64> = found
        .iter()
        .filter_map(|(_, answer, _)| answer.map(|(_, v)| v))
        .collect();
    let mut all: Vec<f64> = found
        .iter()
        .flat_map(|(_, _, within)| within.iter().copied())
        .collect();
    all.sort_by(f64::total_cmp);
    let documented = found.iter().map(|(documented, _, _)| *documented);
    Ok(Some(OverMatching {
        draws,
        without_estimate: draws - totals.len(),
        documented: (
            documented.clone().min().unwrap_or(0),
            documented.max().unwrap_or(0),
        ),
        median: quantile(&all, 0.5),
        low: quantile(&all, 0.025),
        high: quantile(&all, 0.975),
        share_of_matching: share(&totals, &variances),
        totals,
    }))
}

/// Rubin's share of the variance between draws.
fn share(totals: &[f64], variances: &[f64]) -> Option<f64> {
    let count = real(totals.len() as u64);
    if totals.len() < 2 {
        return None;
    }
    let mean = totals.iter().sum::<f64>() / count;
    let between = totals.iter().map(|n| (n - mean).powi(2)).sum::<f64>() / (count - 1.0)
        * (1.0 + 1.0 / count);
    let within = variances.iter().sum::<f64>() / count;
    (between + within > 0.0).then(|| between / (between + within))
}

fn check(records: &Records) -> Result<(), InputError> {
    if let Some(record) = records
        .on
        .iter()
        .position(|on| *on >= 1 << records.lists.len())
    {
        return Err(InputError::Record { record });
    }
    let there = |first: usize, second: usize| first < records.on.len() && second < records.on.len();
    for (first, second) in records.decided.iter().chain(&records.apart) {
        if !there(*first, *second) {
            return Err(InputError::Pair {
                first: *first,
                second: *second,
            });
        }
    }
    for pair in &records.undecided {
        if !there(pair.first, pair.second) || !(0.0..=1.0).contains(&pair.probability) {
            return Err(InputError::Pair {
                first: pair.first,
                second: pair.second,
            });
        }
    }
    Ok(())
}

/// The table of these people.
fn filled(mut table: CaptureTable, on: &[usize], people: &mut People<'_>) -> CaptureTable {
    let mut combinations = vec![0_usize; on.len()];
    for (record, on) in on.iter().enumerate() {
        combinations[people.root(record)] |= on;
    }
    combinations
        .into_iter()
        .for_each(|combination| table.add(combination));
    table
}

/// Who is one: each record leads to another of the same person, and so to the first of them.
#[derive(Debug, Clone)]
struct People<'r> {
    leads_to: Vec<usize>,
    apart: &'r [(usize, usize)],
}

impl<'r> People<'r> {
    /// As decided.
    fn of(records: &'r Records) -> Self {
        let mut people = Self {
            leads_to: (0..records.on.len()).collect(),
            apart: &[],
        };
        for (first, second) in &records.decided {
            people.join(*first, *second);
        }
        people.apart = &records.apart;
        people
    }

    fn root(&mut self, mut record: usize) -> usize {
        while self.leads_to[record] != record {
            self.leads_to[record] = self.leads_to[self.leads_to[record]];
            record = self.leads_to[record];
        }
        record
    }

    /// Makes two records one person, unless that joined two who are not.
    fn join(&mut self, first: usize, second: usize) {
        let (a, b) = (self.root(first), self.root(second));
        let apart = self.apart;
        let parted = apart.iter().any(|(one, other)| {
            let ends = (self.root(*one), self.root(*other));
            ends == (a, b) || ends == (b, a)
        });
        if a != b && !parted {
            // The smaller place stays the root, so that the order of pairs changes nothing.
            self.leads_to[a.max(b)] = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(undecided: &[(usize, usize)]) -> Records {
        Records {
            lists: vec!["a".into(), "b".into()],
            on: vec![0b01, 0b10, 0b11, 0],
            undecided: undecided
                .iter()
                .map(|(first, second)| Undecided {
                    first: *first,
                    second: *second,
                    probability: 1.0,
                })
                .collect(),
            ..Records::default()
        }
    }

    #[test]
    fn who_is_one_by_decision_stands_once_in_the_table() {
        let mut all = records(&[]);
        assert_eq!(all.table().unwrap().counts(), [0, 1, 1, 1]);
        all.decided = vec![(0, 3), (3, 1)];
        assert_eq!(all.table().unwrap().counts(), [0, 0, 0, 2]);
    }

    #[test]
    fn no_draw_joins_two_who_are_not_one_not_even_over_a_third() {
        let documented = |records: &Records| {
            let found = over_matching(records, 1, 1, 1, &Stop::never()).unwrap();
            found.unwrap().documented
        };
        let mut all = records(&[(0, 1), (1, 2)]);
        assert_eq!(documented(&all), (1, 1));
        all.apart = vec![(2, 0)];
        assert_eq!(documented(&all), (2, 2));
        all.apart.push((0, 9));
        assert!(over_matching(&all, 1, 1, 1, &Stop::never()).is_err());
    }

    #[test]
    fn a_record_on_a_list_that_is_not_there_is_refused() {
        let mut all = records(&[]);
        all.on[0] = 0b100;
        assert!(matches!(all.table(), Err(InputError::Record { record: 0 })));
    }

    #[test]
    fn what_is_stopped_gives_nothing() {
        let stop = Stop::new();
        stop.set();
        assert_eq!(over_matching(&records(&[]), 5, 1, 1, &stop).unwrap(), None);
    }
}
