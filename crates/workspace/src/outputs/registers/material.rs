//! What the registers are told of each record: facts, read from the view.

use super::RegisterWish;
use super::kept::Facts;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::restrictions::{date, reference};
use aigaq_registers::assemblies::{Answer, AssemblyFacts, Procedure};
use aigaq_registers::cases::{CaseFacts, CaseStep};
use aigaq_registers::commitments::{AssessmentFacts, Axis, CommitmentFacts};
use aigaq_registers::deadlines::{Occurrence, On, Step};
use aigaq_registers::decisions::{CarriedOut, DecisionFacts};
use aigaq_registers::funnel::{ComplaintFacts, FunnelStage, REFUSED};
use aigaq_registers::prisoners::{Decided, ListingFacts};
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Brief, Reader};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The records that a property refers to.
pub(super) fn references(brief: &Brief, property: &str) -> Vec<RecordId> {
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
fn minute(brief: &Brief, property: &str) -> Option<u16> {
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

    pub(super) fn read_assemblies(
        &self,
        reader: &Reader,
    ) -> Result<Facts<AssemblyFacts>, WorkspaceError> {
        let mut all = Vec::new();
        for brief in self.briefs(reader, "application")? {
            let kind = code(&brief, "kind").unwrap_or_default();
            if self.is_within("application_kinds", &kind, "assembly") {
                let facts = self.assembly(&brief, &kind);
                all.push((brief, facts));
            }
        }
        Ok(all)
    }

    fn assembly(&self, brief: &Brief, kind: &str) -> AssemblyFacts {
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

    pub(super) fn read_commitments(
        &self,
        reader: &Reader,
    ) -> Result<Facts<CommitmentFacts>, WorkspaceError> {
        let mut all = Facts::new();
        for brief in self.briefs(reader, "commitment")? {
            let mut documents = references(&brief, "instrument");
            if documents.is_empty() {
                documents = self.stands_in(&brief)?;
            }
            let facts = CommitmentFacts {
                record: brief.id,
                documents,
                is_topic: code(&brief, "kind").as_deref() == Some("decree_topic"),
                same_as: references(&brief, "same_as"),
                part_of: references(&brief, "part_of"),
                addressees: references(&brief, "addressee"),
                made_by: references(&brief, "made_by"),
                made_on: date(&brief, "made_on"),
                deadline: date(&brief, "deadline"),
                review: date(&brief, "review"),
            };
            all.push((brief, facts));
        }
        Ok(all)
    }

    /// The documents in which a commitment stands, where it does not say so itself: the sources of its text, if its
    /// kind is one that stands in what it is read in. All of them, in the order of their ids: which of several was
    /// "the first" nobody said.
    fn stands_in(&self, brief: &Brief) -> Result<Vec<RecordId>, WorkspaceError> {
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

    /// An assessment rests on the records it names as evidence and on the sources of its level.
    pub(super) fn read_assessments(
        &self,
        reader: &Reader,
    ) -> Result<Vec<AssessmentFacts>, WorkspaceError> {
        let mut all = Vec::new();
        for brief in self.briefs(reader, "assessment")? {
            let axis = code(&brief, "axis").as_deref().and_then(Axis::from_code);
            let (Some(commitment), Some(axis)) = (reference(&brief, "commitment"), axis) else {
                continue;
            };
            let statements = self.view.live(brief.id)?;
            let sources = statements
                .iter()
                .filter(|s| s.property == "level" && s.basis.source.is_some())
                .count();
            all.push(AssessmentFacts {
                record: brief.id,
                commitment,
                axis,
                level: code(&brief, "level"),
                direction: code(&brief, "direction"),
                assessors: references(&brief, "assessor"),
                date: date(&brief, "date"),
                evidence: references(&brief, "evidence").len() + sources,
            });
        }
        Ok(all)
    }

    pub(super) fn read_cases(&self, reader: &Reader) -> Result<Facts<CaseFacts>, WorkspaceError> {
        let mut steps: HashMap<RecordId, Vec<CaseStep>> = HashMap::new();
        for brief in self.briefs(reader, "stage")? {
            let (Some(case), Some(kind)) = (reference(&brief, "case"), code(&brief, "kind")) else {
                continue;
            };
            steps.entry(case).or_default().push(CaseStep {
                record: brief.id,
                date: date(&brief, "date"),
                hearing: self.marked("case_stages", &kind, "hearing"),
                closes: self.marked("case_stages", &kind, "closes"),
                kind,
            });
        }
        let all = self.briefs(reader, "case")?;
        Ok(all
            .into_iter()
            .map(|brief| {
                let facts = CaseFacts {
                    record: brief.id,
                    opened: date(&brief, "opened"),
                    decided: date(&brief, "decided"),
                    steps: steps.remove(&brief.id).unwrap_or_default(),
                    follows: references(&brief, "follows"),
                };
                (brief, facts)
            })
            .collect())
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

    pub(super) fn read_decisions(
        &self,
        reader: &Reader,
    ) -> Result<Facts<DecisionFacts>, WorkspaceError> {
        let all = self.briefs(reader, "decision")?;
        Ok(all
            .into_iter()
            .map(|brief| {
                let carried_out = code(&brief, "carried_out")
                    .map(|code| (CarriedOut::from_code(&code), date(&brief, "carried_out_on")));
                let facts = DecisionFacts {
                    record: brief.id,
                    date: date(&brief, "date"),
                    asks: brief.value("remedy").is_some() || brief.value("remedies").is_some(),
                    due: date(&brief, "due"),
                    answered: date(&brief, "answered"),
                    carried_out,
                };
                (brief, facts)
            })
            .collect())
    }

    pub(super) fn read_listings(
        &self,
        reader: &Reader,
    ) -> Result<Facts<ListingFacts>, WorkspaceError> {
        let mut all = Vec::new();
        for brief in self.briefs(reader, "listing")? {
            let decided = code(&brief, "status")
                .as_deref()
                .and_then(Decided::from_code);
            let (Some(person), Some(decided)) = (reference(&brief, "person"), decided) else {
                continue;
            };
            let facts = ListingFacts {
                record: brief.id,
                person,
                keeper: reference(&brief, "keeper"),
                decided,
                date: date(&brief, "date"),
                criteria: brief.values("criteria").count(),
                panel: brief.values("decided_by").count(),
                has_reason: brief.value("reason").is_some(),
            };
            all.push((brief, facts));
        }
        Ok(all)
    }

    pub(super) fn read_occurrences(
        &self,
        reader: &Reader,
    ) -> Result<Vec<Occurrence>, WorkspaceError> {
        let mut all = Vec::new();
        for (case, facts) in self.case_facts(reader)?.iter() {
            let kind = code(case, "kind");
            let mut steps = Vec::with_capacity(facts.steps.len());
            for step in &facts.steps {
                let at = match self.view.brief(reader, step.record)? {
                    Some(brief) => minute(&brief, "date"),
                    None => None,
                };
                steps.push(Step {
                    record: step.record,
                    kind: step.kind.clone(),
                    date: step.date.clone(),
                    minute: at,
                });
            }
            for step in &steps {
                all.push(Occurrence {
                    record: step.record,
                    on: On::Stage,
                    kinds: vec![step.kind.clone()],
                    case: kind.clone(),
                    dates: step
                        .date
                        .iter()
                        .map(|date| ("date".to_owned(), date.clone()))
                        .collect(),
                    minute: step.minute,
                    done_undated: false,
                    steps: steps.clone(),
                });
            }
        }
        for brief in self.briefs(reader, "application")? {
            let kind = code(&brief, "kind").unwrap_or_default();
            let mut kinds = vec![kind.clone()];
            let mut done_undated = false;
            if self.is_within("application_kinds", &kind, "assembly") {
                let facts = self.assembly(&brief, &kind);
                kinds.extend(facts.procedure.map(|procedure| procedure.flag().to_owned()));
                done_undated = !matches!(facts.answer, Answer::Silent | Answer::Proposed);
            }
            all.push(record_of(&brief, On::Application, kinds, done_undated));
        }
        for brief in self.briefs(reader, "intervention")? {
            let kinds = code(&brief, "kind").into_iter().collect();
            let replied = brief.value("reply").is_some();
            all.push(record_of(&brief, On::Intervention, kinds, replied));
        }
        for brief in self.briefs(reader, "decision")? {
            let kinds = code(&brief, "kind").into_iter().collect();
            all.push(record_of(&brief, On::Decision, kinds, false));
        }
        Ok(all)
    }
}

/// What a record that stands alone may start: with all its dates.
fn record_of(brief: &Brief, on: On, kinds: Vec<String>, done_undated: bool) -> Occurrence {
    let dates: BTreeMap<_, _> = brief
        .resolved
        .iter()
        .filter_map(|resolved| Some((resolved.property.clone(), date(brief, &resolved.property)?)))
        .collect();
    Occurrence {
        record: brief.id,
        on,
        kinds,
        case: None,
        dates,
        minute: minute(brief, "date"),
        done_undated,
        steps: Vec::new(),
    }
}
