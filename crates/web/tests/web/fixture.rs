//! Workspaces to read, and requests to read them with.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use aigaq_journal::{Mode, Passphrase, create_with};
use aigaq_schema::{Day, Schema};
use aigaq_web::{App, Idle, ServeOptions, router};
use aigaq_workspace::{DocumentReader, ImportWish, Mapped, Tables, Workspace};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tokio::sync::OnceCell;
use tower::ServiceExt;

pub const HOST: &str = "127.0.0.1:4480";

/// A page without the scripts of our own.
pub fn without_own_scripts(page: &str) -> String {
    let own =
        ["echo", "keys"].map(|name| format!("<script src=\"/static/{name}.js\" defer></script>"));
    own.iter()
        .fold(page.to_owned(), |page, script| page.replace(script, ""))
}

/// Words that would run if they were not escaped.
pub const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{7*7}}";

/// A folder with a workspace in it; it goes when this is dropped.
pub struct Folder {
    _temporary: tempfile::TempDir,
    pub dir: PathBuf,
}

/// A new, empty workspace under [`aigaq_testkit::PASSPHRASE`].
pub fn empty() -> (Folder, Workspace) {
    let temporary = tempfile::tempdir().unwrap();
    let dir = temporary.path().join("secret-name");
    let passphrase = Passphrase::new(aigaq_testkit::PASSPHRASE);
    let (unlocked, _) = create_with(&dir, &passphrase, aigaq_testkit::FAST).unwrap();
    let workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    (
        Folder {
            _temporary: temporary,
            dir,
        },
        workspace,
    )
}

pub fn import(workspace: &mut Workspace, tables: &Path, mapped: &str) {
    let wish = ImportWish {
        tables: Tables::Path(tables),
        mapped: Mapped::named(mapped, Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: aigaq_schema::Language::En,
        now: (1_626_940_800, "UTC".to_owned()),
    };
    let outcome = workspace.import(&wish, |_| {}).unwrap();
    assert!(outcome.change_set.is_some(), "{:?}", outcome.quarantined);
}

/// One event with hostile words wherever words can stand.
pub fn import_hostile(workspace: &mut Workspace) {
    let quoted = HOSTILE.replace('"', "\"\"");
    let events = format!("id,title,summary\nx1,\"{quoted}\",\"{quoted} zhostile\"\n");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("event.csv");
    std::fs::write(&file, events).unwrap();
    import(workspace, &file, "event");
}

pub fn options(folder: &Folder, workspace: Option<Workspace>) -> ServeOptions {
    ServeOptions {
        dir: folder.dir.clone(),
        workspace,
        port: 4480,
        idle: Idle::For(Duration::from_secs(300)),
        reader: DocumentReader::Here,
        // However slow the machine is, a page shows what was computed.
        patience: Duration::from_secs(3600),
        today: || Day::from_ymd(2021, 7, 22).unwrap(),
        now: || (1_626_912_000, "Asia/Almaty".to_owned()),
    }
}

/// The pages as one browser sees them: what they leave in its cookies is sent along, and the entrance of an
/// unlocked workspace was gone through. A request with a cookie of its own is left alone.
pub fn pages(app: App) -> Router {
    let jar: Arc<Mutex<BTreeMap<String, String>>> = Arc::default();
    let entrance = app.entrance();
    let inner = router(app);
    // Tests that share these pages begin at the same time: one goes through the entrance, the others wait for it.
    let entered: Arc<OnceCell<()>> = Arc::default();
    let browser = move |request: Request<Body>| {
        let (jar, entrance, inner) = (Arc::clone(&jar), entrance.clone(), inner.clone());
        let entered = Arc::clone(&entered);
        async move {
            if let Some(entrance) = entrance {
                let go_through = async {
                    let enter = Request::get(entrance).header(header::HOST, HOST);
                    let enter = enter.body(Body::empty()).unwrap();
                    let answer = inner.clone().oneshot(enter).await;
                    take_cookies(&jar, answer.unwrap().headers());
                };
                entered.get_or_init(|| go_through).await;
            }
            carry(&jar, inner, request).await
        }
    };
    Router::new().fallback(browser)
}

async fn carry(
    jar: &Mutex<BTreeMap<String, String>>,
    inner: Router,
    mut request: Request<Body>,
) -> axum::response::Response {
    if !request.headers().contains_key(header::COOKIE) {
        let jar = jar.lock().unwrap();
        let line: Vec<String> = jar
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let line = line.join("; ").parse().unwrap();
        request.headers_mut().insert(header::COOKIE, line);
    }
    let answer = inner.oneshot(request).await.unwrap();
    take_cookies(jar, answer.headers());
    answer
}

/// Only those of sessions: the language is asked for by each request.
fn take_cookies(jar: &Mutex<BTreeMap<String, String>>, headers: &HeaderMap) {
    for cookie in headers.get_all(header::SET_COOKIE) {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        if name.starts_with("aigaq-") {
            jar.lock()
                .unwrap()
                .insert(name.to_owned(), value.to_owned());
        }
    }
}

/// The pages over the data set on Kazakhstan and a hostile event, made once.
pub fn kazakhstan() -> Router {
    static MADE: LazyLock<(Folder, Router)> = LazyLock::new(|| {
        let (folder, mut workspace) = empty();
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan");
        import(&mut workspace, &demo, "kazakhstan");
        import_hostile(&mut workspace);
        let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
        (folder, pages(app))
    });
    MADE.1.clone()
}

/// The pages over the data set on Kazakhstan, for one who changes it.
pub fn kazakhstan_to_change() -> Router {
    static FOLDERS: Mutex<Vec<Folder>> = Mutex::new(Vec::new());
    let (folder, mut workspace) = empty();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan");
    import(&mut workspace, &demo, "kazakhstan");
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    FOLDERS.lock().unwrap().push(folder);
    pages(app)
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

pub async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        // Workbooks are no text.
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

pub async fn get(router: &Router, address: &str) -> Answer {
    get_in(router, address, "en").await
}

pub async fn get_in(router: &Router, address: &str, language: &str) -> Answer {
    let request = Request::get(address)
        .header(header::HOST, HOST)
        .header(header::ACCEPT_LANGUAGE, language)
        .body(Body::empty())
        .unwrap();
    send(router, request).await
}

/// A form sent from one of our pages.
pub async fn post(router: &Router, address: &str, form: &[(&str, &str)]) -> Answer {
    send(
        router,
        form_request(address, form).body(form_body(form)).unwrap(),
    )
    .await
}

/// The same, by somebody who reads another language.
pub async fn post_in(
    router: &Router,
    address: &str,
    (form, language): (&[(&str, &str)], &str),
) -> Answer {
    let request = form_request(address, form).header(header::ACCEPT_LANGUAGE, language);
    send(router, request.body(form_body(form)).unwrap()).await
}

/// The start tag of the control with this id.
pub fn control<'p>(page: &'p str, id: &str) -> &'p str {
    let at = page.find(&format!(" id=\"{id}\"")).expect(id);
    let begin = page[..at].rfind('<').unwrap();
    &page[begin..=at + page[at..].find('>').unwrap()]
}

