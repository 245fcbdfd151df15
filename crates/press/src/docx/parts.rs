//! The parts of the file around its text: what belongs together, how styles look, what stands on every page.

use aigaq_publishing::text::escape;

use crate::told::Told;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

pub(super) const CONTENT_TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Default Extension=\"png\" ContentType=\"image/png\"/>",
    "<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>",
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
    "<Override PartName=\"/word/footnotes.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/>",
    "<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>",
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>",
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>",
    "<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>",
    "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>",
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
    "</Types>",
);

pub(super) const RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "</Relationships>",
);

pub(super) const SETTINGS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    "<w:removePersonalInformation/><w:removeDateAndTime/>",
    "<w:defaultTabStop w:val=\"708\"/><w:autoHyphenation/>",
    "<w:footnotePr><w:footnote w:id=\"0\"/><w:footnote w:id=\"1\"/></w:footnotePr>",
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
    "</w:settings>",
);

/// The title and the language; nobody who made it, and no time.
pub(super) fn properties(told: &Told) -> String {
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
        escape(&told.title),
        told.language
    )
}

/// What the text refers to: styles, numbers, notes, the lines of each page, pictures, addresses on the web.
pub(super) fn relations(addresses: &[String], pictures: usize) -> String {
    let mut out = format!("{XML}<Relationships xmlns=\"{PACKAGE}\">");
    for (id, kind, target) in [
        ("styles", "styles", "styles.xml"),
        ("numbering", "numbering", "numbering.xml"),
        ("settings", "settings", "settings.xml"),
        ("footnotes", "footnotes", "footnotes.xml"),
        ("header", "header", "header1.xml"),
        ("footer", "footer", "footer1.xml"),
    ] {
        relation(&mut out, id, kind, target);
    }
    for at in 1..=pictures {
        relation(
            &mut out,
            &format!("png{at}"),
            "image",
            &format!("media/chart{at}.png"),
        );
        relation(
            &mut out,
            &format!("svg{at}"),
            "image",
            &format!("media/chart{at}.svg"),
        );
    }
    outside(&mut out, addresses);
    out.push_str("</Relationships>");
    out
}

/// What the notes refer to: addresses on the web.
pub(super) fn relations_of_notes(addresses: &[String]) -> String {
    let mut out = format!("{XML}<Relationships xmlns=\"{PACKAGE}\">");
    outside(&mut out, addresses);
    out.push_str("</Relationships>");
    out
}

fn relation(out: &mut String, id: &str, kind: &str, target: &str) {
    out.push_str(&format!(
        "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
    ));
}

fn outside(out: &mut String, addresses: &[String]) {
    for (at, address) in addresses.iter().enumerate() {
        out.push_str(&format!(
            "<Relationship Id=\"web{at}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            escape(address)
        ));
    }
}

/// The running head.
pub(super) fn header(told: &Told) -> String {
    let name = match &told.subtitle {
        Some(subtitle) => format!("{} · {subtitle}", told.title),
        None => told.title.clone(),
    };
    format!(
        "{XML}<w:hdr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p></w:hdr>",
        escape(&name)
    )
}

/// The foot: the day of the knowledge, the number of the page.
pub(super) fn footer(told: &Told) -> String {
    let field = |code: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    format!(
        "{XML}<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r>{}<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>{}</w:p></w:ftr>",
        if told.landscape { 14_230 } else { 9_298 },
        escape(&told.colophon),
        field("PAGE"),
        field("NUMPAGES"),
    )
}

/// Lists: dashes, and one numbering for each numbered list.
pub(super) fn numbering(numbered: usize) -> String {
    let level = |kind: &str, text: &str| {
        format!(
            "<w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/>\
             <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr></w:lvl>"
        )
    };
    let mut out = format!(
        "{XML}<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level("bullet", "–"),
        level("decimal", "%1."),
    );
    for at in 0..numbered {
        out.push_str(&format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
            at + 2
        ));
    }
    out.push_str("</w:numbering>");
    out
}

/// A style of paragraphs: its id, its name, what follows from it.
struct Style {
    id: &'static str,
    name: &'static str,
    paragraph: &'static str,
    letters: &'static str,
}

const SANS: &str = "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>";

