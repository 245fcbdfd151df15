//! What holds for any table.

use crate::memory::{Memory, run};
use aigaq_exchange::export::{ExportedStatement, Lines, segments};
use aigaq_exchange::{Import, Mapping, Origin, Standing};
use aigaq_schema::{
    Basis, ChangeSetId, Clock, Day, LawReference, Money, NameKind, PartialDate, Qualifier,
    Quantity, RecordId, Schema, Segment, Span, State, Statement, StatementId, Value, Via,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const MAPPING: &str = r#"
profile = "any"
[source]
column = "source"
locator = "locator"
words = true
[words.source]
property = "title"
[words.actor]
property = "name"
[words.place]
property = "name"
[[tables]]
table = "acts"
record = "act"
[[tables.columns]]
column = "type"
property = "type"
keep = "always"
others = "silent"
[[tables.columns]]
column = "date"
property = "start"
[[tables.columns]]
column = "place"
property = "place"
words = "place"
[[tables.columns]]
column = "law"
property = "law"
[[tables.parts]]
record = "involvement"
each = "victim"
constants = { role = "target" }
[[tables.parts.columns]]
column = "victim"
property = "actor"
words = "actor"
[[tables.parts.columns]]
property = "number"
min = "min"
max = "max"
"#;

type Cells = Vec<String>;

fn file(rows: &[Cells]) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record([
        "id", "type", "date", "place", "law", "victim", "min", "max", "source", "locator",
    ])
    .unwrap();
    for row in rows {
        out.write_record(row).unwrap();
    }
    out.into_inner().unwrap()
}

fn import(rows: &[Cells]) -> Import {
    let mapping = Mapping::read("any.toml", MAPPING, Schema::shipped()).unwrap();
    Import::of(
        mapping,
        vec![("acts".to_owned(), Origin::bytes("acts.csv", file(rows)))],
    )
    .unwrap()
}

fn row() -> impl Strategy<Value = Cells> {
    (
        "[a-c][0-9]",
        prop_oneof!["LIB\\.(arrest|detain)", "arrest", Just(String::new())],
        prop_oneof!["20[12][0-9](-0[1-9])?", "soon", Just(String::new())],
        prop_oneof!["(Almaty|Astana|Орал)", Just(String::new())],
        "((Code|Закон) [0-9]( \\| )?){0,3}",
        "((Aset|Асет|x=1)( \\| )?){0,2}",
        "[0-9]{0,2}",
        "[0-9]{0,2}",
        "((s1|s2|Отчёт)( \\| )?){0,2}",
        "((s1|s2) p[0-9]( \\| )?){0,2}",
    )
        .prop_map(|(a, b, c, d, e, f, g, h, i, j)| vec![a, b, c, d, e, f, g, h, i, j])
}

