//! Files as other programs make them, and as nobody should: pages and documents put together by hand.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A stretch of words on a page: from the left, from the top, how large, how heavy.
#[derive(Debug, Clone)]
pub struct Words(pub f64, pub f64, pub f64, pub bool, pub String);

pub fn words(x: f64, y: f64, size: f64, words: &str) -> Words {
    Words(x, y, size, false, words.to_owned())
}

/// Every letter of our pages is half as wide as it is high.
pub const WIDTH: f64 = 0.5;

/// Words set at a width, one line below the other: what stands on the page, and where the next line would stand.
pub fn set(x: f64, mut y: f64, size: f64, width: f64, said: &str) -> (Vec<Words>, f64) {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in said.split(' ') {
        let wide = (line.chars().count() + 1 + word.chars().count()) as f64 * WIDTH * size;
        if !line.is_empty() && wide > width {
            lines.push(words(x, y, size, &line));
            y += 1.2 * size;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    lines.push(words(x, y, size, &line));
    (lines, y + 1.2 * size)
}

/// The letters of a file: those that ASCII lacks get codes of their own, from 128 on.
fn codes(pages: &[Vec<Words>]) -> Vec<char> {
    let mut all: Vec<char> = Vec::new();
    for letter in pages.iter().flatten().flat_map(|words| words.4.chars()) {
        if !letter.is_ascii() && !all.contains(&letter) {
            all.push(letter);
        }
    }
    assert!(all.len() <= 127);
    all
}

fn to_unicode(letters: &[char]) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n1 begincodespacerange <00> <FF> endcodespacerange\n",
    );
    let ascii = (32_u32..127).map(|code| (code, char::from_u32(code).unwrap()));
    let own = (128_u32..).zip(letters.iter().copied());
    for (code, letter) in ascii.chain(own) {
        let mut units = [0; 2];
        let hex: String = letter
            .encode_utf16(&mut units)
            .iter()
            .map(|unit| format!("{unit:04X}"))
            .collect();
        writeln!(map, "1 beginbfchar <{code:02X}> <{hex}> endbfchar").unwrap();
    }
    map + "endcmap CMapName currentdict /CMap defineresource pop end end\n"
}

/// Objects as a file with its table; the first is the catalogue.
pub fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n")
            .bytes(),
    );
    file
}

pub fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{dict}/Length {}>>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// Pages of 595 by 842 points with these words.
pub fn pdf(pages: &[Vec<Words>]) -> Vec<u8> {
    pdf_with(pages, "")
}

/// The same with more in the trailer.
pub fn pdf_with(pages: &[Vec<Words>], trailer: &str) -> Vec<u8> {
    let letters = codes(pages);
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", 6 + 2 * at))
        .collect();
    let widths = vec!["500"; 224].join(" ");
    let font = |name: &str| {
        format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/FirstChar 32/LastChar 255/Widths[{widths}]/ToUnicode 5 0 R>>").into_bytes()
    };
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            pages.len(),
            kids.join(" ")
        )
        .into_bytes(),
        font("Helvetica"),
        font("Helvetica-Bold"),
        stream("", to_unicode(&letters).as_bytes()),
    ];
    for (at, page) in pages.iter().enumerate() {
        let content = format!("{} 0 R", 7 + 2 * at);
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents {content}>>")
                .into_bytes(),
        );
        let mut drawn = String::new();
        for Words(x, y, size, bold, said) in page {
            let font = if *bold { "F2" } else { "F1" };
            let codes: String = said
                .chars()
                .map(
                    |letter| match letters.iter().position(|own| *own == letter) {
                        Some(at) => format!("{:02X}", at + 128),
                        None => format!("{:02X}", u32::from(letter)),
                    },
                )
                .collect();
            writeln!(
                drawn,
                "BT /{font} {size} Tf 1 0 0 1 {x} {} Tm <{codes}> Tj ET",
                842.0 - y
            )
            .unwrap();
        }
        objects.push(stream("", drawn.as_bytes()));
    }
    pdf_of(&objects, trailer)
}

/// A packed file of these parts.
pub fn zip_of(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const OPEN: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;
const STYLES: &str = r#"<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Report head"/><w:basedOn w:val="a1"/></w:style><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style><w:style w:type="paragraph" w:styleId="N"><w:name w:val="footnote text"/></w:style>"#;

/// A document of a word processor with this body, these footnotes and other parts.
pub fn docx(body: &str, footnotes: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("_rels/.rels", RELATIONS.into()),
        (
            "word/document.xml",
            format!(
                "<?xml version=\"1.0\"?><w:document {OPEN}><w:body>{body}</w:body></w:document>"
            )
            .into_bytes(),
        ),
        (
            "word/styles.xml",
            format!("<w:styles {OPEN}>{STYLES}</w:styles>").into_bytes(),
        ),
        (
            "word/footnotes.xml",
            format!("<w:footnotes {OPEN}>{footnotes}</w:footnotes>").into_bytes(),
        ),
    ];
    parts.extend(
        more.iter()
            .map(|(name, part)| (*name, part.as_bytes().to_vec())),
    );
    zip_of(&parts)
}

/// A paragraph in a style, of runs that are given as they are.
pub fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// A run with these words.
pub fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}
