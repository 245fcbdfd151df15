//! The pages through the real server: links, headers, locking.

use crate::common::*;
use crate::secrecy::names;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that goes with the test.
struct Server {
    child: Child,
    port: u16,
    /// What a browser would send along.
    cookie: RefCell<String>,
}

impl Server {
    /// Starts one at a free port, which it prints.
    fn start(dir: &Path, unlocked: bool) -> Self {
        let mut command = program(&["-w", text(dir), "serve", "--port", "0"]);
        if !unlocked {
            command.env_remove("AIGAQ_PASSPHRASE");
        }
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let (port, path) = line
            .trim()
            .strip_prefix("Pages: http://127.0.0.1:")
            .and_then(|l| l.split_once('/'))
            .unwrap_or_else(|| panic!("no address: {line}"));
        let server = Self {
            child,
            port: port.parse().unwrap(),
            cookie: RefCell::default(),
        };
        assert_eq!(unlocked, path.starts_with("open/"), "{line}");
        if unlocked {
            // Before it is opened, whoever asks the port sees nothing; afterwards it opens nothing more.
            assert_eq!(server.get("/").status, 423);
            let entered = server.get(&format!("/{path}"));
            assert_eq!(entered.headers["location"], "/");
            assert!(entered.headers["set-cookie"].contains("HttpOnly; SameSite=Strict"));
            let again = server.get(&format!("/{path}"));
            assert!(!again.headers.contains_key("set-cookie"));
        }
        server
    }

    fn get(&self, address: &str) -> Page {
        self.ask("GET", address, "", "")
    }

    fn post(&self, address: &str, form: &str) -> Page {
        let headers = format!(
            "Origin: http://127.0.0.1:{}\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            self.port
        );
        self.ask("POST", address, &headers, form)
    }

    /// What is found for one word.
    fn search(&self, word: &str) -> Page {
        let page = self.get("/search");
        let (_, rest) = page.body.split_once("name=\"token\" value=\"").unwrap();
        let token = rest.split('"').next().unwrap();
        let asked = self.post("/search", &format!("token={token}&q={word}"));
        assert_eq!(asked.status, 303);
        self.get(&asked.headers["location"])
    }

