//! Undoing from the command line, and the history that `show` tells.

use crate::common::*;

#[test]
fn an_import_is_undone_and_the_undo_undone() {
    let (_folder, dir) = new_workspace();
    let data = kazakhstan();
    let imported = aigaq(
        &dir,
        &["import", text(&data), "--as", "kazakhstan", "--json"],
    )
    .well()
    .json();
    let change_set = imported["change_set"].as_str().unwrap().to_owned();
    let hits = aigaq(&dir, &["search", "Zhanaozen", "--type", "event", "--json"])
        .well()
        .json();
    let event = hits["hits"][0]["named"]["id"].as_str().unwrap().to_owned();
    let acts = || {
        let list = aigaq(&dir, &["list", "act", "--json"]).well().json();
        list["total"].as_u64().unwrap()
    };
    let before = acts();
    assert!(before > 100, "{before}");

    let preview = aigaq(&dir, &["undo", &change_set, "--preview"]).well().out;
    assert!(preview.contains("It would take back"), "{preview}");
    assert_eq!(acts(), before, "a preview changes nothing");

    let undone = aigaq(
        &dir,
        &["undo", &change_set, "--reason", "the wrong file", "--json"],
    )
    .well()
    .json();
    assert!(undone["withdrawn"].as_u64().unwrap() > 5_000);
    assert_eq!(acts(), 0);
    let shown = aigaq(&dir, &["show", &event]).well().out;
    assert!(
        shown.contains("undone: the wrong file"),
        "the record still opens and says why: {shown}"
    );
    let russian = aigaq(&dir, &["show", &event, "--language", "ru"])
        .well()
        .out;
    assert!(russian.contains("отменено: the wrong file"), "{russian}");

    aigaq(&dir, &["undo", &change_set]).refused();
    let by = undone["change_set"].as_str().unwrap();
    let back = aigaq(&dir, &["undo", by]).well().out;
    assert!(back.contains("said again"), "{back}");
    assert_eq!(acts(), before);
    aigaq(&dir, &["verify"]).well();
}

#[test]
fn what_cannot_be_undone_is_refused_in_a_sentence() {
    let (_folder, dir) = new_workspace();
    for wrong in ["x", "", "00000000-0000-4000-8000-000000000000"] {
        for more in [&["--preview"][..], &[]] {
            let mut args = vec!["undo", wrong];
            args.extend(more);
            aigaq(&dir, &args).refused();
        }
    }
}
