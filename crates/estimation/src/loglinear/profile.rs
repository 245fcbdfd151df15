//! Profile likelihood intervals of the total: not symmetric, as the likelihood is not.
//!
//! Cormack, *Biometrics* 48 (1992), 567–576: for each number of people on no list the other parameters are fitted, and
//! the interval holds the numbers whose multinomial likelihood is within half the 95 % point of χ²₁ of the best.

use super::fit::Fitter;
use super::model::Model;
use crate::special::{CHI_SQUARE_95, ln_gamma};
use crate::table::CaptureTable;
use serde::Serialize;

/// The profile of the total under one model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// The model.
    pub model: Model,
    /// The total at which the multinomial likelihood is greatest.
    pub n: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval; none when the likelihood never falls far enough.
    pub high: Option<f64>,
}

/// The profile interval of a model. `None` when the model cannot be fitted.
#[must_use]
pub fn profile(table: &CaptureTable, model: &Model) -> Option<Profile> {
    let fitted = super::fit::fit(table, model)?;
    let mut walk = Walk::new(table, model);
    let documented = walk.documented;
    let guess = (fitted.n - documented).max(0.5);
    let unseen = walk.highest(guess)?;
    let top = walk.at(unseen)?;
    let target = top - 0.5 * CHI_SQUARE_95;

    let low = if walk.at(0.0)? >= target {
        0.0
    } else {
        walk.crossing(0.0, unseen, target)?
    };
    let mut beyond = unseen.max(1.0) * 1.5;
    let mut high = None;
    // To 2⁶⁰ times the estimate: a likelihood that has not fallen by then never does.
    for _ in 0..60 {
        match walk.at(beyond) {
            Some(value) if value >= target => beyond = unseen + (beyond - unseen) * 2.0,
            Some(_) => {
                high = walk.crossing(beyond, unseen, target);
                break;
            }
            None => break,
        }
    }
    Some(Profile {
        model: model.clone(),
        n: documented + unseen,
        low: documented + low,
        high: high.map(|unseen| documented + unseen),
    })
}

/// Fits along the profile, each from where the last one ended.
struct Walk {
    fitter: Fitter,
    cells: Vec<f64>,
    terms: Vec<usize>,
    documented: f64,
    last: Option<Vec<f64>>,
}

impl Walk {
    fn new(table: &CaptureTable, model: &Model) -> Self {
        let cells = table.doubles();
        let mut fitter = Fitter::new(table.width());
        fitter.open_unseen();
        // A term of which nobody was seen has no finite coefficient: its cells stay empty at any number of unseen.
        let terms = fitter.keep_seen(&cells, &model.terms());
        Self {
            documented: cells.iter().sum(),
            fitter,
            cells,
            terms,
            last: None,
        }
    }

    /// The logarithm of the multinomial likelihood, but for a constant.
    fn at(&mut self, unseen: f64) -> Option<f64> {
        self.cells[0] = unseen;
        let kernel = match &self.last {
            Some(start) => {
                let start = start.clone();
                self.fitter.newton(&self.cells, &self.terms, Some(&start))
            }
            None => None,
        };
        let kernel = match kernel {
            Some(kernel) => kernel,
            None => self.fitter.newton(&self.cells, &self.terms, None)?,
        };
        self.last = Some(self.fitter.coefficients.clone());
        // Σ n ln(μ/N) + ln N! − ln n₀!; at the maximum the means add up to N.
        let n = self.documented + unseen;
        Some(kernel + n - n * n.ln() + ln_gamma(n + 1.0) - ln_gamma(unseen + 1.0))
    }

    /// The number of unseen with the greatest likelihood, by golden sections around a guess.
    fn highest(&mut self, guess: f64) -> Option<f64> {
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        let (mut low, mut high) = (guess * 0.5, guess * 1.5 + 1.0);
        // Widen until the top is inside.
        for _ in 0..60 {
            let (at_low, at_guess, at_high) =
                (self.at(low)?, self.at(0.5 * (low + high))?, self.at(high)?);
            if at_low > at_guess && low > 1e-9 {
                (low, high) = (low * 0.5, 0.5 * (low + high));
            } else if at_high > at_guess {
                (low, high) = (0.5 * (low + high), high * 2.0);
            } else {
                break;
            }
        }
        let mut a = high - GOLDEN * (high - low);
        let mut b = low + GOLDEN * (high - low);
        let (mut at_a, mut at_b) = (self.at(a)?, self.at(b)?);
        while high - low > 1e-7 * (1.0 + high) {
            if at_a > at_b {
                (high, b, at_b) = (b, a, at_a);
                a = high - GOLDEN * (high - low);
                at_a = self.at(a)?;
            } else {
                (low, a, at_a) = (a, b, at_b);
                b = low + GOLDEN * (high - low);
                at_b = self.at(b)?;
            }
        }
        Some(0.5 * (low + high))
    }

    /// Where the likelihood passes the target between a point outside the interval and one inside, by halving.
    fn crossing(&mut self, mut outside: f64, mut inside: f64, target: f64) -> Option<f64> {
        for _ in 0..200 {
            if (outside - inside).abs() <= 1e-7 * (1.0 + inside.abs()) {
                break;
            }
            let middle = 0.5 * (outside + inside);
            if self.at(middle)? >= target {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        Some(0.5 * (outside + inside))
    }
}
