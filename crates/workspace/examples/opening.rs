//! Measures the time from *unlocked* to the first page, again and again: `opening FOLDER [ACTS.csv MAPPING.toml]`.
//!
//! The folder is made by an import of the table when it is not there, and kept, so that the next run measures at
//! once. Each round opens the workspace anew; the files stand in the system's cache, as after a first round.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails should stop, and prints"
)]

use aigaq_journal::{Mode, create, unlock};
use aigaq_schema::{Day, Language, Schema};
use aigaq_workspace::{
    Asking, ImportWish, ListQuery, Mapped, Passphrase, Reader, Tables, Workspace,
};
use std::path::Path;
use std::time::Instant;

/// Rounds of each measurement.
const ROUNDS: usize = 15;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let passphrase = Passphrase::new("a passphrase for measuring");
    let dir = match &arguments[..] {
        [folder] => Path::new(folder),
        [folder, acts, mapping] => {
            make(Path::new(folder), &passphrase, acts, mapping);
            Path::new(folder)
        }
        _ => {
            println!("usage: opening FOLDER [ACTS.csv MAPPING.toml]");
            return;
        }
    };
    let ask = Asking {
        reader: Reader::keeper(),
        language: Language::En,
        today: Day(20_000),
    };
    let acts = ListQuery {
        record_type: "act".to_owned(),
        ..ListQuery::default()
    };
    let mut open = Vec::new();
    let mut start_page = Vec::new();
    let mut list = Vec::new();
    let mut again = Vec::new();
    for round in 0..ROUNDS * 2 {
        let unlocked = unlock(dir, &passphrase).unwrap();
        let started = Instant::now();
        let workspace = Workspace::of(unlocked, Mode::Read, |_| {}).unwrap();
        open.push(started.elapsed());
        let page = |first: bool| {
            if first {
                workspace.overview(&ask).unwrap();
            } else {
                workspace.list(&ask, &acts).unwrap();
            }
        };
        let start_page_first = round % 2 == 0;
        page(start_page_first);
        if start_page_first {
            start_page.push(started.elapsed());
        } else {
            list.push(started.elapsed());
        }
        let started = Instant::now();
        page(!start_page_first);
        again.push(started.elapsed());
    }
    for (what, times) in [
        ("unlocked to open", &mut open),
        ("unlocked to the start page", &mut start_page),
        ("unlocked to the first list", &mut list),
        ("the second page", &mut again),
    ] {
        times.sort();
        println!(
            "{what}: median {:.0} ms, slowest {:.0} ms",
            times[times.len() / 2].as_secs_f64() * 1e3,
            times[times.len() - 1].as_secs_f64() * 1e3
        );
    }
}

/// Makes the workspace, unless its folder is there.
fn make(dir: &Path, passphrase: &Passphrase, acts: &str, mapping: &str) {
    if dir.exists() {
        return;
    }
    let (unlocked, _) = create(dir, passphrase).unwrap();
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let wish = ImportWish {
        tables: Tables::Path(Path::new(acts)),
        mapped: Mapped::named(mapping, Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_600_000_000, "UTC".to_owned()),
    };
    workspace.import(&wish, |_| {}).unwrap();
}
