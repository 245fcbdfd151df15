//! Names that may not stand in a publication, found in free text too: the outcome of an act, a title, an address.
//!
//! Who may not be named is decided by the view, which gives no name of them to everybody. Here their names are
//! taken out of what others' words say. A word is a name when it begins like a word of the name of a person who is
//! withheld, as it is written or as it sounds in another script (endings of Russian and Kazakh cases are allowed for),
//! is written with a capital letter, and is no word of a name that may be told (of organisations, places, people with
//! consent). In an address it is a name in small letters too, and also within a longer word. It is better to take out a
//! word too many than a name too few.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_names::Heard;
use aigaq_schema::fold::{fold, fold_char};
use aigaq_schema::{Schema, Value};
use aigaq_view::{Brief, Reader, View};
use std::collections::BTreeSet;

/// Shorter words are too often words of the language: of these only the whole word with an ending is a name.
const SHORTEST: usize = 4;
/// Shorter words are no names by themselves.
const SHORT: usize = 3;
/// The longest ending of a case.
const ENDING: usize = 5;
/// Endings that short names take: Ким, Кима, Киму, Кимом, Кимге, Кимнің.
const SHORT_ENDINGS: [&str; 22] = [
    "", "а", "я", "у", "ю", "ом", "ем", "ым", "е", "ы", "и", "ға", "ге", "ды", "ді", "ның", "нің",
    "мен", "дан", "ден", "s", "тің",
];
/// Words of fewer sounds are not known by how they sound alone.
const SOUNDS: usize = 5;
/// So many sounds with one vowel for all, or consonants alone, are a name also where its vowels are spelled otherwise.
const OUTLINE: usize = 6;
const CONSONANTS: usize = 5;
/// In an address a name of so many sounds is found within a longer word.
const SOUNDS_WITHIN: usize = 6;

/// The words of withheld names.
pub(super) struct Withheld {
    /// As they are written, folded, without the vowel that changes with the case.
    stems: BTreeSet<String>,
    /// Short ones, folded, without the й that changes with the case.
    short: BTreeSet<String>,
    /// Short ones as they sound, for words in Latin letters.
    short_heard: BTreeSet<Heard>,
    /// As they sound.
    heard: BTreeSet<Heard>,
    /// As they sound, with one vowel for all: for addresses, in which names are spelled in any way.
    outlines: BTreeSet<Heard>,
    /// Their consonants alone.
    bones: BTreeSet<Heard>,
}

impl Withheld {
    pub fn nothing() -> Self {
        Self::of_words(std::iter::empty())
    }

