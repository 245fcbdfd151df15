//! Tables without a mapping file: `--as TYPE`.

use crate::memory::{Memory, key, run};
use aigaq_exchange::{ExchangeError, Import, Mapping, Origin, Quarantined};
use aigaq_schema::Schema;

fn mapping(record_type: &str, text: &str) -> Result<Mapping, ExchangeError> {
    let table = Origin::bytes("my.csv", text.as_bytes().to_vec()).open()?;
    Mapping::for_type(record_type, "my.csv", &table.headings, Schema::shipped())
}

fn import(memory: &mut Memory, record_type: &str, text: &str) -> Vec<Quarantined> {
    let origin = Origin::bytes("my.csv", text.as_bytes().to_vec());
    let import = Import::of(
        mapping(record_type, text).unwrap(),
        vec![(record_type.to_owned(), origin)],
    )
    .unwrap();
    run(memory, &import, 1, false).1
}

#[test]
fn headings_are_codes_or_labels_in_any_language() {
    let mut memory = Memory::default();
    let quarantined = import(
        &mut memory,
        "act",
        "id;Вид деяния;start;Өңір;summary;target;perpetrator;source;locator\n\
         1;LIB.detain;2020-06-09;Алматы;Задержан;Иван Иванов | Асель Сатпаева;полиция;Отчёт 2020;с. 4\n",
    );
    assert_eq!(quarantined, []);
    let act = key().row("plain", "act", "1");
    assert_eq!(memory.values(act, "type"), ["LIB.detain"]);
    assert_eq!(memory.values(act, "region"), ["KZ-75"]);
    let roles: Vec<String> = memory
        .all()
        .filter(|s| s.statement.property == "role")
        .map(|s| s.statement.value.plain())
        .collect();
    assert_eq!(roles.iter().filter(|r| *r == "target").count(), 2);
    assert_eq!(roles.len(), 3);
    let start = memory.live(act, "start");
    let source = start[0].basis.source.unwrap();
    assert_eq!(memory.values(source, "title"), ["Отчёт 2020"]);
    assert_eq!(start[0].basis.locator.as_deref(), Some("с. 4"));
}

#[test]
fn a_unit_is_as_good_as_a_type_and_nonsense_says_what_there_is() {
    assert!(mapping("acts", "id,summary\n").is_ok());
    let error = mapping("akt", "id\n").unwrap_err().to_string();
    assert!(
        error.starts_with("“akt” is no record type; there are: act,"),
        "{error}"
    );
    let error = mapping("act", "id,sumary\n").unwrap_err().to_string();
    assert!(error.contains("did you mean “summary”"), "{error}");
}

#[test]
fn bad_values_go_to_quarantine_and_the_rest_of_the_row_is_imported() {
    let mut memory = Memory::default();
    let quarantined = import(
        &mut memory,
        "restriction",
        "id,actor,kind,start,length,status\n\
         r1,A,activity_ban,2021-02-31,P3Y,in_force\n\
         r2,B,nonsense,2021,three years,in_force\n\
         ,C,,,,\n\
         r1,D,,,,\n",
    );
    let said: Vec<String> = quarantined
        .iter()
        .map(|q| format!("{} {}/{}: {}", q.line, q.row, q.column, q.reason))
        .collect();
    assert_eq!(said.len(), 5, "{said:#?}");
    assert!(
        said[0].starts_with("2 r1/start: “2021-02-31” is not a date: month 2 of 2021 has 28 days")
    );
    assert!(said[1].starts_with("3 r2/kind: “nonsense” is not a code of the list"));
    assert!(said[2].starts_with("3 r2/length: “three years” is not a length of time"));
    assert_eq!(said[3], "4 /: the row has no id");
    assert_eq!(
        said[4],
        "5 r1/: the row id “r1” stands twice (first in line 2)"
    );
    let r1 = key().row("plain", "restriction", "r1");
    assert_eq!(memory.values(r1, "length"), ["P3Y"]);
    assert_eq!(memory.values(r1, "start"), Vec::<String>::new());
}

#[test]
fn rows_without_ids_are_told_apart_by_what_they_say() {
    let mut memory = Memory::default();
    let text = "summary,start\none,2020\ntwo,2021\none,2020\n";
    let quarantined = import(&mut memory, "act", text);
    assert_eq!(quarantined.len(), 1);
    assert!(
        quarantined[0]
            .reason
            .english()
            .contains("stands twice (first in line 2)")
    );
    assert_eq!(memory.count(), 2);
}

#[test]
fn a_formula_is_a_text_like_any_other() {
    let mut memory = Memory::default();
    import(&mut memory, "act", "id,summary\n1,=cmd()\n2,\"@SUM(A1)\"\n");
    assert_eq!(
        memory.values(key().row("plain", "act", "1"), "summary"),
        ["=cmd()"]
    );
}

#[test]
fn references_find_rows_ids_and_words() {
    let mut memory = Memory::default();
    import(
        &mut memory,
        "actor",
        "id,name,kind\np-1,Aset Abishev,person\n",
    );
    let person = key().row("plain", "actor", "p-1");
    let text = format!(
        "id,actor,kind\n\
         r1,p-1,activity_ban\n\
         r2,{person},activity_ban\n\
         r3,Somebody else,activity_ban\n\
         r4,1f0e7c52-8f4f-4c57-9d52-9f0e6a1f2b3c,activity_ban\n"
    );
    let origin = Origin::bytes("my.csv", text.as_bytes().to_vec());
    let import = Import::of(
        mapping("restriction", &text).unwrap(),
        vec![("restriction".to_owned(), origin)],
    )
    .unwrap();
    let (_, quarantined) = run(&mut memory, &import, 2, false);
    let actor = |row: &str| memory.values(key().row("plain", "restriction", row), "actor");
    assert_eq!(actor("r1"), [person.to_string()]);
    assert_eq!(actor("r2"), [person.to_string()]);
    assert_eq!(actor("r3").len(), 1);
    assert_eq!(quarantined.len(), 1);
    assert!(
        quarantined[0]
            .reason
            .english()
            .contains("id of a record that is not there")
    );
}

#[test]
fn money_and_times_of_day_are_read_from_one_cell() {
    let mut memory = Memory::default();
    let quarantined = import(
        &mut memory,
        "asset",
        "id,value\n1,1 500 000 KZT\n2,about 80000000 USD\n3,many\n",
    );
    let value = |row: &str| memory.values(key().row("plain", "asset", row), "value");
    assert_eq!(value("1"), ["1500000 KZT"]);
    assert_eq!(value("2"), ["about 80000000 USD"]);
    assert_eq!(quarantined.len(), 1);
    let mut memory = Memory::default();
    import(
        &mut memory,
        "event",
        "id,start\n1,2020-06-09 14:30 Asia/Almaty\n",
    );
    assert_eq!(
        memory.values(key().row("plain", "event", "1"), "start"),
        ["2020-06-09 14:30 Asia/Almaty"]
    );
}
