//! Where a Kazakh word may be broken: between syllables. A syllable has one vowel; a consonant before a vowel begins it
//! (the rules of transfer of Kazakh spelling: бө-лу, қа-лам, мек-теп, құ-қық-тық). Only long words are broken, and never
//! so that fewer than two letters stand alone. A long word in Latin letters amid Russian or Kazakh is broken alike: the
//! rules of the language around it do not know it, and in a narrow column it would stand over its neighbour.

/// Shorter words stay whole.
const SHORTEST: usize = 9;
/// Shorter words in Latin letters stay whole.
const SHORTEST_LATIN: usize = 10;
/// So many letters stay together at either end.
const END: usize = 3;
/// Where a word may be broken: nothing is printed here unless it is.
const BREAK: char = '\u{AD}';

/// The text with the places at which its words may be broken.
pub(crate) fn kazakh(text: &str) -> String {
    each_word(text, |word| {
        word.len() >= SHORTEST && word.iter().all(|letter| is_cyrillic(*letter))
    })
}

/// The same for words in Latin letters. An address and a name of a file stay as they are: they may be copied.
pub(crate) fn latin(text: &str) -> String {
    let parts = text.split_inclusive(char::is_whitespace);
    parts
        .map(|part| {
            let is_prose = part
                .trim_matches(|c: char| !c.is_alphanumeric())
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
            match is_prose {
                true => each_word(part, |word| {
                    word.len() >= SHORTEST_LATIN && word.iter().all(char::is_ascii_alphabetic)
                }),
                false => part.to_owned(),
            }
        })
        .collect()
}

fn each_word(text: &str, breaks: impl Fn(&[char]) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut word: Vec<char> = Vec::new();
    for letter in text.chars() {
        if letter.is_alphabetic() {
            word.push(letter);
            continue;
        }
        broken(&word, breaks(&word), &mut out);
        word.clear();
        out.push(letter);
    }
    broken(&word, breaks(&word), &mut out);
    out
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{4FF}')
}

fn broken(word: &[char], breaks: bool, out: &mut String) {
    for (at, letter) in word.iter().enumerate() {
        if breaks && at >= END && word.len() - at >= END && begins_a_syllable(word, at) {
            out.push(BREAK);
        }
        out.push(*letter);
    }
}

/// A consonant before a vowel, with a vowel somewhere before it; a vowel after a vowel.
fn begins_a_syllable(word: &[char], at: usize) -> bool {
    let vowel = |at: usize| word.get(at).copied().is_some_and(is_vowel);
    let before = word
        .get(..at)
        .is_some_and(|w| w.iter().copied().any(is_vowel));
    let sign = matches!(word.get(at), Some('ь' | 'ъ' | 'Ь' | 'Ъ'));
    before && !sign && !vowel(at) && vowel(at + 1)
}

/// In Kazakh и, у, ю, я, ё stand for a vowel too; й does not.
fn is_vowel(letter: char) -> bool {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    "аәеёиоөуұүыіэюяaeiouy".contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        kazakh(text).replace(BREAK, "-")
    }

    #[test]
    fn long_words_are_broken_between_syllables_and_short_ones_are_whole() {
        assert_eq!(shown("ұсынымдардың"), "ұсы-ным-дар-дың");
        assert_eq!(shown("қамауға алынғандар"), "қамауға алын-ған-дар");
        assert_eq!(shown("бостандығынан айыру"), "бос-тан-ды-ғы-нан айыру");
    }

    #[test]
    fn a_long_latin_word_is_broken_and_an_address_is_not() {
        let shown = |text: &str| latin(text).replace(BREAK, "-");
        assert_eq!(
            shown("«Conclusions and Recommendations», 2021"),
            "«Conc-lu-sions and Recom-men-da-tions», 2021"
        );
        for whole in [
            "https://example.org/recommendations",
            "recommendations@example.org",
            "datapackage.json",
            "of Astana",
            "рекомендации",
        ] {
            assert_eq!(latin(whole), whole);
        }
    }

    #[test]
    fn other_scripts_and_the_text_itself_stay() {
        assert_eq!(
            shown("https://example.org/restrictions"),
            "https://example.org/restrictions"
        );
        let text = "Әкімшілік жауапкершілікке тартылды, 2020 ж.";
        assert_eq!(kazakh(text).replace(BREAK, ""), text);
    }
}
