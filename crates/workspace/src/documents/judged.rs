//! What was decided about suggestions: judgements in the journal, by the key of the suggestion. What was refused as a
//! name is not suggested as one again, in any document of this workspace, unless somebody accepts it. Beside a decision
//! about a fact stands what was taught by it: the phrase and the kind it was corrected to, or that it told nothing.

use super::taught::TaughtName;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{RecordChange, Say};
use aigaq_documents::{Found, What};
use aigaq_schema::fold::fold;
use aigaq_schema::{Basis, RecordId, StatementId, Value};
use std::collections::{HashMap, HashSet};

const SUGGESTION: &str = "suggestion";
const PHRASE: &str = "phrase";
/// Before the words of a phrase that told nothing, in the place of a kind.
const NOTHING: &str = "-";
/// A phrase that is taught has at most so many characters: it is found again only where it stands word for word.
const LONGEST_PHRASE: usize = 100;

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
    /// Names refused, as they stood, and where that is said.
    names: Vec<(TaughtName, RecordId, StatementId)>,
    /// Phrases taught, the latest last.
    pub(super) phrases: Vec<Phrase>,
    /// The words of facts that were accepted, folded.
    pub(super) told: Vec<String>,
}

/// A phrase that somebody taught.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) words: String,
    /// The kind of fact that it tells, if any.
    pub(super) kind: Option<String>,
    at: (RecordId, StatementId),
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

    /// Names that are not suggested.
    pub(super) fn names_refused(&self) -> impl Iterator<Item = TaughtName> {
        let names = self.names.iter().map(|(name, ..)| name);
        let held = |name: &&TaughtName| {
            let folded = (name.kind.clone(), fold(&name.words));
            !self.accepted.contains(&folded)
        };
        names.filter(held).cloned()
    }

    /// Where it is said that these words are no such name.
    pub(super) fn said_of_name(&self, kind: &str, folded: &str) -> Vec<(RecordId, StatementId)> {
        let names = self.names.iter();
        let same = names.filter(|(name, ..)| name.kind == kind && fold(&name.words) == folded);
        same.map(|(_, record, statement)| (*record, *statement))
            .collect()
    }

    /// Where something is said of a phrase.
    pub(super) fn said_of_phrase(&self, folded: &str) -> Vec<(RecordId, StatementId)> {
        let phrases = self.phrases.iter();
        let same = phrases.filter(|phrase| fold(&phrase.words) == folded);
        same.map(|phrase| phrase.at).collect()
    }

    fn take_phrase(&mut self, text: &str, at: (RecordId, StatementId)) {
        let Some((kind, words)) = text.split_once(' ') else {
            return;
        };
        self.phrases.push(Phrase {
            words: words.to_owned(),
            kind: Some(kind.to_owned()).filter(|kind| kind != NOTHING),
            at,
        });
    }

    fn take(&mut self, text: &str, at: (RecordId, StatementId), accepted: bool) {
        let mut words = text.splitn(3, ' ');
        let (Some(key), Some(kind)) = (words.next(), words.next()) else {
            return;
        };
        // Two devices that decided otherwise: what was accepted is in the records already.
        let there = self.keys.entry(key.to_owned()).or_insert(accepted);
        *there |= accepted;
        let printed = words.next().unwrap_or_default();
        let name = (kind.to_owned(), fold(printed));
        if accepted && kind == "fact" {
            self.told.push(name.1.clone());
        }
        if !accepted && matches!(kind, "person" | "organisation" | "place") {
            let (words, kind) = (printed.to_owned(), kind.to_owned());
            self.names.push((TaughtName { words, kind }, at.0, at.1));
        }
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

/// What is taught by a decision about a fact: its phrase tells this kind, or, without one, nothing. Nothing is taught by
/// words that are no phrase.
pub(super) fn lesson(phrase: &str, kind: Option<&str>) -> Option<Say> {
    let words = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_phrase = words.chars().count() <= LONGEST_PHRASE
        && words
            .split(' ')
            .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3);
    let text = format!("{} {words}", kind.unwrap_or(NOTHING));
    is_phrase.then(|| Say::new(PHRASE, Value::text(text), &Basis::default()))
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
        let mut of: Vec<RecordId> = Vec::new();
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
            for said in &held.statements {
                let at = (held.id, said.id);
                match said.property.as_str() {
                    SUGGESTION => judged.take(&said.value.plain(), at, accepted),
                    PHRASE => judged.take_phrase(&said.value.plain(), at),
                    _ => {}
                }
            }
            if held.statements.iter().any(|said| said.property == PHRASE) {
                of.push(held.id);
            }
        })?;
        // Of a phrase that was taught again the last holds, alike on every device.
        let recent = self.view.recency(&of)?;
        let recent: HashMap<RecordId, _> = of.into_iter().zip(recent).collect();
        judged.phrases.sort_by_key(|phrase| {
            let (record, statement) = phrase.at;
            (recent.get(&record).copied().flatten(), statement)
        });
        Ok(judged)
    }
}
