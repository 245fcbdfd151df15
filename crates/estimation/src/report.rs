//! Everything that a table says and does not say: all estimators, all diagnostics, and one of four verdicts.

mod sentences;
mod verdict;

pub use verdict::{Verdict, limits};

use crate::bound::{Bound, bound};
use crate::checks::{ListAsPopulation, Step, lists_as_population, trajectory};
use crate::classes::{Classes, Sampling, latent_classes_unless};
use crate::coverage::{SampleCoverage, sample_coverage};
use crate::error::InputError;
use crate::graphs::{Averaging, Posterior, average};
use crate::loglinear::closed::{NoHighest, no_highest_interaction};
use crate::loglinear::{
    Bootstrap, Fit, Profile, Ranking, Stepwise, THRESHOLD, bca_settled, profile, rank, stepwise,
};
use crate::message::Message;
use crate::pairs::{Pair, pairs};
use crate::stop::Stop;
use crate::table::CaptureTable;
use serde::Serialize;

/// The most lists that the estimators take.
pub const MOST_LISTS: usize = 10;

/// How many of the ranked models a report lists.
const LISTED_MODELS: usize = 20;

/// How to estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The seed of all random numbers.
    pub seed: u64,
    /// Threads; the answer does not depend on them.
    pub threads: usize,
    /// Tables drawn for the BCa interval to begin with; up to twenty times as many where its ends need them.
    pub bootstrap: usize,
    /// Tables drawn for each error of sample coverage.
    pub coverage_draws: usize,
    /// How latent classes are sampled; fewer steps when there are many patterns, if none is given.
    pub sampling: Option<Sampling>,
    /// How graphs are averaged.
    pub averaging: Averaging,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            threads: 1,
            bootstrap: 1000,
            coverage_draws: 200,
            sampling: None,
            averaging: Averaging::default(),
        }
    }
}

/// One estimator among others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelRow {
    /// Which: `log-linear`, `stepwise`, `sample-coverage`, `graphs`, `classes`, `chapman`.
    pub estimator: &'static str,
    /// People in all.
    pub n: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
}

/// The number that may stand in a headline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Answer {
    /// People in all.
    pub n: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// A range that rests on the models.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Range {
    /// The least lower end of any estimator's interval.
    pub low: f64,
    /// The greatest upper end.
    pub high: f64,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// People on at least one list: the first number of every text.
    pub documented: u64,
    /// The verdict.
    pub verdict: Verdict,
    /// The answer; only with the verdicts of an answer.
    pub answer: Option<Answer>,
    /// The range; with every verdict but a refusal.
    pub range: Option<Range>,
    /// Why it is no plain answer.
    pub reasons: Vec<Message>,
    /// What would help.
    pub help: Vec<Message>,
    /// What a reader of the figures should know, without bearing on the verdict.
    pub notes: Vec<Message>,
    /// The sentences that must stand beside the estimate wherever it is printed, in their order.
    pub sentences: Vec<Message>,
    /// The names of the lists.
    pub lists: Vec<String>,
    /// People on each list.
    pub totals: Vec<u64>,
    /// People on exactly 1, 2, … lists.
    pub frequencies: Vec<u64>,
    /// Patterns that somebody has, with how many: for a picture of overlaps.
    pub patterns: Vec<(String, u64)>,
    /// The estimators that are compared.
    pub panel: Vec<PanelRow>,
    /// The greatest over the least of them.
    pub panel_ratio: Option<f64>,
    /// Two lists at a time.
    pub pairs: Vec<Pair>,
    /// Chao's bound.
    pub bound: Bound,
    /// Sample coverage.
    pub coverage: Option<SampleCoverage>,
    /// Log-linear models, the twenty best of them.
    pub log_linear: Option<Ranking>,
    /// The profile interval of the best.
    pub profile: Option<Profile>,
    /// The stepwise model.
    pub stepwise: Option<Stepwise>,
    /// Its BCa interval.
    pub bootstrap: Option<Bootstrap>,
    /// The closed form without the highest interaction, and its sensitivity.
    pub no_highest: Option<NoHighest>,
    /// Averaging over graphs.
    pub graphs: Option<Posterior>,
    /// Latent classes.
    pub classes: Option<Classes>,
    /// Each list as a population.
    pub lists_as_population: Vec<ListAsPopulation>,
    /// The estimate as lists are added.
    pub trajectory: Vec<Step>,
    /// The seed.
    pub seed: u64,
    /// The version of this crate.
    pub version: &'static str,
}

