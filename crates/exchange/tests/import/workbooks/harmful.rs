//! Workbooks that mean harm, are broken, or are large.

use super::{HEAD, counted, plain, read};
use crate::memory::{Memory, run};
use aigaq_exchange::workbook::{Corrections, Remembered, SheetCorrections, Workbook};
use rust_xlsxwriter::{Formula, Workbook as Written};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

#[test]
fn a_formula_gives_its_value_and_never_runs() {
    let mut book = Written::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["Дата", "Что произошло", "Пострадавшие", "Кол-во"])
    {
        sheet.write(0, column, heading).unwrap();
    }
    sheet.write(1, 0, "2024-03-05").unwrap();
    sheet.write(1, 1, "=cmd|' /C calc'!A0").unwrap();
    sheet
        .write_formula(
            1,
            2,
            Formula::new("=HYPERLINK(\"http://x\",\"y\")").set_result("Вымыслов А.Б."),
        )
        .unwrap();
    sheet
        .write_formula(1, 3, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    let (memory, _, quarantined) = plain("f.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(
        counted(&memory, "event", "title").keys().next().unwrap(),
        "=cmd|' /C calc'!A0"
    );
    assert_eq!(
        counted(&memory, "actor", "name").keys().next().unwrap(),
        "Вымыслов А.Б."
    );
    assert_eq!(quarantined.len(), 1, "{quarantined:?}");
}

#[test]
fn everything_merged_is_no_large_rectangle() {
    let mut book = Written::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["Дата", "Что произошло"]) {
        sheet.write(0, column, heading).unwrap();
    }
    sheet.write(1, 0, "5.03.2024").unwrap();
    sheet.write(1_048_575, 1, "Вымышленный случай").unwrap();
    let merged = "<mergeCells count=\"2\"><mergeCell ref=\"A2:XFD1048576\"/><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    let bytes = with_sheet(&book.save_to_buffer().unwrap(), |xml| {
        xml.replace("</sheetData>", &format!("</sheetData>{merged}"))
    });
    let (memory, report, _) = plain("m.xlsx", &bytes);
    assert_eq!(report.rows, 2);
    assert_eq!(
        counted(&memory, "event", "start").values().sum::<usize>(),
        2
    );
}

/// The workbook with its first sheet rewritten.
fn with_sheet(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in 0..from.len() {
        let mut file = from.by_index(part).unwrap();
        let name = file.name().unwrap().to_string();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        if name.ends_with("sheet1.xml") {
            text = change(&text);
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut to, text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn sixteen_thousand_columns_are_read_in_a_moment() {
    let mut book = Written::new();
    let sheet = book.add_worksheet();
    for column in 0..16_384_u16 {
        let heading = if column == 7 {
            "Дата".to_owned()
        } else if column == 9 {
            "Что произошло".to_owned()
        } else {
            format!("к{column}")
        };
        sheet.write(0, column, heading).unwrap();
        sheet
            .write(1, column, if column == 7 { "2024-03-05" } else { "х1" })
            .unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let sheet = SheetCorrections {
        heading_row: Some(1),
        ..SheetCorrections::default()
    };
    let corrections = Corrections {
        sheets: BTreeMap::from([("Sheet1".to_owned(), sheet)]),
        ..Corrections::default()
    };
    let import = read("wide.xlsx", bytes, &Remembered::default(), &corrections);
    let mut memory = Memory::default();
    let (report, _) = run(&mut memory, &import, 1, false);
    assert_eq!(
        (report.rows, counted(&memory, "event", "start").len()),
        (1, 1)
    );
}

#[test]
fn what_is_no_workbook_or_too_large_is_refused_with_what_to_do() {
    let refused = |name: &str, bytes: Vec<u8>| Workbook::open(name, bytes).unwrap_err().to_string();
    assert!(
        refused("a.xls", b"\xD0\xCF\x11\xE0rest".to_vec())
            .contains("save it without a password as .xlsx")
    );
    assert!(refused("a.ods", b"PK\x03\x04rest".to_vec()).contains(".xlsx"));
    assert!(refused("a.csv", b"\xFF\xFEa\0".to_vec()).contains("UTF-16"));
    assert!(
        refused(
            "a.csv",
            "Дата,Что\n"
                .as_bytes()
                .iter()
                .copied()
                .chain([0xC3])
                .collect()
        )
        .contains("not UTF-8")
    );
    // One cell in each of many rows, under many headings.
    let mut strewn = vec![b','; 15_999];
    strewn.insert(0, b'x');
    let strewn = [
        strewn.iter().flat_map(|c| [b'x', *c]).collect(),
        b"\nx".repeat(700),
    ]
    .concat();
    assert!(refused("strewn.csv", strewn).contains("more than a table of incidents"));
    // A sheet of a hundred megabytes in a small file.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(
        "xl/worksheets/sheet1.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    let kilobyte = vec![b' '; 1 << 20];
    for _ in 0..100 {
        std::io::Write::write_all(&mut zip, &kilobyte).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(refused("bomb.xlsx", bytes).contains("holds more than 64 MB when unpacked"));
}

/// How long this thread was on a processor: what else the machine does is no fault of ours. Where the system does not
/// say, how long it is since the first question.
fn on_the_processor() -> Duration {
    static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|text| text.parse().ok());
    nanoseconds.map_or_else(|| FIRST.elapsed(), Duration::from_nanos)
}

#[test]
fn ten_thousand_rows_are_read_in_seconds() {
    let mut rows: Vec<Vec<String>> = vec![HEAD.map(str::to_owned).to_vec()];
    for n in 0..10_000 {
        rows.push(
            [
                n.to_string(),
                format!("{}.03.2024", n % 31 + 1),
                "Алматы".to_owned(),
                format!("Вымышленный случай {n}"),
                format!("Вымыслов {n}"),
                "журналист".to_owned(),
                "полиция".to_owned(),
                "задержание".to_owned(),
                "488 ч.6".to_owned(),
                String::new(),
            ]
            .to_vec(),
        );
    }
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in rows {
        out.write_record(row).unwrap();
    }
    let bytes = out.into_inner().unwrap();
    let started = on_the_processor();
    let (_, report, quarantined) = plain("many.csv", &bytes);
    let took = on_the_processor() - started;
    assert_eq!(
        (report.rows, quarantined.len()),
        (10_000, 0),
        "{:?}",
        quarantined.first()
    );
    // Unoptimised.
    assert!(took.as_secs() < 60, "{took:?}");
}
