//! The cases of a person with their steps, and what was undertaken: decisions, complaints, appeals, visits.

use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::Happening;
use aigaq_publishing::about::CaseFacts;
use aigaq_schema::{RecordId, Value};
use aigaq_view::Brief;
use std::collections::HashSet;

impl Telling<'_> {
    /// All records of a type that point to one of these by a property, each once, in order of a date of theirs.
    pub(super) fn all_pointing(
        &self,
        to: &[RecordId],
        (record_type, property, date): (&str, &str, &str),
    ) -> Result<Vec<Brief>, WorkspaceError> {
        let mut seen: HashSet<RecordId> = HashSet::new();
        let mut all = Vec::new();
        for id in to {
            let view = &self.workspace.view;
            for brief in view.pointing(&self.ask.reader, *id, record_type, property)? {
                if !seen.contains(&brief.id) {
                    seen.extend(self.workspace.one_with(brief.id)?);
                    seen.insert(brief.id);
                    all.push(brief);
                }
            }
        }
        self.in_order(&mut all, date);
        Ok(all)
    }

    /// A record with all that were decided to be one with it.
    pub(super) fn with_its_doubles(&self, brief: &Brief) -> Result<Vec<Brief>, WorkspaceError> {
        let mut all = vec![brief.clone()];
        for id in self.workspace.one_with(brief.id)? {
            if id != brief.id {
                all.extend(self.brief(id)?);
            }
        }
        Ok(all)
    }

    /// A case with its steps.
    pub(super) fn case_facts(&mut self, case: &Brief) -> Result<CaseFacts, WorkspaceError> {
        let one = self.with_its_doubles(case)?;
        let ids: Vec<RecordId> = one.iter().map(|brief| brief.id).collect();
        let mut stages = Vec::new();
        for stage in self.all_pointing(&ids, ("stage", "case", "date"))? {
            let what = self.joined(&stage, &["kind", "result", "sum", "days"]);
            let by = self.captions(&stage, "body")?.join(", ");
            stages.push(self.happening(&stage, ("date", what, by))?);
        }
        let kind = self.text(case, "kind");
        let mut title = self.caption(case)?;
        if !kind.is_empty() {
            title = format!("{title} ({kind})");
        }
        Ok(CaseFacts {
            record: Some(self.record(case)),
            title,
            bodies: self.answer_of(&one, "body")?,
            charge: self.answer_of(&one, "charge")?,
            law: self.answer_of(&one, "law")?,
            opened: self.answer_of(&one, "opened")?,
            decided: self.answer_of(&one, "decided")?,
            outcome: self.answer_of(&one, "outcome")?,
            international: self.answer_of(&one, "international")?,
            stages,
        })
    }

    /// Decisions in the cases, and interventions about the person, what was done to them or their cases.
    pub(super) fn steps(
        &mut self,
        cases: &[Brief],
        about: &[RecordId],
    ) -> Result<Vec<Happening>, WorkspaceError> {
        let mut ids = Vec::new();
        for case in cases {
            ids.extend(self.workspace.one_with(case.id)?);
        }
        let mut all = self.all_pointing(&ids, ("decision", "case", "date"))?;
        all.extend(self.all_pointing(about, ("intervention", "about", "date"))?);
        self.in_order(&mut all, "date");
        let mut steps = Vec::new();
        for step in all {
            let (what, by, outcome) = match step.record_type.as_str() {
                "decision" => {
                    let mut by = self.captions(&step, "body")?.join(", ");
                    if by.is_empty() {
                        by = self.text(&step, "kind");
                    }
                    let outcome = self.joined(&step, &["remedies", "remedy", "carried_out"]);
                    (
                        self.joined(&step, &["title", "symbol", "finding"]),
                        by,
                        outcome,
                    )
                }
                _ => {
                    let mut what = self.joined(&step, &["kind", "title"]);
                    let to = self.captions(&step, "to")?.join(", ");
                    if !to.is_empty() {
                        what = format!("{what} → {to}");
                    }
                    let by = self.captions(&step, "by")?.join(", ");
                    (what, by, self.joined(&step, &["reply", "replied"]))
                }
            };
            let mut made = self.happening(&step, ("date", what, by))?;
            made.outcome = outcome;
            steps.push(made);
        }
        Ok(steps)
    }

    /// Notices and applications of a person.
    pub(super) fn applications(
        &mut self,
        members: &[RecordId],
    ) -> Result<Vec<Happening>, WorkspaceError> {
        let mut all = Vec::new();
        for one in self.all_pointing(members, ("application", "applicant", "filed"))? {
            let what = self.joined(&one, &["kind", "form", "place_asked"]);
            let by = self.captions(&one, "authority")?.join(", ");
            let mut made = self.happening(&one, ("filed", what, by))?;
            made.place = self.captions(&one, "place")?.join(", ");
            made.outcome = self.joined(&one, &["outcome", "answered", "ground", "reason"]);
            all.push(made);
        }
        Ok(all)
    }

    /// Decisions on lists of prisoners.
    pub(super) fn listings(
        &mut self,
        members: &[RecordId],
    ) -> Result<Vec<Happening>, WorkspaceError> {
        let mut all = Vec::new();
        for one in self.all_pointing(members, ("listing", "person", "date"))? {
            let what = self.joined(&one, &["status", "criteria"]);
            let by = self.captions(&one, "keeper")?.join(", ");
            let mut made = self.happening(&one, ("date", what, by))?;
            made.outcome = self.joined(&one, &["removal", "reason", "dissent"]);
            all.push(made);
        }
        Ok(all)
    }

    fn happening(
        &mut self,
        brief: &Brief,
        (date, what, by): (&str, String, String),
    ) -> Result<Happening, WorkspaceError> {
        Ok(Happening {
            record: Some(self.record(brief)),
            date: self.date(brief, date),
            what: match what.is_empty() {
                true => self.naming.type_label(&brief.record_type),
                false => what,
            },
            by,
            citations: self.cite(&[brief])?,
            ..Happening::default()
        })
    }

    fn joined(&self, brief: &Brief, properties: &[&str]) -> String {
        let said = properties.iter().map(|property| self.text(brief, property));
        let said: Vec<String> = said.filter(|words| !words.is_empty()).collect();
        said.join(" · ")
    }

    /// The cases to which the person is a party.
    pub(super) fn cases_of(&self, members: &[RecordId]) -> Result<Vec<Brief>, WorkspaceError> {
        self.all_pointing(members, ("case", "party", "opened"))
    }

    /// What an intervention can be about, so that it is about this person.
    pub(super) fn concerned(
        &self,
        members: &[RecordId],
        acts: &[Brief],
        cases: &[Brief],
    ) -> Result<Vec<RecordId>, WorkspaceError> {
        let mut all = members.to_vec();
        for brief in acts.iter().chain(cases) {
            for one in self.with_its_doubles(brief)? {
                all.push(one.id);
                if let Some(Value::Reference(event)) = one.value("event") {
                    all.extend(self.workspace.one_with(*event)?);
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }
}
