//! One new record among the others: only those that share a key with it are looked at, and the groups of those.

use std::collections::BTreeSet;

use super::blocks::Room;
use super::record::{Record, Words};
use super::{Grouped, People, Person, Proposal, SameId};
use crate::bits::Bits;

/// Where a new record belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement<I> {
    /// Those it may be the same as, best first.
    pub proposals: Vec<Proposal<I>>,
    /// A record of the group that the evidence puts it into; none when it stands alone.
    pub with: Option<u32>,
}

impl<I: Ord + Clone + Sync> People<I> {
    /// Where this record belongs among the others. Nothing is changed.
    #[must_use]
    pub fn place(&self, person: Person<I>, grouped: &Grouped) -> Placement<I> {
        let record = Record::read(person, &mut Words::Asking(&self.terms));
        let mut room = Room::default();
        self.blocks.candidates(&record, None, &mut room);
        let mut proposals = Vec::new();
        let mut near: BTreeSet<u32> = BTreeSet::new();
        for place in &room.found {
            let Some(other) = self.records.get(*place as usize) else {
                continue;
            };
            let weighed = self.weigh(&record, other);
            if !weighed.may_be_one() || weighed.bits() < self.model.propose {
                continue;
            }
            let (one, two) = crate::decision::ordered((record.id.clone(), other.id.clone()));
            proposals.push(Proposal {
                bits: weighed.bits(),
                one,
                other: two,
                besides: weighed.besides,
            });
            if self.held_back(&weighed) >= self.model.merge {
                near.insert(grouped.represents(*place));
            }
        }
        proposals.sort_unstable_by(|x, y| y.bits.cmp(&x.bits).then_with(|| x.cmp(y)));
        let best = near
            .into_iter()
            .filter_map(|group| {
                self.mean(&record, &grouped.members(group))
                    .map(|m| (m, group))
            })
            .filter(|(mean, _)| *mean >= self.model.merge)
            // Of two as good, the smaller.
            .max_by_key(|(mean, group)| (*mean, std::cmp::Reverse(*group)));
        Placement {
            proposals,
            with: best.map(|(_, group)| group),
        }
    }

    /// The mean evidence between a record and a group; none when one of the group forbids.
    fn mean(&self, record: &Record<I>, group: &[u32]) -> Option<Bits> {
        let mut sum = 0_i64;
        for member in group {
            let weighed = self.weigh(record, self.records.get(*member as usize)?);
            if weighed.forbidden.is_some() {
                return None;
            }
            sum += i64::from(self.held_back(&weighed).0);
        }
        let mean = sum.checked_div(i64::try_from(group.len()).ok()?)?;
        i32::try_from(mean).ok().map(Bits)
    }

    /// Adds a record, to the group it was placed in. The frequencies of its words count from now on; the odds stay
    /// those of the last reading of all, so that what was weighed before weighs the same.
    ///
    /// # Errors
    /// [`SameId`] when there is one with its id.
    pub fn add(
        &mut self,
        person: Person<I>,
        with: Option<u32>,
        grouped: &mut Grouped,
    ) -> Result<u32, SameId<I>> {
        if self.find(&person.id).is_some() {
            return Err(SameId(person.id));
        }
        let place = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        let record = Record::read(person, &mut Words::Counting(&mut self.terms));
        self.blocks.add(place, &record);
        self.late.insert((record.id.clone(), place));
        self.records.push(record);
        grouped.add(place, with);
        Ok(place)
    }

    /// The id that represents the record at this place: the smallest of its group.
    #[must_use]
    pub fn representative(&self, grouped: &Grouped, place: u32) -> Option<&I> {
        let group = grouped.members(place);
        group.iter().filter_map(|m| self.id(*m)).min()
    }
}
