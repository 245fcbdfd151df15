//! One chain of the Gibbs sampler of Manrique-Vallier (2016), section 4, with the number of unseen drawn from its
//! negative binomial instead of being capped.
//!
//! Its steps are small where it matters most: how visible the least visible kind is, and so how many of it nobody saw.
//! So each step also proposes to make one kind as a whole more or less visible while the number of its *seen* people is
//! expected to stay; the kinds of people and the number of unseen are integrated out of that proposal (a
//! Metropolis–Hastings move on the marginal posterior; Hastings, *Biometrika* 57 (1970), 97–109).

use super::Sampling;
use crate::random::Random;
use crate::table::{CaptureTable, real};

/// A number of unseen that no population has: a chain that comes here has no posterior to sample.
const NO_POPULATION: f64 = 1e12;

/// So many steps leave the number of unseen where the chain began, so that its kinds settle around that number: chains
/// that begin far apart then stay apart if the posterior has several hills.
const HELD: usize = 500;

/// Which chain it is: decides where it begins and which random numbers it gets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The seed of all.
    pub seed: u64,
    /// The first try, or the second.
    pub attempt: u32,
    /// Which of the chains that begin apart.
    pub chain: u32,
    rung: u32,
}

impl Place {
    /// The place of a chain on the whole table.
    pub(super) const fn new(seed: u64, attempt: u32, chain: u32) -> Self {
        Self {
            seed,
            attempt,
            chain,
            rung: 0,
        }
    }

    /// The same beginning on a thinner table.
    pub(super) fn on_rung(self, rung: usize) -> Self {
        let rung = u32::try_from(rung).unwrap_or(u32::MAX);
        Self { rung, ..self }
    }

    /// The number of its stream of random numbers.
    pub(super) fn stream(self) -> u64 {
        u64::from(self.chain) + (u64::from(self.rung) << 8) + (u64::from(self.attempt) << 16)
    }
}

/// One chain.
#[derive(Debug)]
pub(super) struct Chain {
    random: Random,
    /// Steps that still leave the number of unseen where it began.
    held: usize,
    lists: usize,
    documented: f64,
    /// Combinations that somebody has, with how many.
    seen: Vec<(usize, f64)>,
    shape: f64,
    rate: f64,
    moves: usize,
    /// 1 + 1/2 + … of the kinds.
    harmonic: f64,
    kinds: usize,
    /// The logarithm of each kind's share: with a small concentration shares are too small for themselves.
    ln_shares: Vec<f64>,
    old_ln_shares: Vec<f64>,
    concentration: f64,
    /// The chance of each kind (rows) to come onto each list.
    chances: Vec<f64>,
    unseen: f64,
    /// People of each kind, seen and unseen.
    sizes: Vec<f64>,
    /// Of those, how many are on each list.
    on_list: Vec<f64>,
    /// Room: the joint probability of each kind (rows) and combination.
    joint: Vec<f64>,
    weights: Vec<f64>,
    split: Vec<f64>,
    mixture: Vec<f64>,
    proposed: Vec<f64>,
    gone: bool,
}

