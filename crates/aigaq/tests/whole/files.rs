//! Files on records from outside: added, listed, given back; processes killed while they write; the doctor.

use crate::common::{aigaq, new_workspace, passphrase, program, text};
use aigaq_journal::{Mode, unlock};
use aigaq_schema::{Basis, Day, Language, RecordId, Value};
use aigaq_workspace::{Asking, FileGiven, FormToken, Reader, RecordChange, Saving, Say, Workspace};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const CHILD: &str = "AIGAQ_TEST_FILES_ADDED";

fn keeper() -> Asking {
    Asking {
        reader: Reader::keeper(),
        language: Language::En,
        today: Day::from_ymd(2026, 4, 17).unwrap(),
    }
}

fn clock() -> (i64, String) {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    (i64::try_from(now.as_secs()).unwrap(), "UTC".to_owned())
}

fn token(n: u64) -> FormToken {
    let mut random = [5; 16];
    random[..8].copy_from_slice(&n.to_be_bytes());
    FormToken::from_random(random)
}

fn event(workspace: &mut Workspace, n: u64) -> RecordId {
    let say = Say::new(
        "title",
        Value::text(format!("event {n}")),
        &Basis::default(),
    );
    let token = token(n);
    let saving = Saving {
        token,
        act: aigaq_journal::ActOfSaving::Form,
        records: vec![RecordChange::new(token.record(0), "event", vec![say])],
        now: clock(),
    };
    workspace.save(&saving).unwrap();
    token.record(0)
}

/// The n-th file: a few dozen kilobytes, unlike all others.
fn bytes_of(n: u64) -> Vec<u8> {
    let mut bytes = n.to_be_bytes().to_vec();
    bytes.resize(40_000 + usize::try_from(n % 7).unwrap() * 9_000, 0x5a);
    bytes
}

/// What the child does until it dies: files, one after the other, each acknowledged by its record. The number of the
/// first comes in the variable. Does nothing in the usual run of the tests.
#[test]
fn child() {
    let Ok(wish) = std::env::var(CHILD) else {
        return;
    };
    let (first, dir) = wish.split_once('|').unwrap();
    let first: u64 = first.parse().unwrap();
    let unlocked = unlock(Path::new(dir), &passphrase()).unwrap();
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let mut out = std::io::stdout();
    // More than any test asks for: a child that is not killed must end and be found out.
    for n in first..first + 3_000 {
        let intake = workspace.file_intake().unwrap();
        let taken = intake.take(&mut Cursor::new(bytes_of(n))).unwrap();
        let form = (token(n << 8), clock());
        let added = workspace
            .add_file(&keeper(), form, taken, &FileGiven::default())
            .unwrap();
        writeln!(out, "\nacknowledged {n} {}", added.id).unwrap();
        out.flush().unwrap();
    }
}

struct Attacked {
    folder: tempfile::TempDir,
    acknowledged: Vec<(u64, RecordId)>,
    next: u64,
}

