//! Every verb of the grammar, in words and as JSON; the demo; leaving and coming back.

use crate::common::*;
use std::path::Path;

#[test]
fn a_format_names_the_file_or_adds_its_ending() {
    let dir = with_the_data();
    let folder = tempfile::tempdir().unwrap();
    let named = folder.path().join("register");
    let restrictions = ["publish", "restrictions", "--on", "2021-07-22"];
    let with = |more: &[&str]| aigaq(dir, &[&restrictions[..], more].concat());
    with(&["--out", text(&named), "--format", "html"]).well();
    let page = std::fs::read_to_string(folder.path().join("register.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>"));
    let json = with(&["--out", text(&named), "--format", ".csv", "--json"]);
    let file = json.well().json()["file"].as_str().unwrap().to_owned();
    assert!(file.ends_with("register.csv"), "{file}");
    with(&["--out", text(&named), "--format", "odt"]).refused();
    assert_ne!(with(&[]).status, 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn every_verb_answers_in_words_and_as_json() {
    let dir = with_the_data();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let hits = aigaq(dir, &["search", "Zhanaozen", "--json"]).well().json();
    let some = hits["hits"][0]["named"]["id"].as_str().unwrap().to_owned();
    let data = kazakhstan();
    // Asked in words (which must say something) and as JSON (which must be JSON, and nothing else).
    let asked: &[&[&str]] = &[
        &["import", text(&data), "--as", "kazakhstan", "--preview"],
        &["quarantine"],
        &[
            "list",
            "act",
            "--where",
            "type=LIB",
            "--where",
            "start>=2020",
        ],
        &["list", "actor", "--words", "Бокаев", "--sort", "name"],
        &["list", "restriction", "--on", "2021-07-22"],
        &["show", &some],
        &["search", "кукык"],
        &["search", "Zhanaozen", "--type", "event"],
        &["count", "acts"],
        &[
            "count",
            "acts",
            "--by",
            "type:0",
            "--by",
            "start:month",
            "--from",
            "2020",
            "--to",
            "2020-12-31",
        ],
        &[
            "count",
            "persons",
            "--by",
            "gender",
            "--where",
            "act.type=LIB",
        ],
        &["template", "list"],
        &["template", "show", "annual_review"],
        &[
            "publish",
            "bulletin",
            "--out",
            &at("b.html"),
            "--from",
            "2020",
            "--to",
            "2020",
        ],
        &[
            "publish",
            "restrictions",
            "--out",
            &at("r.csv"),
            "--on",
            "2021-07-22",
            "--audience",
            "public",
        ],
        &[
            "publish",
            "commitments",
            "--out",
            &at("c.json"),
            "--on",
            "2021-07-22",
        ],
        &["journal", "export", &at("stream")],
        &["journal", "salvage", &at("salvaged")],
        &["verify"],
        &["backup", &at("backup")],
    ];
    for args in asked {
        let words = aigaq(dir, args).well().out;
        assert!(
            words.chars().any(char::is_alphabetic),
            "{args:?} says nothing"
        );
        let json = aigaq(dir, &[args, &["--json"][..]].concat()).well().json();
        assert!(json.is_object() || json.is_array(), "{args:?}: {json}");
    }
    for file in ["b.html", "r.csv", "c.json", "stream", "salvaged", "backup"] {
        assert!(std::fs::metadata(at(file)).unwrap().len() > 500, "{file}");
    }
    let parsed: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(at("c.json")).unwrap()).unwrap();
    assert!(parsed.is_object());
    // Those that write a folder or to the workspace, once each.
    let (_folder, new) = new_workspace();
    // Of the data that all tests share, another test may be serving pages, which this would lock.
    for args in [&["lock"][..], &["lock", "--json"]] {
        assert!(!aigaq(&new, args).well().out.is_empty());
    }
    std::fs::write(at("act.csv"), "id,type,start\na1,LIB,2020-06\n").unwrap();
    assert_eq!(
        aigaq(&new, &["import", &at("act.csv"), "--as", "act", "--json"])
            .well()
            .json()["report"]["rows"],
        1
    );
    assert!(
        aigaq(&new, &["export", &at("left"), "--json"])
            .well()
            .json()["records"]
            .as_u64()
            >= Some(1)
    );
    assert!(aigaq(&new, &["rebuild", "--json"]).well().json()["entries"].as_u64() >= Some(1));
    assert_eq!(
        aigaq(&new, &["verify", "--json"]).well().json()["problems"],
        serde_json::json!([])
    );
    assert_eq!(
        aigaq(&new, &["restore", &at("backup"), &at("restored"), "--json"])
            .well()
            .json()["problems"],
        serde_json::json!([])
    );
    for nothing in [
        &["fly"][..],
        &["list"],
        &["count"],
        &["publish", "Poem!", "--out", "x.html"],
        &[],
    ] {
        let refused = aigaq(&new, nothing);
        assert_eq!(refused.status, 2, "{nothing:?}: {}", refused.err);
        assert!(!refused.err.is_empty());
    }
    let help = aigaq(&new, &["--help"]).well().out;
    for verb in "demo init import quarantine list show search count publish journal verify rebuild backup restore passphrase export serve lock".split(' ') {
        assert!(help.lines().any(|l| l.trim().starts_with(verb)), "{verb} is not in the help");
    }
}

#[test]
fn counts_of_the_command_line_are_those_of_the_files() {
    let acts = rows("acts");
    let count = aigaq(
        with_the_data(),
        &["count", "acts", "--by", "region", "--json"],
    )
    .well()
    .json();
    assert_eq!(count["total"], acts.len());
    assert_eq!(count["unit"], "acts");
    assert_eq!(count["dimensions"], serde_json::json!(["region"]));
    let sum: u64 = count["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["count"].as_u64().unwrap())
        .sum();
    assert_eq!(count["adds_up"], sum == acts.len() as u64);
    assert!(count["notes"].is_array());
    let women = rows("people")
        .iter()
        .filter(|p| p["gender"] == "female")
        .count();
    let count = aigaq(
        with_the_data(),
        &["count", "persons", "--where", "gender=female", "--json"],
    )
    .well()
    .json();
    assert_eq!(count["total"], women);
    let in_2020 = acts
        .iter()
        .filter(|a| a["date"].starts_with("2020") && !a["date"].contains('/'))
        .count();
    let count = aigaq(
        with_the_data(),
        &["count", "acts", "--from", "2020", "--to", "2020", "--json"],
    )
    .well()
    .json();
    assert_eq!(count["total"], in_2020, "{count}");
}

#[test]
fn init_makes_a_workspace_once() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let made = aigaq(&dir, &["init", "--json"]).well().json();
    assert_eq!(
        made["recovery_words"].as_str().unwrap().split(' ').count(),
        12
    );
    let before = files(&dir);
    let complaint = aigaq(&dir, &["init"]).refused();
    assert!(
        complaint.contains("is there already") && complaint.contains(text(&dir)),
        "{complaint}"
    );
    assert_eq!(files(&dir), before);
    // The folder of somebody else's things is left alone too.
    let other = folder.path().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("letter.txt"), "dear").unwrap();
    aigaq(&other, &["init"]).refused();
    assert_eq!(std::fs::read_dir(&other).unwrap().count(), 1);
}

