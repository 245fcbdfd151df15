//! Two names laid beside each other: each part with how well it agrees, and one score.

use crate::affix::Suffix;
use crate::distance::{LETTER, distance};
use crate::parsed::{Parsed, Role, Token};
use crate::roles::Reading;

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

impl Comparison {
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
    let mut best = Comparison::none();
    for (i, a) in left.readings().iter().enumerate() {
        for (j, b) in right.readings().iter().enumerate() {
            let turned = i + j;
            let mut one = of_reading(left, *a, right, *b);
            one.turned = turned > 0;
            // Two names turned are as if neither were.
            if turned == 1 {
                one.score *= 0.95;
            }
            if one.score > best.score || i + j == 0 {
                best = one;
            }
        }
    }
    best
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
    let sex = match (left.sex(), right.sex()) {
        (Some(a), Some(b)) if a == b => SexEvidence::Agree,
        (Some(_), Some(_)) => SexEvidence::Conflict,
        _ => SexEvidence::Unknown,
    };
    let mut score = factor(s, s_length, 0.4) * factor(g, g_length, 0.5) * factor(p, p_length, 0.99);
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

fn factor(part: Aligned, length: usize, missing: f32) -> f32 {
    match part.level {
        Level::Same => 1.0 - 0.05 * part.letters,
        Level::OneName => 0.98,
        Level::Diminutive => 0.93,
        Level::Ending => 0.96 - 0.05 * part.letters,
        Level::Slip => (1.0 - part.letters / (0.6 * length as f32).max(2.5)).max(0.05),
        Level::Initial => 0.9,
        Level::Missing => missing,
        Level::InitialDiffers => 0.1,
        Level::Different => 0.05,
    }
}

fn word(name: &Parsed, place: Option<u8>) -> Option<&Token> {
    place.and_then(|p| name.tokens().get(usize::from(p)))
}

/// What spellings differ in without anybody's slip, for a word of this length.
fn regular(length: usize) -> u16 {
    if length >= 6 { 13 } else { 9 }
}

fn near(far: u16, length: usize) -> Level {
    if far <= regular(length) {
        Level::Same
    } else if far <= 2 * LETTER {
        Level::Slip
    } else {
        Level::Different
    }
}

fn initials(a: &Token, b: &Token) -> Option<(Level, u16, usize)> {
    if a.role != Role::Initial && b.role != Role::Initial {
        return None;
    }
    let level = if a.begins & b.begins != 0 {
        Level::Initial
    } else {
        Level::InitialDiffers
    };
    Some((level, 0, 1))
}

fn given(a: &Token, b: &Token) -> (Level, u16, usize) {
    if let Some(found) = initials(a, b) {
        return found;
    }
    let length = a.phones.len().min(b.phones.len());
    if let (Some(x), Some(y)) = (a.names, b.names) {
        return match x.shared(y) {
            Some(false) if a.phones == b.phones => (Level::Same, 0, length),
            Some(false) => (
                Level::OneName,
                distance(a.phones.as_slice(), b.phones.as_slice(), 40),
                length,
            ),
            Some(true) => (Level::Diminutive, 0, length),
            None => (
                Level::Different,
                distance(a.phones.as_slice(), b.phones.as_slice(), 60),
                length,
            ),
        };
    }
    let far = distance(a.phones.as_slice(), b.phones.as_slice(), 3 * LETTER);
    (near(far, length), far, length)
}

fn patronymic(a: &Token, b: &Token) -> (Level, u16, usize) {
    if let Some(found) = initials(a, b) {
        return found;
    }
    let length = a.stem.len().min(b.stem.len());
    if let (Some(x), Some(y)) = (a.stem_names, b.stem_names) {
        return match x.shared(y) {
            Some(_) => (Level::Same, 0, length),
            None => (Level::Different, 60, length),
        };
    }
    let far = distance(a.stem.as_slice(), b.stem.as_slice(), 3 * LETTER);
    (near(far, length), far, length)
}

fn surname(a: &Token, b: &Token) -> (Level, u16, usize) {
    if let Some(found) = initials(a, b) {
        return found;
    }
    let ended = a.suffix == b.suffix;
    let bare = !ended
        && (a.suffix.is_none() && b.suffix == Some(Suffix::Ov)
            || b.suffix.is_none() && a.suffix == Some(Suffix::Ov));
    let length = a.stem.len().min(b.stem.len());
    if let (Some(x), Some(y)) = (a.stem_names, b.stem_names)
        && (ended || bare)
    {
        return match x.shared(y) {
            Some(_) if ended => (Level::Same, 0, length),
            Some(_) => (Level::Ending, 0, length),
            None => (Level::Different, 60, length),
        };
    }
    if ended || bare {
        let far = distance(a.stem.as_slice(), b.stem.as_slice(), 3 * LETTER);
        let level = near(far, length);
        return (
            if bare && level == Level::Same {
                Level::Ending
            } else {
                level
            },
            far,
            length,
        );
    }
    let far = distance(a.phones.as_slice(), b.phones.as_slice(), 3 * LETTER);
    (near(far, length), far, length)
}
