//! Documents of word processors and printed pages: what of them is the text, and what is not.

use crate::made::{self, Words, docx, paragraph, pdf, pdf_of, run, set, stream, words, zip_of};
use aigaq_documents::{
    Document, Failure, FileKind, Given, PartKind, What, document, page_of, text_of,
};

fn read(bytes: &[u8]) -> Document {
    document(bytes, &Given::default()).unwrap()
}

fn said(document: &Document, kind: PartKind) -> Vec<String> {
    let letters: Vec<char> = document.text.chars().collect();
    let parts = document.parts.iter().filter(|part| part.kind == kind);
    parts
        .map(|part| letters[part.span.start..part.span.end].iter().collect())
        .collect()
}

fn facts(document: &Document) -> Vec<(&str, &str, Option<&str>, Option<u32>)> {
    let facts = document.found.iter().filter_map(|found| match &found.what {
        What::Fact {
            who,
            what,
            date,
            note,
            ..
        } => Some((who.as_str(), what.as_str(), date.as_deref(), *note)),
        _ => None,
    });
    facts.collect()
}

#[test]
fn a_docx_is_read_as_it_is_printed_when_its_changes_are_accepted() {
    let body = [
        paragraph("T", &run("The Long Year")),
        paragraph("C", &run("Arrests in spring 3")),
        paragraph("Own", &run("Arrests in spring")),
        paragraph(
            "",
            &format!(
                "{}<w:del><w:r><w:delText>June 1</w:delText></w:r><w:r><w:t>June 2</w:t></w:r></w:del><w:ins>{}</w:ins>{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret words</w:t></w:r><w:r><w:footnoteReference w:id=\"7\"/></w:r>{}<w:r><w:endnoteReference w:id=\"7\"/></w:r>",
                run("On "),
                run("May 5"),
                run(", 2019 the activist Aidar Bekov was arrested in Taraz&#46;"),
                run(" He was released on May 9."),
            ),
        ),
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>Release</w:t><w:tab/><w:t>him;</w:t></w:r></w:p>".to_owned(),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Dana Omarova</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
        "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>A box said once, for new programs.</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>A box said twice.</w:t></w:r></mc:Fallback></mc:AlternateContent><w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>".to_owned(),
    ]
    .concat();
    let footnotes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"7\">{}</w:footnote>",
        paragraph("N", &run("line")),
        paragraph(
            "N",
            &format!(
                "<w:r><w:footnoteRef/></w:r>{}<w:hyperlink r:id=\"rId9\">{}</w:hyperlink>{}",
                run(" Anna Petrova, "),
                run("The Long Road"),
                run(", Steppe Review, May 2019.")
            )
        )
    );
    let file = docx(
        &body,
        &footnotes,
        &[
            (
                "word/_rels/footnotes.xml.rels",
                "<Relationships><Relationship Id=\"rId9\" Type=\"http://x/hyperlink\" Target=\"https://stepperev.example/road\" TargetMode=\"External\"/></Relationships>",
            ),
            (
                "word/endnotes.xml",
                "<w:endnotes xmlns:w=\"w\"><w:endnote w:id=\"7\"><w:p><w:r><w:t>Ibid.</w:t></w:r></w:p></w:endnote></w:endnotes>",
            ),
            (
                "word/header1.xml",
                "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>Steppe Watch 2019</w:t></w:r></w:p></w:hdr>",
            ),
            (
                "word/comments.xml",
                "<w:comments xmlns:w=\"w\"><w:p><w:r><w:t>who told?</w:t></w:r></w:p></w:comments>",
            ),
        ],
    );
    let read = read(&file);
    assert_eq!(said(&read, PartKind::Title), ["The Long Year"]);
    assert_eq!(read.title.as_deref(), Some("The Long Year"));
    assert_eq!(said(&read, PartKind::Heading), ["Arrests in spring"]);
    assert_eq!(said(&read, PartKind::Item), ["Release him;"]);
    assert_eq!(said(&read, PartKind::Caption), ["Name | Dana Omarova"]);
    assert_eq!(
        said(&read, PartKind::Furniture),
        ["Arrests in spring 3", "Steppe Watch 2019"]
    );
    assert_eq!(
        said(&read, PartKind::Note),
        [
            "[1] Anna Petrova, The Long Road, Steppe Review, May 2019, https://stepperev.example/road",
            "[2] Ibid."
        ]
    );
    assert_eq!(
        read.marks.iter().map(|mark| mark.n).collect::<Vec<_>>(),
        [1, 2]
    );
    let facts = facts(&read);
    assert!(
        facts.contains(&("Aidar Bekov", "arrest", Some("2019-05-05"), Some(1))),
        "{facts:?}"
    );
    for hidden in ["June", "secret", "twice", "HYPERLINK", "who told", "line"] {
        assert!(!read.text.contains(hidden), "{hidden} in {}", read.text);
    }
    assert!(read.text.contains("for new programs"));
    let references = read.found.iter().filter(|f| f.what.code() == "reference");
    assert_eq!(references.count(), 1, "one source, cited twice");
}

