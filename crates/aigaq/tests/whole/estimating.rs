//! Estimates from files, without a workspace: verdicts in words and as JSON, and files that cannot be used.

use crate::common::*;
use std::path::PathBuf;

/// Four lists of people killed in Kosovo (Ball et al. 2002).
const KOSOVO: &str = r#"{"lists": ["EXH", "ABA", "OSCE", "HRW"], "patterns": {
    "0001": 306, "0010": 936, "0011": 123, "0100": 845, "0101": 31, "0110": 217, "0111": 32, "1000": 1131,
    "1001": 106, "1010": 228, "1011": 42, "1100": 177, "1101": 18, "1110": 181, "1111": 27}}"#;

fn file(name: &str, content: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    (folder, path)
}

#[test]
fn a_table_of_counts_is_estimated_without_a_workspace() {
    let (folder, path) = file("kosovo.json", KOSOVO);
    let asked = ["estimate", "--counts", text(&path)];
    let json = aigaq(folder.path(), &[&asked[..], &["--json"]].concat())
        .well()
        .json();
    assert_eq!(json["documented"], 4400);
    let best = &json["log_linear"]["ranked"][0];
    assert_eq!(best["model"], "[123,14,34]");
    assert_eq!(format!("{:.2}", best["n"].as_f64().unwrap()), "10356.52");
    assert_eq!(json["log_linear"]["models"], 113);
    // One list is known to have 1,528 people, and the others put it at 894.
    assert_eq!(json["verdict"], "range-only");
    assert_eq!(json["reasons"][0]["key"], "range.list-as-population");
    assert_eq!(
        json["texts"]["sentences"][0],
        "4,400 people are documented."
    );
    for (language, said) in [
        ("en", "4,400 people are documented."),
        ("ru", "Документально установлено людей: 4\u{a0}400."),
        ("kk", "Құжатталған адам саны: 4\u{a0}400."),
    ] {
        let words = aigaq(
            folder.path(),
            &[&asked[..], &["--language", language]].concat(),
        )
        .well()
        .out;
        assert!(words.contains(said), "{words}");
        assert!(!words.contains('⟦'), "{words}");
    }
}

#[test]
fn lists_without_overlap_are_refused_and_lists_of_people_are_read_in_both_forms() {
    let mut wide = "person,court,press,hotline\n".to_owned();
    let mut long = "person,list\n".to_owned();
    for (number, list) in (0..300).map(|n| (n, n % 3)) {
        let marks = ["1,0,0", "0,1,0", "0,0,1"][list];
        wide.push_str(&format!("p{number},{marks}\n"));
        long.push_str(&format!(
            "p{number},{}\n",
            ["court", "press", "hotline"][list]
        ));
    }
    for content in [wide, long] {
        let (folder, path) = file("lists.csv", &content);
        let ran = aigaq(
            folder.path(),
            &["estimate", "--lists", text(&path), "--json"],
        );
        let json = ran.well().json();
        assert_eq!(json["documented"], 300);
        assert_eq!(json["verdict"], "refuse");
        assert_eq!(json["reasons"][0]["key"], "refuse.not-connected");
        assert_eq!(json["totals"], serde_json::json!([100, 100, 100]));
    }
}

#[test]
fn files_that_cannot_be_used_say_why() {
    let complaint = |name: &str, content: &str, how: &str| {
        let (folder, path) = file(name, content);
        aigaq(folder.path(), &["estimate", how, text(&path)]).refused()
    };
    let counts = |patterns: &str| {
        complaint(
            "t.json",
            &format!(r#"{{"lists": ["a", "b"], "patterns": {patterns}}}"#),
            "--counts",
        )
    };
    assert!(counts(r#"{"01": -3}"#).contains("not negative"));
    assert!(counts(r#"{"01": 1.5}"#).contains("not a whole number"));
    assert!(counts(r#"{"011": 3}"#).contains("3 characters"));
    assert!(counts(r#"{"01": 3, "01": 4}"#).contains("twice"));
    assert!(counts(r#"{"00": 3}"#).contains("nobody can have counted"));
    assert!(complaint("t.json", "{", "--counts").contains("not JSON"));
    assert!(complaint("t.json", "{}", "--counts").contains("names of the lists"));
    assert!(complaint("t.csv", "a,b\n1,0\n2,1\n", "--lists").contains("row 3"));
    assert!(complaint("t.csv", "", "--lists").contains("one column a list"));
    let (folder, _) = file("x", "");
    assert!(
        aigaq(folder.path(), &["estimate", "--counts", "/nowhere.json"])
            .refused()
            .contains("cannot be read")
    );
}

#[test]
fn a_population_of_the_workspace_is_estimated_from_what_its_records_rest_on() {
    let (_kept, dir) = new_workspace();
    let dir = dir.as_path();
    let mut people = "id,name,kind,source\n".to_owned();
    for n in 0..140 {
        let on = ["c", "p", "h", "c | p", "p | h", "c | h", "c | p | h"][n % 7];
        people.push_str(&format!("{n},Person Number{n}ov,person,{on}\n"));
    }
    let sources = "id,title,publisher\nc,Files,Court\np,News,Press\nh,Calls,Hotline\n";
    for (name, table) in [("source", sources), ("actor", people.as_str())] {
        let (_kept, path) = file(&format!("{name}.csv"), table);
        aigaq(dir, &["import", text(&path), "--as", name]).well();
    }
    let asked = ["estimate", "--unit", "persons", "--draws", "0"];
    let json = aigaq(dir, &[&asked[..], &["--json"]].concat())
        .well()
        .json();
    assert_eq!(json["documented"], 140);
    assert_eq!(json["lists"].as_array().unwrap().len(), 3);
    assert_eq!(json["patterns"].as_array().unwrap().len(), 7);
    for language in ["en", "ru", "kk"] {
        let words = aigaq(dir, &[&asked[..], &["--language", language]].concat())
            .well()
            .out;
        assert!(words.contains("140") && !words.contains('⟦'), "{words}");
    }
    let refused = aigaq(dir, &[&asked[..], &["--only", "Press"]].concat())
        .well()
        .out;
    assert!(refused.contains("One list alone"), "{refused}");
    aigaq(dir, &[&asked[..], &["--save", "Held"]].concat()).well();
    let again = aigaq(dir, &["estimate", "--saved", "Held", "--json"])
        .well()
        .json();
    assert_eq!(again["hash"], json["hash"]);
    aigaq(dir, &["estimate", "--saved", "Other"]).refused();
    let public = ["--freeze", "Held in all", "--audience", "public"];
    aigaq(dir, &[&asked[..], &public[..]].concat()).well();
    let frozen = aigaq(dir, &["frozen", "list", "--json"]).well().out;
    assert!(
        frozen.contains("Held in all") && frozen.contains("estimate"),
        "{frozen}"
    );
    for bad in [
        &["--by", "colour"][..],
        &["--only", "Nobody"],
        &["--where", "no_such=1"],
        &["--parts", "no_such"],
        &["--from", "2021", "--to", "2020"],
    ] {
        aigaq(dir, &[&asked[..], bad].concat()).refused();
    }
}
