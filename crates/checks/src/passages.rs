//! Passages: where in a source something stands.

use crate::input::Record;
use aigaq_schema::{Basis, Day, PartialDate, RecordId};
use std::collections::BTreeSet;

/// Where in a source something stands, as far as a locator says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// Paragraphs and pages, by number.
    pub paragraphs: BTreeSet<String>,
    /// Footnotes, by number.
    pub notes: BTreeSet<String>,
    /// What else the locator says: a heading, a chapter.
    pub heading: String,
}

/// Words before the number of a paragraph or page, folded.
const PARAGRAPH: &[&str] = &[
    "p",
    "pp",
    "para",
    "paras",
    "paragraph",
    "page",
    "с",
    "стр",
    "страница",
    "п",
    "абз",
    "абзац",
    "бет",
    "б",
];
/// Words before the number of a note, folded.
const NOTE: &[&str] = &[
    "fn",
    "n",
    "note",
    "notes",
    "footnote",
    "footnotes",
    "endnote",
    "сн",
    "сноска",
    "прим",
    "примечание",
    "сілтеме",
    "силтеме",
];

impl Passage {
    /// Reads a locator: `p17 fn9`, `report p17 fn9 | report p18`, `page 3, note 9`, `стр. 4, сноска 2`.
    #[must_use]
    pub fn read(locator: &str) -> Self {
        let mut passage = Self::default();
        let folded = aigaq_schema::fold::fold(locator);
        let mut heading: Vec<&str> = Vec::new();
        let mut expected: Option<bool> = None;
        for word in folded.split(|c: char| c.is_whitespace() || ",.;:|()".contains(c)) {
            // "notes 20 and 21"
            if word.is_empty() || (expected.is_some() && matches!(word, "and" | "и" | "жане" | "-"))
            {
                continue;
            }
            let digits = word
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(word.len());
            let (letters, number) = word.split_at(digits);
            let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            let kind = if letters.is_empty() {
                expected
            } else if PARAGRAPH.contains(&letters) {
                Some(false)
            } else if NOTE.contains(&letters) {
                Some(true)
            } else {
                None
            };
            match kind {
                Some(note) if is_number => {
                    let numbers = if note {
                        &mut passage.notes
                    } else {
                        &mut passage.paragraphs
                    };
                    numbers.insert(number.trim_start_matches('0').to_owned());
                    expected = Some(note);
                }
                Some(note) if number.is_empty() => expected = Some(note),
                _ => {
                    heading.push(word);
                    expected = None;
                }
            }
        }
        passage.heading = heading.join(" ");
        passage
    }

    /// Both speak of one place: a paragraph in common, or a note where no paragraph is told, or the same heading.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        if !self.paragraphs.is_disjoint(&other.paragraphs) {
            return true;
        }
        if !self.paragraphs.is_empty() && !other.paragraphs.is_empty() {
            return false;
        }
        if !self.notes.is_disjoint(&other.notes) {
            return true;
        }
        let bare = |p: &Self| p.paragraphs.is_empty() && p.notes.is_empty();
        bare(self) && bare(other) && !self.heading.is_empty() && self.heading == other.heading
    }
}

/// Where a statement stands: its source and the passage.
pub(crate) fn place_of(basis: &Basis) -> Option<(RecordId, Passage)> {
    let passage = Passage::read(basis.locator.as_deref().unwrap_or_default());
    Some((basis.source?, passage))
}

/// All places where a property's value is told.
pub(crate) fn places_of(record: &Record<'_>, property: &str) -> Vec<(RecordId, Passage)> {
    record
        .said(property)
        .filter_map(|s| place_of(&s.basis))
        .collect()
}

/// Two values are told in one passage of one source.
pub(crate) fn told_together(a: &[(RecordId, Passage)], b: &[(RecordId, Passage)]) -> bool {
    a.iter().any(|(source, here)| {
        b.iter()
            .any(|(other, there)| source == other && here.meets(there))
    })
}

/// The year of a date told to the year or better.
pub(crate) fn year(date: &PartialDate) -> Option<i64> {
    let (first, last) = (date.first(), date.last());
    if !first.is_known() || !last.is_known() || last.0 - first.0 > 366 {
        return None;
    }
    Some(i64::from(first.civil()?.year()))
}

/// The first known day of a date.
pub(crate) fn begins(date: &PartialDate) -> Option<Day> {
    Some(date.first()).filter(|day| day.is_known())
}

/// The last known day of a date.
pub(crate) fn is_over(date: &PartialDate) -> Option<Day> {
    Some(date.last()).filter(|day| day.is_known())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_read_as_people_write_them() {
        let read = |text| {
            let p = Passage::read(text);
            let joined = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" ");
            format!(
                "{}|{}|{}",
                joined(&p.paragraphs),
                joined(&p.notes),
                p.heading
            )
        };
        assert_eq!(read("report p17 fn9"), "17|9|report");
        assert_eq!(read("p17 fn9 fn11 | p18"), "17 18|11 9|");
        assert_eq!(read("page 3, note 9"), "3|9|");
        assert_eq!(read("Стр. 4, сноска 2"), "4|2|");
        assert_eq!(
            read("wr2017 Freedom of Assembly"),
            "||wr2017 freedom of assembly"
        );
        assert_eq!(read(""), "||");
    }

    #[test]
    fn a_note_joins_passages_only_where_no_paragraph_is_told() {
        let meets = |a, b| Passage::read(a).meets(&Passage::read(b));
        assert!(meets("p1 fn2", "p1"));
        assert!(!meets("p1 fn2", "p7 fn2"));
        assert!(meets("fn2", "p7 fn2"));
        assert!(!meets("p1", "p2"));
        assert!(meets("Torture", "torture"));
    }
}
