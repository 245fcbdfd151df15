//! Maximum likelihood for one model, by Newton's method on the Poisson likelihood (which is Fisher scoring, its link
//! being canonical: Nelder & Wedderburn, *J. R. Stat. Soc. A* 135 (1972), 370–384).

use super::existence::{self, Existence, Face};
use super::lattice::{add_subsets, add_supersets};
use super::model::Model;
use crate::estimate::{Estimate, Interval};
use crate::special::ln_gamma;
use crate::table::{CaptureTable, real};
use serde::Serialize;

/// One model, fitted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// The model.
    pub model: Model,
    /// Do maximum likelihood estimates exist.
    pub existence: Existence,
    /// People in all: the documented and the estimate of those on no list.
    pub n: f64,
    /// Standard error of `n` (Cormack 1989: Poisson total, variance μ₀ + μ₀² Var β₀).
    pub se: f64,
    /// Lower end of the 95 % interval from the normal approximation of the constant, as packages print it. It takes
    /// the documented number as fixed, and so holds the truth too seldom where most people are documented.
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
    /// The 95 % interval from `se`, log-normal in the number not documented (Chao 1987): with the error of the
    /// documented number.
    pub interval: Interval,
    /// The deviance from the table.
    pub deviance: f64,
    /// Degrees of freedom: cells less coefficients, counting coefficients at minus infinity.
    pub degrees: usize,
    /// Akaike's criterion.
    pub aic: f64,
    /// Schwarz's criterion, with the documented number as sample size.
    pub bic: f64,
}

/// Fits one model to a table.
///
/// `None` when the total cannot be told from this model and table: no estimate exists, or it is infinite (Fienberg &
/// Rinaldo, *Ann. Stat.* 40 (2012), 996–1023).
#[must_use]
pub fn fit(table: &CaptureTable, model: &Model) -> Option<Fit> {
    if model.lists() != table.width() {
        return None;
    }
    let cells = table.doubles();
    let constants = Constants::of(&cells);
    Fitter::new(table.width()).fit(&cells, &constants, model)
}

/// What does not depend on the model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Constants {
    documented: f64,
    ln_factorials: f64,
    saturated: f64,
}

impl Constants {
    pub(crate) fn of(cells: &[f64]) -> Self {
        let seen = &cells[1..];
        let times_ln = |n: f64| if n > 0.0 { n * n.ln() - n } else { 0.0 };
        Self {
            documented: seen.iter().sum(),
            ln_factorials: seen.iter().map(|n| ln_gamma(n + 1.0)).sum(),
            saturated: seen.iter().map(|n| times_ln(*n)).sum(),
        }
    }
}

/// Fitted means may be as small as this without a doubt that they are positive.
const SURELY_POSITIVE: f64 = 1e-6;

/// Room to fit models of a number of lists, used again for every one.
#[derive(Debug)]
pub(crate) struct Fitter {
    lists: usize,
    /// Cells of the table that the model can reach; the cell of nobody's list is 0 and only there for profiles.
    open: Vec<bool>,
    eta: Vec<f64>,
    mu: Vec<f64>,
    margins: Vec<f64>,
    residuals: Vec<f64>,
    information: Vec<f64>,
    pub(crate) coefficients: Vec<f64>,
    step: Vec<f64>,
    tried: Vec<f64>,
}

impl Fitter {
    pub(crate) fn new(lists: usize) -> Self {
        let cells = 1 << lists;
        let mut open = vec![true; cells];
        open[0] = false;
        Self {
            lists,
            open,
            eta: vec![0.0; cells],
            mu: vec![0.0; cells],
            margins: vec![0.0; cells],
            residuals: vec![0.0; cells],
            information: Vec::new(),
            coefficients: Vec::new(),
            step: Vec::new(),
            tried: Vec::new(),
        }
    }

    /// Fits a model with existence checked; `cells[0]` is not looked at.
    pub(crate) fn fit(
        &mut self,
        cells: &[f64],
        constants: &Constants,
        model: &Model,
    ) -> Option<Fit> {
        let terms = model.terms();
        let (existence, loglik) = self.solve(cells, &terms)?;
        let unseen = self.coefficients[0].exp();
        let variance = self.variance_of_constant()?;
        let n = constants.documented + unseen;
        let se = (unseen + unseen * unseen * variance).sqrt();
        let whole = Estimate::log_normal(n, se, constants.documented)?;
        let spread = (crate::special::Z_95 * variance.sqrt()).exp();
        let parameters = real(model.parameters() as u64);
        let minus_two = -2.0 * (loglik - constants.ln_factorials);
        let fit = Fit {
            model: model.clone(),
            existence,
            n,
            se,
            low: constants.documented + unseen / spread,
            high: constants.documented + unseen * spread,
            interval: Interval {
                low: whole.low,
                high: whole.high,
            },
            deviance: (2.0 * (constants.saturated - loglik)).max(0.0),
            degrees: ((1 << self.lists) - 1) - model.parameters(),
            aic: minus_two + 2.0 * parameters,
            bic: minus_two + parameters * constants.documented.ln(),
        };
        (fit.n.is_finite() && fit.se.is_finite() && fit.high.is_finite()).then_some(fit)
    }

