//! Pages of whole documents: they are made in every language, say what the document says and nothing else, and hold
//! nothing of the machine on which they were made.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test that cannot go on should stop"
)]

#[path = "../../publishing/examples/sample/inputs.rs"]
mod inputs;
#[path = "pages/read.rs"]
mod read;

use aigaq_press::pdf::pdf;
use aigaq_publishing::document::{
    Block, Cell, Chart, Chronicle, ChronicleEntry, Column, Inline, Note, NoteId, Row, Section,
    Table, TableId,
};
use aigaq_publishing::{
    Document, Language, Phrases, commitments_matrix, report, restrictions_register,
};

fn all(language: Language) -> [Document; 4] {
    let phrases = Phrases::of(language);
    [
        report(&inputs::bulletin(language), phrases),
        report(&inputs::empty_bulletin(), phrases),
        restrictions_register(&inputs::restrictions(language), phrases),
        commitments_matrix(&inputs::commitments(language), phrases),
    ]
}

fn english() -> Document {
    report(&inputs::bulletin(Language::En), Phrases::of(Language::En))
}

/// A document with one section of these blocks.
fn of_blocks(blocks: Vec<Block>) -> Document {
    let mut document = english();
    document.notes = Vec::new();
    document.sections = vec![Section {
        id: "one".to_owned(),
        title: "1. One".to_owned(),
        blocks,
        parts: Vec::new(),
        annex: false,
    }];
    document
}

/// Without the places at which words were or could have been broken.
fn whole(text: &str) -> String {
    text.replace(['\u{AD}', '\u{A0}', ' ', '\n'], "")
}

#[test]
fn every_document_has_pages_that_can_be_read_aloud_and_say_what_it_says() {
    for language in Language::ALL {
        for document in all(language) {
            let file = pdf(&document).expect("the pages are set");
            let text = read::text(&file);
            // PDF/UA-1, by its own declaration; the press refuses what does not keep it.
            assert!(
                text.contains("<pdfuaid:part>1</pdfuaid:part>"),
                "{}",
                document.stem
            );
            assert!(
                text.contains(&format!("({})", language.tag())),
                "the language of the file"
            );
            for section in document.all_sections(true) {
                assert!(
                    whole(&text).contains(&whole(&section.title)),
                    "{}",
                    section.title
                );
            }
            for table in document.tables(true) {
                let first = table.rows.first().and_then(|row| row.cells.first());
                for line in first.iter().flat_map(|cell| &cell.lines) {
                    let said = aigaq_publishing::csv::line_text(line, language);
                    let said = said.split('[').next().unwrap_or_default();
                    assert!(whole(&text).contains(&whole(said)), "{said}");
                }
            }
        }
    }
}

#[test]
fn the_same_document_makes_the_same_file_with_nothing_of_the_machine_in_it() {
    let (first, second) = (pdf(&english()).unwrap(), pdf(&english()).unwrap());
    assert!(first == second, "the same bytes");
    let text = read::text(&first);
    let home = std::env::var("HOME").unwrap_or_else(|_| "/root".to_owned());
    for hidden in [
        "CreationDate",
        "ModDate",
        "/Author",
        "/Producer",
        "xmp:CreateDate",
        "dc:creator",
        &home,
        env!("CARGO_MANIFEST_DIR"),
    ] {
        assert!(!text.contains(hidden), "{hidden} stands in the file");
    }
}

#[test]
fn words_that_look_like_markup_are_words() {
    let hostile = [
        "#panic(\"no\") $x^2$ *a* _b_ `c` <label> @ref = heading // none /* none */",
        "\\u{41} \\# #import \"x.typ\" #read(\"/etc/passwd\")",
        "</svg><script>alert(1)</script>&amp;",
        "{\\rtf1} =HYPERLINK(\"x\") (a) \\(b\\) endstream endobj",
    ];
    for words in hostile {
        let mut document = english();
        document.title = words.to_owned();
        document.sections.push(Section {
            id: words.to_owned(),
            title: words.to_owned(),
            blocks: vec![
                Block::Paragraph(vec![
                    Inline::text(words),
                    Inline::Strong(words.to_owned()),
                    Inline::Code(words.to_owned()),
                ]),
                Block::Paragraph(vec![Inline::InLanguage {
                    language: words.to_owned(),
                    text: words.to_owned(),
                }]),
                Block::Paragraph(vec![
                    Inline::Address(format!("https://example.org/{words}")),
                    Inline::Address(words.to_owned()),
                ]),
            ],
            parts: Vec::new(),
            annex: false,
        });
        let text = read::text(&pdf(&document).expect("words are no reason to fail"));
        let said = whole(words).replace("endstream", "");
        assert!(
            whole(&text).contains(said.split("endobj").next().unwrap()),
            "{words}"
        );
    }
}

