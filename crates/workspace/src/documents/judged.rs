//! What was decided about suggestions: judgements in the journal, by the key of the suggestion. What was refused as a
//! name is not suggested as one again, in any document of this workspace, unless somebody accepts it. Beside a decision
//! about a fact stands what was taught by it: the phrase and the kind it was corrected to, or, where somebody said just
//! that, that it tells nothing. Beside accepted facts stands what they told, for their key changes with what is taught.

use super::taught::TaughtName;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{RecordChange, Say};
use aigaq_documents::{Found, Span, What, is_listed_phrase};
use aigaq_schema::fold::fold;
use aigaq_schema::{Basis, RecordId, StatementId, Value};
use std::collections::{HashMap, HashSet};

const SUGGESTION: &str = "suggestion";
const PHRASE: &str = "phrase";
const TOLD: &str = "told";
/// In the place of a day that is not told.
const NO_DAY: &str = "-";
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
    /// The facts that were accepted, by the document.
    told: HashMap<RecordId, Vec<Told>>,
}

/// An accepted fact: what was told, where, when, of whom (folded).
#[derive(Debug, PartialEq, Eq)]
struct Told {
    kind: String,
    span: Span,
    day: Option<String>,
    who: String,
}

impl Told {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let (kind, place, day, who) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let (start, end) = place.split_once('-')?;
        Some(Self {
            kind: kind.to_owned(),
            span: Span::new(start.parse().ok()?, end.parse().ok()?),
            day: Some(day.to_owned()).filter(|day| day != NO_DAY),
            who: fold(who),
        })
    }

    /// Whether a suggestion tells the same: of the same one, of words that overlap, and of no other day.
    fn is(&self, found: &Found) -> bool {
        let What::Fact {
            who, what, date, ..
        } = &found.what
        else {
            return false;
        };
        let days_agree = match (&self.day, date) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let overlaps = |span: &Span| span.start < self.span.end && self.span.start < span.end;
        *what == self.kind
            && days_agree
            && fold(who) == self.who
            && found.places.iter().any(overlaps)
    }
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
    /// How a suggestion of a document stands.
    pub(super) fn state(&self, document: RecordId, found: &Found) -> SuggestionState {
        match self.keys.get(&found.key) {
            Some(true) => return SuggestionState::Accepted,
            Some(false) => return SuggestionState::Refused,
            None => {}
        }
        let mut told = self.told.get(&document).into_iter().flatten();
        if told.any(|told| told.is(found)) {
            return SuggestionState::Accepted;
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

/// What an accepted fact told: its kind, where, when and of whom, as it was found but for what somebody corrected.
pub(super) fn told(kind: &str, found: &Found, day: Option<&str>, who: &str) -> Option<Say> {
    let span = found.places.first()?;
    let day = day.unwrap_or(NO_DAY);
    let text = format!("{kind} {}-{} {day} {who}", span.start, span.end);
    Some(Say::new(TOLD, Value::text(text), &Basis::default()))
}

/// What is taught by a decision about a fact: its phrase tells this kind, or, without one, nothing. Nothing is taught by
/// words that are no phrase; that they tell nothing, not by words that the reader knows by itself.
pub(super) fn lesson(phrase: &str, kind: Option<&str>) -> Option<Say> {
    let words = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_phrase = words.chars().count() <= LONGEST_PHRASE
        && !(kind.is_none() && is_listed_phrase(&words))
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
            let document = held.statements.iter().find_map(|said| match &said.value {
                Value::Reference(document) if said.property == "record" => Some(*document),
                _ => None,
            });
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
                    TOLD => {
                        let told = document.zip(Told::read(&said.value.plain()));
                        if let Some((document, told)) = told {
                            judged.told.entry(document).or_default().push(told);
                        }
                    }
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
