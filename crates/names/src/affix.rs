//! Endings: what tells a surname, a patronymic, and the sex of who bears it.

use crate::Sex;
use crate::phones::{
    A, CH, E, F, G, GERMAN_S, GERMAN_SCH, I, K, L, LATIN_CH, N, O, Phone, Phones, S, SH, TS, U, V,
    YO, Z, is_vowel,
};

/// The ending of a surname.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suffix {
    /// -ov, -ev and -ova, -eva: left out or put on freely in Kazakh families.
    Ov,
    /// -in, -ina.
    In,
    /// -sky, -skaya.
    Sky,
    /// -uly, -kyzy: a father's name, which may stand for the surname and then is told with -ov, too.
    Uly,
}

/// A surname taken apart.
pub(crate) struct Ending {
    pub(crate) suffix: Suffix,
    pub(crate) sex: Sex,
    pub(crate) stem: Phones,
}

/// Takes the ending of a surname off.
pub(crate) fn surname(word: &Phones) -> Option<Ending> {
    let all = word.as_slice();
    // "Nazarbayev's", "the Kunayevs".
    let all = match all {
        [one @ .., S] if matches!(one, [_, .., O | E | YO, V] | [_, .., O | E | YO, V, A]) => one,
        all => all,
    };
    let (bare, female) = match all {
        [bare @ .., S | GERMAN_S, K, A, I, A] => return Some(sky(bare, Sex::Female)),
        [bare @ .., S | GERMAN_S, K, I] => return (bare.len() >= 2).then(|| sky(bare, Sex::Male)),
        [bare @ .., A] => (bare, true),
        bare => (bare, false),
    };
    let sex = if female { Sex::Female } else { Sex::Male };
    match bare {
        [stem @ .., O | E | YO, V] | [stem @ .., O | E, F] if stem.len() >= 2 => {
            let mut kept = Phones::from_slice(stem);
            // «Токаев» of «Токай».
            if matches!(bare, [.., A | O | U | E, E, _]) {
                kept.push(I);
            }
            Some(Ending {
                suffix: Suffix::Ov,
                sex,
                stem: kept,
            })
        }
        [.., last, I, N] if bare.len() >= 4 && !is_vowel(*last) => Some(Ending {
            suffix: Suffix::In,
            sex,
            stem: Phones::from_slice(bare),
        }),
        _ => None,
    }
}

fn sky(bare: &[Phone], sex: Sex) -> Ending {
    let mut stem = Phones::from_slice(bare);
    stem.push(S);
    stem.push(K);
    Ending {
        suffix: Suffix::Sky,
        sex,
        stem,
    }
}

/// The father in «Серікқызы», by its letters: among sounds its two к are one.
pub(crate) fn daughter(word: &[char]) -> Option<&[char]> {
    match word {
        [
            father @ ..,
            'қ' | 'к' | 'г' | 'ғ' | 'q' | 'k' | 'g',
            'ы' | 'и' | 'y' | 'i' | 'ı',
            'з' | 'z' | 's',
            'ы' | 'и' | 'y' | 'i' | 'ı',
        ] if father.len() >= 3 => Some(father),
        _ => None,
    }
}

fn is_ch(sound: Phone) -> bool {
    matches!(sound, CH | LATIN_CH | GERMAN_SCH | SH | TS)
}

/// The fathers of whom «Лукич», «Ильич» may be the son, Лука and Илья: such words are patronymics only when there is
/// such a name.
pub(crate) fn short_patronymic(word: &Phones) -> Option<[Phones; 2]> {
    let [stem @ .., I, c] = word.as_slice() else {
        return None;
    };
    if !is_ch(*c) || stem.len() < 2 {
        return None;
    }
    let with = |ending: &[Phone]| {
        let mut father = Phones::from_slice(stem);
        for sound in ending {
            father.push(*sound);
        }
        father
    };
    Some([with(&[A]), with(&[I, A])])
}

/// A patronymic taken apart.
pub(crate) struct Patronymic {
    pub(crate) father: Phones,
    pub(crate) sex: Sex,
    pub(crate) suffix: Option<Suffix>,
}

/// Takes the ending of a patronymic off: whose son or daughter.
pub(crate) fn patronymic(word: &Phones) -> Option<Patronymic> {
    let all = word.as_slice();
    let kazakh = match all {
        [stem @ .., U, L, I] => Some((stem, Sex::Male)),
        [stem @ .., K | G, I, Z | S | GERMAN_S, I] => Some((stem, Sex::Female)),
        [stem @ .., O | U, G, L, I | U] => Some((stem, Sex::Male)),
        _ => None,
    };
    if let Some((stem, sex)) = kazakh {
        return (stem.len() >= 2).then(|| Patronymic {
            father: Phones::from_slice(stem),
            sex,
            suffix: Some(Suffix::Uly),
        });
    }
    let (stem, sex, glide) = match all {
        [stem @ .., O, V, I, c] if is_ch(*c) => (stem, Sex::Male, false),
        [stem @ .., E | YO, V, I, c] if is_ch(*c) => (stem, Sex::Male, true),
        [stem @ .., O, V, N, A] => (stem, Sex::Female, false),
        [stem @ .., E | YO, V, N, A] => (stem, Sex::Female, true),
        [stem @ .., I, N, I, c, N, A] if is_ch(*c) => (stem, Sex::Female, false),
        [stem @ .., I, c, N, A] if is_ch(*c) => (stem, Sex::Female, false),
        _ => return None,
    };
    if stem.len() < 2 {
        return None;
    }
    let mut father = Phones::from_slice(stem);
    if glide && matches!(stem.last(), Some(&(A | O | U | E))) {
        father.push(I);
    }
    Some(Patronymic {
        father,
        sex,
        suffix: None,
    })
}

/// A word that alone makes the word before it a patronymic: «ұлы», «кызы», «оглы».
pub(crate) fn son_or_daughter(word: &Phones) -> Option<Sex> {
    match word.as_slice() {
        [U, L, I] | [O | U, G, L, I | U] => Some(Sex::Male),
        [K | G, I, Z | S | GERMAN_S, I] => Some(Sex::Female),
        _ => None,
    }
}
