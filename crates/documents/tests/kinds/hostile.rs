//! Files made to do harm, and files broken by chance: an answer each time, never a fault, never without end.

use crate::files::pages;
use crate::made::{docx, paragraph, pdf_of, run, stream, zip_of};
use aigaq_documents::{Document, Failure, FileKind, Given, document, text_of};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

const DAMAGED: Failure = Failure::Damaged {
    kind: FileKind::Docx,
};

#[test]
fn entities_are_not_expanded_and_nothing_is_fetched() {
    let whole = docx(&paragraph("", &run("Words.")), "", &[]);
    assert!(text_of(&whole).is_ok());
    for declared in [
        "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>",
        "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE w SYSTEM \"http://x.example/w.dtd\">",
    ] {
        let body = format!("{declared}<d><p><r><t>Words &b; &a;.</t></r></p></d>");
        let file = zip_of(&[("word/document.xml", body.into_bytes())]);
        assert_eq!(text_of(&file), Err(DAMAGED), "{declared}");
    }
    // An entity that nobody declared says nothing.
    let file = docx(&paragraph("", &run("Words &who; more.")), "", &[]);
    assert_eq!(text_of(&file).unwrap().text, "Words  more.");
}

#[test]
fn what_unpacks_to_too_much_or_lies_too_deep_is_refused() {
    // One word that never ends.
    let word = "a".repeat(70 * 1024 * 1024);
    let bomb = zip_of(&[(
        "word/document.xml",
        format!("<d><p><r><t>{word}</t></r></p></d>").into_bytes(),
    )]);
    assert!(bomb.len() < 1024 * 1024, "small when packed");
    assert!(matches!(text_of(&bomb), Err(Failure::Swollen { .. })));
    for open in ["<p>", "<x>", "<tbl><tr><tc>", "<del>"] {
        let deep = zip_of(&[("word/document.xml", open.repeat(200_000).into_bytes())]);
        assert_eq!(text_of(&deep), Err(DAMAGED), "{open}");
    }
    // Styles based on one another in a circle.
    let styles = "<styles><style styleId=\"a\"><basedOn val=\"b\"/></style><style styleId=\"b\"><basedOn val=\"a\"/></style></styles>";
    let body = "<d><p><pPr><pStyle val=\"a\"/></pPr><r><t>Words stand here.</t></r></p></d>";
    let circle = zip_of(&[
        ("word/document.xml", body.into()),
        ("word/styles.xml", styles.into()),
    ]);
    assert_eq!(text_of(&circle).unwrap().text, "Words stand here.");
}

#[test]
fn pages_that_lead_to_themselves_come_to_an_end() {
    let page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 4 0 R>>/Font<</F 5 0 R>>>>/Contents 4 0 R>>";
    let drawn =
        b"BT /F 9 Tf 1 0 0 1 40 400 Tm (Words that stand on the page many times.) Tj ET /X Do";
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 4 0 R>>/Font<</F 5 0 R>>>>";
    let tree = |kids: &str| format!("<</Type/Pages/Count 1/Kids[{kids}]>>").into_bytes();
    let with = |kids: &str| {
        let root = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
        pdf_of(
            &[
                root,
                tree(kids),
                page.to_vec(),
                stream(form, drawn),
                font.to_vec(),
            ],
            "",
        )
    };
    let read = text_of(&with("3 0 R")).unwrap();
    assert!(read.text.contains("Words that stand on the page"));
    // A tree of pages that is its own branch has at least an answer.
    let _ = text_of(&with("2 0 R 3 0 R"));
    let _ = text_of(&with("3 0 R 3 0 R 3 0 R"));
}

/// Places in the text are places in the text, whatever the file was.
fn check(document: &Document) {
    let length = document.text.chars().count();
    let parts = document.parts.iter().map(|part| part.span);
    let found = document.found.iter().flat_map(|found| found.places.clone());
    for span in parts.chain(found) {
        assert!(span.start < span.end && span.end <= length, "{span:?}");
    }
    assert!(
        document
            .pages
            .windows(2)
            .all(|pair| pair[0].from <= pair[1].from)
    );
}

/// A file with some of its bytes changed, taken out or said twice.
fn mutated(mut file: Vec<u8>, changes: &[(usize, u8, u8)]) -> Vec<u8> {
    for (at, how, byte) in changes {
        if file.is_empty() {
            break;
        }
        let at = at % file.len();
        match how % 4 {
            0 => file[at] = *byte,
            1 => file[at] ^= 1 << (byte % 8),
            2 => {
                let end = (at + usize::from(*byte)).min(file.len());
                file.drain(at..end);
            }
            _ => {
                let end = (at + usize::from(*byte)).min(file.len());
                let again = file[at..end].to_vec();
                file.splice(at..at, again);
            }
        }
    }
    file
}

