//! Files that are kept beside the entries: sealed, of any size, whole or not at all.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::common::*;
use aigaq_journal::*;
use aigaq_schema::RecordId;

const SECRET: &[u8] = b"Witness statement of 12 May, signed";

fn kept(journal: &mut Journal, bytes: &[u8]) -> KeptFile {
    journal.keep_file(&mut Cursor::new(bytes)).unwrap()
}

fn read(journal: &Journal, file: &KeptFile) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut reader = journal.open_file(file.name).unwrap().unwrap();
    reader.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn on_disk(dir: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(dir.join("files"))
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    all.sort();
    all
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

#[test]
fn a_file_comes_back_as_it_was_and_lies_nowhere_in_clear() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let long: Vec<u8> = SECRET.iter().copied().cycle().take(200_003).collect();
    for bytes in [&b""[..], b"x", SECRET, &long[..65_536], &long] {
        let file = kept(&mut journal, bytes);
        assert_eq!((file.size, file.sha256), (bytes.len() as u64, hash(bytes)));
        assert!(!file.again);
        assert_eq!(read(&journal, &file).unwrap(), bytes);
        assert!(kept(&mut journal, bytes).again, "the same is kept once");
    }
    let files = on_disk(dir.path());
    assert_eq!(files.len(), 5);
    for path in &files {
        let sealed = fs::read(path).unwrap();
        assert_eq!(
            path.file_name().unwrap().to_str().unwrap(),
            hex::encode(hash(&sealed))
        );
        assert!(!sealed.windows(9).any(|part| part == &SECRET[..9]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o77, 0);
        }
    }
    let report = journal.verify().unwrap();
    assert_eq!((report.files, report.problems), (5, vec![]));
    // Also for one who only reads, and in another process: the keys are durable.
    drop((journal, unlocked));
    let unlocked = unlock(dir.path(), &passphrase()).unwrap();
    let journal = Journal::open(&unlocked, Mode::Read).unwrap();
    let file = journal
        .files()
        .unwrap()
        .into_iter()
        .max_by_key(|f| f.size)
        .unwrap();
    assert_eq!(read(&journal, &file).unwrap(), long);
}

#[test]
fn lengths_on_the_disk_tell_little() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    for size in [100_000, 100_001, 100_352] {
        kept(&mut journal, &vec![b'a'; size]);
    }
    for path in on_disk(dir.path()) {
        // The front of an age file has a part of random length; within it all three are of one size class.
        let length = fs::metadata(path).unwrap().len();
        assert!((100_352..101_500).contains(&length), "{length}");
    }
}

#[test]
fn a_changed_a_cut_and_a_missing_file_are_found() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let long: Vec<u8> = (0..150_000_u32).map(|n| (n % 251) as u8).collect();
    let file = kept(&mut journal, &long);
    let path = &on_disk(dir.path())[0];
    let whole = fs::read(path).unwrap();
    let middle = whole.len() / 2;
    let mut flipped = whole.clone();
    flipped[middle] ^= 1;
    for damaged in [&flipped[..], &whole[..middle], &whole[..65_000], b""] {
        fs::write(path, damaged).unwrap();
        let report = journal.verify().unwrap();
        assert_eq!(report.files, 0);
        assert_eq!(report.problems[0].rule.to_string(), "V14");
        let read_whole = journal.open_file(file.name).map(|reader| {
            let mut bytes = Vec::new();
            reader.unwrap().read_to_end(&mut bytes)
        });
        assert!(
            !matches!(read_whole, Ok(Ok(_))),
            "what is damaged is never read as if it were whole"
        );
    }
    fs::remove_file(path).unwrap();
    assert_eq!(journal.verify().unwrap().problems.len(), 1);
    // Given in once more, it is there again.
    assert!(!kept(&mut journal, &long).again);
    assert!(journal.files().unwrap().len() == 2);
}

#[test]
fn what_cannot_be_read_to_its_end_is_not_kept() {
    struct Breaks(usize);
    impl Read for Breaks {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::Error::other("the stick was pulled out"));
            }
            self.0 -= 1;
            out.fill(7);
            Ok(out.len())
        }
    }
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let error = journal.keep_file(&mut Breaks(5)).unwrap_err();
    assert!(error.to_string().contains("pulled out"), "{error}");
    assert_eq!(on_disk(dir.path()), Vec::<PathBuf>::new());
    let mut reader = Journal::open(&unlocked, Mode::Read).unwrap();
    assert!(matches!(
        reader.keep_file(&mut Cursor::new(b"x")),
        Err(Error::ReadOnly)
    ));
}

