//! Groups of records by average linkage: two groups become one while the mean evidence over all pairs between them
//! reaches the threshold, the strongest first. Some records must stand together, some must never.
//!
//! A mean that reaches the threshold needs one pair that does, so only groups joined by such a pair (an edge) are ever
//! weighed, and what is computed is exact however large a component is. The evidence of other pairs is asked for
//! when two groups are weighed, each pair once.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::bits::Bits;

/// The evidence of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// So much.
    Bits(Bits),
    /// They are not the same, whatever else agrees.
    Forbidden,
}

/// What is to be grouped.
#[derive(Debug, Clone, Copy)]
pub struct Joined<'a> {
    /// Pairs whose evidence reaches the threshold.
    pub edges: &'a [(u32, u32)],
    /// Pairs that stand together, whatever their evidence.
    pub must: &'a [(u32, u32)],
    /// Pairs that never stand together. Where they clash with `must`, they hold.
    pub cannot: &'a [(u32, u32)],
    /// The mean evidence that two groups need.
    pub threshold: Bits,
}

/// Sum over the pairs between two groups; `None` when one pair forbids.
type Between = Option<i64>;

struct Groups<'a, F> {
    members: BTreeMap<u32, Vec<u32>>,
    near: BTreeMap<u32, BTreeMap<u32, Between>>,
    cannot: BTreeSet<(u32, u32)>,
    evidence: &'a F,
}

/// Groups of a component: for each, its members, ascending; the groups by their smallest member. Only records that
/// the pairs name appear. The numbering decides ties, and nothing else decides anything: the order of pairs does not
/// matter.
pub fn groups<F: Fn(u32, u32) -> Evidence>(joined: &Joined<'_>, evidence: &F) -> Vec<Vec<u32>> {
    let cannot: BTreeSet<(u32, u32)> = joined.cannot.iter().map(|p| low_first(*p)).collect();
    let mut all = Groups {
        members: BTreeMap::new(),
        near: BTreeMap::new(),
        cannot,
        evidence,
    };
    for (a, b) in joined.edges.iter().chain(joined.must) {
        all.members.entry(*a).or_insert_with(|| vec![*a]);
        all.members.entry(*b).or_insert_with(|| vec![*b]);
    }
    let mut of: BTreeMap<u32, u32> = all.members.keys().map(|m| (*m, *m)).collect();
    let mut must: Vec<(u32, u32)> = joined.must.iter().map(|p| low_first(*p)).collect();
    must.sort_unstable();
    for (a, b) in must {
        let (a, b) = low_first((of[&a], of[&b]));
        if a != b && !all.kept_apart(a, b) {
            for moved in all.merge_members(a, b) {
                of.insert(moved, a);
            }
        }
    }
    let mut heap = BinaryHeap::new();
    for (a, b) in joined.edges {
        let (a, b) = low_first((of[a], of[b]));
        let known = |all: &Groups<'_, F>| all.near.get(&a).is_some_and(|n| n.contains_key(&b));
        if a != b && !known(&all) {
            let sum = all.between(a, b);
            all.note(a, b, sum);
            heap.extend(all.candidate(a, b, sum, joined.threshold));
        }
    }
    while let Some(best) = heap.pop() {
        let (Reverse(a), Reverse(b)) = (best.a, best.b);
        // A group that was joined meanwhile has other sizes, or is gone.
        if all.size(a) != best.sizes.0 || all.size(b) != best.sizes.1 {
            continue;
        }
        all.join(a, b);
        let near: Vec<(u32, Between)> = all
            .near
            .get(&a)
            .map(|near| near.iter().map(|(c, sum)| (*c, *sum)).collect())
            .unwrap_or_default();
        for (c, sum) in near {
            heap.extend(all.candidate(a, c, sum, joined.threshold));
        }
    }
    let mut out: Vec<Vec<u32>> = all.members.into_values().collect();
    for members in &mut out {
        members.sort_unstable();
    }
    out.sort_unstable();
    out
}

