//! Serving for real: the port, the note, the lock from outside, the end.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use aigaq_web::{LOCK_TOKEN_HEADER, Pages, SERVING_FILE, WebError};

use crate::fixture::{between, empty, options};

async fn talk(port: u16, head: &str) -> String {
    let request = format!("{head}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn pages_are_served_locked_from_outside_and_ended() {
    let (folder, workspace) = empty();
    let mut wished = options(&folder, Some(workspace));
    wished.port = 0;
    let pages = Pages::bind(wished).await.unwrap();
    let address = pages.address();
    let port: u16 = between(&address, "127.0.0.1:", "/")
        .unwrap()
        .parse()
        .unwrap();
    let entrance = &address[address.find("/open/").unwrap()..];
    let note = folder.dir.join(SERVING_FILE);
    let text = std::fs::read_to_string(&note).unwrap();
    let token = between(&text, "lock_token = \"", "\"").unwrap().to_owned();
    assert!(text.contains(&format!("port = {port}\n")));
    assert!(text.contains(&format!("pid = {}\n", std::process::id())));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&note).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "only the keeper reads the token");
    }

    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let serving = tokio::spawn(pages.serve(async move {
        while !stopped.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }));
    assert!(
        talk(port, "GET / HTTP/1.1")
            .await
            .starts_with("HTTP/1.1 423"),
        "whoever did not come through the printed address sees nothing"
    );
    let entered = talk(port, &format!("GET {entrance} HTTP/1.1")).await;
    let cookie = between(&entered, "set-cookie: ", ";").unwrap().to_owned();
    assert!(cookie.starts_with(&format!("aigaq-{port}=")), "{entered}");
    let seen = format!("GET / HTTP/1.1\r\nCookie: {cookie}");
    assert!(talk(port, &seen).await.starts_with("HTTP/1.1 200"));
    let again = talk(port, &format!("GET {entrance} HTTP/1.1")).await;
    assert!(!again.contains("set-cookie"), "it works once: {again}");

    let with_wrong = format!(
        "POST /lock HTTP/1.1\r\n{LOCK_TOKEN_HEADER}: {}",
        token.replace(|_| true, "0")
    );
    assert!(talk(port, &with_wrong).await.starts_with("HTTP/1.1 403"));
    assert!(talk(port, &seen).await.starts_with("HTTP/1.1 200"));
    let with_token = format!("POST /lock HTTP/1.1\r\n{LOCK_TOKEN_HEADER}: {token}");
    assert!(talk(port, &with_token).await.starts_with("HTTP/1.1 204"));
    assert!(talk(port, &seen).await.starts_with("HTTP/1.1 423"));

    stop.store(true, Ordering::SeqCst);
    tokio::time::timeout(Duration::from_secs(10), serving)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    assert!(!note.exists(), "the note goes with the program");
}

#[tokio::test]
async fn a_taken_port_is_named_with_what_to_do() {
    let (folder, workspace) = empty();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut wished = options(&folder, Some(workspace));
    wished.port = other.local_addr().unwrap().port();
    let port = wished.port;
    match Pages::bind(wished).await {
        Err(why @ WebError::PortTaken(_)) => assert_eq!(
            why.to_string(),
            format!(
                "port {port} is taken by another program: choose another with --port, or stop it"
            )
        ),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("two programs at one port"),
    }
    assert!(!folder.dir.join(SERVING_FILE).exists());
}

#[tokio::test]
async fn a_note_left_by_a_killed_program_is_no_harm() {
    let (folder, workspace) = empty();
    let note = folder.dir.join(SERVING_FILE);
    std::fs::write(&note, "port = 1\npid = 1\nlock_token = \"old\"\n").unwrap();
    let mut wished = options(&folder, Some(workspace));
    wished.port = 0;
    let pages = Pages::bind(wished).await.unwrap();
    assert!(!std::fs::read_to_string(&note).unwrap().contains("old"));
    // Another program took over meanwhile: its note stays.
    std::fs::write(&note, "port = 2\npid = 2\nlock_token = \"theirs\"\n").unwrap();
    drop(pages);
    assert!(std::fs::read_to_string(&note).unwrap().contains("theirs"));
}
