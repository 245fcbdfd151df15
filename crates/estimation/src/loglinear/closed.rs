//! The estimate that assumes only that the highest interaction, the one that no table can show, is absent; and what it
//! becomes when it is not.
//!
//! Bishop, Fienberg & Holland, *Discrete Multivariate Analysis* (1975), 6.4; its sensitivity after Gerritse, van der
//! Heijden & Bakker, *J. Off. Stat.* 31 (2015), 357–379.

use crate::table::{CaptureTable, real};
use serde::Serialize;

/// The saturated model's closed form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NoHighest {
    /// People on no list: the product of counts on an odd number of lists over that on an even number.
    pub unseen: f64,
    /// People in all.
    pub n: f64,
    /// Standard error by the delta method: √(n₀ + n₀² Σ 1/n).
    pub se: f64,
    /// The total for other values of the highest odds ratio θ: the number of unseen is divided by θ for an odd number
    /// of lists and multiplied by it for an even one, so that each row is (factor on the unseen, total).
    pub sensitivity: Vec<(f64, f64)>,
}

/// Factors on the number of unseen at which the total is told.
const FACTORS: [f64; 7] = [0.25, 0.5, 2.0 / 3.0, 1.0, 1.5, 2.0, 4.0];

/// The closed form. `None` when a cell is empty: then no estimate exists.
#[must_use]
pub fn no_highest_interaction(table: &CaptureTable) -> Option<NoHighest> {
    let (mut ln_unseen, mut inverse) = (0.0, 0.0);
    for (cell, count) in table.counts().iter().enumerate().skip(1) {
        if *count == 0 {
            return None;
        }
        let count = real(*count);
        ln_unseen += if cell.count_ones() % 2 == 1 {
            count.ln()
        } else {
            -count.ln()
        };
        inverse += 1.0 / count;
    }
    let unseen = ln_unseen.exp();
    let documented = real(table.documented());
    unseen.is_finite().then(|| NoHighest {
        unseen,
        n: documented + unseen,
        se: (unseen + unseen * unseen * inverse).sqrt(),
        sensitivity: FACTORS
            .iter()
            .map(|f| (*f, documented + unseen * f))
            .collect(),
    })
}
