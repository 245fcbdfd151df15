//! Eight people save incidents at the same pages for a minute; then everything that was answered as saved must be
//! there, and the journal whole. Prints figures; ends with an error when anything was lost or refused.
//!
//! `cargo run --release -p aigaq-web --example eight_people -- [SECONDS]`
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::time::{Duration, Instant};

use aigaq_journal::{Passphrase, create_with};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{Asking, ListQuery, Reader, Workspace};
use served::{Answer, Anyhow, Browser, Served, percentiles};

#[path = "shared/served.rs"]
mod served;

/// People saving at once.
const PEOPLE: usize = 8;

/// Saves an incident with two people; what it is called is by whom and how often.
fn save(browser: &Browser, person: usize, n: usize) -> Anyhow<Answer> {
    let (title, one) = (
        format!("Incident {person}/{n}"),
        format!("Somebody {person} {n}"),
    );
    let other = format!("Another {person} {n}");
    browser.send(
        "/enter",
        &[
            ("when", "12.03.2024"),
            ("title", &title),
            ("act.0.type", "LIB.detain"),
            ("who.0.name", &one),
            ("who.0.name.asked", &one),
            ("who.0.name.is", "new:person"),
            ("who.1.name", &other),
            ("who.1.name.asked", &other),
            ("who.1.name.is", "new:person"),
            ("do", "save"),
        ],
    )
}

#[tokio::main]
async fn main() -> Anyhow<()> {
    let seconds = std::env::args().nth(1).map_or(Ok(60), |s| s.parse())?;
    let folder = tempfile::tempdir()?;
    let dir = folder.path().join("w");
    let passphrase = Passphrase::new(aigaq_testkit::PASSPHRASE);
    drop(create_with(&dir, &passphrase, aigaq_testkit::FAST)?);
    let workspace = Workspace::open_to_share(&dir, &passphrase)?;
    let served = Served::of(&dir, workspace).await?;

    let saved = tokio::task::spawn_blocking(move || -> Anyhow<Vec<Duration>> {
        let browser = Browser::come_in(&served)?;
        let end = Instant::now() + Duration::from_secs(seconds);
        let people: Vec<_> = (0..PEOPLE)
            .map(|person| {
                let browser = browser.clone();
                std::thread::spawn(move || -> Anyhow<Vec<Duration>> {
                    let mut took = Vec::new();
                    while Instant::now() < end {
                        let begun = Instant::now();
                        let answer = save(&browser, person, took.len())?;
                        if answer.status != 303 {
                            return Err(
                                format!("not saved: {} {}", answer.status, answer.body).into()
                            );
                        }
                        took.push(begun.elapsed());
                    }
                    Ok(took)
                })
            })
            .collect();
        let mut all = Vec::new();
        for person in people {
            all.extend(person.join().map_err(|_| "a thread failed")??);
        }
        Ok(all)
    })
    .await??;

    let workspace = Workspace::open_to_read(&dir, &passphrase)?;
    let asking = Asking {
        reader: Reader::keeper(),
        language: Language::En,
        today: Day(19_800),
    };
    let events = ListQuery {
        record_type: "event".to_owned(),
        ..ListQuery::default()
    };
    let there = workspace.list(&asking, &events)?.total;
    let report = workspace.verify()?;
    let mut took = saved;
    let (median, p95) = percentiles(&mut took);
    println!(
        "{PEOPLE} people saving at once for {seconds} s: {} incidents answered as saved, {there} there, {} lost, 0 errors; \
         {:.0} a second, each in {:?} (median), {:?} (95th of 100); journal {}",
        took.len(),
        (took.len() as u64).saturating_sub(there),
        took.len() as f64 / seconds as f64,
        median,
        p95,
        if report.holds() { "whole" } else { "NOT WHOLE" },
    );
    if there != took.len() as u64 || !report.holds() {
        return Err("something was lost".into());
    }
    Ok(())
}
