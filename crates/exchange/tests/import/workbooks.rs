//! What holds for any workbook, however it is written, and for those that mean harm.

use crate::memory::{Memory, run};
use aigaq_exchange::workbook::{Corrections, Remembered, Role, SheetCorrections, Workbook};
use aigaq_exchange::{Import, Quarantined, Report};
use aigaq_schema::{CountedAs, Day, Schema, Value, Via};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook as Written};
use std::collections::{BTreeMap, BTreeSet};

fn read(name: &str, bytes: Vec<u8>, remembered: &Remembered, corrections: &Corrections) -> Import {
    Workbook::open(name, bytes)
        .unwrap()
        .import(
            Schema::shipped(),
            remembered,
            corrections,
            Day::from_ymd(2024, 5, 2).unwrap(),
        )
        .unwrap()
}

fn plain(name: &str, bytes: &[u8]) -> (Memory, Report, Vec<Quarantined>) {
    let import = read(
        name,
        bytes.to_vec(),
        &Remembered::default(),
        &Corrections::default(),
    );
    let mut memory = Memory::default();
    let (report, quarantined) = run(&mut memory, &import, 1, false);
    (memory, report, quarantined)
}

fn csv(rows: &[&[&str]]) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        out.write_record(*row).unwrap();
    }
    out.into_inner().unwrap()
}