#[test]
fn letters_from_right_to_left_and_letters_no_font_has_do_not_stop_the_press() {
    let words = "حقوق الإنسان שלום Ұлттық 中文 \u{1F600} \u{202E}abc\u{0} e\u{301}";
    let mut document = english();
    document.title = words.to_owned();
    document.sections[0]
        .blocks
        .push(Block::Paragraph(vec![Inline::text(words)]));
    let text = read::text(&pdf(&document).unwrap());
    assert!(text.contains("Ұлттық"));
    assert!(
        text.contains('□'),
        "what cannot be printed is seen to be missing"
    );
}

#[test]
fn empty_parts_are_set_too() {
    let column = |heading: &str| Column::text(heading);
    let table = |columns: Vec<Column>, rows: Vec<Row>| {
        Block::Table(Table {
            id: TableId(format!("t{}", rows.len())),
            label: String::new(),
            caption: String::new(),
            unit: String::new(),
            columns,
            rows,
            notes: Vec::new(),
            empty_text: String::new(),
        })
    };
    let document = of_blocks(vec![
        Block::Paragraph(Vec::new()),
        Block::Figures(Vec::new()),
        Block::Definitions(Vec::new()),
        Block::List(aigaq_publishing::document::List {
            numbered: true,
            items: vec![Vec::new()],
        }),
        table(Vec::new(), Vec::new()),
        table(vec![column("")], vec![Row::body(vec![Cell::empty()])]),
        table(
            vec![column("a"), column("b")],
            vec![
                Row::body(Vec::new()),
                Row::body(vec![Cell::text("x"), Cell::text("y"), Cell::text("z")]),
            ],
        ),
        Block::Chronicle(Chronicle {
            caption: String::new(),
            entries: Vec::new(),
            empty_text: String::new(),
        }),
        Block::Notes,
        Block::Paragraph(vec![
            Inline::NoteRef(NoteId(7)),
            Inline::TableLink {
                table: TableId("none".to_owned()),
                text: "Table 9".to_owned(),
            },
        ]),
    ]);
    pdf(&document).expect("empty parts are no reason to fail");
}

#[test]
fn a_picture_that_cannot_be_drawn_is_said_and_does_not_stop_the_press() {
    let mut document = english();
    let chart = document
        .sections
        .iter()
        .flat_map(|s| &s.blocks)
        .find_map(|block| match block {
            Block::Chart(chart) => Some(chart.clone()),
            _ => None,
        });
    let mut broken: Chart = chart.expect("a bulletin has a chart");
    broken.title = "<svg onload=\"x\">".to_owned();
    broken.description = String::new();
    for bar in &mut broken.bars {
        bar.label = "<image href=\"/etc/passwd\"/>]]>".to_owned();
        bar.values.clear();
    }
    document.sections[0].blocks.push(Block::Chart(broken));
    let text = read::text(&pdf(&document).unwrap());
    assert!(whole(&text).contains(&whole("<svg onload=\"x\">")));
}

#[test]
fn ten_thousand_notes_have_their_places() {
    let many: u32 = if cfg!(debug_assertions) {
        1_000
    } else {
        10_000
    };
    let mut document = of_blocks(vec![
        Block::Chronicle(Chronicle {
            caption: "All".to_owned(),
            entries: (1..=many).map(entry).collect(),
            empty_text: String::new(),
        }),
        Block::Notes,
    ]);
    document.notes = (1..=many)
        .map(|number| Note {
            id: NoteId(number),
            content: vec![Inline::text(format!("Source no. {number}"))],
        })
        .collect();
    let text = read::text(&pdf(&document).unwrap());
    assert!(whole(&text).contains(&whole(&format!("Source no. {many}"))));
}

fn entry(number: u32) -> ChronicleEntry {
    ChronicleEntry {
        number: None,
        record: None,
        date: "1 June 2020".to_owned(),
        edtf: "2020-06-01".to_owned(),
        place: None,
        who: None,
        what: "was held".to_owned(),
        by: None,
        law: None,
        outcome: None,
        sources: vec![Inline::NoteRef(NoteId(number))],
    }
}
