//! Measures a bulletin of many incidents, from the records to each file: `measure_publishing ACTS.csv MAPPING.toml`.
//! Called by `./bench publishing`; the table is made by the generator of `aigaq-exchange`.
//!
//! For the group and for everybody (of whom nobody agreed to be named, so that every text is looked through for names):
//! the time to count and gather, then the time of each format, and the highest memory of the process.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails should stop, and prints"
)]

use aigaq_journal::{Mode, create};
use aigaq_press::file::{Format, file};
use aigaq_schema::{Day, Language, Schema};
use aigaq_testkit::memory::most_mb;
use aigaq_workspace::{
    Asking, Audience, ImportWish, Mapped, Output, Passphrase, Reader, Tables, TemplateCode, Wish,
    Workspace,
};
use std::path::Path;
use std::time::Instant;

/// The formats with a time of their own in the requirements come first.
const FORMATS: [Format; 6] = [
    Format::Html,
    Format::Docx,
    Format::Xlsx,
    Format::Csv,
    Format::Text,
    Format::Pdf,
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, acts, mapping] = &arguments[..] else {
        println!("usage: measure_publishing ACTS.csv MAPPING.toml");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let passphrase = Passphrase::new("a passphrase for measuring");
    let (unlocked, _) = create(&folder.path().join("w"), &passphrase).unwrap();
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let wish = ImportWish {
        tables: Tables::Path(Path::new(acts)),
        mapped: Mapped::named(mapping, Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_600_000_000, "UTC".to_owned()),
    };
    let outcome = workspace.import(&wish, |_| {}).unwrap();
    println!(
        "{} incidents, {} records; memory at its highest after the import: {} MB",
        outcome.report.rows,
        outcome.report.records_new,
        most_mb()
    );
    let ask = Asking {
        reader: Reader::keeper(),
        language: Language::Ru,
        today: Day::from_ymd(2026, 1, 1).unwrap(),
    };
    for audience in Audience::ALL {
        let wish = Wish {
            output: Output::Report {
                template: TemplateCode::bulletin(),
                from: "2000".parse().unwrap(),
                to: "2030".parse().unwrap(),
                least: None,
            },
            audience,
        };
        let started = Instant::now();
        let document = workspace.publish(&ask, &wish).unwrap();
        let made = started.elapsed();
        println!(
            "for {}: counted and gathered in {:.0} ms",
            audience.code(),
            made.as_secs_f64() * 1e3
        );
        for format in FORMATS {
            let started = Instant::now();
            let bytes = file(&document, format).unwrap();
            let written = started.elapsed();
            println!(
                "  {:5} {:6.0} ms, with the gathering {:6.0} ms; {:5} kB; memory at its highest: {} MB",
                format.ending(),
                written.as_secs_f64() * 1e3,
                (made + written).as_secs_f64() * 1e3,
                bytes.len() / 1024,
                most_mb()
            );
        }
    }
}
