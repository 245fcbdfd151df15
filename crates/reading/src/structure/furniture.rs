//! What is prose, what is page furniture, and which year a document is about.

use super::{PartKind, Structure};
use crate::lists::FURNITURE;
use crate::text::{Span, Text};

/// A run of sentences, not of labels: many small words among its words.
pub(super) fn is_prose(text: &Text, span: Span) -> bool {
    let said = text.clean(span);
    let (mut words, mut small) = (0_usize, 0_usize);
    for word in said.split(' ') {
        words += 1;
        small += usize::from(word.chars().next().is_some_and(char::is_lowercase));
    }
    words >= 8 && small * 10 >= words * 4
}

/// What a line of furniture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Furniture {
    /// One line.
    Line,
    /// It and all that follows.
    Rest,
    /// A line under a picture.
    Caption,
}

/// Whether a line is page furniture.
pub(super) fn furniture(text: &Text, span: Span) -> Option<Furniture> {
    if span.len() > 200 {
        return None;
    }
    let said = text.clean(span).to_lowercase().replace('’', "'");
    let bare = said.trim_matches(|c: char| !c.is_alphanumeric());
    for (phrase, means) in FURNITURE.all() {
        let fits = match phrase.strip_suffix('*') {
            Some(begin) => bare.starts_with(begin.trim_end()),
            None => bare == phrase,
        };
        if fits {
            return Some(match means {
                "rest" => Furniture::Rest,
                "caption" => Furniture::Caption,
                _ => Furniture::Line,
            });
        }
    }
    if said.starts_with('©') {
        return Some(Furniture::Line);
    }
    // An address alone.
    let address = said.starts_with("http") && !said.contains(' ');
    address.then_some(Furniture::Line)
}

/// The year that a document is about, where its title or a line near it says so. A world report of a year tells of
/// the year before; the State Department's country reports of a year tell of that year.
pub(super) fn year_of(text: &Text, structure: &Structure) -> Option<i32> {
    let mut candidates: Vec<Span> = structure
        .parts
        .iter()
        .filter(|part| part.kind != PartKind::Paragraph && part.kind != PartKind::Note)
        .map(|part| part.span)
        .take(60)
        .collect();
    candidates.push(Span::new(0, text.len().min(600)));
    let said = candidates
        .iter()
        .map(|span| text.clean(*span).to_lowercase());
    let mut report = None;
    for line in said {
        for begin in ["events of ", "события ", "обзор событий ", "событий "]
        {
            if let Some(year) = behind(&line, begin) {
                return Some(year);
            }
        }
        if let Some(year) = behind(&line, "country reports on human rights practices for ") {
            return Some(year);
        }
        for of in [
            "country report on human rights",
            "country reports on human rights",
            "human rights report",
        ] {
            if let Some(year) = before(&line, of) {
                report = report.or(Some(year));
            }
        }
        let yearly = [
            "annual report",
            "year in review",
            "ежегодный доклад",
            "годовой отчет",
            "годовой отчёт",
            "обзор",
        ];
        if let Some(word) = yearly
            .iter()
            .find_map(|name| line.contains(name).then(|| only_year(&line)).flatten())
        {
            report = report.or(Some(word));
        }
        for begin in ["world report ", "всемирный доклад ", "всемирного доклада "]
        {
            if let Some(year) = behind(&line, begin) {
                report = report.or(Some(year - 1));
            }
        }
    }
    report
}

fn year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    (digits.len() == 4 && (1900..2100).contains(&year)).then_some(year)
}

/// The year that a line names, if it names one only.
fn only_year(line: &str) -> Option<i32> {
    let mut all = line.split(|c: char| !c.is_ascii_digit()).filter_map(year);
    all.next().filter(|_| all.next().is_none())
}

fn behind(line: &str, begin: &str) -> Option<i32> {
    let at = line.find(begin)?;
    let rest = &line[at + begin.len()..];
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    year(&digits)
}

fn before(line: &str, end: &str) -> Option<i32> {
    let at = line.find(end)?;
    let word = line[..at].trim_end().rsplit(' ').next()?;
    year(word)
}