impl Chain {
    /// A chain at a place of its own: the unseen from a fifth to fifteen times the seen, and from one kind to all of them.
    pub(super) fn new(table: &CaptureTable, kinds: usize, how: &Sampling, place: Place) -> Self {
        let mut random = Random::new(place.seed, 0xC1A5_5000 + place.stream());
        let chain = place.chain as usize;
        let lists = table.width();
        let documented = real(table.documented());
        let places = [0.2, 15.0, 1.5, 5.0, 0.5];
        let used = [1, kinds, kinds.div_ceil(2), kinds, 2];
        let begin = used[chain % used.len()].clamp(1, kinds);
        let mut ln_shares: Vec<f64> = (0..kinds)
            .map(|kind| if kind < begin { 0.0 } else { -30.0 })
            .collect();
        let ln_all = ln_sum(&ln_shares);
        ln_shares.iter_mut().for_each(|share| *share -= ln_all);
        // Chances near what the lists hold of a population of this size, each kind a little elsewhere.
        let population = documented * (1.0 + places[chain % places.len()]);
        let chances = (0..kinds)
            .flat_map(|_| {
                table
                    .totals()
                    .into_iter()
                    .map(|total| {
                        let chance = real(total) / population;
                        let spread = 4.0;
                        random
                            .beta(0.5 + spread * chance, 0.5 + spread * (1.0 - chance))
                            .clamp(1e-6, 1.0 - 1e-6)
                    })
                    .collect::<Vec<f64>>()
            })
            .collect();
        Self {
            lists,
            documented,
            seen: table
                .counts()
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(cell, count)| (cell, real(*count)))
                .collect(),
            shape: how.shape,
            rate: how.rate,
            moves: how.moves,
            harmonic: (1..=kinds).map(|kind| 1.0 / real(kind as u64)).sum(),
            kinds,
            old_ln_shares: ln_shares.clone(),
            ln_shares,
            concentration: 1.0,
            chances,
            unseen: (documented * places[chain % places.len()]).round(),
            sizes: vec![0.0; kinds],
            on_list: vec![0.0; kinds * lists],
            joint: vec![0.0; kinds << lists],
            weights: vec![0.0; kinds],
            split: vec![0.0; kinds],
            mixture: vec![0.0; 1 << lists],
            proposed: vec![0.0; 1 << lists],
            random,
            held: HELD,
            gone: false,
        }
    }

    /// Did it come to a number that no population has?
    pub(super) fn ran_away(&self) -> bool {
        self.gone
    }

    /// Is its number of unseen still the one with which it began?
    pub(super) fn is_held(&self) -> bool {
        self.held > 0
    }

    /// The number of people on no list, as last drawn.
    pub(super) fn unseen(&self) -> f64 {
        self.unseen
    }

    /// How many kinds somebody belongs to.
    pub(super) fn kinds_used(&self) -> f64 {
        real(self.sizes.iter().filter(|size| **size > 0.0).count() as u64)
    }

    /// One step. After the chain has run away it stays where it is.
    pub(super) fn step(&mut self) {
        if self.gone {
            return;
        }
        let draw_unseen = self.held == 0;
        self.held = self.held.saturating_sub(1);
        self.fill_joint();
        if draw_unseen {
            self.move_visibility();
        }
        let cells = 1 << self.lists;
        // The chance to be on no list, and its complement summed from the small numbers that it is made of.
        let mut missed = 0.0;
        let mut met = 0.0;
        for kind in 0..self.kinds {
            let row = &self.joint[kind * cells..(kind + 1) * cells];
            missed += row[0];
            met += row[1..].iter().sum::<f64>();
        }
        if draw_unseen {
            // p(n₀ | …) ∝ Γ(n + n₀)/n₀! · missed^n₀, under the prior 1/N: a Poisson whose mean is gamma.
            let mean = self.random.gamma(self.documented) * missed / met;
            if mean.is_nan() || mean >= NO_POPULATION {
                self.gone = true;
                return;
            }
            self.unseen = self.random.poisson(mean);
        }
        self.sizes.fill(0.0);
        self.on_list.fill(0.0);
        for place in 0..=self.seen.len() {
            let (cell, count) = self.seen.get(place).copied().unwrap_or((0, self.unseen));
            for (kind, weight) in self.weights.iter_mut().enumerate() {
                *weight = self.joint[kind * cells + cell];
            }
            self.random
                .multinomial(count, &self.weights, &mut self.split);
            for (kind, people) in self.split.iter().enumerate() {
                if *people > 0.0 {
                    self.sizes[kind] += people;
                    for list in 0..self.lists {
                        if cell >> list & 1 == 1 {
                            self.on_list[kind * self.lists + list] += people;
                        }
                    }
                }
            }
        }
        for kind in 0..self.kinds {
            for list in 0..self.lists {
                let on = self.on_list[kind * self.lists + list];
                let off = self.sizes[kind] - on;
                self.chances[kind * self.lists + list] = self.random.beta(1.0 + on, 1.0 + off);
            }
        }
        self.draw_shares();
        self.swap_kinds();
    }

    /// Computes the chance of each pattern from shares and chances as they are.
    pub(super) fn weigh_patterns(&mut self) {
        self.fill_joint();
        self.mix();
    }

    /// The logarithm, but for a constant, of the likelihood of this chain's table at the shares and chances of a chain
    /// whose patterns are weighed. Under the prior 1/N the number of unseen integrates out, and what is left is the
    /// multinomial of the patterns among those who were seen.
    pub(super) fn ln_likelihood_at(&self, other: &Self) -> f64 {
        let met: f64 = other.mixture[1..].iter().sum();
        let of_patterns: f64 = self
            .seen
            .iter()
            .map(|(cell, count)| count * other.mixture[*cell].ln())
            .sum();
        of_patterns - self.documented * met.ln()
    }

    /// Exchanges shares, chances and concentration with a chain on another table; everything else is drawn from them.
    pub(super) fn exchange_with(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.ln_shares, &mut other.ln_shares);
        std::mem::swap(&mut self.chances, &mut other.chances);
        std::mem::swap(&mut self.concentration, &mut other.concentration);
    }

    /// Proposes to exchange the places of two kinds in the order of sticks, which leaves the likelihood as it is: the
    /// order is only a way of writing the prior, and a large kind late in it would hold the concentration up
    /// (Papaspiliopoulos & Roberts, *Biometrika* 95 (2008), 169–186).
    fn swap_kinds(&mut self) {
        for _ in 0..self.moves {
            let first = self.any_kind();
            let second = self.any_kind();
            if first == second {
                continue;
            }
            let before = self.ln_prior_of_shares();
            self.ln_shares.swap(first, second);
            if self.random.uniform().ln() >= self.ln_prior_of_shares() - before {
                self.ln_shares.swap(first, second);
                continue;
            }
            self.sizes.swap(first, second);
            for list in 0..self.lists {
                self.chances
                    .swap(first * self.lists + list, second * self.lists + list);
            }
        }
    }

    /// Sticks that are broken early are longer: kinds are taken with weights 1, 1/2, 1/3, …
    fn any_kind(&mut self) -> usize {
        let mut place = self.random.uniform() * self.harmonic;
        let mut kind = 0;
        while kind + 1 < self.kinds {
            place -= 1.0 / real(kind as u64 + 1);
            if place <= 0.0 {
                break;
            }
            kind += 1;
        }
        kind
    }

    /// The joint probabilities summed over the kinds.
    fn mix(&mut self) {
        self.mixture.fill(0.0);
        for row in self.joint.chunks_exact(1 << self.lists) {
            for (sum, value) in self.mixture.iter_mut().zip(row) {
                *sum += value;
            }
        }
    }

    /// Proposes for some kinds, one after the other, to be more or less visible as a whole.
    fn move_visibility(&mut self) {
        self.mix();
        for _ in 0..self.moves {
            let kind = self.any_kind();
            self.propose(kind);
        }
    }

    fn propose(&mut self, kind: usize) {
        let cells = 1 << self.lists;
        let size = if self.random.uniform() < 0.5 {
            0.2
        } else {
            1.0
        };
        let shift = size * self.random.normal();
        let row = &self.joint[kind * cells..(kind + 1) * cells];
        let met: f64 = row[1..].iter().sum();
        let chances = &self.chances[kind * self.lists..(kind + 1) * self.lists];
        // Logits move together; the derivative of a chance by its logit is chance × (1 − chance).
        let mut ln_ratio = 0.0;
        let mut moved = [0.0; usize::BITS as usize];
        let factor = shift.exp();
        self.proposed[0] = 1.0;
        for (list, chance) in chances.iter().enumerate() {
            let divisor = 1.0 - chance + chance * factor;
            let new = chance * factor / divisor;
            moved[list] = new;
            ln_ratio += shift - 2.0 * divisor.ln();
            let (low, high) = self.proposed.split_at_mut(1 << list);
            for (off, on) in low.iter_mut().zip(high) {
                *on = *off * new;
                *off *= 1.0 - new;
            }
        }
        let met_by_share: f64 = self.proposed[1..].iter().sum();
        let share = met / met_by_share;
        let old_share = self.ln_shares[kind].exp();
        if !(share.is_finite() && share > 0.0 && old_share > 0.0) {
            return;
        }
        let ln_factor = (share / old_share).ln();
        let ln_whole = (share - old_share).ln_1p();
        for (cell, count) in &self.seen {
            let without = self.mixture[*cell] - row[*cell];
            let with = without.max(0.0) + share * self.proposed[*cell];
            ln_ratio += count * (with / self.mixture[*cell]).ln();
        }
        let kinds = real(self.kinds as u64);
        ln_ratio += ln_factor - kinds * ln_whole;
        ln_ratio -= self.ln_prior_of_shares();
        self.old_ln_shares.copy_from_slice(&self.ln_shares);
        self.ln_shares[kind] += ln_factor;
        self.ln_shares
            .iter_mut()
            .for_each(|ln_share| *ln_share -= ln_whole);
        ln_ratio += self.ln_prior_of_shares();
        if ln_ratio.is_nan() || self.random.uniform().ln() >= ln_ratio {
            std::mem::swap(&mut self.ln_shares, &mut self.old_ln_shares);
            return;
        }
        // Everything is kept in parts of one, so the whole table is divided by the new sum of shares.
        let whole = ln_whole.exp();
        let row = kind * cells;
        for cell in 0..cells {
            let new = share * self.proposed[cell];
            self.mixture[cell] =
                ((self.mixture[cell] - self.joint[row + cell]).max(0.0) + new) / whole;
            self.joint[row + cell] = new;
        }
        self.joint.iter_mut().for_each(|value| *value /= whole);
        self.chances[kind * self.lists..(kind + 1) * self.lists]
            .copy_from_slice(&moved[..self.lists]);
    }

    /// The logarithm of the stick-breaking prior as a density of shares, but for a constant.
    fn ln_prior_of_shares(&self) -> f64 {
        let Some((last, others)) = self.ln_shares.split_last() else {
            return 0.0;
        };
        let mut ln_rest = *last;
        let mut sum = 0.0;
        for ln_share in others.iter().rev() {
            let larger = ln_rest.max(*ln_share);
            ln_rest = larger + (-(ln_rest - ln_share).abs()).exp().ln_1p();
            sum += ln_rest;
        }
        (self.concentration - 1.0) * last - sum
    }

    /// Sticks broken one after the other, and the concentration that breaks them.
    fn draw_shares(&mut self) {
        let mut after: f64 = self.sizes.iter().sum();
        let mut ln_left = 0.0;
        for kind in 0..self.kinds - 1 {
            after = (after - self.sizes[kind]).max(0.0);
            // In logarithms: with a small concentration a stick is broken at its very end.
            let ln_broken = self.random.ln_gamma_draw(1.0 + self.sizes[kind]);
            let ln_rest = self.random.ln_gamma_draw(self.concentration + after);
            let both = ln_sum(&[ln_broken, ln_rest]);
            self.ln_shares[kind] = ln_left + ln_broken - both;
            ln_left += ln_rest - both;
        }
        self.ln_shares[self.kinds - 1] = ln_left;
        let shape = self.shape - 1.0 + real(self.kinds as u64);
        self.concentration = (self.random.gamma(shape) / (self.rate - ln_left)).max(1e-300);
    }

    /// Joint probabilities of kinds and combinations, list by list: each list doubles the table.
    fn fill_joint(&mut self) {
        let cells = 1 << self.lists;
        for kind in 0..self.kinds {
            let row = &mut self.joint[kind * cells..(kind + 1) * cells];
            row[0] = self.ln_shares[kind].exp();
            for list in 0..self.lists {
                let chance = self.chances[kind * self.lists + list];
                let (low, high) = row.split_at_mut(1 << list);
                for (off, on) in low.iter_mut().zip(high) {
                    *on = *off * chance;
                    *off *= 1.0 - chance;
                }
            }
        }
    }
}

/// ln Σ exp.
fn ln_sum(values: &[f64]) -> f64 {
    let larger = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    larger + values.iter().map(|x| (x - larger).exp()).sum::<f64>().ln()
}
