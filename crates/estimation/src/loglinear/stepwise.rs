//! Pairs of lists taken into the model one after the other: the least likely overlap first.
//!
//! Chan, Silverman & Vincent, *J. Am. Stat. Assoc.* 116 (2021), 1297–1306: under the present model the number of
//! people on both lists of a pair is Poisson; the pair with the smallest one-sided probability enters while that is
//! below a threshold and the total can still be told. After Bales, Hesketh & Silverman, *Significance* 12(3) (2015).

use super::fit::{Constants, Fit, Fitter};
use super::lattice::add_supersets;
use super::model::Model;
use crate::special::poisson_tail;
use crate::table::CaptureTable;
use serde::Serialize;

/// The threshold that Chan, Silverman & Vincent use.
pub const THRESHOLD: f64 = 0.02;

/// A model found step by step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stepwise {
    /// The threshold.
    pub threshold: f64,
    /// Pairs in the order in which they entered, by the places of their lists.
    pub entered: Vec<(usize, usize)>,
    /// The last fit.
    pub fit: Fit,
}

/// Finds the model. `None` when even independent lists do not tell the total.
#[must_use]
pub fn stepwise(table: &CaptureTable, threshold: f64) -> Option<Stepwise> {
    let cells = table.doubles();
    Steps::new(table.width()).run(&cells, threshold)
}

/// Room for stepwise fits, used again for each bootstrap table.
#[derive(Debug)]
pub(crate) struct Steps {
    lists: usize,
    fitter: Fitter,
    observed: Vec<f64>,
    expected: Vec<f64>,
}

impl Steps {
    pub(crate) fn new(lists: usize) -> Self {
        Self {
            lists,
            fitter: Fitter::new(lists),
            observed: vec![0.0; 1 << lists],
            expected: vec![0.0; 1 << lists],
        }
    }

    pub(crate) fn run(&mut self, cells: &[f64], threshold: f64) -> Option<Stepwise> {
        let constants = Constants::of(cells);
        self.observed.copy_from_slice(cells);
        self.observed[0] = 0.0;
        add_supersets(&mut self.observed);
        let mut entered = Vec::new();
        let mut fit = self
            .fitter
            .fit(cells, &constants, &Model::independence(self.lists))?;
        loop {
            self.expected.copy_from_slice(self.fitter.means());
            add_supersets(&mut self.expected);
            let mut candidates: Vec<(f64, usize)> = (1..1_usize << self.lists)
                .filter(|term| term.count_ones() == 2 && !fit.model.interactions().contains(term))
                .map(|pair| (poisson_tail(self.observed[pair], self.expected[pair]), pair))
                .filter(|(p, _)| *p < threshold)
                .collect();
            candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
            let next = candidates.into_iter().find_map(|(_, pair)| {
                let wider = fit.model.toggled(pair);
                self.fitter
                    .fit(cells, &constants, &wider)
                    .map(|fit| (pair, fit))
            });
            let Some((pair, wider)) = next else { break };
            entered.push(places(pair));
            fit = wider;
        }
        Some(Stepwise {
            threshold,
            entered,
            fit,
        })
    }
}

/// The two lists of a pair.
fn places(pair: usize) -> (usize, usize) {
    let first = pair.trailing_zeros();
    let second = (pair & !(1 << first)).trailing_zeros();
    (first as usize, second as usize)
}
