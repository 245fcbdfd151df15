//! Two lists: the oldest estimate, and never a headline, since nothing in two lists tells whether being on the one
//! makes being on the other more likely.
//!
//! Petersen (1896); Lincoln (1930); Chapman, *Univ. Calif. Publ. Stat.* 1 (1951), with the variance of Seber (1970).

use crate::estimate::Estimate;
use crate::table::{CaptureTable, real};
use serde::Serialize;

/// What two lists alone say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// The first list.
    pub first: String,
    /// The second list.
    pub second: String,
    /// People on the first.
    pub on_first: u64,
    /// People on the second.
    pub on_second: u64,
    /// People on both.
    pub on_both: u64,
    /// Lincoln–Petersen n₁n₂/m; none without overlap.
    pub lincoln_petersen: Option<f64>,
    /// Chapman (n₁+1)(n₂+1)/(m+1) − 1.
    pub chapman: f64,
    /// Seber's standard error of Chapman's estimate.
    pub chapman_se: f64,
    /// Chapman's estimate with its interval, which begins at the people on either list.
    pub estimate: Option<Estimate>,
}

/// All pairs of lists.
#[must_use]
pub fn pairs(table: &CaptureTable) -> Vec<Pair> {
    let totals = table.totals();
    table
        .overlaps()
        .into_iter()
        .map(|(first, second, on_both)| {
            let (on_first, on_second) = (totals[first], totals[second]);
            let (a, b, m) = (real(on_first), real(on_second), real(on_both));
            let (chapman, chapman_se) = chapman(a, b, m);
            Pair {
                first: table.lists()[first].clone(),
                second: table.lists()[second].clone(),
                on_first,
                on_second,
                on_both,
                lincoln_petersen: (m > 0.0).then(|| a * b / m),
                chapman,
                chapman_se,
                estimate: Estimate::log_normal(chapman, chapman_se, a + b - m),
            }
        })
        .collect()
}

/// Chapman's estimate and Seber's standard error, from the two totals and the overlap.
#[must_use]
pub fn chapman(first: f64, second: f64, both: f64) -> (f64, f64) {
    let n = (first + 1.0) * (second + 1.0) / (both + 1.0) - 1.0;
    let variance = (first + 1.0) * (second + 1.0) * (first - both) * (second - both)
        / ((both + 1.0).powi(2) * (both + 2.0));
    (n, variance.sqrt())
}
