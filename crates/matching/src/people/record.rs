//! A record read: names parsed, words numbered, everything that is compared often in few bytes.

use std::hash::Hash;

use aigaq_names::{BlockKey, Parsed, Role, Sex, parse};

use super::{Person, Terms};
use crate::birth::Birth;
use crate::frequency::Frequencies;

/// A word that has no number.
pub(crate) const NONE: u32 = u32::MAX;

/// One of the names of a record.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) parsed: Parsed,
    /// The name as it was written, where it was read with its hyphen in another place.
    pub(crate) written: Option<Box<str>>,
    /// Numbers of the surname's stem, the given name and the father's name; [`NONE`] where there is none.
    pub(crate) surname: u32,
    pub(crate) given: u32,
    pub(crate) father: u32,
}

/// Where words get their numbers.
pub(crate) enum Words<'a> {
    /// The record is one of them: its words count.
    Counting(&'a mut Terms),
    /// The record is only asked about: words that none of the others has get [`NONE`].
    Asking(&'a Terms),
}

impl Words<'_> {
    fn number<T: Hash + Eq>(
        &mut self,
        counted: bool,
        word: Option<T>,
        counting: fn(&mut Terms) -> &mut Frequencies<T>,
        asking: fn(&Terms) -> &Frequencies<T>,
    ) -> u32 {
        match (self, word) {
            (_, None) => NONE,
            (Self::Counting(terms), Some(word)) if counted => counting(terms).count(word),
            (Self::Counting(terms), Some(word)) => counting(terms).number(word),
            (Self::Asking(terms), Some(word)) => asking(terms).known(&word).unwrap_or(NONE),
        }
    }
}

/// A record read.
#[derive(Debug, Clone)]
pub(crate) struct Record<I> {
    pub(crate) id: I,
    pub(crate) names: Box<[Named]>,
    pub(crate) birth: Option<Birth>,
    pub(crate) sex: Option<Sex>,
    /// Numbers of places, ascending.
    pub(crate) places: Box<[u32]>,
    /// Kind and value, ascending.
    pub(crate) identifiers: Box<[(u32, Box<str>)]>,
}

impl<I> Record<I> {
    /// Reads a record.
    pub(crate) fn read(person: Person<I>, words: &mut Words<'_>) -> Self {
        let mut names: Vec<Named> = Vec::with_capacity(person.names.len());
        let moved = person
            .names
            .iter()
            .filter_map(|n| Some((hyphen_moved(n)?, Some(n))));
        let as_written = person.names.iter().map(|n| (n.clone(), None));
        for (text, written) in as_written.chain(moved) {
            let parsed = parse(&text);
            if parsed.refusal().is_some() || names.iter().any(|n| n.parsed.text() == parsed.text())
            {
                continue;
            }
            let part = |role: Role| {
                let token = parsed.part(role)?;
                (token.role() != Role::Initial).then(|| hashed(&token.stem_sounds()))
            };
            let (given, father) = (part(Role::Given), part(Role::Patronymic));
            // Words of a second name of the same person are numbered, not counted again.
            let first = names.is_empty();
            names.push(Named {
                surname: words.number(
                    first,
                    parsed.stem().map(|stem| stem.0),
                    |t| &mut t.surnames,
                    |t| &t.surnames,
                ),
                given: words.number(first, given, |t| &mut t.givens, |t| &t.givens),
                father: words.number(first, father, |t| &mut t.fathers, |t| &t.fathers),
                written: written.map(|w| w.as_str().into()),
                parsed,
            });
        }
        let mut places: Vec<u32> = person
            .places
            .iter()
            .map(|place| place.trim().to_lowercase())
            .filter(|place| !place.is_empty())
            .map(|place| words.number(true, Some(place), |t| &mut t.places, |t| &t.places))
            .collect();
        places.sort_unstable();
        places.dedup();
        let mut identifiers: Vec<(u32, Box<str>)> = person
            .identifiers
            .iter()
            .map(|i| (i.kind.trim().to_lowercase(), bare(&i.value)))
            .filter(|(_, value)| !value.is_empty())
            .map(|(kind, value)| {
                let kind = words.number(true, Some(kind), |t| &mut t.kinds, |t| &t.kinds);
                (kind, value.into())
            })
            .collect();
        identifiers.sort_unstable();
        identifiers.dedup();
        Self {
            id: person.id,
            names: names.into(),
            birth: person.born.as_ref().and_then(Birth::of),
            sex: person.sex,
            places: places.into(),
            identifiers: identifiers.into(),
        }
    }

