//! Damage: flipped and cut bytes, overwritten pages. It is noticed, and everything else can still be read.

use std::collections::BTreeSet;
use std::path::Path;

use super::common::*;
use aigaq_journal::*;
use proptest::prelude::*;

/// A stream with two logs: entries 2, 3, 4 in the first, 6 in the second (1 and 5 are authority entries).
fn two_logs() -> Vec<u8> {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    for n in 0..3 {
        journal.append(draft(&[(n, "х", None)])).unwrap();
    }
    drop(journal);
    drop(unlocked);
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    let unlocked = unlock(copy.path(), &passphrase()).unwrap();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    journal.append(draft(&[(9, "у", None)])).unwrap();
    let mut stream = Vec::new();
    assert_eq!(journal.export(&mut stream).unwrap(), 6);
    stream
}

/// Where each item begins: two authority entries, then the four others; then the end.
fn starts(stream: &[u8]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 8;
    while stream[at..].starts_with(b"AGQ1") {
        starts.push(at);
        at += 276 + u32::from_be_bytes(stream[at + 176..at + 180].try_into().unwrap()) as usize;
    }
    assert!(stream[at..].starts_with(b"AGQE"));
    starts
}

#[test]
fn a_whole_stream_holds() {
    let report = verify_stream(two_logs().as_slice()).unwrap();
    assert_eq!(report.problems, []);
    assert_eq!(
        (
            report.entries,
            report.verified,
            report.unverified,
            report.logs
        ),
        (6, 6, 0, 4)
    );
}

#[test]
fn every_flipped_byte_of_a_stream_is_noticed_what_is_behind_is_unverified_and_the_rest_readable() {
    let stream = two_logs();
    let starts = starts(&stream);
    let end = stream.len() - 44;
    let mut rules = BTreeSet::new();
    for at in 0..stream.len() {
        let mut bad = stream.clone();
        bad[at] ^= 1 << (at % 8);
        let report = verify_stream(bad.as_slice()).unwrap();
        assert!(!report.problems.is_empty(), "byte {at}");
        rules.extend(report.problems.iter().map(|p| p.rule));
        let item = starts.iter().rposition(|start| *start <= at);
        match item {
            _ if at >= end => assert_eq!((report.entries, report.verified), (6, 6)),
            None => assert_eq!((report.entries, report.verified), (6, 6), "the magic"),
            // Everything rests on the root; the second log on its certificate.
            Some(0) => assert_eq!(
                (report.entries, report.verified, report.unverified),
                (5, 0, 5),
                "byte {at}"
            ),
            Some(1) => assert_eq!(
                (report.entries, report.verified, report.unverified),
                (5, 4, 1),
                "byte {at}"
            ),
            // Entries 2, 3, 4 of one log; the other log stands.
            Some(n @ 2..=4) => {
                let behind = 4 - n as u64;
                assert_eq!(
                    (report.entries, report.verified, report.unverified),
                    (5, 5 - behind, behind),
                    "byte {at}"
                );
            }
            Some(_) => assert_eq!(
                (report.entries, report.verified, report.unverified),
                (5, 5, 0),
                "byte {at}"
            ),
        }
    }
    assert!(
        [1, 3, 5, 8, 9].iter().all(|n| rules.contains(&Rule(*n))),
        "{rules:?}"
    );
}

