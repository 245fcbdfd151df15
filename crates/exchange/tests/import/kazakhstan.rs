//! The shipped data set, planned whole with the shipped mapping.

use crate::memory::{Memory, data, key, run};
use aigaq_exchange::{Import, Mapping, Quarantined, Report};
use aigaq_schema::{RecordId, Schema, Value, Via};
use std::collections::{BTreeMap, HashSet};

fn import() -> Import {
    Import::find(Mapping::kazakhstan(Schema::shipped()).unwrap(), &data()).unwrap()
}

fn whole() -> (Memory, Report, Vec<Quarantined>) {
    let mut memory = Memory::default();
    let (report, quarantined) = run(&mut memory, &import(), 1, false);
    (memory, report, quarantined)
}

fn id(table: &str, row: &str) -> RecordId {
    key().row("kazakhstan", table, row)
}

/// All rows of a table of the data set, read by the csv crate and not by ours.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(data().join(format!("{table}.csv"))).unwrap();
    let headings = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|record| {
            headings
                .iter()
                .map(str::to_owned)
                .zip(record.unwrap().iter().map(str::to_owned))
                .collect()
        })
        .collect()
}

const TABLES: [&str; 14] = [
    "sources",
    "act_types",
    "groups",
    "people",
    "events",
    "acts",
    "measures",
    "cases",
    "commitments",
    "assessments",
    "figures",
    "assemblies",
    "assets",
    "discrepancies",
];

#[test]
fn two_cells_are_in_quarantine_and_say_why() {
    let (_, _, quarantined) = whole();
    let said: Vec<String> = quarantined
        .iter()
        .map(|q| format!("{} {} {}: {}", q.table, q.row, q.column, q.reason))
        .collect();
    assert_eq!(
        said,
        [
            "assets asset-07 currency: a currency stands without an amount",
            "assets asset-18 value: “visas” is no currency: write its code of three letters (KZT, USD)",
        ]
    );
}

#[test]
fn every_row_of_all_fourteen_tables_makes_its_record() {
    let (memory, report, _) = whole();
    let mut total = 0;
    for table in TABLES {
        let rows = rows(table);
        total += rows.len();
        for row in rows {
            let row = row.get("id").or_else(|| row.get("code")).unwrap();
            assert!(memory.records.contains(&id(table, row)), "{table} {row}");
        }
    }
    assert_eq!(report.rows, total as u64);
    assert_eq!(total, 1564);
}

