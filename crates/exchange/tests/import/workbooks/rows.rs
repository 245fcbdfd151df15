//! What the rows of a workbook make.

use super::{counted, csv, plain, read};
use crate::memory::{Memory, run};
use aigaq_exchange::workbook::{Corrections, Remembered};
use aigaq_schema::{CountedAs, Schema, Value};
use rust_xlsxwriter::{Format, Workbook as Written};
use std::collections::BTreeMap;

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
    remembered
        .answer_targets(Schema::shipped(), "LIB.detain", CountedAs::Together)
        .unwrap();
    remembered
        .answer_targets(Schema::shipped(), "ASM.break", CountedAs::Each)
        .unwrap();
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
    remembered
        .answer_targets(Schema::shipped(), "LIB.detain", CountedAs::Together)
        .unwrap();
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
