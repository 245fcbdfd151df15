//! Why something was left out or refused, in the reader's language.
//!
//! Every error that can reach a page is a [`Reason`]: a key and places. English is the error's own sentence; the
//! other languages stand in `phrases/reasons/`, those of what was typed and not understood
//! with the words of entering, in `phrases/entering/`.

mod errors;
mod own;
mod verified;

pub(crate) use own::*;
pub use verified::reason_of_problem;

use crate::error::WorkspaceError;
use crate::saving::Refused;
use crate::words::Words;
use aigaq_schema::reason::{Place, values};
use aigaq_schema::{Language, Reason};
use std::sync::OnceLock;

impl WorkspaceError {
    /// The error as a reason, which [`Words::reason`] says in a language.
    #[must_use]
    pub fn reason(&self) -> Reason {
        errors::workspace(self)
    }
}

impl Refused {
    /// The refusal as a reason, which [`Words::reason`] says in a language.
    #[must_use]
    pub fn reason(&self) -> Reason {
        errors::refused(self)
    }
}

/// Why a document cannot be read, as a reason.
#[must_use]
pub fn reason_of_reading(failure: &aigaq_documents::Failure) -> Reason {
    errors::reading(failure)
}

/// A question that cannot be counted, as a reason.
#[must_use]
pub fn reason_of_counting(error: &aigaq_counting::Error) -> Reason {
    errors::counting(error)
}

/// A text that is no date, as a reason.
#[must_use]
pub fn reason_of_date(error: &aigaq_schema::date::DateError) -> Reason {
    values::date(error)
}

/// A text that names no language of this program, as a reason.
#[must_use]
pub fn reason_of_language(error: &aigaq_schema::language::UnknownLanguage) -> Reason {
    values::language(error)
}

impl Words {
    /// A reason in a language.
    #[must_use]
    pub fn reason(language: Language, reason: &Reason) -> String {
        Self::reason_with(language, reason, None)
    }

    /// A reason in a language, with the sentences of those that a program above this declares for itself.
    #[must_use]
    pub fn reason_with(language: Language, reason: &Reason, own: Option<&Self>) -> String {
        if language == Language::En {
            return reason.to_string();
        }
        let key = reason.key();
        let mut phrases = [Self::of(language), Self::of_reasons(language)].into_iter();
        let known = phrases.find_map(|words| words.get(&key));
        let Some(phrase) = known.or_else(|| own?.get(&key)) else {
            // Seen by the test of completeness; a person still reads what is wrong.
            return reason.to_string();
        };
        let places: Vec<(&str, String)> = reason
            .places()
            .iter()
            .map(|(name, place)| match place {
                Place::Words(words) => (*name, words.clone()),
                Place::Reason(inner) => {
                    let said = Self::reason_with(language, inner, own);
                    let begins = phrase.starts_with(&format!("{{{name}}}"));
                    (*name, if begins { said } else { continued(&said) })
                }
            })
            .collect();
        let places: Vec<(&str, &str)> = places.iter().map(|(n, p)| (*n, p.as_str())).collect();
        Self::filled(phrase, &places)
    }

    /// The sentences of reasons; English ones are the reasons' own.
    fn of_reasons(language: Language) -> &'static Self {
        static ALL: OnceLock<[Words; 3]> = OnceLock::new();
        let [none, russian, kazakh] = ALL.get_or_init(|| {
            [
                "",
                include_str!("../phrases/reasons/ru.toml"),
                include_str!("../phrases/reasons/kk.toml"),
            ]
            .map(Self::parse)
        });
        match language {
            Language::En => none,
            Language::Ru => russian,
            Language::Kk => kazakh,
        }
    }
}

/// A sentence within another: its first letter is small, unless the word is an abbreviation.
fn continued(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_typed::Misunderstood;
    use std::collections::{BTreeMap, BTreeSet};

    /// Every key there is, with the names of its places.
    fn keys() -> BTreeMap<String, BTreeSet<String>> {
        let all = [
            aigaq_schema::reason::COMMON_KEYS,
            values::DATE_KEYS,
            values::NUMBER_KEYS,
            values::VALUE_KEYS,
            values::OTHER_KEYS,
            aigaq_exchange::REASONS,
            errors::COUNTING_KEYS,
            errors::WHY_KEYS,
            errors::JOURNAL_KEYS,
            errors::VIEW_KEYS,
            errors::EXCHANGE_KEYS,
            errors::WORKSPACE_KEYS,
            errors::READING_KEYS,
            errors::REFUSED_KEYS,
            KEYS,
            verified::KEYS,
            verified::RULE_KEYS,
        ];
        let all = all.iter().flat_map(|keys| keys.iter());
        all.map(|(family, key, places)| {
            let places = places.iter().map(|place| (*place).to_owned());
            (format!("{family}.{key}"), places.collect())
        })
        .collect()
    }

    #[test]
    fn every_reason_has_its_sentence_in_every_language_and_no_sentence_is_left_over() {
        for language in [Language::Ru, Language::Kk] {
            let there: BTreeSet<String> = Words::of_reasons(language).keys().cloned().collect();
            let keys: BTreeSet<String> = keys().into_keys().collect();
            let typed = Misunderstood::KEYS.map(|key| format!("typed.{key}"));
            let wordless: Vec<_> = typed
                .iter()
                .filter(|key| Words::of(language).get(key).is_none())
                .collect();
            assert!(wordless.is_empty(), "{language} lacks {wordless:?}");
            let missing: Vec<&String> = keys.difference(&there).collect();
            assert!(missing.is_empty(), "{language} lacks {missing:?}");
            let unused: Vec<&String> = there.difference(&keys).collect();
            assert!(unused.is_empty(), "{language} has no use for {unused:?}");
        }
    }

    #[test]
    fn the_sentences_have_only_places_that_are_filled_and_the_same_in_both_languages() {
        let places = |text: &str| -> BTreeSet<String> {
            let names = text.split('{').skip(1).filter_map(|t| t.split_once('}'));
            names.map(|(name, _)| name.to_owned()).collect()
        };
        for (key, known) in keys() {
            let [russian, kazakh] = [Language::Ru, Language::Kk]
                .map(|language| places(Words::of_reasons(language).get(&key).unwrap()));
            assert_eq!(russian, kazakh, "{key}");
            assert!(russian.is_subset(&known), "{key}: {russian:?} of {known:?}");
        }
    }

    #[test]
    fn places_are_filled_and_no_braces_are_left() {
        let why = aigaq_counting::Error::BadDate {
            text: "2021-02-31".to_owned(),
            why: aigaq_counting::Why::NoDay(28),
        };
        let said = Words::reason(Language::Ru, &reason_of_counting(&why));
        assert!(
            said.contains("«2021-02-31»") && said.contains("28"),
            "{said}"
        );
        assert!(!said.contains('{'), "{said}");
        let twice = reason_of_counting(&aigaq_counting::Error::UnknownUnit {
            given: "{units}".to_owned(),
            units: "x".to_owned(),
        });
        let said = Words::reason(Language::Ru, &twice);
        assert!(said.contains("«{units}»"), "{said}");
    }
}