/// Names and bytes of all files of a folder.
fn files(dir: &Path) -> Vec<(std::ffi::OsString, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap())
        .map(|e| (e.file_name(), std::fs::read(e.path()).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn the_demo_run_again_says_what_is_there_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    let demo = |json: bool| {
        let mut command = program(&["demo", "--no-serve", "--dir", text(&dir)]);
        if json {
            command.arg("--json");
        }
        ran(&mut command).well()
    };
    let first = demo(true);
    let made = first.json();
    assert!(
        made["rows"].as_u64() > Some(1_500) && made["change_sets"] == 1,
        "{made}"
    );
    assert!(first.err.contains("Recovery words"), "{}", first.err);
    let out = folder.path().join("demo-out");
    for file in made["files"].as_array().unwrap() {
        let bytes = std::fs::metadata(file.as_str().unwrap()).unwrap().len();
        assert!(bytes > 1_000, "{file}");
    }
    assert_eq!(
        made["files"].as_array().unwrap().len(),
        std::fs::read_dir(&out).unwrap().count()
    );
    let before = (files(&dir), files(&out));
    let again = demo(false).out;
    assert!(again.contains("Nothing was changed"), "{again}");
    let json = demo(true).json();
    assert!(json["types"].as_array().unwrap().len() >= 14);
    let after = (files(&dir), files(&out));
    for (before, after) in [(&before.0, &after.0), (&before.1, &after.1)] {
        let names = |all: &[(std::ffi::OsString, Vec<u8>)]| {
            all.iter().map(|f| f.0.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(before), names(after));
        for (before, after) in before.iter().zip(after) {
            assert!(before == after, "{:?} was changed", before.0);
        }
    }
    // Without the passphrase it says so, and shows nothing.
    let locked =
        ran(program(&["demo", "--no-serve", "--dir", text(&dir)]).env_remove("AIGAQ_PASSPHRASE"))
            .well();
    assert!(locked.out.contains("locked"), "{}", locked.out);
    // What came of the one command and of import by hand is the same.
    let (by_hand, by_demo) = (counts(with_the_data()), counts(&dir));
    assert_eq!(by_hand, by_demo);
}

/// How many there are of each unit, and a breakdown that looks into the records.
fn counts(dir: &Path) -> Vec<serde_json::Value> {
    [
        "acts",
        "persons",
        "restrictions",
        "commitments",
        "figures",
        "sources",
        "notes",
    ]
    .iter()
    .map(|unit| aigaq(dir, &["count", unit, "--json"]).well().json())
    .chain([aigaq(
        dir,
        &[
            "count",
            "acts",
            "--by",
            "type",
            "--by",
            "start:month",
            "--json",
        ],
    )
    .well()
    .json()])
    .collect()
}

#[test]
fn importing_the_same_again_saves_nothing() {
    let (_folder, dir) = new_workspace();
    let import = || {
        aigaq(
            &dir,
            &[
                "import",
                text(&kazakhstan()),
                "--as",
                "kazakhstan",
                "--json",
            ],
        )
        .well()
        .json()
    };
    assert!(import()["change_set"].is_string());
    let before = state(&dir);
    let again = import();
    assert!(again["change_set"].is_null(), "{}", again["report"]);
    assert_eq!(again["report"]["records_new"], 0);
    assert_eq!(state(&dir), before);
}

/// The dump without what belongs to the journal and not to what was said: keys.
fn said(dump: &str) -> String {
    let mut all: Vec<String> = dump
        .lines()
        .map(|l| match (l.find(" key "), l.find(" sort ")) {
            (Some(key), Some(sort)) => format!("{}{}", &l[..key], &l[sort..]),
            _ => l.to_owned(),
        })
        .collect();
    all.push(String::new());
    all.join("\n")
}

#[test]
fn everything_exported_and_imported_elsewhere_is_the_same_state() {
    let folder = tempfile::tempdir().unwrap();
    let (out, dir) = (folder.path().join("out"), folder.path().join("w"));
    aigaq(with_the_data(), &["export", text(&out)]).well();
    make_workspace(&dir);
    let back = aigaq(&dir, &["import", text(&out), "--json"]).well().json();
    assert!(back["statements"].as_u64() > Some(10_000), "{back}");
    let (there, here) = (state(with_the_data()), state(&dir));
    let (there, here) = (said(&there.dump), said(&here.dump));
    for (there, here) in there.lines().zip(here.lines()) {
        assert_eq!(there, here);
    }
    assert_eq!(there.lines().count(), here.lines().count());
    // And again: all of it is here already.
    let head = state(&dir).head;
    let again = aigaq(&dir, &["import", text(&out), "--json"]).well().json();
    assert_eq!(
        (again["statements"].as_u64(), state(&dir).head),
        (Some(0), head)
    );
    // And out again: the same lines.
    let second = folder.path().join("second");
    aigaq(&dir, &["export", text(&second)]).well();
    for table in ["act", "actor", "restriction", "figure"] {
        let read =
            |dir: &Path| std::fs::read_to_string(dir.join(format!("records/{table}.csv"))).unwrap();
        assert!(read(&out) == read(&second), "{table}");
    }
    aigaq(with_the_data(), &["export", text(&out)]).refused();
}

#[test]
fn an_invented_workbook_is_the_second_demo() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    let made = ran(&mut program(&[
        "demo",
        "--invented",
        "--no-serve",
        "--json",
        "--dir",
        text(&dir),
    ]))
    .well()
    .json();
    // 120 incidents of March, two copied rows, eight of April; the copies and one impossible day are in quarantine.
    assert_eq!(
        (&made["rows"], &made["quarantined"]),
        (&130.into(), &3.into())
    );
    assert_eq!(made["files"].as_array().unwrap().len(), 4);
    let inside = |args: &[&str]| {
        let mut all = vec!["-w", text(&dir)];
        all.extend(args);
        ran(&mut program(&all)).well()
    };
    let book = repository().join("demo/invented/мониторинг-2024.xlsx");
    let answers = repository().join("demo/invented/answers.toml");
    let again = inside(&[
        "--json",
        "import",
        text(&book),
        "--as",
        "workbook",
        "--words",
        text(&answers),
    ]);
    let again = again.json();
    assert_eq!(
        (
            &again["report"]["statements"],
            &again["report"]["withdrawn"]
        ),
        (&0.into(), &0.into())
    );
    // Without the answers the words are asked, and what was known stays known.
    let asked = inside(&["import", text(&book), "--as", "workbook", "--preview"]);
    assert!(
        asked.err.contains("\"проф. беседа\" = \"\"  # 9 rows"),
        "{}",
        asked.err
    );
    assert!(asked.out.contains("Only a preview"), "{}", asked.out);
    // The month of the issue, counted from the records.
    let events = inside(&[
        "--json", "count", "events", "--from", "2024-03", "--to", "2024-03",
    ])
    .json();
    assert_eq!(events["total"], 119, "one day cannot be read: {events}");
}