/// Estimates how many people there are, or says why that cannot be told. Always answers; never with a number that is
/// not finite.
#[must_use]
pub fn estimate(table: &CaptureTable, options: &Options) -> Report {
    // Nobody sets a flag that never is.
    estimate_unless(table, options, &Stop::never()).unwrap_or_else(|| begin(table, options))
}

/// The same; `None` when it was stopped.
#[must_use]
pub fn estimate_unless(table: &CaptureTable, options: &Options, stop: &Stop) -> Option<Report> {
    let mut report = begin(table, options);
    if let Some((reason, help)) = verdict::impossible(table) {
        report.refuse(reason, help);
        report.sentences = sentences::mandatory(&report);
        return Some(report);
    }
    let threads = options.threads.max(1);
    report.coverage = Some(sample_coverage(
        table,
        options.coverage_draws,
        options.seed,
        threads,
    ));
    let mut ranking = rank(table, threads);
    report.profile = ranking
        .best()
        .and_then(|fit: &Fit| profile(table, &fit.model));
    ranking.ranked.truncate(LISTED_MODELS);
    report.log_linear = Some(ranking);
    if stop.is_set() {
        return None;
    }
    report.stepwise = stepwise(table, THRESHOLD);
    report.bootstrap = bca_settled(table, THRESHOLD, options.bootstrap, options.seed, threads);
    report.no_highest = no_highest_interaction(table);
    if stop.is_set() {
        return None;
    }
    report.graphs = average(table, &options.averaging, threads);
    let sampling = options.sampling.unwrap_or_else(|| sampling(table));
    report.classes = latent_classes_unless(table, &sampling, options.seed, threads, stop);
    if stop.is_set() {
        return None;
    }
    report.lists_as_population = lists_as_population(table, threads);
    report.trajectory = trajectory(table, threads);
    verdict::decide(table, &mut report);
    report.sentences = sentences::mandatory(&report);
    (!stop.is_set()).then_some(report)
}

/// The refusal where there is no table to make: of no list at all, or of more than a table holds. With what each list
/// recorded, and how many people there are on any of them.
///
/// # Errors
/// [`InputError`] for a list without a name.
pub fn without_table(
    lists: &[(String, u64)],
    documented: u64,
    options: &Options,
) -> Result<Report, InputError> {
    let mut report = begin(&CaptureTable::empty(vec!["–".to_owned()])?, options);
    report.documented = documented;
    (report.lists, report.totals) = lists.iter().cloned().unzip();
    let (reason, help) = if lists.is_empty() {
        let another = Message::new("help.another-list");
        (Message::new("refuse.nobody"), another)
    } else {
        verdict::too_many(lists.len())
    };
    report.refuse(reason, help);
    report.sentences = sentences::mandatory(&report);
    Ok(report)
}

fn begin(table: &CaptureTable, options: &Options) -> Report {
    let patterns = table
        .counts()
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(cell, count)| (table.pattern(cell), *count))
        .collect();
    Report {
        documented: table.documented(),
        verdict: Verdict::Refuse,
        answer: None,
        range: None,
        reasons: Vec::new(),
        help: Vec::new(),
        notes: Vec::new(),
        sentences: Vec::new(),
        lists: table.lists().to_vec(),
        totals: table.totals(),
        frequencies: table.frequencies(),
        patterns,
        panel: Vec::new(),
        panel_ratio: None,
        pairs: pairs(table),
        bound: bound(table),
        coverage: None,
        log_linear: None,
        profile: None,
        stepwise: None,
        bootstrap: None,
        no_highest: None,
        graphs: None,
        classes: None,
        lists_as_population: Vec::new(),
        trajectory: Vec::new(),
        seed: options.seed,
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// Steps of the sampler cost in proportion to the patterns that somebody has; a table of hundreds gets fewer blocks.
fn sampling(table: &CaptureTable) -> Sampling {
    let patterns = table.counts().iter().filter(|count| **count > 0).count();
    let usual = Sampling::default();
    if patterns <= 64 {
        return usual;
    }
    Sampling {
        burn_in: usual.burn_in / 2,
        thinning: usual.thinning / 2,
        blocks: 2,
        ..usual
    }
}
