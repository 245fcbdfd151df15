//! What the reader of a document is told of this workspace: the names of those it knows, in every spelling that was
//! recorded, so also those that somebody accepted in an earlier document; and the phrases it taught. Nothing of it leaves the workspace.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_documents::{Given, KnownName, KnownPhrase, LONGEST_GIVEN, NameOf};
use aigaq_schema::Value;

/// Most bytes of names as they are told; beyond, those recorded last are left out. What is told besides them and the
/// phrases is short.
const MOST: u64 = LONGEST_GIVEN - MOST_OF_PHRASES - 1024;
/// Most bytes of phrases as they are told.
const MOST_OF_PHRASES: u64 = 256 * 1024;
/// Names longer than this are no names that a text repeats, in characters.
const LONGEST: usize = 200;

impl Workspace {
    /// What the reader of a document is told besides its bytes; the year is that of its publication.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn given_to_read(&self, ask: &Asking, year: Option<i32>) -> Result<Given, WorkspaceError> {
        let mut names = Names::default();
        for record_type in ["actor", "place"] {
            self.view.each_held(&ask.reader, record_type, |held| {
                let kind = held.statements.iter().find(|said| said.property == "kind");
                let kind = kind.map(|said| said.value.plain());
                let Some(of) = name_of(record_type, kind.as_deref()) else {
                    return;
                };
                for said in &held.statements {
                    let Value::Name { text: words, .. } = &said.value else {
                        continue;
                    };
                    if is_told(words) {
                        let words = words.clone();
                        names.add(KnownName { words, of });
                    }
                }
            })?;
        }
        let (names, phrases) = (names.all, self.known_phrases(ask)?);
        Ok(Given {
            year,
            names,
            phrases: fitting(phrases),
        })
    }

    /// A name of a person known here of which this holds; also of the surname alone.
    pub(super) fn name_of_a_person_in(
        &self,
        ask: &Asking,
        holds: &dyn Fn(&str) -> bool,
    ) -> Result<Option<String>, WorkspaceError> {
        let mut there = None;
        self.view.each_held(&ask.reader, "actor", |held| {
            let mut said = held.statements.iter();
            let is_person = said.any(|s| s.property == "kind" && s.value == Value::term("person"));
            if !is_person || there.is_some() {
                return;
            }
            there = held.statements.iter().find_map(|said| {
                let Value::Name { text, .. } = &said.value else {
                    return None;
                };
                let surname = text.rsplit(' ').next().unwrap_or(text);
                let name = [text.as_str(), surname]
                    .into_iter()
                    .find(|name| holds(name));
                name.map(str::to_owned)
            });
        })?;
        Ok(there)
    }
}

/// Names to be told, as many as the reader takes.
#[derive(Default)]
struct Names {
    all: Vec<KnownName>,
    /// Bytes of them as they are told, with what stands between.
    bytes: u64,
}

impl Names {
    fn add(&mut self, name: KnownName) {
        let Ok(told) = serde_json::to_vec(&name) else {
            return;
        };
        self.bytes = self.bytes.saturating_add(told.len() as u64 + 1);
        if self.bytes <= MOST {
            self.all.push(name);
        }
    }
}

/// As many phrases as the reader takes.
fn fitting(mut phrases: Vec<KnownPhrase>) -> Vec<KnownPhrase> {
    let mut bytes = 0;
    let told = phrases.iter().take_while(|phrase| {
        let told = serde_json::to_vec(phrase).map_or(u64::MAX, |told| told.len() as u64 + 1);
        bytes = told.saturating_add(bytes);
        bytes <= MOST_OF_PHRASES
    });
    let fitting = told.count();
    phrases.truncate(fitting);
    phrases
}

fn name_of(record_type: &str, kind: Option<&str>) -> Option<NameOf> {
    match (record_type, kind) {
        ("place", _) => Some(NameOf::Place),
        (_, Some("person")) => Some(NameOf::Person),
        (_, Some("group") | None) => None,
        _ => Some(NameOf::Organisation),
    }
}

/// Initials alone, a letter, a number say nothing of where they stand in a text.
fn is_told(words: &str) -> bool {
    let longest = words
        .split(|c: char| !c.is_alphabetic())
        .map(|word| word.chars().count())
        .max();
    longest.is_some_and(|longest| longest >= 3) && words.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_names_are_told_as_the_reader_takes() {
        // Short names, of which each is told with more beside it than it has letters; and marks that are told as two.
        for words in ["Ким", "\"\"\"\"\"\"\"\"Ким"] {
            let mut names = Names::default();
            let of = NameOf::Organisation;
            for _ in 0..300_000 {
                let words = words.to_owned();
                names.add(KnownName { words, of });
            }
            let told = names.all.len();
            assert!(told > 100_000 && told < 300_000, "{told}");
            let year = Some(2021);
            let names = names.all;
            let phrases = fitting(vec![
                KnownPhrase {
                    words: "\"".repeat(90),
                    kind: None,
                };
                10_000
            ]);
            assert!(phrases.len() > 100 && phrases.len() < 10_000);
            let given = Given {
                year,
                names,
                phrases,
            };
            let bytes = serde_json::to_vec(&given).unwrap().len() as u64;
            assert!(
                bytes < LONGEST_GIVEN && bytes + 3072 > LONGEST_GIVEN,
                "{bytes}"
            );
        }
    }
}
