//! Who is one person in a table, by the command line and without a workspace.

use crate::common::*;
use std::path::PathBuf;

const PEOPLE: &str = "\u{feff}rec_id,full_name,dob,region,sex,note\n\
    10,Мұхтар Әблязов,1963-05-16,Алматы,m,x\n\
    9,\"Ablyazov, Mukhtar\",1963-05-16,Алматы,male,\n\
    11,Аблязов Мухтар,16/05/63,Алматы,?,\n\
    12,Қайыргелді Сүйіншәлиев,,,,\n\
    13,Кайыргелды Суйиншалиев,,,,\n\
    14,неизвестный,,,,\n";

fn matched(
    text_of_file: &str,
) -> (
    tempfile::TempDir,
    Result<(String, serde_json::Value), String>,
) {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (
        folder.path().join("people.csv"),
        folder.path().join("clusters.csv"),
    );
    std::fs::write(&file, text_of_file).unwrap();
    let asked = [
        "match",
        "--people",
        text(&file),
        "--out",
        text(&out),
        "--json",
    ];
    let answer = aigaq(folder.path(), &asked);
    let answer = if out.exists() {
        let json = answer.well().json();
        Ok((std::fs::read_to_string(&out).unwrap(), json))
    } else {
        Err(answer.refused())
    };
    (folder, answer)
}

#[test]
fn a_table_is_matched_and_the_smallest_id_represents() {
    let (_folder, answer) = matched(PEOPLE);
    let (clusters, json) = answer.unwrap();
    let lines: Vec<&str> = clusters.lines().collect();
    assert_eq!(lines[..3], ["rec_id,cluster_id", "10,9", "9,9"]);
    assert_eq!(
        lines[4..],
        ["12,12", "13,13", "14,14"],
        "a name alone never joins"
    );
    assert_eq!(json["records"], 6);
    assert_eq!(
        (&json["dates_not_understood"], &json["sexes_not_understood"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn a_file_that_is_not_there_is_told_in_the_language_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (
        folder.path().join("none.csv"),
        folder.path().join("out.csv"),
    );
    for (language, said) in [
        ("en", "none.csv cannot be read: "),
        ("ru", "none.csv не прочитать: "),
        ("kk", "none.csv файлын оқу мүмкін емес: "),
    ] {
        let asked = [
            "--language",
            language,
            "match",
            "--people",
            text(&file),
            "--out",
            text(&out),
        ];
        let complaint = aigaq(folder.path(), &asked).refused();
        assert!(complaint.contains(said), "{complaint}");
    }
}

#[test]
fn a_table_that_cannot_be_read_says_what_is_wrong() {
    for (file, said) in [
        ("", "full_name"),
        ("rec_id,full_name\n", "no rows"),
        ("rec_id,surname\n1,Ким\n", "no column full_name"),
        ("full_name\nКим\n", "rec_id"),
        ("rec_id,full_name\n1,Ким\n1,Пак\n", "two rows have the id 1"),
        ("rec_id,full_name\n1,Ким,2\n", "line 2"),
        ("rec_id,full_name\n,Ким\n", "no id"),
    ] {
        let (_folder, answer) = matched(file);
        let complaint = answer.unwrap_err();
        assert!(complaint.contains(said), "{file:?}: {complaint}");
    }
}

#[test]
fn pairs_that_are_not_joined_are_told_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let [file, out, ask] = ["people.csv", "clusters.csv", "ask.csv"].map(|n| folder.path().join(n));
    let place = "20,Зейнолла Күнтуғанов,,Шымкент,,\n21,Zeinolla Kuntuganov,,Шымкент,,\n";
    std::fs::write(&file, format!("{PEOPLE}{place}")).unwrap();
    let asked = [
        "match",
        "--people",
        text(&file),
        "--out",
        text(&out),
        "--ask",
        text(&ask),
    ];
    aigaq(folder.path(), &asked).well();
    let pairs = std::fs::read_to_string(&ask).unwrap();
    let whys: Vec<(&str, &str, &str)> = pairs
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[0], cells[1], cells[3])
        })
        .collect();
    assert!(
        whys.contains(&("12", "13", "only the names agree")),
        "{pairs}"
    );
    assert!(
        whys.contains(&("20", "21", "only name and place agree")),
        "{pairs}"
    );
    assert!(
        !whys
            .iter()
            .any(|(one, other, _)| (*one, *other) == ("9", "10")),
        "joined: {pairs}"
    );
}

#[test]
fn the_table_itself_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.csv");
    std::fs::write(&file, PEOPLE).unwrap();
    let complaint = aigaq(
        folder.path(),
        &["match", "--people", text(&file), "--out", text(&file)],
    )
    .refused();
    assert!(complaint.contains("written over"), "{complaint}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), PEOPLE);
}

/// A workspace with three spellings of one name and somebody else.
fn workspace_of_spellings() -> (tempfile::TempDir, PathBuf) {
    let (folder, dir) = new_workspace();
    let table = folder.path().join("actor.csv");
    std::fs::write(
        &table,
        "id,name,kind\n1,Мұхтар Әблязов,person\n2,Мухтар Аблязов,person\n3,Mukhtar Ablyazov,person\n4,Асель Нурова,person\n",
    )
    .unwrap();
    let import = ["import", text(&table), "--as", "actor"];
    aigaq(&dir, &import).well();
    (folder, dir)
}

#[test]
fn duplicates_of_a_workspace_are_told_decided_and_given_back_by_undo() {
    let (_folder, dir) = workspace_of_spellings();
    let dir = dir.as_path();
    let pairs = || aigaq(dir, &["--json", "match"]).well().json();
    let persons = || {
        let count = ["--json", "count", "persons"];
        aigaq(dir, &count).well().json()["total"].clone()
    };
    let (before, counted) = (pairs(), persons());
    assert_eq!(before["total"], 3);
    let first = &before["pairs"][0];
    let ids = ["left", "right"].map(|side| first[side]["id"].as_str().unwrap());
    let say = [
        "--json",
        "match",
        "--say",
        "same",
        ids[0],
        ids[1],
        "--reason",
        "one address",
    ];
    let said = aigaq(dir, &say).well().json();
    assert_eq!(said["one_with"], 2);
    assert_eq!(pairs()["total"], 2);
    assert_ne!(persons(), counted);
    let change_set = said["change_set"].as_str().unwrap();
    aigaq(dir, &["undo", change_set, "--reason", "a mistake"]).well();
    assert_eq!((pairs(), persons()), (before.clone(), counted));
    let words = aigaq(dir, &["match", "--most", "1"]).well();
    assert!(words.out.contains("2 more: --most 3"), "{}", words.out);
}

#[test]
fn a_decision_that_makes_no_sense_is_refused() {
    let (_folder, dir) = workspace_of_spellings();
    let dir = dir.as_path();
    let nobody = "00000000000000000000000000000009";
    for (asked, said) in [
        (
            &["match", "--say", "merge", nobody, nobody][..],
            "same, different or unsure",
        ),
        (
            &["match", "--say", "same", "Ablyazov", nobody],
            "no id of a record",
        ),
        (&["match", "--say", "same", nobody, nobody], "twice"),
        (
            &["match", "--kind", "ghosts"],
            "people, organisations, events, acts",
        ),
        (&["match", "--say", "same", nobody], "write both ids"),
    ] {
        let complaint = aigaq(dir, asked).refused();
        assert!(complaint.contains(said), "{asked:?}: {complaint}");
    }
}
