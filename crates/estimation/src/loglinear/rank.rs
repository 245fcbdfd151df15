//! All models of a table, ranked by how well they fit for their size.
//!
//! Existence is checked before any ranking: a model from which the total cannot be told has no place. Criteria:
//! Akaike (1974); Schwarz, *Ann. Stat.* 6 (1978), 461–464. Weights: Buckland, Burnham & Augustin, *Biometrics* 53
//! (1997), 603–618.

use super::fit::{Constants, Fit, Fitter};
use super::model::{Model, all_models};
use crate::parallel::in_order;
use crate::table::CaptureTable;
use serde::Serialize;
use std::collections::BTreeMap;

/// The most lists of which every model is fitted; with more, models are searched.
pub const MOST_ENUMERATED: usize = 6;

/// Models within so much of the best criterion fit as well: a difference of six is odds of twenty to one (Kass &
/// Raftery, *J. Am. Stat. Assoc.* 90 (1995), 773–795).
pub const AS_WELL: f64 = 6.0;

/// A fitted model with its weights.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// The fit.
    #[serde(flatten)]
    pub fit: Fit,
    /// Its share of exp(−BIC/2) over all ranked models.
    pub bic_weight: f64,
    /// Its share of exp(−AIC/2) over all ranked models.
    pub aic_weight: f64,
}

/// Models in order of the Bayesian criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// How many models were looked at.
    pub models: usize,
    /// How many of them do not tell the total, and were left out.
    pub without_estimate: usize,
    /// Was every model looked at, or were they searched by single steps.
    pub complete: bool,
    /// The best by BIC first.
    pub ranked: Vec<Ranked>,
    /// The best by AIC.
    pub best_aic: Option<Fit>,
    /// The total averaged with BIC weights.
    pub weighted_n: Option<f64>,
    /// Least and greatest total of the models within [`AS_WELL`] of the best.
    pub as_well: Option<(f64, f64)>,
    /// How many models those are.
    pub as_well_models: usize,
    /// Least and greatest total of all ranked models.
    pub range: Option<(f64, f64)>,
}

impl Ranking {
    /// The best model by BIC; none when no model tells the total.
    #[must_use]
    pub fn best(&self) -> Option<&Fit> {
        self.ranked.first().map(|ranked| &ranked.fit)
    }
}

/// Fits and ranks the hierarchical models of a table: all of them to four lists, all of pairs to six, and beyond six
/// those that a climb over single pairs meets.
#[must_use]
pub fn rank(table: &CaptureTable, threads: usize) -> Ranking {
    let cells = table.doubles();
    let constants = Constants::of(&cells);
    let lists = table.width();
    let (fits, models) = if lists <= MOST_ENUMERATED {
        let models = all_models(lists);
        let chunk = models.len().div_ceil(16).max(1);
        let pieces: Vec<&[Model]> = models.chunks(chunk).collect();
        let fits = in_order(
            if models.len() < 64 { 1 } else { threads },
            pieces.len(),
            |piece| {
                let mut fitter = Fitter::new(lists);
                pieces[piece]
                    .iter()
                    .filter_map(|model| fitter.fit(&cells, &constants, model))
                    .collect::<Vec<Fit>>()
            },
        );
        (fits.into_iter().flatten().collect(), models.len())
    } else {
        climb(lists, &cells, &constants, threads)
    };
    ranking(fits, models, lists <= MOST_ENUMERATED)
}

/// From independence, the one pair more or less that improves the criterion most, until none does.
fn climb(lists: usize, cells: &[f64], constants: &Constants, threads: usize) -> (Vec<Fit>, usize) {
    let pairs: Vec<usize> = (1..1_usize << lists)
        .filter(|term| term.count_ones() == 2)
        .collect();
    let mut met: BTreeMap<Model, Option<Fit>> = BTreeMap::new();
    let mut here = Model::independence(lists);
    let first = Fitter::new(lists).fit(cells, constants, &here);
    met.insert(here.clone(), first);
    loop {
        let new: Vec<Model> = pairs
            .iter()
            .map(|pair| here.toggled(*pair))
            .filter(|model| !met.contains_key(model))
            .collect();
        let fits = in_order(threads, new.len(), |which| {
            Fitter::new(lists).fit(cells, constants, &new[which])
        });
        met.extend(new.into_iter().zip(fits));
        let around = pairs
            .iter()
            .map(|pair| here.toggled(*pair))
            .chain([here.clone()]);
        let best = around
            .filter_map(|model| {
                met.get(&model)?
                    .as_ref()
                    .map(|fit| (model.clone(), fit.bic))
            })
            .min_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            Some((model, _)) if model != here => here = model,
            _ => break,
        }
    }
    let looked_at = met.len();
    (met.into_values().flatten().collect(), looked_at)
}

fn ranking(mut fits: Vec<Fit>, models: usize, complete: bool) -> Ranking {
    fits.sort_by(|a, b| a.bic.total_cmp(&b.bic).then_with(|| a.model.cmp(&b.model)));
    let best_aic = fits.iter().min_by(|a, b| a.aic.total_cmp(&b.aic)).cloned();
    let without_estimate = models - fits.len();
    let least_bic = fits.first().map_or(0.0, |fit| fit.bic);
    let least_aic = best_aic.as_ref().map_or(0.0, |fit| fit.aic);
    let bic_weight = |fit: &Fit| (-0.5 * (fit.bic - least_bic)).exp();
    let aic_weight = |fit: &Fit| (-0.5 * (fit.aic - least_aic)).exp();
    let bic_sum: f64 = fits.iter().map(bic_weight).sum();
    let aic_sum: f64 = fits.iter().map(aic_weight).sum();
    let as_well: Vec<&Fit> = fits
        .iter()
        .filter(|fit| fit.bic - least_bic < AS_WELL)
        .collect();
    let as_well_models = as_well.len();
    let range_of_well = span(as_well.into_iter());
    let range = span(fits.iter());
    let ranked: Vec<Ranked> = fits
        .iter()
        .map(|fit| Ranked {
            bic_weight: bic_weight(fit) / bic_sum,
            aic_weight: aic_weight(fit) / aic_sum,
            fit: fit.clone(),
        })
        .collect();
    let weighted_n =
        (!ranked.is_empty()).then(|| ranked.iter().map(|r| r.bic_weight * r.fit.n).sum());
    Ranking {
        models,
        without_estimate,
        complete,
        ranked,
        best_aic,
        weighted_n,
        as_well: range_of_well,
        as_well_models,
        range,
    }
}

fn span<'a>(fits: impl Iterator<Item = &'a Fit>) -> Option<(f64, f64)> {
    fits.fold(None, |range, fit| {
        let (low, high) = range.unwrap_or((fit.n, fit.n));
        Some((low.min(fit.n), high.max(fit.n)))
    })
}
