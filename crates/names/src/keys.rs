//! Keys under which names that may be of one person meet, and the stem by which surnames are counted.

use crate::given::Names;
use crate::parsed::{Parsed, Role, Token};
use crate::phones::{A, COUNT, H, I, LATIN_CH, LATIN_J, Phones, SH, ZH, coarse, is_vowel};

/// A key of a block: names that share none need not be compared. The same text has the same keys in every run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockKey(pub u64);

/// A surname without its ending, the same for all spellings that are read alike; for counting how frequent it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stem(pub u64);

/// How a word of a name sounds, roughly: the same for all spellings of it in all scripts, and the same in every run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SoundKey(pub u64);

/// Consonants of a skeleton that are kept.
const SKELETON: usize = 7;

/// The class of names that are a surname alone, beside those of the sounds.
const NO_INITIAL: u32 = 1 << 31;

/// The consonants of a stem in coarse sounds.
fn skeleton(stem: &Phones) -> Phones {
    let mut all = Phones::EMPTY;
    for sound in stem.loose().as_slice() {
        if !is_vowel(*sound) && all.len() < SKELETON {
            all.push_once(*sound);
        }
    }
    all
}

/// Spreads a packed word over 64 bits.
fn mixed(packed: u128, salt: u64) -> u64 {
    let mut sum = packed as u64
        ^ ((packed >> 64) as u64).rotate_left(31)
        ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    sum = (sum ^ sum >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    sum = (sum ^ sum >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    sum ^ sum >> 31
}

/// A word without one of its sounds.
fn without(word: &Phones, out: usize) -> Phones {
    let mut fewer = Phones::EMPTY;
    for (at, sound) in word.as_slice().iter().enumerate() {
        if at != out {
            fewer.push_once(*sound);
        }
    }
    fewer
}

/// Makes keys single from a place on; what stood before stays as it is.
fn make_single(keys: &mut Vec<BlockKey>, from: usize) {
    keys[from..].sort_unstable();
    let mut kept = from;
    for at in from..keys.len() {
        if at == from || keys[at] != keys[kept - 1] {
            keys[kept] = keys[at];
            kept += 1;
        }
    }
    keys.truncate(kept);
}

/// The consonants of a stem in coarse sounds, and between them that there is a vowel: writers agree on where vowels
/// stand, not on which. German writes ж and ш alike.
fn outline(stem: &Phones) -> Phones {
    let mut all = Phones::EMPTY;
    for sound in stem.loose().as_slice() {
        all.push_once(match *sound {
            vowel if is_vowel(vowel) => A,
            ZH => SH,
            other => other,
        });
    }
    all
}

/// The word with the other sound of a letter that has two: German j is й, German ch is х.
fn otherwise(stem: &Phones) -> Phones {
    let sounds = stem.as_slice().iter().map(|sound| match *sound {
        LATIN_CH => H,
        LATIN_J => I,
        other => other,
    });
    Phones::from_slice(&sounds.collect::<Vec<_>>())
}

impl Token {
    /// Keys of which two words share one when they are spellings of one name or surname, with one ending or another,
    /// or a given name and its diminutive. None for an initial.
    pub fn sound_keys(&self) -> impl Iterator<Item = SoundKey> {
        let full = self.names.into_iter().flat_map(Names::firsts);
        let stems = [self.stem, otherwise(&self.stem), *self.canonical_stem()]
            .into_iter()
            .chain(full.copied())
            .filter(|_| self.role() != Role::Initial);
        let mut told: Vec<SoundKey> = Vec::new();
        stems.filter_map(move |stem| {
            let key = SoundKey(mixed(outline(&stem).packed(), u64::MAX));
            let new = stem.len() > 1 && !told.contains(&key);
            told.push(key);
            new.then_some(key)
        })
    }
}

impl Parsed {
    /// The stem of the surname (of the only word where there is no surname); none for a text that is no name.
    #[must_use]
    pub fn stem(&self) -> Option<Stem> {
        let place = self.readings().first()?.surname?;
        let token = self.tokens().get(usize::from(place))?;
        Some(Stem(mixed(token.canonical_stem().loose().packed(), 0)))
    }

    /// Adds the keys of this name's blocks: for each word that may be the surname, the consonants of its stem and the
    /// class of the first letter of the given name, as they are and with one consonant left out. A surname alone meets
    /// all who bear it: it has a key for each first letter. Adds nothing for a text that is no name.
    pub fn block_keys(&self, into: &mut Vec<BlockKey>) {
        let from = into.len();
        for reading in self.readings() {
            let Some(surname) = reading
                .surname
                .and_then(|s| self.tokens().get(usize::from(s)))
            else {
                continue;
            };
            let initial = reading
                .given
                .and_then(|g| self.tokens().get(usize::from(g)));
            let bones = skeleton(surname.canonical_stem());
            let sounds = if let Some(initial) = initial {
                initial.sounds_it_may_begin_with()
            } else {
                let all = (0_u8..).take(COUNT).map(coarse);
                into.extend(all.map(|sound| BlockKey(mixed(bones.packed(), 1 + u64::from(sound)))));
                NO_INITIAL
            };
            for class in (0..32).filter(|class| sounds & 1 << class != 0) {
                into.push(BlockKey(mixed(bones.packed(), 1 + class)));
                if bones.len() > 2 {
                    for out in 0..bones.len() {
                        let fewer = without(&bones, out);
                        into.push(BlockKey(mixed(fewer.packed(), 1 + class)));
                    }
                }
            }
        }
        make_single(into, from);
    }

    /// Adds keys of which two names share one when surname, given name and patronymic are the same as far as spellings
    /// can tell, but for one sound in one of them: far fewer meet than under [`Parsed::block_keys`]. Initials are no
    /// words, and a part that one name lacks is another name. Adds nothing for a text that is no name.
    pub fn close_keys(&self, into: &mut Vec<BlockKey>) {
        let from = into.len();
        for reading in self.readings() {
            let words = [reading.surname, reading.given, reading.patronymic]
                .map(|place| self.tokens().get(usize::from(place?)));
            let stems = words.map(|word| {
                word.filter(|token| token.role() != Role::Initial)
                    .map_or(Phones::EMPTY, |token| token.canonical_stem().loose())
            });
            let key = |stems: &[Phones; 3]| {
                let mixed_in = |sum, stem: &Phones| mixed(stem.packed(), sum);
                BlockKey(stems.iter().fold(1, mixed_in))
            };
            into.push(key(&stems));
            for at in 0..stems.len() {
                for out in 0..stems[at].len() {
                    let mut fewer = stems;
                    fewer[at] = without(&stems[at], out);
                    into.push(key(&fewer));
                }
            }
        }
        make_single(into, from);
    }
}
