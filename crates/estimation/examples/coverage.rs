//! How often the interval of each estimator holds the truth, where its model is right: of 500 simulated populations,
//! intervals of 95 % should hold it in 92 to 98 of a hundred.
//!
//! `cargo run --release -p aigaq-estimation --example coverage [ESTIMATOR …]`
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that prints figures may stop at the first surprise"
)]

use aigaq_estimation::bound::bound;
use aigaq_estimation::classes::{Sampling, latent_classes};
use aigaq_estimation::coverage::sample_coverage;
use aigaq_estimation::estimate::Estimate;
use aigaq_estimation::graphs::{Averaging, average};
use aigaq_estimation::loglinear::{Model, THRESHOLD, bca, fit, profile, stepwise};
use aigaq_estimation::pairs::pairs;
use aigaq_estimation::report::{Options, estimate};
use aigaq_estimation::strata::stratified;
use simulated::{drawn, weights};

#[path = "../tests/data/simulated.rs"]
mod simulated;

const SIMULATIONS: u64 = 500;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    println!(
        "{:<58} {:>7} {:>8} {:>8} {:>9}",
        "of 500 intervals of 95 %", "hold", "too low", "too high", "no answer"
    );
    for (name, work) in WORKS {
        if wanted.is_empty() || wanted.iter().any(|w| name.contains(w.as_str())) {
            work();
        }
    }
}

const WORKS: [(&str, fn()); 9] = [
    ("chapman", two_lists),
    ("bound", bound_itself),
    ("sample-coverage", coverage_forms),
    ("log-linear", log_linear),
    ("stepwise", stepwise_and_bca),
    ("graphs", graphs),
    ("classes", classes),
    ("strata", strata),
    ("answer", whole_report),
];

/// Prints how often the intervals hold the truth, and on which side they miss it.
fn tell(what: &str, truth: f64, interval: impl Fn(u64) -> Option<(f64, f64)>) {
    let (mut holds, mut below, mut above, mut none) = (0, 0, 0, 0);
    for seed in 0..SIMULATIONS {
        match interval(seed) {
            None => none += 1,
            Some((_, high)) if high < truth => below += 1,
            Some((low, _)) if low > truth => above += 1,
            Some(_) => holds += 1,
        }
    }
    let told = f64::from(holds + below + above).max(1.0);
    println!(
        "{what:<58} {:>5.1} % {below:>8} {above:>8} {none:>9}",
        f64::from(holds) / told * 100.0
    );
}

fn ends(found: Estimate) -> (f64, f64) {
    (found.low, found.high)
}

fn two_lists() {
    let weights = weights(&[0.3, 0.4], &[]);
    tell("two independent lists, Chapman", 2000.0, |seed| {
        pairs(&drawn(2000.0, &weights, seed))[0].estimate.map(ends)
    });
}

/// The bound is no estimate of the total, but of what it tends to: the mean of f₁² / 2f₂ and of the documented.
fn bound_itself() {
    let chances = [0.2, 0.15, 0.1, 0.2, 0.15];
    let weights = weights(&chances, &[]);
    let share = |lists: u32| -> f64 {
        weights
            .iter()
            .enumerate()
            .filter(|(cell, _)| cell.count_ones() == lists)
            .map(|(_, weight)| weight)
            .sum()
    };
    let tends_to = 3000.0 * (1.0 - share(0) + share(1).powi(2) / (2.0 * share(2)));
    tell("Chao's bound, of what it tends to", tends_to, |seed| {
        bound(&drawn(3000.0, &weights, seed)).estimate.map(ends)
    });
}

fn coverage_forms() {
    let even = weights(&[0.4, 0.35, 0.45], &[]);
    for (form, which) in [("independent", 0), ("high", 1), ("low", 2)] {
        let what = format!("three independent lists, sample coverage, {form}");
        tell(&what, 1500.0, |seed| {
            let found = sample_coverage(&drawn(1500.0, &even, seed), 200, seed, 1);
            let form = [found.independent, found.high, found.low][which];
            form.and_then(|form| form.estimate).map(ends)
        });
    }
}

fn log_linear() {
    for (what, truth, chances, odds) in [
        (
            "three independent lists",
            1000.0,
            vec![0.3, 0.25, 0.2],
            vec![],
        ),
        (
            "four lists, one pair",
            3000.0,
            vec![0.3, 0.25, 0.2, 0.15],
            vec![(0b0011, 2.5)],
        ),
        (
            "five lists, two pairs",
            2000.0,
            vec![0.25, 0.2, 0.15, 0.2, 0.1],
            vec![(0b00011, 2.0), (0b11000, 0.4)],
        ),
        (
            "four lists that hold most people",
            2000.0,
            vec![0.45, 0.4, 0.35, 0.4],
            vec![],
        ),
    ] {
        let terms: Vec<usize> = odds.iter().map(|(pair, _)| *pair).collect();
        let model = Model::with(chances.len(), &terms);
        let weights = weights(&chances, &odds);
        tell(&format!("{what}, from the constant"), truth, |seed| {
            fit(&drawn(truth, &weights, seed), &model).map(|fit| (fit.low, fit.high))
        });
        tell(&format!("{what}, from the error"), truth, |seed| {
            fit(&drawn(truth, &weights, seed), &model)
                .map(|fit| (fit.interval.low, fit.interval.high))
        });
        tell(&format!("{what}, profile"), truth, |seed| {
            profile(&drawn(truth, &weights, seed), &model)
                .map(|found| (found.low, found.high.unwrap_or(f64::INFINITY)))
        });
    }
}

