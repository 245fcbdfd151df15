//! A group's own workbook, before it is imported: what its columns are taken for, and which words nobody has
//! explained yet, in the reader's language.

use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use aigaq_exchange::workbook::{Corrections, Guess, Remembered, Role, UnknownWord, Workbook};

/// What a workbook is understood to say, in the reader's words.
#[derive(Debug, Clone)]
pub struct Understood {
    /// Sheets, columns and rows.
    pub guess: Guess,
    /// The words nobody has explained, each with what it may mean.
    pub words: Vec<AskedWord>,
}

/// A word that nobody has explained yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedWord {
    /// The word and where it stands.
    pub word: UnknownWord,
    /// What the list is called.
    pub list_label: String,
    /// Codes that it may mean, the likeliest first: code and label.
    pub suggestions: Vec<(String, String)>,
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
        let guess = book.guess(self.view.schema(), remembered, corrections);
        let words = guess
            .unknown_words
            .iter()
            .map(|word| AskedWord {
                list_label: self
                    .view
                    .schema()
                    .list(&word.list)
                    .map_or(word.list.as_str(), |l| l.label.get(ask.language))
                    .to_owned(),
                suggestions: word
                    .suggestions
                    .iter()
                    .map(|code| (code.clone(), naming.code(&word.list, code)))
                    .collect(),
                word: word.clone(),
            })
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
