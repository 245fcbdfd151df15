//! Bad input: each gets a sentence that names the place and what to do, and leaves the
//! workspace as it was.

use crate::common::*;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A workspace with one act in it.
pub fn with_an_act() -> (tempfile::TempDir, PathBuf) {
    let (folder, dir) = new_workspace();
    let table = table(
        folder.path(),
        "first.csv",
        b"id,type,start\nfirst,LIB.arrest,2020-06-09\n",
    );
    aigaq(&dir, &["import", text(&table), "--as", "act"]).well();
    (folder, dir)
}

pub fn table(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The complaint about an import, which changes nothing.
#[track_caller]
fn refused_import(dir: &Path, table: &Path, mapped: &str) -> String {
    let before = state(dir);
    let complaint = aigaq(dir, &["import", text(table), "--as", mapped]).refused();
    assert_eq!(state(dir), before);
    complaint
}

#[track_caller]
pub fn says(complaint: &str, all: &[&str]) {
    for part in all {
        assert!(complaint.contains(part), "“{part}” is not in: {complaint}");
    }
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_none_is_asked_for() {
    let (_folder, dir) = with_an_act();
    let before = state(&dir);
    let with = |passphrase: &str, args: &[&str]| {
        ran(program(&["-w", text(&dir)])
            .args(args)
            .env("AIGAQ_PASSPHRASE", passphrase))
        .refused()
    };
    for args in [
        &["verify"][..],
        &["list", "act"],
        &["import", text(&kazakhstan()), "--as", "kazakhstan"],
        &["serve", "--port", "0"],
    ] {
        says(
            &with("correct horse battery stable", args),
            &["passphrase is wrong"],
        );
    }
    // Nobody at a terminal and none given: it says how to give one.
    says(&with("", &["verify"]), &["AIGAQ_PASSPHRASE"]);
    assert_eq!(state(&dir), before);
}

#[test]
fn a_folder_that_is_no_workspace_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let before = std::fs::read_dir(folder.path()).unwrap().count();
    for args in [
        &["verify"][..],
        &["list", "act"],
        &["rebuild"],
        &["lock"],
        &["serve"],
        &["journal", "salvage", "/dev/null"],
    ] {
        says(
            &aigaq(folder.path(), args).refused(),
            &[text(folder.path()), "no workspace", "init"],
        );
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), before);
    let (_folder, dir) = with_an_act();
    says(
        &aigaq(&dir, &["import", "/no/such/table.csv", "--as", "act"]).refused(),
        &["/no/such/table.csv"],
    );
    says(
        &aigaq(&dir, &["import", text(&kazakhstan())]).refused(),
        &["--as"],
    );
    says(
        &aigaq(&dir, &["import", text(&kazakhstan()), "--as", "acts"]).refused(),
        &["acts", "did you mean act"],
    );
    says(
        &aigaq(&dir, &["list", "acts"]).refused(),
        &["acts", "did you mean act"],
    );
    says(&aigaq(&dir, &["show", "x"]).refused(), &["x"]);
    says(
        &aigaq(&dir, &["count", "acts", "--by", "colour"]).refused(),
        &["colour"],
    );
    says(
        &aigaq(&dir, &["count", "acts", "--from", "2021", "--to", "2020"]).refused(),
        &["2021", "2020"],
    );
    says(
        &aigaq(&dir, &["publish", "bulletin", "--out", "b.odt"]).refused(),
        &["b.odt", ".html"],
    );
}

#[test]
fn a_missing_column_is_named_with_its_file() {
    let (folder, dir) = with_an_act();
    let data = folder.path().join("data");
    copy_folder(&kazakhstan(), &data);
    let path = data.join("acts.csv");
    let acts = std::fs::read_to_string(&path)
        .unwrap()
        .replacen(",act_type,", ",act_kind,", 1);
    std::fs::write(&path, acts).unwrap();
    says(
        &refused_import(&dir, &data, "kazakhstan"),
        &["acts", "act_type"],
    );
    // A table of our own with a column nobody knows, an empty one, and one that says a column twice.
    let strange = table(
        folder.path(),
        "strange.csv",
        "id,type,strat\na,LIB,2020\n".as_bytes(),
    );
    says(
        &refused_import(&dir, &strange, "act"),
        &["strange", "strat", "start"],
    );
    let empty = table(folder.path(), "empty.csv", b"");
    says(&refused_import(&dir, &empty, "act"), &["empty"]);
    let twice = table(folder.path(), "twice.csv", b"id,type,type\na,LIB,LIB\n");
    says(&refused_import(&dir, &twice, "act"), &["twice", "type"]);
}

