//! Processes killed while they save: before and after each durable step, and at any moment.
//!
//! The child is this same test program, asked for [`child`] alone. It saves as a form does (keys, entry, view) and
//! prints an id once the entry is acknowledged; the parent reads what it printed before it died.

use crate::common::{make_workspace, passphrase};
use aigaq_journal::{
    ActOfSaving, ClaimedTime, Draft, DraftMeta, DraftSegment, Journal, KeyId, Mode, Position,
    unlock,
};
use aigaq_schema::code::encode;
use aigaq_schema::{Basis, Block, RecordId, Segment, Statement, StatementId, Value, Via};
use aigaq_view::View;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const CHILD: &str = "AIGAQ_TEST_CHILD";
/// Records said in one saving: many, so that the stock of keys is filled again and again.
const AT_ONCE: u64 = 86;

/// What the child does until it dies; the number of the first saving comes in the variable. Does nothing in the
/// usual run of the tests.
#[test]
fn child() {
    let Ok(wish) = std::env::var(CHILD) else {
        return;
    };
    let (first, dir) = wish.split_once('|').unwrap();
    let first: u64 = first.parse().unwrap();
    let unlocked = unlock(Path::new(dir), &passphrase()).unwrap();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    let mut view = View::open(&unlocked.view_path(), &unlocked.view_key()).unwrap();
    view.catch_up(&journal, |_| {}).unwrap();
    let mut out = std::io::stdout();
    // More savings than any test asks for: a child that is not killed must end and be found out.
    for n in first..first + 3_000 {
        let many = if std::env::var("AIGAQ_FAIL_AT").is_ok_and(|at| at.starts_with("key")) {
            AT_ONCE
        } else {
            2
        };
        let mut segments: Vec<DraftSegment> =
            (0..many).map(|i| said(number(n, i), n, None)).collect();
        // And one more word on a record that is there already, under the key that it has.
        let before = number(n.saturating_sub(1), 0);
        if let Some(key) = view.key_of(before).unwrap() {
            segments.push(said(before, n, Some(KeyId(key))));
        }
        let saved = journal
            .append(Draft {
                meta: meta(n),
                segments,
            })
            .unwrap();
        for entry in &saved.entries {
            writeln!(out, "\nacknowledged {entry} {n}").unwrap();
        }
        out.flush().unwrap();
        view.catch_up(&journal, |_| {}).unwrap();
    }
}

fn meta(n: u64) -> DraftMeta {
    DraftMeta {
        act: ActOfSaving::Form,
        claimed: ClaimedTime {
            seconds: 1_600_000_000 + i64::try_from(n).unwrap(),
            zone: "Asia/Almaty".into(),
        },
        program: "test".into(),
        imported_sha256: None,
    }
}

/// The record that stands at this place of this saving.
fn number(saving: u64, place: u64) -> RecordId {
    let mut bytes = [7; 16];
    bytes[..4].copy_from_slice(&u32::try_from(saving).unwrap().to_be_bytes());
    bytes[4] = u8::try_from(place).unwrap();
    RecordId::from_random(bytes)
}

fn said(record: RecordId, n: u64, key: Option<KeyId>) -> DraftSegment {
    let mut id = *record.as_bytes();
    id[10..16].copy_from_slice(&n.to_be_bytes()[2..]);
    let statement = |last: u8, property: &str, value: Value| {
        let mut id = id;
        id[9] = last;
        Statement {
            id: StatementId::from_random(id),
            property: property.to_owned(),
            value,
            basis: Basis::default(),
            via: Via::Form,
            origin: None,
        }
    };
    let segment = Segment {
        root: record,
        blocks: vec![Block {
            record,
            record_type: "event".to_owned(),
            statements: vec![
                statement(1, "title", Value::text(format!("Событие {n}"))),
                statement(2, "kind", Value::term("protest")),
            ],
            withdrawals: Vec::new(),
        }],
    };
    DraftSegment {
        root: record,
        key,
        plain: encode(&segment),
    }
}

/// A workspace under attack, with what was acknowledged so far.
struct Attacked {
    folder: tempfile::TempDir,
    acknowledged: BTreeSet<String>,
    next: u64,
    kills: usize,
    slowest: Duration,
}

