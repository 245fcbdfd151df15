//! The checks on the data set that ships with the program: beside what careful readers found, and beside what we
//! judged of everything else they say.

use crate::common::{aigaq, copy_folder, kazakhstan, text, with_the_data};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn check(more: &[&str]) -> Value {
    let args: Vec<&str> = ["--json", "check"].iter().chain(more).copied().collect();
    aigaq(with_the_data(), &args).well().json()
}

/// A finding as the judged list names it: its sentence and the rows it rests on.
fn name(finding: &Value) -> (String, String) {
    let rows: BTreeSet<&str> = finding["involved"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|i| i["row"].as_str())
        .collect();
    let rows: Vec<&str> = rows.into_iter().collect();
    (
        finding["message"].as_str().unwrap().to_owned(),
        rows.join(" + "),
    )
}

#[test]
fn most_of_what_readers_found_in_the_records_and_sources_is_found() {
    let list = kazakhstan().join("discrepancies.csv");
    let compared = check(&["--against", text(&list)]);
    let of = |visible: &str| {
        let count = &compared["visible"][visible];
        (count[0].as_u64().unwrap(), count[1].as_u64().unwrap())
    };
    assert_eq!(of("records").1, 9);
    assert_eq!(of("sources").1, 15);
    assert!(of("records").0 >= 8, "{:#}", compared["misses"]);
    assert!(of("sources").0 >= 10, "{:#}", compared["misses"]);
}

#[test]
fn everything_else_that_is_found_was_judged_and_few_are_false_alarms() {
    let list = kazakhstan().join("discrepancies.csv");
    let compared = check(&["--against", text(&list)]);
    let others: BTreeSet<&str> = compared["others"]
        .as_array()
        .unwrap()
        .iter()
        .map(|k| k.as_str().unwrap())
        .collect();
    let mut reader = csv::Reader::from_path(kazakhstan().join("judged_findings.csv")).unwrap();
    let judged: BTreeMap<(String, String), String> = reader
        .records()
        .map(|row| row.unwrap())
        .map(|row| ((row[0].to_owned(), row[1].to_owned()), row[2].to_owned()))
        .collect();
    let report = check(&[]);
    let open = report["open"].as_array().unwrap();
    let (mut all, mut wrong) = ([0, 0], [0, 0]);
    let mut seen = BTreeSet::new();
    for finding in open {
        // Apart from what is only missing, of which there is much and about which nobody can be wrong.
        let told = usize::from(finding["weight"] != "gap");
        all[told] += 1;
        if !others.contains(finding["key"].as_str().unwrap()) {
            continue;
        }
        let name = name(finding);
        let Some(verdict) = judged.get(&name) else {
            panic!("nobody has judged {name:?}: {}", finding["sentence"]);
        };
        assert!(
            ["right", "false alarm"].contains(&verdict.as_str()),
            "{verdict}"
        );
        wrong[told] += usize::from(verdict == "false alarm");
        seen.insert(name);
    }
    let gone: Vec<_> = judged.keys().filter(|k| !seen.contains(*k)).collect();
    assert!(gone.is_empty(), "judged, and no longer found: {gone:?}");
    for told in [0, 1] {
        assert!(
            wrong[told] * 5 <= all[told],
            "{wrong:?} of {all:?} are false alarms"
        );
    }
}

#[test]
fn a_settled_finding_stays_settled_until_its_settlement_is_undone() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    copy_folder(with_the_data(), &dir);
    let sums = || {
        aigaq(&dir, &["--json", "check", "--kind", "sum"])
            .well()
            .json()
    };
    let first = sums();
    let key = first["open"][0]["key"].as_str().unwrap().to_owned();
    assert!(
        first["open"][0]["sentence"]
            .as_str()
            .unwrap()
            .contains("684")
    );

    let settle = |way: &str, reason: &str| {
        aigaq(
            &dir,
            &[
                "--json", "check", "--settle", &key, "--as", way, "--reason", reason,
            ],
        )
    };
    let refused = settle("forgotten", "because").refused();
    assert!(refused.contains("explained"), "{refused}");
    assert!(settle("explained", "  ").refused().contains("reason"));
    let saved = settle("explained", "The categories count people.")
        .well()
        .json();
    let after = sums();
    assert_eq!(after["open"].as_array().unwrap().len(), 0);
    assert_eq!(after["settled"][0]["settlement"]["way"], "explained");
    assert_eq!(
        after["settled"][0]["settlement"]["reason"],
        "The categories count people."
    );
    assert!(
        settle("ignored", "again")
            .refused()
            .contains("settled already")
    );

    let change_set = saved["change_set"].as_str().unwrap();
    aigaq(&dir, &["undo", change_set, "--reason", "too early"]).well();
    assert_eq!(sums()["open"][0]["key"], key.as_str());
}

#[test]
fn what_is_asked_wrongly_is_said() {
    let dir = with_the_data();
    assert!(
        aigaq(dir, &["check", "--kind", "sums"])
            .refused()
            .contains("sum, unit")
    );
    assert!(
        aigaq(dir, &["check", "--from", "2021", "--to", "2020"])
            .refused()
            .contains("before it begins")
    );
    let nothing = aigaq(
        dir,
        &["check", "--against", text(&kazakhstan().join("acts.csv"))],
    )
    .refused();
    assert!(nothing.contains("statement_a"), "{nothing}");
    // What would be passed over is refused instead.
    let list = kazakhstan().join("discrepancies.csv");
    let settling = ["--settle", "sum-0", "--as", "fixed", "--reason", "x"];
    let kind = ["--kind", "sum"];
    let against = ["--against", text(&list)];
    for (one, other) in [
        (&kind[..], &against[..]),
        (&kind, &settling),
        (&against, &settling),
    ] {
        let asked: Vec<&str> = [&["check"], one, other].concat();
        let refused = aigaq(dir, &asked);
        assert_eq!((refused.status, refused.out.as_str()), (2, ""));
        assert!(
            refused.err.contains("cannot be used with"),
            "{}",
            refused.err
        );
    }
    let gone = [
        "check", "--settle", "sum-0", "--as", "fixed", "--reason", "x",
    ];
    assert!(aigaq(dir, &gone).refused().contains("no finding sum-0"));
}

#[test]
fn findings_are_told_in_three_languages_without_a_place_left_open() {
    for language in ["en", "ru", "kk"] {
        let report = aigaq(
            with_the_data(),
            &["--json", "--language", language, "check"],
        )
        .well()
        .json();
        for finding in report["open"].as_array().unwrap() {
            let sentence = finding["sentence"].as_str().unwrap();
            assert!(
                !sentence.contains('{') && !sentence.starts_with("check."),
                "{language}: {sentence}"
            );
            assert!(!finding["involved"].as_array().unwrap().is_empty());
        }
    }
}
