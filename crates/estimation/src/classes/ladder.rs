//! Chains that pass hills: several copies of one chain, each on a thinner table than the last, exchange their states.
//!
//! A posterior may have hills that a chain leaves once in a hundred thousand steps. On a table with fewer people the
//! valleys between them are shallow; a copy that walks there carries the chain on the whole table from hill to hill
//! (Swendsen & Wang, *Phys. Rev. Lett.* 57 (1986), 2607–2609; Geyer, *Computing Science and Statistics* 23 (1991),
//! 156–163). Each copy samples the exact posterior of its own table, so that nothing but the table differs between
//! two copies: an exchange is accepted with the ratio of the likelihoods of the two tables, with the number of unseen
//! and the kinds of people integrated out.

use super::Sampling;
use super::sampler::{Chain, Place};
use crate::random::Random;
use crate::stop::Stop;
use crate::table::{CaptureTable, real, whole};

/// Steps between two tries to exchange.
const BETWEEN: usize = 5;

/// One chain, with its copies on thinner tables.
#[derive(Debug)]
pub(super) struct Ladder {
    /// On the whole table first.
    rungs: Vec<Chain>,
    random: Random,
    /// Neighbours are tried by turns: the first with the second, then the second with the third.
    second_first: bool,
    since: usize,
}

impl Ladder {
    /// A chain at a place of its own, with so many copies, each on a table with 1/√2 of the people of the last. A
    /// pattern that somebody has keeps somebody.
    pub(super) fn new(
        table: &CaptureTable,
        kinds: usize,
        how: &Sampling,
        place: Place,
        copies: usize,
    ) -> Self {
        let rungs = (0..=copies)
            .map(|rung| {
                let share = 0.5_f64.sqrt().powf(real(rung as u64));
                let thinned = table
                    .counts()
                    .iter()
                    .map(|count| match count {
                        0 => 0,
                        some => whole((real(*some) * share).round()).max(1),
                    })
                    .collect();
                let thinner = CaptureTable::from_counts(table.lists().to_vec(), thinned);
                Chain::new(&thinner, kinds, how, place.on_rung(rung))
            })
            .collect();
        Self {
            rungs,
            random: Random::new(place.seed, 0x1ADD_0000 + place.stream()),
            second_first: false,
            since: 0,
        }
    }

    /// Steps thrown away, then `draws` numbers of unseen, one each `thinning` steps; fewer when it runs away or is
    /// stopped.
    pub(super) fn run(
        &mut self,
        burn_in: usize,
        draws: usize,
        thinning: usize,
        stop: &Stop,
    ) -> Vec<f64> {
        for _ in 0..burn_in {
            self.step();
            if self.ran_away() || stop.is_set() {
                return Vec::new();
            }
        }
        let mut found = Vec::with_capacity(draws);
        for _ in 0..draws {
            for _ in 0..thinning.max(1) {
                self.step();
            }
            if self.ran_away() || stop.is_set() {
                break;
            }
            found.push(self.rungs[0].unseen());
        }
        found
    }

    fn step(&mut self) {
        for rung in &mut self.rungs {
            rung.step();
        }
        self.since += 1;
        if self.rungs.len() > 1 && self.since >= BETWEEN && !self.rungs[0].is_held() {
            self.since = 0;
            self.exchange();
        }
    }

    fn exchange(&mut self) {
        let first = usize::from(self.second_first);
        self.second_first = !self.second_first;
        for pair in self.rungs[first..].chunks_exact_mut(2) {
            let [fuller, thinner] = pair else { continue };
            fuller.weigh_patterns();
            thinner.weigh_patterns();
            let ln_ratio = fuller.ln_likelihood_at(thinner) - fuller.ln_likelihood_at(fuller)
                + thinner.ln_likelihood_at(fuller)
                - thinner.ln_likelihood_at(thinner);
            if self.random.uniform().ln() < ln_ratio {
                fuller.exchange_with(thinner);
            }
        }
    }

    /// Did it come to a number that no population has? What the copies do does not matter.
    pub(super) fn ran_away(&self) -> bool {
        self.rungs[0].ran_away()
    }

    /// How many kinds somebody belongs to now.
    pub(super) fn kinds_used(&self) -> f64 {
        self.rungs[0].kinds_used()
    }
}