impl Attacked {
    fn new() -> Self {
        let (folder, dir) = new_workspace();
        // The first to write certifies this device: an entry of its own.
        let unlocked = unlock(&dir, &passphrase()).unwrap();
        drop(Workspace::of(unlocked, Mode::Write, |_| {}).unwrap());
        Self {
            folder,
            acknowledged: Vec::new(),
            next: 1,
        }
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("w")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["files::child", "--exact", "--nocapture", "--test-threads=1"])
            .env(CHILD, format!("{}|{}", self.next, self.dir().display()))
            .env_remove("AIGAQ_FAIL_AT")
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    }

    fn hear(&mut self, printed: &str) {
        // A last line without its end was cut by the kill: it was not yet told.
        let whole = printed.rfind('\n').map_or("", |end| &printed[..end]);
        for line in whole.lines() {
            if let Some((n, id)) = line
                .strip_prefix("acknowledged ")
                .and_then(|rest| rest.split_once(' '))
            {
                let n: u64 = n.parse().unwrap();
                self.acknowledged.push((n, id.parse().unwrap()));
                self.next = self.next.max(n + 1);
            }
        }
        // One more may have become durable without being told.
        self.next += 1;
    }

    /// Nothing acknowledged is lost; and when the doctor was there, nothing is left that no record names.
    fn check(&mut self, what: &str) {
        let unlocked = unlock(&self.dir(), &passphrase()).unwrap();
        let workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
        for (n, id) in &self.acknowledged {
            let opened = workspace.open_file_of(&keeper(), *id).unwrap();
            let mut bytes = Vec::new();
            let mut opened = opened.unwrap_or_else(|| panic!("{what}: file {n} is lost"));
            opened.read_to_end(&mut bytes).unwrap();
            assert!(bytes == bytes_of(*n), "{what}: file {n} is another");
        }
        let found = workspace.examine(&keeper(), |_, _| {}).unwrap();
        assert!(found.loses_nothing(), "{what}: {found:?}");
    }

    /// Two days later: something is saved, then the doctor comes.
    fn mend(&mut self) -> (usize, usize) {
        for entry in fs::read_dir(self.dir().join("files")).unwrap() {
            let file = File::options().write(true).open(entry.unwrap().path());
            let file = file.unwrap();
            let before = file.metadata().unwrap().modified().unwrap() - 2 * DAY;
            file.set_modified(before).unwrap();
        }
        let unlocked = unlock(&self.dir(), &passphrase()).unwrap();
        let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
        event(&mut workspace, (1 << 40) + self.next);
        let mut found = workspace.examine(&keeper(), |_, _| {}).unwrap();
        let mended = workspace.mend(&mut found).unwrap();
        let found = workspace.examine(&keeper(), |_, _| {}).unwrap();
        assert!(found.is_well(), "{found:?}");
        let on_disk = fs::read_dir(self.dir().join("files")).unwrap().count();
        assert_eq!(
            on_disk, found.whole,
            "nothing lies there that no record names"
        );
        (mended.orphans, mended.left_over)
    }
}

#[test]
fn no_acknowledged_file_is_lost_and_no_orphan_stays_after_two_hundred_kills() {
    let mut taken_away = (0, 0);
    let mut heard = 0;
    // A small generator of our own: the moments differ, and a failure can be repeated.
    let mut random: u32 = 20_260_417;
    for _ in 0..10 {
        let mut attacked = Attacked::new();
        for _ in 0..20 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (files, microseconds) = (
                u64::from(random >> 16) % 3,
                u64::from(random >> 12) % 20_000,
            );
            let mut child = attacked.command().spawn().unwrap();
            let mut printed = BufReader::new(child.stdout.take().unwrap());
            let mut told = String::new();
            let mut seen = 0;
            while seen < files {
                let before = told.len();
                assert!(
                    printed.read_line(&mut told).unwrap() > 0,
                    "the child ended by itself: {told}"
                );
                seen += u64::from(told[before..].starts_with("acknowledged "));
            }
            std::thread::sleep(Duration::from_micros(microseconds));
            child.kill().unwrap();
            child.wait().unwrap();
            printed.read_to_string(&mut told).unwrap();
            attacked.hear(&told);
        }
        attacked.check("after twenty kills");
        let (orphans, left_over) = attacked.mend();
        taken_away = (taken_away.0 + orphans, taken_away.1 + left_over);
        attacked.check("after the doctor");
        heard += attacked.acknowledged.len();
    }
    println!("200 kills, {heard} files acknowledged; taken away: {taken_away:?}");
    assert!(heard > 100, "the children hardly wrote: {heard}");
}

#[test]
fn a_process_that_dies_between_two_steps_leaves_what_the_doctor_takes_away() {
    for (point, orphans, left_over) in [
        ("file-before:1", 0, 1),
        ("file-renamed:1", 0, 1),
        ("file-after:1", 1, 0),
        ("entry-before:1", 1, 0),
        ("entry-after:1", 0, 0),
        ("view-before:1", 0, 0),
    ] {
        let mut attacked = Attacked::new();
        let output = attacked
            .command()
            .env("AIGAQ_FAIL_AT", point)
            .output()
            .unwrap();
        assert!(output.status.code().is_none(), "{point} was never passed");
        attacked.hear(&String::from_utf8(output.stdout).unwrap());
        attacked.check(point);
        assert_eq!(attacked.mend(), (orphans, left_over), "{point}");
        attacked.check(point);
    }
}

