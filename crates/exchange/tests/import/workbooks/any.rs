//! What holds for any workbook.

use super::{HEAD, read};
use crate::memory::{Memory, run};
use aigaq_exchange::Import;
use aigaq_exchange::workbook::{Corrections, Remembered, Role, SheetCorrections, Workbook};
use aigaq_schema::{CountedAs, Day, Schema, Via};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook as Written;
use std::collections::{BTreeMap, BTreeSet};

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
                let guess = book.guess(Schema::shipped(), &Remembered::default(), &Corrections::default(), Day(20_000));
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
        let sheet = SheetCorrections { heading_row: Some(1), columns };
        let corrections = Corrections {
            sheets: BTreeMap::from([("any".to_owned(), sheet)]),
            ..Corrections::default()
        };
        // Whatever its columns are: it is to be imported.
        let taken = "[sheets.any.any]\ntake = true";
        let answers = Remembered::read("taken", taken, Schema::shipped()).unwrap();
        let import = read("any.csv", bytes, &answers, &corrections);
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
        remembered.answer_targets(Schema::shipped(), "ASM.break", CountedAs::Each).unwrap();
        let again = Remembered::read("again", &remembered.to_toml().unwrap(), schema).unwrap();
        prop_assert_eq!(again, remembered);
    }
}
