//! Which lines are title, author, date, headings, paragraphs, lists and furniture.

use super::furniture::{Furniture, furniture, is_prose};
use super::lines::{Line, is_bullet};
use super::{Part, PartKind};
use crate::lists::SMALL;
use crate::text::{Span, Text};

/// A paragraph has at least so many letters, or a sentence's end.
const PARAGRAPH: usize = 120;
/// Title, author and date stand among so many lines at the top.
const HEAD: usize = 60;
/// A heading has at most so many letters.
const HEADING: usize = 130;

/// The parts of the lines, in order; notes begin at `notes`.
pub(super) fn parts(text: &Text, lines: &[Line], notes: Option<usize>) -> Vec<Part> {
    let mut kinds: Vec<PartKind> = lines.iter().map(|line| alone(text, line)).collect();
    end_of_the_page(text, lines, notes, &mut kinds);
    head(text, lines, &mut kinds);
    told_headings(lines, &mut kinds);
    menus(text, lines, &mut kinds);
    leads(text, lines, &mut kinds);
    last_headings(lines, &mut kinds);
    lines
        .iter()
        .zip(kinds)
        .map(|(line, kind)| Part {
            kind,
            span: match kind {
                PartKind::Item => behind_bullet(text, line.span),
                PartKind::Author => {
                    let skip = by_line(&text.clean(line.span)).unwrap_or(0);
                    Span::new(line.span.start + skip, line.span.end)
                }
                _ => line.span,
            },
        })
        .filter(|part| !part.span.is_empty())
        .collect()
}

/// What a line is by itself.
fn alone(text: &Text, line: &Line) -> PartKind {
    if let Some(told) = line.told {
        return told;
    }
    match furniture(text, line.span) {
        Some(Furniture::Caption) => return PartKind::Caption,
        Some(_) => return PartKind::Furniture,
        None => {}
    }
    if is_bullet(text, line.span) {
        return PartKind::Item;
    }
    let said = text.clean(line.span);
    if by_line(&said).is_some() || is_year_line(&said) {
        return PartKind::Caption;
    }
    let chars = text.plain();
    let last = last_sign(chars, line.span);
    let words = text.clean(line.span).split(' ').count();
    let ends = matches!(last, '.' | '!' | '?' | '…' | ';');
    if line.span.len() >= PARAGRAPH && (ends || is_prose(text, line.span)) {
        return PartKind::Paragraph;
    }
    if ends && last != '?' && words >= 4 || ends && words >= 12 {
        return PartKind::Paragraph;
    }
    let first = chars[line.span.start];
    let begins =
        first.is_uppercase() || first.is_ascii_digit() || matches!(first, '“' | '«' | '‘' | '"');
    let lettered = first.is_lowercase() && chars.get(line.span.start + 1) == Some(&'.');
    if line.span.len() <= HEADING && (begins || lettered) && !matches!(last, '.' | ';' | ',') {
        PartKind::Heading
    } else if is_prose(text, line.span) {
        PartKind::Paragraph
    } else {
        PartKind::Caption
    }
}

/// The last sign, note marks and closing quotation marks aside.
fn last_sign(chars: &[char], span: Span) -> char {
    let mut end = span.end;
    loop {
        let Some(c) = chars[span.start..end].last() else {
            return ' ';
        };
        match c {
            '”' | '’' | '"' | '»' | ')' | ' ' | '\'' => end -= 1,
            ']' => {
                let open = chars[span.start..end].iter().rposition(|c| *c == '[');
                match open {
                    Some(open) if end - span.start - open <= 6 => end = span.start + open,
                    _ => return ']',
                }
            }
            d if d.is_ascii_digit() => {
                let digits = chars[span.start..end]
                    .iter()
                    .rev()
                    .take_while(|c| c.is_ascii_digit())
                    .count();
                let before = chars[span.start..end - digits]
                    .last()
                    .copied()
                    .unwrap_or(' ');
                if digits <= 3 && matches!(before, '.' | '!' | '?') {
                    return before;
                }
                return *d;
            }
            c => return *c,
        }
    }
}