/// The most memory that a run of the program held, in megabytes.
pub fn most_memory(command: &mut Command) -> (i32, u64) {
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        if let Some(ended) = child.try_wait().unwrap() {
            return (ended.code().unwrap_or(-1), most);
        }
        let held = fs::read_to_string(&status).unwrap_or_default();
        let line = held.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        most = most.max(kilobytes.unwrap_or(0) / 1024);
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_long_video_is_taken_in_and_given_back_with_little_memory() {
    let (folder, dir) = new_workspace();
    let record = note(&dir);
    let video = folder.path().join("video.mp4");
    let mut file = File::create(&video).unwrap();
    file.write_all(b"\0\0\0\x18ftypisom").unwrap();
    file.seek(SeekFrom::Start(120 << 20)).unwrap();
    file.write_all(b"end").unwrap();
    drop(file);
    let args = ["-w", text(&dir), "file", "add", &record, text(&video)];
    let (status, most) = most_memory(&mut program(&args));
    assert_eq!(status, 0);
    assert!((1..100).contains(&most), "{most} MB");
    let files = aigaq(&dir, &["file", "list", "--json"]).well().json();
    let number = files["files"][0]["number"].as_str().unwrap().to_owned();
    assert_eq!(files["files"][0]["media"], "mp4");
    let back = folder.path().join("back.mp4");
    let args = ["-w", text(&dir), "file", "get", &number, text(&back)];
    let (status, most) = most_memory(&mut program(&args));
    assert_eq!(status, 0);
    assert!((1..100).contains(&most), "{most} MB");
    assert_eq!(hash_of(&back), hash_of(&video));
}

fn hash_of(path: &Path) -> Vec<u8> {
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 1 << 20];
    let mut file = File::open(path).unwrap();
    loop {
        match file.read(&mut chunk).unwrap() {
            0 => return hash.finalize().to_vec(),
            read => hash.update(&chunk[..read]),
        }
    }
}

/// A note that came in, to which files belong: its number.
fn note(dir: &Path) -> String {
    let kept = aigaq(dir, &["--json", "note", "She called from Shymkent"]).well();
    kept.json()["number"].as_str().unwrap().to_owned()
}

#[test]
fn files_are_added_listed_handed_on_and_given_back_by_the_command() {
    let (folder, dir) = new_workspace();
    let record = note(&dir);
    let photo = folder.path().join("IMG 1.jpg");
    fs::write(&photo, b"\xff\xd8\xff\xe0 a photograph").unwrap();
    let words = folder.path().join("words.txt");
    fs::write(&words, "слова").unwrap();
    let added = aigaq(
        &dir,
        &[
            "file",
            "add",
            &record,
            text(&photo),
            text(&words),
            "--from",
            "Zarina",
            "--how",
            "messenger",
            "--received",
            "2026-04-17",
            "--json",
        ],
    );
    let added = added.well().json();
    assert_eq!(added.as_array().unwrap().len(), 2);
    let number = added[0]["number"].as_str().unwrap().to_owned();
    let again = aigaq(&dir, &["file", "add", &record, text(&photo)]).well();
    assert!(
        again.out.starts_with(&format!("here already as {number}")),
        "{}",
        again.out
    );
    let list = aigaq(&dir, &["file", "list"]).well().out;
    assert!(
        list.starts_with("2 files\n") && list.contains(&number),
        "{list}"
    );
    let of = aigaq(&dir, &["file", "list", "--of", &record, "--json"])
        .well()
        .json();
    assert_eq!(of.as_array().unwrap().len(), 2);
    aigaq(
        &dir,
        &[
            "file",
            "custody",
            &number,
            "handed_over",
            "--to",
            "lawyer B.",
        ],
    )
    .well();
    let shown = aigaq(&dir, &["file", "show", &number]).well().out;
    assert!(
        shown.contains("Zarina") && shown.contains("lawyer B."),
        "{shown}"
    );
    let back = folder.path().join("back");
    aigaq(&dir, &["file", "get", &number, text(&back)]).well();
    assert_eq!(fs::read(&back).unwrap(), fs::read(&photo).unwrap());
    // Never over what is there; never of what is no file; a missing one is told and the others are added.
    aigaq(&dir, &["file", "get", &number, text(&back)]).refused();
    aigaq(
        &dir,
        &["file", "get", &record, text(&folder.path().join("x"))],
    )
    .refused();
    assert!(!folder.path().join("x").exists());
    let third = folder.path().join("third.txt");
    fs::write(&third, "third").unwrap();
    let some = aigaq(
        &dir,
        &["file", "add", &record, "no such file.jpg", text(&third)],
    );
    assert!(
        some.status != 0 && some.out.contains("kept as"),
        "{} {}",
        some.out,
        some.err
    );
    aigaq(&dir, &["file", "add", &record, text(folder.path())]).refused();
    let fourth = folder.path().join("fourth.txt");
    fs::write(&fourth, "fourth").unwrap();
    aigaq(
        &dir,
        &["file", "add", &record, text(&fourth), "--how", "pigeon"],
    )
    .refused();
    aigaq(&dir, &["file", "add", "26-9999", text(&third)]).refused();
    let well = aigaq(&dir, &["doctor"]).well().out;
    assert!(
        well.contains("All is well.") && well.lines().count() < 24,
        "{well}"
    );
}

