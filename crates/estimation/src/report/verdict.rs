//! The verdict: rules, not tables. Each limit stands here once, with its number.

use super::{Answer, MOST_LISTS, PanelRow, Range, Report};
use crate::loglinear::Existence;
use crate::message::Message;
use crate::table::CaptureTable;
use serde::Serialize;

/// What may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A number with its interval.
    Answer,
    /// A number that must carry a warning in the same place.
    AnswerWithBanner,
    /// No single number: a range, marked as resting on the model.
    RangeOnly,
    /// Nothing beyond the documented number.
    Refuse,
}

impl Verdict {
    /// Its word: `answer`, `answer-with-banner`, `range-only`, `refuse`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::AnswerWithBanner => "answer-with-banner",
            Self::RangeOnly => "range-only",
            Self::Refuse => "refuse",
        }
    }
}

/// The limits of the rules.
pub mod limits {
    /// Below this sample coverage there is no headline (Chao et al. 2001 advise .55; below .30 nothing but a range).
    pub const COVERAGE_FOR_ANSWER: f64 = 0.30;
    /// Below this sample coverage an answer carries a banner (Chao & Tsay 1998).
    pub const COVERAGE_FOR_PLAIN_ANSWER: f64 = 0.55;
    /// Fewer people than this seen exactly twice: no headline.
    pub const SEEN_TWICE: u64 = 20;
    /// A pair of lists that share fewer people than this: no headline.
    pub const OVERLAP: u64 = 5;
    /// Estimators further apart than this: no headline.
    pub const PANEL_FOR_ANSWER: f64 = 2.0;
    /// Estimators at least this far apart: a banner.
    pub const PANEL_FOR_PLAIN_ANSWER: f64 = 1.3;
    /// A list estimated from the others that is off by more: no headline.
    pub const LIST_OFF: f64 = 0.30;
}

/// So many lists are refused, and what would help.
pub(super) fn too_many(lists: usize) -> (Message, Message) {
    let reason = Message::new("refuse.too-many-lists")
        .whole("lists", lists as u64)
        .whole("most", MOST_LISTS as u64);
    (reason, Message::new("help.join-lists"))
}

/// Why nothing can be estimated from a table, and what would help, before anything is tried.
pub(super) fn impossible(table: &CaptureTable) -> Option<(Message, Message)> {
    let another = || Message::new("help.another-list");
    if table.documented() == 0 {
        return Some((Message::new("refuse.nobody"), another()));
    }
    if table.width() < 2 {
        return Some((Message::new("refuse.one-list"), another()));
    }
    if table.width() > MOST_LISTS {
        return Some(too_many(table.width()));
    }
    let empty: Vec<&str> = named(
        table,
        table
            .totals()
            .iter()
            .enumerate()
            .filter(|(_, n)| **n == 0)
            .map(|(i, _)| i),
    );
    if !empty.is_empty() {
        let reason = Message::new("refuse.empty-list").text("lists", empty.join(", "));
        return Some((reason, Message::new("help.leave-out")));
    }
    if !table.is_connected() {
        let apart: Vec<String> = table
            .overlaps()
            .iter()
            .filter(|(_, _, both)| *both == 0)
            .map(|(a, b, _)| format!("{} – {}", table.lists()[*a], table.lists()[*b]))
            .collect();
        let reason = Message::new("refuse.not-connected").text("pairs", apart.join("; "));
        return Some((reason, Message::new("help.match-again")));
    }
    if table.width() == 2
        && let Some((inner, outer)) = table.contained().first()
    {
        let reason = Message::new("refuse.contained")
            .text("inner", &table.lists()[*inner])
            .text("outer", &table.lists()[*outer]);
        return Some((reason, another()));
    }
    None
}

fn named(table: &CaptureTable, lists: impl Iterator<Item = usize>) -> Vec<&str> {
    lists.map(|list| table.lists()[list].as_str()).collect()
}

impl Report {
    pub(super) fn refuse(&mut self, reason: Message, help: Message) {
        self.verdict = Verdict::Refuse;
        self.answer = None;
        self.range = None;
        self.reasons = vec![reason];
        self.help = vec![help];
    }
}

