//! Forgetting a person, by the command line: shown first, done only when it is meant, and killed at any step it is done
//! wholly or not at all.

use crate::common::*;
use std::path::Path;

/// A man and his wife, two acts, a note.
fn told(dir: &Path) -> Vec<(&'static str, String)> {
    let tables = [
        (
            "actor",
            "id,name,kind,gender\np1,Нурлан Сарсенов,person,male\np2,Айгуль Жумабекова,person,female\n",
        ),
        (
            "act",
            "id,type,start,target,summary\n\
             a1,LIB.detain,2020-06-06,p1,Нурлана Сарсенова задержали у дома\n\
             a2,LIB.detain,2020-06-07,p2,Айгуль Жумабекову вызвали\n",
        ),
    ];
    let beside = dir.parent().unwrap();
    for (of, table) in tables {
        let file = beside.join(format!("{of}.csv"));
        std::fs::write(&file, table).unwrap();
        aigaq(dir, &["import", text(&file), "--as", of]).well();
    }
    aigaq(dir, &["note", "звонила жена сарсенова"]).well();
    ["act", "actor"]
        .map(|of| (of, total(dir, of)))
        .into_iter()
        .collect()
}

fn total(dir: &Path, of: &str) -> String {
    aigaq(dir, &["list", of, "--json"]).well().json()["total"].to_string()
}

fn is_found(dir: &Path) -> bool {
    let hits = aigaq(dir, &["search", "Сарсенов", "--json"]).well().json();
    !hits["hits"].as_array().unwrap().is_empty()
}

#[test]
fn a_person_is_shown_everywhere_first_and_forgotten_only_when_it_is_meant() {
    let (_folder, dir) = new_workspace();
    let totals = told(&dir);
    let backup = dir.with_file_name("office.aigaq");
    aigaq(&dir, &["backup", text(&backup)]).well();
    for how in [
        &["forget", "Нурлан Сарсенов"][..],
        &["forget", "Нурлан Сарсенов", "--destroy"],
    ] {
        let shown = aigaq(&dir, how).well().out;
        for wanted in [
            "Нурлана Сарсенова задержали",
            "жена сарсенова",
            "office.aigaq",
            "Nothing was changed",
        ] {
            assert!(shown.contains(wanted), "{wanted}: {shown}");
        }
        assert!(is_found(&dir));
    }
    for wrong in [
        &["forget", "Нурлан Сарсенов", "--yes"][..],
        &["forget", "Никто Такой", "--identity", "--yes"],
        &[
            "forget",
            "Нурлан Сарсенов",
            "--identity",
            "--yes",
            "--leave",
            "x",
        ],
    ] {
        aigaq(&dir, wrong).refused();
    }
    aigaq(
        &dir,
        &["forget", "Нурлан Сарсенов", "--hold", "the court asked"],
    )
    .well();
    let held = aigaq(&dir, &["forget", "Нурлан Сарсенов", "--identity", "--yes"]).refused();
    assert!(held.contains("court") && is_found(&dir), "{held}");
    aigaq(&dir, &["forget", "Нурлан Сарсенов", "--lift", "it is over"]).well();
    let out = dir.with_file_name("report.txt");
    let how = [
        "forget",
        "Нурлан Сарсенов",
        "--identity",
        "--yes",
        "--out",
        text(&out),
    ];
    aigaq(&dir, &how).well();
    let report = std::fs::read_to_string(&out).unwrap();
    assert!(
        report.contains("office.aigaq") && !report.contains("арсен"),
        "{report}"
    );
    assert!(!is_found(&dir));
    assert_eq!(totals, ["act", "actor"].map(|of| (of, total(&dir, of))));
    let verified = aigaq(&dir, &["verify"]).well().out;
    assert!(
        verified.contains("destroyed by decision") && verified.contains("All rules hold"),
        "{verified}"
    );
}

#[test]
fn killed_at_any_step_it_is_done_wholly_or_not_at_all() {
    for (at, is_done) in [
        ("destroying-prepared:1", false),
        ("destroying-decided:1", true),
        ("epoch-replaced:1", true),
        ("keybag-replaced:1", true),
        ("view-before:1", true),
        ("forgotten:1", true),
    ] {
        let (_folder, dir) = new_workspace();
        let totals = told(&dir);
        let how = [
            "-w",
            text(&dir),
            "forget",
            "Нурлан Сарсенов",
            "--identity",
            "--yes",
        ];
        let killed = ran(program(&how).env("AIGAQ_FAIL_AT", at));
        assert_ne!(
            killed.status, 0,
            "{at} was never passed (feature fail-points)"
        );
        assert_eq!(is_found(&dir), !is_done, "{at}");
        let verified = aigaq(&dir, &["verify"]).well().out;
        assert_eq!(
            verified.contains("destroyed by decision"),
            is_done,
            "{at}: {verified}"
        );
        assert_eq!(
            totals,
            ["act", "actor"].map(|of| (of, total(&dir, of))),
            "{at}"
        );
        if !is_done {
            ran(&mut program(&how)).well();
            assert!(!is_found(&dir));
        }
    }
}
