//! The text of the file: paragraphs, tables, pictures, and the notes.

use std::collections::{BTreeMap, BTreeSet};

use aigaq_publishing::text::escape;

use super::pictures::{Picture, picture};
use crate::told::{Entry, Part, Piece, Told, ToldFigure, ToldRow, ToldTable};

/// Twentieths of a point in a millimetre.
const TWIPS: f64 = 56.693;
/// English metric units in a px (96 to the inch).
const EMU: f32 = 9_525.0;
/// The namespaces that the text uses.
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
    xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\"";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Two notes are lines of the program that shows the file.
const LINES: u32 = 2;

/// What was written.
pub(super) struct Body {
    pub document: String,
    pub footnotes: String,
    pub addresses: Vec<String>,
    pub addresses_of_notes: Vec<String>,
    pub pictures: Vec<Picture>,
    /// How many numbered lists there are.
    pub numbered: usize,
}

impl Body {
    pub(super) fn of(told: &Told) -> Self {
        let mut text = Writer::new(told);
        text.write(told);
        if !text.counted {
            // Their numbers are written out, because the text says "see note 7".
            text = Writer::new(told);
            text.counted = false;
            text.write(told);
        }
        let (width, height, turned) = match told.landscape {
            true => (16_838, 11_906, " w:orient=\"landscape\""),
            false => (11_906, 16_838, ""),
        };
        text.out.push_str(&format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/><w:footerReference w:type=\"default\" r:id=\"footer\"/>\
             <w:footerReference w:type=\"first\" r:id=\"footer\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{turned}/>\
             <w:pgMar w:top=\"1500\" w:right=\"1304\" w:bottom=\"1400\" w:left=\"1304\" w:header=\"800\" w:footer=\"700\" w:gutter=\"0\"/>\
             <w:titlePg/></w:sectPr>"
        ));
        let document = format!(
            "{XML}<w:document {NAMES}><w:body>{}</w:body></w:document>",
            text.out
        );
        let mut below = Writer::new(told);
        below.names.clone_from(&text.names);
        below.within_notes = true;
        below.counted = text.counted;
        for (number, line) in text
            .notes
            .iter()
            .filter(|(number, _)| text.cited.contains(*number))
        {
            below.footnote(*number, line);
        }
        let footnotes = format!(
            "{XML}<w:footnotes {NAMES}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
             <w:footnote w:type=\"continuationSeparator\" w:id=\"1\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>{}</w:footnotes>",
            below.out
        );
        Self {
            document,
            footnotes,
            addresses: text.addresses,
            addresses_of_notes: below.addresses,
            pictures: text.pictures,
            numbered: text.numbered,
        }
    }
}

struct Writer<'t> {
    /// How high a picture may be, in px of the drawing: as a page holds with a caption.
    highest: f32,
    out: String,
    /// The notes of the document by the sign under which they are referred to.
    notes: BTreeMap<u32, &'t [Piece]>,
    /// Notes that were referred to: the first reference is the footnote, others lead to it.
    cited: BTreeSet<u32>,
    /// Notes are referred to in the order of their numbers: the program that shows the file can count them itself.
    counted: bool,
    /// Places of the document with their numbers here.
    names: BTreeMap<String, usize>,
    addresses: Vec<String>,
    pictures: Vec<Picture>,
    numbered: usize,
    within_notes: bool,
}

impl<'t> Writer<'t> {
    fn new(told: &'t Told) -> Self {
        let lists = told.blocks.iter().filter_map(|part| match part {
            Part::Notes { notes } => Some(notes),
            _ => None,
        });
        Self {
            highest: if told.landscape { 440.0 } else { 770.0 },
            out: String::with_capacity(256 * 1024),
            notes: lists
                .flatten()
                .map(|note| (note.number, note.line.as_slice()))
                .collect(),
            cited: BTreeSet::new(),
            counted: true,
            names: BTreeMap::new(),
            addresses: Vec::new(),
            pictures: Vec::new(),
            numbered: 0,
            within_notes: false,
        }
    }

    fn write(&mut self, told: &'t Told) {
        let counts = self.counted;
        self.head(told);
        for part in &told.blocks {
            self.part(part);
        }
        self.counted = counts && self.counted;
    }

