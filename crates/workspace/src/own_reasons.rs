//! Why the program takes something back of itself: a code in the journal, worded for each reader when it is shown.
//!
//! Earlier versions wrote the words, in the language of whoever sat there. What is such a sentence to the letter is still
//! worded for the reader; anything else is somebody's own words and stays.

use crate::words::Words;
use aigaq_exchange::known::{CHANGED, CLEARED};
use aigaq_schema::Language;

/// How such a reason begins. These codes stand in journals: never change one.
const MARK: &str = "program:";

/// A reason that the program gives itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnReason {
    /// A bag could not be written after the journal said that it was handed over.
    BagNotMade,
    /// Somebody took a note back into the inbox by a button, which asks for no words.
    NoteTakenBack,
    /// Who told a note was sealed under the second passphrase.
    TellerSealed,
    /// More words of a workbook were answered.
    MoreAnswered,
    /// A kept search got another name.
    SearchRenamed,
    /// A kept search was taken back.
    SearchTakenBack,
    /// A template was changed.
    TemplateChanged,
    /// A template was taken back.
    TemplateTakenBack,
    /// The question for an estimate was taken back.
    EstimateTakenBack,
    /// A kept table was changed.
    TableChanged,
    /// A kept table was taken back.
    TableTakenBack,
    /// Notes on sources stand in another place.
    NotesMoved,
    /// A note was said anew on the page of its publication.
    WordsSaidAnew,
    /// Public tables show numbers from another one on.
    LeastShownSet,
}

/// Each with its code in the journal and the key of its phrase.
const ALL: [(OwnReason, &str, &str); 14] = [
    (OwnReason::BagNotMade, "bag_not_made", "why.bag_not_made"),
    (
        OwnReason::NoteTakenBack,
        "note_taken_back",
        "why.note_taken_back",
    ),
    (
        OwnReason::TellerSealed,
        "teller_sealed",
        "why.teller_sealed",
    ),
    (
        OwnReason::MoreAnswered,
        "more_answered",
        "why.more_answered",
    ),
    (
        OwnReason::SearchRenamed,
        "search_renamed",
        "why.search_renamed",
    ),
    (
        OwnReason::SearchTakenBack,
        "search_taken_back",
        "why.search_taken_back",
    ),
    (
        OwnReason::TemplateChanged,
        "template_changed",
        "why.template_changed",
    ),
    (
        OwnReason::TemplateTakenBack,
        "template_taken_back",
        "why.template_taken_back",
    ),
    (
        OwnReason::EstimateTakenBack,
        "estimate_taken_back",
        "why.estimate_taken_back",
    ),
    (
        OwnReason::TableChanged,
        "table_changed",
        "why.table_changed",
    ),
    (
        OwnReason::TableTakenBack,
        "table_taken_back",
        "why.table_taken_back",
    ),
    (OwnReason::NotesMoved, "notes_moved", "why.notes_moved"),
    (
        OwnReason::WordsSaidAnew,
        "words_said_anew",
        "why.words_said_anew",
    ),
    (
        OwnReason::LeastShownSet,
        "least_shown_set",
        "why.least_shown_set",
    ),
];

/// Why an import takes back what an earlier one said: its own texts in the journal, and their phrases.
const OF_IMPORTS: [(&str, &str); 2] = [
    (CHANGED, "why.import_changed"),
    (CLEARED, "why.import_cleared"),
];

impl OwnReason {
    /// As it stands in the journal.
    #[must_use]
    pub fn stored(self) -> String {
        let code = ALL.iter().find(|(own, ..)| *own == self);
        format!("{MARK}{}", code.map_or("", |(_, code, _)| code))
    }
}

/// The phrase of a reason that stands so in the journal; `None` where somebody wrote it.
fn phrase_of(stored: &str) -> Option<&'static str> {
    let of_import = OF_IMPORTS.iter().find(|(text, _)| *text == stored);
    if let Some((_, key)) = of_import {
        return Some(key);
    }
    let code = stored.strip_prefix(MARK);
    let found = ALL.iter().find(|(_, own, key)| match code {
        Some(code) => *own == code,
        None => is_phrase(key, stored),
    });
    found.map(|(.., key)| *key)
}

/// A reason as it stands in the journal, in words.
pub(crate) fn reason_in_words(language: Language, stored: &str) -> String {
    match phrase_of(stored) {
        Some(key) => Words::of(language).say(key),
        None => stored.to_owned(),
    }
}

/// Words that an earlier version wrote for this phrase, in the reader's language; others as they are.
pub(crate) fn in_language(language: Language, key: &str, written: String) -> String {
    match is_phrase(key, &written) {
        true => Words::of(language).say(key),
        false => written,
    }
}

fn is_phrase(key: &str, text: &str) -> bool {
    let mut all = Language::ALL.into_iter();
    all.any(|language| Words::of(language).get(key) == Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_of_the_program_is_worded_for_its_reader_and_those_of_people_stay() {
        let own = ALL.iter().map(|(own, ..)| own.stored());
        let of_imports = OF_IMPORTS.iter().map(|(text, _)| (*text).to_owned());
        for stored in own.chain(of_imports) {
            let told = Language::ALL.map(|language| reason_in_words(language, &stored));
            assert!(
                told.iter()
                    .all(|told| !told.contains(MARK) && !told.starts_with("why.")),
                "{told:?}"
            );
            assert_ne!(told[0], told[1]);
            // As an earlier version wrote it.
            for old in told.iter().filter(|_| stored.starts_with(MARK)) {
                let now = Language::ALL.map(|language| reason_in_words(language, old));
                assert_eq!(now, told);
            }
        }
        for words in ["перезвонили", "program:of a newer version", ""] {
            assert_eq!(reason_in_words(Language::Kk, words), words);
        }
    }
}
