//! A document as a clean text in pages, with what was found marked in it, and the suggestions of each page.

use super::deciding::is_abbreviation;
use super::judged::SuggestionState;
use super::laid::Laid;
use super::packets::{Packet, packets};
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_documents::{Document, Found, PartKind, Span, What};
use aigaq_schema::RecordId;
use aigaq_schema::fold::fold;
use std::collections::BTreeMap;

/// A piece of the text, all of it marked alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPiece {
    /// The words.
    pub text: String,
    /// As what it was found: a code of [`What::code`].
    pub found: Option<&'static str>,
    /// The note that it points to, and the page on which that stands.
    pub note: Option<(u32, usize)>,
    /// It is the quote that was asked for.
    pub quoted: bool,
}

/// A part of the document, on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextBlock {
    /// Its number in the document, from 1.
    pub number: usize,
    /// What it is.
    pub kind: PartKind,
    /// Of a note, its number.
    pub note: Option<u32>,
    /// Its words.
    pub pieces: Vec<TextPiece>,
}

/// Something suggested.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// What was found.
    pub found: Found,
    /// How it stands.
    pub state: SuggestionState,
    /// In which part it stands first.
    pub block: usize,
    /// A record that it may be of.
    pub like: Option<Named>,
}

/// One page of a document.
#[derive(Debug, Clone)]
pub struct DocumentPage {
    /// What it is called.
    pub caption: String,
    /// The page, from 1, and how many there are.
    pub page: (usize, usize),
    /// Its parts.
    pub blocks: Vec<TextBlock>,
    /// Its suggestions, what belongs together in one, in the order of looking at them.
    pub packets: Vec<Packet>,
    /// What is named on it that nobody decides about, for it goes with facts: dates, laws, lengths of time.
    pub named: Vec<Found>,
    /// Suggestions that wait, on all pages.
    pub waiting: usize,
    /// Suggestions decided about, on all pages.
    pub decided: usize,
    /// The next page on which something waits.
    pub next: Option<usize>,
    /// Words of the document of which nothing is suggested, for it was taught that they tell nothing: each once, with how
    /// often they stand there.
    pub silenced: Vec<(String, usize)>,
}

/// What of a document is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocumentWish {
    /// The page, from 1; the first one when 0.
    pub page: usize,
    /// A quote: its page is shown, and it is marked.
    pub quote: Option<Span>,
}

impl Workspace {
    /// A page of a document that was read.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn document_page(
        &self,
        ask: &Asking,
        id: RecordId,
        document: &Document,
        wish: DocumentWish,
    ) -> Result<Option<DocumentPage>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let Some(named) = naming.by_id(id)? else {
            return Ok(None);
        };
        let judged = self.judged(ask)?;
        let laid = Laid::of(document);
        let asked = wish.quote.map(|quote| laid.page_of(quote.start));
        let page = asked.unwrap_or(wish.page).clamp(1, laid.pages);
        let (mut waiting, mut decided, mut next) = (0, 0, None);
        let mut suggestions = Vec::new();
        for (found, belongs, block) in &laid.suggested {
            let state = judged.state(id, found);
            let on = laid.blocks[*block].page;
            match state {
                SuggestionState::Waiting => {
                    waiting += 1;
                    if on > page {
                        next = Some(next.map_or(on, |there: usize| there.min(on)));
                    }
                }
                _ => decided += 1,
            }
            if on == page {
                let like = match state {
                    SuggestionState::Waiting => self.like(&naming, found)?,
                    _ => None,
                };
                let suggestion = Suggestion {
                    found: (*found).clone(),
                    state,
                    block: laid.block_of_found(found) + 1,
                    like,
                };
                suggestions.push((belongs, suggestion));
            }
        }
        let blocks = laid.blocks.iter().enumerate();
        let blocks = blocks
            .filter(|(_, block)| block.page == page)
            .map(|(at, block)| laid.shown(at, block, wish.quote))
            .collect();
        Ok(Some(DocumentPage {
            caption: named.caption,
            page: (page, laid.pages),
            blocks,
            packets: packets(suggestions),
            named: laid.named_on(page),
            waiting,
            decided,
            next,
            silenced: silenced(document),
        }))
    }

    /// The likest record that there is.
    fn like(&self, naming: &Naming<'_>, found: &Found) -> Result<Option<Named>, WorkspaceError> {
        let (name, kind) = match &found.what {
            What::Person | What::Organisation => (found.name(), "actor"),
            What::Place => (found.name(), "place"),
            What::Fact { who, .. } => (who.as_str(), "actor"),
            _ => return Ok(None),
        };
        let alike = self.view.alike(&naming.ask.reader, name, &[kind], 1)?;
        let like = alike.first().map(|brief| naming.named(brief)).transpose()?;
        Ok(like.filter(|like| !is_abbreviation(name) || names_it(&like.caption, name)))
    }
}

/// The words of which nothing is suggested, each once.
fn silenced(document: &Document) -> Vec<(String, usize)> {
    if document.silenced.is_empty() {
        return Vec::new();
    }
    let letters: Vec<char> = document.text.chars().collect();
    let mut all: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for span in &document.silenced {
        let words = letters.get(span.start..span.end).unwrap_or_default();
        let words: String = words.iter().collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        all.entry(fold(&words)).or_insert((words, 0)).1 += 1;
    }
    all.into_values().collect()
}

fn names_it(caption: &str, abbreviation: &str) -> bool {
    let mut words = caption.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word == abbreviation)
}
