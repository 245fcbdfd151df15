//! Counts against an independent recount: every type of record that the data set makes, every property that can be
//! counted, alone and in all pairs.
//!
//! The recount shares no code with the program. It reads the CSV files, the shipped lists and the tables of the
//! profile by itself and keeps plain texts; [`reading`] is the part that understands the profile.

mod reading;

use crate::common::{passphrase, with_the_data};
use aigaq_counting::{Answer, Query, Unit};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{Asking, Reader, Workspace};
use reading::{Record, Recount};
use std::collections::BTreeMap;

fn ask() -> Asking {
    Asking {
        reader: Reader::keeper(),
        language: Language::En,
        today: Day::from_ymd(2021, 7, 22).unwrap(),
    }
}

/// What an export tells of each record.
struct Exported {
    /// What the data set calls it: the row id it was imported under, or its words.
    called: BTreeMap<String, String>,
    /// The dates that stand first where the sources of one row say different days, by that name.
    days: BTreeMap<String, String>,
}

fn exported(workspace: &Workspace) -> Exported {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("export");
    workspace.export(&out).unwrap();
    let mut called = BTreeMap::new();
    for line in std::fs::read_to_string(out.join("statements.jsonl"))
        .unwrap()
        .lines()
    {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let record = line["record"].as_str().unwrap().to_owned();
        let value = &line["value"];
        if line["property"] == "external_id" {
            called.insert(
                record,
                value["identifier"]["text"].as_str().unwrap().to_owned(),
            );
        } else if line["property"] == "name"
            && line["via"]["rule"]
                .as_str()
                .is_some_and(|r| r.starts_with("kazakhstan/words/"))
        {
            let words = value["name"]["text"]
                .as_str()
                .or(value["text"]["text"].as_str())
                .unwrap();
            called.insert(record, format!("words:{words}"));
        }
    }
    let table = std::fs::read_to_string(out.join("records/restriction.csv")).unwrap();
    let mut table = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let place = |name: &str, all: &csv::StringRecord| all.iter().position(|h| h == name).unwrap();
    let headings = table.headers().unwrap().clone();
    let (id, status_on) = (place("id", &headings), place("status_on", &headings));
    let days = table
        .records()
        .map(|row| {
            let row = row.unwrap();
            (called[&row[id]].clone(), row[status_on].to_owned())
        })
        .collect();
    Exported { called, days }
}

/// The recount. Sources of different days tell the status of one restriction as of their own day; which of the
/// days stands first is taken from the program. Nowhere else do they differ in a date.
fn recount(days: BTreeMap<String, String>) -> Recount {
    Recount::of_the_data(move |record, property| {
        assert_eq!(property, "status_on", "{record}");
        days[record].clone()
    })
}

type Cells = BTreeMap<Vec<String>, u64>;

/// The cells of an answer; records by what the data set calls them.
fn cells(answer: &Answer, called: &BTreeMap<String, String>) -> Cells {
    let mut cells = Cells::new();
    for row in &answer.rows {
        let key: Vec<String> = row
            .key
            .iter()
            .map(|k| called.get(k).unwrap_or(k).clone())
            .collect();
        assert!(
            cells.insert(key.clone(), row.count).is_none(),
            "{key:?} stands twice"
        );
    }
    cells
}

/// The same cells from the records recounted: each record once in each cell it belongs to.
fn recounted(records: &[&Record], dimensions: &[(&str, &str)], recount: &Recount) -> Cells {
    let mut cells = Cells::new();
    for record in records {
        let mut keys: Vec<Vec<String>> = vec![Vec::new()];
        for (property, view) in dimensions {
            let of_this = recount.keys(record, property, view);
            keys = keys
                .iter()
                .flat_map(|before| {
                    of_this
                        .iter()
                        .map(|k| before.iter().chain([k]).cloned().collect())
                })
                .collect();
        }
        keys.sort();
        keys.dedup();
        for key in keys {
            *cells.entry(key).or_default() += 1;
        }
    }
    cells
}

