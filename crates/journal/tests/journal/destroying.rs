//! Destroying records by decision: what goes is gone, what stays is there, and both are told apart from damage.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::common::*;
use aigaq_journal::*;
use aigaq_schema::RecordId;

/// Everything that can be read, as texts with the number of the record's key.
fn read(journal: &Journal) -> Vec<String> {
    journal
        .entries_after(Position(0))
        .flat_map(|entry| entry.unwrap().segments)
        .filter_map(|segment| segment.plain.ok())
        .map(|plain| {
            let (_, [text]): (minicbor::bytes::ByteArray<16>, [String; 1]) =
                minicbor::decode(&plain).unwrap();
            text
        })
        .collect()
}

/// Saves `a` of record 1, `b` of record 2, `c` of both; answers with their keys.
fn three(journal: &mut Journal) -> BTreeMap<u8, KeyId> {
    let mut keys = BTreeMap::new();
    for (said, record) in [("a", 1), ("b", 2)] {
        let saved = journal.append(draft(&[(record, said, None)])).unwrap();
        keys.insert(record, saved.keys[0].1);
    }
    let both = [(1, "c of 1", Some(keys[&1])), (2, "c of 2", Some(keys[&2]))];
    journal.append(draft(&both)).unwrap();
    keys
}

/// Destroys record 1 but for `c`, of which something else is said at its place.
fn wish(journal: &Journal, key: KeyId) -> Destroying {
    let mut again = Vec::new();
    for entry in journal.entries_after(Position(0)) {
        let entry = entry.unwrap();
        for segment in entry.segments.iter().filter(|segment| segment.key == key) {
            let said = texts(&Opened {
                segments: vec![segment.clone()],
                ..entry.clone()
            });
            if said[0].starts_with('c') {
                again.push(SaidAgain {
                    root: RecordId::from_bytes([1; 16]),
                    entry: entry.id,
                    segment: segment.number,
                    plain: super::common::segment(1, "c without", None).plain,
                });
            }
        }
    }
    Destroying {
        keys: vec![key],
        files: Vec::new(),
        again,
        decision: vec![segment(9, "decided", None)],
    }
}

fn meta_of_decision() -> DraftMeta {
    meta(ActOfSaving::Decision)
}

#[track_caller]
fn holds_without(journal: &Journal, destroyed: u64, said_again: u64) {
    let report = journal.verify().unwrap();
    assert_eq!(report.problems, [], "{report:?}");
    assert_eq!(
        (report.destroyed, report.said_again, report.keys_missing),
        (destroyed, said_again, 0)
    );
    assert_eq!(report.verified, report.entries);
}

#[test]
fn what_is_destroyed_is_gone_and_what_stays_is_read_at_its_place() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let keys = three(&mut journal);
    let epoch = std::fs::read(dir.path().join("epoch.age")).unwrap();
    let view_key_before = format!("{:?}", unlocked.view_key());
    let done = journal
        .destroy(&unlocked, wish(&journal, keys[&1]), meta_of_decision())
        .unwrap();
    assert_eq!((done.keys, done.files), (1, 0));
    let now = ["b", "c without", "c of 2", "decided"];
    assert_eq!(read(&journal), now);
    assert_ne!(std::fs::read(dir.path().join("epoch.age")).unwrap(), epoch);
    assert_eq!(
        format!("{:?}", unlocked.view_key()),
        view_key_before,
        "prints dots"
    );
    holds_without(&journal, 2, 1);
    // The place of "c" is the one it had: the same entry, before the decision.
    let entries: Vec<_> = journal
        .entries_after(Position(0))
        .map(|e| e.unwrap())
        .collect();
    assert_eq!(texts(&entries[3]), ["c without", "c of 2"]);
    let new_key = entries[3].segments[0].key;
    assert_ne!(new_key, keys[&1]);

    // Saving goes on, of the same record under its new key, and names the decision as the newest authority.
    journal.append(draft(&[(1, "d", Some(new_key))])).unwrap();
    let again = journal
        .append(draft(&[(1, "e", Some(keys[&1]))]))
        .unwrap_err();
    assert!(matches!(again, Error::KeyMissing(_)), "{again:?}");
    drop(journal);
    drop(unlocked);
    let unlocked = unlock(dir.path(), &passphrase()).unwrap();
    assert!(!finish_destroying(&unlocked).unwrap(), "all was done");
    for mode in [Mode::Read, Mode::Write] {
        let journal = Journal::open(&unlocked, mode).unwrap();
        assert_eq!(read(&journal), ["b", "c without", "c of 2", "decided", "d"]);
        holds_without(&journal, 2, 1);
    }
    // Anybody without keys finds every signature and chain in order.
    let journal = Journal::open(&unlocked, Mode::Read).unwrap();
    let mut stream = Vec::new();
    journal.export(&mut stream).unwrap();
    let report = verify_stream(&stream[..]);
    assert!(report.unwrap().holds());
}

