//! Measures the registers over many restrictions: `measure_registers [RESTRICTIONS]`. Called by `./bench registers`.
//!
//! Each restriction is invented from its number: persons, kinds, terms, ends in every precision, some without any. For each
//! register it prints what its first page takes when everything has to be read (after something was said), and the
//! median of further pages, days and kinds while nothing was said.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails should stop, and prints"
)]

use aigaq_journal::{Mode, create};
use aigaq_schema::{Day, Language, Schema};
use aigaq_workspace::registers::{Extent, RegisterName, RegisterWish};
use aigaq_workspace::{
    Asking, ImportWish, ListQuery, Mapped, Passphrase, Reader, Tables, Workspace,
};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Persons under the restrictions.
const PERSONS: usize = 400;
/// Rows of a page.
const ROWS: usize = 15;

fn main() {
    let asked = std::env::args().nth(1);
    let number: usize = asked.map_or(100_000, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let passphrase = Passphrase::new("a passphrase for measuring");
    let (unlocked, _) = create(&dir, &passphrase).unwrap();
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let ask = Asking {
        reader: Reader::keeper(),
        language: Language::Ru,
        today: Day::from_ymd(2021, 7, 22).unwrap(),
    };
    let mut table = "id,name,kind\n".to_owned();
    for person in 0..PERSONS {
        writeln!(table, "p{person},Invented Person{person},person").unwrap();
    }
    import(&mut workspace, folder.path(), "actor", &table);
    let table = restrictions(number, &persons(&workspace, &ask));
    import(&mut workspace, folder.path(), "restriction", &table);
    println!("{number} restrictions of {PERSONS} persons; milliseconds");
    println!("{:<14} {:>9} {:>9}", "register", "first", "further");
    for name in RegisterName::ALL {
        // Something is said: what was kept is read again.
        import(
            &mut workspace,
            folder.path(),
            "event",
            &format!("id,title\n{},Said\n", name.code()),
        );
        let first = timed(&workspace, &ask, &wish(name, 0));
        let mut further: Vec<Duration> = (1..=9)
            .map(|page| timed(&workspace, &ask, &wish(name, page)))
            .collect();
        further.sort_unstable();
        println!(
            "{:<14} {:>9.1} {:>9.1}",
            name.code(),
            first.as_secs_f64() * 1e3,
            further[4].as_secs_f64() * 1e3
        );
    }
    let days = |on: i32| {
        let started = Instant::now();
        workspace.soon(&ask, Day(ask.today.0 + on), 30).unwrap();
        started.elapsed().as_secs_f64() * 1e3
    };
    println!("{:<14} {:>9.1} {:>9.1}", "soon", days(1), days(1));
}

/// A page of a register on one day.
fn wish(name: RegisterName, page: usize) -> RegisterWish {
    RegisterWish {
        extent: Extent::Page {
            skip: page * ROWS,
            take: ROWS,
        },
        ..RegisterWish::whole(name, Day::from_ymd(2021, 7, 22).unwrap())
    }
}

fn timed(workspace: &Workspace, ask: &Asking, wish: &RegisterWish) -> Duration {
    let started = Instant::now();
    let answer = workspace.register(ask, wish).unwrap();
    assert!(!answer.title.is_empty());
    started.elapsed()
}

fn restrictions(number: usize, persons: &[String]) -> String {
    let kinds = [
        "custodial_term",
        "activity_ban",
        "art44_restriction",
        "exit_ban",
        "probation",
        "administrative_arrest",
    ];
    let mut table = "id,actor,kind,start,length,end\n".to_owned();
    for n in 0..number {
        let (year, month, day) = (2012 + n % 10, 1 + n / 10 % 12, 1 + n / 7 % 28);
        let start = match n % 3 {
            0 => format!("{year}-{month:02}-{day:02}"),
            1 => format!("{year}-{month:02}"),
            _ => year.to_string(),
        };
        let (length, end) = match n % 5 {
            0 => (format!("P{}Y", 1 + n % 7), String::new()),
            1 => (String::new(), format!("{}-{month:02}", year + 1 + n % 6)),
            2 => (format!("P{}M", 1 + n % 30), String::new()),
            3 => (String::new(), (year + 2).to_string()),
            _ => (String::new(), String::new()),
        };
        let person = &persons[n % persons.len()];
        let kind = kinds[n / 3 % kinds.len()];
        writeln!(table, "r{n},{person},{kind},{start},{length},{end}").unwrap();
    }
    table
}

/// The ids of all persons.
fn persons(workspace: &Workspace, ask: &Asking) -> Vec<String> {
    let mut all = Vec::new();
    for page in 0.. {
        let query = ListQuery {
            record_type: "actor".to_owned(),
            page,
            ..ListQuery::default()
        };
        let list = workspace.list(ask, &query).unwrap();
        all.extend(list.rows.iter().map(|row| row.id.to_string()));
        if list.rows.is_empty() || all.len() as u64 >= list.total {
            break;
        }
    }
    all
}

fn import(workspace: &mut Workspace, folder: &Path, record_type: &str, table: &str) {
    let path = folder.join(format!("{record_type}-{}.csv", table.len()));
    std::fs::write(&path, table).unwrap();
    let wish = ImportWish {
        tables: Tables::Path(&path),
        mapped: Mapped::named(record_type, Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_626_912_000, "UTC".to_owned()),
    };
    workspace.import(&wish, |_| {}).unwrap();
}
