//! Tests of an estimate against what is known: each list is a population whose size is known, and the other lists
//! estimate it; and how the estimate moves as lists are added.
//!
//! The check follows the internal consistency of Binette & Steorts, *J. R. Stat. Soc. A* 185 (2022), 640–676; the
//! trajectory that of Ball, Asher, Sulmont & Manrique, *How many Peruvians have died?* (2003), appendix 2.

use crate::loglinear::rank;
use crate::table::{CaptureTable, real};
use serde::Serialize;

/// One list as a population.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListAsPopulation {
    /// The list.
    pub list: String,
    /// Its size, which is known.
    pub size: u64,
    /// How many of it the other lists hold.
    pub seen_by_others: u64,
    /// The best model by BIC of the other lists within it; none when they tell no total.
    pub model: Option<String>,
    /// What it estimates.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Estimate over size, less one.
    pub off: Option<f64>,
}

/// Each list estimated from the others. Empty below three lists. Of three lists two are left, which are taken as
/// independent: the check then fails wherever a pair depends strongly, and the total rests on how that is modelled.
#[must_use]
pub fn lists_as_population(table: &CaptureTable, threads: usize) -> Vec<ListAsPopulation> {
    if table.width() < 3 {
        return Vec::new();
    }
    let totals = table.totals();
    crate::parallel::in_order(threads, table.width(), |list| {
        let within = table.within(list);
        let ranking = rank(&within, 1);
        let best = ranking.best();
        ListAsPopulation {
            list: table.lists()[list].clone(),
            size: totals[list],
            seen_by_others: within.documented(),
            model: best.map(|fit| fit.model.to_string()),
            estimate: best.map(|fit| fit.n),
            se: best.map(|fit| fit.se),
            off: best.map(|fit| fit.n / real(totals[list]) - 1.0),
        }
    })
}

/// The estimate from the first lists only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// How many lists.
    pub lists: usize,
    /// The list that was added last.
    pub added: String,
    /// The documented number so far.
    pub documented: u64,
    /// The best total by BIC; none when these lists tell none.
    pub n: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end of its interval.
    pub high: Option<f64>,
}

/// The best model's total from the first two lists, the first three, and so on.
#[must_use]
pub fn trajectory(table: &CaptureTable, threads: usize) -> Vec<Step> {
    (2..=table.width())
        .map(|lists| {
            let part = table.first_lists(lists);
            let ranking = rank(&part, threads);
            let best = ranking.best();
            Step {
                lists,
                added: table.lists()[lists - 1].clone(),
                documented: part.documented(),
                n: best.map(|fit| fit.n),
                low: best.map(|fit| fit.interval.low),
                high: best.map(|fit| fit.interval.high),
            }
        })
        .collect()
}
