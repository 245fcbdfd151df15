//! The words of the templates: headings and sentences, from text files, with
//! the plural forms of each language.

mod plural;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aigaq_schema::Language;
use serde::Deserialize;

pub use plural::{PluralForm, plural_form};

use crate::document::Count;
use crate::numbers;

static ENGLISH: LazyLock<Phrases> =
    LazyLock::new(|| shipped(Language::En, include_str!("../phrases/en.toml")));
static RUSSIAN: LazyLock<Phrases> =
    LazyLock::new(|| shipped(Language::Ru, include_str!("../phrases/ru.toml")));
static KAZAKH: LazyLock<Phrases> =
    LazyLock::new(|| shipped(Language::Kk, include_str!("../phrases/kk.toml")));

/// What can be counted. The name in each language is a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Things that happened.
    Events,
    /// Single things done to somebody.
    Acts,
    /// An actor in an act.
    Involvements,
    /// People, each once.
    Persons,
    /// Organisations, each once.
    Organisations,
    /// People and organisations, each once.
    Actors,
    /// Proceedings.
    Cases,
    /// What someone may not do, or where they are held.
    Restrictions,
    /// Requests to the state.
    Applications,
    /// Acts of courts and international bodies.
    Decisions,
    /// Recommendations, pledges, obligations.
    Commitments,
    /// What commitments are about, under which they are gathered.
    Topics,
    /// Findings on how a commitment stands.
    Assessments,
    /// Numbers somebody published.
    Figures,
    /// Publications and testimonies.
    Sources,
    /// Records of any type.
    Records,
}

impl Unit {
    /// All units.
    pub const ALL: [Self; 16] = [
        Self::Events,
        Self::Acts,
        Self::Involvements,
        Self::Persons,
        Self::Organisations,
        Self::Actors,
        Self::Cases,
        Self::Restrictions,
        Self::Applications,
        Self::Decisions,
        Self::Commitments,
        Self::Topics,
        Self::Assessments,
        Self::Figures,
        Self::Sources,
        Self::Records,
    ];

    /// Its word on the command line and in the phrase files: `acts`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Acts => "acts",
            Self::Involvements => "involvements",
            Self::Persons => "persons",
            Self::Organisations => "organisations",
            Self::Actors => "actors",
            Self::Cases => "cases",
            Self::Restrictions => "restrictions",
            Self::Applications => "applications",
            Self::Decisions => "decisions",
            Self::Commitments => "commitments",
            Self::Topics => "topics",
            Self::Assessments => "assessments",
            Self::Figures => "figures",
            Self::Sources => "sources",
            Self::Records => "records",
        }
    }

    /// The unit with this word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.key() == key)
    }
}

/// A phrase file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PhrasesError {
    /// It is not TOML of the expected form.
    #[error("the phrases cannot be read: {0}")]
    Form(#[from] toml::de::Error),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseFile {
    meta: Meta,
    text: BTreeMap<String, String>,
    plural: BTreeMap<String, BTreeMap<PluralForm, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meta {
    reviewed: bool,
}

/// The phrases of one language.
#[derive(Debug)]
pub struct Phrases {
    language: Language,
    reviewed: bool,
    text: BTreeMap<String, String>,
    plural: BTreeMap<String, BTreeMap<PluralForm, String>>,
}

impl Phrases {
    /// The phrases shipped for a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Ru => &RUSSIAN,
            Language::Kk => &KAZAKH,
        }
    }

    /// Reads phrases from TOML text: `[meta] reviewed`, `[text]` with one
    /// text a key, `[plural.KEY]` with the forms of a key.
    ///
    /// # Errors
    /// [`PhrasesError::Form`] when the text is not of this form.
    pub fn parse(language: Language, toml_text: &str) -> Result<Self, PhrasesError> {
        let file: PhraseFile = toml::from_str(toml_text)?;
        Ok(Self {
            language,
            reviewed: file.meta.reviewed,
            text: file.text,
            plural: file.plural,
        })
    }

    /// Their language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Has an editor of the language read them?
    #[must_use]
    pub const fn is_reviewed(&self) -> bool {
        self.reviewed
    }

    /// The phrase with this key. A key without a phrase is printed as itself
    /// in brackets, so that it is seen; tests keep this from happening.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.text
            .get(key)
            .cloned()
            .unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    /// The phrase with this key, if there is one.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.text.get(key).map(String::as_str)
    }

    /// The phrase with `{name}` places filled.
    #[must_use]
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(&self.say(key), places)
    }

    /// The form of a phrase that goes with a number; `{n}` is the number as
    /// the language prints it.
    #[must_use]
    pub fn plural(&self, key: &str, number: u64, places: &[(&str, &str)]) -> String {
        let Some(forms) = self.plural.get(key) else {
            return format!("⟦{key}⟧");
        };
        let form = forms
            .get(&plural_form(number, self.language))
            .or_else(|| forms.get(&PluralForm::Other));
        let Some(form) = form else {
            return format!("⟦{key}⟧");
        };
        let printed = numbers::whole(number, self.language);
        let mut all = vec![("n", printed.as_str())];
        all.extend_from_slice(places);
        fill(form, &all)
    }

    /// A number of things: the only way templates make a [`Count`].
    #[must_use]
    pub fn count(&self, number: u64, unit: Unit) -> Count {
        Count::new(number, self.unit_words(number, unit))
    }

    /// A number of things in words: "1,414 acts".
    #[must_use]
    pub fn count_words(&self, number: u64, unit: Unit) -> String {
        format!(
            "{}\u{A0}{}",
            numbers::whole(number, self.language),
            self.unit_words(number, unit)
        )
    }

    /// The name of a unit as a heading: "acts".
    #[must_use]
    pub fn unit(&self, unit: Unit) -> String {
        self.say(&format!("unit.{}", unit.key()))
    }

    /// What a unit means, in a sentence.
    #[must_use]
    pub fn unit_meaning(&self, unit: Unit) -> String {
        self.say(&format!("unit.{}.meaning", unit.key()))
    }

    /// The word before the number of a page.
    #[must_use]
    pub fn page(&self) -> String {
        self.say("page.page")
    }

    /// Text in the quotation marks of the language.
    #[must_use]
    pub fn quoted(&self, text: &str) -> String {
        let (open, close) = match self.language {
            Language::En => ('“', '”'),
            Language::Ru | Language::Kk => ('«', '»'),
        };
        format!("{open}{text}{close}")
    }

    fn unit_words(&self, number: u64, unit: Unit) -> String {
        self.plural(&format!("unit.{}", unit.key()), number, &[])
    }
}

/// Puts values in the `{name}` places of a phrase, in one pass: a value that
/// looks like a place stays what it is.
pub(crate) fn fill(phrase: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match places.iter().find(|(place, _)| *place == name) {
            Some((_, value)) => {
                out.push_str(value);
                // "2020 г." at the end of a sentence has one full stop.
                if value.ends_with('.') && behind.starts_with('.') {
                    rest = behind.strip_prefix('.').unwrap_or(behind);
                    continue;
                }
            }
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The shipped phrases; were they not readable, every phrase would be printed
/// as its key. A test reads them all.
fn shipped(language: Language, toml_text: &str) -> Phrases {
    Phrases::parse(language, toml_text).unwrap_or(Phrases {
        language,
        reviewed: false,
        text: BTreeMap::new(),
        plural: BTreeMap::new(),
    })
}

#[cfg(test)]
mod tests;
