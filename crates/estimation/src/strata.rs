//! Estimates for parts of a population, and their sum.
//!
//! People who differ in how visible they are bias an estimate downwards; within strata they differ less (Sekar & Deming,
//! *J. Am. Stat. Assoc.* 44 (1949), 101–115). The interval of the sum is of all strata together: intervals do not add.

use crate::estimate::quantile;
use crate::parallel::in_order;
use crate::random::Random;
use crate::report::{Answer, Options, Report, Verdict, estimate_unless};
use crate::special::Z_95;
use crate::stop::Stop;
use crate::table::{CaptureTable, real};
use serde::Serialize;

/// One part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stratum {
    /// Its name.
    pub name: String,
    /// Its report.
    pub report: Report,
}

/// All parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stratified {
    /// Each part with its own verdict.
    pub strata: Vec<Stratum>,
    /// The documented number of all.
    pub documented: u64,
    /// The sum, with a joint interval; only when every part has an answer.
    pub total: Option<Answer>,
    /// The worst verdict of any part, which is the verdict of the sum.
    pub verdict: Verdict,
    /// Parts that have no answer: for them only the documented number can be said.
    pub without_answer: Vec<String>,
}

/// Draws of the sum.
const DRAWS: usize = 20_000;

/// Estimates each part and their sum. A part without an answer leaves the sum without one.
#[must_use]
pub fn stratified(strata: &[(String, CaptureTable)], options: &Options) -> Stratified {
    // Nobody sets a flag that never is.
    stratified_unless(strata, options, &Stop::never())
        .unwrap_or_else(|| put_together(Vec::new(), options.seed))
}

/// The same; `None` when it was stopped.
#[must_use]
pub fn stratified_unless(
    strata: &[(String, CaptureTable)],
    options: &Options,
    stop: &Stop,
) -> Option<Stratified> {
    let single = Options {
        threads: 1,
        ..*options
    };
    let strata: Vec<Option<Stratum>> = in_order(options.threads, strata.len(), |place| {
        let (name, table) = &strata[place];
        Some(Stratum {
            name: name.clone(),
            report: estimate_unless(table, &single, stop)?,
        })
    });
    let strata = strata.into_iter().collect::<Option<Vec<Stratum>>>()?;
    Some(put_together(strata, options.seed))
}

fn put_together(strata: Vec<Stratum>, seed: u64) -> Stratified {
    let documented = strata.iter().map(|stratum| stratum.report.documented).sum();
    let without_answer: Vec<String> = strata
        .iter()
        .filter(|stratum| stratum.report.answer.is_none())
        .map(|stratum| stratum.name.clone())
        .collect();
    let verdict = strata
        .iter()
        .map(|stratum| stratum.report.verdict)
        .max_by_key(|verdict| match verdict {
            Verdict::Answer => 0,
            Verdict::AnswerWithBanner => 1,
            Verdict::RangeOnly => 2,
            Verdict::Refuse => 3,
        })
        .unwrap_or(Verdict::Refuse);
    let answers: Vec<(f64, Answer)> = strata
        .iter()
        .filter_map(|stratum| Some((real(stratum.report.documented), stratum.report.answer?)))
        .collect();
    let total = (without_answer.is_empty() && !answers.is_empty())
        .then(|| sum(&answers, seed))
        .flatten();
    Stratified {
        strata,
        documented,
        total,
        verdict,
        without_answer,
    }
}

/// The sum of parts whose unseen are independent and log-normal.
fn sum(answers: &[(f64, Answer)], seed: u64) -> Option<Answer> {
    let mut random = Random::new(seed, 0x57A7);
    let mut draws: Vec<f64> = (0..DRAWS)
        .map(|_| {
            answers
                .iter()
                .map(|(documented, answer)| {
                    documented + draw_unseen(&mut random, *documented, *answer)
                })
                .sum()
        })
        .collect();
    draws.sort_by(f64::total_cmp);
    Some(Answer {
        n: answers.iter().map(|(_, answer)| answer.n).sum(),
        low: quantile(&draws, 0.025)?,
        high: quantile(&draws, 0.975)?,
    })
}

/// A number of unseen with the median and the upper or lower end of an answer, on either side of it log-normal.
pub(crate) fn draw_unseen(random: &mut Random, documented: f64, answer: Answer) -> f64 {
    let z = random.normal();
    let middle = (answer.n - documented).max(0.0);
    let end = if z > 0.0 { answer.high } else { answer.low } - documented;
    if middle <= 0.0 || end <= 0.0 {
        // An interval that reaches the documented number: by straight lines.
        return (middle + z.abs() / Z_95 * (end - middle)).max(0.0);
    }
    middle * (z.abs() / Z_95 * (end / middle).ln()).exp()
}
