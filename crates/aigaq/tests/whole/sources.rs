//! Confidential sources, by the command line: what is secret is no argument and in no answer, but under the second
//! passphrase; and a kill between any two steps loses nothing.

use crate::common::*;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const SECOND: &str = "вторая фраза для источников";
const NAME: &str = "Айгүл Сейтқалиқызы";

fn set_up(dir: &Path) -> Command {
    let mut command = program(&["-w", text(dir), "source", "passphrase"]);
    command.env("AIGAQ_NEW_SECOND_PASSPHRASE", SECOND);
    command
}

/// Runs a command with these lines on its standard input.
fn fed(command: &mut Command, lines: &str) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // One that died already does not read.
    let _ = input.write_all(lines.as_bytes());
    drop(input);
    let output = child.wait_with_output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn add(dir: &Path, more: &[&str], lines: &str) -> Ran {
    let mut arguments = vec!["-w", text(dir), "source", "add"];
    arguments.extend(more);
    fed(&mut program(&arguments), lines)
}

fn open(dir: &Path, code: &str, second: &str) -> Ran {
    let mut command = program(&["-w", text(dir), "source", "open", code]);
    ran(command.env("AIGAQ_SECOND_PASSPHRASE", second))
}

#[test]
fn a_source_is_written_down_without_the_second_passphrase_and_shown_with_it_and_the_look_is_told() {
    let (_folder, dir) = new_workspace();
    let early = add(&dir, &["--kind", "relative"], NAME).refused();
    assert!(early.contains("set it up first"), "{early}");
    ran(&mut set_up(&dir)).well();
    let lines = format!("{NAME}\n+7 701 555 01 73\nсестра\n");
    let kept = add(&dir, &["--kind", "relative"], &lines).well().out;
    assert_eq!(kept, "Kept as C-001, relative.\n");
    let note = ["note", "Увезли брата", "--by", NAME, "--as", "witness"];
    aigaq(&dir, &note).well();
    let told = ["note", "Второй звонок", "--source", "c-1"];
    aigaq(&dir, &told).well();
    for verb in [
        &["source", "list"][..],
        &["source", "log"],
        &["inbox"],
        &["inbox", "--json"],
        &["show", "26-0001"],
        &["list", "source"],
        &["search", NAME],
        &["verify"],
    ] {
        let ran = aigaq(&dir, verb);
        let all = ran.out + &ran.err;
        assert!(
            !all.contains("Айгүл") && !all.contains("555 01"),
            "{verb:?}: {all}"
        );
    }
    let inbox = aigaq(&dir, &["inbox"]).well().out;
    for source in ["told by: C-001, relative", "told by: C-002, witness"] {
        assert!(inbox.contains(source), "{inbox}");
    }
    for wrong in ["wrong one", PASSPHRASE] {
        let refused = open(&dir, "C-001", wrong).refused();
        assert!(refused.contains("nothing is lost"), "{refused}");
    }
    assert!(
        aigaq(&dir, &["source", "log"])
            .well()
            .out
            .contains("Nobody")
    );
    let shown = open(&dir, "C-001", SECOND).well().out;
    assert!(
        shown.contains(NAME) && shown.contains("bound: сестра"),
        "{shown}"
    );
    let log = aigaq(&dir, &["source", "log"]).well().out;
    assert_eq!(log.lines().count(), 1);
    assert!(log.contains("C-001, relative"), "{log}");
    let more = add(&dir, &["--code", "C-001"], "Айгүл С.\n").well().out;
    assert_eq!(more, "Added to what C-001, relative holds.\n");
    // A code names a record wherever a number does, and is told of where none has it.
    assert!(aigaq(&dir, &["show", "C-001"]).well().out.contains("C-001"));
    let none = aigaq(&dir, &["show", "C-077"]).refused();
    assert!(none.contains("no such confidential source"), "{none}");
    let none = open(&dir, "C-077", SECOND).refused();
    assert!(none.contains("no such confidential source"), "{none}");
}

#[test]
fn another_second_passphrase_is_set_with_the_one_before_and_the_old_one_opens_nothing() {
    let (_folder, dir) = new_workspace();
    ran(&mut set_up(&dir)).well();
    add(&dir, &["--kind", "other"], NAME).well();
    let mut change = program(&["-w", text(&dir), "source", "passphrase"]);
    change
        .env("AIGAQ_SECOND_PASSPHRASE", SECOND)
        .env("AIGAQ_NEW_SECOND_PASSPHRASE", "третья, ещё новее");
    ran(&mut change).well();
    open(&dir, "C-001", SECOND).refused();
    assert!(
        open(&dir, "C-001", "третья, ещё новее")
            .well()
            .out
            .contains(NAME)
    );
    // The recovery words of another workspace are no way in.
    let mut strange = program(&["-w", text(&dir), "source", "passphrase", "--recovery"]);
    let words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
    strange.env("AIGAQ_RECOVERY_WORDS", words);
    assert!(ran(&mut strange).refused().contains("recovery words"));
}

