//! Files on records: sent, sealed as they come, shown as dots, typed off, handed on, given back.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode, header};
use std::path::PathBuf;
use std::time::Duration;
use tower::ServiceExt;

use aigaq_journal::{Journal, Mode, Passphrase, unlock};
use aigaq_web::{App, Idle};
use aigaq_workspace::Workspace;

use crate::accessible::told_at;
use crate::fixture::{
    Answer, Folder, HOST, HOSTILE, between, empty, get, get_in, import_hostile, options, pages,
    plain, post, send, submit, token_of,
};

/// A jpeg of 2 × 2 dots, and the same with words behind it that must not be seen.
fn jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    let dots = [200, 10, 10, 200, 10, 10, 10, 10, 200, 10, 10, 200];
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90)
        .encode(&dots, 2, 2, image::ExtendedColorType::Rgb8)
        .unwrap();
    bytes.extend(b"GPS 43.238949N, phone of Aliya");
    bytes
}

fn site() -> (Folder, Router) {
    let (folder, mut workspace) = empty();
    import_hostile(&mut workspace);
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    (folder, pages(app))
}

/// The address of the one event.
async fn event(router: &Router) -> String {
    let page = get(router, "/records/event").await.body;
    let id = between(&page, "href=\"/record/", "\"").unwrap();
    id.split(['/', '?', '#']).next().unwrap().to_owned()
}

struct Sending {
    body: Vec<u8>,
}

impl Sending {
    async fn new(router: &Router, of: &str) -> Self {
        let page = get(router, &format!("/files?of={of}")).await.body;
        let (token, form) = (
            token_of(&page),
            between(&page, "name=\"form\" value=\"", "\""),
        );
        let mut sending = Self { body: Vec::new() };
        sending.field("token", &token);
        sending.field("form", form.unwrap());
        if !of.is_empty() {
            sending.field("of", of);
        }
        sending
    }

    fn field(&mut self, name: &str, value: &str) {
        let part =
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        self.body.extend(part.as_bytes());
    }

    fn file(&mut self, name: &str, bytes: &[u8]) {
        let part = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: image/jpeg\r\n\r\n"
        );
        self.body.extend(part.as_bytes());
        self.body.extend(bytes);
        self.body.extend(b"\r\n");
    }

    fn request(body: Body) -> Request<Body> {
        Request::post("/files")
            .header(header::HOST, HOST)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(body)
            .unwrap()
    }

    async fn send(mut self, router: &Router) -> Answer {
        self.body.extend(b"--x--\r\n");
        send(router, Self::request(Body::from(self.body))).await
    }
}

fn on_disk(folder: &Folder) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.dir.join("files"));
    entries.map_or_else(
        |_| Vec::new(),
        |entries| entries.map(|entry| entry.unwrap().path()).collect(),
    )
}

/// The addresses of the files on a page.
fn files_on(page: &str) -> Vec<String> {
    let found = page.split("href=\"/file/").skip(1);
    let mut all: Vec<String> = found
        .map(|rest| format!("/file/{}", rest.split(['"', '/']).next().unwrap()))
        .collect();
    all.dedup();
    all
}

async fn one_file(router: &Router, name: &str, bytes: &[u8]) -> String {
    let of = event(router).await;
    let mut sending = Sending::new(router, &of).await;
    sending.file(name, bytes);
    let sent = sending.send(router).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let files = files_on(
        &get(router, sent.header("location").split('#').next().unwrap())
            .await
            .body,
    );
    files.last().unwrap().clone()
}

#[tokio::test]
async fn several_files_are_added_to_a_record_at_once_and_the_same_one_is_kept_once() {
    let (folder, router) = site();
    let of = event(&router).await;
    let mut sending = Sending::new(&router, &of).await;
    sending.field("from", "his sister Zarina");
    sending.field("how", "messenger");
    sending.field("received", "17 April 2021");
    sending.file("IMG 1.jpg", &jpeg());
    sending.file("", b"");
    sending.file("call.ogg", b"OggS a call");
    let sent = sending.send(&router).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let location = sent.header("location").to_owned();
    assert!(
        location.starts_with(&format!("/record/{of}?added=2")),
        "{location}"
    );
    let page = get(&router, location.split('#').next().unwrap()).await.body;
    let text = plain(&page);
    assert!(
        text.contains("Kept: 2 files.") && text.contains("Voice recording"),
        "{text}"
    );
    assert_eq!(files_on(&page).len(), 2);
    assert_eq!(on_disk(&folder).len(), 2);
    // Sent once more, to no record in particular.
    let mut sending = Sending::new(&router, "").await;
    sending.file("same.jpg", &jpeg());
    let again = sending.send(&router).await;
    let page = get(&router, again.header("location").split('#').next().unwrap())
        .await
        .body;
    assert!(
        plain(&page).contains("Here already, not kept twice:"),
        "{page}"
    );
    assert_eq!(on_disk(&folder).len(), 2);
    let list = plain(&get_in(&router, "/files", "ru").await.body);
    assert!(list.contains("Все файлы") && !list.contains("⟦"), "{list}");
}

