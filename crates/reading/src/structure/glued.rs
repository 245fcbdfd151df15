//! A text that lost its line breaks: "…in April.Freedom of AssemblyThe government took no steps…".
//!
//! A paragraph ends where a sentence does and a letter follows without a space; a heading stands at the beginning of
//! one, words with capitals up to a capital in the middle of a word. Menus are runs of such words, and the body is
//! what lies between the first and the last long piece of prose. A menu of contents names the headings.

use super::PartKind;
use super::furniture::is_prose;
use super::headings::is_titled;
use super::lines::Line;
use crate::text::{Span, Text};

/// From this length on, a line may be a text that lost its line breaks.
const LONG: usize = 2_000;
/// A piece of prose that a body begins and ends with.
const PROSE: usize = 80;

/// What was parted.
pub(super) struct Glued {
    pub(super) lines: Vec<Line>,
    /// Pieces before and behind the body.
    pub(super) menu: Vec<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Glue {
    /// A sentence ends, and the next begins without a space.
    Hard,
    /// A capital within a word.
    Soft,
}

/// Parts the text, if it is one long line with places where something was glued.
pub(super) fn parts(text: &Text) -> Option<Glued> {
    let whole = text.trimmed(Span::new(0, text.len()));
    let chars = text.plain();
    let breaks = chars[whole.start..whole.end]
        .iter()
        .filter(|c| **c == '\n')
        .count();
    if whole.len() < LONG || breaks * LONG > whole.len() {
        return None;
    }
    let glue = places(chars, whole);
    let hard = glue.iter().filter(|(_, kind)| *kind == Glue::Hard).count();
    if hard < 3 {
        return None;
    }
    let mut pieces = Vec::new();
    let mut start = whole.start;
    for (at, _) in glue.iter().chain(&[(whole.end, Glue::Hard)]) {
        pieces.push(Span::new(start, *at));
        start = *at;
    }
    let is_body = |i: usize| {
        let piece = pieces[i];
        let captioned = pieces
            .get(i + 1)
            .is_some_and(|next| chars[next.start] == '©');
        piece.len() >= PROSE
            && is_prose(text, piece)
            && ends_a_sentence(chars, piece.end)
            && !captioned
    };
    let first = (0..pieces.len()).find(|i| is_body(*i))?;
    // A run of short pieces is a menu: the body ends before the first that follows it.
    let mut last = first;
    let mut short = 0;
    for (i, piece) in pieces.iter().enumerate().skip(first) {
        if is_body(i) {
            last = i;
            short = 0;
        } else if piece.len() < 40 {
            short += 1;
        }
        if short >= 8 {
            break;
        }
    }
    let body = Span::new(pieces[first].start, pieces[last].end);
    let menu: Vec<Span> = pieces[..first]
        .iter()
        .chain(&pieces[last + 1..])
        .copied()
        .collect();
    let named = |span: Span| {
        let words = text.clean(span);
        pieces[..first]
            .iter()
            .any(|piece| text.clean(*piece) == words)
    };
    let mut lines = Vec::new();
    let mut from = body.start;
    let hard_ends = glue
        .iter()
        .filter(|(at, kind)| *kind == Glue::Hard && body.start < *at && *at < body.end)
        .map(|(at, _)| *at);
    let ends: Vec<usize> = hard_ends.chain([body.end]).collect();
    let soft: Vec<usize> = glue
        .iter()
        .filter(|(_, kind)| *kind == Glue::Soft)
        .map(|(at, _)| *at)
        .collect();
    let heading_of = |piece: Span, listed: bool| {
        let from = soft.partition_point(|at| *at <= piece.start);
        soft[from..]
            .iter()
            .take_while(|at| **at < piece.end && **at - piece.start <= 120)
            .map(|at| Span::new(piece.start, *at))
            .find(|span| {
                if listed {
                    named(*span)
                } else {
                    is_titled(text, *span)
                }
            })
    };
    let mut pieces_of_body = Vec::new();
    for end in ends {
        pieces_of_body.push(Span::new(from, end));
        from = end;
    }
    let listed = pieces_of_body
        .iter()
        .filter(|piece| heading_of(**piece, true).is_some())
        .count()
        >= 3;
    for piece in pieces_of_body {
        let heading = heading_of(piece, true).or_else(|| {
            heading_of(piece, false).filter(|span| !listed || text.clean(*span).contains(' '))
        });
        let line = |span: Span, told: Option<PartKind>| Line {
            span: text.trimmed(span),
            apart: true,
            told,
        };
        if let Some(heading) = heading {
            lines.push(line(heading, Some(PartKind::Heading)));
            lines.push(line(Span::new(heading.end, piece.end), None));
        } else {
            lines.push(line(piece, None));
        }
    }
    Some(Glued { lines, menu })
}

/// Places where something was glued, in order.
fn places(chars: &[char], whole: Span) -> Vec<(usize, Glue)> {
    let mut all = Vec::new();
    for at in whole.start + 1..whole.end {
        let (before, here) = (chars[at - 1], chars[at]);
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let begins = here.is_uppercase()
            || matches!(here, '“' | '«' | '‘') && next.is_uppercase()
            || here == '©';
        if !begins || before.is_whitespace() {
            continue;
        }
        if ends_a_sentence(chars, at) {
            all.push((at, Glue::Hard));
        } else if before.is_lowercase()
            || before.is_ascii_digit() && next.is_lowercase()
            || here == '©'
        {
            all.push((at, Glue::Soft));
        }
    }
    all
}

/// A sentence ends before the place; the point behind a single capital ("U.S.") ends none.
fn ends_a_sentence(chars: &[char], at: usize) -> bool {
    let mut before = at;
    while before > 0 && matches!(chars[before - 1], '”' | '"' | '»' | ')' | '’' | ']') {
        before -= 1;
    }
    let Some(sign) = before.checked_sub(1) else {
        return false;
    };
    match chars[sign] {
        '!' | '?' | '…' => true,
        '.' if before == at => {
            let letter = sign.checked_sub(1).map(|i| chars[i]);
            let alone = sign
                .checked_sub(2)
                .is_none_or(|i| !chars[i].is_alphanumeric());
            !(alone && letter.is_some_and(char::is_uppercase))
        }
        '.' => true,
        // "“promising.”In": the point stands inside the quotation marks, seen above.
        _ => false,
    }
}
