//! Commitments: what was promised or recommended, where it stands, and what is the same thing said twice.
//!
//! *In*: commitments with their links (*same as*, *part of*) and assessments on three axes. *Out*: what holds on each
//! axis, never merged and never averaged; groups of commitments that are one; topics with what comes under them, also
//! those with nothing; what is overdue; what nobody assessed in a period; scorecards as counts of levels.
//!
//! Counted as listed, the short and the long list of one publication are two; counted once, they are one group.

mod due;
mod links;
mod scorecard;
mod standing;

pub use due::{Awaited, Due};
pub use links::{Group, Groups, Topic};
pub use scorecard::{Scorecard, Unassessed};
pub use standing::{AxisStanding, Level};

use aigaq_schema::{Day, PartialDate, RecordId};
use serde::Serialize;

/// Which of the three axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// What the government said to it.
    Position,
    /// What the government reports of doing.
    Report,
    /// What an independent assessor finds.
    Independent,
}

impl Axis {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Position, Self::Report, Self::Independent];

    /// Reads a code of the list `assessment_axes`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "government_position" => Some(Self::Position),
            "government_report" => Some(Self::Report),
            "independent" => Some(Self::Independent),
            _ => None,
        }
    }

    /// The branch of the list `assessment_levels` whose codes are levels of this axis.
    #[must_use]
    pub fn branch(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Report => "report",
            Self::Independent => "independent",
        }
    }

    fn place(self) -> usize {
        match self {
            Self::Position => 0,
            Self::Report => 1,
            Self::Independent => 2,
        }
    }
}

/// One commitment, as known.
#[derive(Debug, Clone)]
pub struct CommitmentFacts {
    /// The record.
    pub record: RecordId,
    /// The documents it stands in.
    pub documents: Vec<RecordId>,
    /// It is a topic others come under, by its kind.
    pub is_topic: bool,
    /// The same commitment in other documents.
    pub same_as: Vec<RecordId>,
    /// The wider commitments or topics under which it comes.
    pub part_of: Vec<RecordId>,
    /// Who should carry it out.
    pub addressees: Vec<RecordId>,
    /// Who recommended, promised or decided it: the mechanism.
    pub made_by: Vec<RecordId>,
    /// When it was made.
    pub made_on: Option<PartialDate>,
    /// By when it should be done.
    pub deadline: Option<PartialDate>,
    /// When it should be assessed again.
    pub review: Option<PartialDate>,
}

/// One assessment, as known.
#[derive(Debug, Clone)]
pub struct AssessmentFacts {
    /// The record.
    pub record: RecordId,
    /// Of what.
    pub commitment: RecordId,
    /// On which axis.
    pub axis: Axis,
    /// Code of the list `assessment_levels`; `None` when not told.
    pub level: Option<String>,
    /// Code of the list `directions`.
    pub direction: Option<String>,
    /// Who assessed.
    pub assessors: Vec<RecordId>,
    /// For which day it holds.
    pub date: Option<PartialDate>,
    /// How many records and sources it rests on.
    pub evidence: usize,
}

/// Levels after which nothing is due any more.
pub(crate) const SETTLED: [&str; 2] = ["met", "overtaken"];

/// The register on a day.
#[derive(Debug, Clone)]
pub struct CommitmentRegister {
    /// The day asked.
    pub day: Day,
    /// What was made by the day, in the order given.
    pub commitments: Vec<CommitmentFacts>,
    /// What was found by the day.
    pub assessments: Vec<AssessmentFacts>,
    /// Which commitments are one.
    pub groups: Groups,
}

impl CommitmentRegister {
    /// The register on a day: what was made or found later is not in it. A date that may lie before the day counts.
    #[must_use]
    pub fn on(
        day: Day,
        commitments: impl IntoIterator<Item = CommitmentFacts>,
        assessments: impl IntoIterator<Item = AssessmentFacts>,
    ) -> Self {
        let by = |date: &Option<PartialDate>| date.as_ref().is_none_or(|date| date.first() <= day);
        let commitments: Vec<_> = commitments.into_iter().filter(|c| by(&c.made_on)).collect();
        let groups = Groups::of(&commitments);
        Self {
            day,
            assessments: assessments.into_iter().filter(|a| by(&a.date)).collect(),
            groups,
            commitments,
        }
    }

    /// Its position in the register; `None` when it is not in it.
    #[must_use]
    pub fn commitment(&self, record: RecordId) -> Option<&CommitmentFacts> {
        self.commitments.iter().find(|c| c.record == record)
    }
}
