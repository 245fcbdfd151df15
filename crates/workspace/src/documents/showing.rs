//! A document as a clean text in pages, with what was found marked in it, and the suggestions of each page.

use super::judged::{SuggestionState, is_decided};
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_documents::{Document, Found, Part, PartKind, Span, What};
use aigaq_schema::RecordId;

/// What a page of a document takes, in bytes as they are guessed here: with its frame it stays below 60 kB.
const ROOM: usize = 36_000;
/// A part longer than this, in characters, is parted.
const LONGEST_PART: usize = 3_000;
/// Bytes that one suggestion takes beside its words.
const OF_SUGGESTION: usize = 900;
/// Bytes that a mark in the text takes.
const OF_MARK: usize = 50;

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
    /// Its suggestions, in the order of looking at them.
    pub suggestions: Vec<Suggestion>,
    /// Suggestions that wait, on all pages.
    pub waiting: usize,
    /// Suggestions decided about, on all pages.
    pub decided: usize,
    /// The next page on which something waits.
    pub next: Option<usize>,
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
        for (found, block) in &laid.suggested {
            let state = judged.state(found);
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
                suggestions.push(Suggestion {
                    found: (*found).clone(),
                    state,
                    block: block + 1,
                    like,
                });
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
            suggestions,
            waiting,
            decided,
            next,
        }))
    }

    /// The likest record that there is.
    fn like(&self, naming: &Naming<'_>, found: &Found) -> Result<Option<Named>, WorkspaceError> {
        let (name, kind) = match &found.what {
            What::Person | What::Organisation => (&found.words, "actor"),
            What::Place => (&found.words, "place"),
            What::Fact { who, .. } => (who, "actor"),
            _ => return Ok(None),
        };
        let alike = self.view.alike(&naming.ask.reader, name, &[kind], 1)?;
        let like = alike.first().map(|brief| naming.named(brief)).transpose()?;
        Ok(like.filter(|like| !is_abbreviation(name) || names_it(&like.caption, name)))
    }
}

/// "OSCE": it says nothing of how the name sounds.
fn is_abbreviation(name: &str) -> bool {
    let letters = name.chars().count();
    (2..=8).contains(&letters) && name.chars().all(char::is_uppercase)
}

fn names_it(caption: &str, abbreviation: &str) -> bool {
    let mut words = caption.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word == abbreviation)
}