fn page() -> Vec<u8> {
    "<!doctype html><html><body><h1>The Long Year</h1><p>On May 5, 2019 <b>Aidar Bekov</b> was arrested in Taraz.[1]</p><ul><li>Release him;</li></ul><p>[1] Anna Petrova, The Long Road, Steppe Review, May 2019, https://stepperev.example/road</p></body></html>".into()
}

/// The parts of a docx are packed, so what is inside is changed before it is packed.
fn packed(changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let body = format!(
        "<d>{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></d>",
        paragraph("a1", &run("The Long Year")),
        paragraph(
            "",
            &format!(
                "{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>",
                run("On May 5, 2019 Aidar Bekov was arrested.")
            )
        )
    );
    let notes = format!(
        "<n><w:footnote w:id=\"2\">{}</w:footnote></n>",
        paragraph("N", &run("Ibid."))
    );
    zip_of(&[
        ("word/document.xml", mutated(body.into_bytes(), changes)),
        ("word/footnotes.xml", mutated(notes.into_bytes(), changes)),
    ])
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8, u8)>> {
    prop::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 0..12)
}

fn read(file: &[u8]) {
    if let Ok(document) = document(file, &Given::default()) {
        check(&document);
    }
}

/// So many cases of one seed. `AIGAQ_FUZZ_CASES` makes them more, to look longer.
fn cases() -> u32 {
    let told = std::env::var("AIGAQ_FUZZ_CASES").ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(128)
}

/// The seeds of this run: one that is the same for ever, and one of today, or that of `AIGAQ_FUZZ_SEED`.
fn seeds() -> [u64; 2] {
    let told = std::env::var("AIGAQ_FUZZ_SEED").ok();
    // Each hasher of the library begins with other keys.
    let any = || RandomState::new().build_hasher().finish();
    let told = told.and_then(|told| told.parse().ok());
    [20_190_505, told.unwrap_or_else(any)]
}

/// Tries a parser with the cases of each seed; a failure tells the seed, and the least case that fails.
fn tries<S: Strategy>(strategy: &S, parser: impl Fn(S::Value))
where
    S::Value: std::fmt::Debug,
{
    for seed in seeds() {
        let mut runner = TestRunner::new(Config {
            cases: cases(),
            rng_seed: RngSeed::Fixed(seed),
            failure_persistence: None,
            ..Config::default()
        });
        let tried = runner.run(strategy, |case| {
            parser(case);
            Ok(())
        });
        assert!(
            tried.is_ok(),
            "try again with AIGAQ_FUZZ_SEED={seed}: {tried:?}"
        );
    }
}

#[test]
fn any_bytes_have_an_answer() {
    let begins: [&[u8]; 6] = [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"\xff\xfe",
        b"<html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ];
    let bytes = prop::collection::vec(any::<u8>(), 0..400);
    tries(&(0..6_usize, bytes), |(begin, bytes)| {
        read(&[begins[begin], &bytes].concat());
    });
}

#[test]
fn a_broken_pdf_has_an_answer() {
    tries(&changes(), |changes| read(&mutated(pages(), &changes)));
}

#[test]
fn a_broken_docx_has_an_answer() {
    tries(&changes(), |changes| read(&packed(&changes)));
}

#[test]
fn a_broken_zip_has_an_answer() {
    tries(&changes(), |changes| read(&mutated(packed(&[]), &changes)));
}

#[test]
fn a_broken_page_has_an_answer() {
    tries(&changes(), |changes| read(&mutated(page(), &changes)));
}

#[test]
fn broken_letters_have_an_answer() {
    let text = "Айдар Беков был арестован 5 мая 2019 года в Таразе. «Әділет» ұйымы жабылды.\n";
    let one = |encoding: &'static encoding_rs::Encoding| encoding.encode(text).0.into_owned();
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let all = [
        text.as_bytes().to_vec(),
        one(encoding_rs::WINDOWS_1251),
        one(encoding_rs::KOI8_R),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        [&b"\xff\xfe"[..], &wide(u16::to_le_bytes)].concat(),
        [&b"\xfe\xff"[..], &wide(u16::to_be_bytes)].concat(),
    ];
    tries(&(0..all.len(), changes()), |(which, changes)| {
        read(&mutated(all[which].clone(), &changes));
    });
}

#[test]
fn a_broken_answer_is_no_document() {
    let whole: Result<Document, Failure> = document(&page(), &Given::default());
    let told = serde_json::to_vec(&whole).unwrap();
    tries(&changes(), |changes| {
        // What the process says is not trusted either: an answer or none.
        let _ =
            serde_json::from_slice::<Result<Document, Failure>>(&mutated(told.clone(), &changes));
    });
}
