//! Decisions on several people and records at once, by the command line.

use crate::common::{aigaq, new_workspace, text};
use std::path::Path;

fn ids(dir: &Path, record_type: &str) -> Vec<String> {
    let list = aigaq(dir, &["--json", "list", record_type]).well().json();
    let rows = list["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_several_people_allow_is_written_down_and_a_change_is_shown_before_it_is_saved() {
    let (folder, dir) = new_workspace();
    let table = folder.path().join("actor.csv");
    std::fs::write(
        &table,
        "id,name,kind\n1,Aset Bektov,person\n2,Dana Sarsova,person\n3,The Paper,organisation\n",
    )
    .unwrap();
    aigaq(&dir, &["import", text(&table), "--as", "actor"]).well();
    let all = ids(&dir, "actor");
    let people: Vec<&str> = all
        .iter()
        .map(String::as_str)
        .filter(|id| !aigaq(&dir, &["show", id]).well().out.contains("The Paper"))
        .collect();
    let paper = all
        .iter()
        .find(|id| !people.contains(&id.as_str()))
        .unwrap();
    let consent = |of: &[&str], state: &str, more: &[&str]| {
        let mut args = vec![
            "consent",
            "--state",
            state,
            "--reason",
            "Asked both by phone",
        ];
        for id in of {
            args.extend(["--of", id]);
        }
        args.extend(more);
        aigaq(&dir, &args)
    };
    let published = [
        "--use",
        "publish",
        "--audience",
        "public",
        "--date",
        "2024-05-01",
    ];
    // What allows something says for what and for whom; an organisation allows nothing.
    let refused = consent(&people, "named", &[]).refused();
    assert!(refused.contains("nothing was saved"), "{refused}");
    let refused = consent(&[people[0], paper], "named", &published).refused();
    assert!(refused.contains("1 are no people"), "{refused}");
    consent(&people, "nonsense", &published).refused();
    assert!(ids(&dir, "consent").is_empty());
    consent(&people, "named", &published).well();
    assert_eq!(ids(&dir, "consent").len(), 2);
    let look = consent(&people, "refused", &published);
    assert!(look.out.contains("CHANGES") && look.out.contains("Dana Sarsova"));
    assert!(
        look.status != 0 && look.err.contains("--yes"),
        "{}",
        look.err
    );
    assert_eq!(ids(&dir, "consent").len(), 2);
    let mut agreed = published.to_vec();
    agreed.push("--yes");
    consent(&people, "refused", &agreed).well();
    assert_eq!(ids(&dir, "consent").len(), 4);
    // A refusal is never overwritten.
    let refused = consent(&people, "named", &agreed).refused();
    assert!(refused.contains("nothing was saved"), "{refused}");
    let level = |level: &str| {
        let args = [
            "sensitivity",
            "--of",
            people[0],
            "--level",
            level,
            "--reason",
            "Under threat",
        ];
        aigaq(&dir, &args)
    };
    level("restricted").well();
    assert!(level("nonsense").refused().contains("nothing was saved"));
    let look = level("public");
    assert!(
        look.status != 0 && look.out.contains("CHANGES"),
        "{}",
        look.out
    );
}

#[test]
fn whoever_takes_a_consent_back_is_told_what_is_out_already() {
    let (folder, dir) = new_workspace();
    let table = folder.path().join("actor.csv");
    let people = "id,name,kind\n1,Aset Bektov,person\n2,Dana Sarsova,person\n";
    std::fs::write(&table, people).unwrap();
    aigaq(&dir, &["import", text(&table), "--as", "actor"]).well();
    let all = ids(&dir, "actor");
    let called = |id: &str| aigaq(&dir, &["show", id]).well().out;
    let out_with = all.iter().find(|id| called(id).contains("Aset")).unwrap();
    let zip = folder.path().join("bag.zip");
    let bag = [
        "bag",
        out_with,
        "--out",
        text(&zip),
        "--for",
        "lawyer B.",
        "--yes",
    ];
    aigaq(&dir, &bag).well();
    let withdrawn = |id: &str, more: &[&str]| {
        let mut args = vec![
            "consent",
            "--state",
            "withdrawn",
            "--reason",
            "Phoned",
            "--of",
            id,
        ];
        args.extend(more);
        aigaq(&dir, &args).well()
    };
    let told = withdrawn(out_with, &[]).out;
    assert!(told.contains("Aset Bektov: OUT ALREADY"), "{told}");
    assert!(told.contains("lawyer B."), "{told}");
    // Another bag is asked why, by the option that says it.
    let zip = folder.path().join("another.zip");
    let bag = [
        "bag",
        out_with,
        "--out",
        text(&zip),
        "--for",
        "a court",
        "--yes",
    ];
    let refused = aigaq(&dir, &bag).refused();
    assert!(refused.contains("--despite REASON"), "{refused}");
    let despite = [&bag[..], &["--despite", "the court asks for it"]].concat();
    aigaq(&dir, &despite).well();
    let nothing = all.iter().find(|id| *id != out_with).unwrap();
    let told = withdrawn(nothing, &["--json"]).json();
    assert_eq!(told["out"][0]["whose"]["caption"], "Dana Sarsova");
    assert_eq!(told["out"][0]["out"], serde_json::json!([]));
    // Whoever allows something is not told of it.
    let named = [
        "consent",
        "--state",
        "refused",
        "--use",
        "publish",
        "--audience",
        "public",
        "--reason",
        "Asked",
        "--of",
    ];
    let (_folder, other) = new_workspace();
    aigaq(&other, &["import", text(&table), "--as", "actor"]).well();
    let id = ids(&other, "actor").remove(0);
    let told = aigaq(&other, &[&named[..], &[&id]].concat()).well().out;
    assert!(!told.contains("OUT ALREADY"), "{told}");
}