impl Attacked {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        make_workspace(&folder.path().join("w"));
        Self {
            folder,
            acknowledged: BTreeSet::new(),
            next: 1,
            kills: 0,
            slowest: Duration::ZERO,
        }
    }

    fn dir(&self) -> std::path::PathBuf {
        self.folder.path().join("w")
    }

    fn start(&self, fail_at: Option<&str>) -> Child {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args([
                "crashes::child",
                "--exact",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(CHILD, format!("{}|{}", self.next, self.dir().display()))
            .env_remove("AIGAQ_FAIL_AT")
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if let Some(at) = fail_at {
            command.env("AIGAQ_FAIL_AT", at);
        }
        command.spawn().unwrap()
    }

    /// Takes in what a dead child had printed whole; how many savings it was.
    fn hear(&mut self, printed: &str) -> usize {
        let mut heard = 0;
        // A last line without its end was cut by the kill: it was not yet told.
        let whole = printed.rfind('\n').map_or("", |end| &printed[..end]);
        for line in whole.lines() {
            if let Some((id, n)) = line
                .strip_prefix("acknowledged ")
                .and_then(|l| l.split_once(' '))
            {
                self.acknowledged.insert(id.to_owned());
                self.next = self.next.max(n.parse::<u64>().unwrap() + 1);
                heard += 1;
            }
        }
        heard
    }

    /// Opens again what the dead child left: nothing acknowledged is lost, nothing is damaged, and the view is
    /// what a rebuild makes.
    fn check(&mut self, what: &str) {
        self.kills += 1;
        let unlocked = unlock(&self.dir(), &passphrase()).unwrap();
        let opening = Instant::now();
        let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
        let mut view = View::open(&unlocked.view_path(), &unlocked.view_key()).unwrap();
        view.catch_up(&journal, |_| {}).unwrap();
        self.slowest = self.slowest.max(opening.elapsed());
        let report = journal.verify().unwrap();
        assert_eq!(report.problems, [], "{what}");
        assert_eq!(
            (report.incomplete, report.unverified, report.keys_missing),
            (0, 0, 0),
            "{what}"
        );
        let there: BTreeSet<String> = journal
            .entries_after(Position(0))
            .map(|e| e.unwrap().id.to_string())
            .collect();
        let lost: Vec<&String> = self.acknowledged.difference(&there).collect();
        assert!(
            lost.is_empty(),
            "{what}: {lost:?} were acknowledged and are lost"
        );
        // One saving can have become durable without being acknowledged, at each kill; and the certificate is there.
        assert!(
            there.len() <= self.acknowledged.len() + self.kills + 2,
            "{what}"
        );
        let of_the_opening = view.dump().unwrap();
        view.start_again().unwrap();
        view.catch_up(&journal, |_| {}).unwrap();
        assert_eq!(
            of_the_opening,
            view.dump().unwrap(),
            "{what}: the view is not what a rebuild makes"
        );
        // The place goes on being of use: the next saving under the same keys works.
        self.next += 1;
        let saved = journal
            .append(Draft {
                meta: meta(self.next),
                segments: vec![said(number(self.next, 0), self.next, None)],
            })
            .unwrap();
        self.acknowledged
            .extend(saved.entries.iter().map(ToString::to_string));
        self.next += 1;
    }

    fn dies_at(&mut self, at: &str) {
        let child = self.start(Some(at));
        let output = child.wait_with_output().unwrap();
        assert!(
            !output.status.success() && output.status.code().is_none(),
            "{at} was never passed (are the tests built with the feature fail-points?)"
        );
        self.hear(&String::from_utf8(output.stdout).unwrap());
        self.check(at);
    }
}

/// Twenty processes die at this point; the n-th at its `passing(n)`-th passing.
fn twenty_die_at(point: &str, passing: impl Fn(u32) -> u32) {
    let mut attacked = Attacked::new();
    let mut slowest = Duration::ZERO;
    for n in 1..=20 {
        attacked.dies_at(&format!("{point}:{}", passing(n)));
        slowest = slowest.max(attacked.slowest);
        if n % 5 == 0 {
            // A fresh place now and then: otherwise the checks read ever longer journals.
            attacked = Attacked::new();
        }
    }
    println!("{point}: slowest opening {slowest:?}");
}

/// Keys are made hundreds at a time, so a late passing takes thousands of records.
fn early(n: u32) -> u32 {
    1 + n % 2
}

fn late(n: u32) -> u32 {
    n
}

#[test]
fn nothing_acknowledged_is_lost_by_dying_before_keys_are_durable() {
    twenty_die_at("key-before", early);
}

#[test]
fn nothing_acknowledged_is_lost_by_dying_after_keys_are_durable() {
    twenty_die_at("key-after", early);
}

#[test]
fn nothing_acknowledged_is_lost_by_dying_before_the_entry_is_durable() {
    twenty_die_at("entry-before", late);
}

#[test]
fn nothing_acknowledged_is_lost_by_dying_after_the_entry_is_durable() {
    twenty_die_at("entry-after", late);
}

#[test]
fn nothing_acknowledged_is_lost_by_dying_before_the_view_is_written() {
    twenty_die_at("view-before", late);
}

#[test]
fn nothing_acknowledged_is_lost_by_dying_after_the_view_is_written() {
    twenty_die_at("view-after", late);
}

#[test]
fn nothing_acknowledged_is_lost_by_a_hundred_kills_at_any_moment() {
    let mut heard = 0;
    let mut slowest = Duration::ZERO;
    // A small generator of our own: the moments differ, and a failure can be repeated.
    let mut random: u32 = 20_210_722;
    for _ in 0..5 {
        let mut attacked = Attacked::new();
        for _ in 0..20 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (savings, microseconds) =
                (u64::from(random >> 16) % 6, u64::from(random >> 12) % 9_000);
            let mut child = attacked.start(None);
            let mut printed = BufReader::new(child.stdout.take().unwrap());
            // So many savings are waited for, then a moment passes that is shorter than a saving or two.
            let mut text = String::new();
            let mut seen = 0;
            while seen < savings {
                let before = text.len();
                assert!(
                    printed.read_line(&mut text).unwrap() > 0,
                    "the child ended by itself: {text}"
                );
                seen += u64::from(text[before..].starts_with("acknowledged "));
            }
            std::thread::sleep(Duration::from_micros(microseconds));
            child.kill().unwrap();
            child.wait().unwrap();
            printed.read_to_string(&mut text).unwrap();
            heard += attacked.hear(&text);
            attacked.check(&format!("killed {microseconds} µs after saving {savings}"));
        }
        slowest = slowest.max(attacked.slowest);
    }
    println!("100 kills, {heard} savings acknowledged; slowest opening {slowest:?}");
    assert!(heard > 100, "the children hardly saved: {heard}");
}
