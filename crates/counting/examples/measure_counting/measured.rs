//! Loading, asking, and what it took.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use aigaq_counting::{Clusters, Columns, Counting, Plain, Reader};

use crate::{asked, world};

/// How often each question is asked; the median counts.
const TIMES: usize = 15;

/// The name of the question for facets.
const FACETS: &str = "eight facets";

/// Loads the columns and asks everything.
pub fn measure(folder: &Path, only: &str) {
    let bytes = std::fs::read(folder.join("columns")).expect("written before");
    let start = Instant::now();
    let columns = world::loaded(&bytes);
    figure(
        "loading the columns",
        start.elapsed().as_secs_f64() * 1e3,
        0,
    );
    drop(bytes);
    let clusters = clusters(folder, &columns);
    let reader = Reader::of_everything();
    let counting = Counting {
        columns: &columns,
        clusters: &clusters,
        labels: &Plain,
        reader: &reader,
        threads: 2,
    };
    let out = folder.join("aigaq");
    std::fs::create_dir_all(&out).expect("a folder");
    for (name, query) in asked::tables().filter(|(name, _)| name.contains(only)) {
        let (took, answer) = timed(|| counting.count(&query).expect("counts"));
        figure(name, took, answer.rows.len());
        let mut cells: Vec<String> = answer
            .rows
            .iter()
            .map(|row| format!("{}|{}", row.key.join("|"), row.count))
            .collect();
        cells.sort_unstable();
        keep(&out, name, &cells);
    }
    if FACETS.contains(only) {
        facets(&counting, &out);
    }
    for (name, query, key) in asked::cells() {
        if !name.contains(only) {
            continue;
        }
        let (took, records) = timed(|| counting.records(&query, &key).expect("records"));
        figure(name, took, records.len());
        let mut rows: Vec<String> = records.iter().map(u32::to_string).collect();
        rows.sort_unstable();
        keep(&out, name, &rows);
    }
    println!("memory|{}", peak_megabytes());
}

fn facets(counting: &Counting<'_>, out: &Path) {
    let (query, paths) = asked::facets();
    let paths = paths.map(|path| path.parse().expect("a path"));
    let (took, facets) = timed(|| counting.facets(&query, &paths).expect("counts"));
    figure(
        FACETS,
        took,
        facets.iter().map(|facet| facet.rows.len()).sum(),
    );
    let mut cells: Vec<String> = facets
        .iter()
        .flat_map(|facet| {
            let cell = |row: &aigaq_counting::Row| {
                format!("{}|{}|{}", facet.property, row.key[0], row.count)
            };
            facet.rows.iter().map(cell)
        })
        .collect();
    cells.sort_unstable();
    keep(out, FACETS, &cells);
}

/// The median of several runs in milliseconds, and the last answer.
fn timed<T>(mut ask: impl FnMut() -> T) -> (f64, T) {
    let mut last = ask();
    let mut took: Vec<f64> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            last = ask();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    took.sort_by(f64::total_cmp);
    (took[TIMES / 2], last)
}

fn figure(name: &str, milliseconds: f64, cells: usize) {
    println!("{name}|{milliseconds:.2}|{cells}");
}

fn keep(folder: &Path, name: &str, lines: &[String]) {
    let mut text = String::new();
    for line in lines {
        writeln!(text, "{line}").expect("a text");
    }
    std::fs::write(folder.join(name), text).expect("written");
}

/// Which actors are one: the last of some is the first of all.
fn clusters(folder: &Path, columns: &Columns) -> Clusters {
    let table = std::fs::read_to_string(folder.join("actor.csv")).expect("written before");
    let stands: Vec<u32> = table
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit(',').next()?.parse().ok())
        .collect();
    assert_eq!(
        stands.len() as u64,
        columns.table("actor").map_or(0, |t| u64::from(t.rows()))
    );
    let mut clusters = Clusters::identity();
    clusters.set("actor", stands).expect("stand for themselves");
    clusters
}

/// The most memory the process had at once, as the system tells it.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
