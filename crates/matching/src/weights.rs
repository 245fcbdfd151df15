//! What each finding of a comparison weighs: shipped priors, and what the group's own decisions teach.
//!
//! A scale holds, for each level of a comparison, how often it is found in pairs of one person and in pairs of two
//! (Fellegi and Sunter, "A Theory for Record Linkage", 1969). The shipped shares count as so many decisions
//! ([`SHIPPED`]); each decision of the group counts as one. So fifty records without a decision work, and a thousand
//! decisions have the last word.

use crate::bits::Bits;

/// How many decisions the shipped shares are worth.
pub const SHIPPED: f64 = 60.0;

/// The weights of one comparison with `N` levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale<const N: usize> {
    same: [f64; N],
    different: [f64; N],
    bits: [Bits; N],
    shares: [f64; N],
}

impl<const N: usize> Scale<N> {
    /// From the share of each level among pairs of one and among pairs of two.
    #[must_use]
    pub fn shipped(same: [f64; N], different: [f64; N]) -> Self {
        let counted = |shares: [f64; N]| {
            let sum: f64 = shares.iter().sum();
            shares.map(|share| share / sum.max(f64::MIN_POSITIVE) * SHIPPED)
        };
        let mut scale = Self {
            same: counted(same),
            different: counted(different),
            bits: [Bits::ZERO; N],
            shares: [0.0; N],
        };
        scale.settle();
        scale
    }

    /// The evidence of a level.
    #[must_use]
    pub fn bits(&self, level: usize) -> Bits {
        self.bits.get(level).copied().unwrap_or_default()
    }

    /// The share of a level among pairs of one: what is weighed against a frequency that is known better than a share
    /// is, as that of a name.
    #[must_use]
    pub fn share(&self, level: usize) -> f64 {
        self.shares.get(level).copied().unwrap_or(0.5)
    }

    /// A decision: two that are one were found to have this level.
    pub fn learn_same(&mut self, level: usize) {
        if let Some(count) = self.same.get_mut(level) {
            *count += 1.0;
        }
        self.settle();
    }

    /// A decision: two that are different were found to have this level.
    pub fn learn_different(&mut self, level: usize) {
        if let Some(count) = self.different.get_mut(level) {
            *count += 1.0;
        }
        self.settle();
    }

    fn settle(&mut self) {
        let sum = |counts: &[f64; N]| counts.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let (same, different) = (sum(&self.same), sum(&self.different));
        for level in 0..N {
            self.shares[level] = self.same[level] / same;
            self.bits[level] = Bits::of(self.shares[level], self.different[level] / different);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_decisions_move_a_weight_a_little_and_many_decide_it() {
        let shipped: Scale<2> = Scale::shipped([0.9, 0.1], [0.1, 0.9]);
        let mut learned = shipped.clone();
        for _ in 0..3 {
            learned.learn_same(1);
        }
        assert!(learned.bits(1) > shipped.bits(1) && learned.bits(1) < Bits::ZERO);
        for _ in 0..3000 {
            learned.learn_same(1);
        }
        assert!(learned.bits(1) > Bits::ZERO && learned.bits(0) < Bits::ZERO);
    }

    #[test]
    fn a_level_that_is_not_there_weighs_nothing() {
        let scale: Scale<2> = Scale::shipped([0.9, 0.1], [0.0, 0.0]);
        assert_eq!(scale.bits(7), Bits::ZERO);
    }
}
