//! What an answer says besides its rows.

use super::{Asked, distinct, within};
use crate::route::Reading;
use crate::{Answer, Bits, Counting, Note, Query};

impl<'a> Counting<'a> {
    /// Says what the numbers leave out or count otherwise.
    pub(super) fn add_notes(&self, query: &Query, asked: &Asked<'a>, answer: &mut Answer) {
        let (plan, verdict) = (&asked.plan, &asked.scope.verdict);
        let entities = asked.entities.as_ref();
        let possible = within(&verdict.possible, &plan.start);
        let (mut perhaps, mut undated) = (0, 0);
        if possible != asked.inside {
            let mut dated = possible.clone();
            dated.remove(&verdict.undated);
            perhaps = distinct(&dated, entities) - answer.total;
            undated = distinct(&possible, entities) - answer.total - perhaps;
        }
        let notes = &mut answer.notes;
        if !answer.adds_up {
            notes.push(Note::Overlap);
        }
        if plan.reading == Reading::ThroughActs {
            notes.push(Note::ThroughActs {
                unit: plan.unit.name().to_owned(),
            });
        }
        if query.period.is_some() {
            answer.perhaps = Some(perhaps);
            answer.undated = Some(undated);
        }
        if perhaps > 0 {
            notes.push(match query.period {
                Some(_) => Note::NotPrecise(perhaps),
                None => Note::NotPreciseForCondition(perhaps),
            });
        }
        if undated > 0 {
            notes.push(Note::NoDate(undated));
        }
        let unmerged = |bits: &Bits| match entities {
            None => bits.count(),
            Some(entities) => entities.unmerged(bits).count(),
        };
        if entities.is_some_and(|entities| entities.merged.is_some())
            && asked.records != answer.total
        {
            notes.push(Note::Merged {
                records: asked.records,
                distinct: answer.total,
            });
        }
        let unknown = within(&verdict.yes, &plan.kind_unknown);
        let unknown = if unknown.is_empty() {
            0
        } else {
            unmerged(&unknown)
        };
        if unknown > 0 {
            notes.push(Note::KindUnknown(unknown));
        }
        match answer.estimate {
            None => {
                let groups = within(&verdict.yes, &plan.of_groups).count();
                if groups > 0 {
                    notes.push(Note::GroupsApart(groups));
                }
            }
            Some(estimate) if estimate.groups_of_unknown_size > 0 => {
                notes.push(Note::GroupsOfUnknownSize(estimate.groups_of_unknown_size));
            }
            Some(_) => {}
        }
        let not_linked = within(&verdict.yes, &plan.not_linked).count();
        if not_linked > 0 {
            notes.push(Note::NotLinked(not_linked));
        }
    }
}
