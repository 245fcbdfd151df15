//! How long it takes until a call that somebody wrote down is kept: from the connection of the browser to the last byte of
//! the answer, one after the other, in a workspace with records in it. Beside it, what this disk takes for two kilobytes
//! that must be durable. Ends with an error when a note was not kept.
//!
//! `cargo run --release -p aigaq-web --example measure_notes -- [NOTES] [RECORDS]`
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use aigaq_journal::{Passphrase, create_with};
use aigaq_schema::{Day, Language, Schema};
use aigaq_workspace::{Asking, ImportWish, InboxWish, Mapped, Reader, Tables, Workspace};
use served::{Anyhow, Browser, Served, percentiles};

#[path = "shared/served.rs"]
mod served;

#[tokio::main]
async fn main() -> Anyhow<()> {
    let mut args = std::env::args().skip(1);
    let notes: usize = args.next().map_or(Ok(500), |text| text.parse())?;
    let records: usize = args.next().map_or(Ok(50_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let dir = folder.path().join("w");
    let passphrase = Passphrase::new(aigaq_testkit::PASSPHRASE);
    drop(create_with(&dir, &passphrase, aigaq_testkit::FAST)?);
    fill(&dir, &passphrase, records)?;
    let served = Served::of(&dir, Workspace::open_to_share(&dir, &passphrase)?).await?;
    let mut took = tokio::task::spawn_blocking(move || -> Anyhow<Vec<Duration>> {
        let browser = Browser::come_in(&served)?;
        let mut took = Vec::with_capacity(notes);
        for n in 0..notes {
            let text =
                format!("Call {n}: they took her brother to the station, she does not know which");
            let begun = Instant::now();
            let answer = browser.send("/inbox", &[("text", &text), ("told_by", "his sister")])?;
            took.push(begun.elapsed());
            if answer.status != 303 {
                return Err(format!("not kept: {} {}", answer.status, answer.body).into());
            }
        }
        Ok(took)
    })
    .await??;
    let asking = Asking {
        reader: Reader::keeper(),
        language: Language::En,
        today: Day(19_800),
    };
    let workspace = Workspace::open_to_read(&dir, &passphrase)?;
    let there = workspace.inbox(&asking, InboxWish::default())?.waiting;
    let (median, p95) = percentiles(&mut took);
    let (disk, disk_p95) = percentiles(&mut durable(folder.path(), notes)?);
    println!(
        "{notes} notes kept by the page, one after the other, beside {records} records: median {:.1} ms, p95 {:.1} ms \
         (to reach: p95 under 15 ms); {there} there",
        ms(median),
        ms(p95)
    );
    println!(
        "  2 kB written and synced to this disk: median {:.1} ms, p95 {:.1} ms",
        ms(disk),
        ms(disk_p95)
    );
    if there != notes {
        return Err("a note was lost".into());
    }
    Ok(())
}

fn ms(took: Duration) -> f64 {
    took.as_secs_f64() * 1e3
}

/// Records that are there already: the view is not empty where people work.
fn fill(dir: &Path, passphrase: &Passphrase, records: usize) -> Anyhow<()> {
    let mut table = String::from("id,name,kind\n");
    for n in 0..records {
        writeln!(table, "p{n},Somebody {n},person")?;
    }
    let file = tempfile::tempdir()?;
    let file = file.path().join("actor.csv");
    std::fs::write(&file, table)?;
    let mut workspace = Workspace::open(dir, passphrase)?;
    let wish = ImportWish {
        tables: Tables::Path(&file),
        mapped: Mapped::named("actor", Schema::shipped())?,
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_700_000_000, "UTC".to_owned()),
    };
    workspace.import(&wish, |_| {})?;
    Ok(())
}

/// What the disk alone takes.
fn durable(folder: &Path, times: usize) -> Anyhow<Vec<Duration>> {
    let path = folder.join("durable");
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    let mut took = Vec::with_capacity(times);
    for _ in 0..times {
        let begun = Instant::now();
        file.write_all(&[7; 2048])?;
        file.sync_data()?;
        took.push(begun.elapsed());
    }
    Ok(took)
}