/// What follows the notes, and what follows a line that says so, is furniture.
fn end_of_the_page(text: &Text, lines: &[Line], notes: Option<usize>, kinds: &mut [PartKind]) {
    let mut rest = false;
    let last_prose = kinds
        .iter()
        .rposition(|kind| *kind == PartKind::Paragraph || *kind == PartKind::Item);
    for (i, line) in lines.iter().enumerate() {
        let says_so = furniture(text, line.span) == Some(Furniture::Rest)
            && last_prose.is_none_or(|last| i > last || notes.is_some());
        rest |= says_so || notes.is_some_and(|notes| line.span.start > notes);
        if rest && line.told.is_none() {
            kinds[i] = PartKind::Furniture;
        }
    }
}

/// Title, author and date stand before the first prose.
fn head(text: &Text, lines: &[Line], kinds: &mut [PartKind]) {
    let first_prose = kinds
        .iter()
        .position(|kind| matches!(kind, PartKind::Paragraph | PartKind::Item))
        .unwrap_or(kinds.len())
        .min(HEAD);
    let mut title: Option<String> = None;
    let mut has_head = false;
    for i in 0..first_prose {
        if kinds[i] == PartKind::Furniture || lines[i].told.is_some() {
            continue;
        }
        let said = text.clean(lines[i].span);
        if is_date_line(&said) {
            kinds[i] = PartKind::Date;
            has_head = true;
        } else if by_line(&said).is_some() {
            kinds[i] = PartKind::Author;
            has_head = true;
        }
    }
    if kinds.contains(&PartKind::Title) {
        return;
    }
    for i in 0..first_prose {
        if kinds[i] != PartKind::Heading || lines[i].told.is_some() {
            continue;
        }
        let said = text.clean(lines[i].span);
        let again = lines[i + 1..first_prose]
            .iter()
            .any(|line| text.clean(line.span) == said);
        let next = kinds.get(i + 1);
        let alone = next != Some(&PartKind::Paragraph);
        let is_title = title.is_none()
            && (again
                || has_head
                || alone
                || said.contains(": ")
                || said.contains(" – ")
                || said.contains(" | "));
        if is_title {
            kinds[i] = PartKind::Title;
            title = Some(said);
        } else if title.as_deref() == Some(said.as_str()) {
            kinds[i] = PartKind::Title;
        } else if title.is_none() {
            // The first line stands over its prose like those that follow: a heading.
            break;
        }
    }
}

/// Where the file itself tells its headings, another short line is none.
fn told_headings(lines: &[Line], kinds: &mut [PartKind]) {
    let is_told = |line: &Line| line.told == Some(PartKind::Heading);
    // One alone may be the name of the whole on its first page.
    if lines.iter().filter(|line| is_told(line)).count() < 2 {
        return;
    }
    for (line, kind) in lines.iter().zip(kinds) {
        if *kind == PartKind::Heading && !is_told(line) {
            *kind = PartKind::Caption;
        }
    }
}

/// The person named by a line "Article by Adam Hug": from which letter on.
pub(super) fn by_line(said: &str) -> Option<usize> {
    let low = said.to_lowercase();
    let begin = [
        "article by ",
        "report by ",
        "written by ",
        "by ",
        "author: ",
        "authors: ",
        "автор: ",
        "авторы: ",
        "автор – ",
    ]
    .into_iter()
    .find(|begin| low.starts_with(begin))?;
    let rest = said.get(begin.len()..)?;
    let names = rest
        .split(' ')
        .filter(|w| !matches!(*w, "and" | "и" | "&"))
        .count();
    let capitals = rest
        .split(' ')
        .filter(|w| !matches!(*w, "and" | "и" | "&"))
        .all(|w| w.chars().next().is_some_and(char::is_uppercase));
    (capitals && (2..=12).contains(&names)).then(|| begin.chars().count())
}

