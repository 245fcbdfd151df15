//! Latent classes: people of several kinds, each with its own chances to come onto each list, and no fixed number of
//! kinds.
//!
//! Manrique-Vallier, *Biometrics* 72 (2016), 1246–1254: a truncated Dirichlet process mixture (Ishwaran & James, *J. Am.
//! Stat. Assoc.* 96 (2001), 161–173) with uniform list probabilities and the prior 1/N of the total. The number of
//! unseen has no cap. At least four chains start far apart, and an answer is given only when they agree. Chains that do
//! not agree by themselves are tried once more with copies on thinner tables that carry them over valleys (`classes/ladder.rs`).

mod chains;
mod ladder;
mod sampler;

pub use chains::{Diagnosis, effective_size, split_r_hat};

use self::ladder::Ladder;
use self::sampler::Place;
use crate::estimate::quantile;
use crate::parallel::in_order;
use crate::stop::Stop;
use crate::table::{CaptureTable, real};
use serde::Serialize;

/// How to sample.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sampling {
    /// The most kinds; 2^lists − 1, at most ten, when none is given.
    pub kinds: Option<usize>,
    /// Shape of the gamma prior of the concentration.
    pub shape: f64,
    /// Rate of it.
    pub rate: f64,
    /// Proposals of visibility in each step.
    pub moves: usize,
    /// Chains; never fewer than four.
    pub chains: usize,
    /// Steps of each chain that are thrown away.
    pub burn_in: usize,
    /// Steps between two that are kept.
    pub thinning: usize,
    /// Draws of each chain between two looks at whether the chains agree.
    pub block: usize,
    /// Looks, after which chains that do not agree are begun anew with copies.
    pub blocks: usize,
    /// Copies of each chain on thinner tables, with which chains that did not agree are tried once more; with none
    /// they are refused at once.
    pub copies: usize,
    /// Looks of that second attempt, after which a sampler that does not agree is refused.
    pub blocks_with_copies: usize,
}

impl Default for Sampling {
    fn default() -> Self {
        Self {
            kinds: None,
            shape: 0.25,
            rate: 0.25,
            moves: 3,
            chains: 4,
            burn_in: 5_000,
            thinning: 20,
            block: 1_000,
            blocks: 6,
            copies: 6,
            blocks_with_copies: 4,
        }
    }
}

/// Chains whose R-hat is above this disagree.
pub const LARGEST_R_HAT: f64 = 1.05;
/// Draws that are worth fewer independent ones than this say too little.
pub const LEAST_DRAWS: f64 = 400.0;
/// Worth so many independent draws, a sampler has said enough and stops early.
const ENOUGH_DRAWS: f64 = 600.0;
/// No sampler stops before so many looks: chains that have not yet met a second hill agree all too well.
const LEAST_BLOCKS: usize = 3;

/// What the chains found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Classes {
    /// The most kinds.
    pub kinds: usize,
    /// Chains.
    pub chains: usize,
    /// Draws that were kept of each chain.
    pub draws: usize,
    /// Copies on thinner tables that each chain exchanged its state with; none when the chains agreed without.
    pub copies: usize,
    /// Steps of each chain, with those thrown away.
    pub steps: usize,
    /// Whether the chains agree.
    pub diagnosis: Diagnosis,
    /// Did the chains agree well enough: R-hat at most 1.05 and at least 400 effective draws, and no chain ran away.
    pub converged: bool,
    /// Did a chain run off to numbers that no population has.
    pub ran_away: bool,
    /// The posterior; absent unless the chains agree.
    pub summary: Option<Summary>,
    /// The totals of each chain, at most 250 of each, for a picture.
    pub traces: Vec<Vec<f64>>,
}

/// The posterior of the total.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Summary {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// 2.5 % of the draws lie below.
    pub low: f64,
    /// 10 % lie below.
    pub q10: f64,
    /// The median.
    pub median: f64,
    /// 90 % lie below.
    pub q90: f64,
    /// 97.5 % lie below.
    pub high: f64,
    /// The mean number of kinds that anybody belongs to.
    pub kinds: f64,
}

/// Samples the posterior. `None` for fewer than two lists, more than sixteen, or nobody recorded.
#[must_use]
pub fn latent_classes(
    table: &CaptureTable,
    how: &Sampling,
    seed: u64,
    threads: usize,
) -> Option<Classes> {
    latent_classes_unless(table, how, seed, threads, &Stop::never())
}

