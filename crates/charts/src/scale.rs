//! Numbers on an axis: from nought, at round steps.

/// Ticks of an axis that begins at nought.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticks {
    /// The numbers, from nought, in order; the last is not below the largest number drawn.
    pub(crate) at: Vec<f64>,
}

impl Ticks {
    /// Ticks up to at least `most` in about `wanted` steps of 1, 2 or 5 × a power of ten; of whole numbers no step is
    /// a fraction.
    pub(crate) fn up_to(most: f64, wanted: u32, whole: bool) -> Self {
        let most = if most > 0.0 { most } else { 1.0 };
        let rough = most / f64::from(wanted.max(1));
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|times| times * power)
            .find(|step| *step >= rough * (1.0 - 1e-9))
            .unwrap_or(10.0 * power);
        let step = if whole { step.max(1.0).round() } else { step };
        let mut at = vec![0.0];
        let mut tick = 0u32;
        while at.last().is_some_and(|last| *last < most * (1.0 - 1e-9)) {
            tick += 1;
            at.push(step * f64::from(tick));
        }
        Self { at }
    }

    /// The end of the axis.
    pub(crate) fn end(&self) -> f64 {
        self.at.last().copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_are_round() {
        assert_eq!(Ticks::up_to(17.0, 4, true).at, [0.0, 5.0, 10.0, 15.0, 20.0]);
        assert_eq!(Ticks::up_to(3.0, 4, true).at, [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(Ticks::up_to(0.0, 4, true).at, [0.0, 1.0]);
        assert_eq!(Ticks::up_to(0.4, 2, false).at, [0.0, 0.2, 0.4]);
    }

    proptest! {
        #[test]
        fn an_axis_holds_all_numbers_in_a_few_steps(most in 0.0..1e15f64, whole in any::<bool>()) {
            let ticks = Ticks::up_to(most, 4, whole);
            prop_assert!(ticks.end() >= most * (1.0 - 1e-9));
            prop_assert!((2..=7).contains(&ticks.at.len()), "{:?}", ticks.at);
        }
    }
}