/// "Events of 2016" under a title.
fn is_year_line(said: &str) -> bool {
    let low = said.to_lowercase();
    let rest = low
        .strip_prefix("events of ")
        .or_else(|| low.strip_prefix("события "));
    rest.is_some_and(|rest| {
        rest.chars().take(4).all(|c| c.is_ascii_digit()) && rest.chars().count() <= 10
    })
}

fn is_date_line(said: &str) -> bool {
    said.chars().count() <= 40
        && said.chars().any(|c| c.is_ascii_digit())
        && crate::mentions::whole_date(said).is_some()
}

/// Three short lines and more in a row without prose are a menu, unless they are numbered.
fn menus(text: &Text, lines: &[Line], kinds: &mut [PartKind]) {
    let mut at = 0;
    while at < kinds.len() {
        let run = kinds[at..]
            .iter()
            .take_while(|kind| **kind == PartKind::Heading)
            .count();
        let numbered = lines[at..at + run]
            .iter()
            .any(|line| is_numbered(&text.clean(line.span)) || line.told.is_some());
        if run >= 4 && !numbered {
            // The last may be the heading of what follows.
            let keep = usize::from(kinds.get(at + run) == Some(&PartKind::Paragraph));
            kinds[at..at + run - keep].fill(PartKind::Furniture);
        }
        at += run.max(1);
    }
}

fn is_numbered(said: &str) -> bool {
    let low = said.to_lowercase();
    let digits = low.chars().take_while(char::is_ascii_digit).count();
    let lettered = low.chars().nth(1) == Some('.') || low.chars().nth(1) == Some(')');
    (1..=2).contains(&digits) && low[digits..].starts_with(['.', ')'])
        || low.starts_with("section ")
        || low.starts_with("chapter ")
        || low.starts_with("раздел ")
        || low.starts_with("глава ")
        || lettered
}

/// A line that ends with a colon and introduces a list.
fn leads(text: &Text, lines: &[Line], kinds: &mut [PartKind]) {
    for i in 0..kinds.len() {
        let listed = kinds.get(i + 1) == Some(&PartKind::Item);
        let colon = text.plain()[lines[i].span.end - 1] == ':';
        let movable = matches!(
            kinds[i],
            PartKind::Heading | PartKind::Paragraph | PartKind::Caption
        );
        if movable && listed && colon && lines[i].told.is_none() {
            let long = is_prose(text, lines[i].span) && lines[i].span.len() > 3 * PARAGRAPH;
            if !long {
                kinds[i] = PartKind::Lead;
            }
        }
    }
}

/// A heading with nothing under it is none.
fn last_headings(lines: &[Line], kinds: &mut [PartKind]) {
    let mut under = false;
    for i in (0..kinds.len()).rev() {
        match kinds[i] {
            PartKind::Paragraph | PartKind::Item | PartKind::Lead => under = true,
            PartKind::Heading if !under && lines[i].told.is_none() => kinds[i] = PartKind::Caption,
            _ => {}
        }
    }
}

/// The words of an entry, behind its sign.
fn behind_bullet(text: &Text, span: Span) -> Span {
    let chars = text.plain();
    let mut start = span.start;
    while start < span.end
        && !chars[start].is_alphanumeric()
        && !matches!(chars[start], '‘' | '“' | '«' | '(' | '"' | '[')
    {
        start += 1;
    }
    Span::new(start, span.end)
}

/// Words with capitals, small ones aside: a heading that was glued to what follows.
pub(super) fn is_titled(text: &Text, span: Span) -> bool {
    let said = text.clean(span);
    let words: Vec<&str> = said.split(' ').collect();
    let signs = said.contains(['.', '!', ';', '“', '”', '(']);
    let capital = |word: &&str| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
            || SMALL.has(&word.to_lowercase())
    };
    let cyrillic = said.chars().any(|c| ('а'..='я').contains(&c));
    let first = said.chars().next().is_some_and(char::is_uppercase);
    !signs
        && first
        && (1..=12).contains(&words.len())
        && said.chars().count() >= 4
        && (words.iter().all(capital) || cyrillic && words.len() <= 8)
}