#[test]
fn a_cell_that_cannot_be_read_is_in_quarantine_with_its_place_and_the_rest_is_imported() {
    let (folder, dir) = with_an_act();
    let path = table(
        folder.path(),
        "bad.csv",
        "id,type,start,summary\na1,LIB.arrest,2021-02-31,February\na2,LIB.arest,2021-02-28,typing\n\na2,LIB,2020,twice\n,LIB,2020,nobody\n".as_bytes(),
    );
    let before = state(&dir);
    let preview = aigaq(
        &dir,
        &["import", text(&path), "--as", "act", "--preview", "--json"],
    )
    .well()
    .json();
    assert_eq!(state(&dir), before, "a preview changes nothing");
    let done = aigaq(&dir, &["import", text(&path), "--as", "act", "--json"])
        .well()
        .json();
    assert_eq!(preview["quarantined"], done["quarantined"]);
    let quarantine = aigaq(&dir, &["quarantine", "--json"]).well().json();
    let of = |value: &str| {
        let all = quarantine.as_array().unwrap();
        let one = all
            .iter()
            .find(|q| q["value"] == value)
            .unwrap_or_else(|| panic!("{value} is not in {quarantine}"));
        format!(
            "{}: {}",
            one["place"].as_str().unwrap(),
            one["reason"].as_str().unwrap()
        )
    };
    says(&of("2021-02-31"), &["line 2, column “start”", "28 days"]);
    says(
        &of("LIB.arest"),
        &["line 3, column “type”", "did you mean LIB.arrest"],
    );
    says(&of("a2"), &["line 5", "stands twice", "line 3"]);
    says(&of(""), &["line 6", "no id"]);
    assert_eq!(quarantine.as_array().unwrap().len(), 4);
    assert_eq!(
        aigaq(&dir, &["count", "acts", "--json"]).well().json()["total"],
        3
    );
    let words = aigaq(&dir, &["quarantine"]).well().out;
    says(&words, &["2021-02-31", "LIB.arest"]);
    state(&dir);
}

#[test]
fn bytes_that_are_no_utf8_are_named_by_file_line_and_byte() {
    let (folder, dir) = with_an_act();
    let path = table(
        folder.path(),
        "old.csv",
        b"id,type,summary\na1,LIB,\"\xd0\xb4\xd0\xb0\"\na2,LIB,\xc7\xe0\xed\xe0\n",
    );
    says(
        &refused_import(&dir, &path, "act"),
        &["old", "line 3", "UTF-8"],
    );
    let cut = table(
        folder.path(),
        "open.csv",
        b"id,type,summary\na1,LIB,\"never closed\na2,LIB,x\n",
    );
    let answer = aigaq(&dir, &["import", text(&cut), "--as", "act", "--json"]);
    if answer.status == 0 {
        // Where the quote runs to the end of the file, the row is one; nothing may be lost in silence.
        let json = answer.json();
        assert!(json["report"]["quarantined"].as_u64() >= Some(1), "{json}");
    } else {
        says(&answer.refused(), &["open"]);
    }
}

