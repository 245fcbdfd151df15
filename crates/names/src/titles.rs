//! Words that stand where a name should, or beside it: titles and trades, «неизвестный», parts of the names of
//! organisations. The lists are in `lists/`.

use crate::given::Mixed;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// What a word is that is no part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A title, office or trade.
    Title,
    /// It tells that the name is not known.
    NotKnown,
    /// It belongs to the name of an organisation.
    Organisation,
    /// It joins two names.
    And,
    /// A small word within a name: van, de, ибн.
    Particle,
}

const LISTS: &[(Kind, &str)] = &[
    (Kind::Title, include_str!("../lists/titles.txt")),
    (Kind::NotKnown, include_str!("../lists/not_known.txt")),
    (
        Kind::Organisation,
        include_str!("../lists/organisations.txt"),
    ),
    (Kind::And, include_str!("../lists/and.txt")),
    (Kind::Particle, include_str!("../lists/particles.txt")),
];

type Words = HashMap<u64, Vec<(Vec<char>, Kind)>, BuildHasherDefault<Mixed>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut all = Words::default();
    for (kind, list) in LISTS {
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        for word in lines.flat_map(str::split_whitespace) {
            let letters: Vec<char> = word.chars().collect();
            all.entry(sum(&letters)).or_default().push((letters, *kind));
        }
    }
    all
});

/// A number for a word.
fn sum(word: &[char]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for letter in word {
        sum = (sum ^ u64::from(u32::from(*letter))).wrapping_mul(0x0100_0000_01b3);
    }
    sum.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// What a word in lower case is; none when it may be part of a name.
pub(crate) fn kind(word: &[char]) -> Option<Kind> {
    let found = WORDS.get(&sum(word))?;
    found
        .iter()
        .find(|(letters, _)| letters == word)
        .map(|(_, kind)| *kind)
}