#[test]
fn what_was_said_again_can_be_destroyed_and_said_again_once_more() {
    let (_dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let keys = three(&mut journal);
    let first = wish(&journal, keys[&1]);
    journal
        .destroy(&unlocked, first, meta_of_decision())
        .unwrap();
    let key = journal
        .entries_after(Position(0))
        .flat_map(|entry| entry.unwrap().segments)
        .find(|segment| {
            segment
                .plain
                .as_ref()
                .is_ok_and(|p| p.windows(9).any(|w| w == b"c without"))
        })
        .unwrap()
        .key;
    journal.append(draft(&[(1, "d", Some(key))])).unwrap();
    let second = wish(&journal, key);
    assert_eq!(second.again.len(), 1);
    journal
        .destroy(&unlocked, second, meta_of_decision())
        .unwrap();
    assert_eq!(
        read(&journal),
        ["b", "c without", "c of 2", "decided", "decided"]
    );
    // a, c and d, and what was said again the first time.
    holds_without(&journal, 4, 1);
    // Both decisions stand in one log of authority entries.
    let logs = journal.verify().unwrap().logs;
    assert_eq!(logs, 3, "the root's, the records', the decisions'");
}

#[test]
fn a_keybag_that_is_put_back_brings_nothing_back() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let keys = three(&mut journal);
    drop(journal);
    let names = ["epoch.age", "keybag.db"];
    let old = names.map(|name| std::fs::read(dir.path().join(name)).unwrap());
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let wish = wish(&journal, keys[&1]);
    journal
        .destroy(&unlocked, wish, meta_of_decision())
        .unwrap();
    drop((journal, unlocked));
    for (name, bytes) in names.iter().zip(&old) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(dir.path().join(format!("{name}{suffix}")));
        }
        std::fs::write(dir.path().join(name), bytes).unwrap();
    }
    let unlocked = unlock(dir.path(), &passphrase()).unwrap();
    let read_only = Journal::open(&unlocked, Mode::Read).unwrap();
    assert!(
        !read(&read_only)
            .iter()
            .any(|text| text == "a" || text == "c of 1")
    );
    drop(read_only);
    assert!(
        finish_destroying(&unlocked).unwrap(),
        "a new epoch without them"
    );
    let epoch = std::fs::read(dir.path().join("epoch.age")).unwrap();
    assert_ne!(epoch, old[0]);
    let journal = Journal::open(&unlocked, Mode::Write).unwrap();
    assert!(
        !read(&journal)
            .iter()
            .any(|text| text == "a" || text == "c of 1")
    );
    assert!(read(&journal).iter().any(|text| text == "c of 2"));
}

#[test]
fn files_go_with_their_keys() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let keys = three(&mut journal);
    let gone = journal.keep_file(&mut &b"the face"[..]).unwrap();
    let stays = journal.keep_file(&mut &b"the street"[..]).unwrap();
    let mut wish = wish(&journal, keys[&1]);
    wish.files = vec![gone.name];
    assert_eq!(
        journal
            .destroy(&unlocked, wish, meta_of_decision())
            .unwrap()
            .files,
        1
    );
    let path = |name: FileName| dir.path().join("files").join(name.to_string());
    assert!(!path(gone.name).exists() && path(stays.name).exists());
    assert!(journal.file(gone.name).unwrap().is_none());
    assert!(journal.file(stays.name).unwrap().is_some());
    // Put back by hand, it is taken away again at the next opening.
    std::fs::write(path(gone.name), b"x").unwrap();
    drop(journal);
    assert!(finish_destroying(&unlocked).unwrap());
    assert!(!path(gone.name).exists());
}

#[test]
fn a_decision_that_cannot_be_prepared_changes_nothing() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let keys = three(&mut journal);
    let before = read(&journal);
    let head = journal.head().unwrap();
    // The next keybag cannot be written: where it is to lie, there is a folder with something in it.
    let in_the_way = dir.path().join("keybag.next.db");
    std::fs::create_dir(&in_the_way).unwrap();
    std::fs::write(in_the_way.join("x"), b"").unwrap();
    let failed = journal.destroy(&unlocked, wish(&journal, keys[&1]), meta_of_decision());
    assert!(matches!(failed, Err(Error::Io { .. })), "{failed:?}");
    assert_eq!(journal.head().unwrap(), head);
    assert_eq!(read(&journal), before);
    std::fs::remove_dir_all(&in_the_way).unwrap();
    journal.append(draft(&[(3, "goes on", None)])).unwrap();
    journal
        .destroy(&unlocked, wish(&journal, keys[&1]), meta_of_decision())
        .unwrap();
    holds_without(&journal, 2, 1);
    // A key that nobody knows, nothing at all to say: refused, nothing changed.
    let nothing = Destroying {
        keys: vec![keys[&2]],
        files: Vec::new(),
        again: Vec::new(),
        decision: Vec::new(),
    };
    let failed = journal.destroy(&unlocked, nothing, meta_of_decision());
    assert!(matches!(failed, Err(Error::NothingToSave)), "{failed:?}");
    assert!(read(&journal).iter().any(|text| text == "b"));
}