    /// Adds the keys under which this record is found.
    pub(crate) fn keys(&self, keys: &mut Vec<Key>, room: &mut Vec<BlockKey>) {
        room.clear();
        for name in &self.names {
            name.parsed.block_keys(room);
        }
        room.sort_unstable();
        room.dedup();
        let born = self.born();
        keys.extend(room.iter().map(|key| Key::of(KeyKind::Name, key.0)));
        if born & DAY != 0 {
            let day = u64::from(born & DAY_AND_MONTH);
            keys.extend(
                room.iter()
                    .map(|key| Key::of(KeyKind::NameAndDay, key.0 ^ spread(day))),
            );
            keys.push(Key::of(KeyKind::Birth, u64::from(born)));
        }
        for (at, name) in self
            .names
            .iter()
            .enumerate()
            .filter(|(_, n)| n.surname != NONE)
        {
            let surname = u64::from(name.surname) << 32;
            let same = |n: &Named| (n.surname, n.given) == (name.surname, name.given);
            if self.names[..at].iter().any(same) {
                continue;
            }
            if name.given != NONE {
                keys.push(Key::of(KeyKind::FullName, surname | u64::from(name.given)));
            }
            let places = self.places.iter().map(|place| surname | u64::from(*place));
            keys.extend(places.map(|key| Key::of(KeyKind::SurnameAndPlace, key)));
        }
        for (kind, value) in &self.identifiers {
            keys.push(Key::of(
                KeyKind::Identifier,
                hashed(value) ^ spread(u64::from(*kind)),
            ));
        }
    }

    /// Year, month and day of birth in one number that sorts by them; 0 for what is not known.
    pub(crate) fn born(&self) -> u32 {
        let (year, month, day) = self.birth.and_then(Birth::parts).unwrap_or((0, 0, 0));
        // Years before the first are of no living person; such records are compared by their names.
        let year = u32::try_from(year).unwrap_or(0).min(4095);
        year << YEAR | u32::from(month) << 5 | u32::from(day)
    }

    /// What two records must have in common to be compared at length.
    pub(crate) fn glance(&self) -> Glance {
        let mut begins = 0_u32;
        for name in &self.names {
            for token in name.parsed.tokens() {
                let first = token.sounds().chars().next().map_or(0, coarse);
                begins |= 1 << (first % 32);
            }
        }
        Glance {
            born: self.born(),
            place: self.places.first().copied().unwrap_or(NONE),
            begins,
            several_places: self.places.len() > 1,
        }
    }

    /// What tells whether two records say literally the same.
    pub(crate) fn told(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|n| n.parsed.text())
    }

    /// Two records say literally the same.
    pub(crate) fn says_as(&self, other: &Self) -> bool {
        self.birth == other.birth
            && self.sex == other.sex
            && self.places == other.places
            && self.identifiers == other.identifiers
            && self.told().eq(other.told())
    }

    /// The same number for records that say the same.
    pub(crate) fn saying(&self) -> u64 {
        let mut sum = self
            .birth
            .map_or(1, |b| spread(u64::from(b.first().0.unsigned_abs())));
        for text in self.told() {
            sum = spread(sum ^ hashed(text));
        }
        for place in &self.places {
            sum = spread(sum ^ u64::from(*place));
        }
        sum
    }
}

/// Bits of the day in [`Record::born`].
const DAY: u32 = 31;
/// Bits of the day and the month.
const DAY_AND_MONTH: u32 = 511;
/// Where the year begins.
pub(crate) const YEAR: u32 = 9;

/// What kind of thing a key is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// The skeleton of the surname and the class of the given name's first letter.
    Name,
    /// The same, with day and month of birth: for years that are written wrong.
    NameAndDay,
    /// The stem of the surname and the given name.
    FullName,
    /// The stem of the surname and a place: for those whose birth date is not known.
    SurnameAndPlace,
    /// The day of birth: for names that are written wrong.
    Birth,
    /// A number that only one person has.
    Identifier,
}

/// A key of a block. Thirty-two bits: that two keys fall together now and then costs a glance, and loses nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) kind: KeyKind,
    pub(crate) hash: u32,
}

