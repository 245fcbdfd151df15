//! Importing again: a cell is compared with what the last import said of it.

use crate::memory::{Memory, key, run};
use aigaq_exchange::{Import, Mapping, Origin, Report, Standing};
use aigaq_schema::{RecordId, Schema, Value};

const MAPPING: &str = r#"
profile = "test"
separator = " | "
[source]
column = "source"
locator = "locator"
table = "sources"
[words.actor]
property = "name"
constants = { kind = "group" }
[[tables]]
table = "sources"
record = "source"
unsourced = true
columns = [{ column = "title", property = "title" }]
[[tables]]
table = "acts"
record = "act"
[[tables.columns]]
column = "type"
property = "type"
keep = "always"
[[tables.columns]]
column = "date"
property = "start"
optional = true
[[tables.columns]]
column = "law"
property = "law"
[[tables.columns]]
column = "outcome"
property = "outcome"
[[tables.parts]]
record = "involvement"
each = "perpetrator"
constants = { role = "perpetrator.main" }
[[tables.parts.columns]]
column = "perpetrator"
property = "actor"
words = "actor"
"#;

const SOURCES: &str = "id,title\ns1,One\ns2,Two\n";
const HEAD: &str = "id,type,date,law,outcome,perpetrator,source,locator\n";

fn import(acts: &str) -> Import {
    let mapping = Mapping::read("test.toml", MAPPING, Schema::shipped()).unwrap();
    let file = |name: &str, text: &str| {
        let origin = Origin::bytes(format!("{name}.csv"), text.as_bytes().to_vec());
        (name.to_owned(), origin)
    };
    Import::of(mapping, vec![file("sources", SOURCES), file("acts", acts)]).unwrap()
}

fn again(memory: &mut Memory, n: u8, row: &str, clear: bool) -> Report {
    run(memory, &import(&format!("{HEAD}{row}\n")), n, clear).0
}

fn act() -> RecordId {
    key().row("test", "acts", "a1")
}

const FIRST: &str = "a1,LIB.arrest,2020-06,Code 1 | Code 2,held,police,s1 | s2,s1 p1 | s2 p2";

fn imported() -> Memory {
    let mut memory = Memory::default();
    let report = again(&mut memory, 1, FIRST, false);
    assert_eq!(report.quarantined, 0);
    memory
}

#[test]
fn an_unchanged_row_plans_nothing() {
    let mut memory = imported();
    let report = again(&mut memory, 2, FIRST, true);
    assert_eq!((report.statements, report.withdrawn), (0, 0));
}

#[test]
fn a_changed_cell_is_withdrawn_and_said_anew_for_each_source() {
    let mut memory = imported();
    let report = again(&mut memory, 2, &FIRST.replace("2020-06", "2020-07"), false);
    assert_eq!((report.statements, report.withdrawn), (2, 2));
    assert_eq!(report.records_changed, 1);
    assert_eq!(memory.values(act(), "start"), ["2020-07"]);
    assert_eq!(report.corrected.count, 0);
}

#[test]
fn a_value_that_comes_back_is_said_under_a_new_id() {
    let mut memory = imported();
    again(&mut memory, 2, &FIRST.replace("2020-06", "2020-07"), false);
    let report = again(&mut memory, 3, FIRST, false);
    assert_eq!((report.statements, report.withdrawn), (2, 2));
    assert_eq!(memory.values(act(), "start"), ["2020-06"]);
}

#[test]
fn an_unchanged_cell_leaves_a_persons_correction_alone() {
    let mut memory = imported();
    memory.correct(act(), "start", Value::date("2020-06-09".parse().unwrap()));
    let report = again(&mut memory, 2, FIRST, true);
    assert_eq!((report.statements, report.withdrawn), (0, 0));
    assert_eq!(report.kept.count, 1);
    assert_eq!(memory.values(act(), "start"), ["2020-06-09"]);
}

#[test]
fn a_new_place_in_the_source_does_not_undo_a_correction() {
    let mut memory = imported();
    memory.correct(act(), "start", Value::date("2020-06-09".parse().unwrap()));
    again(&mut memory, 2, &FIRST.replace("s2 p2", "s2 p3"), false);
    assert_eq!(memory.values(act(), "start"), ["2020-06-09"]);
    let places: Vec<_> = memory
        .live(act(), "outcome")
        .iter()
        .map(|s| s.basis.locator.clone().unwrap())
        .collect();
    assert_eq!(places, ["p1", "p3"]);
}

