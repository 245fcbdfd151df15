//! What was decided about suggestions: judgements in the journal, by the key of the suggestion. What was refused as a
//! name is not suggested as one again, in any document of this workspace, unless somebody accepts it.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{RecordChange, Say};
use aigaq_documents::{Found, What};
use aigaq_schema::fold::fold;
use aigaq_schema::{Basis, RecordId, Value};
use std::collections::{HashMap, HashSet};

const SUGGESTION: &str = "suggestion";

/// How a suggestion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionState {
    /// Nobody has decided.
    Waiting,
    /// Somebody accepted it.
    Accepted,
    /// Somebody refused it, or these words as such a name.
    Refused,
}

/// All decisions about suggestions.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// By key, whether it was accepted.
    keys: HashMap<String, bool>,
    /// Words refused as a name of a kind.
    refused: HashSet<(String, String)>,
    /// Words accepted as a name of a kind.
    accepted: HashSet<(String, String)>,
}

impl Judged {
    pub(super) fn state(&self, found: &Found) -> SuggestionState {
        match self.keys.get(&found.key) {
            Some(true) => return SuggestionState::Accepted,
            Some(false) => return SuggestionState::Refused,
            None => {}
        }
        let name = (found.what.code().to_owned(), fold(&found.words));
        match is_name(&found.what) && self.refused.contains(&name) && !self.accepted.contains(&name)
        {
            true => SuggestionState::Refused,
            false => SuggestionState::Waiting,
        }
    }

    fn take(&mut self, text: &str, accepted: bool) {
        let mut words = text.splitn(3, ' ');
        let (Some(key), Some(kind)) = (words.next(), words.next()) else {
            return;
        };
        // Two devices that decided otherwise: what was accepted is in the records already.
        let there = self.keys.entry(key.to_owned()).or_insert(accepted);
        *there |= accepted;
        let name = (kind.to_owned(), fold(words.next().unwrap_or_default()));
        match accepted {
            true => self.accepted.insert(name),
            false => self.refused.insert(name),
        };
    }
}

fn is_name(what: &What) -> bool {
    matches!(what, What::Person | What::Organisation | What::Place)
}

/// Whether a person decides about it. Dates, laws and lengths of time are parts of what is decided about.
pub(super) fn is_decided(what: &What) -> bool {
    !matches!(
        what,
        What::Date { .. } | What::Law { .. } | What::Duration { .. }
    )
}

/// The judgement about these suggestions of a document.
pub(super) fn judgement<'f>(
    id: RecordId,
    document: RecordId,
    accepted: bool,
    found: impl IntoIterator<Item = &'f Found>,
) -> RecordChange {
    let basis = Basis::default();
    let kind = if accepted { "accept" } else { "refuse" };
    let mut say = vec![
        Say::new("kind", Value::term(kind), &basis),
        Say::new("record", Value::Reference(document), &basis),
    ];
    say.extend(found.into_iter().map(|found| {
        let text = format!("{} {} {}", found.key, found.what.code(), found.words);
        Say::new(SUGGESTION, Value::text(text), &basis)
    }));
    RecordChange::new(id, "judgement", say)
}

impl Workspace {
    pub(super) fn judged(&self, ask: &Asking) -> Result<Judged, WorkspaceError> {
        let mut judged = Judged::default();
        self.view.each_held(&ask.reader, "judgement", |held| {
            let kind = |code: &str| {
                let term = Value::term(code);
                let mut said = held.statements.iter();
                said.any(|s| s.property == "kind" && s.value == term)
            };
            let accepted = kind("accept");
            if !accepted && !kind("refuse") {
                return;
            }
            for said in held.statements.iter().filter(|s| s.property == SUGGESTION) {
                judged.take(&said.value.plain(), accepted);
            }
        })?;
        Ok(judged)
    }
}