    /// Finds the coefficients; says whether they are all finite, and the kernel of the likelihood.
    pub(crate) fn solve(&mut self, cells: &[f64], terms: &[usize]) -> Option<(Existence, f64)> {
        self.open_all();
        // A term of which nobody was seen sends its coefficient to minus infinity: its cells go first.
        let kept = self.keep_seen(cells, terms);
        if kept.first() != Some(&0) {
            return None;
        }
        if let Some(loglik) = self.newton(cells, &kept, None)
            && self.smallest_mean() > SURELY_POSITIVE
        {
            // Positive means with the table's margins: the linear programme of existence has this solution.
            let existence = if kept.len() == terms.len() {
                Existence::Exists
            } else {
                Existence::OnBoundary
            };
            return Some((existence, loglik));
        }
        // In doubt the linear programme decides.
        match existence::face(cells, terms) {
            Face::Whole => {
                self.open_all();
                let loglik = self.newton(cells, terms, None)?;
                Some((Existence::Exists, loglik))
            }
            Face::Part { open, independent } => {
                self.open.copy_from_slice(&open);
                let loglik = self.newton(cells, &independent, None)?;
                Some((Existence::OnBoundary, loglik))
            }
            Face::NotIdentified => None,
        }
    }

    fn open_all(&mut self) {
        self.open.fill(true);
        self.open[0] = false;
    }

    fn close(&mut self, which: impl Fn(usize) -> bool) {
        for (cell, open) in self.open.iter_mut().enumerate() {
            if which(cell) {
                *open = false;
            }
        }
    }

    /// Takes people on no list into the fit, for a profile over their number.
    pub(crate) fn open_unseen(&mut self) {
        self.open_all();
        self.open[0] = true;
    }

    /// The terms of which somebody was seen; the cells of the others are closed.
    pub(crate) fn keep_seen(&mut self, cells: &[f64], terms: &[usize]) -> Vec<usize> {
        self.margins.copy_from_slice(cells);
        self.margins[0] = 0.0;
        add_supersets(&mut self.margins);
        let (kept, gone): (Vec<usize>, Vec<usize>) =
            terms.iter().partition(|term| self.margins[**term] > 0.0);
        for term in gone {
            self.close(|cell| cell & term == term);
        }
        kept
    }

    /// The mean of each cell; only of open cells.
    pub(crate) fn means(&self) -> &[f64] {
        &self.mu
    }

    fn smallest_mean(&self) -> f64 {
        self.open
            .iter()
            .zip(&self.mu)
            .filter(|(open, _)| **open)
            .map(|(_, mu)| *mu)
            .fold(f64::INFINITY, f64::min)
    }

    /// Newton's method from a start, or from the table itself; the kernel Σ n ln μ − μ, or `None` where the
    /// information is singular or the steps do not end.
    pub(crate) fn newton(
        &mut self,
        cells: &[f64],
        terms: &[usize],
        start: Option<&[f64]>,
    ) -> Option<f64> {
        let size = terms.len();
        self.step.resize(size, 0.0);
        self.tried.resize(size, 0.0);
        self.coefficients.resize(size, 0.0);
        match start {
            Some(start) => self.coefficients.copy_from_slice(start),
            None => self.start(cells, terms)?,
        }
        let mut loglik = self.evaluate(cells, terms, false);
        if !loglik.is_finite() {
            return None;
        }
        for _ in 0..100 {
            self.information(terms)?;
            self.residuals.fill(0.0);
            for (cell, count) in cells.iter().enumerate() {
                if self.open[cell] {
                    self.residuals[cell] = count - self.mu[cell];
                }
            }
            add_supersets(&mut self.residuals);
            for (slot, term) in self.step.iter_mut().zip(terms) {
                *slot = self.residuals[*term];
            }
            let score = std::mem::take(&mut self.step);
            let mut step = score.clone();
            cholesky_solve(&self.information, size, &mut step);
            let decrement: f64 = score.iter().zip(&step).map(|(u, d)| u * d).sum();
            self.step = step;
            let ended = decrement < 1e-16 * (1.0 + loglik.abs() * 1e-6);
            let mut length = 1.0;
            loop {
                for ((tried, from), step) in self
                    .tried
                    .iter_mut()
                    .zip(&self.coefficients)
                    .zip(&self.step)
                {
                    *tried = from + length * step;
                }
                let now = self.evaluate(cells, terms, true);
                // Close to the top the differences are rounding.
                if now >= loglik - 1e-12 * loglik.abs() || (ended && now.is_finite()) {
                    loglik = now;
                    break;
                }
                length *= 0.5;
                if length < 1e-10 {
                    return None;
                }
            }
            std::mem::swap(&mut self.coefficients, &mut self.tried);
            if ended {
                self.information(terms)?;
                return Some(loglik);
            }
        }
        None
    }

