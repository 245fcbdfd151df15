//! Keys, passphrases, and copies that become devices of their own.

use std::path::Path;

use super::common::*;
use aigaq_journal::*;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn stream_of(journal: &Journal) -> Vec<u8> {
    let mut bytes = Vec::new();
    journal.export(&mut bytes).unwrap();
    bytes
}

fn ids(journal: &Journal) -> Vec<EntryId> {
    let mut ids: Vec<_> = journal
        .entries_after(Position(0))
        .map(|e| e.unwrap().id)
        .collect();
    ids.sort_unstable();
    ids
}

#[test]
fn two_copies_go_on_in_logs_of_their_own_and_come_together() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    journal.append(draft(&[(1, "before", None)])).unwrap();
    let own = journal.own_log().unwrap();
    drop(journal);
    let other = tempfile::tempdir().unwrap();
    copy(dir.path(), other.path());

    let copied = unlock(other.path(), &passphrase()).unwrap();
    let keys_before = std::fs::read(other.path().join("keys.age")).unwrap();
    // Reading changes nothing.
    drop(Journal::open(&copied, Mode::Read).unwrap());
    assert_eq!(
        std::fs::read(other.path().join("keys.age")).unwrap(),
        keys_before
    );
    let mut copy_journal = Journal::open(&copied, Mode::Write).unwrap();
    assert_ne!(copy_journal.own_log().unwrap(), own);
    assert_ne!(
        std::fs::read(other.path().join("keys.age")).unwrap(),
        keys_before
    );
    copy_journal
        .append(draft(&[(2, "in the copy", None)]))
        .unwrap();

    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    assert_eq!(
        journal.own_log().unwrap(),
        own,
        "the first one stays where it is"
    );
    journal.append(draft(&[(3, "in the first", None)])).unwrap();

    // Union, both ways, in any order, twice: the same entries on both sides, and no fork.
    let (a, b) = (stream_of(&journal), stream_of(&copy_journal));
    let taken = journal.accept_stream(b.as_slice()).unwrap();
    assert_eq!(
        (taken.accepted, taken.already, taken.pending, taken.refused),
        (2, 2, 0, 0)
    );
    copy_journal.accept_stream(a.as_slice()).unwrap();
    assert_eq!(journal.accept_stream(b.as_slice()).unwrap().already, 4);
    assert_eq!(ids(&journal), ids(&copy_journal));
    for (journal, texts_missing) in [(&journal, 1), (&copy_journal, 0)] {
        let report = journal.verify().unwrap();
        // The other's keys travel apart (keybag wraps); without them its texts cannot be read, and it is said.
        // The copy came with the stock of keys from which the first one goes on.
        assert_eq!(report.keys_missing, texts_missing);
        assert!(
            report.problems.iter().all(|p| p.rule == Rule(10)),
            "{report:?}"
        );
        assert_eq!(report.verified, 5);
        assert_eq!(report.logs, 4);
    }
    // Both go on; what each says names the other's head.
    let saved = journal.append(draft(&[(4, "after", None)])).unwrap();
    let heads = &saved.opened[0].envelope.as_ref().unwrap().heads;
    assert_eq!(heads.len(), 3, "two authority logs and the other's log");
    drop(copy_journal);
    drop(copied);

    // The copy keeps its log when it is opened again, and when its folder is moved.
    let copied = unlock(other.path(), &passphrase()).unwrap();
    let log = Journal::open(&copied, Mode::Write).unwrap().own_log();
    drop(copied);
    let moved = dir.path().join("moved");
    let other = other.keep();
    if std::fs::rename(&other, &moved).is_ok() {
        let copied = unlock(&moved, &passphrase()).unwrap();
        assert_eq!(Journal::open(&copied, Mode::Write).unwrap().own_log(), log);
    }
}

