//! A group's own workbook, before it is imported: what its columns are taken for, and which words nobody has
//! explained yet, in the reader's language.

use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use aigaq_exchange::workbook::{
    Asks, Corrections, Guess, Remembered, Role, UnknownWord, Who, Workbook,
};
use aigaq_publishing::dates;
use aigaq_schema::{LawReference, PartialDate};
use aigaq_typed::LawCode;

/// What a workbook is understood to say, in the reader's words.
#[derive(Debug, Clone)]
pub struct Understood {
    /// Sheets, columns and rows.
    pub guess: Guess,
    /// The words nobody has explained, each with what it may mean.
    pub words: Vec<AskedWord>,
}

/// Something that nobody has explained yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedWord {
    /// The word and where it stands.
    pub word: UnknownWord,
    /// What is asked: the label of the list, or what kind of thing it is.
    pub asked: String,
    /// What it may mean, the likeliest first: as it is answered, and in words.
    pub suggestions: Vec<(String, String)>,
    /// Other answers to choose from, where they are few.
    pub others: Vec<(String, String)>,
}

/// A code that can be chosen, with its depth in the tree of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChoice {
    /// The code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// 0 at the top.
    pub depth: usize,
}

impl Workspace {
    /// Reads a workbook and says what it is taken for; nothing is saved.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn understand_workbook(
        &self,
        ask: &Asking,
        book: &Workbook,
        remembered: &Remembered,
        corrections: &Corrections,
    ) -> Result<Understood, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let guess = book.guess(self.view.schema(), remembered, corrections, ask.today);
        let words = guess
            .unknown_words
            .iter()
            .map(|word| asked(&naming, word))
            .collect();
        Ok(Understood { guess, words })
    }

    /// What a column can be, in the order in which a page offers it: code and label.
    #[must_use]
    pub fn roles(ask: &Asking) -> Vec<(Role, String)> {
        let words = crate::words::Words::of(ask.language);
        Role::ALL
            .into_iter()
            .map(|role| (role, words.say(&format!("role.{}", role.code()))))
            .collect()
    }

    /// The codes of a list that can be chosen, parents before children.
    #[must_use]
    pub fn choices_of(&self, ask: &Asking, list: &str) -> Vec<CodeChoice> {
        let Some(list) = self.view.schema().list(list) else {
            return Vec::new();
        };
        let depth = |code: &str| {
            std::iter::successors(list.get(code), |entry| list.get(entry.parent.as_deref()?))
                .count()
                .saturating_sub(1)
        };
        list.entries()
            .iter()
            .filter(|entry| !entry.retired)
            .map(|entry| CodeChoice {
                code: entry.code.clone(),
                label: entry.label.get(ask.language).to_owned(),
                depth: depth(&entry.code),
            })
            .collect()
    }
}

/// A question in the reader's words.
fn asked(naming: &Naming<'_>, word: &UnknownWord) -> AskedWord {
    let in_words = |answer: &str| match &word.asks {
        Asks::Code(list) => naming.code(list, answer),
        Asks::Article => LawCode::kept_as(answer).map_or_else(
            || answer.to_owned(),
            |code| code.label(naming.ask.language).to_owned(),
        ),
        Asks::Law => LawReference::read(answer).map_or_else(
            || answer.to_owned(),
            |law| aigaq_typed::law_in_words(&law, naming.ask.language),
        ),
        Asks::People => naming.words.say(&format!("asked.who.{answer}")),
        Asks::Date(_) | Asks::Serials => answer.parse::<PartialDate>().map_or_else(
            |_| answer.to_owned(),
            |date| dates::words(&date, naming.ask.language),
        ),
        Asks::Number | Asks::Year(_) | Asks::Month(_) => answer.to_owned(),
    };
    let answer = |answer: &str| (answer.to_owned(), in_words(answer));
    let others: Vec<&str> = match word.asks {
        Asks::Article => LawCode::ALL.iter().map(|code| code.name()).collect(),
        Asks::People => Who::ALL.iter().map(|who| who.code()).collect(),
        _ => Vec::new(),
    };
    let is_new = |other: &&&str| !word.suggestions.iter().any(|known| known == **other);
    AskedWord {
        asked: match &word.asks {
            Asks::Code(list) => naming
                .schema
                .list(list)
                .map_or(list.as_str(), |l| l.label.get(naming.ask.language))
                .to_owned(),
            asks => naming.words.say(&format!("asked.{}", asks.kind())),
        },
        suggestions: word.suggestions.iter().map(|s| answer(s)).collect(),
        others: others.iter().filter(is_new).map(|s| answer(s)).collect(),
        word: word.clone(),
    }
}
