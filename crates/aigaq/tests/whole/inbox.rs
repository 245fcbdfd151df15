//! Notes that came in, by the command line.

use crate::common::*;
use std::path::Path;
use std::process::{Output, Stdio};

#[test]
fn a_call_is_kept_listed_set_aside_taken_back_and_shown_by_its_number() {
    let (_folder, dir) = new_workspace();
    let kept = aigaq(
        &dir,
        &[
            "note",
            "Увезли брата",
            "--by",
            "Сестра",
            "--received",
            "2026-04-17",
            "--json",
        ],
    );
    let kept = kept.well().json();
    assert_eq!(kept["number"], "26-0001");
    let inbox = aigaq(&dir, &["inbox"]).well().out;
    for told in ["1 waiting", "26-0001", "Увезли брата", "told by: Сестра"] {
        assert!(inbox.contains(told), "{told}: {inbox}");
    }
    let shown = aigaq(&dir, &["show", "26-0001"]).well().out;
    assert!(
        shown.contains("No. 26-0001") && shown.contains("Увезли брата"),
        "{shown}"
    );
    let no_reason = aigaq(&dir, &["inbox", "--set-aside", "26-0001"]);
    assert!(
        no_reason.status != 0 && no_reason.err.contains("--reason"),
        "{}",
        no_reason.err
    );
    aigaq(
        &dir,
        &["inbox", "--set-aside", "26-0001", "--reason", "Ошиблись"],
    )
    .well();
    let again = aigaq(
        &dir,
        &["inbox", "--set-aside", "26-0001", "--reason", "Ошиблись"],
    )
    .refused();
    assert!(again.contains("nothing was changed"), "{again}");
    let aside = aigaq(&dir, &["inbox", "--aside", "--json"]).well().json();
    assert_eq!(aside["notes"][0]["reason"], "Ошиблись");
    aigaq(
        &dir,
        &["inbox", "--take-back", "26-0001", "--reason", "перезвонили"],
    )
    .well();
    assert_eq!(
        aigaq(&dir, &["inbox", "--json"]).well().json()["waiting"],
        1
    );
    let none = aigaq(&dir, &["show", "26-0999"]).refused();
    assert!(none.contains("there is no record 26-0999"), "{none}");
    let empty = aigaq(&dir, &["note", "  "]).refused();
    assert!(empty.contains("a text is needed"), "{empty}");
}

/// Keeps a note whose words come over a pipe.
fn noted_by_pipe(dir: &Path, more: &[&str], typed: &str) -> Output {
    let mut command = program(&["-w", text(dir), "note", "-"]);
    let mut child = command
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut pipe, typed.as_bytes()).unwrap();
    drop(pipe);
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success());
    out
}

#[test]
fn a_note_is_read_from_the_standard_input() {
    let (_folder, dir) = new_workspace();
    let out = noted_by_pipe(&dir, &["--received", "2026"], "Обыск\nв редакции\n");
    assert_eq!(
        String::from_utf8(out.stdout).unwrap().trim(),
        "Kept as 26-0001."
    );
    let inbox = aigaq(&dir, &["inbox"]).well().out;
    assert!(inbox.contains("    Обыск\n    в редакции\n"), "{inbox}");
}

#[test]
fn who_told_it_is_read_from_the_standard_input_and_a_name_on_the_line_is_warned_of() {
    let (_folder, dir) = new_workspace();
    let typed = "Сестра\n+7 701 555 01 73\nУвезли брата\nв Шымкенте\n";
    let out = noted_by_pipe(&dir, &["--by", "-", "--contact", "-"], typed);
    let told = String::from_utf8(out.stderr).unwrap();
    assert!(!told.contains("history"), "{told}");
    let inbox = aigaq(&dir, &["inbox", "--json"]).well().out;
    for words in ["Сестра", "555 01 73", "Увезли брата\\nв Шымкенте"] {
        assert!(inbox.contains(words), "{words}: {inbox}");
    }
    assert!(
        !inbox.contains("Сестра\\n"),
        "the name is no part of the text: {inbox}"
    );
    let warned = aigaq(&dir, &["note", "Второй звонок", "--by", "Брат"]).well();
    assert!(
        warned.err.contains("history of your shell"),
        "{}",
        warned.err
    );
    // In which order the lines are read stands where it is looked for.
    let help = aigaq(&dir, &["note", "--help"]).well().out;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        help.contains("first who told it, then how to reach them, then the text"),
        "{help}"
    );
    let quiet = aigaq(&dir, &["note", "Третий звонок"]).well();
    assert!(!quiet.err.contains("history"), "{}", quiet.err);
}
