//! Letters of one script that stand in a word of another because they look the same: «Талгаt», "Sеrik".

use crate::spelling::is_cyrillic;
use std::borrow::Cow;

/// One letter that was read as its twin of the other script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Repair {
    /// Which letter of the text, counted in Unicode scalar values from 0.
    pub at: u32,
    /// The letter as written.
    pub written: char,
    /// The letter it was read as.
    pub read_as: char,
}

/// Letters that look alike, Cyrillic and Latin, in lower case.
const TWINS: &[(char, char)] = &[
    ('а', 'a'),
    ('в', 'b'),
    ('е', 'e'),
    ('ё', 'ë'),
    ('к', 'k'),
    ('м', 'm'),
    ('н', 'h'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ә', 'ə'),
];

/// Cyrillic letters that no name here is written with, and that stand for Latin ones only.
const DISGUISED: &[(char, char)] = &[
    ('ї', 'ï'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('һ', 'h'),
    ('ӓ', 'ä'),
    ('ӧ', 'ö'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
];

fn to_latin(c: char) -> Option<char> {
    let mut all = TWINS.iter().chain(DISGUISED);
    all.find(|(cyrillic, _)| *cyrillic == c)
        .map(|(_, latin)| *latin)
}

fn to_cyrillic(c: char) -> Option<char> {
    TWINS
        .iter()
        .find(|(_, latin)| *latin == c)
        .map(|(cyrillic, _)| *cyrillic)
}

/// A word with its letters in one script, where those of the other have a twin in it: «Токтаpова» with a Latin p is
/// «Токтарова».
#[must_use]
pub fn in_one_script(word: &str) -> Cow<'_, str> {
    let latin = word.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !latin || !word.chars().any(is_cyrillic_of_any_case) {
        return Cow::Borrowed(word);
    }
    let mut letters: Vec<char> = word
        .chars()
        .map(|letter| letter.to_lowercase().next().unwrap_or(letter))
        .collect();
    let mut log = Vec::new();
    repair(&mut letters, &mut log);
    if log.is_empty() {
        return Cow::Borrowed(word);
    }
    let cased = letters.into_iter().zip(word.chars());
    let cased = cased.map(|(letter, was)| match was.is_uppercase() {
        true => letter.to_uppercase().next().unwrap_or(letter),
        false => letter,
    });
    Cow::Owned(cased.collect())
}

fn is_cyrillic_of_any_case(letter: char) -> bool {
    letter.to_lowercase().any(is_cyrillic)
}

/// Puts letters of the rarer script in a word right, where each has a twin; otherwise leaves the word alone. The word is
/// in lower case; places are told within the word.
pub(crate) fn repair(word: &mut [char], log: &mut Vec<Repair>) {
    let cyrillic = word.iter().filter(|c| is_cyrillic(**c)).count();
    let latin = word.len() - cyrillic;
    if cyrillic == 0 || latin == 0 {
        return;
    }
    // As many of both: a letter that has no twin tells which script is meant.
    let only_cyrillic = word
        .iter()
        .any(|c| is_cyrillic(*c) && to_latin(*c).is_none());
    let only_latin = word
        .iter()
        .any(|c| !is_cyrillic(*c) && to_cyrillic(*c).is_none());
    let to_cyrillic_script = match (only_cyrillic, only_latin) {
        (true, false) => true,
        (false, true) => false,
        (false, false) => cyrillic >= latin,
        (true, true) => return,
    };
    for (at, letter) in (0..).zip(word.iter_mut()) {
        let twin = if to_cyrillic_script {
            (!is_cyrillic(*letter))
                .then(|| to_cyrillic(*letter))
                .flatten()
        } else {
            is_cyrillic(*letter).then(|| to_latin(*letter)).flatten()
        };
        if let Some(twin) = twin {
            log.push(Repair {
                at,
                written: *letter,
                read_as: twin,
            });
            *letter = twin;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_scripts_is_read_in_the_one_it_is_written_in() {
        assert_eq!(in_one_script("Токтаpова"), "Токтарова");
        assert_eq!(in_one_script("Аxметов"), "Ахметов");
        assert_eq!(in_one_script("Вokayev"), "Bokayev");
        for word in ["Токтарова", "Bokayev", "", "5а"] {
            assert_eq!(in_one_script(word), word);
        }
    }
}
