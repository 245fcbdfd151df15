//! Two records weighed: each comparison in bits, what forbids, and whether anything besides the name agrees.

use aigaq_names::{Comparison, Level, SexEvidence, compare};

use super::model::{Model, name_number};
use super::record::{NONE, Named, Record};
use super::{People, Terms};
use crate::birth::BirthLevel;
use crate::bits::Bits;
use crate::frequency::Frequencies;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compared {
    /// The surnames.
    Surname,
    /// The given names.
    Given,
    /// The patronymics.
    Patronymic,
    /// The birth dates.
    Birth,
    /// The places.
    Place,
    /// The sexes. They weigh nothing when they agree, for the name tells them too, and forbid when they do not.
    Sex,
    /// Numbers that one person has.
    Identifier,
    /// Nothing: the odds before any evidence, and what the group's decisions add.
    Odds,
}

impl Compared {
    /// All, in the order of [`Weighed::parts`].
    pub const ALL: [Self; 8] = [
        Self::Surname,
        Self::Given,
        Self::Patronymic,
        Self::Birth,
        Self::Place,
        Self::Sex,
        Self::Identifier,
        Self::Odds,
    ];
}

/// What two records contradict each other in, so that they are never merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Forbidden {
    /// Two fathers.
    Patronymic,
    /// A man and a woman.
    Sex,
    /// Two numbers where one person has one.
    Identifier,
    /// A person said that they are different.
    Decision,
}

/// What agrees besides the name of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Besides {
    /// Nothing does: the name alone.
    Nothing,
    /// A place, and no father's name: two people of one name may live in one town, however rare the name is.
    Place,
    /// A date of birth or a number; or a place and the father's name.
    More,
}

/// Two records weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// The evidence of each comparison, in the order of [`Compared::ALL`].
    pub parts: [Bits; 8],
    /// What forbids that they are one.
    pub forbidden: Option<Forbidden>,
    /// What agrees besides the name.
    pub besides: Besides,
    /// The given names or the surnames are two: brothers share all the rest.
    pub other_name: bool,
}

impl Weighed {
    /// Nothing forbids that they are one, and they do not bear two names: nobody is asked about brothers.
    #[must_use]
    pub fn may_be_one(&self) -> bool {
        self.forbidden.is_none() && !self.other_name
    }

    /// All evidence together.
    #[must_use]
    pub fn bits(&self) -> Bits {
        self.parts.iter().copied().sum()
    }
}

/// How two places agree: the frequency of the rarest that is in common, or that none is.
pub(crate) fn places<I>(terms: &Terms, a: &Record<I>, b: &Record<I>) -> Option<Option<f64>> {
    if a.places.is_empty() || b.places.is_empty() {
        return None;
    }
    let common = a
        .places
        .iter()
        .filter(|p| b.places.binary_search(p).is_ok());
    let frequency = common.map(|p| terms.places.of(*p));
    Some(frequency.min_by(f64::total_cmp))
}

/// How identifiers agree: one in common, or two that contradict each other.
pub(crate) fn identifiers<I>(a: &Record<I>, b: &Record<I>) -> Option<bool> {
    if a.identifiers.iter().any(|i| b.identifiers.contains(i)) {
        return Some(true);
    }
    let kinds = |of: &Record<I>, kind: u32| of.identifiers.iter().any(|(k, _)| *k == kind);
    a.identifiers
        .iter()
        .any(|(kind, _)| kinds(b, *kind))
        .then_some(false)
}

/// The names of two records that are most alike, and what they weigh.
pub(crate) struct BestNames<'a> {
    pub(crate) left: &'a Named,
    pub(crate) right: &'a Named,
    pub(crate) comparison: Comparison,
    pub(crate) bits: [Bits; 3],
    /// How frequent the surname, the given name and the father's name are held to be.
    pub(crate) frequencies: [f64; 3],
}

pub(crate) fn names<'a, I>(
    model: &Model,
    terms: &Terms,
    a: &'a Record<I>,
    b: &'a Record<I>,
) -> Option<BestNames<'a>> {
    let mut best: Option<BestNames<'a>> = None;
    for left in &a.names {
        for right in &b.names {
            let comparison = compare(&left.parsed, &right.parsed);
            let held = [
                frequency(&terms.surnames, left.surname, right.surname),
                frequency(&terms.givens, left.given, right.given),
                frequency(&terms.fathers, left.father, right.father),
            ];
            let frequencies = held.map(|held| held.greater);
            let mut bits = [
                part(&model.surname, comparison.surname, held[0], 0.0015),
                part(&model.given, comparison.given, held[1], 0.004),
                part(&model.patronymic, comparison.patronymic, held[2], 0.004),
            ];
            if comparison.turned {
                bits[0] += TURNED;
            }
            let one = BestNames {
                left,
                right,
                comparison,
                bits,
                frequencies,
            };
            let sum = |of: &BestNames<'_>| of.bits.iter().copied().sum::<Bits>();
            if best.as_ref().is_none_or(|best| sum(&one) > sum(best)) {
                best = Some(one);
            }
        }
    }
    best
}