/// A document laid out: its parts on pages.
struct Laid<'d> {
    document: &'d Document,
    letters: Vec<char>,
    blocks: Vec<Block>,
    /// What is decided about, with the part where it stands first.
    suggested: Vec<(&'d Found, usize)>,
    /// Every place of something found that is marked, in order.
    marked: Vec<(Span, &'static str)>,
    pages: usize,
}

struct Block {
    part: Part,
    note: Option<u32>,
    page: usize,
}

impl<'d> Laid<'d> {
    fn of(document: &'d Document) -> Self {
        let letters: Vec<char> = document.text.chars().collect();
        let mut blocks = Vec::new();
        for part in document
            .parts
            .iter()
            .filter(|p| p.kind != PartKind::Furniture)
        {
            let note = document.notes.iter().find(|n| n.span == part.span);
            let (mut start, end) = (part.span.start, part.span.end.min(letters.len()));
            while start < end {
                let stop = cut(&letters, start, end);
                let span = Span::new(start, stop);
                blocks.push(Block {
                    part: Part { span, ..*part },
                    note: note.filter(|n| n.span.start == start).map(|n| n.n),
                    page: 0,
                });
                start = stop;
            }
        }
        if blocks.is_empty() {
            let kind = PartKind::Paragraph;
            let span = Span::new(0, letters.len().min(LONGEST_PART));
            blocks.push(Block {
                part: Part { kind, span },
                note: None,
                page: 1,
            });
        }
        let mut marked: Vec<(Span, &'static str)> = document
            .found
            .iter()
            .filter(|found| is_marked(&found.what))
            .flat_map(|found| found.places.iter().map(|span| (*span, found.what.code())))
            .collect();
        marked.sort_unstable();
        let mut laid = Self {
            document,
            letters,
            blocks,
            suggested: Vec::new(),
            marked,
            pages: 1,
        };
        let decided = document.found.iter().filter(|f| is_decided(&f.what));
        laid.suggested = decided
            .filter_map(|found| Some((found, laid.block_of(found.places.first()?.start))))
            .collect();
        laid.paginate();
        laid
    }

    fn paginate(&mut self) {
        let mut sizes: Vec<usize> = self.blocks.iter().map(|b| self.size(b)).collect();
        for (found, block) in &self.suggested {
            sizes[*block] += OF_SUGGESTION + 2 * found.words.len();
        }
        let (mut page, mut filled) = (1, 0);
        for (block, size) in self.blocks.iter_mut().zip(sizes) {
            if filled > 0 && filled + size > ROOM {
                page += 1;
                filled = 0;
            }
            filled += size;
            block.page = page;
        }
        self.pages = page;
    }

    fn size(&self, block: &Block) -> usize {
        let span = block.part.span;
        let letters = self.letters.get(span.start..span.end).unwrap_or_default();
        let bytes: usize = letters.iter().map(|c| c.len_utf8()).sum();
        bytes + 60 + OF_MARK * self.marks_in(span).len()
    }

    fn marks_in(&self, span: Span) -> &[(Span, &'static str)] {
        let from = self.marked.partition_point(|(m, _)| m.end <= span.start);
        let to = self.marked.partition_point(|(m, _)| m.start < span.end);
        self.marked.get(from..to).unwrap_or_default()
    }

    /// The part in which a letter stands; the one before it, of a letter between two.
    fn block_of(&self, letter: usize) -> usize {
        let behind = self.blocks.partition_point(|b| b.part.span.start <= letter);
        behind.saturating_sub(1)
    }

    fn page_of(&self, letter: usize) -> usize {
        self.blocks.get(self.block_of(letter)).map_or(1, |b| b.page)
    }

    fn page_of_note(&self, n: u32) -> usize {
        let of = self.blocks.iter().find(|b| b.note == Some(n));
        of.map_or(1, |b| b.page)
    }

    fn shown(&self, at: usize, block: &Block, quote: Option<Span>) -> TextBlock {
        let span = block.part.span;
        let marks: Vec<_> = self
            .document
            .marks
            .iter()
            .filter(|mark| mark.span.overlaps(span))
            .collect();
        let found = self.marks_in(span);
        let mut borders = vec![span.start, span.end];
        let spans = found.iter().map(|(s, _)| *s);
        for other in spans.chain(marks.iter().map(|m| m.span)).chain(quote) {
            borders.extend([other.start, other.end]);
        }
        borders.retain(|at| (span.start..=span.end).contains(at));
        borders.sort_unstable();
        borders.dedup();
        let pieces = borders.windows(2).map(|pair| {
            let piece = Span::new(pair[0], pair[1]);
            let mark = marks.iter().find(|mark| mark.span.holds(piece));
            TextPiece {
                text: self
                    .letters
                    .get(piece.start..piece.end)
                    .unwrap_or_default()
                    .iter()
                    .collect(),
                found: found
                    .iter()
                    .find(|(s, _)| s.holds(piece))
                    .map(|(_, kind)| *kind),
                note: mark.map(|mark| (mark.n, self.page_of_note(mark.n))),
                quoted: quote.is_some_and(|quote| quote.holds(piece)),
            }
        });
        TextBlock {
            number: at + 1,
            kind: block.part.kind,
            note: block.note,
            pieces: pieces.collect(),
        }
    }
}

fn is_marked(what: &What) -> bool {
    !matches!(
        what,
        What::Fact { .. } | What::Recommendation { .. } | What::Reference { .. }
    )
}

/// Where a long part is parted: behind the last space of what fits.
fn cut(letters: &[char], start: usize, end: usize) -> usize {
    if end - start <= LONGEST_PART {
        return end;
    }
    let most = start + LONGEST_PART;
    let space = letters[start..most].iter().rposition(|c| c.is_whitespace());
    space.map_or(most, |at| start + at + 1)
}