#[tokio::test]
async fn a_picture_is_shown_as_dots_and_the_original_is_given_back_untouched() {
    let (_folder, router) = site();
    let file = one_file(&router, "повестка.jpg", &jpeg()).await;
    let page = get(&router, &file).await.body;
    assert!(
        page.contains(&format!(
            "<img src=\"{file}/picture\" width=\"2\" height=\"2\""
        )),
        "{page}"
    );
    let text = plain(&page);
    assert!(text.contains("повестка.jpg") && text.contains("image/jpeg"));
    let hash = between(&page, "<code class=\"hash\">", "<").unwrap();
    assert_eq!(hash.len(), 64, "in full");
    for (address, kind) in [
        ("picture", "image/jpeg"),
        ("original", "application/octet-stream"),
    ] {
        let request = Request::get(format!("{file}/{address}")).header(header::HOST, HOST);
        let answer = router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.headers()[header::CONTENT_TYPE], kind);
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        let saved = answer.headers().get(header::CONTENT_DISPOSITION).cloned();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        match address {
            "original" => {
                let name = saved.unwrap().to_str().unwrap().to_owned();
                assert!(
                    name.starts_with("attachment; filename=\"21-0001.jpg"),
                    "{name}"
                );
                assert_eq!(bytes, jpeg());
            }
            _ => assert!(
                !bytes.windows(3).any(|part| part == b"GPS") && bytes.starts_with(b"\xff\xd8")
            ),
        }
    }
    let gone = get(&router, "/file/00000000000000000000000000000000").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_picture_is_kept_and_never_shown_run_or_trusted() {
    let (_folder, router) = site();
    let script = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let mut boast = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    boast.extend(100_000_u32.to_be_bytes());
    boast.extend(100_000_u32.to_be_bytes());
    boast.extend([8, 0, 0, 0, 0, 0, 0, 0, 0]);
    for (name, bytes, says) in [
        ("a.svg", &script[..], "This kind of file is not shown here"),
        (
            "photo.jpg",
            b"<!doctype html><script>alert(1)</script>",
            "by its contents it is text/html",
        ),
        ("huge.png", &boast, "cannot be shown"),
        ("cut.jpg", &jpeg()[..40], "cannot be shown"),
        (
            "MZ.png",
            b"MZ\x90\0\x03",
            "by its contents it is application/octet-stream",
        ),
    ] {
        let file = one_file(&router, name, bytes).await;
        let page = get(&router, &file).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(plain(&page.body).contains(says), "{name}: {}", page.body);
        assert!(
            !page.body.contains("<img") && !page.body.contains("<script>alert"),
            "{name}"
        );
        let picture = get(&router, &format!("{file}/picture")).await;
        assert_eq!(picture.status, StatusCode::NOT_FOUND, "{name}");
        let original = get(&router, &format!("{file}/original")).await;
        assert_eq!(original.header("content-type"), "application/octet-stream");
        assert!(
            original
                .header("content-disposition")
                .starts_with("attachment")
        );
    }
}

