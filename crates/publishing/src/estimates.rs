//! The words of estimates: what [`aigaq_estimation`] has to say, in the reader's language. Command line, pages and
//! publications take them from here, so that an estimate never stands without its sentences.

mod diagnostics;
mod document;
mod overlaps;
mod small;

pub use diagnostics::looked_at;
pub use document::{EstimateInput, document};
pub use overlaps::overlaps;

use crate::numbers;
use crate::phrases::fill;
use aigaq_estimation::estimate::Estimate;
use aigaq_estimation::message::{Message, Place};
use aigaq_estimation::report::{PanelRow, Report};
use aigaq_estimation::strata::Stratified;
use aigaq_schema::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ENGLISH: LazyLock<Words> =
    LazyLock::new(|| shipped(include_str!("../phrases/estimation/en.toml")));
static RUSSIAN: LazyLock<Words> =
    LazyLock::new(|| shipped(include_str!("../phrases/estimation/ru.toml")));
static KAZAKH: LazyLock<Words> =
    LazyLock::new(|| shipped(include_str!("../phrases/estimation/kk.toml")));

/// Keys that stand beside those of the estimates: of files that cannot be read, of headings, names of estimators.
pub const LABELS: &[&str] = &[
    "file.cannot-be-read",
    "file.not-json",
    "file.no-lists",
    "file.no-patterns",
    "file.not-a-table",
    "file.no-columns",
    "file.cell",
    "file.count",
    "file.empty-name",
    "label.verdict",
    "verdict.answer",
    "verdict.answer-with-banner",
    "verdict.range-only",
    "verdict.refuse",
    "label.why",
    "label.help",
    "label.notes",
    "label.beside",
    "label.lists",
    "label.list",
    "label.recorded",
    "label.known-size",
    "label.from-others",
    "label.check",
    "label.estimators",
    "label.estimator",
    "label.people",
    "label.low",
    "label.high",
    "label.diagnostics",
    "label.row-units",
    "label.looked-at",
    "label.found",
    "label.needed",
    "diagnostic.coverage",
    "diagnostic.twice",
    "diagnostic.overlap",
    "diagnostic.panel",
    "diagnostic.list",
    "diagnostic.modes",
    "diagnostic.r-hat",
    "diagnostic.effective",
    "diagnostic.model",
    "needed.share",
    "needed.at-least",
    "needed.at-most",
    "needed.at-least-or-warned",
    "needed.at-most-or-warned",
    "estimator.log-linear",
    "estimator.stepwise",
    "estimator.sample-coverage",
    "estimator.graphs",
    "estimator.classes",
    "estimator.chapman",
    "estimator.bound",
    // Of estimates made from the records of a workspace.
    "banner.matching",
    "help.decide",
    "note.on-no-list",
    "note.perhaps",
    "note.undecided",
    "say.matching",
    "say.matching-none",
    "note.matching-without",
    "note.matching-share",
    "say.parts-total",
    "note.parts-overlap",
    "note.parts-without",
    "label.by",
    "by.publisher",
    "by.kind",
    "by.source",
    "label.lists-there",
    "label.records",
    "label.parts",
    "label.part",
    "label.documented",
    "label.hash",
    "label.population",
    "label.never-recorded",
    "label.overlaps",
    "label.overlaps-exactly",
    "label.exactly-on",
    "note.small-overlaps",
    "note.small-range",
    "note.small-documented",
];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// Has an editor of the language read them?
    reviewed: bool,
    text: BTreeMap<String, String>,
}

/// The shipped words; were they not readable, each phrase would be printed as its key. A test reads them all.
fn shipped(toml_text: &str) -> Words {
    toml::from_str(toml_text).unwrap_or_default()
}

fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &ENGLISH,
        Language::Ru => &RUSSIAN,
        Language::Kk => &KAZAKH,
    }
}

/// Has an editor of the language read the words of estimates?
#[must_use]
pub fn is_reviewed(language: Language) -> bool {
    words(language).reviewed
}

/// A sentence of an estimate, with numbers as the language prints them.
#[must_use]
pub fn say(message: &Message, language: Language) -> String {
    let printed: Vec<(&str, String)> = message
        .places
        .iter()
        .map(|(name, place)| (*name, print(place, language)))
        .collect();
    let places: Vec<(&str, &str)> = printed
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    fill(&label(message.key, language), &places)
}

/// A heading or name by its key. A key without words is printed as itself in brackets, so that it is seen.
#[must_use]
pub fn label(key: &str, language: Language) -> String {
    words(language)
        .text
        .get(key)
        .cloned()
        .unwrap_or_else(|| format!("⟦{key}⟧"))
}

/// A table of an estimate as it is printed: headings, rows, and which columns are numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Over the columns.
    pub headings: Vec<String>,
    /// The rows, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// Columns of numbers, set at the right.
    pub numbers: Vec<bool>,
}

