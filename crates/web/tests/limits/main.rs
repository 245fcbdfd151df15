//! Too much, too long, too slow: a clear page, and no memory for it. A process of its own, because memory is
//! measured.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on should stop"
)]

#[path = "../web/fixture.rs"]
#[expect(dead_code, reason = "shared with the tests of pages")]
mod fixture;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use aigaq_web::Pages;

use fixture::{Folder, between, empty, options, plain, token_of};

/// Pages served for real, and a browser that is in.
struct Site {
    port: u16,
    cookie: String,
    token: String,
    _folder: Folder,
}

impl Site {
    async fn start() -> Self {
        let (folder, workspace) = empty();
        let mut wished = options(&folder, Some(workspace));
        wished.port = 0;
        let pages = Pages::bind(wished).await.unwrap();
        let address = pages.address();
        let port = between(&address, "127.0.0.1:", "/")
            .unwrap()
            .parse()
            .unwrap();
        let entrance = address[address.find("/open/").unwrap()..].to_owned();
        tokio::spawn(pages.serve(std::future::pending()));
        let mut site = Self {
            port,
            cookie: String::new(),
            token: String::new(),
            _folder: folder,
        };
        let entered = site.ask(&format!("GET {entrance} HTTP/1.1"), |_| {}).await;
        site.cookie = between(&entered, "set-cookie: ", ";").unwrap().to_owned();
        site.token = token_of(&site.ask("GET / HTTP/1.1", |_| {}).await);
        site
    }

    /// Sends a head, then whatever is written; then reads the answer as far as it comes.
    async fn ask(&self, head: &str, write: impl FnOnce(&mut TcpStream) + Send + 'static) -> String {
        let head = format!(
            "{head}\r\nHost: 127.0.0.1:{}\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\nConnection: close\r\n\r\n",
            self.port, self.cookie
        );
        let port = self.port;
        tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            stream.write_all(head.as_bytes()).unwrap();
            write(&mut stream);
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).unwrap();
            String::from_utf8(answer).unwrap()
        })
        .await
        .unwrap()
    }

    async fn post(&self, path: &str, body: String) -> String {
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}",
            body.len()
        );
        self.ask(&head, move |stream| {
            stream.write_all(body.as_bytes()).unwrap();
        })
        .await
    }
}

/// Bytes of memory that this process ever held. `None` where the system does not say.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes: u64 = between(&status, "VmHWM:", "kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

const GIGABYTE: u64 = 1 << 30;

/// One test, so that nothing else uses memory meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_gets_a_clear_page_and_no_memory() {
    let site = Site::start().await;

    // A gigabyte that says how long it is, and one that does not.
    let part = vec![b'a'; 1 << 20];
    let before = most_memory();
    for (path, said) in [
        ("/records/event", true),
        ("/records/event", false),
        ("/unlock", true),
    ] {
        let length = if said {
            format!("Content-Length: {GIGABYTE}")
        } else {
            "Transfer-Encoding: chunked".to_owned()
        };
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n{length}"
        );
        let part = part.clone();
        let answer = site
            .ask(&head, move |stream| {
                for _ in 0..GIGABYTE / part.len() as u64 {
                    if !said {
                        stream
                            .write_all(format!("{:x}\r\n", part.len()).as_bytes())
                            .unwrap();
                    }
                    stream.write_all(&part).unwrap();
                    if !said {
                        stream.write_all(b"\r\n").unwrap();
                    }
                }
                if !said {
                    stream.write_all(b"0\r\n\r\n").unwrap();
                }
            })
            .await;
        assert!(
            answer.starts_with("HTTP/1.1 413"),
            "{path} {said}: {answer}"
        );
        assert!(answer.contains("This is too large"), "{answer}");
        assert!(answer.contains("content-security-policy"));
    }
    if let (Some(before), Some(after)) = (before, most_memory()) {
        let grown = (after - before) >> 20;
        println!("3 GiB sent, {grown} MiB of memory more");
        assert!(grown < 48, "{grown} MiB");
    }

    // A field of a million characters is given back to be shortened.
    let form = format!(
        "token={}&short=b&long={}",
        site.token,
        "a".repeat(1_000_000)
    );
    let answer = site.post("/records/event", form).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{}", &answer[..200]);
    assert!(answer.contains("1,000,000 characters") && answer.contains("<textarea"));
    assert!(answer.contains(&"a".repeat(1_000_000)), "nothing is lost");
    assert!(plain(&answer).contains("name=\"short\" value=\"b\""));

    // A stranger gets less room, and is told the same as ever.
    let stranger = Site {
        cookie: String::new(),
        port: site.port,
        token: String::new(),
        _folder: empty().0,
    };
    let answer = stranger.post("/records/event", "a".repeat(100_000)).await;
    assert!(answer.starts_with("HTTP/1.1 423"), "{answer}");

    // An upload is for the import only, and no other kind of body is for anything.
    for (path, kind) in [
        ("/records/event", "multipart/form-data; boundary=x"),
        ("/records/event", "application/json"),
        ("/import", "text/plain"),
    ] {
        let head = format!("POST {path} HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: 2");
        let answer = site
            .ask(&head, |stream| stream.write_all(b"{}").unwrap())
            .await;
        assert!(
            answer.starts_with("HTTP/1.1 415"),
            "{path} {kind}: {answer}"
        );
    }

    // A body that does not come to its end.
    let begun = Instant::now();
    let head = "POST /records/event HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100";
    let answer = site
        .ask(head, |stream| stream.write_all(b"token=").unwrap())
        .await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("This took too long"));
    assert!(
        begun.elapsed() < Duration::from_secs(30),
        "{:?}",
        begun.elapsed()
    );
    // And the pages are there as before.
    let start = site.ask("GET / HTTP/1.1", |_| {}).await;
    assert!(start.starts_with("HTTP/1.1 200"));
}