/// The same; `None` also when it was stopped.
#[must_use]
pub fn latent_classes_unless(
    table: &CaptureTable,
    how: &Sampling,
    seed: u64,
    threads: usize,
    stop: &Stop,
) -> Option<Classes> {
    let lists = table.width();
    if !(2..=16).contains(&lists) || table.documented() == 0 {
        return None;
    }
    let kinds = how
        .kinds
        .unwrap_or_else(|| ((1 << lists) - 1).min(10))
        .max(1);
    let run = |attempt| run(table, kinds, how, attempt, (seed, threads), stop);
    let first = run(Attempt::Alone);
    let last = if first.converged || first.ran_away || how.copies * how.blocks_with_copies == 0 {
        first
    } else {
        run(Attempt::WithCopies)
    };
    (!stop.is_set()).then_some(last)
}

/// One of the two attempts.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Attempt {
    Alone,
    WithCopies,
}

/// Runs chains until they agree well or the looks are used up.
fn run(
    table: &CaptureTable,
    kinds: usize,
    how: &Sampling,
    attempt: Attempt,
    (seed, threads): (u64, usize),
    stop: &Stop,
) -> Classes {
    let count = how.chains.max(4);
    let (number, copies, blocks, least_blocks) = match attempt {
        Attempt::Alone => (0, 0, how.blocks, LEAST_BLOCKS),
        Attempt::WithCopies => (1, how.copies, how.blocks_with_copies, 1),
    };
    let mut chains: Vec<Ladder> = (0_u32..)
        .take(count)
        .map(|chain| Ladder::new(table, kinds, how, Place::new(seed, number, chain), copies))
        .collect();
    let mut draws: Vec<Vec<f64>> = vec![Vec::new(); count];
    let mut used = (0.0, 0.0);
    let mut diagnosis = Diagnosis::default();
    let mut ran_away = false;
    for block in 0..blocks.max(1) {
        let begun: Vec<std::sync::Mutex<Option<Ladder>>> = chains
            .drain(..)
            .map(|chain| std::sync::Mutex::new(Some(chain)))
            .collect();
        let done = in_order(threads, count, |which| {
            let taken = begun[which].lock().ok().and_then(|mut chain| chain.take());
            taken.map(|mut chain| {
                let burn_in = if block == 0 { how.burn_in } else { 0 };
                let found = chain.run(burn_in, how.block, how.thinning, stop);
                (chain, found)
            })
        });
        for (which, (chain, found)) in done.into_iter().flatten().enumerate() {
            ran_away |= chain.ran_away();
            used.0 += chain.kinds_used();
            used.1 += 1.0;
            draws[which].extend(found);
            chains.push(chain);
        }
        if ran_away || chains.len() < count || stop.is_set() {
            break;
        }
        diagnosis = Diagnosis::of(&draws);
        if block + 1 >= least_blocks
            && diagnosis.r_hat <= 1.01
            && diagnosis.effective >= ENOUGH_DRAWS
        {
            break;
        }
        // Draws grow with the looks; where even so too few would come, the rest is spared for the second attempt.
        let in_the_end = diagnosis.effective / real(block as u64 + 1) * real(blocks as u64);
        if copies == 0 && how.copies > 0 && block + 1 >= least_blocks && in_the_end < LEAST_DRAWS {
            break;
        }
    }
    let kept = draws.iter().map(Vec::len).min().unwrap_or(0);
    let converged = !ran_away && diagnosis.agrees();
    let documented = real(table.documented());
    let summary = converged
        .then(|| summary(documented, &draws, used.0 / used.1))
        .flatten();
    let stride = kept.div_ceil(250).max(1);
    Classes {
        kinds,
        chains: count,
        draws: kept,
        copies,
        steps: how.burn_in + kept * how.thinning.max(1),
        diagnosis,
        converged,
        ran_away,
        summary,
        traces: draws
            .iter()
            .map(|chain| {
                chain
                    .iter()
                    .step_by(stride)
                    .map(|unseen| documented + unseen)
                    .collect()
            })
            .collect(),
    }
}

fn summary(documented: f64, draws: &[Vec<f64>], kinds: f64) -> Option<Summary> {
    let mut all: Vec<f64> = draws
        .iter()
        .flatten()
        .map(|unseen| documented + unseen)
        .collect();
    all.sort_by(f64::total_cmp);
    let count = real(all.len() as u64);
    let mean = all.iter().sum::<f64>() / count;
    let squares: f64 = all.iter().map(|n| (n - mean).powi(2)).sum();
    Some(Summary {
        mean,
        sd: (squares / (count - 1.0)).sqrt(),
        low: quantile(&all, 0.025)?,
        q10: quantile(&all, 0.1)?,
        median: quantile(&all, 0.5)?,
        q90: quantile(&all, 0.9)?,
        high: quantile(&all, 0.975)?,
        kinds,
    })
}