#[test]
fn the_doctor_says_in_one_screen_what_is_wrong_and_mends_only_when_told() {
    let (folder, dir) = new_workspace();
    let record = note(&dir);
    for n in 0..9 {
        let file = folder.path().join(format!("{n}.txt"));
        fs::write(&file, format!("file {n}")).unwrap();
        aigaq(&dir, &["file", "add", &record, text(&file)]).well();
    }
    let files = dir.join("files");
    let all: Vec<PathBuf> = fs::read_dir(&files)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    fs::remove_file(&all[0]).unwrap();
    let mut bytes = fs::read(&all[1]).unwrap();
    let end = bytes.len() - 1;
    bytes[end] ^= 1;
    fs::write(&all[1], bytes).unwrap();
    for n in 0..40 {
        fs::write(files.join(format!("{n:024x}.part")), b"half").unwrap();
    }
    let sick = aigaq(&dir, &["doctor"]);
    assert_ne!(sick.status, 0);
    for says in [
        "MISSING on the disk: 1",
        "DAMAGED on the disk: 1",
        "Left over by a program that died: 40",
        "and 34 more",
    ] {
        assert!(sick.out.contains(says), "{says}: {}", sick.out);
    }
    assert!(sick.out.lines().count() <= 24, "one screen: {}", sick.out);
    // Nobody is there to ask.
    let asked = aigaq(&dir, &["doctor", "--mend"]);
    assert_ne!(asked.status, 0);
    assert_eq!(fs::read_dir(&files).unwrap().count(), 48);
    let mended = aigaq(&dir, &["doctor", "--mend", "--yes"]);
    assert!(
        mended.out.contains("40 left-overs") && mended.status != 0,
        "{}",
        mended.out
    );
    assert_eq!(fs::read_dir(&files).unwrap().count(), 8);
    // The one that was removed, added again.
    for n in 0..9 {
        let file = folder.path().join(format!("{n}.txt"));
        aigaq(&dir, &["file", "add", &record, text(&file)]).well();
    }
    let well = aigaq(&dir, &["doctor", "--mend", "--yes"]).well();
    assert!(
        well.out.contains("9 files that records name"),
        "{}",
        well.out
    );
}

#[test]
fn a_disk_that_fills_half_way_keeps_nothing_half_and_loses_nothing() {
    let Some(small) = SmallDisk::new() else {
        println!("no small disk can be made here (mount needs rights): only the refusal is tried");
        return;
    };
    let (_elsewhere, dir) = (tempfile::tempdir().unwrap(), small.0.join("w"));
    crate::common::make_workspace(&dir);
    let record = note(&dir);
    let other = tempfile::tempdir().unwrap();
    let fits = other.path().join("fits.bin");
    fs::write(&fits, vec![1; 500_000]).unwrap();
    aigaq(&dir, &["file", "add", &record, text(&fits)]).well();
    let large = other.path().join("large.bin");
    fs::write(&large, vec![2; 40 << 20]).unwrap();
    let why = aigaq(&dir, &["file", "add", &record, text(&large)]).refused();
    assert!(why.contains("disk is full"), "{why}");
    assert_eq!(fs::read_dir(dir.join("files")).unwrap().count(), 1);
    let well = aigaq(&dir, &["doctor"]).well().out;
    assert!(well.contains("All is well."), "{well}");
}

/// A disk of 24 MB in memory, where this process may mount one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn new() -> Option<Self> {
        let at = tempfile::tempdir().unwrap().keep();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=24m", "tmpfs", text(&at)])
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(at));
        }
        fs::remove_dir(&at).unwrap();
        None
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
        let _ = fs::remove_dir(&self.0);
    }
}

