//! What a page of a document shows: paragraphs with lists opened and closed, suggestions kind by kind.

use aigaq_schema::RecordId;

use crate::visit::Visit;
use aigaq_workspace::{
    DocumentPart, FoundWhat, Named, Suggestion, SuggestionState, TextBlock, Words as Phrases,
};

/// A part of the text.
pub(crate) struct Paragraph {
    pub(crate) number: usize,
    pub(crate) kind: DocumentPart,
    pub(crate) note: Option<u32>,
    pub(crate) opens_list: bool,
    pub(crate) closes_list: bool,
    pub(crate) pieces: Vec<Piece>,
}

/// A piece of it.
pub(crate) struct Piece {
    pub(crate) text: String,
    /// The class of its mark; empty where it has none.
    pub(crate) class: &'static str,
    /// The note it points to: where that stands.
    pub(crate) href: Option<String>,
    /// It begins the quote that was asked for.
    pub(crate) begins_quote: bool,
    pub(crate) quoted: bool,
}

impl Paragraph {
    pub(crate) fn is(&self, kind: &str) -> bool {
        let own = match self.kind {
            DocumentPart::Title => "title",
            DocumentPart::Heading => "heading",
            DocumentPart::Item => "item",
            DocumentPart::Note => "note",
            DocumentPart::Author | DocumentPart::Date | DocumentPart::Caption => "small",
            DocumentPart::Paragraph | DocumentPart::Lead | DocumentPart::Furniture => "paragraph",
        };
        own == kind
    }
}

pub(crate) fn paragraphs(id: RecordId, blocks: &[TextBlock]) -> Vec<Paragraph> {
    let is_item = |at: Option<usize>| {
        let block = at.and_then(|at| blocks.get(at));
        block.is_some_and(|block| block.kind == DocumentPart::Item)
    };
    let mut quote_begun = false;
    let shown = blocks.iter().enumerate().map(|(at, block)| Paragraph {
        number: block.number,
        kind: block.kind,
        note: block.note,
        opens_list: is_item(Some(at)) && !is_item(at.checked_sub(1)),
        closes_list: is_item(Some(at)) && !is_item(Some(at + 1)),
        pieces: block
            .pieces
            .iter()
            .map(|piece| Piece {
                text: piece.text.clone(),
                class: piece.found.unwrap_or_default(),
                href: piece
                    .note
                    .map(|(n, page)| format!("/documents/{id}?page={page}#n{n}")),
                begins_quote: piece.quoted && !std::mem::replace(&mut quote_begun, true),
                quoted: piece.quoted,
            })
            .collect(),
    });
    shown.collect()
}

/// Suggestions of one kind.
pub(crate) struct Group {
    pub(crate) label: String,
    pub(crate) rows: Vec<Row>,
}

/// A suggestion.
pub(crate) struct Row {
    pub(crate) key: String,
    /// What is suggested, on one line.
    pub(crate) words: String,
    /// The words that prove it, where they are not the suggestion itself.
    pub(crate) quote: Option<String>,
    pub(crate) block: usize,
    pub(crate) times: usize,
    pub(crate) like: Option<Named>,
    /// What was decided, in words; nothing while it waits.
    pub(crate) decided: Option<String>,
    /// It was accepted, or waits.
    pub(crate) refused: bool,
    /// What can be corrected: who or the words, and the date.
    pub(crate) name: Option<String>,
    pub(crate) date: Option<String>,
}

pub(crate) fn groups(visit: &Visit, suggestions: &[Suggestion]) -> Vec<Group> {
    let mut groups: Vec<(&'static str, Group)> = Vec::new();
    for suggestion in suggestions {
        let (key, label) = heading(visit, &suggestion.found.what);
        let row = row(visit, suggestion);
        match groups.iter_mut().find(|(there, _)| *there == key) {
            Some((_, group)) => group.rows.push(row),
            None => groups.push((
                key,
                Group {
                    label,
                    rows: vec![row],
                },
            )),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn heading(visit: &Visit, what: &FoundWhat) -> (&'static str, String) {
    let words = visit.words;
    match what {
        FoundWhat::Person => ("person", words.t("documents-people")),
        FoundWhat::Organisation => ("organisation", words.t("documents-organisations")),
        FoundWhat::Place => ("place", words.t("documents-places")),
        FoundWhat::Fact { .. } => ("fact", words.t("documents-facts")),
        FoundWhat::Recommendation { .. } => ("asked", words.t("documents-recommendations")),
        FoundWhat::Reference { .. } => ("reference", words.t("documents-references")),
        _ => ("number", words.t("documents-numbers")),
    }
}

fn row(visit: &Visit, suggestion: &Suggestion) -> Row {
    let found = &suggestion.found;
    let phrases = Phrases::of(visit.words.language());
    let (mut words, mut quote) = (found.words.clone(), None);
    let (mut name, mut date_of) = (None, None);
    match &found.what {
        FoundWhat::Fact {
            who, what, date, ..
        } => {
            let what = phrases.say(&format!("reading.kind.{what}"));
            let day = date
                .clone()
                .unwrap_or_else(|| phrases.say("reading.no_date"));
            words = format!("{who}: {what}, {day}");
            quote = Some(found.words.clone());
            name = Some(who.clone());
            date_of = Some(date.clone().unwrap_or_default());
        }
        FoundWhat::Recommendation { addressee, .. } => {
            words.clone_from(addressee);
            quote = Some(found.words.clone());
        }
        FoundWhat::Person | FoundWhat::Organisation | FoundWhat::Place => {
            name = Some(words.clone());
        }
        _ => {}
    }
    let decided = match suggestion.state {
        SuggestionState::Waiting => None,
        SuggestionState::Accepted => Some(visit.words.t("documents-accepted")),
        SuggestionState::Refused => Some(visit.words.t("documents-refused")),
    };
    Row {
        key: found.key.clone(),
        words,
        quote,
        block: suggestion.block,
        times: found.places.len(),
        like: suggestion.like.clone(),
        decided,
        refused: suggestion.state == SuggestionState::Refused,
        name,
        date: date_of,
    }
}
