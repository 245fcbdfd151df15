//! The text of a document, by its characters: places are Unicode scalar values of the text as it was read.

use serde::{Deserialize, Serialize};

/// A stretch of the text: characters (Unicode scalar values) from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
}

impl Span {
    /// From one character up to another; never backwards.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// How many characters.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// Whether both have a character in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the other lies within.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest that holds both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A text, and beside it the same with spaces and hyphens made plain, letter for letter.
#[derive(Debug, Clone)]
pub struct Text {
    chars: Vec<char>,
    plain: Vec<char>,
}

impl Text {
    /// Takes a text as it stands.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let plain = chars.iter().copied().map(plain).collect();
        Self { chars, plain }
    }

    /// How many characters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The words at a place, exactly as written. A place outside the text is cut to it.
    #[must_use]
    pub fn at(&self, span: Span) -> String {
        self.chars[self.within(span)].iter().collect()
    }

    /// The same with plain spaces and hyphens, each run of white space one space.
    #[must_use]
    pub fn clean(&self, span: Span) -> String {
        let mut said = String::new();
        for c in &self.plain[self.within(span)] {
            if c.is_whitespace() {
                if !said.is_empty() && !said.ends_with(' ') {
                    said.push(' ');
                }
            } else {
                said.push(*c);
            }
        }
        said.truncate(said.trim_end().len());
        said
    }

    /// The characters with plain spaces and hyphens.
    pub(crate) fn plain(&self) -> &[char] {
        &self.plain
    }

    /// Puts spaces where something stands that is no part of the running text (a note mark).
    pub(crate) fn hide(&mut self, span: Span) {
        let range = self.within(span);
        self.plain[range].fill(' ');
    }

    /// The place without white space at its ends.
    pub(crate) fn trimmed(&self, span: Span) -> Span {
        let range = self.within(span);
        let (mut start, mut end) = (range.start, range.end);
        while start < end && self.plain[start].is_whitespace() {
            start += 1;
        }
        while start < end && self.plain[end - 1].is_whitespace() {
            end -= 1;
        }
        Span { start, end }
    }

    fn within(&self, span: Span) -> std::ops::Range<usize> {
        let end = span.end.min(self.chars.len());
        span.start.min(end)..end
    }
}

/// A character for comparing: one space, one hyphen.
fn plain(c: char) -> char {
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\t' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_not_bytes() {
        let text = Text::new("Әлі\u{a0}– Ali");
        assert_eq!(text.at(Span::new(0, 3)), "Әлі");
        assert_eq!(text.at(Span::new(3, 6)), "\u{a0}– ");
        assert_eq!(text.clean(Span::new(0, 9)), "Әлі – Ali");
        assert_eq!(text.trimmed(Span::new(3, 6)), Span::new(4, 5));
        assert_eq!(text.at(Span::new(7, 99)), "li");
    }
}
