//! The second invented workbook, which does everything otherwise than the first: what is asked about it, and what comes
//! in once that is answered.

use crate::memory::{Memory, run};
use crate::quarter;
use aigaq_exchange::workbook::{
    Corrections, Guess, Remembered, Role, WhyLeftOut, WhySkipped, Workbook,
};
use aigaq_exchange::{Quarantined, Report};
use aigaq_schema::{Day, RecordId, Schema, Via};
use std::collections::{BTreeMap, BTreeSet};

const COMMITTED: &[u8] = include_bytes!("../../../../demo/invented/Давление, 1 квартал.xlsx");
const ANSWERS: &str = include_str!("../../../../demo/invented/answers-quarter.toml");

fn today() -> Day {
    Day::from_ymd(2025, 4, 3).unwrap()
}

fn answers() -> Remembered {
    Remembered::read("answers-quarter.toml", ANSWERS, Schema::shipped()).unwrap()
}

fn book() -> Workbook {
    Workbook::open(quarter::FILE, COMMITTED.to_vec()).unwrap()
}

fn guess(answers: &Remembered) -> Guess {
    let corrections = Corrections::default();
    book().guess(Schema::shipped(), answers, &corrections, today())
}

fn imported(answers: &Remembered) -> (Memory, Report, Vec<Quarantined>) {
    let corrections = Corrections::default();
    let import = book()
        .import(Schema::shipped(), answers, &corrections, today())
        .unwrap();
    let mut memory = Memory::default();
    let (report, quarantined) = run(&mut memory, &import, 1, false);
    (memory, report, quarantined)
}