#[test]
fn a_backup_brings_the_files_back() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let long: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    let files = [kept(&mut journal, SECRET), kept(&mut journal, &long)];
    journal.append(draft(&[(1, "a", None)])).unwrap();
    let backup = dir.path().join("backup.aigaq");
    journal.backup(&unlocked, &backup).unwrap();
    let to = tempfile::tempdir().unwrap();
    let (unlocked, _) = restore(&backup, &to.path().join("w"), &passphrase()).unwrap();
    let restored = Journal::open(&unlocked, Mode::Write).unwrap();
    let report = restored.verify().unwrap();
    assert_eq!((report.files, report.problems), (2, vec![]));
    assert_eq!(read(&restored, &files[0]).unwrap(), SECRET);
    assert_eq!(read(&restored, &files[1]).unwrap(), long);
    // One that was missing is missing after it, and is told of; the rest is there.
    fs::remove_file(dir.path().join("files").join(files[1].name.to_string())).unwrap();
    let second = dir.path().join("second.aigaq");
    let unlocked = unlock(dir.path(), &passphrase()).unwrap();
    journal.backup(&unlocked, &second).unwrap();
    let (unlocked, _) = restore(&second, &to.path().join("w2"), &passphrase()).unwrap();
    let report = Journal::open(&unlocked, Mode::Read)
        .unwrap()
        .verify()
        .unwrap();
    assert_eq!((report.files, report.problems.len()), (1, 1));
    // A backup cut anywhere restores nothing and leaves nothing.
    let whole = fs::read(&backup).unwrap();
    for part in [whole.len() / 3, whole.len() / 2, whole.len() - 1000] {
        fs::write(&second, &whole[..part]).unwrap();
        assert!(restore(&second, &to.path().join("w3"), &passphrase()).is_err());
        assert!(!to.path().join("w3").exists());
    }
}

#[test]
fn a_damaged_file_costs_neither_the_backup_nor_a_good_copy_given_in_again() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let long: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    let files = [kept(&mut journal, SECRET), kept(&mut journal, &long)];
    journal.append(draft(&[(1, "a", None)])).unwrap();
    let path = dir.path().join("files").join(files[1].name.to_string());
    let mut bytes = fs::read(&path).unwrap();
    bytes[150_000] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let backup = dir.path().join("backup.aigaq");
    journal.backup(&unlocked, &backup).unwrap();
    let to = tempfile::tempdir().unwrap();
    let (other, _) = restore(&backup, &to.path().join("w"), &passphrase()).unwrap();
    let restored = Journal::open(&other, Mode::Read).unwrap();
    assert_eq!(restored.verify().unwrap().problems.len(), 1);
    assert_eq!(read(&restored, &files[0]).unwrap(), SECRET);
    let lies = to.path().join("w/files").join(files[1].name.to_string());
    assert_eq!(fs::read(lies).unwrap(), bytes, "what is left of it");
    // It is not "here already": what is given in now is the good copy.
    let good = kept(&mut journal, &long);
    assert!(!good.again);
    assert_eq!(read(&journal, &good).unwrap(), long);
    let same = kept(&mut journal, &long);
    assert!(same.again && same.name == good.name);
}

/// What the child process does; run only by the test below, in a process of its own.
#[test]
fn child() {
    let Ok(dir) = std::env::var("AIGAQ_TEST_FILES_CHILD") else {
        return;
    };
    let unlocked = unlock(Path::new(&dir), &passphrase()).unwrap();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    for n in 0..3_u8 {
        let file = kept(&mut journal, &vec![n; 100_000 + usize::from(n)]);
        let draft = Draft {
            meta: meta(ActOfSaving::Form),
            segments: vec![DraftSegment {
                root: RecordId::from_bytes([n; 16]),
                key: None,
                plain: minicbor::to_vec((
                    minicbor::bytes::ByteArray::from([n; 16]),
                    [file.name.to_string()],
                ))
                .unwrap(),
            }],
        };
        journal.append(draft).unwrap();
    }
}

#[test]
fn no_entry_names_a_file_that_is_not_there_wherever_the_process_dies() {
    for point in [
        "file-before:1",
        "file-before:2",
        "file-renamed:1",
        "file-renamed:3",
        "file-after:1",
        "file-after:2",
        "entry-before:1",
        "entry-after:2",
    ] {
        let (dir, unlocked) = workspace();
        drop(unlocked);
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["files::child", "--exact", "--quiet"])
            .env("AIGAQ_TEST_FILES_CHILD", dir.path())
            .env("AIGAQ_FAIL_AT", point)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(!status.success(), "{point} was never passed");
        let unlocked = unlock(dir.path(), &passphrase()).unwrap();
        let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
        let report = journal.verify().unwrap();
        assert_eq!(report.problems, [], "{point}");
        let known: Vec<String> = journal
            .files()
            .unwrap()
            .iter()
            .map(|f| f.name.to_string())
            .collect();
        for entry in journal.entries_after(Position(0)) {
            let entry = entry.unwrap();
            if entry.kind == Kind::ChangeSet {
                let named = texts(&entry);
                assert!(known.contains(&named[0]), "{point}: {} is lost", named[0]);
            }
        }
        // What was left half written is taken away by the next one.
        kept(&mut journal, b"after the crash");
        let left = on_disk(dir.path())
            .iter()
            .any(|path| path.extension().is_some());
        assert!(!left, "{point}");
        assert_eq!(journal.verify().unwrap().problems, [], "{point}");
    }
}
