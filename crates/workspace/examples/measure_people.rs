//! Measures "is it one of these?" and the search for people among many: `measure_people PEOPLE.csv`, a table with the
//! column `full_name` as the generator of `aigaq-matching` makes it. Called by `./bench people`.
//!
//! Names are asked for as they stand in the table, from all over it; by the surname alone; and with a letter left out.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails should stop, and prints"
)]

use aigaq_journal::{Mode, create};
use aigaq_schema::{Day, Language, Schema};
use aigaq_workspace::entering::Filled;
use aigaq_workspace::{
    Asking, FormToken, ImportWish, Mapped, Passphrase, Reader, Tables, Workspace,
};
use std::time::{Duration, Instant};

/// Names of each sort that are asked for.
const TIMES: usize = 400;

fn main() {
    let Some(people) = std::env::args().nth(1) else {
        println!("usage: measure_people PEOPLE.csv");
        return;
    };
    let names = names(&std::fs::read_to_string(people).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let (unlocked, _) = create(&dir, &Passphrase::new("a passphrase for measuring")).unwrap();
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let mut table = String::from("id,kind,name\n");
    for (row, name) in names.iter().enumerate() {
        table.push_str(&format!("p{row},person,{name}\n"));
    }
    let file = folder.path().join("actor.csv");
    std::fs::write(&file, table).unwrap();
    let wish = ImportWish {
        tables: Tables::Path(&file),
        mapped: Mapped::named("actor", Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_600_000_001, "UTC".to_owned()),
    };
    let started = Instant::now();
    workspace.import(&wish, |_| {}).unwrap();
    println!(
        "{} people imported in {:.1} s",
        names.len(),
        started.elapsed().as_secs_f64()
    );
    let ask = Asking {
        reader: Reader::keeper(),
        language: Language::Ru,
        today: Day(20_000),
    };
    let found = workspace.search(&ask, &names[0], Some("actor"), 0).unwrap();
    let of = found.hits[0].named.id;
    let sorts: [Sort; 3] = [
        ("as written", str::to_owned),
        ("the first word alone", first_word),
        ("a letter left out", without_a_letter),
    ];
    for (sort, typed) in sorts {
        let asked: Vec<String> = names
            .iter()
            .step_by((names.len() / TIMES).max(1))
            .map(|name| typed(name))
            .collect();
        say("is it one of these?", sort, &asked, |name| {
            workspace.called_alike(&ask, of, name).unwrap();
        });
        say("a form with one new name", sort, &asked, |name| {
            let filled = [("who.0.name", name), ("do", "check")];
            let filled = Filled::new(filled.map(|(k, v)| (k.to_owned(), v.to_owned())));
            let token = FormToken::from_random([7; 16]);
            let now = (1_600_000_002, "UTC".to_owned());
            workspace
                .enter_incident(&ask, &filled, token, &now)
                .unwrap();
        });
        say("search", sort, &asked, |name| {
            workspace.search_all(&ask, name).unwrap();
        });
    }
}

/// How names are asked for: in words, and made of a name of the table.
type Sort = (&'static str, fn(&str) -> String);

fn say(what: &str, sort: &str, asked: &[String], work: impl Fn(&str)) {
    let mut times: Vec<Duration> = asked
        .iter()
        .map(|name| {
            let started = Instant::now();
            work(name);
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |percent: usize| {
        let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
        times
            .get(place)
            .map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!(
        "{what} ({sort}): median {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms",
        at(50),
        at(95),
        at(99),
        at(100)
    );
}

/// The column `full_name`; cells with commas or quotes are passed over.
fn names(table: &str) -> Vec<String> {
    let mut lines = table.lines();
    let head = lines.next().unwrap_or_default();
    let column = head.split(',').position(|c| c == "full_name").unwrap();
    let plain =
        |line: &&str| !line.contains('"') && line.split(',').count() == head.split(',').count();
    lines
        .filter(plain)
        .filter_map(|line| line.split(',').nth(column))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn first_word(name: &str) -> String {
    name.split(' ').next().unwrap_or_default().to_owned()
}

fn without_a_letter(name: &str) -> String {
    let out = name.chars().count() / 3;
    let letters = name.chars().enumerate();
    letters
        .filter(|(at, _)| *at != out)
        .map(|(_, c)| c)
        .collect()
}