/// Two pages with all that pages have: running heads, numbers, a hyphen, a paragraph over the page's end, notes.
pub fn pages() -> Vec<u8> {
    let head = |number: usize| {
        vec![
            words(70.0, 40.0, 9.0, "Steppe Watch – The Long Year"),
            words(290.0, 810.0, 9.0, &number.to_string()),
        ]
    };
    let mut first = head(1);
    first.push(Words(70.0, 90.0, 24.0, false, "The Long Year".into()));
    first.push(Words(70.0, 130.0, 11.0, true, "Arrests in spring".into()));
    let (text, y) = set(
        70.0,
        150.0,
        11.0,
        450.0,
        "On May 5, 2019 the activist Aidar Bekov was arrested in Taraz after he had called for an assembly on the square before the akimat of the city.",
    );
    first.extend(text);
    // The mark stands raised behind the last word.
    let last = first.last().unwrap().clone();
    let end = last.0 + last.4.chars().count() as f64 * made::WIDTH * 11.0;
    first.push(words(end, last.1 - 4.0, 6.5, "1"));
    let (text, _) = set(
        70.0,
        y + 10.0,
        11.0,
        450.0,
        "A second paragraph tells of the trial of Dana Omarova, who on 7 June 2019 was sen-",
    );
    let cut = text.last().unwrap().1;
    first.extend(text);
    first.extend(
        set(
            70.0,
            cut + 13.2,
            11.0,
            450.0,
            "tenced to three years in prison by the city court, although her",
        )
        .0,
    );
    first.push(words(70.0, 770.0, 5.0, "1"));
    first.extend(
        set(
            76.0,
            773.0,
            8.0,
            440.0,
            "Anna Petrova, The Long Road, Steppe Review, May 2019, https://stepperev.example/road",
        )
        .0,
    );
    let mut second = head(2);
    second.extend(
        set(
            70.0,
            90.0,
            11.0,
            450.0,
            "lawyers had asked for an acquittal. The court of appeal left the sentence as it was.",
        )
        .0,
    );
    pdf(&[first, second])
}

#[test]
fn printed_pages_become_paragraphs_with_their_notes_and_without_their_running_heads() {
    let read = read(&pages());
    assert_eq!(said(&read, PartKind::Title), ["The Long Year"]);
    assert_eq!(said(&read, PartKind::Heading), ["Arrests in spring"]);
    let paragraphs = said(&read, PartKind::Paragraph);
    assert_eq!(paragraphs.len(), 2, "{paragraphs:#?}");
    assert!(
        paragraphs[0].starts_with("On May 5, 2019") && paragraphs[0].ends_with("of the city.[1]")
    );
    assert!(
        paragraphs[1].contains("was sentenced to three years in prison")
            && paragraphs[1].contains("although her lawyers had asked"),
        "{}",
        paragraphs[1]
    );
    assert_eq!(
        said(&read, PartKind::Note),
        [
            "[1] Anna Petrova, The Long Road, Steppe Review, May 2019, https://stepperev.example/road"
        ]
    );
    assert_eq!(
        said(&read, PartKind::Furniture),
        ["Steppe Watch – The Long Year", "1", "2"]
    );
    let facts = facts(&read);
    assert!(
        facts.contains(&("Aidar Bekov", "arrest", Some("2019-05-05"), Some(1)))
            && facts.contains(&("Dana Omarova", "sentence", Some("2019-06-07"), None)),
        "{facts:?}"
    );
    let letter = |words: &str| {
        let at = read.text.find(words).unwrap();
        read.text[..at].chars().count()
    };
    let on = |words: &str| page_of(&read.pages, letter(words));
    assert_eq!(
        [
            on("Arrests"),
            on("although"),
            on("lawyers"),
            on("Anna Petrova")
        ],
        [Some(1), Some(1), Some(2), Some(1)]
    );
}

