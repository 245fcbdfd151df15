//! Who is one, as people decided: a projection of the decisions, never a store of its own.
//!
//! A cluster is what live "same" decisions connect. A live "different" always holds: of the "same" decisions that
//! would bring the two together the newest hold, and the one that would close the path is set aside and reported as a
//! [`Clash`], so that a person can settle it (with a newer "same" on that very pair, or by revoking). The smallest id
//! represents; the ids of the others lead to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::bits::Bits;
use crate::decision::{Decision, Held, Holds, Said, ordered};

/// A "same" that does not take effect, because it would bring together two that are "different".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clash<I, D> {
    /// The decision set aside.
    pub same: D,
    /// Its two records.
    pub pair: (I, I),
    /// The decision that holds.
    pub different: D,
    /// The two records that stay apart.
    pub apart: (I, I),
}

/// Which records are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clusters<I, D> {
    up: BTreeMap<I, I>,
    members: BTreeMap<I, BTreeSet<I>>,
    clashes: Vec<Clash<I, D>>,
}

impl<I: Ord + Copy, D: Ord + Copy> Clusters<I, D> {
    /// The clusters that these decisions make. Records that no decision joins stand for themselves.
    #[must_use]
    pub fn of(decisions: &[Decision<I, D>]) -> Self {
        Self::from_held(&Held::of(decisions))
    }

    /// The clusters that what holds makes.
    #[must_use]
    pub fn from_held(held: &Held<I, D>) -> Self {
        let mut same: Vec<(D, (I, I))> = Vec::new();
        let mut apart: BTreeMap<I, Vec<(I, D)>> = BTreeMap::new();
        for ((a, b), holds, by) in held.iter() {
            match holds {
                Holds::Same => same.push((by, (a, b))),
                Holds::Different => {
                    apart.entry(a).or_default().push((b, by));
                    apart.entry(b).or_default().push((a, by));
                }
                Holds::Unsure => {}
            }
        }
        same.sort_by(|x, y| y.cmp(x));
        let mut all = Self {
            up: BTreeMap::new(),
            members: BTreeMap::new(),
            clashes: Vec::new(),
        };
        for (by, (a, b)) in same {
            let (low, high) = ordered((all.represents(a), all.represents(b)));
            if low == high {
                continue;
            }
            match all.held_apart(low, high, &apart) {
                Some((different, pair)) => all.clashes.push(Clash {
                    same: by,
                    pair: (a, b),
                    different,
                    apart: pair,
                }),
                None => all.join(low, high),
            }
        }
        all.clashes.sort_unstable();
        all
    }

    fn held_apart(&self, low: I, high: I, apart: &BTreeMap<I, Vec<(I, D)>>) -> Option<(D, (I, I))> {
        let mut found: Vec<(D, (I, I))> = Vec::new();
        for member in self.members(low) {
            for (other, by) in apart.get(&member).map_or(&[][..], Vec::as_slice) {
                if self.represents(*other) == high {
                    found.push((*by, ordered((member, *other))));
                }
            }
        }
        found.into_iter().max()
    }

    fn join(&mut self, low: I, high: I) {
        let moved = self
            .members
            .remove(&high)
            .unwrap_or_else(|| BTreeSet::from([high]));
        for member in &moved {
            self.up.insert(*member, low);
        }
        let into = self
            .members
            .entry(low)
            .or_insert_with(|| BTreeSet::from([low]));
        into.extend(moved);
    }

    /// The record that stands for this one: the smallest of its cluster.
    #[must_use]
    pub fn represents(&self, record: I) -> I {
        self.up.get(&record).copied().unwrap_or(record)
    }

    /// All records of the cluster that this one belongs to, ascending; itself when it is alone.
    #[must_use]
    pub fn members(&self, record: I) -> Vec<I> {
        let representative = self.represents(record);
        self.members
            .get(&representative)
            .map_or_else(|| vec![representative], |m| m.iter().copied().collect())
    }

    /// The clusters of two and more records, by their representatives.
    pub fn iter(&self) -> impl Iterator<Item = (I, Vec<I>)> + '_ {
        self.members
            .iter()
            .map(|(low, members)| (*low, members.iter().copied().collect()))
    }

    /// Decisions that do not take effect, ascending.
    #[must_use]
    pub fn clashes(&self) -> &[Clash<I, D>] {
        &self.clashes
    }
}

