//! Why the program takes something back of itself: a code in the journal, worded for each reader when it is shown.
//!
//! Earlier versions wrote the words, in the language of whoever sat there. What is such a sentence to the letter is still
//! worded for the reader; anything else is somebody's own words and stays.

use crate::words::Words;
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
}

impl OwnReason {
    const ALL: [Self; 4] = [
        Self::BagNotMade,
        Self::NoteTakenBack,
        Self::TellerSealed,
        Self::MoreAnswered,
    ];

    /// As it stands in the journal.
    #[must_use]
    pub fn stored(self) -> String {
        format!("{MARK}{}", self.code())
    }

    const fn code(self) -> &'static str {
        match self {
            Self::BagNotMade => "bag_not_made",
            Self::NoteTakenBack => "note_taken_back",
            Self::TellerSealed => "teller_sealed",
            Self::MoreAnswered => "more_answered",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::BagNotMade => "why.bag_not_made",
            Self::NoteTakenBack => "why.note_taken_back",
            Self::TellerSealed => "why.teller_sealed",
            Self::MoreAnswered => "why.more_answered",
        }
    }

    /// The reason that stands so in the journal; `None` where somebody wrote it.
    fn of(stored: &str) -> Option<Self> {
        let code = stored.strip_prefix(MARK);
        Self::ALL.into_iter().find(|own| match code {
            Some(code) => own.code() == code,
            None => is_phrase(own.key(), stored),
        })
    }
}

/// A reason as it stands in the journal, in words.
pub(crate) fn reason_in_words(language: Language, stored: &str) -> String {
    match OwnReason::of(stored) {
        Some(own) => Words::of(language).say(own.key()),
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
        for own in OwnReason::ALL {
            let stored = own.stored();
            let told = Language::ALL.map(|language| reason_in_words(language, &stored));
            assert!(told.iter().all(|told| !told.contains(MARK)), "{told:?}");
            assert_ne!(told[0], told[1]);
            // As an earlier version wrote it.
            for old in &told {
                let now = Language::ALL.map(|language| reason_in_words(language, old));
                assert_eq!(now, told);
            }
        }
        for words in ["перезвонили", "program:of a newer version", ""] {
            assert_eq!(reason_in_words(Language::Kk, words), words);
        }
    }
}
