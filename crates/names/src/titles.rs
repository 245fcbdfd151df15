//! Words that stand where a name should, or beside it: titles and trades, «неизвестный», parts of the names of
//! organisations. The lists are in `lists/`.

use std::collections::HashMap;
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
}

const LISTS: &[(Kind, &str)] = &[
    (Kind::Title, include_str!("../lists/titles.txt")),
    (Kind::NotKnown, include_str!("../lists/not_known.txt")),
    (
        Kind::Organisation,
        include_str!("../lists/organisations.txt"),
    ),
    (Kind::And, include_str!("../lists/and.txt")),
];

static WORDS: LazyLock<HashMap<Vec<char>, Kind>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (kind, list) in LISTS {
        for word in list
            .lines()
            .filter(|l| !l.starts_with('#'))
            .flat_map(str::split_whitespace)
        {
            all.insert(word.chars().collect(), *kind);
        }
    }
    all
});

/// What a word in lower case is; none when it may be part of a name.
pub(crate) fn kind(word: &[char]) -> Option<Kind> {
    WORDS.get(word).copied()
}
