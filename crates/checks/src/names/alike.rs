//! Whether two names are one, written differently.

use crate::spelling::{sounds, without_remarks};
use crate::words::{SMALL, misprints};
use aigaq_names::{Comparison, Level, Parsed, SexEvidence, compare, parse};
use aigaq_schema::fold::fold;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A word shorter than this must be equal: one letter of a short word is another name.
const SHORT: usize = 6;
/// Where at least two other words are equal, a word of so many letters may be one letter off.
const SHORT_BESIDE_TWO: usize = 4;
/// No word of a name is longer; one that is must be equal.
const LONG: usize = 40;

/// Whose names they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// People: a given name and a surname at least.
    Person,
    /// Organisations, authors and publishers as printed.
    Other,
}

/// A name as it sounds.
pub(super) struct Heard {
    /// Without remarks in brackets, folded.
    bare: String,
    /// Its words as they sound, sorted, each once; of organisations without small words.
    words: Vec<String>,
    /// How many words it has.
    count: usize,
    /// As the name of a person, where it is one.
    person: Option<Parsed>,
}

impl Heard {
    /// How a name sounds; `None` for what has too few words to be compared.
    pub(super) fn of(text: &str, sort: Sort) -> Option<Self> {
        let mut words = sounds(text);
        let least = match sort {
            Sort::Person => 2,
            Sort::Other => {
                let small = |word: &String| SMALL.contains(&word.as_str());
                if !words.iter().all(small) {
                    words.retain(|word| !small(word));
                }
                1
            }
        };
        let count = words.len();
        words.dedup();
        let person = (sort == Sort::Person).then(|| parse(text));
        (count >= least).then(|| Self {
            bare: fold(without_remarks(text).trim()),
            words,
            count,
            person: person.filter(|parsed| parsed.refusal().is_none()),
        })
    }

    /// Keys of which two names share one when they are alike.
    pub(super) fn keys(&self) -> BTreeSet<u64> {
        let mut keys = BTreeSet::from([hashed(&self.words, "")]);
        for at in 0..self.words.len() {
            let mut others = self.words.clone();
            let word = others.remove(at);
            let letters: Vec<char> = word.chars().collect();
            // One letter may be left out of the other word, too.
            if letters.len() < self.least_letters() || letters.len() > LONG {
                continue;
            }
            keys.insert(hashed(&others, &word));
            for out in 0..letters.len() {
                let left = letters.iter().enumerate().filter(|(n, _)| *n != out);
                keys.insert(hashed(&others, &left.map(|(_, c)| *c).collect::<String>()));
            }
        }
        if let Some(person) = &self.person {
            let mut room = Vec::new();
            person.close_keys(&mut room);
            // Beside the others: two keys that are equal by chance cost one comparison.
            keys.extend(room.into_iter().map(|key| key.0));
        }
        keys
    }

    fn least_letters(&self) -> usize {
        if self.words.len() > 2 && self.person.is_none() {
            SHORT_BESIDE_TWO
        } else {
            SHORT
        }
    }

    /// One name, written differently.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        // A remark in brackets tells apart what is written alike, or says how it was printed.
        if self.bare == other.bare {
            return false;
        }
        if self.count == other.count && self.words == other.words {
            return true;
        }
        match (&self.person, &other.person) {
            (Some(a), Some(b)) => match judged(a, b, &compare(a, b)) {
                Judged::One => true,
                Judged::Two => false,
                Judged::Open => self.is_a_letter_off(other),
            },
            _ => self.is_a_letter_off(other),
        }
    }

    /// The same words but for one, which is one letter off.
    fn is_a_letter_off(&self, other: &Self) -> bool {
        if self.count != other.count {
            return false;
        }
        let only = |a: &Self, b: &Self| -> Vec<String> {
            let own = a.words.iter().filter(|word| !b.words.contains(word));
            own.cloned().collect()
        };
        match (&only(self, other)[..], &only(other, self)[..]) {
            ([x], [y]) => {
                let least = self.least_letters().max(other.least_letters());
                let long = x.chars().count().min(y.chars().count()) >= least;
                long && misprints(x, y, 1) == 1 && !feminine(x, y)
            }
            _ => false,
        }
    }
}

/// What the parts of two names of people say.
enum Judged {
    One,
    Two,
    Open,
}

fn judged(a: &Parsed, b: &Parsed, compared: &Comparison) -> Judged {
    let parts = &compared.aligned;
    let apart = |level: Level| matches!(level, Level::Different | Level::InitialDiffers);
    if compared.sex == SexEvidence::Conflict || parts.iter().any(|p| apart(p.level)) {
        return Judged::Two;
    }
    // A name that tells less than the other may be anybody's of that name: that is for the list of duplicates.
    let as_full = parts.iter().all(|p| p.left.is_some() == p.right.is_some())
        && a.tokens().len() == b.tokens().len()
        && parts[..2].iter().all(|p| p.left.is_some());
    let slips = parts.iter().filter(|p| p.level == Level::Slip).count();
    let initials = parts.iter().any(|p| p.level == Level::Initial);
    if as_full && slips <= 1 && !initials {
        Judged::One
    } else {
        Judged::Open
    }
}

/// Mamaev and Mamaeva are two people: brother and sister, husband and wife.
fn feminine(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_suffix('a') == Some(short)
}

/// The same number for the same words.
fn hashed(words: &[String], more: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    more.hash(&mut hasher);
    hasher.finish()
}
