//! How wide text is. A picture is laid out before anybody knows the reader's font, so each letter is taken as wide as
//! the widest font makes it.

use std::sync::LazyLock;

const WIDTHS: &str = include_str!("../data/widths.txt");

/// Letters in order, with their width in thousandths of the font size.
static TABLE: LazyLock<Vec<(char, u16)>> = LazyLock::new(|| {
    let mut table: Vec<(char, u16)> = WIDTHS.lines().flat_map(read_line).collect();
    table.sort_unstable();
    table
});

/// A width, then letters, then spaces by their number.
fn read_line(line: &str) -> Vec<(char, u16)> {
    let mut parts = line.split_whitespace();
    let Some(width) = parts.next().and_then(|width| width.parse().ok()) else {
        return Vec::new();
    };
    let letters = parts.flat_map(|part| {
        let numbered = part
            .strip_prefix("U+")
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        numbered.map_or_else(|| part.chars().collect(), |letter| vec![letter])
    });
    letters.map(|letter| (letter, width)).collect()
}

/// Of a letter that no line of the table names.
const UNLISTED: u16 = 1_000;

fn of(letter: char) -> u16 {
    if joins(letter) {
        return 0;
    }
    TABLE
        .binary_search_by_key(&letter, |(listed, _)| *listed)
        .ok()
        .and_then(|index| TABLE.get(index))
        .map_or(UNLISTED, |(_, width)| *width)
}

/// Marks that stand on the letter before them and take no room.
pub(crate) const fn joins(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{200B}'..='\u{200F}' | '\u{20D0}'..='\u{20FF}' | '\u{2060}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}')
}

/// The width of a line of text in px, at most, at a font size in px.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    let thousandths: u64 = text.chars().map(|letter| u64::from(of(letter))).sum();
    #[expect(
        clippy::cast_precision_loss,
        reason = "texts are far shorter than 2^52 letters"
    )]
    let ems = thousandths as f64 / 1_000.0;
    ems * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_three_languages_are_all_listed() {
        let letters = "AZaz09.,:;!?()«»“”–—’%№ \u{A0}АЯЁаяёӘәҒғҚқҢңӨөҰұҮүҺһІі₸§";
        for letter in letters.chars() {
            let listed = TABLE.iter().any(|(other, _)| *other == letter);
            assert!(listed, "{letter} U+{:04X}", u32::from(letter));
        }
        assert!(TABLE.windows(2).all(|pair| pair[0].0 != pair[1].0));
        assert!(TABLE.iter().all(|(_, width)| (200..2_000).contains(width)));
    }

    #[test]
    fn a_mark_upon_a_letter_takes_no_room() {
        assert!((width("и\u{306}", 10.0) - width("и", 10.0)).abs() < 1e-9);
        assert!((width("漢", 10.0) - 10.0).abs() < 1e-9);
        assert!(width("", 10.0) < 1e-9);
        assert!(width("Ж", 26.0) > width("i", 26.0) * 3.0);
    }
}
