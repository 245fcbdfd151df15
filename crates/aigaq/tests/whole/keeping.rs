//! Backups, passphrases, copies, and what others can check of a journal.

use crate::common::*;
use aigaq_journal::{Journal, Mode, unlock, verify_stream};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A table of one act, as a small import of its own.
fn one_act(folder: &Path, id: &str) -> PathBuf {
    let path = folder.join(format!("{id}.csv"));
    std::fs::write(
        &path,
        format!("id,type,start,summary\n{id},LIB.arrest,2021-01-25,Задержание {id}\n"),
    )
    .unwrap();
    path
}

fn import(dir: &Path, table: &Path) {
    let answer = aigaq(dir, &["import", text(table), "--as", "act", "--json"])
        .well()
        .json();
    assert!(answer["change_set"].is_string(), "{answer}");
}

/// The logs with change-sets in them.
fn logs(dir: &Path) -> BTreeSet<String> {
    let unlocked = unlock(dir, &passphrase()).unwrap();
    let journal = Journal::open(&unlocked, Mode::Read).unwrap();
    journal
        .entries_after(aigaq_journal::Position(0))
        .map(|e| e.unwrap())
        .filter(|e| e.envelope.is_some())
        .map(|e| e.log.to_string())
        .collect()
}

fn acts(dir: &Path) -> u64 {
    aigaq(dir, &["count", "acts", "--json"]).well().json()["total"]
        .as_u64()
        .unwrap()
}

#[test]
fn a_backup_made_while_another_process_writes_brings_everything_back_under_a_new_log() {
    let (folder, dir) = new_workspace();
    import(&dir, &one_act(folder.path(), "a1"));
    let file = folder.path().join("backup");
    {
        let unlocked = unlock(&dir, &passphrase()).unwrap();
        let writing = Journal::open(&unlocked, Mode::Write).unwrap();
        aigaq(&dir, &["backup", text(&file)]).well();
        drop(writing);
    }
    let restored = folder.path().join("restored");
    let answer = aigaq(&dir, &["restore", text(&file), text(&restored), "--json"])
        .well()
        .json();
    assert_eq!(answer["problems"], serde_json::json!([]));
    assert_eq!(state(&restored).dump, state(&dir).dump);
    let before = logs(&dir);
    import(&restored, &one_act(folder.path(), "a2"));
    import(&dir, &one_act(folder.path(), "a3"));
    assert_eq!((acts(&dir), acts(&restored)), (2, 2));
    assert_eq!(logs(&dir), before, "the workspace goes on in its own log");
    assert_eq!(logs(&restored).len(), 2, "the restored one in a new one");
    for dir in [&dir, &restored] {
        assert_eq!(
            aigaq(dir, &["verify", "--json"]).well().json()["problems"],
            serde_json::json!([])
        );
    }
    // Not over something, not with a wrong passphrase, not from something else.
    aigaq(&dir, &["restore", text(&file), text(&restored)]).refused();
    let elsewhere = folder.path().join("elsewhere");
    let complaint = ran(program(&["restore", text(&file), text(&elsewhere)])
        .env("AIGAQ_PASSPHRASE", "something else entirely"))
    .refused();
    assert!(complaint.contains("passphrase is wrong"), "{complaint}");
    let mut cut = std::fs::read(&file).unwrap();
    cut.truncate(cut.len() / 2);
    std::fs::write(&file, cut).unwrap();
    aigaq(&dir, &["restore", text(&file), text(&elsewhere)]).refused();
    assert!(
        !elsewhere.exists(),
        "nothing is left of what could not be restored"
    );
}

