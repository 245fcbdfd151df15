//! The queue of records that may be one: best first, without those about which a person decided.

use super::explained::ExplanationView;
use super::material::names;
use super::side::{SideRow, beside};
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_schema::RecordId;
use aigaq_view::Brief;

/// Pairs on one page.
const ON_A_PAGE: usize = 10;

/// Which records are laid beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CandidateKind {
    /// People.
    People,
    /// Organisations, bodies, companies.
    Organisations,
    /// Events.
    Events,
    /// Acts.
    Acts,
}

impl CandidateKind {
    /// All.
    pub const ALL: [Self; 4] = [Self::People, Self::Organisations, Self::Events, Self::Acts];

    /// The word of it in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Organisations => "organisations",
            Self::Events => "events",
            Self::Acts => "acts",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Types of records whose change makes the proposals out of date.
    pub(super) const fn rests_on(self) -> &'static [&'static str] {
        match self {
            Self::People => &["actor", "involvement", "act"],
            Self::Organisations => &["actor"],
            Self::Events => &["event", "act", "involvement", "actor"],
            Self::Acts => &["act", "involvement", "actor"],
        }
    }
}

/// What the queue is asked for.
#[derive(Debug, Clone, Copy)]
pub struct CandidateQuery {
    /// Of which records.
    pub kind: CandidateKind,
    /// Only pairs with this record.
    pub with: Option<RecordId>,
    /// Which page, from 0.
    pub page: usize,
}

/// A page of the queue.
#[derive(Debug, Clone, serde::Serialize)]
pub struct CandidatePage {
    /// Of which records.
    pub kind: CandidateKind,
    /// The pairs.
    pub rows: Vec<CandidateRow>,
    /// How many pairs wait.
    pub total: usize,
    /// How many pages they fill.
    pub pages: usize,
    /// Which page this is, from 0.
    pub page: usize,
}

/// Two records that may be one.
#[derive(Debug, Clone, serde::Serialize)]
pub struct CandidateRow {
    /// The one.
    pub left: Named,
    /// The other.
    pub right: Named,
    /// All names of the one.
    pub left_names: Vec<String>,
    /// All names of the other.
    pub right_names: Vec<String>,
    /// Records that are one with the left by decision, besides itself.
    pub left_with: usize,
    /// And with the right.
    pub right_with: usize,
    /// Why.
    pub why: ExplanationView,
    /// Side by side.
    pub side: Vec<SideRow>,
}

impl Workspace {
    /// Pairs that may be one, best first.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn may_be_one(
        &self,
        ask: &Asking,
        query: &CandidateQuery,
    ) -> Result<CandidatePage, WorkspaceError> {
        let candidates = self.candidates(query.kind)?;
        let sameness = self.sameness()?;
        let open = |one: RecordId, other: RecordId| {
            sameness.held.between(one, other).is_none()
                && sameness.clusters.represents(one) != sameness.clusters.represents(other)
        };
        let with = |one, other| query.with.is_none_or(|with| with == one || with == other);
        let waiting: Vec<(RecordId, RecordId)> = candidates
            .proposals
            .iter()
            .copied()
            .filter(|(one, other)| with(*one, *other) && open(*one, *other))
            .collect();
        let pages = waiting.len().div_ceil(ON_A_PAGE).max(1);
        let page = query.page.min(pages - 1);
        let naming = Naming::new(&self.view, *ask);
        let mut rows = Vec::new();
        for (one, other) in waiting.iter().skip(page * ON_A_PAGE).take(ON_A_PAGE) {
            let Some(why) = candidates.explained(naming.words, *one, *other) else {
                continue;
            };
            // A reader who may not see one of them is not told that they are alike.
            let (Some(left), Some(right)) = (
                self.view.brief(&ask.reader, *one)?,
                self.view.brief(&ask.reader, *other)?,
            ) else {
                continue;
            };
            let with = |brief: &Brief| sameness.clusters.members(brief.id).len() - 1;
            rows.push(CandidateRow {
                left_names: names(&left),
                right_names: names(&right),
                left_with: with(&left),
                right_with: with(&right),
                side: beside(&naming, &left, &right)?,
                left: naming.named(&left)?,
                right: naming.named(&right)?,
                why,
            });
        }
        Ok(CandidatePage {
            kind: query.kind,
            rows,
            total: waiting.len(),
            pages,
            page,
        })
    }
}
