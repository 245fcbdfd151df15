//! A document of several sheets reads as one that was set at once.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

use std::collections::BTreeMap;

use aigaq_publishing::document::{
    Block, Cell, Chronicle, ChronicleEntry, Column, Inline, Note, NoteId, RecordId, Row, Section,
    Table, TableId, Target,
};
use aigaq_publishing::{Document, json};
use typst::introspection::{PagedPosition, Tag};
use typst::layout::{Frame, FrameItem, Point};
use typst::model::{Destination, LinkMarker};
use typst_layout::PagedDocument;

use super::setting::set;
use super::sheets;
use super::{Letters, options, told};

const ROWS: u32 = 700;
const ENTRIES: u32 = 150;

/// The head of a document, without anything in it.
const EMPTY: &str = r#"{"stem": "x", "title": "Many", "subtitle": null, "organisation": null, "language": "en",
    "audience": "internal", "as_of": "today", "paper": "portrait", "facts": [], "sections": [], "notes": []}"#;

fn record(number: u32) -> RecordId {
    RecordId::new(format!("record-{number}"))
}

fn table(id: &str, rows: Vec<Row>) -> Block {
    Block::Table(Table {
        id: TableId(id.to_owned()),
        label: format!("Table {id}"),
        caption: "All".to_owned(),
        unit: "acts".to_owned(),
        columns: vec![Column::text("What"), Column::text("Where")],
        rows,
        notes: Vec::new(),
        empty_text: String::new(),
    })
}

fn section(title: &str, annex: bool, blocks: Vec<Block>) -> Section {
    Section {
        id: title.to_owned(),
        title: title.to_owned(),
        blocks,
        parts: Vec::new(),
        annex,
    }
}

/// A short table, a chronicle, notes, and an annex of many rows, to each of which an entry or a short table leads.
fn long() -> Document {
    let mut document = json::parse(EMPTY).unwrap();
    let entry = |number: u32| ChronicleEntry {
        number: None,
        record: None,
        date: "1 June 2020".to_owned(),
        edtf: "2020-06-01".to_owned(),
        place: None,
        who: None,
        what: format!("entry{number}; {}", "was held for many days. ".repeat(12)),
        by: None,
        law: None,
        outcome: None,
        sources: vec![
            Inline::NoteRef(NoteId(number)),
            Inline::RecordLink {
                record: record(number * 4),
                text: format!("to{}x", number * 4),
            },
        ],
    };
    let row = |number: u32| {
        let mut row = Row::body(vec![
            Cell::text(format!("row{number}x")),
            Cell::text("Almaty"),
        ]);
        row.target = (number.is_multiple_of(4)).then(|| Target::Record(record(number)));
        row
    };
    let short = (1..=3).map(|n| Row::body(vec![Cell::text(format!("short{n}x")), Cell::text("")]));
    document.notes = (1..=ENTRIES)
        .map(|number| Note {
            id: NoteId(number),
            content: vec![Inline::text(format!("source{number}x"))],
        })
        .collect();
    document.sections = vec![
        section("First", false, vec![table("short", short.collect())]),
        section(
            "Chronicle",
            false,
            vec![Block::Chronicle(Chronicle {
                caption: "All".to_owned(),
                entries: (1..=ENTRIES).map(entry).collect(),
                empty_text: String::new(),
            })],
        ),
        section("Notes", false, vec![Block::Notes]),
        section(
            "Annex",
            true,
            vec![table("long", (1..=ROWS).map(row).collect())],
        ),
        section(
            "Last",
            true,
            vec![Block::Paragraph(vec![Inline::text("theend")])],
        ),
    ];
    document
}

/// What stands on the pages: each run of letters with its page, each link with the letters it lies on.
#[derive(Default)]
struct Read {
    words: Vec<(usize, String)>,
    links: Vec<(usize, Destination)>,
}

fn read(document: &PagedDocument) -> Read {
    fn walk(frame: &Frame, page: usize, read: &mut Read) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, page, read),
                FrameItem::Text(text) => read.words.push((page, text.text.to_string())),
                FrameItem::Link(to, _) => read.links.push((page, to.clone())),
                _ => {}
            }
        }
    }
    let mut read = Read::default();
    for (page, number) in document.pages().iter().zip(1..) {
        walk(&page.frame, number, &mut read);
    }
    read
}

