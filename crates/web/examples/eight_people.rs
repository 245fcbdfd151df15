//! Eight people save incidents at the same pages for a minute; then everything that was answered as saved must be
//! there, and the journal whole. Prints figures; ends with an error when anything was lost or refused.
//!
//! `cargo run --release -p aigaq-web --example eight_people -- [SECONDS]`
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use aigaq_journal::{Passphrase, create_with};
use aigaq_schema::{Day, Language};
use aigaq_web::{Pages, ServeOptions};
use aigaq_workspace::{Asking, ListQuery, Reader, Workspace};

/// People saving at once.
const PEOPLE: usize = 8;

type Anyhow<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A browser that has come in: its cookie and the sign of its forms.
#[derive(Clone)]
struct Browser {
    address: SocketAddr,
    cookie: String,
    sign: String,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (given, value) = line.split_once(':')?;
            given.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

fn ask(address: SocketAddr, method: &str, path: &str, cookie: &str, form: &str) -> Anyhow<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").ok_or("no answer")?;
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
    Ok(Answer {
        status: status.ok_or("no status")?,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}

impl Browser {
    fn come_in(address: SocketAddr, entrance: &str) -> Anyhow<Self> {
        let entered = ask(address, "GET", entrance, "", "")?;
        let cookie = entered
            .header("set-cookie")
            .and_then(|c| c.split(';').next());
        let cookie = cookie.ok_or("no cookie")?.to_owned();
        let page = ask(address, "GET", "/enter", &cookie, "")?;
        let sign = page.body.split("name=\"token\" value=\"").nth(1);
        let sign = sign
            .and_then(|s| s.split('"').next())
            .ok_or("no form")?
            .to_owned();
        Ok(Self {
            address,
            cookie,
            sign,
        })
    }

    /// Saves an incident with two people; what it is called is by whom and how often.
    fn save(&self, person: usize, n: usize) -> Anyhow<Answer> {
        let mut token = [0; 16];
        getrandom::fill(&mut token).map_err(|_| "no randomness")?;
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("token", &self.sign)
            .append_pair(
                "form",
                &aigaq_workspace::FormToken::from_random(token).to_string(),
            )
            .append_pair("when", "12.03.2024")
            .append_pair("title", &format!("Incident {person}/{n}"))
            .append_pair("act.0.type", "LIB.detain")
            .append_pair("who.0.name", &format!("Somebody {person} {n}"))
            .append_pair("who.0.name.asked", &format!("Somebody {person} {n}"))
            .append_pair("who.0.name.is", "new:person")
            .append_pair("who.1.name", &format!("Another {person} {n}"))
            .append_pair("who.1.name.asked", &format!("Another {person} {n}"))
            .append_pair("who.1.name.is", "new:person")
            .append_pair("do", "save")
            .finish();
        ask(self.address, "POST", "/enter", &self.cookie, &form)
    }
}

#[tokio::main]
async fn main() -> Anyhow<()> {
    let seconds = std::env::args().nth(1).map_or(Ok(60), |s| s.parse())?;
    let folder = tempfile::tempdir()?;
    let dir = folder.path().join("w");
    let passphrase = Passphrase::new(aigaq_testkit::PASSPHRASE);
    drop(create_with(&dir, &passphrase, aigaq_testkit::FAST)?);
    let workspace = Workspace::open_to_share(&dir, &passphrase)?;
    let pages = Pages::bind(ServeOptions {
        dir: dir.clone(),
        workspace: Some(workspace),
        port: 0,
        idle: aigaq_web::Idle::For(Duration::from_secs(3600)),
        reader: aigaq_workspace::DocumentReader::Here,
        patience: Duration::from_secs(1),
        today: || Day(19_800),
        now: || (1_710_000_000, "Asia/Almaty".to_owned()),
    })
    .await?;
    let printed = pages.address();
    let rest = printed
        .strip_prefix("http://")
        .ok_or("no address")?
        .to_owned();
    let (address, entrance) = rest.split_once('/').ok_or("no entrance")?;
    let (address, entrance) = (address.parse::<SocketAddr>()?, format!("/{entrance}"));
    let serving = tokio::spawn(pages.serve(std::future::pending()));

    let saved = tokio::task::spawn_blocking(move || -> Anyhow<Vec<Duration>> {
        let browser = Browser::come_in(address, &entrance)?;
        let end = Instant::now() + Duration::from_secs(seconds);
        let people: Vec<_> = (0..PEOPLE)
            .map(|person| {
                let browser = browser.clone();
                std::thread::spawn(move || -> Anyhow<Vec<Duration>> {
                    let mut took = Vec::new();
                    while Instant::now() < end {
                        let begun = Instant::now();
                        let answer = browser.save(person, took.len())?;
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
    serving.abort();

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
    took.sort_unstable();
    let at = |share: usize| took.get((took.len() * share / 100).min(took.len().saturating_sub(1)));
    println!(
        "{PEOPLE} people saving at once for {seconds} s: {} incidents answered as saved, {there} there, {} lost, 0 errors; \
         {:.0} a second, each in {:?} (median), {:?} (95th of 100); journal {}",
        took.len(),
        (took.len() as u64).saturating_sub(there),
        took.len() as f64 / seconds as f64,
        at(50).copied().unwrap_or_default(),
        at(95).copied().unwrap_or_default(),
        if report.holds() { "whole" } else { "NOT WHOLE" },
    );
    if there != took.len() as u64 || !report.holds() {
        return Err("something was lost".into());
    }
    Ok(())
}