#[test]
fn every_filled_cell_is_said_or_in_quarantine() {
    let (memory, _, quarantined) = whole();
    let mut said: HashSet<(String, String, String)> = HashSet::new();
    let mut rules = HashSet::new();
    for s in memory.all() {
        match &s.statement.via {
            Via::Import { table, row, column } => {
                said.insert((table.clone(), row.clone(), column.clone()));
            }
            Via::Rule(rule) => {
                rules.insert(rule.clone());
            }
            _ => {}
        }
    }
    for q in quarantined {
        said.insert((q.table, q.row, q.column));
    }
    // Cells that are read together with another and say nothing by themselves.
    let together = [
        ("events", "deaths_max", "deaths_min"),
        ("events", "participants_max", "participants_min"),
        ("acts", "victim_count_max", "victim_count_min"),
        ("figures", "min", "value"),
        ("figures", "max", "value"),
        ("figures", "qualifier", "value"),
        ("assets", "currency", "value"),
        ("act_types", "rights", "parent"),
    ];
    let mut missing = Vec::new();
    for table in TABLES {
        for row in rows(table) {
            let key = row.get("id").or_else(|| row.get("code")).unwrap();
            for (column, cell) in &row {
                let basis = ["source", "locator", "source_a", "source_b"];
                if cell.is_empty() || (basis.contains(&column.as_str()) && table != "sources") {
                    continue;
                }
                let at = together
                    .iter()
                    .find(|(t, c, _)| *t == table && c == column)
                    .map_or(column.as_str(), |(_, _, with)| *with);
                let there = |column: &str| {
                    said.contains(&(table.to_owned(), key.clone(), column.to_owned()))
                };
                if !there(at) && !there(column) {
                    missing.push(format!("{table} {key} {column} = {cell}"));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_source_and_every_place_in_it_is_kept() {
    let (memory, _, _) = whole();
    for table in ["acts", "people", "events", "figures", "commitments"] {
        for row in rows(table) {
            let record = id(table, &row["id"]);
            let about: HashSet<(RecordId, String)> = memory
                .all()
                .filter(|s| s.record == record)
                .filter_map(|s| {
                    let basis = &s.statement.basis;
                    Some((basis.source?, basis.locator.clone().unwrap_or_default()))
                })
                .collect();
            for source in row["source"].split(" | ") {
                let places: Vec<&str> = row["locator"]
                    .split(" | ")
                    .filter_map(|l| l.strip_prefix(source)?.strip_prefix(' '))
                    .collect();
                let wanted = (id("sources", source), places.join("; "));
                assert!(about.contains(&wanted), "{table} {} {wanted:?}", row["id"]);
            }
        }
    }
}

#[test]
fn an_act_has_its_victim_its_perpetrators_and_what_was_done() {
    let (memory, _, _) = whole();
    let act = id("acts", "act-baltabay-ban");
    assert_eq!(memory.values(act, "type"), ["RES.ban"]);
    assert_eq!(memory.values(act, "original_code"), ["activity-ban"]);
    assert_eq!(memory.values(act, "start"), ["2019"]);
    assert_eq!(memory.live(act, "start").len(), 2, "one for each source");
    assert_eq!(
        memory.values(act, "rights"),
        ["association", "expression", "participation"]
    );
    let target = key().part(
        "kazakhstan",
        "acts",
        "act-baltabay-ban",
        "victim",
        "person-baltabay-erlan",
    );
    assert_eq!(memory.values(target, "role"), ["target"]);
    assert_eq!(memory.values(target, "number"), ["1"]);
    assert_eq!(
        memory.values(target, "actor"),
        [id("people", "person-baltabay-erlan").to_string()]
    );
    assert_eq!(memory.values(target, "act"), [act.to_string()]);

    let seven = memory
        .all()
        .filter(|s| s.statement.property == "act")
        .filter(|s| {
            s.statement.value == Value::Reference(id("acts", "act-threats-2020"))
                && s.record_type == "involvement"
        })
        .map(|s| s.record)
        .collect::<HashSet<_>>();
    assert_eq!(seven.len(), 8, "one target and seven perpetrators");
}

#[test]
fn a_perpetrator_that_is_unknown_is_a_state_and_no_person_of_that_name() {
    let (memory, _, _) = whole();
    let part = |act: &str, words: &str| key().part("kazakhstan", "acts", act, "perpetrator", words);
    assert_eq!(
        memory.values(part("act-novikova-death", "unknown"), "actor"),
        ["unknown"]
    );
    assert_eq!(
        memory.values(part("act-masanchi-property", "not stated"), "actor"),
        ["not asked"]
    );
    let names: HashSet<String> = memory
        .all()
        .filter(|s| s.statement.property == "name")
        .map(|s| s.statement.value.plain())
        .collect();
    assert!(names.contains("striking oil workers and protesters"));
    assert!(!names.contains("unknown") && !names.contains("not stated"));
}

#[test]
fn the_dead_of_zhanaozen_differ_side_by_side() {
    let (memory, _, _) = whole();
    let event = id("events", "event-zhanaozen-2011");
    assert_eq!(
        memory.values(event, "deaths"),
        ["14–17", "at least 14", "at least 17"]
    );
    let by = |text: &str| {
        memory
            .live(event, "deaths")
            .iter()
            .find(|s| s.value.plain() == text)
            .unwrap()
            .basis
            .source
    };
    assert_eq!(by("at least 14"), Some(id("sources", "fpc-introduction")));
    assert_eq!(by("at least 17"), Some(id("sources", "nhc-country")));
    let note = id("discrepancies", "disc-01");
    let texts = memory.live(note, "text");
    let told: Vec<(String, Option<RecordId>, Option<String>)> = texts
        .iter()
        .map(|s| (s.value.plain(), s.basis.source, s.basis.locator.clone()))
        .collect();
    assert!(told.contains(&(
        "At least 14 protesters killed".to_owned(),
        Some(id("sources", "fpc-introduction")),
        Some("p17 fn9".to_owned())
    )));
    assert!(told.contains(&(
        "At least 17 striking oil workers shot dead".to_owned(),
        Some(id("sources", "nhc-country")),
        Some("p3 fn3".to_owned())
    )));
}

#[test]
fn the_eight_figures_of_2020_are_parts_of_1414_and_add_up_to_684() {
    let (memory, _, _) = whole();
    let whole_figure = id("figures", "fig-threats-2020");
    let parts: Vec<RecordId> = memory
        .all()
        .filter(|s| {
            s.statement.property == "part_of" && s.statement.value == Value::Reference(whole_figure)
        })
        .map(|s| s.record)
        .collect();
    assert_eq!(parts.len(), 8);
    let sum: i64 = parts
        .iter()
        .map(|p| memory.values(*p, "value")[0].parse::<i64>().unwrap())
        .sum();
    assert_eq!(sum, 684);
    assert_eq!(memory.values(whole_figure, "value"), ["1414"]);
}

#[test]
fn numbers_keep_what_their_source_said_of_them() {
    let (memory, _, _) = whole();
    for (row, value, caveat) in [
        ("fig-nuclear-tests", "more than 110", None),
        ("fig-jeltoksan-deaths", "at most 200", None),
        ("fig-1916-deaths", "150000–250000", None),
        ("fig-vaccine-doses", "fewer than 7000000", Some("almost")),
        ("fig-zhanaozen-injured", "about 100", None),
        ("fig-recession", "-2.6", None),
        ("fig-2016-jailed", "more than 24", Some("over two dozen")),
        ("fig-religion-oblast", "at least 300", None),
        ("fig-turnout-2021", "63.3", Some("lowest since 1999")),
    ] {
        let record = id("figures", row);
        assert_eq!(memory.values(record, "value"), [value], "{row}");
        assert_eq!(
            memory.values(record, "caveat").first().map(String::as_str),
            caveat,
            "{row}"
        );
    }
}

#[test]
fn everybody_in_the_table_of_people_is_public_already_and_the_publications_are_the_evidence() {
    let (memory, _, _) = whole();
    let people = rows("people");
    let mut consents = HashSet::new();
    for row in &people {
        let consent = key().derived("kazakhstan", "people", &row["id"], "consent");
        consents.insert(consent);
        let sources: HashSet<RecordId> = row["source"]
            .split(" | ")
            .map(|s| id("sources", s))
            .collect();
        for (property, value) in [
            ("person", id("people", &row["id"]).to_string()),
            ("use", "publish".to_owned()),
            ("audience", "public".to_owned()),
            ("state", "already_public".to_owned()),
        ] {
            assert_eq!(memory.values(consent, property), [value], "{}", row["id"]);
            let said = memory.live(consent, property);
            let on: HashSet<RecordId> = said.iter().filter_map(|s| s.basis.source).collect();
            assert_eq!(on, sources, "{} {property}", row["id"]);
            let rule = Via::Rule(format!("kazakhstan/people/consent: {property}"));
            assert!(said.iter().all(|s| s.via == rule));
        }
    }
    assert!(people.len() > 100);
    assert_eq!(consents.len(), people.len());
    // There are no other consents, and no actor that may be a person has none.
    let of_type = |record_type: &str| -> HashSet<RecordId> {
        memory
            .all()
            .filter(|s| s.record_type == record_type)
            .map(|s| s.record)
            .collect()
    };
    assert_eq!(of_type("consent"), consents);
    let persons = of_type("actor").into_iter().filter(|actor| {
        let kinds = memory.values(*actor, "kind");
        kinds.is_empty() || kinds.contains(&"person".to_owned())
    });
    assert_eq!(persons.count(), people.len());
}

#[test]
fn a_restriction_has_its_kind_its_times_and_the_day_its_status_is_told_for() {
    let (memory, _, _) = whole();
    let ban = id("measures", "measure-baltabay-ban");
    for (property, value) in [
        ("kind", "activity_ban"),
        ("start", "2019"),
        ("length", "P7Y"),
        ("end", "2026"),
        ("scope", "union"),
        ("scope_text", "union activity"),
        ("status", "in_force"),
    ] {
        assert_eq!(memory.values(ban, property), [value], "{property}");
    }
    let on: Vec<_> = memory
        .live(ban, "status_on")
        .iter()
        .map(|s| (s.basis.source.unwrap(), s.value.plain()))
        .collect();
    for row in rows("sources") {
        for source in ["fpc-introduction", "fpc-conclusions"] {
            if row["id"] == source {
                assert!(on.contains(&(id("sources", source), row["date"].clone())));
            }
        }
    }
    assert_eq!(on.len(), 2);
}

#[test]
fn every_act_type_of_the_data_has_its_code() {
    let (memory, _, _) = whole();
    let list = Schema::shipped().list("act_types").unwrap();
    for row in rows("act_types") {
        let content = memory.values(id("act_types", &row["code"]), "content");
        assert_eq!(content.len(), 1, "{}", row["code"]);
        assert!(list.get(&content[0]).is_some(), "{content:?}");
    }
}

#[test]
fn importing_it_again_plans_nothing() {
    let (mut memory, first, _) = whole();
    let before = memory.all().count();
    let (again, _) = run(&mut memory, &import(), 2, true);
    assert_eq!(memory.all().count(), before);
    assert_eq!(
        (again.statements, again.withdrawn, again.records_new),
        (0, 0, 0)
    );
    assert_eq!(again.records_changed, 0);
    assert_eq!(again.emptied.count, 0);
    assert!(again.records_unchanged > 1500);
    assert_eq!(first.rows, again.rows);
}

#[test]
fn the_same_tables_as_sheets_of_one_workbook_say_the_same() {
    let mut book = aigaq_exchange::write::XlsxTables::new();
    for table in TABLES {
        let mut reader = csv::Reader::from_path(data().join(format!("{table}.csv"))).unwrap();
        let headings = reader.headers().unwrap().clone();
        let rows = reader
            .records()
            .map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
        book.sheet(table, &headings.iter().collect::<Vec<_>>(), rows)
            .unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.xlsx");
    std::fs::write(&path, book.finish().unwrap()).unwrap();
    let (mut memory, _, _) = whole();
    let mapping = Mapping::kazakhstan(Schema::shipped()).unwrap();
    let import = Import::find(mapping, &path).unwrap();
    assert_eq!(import.files().count(), 14);
    let (report, _) = run(&mut memory, &import, 2, true);
    assert_eq!(
        (report.rows, report.statements, report.withdrawn),
        (1564, 0, 0)
    );
}

#[test]
fn a_table_alone_finds_the_others_in_the_workspace() {
    let (mut memory, _, _) = whole();
    let before = memory.all().count();
    let import = Import::find(
        Mapping::kazakhstan(Schema::shipped()).unwrap(),
        &data().join("measures.csv"),
    )
    .unwrap();
    let (report, quarantined) = run(&mut memory, &import, 2, true);
    assert_eq!(quarantined, []);
    assert_eq!(report.rows, 47);
    // Not even the days of the sources are taken back, although the table of sources is not there.
    assert_eq!((report.statements, report.withdrawn), (0, 0));
    assert_eq!(memory.all().count(), before);
}

#[test]
fn all_values_fit_their_property() {
    let (memory, _, _) = whole();
    let schema = Schema::shipped();
    for said in memory.all() {
        let s = &said.statement;
        let property = schema
            .property(&said.record_type, &s.property)
            .unwrap_or_else(|| panic!("{} has no {}", said.record_type, s.property));
        match &s.value {
            Value::Term(code) => {
                let list = schema.list_of(property).unwrap();
                assert!(list.get(code).is_some(), "{code}");
            }
            Value::Reference(record) => {
                assert!(memory.records.contains(record), "{s:?}");
                let there = memory.all().find(|o| o.record == *record).unwrap();
                assert!(
                    property.to.is_empty() || property.to.contains(&there.record_type),
                    "{s:?}"
                );
            }
            _ => {}
        }
    }
}

#[test]
fn articles_are_read_as_the_rights_they_mean_in_their_company() {
    use aigaq_exchange::mapping::Articles;
    let articles = Articles::of(Schema::shipped().list("rights").unwrap());
    for (text, rights) in [
        ("ICCPR 9; UDHR 9", vec!["liberty"]),
        ("ICCPR 6; UDHR 3", vec!["life"]),
        ("ICCPR 7; UDHR 5", vec!["torture"]),
        ("ICCPR 7, 10; UDHR 5", vec!["torture", "humane"]),
        ("ICCPR 21; UDHR 20", vec!["assembly"]),
        ("ICCPR 22; UDHR 20", vec!["association"]),
        ("ICCPR 9, 21; UDHR 9, 20", vec!["liberty", "assembly"]),
        (
            "ICCPR 22; ICESCR 8; UDHR 20, 23",
            vec!["association", "unions"],
        ),
        ("ICCPR 2, 7; UDHR 8", vec!["torture", "remedy"]),
        ("ICCPR 2, 26; UDHR 2, 7", vec!["equality"]),
        ("iccpr 19(2), 21", vec!["expression", "assembly"]),
        ("UDHR 17", vec!["property"]),
        ("ICCPR 3, 26; CEDAW 1", vec!["equality"]),
    ] {
        assert_eq!(articles.rights(text), Ok(rights), "{text}");
    }
    for text in ["", "ICCPR", "ICCPR nine", "ICCPR 9,", "CEDAW 1"] {
        assert!(articles.rights(text).is_err(), "{text}");
    }
    for row in rows("act_types") {
        assert!(articles.rights(&row["rights"]).is_ok());
    }
}
