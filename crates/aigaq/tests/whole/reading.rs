//! Documents read without a workspace.

use crate::common::{aigaq, new_workspace, program, ran, text};
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
        ("a.pdf", "the pdf is damaged"),
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

#[test]
fn a_document_is_kept_sealed_once_and_its_source_tells_what_it_says_of_itself() {
    let (_temporary, dir) = new_workspace();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report_1.txt");
    let report = format!("The Long Year\n\n2019-06-01\n\n{REPORT}");
    fs::write(&file, &report).unwrap();
    let given = [
        "--url",
        "https://example.org/r",
        "--publisher",
        "Steppe Watch",
        "--json",
    ];
    let keep = |more: &[&str]| {
        let mut args = vec!["read", text(&file), "--keep"];
        args.extend(given);
        args.extend(more);
        aigaq(&dir, &args)
    };
    let why = keep(&["--date", "someday"]).refused();
    assert!(
        why.contains("someday") && !dir.join("files").exists(),
        "{why}"
    );
    let kept = keep(&["--date", "Feb 2021"]).well().json();
    let id = kept[0]["id"].as_str().unwrap();
    assert_eq!(kept[0]["again"], false);
    assert_eq!(kept[0]["file"]["size"], report.len());
    let shown = aigaq(&dir, &["show", id]).well().out;
    for words in [
        "The Long Year",
        "Steppe Watch",
        "https://example.org/r",
        "SHA-256",
    ] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    assert!(
        shown.contains(kept[0]["file"]["sha256"].as_str().unwrap()),
        "{shown}"
    );
    let again = keep(&[]).well().json();
    assert_eq!(
        (&again[0]["id"], &again[0]["again"]),
        (&kept[0]["id"], &true.into())
    );
    // Nothing of it is readable on the disk.
    let sealed: Vec<_> = fs::read_dir(dir.join("files")).unwrap().collect();
    assert_eq!(sealed.len(), 1);
    for entry in sealed {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(5).any(|part| part == b"Bekov"));
    }
    let verified = aigaq(&dir, &["verify"]).well().out;
    assert!(
        verified.contains("1: files kept, each whole and unchanged"),
        "{verified}"
    );
    // What cannot be read is kept all the same.
    fs::write(&file, b"%PDF-1.4\n").unwrap();
    let told = ran(program(&["-w", text(&dir), "read", text(&file), "--keep"])
        .env("AIGAQ_PASSPHRASE", aigaq_testkit::PASSPHRASE))
    .well();
    assert!(told.err.contains("kept, but"), "{}", told.err);
    assert_eq!(fs::read_dir(dir.join("files")).unwrap().count(), 2);
    // A docx and a pdf that open with a password only.
    let mut compound = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    compound.extend([0; 600]);
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    for (files, locked) in [
        (3, compound),
        (
            4,
            include_bytes!("../../../documents/tests/locked.pdf").to_vec(),
        ),
    ] {
        fs::write(&file, &locked).unwrap();
        let told = ran(program(&["-w", text(&dir), "read", text(&file), "--keep"])
            .env("AIGAQ_PASSPHRASE", aigaq_testkit::PASSPHRASE))
        .well();
        let said = [
            told.err.contains("kept, but"),
            told.err.contains("password"),
        ];
        assert_eq!(said, [true; 2], "{}", told.err);
        assert_eq!(fs::read_dir(dir.join("files")).unwrap().count(), files);
    }
    // Nor is what is too large to be read at all; nobody tries.
    let large = fs::File::create(&file).unwrap();
    large.set_len(aigaq_documents::LARGEST + 1).unwrap();
    let told = ran(program(&["-w", text(&dir), "read", text(&file), "--keep"])
        .env("AIGAQ_PASSPHRASE", aigaq_testkit::PASSPHRASE))
    .well();
    assert!(told.err.contains("split it into chapters"), "{}", told.err);
    assert_eq!(fs::read_dir(dir.join("files")).unwrap().count(), 5);
}

/// A text over which the reader computes without end reaches its limit in the process that reads it, by the way that
/// every file goes; that process is ended, the file is kept, and the program says what to do.
#[cfg(target_os = "linux")]
#[test]
fn a_file_over_which_the_reader_computes_too_long_is_kept_and_said() {
    let (temporary, dir) = new_workspace();
    let file = temporary.path().join("endless.txt");
    let mut report = String::new();
    for at in 0.. {
        if report.len() > 7 << 20 {
            break;
        }
        report += &format!(
            "On May 5, 2019 Bolat{at} Bekov{at} was arrested in Oral{at} and released two days later. "
        );
    }
    fs::write(&file, &report).unwrap();
    // The limit of this run is narrower than the reader's own, so that nobody waits for a minute.
    let script = "ulimit -t 12; exec \"$0\" \"$@\"";
    let mut command = std::process::Command::new("/bin/sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_aigaq")]);
    command.args(["-w", text(&dir), "read", text(&file), "--keep"]);
    command.env("AIGAQ_PASSPHRASE", aigaq_testkit::PASSPHRASE);
    let told = ran(&mut command).well();
    assert!(told.err.contains("kept, but"), "{}", told.err);
    assert!(told.err.contains("took longer"), "{}", told.err);
    assert_eq!(fs::read_dir(dir.join("files")).unwrap().count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn the_process_that_reads_has_given_up_what_it_does_not_need() {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = program(&["read-within-limits"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let place = format!("/proc/{}/limits", child.id());
    let waited = std::time::Instant::now();
    let limits = loop {
        let limits = fs::read_to_string(&place).unwrap();
        // It is the last that is given up.
        let core = limits
            .lines()
            .find_map(|l| l.strip_prefix("Max core file size"));
        if core.is_some_and(|most| most.split_whitespace().take(2).all(|most| most == "0")) {
            break limits;
        }
        assert!(waited.elapsed().as_secs() < 30, "{limits}");
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    for (what, most) in [
        // At the first of the two the system says why it ends it.
        ("Max cpu time", ["60", "65"]),
        ("Max address space", ["1610612736"; 2]),
        ("Max file size", ["0"; 2]),
        ("Max processes", ["0"; 2]),
        ("Max core file size", ["0"; 2]),
    ] {
        let line = limits.lines().find(|line| line.starts_with(what)).unwrap();
        let words: Vec<&str> = line[what.len()..].split_whitespace().collect();
        assert_eq!(words[..2], most, "{line}");
    }
    // What is no document of ours ends it, and makes no noise.
    child.stdin.take().unwrap().write_all(&[0xff; 64]).unwrap();
    assert!(!child.wait().unwrap().success());
}
