//! Chao's bound: how many there are at least *if* people differ in how visible they are, or being on one list makes
//! being on another more likely. Where the lists avoid each other (negative dependence) it is no bound.
//!
//! Chao, *Biometrics* 43 (1987), 783–791; the corrected form after Chao, *Biometrics* 45 (1989), 427–438.

use crate::estimate::Estimate;
use crate::table::{CaptureTable, real};
use serde::Serialize;

/// Both forms of the bound.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bound {
    /// n + f₁²/(2f₂); none when nobody was seen exactly twice.
    pub classic: Option<f64>,
    /// n + (t−1)/t · f₁(f₁−1)/(2(f₂+1)), which is always there.
    pub corrected: f64,
    /// The classic form with its standard error and interval (Chao 1987, with the variance of her eq. 12).
    pub estimate: Option<Estimate>,
}

/// The bound, from how many people stand on exactly one and on exactly two lists.
#[must_use]
pub fn bound(table: &CaptureTable) -> Bound {
    let frequencies = table.frequencies();
    let n = real(table.documented());
    let t = real(table.width() as u64);
    let f1 = real(frequencies.first().copied().unwrap_or(0));
    let f2 = real(frequencies.get(1).copied().unwrap_or(0));
    let classic = (f2 > 0.0).then(|| n + f1 * f1 / (2.0 * f2));
    let corrected = n + (t - 1.0) / t * f1 * (f1 - 1.0) / (2.0 * (f2 + 1.0));
    let estimate = classic.and_then(|bound| {
        let ratio = f1 / f2;
        let variance = f2 * (0.25 * ratio.powi(4) + ratio.powi(3) + 0.5 * ratio.powi(2));
        Estimate::log_normal(bound, variance.sqrt(), n)
    });
    Bound {
        classic,
        corrected: corrected.max(n),
        estimate,
    }
}
