//! Two names laid beside each other: each part with how well it agrees, and one score.

use crate::Sex;
use crate::affix::Suffix;
use crate::distance::{LETTER, distance};
use crate::elements::{is_compound, part_differently, telling};
use crate::given::Names;
use crate::parsed::{Parsed, Role, Token};
use crate::phones::{Phone, Phones};
use crate::roles::{self, Reading};
use std::cmp::Ordering;

/// How well one part of two names agrees, from the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The same word, as far as spellings can tell.
    Same,
    /// Two forms of one known name: Eugene and Евгений.
    OneName,
    /// A diminutive and its name: Женя and Евгений.
    Diminutive,
    /// The same but for the ending of the surname: Жақып and Жакупов.
    Ending,
    /// A letter or two apart.
    Slip,
    /// An initial and a word that begins with it, or two initials.
    Initial,
    /// One of the names does not have the part.
    Missing,
    /// An initial and a word that does not begin with it.
    InitialDiffers,
    /// Two words.
    Different,
}

/// What two names tell of the sex together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SexEvidence {
    /// Both tell the same.
    Agree,
    /// One of them does not tell.
    Unknown,
    /// They tell different things.
    Conflict,
}

/// Two words that were laid beside each other, by their places in [`Parsed::tokens`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aligned {
    /// As which part.
    pub role: Role,
    /// The word of the left name.
    pub left: Option<u8>,
    /// The word of the right name.
    pub right: Option<u8>,
    /// How well they agree.
    pub level: Level,
    /// How far they are apart, in letters.
    pub letters: f32,
}

/// What two names have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// 0 (nothing speaks for one person) to 1 (the same name in every part).
    pub score: f32,
    /// How the surnames agree.
    pub surname: Level,
    /// How the given names agree.
    pub given: Level,
    /// How the patronymics agree.
    pub patronymic: Level,
    /// What the names tell of the sex.
    pub sex: SexEvidence,
    /// One of the names was read in the other order than it seems to stand in.
    pub turned: bool,
    /// Surname, given name, patronymic, with the words behind each level.
    pub aligned: [Aligned; 3],
}

/// From this score on two names are likelier one person's than two people's, where nothing else is known: the
/// threshold that cross-validation over people finds on the pairs of the tests.
pub const LIKELY: f32 = 0.47;

/// What it costs to read one of two names in the other order.
const TURNED: f32 = 0.95;

impl Comparison {
    /// Of two ways to lay names beside each other the better one, the same whichever name stands left.
    fn is_better(&self, other: &Self) -> bool {
        let rank = |c: &Self| (c.surname, c.given, c.patronymic);
        match self.score.total_cmp(&other.score) {
            Ordering::Equal => rank(self) < rank(other),
            order => order == Ordering::Greater,
        }
    }

    /// The same, with the names on the other sides.
    fn turned_about(mut self) -> Self {
        for pair in &mut self.aligned {
            (pair.left, pair.right) = (pair.right, pair.left);
        }
        self
    }

    fn none() -> Self {
        let missing = |role| Aligned {
            role,
            left: None,
            right: None,
            level: Level::Missing,
            letters: 0.0,
        };
        Self {
            score: 0.0,
            surname: Level::Missing,
            given: Level::Missing,
            patronymic: Level::Missing,
            sex: SexEvidence::Unknown,
            turned: false,
            aligned: [
                missing(Role::Surname),
                missing(Role::Given),
                missing(Role::Patronymic),
            ],
        }
    }
}

/// Compares two names. The same either way round; a text that was refused has nothing in common with any.
#[must_use]
pub fn compare(left: &Parsed, right: &Parsed) -> Comparison {
    // Where two ways to lay them beside each other are equally good, the first is taken: so they always stand in one
    // order.
    if right.text() < left.text() {
        return laid(right, left).turned_about();
    }
    laid(left, right)
}

fn laid(left: &Parsed, right: &Parsed) -> Comparison {
    let mut best: Option<Comparison> = None;
    for (i, a) in left.readings().iter().enumerate() {
        for (j, b) in right.readings().iter().enumerate() {
            let mut one = of_reading(left, *a, right, *b);
            // A word that stands alone has no order.
            let turned = |name: &Parsed, reading: usize| reading > 0 && name.tokens().len() > 1;
            one.turned = turned(left, i) != turned(right, j);
            if one.turned {
                one.score *= TURNED;
            }
            if best.is_none_or(|best| one.is_better(&best)) {
                best = Some(one);
            }
        }
    }
    best.unwrap_or(Comparison::none())
}

