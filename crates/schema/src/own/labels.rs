//! Labels as an organisation writes them: in one language at least, in the others when somebody has the time.

use crate::language::{Labels, Language};
use serde::{Deserialize, Serialize};

/// A short text in some of the languages of the interface.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnLabels {
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// Russian.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ru: Option<String>,
    /// Kazakh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kk: Option<String>,
}

impl OwnLabels {
    /// The same text in one language.
    #[must_use]
    pub fn of(language: Language, text: &str) -> Self {
        let mut labels = Self::default();
        *labels.slot(language) = Some(text.to_owned());
        labels
    }

    /// Where the text of a language stands.
    pub fn slot(&mut self, language: Language) -> &mut Option<String> {
        match language {
            Language::En => &mut self.en,
            Language::Ru => &mut self.ru,
            Language::Kk => &mut self.kk,
        }
    }

    fn get(&self, language: Language) -> Option<&str> {
        let text = match language {
            Language::En => &self.en,
            Language::Ru => &self.ru,
            Language::Kk => &self.kk,
        };
        text.as_deref().map(str::trim).filter(|t| !t.is_empty())
    }

    /// In all languages: a missing one is told in another, rather than left empty on a page. `None` when there is
    /// no text at all.
    #[must_use]
    pub fn whole(&self) -> Option<Labels> {
        let any = [Language::Ru, Language::Kk, Language::En]
            .into_iter()
            .find_map(|language| self.get(language))?;
        let or_any = |language| self.get(language).unwrap_or(any).to_owned();
        Some(Labels {
            en: or_any(Language::En),
            ru: or_any(Language::Ru),
            kk: or_any(Language::Kk),
        })
    }

    /// Puts what is given in the place of what is there.
    pub(super) fn amend(&self, labels: &mut Labels) {
        for language in Language::ALL {
            if let Some(text) = self.get(language) {
                let slot = match language {
                    Language::En => &mut labels.en,
                    Language::Ru => &mut labels.ru,
                    Language::Kk => &mut labels.kk,
                };
                text.clone_into(slot);
            }
        }
    }
}

/// A text of ours in three languages.
pub(super) struct Told {
    en: &'static str,
    ru: &'static str,
    kk: &'static str,
}

impl Told {
    pub(super) fn labels(&self) -> Labels {
        Labels {
            en: self.en.to_owned(),
            ru: self.ru.to_owned(),
            kk: self.kk.to_owned(),
        }
    }
}

/// The property by which a record of an own type is known.
pub(super) const TITLE: Told = Told {
    en: "Title",
    ru: "Название",
    kk: "Атауы",
};
pub(super) const TITLE_DEFINITION: Told = Told {
    en: "A few words by which the record is recognised.",
    ru: "Несколько слов, по которым запись можно узнать.",
    kk: "Жазбаны танытатын бірнеше сөз.",
};
