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
    let mut rows = Rows {
        language,
        rows: Vec::new(),
    };
    of_the_lists(report, &mut rows);
    of_the_estimates(report, &mut rows);
    of_the_models(report, &mut rows);
    let mut table = printed(
        &["label.looked-at", "label.found", "label.needed"],
        rows.rows,
        language,
    );
    table.numbers = vec![false, true, false];
    table
}

/// Rows in the making: numbers as the language prints them.
struct Rows {
    language: Language,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn push(&mut self, what: &Message, found: String, needed: String) {
        self.rows
            .push(vec![say(what, self.language), found, needed]);
    }

    fn share(&self, share: f64) -> String {
        let message = Message::new("needed.share").share("share", share);
        say(&message, self.language)
    }

    fn ratio(&self, ratio: f64) -> String {
        numbers::decimal(&format!("{ratio:.2}"), self.language)
    }

    fn whole(&self, number: u64) -> String {
        numbers::whole(number, self.language)
    }

    fn needed(&self, key: &'static str, limit: String) -> String {
        say(&Message::new(key).text("limit", limit), self.language)
    }

    /// A limit, and a stricter one without a warning.
    fn needed_twice(&self, key: &'static str, (limit, plain): (String, String)) -> String {
        let message = Message::new(key).text("limit", limit).text("plain", plain);
        say(&message, self.language)
    }
}

fn of_the_lists(report: &Report, rows: &mut Rows) {
    let Some(coverage) = &report.coverage else {
        return;
    };
    let limits = (
        rows.share(limits::COVERAGE_FOR_ANSWER),
        rows.share(limits::COVERAGE_FOR_PLAIN_ANSWER),
    );
    rows.push(
        &Message::new("diagnostic.coverage"),
        rows.share(coverage.whole_percent()),
        rows.needed_twice("needed.at-least-or-warned", limits),
    );
    if let Some(twice) = report.frequencies.get(1) {
        rows.push(
            &Message::new("diagnostic.twice"),
            rows.whole(*twice),
            rows.needed("needed.at-least", rows.whole(limits::SEEN_TWICE)),
        );
    }
    if let Some(pair) = report.pairs.iter().min_by_key(|pair| pair.on_both) {
        rows.push(
            &Message::new("diagnostic.overlap")
                .text("first", &pair.first)
                .text("second", &pair.second),
            rows.whole(pair.on_both),
            rows.needed("needed.at-least", rows.whole(limits::OVERLAP)),
        );
    }
}

fn of_the_estimates(report: &Report, rows: &mut Rows) {
    if let Some(found) = report.panel_ratio {
        let limits = (
            rows.ratio(limits::PANEL_FOR_ANSWER),
            rows.ratio(limits::PANEL_FOR_PLAIN_ANSWER),
        );
        rows.push(
            &Message::new("diagnostic.panel"),
            rows.ratio(found),
            rows.needed_twice("needed.at-most-or-warned", limits),
        );
    }
    let checked = report.lists_as_population.iter();
    let off = checked.filter_map(|list| Some((list, list.off?.abs())));
    if let Some((list, off)) = off.max_by(|(_, a), (_, b)| a.total_cmp(b)) {
        rows.push(
            &Message::new("diagnostic.list").text("list", &list.list),
            rows.share(off),
            rows.needed("needed.at-most", rows.share(limits::LIST_OFF)),
        );
    }
}

fn of_the_models(report: &Report, rows: &mut Rows) {
    if let Some(graphs) = &report.graphs {
        rows.push(
            &Message::new("diagnostic.modes"),
            rows.whole(graphs.modes.len() as u64),
            rows.needed("needed.at-most", rows.whole(1)),
        );
    }
    let classes = report.classes.as_ref().map(|classes| classes.diagnosis);
    if let Some(diagnosis) = classes.filter(|diagnosis| diagnosis.r_hat.is_finite()) {
        rows.push(
            &Message::new("diagnostic.r-hat"),
            rows.ratio(diagnosis.r_hat),
            rows.needed("needed.at-most", rows.ratio(LARGEST_R_HAT)),
        );
        rows.push(
            &Message::new("diagnostic.effective"),
            people(diagnosis.effective, rows.language),
            rows.needed("needed.at-least", people(LEAST_DRAWS, rows.language)),
        );
    }
    if let Some(ranking) = &report.log_linear
        && let Some(best) = ranking.best()
    {
        rows.push(
            &Message::new("diagnostic.model").whole("models", ranking.models as u64),
            best.model.to_string(),
            "–".to_owned(),
        );
    }
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
