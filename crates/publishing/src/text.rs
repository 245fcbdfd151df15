//! Text from outside, made safe to print, and made into addresses and ids. It is cleaned and escaped where the
//! pictures are, [`aigaq_charts::text`], since both print it.

pub use aigaq_charts::text::{clean, escape, escape_into};

use aigaq_charts::text::printable;

/// A phrase as the beginning of a sentence.
#[must_use]
pub fn begun(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// An address that may become a link: `http` or `https`, with a host, and
/// without white space, quotes, angle brackets, backslashes or control
/// characters. Everything else is printed as text.
#[must_use]
pub fn web_address(address: &str) -> Option<&str> {
    let trimmed = address.trim();
    let (scheme, rest) = trimmed.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host_first = rest.chars().next()?;
    let harmless = trimmed.chars().all(|c| {
        printable(c) == c && !c.is_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`')
    });
    (known && harmless && host_first.is_alphanumeric()).then_some(trimmed)
}

/// A text cut where its direction changes: pieces in order, each with whether it is a run of letters that are written from
/// right to left. Such a run must be set apart, so that what stands beside it, a date or a comma, keeps its place.
#[must_use]
pub fn by_direction(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(from) = rest.find(is_right_to_left) {
        let (before, run) = rest.split_at(from);
        // To the last such letter before the next letter of another direction.
        let until = run.find(|c: char| c.is_alphabetic() && !is_right_to_left(c));
        let within = run.get(..until.unwrap_or(run.len())).unwrap_or(run);
        let last = within.char_indices().rfind(|(_, c)| is_right_to_left(*c));
        let (run, after) = run.split_at(last.map_or(within.len(), |(at, c)| at + c.len_utf8()));
        pieces.extend([(before, false), (run, true)]);
        rest = after;
    }
    pieces.push((rest, false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// A letter of Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms.
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// An HTML id made of any text: letters and digits of ASCII stay, everything
/// else is written as its code, so that two texts never share an id.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            out.push(c);
        } else {
            out.push_str(&format!("_{:x}_", c as u32));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert!(web_address("https://example.org/a?b=c&d=é").is_some());
        assert!(web_address("HTTP://example.org").is_some());
        for bad in [
            "javascript:alert(1)",
            "java\nscript://x",
            "data:text/html,<b>",
            "//example.org",
            "https://",
            "https:// example.org",
            "https://example.org/\"onmouseover=",
            "file:///etc/passwd",
            "https://exa\u{202E}mple.org",
            "",
        ] {
            assert_eq!(web_address(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn what_is_written_from_right_to_left_moves_nothing_beside_it() {
        assert_eq!(
            by_direction("الجزيرة نت, 5 июня"),
            [("الجزيرة نت", true), (", 5 июня", false)]
        );
        assert_eq!(
            by_direction("a שלום b"),
            [("a ", false), ("שלום", true), (" b", false)]
        );
        assert_eq!(
            by_direction("Казахстан, 2020"),
            [("Казахстан, 2020", false)]
        );
        assert_eq!(by_direction(""), []);
    }

    proptest! {
        #[test]
        fn a_text_cut_by_direction_is_whole(text in any::<String>()) {
            let pieces: String = by_direction(&text).iter().map(|(piece, _)| *piece).collect();
            prop_assert_eq!(pieces, text);
        }

        #[test]
        fn different_texts_have_different_ids(a in any::<String>(), b in any::<String>()) {
            prop_assert_eq!(a == b, slug(&a) == slug(&b));
        }
    }
}
