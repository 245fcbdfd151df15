//! How long counts take, how much memory they need, and what comes out, over invented acts: one side of
//! `./bench counting`, the other is `peers/duckdb_counting.py` over the same rows.
//!
//! `measure_counting write ACTS FOLDER` writes the rows as CSV for the peer and as packed columns.
//! `measure_counting count FOLDER [WORDS]` loads the columns, asks every question (whose name has the words) and prints one line of figures for each; the
//! cells of each answer go into FOLDER/aigaq, so that both can be compared.

#![expect(clippy::expect_used, reason = "a bench may stop where it fails")]
#![expect(
    clippy::print_stdout,
    reason = "the figures are for people and scripts"
)]

mod asked;
mod measured;
mod world;

use std::path::Path;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", acts, folder] => {
            let acts = acts.parse().expect("a number of acts");
            world::write(acts, Path::new(folder));
        }
        ["count", folder] => measured::measure(Path::new(folder), ""),
        ["count", folder, only] => measured::measure(Path::new(folder), only),
        _ => println!(
            "usage: measure_counting write ACTS FOLDER | measure_counting count FOLDER [WORDS]"
        ),
    }
}
