//! What commitments wait for: the day by which they should be done, and the day on which they should be assessed again.

use super::{Axis, CommitmentFacts, CommitmentRegister, SETTLED};
use crate::range::DayRange;
use crate::restrictions::Certainty;
use aigaq_schema::{Day, PartialDate, RecordId};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaited {
    /// That it is done.
    Deadline,
    /// That it is assessed again.
    Review,
}

impl Awaited {
    fn of(self, commitment: &CommitmentFacts) -> Option<&PartialDate> {
        match self {
            Self::Deadline => commitment.deadline.as_ref(),
            Self::Review => commitment.review.as_ref(),
        }
    }
}

/// A day that a commitment waits for, once for all commitments that are one and name that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// What is due.
    pub awaited: Awaited,
    /// The commitments that name the day, the smallest id first; at least one.
    pub named_by: Vec<RecordId>,
    /// The days between which it lies.
    pub days: DayRange,
    /// The day has passed: certainly, perhaps, or not.
    pub overdue: Certainty,
}

impl CommitmentRegister {
    /// What commitments wait for that are neither met nor overtaken, in the order of their groups. Who assessed one on the
    /// day of its review, or may have done so since, has done what was due.
    #[must_use]
    pub fn due(&self) -> Vec<Due> {
        let standings = self.standings();
        let mut found: BTreeMap<(usize, Awaited, (Day, Day)), Vec<RecordId>> = BTreeMap::new();
        for commitment in &self.commitments {
            let Some(group) = self.groups.of_commitment(commitment.record) else {
                continue;
            };
            let independent = &standings[group][Axis::Independent.place()];
            let level = independent.level.one();
            if level.is_some_and(|code| SETTLED.contains(&code)) {
                continue;
            }
            for awaited in [Awaited::Deadline, Awaited::Review] {
                let Some(days) = awaited.of(commitment).map(DayRange::from) else {
                    continue;
                };
                let reviewed = awaited == Awaited::Review
                    && independent.assessments.iter().any(|assessment| {
                        let date = assessment.date.as_ref();
                        date.is_some_and(|date| date.last() >= days.first)
                    });
                if !reviewed {
                    let key = (group, awaited, (days.first, days.last));
                    found.entry(key).or_default().push(commitment.record);
                }
            }
        }
        let due = found.into_iter().map(|((_, awaited, days), mut named_by)| {
            named_by.sort_unstable();
            let days = DayRange {
                first: days.0,
                last: days.1,
            };
            Due {
                awaited,
                named_by,
                days,
                overdue: self.passed(days),
            }
        });
        due.collect()
    }

    /// The day asked lies after these days: certainly, perhaps, or not.
    pub(super) fn passed(&self, days: DayRange) -> Certainty {
        if self.day > days.last {
            Certainty::Certainly
        } else if self.day > days.first {
            Certainty::Perhaps
        } else {
            Certainty::No
        }
    }
}