pub fn form_request(address: &str, _form: &[(&str, &str)]) -> axum::http::request::Builder {
    Request::post(address)
        .header(header::HOST, HOST)
        .header(header::ORIGIN, format!("http://{HOST}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// Every byte in hex.
pub fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

pub fn form_body(form: &[(&str, &str)]) -> Body {
    let pairs: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{name}={}", percent(value)))
        .collect();
    Body::from(pairs.join("&"))
}

/// The sign that forms of this page carry.
pub fn token_of(page: &str) -> String {
    between(page, "name=\"token\" value=\"", "\"")
        .expect("a form with a token")
        .to_owned()
}

pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    Some(&rest[..rest.find(after)?])
}

/// Sends a form with the sign of this browser.
pub async fn submit(router: &Router, address: &str, form: &[(&str, &str)]) -> Answer {
    let page = get(router, "/search").await;
    let token = token_of(&page.body);
    let mut form = form.to_vec();
    form.push(("token", &token));
    post(router, address, &form).await
}

/// Searches for words; the address at which they are found.
pub async fn search(router: &Router, words: &str) -> String {
    let answer = submit(router, "/search", &[("q", words)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{words}");
    answer.header("location").to_owned()
}

/// The addresses that a page links to on this site, as a browser would read them.
pub fn links(page: &str) -> Vec<String> {
    page.split(" href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(plain)
        .collect()
}

/// A text of a page without its escapes.
pub fn plain(text: &str) -> String {
    text.replace("&amp;", "&")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
}

pub const ADDRESSES: [&str; 21] = [
    "/import",
    "/quarantine",
    "/",
    "/records/act",
    "/records/restriction?on=2021-07-22",
    "/record/00000000-0000-4000-8000-000000000000",
    "/search",
    "/search/00000000000000000000000000000000",
    "/count?unit=acts&by=type",
    "/outputs",
    "/outputs/bulletin",
    "/outputs/restrictions",
    "/outputs/commitments",
    "/templates",
    "/templates/bulletin",
    "/journal",
    "/journal/00000000-0000-4000-8000-000000000000",
    "/verify",
    "/settings",
    "/settings/lists/act_types",
    "/nowhere",
];
