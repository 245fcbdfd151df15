//! Measures the registers over many restrictions: `measure_registers [RESTRICTIONS]`. Called by `./bench registers`.
//!
//! All records are invented from their numbers (`tables.rs`) and imported as one change-set. For each register it prints
//! what its first page takes
//!
//! - cold: nothing is kept, as after the workspace was opened;
//! - after something was said that bears on nothing of it (an event was entered);
//! - after a record was entered that it is made of;
//! - on another day;
//! - further pages of the same day: the median of nine.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails should stop, and prints"
)]

mod tables;

use aigaq_journal::{Mode, create, unlock};
use aigaq_schema::{Day, Language, Schema};
use aigaq_workspace::registers::{Extent, RegisterName, RegisterWish, SoonWish};
use aigaq_workspace::{Asking, ImportWish, Mapped, Passphrase, Reader, Tables, Workspace};
use std::path::Path;
use std::time::Instant;

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
    let (mapping, said) = tables::write(folder.path(), number);
    let started = Instant::now();
    import(
        &mut workspace,
        mapping.to_str().unwrap(),
        &folder.path().join("tables"),
    );
    println!(
        "{said}; imported in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    let ask = Asking {
        reader: Reader::keeper(),
        language: Language::Ru,
        today: Day::from_ymd(2021, 7, 22).unwrap(),
    };
    drop(workspace);
    println!("milliseconds");
    println!(
        "{:<14} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "register", "cold", "said", "entered", "day", "further"
    );
    for name in RegisterName::ALL {
        let unlocked = unlock(&dir, &passphrase).unwrap();
        let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
        let cold = timed(&workspace, &ask, &wish(name, 0, 0));
        // Something is said that no register tells of.
        let event = folder.path().join(format!("event-{}.csv", name.code()));
        std::fs::write(&event, format!("id,title\n{},Said\n", name.code())).unwrap();
        import(&mut workspace, "event", &event);
        let said = timed(&workspace, &ask, &wish(name, 0, 0));
        let (record_type, table) = one_more(name);
        let one = folder.path().join(format!("one-{}.csv", name.code()));
        std::fs::write(&one, table).unwrap();
        import(&mut workspace, record_type, &one);
        let entered = timed(&workspace, &ask, &wish(name, 0, 0));
        let day = timed(&workspace, &ask, &wish(name, 0, 1));
        let mut further: Vec<f64> = (1..=9)
            .map(|page| timed(&workspace, &ask, &wish(name, page, 1)))
            .collect();
        further.sort_unstable_by(f64::total_cmp);
        println!(
            "{:<14} {cold:>9.1} {said:>9.1} {entered:>9.1} {day:>9.1} {:>9.1}",
            name.code(),
            further[4]
        );
    }
    let unlocked = unlock(&dir, &passphrase).unwrap();
    let workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let days = |on: i32| {
        let started = Instant::now();
        let wish = SoonWish {
            extent: Extent::Page { skip: 0, take: 30 },
            ..SoonWish::whole(Day(ask.today.0 + on), 30)
        };
        let soon = workspace.soon(&ask, &wish).unwrap();
        let in_all: usize = soon.kinds.iter().map(|(_, number)| number).sum();
        (started.elapsed().as_secs_f64() * 1e3, in_all)
    };
    let ((cold, _), (day, rows)) = (days(0), days(1));
    println!(
        "{:<14} {cold:>9.1} {:>9} {:>9} {day:>9.1}   (of {rows})",
        "soon", "", ""
    );
}

/// A record that a register is made of.
const fn one_more(name: RegisterName) -> (&'static str, &'static str) {
    use RegisterName as Of;
    match name {
        Of::Restrictions => ("restriction", "id,kind,start\nmore,exit_ban,2021-01-01\n"),
        Of::Prisoners => ("listing", "id,status,date\nmore,removed,2021-01-01\n"),
        Of::Assemblies => ("application", "id,kind,filed\nmore,assembly,2021-07-01\n"),
        Of::Organisations => ("act", "id,type,start\nmore,ORG.tax,2021-01-01\n"),
        Of::Cases | Of::Torture | Of::Deadlines => ("case", "id,kind\nmore,torture\n"),
        Of::Commitments => ("commitment", "id,text\nmore,Let them go\n"),
        Of::Decisions => ("decision", "id,title,date\nmore,Views,2021-01-01\n"),
        Of::Figures => ("figure", "id,indicator,value\nmore,Prisoners,12\n"),
    }
}

/// A page of a register, so many days after the first one asked.
fn wish(name: RegisterName, page: usize, later: i32) -> RegisterWish {
    let day = Day::from_ymd(2021, 7, 22).unwrap();
    RegisterWish {
        extent: Extent::Page {
            skip: page * ROWS,
            take: ROWS,
        },
        ..RegisterWish::whole(name, Day(day.0 + later))
    }
}

/// Milliseconds.
fn timed(workspace: &Workspace, ask: &Asking, wish: &RegisterWish) -> f64 {
    let started = Instant::now();
    let answer = workspace.register(ask, wish).unwrap();
    let took = started.elapsed();
    assert!(answer.rows > 0, "{} is empty", wish.name.code());
    took.as_secs_f64() * 1e3
}

fn import(workspace: &mut Workspace, mapped: &str, tables: &Path) {
    let wish = ImportWish {
        tables: Tables::Path(tables),
        mapped: Mapped::named(mapped, Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_626_912_000, "UTC".to_owned()),
    };
    let outcome = workspace.import(&wish, |_| {}).unwrap();
    assert_eq!(outcome.report.quarantined, 0, "{:?}", outcome.report);
}
