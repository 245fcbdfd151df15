//! The model of people: the weights of each comparison, the odds before any evidence, what is proposed and what is
//! merged.

use aigaq_names::Level;

use crate::birth::BirthLevel;
use crate::bits::Bits;
use crate::weights::Scale;

/// Levels of a part of a name.
pub const NAME_LEVELS: usize = 9;

/// What comparisons of people weigh.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(crate) surname: Scale<NAME_LEVELS>,
    pub(crate) given: Scale<NAME_LEVELS>,
    pub(crate) patronymic: Scale<NAME_LEVELS>,
    pub(crate) birth: Scale<5>,
    /// One in common, none.
    pub(crate) place: Scale<2>,
    /// The odds before any evidence, for so many records.
    pub(crate) odds: Bits,
    /// What the group's decisions add to every pair.
    pub(crate) learned: Bits,
    /// Pairs with so much evidence are proposed.
    pub propose: Bits,
    /// Groups whose pairs have so much on average become one.
    pub merge: Bits,
}

impl Default for Model {
    fn default() -> Self {
        Self::shipped()
    }
}

impl Model {
    /// The shipped priors. Shares for one person are of records as lists and reports tell them (invented people with
    /// the usual noise, and published measurements of it); those for two are of pairs that meet in a block.
    #[must_use]
    pub fn shipped() -> Self {
        // Same, OneName, Diminutive, Ending, Slip, Initial, Missing, InitialDiffers, Different.
        Self {
            surname: Scale::shipped(
                [0.885, 0.003, 0.001, 0.035, 0.055, 0.002, 0.01, 0.001, 0.008],
                [0.02, 0.001, 0.001, 0.01, 0.04, 0.01, 0.01, 0.05, 0.858],
            ),
            given: Scale::shipped(
                [0.79, 0.035, 0.002, 0.001, 0.04, 0.11, 0.01, 0.002, 0.01],
                [0.015, 0.002, 0.001, 0.001, 0.01, 0.02, 0.01, 0.05, 0.891],
            ),
            patronymic: Scale::shipped(
                [0.2, 0.005, 0.001, 0.001, 0.008, 0.08, 0.7, 0.001, 0.001],
                [0.01, 0.001, 0.001, 0.001, 0.008, 0.01, 0.7, 0.03, 0.24],
            ),
            birth: Scale::shipped(
                [0.65, 0.12, 0.12, 0.09, 0.02],
                [0.00005, 0.02, 0.0018, 0.0032, 0.975],
            ),
            place: Scale::shipped([0.88, 0.12], [0.08, 0.92]),
            odds: Bits::ZERO,
            learned: Bits::ZERO,
            propose: Bits(-6000),
            merge: Bits(1000),
        }
    }

    /// Before any evidence, one pair in so many is one person: each record has about as many others of its person in a
    /// large collection as in a small one, and the more records there are the more others it has to be told from.
    pub(crate) fn set_odds(&mut self, records: usize) {
        #[expect(clippy::cast_precision_loss, reason = "a rough figure")]
        let others = (records.max(30) as f64) / 1.5;
        self.odds = -Bits::from_f64(others.log2());
    }

    pub(crate) fn birth_bits(&self, level: BirthLevel, chance: f64) -> Bits {
        Bits::of(self.birth.share(birth_number(level)), chance)
    }
}

/// The number of a level on its scale.
pub(crate) fn name_number(level: Level) -> usize {
    match level {
        Level::Same => 0,
        Level::OneName => 1,
        Level::Diminutive => 2,
        Level::Ending => 3,
        Level::Slip => 4,
        Level::Initial => 5,
        Level::Missing => 6,
        Level::InitialDiffers => 7,
        Level::Different => 8,
    }
}

/// The number of a level on its scale.
pub(crate) fn birth_number(level: BirthLevel) -> usize {
    match level {
        BirthLevel::Day => 0,
        BirthLevel::Within => 1,
        BirthLevel::Slip => 2,
        BirthLevel::Partly => 3,
        BirthLevel::Apart => 4,
    }
}
