//! Commitments and how they stand on three axes that are never merged.

use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::{
    Assessment, Axis, AxisLevel, AxisStanding, CommitmentRow, CommitmentsInput, Standing,
};
use aigaq_schema::{Day, PartialDate, RecordId, Value};
use aigaq_view::Brief;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The codes of the axes, and of the branch of their levels.
const AXES: [(Axis, &str, &str); 3] = [
    (Axis::Position, "government_position", "position"),
    (Axis::Report, "government_report", "report"),
    (Axis::Independent, "independent", "independent"),
];

impl Telling<'_> {
    pub fn commitments_matrix(&mut self, on: Day) -> Result<CommitmentsInput, WorkspaceError> {
        let mut by_commitment: HashMap<RecordId, Vec<Brief>> = HashMap::new();
        for assessment in self.all("assessment")? {
            // What was found later does not say how it stood on the day.
            let later = |date: &PartialDate| date.first() > on;
            if self.date_of(&assessment, "date").is_some_and(later) {
                continue;
            }
            if let Some(Value::Reference(id)) = assessment.value("commitment") {
                by_commitment.entry(*id).or_default().push(assessment);
            }
        }
        let mut all = self.all("commitment")?;
        all.retain(|brief| {
            self.date_of(brief, "made_on")
                .is_none_or(|date| date.first() <= on)
        });
        let marks = same_as(&all);
        let mut commitments = Vec::with_capacity(all.len());
        for brief in &all {
            let assessments = by_commitment.remove(&brief.id).unwrap_or_default();
            let mut row = self.commitment(brief, &assessments)?;
            row.same_as = marks.get(&brief.id).map(|mark| format!("≡{mark}"));
            commitments.push(row);
        }
        let mut coverage = vec![self.fill(
            "output.coverage",
            &[("n", &self.number(self.library.len() as u64))],
        )];
        coverage.push(self.fill("output.commitments.on", &[("day", &self.day(on))]));
        coverage.extend(self.remarks_on_audience());
        // Rows without a page of their own: persons and assessments told of are in the matrix.
        Ok(CommitmentsInput {
            title: None,
            organisation: None,
            audience: self.for_whom(),
            as_of: self.day(on),
            coverage,
            commitments,
            all_query: (!self.is_public()).then(|| "records/commitment".to_owned()),
            levels: self.levels(),
            records: Vec::new(),
            library: self.library.clone(),
        })
    }

    fn commitment(
        &mut self,
        brief: &Brief,
        assessments: &[Brief],
    ) -> Result<CommitmentRow, WorkspaceError> {
        let language = match brief.value("text") {
            Some(Value::Text { language, .. }) => language.clone(),
            _ => None,
        };
        let [position, report, independent] = AXES.map(|(_, axis, _)| {
            let of_axis: Vec<&Brief> = assessments
                .iter()
                .filter(|a| a.value("axis") == Some(&Value::term(axis)))
                .collect();
            self.standing(&of_axis)
        });
        Ok(CommitmentRow {
            record: Some(self.record(brief)),
            number: self.number_of(brief),
            text: self.text(brief, "text"),
            language,
            addressee: self.captions(brief, "addressee")?.join(", "),
            made_by: self.captions(brief, "made_by")?.join(", "),
            made_on: self.date(brief, "made_on"),
            deadline: self.date(brief, "deadline"),
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

    fn standing(&mut self, assessments: &[&Brief]) -> Result<AxisStanding, WorkspaceError> {
        let mut latest_first = assessments.to_vec();
        latest_first.sort_by_key(|a| {
            let date = self.date_of(a, "date");
            (
                std::cmp::Reverse(date.map(|date| (date.last(), date.first()))),
                a.id,
            )
        });
        let standing = self.level(&latest_first);
        let mut told = Vec::new();
        for brief in latest_first {
            told.push(Assessment {
                record: Some(self.record(brief)),
                level: self.text(brief, "level"),
                direction: self.text(brief, "direction"),
                date: self.date(brief, "date"),
                assessor: self.captions(brief, "assessor")?.join(", "),
                reason: self.text(brief, "reason"),
                dissent: self.text(brief, "dissent"),
                citations: self.cite(&[brief])?,
            });
        }
        Ok(AxisStanding {
            standing,
            assessments: told,
        })
    }

    /// The level that holds: an assessment gives way to a later one of the same assessors; what is left may differ.
    fn level(&self, assessments: &[&Brief]) -> Standing {
        let assessors = |brief: &Brief| -> BTreeSet<String> {
            brief.values("assessor").map(Value::plain).collect()
        };
        let replaced = |old: &Brief| {
            assessments.iter().any(|new| {
                assessors(new) == assessors(old)
                    && self
                        .date_of(new, "date")
                        .zip(self.date_of(old, "date"))
                        .is_some_and(|(new, old)| new.first() > old.last())
            })
        };
        let mut codes: Vec<String> = assessments
            .iter()
            .filter(|brief| !replaced(brief))
            .filter_map(|brief| brief.value("level").map(Value::plain))
            .collect();
        codes.sort();
        codes.dedup();
        match codes.as_slice() {
            [] => Standing::NotAssessed,
            [one] => Standing::At(one.clone()),
            _ => Standing::Differ(codes),
        }
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

/// Commitments told in several documents, each with the number of its group; those told once have none.
fn same_as(all: &[Brief]) -> HashMap<RecordId, usize> {
    let mut group: BTreeMap<RecordId, RecordId> = all.iter().map(|b| (b.id, b.id)).collect();
    for brief in all {
        for value in brief.values("same_as") {
            let Value::Reference(other) = value else {
                continue;
            };
            let (Some(one), Some(two)) = (group.get(&brief.id), group.get(other)) else {
                continue;
            };
            let (low, high) = (*one.min(two), *one.max(two));
            group
                .values_mut()
                .filter(|g| **g == high)
                .for_each(|g| *g = low);
        }
    }
    let mut sizes: BTreeMap<RecordId, usize> = BTreeMap::new();
    group
        .values()
        .for_each(|g| *sizes.entry(*g).or_default() += 1);
    let mut marks: BTreeMap<RecordId, usize> = BTreeMap::new();
    let mut found = HashMap::new();
    // Numbered in the order of the rows, so that a mark tells nothing of ids.
    for brief in all {
        let Some(root) = group.get(&brief.id).filter(|g| sizes.get(g) > Some(&1)) else {
            continue;
        };
        let next = marks.len() + 1;
        found.insert(brief.id, *marks.entry(*root).or_insert(next));
    }
    found
}
