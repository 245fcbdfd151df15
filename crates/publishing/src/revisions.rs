//! What changed in figures that were published before, and why.

use crate::compose::Composer;
use crate::document::{Block, Cell, Column, Row, Table};
use crate::numbers;
use crate::phrases::{Phrases, Unit};

/// A change to a figure published before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Which figure, of which period.
    pub what: String,
    /// What is counted.
    pub unit: Unit,
    /// As published.
    pub old: u64,
    /// As known now.
    pub new: u64,
    /// Why: late cases, merged records.
    pub why: String,
}

/// A reason for which a figure changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Entered since.
    LearnedLate,
    /// Known before; counted now because it is coded or dated otherwise.
    RecodedIn,
    /// Taken for one with another before.
    ToldApart,
    /// Judged to be one with another.
    Merged,
    /// Not counted any more because it is coded or dated otherwise.
    RecodedOut,
    /// Withdrawn.
    Withdrawn,
    /// Not open to these readers any more.
    Closed,
}

impl Reason {
    const fn key(self) -> &'static str {
        match self {
            Self::LearnedLate => "why.learned_late",
            Self::RecodedIn => "why.recoded_in",
            Self::ToldApart => "why.told_apart",
            Self::Merged => "why.merged",
            Self::RecodedOut => "why.recoded_out",
            Self::Withdrawn => "why.withdrawn",
            Self::Closed => "why.closed",
        }
    }
}

/// Reasons with how many each concerns, in words; those that concern none are left out.
#[must_use]
pub fn why(reasons: &[(Reason, u64)], phrases: &Phrases) -> String {
    let said: Vec<String> = reasons
        .iter()
        .filter(|(_, number)| *number > 0)
        .map(|(reason, number)| {
            let number = numbers::whole(*number, phrases.language());
            phrases.fill(reason.key(), &[("n", &number)])
        })
        .collect();
    said.join("; ")
}

/// The table of changes.
pub(crate) fn table_of_revisions(revisions: &[Revision], composer: &mut Composer<'_>) -> Block {
    let phrases = composer.phrases;
    let rows = revisions
        .iter()
        .map(|revision| {
            Row::body(vec![
                Cell::text(&revision.what),
                Cell::text(phrases.unit(revision.unit)),
                Cell::count(phrases.count(revision.old, revision.unit), None),
                Cell::count(phrases.count(revision.new, revision.unit), None),
                Cell::text(&revision.why),
            ])
        })
        .collect();
    Block::Table(Table {
        id: composer.table_id("revisions"),
        label: composer.table_label(),
        caption: phrases.say("revisions.caption"),
        unit: phrases.say("revisions.unit"),
        columns: vec![
            Column::text(phrases.say("column.figure")),
            Column::text(phrases.say("column.unit")),
            Column::number(phrases.say("column.published")),
            Column::number(phrases.say("column.now")),
            Column::long(phrases.say("column.why")),
        ],
        rows,
        notes: Vec::new(),
        empty_text: String::new(),
    })
}