#[test]
fn every_count_over_every_pair_of_properties_equals_a_recount_of_the_files() {
    let workspace = Workspace::open_to_read(with_the_data(), &passphrase()).unwrap();
    let Exported { called, days } = exported(&workspace);
    let recount = recount(days);
    let (mut tables, mut compared, mut wrong) = (0, 0, Vec::new());
    let mut types: Vec<&str> = recount
        .records
        .iter()
        .map(|r| r.record_type.as_str())
        .collect();
    types.sort_unstable();
    types.dedup();
    assert!(types.len() >= 15, "{types:?}");
    for record_type in types {
        let unit = Unit::of_table(record_type).unwrap();
        let records: Vec<&Record> = recount
            .records
            .iter()
            .filter(|r| r.record_type == record_type)
            .collect();
        // Each property as it is, and where its list is a tree, rolled up to the top too.
        let properties: Vec<(&str, &str)> = recount
            .countable(record_type)
            .flat_map(|p| {
                let top = recount.is_tree(record_type, p).then_some((p, ":0"));
                [(p, "")].into_iter().chain(top)
            })
            .collect();
        let mut all: Vec<Vec<(&str, &str)>> = vec![Vec::new()];
        for (i, one) in properties.iter().enumerate() {
            all.push(vec![*one]);
            // Rolled-up properties are paired with the plain ones only.
            let others = &properties[i + 1..];
            all.extend(
                others
                    .iter()
                    .filter(|o| o.0 != one.0)
                    .map(|o| vec![*one, *o]),
            );
        }
        for dimensions in all {
            let mut query = Query::new(unit);
            for (property, view) in &dimensions {
                query = query.by(&format!("{property}{view}")).unwrap();
            }
            let answer = workspace.count(&ask(), &query).unwrap();
            let (theirs, ours) = (
                cells(&answer, &called),
                recounted(&records, &dimensions, &recount),
            );
            tables += 1;
            compared += ours.len();
            let sum: u64 = theirs.values().sum();
            if theirs != ours
                || answer.total != records.len() as u64
                || answer.adds_up != (sum == answer.total)
            {
                let differ: Vec<String> = theirs
                    .keys()
                    .chain(ours.keys())
                    .filter(|k| theirs.get(*k) != ours.get(*k))
                    .take(4)
                    .map(|k| format!("{k:?}: {:?}, recounted {:?}", theirs.get(k), ours.get(k)))
                    .collect();
                wrong.push(format!(
                    "{} by {dimensions:?}: {} of {}, adds up {}: {differ:?}",
                    unit.name(),
                    answer.total,
                    records.len(),
                    answer.adds_up
                ));
            }
        }
    }
    println!("{tables} tables, {compared} cells");
    assert!(
        wrong.is_empty(),
        "{} tables differ:\n{}",
        wrong.len(),
        wrong
            .iter()
            .take(20)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
    // Should the recount or the list of types become empty, that would be no agreement.
    assert!(
        tables > 1_000 && compared > 20_000,
        "{tables} tables, {compared} cells"
    );
}

/// Persons who were targets, by what was done to them: two hops, so a join written by hand.
#[test]
fn persons_by_what_was_done_to_them_equal_a_recount_of_the_files() {
    let workspace = Workspace::open_to_read(with_the_data(), &passphrase()).unwrap();
    let recount = recount(BTreeMap::new());
    let mut expected: BTreeMap<Vec<String>, std::collections::BTreeSet<String>> = BTreeMap::new();
    let mut everybody = std::collections::BTreeSet::new();
    for part in recount
        .records
        .iter()
        .filter(|r| r.record_type == "involvement")
    {
        if recount.keys(part, "role", "") != ["target"] {
            continue;
        }
        for actor in recount.keys(part, "actor", "") {
            let Some(person) = recount
                .record(&actor)
                .filter(|a| recount.keys(a, "kind", "") == ["person"])
            else {
                continue;
            };
            for act in recount.keys(part, "act", "") {
                let act = recount.record(&act).unwrap();
                for kind in recount.keys(act, "type", ":0") {
                    for gender in recount.keys(person, "gender", "") {
                        expected
                            .entry(vec![kind.clone(), gender])
                            .or_default()
                            .insert(actor.clone());
                    }
                }
            }
            everybody.insert(actor);
        }
    }
    let expected: Cells = expected
        .into_iter()
        .map(|(k, who)| (k, who.len() as u64))
        .collect();
    let query = Query::new(Unit::Persons)
        .by("act.type:0")
        .unwrap()
        .by("gender")
        .unwrap();
    let answer = workspace.count(&ask(), &query).unwrap();
    assert_eq!(cells(&answer, &BTreeMap::new()), expected);
    assert_eq!(answer.total, everybody.len() as u64);
    assert!(
        !answer.adds_up,
        "a person can be the target of several acts"
    );
}
