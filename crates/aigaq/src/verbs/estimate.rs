//! How many were never recorded: an estimate from a table of counts or from lists, without a workspace, or from the
//! records of one.

mod population;
mod reading;

use super::Common;
use crate::cli::EstimateArgs;
use crate::table;
use aigaq_estimation::report::{Options, Report, Verdict, estimate as estimated};
use aigaq_publishing::estimates::{self, Printed, label, say};
use aigaq_schema::Language;
use anyhow::Result;
use population::Population;
use std::process::ExitCode;

/// Estimates, or says why not.
pub fn estimate(common: &Common<'_>, args: &EstimateArgs) -> Result<ExitCode> {
    let population = match (&args.unit, &args.saved) {
        (Some(unit), _) => Some(Population::Of(unit)),
        (None, Some(name)) => Some(Population::Saved(name)),
        (None, None) => None,
    };
    if let Some(population) = population {
        return population::estimate(common, &population, args);
    }
    let captures = match (&args.counts, &args.lists) {
        (Some(file), _) => reading::counts(file, common.language)?,
        (None, Some(file)) => reading::lists(file, common.language)?,
        // The grammar asks for one of them.
        (None, None) => return Ok(ExitCode::FAILURE),
    };
    let threads = threads();
    let report = estimated(
        &captures,
        &Options {
            seed: args.seed,
            threads,
            ..Options::default()
        },
    );
    common.answer(&with_texts(&report, common.language)?, || {
        words(&report, common.language)
    })
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The report as JSON, with the sentences in the reader's language beside their keys.
fn with_texts(report: &Report, language: Language) -> Result<serde_json::Value> {
    let mut json = serde_json::to_value(report)?;
    let said = |messages: &[aigaq_estimation::message::Message]| -> Vec<String> {
        messages
            .iter()
            .map(|message| say(message, language))
            .collect()
    };
    let texts = serde_json::json!({
        "verdict": label(&format!("verdict.{}", report.verdict.key()), language),
        "reasons": said(&report.reasons),
        "help": said(&report.help),
        "notes": said(&report.notes),
        "sentences": said(&report.sentences),
    });
    if let Some(fields) = json.as_object_mut() {
        fields.insert("texts".to_owned(), texts);
    }
    Ok(json)
}

/// The report in words: what may be said first, the figures after it.
fn words(report: &Report, language: Language) -> String {
    let word = |key: &str| label(key, language);
    let mut text = format!(
        "{}: {}\n\n",
        word("label.verdict"),
        word(&format!("verdict.{}", report.verdict.key()))
    );
    for sentence in &report.sentences {
        text.push_str(&format!("{}\n", say(sentence, language)));
    }
    for (heading, messages) in [
        ("label.why", &report.reasons),
        ("label.help", &report.help),
        ("label.notes", &report.notes),
    ] {
        if !messages.is_empty() {
            text.push_str(&format!("\n{}\n", word(heading)));
            for message in messages {
                text.push_str(&format!("- {}\n", say(message, language)));
            }
        }
    }
    text.push_str(&format!("\n{}\n", word("label.lists")));
    text.push_str(&lines(&estimates::lists(report, language)));
    if report.verdict != Verdict::Refuse {
        text.push_str(&format!("\n{}\n", word("label.estimators")));
        text.push_str(&lines(&estimates::estimators(
            &report.panel,
            report.bound.estimate,
            language,
        )));
    }
    for (heading, table) in estimates::looked_at(report, language) {
        text.push_str(&format!("\n{heading}\n"));
        text.push_str(&lines(&table));
    }
    text
}

fn lines(printed: &Printed) -> String {
    table::lines(&printed.headings, &printed.rows, &printed.numbers)
}