#[test]
fn the_passphrase_is_changed_and_the_recovery_words_go_on_opening() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let (_, words) = aigaq_journal::create_with(&dir, &passphrase(), aigaq_testkit::FAST).unwrap();
    let with = |passphrase: &str, args: &[&str], more: &[(&str, &str)]| {
        let mut command = program(&["-w", text(&dir)]);
        command
            .args(args)
            .env("AIGAQ_PASSPHRASE", passphrase)
            .envs(more.iter().copied());
        ran(&mut command)
    };
    let complaint = with(
        PASSPHRASE,
        &["passphrase"],
        &[("AIGAQ_NEW_PASSPHRASE", "short")],
    )
    .refused();
    assert!(complaint.contains("at least"), "{complaint}");
    with(PASSPHRASE, &["verify"], &[]).well();
    with(
        PASSPHRASE,
        &["passphrase"],
        &[("AIGAQ_NEW_PASSPHRASE", "орман қарағай тау су")],
    )
    .well();
    let complaint = with(PASSPHRASE, &["verify"], &[]).refused();
    assert!(complaint.contains("passphrase is wrong"), "{complaint}");
    with("орман қарағай тау су", &["verify"], &[]).well();
    // Forgotten: the words open, and set a third one.
    let complaint = with(
        "",
        &["passphrase", "--recovery"],
        &[
            ("AIGAQ_RECOVERY_WORDS", "one two three"),
            ("AIGAQ_NEW_PASSPHRASE", "the third of them all"),
        ],
    )
    .refused();
    assert!(complaint.contains("12 recovery words"), "{complaint}");
    let words = words.reveal().to_string();
    with(
        "",
        &["passphrase", "--recovery"],
        &[
            ("AIGAQ_RECOVERY_WORDS", &words),
            ("AIGAQ_NEW_PASSPHRASE", "the third of them all"),
        ],
    )
    .well();
    with("орман қарағай тау су", &["verify"], &[]).refused();
    with("the third of them all", &["verify"], &[]).well();
}

#[test]
fn two_who_go_on_working_on_a_copied_folder_write_two_logs() {
    let (folder, dir) = new_workspace();
    import(&dir, &one_act(folder.path(), "together"));
    let copy = folder.path().join("copy");
    copy_folder(&dir, &copy);
    import(&dir, &one_act(folder.path(), "here"));
    import(&copy, &one_act(folder.path(), "there"));
    import(&copy, &one_act(folder.path(), "there-again"));
    assert_eq!((acts(&dir), acts(&copy)), (2, 3));
    let (of_one, of_other) = (logs(&dir), logs(&copy));
    assert_eq!(
        (of_one.len(), of_other.len()),
        (1, 2),
        "the copy began one log of its own"
    );
    assert!(of_one.is_subset(&of_other));
    state(&dir);
    state(&copy);
}

/// Runs the script that is no part of the program; `None` where there is no Python.
fn verify_py(stream: &Path) -> Option<(i32, serde_json::Value)> {
    let script = repository().join("verify/verify.py");
    let output = match Command::new("python3").arg(script).arg(stream).output() {
        Ok(output) => output,
        Err(error) => {
            say_skipped(&format!(
                "verify.py in part: python3 cannot be run ({error})"
            ));
            return None;
        }
    };
    let report = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stderr)));
    Some((output.status.code().unwrap(), report))
}

#[test]
fn an_exported_stream_holds_for_others_and_every_flipped_byte_of_a_sample_is_noticed() {
    let (folder, dir) = new_workspace();
    for n in 0..2 {
        import(&dir, &one_act(folder.path(), &format!("a{n}")));
    }
    let path = folder.path().join("stream");
    let entries = aigaq(&dir, &["journal", "export", text(&path), "--json"])
        .well()
        .json()["entries"]
        .as_u64()
        .unwrap();
    let whole = std::fs::read(&path).unwrap();
    let report = verify_stream(whole.as_slice()).unwrap();
    assert_eq!(
        (report.problems.len(), report.entries, report.verified),
        (0, entries, entries)
    );
    if let Some((status, report)) = verify_py(&path) {
        assert_eq!((status, &report["problems"]), (0, &serde_json::json!([])));
        assert_eq!(
            (report["entries"].as_u64(), report["verified"].as_u64()),
            (Some(entries), Some(entries))
        );
    }
    // Every position for the program itself, as far as it is quick: one in seven, beginning with the first.
    for at in (0..whole.len()).step_by(7) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(
            !verify_stream(flipped.as_slice())
                .unwrap()
                .problems
                .is_empty(),
            "byte {at}"
        );
    }
    let positions: Vec<usize> = (0..200).map(|n| n * (whole.len() - 1) / 199).collect();
    let flipped = |at: usize| {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        flipped
    };
    std::fs::write(&path, flipped(positions[100])).unwrap();
    let Some((status, _)) = verify_py(&path) else {
        return;
    };
    assert_eq!(status, 1);
    std::fs::write(&path, &whole).unwrap();
    for (at, theirs) in positions.iter().zip(verify_py_flipped(&path, &positions)) {
        let ours = verify_stream(flipped(*at).as_slice()).unwrap();
        assert!(
            !ours.problems.is_empty() && theirs["problems"] != serde_json::json!([]),
            "byte {at}"
        );
        assert_eq!(
            (
                theirs["entries"].as_u64(),
                theirs["verified"].as_u64(),
                theirs["unverified"].as_u64()
            ),
            (
                Some(ours.entries),
                Some(ours.verified),
                Some(ours.unverified)
            ),
            "byte {at}: the two see the same"
        );
    }
}

