//! The matrix of commitments: what was recommended, promised or ordered, and
//! how it stands on three axes that are never merged. Levels are counted,
//! never averaged.

mod matrix;
mod overview;
mod topics;

use std::collections::BTreeMap;

use crate::compose::{Composer, Heading};
use crate::document::{Block, Definition, Document, Inline, Paper, RecordId};
use crate::input::{Audience, DateWords, EvidenceRecord};
use crate::notes::{Citation, NotesAt, Reference, SourceKey};
use crate::phrases::{Phrases, Unit};
use crate::text::begun;

/// One of the three ways to look at a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// What the government said to it: accepted, noted, rejected.
    Position,
    /// What the government reports having done.
    Report,
    /// What an independent assessor finds.
    Independent,
}

impl Axis {
    /// All three, in the order of the columns.
    pub const ALL: [Self; 3] = [Self::Position, Self::Report, Self::Independent];

    const fn key(self) -> &'static str {
        match self {
            Self::Position => "axis.position",
            Self::Report => "axis.report",
            Self::Independent => "axis.independent",
        }
    }
}

/// A level of an axis, in the order of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisLevel {
    /// Of which axis.
    pub axis: Axis,
    /// Its code. The level with an empty code is "not assessed": it has only
    /// a query.
    pub code: String,
    /// Its name in the reader's language.
    pub label: String,
    /// What it means.
    pub meaning: String,
    /// What finds the commitments that stand at it.
    pub query: Option<String>,
}

/// An assessment. Empty text means not known.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    /// Its record.
    pub record: Option<RecordId>,
    /// The name of its level.
    pub level: String,
    /// Better or worse than before.
    pub direction: String,
    /// When.
    pub date: DateWords,
    /// By whom.
    pub assessor: String,
    /// Why.
    pub reason: String,
    /// Who disagrees, and how.
    pub dissent: String,
    /// The records it rests on, in words.
    pub evidence: Vec<String>,
    /// Its sources and evidence.
    pub citations: Vec<Citation>,
}

/// How a commitment stands on one axis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has said anything.
    #[default]
    NotAssessed,
    /// At the level with this code.
    At(String),
    /// Assessments that hold at the same time differ; codes of the levels.
    Differ(Vec<String>),
}

/// The assessments of a commitment on one axis.
#[derive(Debug, Clone, Default)]
pub struct AxisStanding {
    /// Where it stands; decides where it is counted.
    pub standing: Standing,
    /// The assessments, the latest first.
    pub assessments: Vec<Assessment>,
}

/// A commitment. Empty text means not known.
#[derive(Debug, Clone, Default)]
pub struct CommitmentRow {
    /// Its record.
    pub record: Option<RecordId>,
    /// Its number in the matrix or its document.
    pub number: String,
    /// What it says.
    pub text: String,
    /// The language of the text (BCP 47 tag), where it is not the reader's.
    pub language: Option<String>,
    /// To whom.
    pub addressee: String,
    /// The persons and organisations named in it.
    pub concerns: Vec<String>,
    /// By whom.
    pub made_by: String,
    /// When.
    pub made_on: DateWords,
    /// Until when.
    pub deadline: DateWords,
    /// When it should be assessed again.
    pub review: DateWords,
    /// The wider commitments and topics under which it comes.
    pub part_of: Vec<String>,
    /// The latest figures by which it is measured, each with its period and what must be said of it.
    pub indicators: Vec<String>,
    /// Recommendation, pledge, decision, obligation.
    pub kind: String,
    /// Themes.
    pub themes: Vec<String>,
    /// Rights.
    pub rights: Vec<String>,
    /// Commitments with the same mark are one commitment told in several
    /// documents; `None` for one of its own.
    pub same_as: Option<String>,
    /// The government's position.
    pub position: AxisStanding,
    /// The government's own report.
    pub report: AxisStanding,
    /// The independent assessment.
    pub independent: AxisStanding,
    /// Where it is told.
    pub citations: Vec<Citation>,
}

impl CommitmentRow {
    const fn on(&self, axis: Axis) -> &AxisStanding {
        match axis {
            Axis::Position => &self.position,
            Axis::Report => &self.report,
            Axis::Independent => &self.independent,
        }
    }
}

/// Everything the matrix says.
#[derive(Debug, Clone)]
pub struct CommitmentsInput {
    /// The title; without one, "Commitments and how they stand".
    pub title: Option<String>,
    /// Who publishes it.
    pub organisation: Option<String>,
    /// Who may read it.
    pub audience: Audience,
    /// The state of knowledge, in words.
    pub as_of: String,
    /// What the data cover and what they do not; one paragraph each.
    pub coverage: Vec<String>,
    /// The commitments, in order.
    pub commitments: Vec<CommitmentRow>,
    /// What finds all commitments in the running program.
    pub all_query: Option<String>,
    /// The levels of each axis, in order.
    pub levels: Vec<AxisLevel>,
    /// All sources cited.
    pub library: BTreeMap<SourceKey, Reference>,
    /// Where notes stand.
    pub notes: NotesAt,
    /// Records behind figures that are no row of the matrix, for the annex.
    pub records: Vec<EvidenceRecord>,
}

/// Makes the matrix.
#[must_use]
pub fn commitments_matrix(input: &CommitmentsInput, phrases: &Phrases) -> Document {
    let mut composer = Composer::new(phrases, &input.library, input.notes);
    overview::section(input, &mut composer);
    let table = matrix::table(input, &mut composer);
    composer.section(
        "matrix",
        &phrases.say("matrix.title"),
        vec![Block::Table(table)],
    );
    composer.closing(definitions(input, phrases), &input.records);
    let heading = Heading {
        stem: "commitments".to_owned(),
        title: input
            .title
            .clone()
            .unwrap_or_else(|| phrases.say("commitments.name")),
        subtitle: None,
        organisation: input.organisation.clone(),
        audience: input.audience,
        as_of: input.as_of.clone(),
        paper: Paper::Landscape,
        facts: vec![(phrases.say("fact.as_of"), input.as_of.clone())],
    };
    composer.finish(heading, Some(matrix::dataset(input, phrases)))
}

fn definitions(input: &CommitmentsInput, phrases: &Phrases) -> Vec<Definition> {
    let mut terms = vec![
        Definition {
            term: begun(&phrases.unit(Unit::Commitments)),
            meaning: vec![Inline::text(phrases.unit_meaning(Unit::Commitments))],
        },
        Definition {
            term: begun(&phrases.unit(Unit::Assessments)),
            meaning: vec![Inline::text(phrases.unit_meaning(Unit::Assessments))],
        },
    ];
    for axis in Axis::ALL {
        for level in input
            .levels
            .iter()
            .filter(|l| l.axis == axis && !l.code.is_empty())
        {
            terms.push(Definition {
                term: format!("{}: {}", phrases.say(axis.key()), level.label),
                meaning: vec![Inline::text(&level.meaning)],
            });
        }
    }
    terms
}
