//! One space of keys for all scripts in which a name is written, so that «Baltabay» finds «Балтабай» and «кукык»
//! finds «құқық».
//!
//! A key is for finding only: it throws away what writers differ in (case, Kazakh letters, soft signs, doubled
//! letters, one romanisation or another) and is never shown. What is indexed and what is looked for pass through
//! here alike. The beginning of a word has the beginning of its key, but where it ends within a letter that Latin
//! writes with two or three («k» of «kh»).

use std::fmt::Write as _;

/// A word longer than this is cut, in the index as in what is looked for.
const LONGEST: usize = 64;

/// The words of a text, each as written (in bytes of the text) and as its key. Words without a key are left out.
pub(crate) fn keyed(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, String)> {
    words(text).filter_map(|range| {
        let mut key = String::with_capacity(range.len());
        push_word(&text[range.clone()], &mut key);
        (!key.is_empty()).then_some((range, key))
    })
}

/// Appends the keys of a text's words, with a space behind each.
pub(crate) fn push_keys(text: &str, into: &mut String) {
    for range in words(text) {
        let before = into.len();
        push_word(&text[range], into);
        if into.len() > before {
            into.push(' ');
        }
    }
}

/// Runs of letters and digits; an apostrophe within one belongs to it, as do marks above letters.
fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = letters.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = letters.peek().copied() {
            let next = at + c.len_utf8();
            let within = c.is_alphanumeric()
                || is_mark(c)
                || (is_apostrophe(c)
                    && text[next..]
                        .chars()
                        .next()
                        .is_some_and(char::is_alphanumeric));
            if !within {
                break;
            }
            end = next;
            letters.next();
        }
        Some(start..end)
    })
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

fn push_word(word: &str, into: &mut String) {
    let start = into.len();
    let mut letters = word.chars().flat_map(lower).peekable();
    let mut last = '\0';
    while let Some(c) = letters.next() {
        if into.len() - start >= LONGEST {
            break;
        }
        let next = letters.peek().copied();
        let (key, taken) = key_of(c, next, last);
        if taken {
            letters.next();
            // «shch» and «sch» are one letter with «sh».
            if key == "sh" && (next == Some('c') || letters.next_if_eq(&'c').is_some()) {
                letters.next_if_eq(&'h');
            }
        }
        last = c;
        match key {
            "" => {}
            "\0" => push(c, into, start),
            key => key.chars().for_each(|k| push(k, into, start)),
        }
    }
}

/// Letters that stand twice are written once: «Алла», «Mariya».
fn push(key: char, into: &mut String, start: usize) {
    let doubled = key.is_alphabetic() && into[start..].ends_with(key);
    if !doubled {
        into.push(key);
    }
}

fn lower(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase()
        .filter(|c| !is_mark(*c) && !is_apostrophe(*c))
}

/// The key of a letter, and whether the letter behind it is part of it. `\0` stands for the letter itself.
fn key_of(c: char, next: Option<char>, last: char) -> (&'static str, bool) {
    let with = |second: char| next == Some(second);
    let one = |key: &'static str| (key, false);
    match c {
        // Latin, where two letters may be one.
        'k' if with('h') => ("h", true),
        'z' if with('h') => ("j", true),
        's' if with('h') => ("sh", true),
        's' if with('c') => ("sh", true),
        'c' if with('h') => ("ch", true),
        'c' if with('k') => ("k", true),
        'p' if with('h') => ("f", true),
        't' if with('z') => ("ts", true),
        'y' if with('e') || with('o') => ("e", true),
        'c' | 'q' => one("k"),
        'w' => one("v"),
        'x' => one("ks"),
        'y' | 'ý' | 'ÿ' => one("i"),
        'ş' | 'ș' | 'š' | 'ś' => one("sh"),
        'ç' | 'č' | 'ć' => one("ch"),
        'ž' | 'ź' | 'ż' => one("j"),
        'a'..='z' | '0'..='9' => one("\0"),
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'ə' => one("a"),
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' => one("e"),
        'ğ' | 'ģ' | 'ǵ' => one("g"),
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => one("i"),
        'ñ' | 'ń' | 'ň' | 'ŋ' => one("n"),
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ō' | 'ő' | 'ø' => one("o"),
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => one("u"),
        // Cyrillic, Russian and Kazakh.
        'а' | 'ә' => one("a"),
        'б' => one("b"),
        'в' => one("v"),
        'г' | 'ғ' => one("g"),
        'д' => one("d"),
        'е' | 'ё' | 'э' => one("e"),
        'ж' => one("j"),
        'з' => one("z"),
        'и' | 'й' | 'і' | 'ї' | 'ы' => one("i"),
        'к' | 'қ' | 'ҡ' => one("k"),
        'л' => one("l"),
        'м' => one("m"),
        'н' | 'ң' => one("n"),
        'о' | 'ө' => one("o"),
        'п' => one("p"),
        'р' => one("r"),
        'с' => one("s"),
        'т' => one("t"),
        'у' | 'ұ' | 'ү' | 'ў' => one("u"),
        'ф' => one("f"),
        'х' | 'һ' => one("h"),
        'ц' => one("ts"),
        'ч' => one("ch"),
        'ш' | 'щ' => one("sh"),
        'ю' => one("iu"),
        'я' => one("ia"),
        'ь' | 'ъ' if last != '\0' => one(""),
        'є' => one("e"),
        'ґ' => one("g"),
        _ => one("\0"),
    }
}

