//! Names that may not stand in a publication, found in free text too: the outcome of an act, a title, an address.
//!
//! Who may not be named is decided by the view, which gives no name of them to everybody. Here their names are
//! taken out of what others' words say. A word is a name when it begins like a word of the name of a person who is
//! withheld (endings of Russian and Kazakh cases are allowed for), is written with a capital letter, and is no word
//! of a name that may be told (of organisations, places, people with consent).

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_schema::fold::{fold, fold_char};
use aigaq_schema::{Schema, Value};
use aigaq_view::{Brief, Reader, View};
use std::collections::BTreeSet;

/// Shorter words are too often words of the language.
const SHORTEST: usize = 4;
/// The longest ending of a case.
const ENDING: usize = 5;

/// The words of withheld names, folded.
pub(super) struct Withheld {
    stems: BTreeSet<String>,
}

impl Withheld {
    pub fn nothing() -> Self {
        Self {
            stems: BTreeSet::new(),
        }
    }

    pub fn of(workspace: &Workspace, ask: &Asking) -> Result<Self, WorkspaceError> {
        let view = &workspace.view;
        let (mut hidden, mut open) = (BTreeSet::new(), BTreeSet::new());
        for all in each(view, "actor")? {
            let told = view.brief(&ask.reader, all.id)?;
            let words = names(&all).flat_map(|name| words_of(&name));
            if told.is_none_or(|brief| brief.names().next().is_none()) {
                hidden.extend(words);
            } else if !is_group(view.schema(), &all) {
                open.extend(words);
            }
        }
        for place in each(view, "place")? {
            open.extend(names(&place).flat_map(|name| words_of(&name)));
        }
        if let Some(regions) = view.schema().list("regions") {
            for entry in regions.entries() {
                open.extend(words_of(entry.label.get(ask.language)));
            }
        }
        Ok(Self {
            stems: hidden.difference(&open).map(|word| stem(word)).collect(),
        })
    }

    /// A text without the names: runs of them become `instead`.
    pub fn clean(&self, text: &str, instead: &str) -> String {
        if self.stems.is_empty() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut gap = String::new();
        let mut after_name = false;
        for piece in pieces(text) {
            if !piece.chars().next().is_some_and(char::is_alphanumeric) {
                gap.push_str(piece);
                continue;
            }
            let is_name = self.is_name(piece);
            // Words of one name become one mark.
            if !(is_name && after_name && gap.chars().all(|c| c.is_whitespace() || c == '-')) {
                out.push_str(&gap);
                out.push_str(if is_name { instead } else { piece });
            }
            gap.clear();
            after_name = is_name;
        }
        out.push_str(&gap);
        out
    }

    /// A name stands in it, also in small letters: for web addresses.
    pub fn is_in_address(&self, address: &str) -> bool {
        let plain = decoded(address);
        pieces(&plain)
            .into_iter()
            .any(|piece| self.starts_as_name(&fold(piece)))
    }

    fn is_name(&self, word: &str) -> bool {
        word.chars().next().is_some_and(char::is_uppercase) && self.starts_as_name(&fold(word))
    }

    fn starts_as_name(&self, folded: &str) -> bool {
        let length = folded.chars().count();
        length >= SHORTEST
            && folded
                .char_indices()
                .map(|(at, c)| &folded[..at + c.len_utf8()])
                .skip(SHORTEST - 1)
                .any(|start| length - start.chars().count() <= ENDING && self.stems.contains(start))
    }
}

/// What a group without names is called may name somebody all the same: "the family of …".
fn is_group(schema: &Schema, actor: &Brief) -> bool {
    let kinds = schema.list("actor_kinds");
    let kind = actor.value("kind").map(Value::plain).unwrap_or_default();
    kinds.is_some_and(|list| list.is_within(&kind, "group"))
}

fn each(view: &View, record_type: &str) -> Result<Vec<Brief>, WorkspaceError> {
    let table = view.columns().table(record_type);
    let mut all = Vec::new();
    for row in 0..table.map_or(0, aigaq_counting::Table::rows) {
        all.extend(view.brief_at(&Reader::keeper(), record_type, row)?);
    }
    Ok(all)
}

fn names(brief: &Brief) -> impl Iterator<Item = String> + '_ {
    brief.names().map(|(_, name)| name.to_owned())
}

fn words_of(name: &str) -> Vec<String> {
    pieces(name)
        .into_iter()
        .filter(|piece| piece.chars().next().is_some_and(char::is_alphanumeric))
        .map(fold)
        .filter(|word| word.chars().count() >= SHORTEST)
        .collect()
}

/// A word without the vowel that changes with its case.
fn stem(word: &str) -> String {
    let length = word.chars().count();
    let vowels = ['a', 'а', 'я', 'y', 'и'].map(fold_char);
    match word.chars().next_back() {
        Some(last) if length > SHORTEST && vowels.contains(&last) => {
            word.chars().take(length - 1).collect()
        }
        _ => word.to_owned(),
    }
}

/// The text cut into words and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut was_word = None;
    for (at, c) in text.char_indices() {
        let is_word = c.is_alphanumeric();
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

/// An address with its `%D0%91` read.
fn decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = address
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn withheld(names: &[&str]) -> Withheld {
        Withheld {
            stems: names
                .iter()
                .flat_map(|name| words_of(name))
                .map(|word| stem(&word))
                .collect(),
        }
    }

    #[test]
    fn a_name_goes_in_every_case_and_script_it_was_recorded_in() {
        let all = withheld(&["Max Bokayev", "Макс Бокаев", "Асия Тулесова"]);
        let clean = |text: &str| all.clean(text, "…");
        assert_eq!(
            clean("Arrest of Max Bokayev, again"),
            "Arrest of Max …, again"
        );
        assert_eq!(clean("BOKAYEV's trial"), "…'s trial");
        assert_eq!(clean("суд над Бокаевым и Тулесовой"), "суд над … и …");
        assert_eq!(clean("Бокаевтың ісі"), "… ісі");
        assert_eq!(
            clean("a bokayev in small letters"),
            "a bokayev in small letters"
        );
        assert!(all.is_in_address("https://example.org/max-bokayev-free"));
        assert!(all.is_in_address("https://example.org/%D0%91%D0%BE%D0%BA%D0%B0%D0%B5%D0%B2"));
        assert!(!all.is_in_address("https://example.org/report.pdf"));
    }

    #[test]
    fn without_withheld_people_text_stays_as_it_is() {
        assert_eq!(Withheld::nothing().clean("Max Bokayev", "…"), "Max Bokayev");
    }

    #[test]
    fn hostile_text_is_cut_and_put_together_again() {
        let all = withheld(&["Ёлкина"]);
        for text in ["", "%", "%%%4", "…—", "ё%D0", "日本語 Ёлкиной"] {
            let _ = all.is_in_address(text);
            assert!(!all.clean(text, "x").contains("Ёлк"));
        }
        assert_eq!(all.clean("—a—", "x"), "—a—");
    }
}