fn of_reading(left: &Parsed, a: Reading, right: &Parsed, b: Reading) -> Comparison {
    let pair = |role: Role, x: Option<u8>, y: Option<u8>| {
        let (level, far, length) = match (word(left, x), word(right, y)) {
            (Some(x), Some(y)) if role == Role::Surname => surname(x, y),
            (Some(x), Some(y)) if role == Role::Patronymic => patronymic(x, y),
            (Some(x), Some(y)) => given(x, y),
            _ => (Level::Missing, 0, 1),
        };
        let aligned = Aligned {
            role,
            left: x,
            right: y,
            level,
            letters: f32::from(far) / f32::from(LETTER),
        };
        (aligned, length)
    };
    let (s, s_length) = pair(Role::Surname, a.surname, b.surname);
    let (g, g_length) = pair(Role::Given, a.given, b.given);
    let (p, p_length) = pair(Role::Patronymic, a.patronymic, b.patronymic);
    // -in alone tells no sex (see `roles::sex`), but beside -ina it does.
    let in_or_ina = |name: &Parsed, place| {
        word(name, place)
            .filter(|t| t.suffix == Some(Suffix::In))
            .and_then(|t| t.sex)
    };
    let sex = match (roles::sex(left.tokens(), a), roles::sex(right.tokens(), b)) {
        _ if matches!((in_or_ina(left, a.surname), in_or_ina(right, b.surname)), (Some(a), Some(b)) if a != b) => {
            SexEvidence::Conflict
        }
        (Some(a), Some(b)) if a == b => SexEvidence::Agree,
        (Some(_), Some(_)) => SexEvidence::Conflict,
        _ => SexEvidence::Unknown,
    };
    let mut score = factor(s, s_length, 0.4)
        * factor(g, g_length, 0.5)
        * factor(p, p_length, 0.99).max(beside(p));
    if sex == SexEvidence::Conflict {
        score *= 0.2;
    }
    Comparison {
        score: score.clamp(0.0, 1.0),
        surname: s.level,
        given: g.level,
        patronymic: p.level,
        sex,
        turned: false,
        aligned: [s, g, p],
    }
}

/// The initial of a patronymic speaks for a name, if less than the whole.
fn beside(patronymic: Aligned) -> f32 {
    if patronymic.level == Level::Initial {
        0.97
    } else {
        0.0
    }
}

/// What a part makes of the score; `missing` is for a part that one of the names does not have.
fn factor(part: Aligned, length: usize, missing: f32) -> f32 {
    match part.level {
        Level::Same => 1.0 - 0.05 * part.letters,
        Level::OneName => 0.98,
        Level::Diminutive => 0.93,
        Level::Ending => 0.96 - 0.05 * part.letters.min(1.0),
        Level::Slip => (1.0 - part.letters / (0.6 * length as f32).max(2.5)).max(0.05),
        Level::Initial if part.letters == 0.0 => 1.0,
        Level::Initial => 0.9,
        Level::Missing if part.left == part.right => 1.0,
        Level::Missing => missing,
        Level::InitialDiffers => 0.1,
        Level::Different => 0.05,
    }
}

fn word(name: &Parsed, place: Option<u8>) -> Option<&Token> {
    place.and_then(|p| name.tokens().get(usize::from(p)))
}

/// What was found of two words: how well they agree, how far they are apart in twentieths of a letter, the length of
/// the shorter one in sounds that can tell them apart.
type Found = (Level, u16, usize);

/// Farther apart is not looked at.
const MOST: u16 = 3 * LETTER;

/// Sounds from which on a name may have a letter wrong and still be told.
const SHORT: usize = 4;

/// What spellings differ in without anybody's slip, for a word of this length.
fn regular(length: usize) -> u16 {
    if length >= 6 { 13 } else { 9 }
}

fn level(far: u16, length: usize) -> Level {
    if far <= regular(length) {
        Level::Same
    } else if far <= 2 * LETTER {
        Level::Slip
    } else {
        Level::Different
    }
}

