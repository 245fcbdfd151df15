//! Language data in text files under `lists/`, which anybody may read and correct. Nobody but their writer has
//! reviewed them so far.
//!
//! A list of words: words between spaces, `#` begins a remark. A list of phrases: one a line, and behind ` = ` what
//! it means; all in small letters, with plain apostrophes.

use crate::tokens::Tokens;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// A list of words.
pub(crate) struct Words {
    text: &'static str,
    read: OnceLock<HashSet<&'static str>>,
}

impl Words {
    const fn new(text: &'static str) -> Self {
        Self {
            text,
            read: OnceLock::new(),
        }
    }

    /// Whether it holds a word, given in small letters.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.read
            .get_or_init(|| lines(self.text).flat_map(str::split_whitespace).collect())
            .contains(word)
    }
}

/// One phrase and what it means. A word that ends with `*` stands for itself with any ending of a case.
struct Phrase {
    words: Vec<&'static str>,
    means: &'static str,
}

/// A list of phrases, by the first letters of their first word.
pub(crate) struct Phrases {
    text: &'static str,
    read: OnceLock<HashMap<String, Vec<Phrase>>>,
}

/// So many letters of the first word are looked up.
const LOOKED_UP: usize = 3;

fn looked_up(word: &str) -> String {
    word.chars().filter(|c| *c != '*').take(LOOKED_UP).collect()
}

/// Endings of the cases of nouns and adjectives in Russian and Kazakh.
const ENDINGS: &str = "а я у ю е ы и й ь о ой ей ою ею ом ем ём ам ям ами ями ах ях ия ие ии ию ью ого ого его ому ему ым им ых их ый ий ая ую ое ая ов ев \
    да де та те дан ден тан тен нан нен ға ге қа ке ның нің дың дің тың тің ды ді ты ті ны ні нда нде дағы дегі тағы тегі";

/// Whether a word is one of a list's, which may stand for several.
pub(crate) fn same_word(listed: &str, word: &str) -> bool {
    match listed.strip_suffix('*') {
        None => listed == word,
        Some(stem) => word.strip_prefix(stem).is_some_and(|ending| {
            ending.is_empty() || ENDINGS.split_whitespace().any(|known| known == ending)
        }),
    }
}

impl Phrases {
    const fn new(text: &'static str) -> Self {
        Self {
            text,
            read: OnceLock::new(),
        }
    }

    fn read(&self) -> &HashMap<String, Vec<Phrase>> {
        self.read.get_or_init(|| {
            let mut all: HashMap<String, Vec<Phrase>> = HashMap::new();
            for line in lines(self.text) {
                let (words, means) = line.split_once(" = ").unwrap_or((line, ""));
                let words: Vec<&str> = words.split_whitespace().collect();
                if let Some(first) = words.first() {
                    let means = means.trim();
                    all.entry(looked_up(first))
                        .or_default()
                        .push(Phrase { words, means });
                }
            }
            for phrases in all.values_mut() {
                phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
            }
            all
        })
    }

    /// The longest phrase that begins at the token: its last token, and what it means.
    pub(crate) fn longest(&self, tokens: &Tokens, at: usize) -> Option<(usize, &'static str)> {
        let phrases = self.read().get(&looked_up(tokens.low(at)))?;
        phrases.iter().find_map(|phrase| {
            let last = at + phrase.words.len() - 1;
            let same = phrase.words.iter().enumerate().all(|(i, word)| {
                tokens.together(at, at + i) && same_word(word, tokens.low(at + i))
            });
            same.then_some((last, phrase.means))
        })
    }

    /// What a phrase of one word means.
    pub(crate) fn means(&self, word: &str) -> Option<&'static str> {
        let phrases = self.read().get(&looked_up(word))?;
        phrases
            .iter()
            .find(|phrase| phrase.words.len() == 1 && same_word(phrase.words[0], word))
            .map(|phrase| phrase.means)
    }

    /// Its lines, as they stand.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        lines(self.text).map(|line| line.split_once(" = ").unwrap_or((line, "")))
    }
}

pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
}

macro_rules! words {
    ($($(#[$what:meta])* $name:ident $file:literal)*) => {
        $($(#[$what])* pub(crate) static $name: Words = Words::new(include_str!(concat!("../lists/", $file, ".txt")));)*
    };
}

macro_rules! phrases {
    ($($(#[$what:meta])* $name:ident $file:literal)*) => {
        $($(#[$what])* pub(crate) static $name: Phrases = Phrases::new(include_str!(concat!("../lists/", $file, ".txt")));)*
    };
}

words! {
    /// Words that end with a point within a sentence.
    ABBREVIATIONS "abbreviations"
    /// Endings of internet addresses.
    DOMAINS "domains"
    /// Words that are no part of a noun phrase: articles, prepositions, conjunctions, pronouns, forms of common verbs.
    FUNCTION "function"
    /// Small words within titles and names of bodies.
    SMALL "small"
    /// Adjectives of countries and peoples, and the peoples.
    PEOPLES "peoples"
    /// Words with a capital at the beginning of a sentence or in a heading that are no name.
    COMMON "common"
    /// Titles and offices that stand before a person's name.
    TITLES "titles"
    /// Words of a body's name, by which it is one.
    BODIES "bodies"
    /// What stands before or behind the name of a party, movement, paper, company.
    KINDS_OF_BODIES "kinds_of_bodies"
    /// What stands before or behind the name of a place.
    KINDS_OF_PLACES "kinds_of_places"
    /// Verbs of what people do and suffer.
    PEOPLE_DO "people_do"
    /// People of whom something may be told without their names.
    GROUPS "groups"
}

phrases! {
    /// Menus, share buttons, mailing lists, footers.
    FURNITURE "furniture"
    /// Numbers in words.
    NUMERALS "numerals"
    /// Known places, with their usual name.
    PLACES "places"
    /// Known organisations, media, platforms.
    ORGANISATIONS "organisations"
    /// Codes, constitutions, treaties, with the code that is written down.
    LAWS "laws"
    /// What laws are about, in "law on …" and "… law".
    TOPICS "topics"
    /// Units of time.
    TIMES "times"
    /// What is meant by "at least", "around".
    QUALIFIERS "qualifiers"
    /// Units of money.
    MONEY "money"
    /// Penalties and terms that stand behind a length of time.
    TERMS "terms"
}

#[cfg(test)]
mod tests {
    use super::{TITLES, lines};

    #[test]
    fn russian_titles_are_declined_as_russian_is_spelled() {
        let text = include_str!("../lists/titles.txt");
        let words = lines(text).flat_map(str::split_whitespace);
        let russian = |word: &&str| {
            !word.is_ascii() && !word.contains(['ә', 'і', 'ң', 'ғ', 'ү', 'ұ', 'қ', 'ө', 'һ'])
        };
        for word in words.filter(russian) {
            let after_k_g_h = ["гы", "кы", "хы", "жы", "шы", "щы", "чы"];
            assert!(
                !after_k_g_h.iter().any(|never| word.contains(never)),
                "{word}"
            );
            let endings = [
                "кей",
                "ицой",
                "щого",
                "щому",
                "чого",
                "чому",
                "енним",
                "аннего",
                "енний",
                "имим",
            ];
            assert!(!endings.iter().any(|never| word.ends_with(never)), "{word}");
        }
        for word in [
            "ведущему",
            "ведущим",
            "ведущие",
            "ведущих",
            "полицейским",
            "подростка",
            "посла",
        ] {
            assert!(TITLES.has(word), "{word}");
        }
        for word in [
            "солдатов",
            "ученего",
            "экс-депутаи",
            "журналисткей",
            "подростока",
            "боцем",
        ] {
            assert!(!TITLES.has(word), "{word}");
        }
    }
}