#[tokio::test]
async fn names_that_lie_or_never_end_do_no_harm() {
    let (folder, router) = site();
    let long = format!("{}.jpg", "ы".repeat(4_000));
    for (n, name) in [
        &long,
        "../../../../etc/passwd",
        "C:\\\\Users\\\\Aliya\\\\x.jpg",
        "a\u{202e}gpj.exe",
        "<script>alert(1)</script>.jpg",
        &HOSTILE.replace('"', "%22"),
    ]
    .into_iter()
    .enumerate()
    {
        let file = one_file(&router, name, format!("bytes {n}").as_bytes()).await;
        let page = get(&router, &file).await;
        assert_eq!(page.status, StatusCode::OK, "{name:?}");
        for never in ["<script>alert", "../..", "Aliya", "\u{202e}", "\u{1b}"] {
            assert!(!page.body.contains(never), "{name:?}: {never:?}");
        }
    }
    assert_eq!(on_disk(&folder).len(), 6);
    // Signs that no header may have: nothing is kept, and what to do is said.
    let mut sending = Sending::new(&router, "").await;
    sending.file("\u{7}\u{1b}[2J.jpg", b"x");
    let refused = sending.send(&router).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        plain(&refused.body).contains("a short, simple name"),
        "{}",
        refused.body
    );
    assert_eq!(on_disk(&folder).len(), 6);
    assert!(!folder.dir.join("etc").exists());
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_and_what_came_before_it_is_kept() {
    let (folder, router) = site();
    let of = event(&router).await;
    // No file; one without a single byte; a date that is none.
    let mut nothing = Sending::new(&router, &of).await;
    nothing.file("", b"");
    let answer = nothing.send(&router).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(plain(&answer.body).contains("No file was chosen"));
    let mut hollow = Sending::new(&router, &of).await;
    hollow.field("from", "Zarina");
    hollow.file("good.txt", b"good");
    hollow.file("empty.txt", b"");
    let answer = hollow.send(&router).await;
    let text = plain(&answer.body);
    assert!(
        text.contains("empty.txt: ") && text.contains("the file is empty"),
        "{text}"
    );
    assert!(text.contains("One file was kept all the same."), "{text}");
    assert!(
        answer.body.contains("value=\"Zarina\""),
        "what was typed stands there"
    );
    let mut undated = Sending::new(&router, &of).await;
    undated.field("received", "31 February 2021");
    undated.file("late.txt", b"late");
    let answer = undated.send(&router).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("value=\"31 February 2021\""),
        "{}",
        answer.body
    );
    assert_eq!(on_disk(&folder).len(), 1, "nothing of the others");
    // Broken off in the midst.
    let mut broken = Sending::new(&router, &of).await;
    broken.file("half.bin", &[7; 300_000]);
    let whole = broken.body.len();
    broken.body.truncate(whole - 100_000);
    let answer = send(&router, Sending::request(Body::from(broken.body))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        plain(&answer.body).contains("half.bin: "),
        "{}",
        answer.body
    );
    assert_eq!(on_disk(&folder).len(), 1);
    // Without the sign, or with another's.
    let mut forged = Sending { body: Vec::new() };
    forged.field("token", "f00d");
    forged.file("x.txt", b"x");
    assert_eq!(forged.send(&router).await.status, StatusCode::FORBIDDEN);
    let mut late = Sending { body: Vec::new() };
    late.file("x.txt", b"x");
    assert_eq!(late.send(&router).await.status, StatusCode::FORBIDDEN);
    let plain_form = post(
        &router,
        "/files",
        &[("token", &token_of(&get(&router, "/").await.body))],
    )
    .await;
    assert!(plain_form.status.is_client_error(), "{}", plain_form.status);
    assert_eq!(on_disk(&folder).len(), 1);
}

#[tokio::test]
async fn more_than_is_taken_is_refused_before_it_is_sealed() {
    let (folder, router) = site();
    let mut sending = Sending::new(&router, "").await;
    sending.file("large.mp4", b"only its length matters");
    let mut request = Sending::request(Body::from(sending.body));
    let length = (5_u64 << 30).to_string();
    *request.body_mut() = Body::new(Boasting(std::mem::take(request.body_mut())));
    request
        .headers_mut()
        .insert(header::CONTENT_LENGTH, length.parse().unwrap());
    let answer = send(&router, request).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(plain(&answer.body).contains("4,096 MB"), "{}", answer.body);
    assert!(on_disk(&folder).is_empty());
}

/// A body that says it has five gigabytes.
struct Boasting(Body);

impl axum::body::HttpBody for Boasting {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        std::pin::Pin::new(&mut self.0).poll_frame(context)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(5 << 30)
    }
}

#[tokio::test]
async fn the_lock_ends_an_upload_and_leaves_nothing_of_it() {
    let (folder, workspace) = empty();
    let mut wished = options(&folder, Some(workspace));
    wished.idle = Idle::For(Duration::from_secs(60));
    let router = pages(App::new(wished, 4480).unwrap());
    let mut sending = Sending::new(&router, "").await;
    sending.file("video.mp4", &vec![7; 200_000]);
    let token = token_of(&get(&router, "/").await.body);
    let (send_more, pieces) = tokio::sync::mpsc::channel::<std::io::Result<Bytes>>(4);
    send_more.send(Ok(Bytes::from(sending.body))).await.unwrap();
    let body = Body::from_stream(Pieces(pieces));
    let sender = {
        let router = router.clone();
        tokio::spawn(async move { send(&router, Sending::request(body)).await })
    };
    // It is being sealed.
    let begun = std::time::Instant::now();
    while on_disk(&folder).is_empty() && begun.elapsed() < Duration::from_secs(20) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(on_disk(&folder).len(), 1);
    post(&router, "/lock", &[("token", &token)]).await;
    let answer = tokio::time::timeout(Duration::from_secs(5), sender)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(answer.status, StatusCode::LOCKED);
    assert!(on_disk(&folder).is_empty(), "nothing is left of it");
    drop(send_more);
}

