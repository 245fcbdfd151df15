//! The words that are read aloud before a consent is written down, in the languages in which people are spoken with.

use serde::Deserialize;
use std::sync::OnceLock;

/// What is read aloud in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SpokenConsent {
    /// The language, as a tag.
    pub language: String,
    /// What the language calls itself.
    pub name: String,
    /// Paragraph by paragraph.
    pub text: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct File {
    reviewed: bool,
    spoken: Vec<SpokenConsent>,
}

fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    // A test reads it; a broken one shows no words.
    FILE.get_or_init(|| toml::from_str(include_str!("../phrases/consent.toml")).unwrap_or_default())
}

impl SpokenConsent {
    /// In every language that there is.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &file().spoken
    }

    /// Somebody who knows how consent is asked for has read them.
    #[must_use]
    pub fn is_reviewed() -> bool {
        file().reviewed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_said_in_russian_and_in_kazakh() {
        let languages: Vec<&str> = SpokenConsent::all()
            .iter()
            .map(|spoken| spoken.language.as_str())
            .collect();
        assert_eq!(languages, ["ru", "kk"]);
        let lines = SpokenConsent::all().iter().map(|spoken| spoken.text.len());
        let lines: Vec<usize> = lines.collect();
        assert!(lines[0] == lines[1] && lines[0] > 5, "{lines:?}");
    }
}
