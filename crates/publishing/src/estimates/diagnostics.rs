//! What was looked at before a verdict, with what a single number needs: the limits are those of the rules.

use super::{Printed, label, people, printed, say};
use crate::numbers;
use aigaq_estimation::classes::{LARGEST_R_HAT, LEAST_DRAWS};
use aigaq_estimation::message::Message;
use aigaq_estimation::report::{Report, limits};
use aigaq_schema::Language;

/// The diagnostics of a report: what is looked at, what was found, what a single number needs. Empty for a refusal that
/// came before anything was tried.
#[must_use]
pub fn diagnostics(report: &Report, language: Language) -> Printed {
    let mut rows = Vec::new();
    let mut row = |what: Message, found: String, needed: String| {
        rows.push(vec![say(&what, language), found, needed]);
    };
    let share = |share: f64| {
        say(
            &Message::new("needed.share").share("share", share),
            language,
        )
    };
    let ratio = |ratio: f64| numbers::decimal(&format!("{ratio:.2}"), language);
    let whole = |number: u64| numbers::whole(number, language);
    let needed =
        |key: &'static str, limit: String| say(&Message::new(key).text("limit", limit), language);
    let without_warning = |key: &'static str, (limit, plain): (String, String)| {
        let message = Message::new(key).text("limit", limit).text("plain", plain);
        say(&message, language)
    };
    if let Some(coverage) = &report.coverage {
        let limits = (
            share(limits::COVERAGE_FOR_ANSWER),
            share(limits::COVERAGE_FOR_PLAIN_ANSWER),
        );
        row(
            Message::new("diagnostic.coverage"),
            share(coverage.whole_percent()),
            without_warning("needed.at-least-or-warned", limits),
        );
        if let Some(twice) = report.frequencies.get(1) {
            row(
                Message::new("diagnostic.twice"),
                whole(*twice),
                needed("needed.at-least", whole(limits::SEEN_TWICE)),
            );
        }
        if let Some(pair) = report.pairs.iter().min_by_key(|pair| pair.on_both) {
            row(
                Message::new("diagnostic.overlap")
                    .text("first", &pair.first)
                    .text("second", &pair.second),
                whole(pair.on_both),
                needed("needed.at-least", whole(limits::OVERLAP)),
            );
        }
    }
    if let Some(found) = report.panel_ratio {
        let limits = (
            ratio(limits::PANEL_FOR_ANSWER),
            ratio(limits::PANEL_FOR_PLAIN_ANSWER),
        );
        row(
            Message::new("diagnostic.panel"),
            ratio(found),
            without_warning("needed.at-most-or-warned", limits),
        );
    }
    let off = |list: &aigaq_estimation::checks::ListAsPopulation| list.off.map_or(0.0, f64::abs);
    let checked = report.lists_as_population.iter();
    if let Some(list) = checked
        .filter(|list| list.off.is_some())
        .max_by(|a, b| off(a).total_cmp(&off(b)))
    {
        row(
            Message::new("diagnostic.list").text("list", &list.list),
            share(off(list)),
            needed("needed.at-most", share(limits::LIST_OFF)),
        );
    }
    if let Some(graphs) = &report.graphs {
        row(
            Message::new("diagnostic.modes"),
            whole(graphs.modes.len() as u64),
            needed("needed.at-most", whole(1)),
        );
    }
    if let Some(diagnosis) = report
        .classes
        .as_ref()
        .map(|classes| classes.diagnosis)
        .filter(|diagnosis| diagnosis.r_hat.is_finite())
    {
        row(
            Message::new("diagnostic.r-hat"),
            ratio(diagnosis.r_hat),
            needed("needed.at-most", ratio(LARGEST_R_HAT)),
        );
        row(
            Message::new("diagnostic.effective"),
            people(diagnosis.effective, language),
            needed("needed.at-least", people(LEAST_DRAWS, language)),
        );
    }
    if let Some(ranking) = &report.log_linear
        && let Some(best) = ranking.best()
    {
        row(
            Message::new("diagnostic.model").whole("models", ranking.models as u64),
            best.model.to_string(),
            "–".to_owned(),
        );
    }
    let mut table = printed(
        &["label.looked-at", "label.found", "label.needed"],
        rows,
        language,
    );
    table.numbers = vec![false, true, false];
    table
}

/// Each list as a population of known size, beside what the others tell of it.
#[must_use]
pub fn list_checks(report: &Report, language: Language) -> Printed {
    let rows = report.lists_as_population.iter().map(|list| {
        let estimate = list.estimate.map(|n| people(n, language));
        vec![
            list.list.clone(),
            numbers::whole(list.size, language),
            estimate.unwrap_or_else(|| "–".to_owned()),
        ]
    });
    printed(
        &["label.list", "label.known-size", "label.from-others"],
        rows.collect(),
        language,
    )
}

/// The tables that tell how the verdict came about, with their headings: those that hold something.
#[must_use]
pub fn looked_at(report: &Report, language: Language) -> Vec<(String, Printed)> {
    let tables = [
        ("label.diagnostics", diagnostics(report, language)),
        ("label.check", list_checks(report, language)),
    ];
    let with_rows = tables
        .into_iter()
        .filter(|(_, table)| !table.rows.is_empty());
    with_rows
        .map(|(heading, table)| (label(heading, language), table))
        .collect()
}