fn initials(a: &Token, b: &Token) -> Option<Found> {
    if a.role != Role::Initial && b.role != Role::Initial {
        return None;
    }
    let level = if a.begins & b.begins != 0 {
        Level::Initial
    } else {
        Level::InitialDiffers
    };
    let both = a.role == b.role;
    Some((level, if both { 0 } else { LETTER }, 1))
}

/// Two words without their endings: known names by what the lists say of them, others by their distance.
fn words(a: &Phones, a_names: Option<Names>, b: &Phones, b_names: Option<Names>) -> Found {
    let length = a.len().min(b.len());
    let (x, y) = (a.as_slice(), b.as_slice());
    if a == b {
        return (Level::Same, 0, length);
    }
    let far = distance(x, y, MOST);
    if let (Some(a_names), Some(b_names)) = (a_names, b_names) {
        match a_names.shared(b_names) {
            Some(false) if far <= regular(length) => return (Level::Same, far, length),
            Some(false) => return (Level::OneName, far, length),
            Some(true) => return (Level::Diminutive, far, length),
            // No spelling tells them apart: "Janna" is Жанна, though "Jana" is Яна.
            None if far <= LETTER / 4 => return (Level::Same, far, length),
            None if a_names.is_exact() && b_names.is_exact() => {
                return (Level::Different, far, length);
            }
            None => {}
        }
    }
    let elsewhere = |names: Option<Names>, word: &[Phone]| {
        let forms = names.into_iter().flat_map(Names::forms);
        forms
            .map(|form| distance(form.as_slice(), word, MOST))
            .min()
    };
    let far = [elsewhere(a_names, y), elsewhere(b_names, x)]
        .into_iter()
        .flatten()
        .fold(far, u16::min);
    if far > regular(length) && part_differently(x, y) {
        return (Level::Different, far, length);
    }
    // «Ан», «Кан», «Тян»: where a name has so few letters, one more makes another name.
    if length < SHORT && far > LETTER / 2 {
        return (Level::Different, far, length);
    }
    let level = level(far, length);
    let telling = if level == Level::Slip {
        telling(x, y)
    } else {
        length
    };
    (level, far, telling)
}

fn given(a: &Token, b: &Token) -> Found {
    initials(a, b).unwrap_or_else(|| words(&a.phones, a.names, &b.phones, b.names))
}

fn patronymic(a: &Token, b: &Token) -> Found {
    initials(a, b).unwrap_or_else(|| words(&a.stem, a.stem_names, &b.stem, b.stem_names))
}

fn surname(a: &Token, b: &Token) -> Found {
    if let Some(found) = initials(a, b) {
        return found;
    }
    // «Маратович» is no spelling of «Маратов».
    let is_father = |t: &Token| t.role == Role::Patronymic && t.suffix != Some(Suffix::Uly);
    let made_alike = is_father(a) == is_father(b);
    let ended = a.suffix == b.suffix && made_alike;
    // «Тұрғын» ends like «Ильин», and is the stem of «Тұрғынов».
    let bare =
        |t: &Token| t.suffix.is_none() || t.suffix == Some(Suffix::In) && t.sex == Some(Sex::Male);
    // «Қайырғалиұлы» becomes «Қайырғалиев» in Russian papers, and back.
    let free = |t: &Token| matches!(t.suffix, Some(Suffix::Ov | Suffix::Uly));
    let dropped = (bare(a) || free(a)) && free(b) || free(a) && bare(b);
    let dropped = dropped && !ended;
    let mut found = if ended || dropped && made_alike {
        words(&a.stem, a.stem_names, &b.stem, b.stem_names)
    } else {
        (Level::Different, MOST, a.stem.len().min(b.stem.len()))
    };
    // «Сашин» is not Александров.
    if found.0 == Level::Diminutive {
        found = words(&a.stem, None, &b.stem, None);
    }
    if dropped && matches!(found.0, Level::Same | Level::OneName) {
        found.0 = Level::Ending;
    }
    // A slip in the ending hides it: then the whole words are laid beside each other.
    let hidden = |t: &Token| t.suffix.is_none() && !is_compound(t.phones.as_slice());
    if (hidden(a) || hidden(b)) && matches!(found.0, Level::Slip | Level::Different) {
        let far = distance(a.phones.as_slice(), b.phones.as_slice(), MOST);
        let length = a.phones.len().min(b.phones.len());
        if far < found.1 && far <= LETTER + regular(length) {
            found = (level(far, length), far, length);
        }
    }
    found
}
