//! Which pairs are proposed, and which records the evidence puts together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::blocks::Room;
use super::{Besides, Forbidden, People, Proposal, Weighed};
use crate::GoesOn;
use crate::bits::Bits;
use crate::decision::{Held, Holds};
use crate::linkage::{Evidence, Joined, components, groups};

/// How many records one thread takes at a time.
const SHARE: usize = 2048;

/// Records in groups, by their places among the [`People`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouped {
    represented_by: Vec<u32>,
    members: BTreeMap<u32, Vec<u32>>,
}

impl Grouped {
    /// The record that stands for the one at this place: the smallest of its group.
    #[must_use]
    pub fn represents(&self, place: u32) -> u32 {
        self.represented_by
            .get(place as usize)
            .copied()
            .unwrap_or(place)
    }

    /// The group of the record at this place, ascending.
    #[must_use]
    pub fn members(&self, place: u32) -> Vec<u32> {
        let low = self.represents(place);
        self.members.get(&low).cloned().unwrap_or_else(|| vec![low])
    }

    /// Groups of two and more, each ascending, by their smallest.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.members.values().map(Vec::as_slice)
    }

    /// Puts a new record, the last, into the group of another, or alone. It never represents: its place is the
    /// greatest, whatever its id; who represents by id is [`People::representative`].
    pub(crate) fn add(&mut self, place: u32, with: Option<u32>) {
        let low = with.map_or(place, |with| self.represents(with));
        self.represented_by.push(low);
        if low != place {
            self.members
                .entry(low)
                .or_insert_with(|| vec![low])
                .push(place);
        }
    }
}

impl<I: Ord + Clone + Sync> People<I> {
    /// The pairs that may be one, best first, without those about which something holds. `threads` work on it.
    #[must_use]
    pub fn proposals<D: Ord + Copy>(&self, held: &Held<I, D>, threads: usize) -> Vec<Proposal<I>>
    where
        I: Copy,
    {
        let found = self.proposals_while(held, threads, &|| true);
        found.unwrap_or_default()
    }

    /// As [`People::proposals`]; `None` when it was given up because `goes_on` said no.
    #[must_use]
    pub fn proposals_while<D: Ord + Copy>(
        &self,
        held: &Held<I, D>,
        threads: usize,
        goes_on: GoesOn<'_>,
    ) -> Option<Vec<Proposal<I>>>
    where
        I: Copy,
    {
        let mut all: Vec<Proposal<I>> = self
            .pairs(self.model.propose, threads, goes_on)
            .into_iter()
            .chain(self.twin_pairs())
            .take_while(|_| goes_on())
            .filter_map(|(a, b)| self.proposal(a, b))
            .filter(|p| p.bits >= self.model.propose && held.between(p.one, p.other).is_none())
            .collect();
        all.sort_unstable_by(|x, y| y.bits.cmp(&x.bits).then_with(|| x.cmp(y)));
        goes_on().then_some(all)
    }

    /// The groups into which the evidence puts the records, with what people decided: "same" stands together,
    /// "different" apart. `threads` work on it; how many does not change what comes out.
    #[must_use]
    pub fn groups<D: Ord + Copy>(&self, held: &Held<I, D>, threads: usize) -> Grouped
    where
        I: Copy,
    {
        let mut edges = self.pairs(self.model.merge, threads, &|| true);
        let (mut must, mut cannot) = (Vec::new(), Vec::new());
        let mut spoken_of: BTreeSet<u32> = BTreeSet::new();
        for ((a, b), holds, _) in held.iter() {
            if let (Some(a), Some(b)) = (self.find(&a), self.find(&b)) {
                match holds {
                    Holds::Same => must.push((a, b)),
                    Holds::Different => cannot.push((a, b)),
                    Holds::Unsure => continue,
                }
                spoken_of.extend([a, b]);
            }
        }
        // A twin of which a person spoke stands for itself: what is near to the other is near to it.
        let own: Vec<(u32, u32)> = self
            .twins
            .iter()
            .filter(|(twin, _)| spoken_of.contains(twin))
            .map(|(twin, first)| (*twin, *first))
            .collect();
        for (twin, first) in &own {
            let near: Vec<u32> = edges
                .iter()
                .filter(|(a, b)| a == first || b == first)
                .map(|(a, b)| if a == first { *b } else { *a })
                .collect();
            edges.extend(near.into_iter().map(|other| (*twin, other)));
        }
        let spoken = |twin: u32| spoken_of.contains(&twin);
        let near = self.twin_pairs().filter(|(_, twin)| spoken(*twin));
        let near: Vec<(u32, u32)> = near.filter(|(a, b)| self.joins(*a, *b)).collect();
        edges.extend(near);
        let records = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        let joined = edges.iter().chain(&must).copied();
        let parts = components(joined, records);
        let mut part_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut own_part: Vec<Apart> = parts.iter().map(|_| Apart::default()).collect();
        for (number, part) in parts.iter().enumerate() {
            part_of.extend(part.iter().map(|record| (*record, number)));
        }
        type List = fn(&mut Apart) -> &mut Vec<(u32, u32)>;
        let lists: [(&[(u32, u32)], List); 3] = [
            (&edges, |p| &mut p.edges),
            (&must, |p| &mut p.must),
            (&cannot, |p| &mut p.cannot),
        ];
        for (pairs, list) in lists {
            for pair in pairs {
                let number = part_of.get(&pair.0).copied();
                if let Some(part) = number.and_then(|n| own_part.get_mut(n)) {
                    list(part).push(*pair);
                }
            }
        }
        drop(part_of);
        let threshold = self.model.merge;
        let found = shared_out(
            own_part.len(),
            256,
            threads,
            |range, out: &mut Vec<Vec<u32>>| {
                for part in own_part.get(range).unwrap_or(&[]) {
                    let joined = Joined {
                        edges: &part.edges,
                        must: &part.must,
                        cannot: &part.cannot,
                        threshold,
                    };
                    out.extend(groups(&joined, &|a, b| self.evidence(a, b)));
                }
            },
        );
        self.grouped(found, &spoken_of)
    }

