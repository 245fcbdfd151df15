//! Known given names: the reviewable lists in `lists/`, and which of them a word may be.
//!
//! One line a name: `m`, `f` or `u` (borne by both), the name in its spellings, then behind `~` its diminutives. Two
//! names on two lines are two names, however alike they look.

use crate::Sex;
use crate::distance::{LETTER, distance};
use crate::phones::Phones;
use crate::spelling;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

const LISTS: &[&str] = &[
    include_str!("../lists/kazakh.txt"),
    include_str!("../lists/russian.txt"),
    include_str!("../lists/neighbours.txt"),
    include_str!("../lists/western.txt"),
];

/// One name of the lists, and whether the word is its diminutive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Known {
    pub(crate) name: u16,
    pub(crate) diminutive: bool,
}

/// The names that one word may be; a number of a set in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Names {
    set: u16,
    exact: bool,
}

struct Set {
    names: Vec<Known>,
    sex: Option<Sex>,
    /// With what the names in it begin, in all their spellings.
    begins: u32,
}

type Map = HashMap<u128, u16, BuildHasherDefault<Mixed>>;

struct Table {
    exact: Map,
    loose: Map,
    sets: Vec<Set>,
    /// For each name its spellings, as sounds; the first is the one of the keys.
    forms: Vec<Vec<Phones>>,
}

/// Keys are spread well enough by one multiplication.
#[derive(Default)]
pub(crate) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u128(u128::from(*byte));
        }
    }
    fn write_u64(&mut self, key: u64) {
        self.write_u128(u128::from(key));
    }
    fn write_u128(&mut self, key: u128) {
        let folded = key as u64 ^ ((key >> 64) as u64).rotate_left(23) ^ self.0;
        let spread = folded.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = spread ^ spread >> 29;
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

impl Table {
    fn read() -> Self {
        let mut exact: BTreeMap<u128, Vec<(Known, Option<Sex>)>> = BTreeMap::new();
        let mut loose: BTreeMap<u128, Vec<(Known, Option<Sex>)>> = BTreeMap::new();
        let mut forms = Vec::new();
        let mut begins = Vec::new();
        for entry in entries() {
            let name = u16::try_from(forms.len()).unwrap_or(u16::MAX);
            let mut spelt: Vec<Phones> = Vec::new();
            for sounds in entry.full.iter().map(|form| heard(form)) {
                if !spelt.contains(&sounds) {
                    spelt.push(sounds);
                }
            }
            forms.push(spelt);
            begins.push(entry.full.iter().fold(0, |sum, form| sum | begin(form)));
            let full = entry.full.iter().map(|form| (form, false));
            let short = entry.short.iter().map(|form| (form, true));
            for (form, diminutive) in full.chain(short) {
                let known = (Known { name, diminutive }, entry.sex);
                let sounds = heard(form);
                for (map, key) in [(&mut exact, sounds), (&mut loose, sounds.loose())] {
                    let names = map.entry(key.packed()).or_default();
                    if !names.iter().any(|(k, _)| k.name == name) {
                        names.push(known);
                    }
                }
            }
        }
        let mut table = Self {
            exact: Map::default(),
            loose: Map::default(),
            sets: Vec::new(),
            forms,
        };
        let mut numbers: HashMap<Vec<Known>, u16> = HashMap::new();
        for (from, is_exact) in [(exact, true), (loose, false)] {
            for (key, mut all) in from {
                all.sort_unstable_by_key(|(known, _)| *known);
                let sexes: Vec<Option<Sex>> = all.iter().map(|(_, sex)| *sex).collect();
                let names: Vec<Known> = all.into_iter().map(|(known, _)| known).collect();
                let next = u16::try_from(table.sets.len()).unwrap_or(u16::MAX);
                let number = *numbers.entry(names.clone()).or_insert(next);
                if number == next {
                    let sex = sexes[0].filter(|_| sexes.iter().all(|s| *s == sexes[0]));
                    let begins = names
                        .iter()
                        .fold(0, |sum, known| sum | begins[usize::from(known.name)]);
                    table.sets.push(Set { names, sex, begins });
                }
                let map = if is_exact {
                    &mut table.exact
                } else {
                    &mut table.loose
                };
                map.insert(key, number);
            }
        }
        table
    }
}

/// One line of a list.
struct Entry {
    sex: Option<Sex>,
    full: Vec<&'static str>,
    short: Vec<&'static str>,
}

fn entries() -> impl Iterator<Item = Entry> {
    let lines = LISTS.iter().flat_map(|list| list.lines());
    lines
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .filter_map(|line| {
            let (sex, forms) = line.split_once(' ')?;
            let (full, short) = forms.split_once('~').unwrap_or((forms, ""));
            Some(Entry {
                sex: match sex {
                    "m" => Some(Sex::Male),
                    "f" => Some(Sex::Female),
                    _ => None,
                },
                full: full.split_whitespace().collect(),
                short: short.split_whitespace().collect(),
            })
        })
}

fn letters(form: &str) -> Vec<char> {
    form.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '-')
        .collect()
}

