//! The lines of a text, joined where it was wrapped at a width.

use super::PartKind;
use crate::laid::Block;
use crate::text::{Span, Text};

/// A line, or the lines of one wrapped paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Without white space at its ends.
    pub(super) span: Span,
    /// A blank line stands before it.
    pub(super) apart: bool,
    /// What it is known to be: from its file, or from where it was parted.
    pub(super) told: Option<PartKind>,
}

/// The blocks that hold something; of places outside the text nothing.
pub(super) fn of_blocks(text: &Text, blocks: &[Block]) -> Vec<Line> {
    let mut end = 0;
    let mut all = Vec::with_capacity(blocks.len());
    for block in blocks {
        let within = Span::new(block.span.start.max(end), block.span.end.min(text.len()));
        let span = text.trimmed(within);
        if span.is_empty() {
            continue;
        }
        end = span.end;
        all.push(Line {
            span,
            apart: true,
            told: block.told,
        });
    }
    all
}

/// The lines that hold something.
pub(super) fn lines(text: &Text) -> Vec<Line> {
    let chars = text.plain();
    let mut all: Vec<Line> = Vec::new();
    let (mut start, mut apart) = (0, true);
    for at in 0..=chars.len() {
        if at < chars.len() && !matches!(chars[at], '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{c}')
        {
            continue;
        }
        let span = text.trimmed(Span::new(start, at));
        if span.is_empty() {
            // "\r\n" is one end of a line, not a blank line.
            let crlf = start > 0
                && start == at
                && chars[start - 1] == '\r'
                && chars.get(at) == Some(&'\n');
            apart |= !crlf;
        } else {
            all.push(Line {
                span,
                apart,
                told: None,
            });
            apart = false;
        }
        start = at + 1;
    }
    if is_wrapped(&all) {
        joined(text, &all)
    } else {
        all
    }
}

/// Wrapped at a width: most lines that another follows directly are nearly as long as the longest, and none is long.
fn is_wrapped(lines: &[Line]) -> bool {
    let followed: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair[1].apart)
        .map(|pair| pair[0].span.len())
        .collect();
    let longest = lines.iter().map(|line| line.span.len()).max().unwrap_or(0);
    let long = followed.iter().filter(|n| **n * 10 >= longest * 7).count();
    (40..=140).contains(&longest) && followed.len() >= 5 && long * 10 >= followed.len() * 7
}

fn joined(text: &Text, lines: &[Line]) -> Vec<Line> {
    let longest = lines.iter().map(|line| line.span.len()).max().unwrap_or(0);
    let mut all: Vec<Line> = Vec::new();
    let mut before_is_full = false;
    for line in lines {
        let full = line.span.len() * 10 >= longest * 7;
        let begins = is_bullet(text, line.span) || text.plain().get(line.span.start) == Some(&'[');
        match all.last_mut() {
            Some(last) if !line.apart && before_is_full && !begins => {
                last.span = last.span.joined(line.span);
            }
            _ => all.push(*line),
        }
        before_is_full = full;
    }
    all
}

/// The signs that stand before an entry of a list.
pub(super) fn is_bullet(text: &Text, span: Span) -> bool {
    let chars = text.plain();
    let second = chars.get(span.start + 1);
    match chars.get(span.start) {
        Some('•' | '●' | '▪' | '◦' | '‣' | '⁃' | '∙' | '\u{f0b7}' | '■' | '►') => {
            true
        }
        Some('-' | '–' | '—' | '*' | '·') => second == Some(&' ') && span.len() > 2,
        _ => false,
    }
}
