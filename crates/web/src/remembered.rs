//! Words that were searched for and answers that were typed into what is written about people, each under an id that
//! says nothing about them: the browser keeps addresses, and its history may be read by those whom they concern. They
//! live here, in memory, until the workspace is locked.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use crate::problem::Problem;
use crate::token::Token;

/// Most texts that are remembered; the oldest goes first.
const MOST: usize = 500;

/// Texts that were sent since the workspace was unlocked.
#[derive(Default)]
pub(crate) struct Remembered(Mutex<VecDeque<(Token, Zeroizing<String>)>>);

impl Remembered {
    /// The id of these words; the same while they are remembered.
    pub(crate) fn keep(&self, words: &str) -> Result<String, Problem> {
        let mut all = self.all();
        let found = all.iter().position(|(_, kept)| kept.as_str() == words);
        let entry = match found.and_then(|place| all.remove(place)) {
            Some(entry) => entry,
            None => {
                let id = Token::random().map_err(|_| Problem::Broken)?;
                (id, Zeroizing::new(words.to_owned()))
            }
        };
        let id = entry.0.as_str().to_owned();
        all.push_back(entry);
        while all.len() > MOST {
            all.pop_front();
        }
        Ok(id)
    }

    /// The words of an id, unless they were forgotten.
    pub(crate) fn words(&self, id: &str) -> Option<String> {
        let all = self.all();
        let (_, words) = all.iter().find(|(kept, _)| kept.is(id))?;
        Some(words.to_string())
    }

    /// Forgets everything.
    pub(crate) fn forget(&self) {
        self.all().clear();
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<(Token, Zeroizing<String>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_remembered_under_an_id_until_the_lock() {
        let remembered = Remembered::default();
        let id = remembered.keep("Балтабай").unwrap();
        assert_eq!(id.len(), 32);
        assert_eq!(remembered.words(&id).unwrap(), "Балтабай");
        assert_eq!(remembered.keep("Балтабай").unwrap(), id, "asked twice");
        assert_ne!(remembered.keep("Балтабаев").unwrap(), id);
        assert_eq!(remembered.words(""), None);
        remembered.forget();
        assert_eq!(remembered.words(&id), None);
    }

    #[test]
    fn the_oldest_words_are_forgotten_first() {
        let remembered = Remembered::default();
        let first = remembered.keep("0").unwrap();
        let second = remembered.keep("1").unwrap();
        for n in 2..MOST {
            remembered.keep(&n.to_string()).unwrap();
        }
        remembered.keep("0").unwrap();
        remembered.keep("one more").unwrap();
        assert!(
            remembered.words(&first).is_some(),
            "it was asked again since"
        );
        assert!(remembered.words(&second).is_none());
    }
}
