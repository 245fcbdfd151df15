//! Do chains agree, and how much are their draws worth.
//!
//! Split R-hat: Gelman & Rubin, *Stat. Sci.* 7 (1992), 457–472; Gelman et al., *Bayesian Data Analysis* (2013), 11.4.
//! Effective draws: Geyer's initial monotone sequence (*Stat. Sci.* 7 (1992), 473–483) over several chains, as Vehtari
//! et al., *Bayesian Anal.* 16 (2021), 667–718. Both on ln(1 + unseen), whose distribution is nearer to normal.

use super::{LARGEST_R_HAT, LEAST_DRAWS};
use crate::table::real;
use serde::Serialize;

/// Whether chains agree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Diagnosis {
    /// Split R-hat: 1 when the halves of all chains are alike.
    pub r_hat: f64,
    /// So many independent draws would say as much, of the middle and of both tails, whichever is fewer: a hill that
    /// chains visit seldom shows in a tail first.
    pub effective: f64,
}

impl Default for Diagnosis {
    fn default() -> Self {
        Self {
            r_hat: f64::INFINITY,
            effective: 0.0,
        }
    }
}

impl Diagnosis {
    /// The diagnosis of chains of numbers of unseen people.
    #[must_use]
    pub fn of(chains: &[Vec<f64>]) -> Self {
        let logarithms: Vec<Vec<f64>> = chains
            .iter()
            .map(|chain| chain.iter().map(|unseen| unseen.ln_1p()).collect())
            .collect();
        let mut all: Vec<f64> = logarithms.iter().flatten().copied().collect();
        all.sort_by(f64::total_cmp);
        let tail = |share: f64| {
            let Some(end) = crate::estimate::quantile(&all, share) else {
                return 0.0;
            };
            let below = |x: &f64| if *x <= end { 1.0 } else { 0.0 };
            let marked: Vec<Vec<f64>> = logarithms
                .iter()
                .map(|chain| chain.iter().map(below).collect())
                .collect();
            effective_size(&marked)
        };
        Self {
            r_hat: split_r_hat(&logarithms),
            effective: effective_size(&logarithms).min(tail(0.05)).min(tail(0.95)),
        }
    }

    /// May an answer be given?
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.r_hat <= LARGEST_R_HAT && self.effective >= LEAST_DRAWS
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / real(values.len() as u64)
}

fn variance(values: &[f64]) -> f64 {
    let middle = mean(values);
    values.iter().map(|x| (x - middle).powi(2)).sum::<f64>() / (real(values.len() as u64) - 1.0)
}

/// Each chain as two halves; of an odd number the middle one is left out.
fn halves(chains: &[Vec<f64>]) -> Vec<&[f64]> {
    let shortest = chains.iter().map(Vec::len).min().unwrap_or(0);
    let half = shortest / 2;
    chains
        .iter()
        .flat_map(|chain| [&chain[..half], &chain[shortest - half..shortest]])
        .collect()
}

/// The within and the total variance of split chains; `None` with fewer than four draws each.
fn variances(halves: &[&[f64]]) -> Option<(f64, f64)> {
    let length = halves.first()?.len();
    if length < 2 || halves.len() < 2 {
        return None;
    }
    let n = real(length as u64);
    let means: Vec<f64> = halves.iter().map(|half| mean(half)).collect();
    let within = mean(
        &halves
            .iter()
            .map(|half| variance(half))
            .collect::<Vec<f64>>(),
    );
    let total = (n - 1.0) / n * within + variance(&means);
    Some((within, total))
}

/// Split R-hat; infinite when it cannot be told, 1 when nothing varies.
#[must_use]
pub fn split_r_hat(chains: &[Vec<f64>]) -> f64 {
    match variances(&halves(chains)) {
        Some((_, 0.0)) => 1.0,
        Some((within, total)) if within > 0.0 => (total / within).sqrt(),
        _ => f64::INFINITY,
    }
}

/// The number of independent draws that would say as much; zero when it cannot be told.
#[must_use]
pub fn effective_size(chains: &[Vec<f64>]) -> f64 {
    let halves = halves(chains);
    let Some((within, total)) = variances(&halves) else {
        return 0.0;
    };
    let length = halves[0].len();
    let draws = real((length * halves.len()) as u64);
    if total == 0.0 {
        return draws;
    }
    let centred: Vec<Vec<f64>> = halves
        .iter()
        .map(|half| {
            let middle = mean(half);
            half.iter().map(|x| x - middle).collect()
        })
        .collect();
    let correlation = |lag: usize| {
        let covariance = mean(
            &centred
                .iter()
                .map(|half| {
                    half.iter()
                        .zip(&half[lag..])
                        .map(|(a, b)| a * b)
                        .sum::<f64>()
                        / real(length as u64)
                })
                .collect::<Vec<f64>>(),
        );
        1.0 - (within - covariance) / total
    };
    // Sums of two neighbours are positive and fall, in theory; where they stop doing so is noise.
    let mut sum = 0.0;
    let mut least = f64::INFINITY;
    let mut lag = 0;
    while lag + 1 < length {
        let first = if lag == 0 { 1.0 } else { correlation(lag) };
        let two = first + correlation(lag + 1);
        if two <= 0.0 {
            break;
        }
        least = least.min(two);
        sum += least;
        lag += 2;
    }
    let time = (2.0 * sum - 1.0).max(1.0 / draws.ln().max(1.0));
    draws / time
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Chains in which each draw keeps a share of the last.
    fn chains(keeps: f64, shift: f64) -> Vec<Vec<f64>> {
        (0..4_u32)
            .map(|chain| {
                let mut random = Random::new(3, u64::from(chain));
                let mut x = random.normal();
                (0..4000)
                    .map(|_| {
                        x = keeps * x + (1.0 - keeps * keeps).sqrt() * random.normal();
                        x + shift * f64::from(chain)
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn independent_draws_are_worth_themselves_and_tied_ones_less() {
        assert!((effective_size(&chains(0.0, 0.0)) / 16_000.0 - 1.0).abs() < 0.1);
        // (1 − ρ)/(1 + ρ) of them.
        let worth = effective_size(&chains(0.9, 0.0)) / 16_000.0;
        assert!((worth / (0.1 / 1.9) - 1.0).abs() < 0.25, "{worth}");
    }

    #[test]
    fn chains_that_stand_apart_disagree() {
        assert!(split_r_hat(&chains(0.5, 0.0)) < 1.01);
        assert!(split_r_hat(&chains(0.5, 1.0)) > 1.3);
        assert!(effective_size(&chains(0.5, 1.0)) < 50.0);
        assert!(split_r_hat(&[vec![1.0], vec![2.0]]).is_infinite());
    }
}