#[test]
fn columns_are_read_one_behind_the_other_and_cyrillic_letters_are_what_the_file_says() {
    let left = "В мае суд в Таразе рассмотрел дело активиста Айдара Бекова и оставил его под стражей до июня. Адвокат просил отпустить его домой под подписку о невыезде из города, но судья отказал ему в этом.";
    let right = "Во второй колонке речь идёт о другом деле. Полиция задержала журналистку Дану Омарову у здания суда и составила на неё протокол. Через три часа её отпустили без объяснений и без протокола.";
    let mut page = vec![words(
        60.0,
        60.0,
        16.0,
        "Хроника мая и июня 2019 года во всех городах",
    )];
    page.extend(set(60.0, 100.0, 10.0, 220.0, left).0);
    page.extend(set(310.0, 100.0, 10.0, 220.0, right).0);
    let read = read(&pdf(&[page]));
    let paragraphs = said(&read, PartKind::Paragraph);
    assert_eq!(paragraphs, [left, right]);
    assert_eq!(read.language, "ru");
}

#[test]
fn a_dash_within_a_sentence_begins_no_list_and_a_table_of_contents_is_furniture() {
    let mut page = vec![
        words(
            60.0,
            60.0,
            10.0,
            "1. Аресты ........................................ 2",
        ),
        words(
            60.0,
            72.0,
            10.0,
            "2. Приговоры ..................................... 3",
        ),
    ];
    let said_here = [
        "Люди и организации учитываются один раз, а деяние многих людей",
        "— одно деяние, сколько бы их ни было в этом месяце и в этом году.",
        "– Первое требование списка стоит отдельно.",
        "– Второе требование списка стоит отдельно.",
    ];
    for (y, line) in [100.0, 112.0, 136.0, 148.0].into_iter().zip(said_here) {
        page.push(words(60.0, y, 10.0, line));
    }
    let read = read(&pdf(&[page]));
    assert_eq!(said(&read, PartKind::Furniture).len(), 2);
    assert_eq!(said(&read, PartKind::Paragraph), [said_here[..2].join(" ")]);
    assert_eq!(said(&read, PartKind::Item).len(), 2);
}

#[test]
fn where_a_link_of_the_text_leads_stands_behind_its_words_unless_they_say_it() {
    let link =
        |id: &str, words: &str| format!("<w:hyperlink r:id=\"{id}\">{}</w:hyperlink>", run(words));
    let body = [
        paragraph(
            "",
            &format!(
                "{}{}{}",
                run("As "),
                link("r1", "Steppe Review"),
                run(" wrote.")
            ),
        ),
        paragraph("", &link("r2", "https://stepperev.example/two")),
        paragraph(
            "",
            &format!("{}{}", link("r3", "write to us"), link("r9", "nowhere")),
        ),
        paragraph(
            "",
            &format!("<w:del>{}</w:del>{}", link("r1", "gone"), run("It stands.")),
        ),
    ];
    let relation = |id: &str, to: &str| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://x/hyperlink\" Target=\"{to}\" TargetMode=\"External\"/>"
        )
    };
    let relations = format!(
        "<Relationships>{}{}{}</Relationships>",
        relation("r1", "https://stepperev.example/one"),
        relation("r2", "https://stepperev.example/two/"),
        relation("r3", "mailto:someone@stepperev.example"),
    );
    let file = docx(
        &body.concat(),
        "",
        &[("word/_rels/document.xml.rels", &relations)],
    );
    let read = text_of(&file).unwrap().text;
    assert_eq!(
        read.lines()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>(),
        [
            "As Steppe Review (https://stepperev.example/one) wrote.",
            "https://stepperev.example/two",
            "write to usnowhere",
            "It stands.",
        ]
    );
}