fn heard(form: &str) -> Phones {
    let letters = letters(form);
    spelling::phones(&letters, spelling::style(&letters))
}

fn begin(form: &str) -> u32 {
    let letters = letters(form);
    spelling::may_begin_with(&letters, &heard(form), spelling::style(&letters), false)
}

/// The names this word may be, and whether it is spelt as the lists spell them; none when it is no known name.
pub(crate) fn known(word: &Phones) -> Option<Names> {
    if let Some(names) = spelt(word) {
        return Some(names);
    }
    if word.len() < 2 {
        return None;
    }
    let set = *TABLE.loose.get(&word.loose().packed())?;
    Some(Names { set, exact: false })
}

/// The names that are heard just like this word: spelt so in the lists, or with letters of which one spelling uses one
/// for two sounds ("Jaina" is Жайна).
pub(crate) fn heard_as(word: &Phones) -> Option<Names> {
    spelt(word).or_else(|| {
        let names = known(word)?;
        names
            .forms()
            .any(|form| distance(form.as_slice(), word.as_slice(), LETTER) <= AMBIGUOUS)
            .then_some(names)
    })
}

/// What a letter of two sounds costs at most (see `distance`).
const AMBIGUOUS: u16 = 2;

/// The names that are spelt like this word in the lists.
pub(crate) fn spelt(word: &Phones) -> Option<Names> {
    if word.len() < 2 {
        return None;
    }
    let set = *TABLE.exact.get(&word.packed())?;
    Some(Names { set, exact: true })
}

impl Names {
    fn set(self) -> Option<&'static Set> {
        TABLE.sets.get(usize::from(self.set))
    }

    /// The sex of those who bear it, where that is one.
    pub(crate) fn sex(self) -> Option<Sex> {
        self.set().and_then(|set| set.sex)
    }

    /// The names in it, in the order of the lists.
    pub(crate) fn names(self) -> &'static [Known] {
        self.set().map_or(&[], |set| &set.names)
    }

    /// A name in both, and whether it is a diminutive in one of them.
    pub(crate) fn shared(self, other: Self) -> Option<bool> {
        let (a, b) = (self.names(), other.names());
        let mut found = None;
        for one in a {
            if let Some(two) = b.iter().find(|two| two.name == one.name) {
                let diminutive = one.diminutive || two.diminutive;
                found = Some(found.unwrap_or(true) && diminutive);
            }
        }
        found
    }

    /// With what the names begin, in all their spellings.
    pub(crate) fn begins(self) -> u32 {
        self.set().map_or(0, |set| set.begins)
    }

    /// Whether the word is spelt as in the lists, and not only alike.
    pub(crate) fn is_exact(self) -> bool {
        self.exact
    }

    /// The spellings of all of them, but of those the word is a diminutive of.
    pub(crate) fn forms(self) -> impl Iterator<Item = &'static Phones> {
        let full = self.names().iter().filter(|known| !known.diminutive);
        full.filter_map(|known| TABLE.forms.get(usize::from(known.name)))
            .flatten()
    }

    /// The sounds of the first of them in its first spelling, for keys that hold for all spellings. A surname is not made
    /// of what a diminutive is short for.
    pub(crate) fn first(self) -> Option<&'static Phones> {
        let first = self.names().iter().find(|known| !known.diminutive)?;
        TABLE.forms.get(usize::from(first.name))?.first()
    }

    /// The sounds of each of them in its first spelling: what the word may stand for, also as a diminutive.
    pub(crate) fn firsts(self) -> impl Iterator<Item = &'static Phones> {
        let all = self.names().iter();
        all.filter_map(|known| TABLE.forms.get(usize::from(known.name))?.first())
    }
}