#[test]
fn a_copy_of_a_copy_is_certified_through_the_chain() {
    let (dir, unlocked) = workspace();
    drop(unlocked);
    let mut from = dir.path().to_path_buf();
    let folders: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
    for folder in &folders {
        copy(&from, folder.path());
        let copied = unlock(folder.path(), &passphrase()).unwrap();
        let mut journal = Journal::open(&copied, Mode::Write).unwrap();
        journal.append(draft(&[(1, "x", None)])).unwrap();
        assert!(verify_ok(&journal));
        from = folder.path().to_path_buf();
    }
    let copied = unlock(&from, &passphrase()).unwrap();
    let report = Journal::open(&copied, Mode::Read)
        .unwrap()
        .verify()
        .unwrap();
    assert_eq!((report.entries, report.logs), (1 + 3 * 2, 1 + 3 * 2));
}

#[test]
fn a_process_that_was_unlocked_before_the_copy_got_its_own_key_must_unlock_again() {
    let (dir, unlocked) = workspace();
    drop(unlocked);
    let other = tempfile::tempdir().unwrap();
    copy(dir.path(), other.path());
    let early = unlock(other.path(), &passphrase()).unwrap();
    let second = unlock(other.path(), &passphrase()).unwrap();
    drop(Journal::open(&second, Mode::Write).unwrap());
    assert!(matches!(
        Journal::open(&early, Mode::Write),
        Err(Error::UnlockAgain)
    ));
    assert!(matches!(
        early.change_passphrase(&Passphrase::new("another long one")),
        Err(Error::UnlockAgain)
    ));
    second
        .change_passphrase(&Passphrase::new("another long one"))
        .unwrap();
    let third = unlock(other.path(), &Passphrase::new("another long one")).unwrap();
    Journal::open(&third, Mode::Write).unwrap();
}

#[test]
fn an_entry_of_our_own_log_from_elsewhere_stops_us_and_the_next_opening_begins_a_new_log() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    journal.append(draft(&[(1, "a", None)])).unwrap();
    drop(journal);
    // A snapshot of the whole machine: the same bytes come back in the same place.
    let snapshot = tempfile::tempdir().unwrap();
    copy(dir.path(), snapshot.path());
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    journal.append(draft(&[(1, "b", None)])).unwrap();
    let log = journal.own_log();
    let stream = stream_of(&journal);
    drop(journal);
    std::fs::write(
        dir.path().join("journal.db"),
        std::fs::read(snapshot.path().join("journal.db")).unwrap(),
    )
    .unwrap();
    std::fs::write(
        dir.path().join("keybag.db"),
        std::fs::read(snapshot.path().join("keybag.db")).unwrap(),
    )
    .unwrap();

    let unlocked = unlock(dir.path(), &passphrase()).unwrap();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    assert_eq!(journal.own_log(), log, "nothing tells the two apart");
    journal.append(draft(&[(1, "instead of b", None)])).unwrap();
    let taken = journal.accept_stream(stream.as_slice()).unwrap();
    assert_eq!((taken.accepted, taken.already), (1, 2), "kept as proof");
    assert!(matches!(
        journal.append(draft(&[(1, "c", None)])),
        Err(Error::TwinFound)
    ));
    let report = journal.verify().unwrap();
    assert_eq!(
        report.problems.iter().map(|p| p.rule).collect::<Vec<_>>(),
        [Rule(6)]
    );
    assert_eq!(report.verified, 4, "both branches stay readable");
    drop(journal);
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    assert_ne!(journal.own_log(), log);
    journal.append(draft(&[(1, "c", None)])).unwrap();
}

