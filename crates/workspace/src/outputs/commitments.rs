//! Commitments and how they stand on three axes that are never merged.

use crate::error::WorkspaceError;
use crate::outputs::registers::references;
use crate::outputs::telling::Telling;
use crate::restrictions::date;
use aigaq_publishing::{
    Assessment, Axis, AxisLevel, AxisStanding, CommitmentRow, CommitmentsInput, Standing,
};
use aigaq_registers::commitments::{
    self as registers, Axis as Register, CommitmentRegister, Level,
};
use aigaq_schema::{Day, RecordId, Value};
use aigaq_view::Brief;
use std::collections::{BTreeMap, HashMap};

/// The axes, here and in the register, with the branch of their levels.
const AXES: [(Axis, Register, &str); 3] = [
    (Axis::Position, Register::Position, "position"),
    (Axis::Report, Register::Report, "report"),
    (Axis::Independent, Register::Independent, "independent"),
];

impl Telling<'_> {
    /// The matrix on a day: each commitment for itself, also those that are one with another; what stands on an axis is
    /// what the register says.
    pub fn commitments_matrix(&mut self, on: Day) -> Result<CommitmentsInput, WorkspaceError> {
        let reader = self.ask.reader;
        let known = self.workspace.commitment_facts(&reader)?;
        let assessments = self.workspace.assessment_facts(&reader)?;
        let facts = known.iter().map(|(_, facts)| facts.clone());
        let register = CommitmentRegister::on(on, facts, assessments.to_vec());
        let all: Vec<&Brief> = known
            .iter()
            .map(|(brief, _)| brief)
            .filter(|brief| register.groups.of_commitment(brief.id).is_some())
            .collect();
        let marks = same_as(&all, &register);
        let mut commitments = Vec::with_capacity(all.len());
        for brief in all {
            let mut row = self.commitment(brief, &register)?;
            row.same_as = marks.get(&brief.id).map(|mark| format!("≡{mark}"));
            commitments.push(row);
        }
        let mut coverage = vec![self.sources_used(self.library.len())];
        coverage.push(self.fill("output.commitments.on", &[("day", &self.day(on))]));
        coverage.extend(self.remarks_on_audience());
        // What is told of stands in the matrix; whom a number tells apart needs a row under it.
        let mut records = self.evidence()?;
        records.retain(|record| record.label.starts_with(['P', 'O', 'G']));
        Ok(CommitmentsInput {
            title: None,
            organisation: None,
            audience: self.for_whom(),
            as_of: self.day(on),
            coverage,
            commitments,
            all_query: (!self.is_outside()).then(|| "records/commitment".to_owned()),
            levels: self.levels(),
            records,
            library: self.library.clone(),
            notes: self.notes_at,
        })
    }

    fn commitment(
        &mut self,
        brief: &Brief,
        register: &CommitmentRegister,
    ) -> Result<CommitmentRow, WorkspaceError> {
        let language = match brief.value("text") {
            Some(Value::Text { language, .. }) => language.clone(),
            _ => None,
        };
        let [position, report, independent] =
            AXES.map(|(_, axis, _)| self.standing(&register.standing(axis, &[brief.id])));
        Ok(CommitmentRow {
            record: Some(self.record(brief)),
            number: self.number_of(brief),
            text: self.text(brief, "text"),
            language,
            addressee: self.captions(brief, "addressee")?.join(", "),
            concerns: self.captions(brief, "concerns")?,
            made_by: self.captions(brief, "made_by")?.join(", "),
            made_on: self.date(brief, "made_on"),
            deadline: self.date(brief, "deadline"),
            review: self.date(brief, "review"),
            part_of: self.captions(brief, "part_of")?,
            indicators: self.indicators(brief)?,
            kind: self.text(brief, "kind"),
            themes: self.words(brief, "theme"),
            rights: self.words(brief, "rights"),
            same_as: None,
            position: position?,
            report: report?,
            independent: independent?,
            citations: self.cite(&[brief])?,
        })
    }

    /// The figures by which it is measured: of each indicator the latest, with its period, and the caveat that travels
    /// with it.
    fn indicators(&mut self, brief: &Brief) -> Result<Vec<String>, WorkspaceError> {
        let mut latest: BTreeMap<[String; 2], (Day, String)> = BTreeMap::new();
        for figure in references(brief, "indicator") {
            let Some(figure) = self.brief(figure)? else {
                continue;
            };
            let text = |property| self.text(&figure, property);
            let of = [text("indicator"), text("scope")];
            let number = [text("value"), text("unit")].join(" ");
            let parts = [of.join(", "), number, text("period"), text("caveat")];
            let parts = parts.iter().map(|part| part.trim_matches([' ', ',']));
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            let day = date(&figure, "period").map_or(Day(i32::MIN), |period| period.last());
            let told = (day, parts.join("; "));
            match latest.get(&of) {
                Some((there, _)) if *there > day => {}
                _ => {
                    latest.insert(of, told);
                }
            }
        }
        Ok(latest.into_values().map(|(_, told)| told).collect())
    }

    fn standing(
        &mut self,
        standing: &registers::AxisStanding<'_>,
    ) -> Result<AxisStanding, WorkspaceError> {
        let mut told = Vec::new();
        for facts in &standing.assessments {
            let Some(brief) = self.brief(facts.record)? else {
                continue;
            };
            told.push(Assessment {
                record: Some(self.record(&brief)),
                level: self.text(&brief, "level"),
                direction: self.text(&brief, "direction"),
                date: self.date(&brief, "date"),
                assessor: self.captions(&brief, "assessor")?.join(", "),
                reason: self.text(&brief, "reason"),
                dissent: self.text(&brief, "dissent"),
                evidence: self.captions(&brief, "evidence")?,
                citations: self.cite(&[&brief])?,
            });
        }
        Ok(AxisStanding {
            standing: match &standing.level {
                Level::NotAssessed => Standing::NotAssessed,
                Level::At(code) => Standing::At(code.clone()),
                Level::Differ(codes) => Standing::Differ(codes.clone()),
            },
            assessments: told,
        })
    }

    /// The levels of each axis in the order of their list.
    fn levels(&self) -> Vec<AxisLevel> {
        let language = self.ask.language;
        let list = self.naming.schema.list("assessment_levels");
        let entries = list.map_or(&[][..], |list| list.entries());
        AXES.into_iter()
            .flat_map(|(axis, _, branch)| {
                entries
                    .iter()
                    .filter(move |entry| entry.parent.as_deref() == Some(branch))
                    .map(move |entry| AxisLevel {
                        axis,
                        code: entry.code.clone(),
                        label: entry.label.get(language).to_owned(),
                        meaning: entry.definition.get(language).to_owned(),
                        query: None,
                    })
            })
            .collect()
    }
}

/// Commitments told in several documents, each with the number of its group; those told once have none. Numbered in the
/// order of the rows, so that a mark tells nothing of ids.
fn same_as(all: &[&Brief], register: &CommitmentRegister) -> HashMap<RecordId, usize> {
    let mut marks: HashMap<usize, usize> = HashMap::new();
    let mut found = HashMap::new();
    for brief in all {
        let Some(group) = register.groups.of_commitment(brief.id) else {
            continue;
        };
        if register.groups.all()[group].members.len() > 1 {
            let next = marks.len() + 1;
            found.insert(brief.id, *marks.entry(group).or_insert(next));
        }
    }
    found
}