/// How many records of a type have each value.
fn counted(memory: &Memory, record_type: &str, property: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let records: BTreeSet<_> = memory
        .all()
        .filter(|s| s.record_type == record_type)
        .map(|s| s.record)
        .collect();
    for value in records.iter().flat_map(|r| memory.values(*r, property)) {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

const HEAD: [&str; 10] = [
    "№",
    "Дата",
    "Регион",
    "Что произошло",
    "Пострадавшие",
    "Категория",
    "Кем",
    "Вид нарушения",
    "Статья КоАП",
    "Кол-во",
];

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        4 => prop::sample::select(vec![
            "1", "2", "3", "12–14.03", "5 марта", "32.03.2024", "неизвестно", "-", "Алматы", "ВКО", "Карагандинсая",
            "Вымыслов А.Б., Примеров С.", "ок. 40 чел.", "и др.", "журналист", "журналист, юрист", "полиция", "КНБ",
            "задержание, штраф", "разгон пикета", "проф. беседа", "488 ч.6", "ст. 274 УК", "Итого", "Всего: 15", "15",
            "https://example.org/1", "=cmd|' /C calc'!A0", "№", "Дата", "Что произошло", "Неделя 1", "\u{202e}abc",
            "не разглашается", "2024-03-05", "март 2024", "5", "1e308", "NaN", "\"", "a;b", "\n", "10–5", "row 3",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

fn any_rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(any_cell(), 0..11), 0..14)
}

/// Every row is imported, in quarantine, or skipped; and the same again changes nothing.
fn conserved(import: &Import, filled: &[u32]) {
    let mut memory = Memory::default();
    let (report, quarantined) = run(&mut memory, import, 1, false);
    let skipped: u64 = report
        .workbook
        .as_ref()
        .unwrap()
        .skipped
        .iter()
        .map(aigaq_exchange::workbook::Skipped::rows)
        .sum();
    let height = filled
        .last()
        .map_or(0, |last| u64::from(last - filled[0]) + 1);
    assert_eq!(report.rows + skipped, height);
    assert_eq!(
        report.tables.iter().map(|t| t.skipped_rows).sum::<u64>(),
        skipped
    );
    let whole = quarantined.iter().filter(|q| q.is_row()).count() as u64;
    let told: BTreeSet<String> = memory
        .all()
        .filter_map(|s| match &s.statement.via {
            Via::Import { row, .. } => Some(row.clone()),
            _ => None,
        })
        .collect();
    let imported: u64 = report.rows - whole;
    // A row of which every cell is in quarantine says nothing itself.
    assert!(told.len() as u64 <= imported);
    let with_faults: BTreeSet<u64> = quarantined
        .iter()
        .filter(|q| !q.is_row())
        .map(|q| q.line)
        .collect();
    assert!(told.len() as u64 + with_faults.len() as u64 >= imported);
    let before = memory.all().count();
    let (again, _) = run(&mut memory, import, 2, false);
    assert_eq!(
        (again.statements, again.withdrawn, memory.all().count()),
        (0, 0, before)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_row_of_any_table_is_imported_in_quarantine_or_skipped(rows in any_rows(), above in 0_usize..4) {
        let mut all: Vec<Vec<String>> = vec![vec!["Мониторинг за март 2024".to_owned()]; above];
        all.push(HEAD.map(str::to_owned).to_vec());
        all.extend(rows);
        let mut book = Written::new();
        let sheet = book.add_worksheet();
        let mut filled = Vec::new();
        for (row, cells) in (0..).zip(&all) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
            let shows = |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            if cells.iter().any(|cell| cell.chars().any(|c| shows(&c))) {
                filled.push(row);
            }
        }
        let bytes = book.save_to_buffer().unwrap();
        let import = read("any.xlsx", bytes, &Remembered::default(), &Corrections::default());
        conserved(&import, &filled);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,300}") {
        for bytes in [bytes, text.into_bytes()] {
            if let Ok(book) = Workbook::open("x.csv", bytes) {
                let guess = book.guess(Schema::shipped(), &Remembered::default(), &Corrections::default());
                prop_assert_eq!(guess.sheets.len(), 1);
            }
        }
    }

    #[test]
    fn any_role_for_any_column_is_imported_or_refused_with_a_reason(
        rows in any_rows(),
        roles in prop::collection::vec(prop::sample::select(Role::ALL.to_vec()), 10),
    ) {
        let head = HEAD.map(str::to_owned).to_vec();
        let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in std::iter::once(&head).chain(&rows).filter(|r| !r.is_empty()) {
            out.write_record(row).unwrap();
        }
        let bytes = out.into_inner().unwrap();
        let columns = ('A'..).map(|c| c.to_string()).zip(roles).collect();
        let sheet = SheetCorrections { heading_row: Some(1), columns, ..SheetCorrections::default() };
        let corrections = Corrections {
            sheets: BTreeMap::from([("any".to_owned(), sheet)]),
            ..Corrections::default()
        };
        let import = read("any.csv", bytes, &Remembered::default(), &corrections);
        let mut memory = Memory::default();
        let (report, quarantined) = run(&mut memory, &import, 1, false);
        prop_assert!(quarantined.iter().all(|q| !q.reason.english().is_empty() && q.line > 0));
        prop_assert_eq!(report.quarantined, quarantined.len() as u64);
    }

    #[test]
    fn what_is_remembered_survives_its_file(words in prop::collection::vec("\\PC{1,20}", 0..6)) {
        let schema = Schema::shipped();
        let mut remembered = Remembered::default();
        for (n, word) in words.iter().enumerate() {
            let codes = ["LIB.detain", "ADM.fine"][..n % 3].iter().map(|c| (*c).to_owned()).collect();
            remembered.answer(schema, "act_types", word, codes).unwrap();
            remembered.answer_column(word, Role::ALL[n]);
        }
        remembered.answer_targets("ASM.break", CountedAs::Each);
        let again = Remembered::read("again", &remembered.to_toml().unwrap(), schema).unwrap();
        prop_assert_eq!(again, remembered);
    }
}

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

#[test]
fn three_detained_are_three_acts_three_dispersed_one_unless_somebody_says_otherwise() {
    let table = csv(&[
        &["Дата", "Пострадавшие", "Вид нарушения"],
        &[
            "05.03.2024",
            "Вымыслов А.Б.; Примеров С.К.; Сказкин Д.М.",
            "задержание",
        ],
        &[
            "06.03.2024",
            "Вымыслов А.Б.; Примеров С.К.; Сказкин Д.М.",
            "разгон пикета",
        ],
    ]);
    let (memory, ..) = plain("a.csv", &table);
    let acts = counted(&memory, "act", "type");
    assert_eq!((acts["LIB.detain"], acts["ASM.break"]), (3, 1));
    assert_eq!(counted(&memory, "actor", "name").len(), 3);
    let mut remembered = Remembered::default();
    remembered.answer_targets("LIB.detain", CountedAs::Together);
    remembered.answer_targets("ASM.break", CountedAs::Each);
    let import = read("a.csv", table, &remembered, &Corrections::default());
    let mut memory = Memory::default();
    run(&mut memory, &import, 1, false);
    let acts = counted(&memory, "act", "type");
    assert_eq!((acts["LIB.detain"], acts["ASM.break"]), (1, 3));
}

#[test]
fn changing_the_rule_takes_the_other_acts_back() {
    let table = csv(&[
        &["№", "Дата", "Пострадавшие", "Вид нарушения"],
        &[
            "1",
            "05.03.2024",
            "Вымыслов А.Б.; Примеров С.К.",
            "задержание",
        ],
    ]);
    let mut memory = Memory::default();
    let each = read(
        "a.csv",
        table.clone(),
        &Remembered::default(),
        &Corrections::default(),
    );
    run(&mut memory, &each, 1, false);
    let mut remembered = Remembered::default();
    remembered.answer_targets("LIB.detain", CountedAs::Together);
    run(
        &mut memory,
        &read("a.csv", table, &remembered, &Corrections::default()),
        2,
        false,
    );
    assert_eq!(counted(&memory, "act", "type")["LIB.detain"], 1);
    assert_eq!(counted(&memory, "involvement", "role")["target"], 2);
}

#[test]
fn another_answer_about_a_body_takes_the_place_of_the_first_and_a_correction_by_hand_stays() {
    let table = csv(&[
        &["№", "Дата", "Пострадавшие", "Вид нарушения", "Кто нарушил"],
        &[
            "1",
            "05.03.2024",
            "Вымыслов А.Б.",
            "задержание",
            "Отряд «Беркут»",
        ],
        &[
            "2",
            "06.03.2024",
            "Примеров С.К.",
            "задержание",
            "Отряд «Беркут»",
        ],
    ]);
    let import = |class: Option<&str>| {
        let mut remembered = Remembered::default();
        if let Some(class) = class {
            let codes = vec![class.to_owned()];
            remembered
                .answer(Schema::shipped(), "threat_sources", "Отряд «Беркут»", codes)
                .unwrap();
        }
        read("a.csv", table.clone(), &remembered, &Corrections::default())
    };
    let mut memory = Memory::default();
    run(&mut memory, &import(None), 1, false);
    assert!(counted(&memory, "actor", "source_class").is_empty());
    let classes = |memory: &Memory| {
        let classes = counted(memory, "actor", "source_class");
        classes.into_keys().collect::<Vec<_>>()
    };
    let (report, _) = run(&mut memory, &import(Some("private_security")), 2, false);
    assert_eq!(report.withdrawn, 0);
    assert_eq!(classes(&memory), ["private_security"]);
    let (report, _) = run(&mut memory, &import(Some("police")), 3, false);
    // The class, and the kind of actor that follows from it.
    assert_eq!((report.statements, report.withdrawn), (2, 2));
    assert_eq!(classes(&memory), ["police"]);
    assert_eq!(counted(&memory, "actor", "kind")["state_body"], 1);
    let (report, _) = run(&mut memory, &import(Some("police")), 4, false);
    assert_eq!((report.statements, report.withdrawn), (0, 0));
    // And back again: an answer may be given twice.
    run(&mut memory, &import(Some("private_security")), 5, false);
    assert_eq!(classes(&memory), ["private_security"]);
    // An answer that is not there any more says nothing, so nothing is taken back.
    run(&mut memory, &import(None), 6, false);
    assert_eq!(classes(&memory), ["private_security"]);
    let body = memory
        .all()
        .find(|s| s.statement.property == "source_class")
        .map(|s| s.record);
    memory.correct(body.unwrap(), "source_class", Value::term("citizens"));
    run(&mut memory, &import(Some("police")), 7, false);
    assert_eq!(classes(&memory), ["citizens"]);
}

#[test]
fn as_many_names_of_sources_as_addresses_belong_together_and_others_do_not() {
    let titles = |source: &str| {
        let table = csv(&[
            &["№", "Дата", "Пострадавшие", "Вид нарушения", "Источник"],
            &["1", "05.03.2024", "Вымыслов А.Б.", "задержание", source],
        ]);
        let (memory, ..) = plain("a.csv", &table);
        let mut all: Vec<String> = memory
            .all()
            .filter(|s| s.record_type == "source" && s.statement.property == "url")
            .map(|s| {
                let title = memory.values(s.record, "title").concat();
                format!("{} {title}", s.statement.value.plain())
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(
        titles("Айқын; https://a.example/1; Дала; https://b.example/2"),
        ["https://a.example/1 Айқын", "https://b.example/2 Дала"]
    );
    // Whose the two names are among three addresses, nobody can tell.
    let three = "Айқын; https://a.example/1; Дала; https://b.example/2; https://c.example/3";
    assert_eq!(
        titles(three),
        [
            "https://a.example/1 ",
            "https://b.example/2 ",
            "https://c.example/3 "
        ]
    );
}

#[test]
fn people_beyond_the_names_are_a_group_and_fewer_is_a_fault() {
    let (memory, _, quarantined) = plain(
        "a.csv",
        &csv(&[
            &["№", "Дата", "Пострадавшие", "Кол-во чел.", "Вид нарушения"],
            &[
                "1",
                "05.03.2024",
                "Вымыслов А.Б.; Примеров С.К.",
                "5",
                "разгон",
            ],
            &[
                "2",
                "06.03.2024",
                "Вымыслов А.Б.; Примеров С.К.",
                "1",
                "разгон",
            ],
            &[
                "3",
                "07.03.2024",
                "Вымыслов А.Б.; Примеров С.К.",
                "2",
                "разгон",
            ],
        ]),
    );
    assert_eq!(
        counted(&memory, "involvement", "number"),
        BTreeMap::from([("3".to_owned(), 1)])
    );
    assert_eq!(quarantined.len(), 1);
    assert_eq!(
        (quarantined[0].line, quarantined[0].column.as_str()),
        (3, "Кол-во чел.")
    );
}

#[test]
fn one_merged_description_is_one_event() {
    let mut book = Written::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["Дата", "Что произошло", "Пострадавшие", "Вид нарушения"])
    {
        sheet.write(0, column, heading).unwrap();
    }
    sheet
        .merge_range(1, 0, 3, 0, "5.03.2024", &Format::new())
        .unwrap();
    sheet
        .merge_range(1, 1, 3, 1, "Вымышленный пикет", &Format::new())
        .unwrap();
    for (row, name) in (1..).zip(["Вымыслов А.Б.", "Примеров С.К.", "Сказкин Д.М."])
    {
        sheet.write(row, 2, name).unwrap();
        sheet.write(row, 3, "задержание").unwrap();
    }
    let (memory, report, _) = plain("m.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(report.rows, 3);
    assert_eq!(counted(&memory, "event", "title").len(), 1);
    assert_eq!(
        counted(&memory, "event", "start"),
        BTreeMap::from([("2024-03-05".to_owned(), 1)])
    );
    let events = counted(&memory, "act", "event");
    assert_eq!(events.values().copied().collect::<Vec<_>>(), [3]);
}

#[test]
fn two_workbooks_of_one_sheet_name_are_two() {
    let table = csv(&[
        &["№", "Дата", "Что произошло"],
        &["1", "05.03.2024", "Вымышленный случай"],
    ]);
    let events = |memory: &Memory| {
        memory
            .all()
            .filter(|s| s.statement.property == "title")
            .count()
    };
    let mut memory = Memory::default();
    for (n, name) in [(1, "март.csv"), (2, "апрель.csv")] {
        run(
            &mut memory,
            &read(
                name,
                table.clone(),
                &Remembered::default(),
                &Corrections::default(),
            ),
            n,
            false,
        );
    }
    assert_eq!(events(&memory), 2);
    // A second download is the first.
    run(
        &mut memory,
        &read(
            "март (1).csv",
            table,
            &Remembered::default(),
            &Corrections::default(),
        ),
        3,
        false,
    );
    assert_eq!(events(&memory), 2);
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
    let started = std::time::Instant::now();
    let (_, report, quarantined) = plain("many.csv", &bytes);
    let took = started.elapsed();
    assert_eq!(
        (report.rows, quarantined.len()),
        (10_000, 0),
        "{:?}",
        quarantined.first()
    );
    // Unoptimised, on a busy machine.
    assert!(took.as_secs() < 60, "{took:?}");
}