/// The records that a row of a sheet made, of a type.
fn of_row(memory: &Memory, sheet: &str, row: &str, record_type: &str) -> Vec<RecordId> {
    let mut all: Vec<RecordId> = memory
        .all()
        .filter(|s| s.record_type == record_type)
        .filter(|s| matches!(&s.statement.via, Via::Import { table, row: of, .. } if table == sheet && of == row))
        .map(|s| s.record)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// All values of a property of the records that a row made.
fn said(memory: &Memory, sheet: &str, row: &str, property: &str) -> Vec<String> {
    let types = ["event", "act", "involvement", "actor"];
    let records = types.iter().flat_map(|t| of_row(memory, sheet, row, t));
    let mut all: Vec<String> = records.flat_map(|r| memory.values(r, property)).collect();
    all.sort();
    all.dedup();
    all
}

/// The names of those to whom a row says it was done.
fn targets(memory: &Memory, sheet: &str, row: &str) -> Vec<String> {
    let mut all = Vec::new();
    for part in of_row(memory, sheet, row, "involvement") {
        if !memory.values(part, "role").contains(&"target".to_owned()) {
            continue;
        }
        for statement in memory.live(part, "actor") {
            if let aigaq_schema::Value::Reference(actor) = statement.value {
                let name = memory.values(actor, "name").concat();
                let number = memory.values(part, "number").concat();
                all.push(format!("{name} {number}").trim().to_owned());
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

#[test]
fn the_committed_workbook_is_what_its_generator_makes() {
    assert!(
        quarter::workbook().unwrap() == COMMITTED,
        "run the example “invented” again"
    );
}

#[test]
fn each_sheet_has_columns_of_its_own_and_what_is_no_table_of_incidents_is_left_out() {
    let guess = guess(&Remembered::default());
    let of = |name: &str| guess.sheets.iter().find(|s| s.name == name).unwrap();
    let roles = |name: &str| of(name).columns.iter().map(|c| c.role).collect::<Vec<_>>();
    assert_eq!(
        roles(quarter::JANUARY),
        [
            Role::RowId,
            Role::When,
            Role::Time,
            Role::Region,
            Role::Where,
            Role::Whom,
            Role::Category,
            Role::People,
            Role::ByWhom,
            Role::Act,
            Role::Law,
            Role::Outcome,
            Role::What,
            Role::Link,
        ]
    );
    let last = u64::from(quarter::JANUARY_HEADINGS) + 2;
    assert_eq!(of(quarter::JANUARY).heading_last, Some(last));
    assert_eq!(
        roles(quarter::FEBRUARY),
        [
            Role::When,
            Role::Whom,
            Role::Act,
            Role::ByWhom,
            Role::Law,
            Role::Keep
        ]
    );
    assert_eq!(roles(quarter::MARCH), [Role::When, Role::What, Role::Whom]);
    let months: Vec<_> = [quarter::JANUARY, quarter::FEBRUARY, quarter::MARCH]
        .map(|name| (of(name).year, of(name).month))
        .to_vec();
    assert_eq!(
        months,
        [
            (Some(2025), Some(1)),
            (Some(2025), Some(2)),
            (None, Some(3))
        ]
    );
    assert_eq!(of("Сводная").left_out, Some(WhyLeftOut::NoIncidents));
    assert_eq!(of("Справочник").left_out, Some(WhyLeftOut::Hidden));
    // What somebody hid is told.
    assert_eq!(of(quarter::JANUARY).hidden_rows, 1);
    let hidden: Vec<bool> = of(quarter::FEBRUARY)
        .columns
        .iter()
        .map(|c| c.hidden)
        .collect();
    assert_eq!(hidden, [false, false, false, false, false, true]);
    let below: u64 = of(quarter::JANUARY)
        .skipped
        .iter()
        .filter(|s| s.why == WhySkipped::BelowTable)
        .map(aigaq_exchange::workbook::Skipped::rows)
        .sum();
    let totals = of(quarter::JANUARY).skipped.iter();
    let totals = totals.filter(|s| s.why == WhySkipped::Totals).count();
    assert_eq!((below, totals), (3, 3));
}

#[test]
fn a_sheet_that_was_left_out_is_imported_when_somebody_says_so() {
    let text = format!(
        "[sheets.\"Давление, 1 квартал\".\"Сводная\"]\ntake = true\n[sheets.\"Давление, 1 квартал\".\"{}\"]\ntake = false",
        quarter::JANUARY
    );
    let answers = Remembered::read("a", &text, Schema::shipped()).unwrap();
    let guess = guess(&answers);
    let of = |name: &str| guess.sheets.iter().find(|s| s.name == name).unwrap();
    assert_eq!((of("Сводная").left_out, of("Сводная").rows), (None, 3));
    assert_eq!(of(quarter::JANUARY).left_out, Some(WhyLeftOut::Asked));
}

#[test]
fn everything_that_is_open_is_asked_once_and_nothing_else() {
    let asked = |answers: &Remembered| -> BTreeMap<String, BTreeSet<String>> {
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for word in guess(answers).unknown_words {
            let of = format!("{} {}", word.asks.kind(), word.asks.of());
            let once = all
                .entry(of.trim().to_owned())
                .or_default()
                .insert(word.word);
            assert!(once);
        }
        all
    };
    let set = |words: &[&str]| {
        words
            .iter()
            .map(|w| (*w).to_owned())
            .collect::<BTreeSet<_>>()
    };
    let all = asked(&Remembered::default());
    for (kind, words) in [
        ("article", set(&["174", "405", "434", "488"])),
        ("law", set(&["мелкое хулиганство"])),
        ("serials", set(&["Дата"])),
        ("year Март", set(&["Март"])),
        ("date Март", set(&["конец месяца"])),
        (
            "people",
            set(&[
                "ТОО «Вымысел-Медиа»",
                "его супруга",
                "жители посёлка",
                "организаторы марша",
                "сайт «Небыль»",
                "семья Придумкиных",
            ]),
        ),
        (
            "code target_categories",
            set(&["активист", "активисты", "полит. активист"]),
        ),
    ] {
        assert_eq!(all.get(kind), Some(&words), "{kind}");
    }
    let years = guess(&Remembered::default()).unknown_words;
    let year = years.iter().find(|w| w.asks.kind() == "year").unwrap();
    assert_eq!(year.suggestions, ["2025"]);
    // Once answered, nothing is asked, and the file of answers is what is remembered.
    assert_eq!(asked(&answers()), BTreeMap::new());
    let again = Remembered::read("b", &answers().to_toml().unwrap(), Schema::shipped()).unwrap();
    assert_eq!(again, answers());
}

#[test]
fn what_is_answered_comes_in_whole() {
    let (memory, report, quarantined) = imported(&answers());
    let left: Vec<(u64, &str, &str)> = quarantined
        .iter()
        .map(|q| (q.line, q.column.as_str(), q.value.as_str()))
        .collect();
    assert_eq!(left, [], "{quarantined:#?}");
    let rows = quarter::JANUARY_ROWS
        .iter()
        .filter(|r| !r[0].is_empty())
        .count()
        + quarter::FEBRUARY_ROWS.len()
        + quarter::MARCH_ROWS.len();
    assert_eq!(report.rows as usize, rows);
    assert_eq!(report.workbook.as_ref().unwrap().dittos, 7);

    let january = |row: &str, property: &str| said(&memory, quarter::JANUARY, row, property);
    // Days.
    assert_eq!(january("1", "start"), ["2025-01-05"]);
    assert_eq!(january("1", "end"), ["2025-01-06"]);
    assert_eq!(january("2", "start"), ["2025-01-05 14:30"]);
    assert_eq!(january("3", "start"), ["2025-01-12"]);
    assert_eq!(january("4", "start"), ["2025-01-17"]);
    assert_eq!(january("6", "start"), ["2025-01-20 15:00"]);
    assert_eq!(january("11", "end"), ["2025-02-03"]);
    assert_eq!(january("13", "start"), ["2025-01-31 10:15"]);
    // «Там же» is the region and the place above.
    assert_eq!(january("2", "region"), january("1", "region"));
    assert_eq!(january("2", "place"), january("1", "place"));
    assert_eq!(january("8", "region"), ["KZ-71"]);
    assert_eq!(january("5", "region"), ["KZ-15"]);
    // Laws.
    assert_eq!(
        january("1", "law"),
        ["Administrative Code 488(11)", "Administrative Code 488(6)"]
    );
    assert_eq!(january("2", "law"), ["Administrative Code 488(6)"]);
    assert_eq!(january("3", "law"), ["Criminal Code 174"]);
    assert_eq!(january("7", "law"), ["Administrative Code 434"]);
    assert_eq!(
        january("10", "law"),
        ["Criminal Code 405(2)", "Criminal Procedure Code 201"]
    );
    // People.
    let whom = |row: &str| targets(&memory, quarter::JANUARY, row);
    assert_eq!(whom("1"), ["Небывалов А.А.", "Примеркин Б.Б."]);
    assert_eq!(whom("3"), ["Выдуманов Г.Г.", "его супруга"]);
    assert_eq!(whom("4"), ["жители посёлка about 10"]);
    assert_eq!(whom("5"), ["Примеркин Б.Б."]);
    assert_eq!(
        whom("6"),
        ["Сочинялов Д.Д.", "Сочинялова Е.Е.", "ещё трое 3"]
    );
    assert_eq!(whom("8"), whom("7"));
    assert_eq!(whom("9"), ["Придумкина З.З.", "ТОО «Вымысел-Медиа»"]);
    assert_eq!(whom("12"), ["семья Придумкиных 6"]);
    assert_eq!(whom("13"), ["участники показа, ок. 40 чел. about 40"]);
    // The same person on three sheets is one.
    let called: BTreeSet<RecordId> = memory
        .all()
        .filter(|s| s.record_type == "actor" && s.statement.value.plain() == "Примеркин Б.Б.")
        .map(|s| s.record)
        .collect();
    assert_eq!(called.len(), 1);
    // February, without the format of its days; March, without its year.
    let mut days: Vec<String> = (2..8)
        .flat_map(|row| said(&memory, quarter::FEBRUARY, &format!("row {row}"), "start"))
        .collect();
    days.sort();
    assert_eq!(days[0], "2025-02-02");
    assert_eq!(days.len(), quarter::FEBRUARY_ROWS.len());
    let march = |row: u32| said(&memory, quarter::MARCH, &format!("row {row}"), "start");
    assert_eq!(march(2), ["2025-03-03"]);
    assert_eq!(march(4), ["2025-03-11/.."]);
    assert_eq!(march(5), Vec::<String>::new());
    let kept = said(&memory, quarter::MARCH, "row 5", "original_code");
    assert_eq!(kept, ["Когда: конец месяца"]);
}

#[test]
fn the_same_again_changes_nothing_and_answers_given_later_only_add() {
    let (mut memory, ..) = imported(&Remembered::default());
    let import = |answers: &Remembered| {
        let corrections = Corrections::default();
        book()
            .import(Schema::shipped(), answers, &corrections, today())
            .unwrap()
    };
    let (report, quarantined) = run(&mut memory, &import(&answers()), 2, false);
    assert!(quarantined.is_empty());
    assert!(report.statements > 0);
    let (whole, ..) = imported(&answers());
    let live = |memory: &Memory| {
        let mut all: Vec<(RecordId, String, String)> = memory
            .all()
            .filter(|s| s.standing == aigaq_exchange::Standing::Live)
            .map(|s| {
                (
                    s.record,
                    s.statement.property.clone(),
                    s.statement.value.plain(),
                )
            })
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let (later, at_once) = (live(&memory), live(&whole));
    let missing: Vec<_> = at_once.iter().filter(|s| !later.contains(s)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let (again, _) = run(&mut memory, &import(&answers()), 3, false);
    assert_eq!((again.statements, again.withdrawn), (0, 0));
}