#[test]
fn a_file_that_is_ready_waits_for_whoever_writes_and_the_doctor_looks_meanwhile() {
    let (folder, dir) = new_workspace();
    let record = note(&dir);
    let photo = folder.path().join("photo.jpg");
    fs::write(&photo, b"\xff\xd8\xff\xe0 a photograph").unwrap();
    // Somebody writes for longer than anybody waits for a form.
    let unlocked = unlock(&dir, &passphrase()).unwrap();
    let writer = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let args = ["-w", text(&dir), "file", "list"];
    assert!(program(&args).output().unwrap().status.success());
    let mended = aigaq(&dir, &["doctor", "--mend", "--yes"]).well();
    assert!(mended.out.contains("All is well."), "{}", mended.out);
    drop(writer);
    let unlocked = unlock(&dir, &passphrase()).unwrap();
    // The intake is made ready between the savings of others; then the recording is sealed, and somebody writes.
    let fifo = folder.path().join("slow.jpg");
    assert!(
        Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    let args = ["-w", text(&dir), "file", "add", &record, text(&fifo)];
    let mut child = program(&args).stdout(Stdio::null()).spawn().unwrap();
    let mut slow = File::options().write(true).open(&fifo).unwrap();
    let writer = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    slow.write_all(b"\xff\xd8\xff\xe0 a long recording")
        .unwrap();
    drop(slow);
    std::thread::sleep(Duration::from_secs(5));
    assert!(child.try_wait().unwrap().is_none(), "it did not wait");
    drop(writer);
    assert!(child.wait().unwrap().success());
    let files = aigaq(&dir, &["file", "list", "--json"]).well().json();
    assert_eq!(files["all"], 1);
}

#[test]
fn what_is_wrong_with_an_option_is_told_with_the_option_and_in_the_words_of_people() {
    let (folder, dir) = new_workspace();
    aigaq(&dir, &["note", "Увезли брата", "--received", "2026-04-17"]).well();
    let photo = folder.path().join("summons.jpg");
    fs::write(&photo, b"\xff\xd8\xff\xe0 a summons").unwrap();
    let add = ["file", "add", "26-0001", text(&photo)];
    aigaq(&dir, &add).well();
    let file = aigaq(&dir, &["file", "list", "--json"]).well().json();
    let file = file["files"][0]["number"].as_str().unwrap().to_owned();
    let custody = ["file", "custody", &file];
    let note = ["note", "Второй звонок"];
    let bag_to = folder.path().join("bag.zip");
    let bag = ["bag", "26-0001", "--out", text(&bag_to), "--yes"];
    let source = ["source", "add"];
    for (verb, bad, told) in [
        (
            &note[..],
            &["--received", "31.02.2024"][..],
            &["--received: "][..],
        ),
        (&note, &["--when", "once upon a time"], &["--when: "]),
        (&note, &["--number", "26-0001"], &["--number: ", "26-0001"]),
        (&note, &["--source", "C-077"], &["--source: ", "C-014"]),
        (
            &note,
            &["--as", "aunt"],
            &["--as", "relative (relative)", "not_told"],
        ),
        (&add, &["--made", "31.02.2024"], &["--made: "]),
        (&add, &["--from", "C-077"], &["--from: "]),
        (&add, &["--how", "by_crow"], &["--how", "messenger ("]),
        (&add, &["--kind", "scroll"], &["--kind", "photograph ("]),
        (&add, &["--as", "aunt"], &["--as", "relative (relative)"]),
        (&custody, &["eaten"], &["STEP", "copied (Copied)"]),
        (&custody, &["copied", "--date", "32 May"], &["--date: "]),
        (&custody, &["copied", "--to", "C-077"], &["--to: "]),
        (&custody, &["copied", "--how", "by_crow"], &["--how"]),
        (
            &source,
            &["--kind", "aunt"],
            &["--kind", "relative (relative)"],
        ),
        (
            &source,
            &["--kind", ""],
            &["--kind", "not_told (kind not told)"],
        ),
        (&source, &[], &["--kind"]),
        (&bag, &["--for", " "], &["--for WHOM"]),
    ] {
        let all = [verb, bad].concat();
        let complaint = aigaq(&dir, &all).refused();
        for part in told {
            assert!(complaint.contains(part), "{all:?}: {complaint}");
        }
        for own in [
            "custody.",
            "learned",
            "confidant_kinds",
            "from_whom",
            "property",
        ] {
            assert!(!complaint.contains(own), "{all:?}: {complaint}");
        }
        let in_russian = aigaq(&dir, &[&["--language", "ru"][..], &all].concat()).refused();
        assert!(
            in_russian.chars().any(|c| ('а'..='я').contains(&c)),
            "{all:?}: {in_russian}"
        );
    }
    assert!(!bag_to.exists());
}
