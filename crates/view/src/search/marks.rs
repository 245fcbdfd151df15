//! Where the words stand in what was found.

use super::key::keyed;
use super::wanted::Wanted;
use crate::brief::Brief;
use aigaq_schema::{Language, Value};

/// Characters kept before and after the first word found.
const AROUND: usize = 80;

/// A piece of a text: a word that was looked for, or what stands between two of them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Piece {
    /// The text as written.
    pub text: String,
    /// It was looked for.
    pub hit: bool,
}

/// The words of a search, to be marked.
#[derive(Debug, Clone)]
pub struct Words {
    wanted: Wanted,
    /// Those who read what was found.
    language: Option<Language>,
}

impl Words {
    /// The words of a search as typed.
    #[must_use]
    pub fn of(words: &str) -> Self {
        Self {
            wanted: Wanted::read(words),
            language: None,
        }
    }

    /// For readers of a language, who see what was found under its name in it.
    #[must_use]
    pub fn read_in(self, language: Language) -> Self {
        let language = Some(language);
        Self { language, ..self }
    }

    /// A text in pieces.
    #[must_use]
    pub fn marked(&self, text: &str) -> Vec<Piece> {
        pieces(text, 0..text.len(), &self.places(text))
    }

    /// The first value that holds a word, cut around it, and its property.
    #[must_use]
    pub fn snippet(&self, brief: &Brief) -> Option<(String, Vec<Piece>)> {
        let values = brief
            .resolved
            .iter()
            .flat_map(|r| r.values.iter().map(move |value| (&r.property, value)));
        // What it is called stands above already: rather something else.
        let called = match self.language {
            Some(language) => brief.name_in(language),
            None => brief.name(),
        };
        let mut first = None;
        for (property, value) in values {
            let Some(text) = text_of(value) else { continue };
            let places = self.places(text);
            let Some(place) = places.first() else {
                continue;
            };
            let found = || (property.clone(), pieces(text, around(text, place), &places));
            if called != Some(text) {
                return Some(found());
            }
            first.get_or_insert_with(found);
        }
        first.filter(|(_, pieces)| pieces.iter().map(|p| p.text.len()).sum::<usize>() > 110)
    }

    /// The words of a text that are looked for, in bytes.
    fn places(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let marks = self.wanted.marks();
        let is_wanted = |key: &str| {
            marks.iter().any(|(wanted, beginning)| match beginning {
                true => key.starts_with(wanted),
                false => key == *wanted,
            })
        };
        keyed(text)
            .filter(|(_, key)| is_wanted(key))
            .map(|(range, _)| range)
            .collect()
    }
}

/// The text by which a value is found.
pub(super) fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Text { text, .. }
        | Value::Name { text, .. }
        | Value::Url(text)
        | Value::Identifier { text, .. } => Some(text),
        Value::Law(law) => Some(&law.code),
        _ => None,
    }
}

fn around(text: &str, place: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = text[..place.start]
        .char_indices()
        .rev()
        .nth(AROUND)
        .map_or(0, |(at, _)| at);
    let end = text[place.end..]
        .char_indices()
        .nth(2 * AROUND)
        .map_or(text.len(), |(at, _)| place.end + at);
    start..end
}

fn pieces(
    text: &str,
    cut: std::ops::Range<usize>,
    places: &[std::ops::Range<usize>],
) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut add = |text: String, hit| {
        if !text.is_empty() {
            all.push(Piece { text, hit });
        }
    };
    let mut at = cut.start;
    let mut before = if cut.start > 0 { "…" } else { "" };
    for place in places
        .iter()
        .filter(|p| p.start >= cut.start && p.end <= cut.end)
    {
        add(format!("{before}{}", &text[at..place.start]), false);
        before = "";
        add(text[place.clone()].to_owned(), true);
        at = place.end;
    }
    let after = if cut.end < text.len() { "…" } else { "" };
    add(format!("{before}{}{after}", &text[at..cut.end]), false);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_marked_in_whatever_script_they_stand() {
        let marked: Vec<(String, bool)> = Words::of("kukyk балт")
            .marked("Құқықтар: Baltabay, «Балтабай», балет")
            .into_iter()
            .map(|p| (p.text, p.hit))
            .collect();
        let piece = |text: &str, hit| (text.to_owned(), hit);
        assert_eq!(
            marked,
            [
                piece("Құқықтар", true),
                piece(": ", false),
                piece("Baltabay", true),
                piece(", «", false),
                piece("Балтабай", true),
                piece("», балет", false),
            ]
        );
    }

    proptest! {
        #[test]
        fn marking_loses_nothing(text in "\\PC{0,60}", words in "\\PC{0,12}") {
            let whole: String = Words::of(&words).marked(&text).into_iter().map(|p| p.text).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