#[test]
fn a_changed_cell_that_a_person_had_corrected_is_said_and_marked() {
    let mut memory = imported();
    memory.correct(act(), "start", Value::date("2020-06-09".parse().unwrap()));
    let report = again(&mut memory, 2, &FIRST.replace("2020-06", "2020-07"), false);
    assert_eq!(report.corrected.count, 1);
    assert_eq!(report.corrected.first[0].column, "date");
    assert_eq!(
        report.withdrawn, 0,
        "a person's statement is never withdrawn"
    );
    assert_eq!(memory.values(act(), "start"), ["2020-06-09", "2020-07"]);
}

#[test]
fn an_emptied_cell_is_offered_and_cleared_only_when_asked() {
    let mut memory = imported();
    let row = FIRST.replace("held", "");
    let report = again(&mut memory, 2, &row, false);
    assert_eq!((report.emptied.count, report.withdrawn), (1, 0));
    assert_eq!(memory.values(act(), "outcome"), ["held"]);
    let report = again(&mut memory, 3, &row, true);
    assert_eq!((report.emptied.count, report.withdrawn), (1, 2));
    assert_eq!(memory.values(act(), "outcome"), Vec::<String>::new());
    let report = again(&mut memory, 4, &row, true);
    assert_eq!((report.emptied.count, report.withdrawn), (0, 0));
}

#[test]
fn several_values_are_compared_as_a_set() {
    let mut memory = imported();
    let turned = FIRST.replace("Code 1 | Code 2", "Code 2 | Code 1 | Code 2");
    let report = again(&mut memory, 2, &turned, false);
    assert_eq!((report.statements, report.withdrawn), (0, 0));
    let other = FIRST.replace("Code 1 | Code 2", "Code 2 | Code 3");
    let report = again(&mut memory, 3, &other, false);
    assert_eq!((report.statements, report.withdrawn), (2, 2));
    assert_eq!(memory.values(act(), "law"), ["Code 2", "Code 3"]);
}

#[test]
fn a_missing_row_or_column_takes_nothing_back() {
    let mut memory = imported();
    let (report, _) = run(&mut memory, &import(HEAD), 2, true);
    assert_eq!((report.withdrawn, report.emptied.count), (0, 0));
    let without = "id,type,law,outcome,perpetrator,source,locator\n\
                   a1,LIB.arrest,Code 1 | Code 2,held,police,s1 | s2,s1 p1 | s2 p2\n";
    let (report, _) = run(&mut memory, &import(without), 3, true);
    assert_eq!((report.withdrawn, report.emptied.count), (0, 0));
    assert_eq!(report.tables[1].missing_columns, ["date"]);
    assert_eq!(memory.values(act(), "start"), ["2020-06"]);
}

#[test]
fn another_perpetrator_is_another_part_and_the_first_is_taken_back() {
    let mut memory = imported();
    let part = |words: &str| key().part("test", "acts", "a1", "perpetrator", words);
    again(&mut memory, 2, &FIRST.replace("police", "a court"), false);
    for property in ["actor", "role", "act"] {
        assert_eq!(memory.live(part("police"), property), [] as [&_; 0]);
    }
    assert_eq!(memory.values(part("a court"), "role"), ["perpetrator.main"]);
    again(&mut memory, 3, &FIRST.replace("police", ""), true);
    assert_eq!(memory.values(part("a court"), "role"), Vec::<String>::new());
}

#[test]
fn a_cell_that_goes_to_quarantine_keeps_what_it_said() {
    let mut memory = imported();
    let report = again(
        &mut memory,
        2,
        &FIRST.replace("2020-06", "31 February"),
        true,
    );
    assert_eq!((report.quarantined, report.withdrawn), (1, 0));
    assert_eq!(memory.values(act(), "start"), ["2020-06"]);
}

#[test]
fn an_import_that_was_undone_is_as_if_it_had_never_been() {
    let mut memory = imported();
    for said in memory.roots.values_mut().flatten() {
        said.standing = Standing::of_withdrawal("undo: import of acts.csv");
    }
    let report = again(&mut memory, 2, FIRST, false);
    assert_eq!(memory.values(act(), "start"), ["2020-06"]);
    assert!(report.statements > 10);
}

#[test]
fn two_devices_that_import_the_same_row_say_it_of_the_same_records() {
    let (mut one, mut two) = (Memory::default(), Memory::default());
    again(&mut one, 1, FIRST, false);
    again(&mut two, 2, FIRST, false);
    assert_eq!(one.records, two.records);
    assert!(one.ids.keys().all(|id| !two.ids.contains_key(id)));
    // Brought together, a changed cell takes both back.
    for (root, said) in two.roots {
        one.roots.entry(root).or_default().extend(said);
    }
    let report = again(&mut one, 3, &FIRST.replace("2020-06", "2020-07"), false);
    assert_eq!((report.statements, report.withdrawn), (2, 4));
}
