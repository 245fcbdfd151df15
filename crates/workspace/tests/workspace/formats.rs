//! Files of publications made of the real data and of the invented month: each format holds what the document says.

use crate::canary::{parts_of, read, smooth};
use crate::outputs::kazakhstan;
use crate::world::{World, asking};
use aigaq_exchange::workbook::{Corrections, Remembered};
use aigaq_press::file::{Format, file};
use aigaq_publishing::document::Block;
use aigaq_publishing::text::escape;
use aigaq_publishing::{Document, csv};
use aigaq_schema::{Day, Language, Schema};
use aigaq_testkit::say_skipped;
use aigaq_workspace::{
    Audience, ImportWish, Mapped, Output, Tables, TemplateCode, Wish, WorkbookWish,
};
use std::path::Path;
use std::process::Command;

const FORMATS: [Format; 5] = [
    Format::Html,
    Format::Pdf,
    Format::Docx,
    Format::Xlsx,
    Format::Csv,
];

/// The workbook of a monitoring group, as the demo takes it in.
fn invented() -> World {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/invented");
    let answers = std::fs::read_to_string(folder.join("answers.toml")).unwrap();
    let today = Day::from_ymd(2024, 4, 10).unwrap();
    let mapped = Mapped::Workbook(Box::new(WorkbookWish {
        remembered: Remembered::read("answers.toml", &answers, Schema::shipped()).unwrap(),
        corrections: Corrections::default(),
        today,
    }));
    let mut world = World::new();
    let wish = ImportWish {
        tables: Tables::Path(&folder.join("мониторинг-2024.xlsx")),
        mapped,
        clear: false,
        preview: false,
        language: Language::Ru,
        now: (1_712_700_000, "UTC".to_owned()),
    };
    world.workspace.import(&wish, |_| {}).unwrap();
    world
}

/// All that can be read in a file.
fn text_of(document: &Document, format: Format) -> String {
    let bytes = file(document, format).unwrap();
    let text = match format {
        Format::Pdf => read::text(&bytes),
        Format::Docx | Format::Xlsx => parts_of(bytes),
        _ => String::from_utf8(bytes).unwrap(),
    };
    bare(&text)
}

/// Without the spaces and signs that stand where lines end.
fn bare(text: &str) -> String {
    smooth(text).replace(['\u{a0}', '\u{202f}', '\u{2060}'], "")
}

/// What must stand in every file: the title, captions of tables, the words of what happened, main figures with their
/// units.
fn said(document: &Document, format: Format) -> Vec<String> {
    let mut all = vec![document.title.clone()];
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Figures(figures) => all.extend(figures.iter().map(|figure| {
                let number =
                    aigaq_publishing::numbers::whole(figure.number.value(), document.language);
                number.replace([',', '\u{a0}', '\u{202f}', ' '], "")
            })),
            Block::Table(table) if !table.rows.is_empty() => {
                let first = table.rows[0].cells.first().map(|cell| &cell.lines);
                let first = first.and_then(|lines| lines.first());
                // Each format has its own signs of notes.
                let words = |line| csv::line_text(line, document.language);
                let words = first.map(words).unwrap_or_default();
                all.extend(words.split('[').next().map(str::to_owned));
            }
            Block::Chronicle(chronicle) => {
                // Sheets have dates that can be sorted.
                let dates = chronicle.entries.iter().map(|entry| entry.date.clone());
                all.extend(dates.filter(|_| !matches!(format, Format::Xlsx | Format::Csv)));
            }
            _ => {}
        }
    }
    all
}

#[test]
fn every_format_holds_what_the_document_says_from_real_data_and_from_the_invented_month() {
    let bulletin = |from: &str, to: &str| Output::Report {
        template: TemplateCode::bulletin(),
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        least: None,
    };
    let (real, invented) = (kazakhstan(), invented());
    let july = Day::from_ymd(2021, 7, 22).unwrap();
    let april = Day::from_ymd(2024, 4, 1).unwrap();
    for (world, on, output, language) in [
        (&real, july, bulletin("2020-06", "2020-07"), Language::Ru),
        (&real, july, Output::Restrictions { on: july }, Language::Kk),
        (
            &invented,
            april,
            bulletin("2024-03", "2024-03"),
            Language::Kk,
        ),
        (
            &invented,
            april,
            Output::Restrictions { on: april },
            Language::En,
        ),
    ] {
        let wish = Wish {
            output,
            audience: Audience::Public,
        };
        let document = world
            .workspace
            .publish(&asking(language, on), &wish)
            .unwrap();
        for format in FORMATS {
            // Of a register it is the rows for programs, which tests of its data read back.
            if format == Format::Csv && document.dataset.is_some() {
                continue;
            }
            let text = text_of(&document, format);
            let text = text.replace(',', "");
            for words in &said(&document, format) {
                // Cells that stand beside each other are read line by line from a page; elsewhere a text is whole.
                let wanted: Vec<String> = match format {
                    Format::Pdf => words.split_whitespace().map(bare).collect(),
                    _ => vec![bare(words)],
                };
                for part in wanted {
                    let part = match format {
                        Format::Html | Format::Docx | Format::Xlsx => escape(&part),
                        _ => part,
                    };
                    assert!(
                        text.contains(&part.replace(',', "")),
                        "{:?} {format:?} {language:?}: {words}",
                        wish.output
                    );
                }
            }
        }
    }
}

#[test]
fn libre_office_opens_the_texts_of_real_outputs_and_reads_them_whole() {
    let world = kazakhstan();
    let july = Day::from_ymd(2021, 7, 22).unwrap();
    let year = |template: &str| Output::Report {
        template: template.parse().unwrap(),
        from: "2020".parse().unwrap(),
        to: "2020".parse().unwrap(),
        least: None,
    };
    let outputs = [
        ("bulletin", year("bulletin"), Language::Kk),
        ("annual", year("annual_review"), Language::Ru),
        ("profile", year("country_profile"), Language::En),
        ("matrix", Output::Commitments { on: july }, Language::Ru),
        ("register", Output::Restrictions { on: july }, Language::Kk),
    ];
    let documents = outputs.map(|(name, output, language)| {
        let audience = Audience::Public;
        let wish = Wish { output, audience };
        let made = world.workspace.publish(&asking(language, july), &wish);
        (name, made.unwrap())
    });
    let folder = tempfile::tempdir().unwrap();
    for (name, document) in &documents {
        let bytes = file(document, Format::Docx).unwrap();
        std::fs::write(folder.path().join(format!("{name}.docx")), bytes).unwrap();
    }
    let profile = folder.path().join("profile-of-its-own");
    let opened = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args([
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
        ])
        .arg(folder.path())
        .args(
            documents
                .iter()
                .map(|(name, _)| folder.path().join(format!("{name}.docx"))),
        )
        .output();
    if let Err(error) = opened {
        return say_skipped(&format!(
            "nobody opened a .docx: no LibreOffice here ({error})"
        ));
    }
    for (name, document) in &documents {
        let text = std::fs::read_to_string(folder.path().join(format!("{name}.txt")));
        let text = bare(&text.unwrap_or_else(|error| panic!("{name} was not opened: {error}")));
        let text = text.replace(',', "");
        let said = said(document, Format::Docx);
        assert!(said.len() > 3, "{name}: {said:?}");
        for words in said {
            let part = bare(&words).replace(',', "");
            assert!(text.contains(&part), "{name}: {words}");
        }
    }
}
