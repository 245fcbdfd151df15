//! Times beside those of the R packages: CPU seconds of one thread on the same tables, and the whole report on two.
//!
//! Theirs stand in `tests/data/reference.json`, measured on one thread; ours are wall time of one thread, which is CPU
//! time when nothing else runs. Each figure is the best of several runs.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that prints figures may stop at the first surprise"
)]

use aigaq_estimation::classes::{Sampling, latent_classes};
use aigaq_estimation::coverage::sample_coverage;
use aigaq_estimation::graphs::{Averaging, Grid, average};
use aigaq_estimation::loglinear::{Model, THRESHOLD, bca, profile, rank};
use aigaq_estimation::report::{Options, estimate};
use std::hint::black_box;
use std::time::Instant;

#[path = "../tests/data/values.rs"]
mod values;

/// The best of some runs, in seconds.
fn seconds<T>(runs: u32, mut work: impl FnMut() -> T) -> f64 {
    (0..runs)
        .map(|_| {
            let begun = Instant::now();
            black_box(work());
            begun.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

fn line(what: &str, table: &str, ours: f64, theirs: f64, aim: &str) {
    println!(
        "{what:<44} {table:<8} {:>11.3} ms {:>11.0} ms {:>9.0} ×   {aim}",
        ours * 1e3,
        theirs * 1e3,
        theirs / ours
    );
}

fn main() {
    let reference = values::reference();
    println!(
        "{:<44} {:<8} {:>14} {:>14} {:>11}   aim",
        "one thread", "table", "ours", "R", "R/ours"
    );
    for (name, short) in [("kosovo", "Kosovo"), ("UKdat_5", "UK")] {
        let entry = &reference["datasets"][name];
        let table = values::table(entry);
        let theirs = &entry["deterministic"];

        let models = &theirs["rcapture_closedpMS"];
        let ours = seconds(7, || rank(&table, 1));
        let what = format!("log-linear, {} models", models["n_models"]);
        line(
            &what,
            short,
            ours,
            models["cpu_s"].as_f64().unwrap(),
            "100 ×",
        );

        let interval = &theirs["rcapture_profileCI_bestBIC"];
        let model = Model::parse(table.width(), interval["model"].as_str().unwrap()).unwrap();
        let ours = seconds(7, || profile(&table, &model));
        line(
            "profile interval",
            short,
            ours,
            interval["cpu_s"].as_f64().unwrap(),
            "50 ×",
        );

        let ours = seconds(3, || bca(&table, THRESHOLD, 1000, 1, 1));
        let theirs_bca = entry["sparsemse_bootstrap_BCa"]["cpu_s"].as_f64().unwrap();
        line(
            "BCa interval, 1,000 stepwise fits",
            short,
            ours,
            theirs_bca,
            "100 ×",
        );

        let forms = ["Indep", "HSC", "LSC"];
        let theirs_coverage: f64 = forms
            .iter()
            .filter_map(|form| theirs["care1"][form]["cpu_s"].as_f64())
            .sum();
        let ours = seconds(5, || sample_coverage(&table, 200, 1, 1));
        line(
            "sample coverage, 3 × 200 bootstrap tables",
            short,
            ours,
            theirs_coverage,
            "200 ×",
        );

        for (key, values) in entry["dga_with_vs_without_saturated"].as_object().unwrap() {
            let last = values["Nmissing"]
                .as_str()
                .unwrap()
                .trim_start_matches("1:")
                .parse()
                .unwrap();
            let how = Averaging {
                delta: values["delta"].as_f64(),
                grid: Some(Grid::every(1, last)),
                ..Averaging::default()
            };
            let ours = seconds(3, || average(&table, &how, 1));
            let what = format!("{} graphs, grid of {last}, {key}", values["n_graphs"]);
            line(
                &what,
                short,
                ours,
                values["cpu_s_without"].as_f64().unwrap(),
                "1 ×",
            );
        }

        // The same 110,000 steps of one chain; theirs draw nothing else.
        let same = Sampling {
            burn_in: 10_000,
            thinning: 100,
            block: 1_000 / 4,
            blocks: 1,
            ..Sampling::default()
        };
        let steps = 4.0 * f64::from(10_000 + 250 * 100);
        let begun = Instant::now();
        let found = latent_classes(&table, &same, 1, 1).unwrap();
        let each = begun.elapsed().as_secs_f64() / steps;
        let theirs_classes = entry["lcmcr"]["mean_cpu_s"].as_f64().unwrap();
        line(
            "latent classes, 110,000 steps",
            short,
            each * 110_000.0,
            theirs_classes,
            "1 ×",
        );
        black_box(found);

        let usual = seconds(1, || {
            let found = latent_classes(&table, &Sampling::default(), 1, 1).unwrap();
            println!(
                "    four chains as by default: R-hat {:.3}, {:.0} effective draws of {} steps each",
                found.diagnosis.r_hat, found.diagnosis.effective, found.steps
            );
        });
        println!("    in {usual:.2} s on one thread");
        let report = seconds(2, || {
            estimate(
                &table,
                &Options {
                    threads: 2,
                    ..Options::default()
                },
            )
        });
        println!(
            "{:<44} {short:<8} {:>11.2} s on two threads (Kosovo: under 3 s)",
            "whole default report", report
        );
    }
}
