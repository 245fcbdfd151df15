//! Plain text for a channel of a messenger: what was counted and what happened, without long tables, notes and annexes, in
//! messages none of which is too long to be sent.

use crate::csv::line_text;
use crate::document::{Block, Chronicle, Document, Figure, Inline, Line, Section, Table};
use crate::numbers;
use crate::phrases::Phrases;
use crate::text::clean;

/// The most that a message of the common messengers holds, in UTF-16 units.
pub const LONGEST_MESSAGE: usize = 4_096;
/// Rows of a table that has more are not told: the files have them.
const ROWS: usize = 12;
/// Stands between messages in a file.
const BETWEEN: &str = "\n\n* * *\n\n";

/// The messages, one under another, with a line of stars between them.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut all = messages(document, LONGEST_MESSAGE).join(BETWEEN);
    all.push('\n');
    all
}

/// The messages, each at most so long (in UTF-16 units). They are cut between paragraphs; a paragraph that is longer
/// than a message is cut between words.
#[must_use]
pub fn messages(document: &Document, longest: usize) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    for paragraph in paragraphs(document) {
        for piece in cut(&paragraph, longest.max(2)) {
            match messages.last_mut() {
                Some(last) if units(last) + 2 + units(&piece) <= longest => {
                    last.push_str("\n\n");
                    last.push_str(&piece);
                }
                _ => messages.push(piece),
            }
        }
    }
    messages
}

fn paragraphs(document: &Document) -> Vec<String> {
    let mut head = vec![document.title.to_uppercase()];
    head.extend(document.subtitle.clone());
    head.extend(document.organisation.clone());
    let facts = document.facts.iter();
    head.extend(facts.map(|fact| format!("{}: {}", fact.label, told(&fact.content, document))));
    let mut all = vec![head.join("\n")];
    for section in document.sections.iter().filter(|section| !section.annex) {
        tell(section, document, &mut all);
    }
    all.iter()
        .map(|paragraph| {
            // Each line by itself: cleaning takes the ends of lines away.
            let lines = paragraph.lines().map(|line| clean(line).trim().to_owned());
            let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
            lines.join("\n")
        })
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

fn tell(section: &Section, document: &Document, all: &mut Vec<String>) {
    let mut said = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Paragraph(line) => said.push(told(line, document)),
            Block::Figures(figures) => said.extend(figures.iter().map(|f| figure(f, document))),
            Block::Table(table) => said.push(rows(table, document)),
            Block::List(list) => {
                let items = list.items.iter();
                said.push(
                    items
                        .map(|item| format!("– {}", told(item, document)))
                        .collect::<Vec<_>>()
                        .join("\n"),
                );
            }
            Block::Chronicle(chronicle) => said.extend(happened(chronicle)),
            Block::Notice(notice) => {
                let lines = notice.content.iter().map(|line| told(line, document));
                said.push(
                    std::iter::once(notice.title.clone())
                        .chain(lines)
                        .collect::<Vec<_>>()
                        .join("\n"),
                );
            }
            Block::Definitions(terms) => said.extend(terms.iter().map(|term| {
                // A question is followed by its answer.
                let ends = term.term.ends_with(['?', '.', ':', '!', '…']);
                let between = if ends { "" } else { ":" };
                format!("{}{between} {}", term.term, told(&term.meaning, document))
            })),
            // The numbers of a picture stand in its table; notes stand in the files.
            Block::Chart(_) | Block::Notes => {}
        }
    }
    // A heading is never the last line of a message.
    if let Some(first) = said.first_mut() {
        *first = format!("{}\n{first}", section.title);
    }
    all.extend(said);
    for part in section.parts.iter().filter(|part| !part.annex) {
        tell(part, document, all);
    }
}

fn figure(figure: &Figure, document: &Document) -> String {
    let number = |count: &crate::Count| {
        let number = numbers::whole(count.value(), document.language);
        format!("{number} {}", count.unit())
    };
    let mut said = format!("{}: {}", figure.label, number(&figure.number));
    for other in &figure.compared {
        said.push_str(&format!("\n{}: {}", other.label, number(&other.number)));
    }
    if let Some(caveat) = &figure.caveat {
        let word = Phrases::of(document.language).say("page.caveat");
        said.push_str(&format!("\n{word}: {caveat}"));
    }
    said
}

