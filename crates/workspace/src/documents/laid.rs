//! A document laid out in pages: its parts, cut where they are too long, with what was found marked in them.

use super::judged::is_decided;
use super::packets::{Belongs, belonging};
use super::showing::{TextBlock, TextPiece};
use aigaq_documents::{Document, Found, Part, PartKind, Span, What};
use std::collections::HashMap;

/// What a page of a document takes, in bytes as they are guessed here: with its frame it stays below 60 kB.
const ROOM: usize = 36_000;
/// A part longer than this, in characters, is parted.
const LONGEST_PART: usize = 3_000;
/// Bytes that one suggestion takes beside its words, and each field by which it can be corrected.
const OF_SUGGESTION: usize = 420;
const OF_FIELD: usize = 110;
/// Bytes that a mark in the text takes.
const OF_MARK: usize = 50;

/// A document laid out: its parts on pages.
pub(super) struct Laid<'d> {
    document: &'d Document,
    letters: Vec<char>,
    pub(super) blocks: Vec<Block>,
    /// What is decided about, with what it belongs to and the part where that stands first.
    pub(super) suggested: Vec<(&'d Found, Belongs, usize)>,
    /// Every place of something found that is marked, in order.
    marked: Vec<(Span, &'static str)>,
    pub(super) pages: usize,
}

pub(super) struct Block {
    part: Part,
    note: Option<u32>,
    pub(super) page: usize,
}

impl<'d> Laid<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
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
        let mut first: HashMap<Belongs, usize> = HashMap::new();
        let decided = belonging(document);
        let placed = decided.filter_map(|(found, belongs)| {
            let block = laid.block_of(found.places.first()?.start);
            // The forms of a name stand together, where the first of them stands.
            let block = match found.what {
                What::Person | What::Organisation => *first.entry(belongs.clone()).or_insert(block),
                _ => block,
            };
            Some((found, belongs, block))
        });
        laid.suggested = placed.collect();
        laid.paginate();
        laid
    }

    fn paginate(&mut self) {
        let mut sizes: Vec<usize> = self.blocks.iter().map(|b| self.size(b)).collect();
        for (found, _, block) in &self.suggested {
            let (fields, words) = match found.what {
                What::Fact { .. } => (5, 3),
                What::Reference { .. } => (5, 3),
                What::Recommendation { .. } | What::Quantity { .. } => (2, 2),
                _ => (1, 3),
            };
            sizes[*block] += OF_SUGGESTION + fields * OF_FIELD + words * found.words.len();
        }
        for found in self.document.found.iter().filter(|f| !is_decided(&f.what)) {
            let block = self.block_of_found(found);
            sizes[block] += OF_MARK + found.words.len();
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

    /// The part in which something found stands first.
    pub(super) fn block_of_found(&self, found: &Found) -> usize {
        let first = found.places.first();
        first.map_or(0, |span| self.block_of(span.start))
    }

    /// What stands first on this page of that which nobody decides about.
    pub(super) fn named_on(&self, page: usize) -> Vec<Found> {
        let all = self.document.found.iter();
        let named = all.filter(|found| !is_decided(&found.what));
        named
            .filter(|found| self.blocks[self.block_of_found(found)].page == page)
            .cloned()
            .collect()
    }

    pub(super) fn page_of(&self, letter: usize) -> usize {
        self.blocks.get(self.block_of(letter)).map_or(1, |b| b.page)
    }

    fn page_of_note(&self, n: u32) -> usize {
        let of = self.blocks.iter().find(|b| b.note == Some(n));
        of.map_or(1, |b| b.page)
    }

    pub(super) fn shown(&self, at: usize, block: &Block, quote: Option<Span>) -> TextBlock {
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
