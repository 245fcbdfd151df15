//! Scorecards: how many commitments stand at which level. Counts, never a mark.

use super::{Axis, CommitmentFacts, CommitmentRegister, Level, SETTLED};
use crate::restrictions::Certainty;
use aigaq_schema::{Period, RecordId, Within};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many commitments, each group counted once, stand at which level on one axis. Unit: commitments.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Scorecard {
    /// At one level, by its code.
    pub at: BTreeMap<String, usize>,
    /// Assessors differ.
    pub differ: usize,
    /// Nobody has looked.
    pub not_assessed: usize,
}

impl Scorecard {
    /// All that were counted.
    #[must_use]
    pub fn total(&self) -> usize {
        self.at.values().sum::<usize>() + self.differ + self.not_assessed
    }

    fn add(&mut self, level: &Level) {
        match level {
            Level::NotAssessed => self.not_assessed += 1,
            Level::Differ(_) => self.differ += 1,
            Level::At(code) => *self.at.entry(code.clone()).or_default() += 1,
        }
    }
}

/// A group that nobody assessed in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Unassessed {
    /// The group, by its place.
    pub group: usize,
    /// Certainly, or perhaps: an assessment lies partly outside the period, or has no date.
    pub sure: Certainty,
}

impl CommitmentRegister {
    /// The scorecard of some groups on an axis.
    #[must_use]
    pub fn scorecard(&self, axis: Axis, groups: &[usize]) -> Scorecard {
        let standings = self.standings();
        let mut card = Scorecard::default();
        for axes in groups.iter().filter_map(|group| standings.get(*group)) {
            card.add(&axes[axis.place()].level);
        }
        card
    }

    /// The scorecards on an axis by what is asked of each commitment: addressee, mechanism, document. A group counts
    /// once for each different answer of its members; the cards then do not add up.
    #[must_use]
    pub fn scorecards<K: Ord>(
        &self,
        axis: Axis,
        of: impl Fn(&CommitmentFacts) -> Vec<K>,
    ) -> BTreeMap<K, Scorecard> {
        let standings = self.standings();
        let mut groups: BTreeMap<K, BTreeSet<usize>> = BTreeMap::new();
        for commitment in &self.commitments {
            if let Some(group) = self.groups.of_commitment(commitment.record) {
                for key in of(commitment) {
                    groups.entry(key).or_default().insert(group);
                }
            }
        }
        groups
            .into_iter()
            .map(|(key, groups)| {
                let mut card = Scorecard::default();
                for group in groups {
                    card.add(&standings[group][axis.place()].level);
                }
                (key, card)
            })
            .collect()
    }

    /// Commitments whose deadline has passed and which are neither met nor overtaken, each with how surely it passed.
    #[must_use]
    pub fn overdue(&self) -> Vec<(RecordId, Certainty)> {
        let standings = self.standings();
        self.commitments
            .iter()
            .filter_map(|commitment| {
                let deadline = commitment.deadline.as_ref()?;
                let group = self.groups.of_commitment(commitment.record)?;
                let level = &standings[group][Axis::Independent.place()].level;
                if level.one().is_some_and(|code| SETTLED.contains(&code)) {
                    return None;
                }
                let sure = self.passed(deadline.into());
                (sure != Certainty::No).then_some((commitment.record, sure))
            })
            .collect()
    }

    /// Groups without an independent assessment in a period; what is met or overtaken needs none.
    #[must_use]
    pub fn not_assessed_in(&self, period: Period) -> Vec<Unassessed> {
        self.standings()
            .iter()
            .enumerate()
            .filter_map(|(group, axes)| {
                let standing = &axes[Axis::Independent.place()];
                let settled = |code: &str| SETTLED.contains(&code);
                if standing.level.one().is_some_and(settled) {
                    return None;
                }
                let mut sure = Certainty::Certainly;
                for assessment in &standing.assessments {
                    let within = assessment.date.as_ref().map(|date| date.within(period));
                    match within {
                        Some(Within::Inside) => return None,
                        Some(Within::Perhaps) | None => sure = Certainty::Perhaps,
                        Some(Within::Outside) => {}
                    }
                }
                Some(Unassessed { group, sure })
            })
            .collect()
    }
}
