//! The parts of a document: title, author, date, headings, paragraphs, lists, notes; and what is page furniture.
//!
//! A text comes with line breaks or without. With them ([`lines`]) a line is a part (or, in a text wrapped at a
//! width, the lines up to a blank one are); without them ([`glued`]) parts are found where a sentence or a heading
//! ends and a capital follows without a space.

mod furniture;
mod glued;
mod headings;
mod lines;
mod notes;

use crate::laid::Block;
use crate::text::{Span, Text};
use serde::{Deserialize, Serialize};

/// What a part of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PartKind {
    /// The title of the document; it may stand in it several times.
    Title,
    /// Who wrote it.
    Author,
    /// The line with its date.
    Date,
    /// A heading: its words only, without a note mark.
    Heading,
    /// A block of prose.
    Paragraph,
    /// The sentence that introduces a list.
    Lead,
    /// One entry of a list, from behind its bullet to the end of its line.
    Item,
    /// Words under a picture, and other short lines that are no furniture.
    Caption,
    /// A note, from its number to its last letter.
    Note,
    /// Menus, share buttons, footers: dropped, but not lost.
    Furniture,
}

/// A part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands.
    pub span: Span,
}

/// A mark in the running text that points to a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The number of the note.
    pub n: u32,
    /// Where it stands, with its brackets where it has them.
    pub span: Span,
}

/// A note at the end of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its number.
    pub n: u32,
    /// From its number to its last letter.
    pub span: Span,
    /// Its words, without the number.
    pub body: Span,
}

/// The structure of a document.
#[derive(Debug, Clone, Default)]
pub struct Structure {
    /// All parts in the order in which they stand.
    pub parts: Vec<Part>,
    /// Marks in the running text, in order.
    pub marks: Vec<Mark>,
    /// Notes, in order.
    pub notes: Vec<Note>,
    /// The year that the whole document is about ("Events of 2016", "World Report 2017", "2020 Country Reports").
    pub year: Option<i32>,
}

impl Structure {
    /// Parts of one kind.
    pub fn of(&self, kind: PartKind) -> impl Iterator<Item = Span> + '_ {
        self.parts
            .iter()
            .filter(move |part| part.kind == kind)
            .map(|part| part.span)
    }
}

/// Finds the parts of a text; the blocks are what its file tells of it, none for a plain text.
#[must_use]
pub fn structure(text: &Text, blocks: &[Block]) -> Structure {
    let mut found = Structure::default();
    let (lines, menu) = match (blocks, glued::parts(text)) {
        ([], Some(glued)) => (glued.lines, glued.menu),
        ([], None) => (lines::lines(text), Vec::new()),
        _ => (lines::of_blocks(text, blocks), Vec::new()),
    };
    let mut noted = notes::notes(text, &lines);
    noted.lines.sort_unstable();
    let is_of_a_note = |span: Span| {
        let behind = noted.lines.partition_point(|n| n.end <= span.start);
        noted.lines.get(behind).is_some_and(|n| n.overlaps(span))
    };
    let rest: Vec<lines::Line> = lines
        .into_iter()
        .filter(|line| !is_of_a_note(line.span))
        .collect();
    found.parts = headings::parts(text, &rest, noted.begin);
    found.parts.extend(noted.notes.iter().map(|note| Part {
        kind: PartKind::Note,
        span: note.span,
    }));
    found.parts.extend(noted.heading.map(|span| Part {
        kind: PartKind::Furniture,
        span,
    }));
    found.parts.extend(menu.into_iter().map(|span| Part {
        kind: PartKind::Furniture,
        span,
    }));
    found.parts.sort_by_key(|part| part.span);
    found.marks = notes::marks(text, &found.parts, &noted);
    for part in &mut found.parts {
        if matches!(part.kind, PartKind::Heading | PartKind::Title) {
            without_marks(text, part, &found.marks);
        }
    }
    found.notes = noted.notes;
    found.year = furniture::year_of(text, &found);
    found
}

/// A heading is its words only.
fn without_marks(text: &Text, part: &mut Part, marks: &[Mark]) {
    for mark in marks.iter().rev() {
        if mark.span.end == part.span.end && mark.span.start > part.span.start {
            part.span = text.trimmed(Span::new(part.span.start, mark.span.start));
        }
    }
}