#[test]
fn a_stream_cut_anywhere_is_noticed_and_nothing_before_the_cut_is_lost() {
    let stream = two_logs();
    let starts = starts(&stream);
    for end in 0..stream.len() {
        let report = verify_stream(&stream[..end]).unwrap();
        assert!(!report.problems.is_empty(), "cut at {end}");
        let whole = starts
            .iter()
            .skip(1)
            .chain([&(stream.len() - 44)])
            .filter(|s| **s <= end)
            .count() as u64;
        assert_eq!(
            (report.entries, report.verified),
            (whole, whole),
            "cut at {end}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_is_done_to_a_stream_it_is_noticed_and_never_panics(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..3, proptest::collection::vec(any::<u8>(), 0..40)), 1..4)
    ) {
        static STREAM: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(two_logs);
        let mut bad = STREAM.clone();
        for (at, kind, bytes) in edits {
            let at = at.index(bad.len());
            match kind {
                0 => { bad.splice(at..at, bytes); }
                1 => { bad.drain(at..(at + bytes.len()).min(bad.len())); }
                _ => for (place, byte) in bad[at..].iter_mut().zip(bytes) { *place = byte; },
            }
        }
        let report = verify_stream(bad.as_slice()).unwrap();
        prop_assert_eq!(report.problems.is_empty(), bad == *STREAM);
        prop_assert!(report.verified <= 6);
    }
}

fn many_entries(dir: &Path, unlocked: &Unlocked, texts: &[usize]) -> Vec<EntryId> {
    let mut journal = Journal::open(unlocked, Mode::Write).unwrap();
    for (n, length) in texts.iter().enumerate() {
        journal
            .append(draft(&[(
                u8::try_from(n % 200).unwrap(),
                &"z".repeat(*length),
                None,
            )]))
            .unwrap();
    }
    let _ = dir;
    journal
        .entries_after(Position(0))
        .map(|e| e.unwrap().id)
        .collect()
}

#[test]
fn a_damaged_page_costs_the_entries_on_it_and_no_other() {
    let (dir, unlocked) = workspace();
    // All small enough to stand on one page each, so that over all pages each is lost exactly once.
    let lengths: Vec<usize> = (0..60).map(|n| 100 + n * 40).collect();
    let all = many_entries(dir.path(), &unlocked, &lengths);
    let path = dir.path().join("journal.db");
    let good = std::fs::read(&path).unwrap();
    assert!(!dir.path().join("journal.db-wal").exists());
    let pages = good.len() / 4096;
    assert!(pages > 25, "{pages}");
    let mut lost = 0;
    let mut noticed = 0;
    for page in 0..pages {
        let mut bad = good.clone();
        for byte in &mut bad[page * 4096 + 1000..page * 4096 + 1040] {
            *byte ^= 0x55;
        }
        std::fs::write(&path, &bad).unwrap();
        let problem = match Journal::open(&unlocked, Mode::Read) {
            Err(Error::Damaged { .. }) => true,
            Err(other) => panic!("page {page}: {other}"),
            Ok(journal) => match journal.verify() {
                Ok(report) => !report.holds(),
                Err(Error::Damaged { .. }) => true,
                Err(other) => panic!("page {page}: {other}"),
            },
        };
        noticed += usize::from(problem);
        let mut stream = Vec::new();
        let salvaged = salvage(&unlocked, &mut stream).unwrap();
        assert_eq!((salvaged.damaged_pages, salvaged.pages), (1, pages as u64));
        assert_eq!(salvaged.without_body, 0);
        let report = verify_stream(stream.as_slice()).unwrap();
        assert_eq!(report.entries, salvaged.entries);
        lost += all.len() as u64 - salvaged.entries;
    }
    assert_eq!(noticed, pages, "every damaged page is noticed");
    assert_eq!(lost, all.len() as u64);
    std::fs::write(&path, &good).unwrap();
    let mut stream = Vec::new();
    salvage(&unlocked, &mut stream).unwrap();
    let mut exported = Vec::new();
    Journal::open(&unlocked, Mode::Read)
        .unwrap()
        .export(&mut exported)
        .unwrap();
    assert!(stream == exported, "without damage, salvage is export");
}

#[test]
fn a_large_entry_keeps_its_header_and_much_damage_leaves_the_rest() {
    let (dir, unlocked) = workspace();
    let all = many_entries(dir.path(), &unlocked, &[60_000, 50, 90_000, 50, 50]);
    let path = dir.path().join("journal.db");
    let good = std::fs::read(&path).unwrap();
    let mut without_body = 0;
    for page in 0..good.len() / 4096 {
        let mut bad = good.clone();
        // Also the salt, at the very beginning of the file.
        bad[page * 4096] ^= 1;
        bad[page * 4096 + 2000] ^= 1;
        std::fs::write(&path, &bad).unwrap();
        let salvaged = salvage(&unlocked, std::io::sink()).unwrap();
        assert!(salvaged.entries + salvaged.without_body + 6 >= all.len() as u64);
        without_body += salvaged.without_body;
    }
    assert!(
        without_body > 30,
        "most pages belong to one of the two large bodies: {without_body}"
    );
    // The first half of the file, with the roots of all trees, is gone.
    let mut bad = good.clone();
    let half = bad.len() / 2;
    bad[..half].fill(0);
    std::fs::write(&path, &bad).unwrap();
    let salvaged = salvage(&unlocked, std::io::sink()).unwrap();
    assert!(salvaged.damaged_pages as usize >= half / 4096);
    // One page in the middle is gone: the rest is put back, and the work goes on.
    let mut bad = good.clone();
    let first_body = first_page_of_a_body(&unlocked, &path, &good);
    bad[first_body * 4096 + 7] ^= 1;
    std::fs::write(&path, &bad).unwrap();
    let mut stream = Vec::new();
    let salvaged = salvage(&unlocked, &mut stream).unwrap();
    assert!(matches!(
        put_back(&unlocked, &b"AGQ1STRM"[..]),
        Err(Error::NotReadable(_))
    ));
    assert_eq!(std::fs::read(&path).unwrap(), bad, "as before");
    let taken = put_back(&unlocked, stream.as_slice()).unwrap();
    assert!(taken.unverified <= taken.pending);
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    // All that was saved can be read, and one certificate for the new log.
    assert_eq!(journal.head().unwrap().0, salvaged.entries + 1);
    let report = journal.verify().unwrap();
    assert!(taken.unverified > 0 && !report.holds());
    assert_eq!(
        (report.entries, report.unverified),
        (salvaged.entries + 1, taken.unverified)
    );
    assert_eq!(
        (report.segments, report.keys_missing),
        (salvaged.entries - 1, 0)
    );
    journal
        .append(draft(&[(1, "after the damage", None)]))
        .unwrap();
    drop(journal);
    std::fs::rename(
        dir.path().join("journal-damaged.db"),
        dir.path().join("old.db"),
    )
    .unwrap();
    std::fs::write(&path, b"").unwrap();
    assert_eq!(
        salvage(&unlocked, std::io::sink()).unwrap(),
        Salvaged::default()
    );
}

/// The first page without which an entry has no body.
fn first_page_of_a_body(unlocked: &Unlocked, path: &Path, good: &[u8]) -> usize {
    let costs_a_body = |page: &usize| {
        let mut bad = good.to_vec();
        bad[page * 4096 + 7] ^= 1;
        std::fs::write(path, &bad).unwrap();
        salvage(unlocked, std::io::sink()).unwrap().without_body > 0
    };
    (0..good.len() / 4096).find(costs_a_body).unwrap()
}

#[test]
fn what_stands_only_in_the_wal_is_salvaged_too() {
    let (dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    for n in 0..40 {
        journal
            .append(draft(&[(n, "only in the log file so far", None)]))
            .unwrap();
    }
    // A change-set that is never finished must not come back.
    let mut unfinished = journal.begin(meta(ActOfSaving::Import)).unwrap();
    for n in 0..30 {
        unfinished
            .push(segment(n, &"x".repeat(200_000), None))
            .unwrap();
    }
    let crashed = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), crashed.path().join(entry.file_name())).unwrap();
    }
    drop(unfinished);
    assert!(
        std::fs::metadata(crashed.path().join("journal.db-wal"))
            .unwrap()
            .len()
            > 100_000
    );
    let crashed_unlocked = unlock(crashed.path(), &passphrase()).unwrap();
    let salvaged = salvage(&crashed_unlocked, std::io::sink()).unwrap();
    assert_eq!((salvaged.entries, salvaged.without_body), (41, 0));
    // And SQLite sees the same.
    assert_eq!(
        Journal::open(&crashed_unlocked, Mode::Read)
            .unwrap()
            .head()
            .unwrap(),
        Position(41)
    );
}

