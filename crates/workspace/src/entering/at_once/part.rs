//! More people or records than one form takes: they are decided on part by part, and none of those who were chosen is
//! lost on the way.

use super::{CHOSEN, MOST_AT_ONCE, OFFERED, WHOLE_NAMES};
use crate::entering::desk::Desk;
use crate::entering::filled::Filled;
use aigaq_schema::RecordId;
use std::collections::BTreeSet;

/// Those who come after the ones on the form.
const LATER: &str = "later";
/// How many came before them.
const BEFORE: &str = "before";

/// A part of those who were chosen on another page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    /// From 1.
    pub first: usize,
    /// The last of them.
    pub last: usize,
    /// How many were chosen.
    pub in_all: usize,
    /// Who comes afterwards; the form sends them along.
    pub later: Vec<Later>,
}

/// One who comes afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later {
    /// Who.
    pub id: RecordId,
    /// They are ticked.
    pub chosen: bool,
}

impl PartOf {
    /// How many came before.
    #[must_use]
    pub const fn before(&self) -> usize {
        self.first.saturating_sub(1)
    }
}

impl Filled {
    /// The form of those who come after the ones on this form; `None` when nobody does.
    #[must_use]
    pub fn next_part(&self) -> Option<Self> {
        let all = everybody(self);
        let later = all.get(MOST_AT_ONCE..)?;
        if later.is_empty() {
            return None;
        }
        let ticked = ticked(self);
        let mut next = Self::default();
        for id in later {
            next.push(OFFERED, &id.to_string());
            if ticked.contains(id) {
                next.push(CHOSEN, &id.to_string());
            }
        }
        let before = before(self).saturating_add(MOST_AT_ONCE);
        next.push(BEFORE, &before.to_string());
        if self.has(WHOLE_NAMES) {
            next.push(WHOLE_NAMES, self.get(WHOLE_NAMES));
        }
        Some(next)
    }
}

impl Desk<'_> {
    /// Those whom the form is about, each once, and which part of all of them they are, where they are not all.
    pub(super) fn offered(&self) -> (Vec<RecordId>, Option<PartOf>) {
        let mut here = everybody(self.filled);
        let before = before(self.filled);
        let in_all = before.saturating_add(here.len());
        let later = here.split_off(here.len().min(MOST_AT_ONCE));
        let ticked = ticked(self.filled);
        let later = later.into_iter().map(|id| Later {
            id,
            chosen: ticked.contains(&id),
        });
        let part = (in_all > here.len()).then(|| PartOf {
            first: before.saturating_add(1).min(in_all),
            last: before.saturating_add(here.len()),
            in_all,
            later: later.collect(),
        });
        (here, part)
    }

    pub(super) fn ticked(&self) -> BTreeSet<RecordId> {
        ticked(self.filled)
    }
}

fn ticked(filled: &Filled) -> BTreeSet<RecordId> {
    let all = filled.all(CHOSEN);
    all.filter_map(|id| id.parse().ok()).collect()
}

fn before(filled: &Filled) -> usize {
    filled.get(BEFORE).parse().unwrap_or(0)
}

/// Those of the form and those who come afterwards, each once.
fn everybody(filled: &Filled) -> Vec<RecordId> {
    let mut seen = BTreeSet::new();
    let all = filled.all(OFFERED).chain(filled.all(LATER));
    let all = all.filter_map(|id| id.parse().ok());
    all.filter(|id| seen.insert(*id)).collect()
}
