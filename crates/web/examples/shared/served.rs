//! Pages that are served to browsers of this machine, for what measures them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use aigaq_schema::Day;
use aigaq_web::{Pages, ServeOptions};
use aigaq_workspace::{FormToken, Workspace};

pub type Anyhow<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Pages that are served until this is dropped.
pub struct Served {
    address: SocketAddr,
    entrance: String,
    serving: tokio::task::JoinHandle<Result<(), aigaq_web::WebError>>,
}

/// A browser that has come in: its cookie and the sign of its forms.
#[derive(Clone)]
pub struct Browser {
    address: SocketAddr,
    cookie: String,
    sign: String,
}

pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
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
    /// Comes in by the entrance.
    pub fn come_in(served: &Served) -> Anyhow<Self> {
        let address = served.address;
        let entered = ask(address, "GET", &served.entrance, "", "")?;
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

    /// Sends a form of its own with these fields.
    pub fn send(&self, path: &str, fields: &[(&str, &str)]) -> Anyhow<Answer> {
        let mut token = [0; 16];
        getrandom::fill(&mut token).map_err(|_| "no randomness")?;
        let token = FormToken::from_random(token).to_string();
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("token", &self.sign)
            .append_pair("form", &token)
            .extend_pairs(fields)
            .finish();
        ask(self.address, "POST", path, &self.cookie, &form)
    }
}

impl Served {
    /// Serves the pages of a workspace on a port that is free.
    pub async fn of(dir: &Path, workspace: Workspace) -> Anyhow<Self> {
        let pages = Pages::bind(ServeOptions {
            dir: dir.to_path_buf(),
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
        let rest = printed.strip_prefix("http://").ok_or("no address")?;
        let (address, entrance) = rest.split_once('/').ok_or("no entrance")?;
        Ok(Self {
            address: address.parse()?,
            entrance: format!("/{entrance}"),
            serving: tokio::spawn(pages.serve(std::future::pending())),
        })
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// What half of them took at the most, and what 95 of 100 did.
pub fn percentiles(took: &mut [Duration]) -> (Duration, Duration) {
    took.sort_unstable();
    let at = |share: usize| took.get((took.len() * share / 100).min(took.len().saturating_sub(1)));
    (
        at(50).copied().unwrap_or_default(),
        at(95).copied().unwrap_or_default(),
    )
}
