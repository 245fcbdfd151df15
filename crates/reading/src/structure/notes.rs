//! Notes at the end of a document, and the marks that point to them.
//!
//! Marks and notes are written "[12]" or, in texts that lost their superscripts, with bare digits glued to a word:
//! then only digits count that are the number of a note, in rising order.

use super::lines::Line;
use super::{Mark, Note, Part, PartKind};
use crate::text::{Span, Text};

/// The notes, and what of the text they take.
#[derive(Debug, Default)]
pub(super) struct Noted {
    pub(super) notes: Vec<Note>,
    /// All lines that belong to notes.
    pub(super) lines: Vec<Span>,
    /// The heading above them ("Sources", "Footnotes").
    pub(super) heading: Option<Span>,
    /// Where they begin.
    pub(super) begin: Option<usize>,
    /// Marks are bare digits.
    bare: bool,
}

/// Fewer bare numbers in a row are a list, not notes.
const BARE: usize = 3;

/// Finds the notes among the lines.
pub(super) fn notes(text: &Text, lines: &[Line]) -> Noted {
    if let Some(told) = told_notes(text, lines) {
        return told;
    }
    let bracketed: Vec<(usize, u32, usize)> = lines
        .iter()
        .enumerate()
        .filter_map(|(i, line)| {
            let (n, length) = in_brackets(text.plain(), line.span)?;
            Some((i, n, length))
        })
        .collect();
    let mut starts = rising(&bracketed);
    let mut bare = false;
    if starts.is_empty() {
        starts = bare_notes(text, lines);
        bare = true;
    }
    let Some((first, ..)) = starts.first().copied() else {
        return Noted::default();
    };
    let mut noted = Noted {
        bare,
        begin: Some(lines[first].span.start),
        ..Noted::default()
    };
    for (k, (line, n, length)) in starts.iter().enumerate() {
        let next = starts.get(k + 1).map(|(next, ..)| *next);
        let last = match next {
            Some(next) => next - 1,
            None => last_line(text, lines, *line),
        };
        let span = Span::new(lines[*line].span.start, lines[last].span.end);
        let body = text.trimmed(Span::new(span.start + length, span.end));
        noted.notes.push(Note { n: *n, span, body });
        noted
            .lines
            .extend(lines[*line..=last].iter().map(|l| l.span));
    }
    // "Sources", «Примечания»: a short line directly above.
    if let Some(above) = first.checked_sub(1).map(|i| lines[i].span) {
        let said = text.clean(above).to_lowercase();
        let word: String = said.chars().filter(|c| c.is_alphabetic()).collect();
        let named = matches!(
            word.as_str(),
            "sources"
                | "notes"
                | "footnotes"
                | "endnotes"
                | "references"
                | "сноски"
                | "примечания"
                | "источники"
                | "ссылки"
                | "дереккөздер"
                | "сілтемелер"
        );
        if named {
            noted.heading = Some(above);
            noted.lines.push(above);
        }
    }
    noted
}

/// The notes of a file that tells which they are; each begins with its number in brackets.
fn told_notes(text: &Text, lines: &[Line]) -> Option<Noted> {
    let mut noted = Noted::default();
    let told = lines.iter().filter(|l| l.told == Some(PartKind::Note));
    for line in told {
        let Some((n, length)) = in_brackets(text.plain(), line.span) else {
            continue;
        };
        if noted.notes.last().is_some_and(|last| last.n >= n) {
            continue;
        }
        let span = line.span;
        let body = text.trimmed(Span::new(span.start + length, span.end));
        noted.notes.push(Note { n, span, body });
        noted.lines.push(span);
    }
    noted.begin = noted.notes.first().map(|note| note.span.start);
    (!noted.notes.is_empty()).then_some(noted)
}

/// "[12] …" at the beginning of a line: the number, and how many letters it takes.
fn in_brackets(chars: &[char], span: Span) -> Option<(u32, usize)> {
    let line = &chars[span.start..span.end];
    if line.first() != Some(&'[') {
        return None;
    }
    let close = line.iter().take(7).position(|c| *c == ']')?;
    let digits: String = line[1..close].iter().collect();
    let n = digits.parse().ok().filter(|n| (1..5_000).contains(n))?;
    Some((n, close + 1))
}

/// The longest run at the end whose numbers rise.
fn rising(all: &[(usize, u32, usize)]) -> Vec<(usize, u32, usize)> {
    let mut from = 0;
    for i in 1..all.len() {
        if all[i].1 <= all[i - 1].1 {
            from = i;
        }
    }
    all[from..].to_vec()
}

