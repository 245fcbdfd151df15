//! A text cut into words and what stands between them, and what that tells of a word: that it is an initial, that it
//! goes on behind an apostrophe, that a sentence begins with it.

use aigaq_names::in_one_script;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub(super) fn is_word(piece: &str) -> bool {
    piece.chars().any(is_letter)
}

/// What stands between the first letter of a name and the next of its words.
pub(super) fn is_behind_initial(gap: &str) -> bool {
    gap.chars().all(|c| c.is_whitespace() || c == '.')
}

/// A capital letter with a point behind it.
pub(super) fn is_initial_with_point(pieces: &[&str], at: usize) -> bool {
    if at >= pieces.len() {
        return false;
    }
    let is_capital = is_one_letter(pieces[at]) && pieces[at].chars().all(char::is_uppercase);
    is_capital && pieces.get(at + 1).is_some_and(|gap| gap.starts_with('.'))
}

pub(super) fn is_one_letter(piece: &str) -> bool {
    piece.chars().nth(1).is_none()
}

/// Signs that are not seen, or stand on a letter: stress marks, soft hyphens, joiners.
pub(super) fn is_upon_letters(c: char) -> bool {
    is_combining_mark(c)
        || matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

/// A word as it is read: letters with their marks as one, all of one script, without what is not seen.
pub(super) fn plain(word: &str) -> Cow<'_, str> {
    if !word.chars().any(is_upon_letters) {
        return in_one_script(word);
    }
    let seen: String = word.nfc().filter(|c| !is_upon_letters(*c)).collect();
    Cow::Owned(in_one_script(&seen).into_owned())
}

/// Of a word: no apostrophe, whichever was typed, so that O'Brien is two words however it is written.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_apostrophe(c)
}

/// The text cut into words and what stands between them.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut was_word = None;
    for (at, c) in text.char_indices() {
        let is_word = match was_word {
            Some(true) => is_letter(c) || is_upon_letters(c),
            _ => is_letter(c),
        };
        if was_word.is_some_and(|was| was != is_word) {
            pieces.push(&text[from..at]);
            from = at;
        }
        was_word = Some(is_word);
    }
    if from < text.len() {
        pieces.push(&text[from..]);
    }
    pieces
}

/// Whatever is typed or set for an apostrophe or the soft sign of a transliteration: O'Brien, O’Brien, Gulʹnara.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{b4}' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}' | '\u{2ca}' | '\u{2cb}' | '\u{2ee}'
            | '\u{55a}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2035}' | '\u{a78b}' | '\u{a78c}' | '\u{ff07}'
    )
}

/// One apostrophe, and nothing else.
pub(super) fn is_one_apostrophe(gap: &str) -> bool {
    let mut signs = gap.chars().filter(|c| !is_upon_letters(*c));
    signs.next().is_some_and(is_apostrophe) && signs.next().is_none()
}

/// What stands between the words of one name.
pub(super) fn is_within_name(gap: &str) -> bool {
    gap.chars().all(|c| c.is_whitespace() || c == '-') || is_one_apostrophe(gap)
}

/// The places of words that apostrophes make one, from the first to the last: of «дом O'Brien» those of O and Brien. Every
/// second piece is a word.
pub(super) fn joined(pieces: &[&str]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let mut end = at;
        let goes_on = |end: usize| {
            pieces
                .get(end + 1)
                .is_some_and(|gap| is_one_apostrophe(gap))
                && pieces.get(end + 2).is_some_and(|word| is_word(word))
        };
        while is_word(pieces[at]) && goes_on(end) {
            end += 2;
        }
        if end > at {
            all.push((at, end));
        }
        at = end + 1;
    }
    all
}

/// The `s` of an English genitive, which is no part of the name before it.
pub(super) fn is_genitive(piece: &str) -> bool {
    matches!(piece, "s" | "S")
}

/// How a word stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The sentence begins with it, and it would have a capital letter whatever it means.
    First,
    /// Within a sentence, or by itself.
    Within,
    /// Among words that are all capitals, where a capital letter tells nothing.
    AmongCapitals,
}

/// Longest abbreviation whose point ends no sentence: г., гр., им., адв.
const ABBREVIATION: usize = 3;

/// How the word at a place stands.
pub(super) fn standing(pieces: &[&str], at: usize) -> Standing {
    let before = at.checked_sub(2).and_then(|there| pieces.get(there));
    let behind = pieces.get(at + 2);
    let gap = at.checked_sub(1).and_then(|there| pieces.get(there));
    let gap_behind = pieces.get(at + 1).copied().unwrap_or_default();
    let is_capitals = |word: &&&str| {
        word.chars().nth(1).is_some()
            && word.chars().all(|c| c.is_uppercase() || is_upon_letters(c))
    };
    if before.filter(is_capitals).is_some() || behind.filter(is_capitals).is_some() {
        return Standing::AmongCapitals;
    }
    let is_within = match (before, gap) {
        // «Ан», (Ан), or nothing else in the whole text: no sentence.
        (_, None) => behind.is_none(),
        (before, Some(gap)) => {
            let gap = gap.trim_start_matches(is_upon_letters);
            let is_light = |c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '&' | '+');
            let is_enclosed = gap.ends_with(['«', '(', '"', '“', '„', '['])
                && gap_behind.starts_with(['»', ')', '"', '”', '“', ']']);
            let is_abbreviated = gap.trim_end() == "."
                && before.is_some_and(|word| {
                    is_one_letter(word)
                        || word.chars().count() <= ABBREVIATION
                            && word.chars().all(char::is_lowercase)
                });
            let is_same_line = !gap.contains('\n');
            is_enclosed
                || is_same_line && (before.is_some() && gap.chars().all(is_light) || is_abbreviated)
        }
    };
    // A family name before its initials: Ан В. И.
    let is_before_initial =
        gap_behind.chars().all(char::is_whitespace) && is_initial_with_point(pieces, at + 2);
    match is_within || is_before_initial {
        true => Standing::Within,
        false => Standing::First,
    }
}
