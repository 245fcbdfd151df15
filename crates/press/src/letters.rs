//! Text as it can be set.

use aigaq_publishing::Language;
use aigaq_publishing::text::{by_direction, clean};

use crate::{fonts, hyphens};

/// Stands for a letter that no font has.
const NO_SUCH_LETTER: char = '□';

/// Which letters can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// Those of the fonts that come with the program: the file holds its fonts.
    OfOurFonts,
    /// Any: whoever opens the file brings the fonts.
    Any,
}

impl Letters {
    /// Text from outside, without what cannot be printed.
    pub(crate) fn set(self, text: &str) -> String {
        let text = clean(text);
        if text.is_ascii() {
            return text;
        }
        by_direction(&text)
            .into_iter()
            .flat_map(|(piece, is_right_to_left)| {
                let [before, after] = match is_right_to_left {
                    true => ["\u{2068}", "\u{2069}"],
                    false => [""; 2],
                };
                before.chars().chain(piece.chars()).chain(after.chars())
            })
            .map(|letter| match letter {
                '\n' | '\t' => ' ',
                _ if self.has(letter) => letter,
                // Spaces of other scripts, which our fonts have not.
                _ if letter.is_whitespace() => ' ',
                _ => NO_SUCH_LETTER,
            })
            .collect()
    }

    /// The same, with the places at which words may be broken where the language has no rules in the press.
    pub(crate) fn flowing(self, text: &str, language: Language) -> String {
        let text = self.set(text);
        match (self, language) {
            (Self::OfOurFonts, Language::Kk) => hyphens::latin(&hyphens::kazakh(&text)),
            (Self::OfOurFonts, Language::Ru) => hyphens::latin(&text),
            _ => text,
        }
    }

    /// A drawing with letters that can be printed.
    pub(crate) fn drawing(self, svg: &str) -> String {
        let lines: Vec<String> = svg.split('\n').map(|line| self.set(line)).collect();
        lines.join("\n")
    }

    fn has(self, letter: char) -> bool {
        self == Self::Any || is_mark_of_order(letter) || fonts::have(letter)
    }
}

/// Joiners and the like take no room and need no letter of a font.
const fn is_mark_of_order(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{2068}' | '\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        Letters::OfOurFonts.set(text)
    }

    #[test]
    fn kazakh_russian_and_right_to_left_letters_are_there_and_others_are_shown_to_be_missing() {
        for there in [
            "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі",
            "ЁёЩщЪъ",
            "№ – — « » „ “ … ↩ □",
        ] {
            assert_eq!(set(there), there);
        }
        for there in ["مرحبا", "שלום"] {
            assert_eq!(set(there), format!("\u{2068}{there}\u{2069}"));
        }
        assert_eq!(set("a中b\u{13000}"), "a□b□");
        assert_eq!(set("a\u{3000}b"), "a b");
        assert_eq!(Letters::Any.set("a中b"), "a中b");
        assert_eq!(set("b\nc\td"), "b c d");
    }
}