/// Sends what is given and then no more, until the answer is there.
async fn sent_and_locked(router: &Router, (sending, seen): (Sending, impl Fn() -> bool)) -> Answer {
    let token = token_of(&get(router, "/").await.body);
    let (send_more, pieces) = tokio::sync::mpsc::channel::<std::io::Result<Bytes>>(4);
    send_more.send(Ok(Bytes::from(sending.body))).await.unwrap();
    let body = Body::from_stream(Pieces(pieces));
    let sender = {
        let router = router.clone();
        tokio::spawn(async move { send(&router, Sending::request(body)).await })
    };
    let begun = std::time::Instant::now();
    while !seen() && begun.elapsed() < Duration::from_secs(20) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(seen());
    post(router, "/lock", &[("token", &token)]).await;
    let answer = tokio::time::timeout(Duration::from_secs(5), sender);
    let answer = answer.await.unwrap().unwrap();
    drop(send_more);
    answer
}

#[tokio::test]
async fn a_lock_in_the_second_file_of_two_says_that_the_first_one_was_kept() {
    let (folder, router) = site();
    let of = event(&router).await;
    let mut sending = Sending::new(&router, &of).await;
    sending.file("IMG 1.jpg", &jpeg());
    sending.file("video.mp4", &vec![7; 200_000]);
    // The first has its name, the second is being sealed.
    let two = || on_disk(&folder).len() == 2;
    let answer = sent_and_locked(&router, (sending, two)).await;
    assert_eq!(answer.status, StatusCode::LOCKED);
    let text = plain(&answer.body);
    assert!(
        text.contains("One file had come whole: it is kept"),
        "{text}"
    );
    assert!(!text.contains("was not saved and could not be kept"));
    assert!(!answer.body.contains("IMG 1"), "a number, no name");
    assert_eq!(on_disk(&folder).len(), 1);
    crate::forms::unlock(&router).await;
    let page = get(&router, &format!("/record/{of}")).await.body;
    assert_eq!(files_on(&page).len(), 1);
}

#[tokio::test]
async fn the_lock_ends_also_what_is_read_on_after_a_fault() {
    let (folder, router) = site();
    let mut sending = Sending::new(&router, "").await;
    sending.field("received", "the day before never");
    sending.file("video.mp4", &vec![7; 200_000]);
    let begun = std::time::Instant::now();
    let a_second = || begun.elapsed() > Duration::from_secs(1);
    let answer = sent_and_locked(&router, (sending, a_second)).await;
    assert_eq!(answer.status, StatusCode::LOCKED);
    let text = plain(&answer.body);
    assert!(
        text.contains("was not saved and could not be kept"),
        "{text}"
    );
    assert!(on_disk(&folder).is_empty());
}

#[tokio::test]
async fn what_came_whole_waits_for_another_program_that_writes() {
    let (folder, workspace) = empty();
    drop(workspace);
    let passphrase = Passphrase::new(aigaq_testkit::PASSPHRASE);
    let shared = Workspace::open_to_share(&folder.dir, &passphrase).unwrap();
    let router = pages(App::new(options(&folder, Some(shared)), 4480).unwrap());
    let mut sending = Sending::new(&router, "").await;
    sending.file("call.ogg", b"OggS a call");
    let importing = unlock(&folder.dir, &passphrase).unwrap();
    let importing = Journal::open(&importing, Mode::Write).unwrap();
    let sender = {
        let router = router.clone();
        tokio::spawn(async move { sending.send(&router).await })
    };
    // Longer than anybody waits for the right to write.
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert!(!sender.is_finished());
    drop(importing);
    let answer = tokio::time::timeout(Duration::from_secs(20), sender);
    let answer = answer.await.unwrap().unwrap();
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(answer.header("location").contains("added=1"));
}

/// A capture of two pages, as other programs pack it: by Python's own zip.
fn wacz(folder: &Folder, change: &str) -> Vec<u8> {
    let script = r#"
import hashlib, json, sys, zipfile
at, change = sys.argv[1], sys.argv[2]
told = lambda b: "sha256:" + hashlib.sha256(b).hexdigest()
pages = [{"url": "https://news.example/<b>1", "ts": "2021-05-03T10:01:02Z", "title": "<script>alert(1)</script>"},
    {"url": "https://news.example/2", "ts": "2021-05-03T10:01:02Z"}]
parts = {"archive/data.warc.gz": b"WARC/1.1", "pages/pages.jsonl": "\n".join(map(json.dumps, pages)).encode()}
package = json.dumps({"software": "archiver 1.2", "resources": [{"path": p, "hash": told(b)} for p, b in parts.items()]})
parts["archive/data.warc.gz"] += change.encode()
parts["datapackage.json"] = package.encode()
with zipfile.ZipFile(at, "w") as zip:
    for path, b in parts.items():
        zip.writestr(path, b)
"#;
    let at = folder.dir.with_extension("wacz");
    let mut python = std::process::Command::new("python3");
    let made = python.args(["-c", script]).arg(&at).arg(change).status();
    assert!(made.unwrap().success());
    std::fs::read(at).unwrap()
}

