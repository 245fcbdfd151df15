//! Bias-corrected and accelerated intervals of the stepwise estimate: the only intervals that know that the model was
//! chosen by the same table, since the choice is made again in each table drawn.
//!
//! Chan, Silverman & Vincent draw tables of the same documented number. Here that number varies, too
//! (`Random::table_again`): kept, it left out the error that a census of few missing people mostly has.
//!
//! Efron, *J. Am. Stat. Assoc.* 82 (1987), 171–185; for stepwise estimates Chan, Silverman & Vincent, *J. Am. Stat.
//! Assoc.* 116 (2021), 1297–1306.

use super::stepwise::Steps;
use crate::estimate::quantile;
use crate::parallel::in_order;
use crate::random::Random;
use crate::special::{normal_cdf, normal_quantile};
use crate::table::{CaptureTable, real, whole};
use serde::Serialize;

/// Draws of one piece of work: pieces, not threads, have their own stream of random numbers.
const PIECE: usize = 50;

/// What the bootstrap found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bootstrap {
    /// How many tables were drawn.
    pub draws: usize,
    /// How many of them gave no finite estimate; they stand above every finite one.
    pub not_finite: usize,
    /// The stepwise estimate of the table itself.
    pub n: f64,
    /// Acceleration, from leaving out one person of each kind.
    pub acceleration: f64,
    /// Bias correction: the normal quantile of the share of draws below the estimate.
    pub bias: f64,
    /// The BCa interval of 95 %, lower end, not below the documented number; none when it is not finite.
    pub low: Option<f64>,
    /// Its upper end; none when it is not finite.
    pub high: Option<f64>,
    /// BCa points at .025, .05, .1, .16, .84, .9, .95, .975.
    pub points: Vec<(f64, Option<f64>)>,
}

/// The probabilities at which points are told.
const POINTS: [f64; 8] = [0.025, 0.05, 0.1, 0.16, 0.84, 0.9, 0.95, 0.975];

/// So many draws must lie beyond each end of the interval, for the end not to hang on a single table.
const BEYOND: f64 = 25.0;

/// The BCa interval from as many tables as it takes for both ends to hold still: `draws` to begin with, and at most
/// twenty times as many. Bias and acceleration can move an end to where two of a thousand draws lie.
#[must_use]
pub fn bca_settled(
    table: &CaptureTable,
    threshold: f64,
    draws: usize,
    seed: u64,
    threads: usize,
) -> Option<Bootstrap> {
    let first = bca(table, threshold, draws, seed, threads)?;
    let beyond = [0.025, 0.975]
        .map(|p| first.place(p))
        .into_iter()
        .fold(0.5, |least: f64, place| least.min(place).min(1.0 - place));
    let wanted = BEYOND / beyond;
    if wanted <= real(draws as u64) {
        return Some(first);
    }
    let most = draws.saturating_mul(20);
    let wanted = usize::try_from(whole(wanted.ceil()))
        .unwrap_or(most)
        .min(most);
    bca(table, threshold, wanted, seed, threads)
}

impl Bootstrap {
    /// At which share of the draws the BCa point of a probability lies.
    fn place(&self, p: f64) -> f64 {
        let z = self.bias + normal_quantile(p);
        normal_cdf(self.bias + z / (1.0 - self.acceleration * z))
    }
}

/// The BCa interval of the stepwise estimate, from tables drawn anew from the estimated population. `None` when there is
/// no stepwise estimate, or fewer than two draws are asked for.
#[must_use]
pub fn bca(
    table: &CaptureTable,
    threshold: f64,
    draws: usize,
    seed: u64,
    threads: usize,
) -> Option<Bootstrap> {
    if draws < 2 {
        return None;
    }
    let cells = table.doubles();
    let lists = table.width();
    let n = Steps::new(lists).run(&cells, threshold)?.fit.n;

    let pieces = draws.div_ceil(PIECE);
    let drawn: Vec<f64> = in_order(threads, pieces, |piece| {
        let mut random = Random::new(seed, 0xBCA0_0000 + piece as u64);
        let mut steps = Steps::new(lists);
        let mut again = vec![0.0; cells.len()];
        (piece * PIECE..draws.min((piece + 1) * PIECE))
            .map(|_| {
                random.table_again(n, &cells, &mut again);
                steps
                    .run(&again, threshold)
                    .map_or(f64::INFINITY, |found| found.fit.n)
            })
            .collect::<Vec<f64>>()
    })
    .into_iter()
    .flatten()
    .collect();

    let acceleration = acceleration(&cells, lists, threshold)?;
    let mut sorted = drawn;
    sorted.sort_by(f64::total_cmp);
    let below = sorted.iter().filter(|x| **x < n).count();
    let equal = sorted.iter().filter(|x| **x == n).count();
    let count = real(draws as u64);
    let share = (real(below as u64) + 0.5 * real(equal as u64)) / count;
    let bias = normal_quantile(share.clamp(0.5 / count, 1.0 - 0.5 / count));
    let mut found = Bootstrap {
        draws,
        not_finite: sorted.iter().filter(|x| !x.is_finite()).count(),
        n,
        acceleration,
        bias,
        low: None,
        high: None,
        points: Vec::new(),
    };
    // Tables drawn anew may document fewer than this one; nobody documented here is undone by that.
    let documented: f64 = cells.iter().sum();
    let at = |p: f64| {
        let point = quantile(&sorted, found.place(p)).filter(|x| x.is_finite())?;
        Some(point.max(documented))
    };
    let (low, high) = (at(0.025), at(0.975));
    let points = POINTS.iter().map(|p| (*p, at(*p))).collect();
    (found.low, found.high, found.points) = (low, high, points);
    Some(found)
}

/// A sixth of the skewness of the estimate when one person is left out, over all persons; those of one pattern are
/// alike. `None` when leaving somebody out leaves no estimate.
fn acceleration(cells: &[f64], lists: usize, threshold: f64) -> Option<f64> {
    let mut steps = Steps::new(lists);
    let mut without = cells.to_vec();
    let mut found = Vec::new();
    for (cell, count) in cells.iter().enumerate().skip(1) {
        if *count > 0.0 {
            without[cell] -= 1.0;
            found.push((*count, steps.run(&without, threshold)?.fit.n));
            without[cell] = *count;
        }
    }
    let people: f64 = found.iter().map(|(count, _)| count).sum();
    let mean = found.iter().map(|(count, n)| count * n).sum::<f64>() / people;
    let squares: f64 = found
        .iter()
        .map(|(count, n)| count * (mean - n).powi(2))
        .sum();
    let cubes: f64 = found
        .iter()
        .map(|(count, n)| count * (mean - n).powi(3))
        .sum();
    Some(if squares > 0.0 {
        cubes / (6.0 * squares.powf(1.5))
    } else {
        0.0
    })
}
