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
#[derive(Debug, Clone, PartialEq)]
pub struct Records {
    /// The names of the lists.
    pub lists: Vec<String>,
    /// The list of each record.
    pub list_of: Vec<usize>,
    /// Pairs that are one person for certain; who is tied over others is one person too.
    pub decided: Vec<(usize, usize)>,
    /// Pairs that nobody has decided.
    pub undecided: Vec<Undecided>,
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

/// Estimates over `draws` draws of the undecided pairs, each with the best log-linear model by BIC.
///
/// # Errors
/// [`InputError`] for lists that cannot be, a record of no list, a pair of records that are not there, or a probability
/// that is none.
pub fn over_matching(
    records: &Records,
    draws: usize,
    seed: u64,
    threads: usize,
) -> Result<OverMatching, InputError> {
    let empty = CaptureTable::empty(records.lists.clone())?;
    check(records)?;
    let found: Vec<Draw> = in_order(threads, draws, |draw| {
        let mut random = Random::new(seed, 0x3A7C_0000 + draw as u64);
        let table = drawn(records, empty.clone(), &mut random);
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
                    low: fit.low,
                    high: fit.high,
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
    Ok(OverMatching {
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
    })
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
        .list_of
        .iter()
        .position(|list| *list >= records.lists.len())
    {
        return Err(InputError::Record { record });
    }
    let there = |first: usize, second: usize| {
        first < records.list_of.len() && second < records.list_of.len()
    };
    for (first, second) in &records.decided {
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

/// The table of one draw: who is tied to whom, directly or over others, is one person.
fn drawn(records: &Records, mut table: CaptureTable, random: &mut Random) -> CaptureTable {
    let mut parent: Vec<usize> = (0..records.list_of.len()).collect();
    for (first, second) in &records.decided {
        join(&mut parent, *first, *second);
    }
    for pair in &records.undecided {
        // Drawn also for certain pairs, so that a probability changed elsewhere changes no other draw.
        if random.uniform() < pair.probability {
            join(&mut parent, pair.first, pair.second);
        }
    }
    let mut combinations = vec![0_usize; parent.len()];
    for (record, list) in records.list_of.iter().enumerate() {
        combinations[root(&mut parent, record)] |= 1 << list;
    }
    combinations
        .into_iter()
        .for_each(|combination| table.add(combination));
    table
}

fn root(parent: &mut [usize], mut record: usize) -> usize {
    while parent[record] != record {
        parent[record] = parent[parent[record]];
        record = parent[record];
    }
    record
}

fn join(parent: &mut [usize], first: usize, second: usize) {
    let (a, b) = (root(parent, first), root(parent, second));
    // The smaller place stays the root, so that the order of pairs changes nothing.
    let (low, high) = (a.min(b), a.max(b));
    parent[high] = low;
}
