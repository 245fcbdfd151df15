//! Documents read without a workspace.

use crate::common::{program, ran, text};
use std::fs;

const REPORT: &str = "On May 5, 2019 the activist Aidar Bekov was arrested in Taraz.[1]\n\nThe Government of Kazakhstan should:\n\n• Release him;\n\n[1] Anna Petrova, The Long Road, Steppe Review, May 2019, https://stepperev.example/road\n";

#[test]
fn a_text_is_read_and_told_in_the_readers_language() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report_1.txt");
    fs::write(&file, REPORT).unwrap();
    let told = ran(&mut program(&["read", text(&file)])).well().out;
    for words in [
        "report: ",
        "Aidar Bekov: arrest, 2019-05-05 (note 1)",
        "“May 5, 2019 the activist Aidar Bekov was arrested”",
        "1. Government of Kazakhstan: Release him;",
        "[1] Anna Petrova, The Long Road, Steppe Review, 2019-05, https://stepperev.example/road",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let told = ran(&mut program(&["read", text(&file), "--language", "ru"]))
        .well()
        .out;
    assert!(
        told.contains("Aidar Bekov: арест, 2019-05-05 (сноска 1)"),
        "{told}"
    );
}

#[test]
fn json_is_a_record_a_line_and_places_count_in_the_text_that_is_given_out() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    fs::write(&page, "<!doctype html><html><body><nav>Menu</nav><p>Police detained Dana Omarova in <b>Almaty</b>.</p></body></html>").unwrap();
    let words = ran(&mut program(&["read", text(&page), "--text"]))
        .well()
        .out;
    assert_eq!(words, "Police detained Dana Omarova in Almaty.\n");
    let letters: Vec<char> = words.chars().collect();
    let lines = ran(&mut program(&["read", text(&page), "--json", "--doc", "X"]))
        .well()
        .out;
    let mut mentions = 0;
    for line in lines.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(record["doc"], "X");
        if record["kind"] == "mention" {
            let place = |key: &str| usize::try_from(record[key].as_u64().unwrap()).unwrap();
            let said: String = letters[place("start")..place("end")].iter().collect();
            assert_eq!(record["text"], said);
            mentions += 1;
        }
    }
    assert_eq!(mentions, 2);
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.pdf"), b"%PDF-1.4\n").unwrap();
    fs::write(at("empty.txt"), b"  \n").unwrap();
    fs::write(at("good.txt"), REPORT).unwrap();
    let large = fs::File::create(at("large.txt")).unwrap();
    large.set_len(1 << 30).unwrap();
    for (name, words) in [
        ("a.pdf", "a pdf is not read yet"),
        ("empty.txt", "no text"),
        ("large.txt", "split it into chapters"),
        ("missing.txt", "No such file"),
    ] {
        let why = ran(&mut program(&["read", text(&at(name))])).refused();
        assert!(why.contains(words) && why.contains(name), "{why}");
    }
    let both = ran(&mut program(&[
        "read",
        text(&at("a.pdf")),
        text(&at("good.txt")),
    ]));
    assert_ne!(both.status, 0);
    assert!(both.out.contains("Aidar Bekov") && both.err.contains("a.pdf"));
    let why = ran(&mut program(&[
        "read",
        text(&at("good.txt")),
        text(&at("a.pdf")),
        "--doc",
        "1",
    ]))
    .refused();
    assert!(why.contains("--doc"), "{why}");
}