/// Lines "1 …", "2 …" in a row to the end of the document.
fn bare_notes(text: &Text, lines: &[Line]) -> Vec<(usize, u32, usize)> {
    let chars = text.plain();
    let numbered: Vec<(usize, u32, usize)> = lines
        .iter()
        .enumerate()
        .filter_map(|(i, line)| {
            let line = &chars[line.span.start..line.span.end];
            let digits: String = line.iter().take_while(|c| c.is_ascii_digit()).collect();
            let n: u32 = digits.parse().ok().filter(|n| (1..1_000).contains(n))?;
            let mut length = digits.len();
            if line.get(length) == Some(&'.') {
                length += 1;
            }
            (line.get(length) == Some(&' ')).then_some((i, n, length))
        })
        .collect();
    let Some(first) = numbered.iter().rposition(|(_, n, _)| *n == 1) else {
        return Vec::new();
    };
    let mut run = vec![numbered[first]];
    for next in &numbered[first + 1..] {
        if run.last().is_some_and(|last| last.1 + 1 == next.1) {
            run.push(*next);
        }
    }
    // They are notes when marks with their numbers are glued to words above them.
    let above = Span::new(0, lines[run[0].0].span.start);
    let numbers: Vec<u32> = run.iter().map(|(_, n, _)| *n).collect();
    let marked = glued_digits(chars, above, &numbers).len();
    if run.len() >= BARE && marked * 2 >= run.len() {
        run
    } else {
        Vec::new()
    }
}

/// The last line of the last note: lines go on while they look like part of a reference.
fn last_line(text: &Text, lines: &[Line], from: usize) -> usize {
    let mut last = from;
    for (i, line) in lines.iter().enumerate().skip(from + 1) {
        let said = text.clean(line.span);
        let goes_on = !line.apart && said.chars().count() > 30 && !said.contains('|')
            || said.contains("http") && said.contains(' ');
        let address = said.starts_with("http") && !said.contains(' ');
        if !(goes_on || address) {
            break;
        }
        last = i;
    }
    last
}

/// The marks in the running text.
pub(super) fn marks(text: &Text, parts: &[Part], noted: &Noted) -> Vec<Mark> {
    let running = parts
        .iter()
        .filter(|part| !matches!(part.kind, PartKind::Note | PartKind::Furniture));
    let numbers: Vec<u32> = noted.notes.iter().map(|note| note.n).collect();
    let chars = text.plain();
    let mut all: Vec<Mark> = Vec::new();
    if noted.bare {
        let begin = noted.begin.unwrap_or(0);
        let inside: Vec<Span> = running.map(|part| part.span).collect();
        for mark in glued_digits(chars, Span::new(0, begin), &numbers) {
            if inside.iter().any(|span| span.holds(mark.span)) {
                all.push(mark);
            }
        }
        return all;
    }
    for part in running {
        let mut at = part.span.start;
        while at < part.span.end {
            match in_brackets(chars, Span::new(at, part.span.end)) {
                Some((n, length)) if numbers.is_empty() || numbers.binary_search(&n).is_ok() => {
                    all.push(Mark {
                        n,
                        span: Span::new(at, at + length),
                    });
                    at += length;
                }
                _ => at += 1,
            }
        }
    }
    all
}

/// Digits glued to a word or to the end of a sentence that are numbers of notes: the longest run of them that rises.
fn glued_digits(chars: &[char], within: Span, numbers: &[u32]) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    let mut at = within.start;
    while at < within.end {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < within.end && chars[at].is_ascii_digit() {
            at += 1;
        }
        let before = |back: usize| start.checked_sub(back).map_or(' ', |i| chars[i]);
        let glued = before(1).is_alphabetic() && before(1).is_lowercase()
            || matches!(
                before(1),
                '.' | ',' | '”' | '"' | '’' | '\'' | ')' | '!' | '?' | '»' | ':' | ';'
            ) && !before(2).is_ascii_digit()
                && !before(2).is_whitespace();
        let behind = chars.get(at).copied().unwrap_or(' ');
        let ends = behind.is_whitespace() || matches!(behind, '.' | ',' | ';' | ':' | ')' | '”');
        let digits: String = chars[start..at].iter().collect();
        if let Ok(n) = digits.parse::<u32>()
            && glued
            && ends
            && numbers.binary_search(&n).is_ok()
        {
            found.push(Mark {
                n,
                span: Span::new(start, at),
            });
        }
    }
    longest_rising(&found)
}

fn longest_rising(found: &[Mark]) -> Vec<Mark> {
    // For each length, the mark with the smallest number that ends a rising run of it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; found.len()];
    for (i, mark) in found.iter().enumerate() {
        let place = ends.partition_point(|end| found[*end].n < mark.n);
        before[i] = place.checked_sub(1).map(|p| ends[p]);
        match ends.get_mut(place) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut run = Vec::new();
    let mut at = ends.last().copied();
    while let Some(i) = at {
        run.push(found[i]);
        at = before[i];
    }
    run.reverse();
    run
}