    /// Weighted least squares on the logarithms of the table.
    fn start(&mut self, cells: &[f64], terms: &[usize]) -> Option<()> {
        for (cell, count) in cells.iter().enumerate() {
            let (weight, value) = if self.open[cell] {
                let n = count + 0.5;
                (n, n * n.ln())
            } else {
                (0.0, 0.0)
            };
            self.mu[cell] = weight;
            self.residuals[cell] = value;
        }
        self.information(terms)?;
        add_supersets(&mut self.residuals);
        for (slot, term) in self.coefficients.iter_mut().zip(terms) {
            *slot = self.residuals[*term];
        }
        cholesky_solve(&self.information, terms.len(), &mut self.coefficients);
        Some(())
    }

    fn evaluate(&mut self, cells: &[f64], terms: &[usize], tried: bool) -> f64 {
        let coefficients = if tried {
            &self.tried
        } else {
            &self.coefficients
        };
        self.eta.fill(0.0);
        for (term, value) in terms.iter().zip(coefficients) {
            self.eta[*term] = *value;
        }
        add_subsets(&mut self.eta);
        let mut loglik = 0.0;
        for (cell, count) in cells.iter().enumerate() {
            if self.open[cell] {
                let mu = self.eta[cell].exp();
                self.mu[cell] = mu;
                loglik += count * self.eta[cell] - mu;
            } else {
                self.mu[cell] = 0.0;
            }
        }
        loglik
    }

    /// Fisher's information of the means, factorised; `None` when it is singular.
    fn information(&mut self, terms: &[usize]) -> Option<()> {
        let size = terms.len();
        self.margins.copy_from_slice(&self.mu);
        add_supersets(&mut self.margins);
        self.information.clear();
        self.information.resize(size * size, 0.0);
        for row in 0..size {
            for column in 0..=row {
                self.information[row * size + column] = self.margins[terms[row] | terms[column]];
            }
        }
        cholesky(&mut self.information, size)
    }

    /// The variance of the constant, from the last factorised information.
    pub(crate) fn variance_of_constant(&self) -> Option<f64> {
        let size = self.coefficients.len();
        let mut unit = vec![0.0; size];
        *unit.first_mut()? = 1.0;
        cholesky_solve(&self.information, size, &mut unit);
        unit.first().copied().filter(|v| v.is_finite() && *v >= 0.0)
    }
}

/// Factorises a symmetric matrix, given by its lower half, in place; `None` when it is singular to rounding.
fn cholesky(matrix: &mut [f64], size: usize) -> Option<()> {
    for row in 0..size {
        for column in 0..=row {
            let (mut sum, whole) = {
                let value = matrix[row * size + column];
                (value, value)
            };
            for k in 0..column {
                sum -= matrix[row * size + k] * matrix[column * size + k];
            }
            if row == column {
                if sum.is_nan() || sum <= 1e-11 * whole {
                    return None;
                }
                matrix[row * size + row] = sum.sqrt();
            } else {
                matrix[row * size + column] = sum / matrix[column * size + column];
            }
        }
    }
    Some(())
}

/// Solves with the factor of [`cholesky`], in place.
fn cholesky_solve(factor: &[f64], size: usize, values: &mut [f64]) {
    for row in 0..size {
        let mut sum = values[row];
        for k in 0..row {
            sum -= factor[row * size + k] * values[k];
        }
        values[row] = sum / factor[row * size + row];
    }
    for row in (0..size).rev() {
        let mut sum = values[row];
        for k in row + 1..size {
            sum -= factor[k * size + row] * values[k];
        }
        values[row] = sum / factor[row * size + row];
    }
}
