//! Invented records of every type that a register is made of, as tables with their mapping.

use aigaq_schema::Schema;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A table: its name, the type of its records, its columns as `property` or `property>tables referred to`, its rows.
type Table = (
    &'static str,
    &'static str,
    &'static [&'static str],
    Vec<String>,
);

/// Writes the tables and their mapping; gives the mapping's file, and what was written in words.
pub fn write(folder: &Path, restrictions: usize) -> (PathBuf, String) {
    let tables = folder.join("tables");
    std::fs::create_dir(&tables).unwrap();
    let mut mapping = "profile = \"measured\"\n".to_owned();
    let mut said = Vec::new();
    for (name, record, columns, rows) in all(restrictions) {
        write!(
            mapping,
            "[[tables]]\ntable = \"{name}\"\nrecord = \"{record}\"\nunsourced = true\n"
        )
        .unwrap();
        let mut text = "id".to_owned();
        for column in columns {
            let (property, to) = column.split_once('>').unwrap_or((column, ""));
            write!(
                mapping,
                "[[tables.columns]]\ncolumn = \"{property}\"\nproperty = \"{property}\"\n"
            )
            .unwrap();
            if !to.is_empty() {
                writeln!(mapping, "to = [\"{to}\"]").unwrap();
            }
            write!(text, ",{property}").unwrap();
        }
        for (number, row) in rows.iter().enumerate() {
            write!(text, "\n{name}{number},{row}").unwrap();
        }
        std::fs::write(tables.join(format!("{name}.csv")), text + "\n").unwrap();
        said.push(format!("{} {name}", rows.len()));
    }
    let path = folder.join("mapping.toml");
    std::fs::write(&path, mapping).unwrap();
    (path, said.join(", "))
}