/// A key as a quoted part of a question to the index; `prefix` lets words go on behind it.
pub(crate) fn quoted(key: &str, prefix: bool, into: &mut String) {
    // Keys hold letters and digits only, so nothing in them ends the quotes.
    let _ = write!(into, "\"{key}\"{}", if prefix { "*" } else { "" });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> String {
        keyed(text)
            .map(|(_, key)| key)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn one_name_in_several_writings_has_one_key() {
        for same in [
            &["Балтабай", "Baltabay", "Baltabai", "БАЛТАБАЙ"][..],
            &["Құқық", "кукык", "Quqyq"],
            &["Алиев", "Aliyev", "Aliev"],
            &["Сергеев", "Sergeyev", "Sergeev"],
            &["Ерлан", "Yerlan", "Erlan"],
            &["Жаңаөзен", "Жанаозен", "Zhanaozen", "Janaozen", "Jañaözen"],
            &["Мария", "Mariya", "Maria", "Mariia"],
            &["Васильев", "Vasilyev", "Vasil'ev", "Vasilev"],
            &["Щербаков", "Shcherbakov", "Scherbakov"],
            &["Шымкент", "Shymkent", "Şymkent"],
            &["Хамит Нұрсұлтан", "Khamit Nursultan", "Hamit Nursultan"],
            &["Семёнов", "Семенов", "Semyonov", "Semenov"],
            &["Дмитрий", "Dmitry", "Dmitriy", "Dmitrii"],
            &["й", "и\u{306}"],
        ] {
            for other in same {
                assert_eq!(key(other), key(same[0]), "{other}");
            }
        }
    }

    #[test]
    fn numbers_and_other_scripts_stay() {
        assert_eq!(key("ст. 488, 1000 ₸"), "st 488 1000");
        assert_eq!(key("حقوق 人权"), "حقوق 人权");
        assert_eq!(key("\0\u{202e}'\"* — ь"), "ь");
        assert_eq!(key(&"a1".repeat(500)).len(), LONGEST);
    }

    proptest! {
        #[test]
        fn the_beginning_of_a_cyrillic_word_has_the_beginning_of_its_key(
            word in "[А-Яа-яёҚқӘәҒғҮүҰұӨөҢңІіҺһ]{1,20}", part in 1..20_usize
        ) {
            let begun: String = word.chars().take(part).collect();
            prop_assume!(!begun.starts_with(['ь', 'ъ', 'Ь', 'Ъ']));
            prop_assert!(key(&word).starts_with(&key(&begun)));
        }

        #[test]
        fn words_are_cut_where_the_index_cuts_them(text in "\\PC{0,60}") {
            let mut all = String::new();
            push_keys(&text, &mut all);
            let one_by_one: Vec<String> = keyed(&text).map(|(_, key)| key).collect();
            prop_assert_eq!(all.split(' ').filter(|k| !k.is_empty()).collect::<Vec<_>>(), one_by_one.iter().map(String::as_str).collect::<Vec<_>>());
            // No separator of the index stands within a key.
            for key in one_by_one {
                prop_assert!(key.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric()), "{}", key);
            }
        }
    }
}
