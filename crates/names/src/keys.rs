//! Keys under which names that may be of one person meet, and the stem by which surnames are counted.

use crate::parsed::Parsed;
use crate::phones::{COUNT, Phones, coarse, is_vowel};

/// A key of a block: names that share none need not be compared. The same text has the same keys in every run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockKey(pub u64);

/// A surname without its ending, the same for all spellings that are read alike; for counting how frequent it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stem(pub u64);

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
}
