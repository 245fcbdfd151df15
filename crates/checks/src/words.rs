//! Words of titles and indicators, made comparable.

use aigaq_schema::fold::fold;
use std::collections::{BTreeSet, HashMap};

/// Small words that say nothing of what a text is about, folded.
pub(crate) const SMALL: &[&str] = &[
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "been",
    "but",
    "by",
    "for",
    "from",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "in",
    "into",
    "is",
    "it",
    "its",
    "new",
    "no",
    "not",
    "of",
    "on",
    "or",
    "over",
    "s",
    "says",
    "she",
    "that",
    "the",
    "their",
    "they",
    "this",
    "to",
    "under",
    "up",
    "was",
    "were",
    "what",
    "when",
    "who",
    "with",
    "в",
    "во",
    "и",
    "из",
    "к",
    "на",
    "не",
    "о",
    "об",
    "от",
    "по",
    "с",
    "со",
    "у",
    "за",
    "для",
    "до",
    "как",
    "что",
    "мен",
    "бен",
    "пен",
    "және",
    "туралы",
    "үшін",
    "жане",
    "ушин",
];

/// Words for one and the same thing, by the word that stands for all of them.
const SAME: &[(&str, &[&str])] = &[
    (
        "death",
        &[
            "dead",
            "death",
            "deaths",
            "died",
            "killed",
            "fatalities",
            "casualties",
            "погибли",
            "погибших",
            "убиты",
        ],
    ),
    (
        "case",
        &[
            "case",
            "cases",
            "prosecution",
            "prosecutions",
            "prosecuted",
            "trial",
            "trials",
            "дела",
            "дел",
        ],
    ),
    (
        "person",
        &[
            "person",
            "persons",
            "people",
            "человек",
            "люди",
            "людей",
            "адам",
            "адамдар",
        ],
    ),
    (
        "detain",
        &[
            "detained",
            "detention",
            "detentions",
            "arrest",
            "arrests",
            "arrested",
            "held",
            "задержаны",
            "задержанных",
        ],
    ),
    (
        "percent",
        &[
            "percent",
            "percentage",
            "per",
            "cent",
            "share",
            "proportion",
            "доля",
            "процент",
            "үлесі",
            "улеси",
        ],
    ),
];

/// The words of a text in their order, folded, apostrophes dropped, without small words.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded: String = fold(text).chars().filter(|c| *c != '\'').collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !SMALL.contains(w))
        .map(str::to_owned)
        .collect()
}

/// What a text is about: its words without their endings, words of one meaning as one.
pub(crate) fn topics(text: &str) -> BTreeSet<String> {
    words(text).iter().map(|word| topic(word)).collect()
}

/// A word without its ending: endings change (threat, threats, threatened; суд, суда), beginnings do not.
pub(crate) fn topic(word: &str) -> String {
    for (stands, words) in SAME {
        if words.contains(&word) {
            return (*stands).to_owned();
        }
    }
    let letters = word.chars().count();
    // A plural of a short word, else the first six letters.
    let word = if (4..=6).contains(&letters) {
        word.strip_suffix('s').unwrap_or(word)
    } else {
        word
    };
    word.chars().take(6).collect()
}

/// How much two sets have in common, by the smaller: 0 to 1.
pub(crate) fn in_common(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let smaller = a.len().min(b.len());
    if smaller == 0 {
        return 0.0;
    }
    a.intersection(b).count() as f64 / smaller as f64
}

/// How much it tells that two share a feature: the rarer, the more.
#[derive(Debug, Default)]
pub(crate) struct Rarity {
    seen: HashMap<String, usize>,
    all: usize,
}

impl Rarity {
    /// Counts the features of one more.
    pub(crate) fn take(&mut self, features: &BTreeSet<String>) {
        self.all += 1;
        for feature in features {
            *self.seen.entry(feature.clone()).or_default() += 1;
        }
    }

    /// The surprise of a feature, in natural units: zero when everybody has it.
    pub(crate) fn of(&self, feature: &str) -> f64 {
        let seen = self.seen.get(feature).copied().unwrap_or(1).max(1);
        (self.all.max(1) as f64 / seen as f64).ln()
    }

    /// The surprise of what only one has.
    pub(crate) fn of_one(&self) -> f64 {
        (self.all.max(2) as f64).ln()
    }

    /// The surprise of everything two have in common.
    pub(crate) fn shared(&self, a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
        a.intersection(b).map(|feature| self.of(feature)).sum()
    }
}

/// How many letters must be changed, added, left out or swapped with their neighbour to make one word of the other;
/// at most `most` + 1 is told.
pub(crate) fn misprints(a: &str, b: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()].min(most + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn endings_do_not_make_another_topic() {
        assert_eq!(
            topics("People threatened"),
            topics("threatening of persons")
        );
        assert_eq!(topics("Deaths in Zhanaozen"), topics("killed in Zhanaozen"));
        assert!(
            in_common(
                &topics("Religion law cases"),
                &topics("Religion prosecutions, cited")
            ) > 0.6
        );
    }

    #[test]
    fn misprints_are_counted() {
        for (a, b, n) in [
            ("loans", "loads", 1),
            ("changes", "charges", 1),
            ("ab", "ba", 1),
            ("nowak", "nowa", 1),
            ("", "abc", 3),
        ] {
            assert_eq!(misprints(a, b, 3), n, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn misprints_are_the_same_both_ways(a in "[a-dа-г]{0,8}", b in "[a-dа-г]{0,8}") {
            prop_assert_eq!(misprints(&a, &b, 9), misprints(&b, &a, 9));
            prop_assert_eq!(misprints(&a, &a, 9), 0);
        }
    }
}
