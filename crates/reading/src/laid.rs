//! A text as its file lays it out: what a file of a word processor or of printed pages tells of its parts, besides
//! their words.

use crate::structure::PartKind;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A stretch of the text that stands by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What the file says it is; where it says nothing, its words tell.
    pub told: Option<PartKind>,
}

/// From which letter on the text stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageFrom {
    /// The first letter.
    pub from: usize,
    /// The page of the file, counted from 1.
    pub page: u32,
}

/// A text, and what its file tells of it. A text without blocks is a plain one: its lines are its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Laid {
    /// The text that all places count in.
    pub text: String,
    /// Its blocks in the order in which they stand.
    pub blocks: Vec<Block>,
    /// Where its pages begin, in the order of the text; empty where it has none.
    pub pages: Vec<PageFrom>,
    /// How many characters the text has so far.
    length: usize,
}

impl Laid {
    /// A text of which nothing more is known.
    #[must_use]
    pub fn plain(text: String) -> Self {
        let length = text.chars().count();
        Self {
            text,
            length,
            ..Self::default()
        }
    }

    /// Adds a block behind the others, with a blank line between. White space at its ends is left out; one without
    /// words is no block.
    pub fn push(&mut self, words: &str, told: Option<PartKind>) {
        self.push_paged(words, told, &[]);
    }

    /// Adds a block of which it is known on which pages it stands: from which of its characters on, each.
    pub fn push_paged(&mut self, words: &str, told: Option<PartKind>, pages: &[PageFrom]) {
        let skipped = words.chars().take_while(|c| c.is_whitespace()).count();
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.length += 2;
        }
        let start = self.length;
        self.text.push_str(words);
        self.length += words.chars().count();
        let span = Span::new(start, self.length);
        self.blocks.push(Block { span, told });
        for page in pages {
            let from = start + page.from.saturating_sub(skipped);
            if self.pages.last().is_none_or(|last| last.page != page.page) {
                self.pages.push(PageFrom { from, ..*page });
            }
        }
    }
}

/// The page on which a letter stands.
#[must_use]
pub fn page_of(pages: &[PageFrom], letter: usize) -> Option<u32> {
    let behind = pages.partition_point(|page| page.from <= letter);
    Some(pages.get(behind.checked_sub(1)?)?.page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_pages_count_characters_of_the_whole_text() {
        let mut laid = Laid::default();
        let page = |from, page| PageFrom { from, page };
        laid.push("Әлі", Some(PartKind::Heading));
        laid.push(" \n", None);
        laid.push_paged("  ab cd ", None, &[page(0, 1), page(5, 2)]);
        laid.push_paged("note", Some(PartKind::Note), &[page(0, 1)]);
        assert_eq!(laid.text, "Әлі\n\nab cd\n\nnote");
        let spans: Vec<Span> = laid.blocks.iter().map(|block| block.span).collect();
        assert_eq!(
            spans,
            [Span::new(0, 3), Span::new(5, 10), Span::new(12, 16)]
        );
        let on = |letter| page_of(&laid.pages, letter);
        assert_eq!(
            [on(0), on(5), on(8), on(12)],
            [None, Some(1), Some(2), Some(1)]
        );
    }
}