#[test]
fn the_passphrase_can_be_changed_and_the_words_stay() {
    let (dir, unlocked, words) = workspace_with_words();
    let new = Passphrase::new("a new and longer one");
    assert!(matches!(
        unlocked.change_passphrase(&Passphrase::new("7 chars")),
        Err(Error::PassphraseTooShort(8))
    ));
    unlocked.change_passphrase(&new).unwrap();
    drop(unlocked);
    assert!(matches!(
        unlock(dir.path(), &passphrase()),
        Err(Error::WrongPassphrase)
    ));
    unlock(dir.path(), &new).unwrap();
    let typed = RecoveryWords::parse(&words.reveal().to_uppercase()).unwrap();
    let by_words = unlock_with_words(dir.path(), &typed).unwrap();
    Journal::open(&by_words, Mode::Write).unwrap();
    let other_words = workspace_with_words().2;
    assert!(matches!(
        unlock_with_words(dir.path(), &other_words),
        Err(Error::WrongWords)
    ));
    // NFC and NFD are one passphrase.
    unlock(dir.path(), &new)
        .unwrap()
        .change_passphrase(&Passphrase::new("\u{439}\u{451} 12345678"))
        .unwrap();
    unlock(
        dir.path(),
        &Passphrase::new("\u{438}\u{306}\u{435}\u{308} 12345678\n"),
    )
    .unwrap();
    // It also changes while a journal is open for writing, in this process or another.
    let unlocked = unlock_with_words(dir.path(), &typed).unwrap();
    let other = unlock_with_words(dir.path(), &typed).unwrap();
    let _journal = Journal::open(&unlocked, Mode::Write).unwrap();
    other.change_passphrase(&new).unwrap();
    // Who did not notice does not undo it.
    let late = unlocked.change_passphrase(&Passphrase::new("something else again"));
    assert!(matches!(late, Err(Error::UnlockAgain)));
    unlock(dir.path(), &new).unwrap();
    // Nothing is left lying about.
    let names: Vec<_> = std::fs::read_dir(dir.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        !names.iter().any(|n| n.to_string_lossy().contains("tmp")),
        "{names:?}"
    );
}

#[test]
fn keys_age_is_an_ordinary_age_file() {
    let (dir, unlocked, words) = workspace_with_words();
    drop(unlocked);
    let bytes = std::fs::read(dir.path().join("keys.age")).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> X25519 "));
    assert_eq!(
        String::from_utf8_lossy(&bytes)
            .matches("\n-> X25519 ")
            .count(),
        2
    );
    assert_eq!(
        std::fs::read(dir.path().join("epoch.age")).unwrap()[..21],
        *b"age-encryption.org/v1"
    );
    drop(words);
}

#[test]
fn what_is_no_workspace_or_broken_is_named() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(
        unlock(dir.path(), &passphrase()),
        Err(Error::NotAWorkspace(_))
    ));
    assert!(matches!(
        unlock(&dir.path().join("none"), &passphrase()),
        Err(Error::NotAWorkspace(_))
    ));
    std::fs::write(dir.path().join("letter.txt"), "x").unwrap();
    assert!(matches!(
        create_with(dir.path(), &passphrase(), WEAK),
        Err(Error::AlreadyThere(_))
    ));
    assert!(matches!(
        create_with(&dir.path().join("letter.txt"), &passphrase(), WEAK),
        Err(Error::AlreadyThere(_))
    ));
    assert!(dir.path().join("letter.txt").exists());
    let (dir, unlocked) = workspace();
    drop(unlocked);
    for file in ["keys.age", "epoch.age"] {
        let path = dir.path().join(file);
        let good = std::fs::read(&path).unwrap();
        for at in (0..good.len()).step_by(7) {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(&path, &bad).unwrap();
            assert!(
                unlock(dir.path(), &passphrase()).is_err(),
                "{file} byte {at}"
            );
        }
        std::fs::remove_file(&path).unwrap();
        assert!(
            unlock(dir.path(), &passphrase())
                .unwrap_err()
                .to_string()
                .contains(file)
        );
        std::fs::write(&path, &good).unwrap();
    }
    unlock(dir.path(), &passphrase()).unwrap();
    let toml = dir.path().join("workspace.toml");
    let text = std::fs::read_to_string(&toml).unwrap();
    std::fs::write(&toml, text.replace("format = 1", "format = 2")).unwrap();
    assert!(matches!(
        unlock(dir.path(), &passphrase()),
        Err(Error::NewerFormat { found: 2, known: 1 })
    ));
}