/// The model is chosen by the same table: what the interval of the chosen model lacks is what choosing costs.
fn stepwise_and_bca() {
    let (long, short) = ([0.45, 0.4, 0.35, 0.4], [0.25, 0.2, 0.15, 0.2]);
    for (what, chances, odds) in [
        ("four independent lists, stepwise", long, vec![]),
        ("a pair to be found, stepwise", long, vec![(0b0011, 4.0)]),
        ("a pair hard to find, stepwise", long, vec![(0b0011, 1.5)]),
        ("four short lists, stepwise", short, vec![]),
        (
            "four short lists and a pair, stepwise",
            short,
            vec![(0b0011, 4.0)],
        ),
    ] {
        let weights = weights(&chances, &odds);
        tell(what, 2000.0, |seed| {
            stepwise(&drawn(2000.0, &weights, seed), THRESHOLD)
                .map(|found| (found.fit.interval.low, found.fit.interval.high))
        });
        tell(&format!("{what}, BCa"), 2000.0, |seed| {
            let found = bca(&drawn(2000.0, &weights, seed), THRESHOLD, 1000, seed, 1)?;
            Some((found.low?, found.high?))
        });
    }
}

fn graphs() {
    for (what, odds) in [
        ("three independent lists, average over graphs", vec![]),
        (
            "three lists, one pair, average over graphs",
            vec![(0b011, 4.0)],
        ),
    ] {
        let weights = weights(&[0.4, 0.35, 0.3], &odds);
        tell(what, 800.0, |seed| {
            average(&drawn(800.0, &weights, seed), &Averaging::default(), 1)
                .map(|found| (found.low, found.high))
        });
    }
}

/// Cells of two kinds of people, each independent on its lists.
fn mixture(of: f64, one: &[f64], other: &[f64]) -> Vec<f64> {
    let other = weights(other, &[]);
    let cells = weights(one, &[]).into_iter().zip(other);
    cells.map(|(a, b)| of * a + (1.0 - of) * b).collect()
}

fn classes() {
    for (what, weights) in [
        (
            "four independent lists, latent classes",
            weights(&[0.4, 0.35, 0.3, 0.4], &[]),
        ),
        (
            "two kinds of people, four lists, latent classes",
            mixture(0.5, &[0.6, 0.5, 0.6, 0.55], &[0.2, 0.25, 0.15, 0.2]),
        ),
    ] {
        tell(what, 1000.0, |seed| {
            let how = Sampling {
                burn_in: 1_000,
                block: 500,
                ..Sampling::default()
            };
            let found = latent_classes(&drawn(1000.0, &weights, seed), &how, seed, 1)?.summary?;
            Some((found.low, found.high))
        });
    }
}

/// Without the samplers, which the answer does not come from.
fn quick(seed: u64) -> Options {
    Options {
        seed,
        bootstrap: 40,
        coverage_draws: 20,
        sampling: Some(Sampling {
            burn_in: 200,
            block: 100,
            blocks: 1,
            thinning: 1,
            copies: 0,
            ..Sampling::default()
        }),
        ..Options::default()
    }
}

fn strata() {
    let north = weights(&[0.5, 0.55, 0.45, 0.5], &[]);
    let south = weights(&[0.35, 0.4, 0.3, 0.45], &[]);
    tell(
        "sum of two parts of four independent lists",
        3500.0,
        |seed| {
            let parts = [
                ("north".to_owned(), drawn(1500.0, &north, seed)),
                ("south".to_owned(), drawn(2000.0, &south, seed + 10_000)),
            ];
            let total = stratified(&parts, &quick(seed)).total?;
            Some((total.low, total.high))
        },
    );
}

fn whole_report() {
    let chances = [0.45, 0.4, 0.5, 0.4];
    for (what, weights) in [
        ("four independent lists", weights(&chances, &[])),
        ("a pair to be found", weights(&chances, &[(0b0011, 4.0)])),
        ("a pair hard to find", weights(&chances, &[(0b0011, 1.5)])),
        (
            "two kinds of people",
            mixture(0.5, &[0.6, 0.5, 0.6, 0.55], &[0.2, 0.25, 0.3, 0.2]),
        ),
    ] {
        tell(
            &format!("{what}, the answer that is printed"),
            2000.0,
            |seed| {
                let answer = estimate(&drawn(2000.0, &weights, seed), &quick(seed)).answer?;
                Some((answer.low, answer.high))
            },
        );
        tell(
            &format!("{what}, the range over all ways"),
            2000.0,
            |seed| {
                let range = estimate(&drawn(2000.0, &weights, seed), &quick(seed)).range?;
                Some((range.low, range.high))
            },
        );
    }
}