    /// Of these words, folded.
    fn of_words<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut all = Self {
            stems: BTreeSet::new(),
            short: BTreeSet::new(),
            short_heard: BTreeSet::new(),
            heard: BTreeSet::new(),
            outlines: BTreeSet::new(),
            bones: BTreeSet::new(),
        };
        for word in words {
            if word.chars().count() < SHORTEST {
                all.short.insert(bare(word).to_owned());
                all.short_heard.extend(Heard::of(word));
                continue;
            }
            all.stems.insert(stem(word));
            if let Some(heard) = Heard::of(word).map(Heard::without_last_vowel) {
                let (outline, bones) = (heard.outline(), heard.consonants());
                if bones.sounds() >= CONSONANTS {
                    all.bones.insert(bones);
                }
                if heard.sounds() >= SOUNDS {
                    all.heard.insert(heard);
                    all.outlines.insert(outline);
                }
            }
        }
        all
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
        Ok(Self::of_words(hidden.difference(&open).map(String::as_str)))
    }

    /// A text without the names: runs of them become `instead`.
    pub fn clean(&self, text: &str, instead: &str) -> String {
        if self.stems.is_empty() && self.short.is_empty() {
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

    /// A name stands in it, also in small letters and within a longer word: for web addresses.
    pub fn is_in_address(&self, address: &str) -> bool {
        let plain = decoded(address);
        let words = pieces(&plain).into_iter();
        words
            .filter(|piece| piece.chars().next().is_some_and(char::is_alphanumeric))
            .any(|piece| self.starts_as_name(&fold(piece)) || self.sounds_as_name_within(piece))
    }

    fn is_name(&self, word: &str) -> bool {
        word.chars().next().is_some_and(char::is_uppercase)
            && (self.starts_as_name(&fold(word)) || self.sounds_as_name(word))
    }

    fn starts_as_name(&self, folded: &str) -> bool {
        let length = folded.chars().count();
        let long = length >= SHORTEST
            && folded
                .char_indices()
                .map(|(at, c)| &folded[..at + c.len_utf8()])
                .skip(SHORTEST - 1)
                .any(|start| {
                    length - start.chars().count() <= ENDING && self.stems.contains(start)
                });
        long || self.is_short_name(folded)
    }

    fn is_short_name(&self, folded: &str) -> bool {
        if self.short.is_empty() {
            return false;
        }
        let latin = folded.chars().all(|letter| letter.is_ascii_alphabetic());
        latin && Heard::of(folded).is_some_and(|heard| self.short_heard.contains(&heard))
            || SHORT_ENDINGS
                .iter()
                .filter_map(|ending| folded.strip_suffix(&fold(ending)))
                .any(|start| self.short.contains(bare(start)))
    }

    /// It sounds like a name with an ending.
    fn sounds_as_name(&self, word: &str) -> bool {
        Heard::of(word).is_some_and(|heard| {
            let outline = heard.outline();
            begins_with_one_of(&heard, &self.heard)
                || outline.sounds() >= OUTLINE
                    && begins_with_one_of_at_least(OUTLINE, &outline, &self.outlines)
                || begins_with_one_of(&heard.consonants(), &self.bones)
        })
    }

    fn sounds_as_name_within(&self, word: &str) -> bool {
        let Some(outline) = Heard::of(word).map(|heard| heard.outline()) else {
            return false;
        };
        let bones = outline.consonants();
        let mut long = self.outlines.iter();
        begins_with_one_of(&outline, &self.outlines)
            || long.any(|name| name.sounds() >= SOUNDS_WITHIN && name.is_within(&outline))
            || self.bones.iter().any(|name| name.is_within(&bones))
    }
}

fn begins_with_one_of(heard: &Heard, names: &BTreeSet<Heard>) -> bool {
    begins_with_one_of_at_least(1, heard, names)
}

fn begins_with_one_of_at_least(least: usize, heard: &Heard, names: &BTreeSet<Heard>) -> bool {
    let length = heard.sounds();
    (length.saturating_sub(ENDING).max(least)..=length)
        .any(|sounds| names.contains(&heard.first(sounds)))
}

/// A short name without the й that changes with its case: Цой, Цоя, Цоем.
fn bare(word: &str) -> &str {
    word.strip_suffix(['й', 'и'])
        .filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(word)
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
        .filter(|word| word.chars().count() >= SHORT)
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
        let words: Vec<String> = names.iter().flat_map(|name| words_of(name)).collect();
        Withheld::of_words(words.iter().map(String::as_str))
    }

    #[test]
    fn a_name_goes_in_every_case_and_script_it_was_recorded_in() {
        let all = withheld(&["Max Bokayev", "Макс Бокаев", "Асия Тулесова"]);
        let clean = |text: &str| all.clean(text, "…");
        assert_eq!(clean("Arrest of Max Bokayev, again"), "Arrest of …, again");
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
    fn a_name_recorded_in_one_script_goes_in_the_other_too() {
        let all = withheld(&["Асия Тулесова", "Мұхтар Жанболатов", "Виктор Цой"]);
        let clean = |text: &str| all.clean(text, "…");
        assert_eq!(clean("Tulesova and Zhanbolatov spoke"), "… and … spoke");
        assert_eq!(clean("суд над Цоем, Цоя вызвали"), "суд над …, … вызвали");
        assert_eq!(clean("Tsoy was heard"), "… was heard");
        assert_eq!(withheld(&["Бектғалиов"]).clean("Bektgaliov", "…"), "…");
        assert_eq!(
            clean("Собрание в Алматы прошло мирно"),
            "Собрание в Алматы прошло мирно"
        );
        for address in [
            "tulesova-case",
            "freeasiyatulesovanow",
            "zhanbolatov.html",
            "?q=%D0%A2%D1%83%D0%BB%D0%B5%D1%81%D0%BE%D0%B2%D0%BE%D0%B9",
        ] {
            assert!(
                all.is_in_address(&format!("https://example.org/{address}")),
                "{address}"
            );
        }
        assert!(!all.is_in_address("https://example.org/news/2020/06/assembly-law"));
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