#[test]
fn a_backup_made_while_saving_is_restored_as_a_new_device() {
    let (_dir, unlocked, words) = workspace_with_words();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    for n in 0..20 {
        journal
            .append(draft(&[(n, &format!("Сәуле {n}"), None)]))
            .unwrap();
    }
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("monday.backup");
    journal.backup(&unlocked, &file).unwrap();
    journal.backup(&unlocked, &file).unwrap();
    journal.append(draft(&[(1, "later", None)])).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    assert!(
        !bytes
            .windows(5)
            .any(|w| w == "Сәуле".as_bytes()[..5].to_vec())
    );

    let dir = place.path().join("restored");
    assert!(matches!(
        restore(&file, &dir, &Passphrase::new("something else")),
        Err(Error::WrongPassphrase)
    ));
    assert!(!dir.exists(), "nothing is left behind");
    let (restored, taken) = restore(&file, &dir, &passphrase()).unwrap();
    assert_eq!((taken.accepted, taken.refused, taken.pending), (21, 0, 0));
    let mut second = Journal::open(&restored, Mode::Write).unwrap();
    assert_ne!(second.own_log(), journal.own_log());
    assert!(verify_ok(&second));
    let all: Vec<_> = second
        .entries_after(Position(1))
        .map(Result::unwrap)
        .filter(|e| e.kind == Kind::ChangeSet)
        .collect();
    assert_eq!(texts(&all[19]), ["Сәуле 19"]);
    // Keys that were in stock are not used twice by both: each record here gets one nobody else has used.
    let key = second.append(draft(&[(90, "new", None)])).unwrap().keys[0].1;
    let used: Vec<_> = journal
        .entries_after(Position(1))
        .flat_map(|e| e.unwrap().segments)
        .map(|s| s.key)
        .collect();
    assert!(!used.contains(&key));
    assert!(matches!(
        restore(&file, &dir, &passphrase()),
        Err(Error::AlreadyThere(_))
    ));
    restore_with_words(&file, &place.path().join("by words"), &words).unwrap();

    // Cut or changed anywhere, it is refused and nothing is left.
    for at in (0..bytes.len()).step_by(bytes.len() / 40) {
        let mut bad = bytes.clone();
        bad[at] ^= 0x20;
        for bad in [&bad[..], &bytes[..at]] {
            std::fs::write(&file, bad).unwrap();
            let dir = place.path().join("broken");
            assert!(restore(&file, &dir, &passphrase()).is_err(), "byte {at}");
            assert!(!dir.exists());
        }
    }
}

#[test]
fn entries_that_arrive_backwards_wait_and_are_taken_in_together() {
    let (dir, unlocked) = workspace();
    drop(unlocked);
    let other = tempfile::tempdir().unwrap();
    copy(dir.path(), other.path());
    let copied = unlock(other.path(), &passphrase()).unwrap();
    let mut copy_journal = Journal::open(&copied, Mode::Write).unwrap();
    for n in 0..40 {
        copy_journal.append(draft(&[(n, "x", None)])).unwrap();
    }
    let stream = stream_of(&copy_journal);
    let mut entries = Vec::new();
    let mut at = 8;
    while stream[at..].starts_with(b"AGQ1") {
        let length = u32::from_be_bytes(stream[at + 176..at + 180].try_into().unwrap()) as usize;
        entries.push((&stream[at..at + 276], &stream[at + 276..at + 276 + length]));
        at += 276 + length;
    }
    assert_eq!(entries.len(), 42);
    let unlocked = unlock(dir.path(), &passphrase()).unwrap();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    for (header, body) in entries[2..].iter().rev() {
        assert_eq!(
            journal.accept(header, body).unwrap(),
            Verdict::Pending(Rule(8))
        );
    }
    let report = journal.verify().unwrap();
    assert_eq!((report.entries, report.pending), (1, 40));
    // They wait across closing and opening.
    drop(journal);
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let (header, body) = entries[2];
    assert_eq!(journal.accept(header, body).unwrap(), Verdict::Already);
    let (header, body) = entries[1];
    assert_eq!(journal.accept(header, body).unwrap(), Verdict::Accepted);
    assert_eq!(ids(&journal), ids(&copy_journal));
    let report = journal.verify().unwrap();
    assert_eq!(
        (report.entries, report.pending, report.verified),
        (42, 0, 42)
    );
    // And one with a broken signature is refused, by its rule.
    let mut header = header.to_vec();
    header[275] ^= 1;
    let verdict = journal.accept(&header, body).unwrap();
    assert!(matches!(verdict, Verdict::Refused(refusal) if refusal.rule == Rule(3)));
}