    /// The title, what stands at the head, and the list of contents.
    fn head(&mut self, told: &Told) {
        if let Some(organisation) = &told.organisation {
            self.styled("Organisation", organisation);
        }
        self.styled("Title", &told.title);
        if let Some(subtitle) = &told.subtitle {
            self.styled("Subtitle", subtitle);
        }
        for (name, line) in &told.facts {
            self.open("Fact", "");
            self.run("Soft", name);
            self.out.push_str("<w:r><w:tab/></w:r>");
            self.pieces(line);
            self.close();
        }
        let headings: Vec<(u8, &String, &String)> = told
            .blocks
            .iter()
            .filter_map(|part| match part {
                Part::Heading { level, t, at, .. } if *level < 3 => Some((*level, t, at)),
                _ => None,
            })
            .collect();
        if headings.len() < 2 {
            return;
        }
        self.styled("ContentsHeading", &told.words.contents);
        let last = headings.len() - 1;
        for (at, (level, title, name)) in headings.into_iter().enumerate() {
            self.open(&format!("TOC{level}"), "");
            if at == 0 {
                self.out.push_str(
                    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\n \\h \\z \
                     </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
                );
            }
            self.link(Some(name), "", title);
            if at == last {
                self.out
                    .push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
            }
            self.close();
        }
    }

    fn part(&mut self, part: &'t Part) {
        match part {
            Part::Heading { level, t, at, .. } => {
                self.open(&format!("Heading{level}"), "");
                self.place(Some(at));
                self.run("", t);
                self.close();
            }
            Part::Paragraph { line } => self.paragraph("Normal", line),
            Part::Figures { figures } => figures.iter().for_each(|figure| self.figure(figure)),
            Part::Table(table) => self.table(table),
            Part::Chart {
                title,
                unit,
                alt,
                svg,
                refused,
                remarks,
            } => {
                self.open("Caption", "");
                self.run("Strong", title);
                self.run("Soft", &format!(" {unit}"));
                self.close();
                match (refused, picture(svg)) {
                    (Some(why), _) => self.styled("Remark", why),
                    (None, Some(picture)) => self.picture(picture, alt),
                    (None, None) => {}
                }
                for remark in remarks {
                    self.paragraph("Remark", remark);
                }
            }
            Part::List { numbered, items } => {
                self.numbered += usize::from(*numbered);
                let list = if *numbered { self.numbered + 1 } else { 1 };
                for item in items {
                    self.open(
                        "Normal",
                        &format!(
                            "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>"
                        ),
                    );
                    self.pieces(item);
                    self.close();
                }
            }
            Part::Definitions { terms } => {
                for (term, meaning) in terms {
                    self.open("Normal", "<w:ind w:left=\"280\" w:hanging=\"280\"/>");
                    self.run("Strong", &format!("{term} "));
                    self.pieces(meaning);
                    self.close();
                }
            }
            Part::Chronicle { entries } => entries.iter().for_each(|entry| self.entry(entry)),
            Part::Empty { lead, t, at } => {
                self.open("Normal", "");
                self.place(at.as_ref());
                if let Some(lead) = lead {
                    self.run("Strong", &format!("{lead} "));
                }
                self.run("", t);
                self.close();
            }
            Part::Notice { title, lines, .. } => {
                self.styled("NoticeTitle", title);
                for line in lines {
                    self.paragraph("Notice", line);
                }
            }
            // They stand at the foot of the pages; here only those that nothing refers to.
            Part::Notes { notes } => {
                for note in notes.iter().filter(|note| !refers_back(&note.line)) {
                    self.open("FootnoteText", "");
                    self.run("", &format!("{} ", note.number));
                    self.pieces(&note.line);
                    self.close();
                }
            }
        }
    }

    fn figure(&mut self, figure: &ToldFigure) {
        self.open("FigureNumber", "");
        self.run("Big", figure.number.text());
        self.run("Soft", &format!(" {}", figure.unit));
        self.close();
        self.styled("FigureText", &figure.label);
        for (label, number, unit) in &figure.compared {
            self.open("FigureText", "");
            self.run("Soft", &format!("{label}: "));
            self.piece(number);
            self.run("", &format!(" {unit}"));
            self.close();
        }
        if let Some(caveat) = &figure.caveat {
            self.styled("FigureText", caveat);
        }
    }

