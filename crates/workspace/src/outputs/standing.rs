//! Which words stand in a document, wherever in it they stand.

use aigaq_publishing::Document;
use std::collections::HashSet;

/// Parts words: `(P1)` and `Болат Ахметов` hold one and two of them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

/// Those of the wanted words that stand in the document; `None` when it cannot be written. A long document is written
/// once, not taken apart: its texts are found in what it is written as.
pub(super) fn standing<'w>(
    document: &Document,
    wanted: &HashSet<&'w str>,
) -> Option<HashSet<&'w str>> {
    let written = unescaped(&serde_json::to_string(document).ok()?);
    let there = words(&written).filter_map(|word| wanted.get(word).copied());
    Some(there.collect())
}

/// JSON with its escapes read: what is no letter becomes a space, so that it parts words as it does on a page.
fn unescaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((before, escaped)) = rest.split_once('\\') {
        out.push_str(before);
        out.push(' ');
        // Letters are written as they are; only signs that steer have a code of four digits.
        let length = if escaped.starts_with('u') { 5 } else { 1 };
        rest = escaped.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_parts_words_and_makes_none() {
        for (text, told) in [
            ("line\nNurlan\tB", vec!["line", "Nurlan", "B"]),
            (
                "\"Болат\\Ахметов\" \u{1}P12",
                vec!["Болат", "Ахметов", "P12"],
            ),
            ("\\", vec![]),
        ] {
            let json = serde_json::to_string(text).unwrap_or_default();
            let read = unescaped(&json);
            let found: Vec<&str> = words(&read).filter(|word| !word.is_empty()).collect();
            assert_eq!(found, told, "{json}");
        }
    }
}