fn printed(headings: &[&str], rows: Vec<Vec<String>>, language: Language) -> Printed {
    Printed {
        headings: headings.iter().map(|key| label(key, language)).collect(),
        numbers: (0..headings.len()).map(|column| column > 0).collect(),
        rows,
    }
}

/// The lists with how many stand on each.
#[must_use]
pub fn lists(report: &Report, language: Language) -> Printed {
    let rows = report.lists.iter().zip(&report.totals);
    let rows = rows.map(|(list, total)| vec![list.clone(), numbers::whole(*total, language)]);
    printed(&["label.list", "label.recorded"], rows.collect(), language)
}

/// The estimators side by side, each with its interval; behind them Chao's bound, where it is to be shown.
#[must_use]
pub fn estimators(panel: &[PanelRow], bound: Option<Estimate>, language: Language) -> Printed {
    let row = |key: &str, n: [f64; 3]| {
        let name = label(&format!("estimator.{key}"), language);
        let n = n.map(|n| people(n, language));
        [name].into_iter().chain(n).collect::<Vec<String>>()
    };
    let mut rows: Vec<Vec<String>> = panel
        .iter()
        .map(|one| row(one.estimator, [one.n, one.low, one.high]))
        .collect();
    if let Some(bound) = bound {
        rows.push(row("bound", [bound.n, bound.low, bound.high]));
    }
    printed(
        &["label.estimator", "label.people", "label.low", "label.high"],
        rows,
        language,
    )
}

/// The parts of a population, each with its own verdict.
#[must_use]
pub fn parts(parts: &Stratified, language: Language) -> Printed {
    let rows = parts.strata.iter().map(|part| {
        let report = &part.report;
        let ends = match (report.answer, report.range) {
            (Some(answer), _) => Some((answer.low, answer.high)),
            (None, range) => range.map(|range| (range.low, range.high)),
        };
        let end = |of: fn((f64, f64)) -> f64| {
            ends.map_or_else(|| "–".to_owned(), |ends| people(of(ends), language))
        };
        vec![
            part.name.clone(),
            numbers::whole(report.documented, language),
            label(&format!("verdict.{}", report.verdict.key()), language),
            end(|ends| ends.0),
            end(|ends| ends.1),
        ]
    });
    let mut printed = printed(
        &[
            "label.part",
            "label.documented",
            "label.verdict",
            "label.low",
            "label.high",
        ],
        rows.collect(),
        language,
    );
    printed.numbers = vec![false, true, false, true, true];
    printed
}

/// A number of people, rounded.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "estimates are finite and not negative, and the cast saturates"
)]
#[must_use]
pub fn people(n: f64, language: Language) -> String {
    numbers::whole(n.round() as u64, language)
}

fn print(place: &Place, language: Language) -> String {
    match place {
        Place::Whole(number) => numbers::whole(*number, language),
        Place::Number(number) => numbers::decimal(&format!("{number:.2}"), language),
        Place::Share(share) => {
            let percent = format!("{:.0}", share * 100.0);
            match language {
                Language::En => format!("{percent}%"),
                Language::Ru | Language::Kk => format!("{percent}\u{A0}%"),
            }
        }
        Place::Text(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_estimation::error::InputError;
    use aigaq_estimation::message::KEYS;
    use std::collections::BTreeSet;

    fn places(phrase: &str) -> BTreeSet<String> {
        // Braces around quotes belong to an example of JSON.
        phrase
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name.to_owned())
            .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
            .collect()
    }

    #[test]
    fn no_key_is_missing_or_unused_and_places_are_the_same_in_each_language() {
        let known: BTreeSet<&str> = KEYS
            .iter()
            .chain(InputError::KEYS)
            .chain(LABELS)
            .copied()
            .collect();
        for language in [Language::En, Language::Ru, Language::Kk] {
            let there: BTreeSet<&str> = words(language).text.keys().map(String::as_str).collect();
            assert_eq!(known, there, "{language:?}");
            for key in &known {
                assert_eq!(
                    places(&label(key, Language::En)),
                    places(&label(key, language)),
                    "{key} in {language:?}"
                );
            }
        }
    }

    #[test]
    fn numbers_are_printed_as_the_language_prints_them() {
        let message = Message::new("say.answer")
            .people("n", 10_356.52)
            .people("low", 8994.3)
            .people("high", 12_110.4);
        assert_eq!(
            say(&message, Language::En),
            "It is estimated that there were about 10,357 in all, and with 95% confidence from 8,994 to 12,110."
        );
        let coverage = Message::new("range.coverage").share("coverage", 0.191);
        assert!(say(&coverage, Language::Ru).contains("19\u{A0}%"));
        let ratio = Message::new("banner.panel").number("ratio", 1.576);
        assert!(say(&ratio, Language::Kk).contains("1,58"));
    }
}
