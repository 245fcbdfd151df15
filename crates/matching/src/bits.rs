//! Evidence, measured in bits: the logarithm to base two of how much likelier a thing is when two records are one
//! than when they are not. One bit for is one against cancelled.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// Evidence in thousandths of a bit. Whole numbers, so that a sum does not depend on the order of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Bits(pub i32);

impl Bits {
    /// No evidence either way.
    pub const ZERO: Self = Self(0);

    /// The evidence of something that has this probability for one and the same (`same`) and this one for two
    /// different (`different`). Probabilities are held away from 0 and 1: nothing is certain.
    #[must_use]
    pub fn of(same: f64, different: f64) -> Self {
        let held = |p: f64| if p.is_nan() { 0.5 } else { p.clamp(1e-9, 1.0) };
        Self::from_f64((held(same) / held(different)).log2())
    }

    /// So many bits.
    #[must_use]
    pub fn from_f64(bits: f64) -> Self {
        let thousandths = (bits * 1000.0).clamp(-1e6, 1e6);
        #[expect(clippy::cast_possible_truncation, reason = "clamped above")]
        Self(thousandths.round() as i32)
    }

    /// As a number of bits.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl Add for Bits {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Bits {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Bits {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Bits {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Bits {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.1}", self.as_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_eight_times_likelier_is_three_bits() {
        assert_eq!(Bits::of(0.8, 0.1), Bits(3000));
        assert_eq!(Bits::of(0.1, 0.8), Bits(-3000));
        assert_eq!(Bits::of(0.8, 0.1) + Bits::of(0.1, 0.8), Bits::ZERO);
    }

    #[test]
    fn nothing_is_certain() {
        assert!(Bits::of(1.0, 0.0) < Bits(40_000));
        assert_eq!(Bits::of(f64::NAN, 0.5), Bits::ZERO);
        assert_eq!(Bits(i32::MAX) + Bits(1), Bits(i32::MAX));
    }
}
