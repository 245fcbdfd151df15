//! What people decided about pairs of records, and what of it holds.
//!
//! Decisions are only ever added. Which of them hold is a function of the *set*: a revoked decision does not, and of
//! those on one pair the newest does. So taking a decision back restores exactly what was before it.

use std::collections::{BTreeMap, BTreeSet};

/// What a person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said<D> {
    /// The two are one and the same.
    Same,
    /// The two are different, however like they look.
    Different,
    /// It cannot be told; do not ask again before something changed.
    Unsure,
    /// Another decision is taken back (also one that took another back).
    Revoke(D),
}

/// A decision on two records. Its id orders it: of two decisions the one with the greater id is the newer (in a
/// workspace: causal order, then the record's id).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decision<I, D> {
    /// Orders and names the decision.
    pub id: D,
    /// The two records, in any order. Ignored by a [`Said::Revoke`].
    pub pair: (I, I),
    /// What was said.
    pub said: Said<D>,
}

/// What holds for a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holds {
    /// One and the same.
    Same,
    /// Different.
    Different,
    /// Looked at, and left open.
    Unsure,
}

/// What holds, pair by pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<I, D> {
    pairs: BTreeMap<(I, I), (Holds, D)>,
}

impl<I: Ord + Copy, D: Ord + Copy> Held<I, D> {
    /// What holds of these decisions. Those on a record and itself are left out: they say nothing.
    #[must_use]
    pub fn of(decisions: &[Decision<I, D>]) -> Self {
        let mut newest_first: Vec<&Decision<I, D>> = decisions.iter().collect();
        newest_first.sort_by(|a, b| b.cmp(a));
        let mut revoked: BTreeSet<D> = BTreeSet::new();
        let mut pairs = BTreeMap::new();
        for decision in newest_first {
            if revoked.contains(&decision.id) {
                continue;
            }
            let holds = match decision.said {
                Said::Same => Holds::Same,
                Said::Different => Holds::Different,
                Said::Unsure => Holds::Unsure,
                // Only what came before can be taken back.
                Said::Revoke(other) => {
                    if other < decision.id {
                        revoked.insert(other);
                    }
                    continue;
                }
            };
            let (a, b) = ordered(decision.pair);
            if a != b {
                pairs.entry((a, b)).or_insert((holds, decision.id));
            }
        }
        Self { pairs }
    }

    /// What holds for two records, in any order.
    #[must_use]
    pub fn between(&self, a: I, b: I) -> Option<Holds> {
        self.pairs.get(&ordered((a, b))).map(|(holds, _)| *holds)
    }

    /// Every pair with what holds for it and the decision that says so, the smaller record first.
    pub fn iter(&self) -> impl Iterator<Item = ((I, I), Holds, D)> + '_ {
        self.pairs
            .iter()
            .map(|(pair, (holds, by))| (*pair, *holds, *by))
    }
}

/// The smaller first.
pub(crate) fn ordered<I: Ord>((a, b): (I, I)) -> (I, I) {
    if a <= b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(id: u32, a: u32, b: u32, said: Said<u32>) -> Decision<u32, u32> {
        Decision {
            id,
            pair: (a, b),
            said,
        }
    }

    #[test]
    fn the_newest_on_a_pair_holds_whatever_the_order_of_arrival() {
        let all = [
            said(1, 7, 8, Said::Same),
            said(2, 8, 7, Said::Different),
            said(3, 7, 9, Said::Unsure),
        ];
        let held = Held::of(&all);
        assert_eq!(held.between(7, 8), Some(Holds::Different));
        assert_eq!(held.between(9, 7), Some(Holds::Unsure));
        assert_eq!(held, Held::of(&[all[2], all[0], all[1]]));
    }

    #[test]
    fn a_decision_taken_back_leaves_what_was_before() {
        let mut all = vec![said(1, 7, 8, Said::Different)];
        let before = Held::of(&all);
        all.push(said(2, 7, 8, Said::Same));
        all.push(said(3, 0, 0, Said::Revoke(2)));
        assert_eq!(Held::of(&all), before);
        all.push(said(4, 0, 0, Said::Revoke(3)));
        assert_eq!(Held::of(&all).between(7, 8), Some(Holds::Same));
    }

    #[test]
    fn a_record_and_itself_is_no_pair_and_nothing_revokes_what_comes_later() {
        let all = [
            said(1, 7, 7, Said::Different),
            said(2, 0, 0, Said::Revoke(3)),
            said(3, 1, 2, Said::Same),
        ];
        assert_eq!(
            Held::of(&all).iter().collect::<Vec<_>>(),
            [((1, 2), Holds::Same, 3)]
        );
    }
}