impl Key {
    fn of(kind: KeyKind, hash: u64) -> Self {
        let salt = match kind {
            KeyKind::Name => 1,
            KeyKind::Birth => 2,
            KeyKind::Identifier => 3,
            KeyKind::NameAndDay => 4,
            KeyKind::FullName => 5,
            KeyKind::SurnameAndPlace => 6,
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the upper half is folded in"
        )]
        let folded = {
            let mixed = spread(hash ^ (salt << 60));
            (mixed ^ (mixed >> 32)) as u32
        };
        Self { kind, hash: folded }
    }
}

/// What is seen of a record at a glance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glance {
    born: u32,
    place: u32,
    /// A bit for each sound with which one of its words begins.
    begins: u32,
    several_places: bool,
}

impl Glance {
    /// Known to the day.
    fn is_exact(self) -> bool {
        self.born & DAY != 0
    }

    /// The birth dates, as far as they are known, agree in two of day, month and year, or day and month were changed
    /// about; or in the year, when no more is known.
    pub(crate) fn born_alike(self, other: Self) -> bool {
        if self.born == 0 || other.born == 0 {
            return true;
        }
        let year = self.born >> YEAR == other.born >> YEAR;
        if !self.is_exact() || !other.is_exact() {
            return year;
        }
        let parts = |of: Self| (of.born >> 5 & 15, of.born & DAY);
        let differ = self.born ^ other.born;
        let one = differ & DAY == 0 || differ & (DAY_AND_MONTH - DAY) == 0;
        year && (one || parts(self) == (parts(other).1, parts(other).0))
            || differ & DAY_AND_MONTH == 0
    }

    /// As [`Glance::born_alike`]; and where a birth date is not known to the day, no place contradicts.
    pub(crate) fn may_be(self, other: Self) -> bool {
        if !self.born_alike(other) {
            return false;
        }
        let one_place = !self.several_places && !other.several_places;
        let apart =
            one_place && self.place != NONE && other.place != NONE && self.place != other.place;
        self.is_exact() && other.is_exact() || !apart
    }

    /// One of the birth dates is not known to the day.
    pub(crate) fn born_unknown(self, other: Self) -> bool {
        !self.is_exact() || !other.is_exact()
    }

    /// Two of their words begin alike, or the only one.
    pub(crate) fn begin_alike(self, other: Self) -> bool {
        let wanted = self
            .begins
            .count_ones()
            .min(other.begins.count_ones())
            .min(2);
        (self.begins & other.begins).count_ones() >= wanted
    }
}

/// First sounds that spellings confuse, taken together.
fn coarse(sound: char) -> u32 {
    match sound {
        'e' | 'i' | 'ë' | 'j' => 0,
        'o' | 'u' | 'ö' | 'v' => 1,
        'k' | 'h' | 'g' => 2,
        'z' | 'ž' | 's' | 'c' | 'š' | 'č' | 'ĉ' | 'ŝ' | 'ś' => 3,
        other => 4 + (u32::from(other) % 28),
    }
}

/// «Kassym Zhomart-Tokayev» is Kassym-Zhomart Tokayev: a name of two words and one hyphen, with the hyphen in the other
/// place. `None` for all other names.
fn hyphen_moved(name: &str) -> Option<String> {
    let is_hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}');
    let (one, other) = name.trim().split_once(char::is_whitespace)?;
    let other = other.trim_start();
    let double = |word: &str| {
        let (a, b) = word.split_once(is_hyphen)?;
        (!a.is_empty() && !b.is_empty() && !b.contains(is_hyphen))
            .then(|| (a.to_owned(), b.to_owned()))
    };
    if other.contains(char::is_whitespace) {
        return None;
    }
    match (double(one), double(other)) {
        (Some((a, b)), None) if !other.contains(is_hyphen) => Some(format!("{a} {b}-{other}")),
        (None, Some((a, b))) if !one.contains(is_hyphen) => Some(format!("{one}-{a} {b}")),
        _ => None,
    }
}

/// Letters and digits, capitals.
fn bare(value: &str) -> String {
    value
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// FNV-1a, spread: the same in every run.
pub(crate) fn hashed(text: &str) -> u64 {
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    spread(sum)
}

/// The finishing steps of SplitMix64.
pub(crate) fn spread(n: u64) -> u64 {
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
