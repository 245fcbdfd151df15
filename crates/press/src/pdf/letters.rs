//! Text as the fonts can set it.

use aigaq_publishing::Language;
use aigaq_publishing::text::clean;

use super::{hyphens, shop};

/// Stands for a letter that no font has.
const NO_SUCH_LETTER: char = '□';

/// Text from outside, without what cannot be printed.
pub(super) fn set(text: &str) -> String {
    clean(text)
        .chars()
        .map(|letter| match letter {
            '\n' | '\t' => ' ',
            _ if letter.is_whitespace() || is_mark_of_order(letter) || shop::has(letter) => letter,
            _ => NO_SUCH_LETTER,
        })
        .collect()
}

/// The same, with the places at which words may be broken where the language has no rules in the press.
pub(super) fn flowing(text: &str, language: Language) -> String {
    let text = set(text);
    match language {
        Language::Kk => hyphens::kazakh(&text),
        Language::En | Language::Ru => text,
    }
}

/// Joiners and the like take no room and need no letter of a font.
const fn is_mark_of_order(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kazakh_russian_and_right_to_left_letters_are_there_and_others_are_shown_to_be_missing() {
        for there in [
            "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі",
            "ЁёЩщЪъ",
            "№ – — « » „ “ … ↩ □",
            "مرحبا",
            "שלום",
        ] {
            assert_eq!(set(there), there);
        }
        assert_eq!(set("a中b\u{13000}"), "a□b□");
        assert_eq!(set("b\nc\td"), "b c d");
    }
}
