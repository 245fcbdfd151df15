//! Names by how they sound: «Djakoupov» finds «Жақыпов».
//!
//! The index of names holds, beside the keys of the words as written, keys for each word as it sounds. No word that
//! somebody types is one of them: they begin with a sign that no word holds.

use super::key::quoted;
use aigaq_names::{Role, SoundKey, Token, parse};
use std::fmt::Write as _;

/// Begins a key of sounds. Signs of ASCII would part words in the index.
const SIGN: char = '\u{a4}';

/// Appends the keys of a name's words as they sound, with a space behind each; nothing for what is no name of a person.
pub(crate) fn push_sounds(name: &str, into: &mut String) {
    let parsed = parse(name);
    for key in parsed.tokens().iter().flat_map(Token::sound_keys) {
        into.push_str(&written(key));
        into.push(' ');
    }
}

/// Whether a word of the index is a key of sounds.
pub(crate) fn is_sound(word: &str) -> bool {
    word.starts_with(SIGN)
}

fn written(key: SoundKey) -> String {
    let mut word = String::with_capacity(18);
    // Writing to a string cannot fail.
    let _ = write!(word, "{SIGN}{:x}", key.0);
    word
}

/// A name that is looked for, as it sounds.
pub(crate) struct Heard {
    /// For each word the keys of which a name found has one; the longest word first.
    words: Vec<Vec<SoundKey>>,
}

impl Heard {
    /// How a name sounds that somebody typed, perhaps in small letters; nothing when it is no name of a person.
    pub(crate) fn read(typed: &str) -> Option<Self> {
        let name = parse(&with_capitals(typed));
        let mut words: Vec<&Token> = name.tokens().iter().collect();
        words.retain(|word| word.role() != Role::Initial);
        // Many names are written without the patronymic.
        if words.len() > 2 {
            words.retain(|word| word.role() != Role::Patronymic);
        }
        words.sort_by_key(|word| std::cmp::Reverse(name.written(word).chars().count()));
        let words: Vec<Vec<SoundKey>> = words
            .into_iter()
            .map(|word| word.sound_keys().collect())
            .filter(|keys: &Vec<SoundKey>| !keys.is_empty())
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// As a question to the index of names: all the words.
    pub(crate) fn all(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|keys| any(keys)).collect();
        words.join(" AND ")
    }

    /// As questions to the index of names: each of the words alone; nothing where there is only one.
    pub(crate) fn each(&self) -> impl Iterator<Item = String> {
        let several = self.words.iter().filter(|_| self.words.len() > 1);
        several.map(|keys| any(keys))
    }
}

fn any(keys: &[SoundKey]) -> String {
    let mut question = String::from("(");
    for (place, key) in keys.iter().enumerate() {
        if place > 0 {
            question.push_str(" OR ");
        }
        quoted(&written(*key), false, &mut question);
    }
    question.push(')');
    question
}

/// Every word with a capital letter: people look for names in small letters, and what is written so is read as no name.
fn with_capitals(typed: &str) -> String {
    let mut all = String::with_capacity(typed.len());
    let mut within = false;
    for letter in typed.chars() {
        if within {
            all.push(letter);
        } else {
            all.extend(letter.to_uppercase());
        }
        within = letter.is_alphanumeric() || (within && !letter.is_whitespace());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a name is found by what was typed, as the index finds it.
    fn finds(typed: &str, name: &str) -> bool {
        let mut indexed = String::new();
        push_sounds(name, &mut indexed);
        let held: Vec<&str> = indexed.split_whitespace().collect();
        Heard::read(typed).is_some_and(|heard| {
            heard.words.iter().all(|keys| {
                let written: Vec<String> = keys.iter().map(|key| written(*key)).collect();
                written.iter().any(|key| held.contains(&key.as_str()))
            })
        })
    }

    #[test]
    fn a_name_is_found_by_any_spelling_in_any_script() {
        for (typed, name) in [
            ("Djakoupov", "Жәнібек Жақыпов"),
            ("djakoupov djanibek", "Жақыпов Жәнібек Серікұлы"),
            ("Muktar Abliazov", "Мұхтар Әблязов"),
            ("muktar abliazov", "Аблязов Мухтар Кабулович"),
            ("Abliazov M.", "Мұхтар Әблязов"),
            ("Abliasow", "Мухтар Аблязов"),
            ("Мұхтар Әблязов", "Mukhtar Ablyazov"),
            ("Аблязова", "Мұхтар Әблязов"),
            ("Женя Жовтис", "Yevgeny Zhovtis"),
            ("Schowtis", "Евгений Жовтис"),
            ("Achmetow Jermek", "Ахметов Ермек"),
            ("Jaksybekova", "Жақсыбекова Айгерім"),
            ("Ermek Narymbay Kabylovich", "Нарымбаев Ермек"),
        ] {
            assert!(finds(typed, name), "{typed} / {name}");
        }
        for (typed, name) in [
            ("Yerlan", "Ержан Ахметов"),
            ("Ахметов", "Кумат Иванов"),
            ("Marat", "Мәриям Сейтова"),
            ("", "Мұхтар Әблязов"),
            ("M.", "Мұхтар Әблязов"),
        ] {
            assert!(!finds(typed, name), "{typed} / {name}");
        }
    }
}
