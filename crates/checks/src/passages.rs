//! Passages: where in a source something stands, and years that do not fit the years around them.
//!
//! A year printed one century off (2017 for 1917) is hard to see alone and plain beside its neighbours: every other
//! date of the passage lies decades away, and the same date a hundred years earlier or later lies among them.

use crate::finding::{Arg, Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use aigaq_schema::{Basis, Day, PartialDate, RecordId, Statement};
use std::collections::{BTreeMap, BTreeSet};

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

/// Dates that something happened, by record type. Ends and terms may lie far off for good reasons.
const HAPPENED: &[(&str, &str)] = &[
    ("event", "start"),
    ("event", "end"),
    ("act", "start"),
    ("act", "end"),
    ("restriction", "start"),
    ("restriction", "decided"),
    ("case", "opened"),
    ("case", "decided"),
    ("decision", "date"),
    ("figure", "period"),
];

/// How far, in years, a date must lie from all its neighbours to be doubted, and how near them it must be when
/// moved by a century.
const FAR: i64 = 60;
const NEAR: i64 = 15;
/// Neighbours that lie wider apart than this say nothing about a third date.
const WIDE: i64 = 50;

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    // Each passage with the dates told in it.
    let mut passages: BTreeMap<(RecordId, String), Vec<Dated<'_>>> = BTreeMap::new();
    for (record_type, property) in HAPPENED {
        for record in records.of_type(record_type) {
            for (said, date) in record.dates(property) {
                let Some((source, passage)) = place_of(&said.basis) else {
                    continue;
                };
                let Some(year) = year(date) else { continue };
                let dated = Dated {
                    record: record.id,
                    said,
                    date,
                    year,
                };
                // A value told in several paragraphs has no one neighbourhood.
                if let [paragraph] = passage.paragraphs.iter().collect::<Vec<_>>()[..] {
                    passages
                        .entry((source, paragraph.clone()))
                        .or_default()
                        .push(dated);
                }
            }
        }
    }
    let mut doubted = Vec::new();
    for dated in passages.values() {
        for one in dated {
            if let Some((moved, neighbours)) = century_off(one, dated)
                && !doubted.contains(&one.record)
            {
                doubted.push(one.record);
                found.push(slip(one, moved, &neighbours));
            }
        }
    }
    for act in records.of_type("act") {
        against_event(records, act, &mut doubted, found);
    }
}

/// A date with the year it begins in.
struct Dated<'a> {
    record: RecordId,
    said: &'a Statement,
    date: &'a PartialDate,
    year: i64,
}

/// The year of a date told to the year or better.
pub(crate) fn year(date: &PartialDate) -> Option<i64> {
    let (first, last) = (date.first(), date.last());
    if !first.is_known() || !last.is_known() || last.0 - first.0 > 366 {
        return None;
    }
    Some(i64::from(first.civil()?.year()))
}

/// The date moved by a century, and the neighbours it then lies among; nothing when it may stand.
fn century_off<'d, 'a>(one: &Dated<'a>, all: &'d [Dated<'a>]) -> Option<(i64, Vec<&'d Dated<'a>>)> {
    let others: Vec<&Dated<'_>> = all.iter().filter(|d| d.record != one.record).collect();
    let years: BTreeSet<i64> = others.iter().map(|d| d.year).collect();
    let (low, high) = (*years.first()?, *years.last()?);
    let records: BTreeSet<RecordId> = others.iter().map(|d| d.record).collect();
    if records.len() < 2 || high - low > WIDE {
        return None;
    }
    if one.year >= low - FAR && one.year <= high + FAR {
        return None;
    }
    [-100, 100]
        .into_iter()
        .map(|step| one.year + step)
        .find(|moved| *moved >= low - NEAR && *moved <= high + NEAR)
        .map(|moved| (moved, others))
}

fn slip(one: &Dated<'_>, moved: i64, neighbours: &[&Dated<'_>]) -> Finding {
    let proposed = with_year(one.date, moved);
    let mut made = Made::new(Kind::Century, Weight::Contradiction, "century.passage")
        .record("record", one.record)
        .value("date", one.record, one.said)
        .words("proposed", proposed);
    let mut values = Vec::new();
    for neighbour in neighbours.iter().take(5) {
        made = made.rests_on(neighbour.record, neighbour.said);
        values.push(Arg::Value(neighbour.record, neighbour.said.id));
    }
    made.place("neighbours", Arg::Several(values)).done()
}

/// The same date in another year, as it would be written.
fn with_year(date: &PartialDate, year: i64) -> String {
    let text = date.text();
    match text.get(4..) {
        Some(rest) if text.is_char_boundary(4) => format!("{year:04}{rest}"),
        _ => format!("{year:04}"),
    }
}

/// An act and the event it was part of lie a century apart.
fn against_event(
    records: &Records<'_>,
    act: &Record<'_>,
    doubted: &mut Vec<RecordId>,
    found: &mut Vec<Finding>,
) {
    let Some(event) = act.reference("event").and_then(|id| records.get(id)) else {
        return;
    };
    let (Some((said, date)), Some((event_said, event_date))) =
        (act.date("start"), event.date("start"))
    else {
        return;
    };
    let (Some(here), Some(there)) = (year(date), year(event_date)) else {
        return;
    };
    if ((here - there).abs() - 100).abs() > 1
        || doubted.contains(&act.id)
        || doubted.contains(&event.id)
    {
        return;
    }
    doubted.push(act.id);
    found.push(
        Made::new(Kind::Century, Weight::Contradiction, "century.event")
            .record("record", act.id)
            .value("date", act.id, said)
            .record("event", event.id)
            .value("event_date", event.id, event_said)
            .done(),
    );
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