    fn grouped(&self, found: Vec<Vec<u32>>, spoken_of: &BTreeSet<u32>) -> Grouped {
        let records = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        let mut represented_by: Vec<u32> = (0..records).collect();
        for group in found {
            let Some(low) = group.first().copied() else {
                continue;
            };
            for member in group {
                if let Some(by) = represented_by.get_mut(member as usize) {
                    *by = low;
                }
            }
        }
        for (twin, first) in &self.twins {
            if !spoken_of.contains(twin) && self.joins(*first, *twin) {
                // The first of those that say the same is the smallest of them.
                let by = represented_by.get(*first as usize).copied();
                if let (Some(place), Some(by)) = (represented_by.get_mut(*twin as usize), by) {
                    *place = by;
                }
            }
        }
        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (place, by) in (0_u32..).zip(&represented_by) {
            if place != *by {
                members.entry(*by).or_insert_with(|| vec![*by]).push(place);
            }
        }
        Grouped {
            represented_by,
            members,
        }
    }

    /// Pairs with so much evidence, ascending; not all when it was given up.
    fn pairs(&self, least: Bits, threads: usize, goes_on: GoesOn<'_>) -> Vec<(u32, u32)> {
        let mut all = shared_out(self.records.len(), SHARE, threads, |range, out| {
            let mut room = Room::default();
            for place in range {
                if !goes_on() {
                    break;
                }
                let Ok(number) = u32::try_from(place) else {
                    break;
                };
                let Some(record) = self
                    .records
                    .get(place)
                    .filter(|_| !self.twins.contains_key(&number))
                else {
                    continue;
                };
                self.blocks.candidates(record, Some(number), &mut room);
                for other in &room.found {
                    // Seen at once, before the names are compared.
                    let sex = |of: u32| self.records.get(of as usize).and_then(|r| r.sex);
                    if matches!((record.sex, sex(*other)), (Some(a), Some(b)) if a != b) {
                        continue;
                    }
                    if self
                        .weighed(number, *other)
                        .is_some_and(|w| w.may_be_one() && self.held_back(&w) >= least)
                    {
                        out.push((number, *other));
                    }
                }
            }
        });
        all.sort_unstable();
        all
    }

    fn twin_pairs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.twins.iter().map(|(twin, first)| (*first, *twin))
    }

    fn joins(&self, a: u32, b: u32) -> bool {
        matches!(self.evidence(a, b), Evidence::Bits(bits) if bits >= self.model.merge)
    }

    pub(crate) fn weighed(&self, a: u32, b: u32) -> Option<Weighed> {
        Some(self.weigh(self.records.get(a as usize)?, self.records.get(b as usize)?))
    }

    /// A name alone proposes and never merges: its evidence stays below what merging needs; neither do a name and a
    /// place without the father's name. Nor do two names merge,
    /// whatever else agrees: such a pair pulls the groups of brothers apart that a third record could join.
    pub(crate) fn held_back(&self, weighed: &Weighed) -> Bits {
        let bits = weighed.bits();
        if weighed.other_name {
            bits.min(self.model.merge - Bits(6000))
        } else if weighed.besides == Besides::More {
            bits
        } else {
            bits.min(self.model.merge - Bits(1000))
        }
    }

    pub(crate) fn evidence(&self, a: u32, b: u32) -> Evidence {
        match self.weighed(a, b) {
            Some(weighed) if weighed.forbidden.is_none() => {
                Evidence::Bits(self.held_back(&weighed))
            }
            _ => Evidence::Forbidden,
        }
    }

    pub(crate) fn proposal(&self, a: u32, b: u32) -> Option<Proposal<I>> {
        let weighed = self.weighed(a, b)?;
        let (x, y) = (self.id(a)?.clone(), self.id(b)?.clone());
        let (one, other) = crate::decision::ordered((x, y));
        (weighed.forbidden.is_none_or(|f| f == Forbidden::Decision)).then_some(Proposal {
            bits: weighed.bits(),
            one,
            other,
            besides: weighed.besides,
        })
    }
}

/// What concerns one component.
#[derive(Debug, Default)]
struct Apart {
    edges: Vec<(u32, u32)>,
    must: Vec<(u32, u32)>,
    cannot: Vec<(u32, u32)>,
}

/// Does the work on ranges of `0..count`, of `share` each, on so many threads; what they found, in the order of the
/// ranges.
fn shared_out<T: Send>(
    count: usize,
    share: usize,
    threads: usize,
    work: impl Fn(std::ops::Range<usize>, &mut Vec<T>) + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut mine: Vec<(usize, Vec<T>)> = Vec::new();
        loop {
            let from = next.fetch_add(share, Ordering::Relaxed);
            if from >= count {
                return mine;
            }
            let mut found = Vec::new();
            work(from..(from + share).min(count), &mut found);
            if !found.is_empty() {
                mine.push((from, found));
            }
        }
    };
    let mut all: Vec<(usize, Vec<T>)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(run)).collect();
        let mut all = run();
        for other in others {
            match other.join() {
                Ok(found) => all.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(from, _)| *from);
    all.into_iter().flat_map(|(_, found)| found).collect()
}
