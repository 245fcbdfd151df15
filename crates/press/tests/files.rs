//! The other files of a publication: opened again as other programs open them, and searched for what should not be there.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on should stop"
)]

#[path = "../../publishing/examples/sample/inputs.rs"]
mod inputs;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use aigaq_press::file::{Format, file};
use aigaq_publishing::csv::all_sheets;
use aigaq_publishing::document::{Block, Inline, Section};
use aigaq_publishing::{
    Document, Language, Phrases, commitments_matrix, plain, report, restrictions_register, sources,
};
use calamine::{Reader as _, Xlsx};
use quick_xml::events::Event;

fn all(language: Language) -> [Document; 4] {
    let phrases = Phrases::of(language);
    [
        report(&inputs::bulletin(language), phrases),
        report(&inputs::empty_bulletin(), phrases),
        restrictions_register(&inputs::restrictions(language), phrases),
        commitments_matrix(&inputs::commitments(language), phrases),
    ]
}

fn every() -> Vec<Document> {
    Language::ALL.into_iter().flat_map(all).collect()
}

fn parts(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.insert(name, content);
    }
    parts
}

/// The text of a part, and all values of these attributes; the part must be well formed.
fn read(part: &[u8], attributes: &[&str]) -> (String, Vec<String>) {
    let mut reader = quick_xml::Reader::from_reader(part);
    let (mut text, mut values) = (String::new(), Vec::new());
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).expect("well formed") {
            Event::Eof => return (text, values),
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(entity) => text.push_str(match &*entity {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                _ => "'",
            }),
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("well formed");
                    let name = attribute.key.as_ref().to_owned();
                    if attributes.contains(&name.as_str()) {
                        values.push(attribute.value.clone().into_owned());
                    }
                }
            }
            _ => {}
        }
        buffer.clear();
    }
}

#[test]
fn a_word_processor_finds_all_parts_and_all_they_name() {
    for document in every() {
        let parts = parts(&file(&document, Format::Docx).unwrap());
        for (name, part) in &parts {
            if name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".svg") {
                read(part, &[]);
            }
        }
        let known: BTreeSet<String> = read(&parts["word/_rels/document.xml.rels"], &["Id"])
            .1
            .into_iter()
            .collect();
        let (text, used) = read(&parts["word/document.xml"], &["r:embed", "r:id"]);
        assert!(
            used.iter().all(|id| known.contains(id)),
            "{used:?} {known:?}"
        );
        for section in document.all_sections(true) {
            assert!(text.contains(&section.title), "{}", section.title);
        }
        for target in read(&parts["word/_rels/document.xml.rels"], &["Target"]).1 {
            assert!(
                target.starts_with("http") || parts.contains_key(&format!("word/{target}")),
                "{target}"
            );
        }
        let notes: BTreeSet<String> = read(&parts["word/footnotes.xml"], &["w:id"])
            .1
            .into_iter()
            .collect();
        let whole = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
        let mut referred = 0;
        for reference in whole.split("<w:footnoteReference").skip(1) {
            let id = reference
                .split("w:id=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap();
            assert!(notes.contains(id), "note {id}");
            referred += 1;
        }
        assert_eq!(referred + 2, notes.len(), "every note is referred to once");
    }
}

#[test]
fn files_hold_no_author_time_revision_or_path() {
    let document = &all(Language::Ru)[0];
    for format in [Format::Docx, Format::Xlsx] {
        for (name, part) in parts(&file(document, format).unwrap()) {
            let text = String::from_utf8_lossy(&part);
            for hidden in [
                "rsid",
                "w:author",
                "w:ins ",
                "w:del ",
                "lastModifiedBy>A",
                "/tmp/",
                "/home/",
                env!("CARGO_MANIFEST_DIR"),
            ] {
                assert!(!text.contains(hidden), "{hidden} in {name}");
            }
            if name == "docProps/core.xml" {
                let said = read(&part, &[]).0;
                assert!(
                    !said.contains("20") || format == Format::Xlsx,
                    "no time: {said}"
                );
            }
        }
        assert!(
            file(document, format).unwrap() == file(document, format).unwrap(),
            "the same bytes"
        );
    }
}