/// Everything said, without the order.
fn state(memory: &Memory) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for said in memory.all() {
        *all.entry(format!("{said:?}")).or_default() += 1;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn planning_twice_plans_nothing(rows in prop::collection::vec(row(), 0..12)) {
        let mut memory = Memory::default();
        run(&mut memory, &import(&rows), 1, false);
        let before = state(&memory);
        let (report, _) = run(&mut memory, &import(&rows), 2, true);
        prop_assert_eq!(report.statements, 0);
        prop_assert_eq!(report.withdrawn, 0);
        prop_assert_eq!(report.emptied.count, 0);
        prop_assert_eq!(state(&memory), before);
    }

    #[test]
    fn the_order_of_the_rows_makes_no_difference(
        (rows, turned) in prop::collection::vec(row(), 0..12)
            .prop_map(|mut rows| {
                // Of two rows with one id the first counts: here ids are made different.
                for (n, row) in rows.iter_mut().enumerate() {
                    row[0] = format!("a{n}");
                }
                rows
            })
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        let (mut one, mut two) = (Memory::default(), Memory::default());
        run(&mut one, &import(&rows), 1, false);
        run(&mut two, &import(&turned), 1, false);
        prop_assert_eq!(state(&one), state(&two));
    }

    #[test]
    fn whatever_came_before_the_last_import_is_what_holds(
        first in prop::collection::vec(row(), 0..8),
        second in prop::collection::vec(row(), 0..8),
    ) {
        // With `clear`, and the same rows, an import over an older one holds what it alone would hold.
        let (mut over, mut alone) = (Memory::default(), Memory::default());
        let ids = |rows: &[Cells]| -> Vec<Cells> {
            rows.iter().enumerate().map(|(n, row)| {
                let mut row = row.clone();
                row[0] = format!("a{n}");
                // Cells that go to quarantine keep what was there before.
                if row[2] == "soon" { row[2] = String::new(); }
                row
            }).collect()
        };
        let (first, second) = (ids(&first), ids(&second));
        let first = &first[..first.len().min(second.len())];
        run(&mut over, &import(first), 1, false);
        let (_, _) = run(&mut over, &import(&second), 2, true);
        let (_, quarantined) = run(&mut alone, &import(&second), 2, true);
        let bad: Vec<&str> = quarantined.iter().map(|q| q.row.as_str()).collect();
        let live = |memory: &Memory| -> Vec<String> {
            let mut all: Vec<String> = memory
                .all()
                .filter(|s| s.standing == Standing::Live && s.record_type != "source")
                .filter(|s| match &s.statement.via {
                    Via::Import { row, .. } => !bad.contains(&row.as_str()),
                    _ => false,
                })
                .map(|s| {
                    let b = &s.statement.basis;
                    format!("{} {} {:?} {:?} {:?}", s.record, s.statement.property, s.statement.value, b.source, b.locator)
                })
                .collect();
            all.sort();
            all
        };
        prop_assert_eq!(live(&over), live(&alone));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(table) = Origin::bytes("any.csv", bytes).open() {
            let width = table.headings.len();
            for row in table {
                match row {
                    Ok(aigaq_exchange::table::Row::Good { cells, .. }) => {
                        prop_assert_eq!(cells.len(), width);
                    }
                    Ok(aigaq_exchange::table::Row::Bad(bad)) => prop_assert!(!bad.reason.english().is_empty()),
                    Err(_) => break,
                }
            }
        }
    }

    #[test]
    fn our_reader_agrees_with_the_csv_crate(rows in prop::collection::vec(prop::collection::vec("[a-z,;\"\n қ]{0,6}", 3), 1..6)) {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["a", "b", "c"]).unwrap();
        for row in &rows {
            out.write_record(row).unwrap();
        }
        let ours: Vec<Vec<String>> = Origin::bytes("x.csv", out.into_inner().unwrap())
            .open().unwrap()
            .map(|row| match row.unwrap() {
                aigaq_exchange::table::Row::Good { cells, .. } => cells,
                aigaq_exchange::table::Row::Bad(bad) => panic!("{bad:?}"),
            })
            .collect();
        let wanted: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|c| c.trim().to_owned()).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|c| !c.is_empty()))
            .collect();
        prop_assert_eq!(ours, wanted);
    }

    #[test]
    fn a_statement_survives_its_line(statement in exported()) {
        let line = statement.to_line();
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(ExportedStatement::from_line(&line), Ok(statement));
    }

    #[test]
    fn no_line_makes_it_panic(line in "\\PC{0,80}") {
        let _ = ExportedStatement::from_line(&line);
    }
}

fn quantity() -> impl Strategy<Value = Quantity> {
    (
        0u8..7,
        -1000i64..1000,
        0i64..50,
        prop::option::of("[a-z ]{1,6}"),
    )
        .prop_map(|(q, n, more, unit)| {
            let q = Qualifier::from_number(q).unwrap();
            let number = if q == Qualifier::Between {
                Quantity::between(n.into(), (n + more).into()).unwrap()
            } else {
                Quantity::qualified(q, n.into())
            };
            number.with_unit(unit)
        })
}

fn id() -> impl Strategy<Value = [u8; 16]> {
    any::<[u8; 16]>()
}

