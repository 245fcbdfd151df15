//! Words the program says about records, in the reader's language, from the files in `phrases/`.

use aigaq_schema::Language;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The phrases of one language.
#[derive(Debug)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// The phrases of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static ALL: OnceLock<[Words; 3]> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            [
                concat!(
                    include_str!("../phrases/en.toml"),
                    include_str!("../phrases/at_once/en.toml"),
                    include_str!("../phrases/entering/en.toml"),
                    include_str!("../phrases/forgetting/en.toml"),
                    include_str!("../phrases/names/en.toml"),
                    include_str!("../phrases/reading/en.toml"),
                    include_str!("../phrases/checks/en.toml"),
                    include_str!("../phrases/registers/en.toml")
                ),
                concat!(
                    include_str!("../phrases/ru.toml"),
                    include_str!("../phrases/at_once/ru.toml"),
                    include_str!("../phrases/entering/ru.toml"),
                    include_str!("../phrases/forgetting/ru.toml"),
                    include_str!("../phrases/names/ru.toml"),
                    include_str!("../phrases/reading/ru.toml"),
                    include_str!("../phrases/checks/ru.toml"),
                    include_str!("../phrases/registers/ru.toml")
                ),
                concat!(
                    include_str!("../phrases/kk.toml"),
                    include_str!("../phrases/at_once/kk.toml"),
                    include_str!("../phrases/entering/kk.toml"),
                    include_str!("../phrases/forgetting/kk.toml"),
                    include_str!("../phrases/names/kk.toml"),
                    include_str!("../phrases/reading/kk.toml"),
                    include_str!("../phrases/checks/kk.toml"),
                    include_str!("../phrases/registers/kk.toml")
                ),
            ]
            .map(Self::parse)
        });
        match language {
            Language::En => &all[0],
            Language::Ru => &all[1],
            Language::Kk => &all[2],
        }
    }

    /// Phrases as they stand in a file: `"key" = "phrase"`. Files that do not parse leave them empty, which a test of
    /// completeness reports.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let table: toml::Table = text.parse().unwrap_or_default();
        Self(
            table
                .into_iter()
                .filter_map(|(key, value)| match value {
                    toml::Value::String(text) => Some((key, text)),
                    _ => None,
                })
                .collect(),
        )
    }

    /// The phrase of a key; the key itself when there is none, so that a fault is seen and not hidden.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.0.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// The phrase of a key, if there is one.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// The keys there are.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// The phrase of a key with its places filled: `{name}` → value.
    #[must_use]
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        Self::filled(&self.say(key), places)
    }

    /// A phrase with its places filled. One pass, so that a value holding braces is not filled again.
    pub(crate) fn filled(phrase: &str, places: &[(&str, &str)]) -> String {
        let mut out = String::with_capacity(phrase.len());
        let mut rest = phrase;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let tail = &rest[open..];
            let close = tail.find('}').map_or(tail.len(), |c| c + 1);
            let name = tail[..close].trim_matches(['{', '}']);
            out.push_str(
                places
                    .iter()
                    .find(|(n, _)| *n == name)
                    .map_or(&tail[..close], |(_, value)| value),
            );
            rest = &tail[close..];
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_phrase_with_the_same_places() {
        let english = Words::of(Language::En);
        assert!(english.0.len() > 40);
        let places = |text: &str| {
            let mut all: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|t| t.split_once('}'))
                .map(|(n, _)| n.to_owned())
                .collect();
            all.sort();
            all
        };
        for language in [Language::Ru, Language::Kk] {
            let words = Words::of(language);
            assert_eq!(
                words.0.keys().collect::<Vec<_>>(),
                english.0.keys().collect::<Vec<_>>(),
                "{language}"
            );
            for (key, text) in &words.0 {
                assert_eq!(places(text), places(&english.0[key]), "{language} {key}");
            }
        }
    }

    #[test]
    fn a_value_with_braces_is_not_filled_again() {
        let words = Words::of(Language::En);
        let text = words.fill(
            "via.import",
            &[("table", "{row}"), ("row", "7"), ("column", "x")],
        );
        assert_eq!(text, "imported from {row}, row 7, column “x”");
    }
}
