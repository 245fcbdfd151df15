//! Which language a text is in, by its letters.

use crate::text::Text;
use aigaq_schema::Language;

/// The language that most letters speak for. Kazakh in Cyrillic is told from Russian by the letters that only it has.
pub(crate) fn language(text: &Text) -> Language {
    let (mut latin, mut cyrillic, mut kazakh) = (0_usize, 0_usize, 0_usize);
    for c in text.plain() {
        match c {
            'a'..='z' | 'A'..='Z' => latin += 1,
            'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' | 'Ә' | 'Ғ' | 'Қ' | 'Ң' | 'Ө'
            | 'Ұ' | 'Ү' | 'Һ' | 'І' => {
                kazakh += 1;
                cyrillic += 1;
            }
            'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' => cyrillic += 1,
            _ => {}
        }
    }
    if cyrillic <= latin {
        Language::En
    } else if kazakh * 20 > cyrillic {
        Language::Kk
    } else {
        Language::Ru
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_language() {
        for (text, is) in [
            ("The court sentenced him. Суд.", Language::En),
            (
                "Суд приговорил Қ. Ахметова, и он обжаловал приговор в областной суд.",
                Language::Ru,
            ),
            (
                "Сот оны екі жылға бас бостандығынан айырды, ол шағымданды.",
                Language::Kk,
            ),
            ("", Language::En),
        ] {
            assert_eq!(language(&Text::new(text)), is, "{text}");
        }
    }
}