fn value() -> impl Strategy<Value = Value> {
    let date = || {
        prop_oneof![
            "19[0-9]X|20[0-9]{2}(-0[1-9](-1[0-9])?)?[~?]?"
                .prop_map(|t| t.parse::<PartialDate>().unwrap()),
            (0i32..30_000).prop_map(|n| PartialDate::day(Day(n))),
        ]
    };
    prop_oneof![
        (0usize..4).prop_map(|n| Value::Missing(State::ALL[n])),
        (any::<String>(), prop::option::of("[a-z]{2}"))
            .prop_map(|(text, language)| Value::Text { text, language }),
        (any::<String>(), 0usize..6).prop_map(|(text, n)| Value::Name {
            text,
            kind: NameKind::ALL[n]
        }),
        "[a-z.]{1,8}".prop_map(Value::Term),
        date().prop_map(Value::date),
        (
            date(),
            0u16..1440,
            prop::option::of("[A-Z][a-z]{3}/[A-Z][a-z]{3}")
        )
            .prop_map(|(date, minute, zone)| Value::Date {
                date,
                clock: Some(Clock { minute, zone })
            }),
        quantity().prop_map(Value::Number),
        (
            quantity(),
            "[A-Z]{3}",
            prop::option::of((0i64..99, any::<String>()))
        )
            .prop_map(|(amount, currency, units)| {
                Value::Money(Money {
                    amount,
                    currency,
                    index_units: units.map(|(n, on)| (n.into(), on)),
                })
            }),
        (0u32..9, 0u32..9, 0u32..9, 1u32..9, 0u32..99).prop_map(
            |(years, months, weeks, days, hours)| Value::Duration(Span {
                years,
                months,
                weeks,
                days,
                hours,
                minutes: 0
            })
        ),
        (
            any::<String>(),
            prop::option::of(any::<String>()),
            prop::option::of(any::<String>()),
            prop::option::of(any::<String>())
        )
            .prop_map(|(code, article, part, version)| Value::Law(LawReference {
                code,
                article,
                part,
                version
            })),
        id().prop_map(|b| Value::Reference(RecordId(b))),
        (id(), id()).prop_map(|(a, b)| Value::Statement(RecordId(a), StatementId(b))),
        any::<String>().prop_map(Value::Url),
        any::<[u8; 32]>().prop_map(Value::File),
        proptest::collection::vec(any::<u8>(), 0..80).prop_map(Value::Sealed),
        any::<bool>().prop_map(Value::YesNo),
        (any::<String>(), any::<String>())
            .prop_map(|(scheme, text)| Value::Identifier { scheme, text }),
    ]
}

fn exported() -> impl Strategy<Value = ExportedStatement> {
    let text = || prop::option::of(any::<String>());
    let via = prop_oneof![
        Just(Via::Form),
        (any::<String>(), any::<String>(), any::<String>())
            .prop_map(|(table, row, column)| Via::Import { table, row, column }),
        (id(), any::<u32>(), any::<u32>()).prop_map(|(d, from, to)| Via::Reading {
            document: RecordId(d),
            from,
            to
        }),
        any::<String>().prop_map(Via::Rule),
    ];
    let basis = (
        prop::option::of(id()),
        text(),
        text(),
        text(),
        any::<bool>(),
    )
        .prop_map(|(source, locator, quote, language, for_the_row)| Basis {
            source: source.map(RecordId),
            locator,
            quote,
            language,
            for_the_row,
        });
    (
        (
            id(),
            id(),
            id(),
            prop::option::of(id()),
            prop::option::of(id()),
        ),
        value(),
        basis,
        via,
        text(),
    )
        .prop_map(
            |((root, record, statement, origin, change_set), value, basis, via, withdrawn)| {
                ExportedStatement {
                    root: RecordId(root),
                    record: RecordId(record),
                    record_type: "act".to_owned(),
                    statement: Statement {
                        id: StatementId(statement),
                        property: "summary".to_owned(),
                        value,
                        basis,
                        via,
                        origin: origin.map(StatementId),
                    },
                    change_set: change_set.map(ChangeSetId),
                    withdrawn,
                }
            },
        )
}

#[test]
fn an_export_of_the_data_set_gives_the_same_state() {
    let mut memory = Memory::default();
    let mapping = Mapping::kazakhstan(Schema::shipped()).unwrap();
    let import = Import::find(mapping, &crate::memory::data()).unwrap();
    run(&mut memory, &import, 1, false);
    let mut out = Vec::new();
    for (root, said) in &memory.roots {
        for said in said {
            let exported = ExportedStatement {
                root: *root,
                record: said.record,
                record_type: said.record_type.clone(),
                statement: said.statement.clone(),
                change_set: Some(ChangeSetId([1; 16])),
                withdrawn: None,
            };
            aigaq_exchange::export::write_statement(&mut out, &exported).unwrap();
        }
    }
    let read: Vec<ExportedStatement> = Lines::new("statements.jsonl", out.as_slice())
        .collect::<Result<_, _>>()
        .unwrap();
    let mut other = Memory::default();
    let segments: Vec<Segment> = segments(read);
    other.record(segments);
    assert_eq!(state(&memory), state(&other));
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    let error = Lines::new("statements.jsonl", b"\n{\"record\":1}\n".as_slice())
        .next()
        .unwrap()
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("statements.jsonl, line 2: "), "{error}");
}
