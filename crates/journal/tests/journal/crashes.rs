//! Processes that die at each durable step, and disks that are full.

use std::path::Path;
use std::process::Command;

use super::common::*;
use aigaq_journal::*;

/// What the child process does; run only by the tests below, in a process of its own.
#[test]
fn child() {
    let Ok(dir) = std::env::var("AIGAQ_TEST_CHILD") else {
        return;
    };
    let unlocked = unlock(Path::new(&dir), &passphrase()).unwrap();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    for n in 0..u8::MAX {
        // Three new records each, so that the stock of keys is filled again and again.
        let said: Vec<String> = (0..3).map(|i| format!("{n}.{i}")).collect();
        let draft = draft(&[
            (n, &said[0], None),
            (n, &said[1], None),
            (250, &said[2], None),
        ]);
        let saved = journal.append(draft).unwrap();
        // The acknowledgement: what stands here must never be lost.
        std::fs::write(
            Path::new(&dir).join(format!("ack-{}", saved.entries[0])),
            b"",
        )
        .unwrap();
    }
}

fn dies(dir: &Path, point: &str) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["crashes::child", "--exact", "--quiet"])
        .env("AIGAQ_TEST_CHILD", dir)
        .env("AIGAQ_FAIL_AT", point)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(!status.success(), "{point} was never passed");
}

#[test]
fn nothing_acknowledged_is_lost_wherever_the_process_dies() {
    let (dir, unlocked) = workspace();
    drop(unlocked);
    for point in [
        "key-before:1",
        "key-after:1",
        "entry-before:1",
        "entry-after:1",
        "entry-before:7",
        "entry-after:7",
        "key-after:2",
    ] {
        dies(dir.path(), point);
        let unlocked = unlock(dir.path(), &passphrase()).unwrap();
        let journal = Journal::open(&unlocked, Mode::Write).unwrap();
        assert!(verify_ok(&journal), "{point}");
        let ids: Vec<_> = journal
            .entries_after(Position(0))
            .map(|e| e.unwrap().id.to_string())
            .collect();
        let mut acknowledged = 0;
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if let Some(id) = name.strip_prefix("ack-") {
                assert!(ids.iter().any(|i| i == id), "{point}: {id} is lost");
                acknowledged += 1;
            }
        }
        // At most the one that died between being durable and being acknowledged is there beyond; each point once.
        assert!(ids.len() - 1 - acknowledged <= 7, "{point}");
    }
}

#[test]
fn a_copy_that_dies_half_way_through_getting_its_own_key_gets_one_the_next_time() {
    for point in ["device-before:1", "device-certify:1", "device-after:1"] {
        let (dir, unlocked) = workspace();
        let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
        let first_log = journal.own_log().unwrap();
        journal.append(draft(&[(1, "a", None)])).unwrap();
        drop((journal, unlocked));
        let copy = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
        dies(copy.path(), point);
        // Copied once more in this state, by people who see that it does not work.
        let second = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(copy.path()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), second.path().join(entry.file_name())).unwrap();
        }
        let mut logs = vec![first_log];
        for dir in [copy.path(), second.path()] {
            let unlocked = unlock(dir, &passphrase()).unwrap();
            let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
            journal.append(draft(&[(2, "b", None)])).unwrap();
            assert!(verify_ok(&journal), "{point}");
            logs.push(journal.own_log().unwrap());
        }
        logs.sort_unstable();
        logs.dedup();
        assert_eq!(logs.len(), 3, "{point}: three folders, three logs");
    }
}

#[test]
fn a_full_disk_is_named_and_nothing_is_saved() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let (_dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    journal.append(draft(&[(1, "a", None)])).unwrap();
    match full {
        Ok(full) => assert!(matches!(journal.export(full), Err(Error::DiskFull))),
        Err(error) => say_skipped(&format!("in part: no /dev/full here ({error})")),
    }
    let head = journal.head().unwrap();
    journal.append(draft(&[(1, "b", None)])).unwrap();
    assert_eq!(journal.head().unwrap(), Position(head.0 + 1));
}