#[test]
fn how_something_was_set_before_a_change_says_nothing_of_it() {
    let changed = |now: &str, before: &str, run: &str| {
        format!(
            "<w:p><w:pPr>{now}<w:pPrChange w:id=\"1\"><w:pPr>{before}</w:pPr></w:pPrChange></w:pPr>{run}</w:p>"
        )
    };
    let style = "<w:pStyle w:val=\"a1\"/>";
    let item = "<w:numPr><w:numId w:val=\"3\"/></w:numPr>";
    let words = |now: &str, before: &str, words: &str| {
        format!(
            "<w:r><w:rPr>{now}<w:rPrChange w:id=\"2\"><w:rPr>{before}</w:rPr></w:rPrChange></w:rPr><w:t>{words}</w:t></w:r>"
        )
    };
    let (hidden, shown) = ("<w:vanish/>", "<w:vanish w:val=\"0\"/>");
    let body = [
        changed("", style, &run("It was a heading before.")),
        changed("", item, &run("It was an item before.")),
        changed(style, "<w:pStyle w:val=\"N\"/>", &run("Arrests")),
        changed("", "", &words("", hidden, "It was hidden before.")),
        changed(
            "",
            "",
            &format!("{}{}", run("It is "), words(hidden, shown, "not ")),
        ),
    ]
    .concat();
    let read = read(&docx(&body, "", &[]));
    assert_eq!(said(&read, PartKind::Heading), ["Arrests"]);
    let prose = said(&read, PartKind::Paragraph);
    assert!(
        prose.contains(&"It was an item before.".to_owned()),
        "{prose:?}"
    );
    assert!(read.text.contains("It was hidden before."), "{}", read.text);
    assert!(!read.text.contains("not"), "{}", read.text);
}

#[test]
fn what_is_no_whole_document_is_told_by_what_it_is() {
    let told = |bytes: &[u8]| text_of(bytes).unwrap_err();
    let damaged = |kind| Failure::Damaged { kind };
    assert_eq!(told(b"%PDF-1.7\nnothing"), damaged(FileKind::Pdf));
    assert_eq!(told(b"PK\x03\x04nothing"), damaged(FileKind::Docx));
    let whole = docx(&paragraph("", &run("Words.")), "", &[]);
    assert!(text_of(&whole).is_ok());
    assert_eq!(told(&whole[..whole.len() / 2]), damaged(FileKind::Docx));
    let workbook = zip_of(&[("xl/workbook.xml", b"<workbook/>".to_vec())]);
    assert_eq!(told(&workbook), Failure::Archive);
    assert_eq!(told(&docx("", "", &[])), Failure::Empty);
    // The compound file of a document with a password, and one of old Word.
    let mut compound = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    compound.extend([0; 600]);
    assert_eq!(told(&compound), Failure::OldWord);
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(told(&compound), Failure::Locked);
    // A pdf that opens with a password: the proof of no password is not that of this one.
    let locked = made::pdf_with(
        &[vec![words(60.0, 60.0, 10.0, "secret")]],
        "/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<0000000000000000000000000000000000000000000000000000000000000000>/U<1111111111111111111111111111111111111111111111111111111111111111>>>",
    );
    assert_eq!(told(&locked), Failure::Locked);
}

#[test]
fn a_scan_is_said_to_be_one_also_when_numbers_are_stamped_on_its_pages() {
    let scan = |stamp: &str| {
        let content =
            format!("q 500 0 0 700 40 40 cm /I Do Q BT /F 9 Tf 1 0 0 1 40 20 Tm ({stamp}) Tj ET");
        pdf_of(
            &[
                b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
                b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>/Contents 4 0 R>>".to_vec(),
                stream("", content.as_bytes()),
                stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", &[7]),
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
            ],
            "",
        )
    };
    for stamp in ["", "page 3"] {
        assert_eq!(
            text_of(&scan(stamp)),
            Err(Failure::Scanned { pages: 1 }),
            "{stamp}"
        );
    }
    assert!(
        text_of(&scan(
            "But here a picture stands beside words that are a text by themselves."
        ))
        .is_ok()
    );
}