#[test]
fn another_program_notices_that_a_new_epoch_began() {
    let (dir, unlocked) = workspace();
    let mut other = Journal::open(&unlocked, Mode::Write).unwrap();
    let keys = three(&mut other);
    other.rest();
    let ours = unlock(dir.path(), &passphrase()).unwrap();
    let mut journal = Journal::open(&ours, Mode::Write).unwrap();
    let wish = wish(&journal, keys[&1]);
    journal.destroy(&ours, wish, meta_of_decision()).unwrap();
    drop(journal);
    assert!(matches!(unlocked.same_epoch(), Err(Error::UnlockAgain)));
    assert!(ours.same_epoch().is_ok());
    let failed = other.append(draft(&[(2, "x", Some(keys[&2]))]));
    assert!(matches!(failed, Err(Error::UnlockAgain)), "{failed:?}");
}

#[test]
fn a_backup_made_afterwards_holds_nothing_of_it_and_one_made_before_does() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let keys = three(&mut journal);
    let out = tempfile::tempdir().unwrap();
    let (before, after) = (out.path().join("before"), out.path().join("after"));
    journal.backup(&unlocked, &before).unwrap();
    let wish = wish(&journal, keys[&1]);
    journal
        .destroy(&unlocked, wish, meta_of_decision())
        .unwrap();
    journal.backup(&unlocked, &after).unwrap();
    let mut stream = Vec::new();
    journal.export(&mut stream).unwrap();
    drop(journal);
    let (restored, _) = restore(&after, &out.path().join("b"), &passphrase()).unwrap();
    let again = Journal::open(&restored, Mode::Write).unwrap();
    assert_eq!(read(&again), ["b", "c without", "c of 2", "decided"]);
    drop((again, restored));
    let (restored, _) = restore(&before, &out.path().join("a"), &passphrase()).unwrap();
    let mut again = Journal::open(&restored, Mode::Write).unwrap();
    assert_eq!(read(&again).len(), 4, "an old backup is beyond reach");
    // When it hears of the decision, it forgets too.
    again.accept_stream(&stream[..]).unwrap();
    drop(again);
    let again = Journal::open(&restored, Mode::Write).unwrap();
    assert!(
        !read(&again)
            .iter()
            .any(|text| text == "a" || text == "c of 1")
    );
    drop(dir);
}

/// What the child process does; run only by the test below, in a process of its own.
#[test]
fn child() {
    let Ok(dir) = std::env::var("AIGAQ_TEST_DESTROYING") else {
        return;
    };
    let unlocked = unlock(Path::new(&dir), &passphrase()).unwrap();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let first = journal
        .entries_after(Position(0))
        .flat_map(|entry| entry.unwrap().segments)
        .next();
    let file: FileName = std::env::var("AIGAQ_TEST_FILE").unwrap().parse().unwrap();
    let mut wish = wish(&journal, first.unwrap().key);
    wish.files = vec![file];
    journal
        .destroy(&unlocked, wish, meta_of_decision())
        .unwrap();
}

#[test]
fn killed_at_any_step_it_is_done_wholly_or_not_at_all() {
    for (point, decided) in [
        ("destroying-prepared", false),
        ("destroying-decided", true),
        ("epoch-replaced", true),
        ("keybag-replaced", true),
        ("destroying-file", true),
    ] {
        let (dir, unlocked) = workspace();
        let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
        three(&mut journal);
        let file = journal.keep_file(&mut &b"the face"[..]).unwrap().name;
        let before = read(&journal);
        drop((journal, unlocked));
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["destroying::child", "--exact", "--quiet"])
            .env("AIGAQ_TEST_DESTROYING", dir.path())
            .env("AIGAQ_TEST_FILE", file.to_string())
            .env("AIGAQ_FAIL_AT", format!("{point}:1"))
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        assert!(!status.success(), "{point} was never passed");
        let unlocked = unlock(dir.path(), &passphrase()).unwrap();
        finish_destroying(&unlocked).unwrap();
        assert!(!finish_destroying(&unlocked).unwrap(), "{point}: done once");
        let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
        let lies = dir.path().join("files").join(file.to_string()).exists();
        assert_eq!(lies, !decided, "{point}");
        if decided {
            assert_eq!(
                read(&journal),
                ["b", "c without", "c of 2", "decided"],
                "{point}"
            );
            holds_without(&journal, 2, 1);
        } else {
            assert_eq!(read(&journal), before, "{point}");
            holds_without(&journal, 0, 0);
        }
        assert!(
            !dir.path().join("keybag.next.db").exists() || !decided,
            "{point}"
        );
        journal.append(draft(&[(3, "goes on", None)])).unwrap();
        assert!(
            read(&journal).iter().any(|text| text == "goes on"),
            "{point}"
        );
    }
}