/// The verdict from the estimates, with reasons and what would help.
pub(super) fn decide(table: &CaptureTable, report: &mut Report) {
    notes(report);
    let Some(best) = report.log_linear.as_ref().and_then(|r| r.best()).cloned() else {
        report.refuse(
            Message::new("refuse.no-model"),
            Message::new("help.match-again"),
        );
        return;
    };
    if report.graphs.as_ref().is_some_and(|graphs| graphs.cut_off) {
        report.refuse(
            Message::new("refuse.end-of-grid"),
            Message::new("help.wider"),
        );
        return;
    }
    report.panel = panel(report);
    let least = report
        .panel
        .iter()
        .map(|row| row.n)
        .fold(f64::INFINITY, f64::min);
    let most = report.panel.iter().map(|row| row.n).fold(0.0, f64::max);
    report.panel_ratio = (report.panel.len() > 1).then(|| most / least);
    report.range = Some(Range {
        low: report
            .panel
            .iter()
            .map(|row| row.low)
            .fold(best.n, f64::min),
        high: report
            .panel
            .iter()
            .map(|row| row.high)
            .fold(best.n, f64::max),
    });
    against_headline(table, report);
    if !report.reasons.is_empty() {
        report.verdict = Verdict::RangeOnly;
        return;
    }
    let (low, high) = match &report.profile {
        Some(profile) => (profile.low, profile.high.unwrap_or(best.interval.high)),
        None => (best.interval.low, best.interval.high),
    };
    report.answer = Some(Answer {
        n: best.n,
        low: low.min(best.n),
        high: high.max(best.n),
    });
    banners(report);
    report.verdict = if report.reasons.is_empty() {
        Verdict::Answer
    } else {
        Verdict::AnswerWithBanner
    };
}

/// The estimators that are compared: one of each way of thinking, and no bounds.
fn panel(report: &Report) -> Vec<PanelRow> {
    let documented = crate::table::real(report.documented);
    let mut rows = Vec::new();
    if let Some(best) = report.log_linear.as_ref().and_then(|r| r.best()) {
        let (low, high) = match &report.profile {
            Some(profile) => (profile.low, profile.high.unwrap_or(best.interval.high)),
            None => (best.interval.low, best.interval.high),
        };
        rows.push(PanelRow {
            estimator: "log-linear",
            n: best.n,
            low: low.min(best.n),
            high: high.max(best.n),
        });
    }
    if let Some(stepwise) = &report.stepwise {
        let found = report.bootstrap.as_ref();
        let low = found
            .and_then(|b| b.low)
            .unwrap_or(stepwise.fit.interval.low);
        let high = found
            .and_then(|b| b.high)
            .unwrap_or(stepwise.fit.interval.high);
        rows.push(PanelRow {
            estimator: "stepwise",
            n: stepwise.fit.n,
            low,
            high,
        });
    }
    if let Some(coverage) = &report.coverage {
        let high_enough = coverage.coverage >= limits::COVERAGE_FOR_PLAIN_ANSWER;
        let chosen = if high_enough {
            coverage.high.or(coverage.low)
        } else {
            coverage.low
        };
        if let Some(found) = chosen {
            let (low, high) = found
                .estimate
                .map_or((found.n, found.n), |e| (e.low, e.high));
            rows.push(PanelRow {
                estimator: "sample-coverage",
                n: found.n,
                low,
                high,
            });
        }
    }
    if let Some(graphs) = &report.graphs {
        rows.push(PanelRow {
            estimator: "graphs",
            n: graphs.median,
            low: graphs.low,
            high: graphs.high,
        });
    }
    if let Some(summary) = report.classes.as_ref().and_then(|classes| classes.summary) {
        rows.push(PanelRow {
            estimator: "classes",
            n: summary.median,
            low: summary.low,
            high: summary.high,
        });
    }
    if report.lists.len() == 2
        && let Some(found) = report.pairs.first().and_then(|pair| pair.estimate)
    {
        rows.push(PanelRow {
            estimator: "chapman",
            n: found.n,
            low: found.low,
            high: found.high,
        });
    }
    rows.retain(|row| {
        row.n.is_finite() && row.n >= documented && row.low.is_finite() && row.high.is_finite()
    });
    rows
}

