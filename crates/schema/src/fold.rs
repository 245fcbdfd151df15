//! One fold for searching and grouping: case, ё/е, and Kazakh letters as they are typed on a Russian
//! keyboard, so that «кукык» finds «құқық».
//!
//! The fold maps each character to exactly one character, so an offset (counted in characters) into the
//! folded text is an offset into the original, and a hit can be marked where it stands. It is for finding,
//! never for comparing people's names: that is the work of its own crate, with reasons.

use std::sync::LazyLock;

/// The folds of the characters that texts are mostly made of: all of Latin, Greek and Cyrillic.
static COMMON: LazyLock<[char; 0x530]> = LazyLock::new(|| {
    let mut all = ['\0'; 0x530];
    for (c, folded) in ('\0'..).zip(&mut all) {
        *folded = worked_out(c);
    }
    all
});

/// The folded form of one character. Never more than one character, never none.
#[must_use]
pub fn fold_char(c: char) -> char {
    COMMON
        .get(c as usize)
        .copied()
        .unwrap_or_else(|| worked_out(c))
}

fn worked_out(c: char) -> char {
    let lower = {
        let mut all = c.to_lowercase();
        match (all.next(), all.next()) {
            (Some(one), None) => one,
            // Two characters (as in İ) would change the length: the letter stays as it is.
            _ => c,
        }
    };
    match lower {
        'ё' => 'е',
        'й' => 'и',
        'ә' => 'а',
        'ғ' => 'г',
        'қ' | 'ҡ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' | 'ў' => 'у',
        'һ' => 'х',
        'і' | 'ї' => 'и',
        'ъ' => 'ь',
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' => 'e',
        'ğ' | 'ģ' | 'ǵ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' | 'ŋ' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ō' | 'ő' | 'ø' => 'o',
        'š' | 'ş' | 'ș' | 'ś' => 's',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '«' | '»' | '“' | '”' | '„' => '"',
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\t' | '\n' | '\r' => ' ',
        other => other,
    }
}

/// The folded form of a text: as many characters as the text has.
#[must_use]
pub fn fold(text: &str) -> String {
    // Folded letters are as long as their letters, nearly always.
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().map(fold_char));
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kazakh_letters_are_found_from_a_russian_keyboard() {
        assert_eq!(fold("Құқық"), fold("кукык"));
        assert_eq!(fold("Мұхтар Әблязов"), "мухтар аблязов");
        assert_eq!(fold("Өскемен"), fold("оскемен"));
        assert_eq!(fold("Көше партиясы"), fold("коше партиясы"));
        assert_eq!(fold("Чернобыль Семёнов"), fold("ЧЕРНОБЫЛЬ СЕМЕНОВ"));
    }

    proptest! {
        #[test]
        fn the_length_in_characters_is_kept(text in "\\PC*") {
            prop_assert_eq!(fold(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