/// What the script says of the stream with one bit flipped at each of these positions, in one process.
fn verify_py_flipped(stream: &Path, positions: &[usize]) -> Vec<serde_json::Value> {
    const MANY: &str = "
import json, sys
sys.path.insert(0, sys.argv[1])
import verify
whole = open(sys.argv[2], 'rb').read()
for at in sys.argv[3:]:
    flipped = bytearray(whole)
    flipped[int(at)] ^= 0x10
    print(json.dumps(verify.check_stream(bytes(flipped))))
";
    let output = Command::new("python3")
        .args(["-B", "-c", MANY])
        .arg(repository().join("verify"))
        .arg(stream)
        .args(positions.iter().map(ToString::to_string))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let reports: Vec<_> = text
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(
        reports.len(),
        positions.len(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    reports
}

#[test]
fn a_damaged_journal_is_named_and_salvage_saves_the_rest() {
    let (folder, dir) = new_workspace();
    for n in 0..6 {
        import(&dir, &one_act(folder.path(), &format!("a{n}")));
    }
    let entries = aigaq(&dir, &["verify", "--json"]).well().json()["entries"]
        .as_u64()
        .unwrap();
    let path = dir.join("journal.db");
    let length = std::fs::metadata(&path).unwrap().len();
    let pages = length / 4096;
    assert!(pages >= 4, "{pages} pages");
    let mut fewest = u64::MAX;
    let whole = std::fs::read(&path).unwrap();
    for page in 0..pages {
        let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        let mut bytes = whole.clone();
        let begin = usize::try_from(page * 4096).unwrap();
        bytes[begin + 64..begin + 512].fill(0x5a);
        file.write_all(&bytes).unwrap();
        drop(file);
        // Whichever page it is: told, by opening or by checking; never held for whole.
        let checked = aigaq(&dir, &["verify", "--json"]);
        assert_ne!(checked.status, 0, "page {page}: {}", checked.out);
        if checked.out.is_empty() {
            let complaint = checked.refused();
            assert!(
                complaint.contains("journal.db is damaged") && complaint.contains("salvage"),
                "page {page}: {complaint}"
            );
        } else {
            assert_ne!(
                checked.json()["problems"],
                serde_json::json!([]),
                "page {page}"
            );
        }
        let saved = folder.path().join("saved");
        let salvaged = aigaq(&dir, &["journal", "salvage", text(&saved), "--json"])
            .well()
            .json();
        assert_eq!(salvaged["damaged_pages"], 1, "page {page}: {salvaged}");
        fewest = fewest.min(salvaged["entries"].as_u64().unwrap());
        let report = verify_stream(std::fs::File::open(&saved).unwrap()).unwrap();
        assert_eq!(
            Some(report.entries),
            salvaged["entries"].as_u64(),
            "page {page}"
        );
    }
    assert!(
        fewest >= entries / 3 && fewest < entries,
        "of {entries} entries {fewest} were saved in the worst case"
    );
    // The last page damaged is still damaged: what was saved goes on, beside the damaged file.
    let saved = folder.path().join("saved");
    let put_back = aigaq(&dir, &["journal", "put-back", text(&saved), "--json"])
        .well()
        .json();
    assert!(put_back["entries"].as_u64() >= Some(fewest), "{put_back}");
    assert!(dir.join("journal-damaged.db").is_file());
    aigaq(&dir, &["rebuild"]).well();
    import(&dir, &one_act(folder.path(), "after"));
    assert!(aigaq(&dir, &["count", "acts", "--json"]).well().json()["total"].as_u64() >= Some(1));
}
