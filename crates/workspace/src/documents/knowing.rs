//! What the reader of a document is told of this workspace: the names of those it knows, in every spelling that was
//! recorded, so also those that somebody accepted in an earlier document. Nothing of it leaves the workspace.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_documents::{Given, KnownName, NameOf};
use aigaq_schema::Value;

/// Most letters of names that are told; beyond, those recorded last are left out.
const MOST: usize = 4_000_000;
/// Names longer than this are no names that a text repeats, in characters.
const LONGEST: usize = 200;

impl Workspace {
    /// What the reader of a document is told besides its bytes; the year is that of its publication.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn given_to_read(&self, ask: &Asking, year: Option<i32>) -> Result<Given, WorkspaceError> {
        let mut names = Vec::new();
        let mut letters = 0;
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
                    letters += words.len();
                    if letters <= MOST && is_told(words) {
                        let words = words.clone();
                        names.push(KnownName { words, of });
                    }
                }
            })?;
        }
        Ok(Given { year, names })
    }
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
