//! What a page of a document shows: paragraphs with lists opened and closed, suggestions kind by kind, what belongs
//! together in one.

use aigaq_schema::RecordId;

use crate::visit::Visit;
use aigaq_workspace::{
    DocumentPage, DocumentPart, FoundWhat, Named, Packet, Suggestion, SuggestionState, TextBlock,
    Words as Phrases,
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
pub(crate) struct Section {
    pub(crate) code: &'static str,
    pub(crate) label: String,
    pub(crate) packets: Vec<Together>,
    /// What is named and nobody decides about.
    pub(crate) named: Vec<String>,
}

impl Section {
    /// It is worth a button of its own.
    pub(crate) fn has_several(&self) -> bool {
        self.packets
            .iter()
            .filter(|packet| packet.waits > 0)
            .count()
            > 1
    }
}

/// What is decided about at once.
pub(crate) struct Together {
    /// The key of its first line.
    pub(crate) key: String,
    /// What it is called, where it has several lines.
    pub(crate) title: Option<String>,
    pub(crate) waits: usize,
    pub(crate) lines: Vec<Line>,
}

impl Together {
    /// What its buttons are about.
    pub(crate) fn about(&self) -> &str {
        let line = self.lines.first().map(|line| line.words.as_str());
        self.title.as_deref().or(line).unwrap_or_default()
    }
}

/// A suggestion.
pub(crate) struct Line {
    pub(crate) key: String,
    /// What is suggested, on one line.
    pub(crate) words: String,
    /// The words that prove it, where they are not the suggestion itself.
    pub(crate) quote: Option<String>,
    pub(crate) block: usize,
    pub(crate) times: usize,
    pub(crate) like: Option<Named>,
    pub(crate) ticked: bool,
    /// What was decided, in words; nothing while it waits.
    pub(crate) decided: Option<String>,
    /// It was refused.
    pub(crate) refused: bool,
    /// It is a fact, told by words of which somebody may say that they tell none.
    pub(crate) tells: bool,
    pub(crate) corrections: Vec<Correction>,
}

/// A field by which a suggestion is corrected.
pub(crate) struct Correction {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) value: String,
}

pub(crate) fn sections(visit: &Visit, page: &DocumentPage) -> Vec<Section> {
    let mut sections: Vec<Section> = ORDER
        .into_iter()
        .map(|code| Section {
            code,
            label: heading(visit, code),
            packets: Vec::new(),
            named: Vec::new(),
        })
        .collect();
    for found in &page.named {
        let words = match &found.what {
            FoundWhat::Date { edtf } if *edtf != found.words => {
                format!("{} ({edtf})", found.words)
            }
            _ => found.words.clone(),
        };
        if let Some(there) = sections.iter_mut().find(|s| s.code == found.what.code()) {
            there.named.push(words);
        }
    }
    for packet in &page.packets {
        if let Some(there) = sections.iter_mut().find(|s| s.code == packet.section) {
            there.packets.push(together(visit, packet));
        }
    }
    sections.retain(|section| !section.packets.is_empty() || !section.named.is_empty());
    sections
}

/// The order in which the kinds are looked at.
const ORDER: [&str; 9] = [
    "person",
    "organisation",
    "place",
    "date",
    "law",
    "quantity",
    "fact",
    "recommendation",
    "reference",
];

fn heading(visit: &Visit, code: &str) -> String {
    let words = visit.words;
    match code {
        "person" => words.t("documents-people"),
        "organisation" => words.t("documents-organisations"),
        "place" => words.t("documents-places"),
        "date" => words.t("documents-dates"),
        "law" => words.t("documents-laws"),
        "fact" => words.t("documents-facts"),
        "recommendation" => words.t("documents-recommendations"),
        "reference" => words.t("documents-references"),
        _ => words.t("documents-numbers"),
    }
}

fn together(visit: &Visit, packet: &Packet) -> Together {
    let lines: Vec<Line> = packet
        .suggestions
        .iter()
        .enumerate()
        .map(|(at, suggestion)| line(visit, packet, at, suggestion))
        .collect();
    Together {
        key: lines
            .first()
            .map(|line| line.key.clone())
            .unwrap_or_default(),
        title: packet.title.clone().filter(|_| lines.len() > 1),
        waits: packet.waiting().count(),
        lines,
    }
}

fn line(visit: &Visit, packet: &Packet, at: usize, suggestion: &Suggestion) -> Line {
    let found = &suggestion.found;
    let phrases = Phrases::of(visit.words.language());
    let (mut words, mut quote) = (found.words.clone(), None);
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
        }
        FoundWhat::Person | FoundWhat::Organisation if at == 0 => {
            found.name().clone_into(&mut words);
        }
        _ => {}
    }
    Line {
        key: found.key.clone(),
        words,
        quote,
        block: suggestion.block,
        times: found.places.len(),
        // Of several facts of one name it is said once.
        like: suggestion
            .like
            .clone()
            .filter(|_| at == 0 || packet.title.is_none()),
        ticked: packet.is_wished,
        decided: match suggestion.state {
            SuggestionState::Waiting => None,
            SuggestionState::Accepted => Some(visit.words.t("documents-accepted")),
            SuggestionState::Refused => Some(visit.words.t("documents-refused")),
        },
        refused: suggestion.state == SuggestionState::Refused,
        tells: matches!(found.what, FoundWhat::Fact { .. }),
        corrections: corrections(visit, at, suggestion),
    }
}

fn corrections(visit: &Visit, at: usize, suggestion: &Suggestion) -> Vec<Correction> {
    let (found, words) = (&suggestion.found, visit.words);
    let field = |name, label: String, value: Option<&str>| Correction {
        name,
        label,
        value: value.unwrap_or_default().to_owned(),
    };
    match &found.what {
        // The first form of a name is corrected for all of them.
        FoundWhat::Person | FoundWhat::Organisation if at > 0 => Vec::new(),
        FoundWhat::Person | FoundWhat::Organisation | FoundWhat::Place => {
            vec![field(
                "words",
                words.t("documents-name"),
                Some(found.name()),
            )]
        }
        FoundWhat::Fact {
            who,
            what,
            date,
            phrase,
            ..
        } => {
            let kind = Phrases::of(words.language()).say(&format!("reading.kind.{what}"));
            vec![
                field("words", words.t("documents-who"), Some(who)),
                field("kind", words.t("documents-what"), Some(&kind)),
                field("phrase", words.t("documents-phrase"), Some(phrase)),
                field("date", words.t("documents-when"), date.as_deref()),
            ]
        }
        FoundWhat::Quantity { .. } => {
            let number = found.what.number();
            vec![
                field("words", words.t("documents-counted"), Some(&found.words)),
                field("number", words.t("documents-number"), number.as_deref()),
            ]
        }
        FoundWhat::Recommendation { addressee, .. } => vec![
            field("asked", words.t("documents-asked"), Some(addressee)),
            field("words", words.t("documents-words"), Some(&found.words)),
        ],
        FoundWhat::Reference {
            title,
            author,
            publisher,
            date,
            url,
            ..
        } => vec![
            field("title", words.t("documents-title-of"), title.as_deref()),
            field("author", words.t("documents-author"), author.as_deref()),
            field(
                "publisher",
                words.t("documents-publisher"),
                publisher.as_deref(),
            ),
            field("date", words.t("documents-date"), date.as_deref()),
            field("url", words.t("documents-address"), url.as_deref()),
        ],
        FoundWhat::Date { .. } | FoundWhat::Law { .. } | FoundWhat::Duration { .. } => Vec::new(),
    }
}