/// Runs a command; what it left and the most memory it had, in KiB.
fn ran_with_peak(command: &mut Command) -> (Ran, u64) {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let line = told
            .lines()
            .find_map(|l| l.strip_prefix("VmHWM:"))
            .unwrap_or_default();
        peak = peak.max(line.trim().trim_end_matches(" kB").parse().unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    let ran = Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    (ran, peak)
}

#[test]
fn a_cell_of_a_hundred_megabytes_is_left_out_by_place_in_bounded_memory() {
    let (folder, dir) = with_an_act();
    let before = state(&dir);
    for (name, quote) in [("huge.csv", ""), ("quoted.csv", "\"")] {
        let path = folder.path().join(name);
        let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
        write!(file, "id,type,summary\na1,LIB,x\na2,LIB,{quote}").unwrap();
        let part = "Ұ".repeat(500_000);
        for _ in 0..100 {
            file.write_all(part.as_bytes()).unwrap();
        }
        write!(file, "{quote}\na3,LIB,x\n").unwrap();
        drop(file);
        let (ran, peak) = ran_with_peak(
            program(&[
                "-w",
                text(&dir),
                "import",
                text(&path),
                "--as",
                "act",
                "--preview",
                "--json",
            ])
            .stdin(Stdio::null()),
        );
        let answer = ran.well().json();
        let cell = &answer["quarantined"][0];
        says(
            cell["reason"].as_str().unwrap(),
            &["longer than", "100000000 bytes", "summary"],
        );
        assert_eq!(cell["line"], 3);
        assert!(
            answer.to_string().len() < 3_000,
            "the cell itself is not told"
        );
        // The rows around it are imported; of its own row nothing is.
        assert_eq!(
            (&answer["report"]["rows"], &answer["report"]["records_new"]),
            (&3.into(), &2.into()),
            "{answer}"
        );
        if peak == 0 {
            say_skipped("the memory of the import in part: there is no /proc here");
        }
        println!("{name}: at most {peak} KiB");
        assert!(peak < 500_000, "{peak} KiB");
    }
    assert_eq!(state(&dir), before);
}

#[test]
fn a_cell_that_is_a_formula_is_text_everywhere_and_inert_in_tables() {
    let (folder, dir) = new_workspace();
    let formula = "=cmd|'/c calc'!A1";
    let path = table(
        folder.path(),
        "formula.csv",
        format!("id,actor,kind,start,scope_text\nr1,,activity_ban,2020,\"{formula}\"\nr2,,fine_or_penalty,2020,+7 701\nr3,,fine_or_penalty,2020,@SUM(1)\n").as_bytes(),
    );
    aigaq(&dir, &["import", text(&path), "--as", "restriction"]).well();
    let list = aigaq(&dir, &["list", "restriction", "--json"])
        .well()
        .json();
    let id = list["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["id"].as_str().unwrap())
        .find(|id| {
            aigaq(&dir, &["show", id, "--json"])
                .well()
                .out
                .contains(formula)
        });
    assert!(id.is_some(), "the cell is kept as it was");
    let out = folder.path().join("out");
    aigaq(&dir, &["export", text(&out)]).well();
    let published = folder.path().join("restrictions.csv");
    aigaq(
        &dir,
        &[
            "publish",
            "restrictions",
            "--out",
            text(&published),
            "--on",
            "2021-07-22",
        ],
    )
    .well();
    let mut seen = 0;
    for path in [out.join("records/restriction.csv"), published] {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for row in reader.records() {
            for cell in &row.unwrap() {
                assert!(
                    !cell.starts_with(['=', '+', '@', '\t', '\r']),
                    "{}: {cell}",
                    path.display()
                );
                seen += usize::from(cell.contains("calc"));
            }
        }
    }
    assert!(seen >= 1, "the words themselves are there");
    // Coming back, it is the same text again and not the inert form of it.
    let again = folder.path().join("again");
    make_workspace(&again);
    aigaq(&again, &["import", text(&out)]).well();
    let dump = state(&again).dump;
    assert!(dump.contains(formula) && dump.contains("\"+7 701\""));
}

/// Names of files of another system, in an old encoding.
#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_refused_and_not_stumbled_over() {
    use std::os::unix::ffi::OsStrExt;
    let no_text = std::ffi::OsStr::from_bytes(b"\xcf\xf0\xe8\xe2\xe5\xf2");
    for language in ["en", "ru", "kk"] {
        let told = ran(program(&["--language", language, "list"]).arg(no_text));
        assert_eq!(told.status, 2, "{language}: {}", told.err);
        assert!(
            !told.err.is_empty() && !told.err.contains("panicked"),
            "{}",
            told.err
        );
        assert_eq!(told.out, "");
    }
}