#[test]
fn a_wrong_key_says_damaged_and_writes_nothing_to_the_terminal() {
    let (dir, unlocked) = workspace();
    let (_other, other_unlocked) = workspace();
    let said = open_encrypted(
        &dir.path().join("journal.db"),
        &other_unlocked.view_key(),
        Access::Read,
    )
    .unwrap_err()
    .to_string();
    assert!(said.contains("journal.db is damaged"), "{said}");
    std::fs::remove_file(dir.path().join("journal.db")).unwrap();
    for mode in [Mode::Read, Mode::Write] {
        assert!(matches!(
            Journal::open(&unlocked, mode),
            Err(Error::Io { .. })
        ));
    }
    assert!(
        !dir.path().join("journal.db").exists(),
        "it is not made again in silence"
    );
}

/// What `verify.py` says of a stream, or `None` (said on stderr) where there is no Python.
fn verify_py(stream: &[u8]) -> Option<serde_json::Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../verify/verify.py");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), stream).unwrap();
    match std::process::Command::new("python3")
        .arg(script)
        .arg(file.path())
        .output()
    {
        Ok(output) => Some(serde_json::from_slice(&output.stdout).unwrap_or_else(|e| {
            panic!("{e}: {}", String::from_utf8_lossy(&output.stderr));
        })),
        Err(error) => {
            say_skipped(&format!("no python3 here ({error})"));
            None
        }
    }
}

#[test]
fn verify_py_says_the_same_of_whole_and_damaged_streams() {
    let stream = two_logs();
    let mut variants = vec![stream.clone()];
    let step = stream.len() / 16;
    for at in (0..stream.len())
        .step_by(step)
        .chain(stream.len() - 45..stream.len() - 40)
    {
        let mut flipped = stream.clone();
        flipped[at] ^= 0x10;
        variants.push(flipped);
        let mut cut = stream.clone();
        cut.drain(at..(at + 300).min(stream.len()));
        variants.push(cut);
    }
    variants.push([&stream[..stream.len() - 44], &stream[8..]].concat());
    variants.push(stream[..stream.len() - 44].to_vec());
    variants.push(Vec::new());
    for (n, variant) in variants.iter().enumerate() {
        let Some(said) = verify_py(variant) else {
            return;
        };
        let report = serde_json::to_value(verify_stream(variant.as_slice()).unwrap()).unwrap();
        for number in ["entries", "verified", "unverified", "repeated", "root"] {
            assert_eq!(said[number], report[number], "{number} of variant {n}");
        }
        let rules = |report: &serde_json::Value| -> Vec<(String, String, String)> {
            let problems = report["problems"].as_array().unwrap();
            problems
                .iter()
                .map(|p| {
                    (
                        p["rule"].to_string(),
                        p["log"].to_string(),
                        p["seq"].to_string(),
                    )
                })
                .collect()
        };
        assert_eq!(rules(&said), rules(&report), "variant {n}");
    }
}

#[test]
fn verify_py_runs_the_vectors() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../verify");
    let run = std::process::Command::new("python3")
        .arg(folder.join("verify.py"))
        .arg("--vectors")
        .args(["good.jsonl", "bad.jsonl"].map(|name| folder.join("vectors").join(name)))
        .output();
    match run {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => say_skipped(&format!("no python3 here ({error})")),
    }
}