/// The weakest link of a cluster: the pair without which it would fall into two, when each part is held together
/// by its strongest evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeakestLink<I> {
    /// The pair.
    pub pair: (I, I),
    /// Its evidence.
    pub bits: Bits,
    /// The part with the smaller record of the pair, ascending.
    pub one: Vec<I>,
    /// The other part, ascending.
    pub other: Vec<I>,
}

/// The weakest link of a cluster; `None` when it has fewer than two records. `evidence` is the evidence of a pair
/// (a person's "same" may count as much as the caller likes).
pub fn weakest_link<I: Ord + Copy>(
    members: &[I],
    mut evidence: impl FnMut(I, I) -> Bits,
) -> Option<WeakestLink<I>> {
    let mut left: Vec<I> = members.to_vec();
    left.sort_unstable();
    left.dedup();
    let all = left.clone();
    // Prim: the tree of strongest links.
    let mut joined = vec![*left.first()?];
    left.remove(0);
    let mut nearest: Vec<(Bits, I)> = left
        .iter()
        .map(|m| (evidence(joined[0], *m), joined[0]))
        .collect();
    let mut tree: Vec<(Bits, I, I)> = Vec::new();
    while !left.is_empty() {
        let best = (0..left.len()).max_by_key(|i| (nearest[*i].0, std::cmp::Reverse(left[*i])))?;
        let (bits, from) = nearest.remove(best);
        let new = left.remove(best);
        tree.push((bits, from, new));
        joined.push(new);
        for (place, other) in nearest.iter_mut().zip(&left) {
            let (low, high) = ordered((new, *other));
            let bits = evidence(low, high);
            if bits > place.0 {
                *place = (bits, new);
            }
        }
    }
    let (cut, (bits, a, b)) = tree
        .iter()
        .enumerate()
        .min_by_key(|(_, (bits, a, b))| (*bits, ordered((*a, *b))))
        .map(|(i, link)| (i, *link))?;
    let pair = ordered((a, b));
    let mut one = BTreeSet::from([pair.0]);
    let mut grown = true;
    while grown {
        grown = false;
        for (i, (_, x, y)) in tree.iter().enumerate() {
            if i != cut && one.contains(x) != one.contains(y) {
                one.extend([*x, *y]);
                grown = true;
            }
        }
    }
    Some(WeakestLink {
        pair,
        bits,
        other: all.iter().copied().filter(|m| !one.contains(m)).collect(),
        one: one.into_iter().collect(),
    })
}

/// What has to be said so that a record leaves its cluster and joins the cluster of another (`to`), or stands alone,
/// and every other cluster stays as it is. The caller gives each a new id. Empty when it is there already, and when
/// `to` is the record itself.
///
/// Nothing is revoked, so revoking what is returned moves it back. A "same" that a clash had set aside and that would
/// now take effect is made "unsure": nobody asked for it here.
#[must_use]
pub fn moving<I: Ord + Copy, D: Ord + Copy>(
    held: &Held<I, D>,
    record: I,
    to: Option<I>,
) -> Vec<((I, I), Said<D>)> {
    let now = Clusters::from_held(held);
    if to.is_some_and(|to| now.represents(to) == now.represents(record)) {
        return Vec::new();
    }
    let mut said = Vec::new();
    let left: Vec<I> = now
        .members(record)
        .into_iter()
        .filter(|m| *m != record)
        .collect();
    for member in &left {
        said.push((ordered((record, *member)), Said::Different));
    }
    // Those left behind may have hung together only through the record.
    for pair in left.windows(2) {
        said.push(((pair[0], pair[1]), Said::Same));
    }
    if let Some(to) = to {
        for member in now.members(to) {
            // An older "different" between them must not cut the new "same".
            let pair = ordered((record, member));
            if member == to || held.between(record, member) == Some(Holds::Different) {
                said.push((pair, Said::Same));
            }
        }
    }
    let touched: BTreeSet<I> = std::iter::once(record)
        .chain(to)
        .flat_map(|r| now.members(r))
        .collect();
    let told: BTreeSet<(I, I)> = said.iter().map(|(pair, _)| *pair).collect();
    let set_aside = now.clashes().iter().map(|clash| clash.pair);
    said.extend(
        set_aside
            .filter(|pair| !told.contains(pair))
            .filter(|(a, b)| touched.contains(a) || touched.contains(b))
            .map(|pair| (pair, Said::Unsure)),
    );
    said
}

#[cfg(test)]
mod tests;