#[tokio::test]
async fn a_saved_page_tells_its_addresses_and_what_of_it_was_changed() {
    let (folder, router) = site();
    let good = one_file(&router, "page.wacz", &wacz(&folder, "")).await;
    let page = get(&router, &good).await.body;
    let text = plain(&page);
    for says in [
        "https://news.example/<b>1",
        "https://news.example/2",
        "archiver 1.2",
        "Digests hold",
        "Saved web page",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    assert!(!page.contains("<script>alert") && !page.contains("<b>1"));
    assert!(
        !page.contains("href=\"https://news.example"),
        "nobody goes there by a slip"
    );
    assert!(!text.contains("do not all hold"));
    let of = event(&router).await;
    let mut sending = Sending::new(&router, &of).await;
    sending.file("other.wacz", &wacz(&folder, " changed"));
    let sent = sending.send(&router).await;
    let location = sent.header("location").to_owned();
    assert!(location.contains("added=1&differ=1"), "{location}");
    let told = get_in(&router, location.split('#').next().unwrap(), "ru").await;
    let text = plain(&told.body);
    assert!(text.contains("сходятся не все контрольные суммы"), "{text}");
    let files = files_on(&told.body);
    let page = get(&router, files.last().unwrap()).await.body;
    let text = plain(&page);
    assert!(
        text.contains("do not all hold: Changed.") && text.contains("Parts: archive/data.warc.gz"),
        "{text}"
    );
}

struct Pieces(tokio::sync::mpsc::Receiver<std::io::Result<Bytes>>);

impl futures_core::Stream for Pieces {
    type Item = std::io::Result<Bytes>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn version_of(page: &str) -> String {
    between(page, "name=\"version\" value=\"", "\"")
        .unwrap()
        .to_owned()
}

async fn typed(router: &Router, file: &str, page: &str, text: &str) -> Answer {
    let (token, version) = (token_of(page), version_of(page));
    let form = between(page, "name=\"form\" value=\"", "\"").unwrap();
    let pairs = [
        ("token", token.as_str()),
        ("form", form),
        ("version", &version),
        ("language", "ru"),
        ("text", text),
    ];
    post(router, &format!("{file}/text"), &pairs).await
}

#[tokio::test]
async fn a_page_is_typed_off_beside_its_picture_and_no_text_is_lost() {
    let (_folder, router) = site();
    let file = one_file(&router, "summons.jpg", &jpeg()).await;
    let before = get(&router, &file).await.body;
    let saved = typed(&router, &file, &before, "ПОВЕСТКА\nявиться завтра").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = get(&router, saved.header("location")).await.body;
    assert!(
        plain(&page).contains("ПОВЕСТКА\nявиться завтра</textarea>"),
        "{page}"
    );
    // From a page that somebody opened before.
    let late = typed(&router, &file, &before, &format!("late {HOSTILE}")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = plain(&late.body);
    assert!(
        text.contains("nothing was saved") && text.contains("late "),
        "{text}"
    );
    assert!(
        text.contains("явиться завтра"),
        "what is kept stands beside it"
    );
    assert!(!late.body.contains("<script>alert"));
    // Sent once more, having seen both.
    let again = typed(&router, &file, &late.body, "late").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert!(plain(&get(&router, &file).await.body).contains("late</textarea>"));
}

#[tokio::test]
async fn a_step_of_custody_stands_in_the_table_and_a_bad_one_is_shown_again() {
    let (_folder, router) = site();
    let file = one_file(&router, "summons.jpg", &jpeg()).await;
    let page = get(&router, &file).await.body;
    let (token, form) = (
        token_of(&page),
        between(&page, "name=\"form\" value=\"", "\"").unwrap(),
    );
    let address = format!("{file}/custody");
    let bad = [
        ("token", token.as_str()),
        ("form", form),
        ("step", "handed_over"),
        ("date", "32 May"),
        ("taken_by", "lawyer B."),
    ];
    let refused = post(&router, &address, &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("value=\"32 May\"") && refused.body.contains("value=\"lawyer B.\"")
    );
    let good = [
        ("token", token.as_str()),
        ("form", form),
        ("step", "handed_over"),
        ("date", "3 May 2021"),
        ("taken_by", "lawyer B."),
    ];
    let saved = post(&router, &address, &good).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = plain(&get(&router, saved.header("location")).await.body);
    assert!(
        page.contains("Handed over") && page.contains("lawyer B.") && page.contains("May"),
        "{page}"
    );
    assert!(page.contains("Received"), "how it came is the first row");
    let twice = post(&router, &address, &good).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
    let page = get(&router, &file).await.body;
    assert_eq!(
        page.matches("lawyer B.").count(),
        1,
        "sent twice, said once"
    );
}

#[tokio::test]
async fn what_is_refused_of_a_file_or_a_step_is_told_at_its_field() {
    let (folder, router) = site();
    let of = event(&router).await;
    for (field, id, typed, told) in [
        ("received", "f-received", "31.02.2024", "31"),
        ("made", "f-made", "никогда", "никогда"),
        ("received", "f-received", "tomorrow", "has not come"),
        ("from", "f-from", "C-077", "C-014"),
        ("from_code", "g-code", "C-077", "C-014"),
    ] {
        let mut sending = Sending::new(&router, &of).await;
        sending.field(field, typed);
        sending.file("summons.jpg", &jpeg());
        let refused = sending.send(&router).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let page = plain(&refused.body);
        assert!(told_at(&refused.body, id).contains(told), "{field}: {page}");
        assert!(page.contains(&format!("value=\"{typed}\"")), "{field}");
        assert!(on_disk(&folder).is_empty(), "nothing was taken in");
    }
    let file = one_file(&router, "summons.jpg", &jpeg()).await;
    let page = get(&router, &file).await.body;
    let token = token_of(&page);
    let form = between(&page, "name=\"form\" value=\"", "\"").unwrap();
    let step = |field: &'static str, typed: &'static str| {
        let mut step = vec![("token", token.as_str()), ("form", form), (field, typed)];
        if field != "step" {
            step.push(("step", "copied"));
        }
        step
    };
    let address = format!("{file}/custody");
    for (field, id, typed, told) in [
        ("date", "c-date", "31.02.2024", "31"),
        ("date", "c-date", "tomorrow", "has not come"),
        ("step", "c-step", "", "choose"),
        ("given_by", "c-given", "C-077", "C-014"),
        ("taken_by", "c-taken", "C-077", "C-014"),
    ] {
        let refused = post(&router, &address, &step(field, typed)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let page = plain(&refused.body);
        assert!(told_at(&refused.body, id).contains(told), "{field}: {page}");
        assert!(
            typed.is_empty() || page.contains(&format!("value=\"{typed}\"")),
            "{field}"
        );
    }
    // Who must not be known has a kind that somebody chose.
    let page = get(&router, "/confidential").await.body;
    let second = "вторая фраза для источников";
    let set_up = [
        ("token", &*token_of(&page)),
        ("new", second),
        ("new_again", second),
    ];
    post(&router, "/confidential/set-up", &set_up).await;
    let refused = post(&router, &address, &step("from_name", "Зарина")).await;
    let page = plain(&refused.body);
    assert!(
        told_at(&refused.body, "g-kind").contains("kind not told"),
        "{page}"
    );
    assert!(page.contains("value=\"Зарина\""));
}

#[tokio::test]
async fn a_file_removed_from_the_folder_by_hand_is_told_of_and_its_record_stands() {
    let (folder, router) = site();
    let file = one_file(&router, "summons.jpg", &jpeg()).await;
    for path in on_disk(&folder) {
        std::fs::remove_file(path).unwrap();
    }
    let page = get(&router, &file).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = plain(&page.body);
    assert!(
        text.contains("The file is not on the disk") && text.contains("summons.jpg"),
        "{text}"
    );
    assert!(!page.body.contains("<img"));
    let original = get(&router, &format!("{file}/original")).await;
    assert_eq!(original.status, StatusCode::GONE);
    let told = plain(&original.body);
    assert!(
        told.contains("The file is not on the disk") && !told.contains("os error"),
        "{told}"
    );
    assert!(!text.contains("Take the original"), "{text}");
    // The record's own page stands, and leads to it.
    let record = get(&router, &file.replace("/file/", "/record/")).await;
    assert!(record.status == StatusCode::OK && record.body.contains(&format!("href=\"{file}\"")));
}

/// Sends a form and takes the bytes of the answer.
async fn bag(router: &Router, form: &[(&str, &str)]) -> (StatusCode, Vec<u8>) {
    let request = crate::fixture::form_request("/bag", form);
    let request = request.body(crate::fixture::form_body(form)).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await;
    (
        status,
        bytes.map(|bytes| bytes.to_vec()).unwrap_or_default(),
    )
}

/// Another step of custody.
async fn one_more(router: &Router, file: &str) {
    let page = get(router, file).await.body;
    let form = between(&page, "name=\"form\" value=\"", "\"").unwrap();
    let token = token_of(&page);
    let step = [
        ("token", token.as_str()),
        ("form", form),
        ("step", "copied"),
        ("note", "through Saule"),
    ];
    post(router, &format!("{file}/custody"), &step).await;
}

#[tokio::test]
async fn a_bag_tells_who_is_in_it_and_is_sent_with_what_is_ticked_or_not_at_all() {
    let (folder, router) = site();
    let file = one_file(&router, "IMG Aliya.jpg", &jpeg()).await;
    let file_id = file.rsplit('/').next().unwrap().to_owned();
    let event = event(&router).await;
    let there = format!("/bag?record={event}");
    let record = get(&router, &format!("/record/{event}")).await.body;
    assert!(record.contains(&there), "{record}");
    let page = get(&router, &there).await.body;
    let text = plain(&page);
    assert!(
        text.contains("nothing is masked") && text.contains("Who is in it") && text.contains("F-"),
        "{text}"
    );
    // What leaves is shown before, the name that the file came with, too.
    assert!(
        text.contains("came as") && text.contains("IMG Aliya"),
        "{text}"
    );
    let ru = plain(&get_in(&router, &there, "ru").await.body);
    assert!(
        ru.contains("Это внутренний материал") && !ru.contains("⟦"),
        "{ru}"
    );
    let token = token_of(&page);
    let field = |page: &str, name: &str| {
        let before = format!("name=\"{name}\" value=\"");
        between(page, &before, "\"").unwrap().to_owned()
    };
    let (form, mark) = (field(&page, "form"), field(&page, "mark"));
    let mut all = vec![
        ("token", &*token),
        ("form", &*form),
        ("mark", &*mark),
        ("record", &*event),
    ];
    // For whom it is must be said, and what was typed stays.
    let (status, asked) = bag(&router, &all).await;
    let asked = plain(&String::from_utf8(asked).unwrap());
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && asked.contains("say for whom"),
        "{asked}"
    );
    all.push(("for", "lawyer B."));
    let (_, without) = bag(&router, &all).await;
    assert!(without.starts_with(b"PK"));
    let has = |zip: &[u8], what: &[u8]| zip.windows(what.len()).any(|window| window == what);
    assert!(!has(&without, &jpeg()) && !has(&without, b"IMG Aliya"));
    // The page is another one since: that it was handed over stands in the journal.
    let page = get(&router, &there).await.body;
    let (form, mark) = (field(&page, "form"), field(&page, "mark"));
    (all[1].1, all[2].1) = (&form, &mark);
    all.push(("with", &file_id));
    let (status, zip) = bag(&router, &all).await;
    assert!(
        status == StatusCode::OK && zip.starts_with(b"PK"),
        "{status}"
    );
    assert!(
        has(&zip, &jpeg())
            && has(&zip, b"evidence/VERIFY.txt")
            && has(&zip, b"evidence/data/files/F-")
    );
    let custody = plain(&get(&router, &file).await.body);
    assert!(
        custody.contains("Handed over") && custody.contains("lawyer B."),
        "{custody}"
    );
    let (status, none) = bag(&router, &all[1..]).await;
    assert!(status != StatusCode::OK || !has(&none, b"PK"), "{status}");
    // What was added since it was shown does not go out unseen.
    let page = get(&router, &there).await.body;
    let (form, mark) = (field(&page, "form"), field(&page, "mark"));
    (all[1].1, all[2].1) = (&form, &mark);
    one_more(&router, &file).await;
    let (status, shown) = bag(&router, &all).await;
    let shown = plain(&String::from_utf8(shown).unwrap());
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY
            && shown.contains("other things would go in")
            && shown.contains("through Saule"),
        "{shown}"
    );
    // One that is gone from the disk cannot be ticked, and is no reason for a bag without a word.
    std::fs::remove_file(&on_disk(&folder)[0]).unwrap();
    let page = get(&router, &there).await.body;
    assert!(page.contains("disabled"), "{page}");
    let (form, mark) = (field(&page, "form"), field(&page, "mark"));
    (all[1].1, all[2].1) = (&form, &mark);
    let (status, none) = bag(&router, &all).await;
    assert!(status != StatusCode::OK && !has(&none, b"PK"), "{status}");
    // Several records, by what people call them.
    let two = get(&router, &format!("{there}&record={file_id}")).await;
    assert_eq!(two.status, StatusCode::OK);
    let nobody = get(&router, "/bag?record=26-9999").await;
    assert!(plain(&nobody.body).contains("nothing has the number “26-9999”"));
    assert_ne!(nobody.status, StatusCode::OK);
    assert_ne!(get(&router, "/bag").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_damaged_file_is_told_of_before_the_bag_is_made_and_in_the_bag() {
    let (folder, router) = site();
    one_file(&router, "IMG Aliya.jpg", &jpeg()).await;
    let event = event(&router).await;
    let there = format!("/bag?record={event}");
    let kept = &on_disk(&folder)[0];
    let mut bytes = std::fs::read(kept).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(kept, bytes).unwrap();
    let page = get(&router, &there).await.body;
    let text = plain(&page);
    let digest = between(&page, "<code>", "</code>").unwrap();
    assert!(
        text.contains("One file is not whole") && text.contains("add the same file again"),
        "{text}"
    );
    assert!(page.contains("disabled") && digest.len() == 64, "{page}");
    let ru = plain(&get_in(&router, &there, "ru").await.body);
    assert!(ru.contains("1 файл повреждён или недоступен") && ru.contains(digest));
    let field = |name: &str| {
        let before = format!("name=\"{name}\" value=\"");
        between(&page, &before, "\"").unwrap().to_owned()
    };
    let (token, form, mark) = (field("token"), field("form"), field("mark"));
    let (status, zip) = bag(
        &router,
        &[
            ("token", &token),
            ("form", &form),
            ("mark", &mark),
            ("record", &event),
            ("for", "lawyer B."),
        ],
    )
    .await;
    assert!(status == StatusCode::OK && zip.starts_with(b"PK"));
    let has = |what: &str| {
        zip.windows(what.len())
            .any(|window| window == what.as_bytes())
    };
    assert!(has("data/left_out.txt") && has(digest) && has("not those that were kept"));
    assert!(!has("IMG Aliya") && !has("evidence/data/files/"));
}

#[tokio::test]
async fn who_gave_a_file_and_must_not_be_known_stands_on_no_page_and_in_no_bag() {
    let (_folder, router) = site();
    let of = event(&router).await;
    let second = [
        ("new", "вторая фраза для всех"),
        ("new_again", "вторая фраза для всех"),
    ];
    let set_up = submit(&router, "/confidential/set-up", &second).await;
    assert_eq!(set_up.status, StatusCode::SEE_OTHER, "{}", set_up.body);
    let form = get(&router, &format!("/files?of={of}")).await.body;
    assert!(form.contains("name=\"from_name\"") && form.contains("name=\"from_code\""));
    // Without a kind that there is nothing is kept, and who it is is given back to be sent again.
    let mut wrong = Sending::new(&router, &of).await;
    wrong.field("from_kind", "zzz");
    wrong.field("from_name", "Канарейкова");
    wrong.file("a.jpg", &jpeg());
    let refused = wrong.send(&router).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("value=\"Канарейкова\""),
        "{}",
        refused.body
    );
    let mut sending = Sending::new(&router, &of).await;
    sending.field("from_kind", "relative");
    sending.field("from_name", "Канарейкова");
    sending.field("from_contact", "+7 701 555 01 73");
    sending.file("a.jpg", &jpeg());
    sending.file("b.bin", b"another one");
    let sent = sending.send(&router).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let record = get(&router, sent.header("location").split('#').next().unwrap()).await;
    let files = files_on(&record.body);
    assert_eq!(files.len(), 2);
    for file in &files {
        let page = get(&router, file).await.body;
        assert!(
            page.contains("C-001, relative") && !page.contains("Канарейкова"),
            "{page}"
        );
        assert!(
            !page.contains("C-002"),
            "one source for all files of a form"
        );
    }
    let page = get(&router, &files[0]).await.body;
    let (token, form) = (
        token_of(&page),
        between(&page, "name=\"form\" value=\"", "\"").unwrap(),
    );
    let step = [
        ("token", token.as_str()),
        ("form", form),
        ("step", "returned"),
        ("taken_by", "C-001"),
        ("from_kind", "lawyer"),
        ("from_name", "Синичкин"),
    ];
    let saved = post(&router, &format!("{}/custody", files[0]), &step).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = get(&router, &files[0]).await.body;
    assert!(
        page.contains("C-002, lawyer") && !page.contains("Синичкин"),
        "{page}"
    );
    let of_bag = get(&router, &files[0].replace("/file/", "/bag?record="))
        .await
        .body;
    assert!(
        of_bag.contains("C-001, relative") && !of_bag.contains("Канарейкова"),
        "{of_bag}"
    );
    // The bag itself, as it leaves.
    let sent = |name: &str| {
        let before = format!("name=\"{name}\" value=\"");
        between(&of_bag, &before, "\"").unwrap().to_owned()
    };
    let file = files[0].replace("/file/", "");
    let (token, form, mark) = (token_of(&of_bag), sent("form"), sent("mark"));
    let all = [
        ("token", &*token),
        ("form", &*form),
        ("mark", &*mark),
        ("record", &*file),
        ("with", &*file),
        ("for", "lawyer B."),
    ];
    let (status, zip) = bag(&router, &all).await;
    assert_eq!(status, StatusCode::OK);
    let has = |what: &str| zip.windows(what.len()).any(|part| part == what.as_bytes());
    assert!(has("C-001, relative") && has("C-002, lawyer"));
    assert!(!has("Канарейкова") && !has("Синичкин") && !has("555 01 73"));
}

#[tokio::test]
async fn a_name_is_kept_as_it_was_before_the_browser_wrote_it_into_the_form() {
    let (_folder, router) = site();
    let file = one_file(&router, "con%0Aline %22x%22 50%25.jpg", &jpeg()).await;
    let page = plain(&get(&router, &file).await.body);
    assert!(page.contains("conline \"x\" 50%25.jpg"), "{page}");
}
