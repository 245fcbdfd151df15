//! Who is one person in a table, by the command line and without a workspace.

use crate::common::*;

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
