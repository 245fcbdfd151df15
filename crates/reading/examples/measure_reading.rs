//! Times the reading of invented reports of 128 kB: one, and a hundred with two threads.
//!
//! The reports are made of the marked texts of the tests, without their marks, until they are long enough; or the
//! files named are timed.

use aigaq_reading::{Known, decode, read};
use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const SOURCES: [&str; 4] = [
    include_str!("../tests/marked/en_another_country.txt"),
    include_str!("../tests/marked/en_country_report.txt"),
    include_str!("../tests/marked/ru_chapter.txt"),
    include_str!("../tests/marked/ru_second.txt"),
];
const BYTES: usize = 128 * 1024;
const REPORTS: usize = 100;
const THREADS: usize = 2;

fn main() -> ExitCode {
    let mut told = String::new();
    let files: Vec<String> = std::env::args().skip(1).collect();
    for file in &files {
        let Some(text) = std::fs::read(file)
            .ok()
            .and_then(|bytes| decode(&bytes).ok())
        else {
            return ExitCode::FAILURE;
        };
        told += &format!("{file}: {:.1} ms\n", best_of(5, &text.text));
    }
    if files.is_empty() {
        let report = invented();
        let one = best_of(5, &report);
        let began = Instant::now();
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    while next.fetch_add(1, Ordering::Relaxed) < REPORTS {
                        std::hint::black_box(read(&report, &Known::default()));
                    }
                });
            }
        });
        let all = began.elapsed().as_secs_f64();
        told += &format!("one report of {} kB: {one:.1} ms\n", report.len() / 1024);
        told += &format!("{REPORTS} such, {THREADS} threads: {all:.2} s\n");
    }
    if let Some(peak) = peak() {
        told += &format!("largest memory: {peak} MB\n");
    }
    match std::io::stdout().write_all(told.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// The shortest of several times, in milliseconds.
fn best_of(times: usize, text: &str) -> f64 {
    let each = (0..times).map(|_| {
        let began = Instant::now();
        std::hint::black_box(read(text, &Known::default()));
        began.elapsed().as_secs_f64() * 1000.0
    });
    each.fold(f64::INFINITY, f64::min)
}

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
            return text;
        }
    }
    text
}

/// The most memory the process took, in megabytes, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}
