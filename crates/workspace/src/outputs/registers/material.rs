//! What values and marks of lists mean for the registers.

use super::RegisterWish;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::restrictions::date;
use aigaq_registers::assemblies::{Answer, AssemblyFacts, Procedure};
use aigaq_registers::cases::CaseFacts;
use aigaq_registers::funnel::{ComplaintFacts, FunnelStage, REFUSED};
use aigaq_schema::{RecordId, Value};
use aigaq_view::Brief;
use std::collections::BTreeSet;

/// The records that a property refers to.
pub(in crate::outputs) fn references(brief: &Brief, property: &str) -> Vec<RecordId> {
    brief
        .values(property)
        .filter_map(|value| match value {
            Value::Reference(id) => Some(*id),
            _ => None,
        })
        .collect()
}

/// The code that a property holds.
pub(super) fn code(brief: &Brief, property: &str) -> Option<String> {
    match brief.value(property) {
        Some(Value::Term(code)) => Some(code.clone()),
        _ => None,
    }
}

/// The minute of the day of a date.
pub(super) fn minute(brief: &Brief, property: &str) -> Option<u16> {
    match brief.value(property) {
        Some(Value::Date { clock, .. }) => clock.as_ref().map(|clock| clock.minute),
        _ => None,
    }
}

impl Workspace {
    /// A code of a list carries a mark.
    pub(super) fn marked(&self, list: &str, code: &str, flag: &str) -> bool {
        let list = self.schema().list(list);
        list.and_then(|list| list.get(code))
            .is_some_and(|entry| entry.has_flag(flag))
    }

    /// A record is of the kind that is wished for, or of one under it; of any where none is wished for.
    pub(super) fn is_wished(&self, brief: &Brief, wish: &RegisterWish) -> bool {
        let (Some(kind), Some((property, list))) = (&wish.kind, wish.name.kinds()) else {
            return true;
        };
        code(brief, property).is_some_and(|code| self.is_within(list, &code, kind))
    }

    /// A code is a code of a list, or lies under it.
    pub(super) fn is_within(&self, list: &str, code: &str, of: &str) -> bool {
        let list = self.schema().list(list);
        list.is_some_and(|list| list.is_within(code, of))
    }

    pub(super) fn assembly(&self, brief: &Brief, kind: &str) -> AssemblyFacts {
        let form = code(brief, "form").unwrap_or_default();
        let procedure = [Procedure::Notification, Procedure::Application]
            .into_iter()
            .find(|procedure| {
                self.marked("assembly_forms", &form, procedure.flag())
                    || kind == format!("assembly_{}", procedure.flag())
            });
        AssemblyFacts {
            record: brief.id,
            procedure,
            filed: date(brief, "filed"),
            planned: date(brief, "planned"),
            answered: date(brief, "answered"),
            answer: self.answer_of(brief),
        }
    }

    /// What was answered, by the marks of the outcome; what the program itself would work out counts as silence.
    fn answer_of(&self, brief: &Brief) -> Answer {
        let outcome = code(brief, "outcome").unwrap_or_default();
        match outcome.as_str() {
            "" | "submitted" | "no_reply" => Answer::Silent,
            "not_notified" => Answer::NotAsked,
            "withdrawn_by_organiser" => Answer::Withdrawn,
            "outcome_unknown" => Answer::Unknown,
            code if self.marked("application_outcomes", code, "allowed") => Answer::Allowed,
            code if self.marked("application_outcomes", code, "refused") => Answer::Refused,
            code if self.marked("application_outcomes", code, "open") => Answer::Proposed,
            _ => Answer::Unknown,
        }
    }

    /// The documents in which a commitment stands, where it does not say so itself: the sources of its text, if its
    /// kind is one that stands in what it is read in. All of them, in the order of their ids: which of several was
    /// "the first" nobody said.
    pub(super) fn stands_in(&self, brief: &Brief) -> Result<Vec<RecordId>, WorkspaceError> {
        let kind = code(brief, "kind").unwrap_or_default();
        if !self.marked("commitment_kinds", &kind, "stands_in_source") {
            return Ok(Vec::new());
        }
        let statements = self.view.live(brief.id)?;
        let sources: BTreeSet<RecordId> = statements
            .iter()
            .filter(|s| s.property == "text")
            .filter_map(|s| s.basis.source)
            .collect();
        Ok(sources.into_iter().collect())
    }

    /// How far a complaint of torture came, by the marks of its steps. A case that only has dates of its own was a
    /// complaint when it was opened.
    pub(super) fn complaint(&self, facts: &CaseFacts) -> ComplaintFacts {
        let mut reached = Vec::new();
        let mut refused = Vec::new();
        for step in &facts.steps {
            for stage in FunnelStage::ALL {
                if self.marked("case_stages", &step.kind, stage.flag()) {
                    reached.push((stage, step.date.clone()));
                }
            }
            if self.marked("case_stages", &step.kind, REFUSED) {
                refused.push(step.date.clone());
            }
        }
        if reached.is_empty() {
            reached.push((FunnelStage::Alleged, facts.opened.clone()));
        }
        ComplaintFacts {
            record: facts.record,
            reached,
            refused,
        }
    }
}
