//! The order in which names and titles stand in a list.
//!
//! One order for all three languages: signs and digits, then Latin letters, then Cyrillic ones in the order of the
//! Kazakh alphabet, which keeps the Russian letters in the Russian order and puts its own where Kazakh readers look
//! for them (ә after а, қ after к). Case, quotation marks and marks on Latin letters do not matter, spaces do.

use crate::fold::fold_char;

/// The Cyrillic alphabet of Kazakh; it holds all letters of Russian.
const ALPHABET: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

/// Keys of Cyrillic letters stand here: behind all other letters that occur.
const CYRILLIC: u32 = 0xE000;

/// A text that sorts, compared character by character, as a reader expects the given one to.
#[must_use]
pub fn sort_key(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '«' | '»' | '“' | '”' | '„' | '"' | '‘' | '’' | '\''))
        .map(place)
        .collect::<String>()
        .trim_start()
        .to_owned()
}

fn place(c: char) -> char {
    let lower = c.to_lowercase().next().unwrap_or(c);
    let found = (0..)
        .zip(ALPHABET.chars())
        .find(|(_, letter)| *letter == lower);
    match found {
        Some((rank, _)) => char::from_u32(CYRILLIC + rank).unwrap_or(lower),
        None => fold_char(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(mut texts: Vec<&str>) -> Vec<&str> {
        texts.sort_by_cached_key(|text| sort_key(text));
        texts
    }

    #[test]
    fn kazakh_letters_stand_behind_the_letters_they_look_like() {
        let order = vec![
            "Абай",
            "Аяз",
            "Әбіш",
            "Әсел",
            "Бану",
            "Еркін",
            "Ёлка",
            "Қанат",
            "Лаура",
            "Өмір",
            "Ыбырай",
            "Ілияс",
            "Эльмира",
        ];
        let mut mixed = order.clone();
        mixed.reverse();
        assert_eq!(sorted(mixed), order);
    }

    #[test]
    fn case_quotes_and_scripts_have_their_place() {
        assert_eq!(
            sorted(vec![
                "яблоко",
                "«Азаттық»",
                "Zebra",
                "азот",
                "Äbish",
                "10 человек",
                "abc"
            ]),
            [
                "10 человек",
                "abc",
                "Äbish",
                "Zebra",
                "«Азаттық»",
                "азот",
                "яблоко"
            ]
        );
    }
}
