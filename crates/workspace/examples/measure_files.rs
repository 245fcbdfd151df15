//! How long a list of files takes, and what a long video costs: `measure_files [FILES] [GIGABYTES]`. The files are
//! invented, the video is noise made as it is read; only the workspace lies on the disk, in the system's folder of
//! temporary files.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that measures: a surprise stops it, and it tells its figures"
)]

use aigaq_journal::{ActOfSaving, Mode, Passphrase, create_with};
use aigaq_schema::{Basis, Day, Language, RecordId, Value};
use aigaq_testkit::{FAST, PASSPHRASE, memory};
use aigaq_workspace::{
    Asking, FileGiven, FormToken, Reader, RecordChange, Saving, Say, Seen, Workspace,
};
use std::io::{Cursor, Read};
use std::time::{Duration, Instant};

/// Records made in one saving.
const AT_ONCE: usize = 1_000;
/// How often each list is asked for.
const TIMES: usize = 25;

fn main() {
    let mut args = std::env::args().skip(1);
    let files: usize = args.next().map_or(10_000, |n| n.parse().unwrap());
    let gigabytes: u64 = args.next().map_or(2, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let (unlocked, _) = create_with(&dir, &Passphrase::new(PASSPHRASE), FAST).unwrap();
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    video(&mut workspace, gigabytes << 30);
    let record = records(&mut workspace, files);
    let ask = keeper();
    let last = workspace.files(&ask, 0).unwrap().pages - 1;
    for (what, page) in [("first", 0), ("middle", last / 2), ("last", last)] {
        let took = median(|| drop(workspace.files(&ask, page).unwrap()));
        println!(
            "  {files} files, {what} page of the list: {:.1} ms",
            ms(took)
        );
    }
    let took = median(|| drop(workspace.files_of(&ask, record).unwrap()));
    println!("  the files of one record (100): {:.1} ms", ms(took));
}

/// A long video, sealed and kept.
fn video(workspace: &mut Workspace, bytes: u64) {
    let before = memory::most_mb();
    let begun = Instant::now();
    let beginning = Cursor::new(*b"\0\0\0\x18ftypisom");
    let mut input = beginning.chain(std::io::repeat(0x5a).take(bytes));
    let taken = workspace.file_intake().unwrap().take(&mut input).unwrap();
    let added = workspace
        .add_file(&keeper(), (token(0), now()), taken, &FileGiven::default())
        .unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
    let speed = bytes as f64 / seconds / 1e6;
    println!(
        "  a video of {} MB kept in {seconds:.1} s ({speed:.0} MB/s), most memory {} MB ({before} MB before)",
        added.file.size >> 20,
        memory::most_mb()
    );
}

/// So many records of files, a hundred of which belong to the record that is returned.
fn records(workspace: &mut Workspace, files: usize) -> RecordId {
    let taken = workspace.file_intake().unwrap();
    let taken = taken.take(&mut Cursor::new(b"one")).unwrap();
    let kept = workspace
        .add_file(
            &keeper(),
            (token(1 << 40), now()),
            taken,
            &FileGiven::default(),
        )
        .unwrap()
        .file;
    let basis = Basis::default();
    let of = token(1).record(0);
    let event = vec![Say::new("title", Value::text("Search of a flat"), &basis)];
    save(
        workspace,
        (token(1), vec![RecordChange::new(of, "event", event)]),
    );
    for chunk in 0..files.div_ceil(AT_ONCE) {
        let token = token(2 + u64::try_from(chunk).unwrap());
        let upto = files.min((chunk + 1) * AT_ONCE);
        let all = (chunk * AT_ONCE..upto).map(|n| {
            let id = token.record(u32::try_from(n).unwrap());
            let say = |property: &str, value: Value| Say::new(property, value, &basis);
            let mut says = vec![
                say("kind", Value::term("photograph")),
                say("title", Value::text(format!("Photograph {n} of the yard"))),
                say("name_given", Value::text(format!("IMG_{n:05}.jpg"))),
                say("media_type", Value::text("image/jpeg")),
                say("file", Value::File(kept.name.0)),
            ];
            if n < 100 {
                says.push(say("of", Value::Reference(of)));
            }
            RecordChange {
                seen: Seen::New,
                ..RecordChange::new(id, "file", says)
            }
        });
        save(workspace, (token, all.collect()));
    }
    of
}

fn save(workspace: &mut Workspace, (token, records): (FormToken, Vec<RecordChange>)) {
    let saving = Saving {
        token,
        act: ActOfSaving::Form,
        records,
        now: now(),
    };
    workspace.save(&saving).unwrap();
}

fn median(work: impl Fn()) -> Duration {
    let mut all: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .collect();
    all.sort();
    all[TIMES / 2]
}

fn ms(took: Duration) -> f64 {
    took.as_secs_f64() * 1e3
}

fn keeper() -> Asking {
    Asking {
        reader: Reader::keeper(),
        language: Language::En,
        today: Day::from_ymd(2026, 4, 17).unwrap(),
    }
}

fn now() -> (i64, String) {
    (1_776_000_000, "Asia/Almaty".to_owned())
}

fn token(n: u64) -> FormToken {
    let mut random = [5; 16];
    random[..8].copy_from_slice(&n.to_be_bytes());
    FormToken::from_random(random)
}
