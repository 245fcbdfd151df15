//! The shape of every estimate: a number of people with what is known of its error.

use serde::Serialize;

/// An estimate of how many people there are in all, documented or not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// People in all.
    pub n: f64,
    /// Standard error, in people.
    pub se: f64,
    /// Lower end of the 95 % interval: sampling error only.
    pub low: f64,
    /// Upper end of the 95 % interval: sampling error only.
    pub high: f64,
}

impl Estimate {
    /// An estimate with the interval that is symmetric in the logarithm of the number not documented, and so never
    /// below the documented number (Chao, *Biometrics* 43 (1987), 783–791). `None` when a number is not finite.
    #[must_use]
    pub fn log_normal(n: f64, se: f64, documented: f64) -> Option<Self> {
        if !(n.is_finite() && se.is_finite() && n >= documented && se >= 0.0) {
            return None;
        }
        let unseen = n - documented;
        if unseen <= 0.0 {
            return Some(Self {
                n,
                se,
                low: n,
                high: n,
            });
        }
        let ratio = (crate::special::Z_95 * (se / unseen).powi(2).ln_1p().sqrt()).exp();
        let high = documented + unseen * ratio;
        high.is_finite().then(|| Self {
            n,
            se,
            low: documented + unseen / ratio,
            high,
        })
    }
}

/// The two ends of an interval, in people.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The quantile of sorted draws, between two of them by straight line (Hyndman & Fan, *Am. Stat.* 50 (1996), type 7).
/// `None` without draws.
#[must_use]
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * crate::table::real(last as u64);
    let below = usize::try_from(crate::table::whole(place.floor())).ok()?;
    let above = (below + 1).min(last);
    let share = place - place.floor();
    let (low, high) = (*sorted.get(below)?, *sorted.get(above)?);
    Some(if share == 0.0 {
        low
    } else {
        low + share * (high - low)
    })
}