/// Runs it, killed at this place.
fn killed(command: &mut Command, at: &str) {
    let ran = ran(command.env("AIGAQ_FAIL_AT", at));
    assert_ne!(
        ran.status, 0,
        "{at} was never passed (are the tests built with the feature fail-points?)"
    );
}

#[test]
fn killed_while_it_is_set_up_written_down_shown_or_changed_it_stands_as_before_or_as_after() {
    for at in [
        "sealed-before:1",
        "sealed-after:1",
        "entry-before:1",
        "entry-after:1",
    ] {
        let (_folder, dir) = new_workspace();
        killed(&mut set_up(&dir), at);
        // Set up again where its public half was never said; else it stands.
        let again = ran(set_up(&dir).env("AIGAQ_SECOND_PASSPHRASE", SECOND));
        assert_eq!(again.status, 0, "{at}: {}", again.err);
        add(&dir, &["--kind", "other"], NAME).well();
        assert!(
            open(&dir, "C-001", SECOND).well().out.contains(NAME),
            "{at}"
        );
    }
    let (_folder, dir) = new_workspace();
    ran(&mut set_up(&dir)).well();
    add(&dir, &["--kind", "other"], NAME).well();
    for at in ["entry-before:1", "entry-after:1"] {
        let mut look = program(&["-w", text(&dir), "source", "open", "C-001"]);
        look.env("AIGAQ_SECOND_PASSPHRASE", SECOND);
        let ran = ran(look.env("AIGAQ_FAIL_AT", at));
        assert_ne!(ran.status, 0);
        assert!(
            !ran.out.contains(NAME),
            "nothing is shown before the look is told"
        );
    }
    let log = aigaq(&dir, &["source", "log"]).well().out;
    assert_eq!(
        log.lines().count(),
        1,
        "the one whose entry was durable: {log}"
    );
    for at in ["sealed-before:1", "sealed-after:1"] {
        let mut change = program(&["-w", text(&dir), "source", "passphrase"]);
        change
            .env("AIGAQ_SECOND_PASSPHRASE", SECOND)
            .env("AIGAQ_NEW_SECOND_PASSPHRASE", "третья, ещё новее");
        killed(&mut change, at);
        let holds = match at {
            "sealed-before:1" => SECOND,
            _ => "третья, ещё новее",
        };
        assert!(open(&dir, "C-001", holds).well().out.contains(NAME), "{at}");
    }
    let leftover = std::fs::read_dir(&dir).unwrap().any(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.contains("tmp-")
    });
    assert!(!leftover);
    aigaq(&dir, &["verify"]).well();
}

#[test]
fn forgetting_a_source_looks_for_the_name_in_texts_with_the_second_passphrase_and_says_when_not() {
    let (_folder, dir) = new_workspace();
    ran(&mut set_up(&dir)).well();
    add(&dir, &["--kind", "relative"], "Канареева Зарина\n").well();
    aigaq(&dir, &["note", "Канареева видела", "--source", "C-001"]).well();
    let with = |arguments: &[&str], second: &str| {
        let mut command = program(&["-w", text(&dir), "forget", "C-001"]);
        ran(command
            .args(arguments)
            .env("AIGAQ_SECOND_PASSPHRASE", second))
    };
    let shown = aigaq(&dir, &["forget", "C-001"]).well().out;
    assert!(
        shown.contains("Names in texts were not looked for"),
        "{shown}"
    );
    assert!(!shown.contains("Канареева"), "{shown}");
    let asked = aigaq(&dir, &["forget", "C-001", "--second"]).refused();
    assert!(asked.contains("AIGAQ_SECOND_PASSPHRASE"), "{asked}");
    with(&[], "wrong one").refused();
    with(&["--identity", "--yes"], "wrong one").refused();
    let log = aigaq(&dir, &["source", "log"]).well().out;
    assert!(log.contains("Nobody"), "{log}");
    let shown = with(&[], SECOND).well().out;
    assert!(shown.contains("Канареева видела"), "{shown}");
    let report = with(&["--identity", "--yes"], SECOND).well().out;
    assert!(report.contains("without the person: 1"), "{report}");
    let found = aigaq(&dir, &["search", "Канареева", "--json"])
        .well()
        .json();
    assert_eq!(found["hits"].as_array().unwrap().len(), 0, "{found}");
}
