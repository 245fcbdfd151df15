//! Saving and reading, as the rest of the program does it.

use super::common::*;
use aigaq_journal::*;
use aigaq_schema::RecordId;

#[test]
fn what_is_saved_is_read_again_after_closing() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let saved = journal
        .append(draft(&[(1, "Айша", None), (2, "Болат", None)]))
        .unwrap();
    assert_eq!(saved.entries.len(), 1);
    assert_eq!(saved.keys.len(), 2);
    let key = saved.keys[0].1;
    let again = journal
        .append(draft(&[(1, "Айша, 34", Some(key))]))
        .unwrap();
    assert!(again.keys.is_empty());
    assert_ne!(saved.change_set, again.change_set);
    let handed: Vec<Opened> = saved.opened.into_iter().chain(again.opened).collect();
    drop(journal);
    drop(unlocked);

    let unlocked = unlock(dir.path(), &passphrase()).unwrap();
    let journal = Journal::open(&unlocked, Mode::Read).unwrap();
    let all: Vec<Opened> = journal
        .entries_after(Position::default())
        .map(Result::unwrap)
        .collect();
    assert_eq!(all[0].kind, Kind::Authority);
    assert_eq!(all[0].id, unlocked.root());
    assert_eq!(
        all[1..],
        handed,
        "what was handed out is what a reader finds"
    );
    assert_eq!(all[1].seq, 0);
    assert_eq!(all[2].seq, 1);
    let envelope = all[1].envelope.as_ref().unwrap();
    assert_eq!((envelope.part, envelope.parts), (1, Some(1)));
    assert_eq!(envelope.heads, [unlocked.root()]);
    assert_eq!(texts(&all[2]), ["Айша, 34"]);
    assert_eq!(journal.head().unwrap(), Position(3));
    assert!(journal.is_complete(&all[2]).unwrap());
    assert!(!journal.is_complete(&all[0]).unwrap());
}

#[test]
fn an_import_larger_than_an_entry_comes_in_parts_all_or_none() {
    let (_dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let text = "х".repeat(50_000);
    let mut writer = journal.begin(meta(ActOfSaving::Import)).unwrap();
    for n in 0..30 {
        writer.push(segment(n, &text, None)).unwrap();
    }
    drop(writer);
    assert_eq!(
        journal.head().unwrap(),
        Position(1),
        "nothing of it is there"
    );

    let mut writer = journal.begin(meta(ActOfSaving::Import)).unwrap();
    let mut handed = Vec::new();
    for n in 0..31 {
        handed.extend(writer.push(segment(n, &text, None)).unwrap());
    }
    let saved = writer.finish().unwrap();
    handed.extend(saved.opened);
    assert_eq!(
        saved.entries.len(),
        4,
        "100,000 bytes each, so ten fit into an entry"
    );
    let read: Vec<Opened> = journal
        .entries_after(Position(1))
        .map(Result::unwrap)
        .collect();
    assert_eq!(read, handed);
    let parts: Vec<_> = read
        .iter()
        .map(|e| e.envelope.as_ref().unwrap())
        .map(|e| (e.part, e.parts))
        .collect();
    assert_eq!(parts, [(1, None), (2, None), (3, None), (4, Some(4))]);
    assert!(read.iter().all(|e| journal.is_complete(e).unwrap()));
    assert_eq!(saved.head, journal.head().unwrap());

    // The same record twice in a change-set has one key, and the log goes on.
    let more = journal
        .append(draft(&[(77, "a", None), (77, "b", None)]))
        .unwrap();
    assert_eq!(more.keys.len(), 1);
    assert_eq!(
        more.opened[0].segments[0].key,
        more.opened[0].segments[1].key
    );
    assert_eq!(more.opened[0].seq, 4);
}

#[test]
fn what_cannot_be_saved_is_refused_and_leaves_the_journal_as_it_was() {
    let (_dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    assert!(matches!(
        journal.append(draft(&[])),
        Err(Error::NothingToSave)
    ));
    let mut bad = draft(&[(1, "a", None), (2, "b", None)]);
    bad.segments[1].plain.push(0);
    assert!(matches!(journal.append(bad), Err(Error::NotStrict(_))));
    let huge = "x".repeat(MAX_PLAIN);
    assert!(matches!(
        journal.append(draft(&[(1, &huge, None)])),
        Err(Error::SegmentTooLarge { .. })
    ));
    let stranger = KeyId([9; 16]);
    assert!(matches!(
        journal.append(draft(&[(1, "a", Some(stranger))])),
        Err(Error::KeyMissing(_))
    ));
    assert_eq!(journal.head().unwrap(), Position(1));
    let largest = "x".repeat(MAX_PLAIN - 64);
    journal
        .append(draft(&[(1, &largest, None), (2, &largest, None)]))
        .unwrap();
    assert_eq!(journal.head().unwrap(), Position(3));
    journal
        .append(draft(&[(1, "and it goes on", None)]))
        .unwrap();
    assert!(verify_ok(&journal));
}

#[test]
fn one_writes_and_many_read() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let refused = Journal::open(&unlocked, Mode::Write).unwrap_err();
    let said = refused.to_string();
    assert!(
        said.contains("write.lock") && said.contains(&std::process::id().to_string()),
        "{said}"
    );
    let reader = Journal::open(&unlocked, Mode::Read).unwrap();
    let before = reader.head().unwrap();
    journal.append(draft(&[(1, "a", None)])).unwrap();
    assert_eq!(reader.head().unwrap(), Position(before.0 + 1));
    assert!(
        reader
            .entries_after(before)
            .all(|e| e.unwrap().segments[0].plain.is_ok())
    );
    drop(journal);
    let mut reader = reader;
    assert!(matches!(
        reader.append(draft(&[(1, "a", None)])),
        Err(Error::ReadOnly)
    ));
    Journal::open(&unlocked, Mode::Write).unwrap();
    drop(dir);
}

#[test]
fn nothing_said_and_no_key_is_on_disk_in_clear() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let name = "Жанаозен Ержанұлы";
    let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    journal.append(draft(&[(1, name, None)])).unwrap();
    let mut files = 0;
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        files += 1;
        for secret in [
            name.as_bytes(),
            &utf16,
            passphrase_text().as_bytes(),
            unlocked.import_key().expose().as_slice(),
            b"SQLite format 3",
            RecordId::from_bytes([1; 16]).as_bytes(),
        ] {
            assert!(
                !bytes.windows(secret.len()).any(|w| w == secret),
                "{}",
                path.display()
            );
        }
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(
                &std::fs::metadata(dir.path()).unwrap().permissions()
            ) & 0o77,
            0
        );
    }
    assert!(files >= 7, "with WAL files: {files}");
    assert!(
        !format!(
            "{unlocked:?} {:?}",
            journal.entries_after(Position(0)).last()
        )
        .contains("Ержан")
    );
}
