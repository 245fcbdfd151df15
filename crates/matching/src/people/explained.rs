//! Why two records are proposed: every comparison with what was found and what it weighs, as data. Sentences are made
//! of it in the reader's language, elsewhere.

use aigaq_names::{Aligned, Level, Role, Sex};

use super::People;
use super::record::{Named, Record};
use super::weighed::{Besides, BestNames, Compared, Forbidden, identifiers, names, places};
use crate::birth::BirthLevel;
use crate::bits::Bits;

/// Two records laid beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The names that were compared, as written: of each record the one that is most like the other's.
    pub names: Option<(String, String)>,
    /// Each comparison that was made, in the order of [`Compared::ALL`].
    pub parts: Vec<Part>,
    /// What forbids that they are one.
    pub forbidden: Option<Forbidden>,
    /// What agrees besides the name.
    pub besides: Besides,
    /// All evidence together.
    pub bits: Bits,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What was compared.
    pub compared: Compared,
    /// What was found.
    pub finding: Finding,
    /// What it weighs.
    pub bits: Bits,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Words of two names.
    Words {
        /// The word of the left name as written, if it has one.
        left: Option<String>,
        /// The word of the right name.
        right: Option<String>,
        /// How they agree: the rule that was applied.
        level: Level,
        /// How far apart, in letters.
        letters: f32,
        /// How frequent the word is held to be, between 0 and 1.
        frequency: Option<f64>,
    },
    /// Birth dates.
    Dates(BirthLevel),
    /// A place in common, and how frequent it is.
    PlaceInCommon(f64),
    /// No place in common.
    NoPlaceInCommon,
    /// A number in common.
    SameNumber,
    /// Two numbers where one person has one.
    OtherNumber,
    /// The odds before any evidence, among so many records.
    Among(usize),
    /// Sexes as recorded.
    Sexes(Sex, Sex),
}

impl<I> People<I> {
    pub(crate) fn explanation(&self, a: &Record<I>, b: &Record<I>) -> Explanation {
        let weighed = self.weigh(a, b);
        let mut parts = Vec::new();
        let mut texts = None;
        if let Some(best) = names(&self.model, &self.terms, a, b) {
            let text = |n: &Named| n.written.as_deref().unwrap_or(n.parsed.text()).to_owned();
            texts = Some((text(best.left), text(best.right)));
            parts.extend(words(&best));
        }
        if let (Some(x), Some(y)) = (a.birth, b.birth) {
            parts.push(Part {
                compared: Compared::Birth,
                finding: Finding::Dates(x.beside(y).0),
                bits: weighed.parts[3],
            });
        }
        if let Some(found) = places(&self.terms, a, b) {
            parts.push(Part {
                compared: Compared::Place,
                finding: found.map_or(Finding::NoPlaceInCommon, Finding::PlaceInCommon),
                bits: weighed.parts[4],
            });
        }
        if let (Some(x), Some(y)) = (a.sex, b.sex) {
            parts.push(Part {
                compared: Compared::Sex,
                finding: Finding::Sexes(x, y),
                bits: Bits::ZERO,
            });
        }
        if let Some(same) = identifiers(a, b) {
            parts.push(Part {
                compared: Compared::Identifier,
                finding: if same {
                    Finding::SameNumber
                } else {
                    Finding::OtherNumber
                },
                bits: weighed.parts[6],
            });
        }
        parts.push(Part {
            compared: Compared::Odds,
            finding: Finding::Among(self.records.len()),
            bits: weighed.parts[7],
        });
        Explanation {
            names: texts,
            parts,
            forbidden: weighed.forbidden,
            besides: weighed.besides,
            bits: weighed.bits(),
        }
    }
}

fn words<'a>(best: &'a BestNames<'_>) -> impl Iterator<Item = Part> + 'a {
    let parts = best.bits.iter().zip(best.frequencies);
    best.comparison
        .aligned
        .iter()
        .zip(parts)
        .filter(|(aligned, _)| aligned.left.is_some() || aligned.right.is_some())
        .map(|(aligned, (bits, frequency))| Part {
            compared: match aligned.role {
                Role::Surname => Compared::Surname,
                Role::Patronymic => Compared::Patronymic,
                Role::Given | Role::Initial | Role::Other => Compared::Given,
            },
            finding: found(best, aligned, frequency),
            bits: *bits,
        })
}

fn found(best: &BestNames<'_>, aligned: &Aligned, frequency: f64) -> Finding {
    let word = |name: &Named, place: Option<u8>| {
        let token = name.parsed.tokens().get(usize::from(place?))?;
        Some(name.parsed.written(token).to_owned())
    };
    Finding::Words {
        left: word(best.left, aligned.left),
        right: word(best.right, aligned.right),
        level: aligned.level,
        letters: aligned.letters,
        frequency: (frequency > 0.0).then_some(frequency),
    }
}