/// What stands against any single number.
fn against_headline(table: &CaptureTable, report: &mut Report) {
    let mut reasons = Vec::new();
    let mut help = Vec::new();
    if table.width() == 2 {
        reasons.push(Message::new("range.two-lists"));
        help.push(Message::new("help.another-list"));
    }
    if let Some(coverage) = &report.coverage
        && coverage.coverage < limits::COVERAGE_FOR_ANSWER
    {
        reasons.push(Message::new("range.coverage").share("coverage", coverage.whole_percent()));
        help.push(Message::new("help.another-list"));
    }
    let twice = report.frequencies.get(1).copied().unwrap_or(0);
    if twice < limits::SEEN_TWICE {
        reasons.push(Message::new("range.seen-twice").whole("people", twice));
        help.push(Message::new("help.another-list"));
    }
    for (first, second, both) in table.overlaps() {
        if both < limits::OVERLAP {
            reasons.push(
                Message::new("range.overlap")
                    .text("first", &table.lists()[first])
                    .text("second", &table.lists()[second])
                    .whole("people", both),
            );
            help.push(Message::new("help.join-lists"));
        }
    }
    for (inner, outer) in table.contained() {
        reasons.push(
            Message::new("range.contained")
                .text("inner", &table.lists()[inner])
                .text("outer", &table.lists()[outer]),
        );
        help.push(Message::new("help.leave-out"));
    }
    match report.panel_ratio {
        Some(ratio) if ratio > limits::PANEL_FOR_ANSWER => {
            reasons.push(Message::new("range.panel").number("ratio", ratio));
            help.push(Message::new("help.strata"));
        }
        None => reasons.push(Message::new("range.one-estimator")),
        Some(_) => {}
    }
    if let Some(graphs) = &report.graphs
        && graphs.modes.len() > 1
    {
        let places: Vec<String> = graphs
            .modes
            .iter()
            .map(|mode| format!("{:.0}", mode.n))
            .collect();
        reasons.push(Message::new("range.modes").text("modes", places.join("; ")));
        help.push(Message::new("help.strata"));
    }
    for list in &report.lists_as_population {
        if let (Some(off), Some(estimate)) = (list.off, list.estimate)
            && off.abs() > limits::LIST_OFF
        {
            reasons.push(
                Message::new("range.list-as-population")
                    .text("list", &list.list)
                    .whole("size", list.size)
                    .people("estimate", estimate),
            );
            help.push(Message::new("help.ask-lists"));
        }
    }
    help.dedup();
    let mut once: Vec<Message> = Vec::new();
    for message in help {
        if !once.contains(&message) {
            once.push(message);
        }
    }
    report.reasons = reasons;
    report.help = once;
}

fn banners(report: &mut Report) {
    if let Some(coverage) = &report.coverage
        && coverage.coverage < limits::COVERAGE_FOR_PLAIN_ANSWER
    {
        report
            .reasons
            .push(Message::new("banner.coverage").share("coverage", coverage.whole_percent()));
        report.help.push(Message::new("help.another-list"));
    }
    if let Some(ratio) = report.panel_ratio
        && ratio >= limits::PANEL_FOR_PLAIN_ANSWER
    {
        report
            .reasons
            .push(Message::new("banner.panel").number("ratio", ratio));
        report.help.push(Message::new("help.strata"));
    }
}

fn notes(report: &mut Report) {
    let mut notes = Vec::new();
    if let Some(classes) = &report.classes
        && !classes.converged
    {
        notes.push(if classes.ran_away {
            Message::new("note.classes-ran-away")
        } else {
            Message::new("note.classes-disagree")
                .number("r_hat", classes.diagnosis.r_hat.min(1e6))
                .people("effective", classes.diagnosis.effective)
        });
    }
    if let Some(ranking) = &report.log_linear {
        if ranking
            .best()
            .is_some_and(|best| best.existence == Existence::OnBoundary)
        {
            notes.push(Message::new("note.boundary"));
        }
        if !ranking.complete {
            notes.push(Message::new("note.searched").whole("models", ranking.models as u64));
        }
    }
    if report
        .profile
        .as_ref()
        .is_some_and(|profile| profile.high.is_none())
    {
        notes.push(Message::new("note.profile-open"));
    }
    if report
        .lists_as_population
        .iter()
        .all(|list| list.off.is_none())
    {
        notes.push(Message::new("note.not-checked"));
    }
    report.notes = notes;
}