    fn table(&mut self, table: &'t ToldTable) {
        self.open("Caption", "");
        self.place(Some(&table.at));
        self.run("Strong", &table.label);
        self.run("", &format!(" {}", table.caption));
        self.run("Soft", &format!(" {}", table.unit));
        self.close();
        if table.set.widths.is_empty() {
            return;
        }
        let widths: Vec<u32> = table.set.widths.iter().map(|mm| twips(*mm)).collect();
        let all: u32 = widths.iter().sum();
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Data\"/><w:tblW w:w=\"{all}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
             <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
            escape(&table.caption)
        ));
        for width in &widths {
            self.out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out
            .push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for ((heading, width), align) in table.headings.iter().zip(&widths).zip(&table.align) {
            self.cell_open(*width, "<w:vAlign w:val=\"bottom\"/>");
            self.open(table.style(), &justified(align));
            self.run("Strong", heading);
            self.close();
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
        for row in &table.rows {
            self.row(row, table, &widths);
        }
        self.out.push_str("</w:tbl>");
        for remark in &table.remarks {
            self.paragraph("Remark", remark);
        }
        // Two tables need something between them.
        self.styled("Remark", "");
    }

    fn row(&mut self, row: &'t ToldRow, table: &ToldTable, widths: &[u32]) {
        self.out.push_str("<w:tr>");
        if !row.long {
            self.out.push_str("<w:trPr><w:cantSplit/></w:trPr>");
        }
        let style = match row.kind {
            "total" | "subtotal" => "Strong",
            "apart" => "Emphasis",
            _ => "",
        };
        for (at, ((cell, width), align)) in
            row.cells.iter().zip(widths).zip(&table.align).enumerate()
        {
            self.cell_open(*width, "");
            let depth = if at == 0 { u32::from(row.depth) } else { 0 };
            let mut format = String::new();
            if depth > 0 {
                format = format!("<w:ind w:left=\"{}\"/>", depth * 180);
            }
            format.push_str(&justified(align));
            let lines: &[Vec<Piece>] = if cell.is_empty() { &[Vec::new()] } else { cell };
            for (number, line) in lines.iter().enumerate() {
                self.open(table.style(), &format);
                if at == 0 && number == 0 {
                    self.place(row.at.as_ref());
                }
                for piece in line {
                    self.piece_in(piece, style);
                }
                self.close();
            }
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }

    fn cell_open(&mut self, width: u32, more: &str) {
        self.out.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{more}</w:tcPr>"
        ));
    }

    fn entry(&mut self, entry: &'t Entry) {
        self.open("When", "");
        self.place(entry.at.as_ref());
        self.run("Strong", &entry.date);
        if let Some(place) = &entry.place {
            self.run("Soft", &format!("  {place}"));
        }
        if let Some(number) = &entry.number {
            self.run("Soft", &format!("  {number}"));
        }
        self.close();
        self.open("Normal", "");
        if let Some(who) = &entry.who {
            self.run("Strong", who);
            self.run("", ": ");
        }
        self.piece(&entry.what);
        self.pieces(&entry.sources);
        for (at, (key, value)) in entry.details.iter().enumerate() {
            match at {
                0 => self.out.push_str("<w:r><w:br/></w:r>"),
                _ => self.run("", "; "),
            }
            self.run("Soft", &format!("{key} "));
            self.run("", value);
        }
        self.close();
    }

    fn picture(&mut self, picture: Picture, alt: &str) {
        self.pictures.push(picture);
        let at = self.pictures.len();
        let (width, height) = self
            .pictures
            .last()
            .map_or((0.0, 0.0), |picture| picture.size);
        let smaller = (self.highest / height).min(1.0);
        let (across, down) = (emu(width * smaller), emu(height * smaller));
        self.open("Normal", "");
        self.out.push_str(&format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{across}\" cy=\"{down}\"/>\
             <wp:docPr id=\"{at}\" name=\"chart{at}\" descr=\"{alt}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{at}\" name=\"chart{at}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"png{at}\">\
             <a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip r:embed=\"svg{at}\"/></a:ext></a:extLst></a:blip>\
             <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{across}\" cy=\"{down}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
            alt = escape(alt)
        ));
        self.close();
    }

    fn footnote(&mut self, number: u32, line: &[Piece]) {
        self.out.push_str(&format!(
            "<w:footnote w:id=\"{}\">",
            number.saturating_add(LINES)
        ));
        self.open("FootnoteText", "");
        match self.counted {
            true => self.out.push_str(
                "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>",
            ),
            false => self.run("FootnoteReference", &number.to_string()),
        }
        self.run("", " ");
        self.pieces(line);
        self.close();
        self.out.push_str("</w:footnote>");
    }

    // Paragraphs and runs.

    fn open(&mut self, style: &str, more: &str) {
        self.out.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>"
        ));
    }

    fn close(&mut self) {
        self.out.push_str("</w:p>");
    }

    fn styled(&mut self, style: &str, text: &str) {
        self.open(style, "");
        self.run("", text);
        self.close();
    }

    fn paragraph(&mut self, style: &str, line: &[Piece]) {
        self.open(style, "");
        self.pieces(line);
        self.close();
    }

    fn run(&mut self, style: &str, text: &str) {
        self.run_in(style, None, text);
    }

    fn run_in(&mut self, style: &str, language: Option<&str>, text: &str) {
        if text.is_empty() {
            return;
        }
        self.out.push_str("<w:r>");
        if !style.is_empty() || language.is_some() {
            self.out.push_str("<w:rPr>");
            if !style.is_empty() {
                self.out.push_str(&format!("<w:rStyle w:val=\"{style}\"/>"));
            }
            if let Some(language) = language {
                self.out
                    .push_str(&format!("<w:lang w:val=\"{}\"/>", escape(language)));
            }
            self.out.push_str("</w:rPr>");
        }
        self.out.push_str(&format!(
            "<w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escape(text)
        ));
    }

    fn pieces(&mut self, line: &[Piece]) {
        for piece in line {
            self.piece(piece);
        }
    }

    fn piece(&mut self, piece: &Piece) {
        self.piece_in(piece, "");
    }

    /// A piece, in a style where it has none of its own.
    fn piece_in(&mut self, piece: &Piece, style: &str) {
        match piece {
            Piece::Text { t } => self.run(style, t),
            Piece::Strong { t } => self.run("Strong", t),
            Piece::Emphasis { t } => self.run("Emphasis", t),
            Piece::Code { t } => self.run("Code", t),
            Piece::Lang { t, tag } => self.run_in(style, Some(tag), t),
            Piece::Link { t, to } => self.link(to.as_ref(), style, t),
            Piece::Web { t, url } => {
                let at = self.addresses.len();
                self.addresses.push(url.clone());
                self.out
                    .push_str(&format!("<w:hyperlink r:id=\"web{at}\">"));
                self.run("Hyperlink", t);
                self.out.push_str("</w:hyperlink>");
            }
            Piece::Note { t, .. } | Piece::Sign { t, .. } => self.note(t),
            // The program that shows the file leads back from its footnotes.
            Piece::Back { .. } => {}
        }
    }

    /// The first sign of a note is the footnote; others lead to the first.
    fn note(&mut self, sign: &str) {
        let number = sign
            .parse::<u32>()
            .ok()
            .filter(|number| self.notes.contains_key(number));
        let Some(number) = number.filter(|_| !self.within_notes) else {
            return self.run("FootnoteReference", sign);
        };
        let name = format!("first-{number}");
        if !self.cited.insert(number) {
            return self.link(Some(&name), "FootnoteReference", sign);
        }
        self.place(Some(&name));
        let id = number.saturating_add(LINES);
        let (custom, mark) = match self.counted {
            true => ("", String::new()),
            false => (
                " w:customMarkFollows=\"1\"",
                format!("<w:t>{}</w:t>", escape(sign)),
            ),
        };
        self.out.push_str(&format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference{custom} w:id=\"{id}\"/>{mark}</w:r>"
        ));
        self.counted = self.counted && usize::try_from(number) == Ok(self.cited.len());
    }

    fn link(&mut self, to: Option<&String>, style: &str, text: &str) {
        match to {
            Some(name) => {
                let number = self.number_of(name);
                self.out
                    .push_str(&format!("<w:hyperlink w:anchor=\"p{number}\">"));
                self.run(style, text);
                self.out.push_str("</w:hyperlink>");
            }
            None => self.run(style, text),
        }
    }

    /// A place that links lead to.
    fn place(&mut self, name: Option<&String>) {
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            let number = self.number_of(name);
            self.out.push_str(&format!(
                "<w:bookmarkStart w:id=\"{number}\" w:name=\"p{number}\"/><w:bookmarkEnd w:id=\"{number}\"/>"
            ));
        }
    }

    fn number_of(&mut self, name: &str) -> usize {
        let next = self.names.len() + 1;
        *self.names.entry(name.to_owned()).or_insert(next)
    }
}

/// Something in the text refers to this note.
fn refers_back(line: &[Piece]) -> bool {
    line.iter().any(|piece| matches!(piece, Piece::Back { .. }))
}

impl ToldTable {
    /// The style of its cells.
    const fn style(&self) -> &'static str {
        match self.set.crowded {
            true => "CrowdedCell",
            false => "Cell",
        }
    }
}

fn justified(align: &str) -> String {
    match align {
        "right" => "<w:jc w:val=\"right\"/>".to_owned(),
        _ => String::new(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a width on paper, under a metre"
)]
fn twips(mm: f64) -> u32 {
    (mm.clamp(0.0, 1_000.0) * TWIPS).round() as u32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size on paper, under ten metres"
)]
fn emu(px: f32) -> u32 {
    (px.clamp(0.0, 30_000.0) * EMU).round() as u32
}
