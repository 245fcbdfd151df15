//! Times the reading of invented reports of 128 kB as the program reads: each in a process of its own within its limits,
//! with names that are known and phrases that were taught; one, and a hundred by two such processes at a time. Tells the
//! most memory that a reading process took.
//!
//! `measure_reading` times the invented report, `measure_reading FILE…` files of any kind, `measure_reading --write FILE`
//! writes the invented report.

use aigaq_documents::{Failure, Given, KnownName, KnownPhrase, NameOf, Worker, serve};
use std::io::{Cursor, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const SOURCES: [&str; 9] = [
    include_str!("../../reading/tests/marked/en_another_country.txt"),
    include_str!("../../reading/tests/marked/en_country_report.txt"),
    include_str!("../../reading/tests/marked/ru_chapter.txt"),
    include_str!("../../reading/tests/marked/ru_second.txt"),
    include_str!("../../reading/tests/marked/en_third_report.txt"),
    include_str!("../../reading/tests/marked/en_third_chapter.txt"),
    include_str!("../../reading/tests/marked/ru_third.txt"),
    include_str!("../../reading/tests/marked/en_fourth.txt"),
    include_str!("../../reading/tests/marked/ru_fourth.txt"),
];
const BYTES: usize = 128 * 1024;
const REPORTS: usize = 100;
const PROCESSES: usize = 2;
const NAMES: usize = 5_000;
const PHRASES: usize = 200;
const CHILD: &str = "read-within-limits";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [child] if child == CHILD => {
            let (mut input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
            serve(&mut input, &mut output).ok()
        }
        [write, file] if write == "--write" => std::fs::write(file, invented()).ok(),
        files => measured(files).and_then(|told| std::io::stdout().write_all(told.as_bytes()).ok()),
    };
    match done {
        Some(()) => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    }
}

fn measured(files: &[String]) -> Option<String> {
    let worker = Worker::new(std::env::current_exe().ok()?, &[CHILD]);
    let given = given();
    let over = AtomicBool::new(false);
    let most = AtomicU64::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(largest_child(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(3));
            }
        });
        let told = times(&worker, &given, files);
        over.store(true, Ordering::Relaxed);
        let megabytes = most.load(Ordering::Relaxed) / 1024;
        Some(format!(
            "{NAMES} names known, {PHRASES} phrases taught\n{}largest memory of a reading process: {megabytes} MB\n",
            told?
        ))
    })
}

fn times(worker: &Worker, given: &Given, files: &[String]) -> Option<String> {
    let mut told = String::new();
    for file in files {
        let bytes = std::fs::read(file).ok()?;
        let best = best_of(5, worker, &bytes, given).ok()?;
        told += &format!("{file}: {best:.0} ms\n");
    }
    if !files.is_empty() {
        return Some(told);
    }
    let report = invented().into_bytes();
    let one = best_of(5, worker, &report, given).ok()?;
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..PROCESSES {
            scope.spawn(|| {
                while next.fetch_add(1, Ordering::Relaxed) < REPORTS {
                    if read(worker, &report, given).is_err() {
                        failed.store(true, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let all = begun.elapsed().as_secs_f64();
    let kilobytes = report.len() / 1024;
    (!failed.into_inner()).then(|| {
        format!(
            "one report of {kilobytes} kB: {one:.0} ms\n{REPORTS} such, {PROCESSES} processes at a time: {all:.1} s\n"
        )
    })
}

fn read(worker: &Worker, bytes: &[u8], given: &Given) -> Result<(), Failure> {
    let read = worker.read(&mut Cursor::new(bytes), given)?;
    std::hint::black_box(read);
    Ok(())
}

/// The shortest of several times, in milliseconds.
fn best_of(times: usize, worker: &Worker, bytes: &[u8], given: &Given) -> Result<f64, Failure> {
    let mut best = f64::INFINITY;
    for _ in 0..times {
        let begun = Instant::now();
        read(worker, bytes, given)?;
        best = best.min(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(best)
}

/// What a workspace of some years knows.
fn given() -> Given {
    let names = (0..NAMES).map(|at| KnownName {
        words: format!("Bolat{at} Saparov{}", at % 700),
        of: NameOf::Person,
    });
    let phrases = (0..PHRASES).map(|at| KnownPhrase {
        words: format!("put on the list number {at} of the ministry"),
        kind: Some("restriction".to_owned()),
    });
    Given {
        year: Some(2022),
        names: names.collect(),
        phrases: phrases.collect(),
    }
}

/// The marked texts without their marks, until they are long enough.
fn invented() -> String {
    let mut text = String::new();
    for source in SOURCES.iter().cycle() {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let mut rest = line;
            while let Some(open) = rest.find('⟦') {
                text += &rest[..open];
                let words = rest[open..].find('|').map_or(open, |bar| open + bar + 1);
                let close = rest.find('⟧').unwrap_or(rest.len());
                text += rest.get(words..close).unwrap_or_default();
                rest = rest.get(close + '⟧'.len_utf8()..).unwrap_or_default();
            }
            text += rest;
            text.push('\n');
        }
        if text.len() >= BYTES {
            break;
        }
    }
    text
}

/// The most memory that a process started by this one has taken so far, in kilobytes, where the system tells.
fn largest_child() -> u64 {
    let parent = format!("PPid:\t{}", std::process::id());
    let Ok(all) = std::fs::read_dir("/proc") else {
        return 0;
    };
    let taken = all.flatten().filter_map(|process| {
        process.file_name().to_str()?.parse::<u32>().ok()?;
        let status = std::fs::read_to_string(process.path().join("status")).ok()?;
        let is_child = status.lines().any(|line| line == parent);
        let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        is_child.then_some(kilobytes)
    });
    taken.max().unwrap_or(0)
}
