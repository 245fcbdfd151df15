//! Records that follow from a row: the consent of a person named in a publication.

use crate::memory::{Memory, key, run};
use aigaq_exchange::{Import, Mapping, Origin, Report, Standing};
use aigaq_schema::{RecordId, Schema, Value};

const MAPPING: &str = r#"
profile = "test"
[source]
column = "source"
locator = "locator"
table = "sources"
[[tables]]
table = "sources"
record = "source"
unsourced = true
columns = [{ column = "title", property = "title" }]
[[tables]]
table = "people"
record = "actor"
constants = { kind = "person" }
columns = [{ column = "name", property = "name" }]
[[tables.derived]]
name = "consent"
record = "consent"
of = "person"
constants = { use = "publish", audience = "public", state = "already_public" }
[[tables.derived]]
name = "partners"
record = "consent"
of = "person"
constants = { audience = "partners" }
"#;

const ONE: &str = "p1,Somebody,s1 | s2,s1 p1 | s2 p2";

fn again(memory: &mut Memory, n: u8, rows: &str, clear: bool) -> Report {
    let mapping = Mapping::read("test.toml", MAPPING, Schema::shipped()).unwrap();
    let file = |name: &str, text: String| {
        let origin = Origin::bytes(format!("{name}.csv"), text.into_bytes());
        (name.to_owned(), origin)
    };
    let import = Import::of(
        mapping,
        vec![
            file("sources", "id,title\ns1,One\ns2,Two\ns3,Three\n".to_owned()),
            file("people", format!("id,name,source,locator\n{rows}\n")),
        ],
    )
    .unwrap();
    run(memory, &import, n, clear).0
}

fn consent(name: &str) -> RecordId {
    key().derived("test", "people", "p1", name)
}

fn imported() -> Memory {
    let mut memory = Memory::default();
    let report = again(&mut memory, 1, ONE, false);
    assert_eq!(
        report.records_new, 6,
        "three sources, a person, two consents"
    );
    memory
}

/// What the state of the first rests on: source and place.
fn rests_on(memory: &Memory) -> Vec<(RecordId, String)> {
    memory
        .live(consent("consent"), "state")
        .iter()
        .map(|s| {
            (
                s.basis.source.unwrap(),
                s.basis.locator.clone().unwrap_or_default(),
            )
        })
        .collect()
}

fn source(id: &str, place: &str) -> (RecordId, String) {
    (key().row("test", "sources", id), place.to_owned())
}

#[test]
fn each_record_that_follows_is_a_root_of_its_own_and_rests_on_every_source() {
    let memory = imported();
    let person = key().row("test", "people", "p1");
    assert_eq!(
        memory.values(consent("consent"), "person"),
        [person.to_string()]
    );
    assert_eq!(
        memory.values(consent("partners"), "person"),
        [person.to_string()]
    );
    assert_eq!(memory.values(consent("partners"), "audience"), ["partners"]);
    assert_eq!(rests_on(&memory), [source("s1", "p1"), source("s2", "p2")]);
    for root in [consent("consent"), consent("partners")] {
        let said = &memory.roots[&root];
        assert!(
            said.iter()
                .all(|s| s.record == root && s.record_type == "consent")
        );
    }
    assert!(memory.roots[&person].iter().all(|s| s.record == person));
}

#[test]
fn the_same_row_again_plans_nothing() {
    let mut memory = imported();
    let report = again(&mut memory, 2, ONE, true);
    assert_eq!((report.statements, report.withdrawn), (0, 0));
    assert_eq!((report.records_new, report.records_changed), (0, 0));
    assert_eq!(report.records_unchanged, 6);
    assert_eq!(report.emptied.count, 0);
}

#[test]
fn another_publication_becomes_the_evidence() {
    let mut memory = imported();
    again(&mut memory, 2, "p1,Somebody,s1 | s3,s1 p1", false);
    assert_eq!(rests_on(&memory), [source("s1", "p1"), source("s3", "")]);
}

#[test]
fn what_a_person_took_back_is_not_said_again_with_a_new_publication() {
    let mut memory = imported();
    memory.correct(consent("consent"), "state", Value::term("withdrawn"));
    for (n, row) in [(2, ONE), (3, "p1,Somebody,s1 | s2 | s3,s1 p1 | s2 p2")] {
        let report = again(&mut memory, n, row, true);
        assert!(report.kept.count > 0);
        assert_eq!(memory.values(consent("consent"), "state"), ["withdrawn"]);
    }
}

#[test]
fn a_row_without_sources_makes_none() {
    let mut memory = Memory::default();
    let report = again(&mut memory, 1, "p1,Somebody,,", false);
    assert_eq!(report.records_new, 4, "three sources and a person");
    assert!(!memory.records.contains(&consent("consent")));
    let report = again(&mut memory, 2, "p1,Somebody,,", true);
    assert_eq!((report.statements, report.emptied.count), (0, 0));
    // Nor does a source that cannot be found.
    let report = again(&mut memory, 3, "p1,Somebody,s9,", true);
    assert_eq!((report.statements, report.quarantined), (0, 1));
}

#[test]
fn emptied_sources_are_offered_and_taken_back_only_when_asked() {
    let mut memory = imported();
    let report = again(&mut memory, 2, "p1,Somebody,,", false);
    assert_eq!(report.emptied.count, 6, "four and two properties");
    assert_eq!(rests_on(&memory).len(), 2);
    again(&mut memory, 3, "p1,Somebody,,", true);
    assert_eq!(rests_on(&memory), []);
}

#[test]
fn a_source_in_quarantine_takes_nothing_back() {
    let mut memory = imported();
    for (n, row) in [(2, "p1,Somebody,s9,"), (3, "p1,Somebody,s1 | s9,s1 p1")] {
        let report = again(&mut memory, n, row, true);
        assert!(report.quarantined > 0);
        assert_eq!(rests_on(&memory), [source("s1", "p1"), source("s2", "p2")]);
    }
}

#[test]
fn an_import_that_was_undone_says_it_anew() {
    let mut memory = imported();
    for said in memory.roots.values_mut().flatten() {
        said.standing = Standing::of_withdrawal("undo: import of people.csv");
    }
    again(&mut memory, 2, ONE, false);
    assert_eq!(
        memory.values(consent("consent"), "state"),
        ["already_public"]
    );
}
