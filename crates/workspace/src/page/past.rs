//! What each change-set did to a record, and what people decided about it.

use crate::history::{ChangeView, Told, act_label, device, when};
use crate::named::Naming;
use crate::reviewing::JudgementView;
use aigaq_schema::{ChangeSetId, Via};
use aigaq_view::RecordPage;

/// What happened to the record in a change-set.
#[derive(Debug, Clone, serde::Serialize)]
pub struct HistoryView {
    /// The change-set.
    pub change_set: ChangeSetId,
    /// When.
    pub when: String,
    /// How, in words.
    pub act_label: String,
    /// By which device.
    pub device: String,
    /// Statements made.
    pub said: usize,
    /// Statements withdrawn.
    pub withdrawn: usize,
    /// Where it was imported from: the table and its row.
    pub imported: Option<String>,
    /// The record was made by it.
    pub is_first: bool,
    /// What became different, property by property.
    pub changes: Vec<ChangeView>,
    /// What was decided about the record.
    pub decisions: Vec<String>,
}

/// Change by change, the oldest first, with what was decided about the record.
pub(super) fn history(
    naming: &Naming<'_>,
    page: &RecordPage,
    judgements: &[JudgementView],
) -> Vec<HistoryView> {
    let told = Told::of(naming, page);
    let mut all: Vec<(i64, HistoryView)> = Vec::with_capacity(page.history.len());
    for (place, saved) in page.history.iter().enumerate() {
        let imported = saved.block.statements.iter().find_map(|s| match &s.via {
            Via::Import { table, row, .. } => Some(
                naming
                    .words
                    .fill("change.imported", &[("table", table), ("row", row)]),
            ),
            _ => None,
        });
        all.push((
            saved.spoken.claimed,
            HistoryView {
                change_set: saved.spoken.change_set,
                when: when(
                    saved.spoken.claimed,
                    &saved.spoken.zone,
                    naming.ask.language,
                ),
                act_label: act_label(naming, &saved.spoken.act),
                device: device(&saved.spoken.device),
                said: saved.said,
                withdrawn: saved.withdrawn,
                imported,
                is_first: place == 0,
                changes: told.changes(&saved.block),
                decisions: Vec::new(),
            },
        ));
    }
    for judgement in judgements.iter().rev() {
        let text = decision_words(naming, page, judgement);
        let found = all
            .iter_mut()
            .find(|(_, h)| h.change_set == judgement.change_set);
        match found {
            Some((_, history)) => history.decisions.push(text),
            None => all.push((
                judgement.claimed,
                HistoryView {
                    change_set: judgement.change_set,
                    when: judgement.when.clone(),
                    act_label: naming.words.say("act.decision"),
                    device: judgement.device.clone(),
                    said: 0,
                    withdrawn: 0,
                    imported: None,
                    is_first: false,
                    changes: Vec::new(),
                    decisions: vec![text],
                },
            )),
        }
    }
    // The order in which they were taken in stays among those of the same second.
    all.sort_by_key(|(claimed, _)| *claimed);
    all.into_iter().map(|(_, history)| history).collect()
}

/// A judgement in words: “adopted: Deaths: 14 (reason: …)”; of a level, which stands beside it, only why.
fn decision_words(naming: &Naming<'_>, page: &RecordPage, judgement: &JudgementView) -> String {
    let mut of = Vec::new();
    for id in &judgement.statements {
        let found = page.statements.iter().find_map(|(property, all)| {
            let shown = all.iter().find(|s| s.statement.id == *id)?;
            let property = naming.schema.property(&page.brief.record_type, property)?;
            Some((property, &shown.statement.value))
        });
        if let Some((property, value)) = found {
            let value = naming
                .value(property, value)
                .map_or_else(|_| String::new(), |part| part.text().to_owned());
            let label = property.label.get(naming.ask.language);
            of.push(format!("{label}: {value}"));
        }
    }
    let of = of.join("; ");
    let text = match (judgement.kind.as_str(), of.is_empty()) {
        ("adopt", _) => naming.words.fill("decision.adopted", &[("what", &of)]),
        ("verify", false) => naming.words.fill("decision.verified", &[("what", &of)]),
        ("verify", true) => naming.words.say("decision.level"),
        (_, true) => judgement.kind_label.clone(),
        (_, false) => format!("{}: {of}", judgement.kind_label),
    };
    if judgement.reason.is_empty() {
        return text;
    }
    let reason = &judgement.reason;
    text + &naming.words.fill("change.reason", &[("reason", reason)])
}
