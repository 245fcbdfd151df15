//! Sample coverage: what share of the people whom each list can see the other lists have seen too, and what follows
//! for the total when lists depend on each other in pairs.
//!
//! Chao & Tsay, *J. Am. Stat. Assoc.* 93 (1998), 283–293 (three lists); Tsay & Chao, *J. Appl. Stat.* 28 (2001),
//! 25–36 and Chao, Tsay, Lin, Shau & Chao, *Stat. Med.* 20 (2001), 3123–3157 (any number). Standard errors by the
//! bootstrap of Chao & Tsay (1998): tables drawn from the estimated population.

use crate::estimate::Estimate;
use crate::parallel::in_order;
use crate::random::Random;
use crate::table::{CaptureTable, real};
use serde::Serialize;

/// Estimates from sample coverage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SampleCoverage {
    /// Ĉ: the mean over lists of the share of the list that another list holds too. From 0 to 1.
    pub coverage: f64,
    /// D: documented people less the mean number that one list alone holds.
    pub d: f64,
    /// D/Ĉ: right when lists are independent. None without overlap.
    pub independent: Option<Estimated>,
    /// With dependence of pairs, for high coverage (at least .55). None when its equation has no positive solution.
    pub high: Option<Estimated>,
    /// With dependence of pairs, one step only, for low coverage.
    pub low: Option<Estimated>,
}

impl SampleCoverage {
    /// The coverage in whole per cent as it is told beside a limit: cut off, so that what lies below one is never told as
    /// the limit itself.
    #[must_use]
    pub fn whole_percent(&self) -> f64 {
        (self.coverage * 100.0).floor() / 100.0
    }
}

/// A closed form with the error that a bootstrap found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimated {
    /// People in all.
    pub n: f64,
    /// With standard error and interval; none when the draws gave no finite error, or without a bootstrap.
    pub estimate: Option<Estimate>,
}

/// The three closed forms, for cells that are real numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Forms {
    coverage: f64,
    d: f64,
    independent: f64,
    high: f64,
    low: f64,
}

/// Which estimate to draw the bootstrap's tables from.
const FORMS: [fn(&Forms) -> f64; 3] = [|f| f.independent, |f| f.high, |f| f.low];

/// Estimates from sample coverage, with standard errors from `draws` tables; no bootstrap for 0 draws. The coverage of
/// a table without overlap is 0, and no estimate follows from it.
#[must_use]
pub fn sample_coverage(
    table: &CaptureTable,
    draws: usize,
    seed: u64,
    threads: usize,
) -> SampleCoverage {
    let cells = table.doubles();
    let forms = forms(&cells, table.width());
    let documented: f64 = cells.iter().sum();
    let mut estimated = in_order(threads, FORMS.len(), |which| {
        let n = FORMS[which](&forms);
        (n.is_finite() && n >= documented).then(|| Estimated {
            n,
            estimate: standard_error(&cells, table.width(), which, n, draws, seed)
                .and_then(|se| Estimate::log_normal(n, se, documented)),
        })
    });
    let low = estimated.pop().flatten();
    let high = estimated.pop().flatten();
    let independent = estimated.pop().flatten();
    SampleCoverage {
        coverage: forms.coverage,
        d: forms.d,
        independent,
        high,
        low,
    }
}

/// The closed forms. Not finite where their equation has no solution.
fn forms(cells: &[f64], lists: usize) -> Forms {
    let t = real(lists as u64);
    let mut on_all = cells.to_vec();
    on_all[0] = 0.0;
    let documented: f64 = on_all.iter().sum();
    crate::loglinear::lattice::add_supersets(&mut on_all);
    let (mut uncovered, mut singles) = (0.0, 0.0);
    for list in 0..lists {
        let single = cells[1 << list];
        let total = on_all[1 << list];
        singles += single;
        uncovered += if total > 0.0 { single / total } else { 1.0 };
    }
    let coverage = 1.0 - uncovered / t;
    let d = documented - singles / t;
    let independent = d / coverage;
    // Each pair of lists weighs in with the people of whom no third list knows and one of the two alone decides.
    let (mut alone, mut alone_times_overlap) = (0.0, 0.0);
    for first in 0..lists {
        for second in first + 1..lists {
            let (a, b) = (1 << first, 1 << second);
            let weight = cells[a] + cells[b] + 2.0 * cells[a | b];
            let product = on_all[a] * on_all[b];
            alone += weight;
            if product > 0.0 {
                alone_times_overlap += weight * on_all[a | b] / product;
            }
        }
    }
    let scale = 1.0 / (t * coverage);
    let constant = independent - scale * alone;
    let denominator = 1.0 - scale * alone_times_overlap;
    let high = if denominator > 0.0 {
        constant / denominator
    } else {
        f64::NAN
    };
    // One step: dependence measured with a first total, which is itself corrected once for dependence.
    let slope = scale * alone_times_overlap;
    let low = constant + slope * (constant + slope * independent);
    Forms {
        coverage,
        d,
        independent,
        high,
        low,
    }
}

/// The standard deviation over tables drawn from the estimated population.
fn standard_error(
    cells: &[f64],
    lists: usize,
    which: usize,
    n: f64,
    draws: usize,
    seed: u64,
) -> Option<f64> {
    if draws < 2 {
        return None;
    }
    let mut random = Random::new(seed, 0x5AC0 + which as u64);
    let mut drawn = vec![0.0; cells.len()];
    let mut found = Vec::with_capacity(draws);
    for _ in 0..draws {
        random.table_again(n, cells, &mut drawn);
        let again = FORMS[which](&forms(&drawn, lists));
        if again.is_finite() {
            found.push(again);
        }
    }
    // A draw without a solution is one more sign that the error is large; many of them, and there is no error to tell.
    if found.len() * 20 < draws * 19 {
        return None;
    }
    let count = real(found.len() as u64);
    let mean = found.iter().sum::<f64>() / count;
    let squares: f64 = found.iter().map(|x| (x - mean).powi(2)).sum();
    Some((squares / (count - 1.0)).sqrt())
}