impl Read {
    /// The pages on which a word stands.
    fn pages(&self, word: &str) -> Vec<usize> {
        let has = |(_, text): &&(usize, String)| text.contains(word);
        self.words
            .iter()
            .filter(has)
            .map(|(page, _)| *page)
            .collect()
    }
}

#[test]
fn a_long_document_is_set_in_sheets_and_each_row_entry_and_note_stands_once() {
    let told = told(&long(), Letters::OfOurFonts);
    assert_eq!(
        sheets::runs(&told).len(),
        2,
        "the annex begins on a page of its own"
    );
    for run in sheets::runs(&told) {
        assert!(
            sheets::ahead(&told, run, 1) < run.to,
            "of more than one sheet"
        );
    }
    let pages = set(&told).unwrap();
    let read = read(&pages);
    let rows = (1..=ROWS).map(|number| format!("row{number}x"));
    let entries = (1..=ENTRIES).map(|number| format!("entry{number};"));
    let notes = (1..=ENTRIES).map(|number| format!("source{number}x"));
    let short = (1..=3).map(|number| format!("short{number}x"));
    let mut before = 0;
    for word in short.chain(entries).chain(notes).chain(rows) {
        let pages = read.pages(&word);
        assert_eq!(pages.len(), 1, "{word} stands on {pages:?}");
        assert!(pages[0] >= before, "{word} comes after what is before it");
        before = pages[0];
    }
    assert_eq!(read.pages("theend").len(), 1);
    // The tags are whole: what cannot be read aloud is refused.
    typst_pdf::pdf(&pages, &options()).unwrap();
}

#[test]
fn links_over_sheets_lead_to_the_page_and_numbers_of_pages_are_right() {
    let told = told(&long(), Letters::OfOurFonts);
    let pages = set(&told).unwrap();
    let read = read(&pages);
    let mut to: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, link) in &read.links {
        match link {
            Destination::Position(PagedPosition { page, .. }) => {
                *to.entry(page.get()).or_default() += 1;
            }
            Destination::Location(place) => {
                let at = pages.introspector().position(*place);
                assert!(
                    at.is_some_and(|at| at.point != Point::zero()),
                    "the contents lead on"
                );
            }
            Destination::Url(address) => panic!("{address:?} is left"),
        }
    }
    // To each row that an entry speaks of leads its link, and to each entry that of its note.
    let mut wanted: BTreeMap<usize, usize> = BTreeMap::new();
    for number in 1..=ENTRIES {
        let places = [
            format!("row{}x", number * 4),
            format!("source{number}x"),
            format!("entry{number};"),
        ];
        for place in places {
            *wanted.entry(read.pages(&place)[0]).or_default() += 1;
        }
    }
    assert_eq!(to, wanted);
    let last = pages.pages().len();
    for page in 1..=last {
        let number = format!("{page} / {last}");
        assert!(read.words.contains(&(page, number)), "page {page}");
    }
    // The contents say on which page the annex begins.
    let annex: Vec<usize> = read.pages("Annex");
    let begins = annex.iter().find(|page| **page > 1).unwrap();
    let listed = read.words.iter().filter(|(page, _)| *page == 1);
    // The press holds a number to its title by a sign that is not seen.
    let mut numbers = listed.map(|(_, text)| text.trim_start_matches('\u{2060}'));
    assert!(numbers.any(|number| number == begins.to_string()));
}

#[test]
fn links_say_to_which_page_they_lead_in_the_language_of_the_document() {
    fn ways(frame: &Frame, all: &mut Vec<String>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => ways(&group.frame, all),
                FrameItem::Tag(Tag::Start(content, _)) => {
                    let way = content.to_packed::<LinkMarker>();
                    all.extend(way.and_then(|way| way.alt.as_deref()).map(str::to_owned));
                }
                _ => {}
            }
        }
    }
    for (language, word) in [("en", "page"), ("ru", "страница"), ("kk", "бет")] {
        let mut document = long();
        document.language = language.parse().unwrap();
        document.sections.remove(1);
        let set = set(&told(&document, Letters::OfOurFonts)).unwrap();
        let mut all = Vec::new();
        for page in set.pages() {
            ways(&page.frame, &mut all);
        }
        assert!(!all.is_empty());
        for way in all {
            // Those of the contents say the title first.
            let (said, number) = way.rsplit_once(' ').unwrap();
            assert!(
                said.ends_with(word) && number.parse::<u32>().is_ok(),
                "{way}"
            );
        }
    }
}