const STYLES: [Style; 21] = [
    Style {
        id: "Title",
        name: "Title",
        paragraph: "<w:spacing w:before=\"120\" w:after=\"60\"/>",
        letters: "<w:b/><w:sz w:val=\"48\"/>",
    },
    Style {
        id: "Subtitle",
        name: "Subtitle",
        paragraph: "<w:spacing w:after=\"200\"/>",
        letters: "<w:color w:val=\"17506B\"/><w:sz w:val=\"28\"/>",
    },
    Style {
        id: "Organisation",
        name: "Organisation",
        paragraph: "",
        letters: "<w:color w:val=\"4F565B\"/><w:sz w:val=\"19\"/>",
    },
    Style {
        id: "Heading1",
        name: "heading 1",
        paragraph: "<w:keepNext/><w:keepLines/><w:spacing w:before=\"440\" w:after=\"160\"/><w:outlineLvl w:val=\"0\"/>",
        letters: "<w:b/><w:sz w:val=\"29\"/>",
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        paragraph: "<w:keepNext/><w:keepLines/><w:spacing w:before=\"300\" w:after=\"120\"/><w:outlineLvl w:val=\"1\"/>",
        letters: "<w:b/><w:sz w:val=\"23\"/>",
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        paragraph: "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"100\"/><w:outlineLvl w:val=\"2\"/>",
        letters: "<w:b/><w:sz w:val=\"20\"/>",
    },
    Style {
        id: "Heading4",
        name: "heading 4",
        paragraph: "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"80\"/><w:outlineLvl w:val=\"3\"/>",
        letters: "<w:i/><w:sz w:val=\"20\"/>",
    },
    Style {
        id: "ContentsHeading",
        name: "Contents Heading",
        paragraph: "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"100\"/>",
        letters: "<w:b/><w:sz w:val=\"23\"/>",
    },
    Style {
        id: "TOC1",
        name: "toc 1",
        paragraph: "<w:spacing w:after=\"40\"/>",
        letters: "<w:sz w:val=\"19\"/>",
    },
    Style {
        id: "TOC2",
        name: "toc 2",
        paragraph: "<w:spacing w:after=\"40\"/><w:ind w:left=\"280\"/>",
        letters: "<w:sz w:val=\"19\"/>",
    },
    Style {
        id: "Fact",
        name: "Fact",
        paragraph: "<w:tabs><w:tab w:val=\"left\" w:pos=\"2150\"/></w:tabs><w:spacing w:after=\"40\"/><w:ind w:left=\"2150\" w:hanging=\"2150\"/>",
        letters: "<w:sz w:val=\"18\"/>",
    },
    Style {
        id: "Caption",
        name: "caption",
        paragraph: "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/>",
        letters: "<w:sz w:val=\"18\"/>",
    },
    Style {
        id: "Cell",
        name: "Cell",
        paragraph: "<w:spacing w:after=\"0\"/>",
        letters: "<w:sz w:val=\"17\"/>",
    },
    Style {
        id: "CrowdedCell",
        name: "Crowded cell",
        paragraph: "<w:spacing w:after=\"0\"/>",
        letters: "<w:sz w:val=\"15\"/>",
    },
    Style {
        id: "Remark",
        name: "Remark",
        paragraph: "<w:spacing w:before=\"60\" w:after=\"60\"/>",
        letters: "<w:color w:val=\"4F565B\"/><w:sz w:val=\"16\"/>",
    },
    Style {
        id: "FigureNumber",
        name: "Figure Number",
        paragraph: "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"20\"/>",
        letters: "<w:sz w:val=\"18\"/>",
    },
    Style {
        id: "FigureText",
        name: "Figure Text",
        paragraph: "<w:spacing w:after=\"20\"/>",
        letters: "<w:sz w:val=\"17\"/>",
    },
    Style {
        id: "When",
        name: "When",
        paragraph: "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"20\"/>",
        letters: "<w:sz w:val=\"18\"/>",
    },
    Style {
        id: "NoticeTitle",
        name: "Notice Title",
        paragraph: "<w:keepNext/><w:pBdr><w:left w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"17506B\"/></w:pBdr><w:spacing w:before=\"200\" w:after=\"40\"/><w:ind w:left=\"220\"/>",
        letters: "<w:b/><w:sz w:val=\"19\"/>",
    },
    Style {
        id: "Header",
        name: "header",
        paragraph: "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"CFCCC2\"/></w:pBdr>",
        letters: "<w:color w:val=\"4F565B\"/><w:sz w:val=\"16\"/>",
    },
    Style {
        id: "Footer",
        name: "footer",
        paragraph: "",
        letters: "<w:color w:val=\"4F565B\"/><w:sz w:val=\"16\"/>",
    },
];

/// All styles. Text in Times New Roman and Arial, which are on every desk and have all Kazakh letters.
pub(super) fn styles(language: &str) -> String {
    let region = match language {
        "ru" => "ru-RU",
        "kk" => "kk-KZ",
        _ => "en-GB",
    };
    let mut out = format!(
        "{XML}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"{region}\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"Letters\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"Plain\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"Data\"><w:name w:val=\"Data\"/><w:basedOn w:val=\"Plain\"/><w:tblPr><w:tblBorders>\
         <w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"1F2326\"/><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"1F2326\"/>\
         <w:insideH w:val=\"single\" w:sz=\"2\" w:space=\"0\" w:color=\"CFCCC2\"/></w:tblBorders></w:tblPr>\
         <w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"1F2326\"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    );
    for Style {
        id,
        name,
        paragraph,
        letters,
    } in STYLES
    {
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{SANS}{letters}</w:rPr></w:style>"
        ));
    }
    out.push_str(
        "<w:style w:type=\"paragraph\" w:styleId=\"Notice\"><w:name w:val=\"Notice\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:pBdr>\
         <w:left w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"17506B\"/></w:pBdr><w:ind w:left=\"220\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"FootnoteText\"><w:name w:val=\"footnote text\"/><w:basedOn w:val=\"Normal\"/>\
         <w:pPr><w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"17\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Emphasis\"><w:name w:val=\"Emphasis\"/><w:rPr><w:i/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Soft\"><w:name w:val=\"Soft\"/><w:rPr><w:color w:val=\"4F565B\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Big\"><w:name w:val=\"Big\"/><w:rPr><w:b/><w:color w:val=\"17506B\"/><w:sz w:val=\"40\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Code\"><w:name w:val=\"Code\"/><w:rPr><w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:sz w:val=\"18\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"17506B\"/></w:rPr></w:style>\
         </w:styles>",
    );
    out
}