    fn ask(&self, method: &str, address: &str, headers: &str, body: &str) -> Page {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .unwrap();
        write!(
            stream,
            "{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            self.port,
            self.cookie.borrow(),
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer
            .windows(4)
            .position(|w| w == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("{method} {address}: no answer"));
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let page = Page {
            status: lines
                .next()
                .unwrap()
                .split(' ')
                .nth(1)
                .unwrap()
                .parse()
                .unwrap(),
            headers: lines
                .filter_map(|l| l.split_once(": "))
                .map(|(k, v)| (k.to_lowercase(), v.to_owned()))
                .collect(),
            body: String::from_utf8_lossy(&answer[end + 4..]).into_owned(),
        };
        if let Some(cookie) = page.headers.get("set-cookie")
            && !cookie.starts_with("lang=")
        {
            *self.cookie.borrow_mut() = cookie.split(';').next().unwrap().to_owned();
        }
        page
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been stopped by the test.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Page {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Page {
    /// Addresses on this server that the page names.
    fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for mark in ["href=\"", "src=\""] {
            for piece in self.body.split(mark).skip(1) {
                let link = piece
                    .split('"')
                    .next()
                    .unwrap()
                    .replace("&amp;", "&")
                    .replace("&#38;", "&");
                let link = link.split('#').next().unwrap().to_owned();
                if link.starts_with('/') && !link.starts_with("//") {
                    links.push(link);
                }
            }
        }
        links
    }

    /// What every answer must carry, whatever it is.
    #[track_caller]
    fn is_safe(&self, address: &str) {
        let has = |name: &str, part: &str| {
            assert!(
                self.headers.get(name).is_some_and(|v| v.contains(part)),
                "{address}: {name} is {:?}",
                self.headers.get(name)
            );
        };
        has("content-security-policy", "default-src 'none'");
        has("content-security-policy", "frame-ancestors 'none'");
        has("x-content-type-options", "nosniff");
        has("x-frame-options", "DENY");
        has("referrer-policy", "no-referrer");
        has("cache-control", "no-store");
        // The one script is our own, and from here.
        let page = self
            .body
            .replace("<script src=\"/static/echo.js\" defer></script>", "")
            .to_lowercase();
        for never in ["<script", "javascript:", " onclick=", " onload="] {
            assert!(!page.contains(never), "{address}: {never}");
        }
        // Nothing is fetched from elsewhere.
        for mark in [
            "src=\"http",
            "<link rel=\"stylesheet\" href=\"http",
            "url(http",
        ] {
            assert!(!page.contains(mark), "{address}: {mark}");
        }
    }
}

/// What kind of page an address leads to: its path without ids, and the names of what it asks.
fn kind(address: &str) -> String {
    let (path, asked) = address.split_once('?').unwrap_or((address, ""));
    let path: Vec<&str> = path
        .split('/')
        .map(|s| if s.len() == 36 { "ID" } else { s })
        .collect();
    let asked: BTreeSet<&str> = asked
        .split('&')
        .filter_map(|a| a.split('=').next())
        .filter(|a| !a.is_empty())
        .collect();
    format!("{} {asked:?}", path.join("/"))
}

#[test]
fn every_page_that_links_lead_to_is_there_and_is_safe() {
    let server = Server::start(with_the_data(), true);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut of_kind: BTreeMap<String, usize> = BTreeMap::new();
    let mut waiting: VecDeque<(String, String)> = [
        "/",
        "/outputs",
        "/journal",
        "/verify",
        "/records/act",
        "/count?unit=acts&by=type",
    ]
    .map(|a| (a.to_owned(), "the test".to_owned()))
    .into();
    let mut faults = Vec::new();
    let started = Instant::now();
    while let Some((address, from)) = waiting.pop_front() {
        // The kinds are few, the addresses many: a handful of each kind.
        let asked = of_kind.entry(kind(&address)).or_default();
        if *asked >= 4 || !seen.insert(address.clone()) {
            continue;
        }
        *asked += 1;
        let page = server.get(&address);
        // Choosing a language leads back; everything else answers.
        let expected = if address.starts_with("/language") {
            303
        } else {
            200
        };
        if page.status != expected {
            faults.push(format!("{address} (on {from}): {}", page.status));
            continue;
        }
        page.is_safe(&address);
        if page
            .headers
            .get("content-type")
            .is_some_and(|t| t.starts_with("text/html"))
        {
            waiting.extend(page.links().into_iter().map(|l| (l, address.clone())));
        }
    }
    println!(
        "{} pages of {} kinds in {:?}",
        seen.len(),
        of_kind.len(),
        started.elapsed()
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for kind in [
        "/ {}",
        "/records/act {}",
        "/record/ID {}",
        "/outputs {}",
        "/journal {}",
        "/verify {}",
    ] {
        assert!(
            of_kind.contains_key(kind),
            "{kind} was not reached: {:?}",
            of_kind.keys()
        );
    }
}

#[test]
fn pages_show_what_the_data_says() {
    let server = Server::start(with_the_data(), true);
    assert!(server.get("/").body.contains("href=\"/records/act\""));
    let acts = server.get("/records/act").body;
    assert!(acts.contains(&rows("acts").len().to_string()));
    let found = server.search("Zhanaozen");
    assert_eq!(found.status, 200);
    let event = aigaq(
        with_the_data(),
        &["search", "Zhanaozen", "--type", "event", "--json"],
    )
    .well()
    .json();
    let id = event["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| &h["named"])
        .find(|n| n["caption"].as_str().unwrap().contains("Zhanaozen"))
        .unwrap()["id"]
        .as_str()
        .unwrap();
    let record = server.get(&format!("/record/{id}"));
    assert_eq!(record.status, 200);
    assert!(
        record.body.contains("fn9") || record.body.contains("p17"),
        "the place in the source is told"
    );
    for (address, status) in [
        ("/record/00000000-0000-8000-8000-000000000000", 404),
        ("/records/poem", 404),
        ("/nothing", 404),
        ("/record/x", 404),
    ] {
        let page = server.get(address);
        assert_eq!(page.status, status, "{address}");
        page.is_safe(address);
    }
}

#[test]
fn a_locked_server_shows_no_name_and_opens_by_the_passphrase() {
    let (folder, _) = new_workspace();
    let dir = folder.path().join("copy");
    copy_folder(with_the_data(), &dir);
    let server = Server::start(&dir, false);
    let names = names();
    let acts = aigaq(&dir, &["list", "act", "--json"]).well().json();
    let record = format!("/record/{}", acts["rows"][0]["id"].as_str().unwrap());
    let shows_nothing = || {
        for address in [
            "/",
            "/records/actor",
            "/search",
            "/outputs",
            "/outputs/bulletin",
            "/journal",
            "/verify",
            "/count?unit=acts",
            &record,
            "/unlock",
        ] {
            let page = server.get(address);
            assert_eq!(page.status, 423, "{address}");
            page.is_safe(address);
            for name in &names {
                assert!(!page.body.contains(name.as_str()), "{address}");
            }
        }
    };
    shows_nothing();
    let token = |page: &Page| {
        let (_, rest) = page.body.split_once("name=\"token\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let form = server.get("/unlock");
    let with = |passphrase: &str, token: &str| {
        format!(
            "token={token}&back=%2F&passphrase={}",
            passphrase.replace(' ', "+")
        )
    };
    assert_eq!(
        server
            .post("/unlock", &with("a wrong passphrase", &token(&form)))
            .status,
        423
    );
    let without_token = server.post("/unlock", &with(PASSPHRASE, "0"));
    assert!(
        (400..500).contains(&without_token.status),
        "{}",
        without_token.status
    );
    shows_nothing();
    assert_eq!(
        server
            .post("/unlock", &with(PASSPHRASE, &token(&form)))
            .status,
        303
    );
    assert_eq!(server.get("/").status, 200);
    assert!(server.search("Bokayev").body.contains("Bokayev"));
    // While it serves, the command line works on the same folder; then it asks the server to lock.
    aigaq(&dir, &["verify"]).well();
    assert_eq!(
        aigaq(&dir, &["lock", "--json"]).well().json()["locked"],
        true
    );
    shows_nothing();
    assert_eq!(
        aigaq(&dir, &["lock", "--json"]).well().json()["locked"],
        true
    );
}

#[test]
fn a_server_asked_to_end_takes_its_note_away_and_a_busy_port_is_named() {
    let (_folder, dir) = new_workspace();
    let mut server = Server::start(&dir, true);
    assert!(dir.join("serving.toml").exists());
    let complaint = aigaq(&dir, &["serve", "--port", &server.port.to_string()]).refused();
    assert!(
        complaint.contains(&server.port.to_string()) && complaint.contains("--port"),
        "{complaint}"
    );
    assert_eq!(server.get("/").status, 200, "the first goes on");
    assert!(dir.join("serving.toml").exists());
    let asked = Command::new("kill")
        .arg(server.child.id().to_string())
        .status();
    if !asked.is_ok_and(|s| s.success()) {
        say_skipped("ending a server by a signal: there is no kill here");
        return;
    }
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert!(!dir.join("serving.toml").exists());
    assert_eq!(
        aigaq(&dir, &["lock", "--json"]).well().json()["locked"],
        false
    );
}
