//! What holds on an axis: the latest assessment of each assessor; where assessors differ, both.

use super::{AssessmentFacts, Axis, CommitmentRegister};
use aigaq_schema::RecordId;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// The level that holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "level", content = "codes")]
pub enum Level {
    /// Nobody has looked.
    NotAssessed,
    /// One level, code of the list `assessment_levels`.
    At(String),
    /// Assessors differ, or one found several things for the same time; the codes in the order of their letters.
    Differ(Vec<String>),
}

impl Level {
    /// The one level, where there is one.
    #[must_use]
    pub fn one(&self) -> Option<&str> {
        match self {
            Self::At(code) => Some(code),
            Self::NotAssessed | Self::Differ(_) => None,
        }
    }
}

/// What stands on one axis.
#[derive(Debug, Clone)]
pub struct AxisStanding<'a> {
    /// The level that holds.
    pub level: Level,
    /// All assessments of the axis, the latest first.
    pub assessments: Vec<&'a AssessmentFacts>,
}

impl CommitmentRegister {
    /// What stands on an axis for some commitments that are one, or for one alone.
    #[must_use]
    pub fn standing(&self, axis: Axis, commitments: &[RecordId]) -> AxisStanding<'_> {
        standing(
            self.assessments
                .iter()
                .filter(|a| a.axis == axis && commitments.contains(&a.commitment))
                .collect(),
        )
    }

    /// What stands on each axis for each group, in the order of the groups. Faster than asking one by one.
    #[must_use]
    pub fn standings(&self) -> Vec<[AxisStanding<'_>; 3]> {
        let mut by: HashMap<usize, [Vec<&AssessmentFacts>; 3]> = HashMap::new();
        for assessment in &self.assessments {
            if let Some(group) = self.groups.of_commitment(assessment.commitment) {
                by.entry(group).or_default()[assessment.axis.place()].push(assessment);
            }
        }
        (0..self.groups.all().len())
            .map(|group| by.remove(&group).unwrap_or_default().map(standing))
            .collect()
    }
}

fn standing(mut assessments: Vec<&AssessmentFacts>) -> AxisStanding<'_> {
    assessments.sort_by_key(|a| {
        let date = a.date.as_ref().map(|date| (date.last(), date.first()));
        (std::cmp::Reverse(date), a.record)
    });
    let assessors: Vec<BTreeSet<RecordId>> = assessments
        .iter()
        .map(|a| a.assessors.iter().copied().collect())
        .collect();
    // An assessment gives way to a certainly later one of the same assessors.
    let replaced = |old: usize| {
        assessments.iter().enumerate().any(|(new, assessment)| {
            assessors[new] == assessors[old]
                && assessment
                    .date
                    .as_ref()
                    .zip(assessments[old].date.as_ref())
                    .is_some_and(|(new, old)| new.first() > old.last())
        })
    };
    let codes: BTreeSet<&String> = (0..assessments.len())
        .filter(|place| !replaced(*place))
        .filter_map(|place| assessments[place].level.as_ref())
        .collect();
    let level = match codes.len() {
        0 => Level::NotAssessed,
        1 => codes
            .first()
            .map_or(Level::NotAssessed, |code| Level::At((*code).clone())),
        _ => Level::Differ(codes.into_iter().cloned().collect()),
    };
    AxisStanding { level, assessments }
}