fn all(restrictions: usize) -> Vec<Table> {
    let people = (restrictions / 25).max(20);
    let organisations = (people / 20).max(5);
    let cases = restrictions / 10;
    let few = restrictions / 50;
    let of = |n: usize, count: usize| n * 7 % count.max(1);
    let codes = |list: &str| -> Vec<String> {
        let list = Schema::shipped().list(list).unwrap();
        let codes = list.entries().iter().filter(|entry| !entry.retired);
        codes.map(|entry| entry.code.clone()).collect()
    };
    let (stages, grounds) = (codes("case_stages"), codes("refusal_grounds"));
    let (forms, outcomes) = (codes("assembly_forms"), codes("application_outcomes"));
    let (bodies, levels) = (codes("decision_bodies"), ["met", "partial", "formal"]);
    let pick = |codes: &[String], n: usize| codes[n % codes.len()].clone();
    vec![
        (
            "people",
            "actor",
            &["name", "kind"],
            rows(people, |n| format!("Invented Person{n},person")),
        ),
        (
            "organisations",
            "actor",
            &["name", "kind"],
            rows(organisations, |n| format!("Invented Society {n},ngo")),
        ),
        (
            "restrictions",
            "restriction",
            &["actor>people", "kind", "start", "length", "end"],
            rows(restrictions, |n| restriction(n, of(n, people))),
        ),
        (
            "cases",
            "case",
            &["title", "kind", "party>people", "opened", "follows>cases"],
            rows(cases, |n| {
                let kind = ["criminal", "administrative_offence", "torture", "civil"][n % 4];
                let follows = if n % 10 == 9 {
                    format!("cases{}", n - 1)
                } else {
                    String::new()
                };
                format!(
                    "Case {n},{kind},people{},{},{follows}",
                    of(n, people),
                    day(n)
                )
            }),
        ),
        (
            "stages",
            "stage",
            &["case>cases", "kind", "date"],
            rows(cases * 3, |n| {
                format!(
                    "cases{},{},{}",
                    n / 3,
                    pick(&stages, n / 3 + n),
                    day(n + n % 3 * 40)
                )
            }),
        ),
        (
            "applications",
            "application",
            &[
                "kind",
                "form",
                "filed",
                "planned",
                "outcome",
                "ground",
                "signatory",
                "place_asked",
            ],
            rows(few, |n| {
                let outcome = pick(&outcomes, n);
                let ground = pick(&grounds, n);
                format!(
                    "assembly_notification,{},{},{},{outcome},{ground},Deputy {},Square {}",
                    pick(&forms, n),
                    day(n),
                    day(n + 9),
                    n % 40,
                    n % 200
                )
            }),
        ),
        (
            "refused",
            "application",
            &[
                "kind",
                "applicant>organisations",
                "filed",
                "outcome",
                "attempt",
            ],
            rows(few / 4, |n| {
                format!(
                    "ngo_registration,organisations{},{},refused,{}",
                    of(n, organisations),
                    day(n),
                    1 + n % 4
                )
            }),
        ),
        (
            "listings",
            "listing",
            &["person>people", "status", "date", "criteria"],
            rows(few / 2, |n| {
                let status = [
                    "candidate",
                    "recognised",
                    "recognised",
                    "removed",
                    "excluded",
                ][n % 5];
                format!(
                    "people{},{status},{},{}",
                    of(n, people),
                    day(n),
                    pick(&codes("prisoner_criteria"), 0)
                )
            }),
        ),
        (
            "commitments",
            "commitment",
            &[
                "text",
                "kind",
                "addressee>organisations",
                "deadline",
                "part_of>commitments",
            ],
            rows(few / 4, |n| {
                let (kind, of) = if n < 12 {
                    ("decree_topic", String::new())
                } else {
                    ("recommendation", format!("commitments{}", n % 12))
                };
                format!(
                    "Something to be done {n},{kind},organisations{},{},{of}",
                    n % 20.min(organisations),
                    day(n)
                )
            }),
        ),
        (
            "assessments",
            "assessment",
            &[
                "commitment>commitments",
                "axis",
                "assessor>organisations",
                "date",
                "level",
            ],
            rows(few / 2, |n| {
                format!(
                    "commitments{},independent,organisations{},{},{}",
                    n % (few / 4).max(1),
                    of(n, organisations),
                    day(n),
                    levels[n % 3]
                )
            }),
        ),
        (
            "decisions",
            "decision",
            &["title", "kind", "date", "remedy", "due"],
            rows(few / 4, |n| {
                format!(
                    "Decision {n},{},{},Release,{}",
                    pick(&bodies, n),
                    day(n),
                    day(n + 180)
                )
            }),
        ),
        (
            "figures",
            "figure",
            &["indicator", "scope", "unit", "period", "value"],
            rows(few, |n| {
                format!(
                    "Index {},Testland,place,{},{}",
                    n % 50,
                    1990 + n / 50 % 30,
                    n % 180
                )
            }),
        ),
        (
            "acts",
            "act",
            &["type", "start"],
            rows(cases, |n| {
                format!(
                    "{},{}",
                    ["LIB.arrest", "ORG.tax", "ORG.suspend", "ADM.fine"][n % 4],
                    day(n)
                )
            }),
        ),
        (
            "involvements",
            "involvement",
            &["act>acts", "actor>organisations", "role"],
            rows(cases, |n| {
                format!("acts{n},organisations{},target", of(n, organisations))
            }),
        ),
    ]
}

fn rows(count: usize, row: impl Fn(usize) -> String) -> Vec<String> {
    (0..count).map(row).collect()
}

fn day(n: usize) -> String {
    format!(
        "{}-{:02}-{:02}",
        2016 + n / 336 % 6,
        1 + n / 28 % 12,
        1 + n % 28
    )
}

/// Kinds, terms, starts and ends in every precision, some without any.
fn restriction(n: usize, person: usize) -> String {
    let kinds = [
        "custodial_term",
        "activity_ban",
        "art44_restriction",
        "exit_ban",
        "probation",
        "administrative_arrest",
    ];
    let (year, month, day) = (2012 + n % 10, 1 + n / 10 % 12, 1 + n / 7 % 28);
    let start = match n % 3 {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}-{month:02}"),
        _ => year.to_string(),
    };
    let (length, end) = match n % 5 {
        0 => (format!("P{}Y", 1 + n % 7), String::new()),
        1 => (String::new(), format!("{}-{month:02}", year + 1 + n % 6)),
        2 => (format!("P{}M", 1 + n % 30), String::new()),
        3 => (String::new(), (year + 2).to_string()),
        _ => (String::new(), String::new()),
    };
    let kind = kinds[n / 3 % kinds.len()];
    format!("people{person},{kind},{start},{length},{end}")
}
