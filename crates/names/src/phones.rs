//! The one alphabet in which names are compared: a sound for each letter or group of letters, whatever the script.
//!
//! A letter that one spelling uses for two sounds (Latin j: ж or й; ch: ч, ш or х) has a code of its own that is near
//! to both, so that nothing has to be guessed before two names stand side by side.

/// One sound. The order is that of [`LETTERS`].
pub(crate) type Phone = u8;

pub(crate) const A: Phone = 0;
pub(crate) const E: Phone = 1;
pub(crate) const I: Phone = 2;
pub(crate) const O: Phone = 3;
pub(crate) const U: Phone = 4;
/// ө: told as о, ё or у.
pub(crate) const OE: Phone = 5;
/// ё: told as e, io or o.
pub(crate) const YO: Phone = 6;
pub(crate) const B: Phone = 7;
pub(crate) const V: Phone = 8;
pub(crate) const G: Phone = 9;
pub(crate) const D: Phone = 10;
/// ж, and дж, which Russian writes for the Kazakh ж.
pub(crate) const ZH: Phone = 11;
pub(crate) const Z: Phone = 12;
pub(crate) const K: Phone = 13;
pub(crate) const L: Phone = 14;
pub(crate) const M: Phone = 15;
pub(crate) const N: Phone = 16;
pub(crate) const P: Phone = 17;
pub(crate) const R: Phone = 18;
pub(crate) const S: Phone = 19;
pub(crate) const T: Phone = 20;
pub(crate) const F: Phone = 21;
/// х, һ.
pub(crate) const H: Phone = 22;
/// ц.
pub(crate) const TS: Phone = 23;
/// ч.
pub(crate) const CH: Phone = 24;
/// ш, щ.
pub(crate) const SH: Phone = 25;
/// Latin j: ж in Kazakh and French, й in German.
pub(crate) const LATIN_J: Phone = 26;
/// Latin ch: ч in English, ш in French, х in German.
pub(crate) const LATIN_CH: Phone = 27;
/// German sch: ш, and ж.
pub(crate) const GERMAN_SCH: Phone = 28;
/// German s: с, and з.
pub(crate) const GERMAN_S: Phone = 29;
/// How many there are.
pub(crate) const COUNT: usize = 30;

/// How each sound is written in keys and for reading.
const LETTERS: [char; COUNT] = [
    'a', 'e', 'i', 'o', 'u', 'ö', 'ë', 'b', 'v', 'g', 'd', 'ž', 'z', 'k', 'l', 'm', 'n', 'p', 'r',
    's', 't', 'f', 'h', 'c', 'č', 'š', 'j', 'ĉ', 'ŝ', 'ś',
];

/// Sounds of one word that are kept; what follows is cut.
pub(crate) const LONGEST: usize = 23;

/// The sounds of a word, at most [`LONGEST`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Phones {
    length: u8,
    sounds: [Phone; LONGEST],
}

impl Phones {
    pub(crate) const EMPTY: Self = Self {
        length: 0,
        sounds: [0; LONGEST],
    };

    pub(crate) fn as_slice(&self) -> &[Phone] {
        &self.sounds[..usize::from(self.length)]
    }

    /// Puts a sound behind; false when there is no room.
    pub(crate) fn push(&mut self, sound: Phone) -> bool {
        let Some(place) = self.sounds.get_mut(usize::from(self.length)) else {
            return false;
        };
        *place = sound;
        self.length += 1;
        true
    }

    /// As [`Phones::push`], but a consonant that stands there already is not doubled, and neither is the glide.
    pub(crate) fn push_single(&mut self, sound: Phone) {
        let kept = is_vowel(sound) && sound != I;
        if kept || self.as_slice().last() != Some(&sound) {
            self.push(sound);
        }
    }

    /// As [`Phones::push`], but a sound that stands there already is not doubled.
    pub(crate) fn push_once(&mut self, sound: Phone) {
        if self.as_slice().last() != Some(&sound) {
            self.push(sound);
        }
    }

    pub(crate) fn from_slice(sounds: &[Phone]) -> Self {
        let mut all = Self::EMPTY;
        for sound in sounds.iter().take(LONGEST) {
            all.push(*sound);
        }
        all
    }

    /// All sounds in one number, for looking up and for keys: five bits a sound.
    pub(crate) fn packed(&self) -> u128 {
        self.as_slice()
            .iter()
            .fold(0, |sum, sound| sum << 5 | u128::from(*sound + 1))
    }

    /// The coarse sounds: what careless spellings confuse falls together, glides beside vowels are left out. Latin "sh"
    /// may be two letters («Исхаков»); so they are always one.
    pub(crate) fn loose(&self) -> Self {
        let all = self.as_slice();
        let mut loose = Self::EMPTY;
        for (at, sound) in all.iter().copied().enumerate() {
            if sound == H && at > 0 && all[at - 1] == S {
                continue;
            }
            let sound = if sound == S && all.get(at + 1) == Some(&H) {
                SH
            } else {
                sound
            };
            let beside = at > 0 && is_vowel(all[at - 1]) && all[at - 1] != I
                || all
                    .get(at + 1)
                    .is_some_and(|next| is_vowel(*next) && *next != I);
            if !(sound == I && beside) {
                loose.push_once(coarse(sound));
            }
        }
        loose
    }

    pub(crate) fn len(&self) -> usize {
        usize::from(self.length)
    }
}

impl std::fmt::Display for Phones {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for sound in self.as_slice() {
            write!(f, "{}", LETTERS[usize::from(*sound)])?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Phones {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

pub(crate) const fn is_vowel(sound: Phone) -> bool {
    sound <= YO
}

/// What stands for one of the sounds in a coarse key: ambiguous spellings fall together.
pub(crate) const fn coarse(sound: Phone) -> Phone {
    match sound {
        OE | U => O,
        E | YO => I,
        LATIN_CH | CH | GERMAN_SCH => SH,
        LATIN_J => ZH,
        GERMAN_S | Z | TS => S,
        H => K,
        other => other,
    }
}