impl<F: Fn(u32, u32) -> Evidence> Groups<'_, F> {
    fn size(&self, group: u32) -> usize {
        self.members.get(&group).map_or(0, Vec::len)
    }

    fn of(&self, group: u32) -> &[u32] {
        self.members.get(&group).map_or(&[], Vec::as_slice)
    }

    fn kept_apart(&self, a: u32, b: u32) -> bool {
        !self.cannot.is_empty()
            && self.of(a).iter().any(|x| {
                let mut others = self.of(b).iter();
                others.any(|y| self.cannot.contains(&low_first((*x, *y))))
            })
    }

    fn between(&self, a: u32, b: u32) -> Between {
        let mut sum = 0_i64;
        for x in self.of(a) {
            for y in self.of(b) {
                let pair = low_first((*x, *y));
                if self.cannot.contains(&pair) {
                    return None;
                }
                match (self.evidence)(pair.0, pair.1) {
                    Evidence::Bits(bits) => sum += i64::from(bits.0),
                    Evidence::Forbidden => return None,
                }
            }
        }
        Some(sum)
    }

    fn note(&mut self, a: u32, b: u32, sum: Between) {
        self.near.entry(a).or_default().insert(b, sum);
        self.near.entry(b).or_default().insert(a, sum);
    }

    fn candidate(&self, a: u32, b: u32, sum: Between, threshold: Bits) -> Option<Candidate> {
        let sum = sum?;
        let (a, b) = low_first((a, b));
        let sizes = (self.size(a), self.size(b));
        let pairs = i64::try_from(sizes.0.saturating_mul(sizes.1)).unwrap_or(i64::MAX);
        (sum >= i64::from(threshold.0).saturating_mul(pairs)).then_some(Candidate {
            sum,
            pairs,
            a: Reverse(a),
            b: Reverse(b),
            sizes,
        })
    }

    /// Moves the members of `b` to `a`, and says which.
    fn merge_members(&mut self, a: u32, b: u32) -> Vec<u32> {
        let moved = self.members.remove(&b).unwrap_or_default();
        if let Some(members) = self.members.get_mut(&a) {
            members.extend(&moved);
        }
        moved
    }

    fn join(&mut self, a: u32, b: u32) {
        let near_a = self.near.remove(&a).unwrap_or_default();
        let near_b = self.near.remove(&b).unwrap_or_default();
        let all: BTreeSet<u32> = near_a.keys().chain(near_b.keys()).copied().collect();
        for c in all.into_iter().filter(|c| *c != a && *c != b) {
            let known = |near: &BTreeMap<u32, Between>| near.get(&c).copied();
            let to_a = known(&near_a).unwrap_or_else(|| self.between(a, c));
            let to_b = known(&near_b).unwrap_or_else(|| self.between(b, c));
            if let Some(near) = self.near.get_mut(&c) {
                near.remove(&b);
            }
            self.note(a, c, to_a.zip(to_b).map(|(x, y)| x + y));
        }
        self.merge_members(a, b);
    }
}

/// Two groups that may be joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Candidate {
    sum: i64,
    pairs: i64,
    a: Reverse<u32>,
    b: Reverse<u32>,
    sizes: (usize, usize),
}

impl Ord for Candidate {
    /// By the mean, without dividing; then by the smaller numbers.
    fn cmp(&self, other: &Self) -> Ordering {
        let mean = |s: &Self, o: &Self| i128::from(s.sum) * i128::from(o.pairs);
        mean(self, other)
            .cmp(&mean(other, self))
            .then_with(|| (self.a, self.b, self.sizes).cmp(&(other.a, other.b, other.sizes)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn low_first((a, b): (u32, u32)) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// The connected components that the pairs make, each ascending, by their smallest member.
#[must_use]
pub fn components(pairs: impl Iterator<Item = (u32, u32)>, records: u32) -> Vec<Vec<u32>> {
    let mut up: Vec<u32> = (0..records).collect();
    for (a, b) in pairs {
        let (a, b) = low_first((root(&mut up, a), root(&mut up, b)));
        if let Some(place) = up.get_mut(b as usize) {
            *place = a;
        }
    }
    let mut found: Vec<(u32, u32)> = (0..records).map(|r| (root(&mut up, r), r)).collect();
    found.sort_unstable();
    found
        .chunk_by(|x, y| x.0 == y.0)
        .filter(|chunk| chunk.len() > 1)
        .map(|chunk| chunk.iter().map(|(_, r)| *r).collect())
        .collect()
}

fn root(up: &mut [u32], mut record: u32) -> u32 {
    while let Some(above) = up.get(record as usize).copied() {
        if above == record {
            break;
        }
        let higher = up.get(above as usize).copied().unwrap_or(above);
        if let Some(place) = up.get_mut(record as usize) {
            *place = higher;
        }
        record = higher;
    }
    record
}

#[cfg(test)]
mod tests;