#[test]
fn words_that_look_like_markup_are_words_in_every_file() {
    let words = "</w:t><w:p/> & \"q\" ]]> {\\rtf1} =1+1 TY  - X\r\nER  - \r\n<script>";
    let mut document = all(Language::En)[0].clone();
    document.title = words.to_owned();
    document.sections.push(Section {
        id: "last".to_owned(),
        title: words.to_owned(),
        blocks: vec![Block::Paragraph(vec![
            Inline::text(words),
            Inline::Address("https://example.org/?a=1&b=<c>".to_owned()),
        ])],
        parts: Vec::new(),
        annex: false,
    });
    for source in &mut document.sources {
        source.title = words.to_owned();
    }
    let parts = parts(&file(&document, Format::Docx).unwrap());
    let text = read(&parts["word/document.xml"], &[]).0;
    assert!(text.contains("</w:t><w:p/> & \"q\" ]]>"), "{text}");
    for format in Format::ALL {
        file(&document, format).expect("words are no reason to fail");
    }
    let ris = sources::ris(&document);
    assert_eq!(
        ris.matches("\r\nER  - \r\n").count(),
        document.sources.len(),
        "{ris}"
    );
    let csl: serde_json::Value = serde_json::from_str(&sources::csl(&document)).unwrap();
    assert_eq!(csl.as_array().map(Vec::len), Some(document.sources.len()));
}

#[test]
fn a_workbook_read_back_has_every_table() {
    for document in every() {
        let bytes = file(&document, Format::Xlsx).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let sheets = all_sheets(&document);
        assert_eq!(book.sheet_names().len(), sheets.len() + 1);
        for (at, sheet) in sheets.iter().enumerate() {
            let read = book.worksheet_range_at(at + 1).unwrap().unwrap();
            let cells: Vec<Vec<String>> = read
                .rows()
                .map(|row| row.iter().map(ToString::to_string).collect())
                .collect();
            for (row, written) in sheet.rows.iter().enumerate() {
                for (column, cell) in written.iter().enumerate() {
                    let found = cells
                        .get(row)
                        .and_then(|r| r.get(column))
                        .map_or("", String::as_str);
                    let plain = aigaq_schema::cells::inert(cell).into_owned();
                    assert!(
                        found == plain || found == *cell,
                        "{}: {found:?} {cell:?}",
                        sheet.title
                    );
                }
            }
        }
    }
}

#[test]
fn messages_can_be_sent_and_say_the_figures() {
    for language in Language::ALL {
        let document = &all(language)[0];
        let messages = plain::messages(document, plain::LONGEST_MESSAGE);
        assert!(
            messages
                .iter()
                .all(|message| message.encode_utf16().count() <= plain::LONGEST_MESSAGE)
        );
        let whole = messages.join("\n").replace('\u{A0}', " ");
        assert!(whole.contains("684"), "{whole}");
        assert!(!whole.contains("[1]"), "signs of notes stand in the files");
        let small = plain::messages(document, 200);
        assert!(
            small.len() > messages.len()
                && small
                    .iter()
                    .all(|message| message.encode_utf16().count() <= 200)
        );
    }
}

#[test]
fn a_source_has_its_date_as_far_as_it_is_known() {
    let document = &all(Language::En)[0];
    let ris = sources::ris(document);
    assert!(
        ris.contains("DA  - 2021/07/22/\r\n") && ris.contains("DA  - 2020/06//\r\n"),
        "{ris}"
    );
    assert!(!ris.contains("javascript:"), "{ris}");
    let csl: serde_json::Value = serde_json::from_str(&sources::csl(document)).unwrap();
    assert_eq!(
        csl[0]["issued"]["date-parts"],
        serde_json::json!([[2021, 7, 22]])
    );
}