/// How frequent two words are.
#[derive(Debug, Clone, Copy)]
struct Held {
    /// That they agree says no more than it says of the more frequent.
    greater: f64,
    /// Of a word and a slip of it the slip is the rarer one, and so rare is it to meet by chance.
    less: f64,
}

fn frequency(of: &Frequencies<u64>, a: u32, b: u32) -> Held {
    let one = |number: u32| if number == NONE { 0.0 } else { of.of(number) };
    let (a, b) = (one(a), one(b));
    Held {
        greater: a.max(b),
        less: a.min(b),
    }
}

/// Of pairs that agree when one name is read in its less likely order, about one in four is of one person.
const TURNED: Bits = Bits(-2000);

/// One word in so many begins with a given letter.
const INITIAL: f64 = 1.0 / 12.0;

/// What a part of a name weighs. `about` is how frequent words are that are a slip of the hand away.
fn part(scale: &crate::weights::Scale<9>, level: Level, held: Held, about: f64) -> Bits {
    let number = name_number(level);
    let frequency = held.greater;
    match level {
        Level::Missing => Bits::ZERO,
        Level::Initial => Bits::of(scale.share(number) + scale.share(0), INITIAL).min(Bits(3500)),
        Level::Same | Level::OneName | Level::Diminutive => {
            // Three levels of one thing: which of them it is depends on the spelling, not on the person.
            let same = scale.share(0) + scale.share(1) + scale.share(2);
            Bits::of(same, if frequency > 0.0 { frequency } else { about })
        }
        Level::Ending => Bits::of(scale.share(number), frequency.max(about / 10.0) * 0.1),
        Level::Slip => Bits::of(scale.share(number), held.less + about),
        Level::InitialDiffers | Level::Different => scale.bits(number),
    }
}

/// Ten bits are a thousand to one; a number that is written wrong is rarer than that.
const IDENTIFIER: Bits = Bits(20_000);

impl<I> People<I> {
    /// Weighs two records.
    pub(crate) fn weigh(&self, a: &Record<I>, b: &Record<I>) -> Weighed {
        let model = &self.model;
        let mut weighed = Weighed {
            parts: [Bits::ZERO; 8],
            forbidden: None,
            besides: Besides::Nothing,
            other_name: false,
        };
        weighed.parts[7] = model.odds + model.learned;
        let stated = match (a.sex, b.sex) {
            (Some(a), Some(b)) => Some(a == b),
            _ => None,
        };
        if stated == Some(false) {
            weighed.forbidden = Some(Forbidden::Sex);
        }
        let (mut one_father, mut no_surname) = (false, false);
        if let Some(best) = names(model, &self.terms, a, b) {
            no_surname = best.comparison.surname == Level::Missing;
            one_father = matches!(best.comparison.patronymic, Level::Same | Level::OneName);
            weighed.parts[..3].copy_from_slice(&best.bits);
            if best.comparison.sex == SexEvidence::Conflict && stated.is_none() {
                weighed.forbidden = Some(Forbidden::Sex);
            }
            let two = |level: Level| matches!(level, Level::Different | Level::InitialDiffers);
            // Talgat Ayan and Ayan Talgatov: turned about, and one word has the ending of a surname on one side only.
            let inverted = best.comparison.turned && best.comparison.surname == Level::Ending;
            weighed.other_name =
                two(best.comparison.given) || two(best.comparison.surname) || inverted;
            if two(best.comparison.patronymic) {
                weighed.forbidden = Some(Forbidden::Patronymic);
            }
        }
        if let (Some(x), Some(y)) = (a.birth, b.birth) {
            let (level, chance) = x.beside(y);
            weighed.parts[3] = model.birth_bits(level, chance);
            if level != BirthLevel::Apart && weighed.parts[3] > Bits::ZERO {
                weighed.besides = Besides::More;
            }
        }
        match places(&self.terms, a, b) {
            Some(Some(frequency)) => {
                weighed.parts[4] = Bits::of(model.place.share(0), frequency);
                if weighed.parts[4] > Bits::ZERO {
                    weighed.besides = weighed.besides.max(if one_father {
                        Besides::More
                    } else {
                        Besides::Place
                    });
                }
            }
            Some(None) => weighed.parts[4] = model.place.bits(1),
            None => {}
        }
        // Thousands share a given name: where there is no surname, it tells nothing by itself.
        if no_surname && weighed.besides == Besides::Nothing {
            weighed.parts[1] = weighed.parts[1].min(Bits::ZERO);
        }
        match identifiers(a, b) {
            Some(true) => {
                weighed.parts[6] = IDENTIFIER;
                weighed.besides = Besides::More;
            }
            Some(false) => weighed.forbidden = Some(Forbidden::Identifier),
            None => {}
        }
        weighed
    }
}