/// A short table row by row; of a long one what it shows, and how many rows the file has.
fn rows(table: &Table, document: &Document) -> String {
    let mut said = format!("{} ({})", table.caption, table.unit);
    if table.rows.is_empty() {
        return table.empty_text.clone();
    }
    if table.rows.len() > ROWS {
        let rows = Phrases::of(document.language).plural("text.rows", table.rows.len() as u64, &[]);
        return format!("{said}\n{rows}");
    }
    for row in &table.rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| {
                let lines = cell.lines.iter().map(|line| told(line, document));
                lines.collect::<Vec<_>>().join(", ")
            })
            .filter(|cell| !cell.is_empty())
            .collect();
        said.push_str(&format!("\n– {}", cells.join(" · ")));
    }
    said
}

fn happened(chronicle: &Chronicle) -> Vec<String> {
    if chronicle.entries.is_empty() {
        return vec![chronicle.empty_text.clone()];
    }
    let entries = chronicle.entries.iter().map(|entry| {
        let place = entry
            .place
            .as_deref()
            .map_or_else(String::new, |p| format!(", {p}"));
        let who = entry
            .who
            .as_deref()
            .map_or_else(String::new, |w| format!("{w}: "));
        let outcome = entry
            .outcome
            .as_deref()
            .map_or_else(String::new, |o| format!(" → {o}"));
        let when = format!("{}{place}", entry.date);
        // «6 июня 2020 г.» has its point.
        let point = if when.ends_with('.') { "" } else { "." };
        format!("{when}{point} {who}{}{outcome}", entry.what)
    });
    entries.collect()
}

/// A line without the signs of notes, which stand in the files.
fn told(line: &Line, document: &Document) -> String {
    let without: Line = line
        .iter()
        .filter(|inline| !matches!(inline, Inline::NoteRef(_)))
        .cloned()
        .collect();
    line_text(&without, document.language)
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text in pieces of at most so many units, cut between words where there are words.
fn cut(text: &str, longest: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while units(rest) > longest {
        let mut taken = 0;
        let end = rest
            .char_indices()
            .find(|(_, letter)| {
                taken += letter.len_utf16();
                taken > longest
            })
            .map_or(rest.len(), |(at, _)| at);
        let (fits, _) = rest.split_at(end);
        let end = fits
            .rfind(char::is_whitespace)
            .filter(|at| *at > 0)
            .unwrap_or(end);
        let (piece, after) = rest.split_at(end);
        pieces.push(piece.trim_end().to_owned());
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Definition, Fact};
    use proptest::prelude::*;

    #[test]
    fn questions_and_their_answers_are_told_and_terms_with_what_they_mean() {
        let term = |term: &str, meaning: &str| Definition {
            term: term.to_owned(),
            meaning: vec![
                Inline::text(meaning),
                Inline::NoteRef(crate::document::NoteId(1)),
            ],
        };
        let document = crate::json::parse(
            r#"{"stem": "x", "title": "Many", "subtitle": null, "organisation": null, "language": "en",
            "audience": "internal", "as_of": "today", "paper": "portrait", "facts": [], "notes": [],
            "sections": [{"id": "a", "title": "Questions", "blocks": [], "parts": [], "annex": false}]}"#,
        );
        let mut document = document.unwrap();
        document.facts = vec![Fact {
            label: "Day".to_owned(),
            content: vec![Inline::text("1 May")],
        }];
        document.sections.first_mut().unwrap().blocks = vec![Block::Definitions(vec![
            term("Who was held?", "Two people"),
            term("Act", "what one does to another"),
        ])];
        assert_eq!(
            text(&document),
            "MANY\nDay: 1 May\n\nQuestions\nWho was held? Two people\n\nAct: what one does to another\n"
        );
    }

    proptest! {
        #[test]
        fn no_piece_is_too_long_and_no_letter_is_lost(text in "[a-zа-я😀 ]{0,300}", longest in 2_usize..40) {
            let pieces = cut(&text, longest);
            prop_assert!(pieces.iter().all(|piece| units(piece) <= longest));
            let letters = |t: &str| t.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&pieces.concat()), letters(&text));
        }
    }
}
