//! Forms that cannot be taken as they are sent: nothing is done, and nothing that was typed is lost.

use std::time::Duration;

use aigaq_web::{App, Idle};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use proptest::prelude::*;

use crate::fixture::{
    Answer, Folder, HOST, HOSTILE, empty, form_request, get, get_in, import_hostile, kazakhstan,
    options, pages, plain, post, send, token_of,
};

/// A form route for which we show what was typed ourselves.
const ROUTE: &str = "/verify?where=a%3Db";

fn unlocked() -> (Folder, Router) {
    let (folder, mut workspace) = empty();
    import_hostile(&mut workspace);
    let mut wished = options(&folder, Some(workspace));
    wished.idle = Idle::For(Duration::from_millis(1500));
    let router = pages(App::new(wished, 4480).unwrap());
    (folder, router)
}

pub async fn unlock(router: &Router) -> Answer {
    let token = token_of(&get(router, "/unlock").await.body);
    let form = [
        ("token", token.as_str()),
        ("passphrase", aigaq_testkit::PASSPHRASE),
    ];
    post(router, "/unlock", &form).await
}

#[tokio::test]
async fn a_form_sent_after_the_idle_lock_is_given_back() {
    let (_folder, router) = unlocked();
    let token = token_of(&get(&router, "/").await.body);
    tokio::time::sleep(Duration::from_millis(1700)).await;
    // Nobody asked anything since: this form is the first to find it idle.
    let typed = [
        ("token", token.as_str()),
        ("what", HOSTILE),
        ("who", "Әлия Б."),
        ("", "x"),
    ];
    let late = post(&router, ROUTE, &typed).await;
    assert_eq!(late.status, StatusCode::LOCKED);
    assert!(
        plain(&late.body).contains("What you typed is kept, sealed."),
        "{}",
        late.body
    );
    for never in ["Әлия", "zhostile", "secret-name", "<script>", "where="] {
        assert!(!late.body.contains(never), "{never}");
    }
    assert_eq!(get(&router, "/kept").await.status, StatusCode::LOCKED);
    let not_yet = post(&router, "/again/1", &[("token", &token)]).await;
    assert_eq!(not_yet.status, StatusCode::LOCKED);

    assert_eq!(unlock(&router).await.header("location"), "/kept");
    let list = get(&router, "/kept").await;
    assert!(plain(&list.body).contains("Әлия Б.") && list.body.contains("/again/1"));
    let given = post(&router, "/again/1", &[("token", &token)]).await;
    assert_eq!(given.status, StatusCode::OK);
    let page = plain(&given.body);
    assert!(
        page.contains(&format!("action=\"{ROUTE}\" method=\"post\"")),
        "{page}"
    );
    assert!(
        page.contains(&format!("name=\"what\" value=\"{HOSTILE}\"")),
        "{page}"
    );
    assert!(page.contains("name=\"who\" value=\"Әлия Б.\""));
    assert!(!given.body.contains("<script>"));
    assert_eq!(
        given.body.matches("name=\"token\"").count(),
        3,
        "the search's, the lock's and its own"
    );

    // It was seen, so unlocking no longer leads to it; it can be opened until it is thrown away.
    assert!(get(&router, "/kept").await.body.contains("opened already"));
    let gone = post(&router, "/kept/1", &[("token", &token)]).await;
    assert_eq!(gone.header("location"), "/kept");
    assert!(!get(&router, "/kept").await.body.contains("/again/1"));
    let none = post(&router, "/again/1", &[("token", &token)]).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_cannot_be_kept_is_said_not_to_be_kept() {
    let (_folder, router) = unlocked();
    let token = token_of(&get(&router, "/").await.body);
    post(&router, "/lock", &[("token", &token)]).await;
    let kept = "What you typed is kept, sealed.";
    let not_kept = "could not be kept";
    // Not of ours, a stranger's, an upload.
    let forged = post(&router, ROUTE, &[("token", "f00d"), ("a", "b")]).await;
    assert!(forged.body.contains(not_kept) && forged.status == StatusCode::LOCKED);
    let stranger = form_request(ROUTE, &[]).header(header::COOKIE, "lang=en");
    let stranger = send(
        &router,
        stranger.body(Body::from(format!("token={token}"))).unwrap(),
    )
    .await;
    assert!(stranger.body.contains(not_kept));
    // What the script of the forms asks while somebody types was not sent by the person.
    let asked = form_request(ROUTE, &[]).header("sec-fetch-dest", "empty");
    let asked = asked.body(Body::from(format!("token={token}&a=b")));
    let asked = send(&router, asked.unwrap()).await;
    assert!(asked.status == StatusCode::LOCKED && asked.body.contains(not_kept));
    let upload = Request::post("/import")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let body =
        format!("--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--x--");
    let upload = send(&router, upload.body(Body::from(body)).unwrap()).await;
    assert!(upload.body.contains(not_kept), "{}", upload.body);
    // There is room for twenty; none is pushed out unseen.
    for number in 0..20 {
        let form = post(&router, ROUTE, &[("token", &token), ("a", "b")]).await;
        assert!(form.body.contains(kept), "{number}");
    }
    let full = post(&router, ROUTE, &[("token", &token), ("a", "b")]).await;
    assert!(full.body.contains(not_kept));
    unlock(&router).await;
    assert_eq!(
        get(&router, "/kept")
            .await
            .body
            .matches("action=\"/again/")
            .count(),
        20
    );
}

#[tokio::test]
async fn a_form_without_its_sign_does_nothing_and_is_shown_again() {
    let router = kazakhstan();
    for sign in ["", "0123456789abcdef0123456789abcdef"] {
        let answer = post(&router, ROUTE, &[("token", sign), ("who", "Әлия \"Б\"")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let page = plain(&answer.body);
        assert!(page.contains("This form was not saved"), "{page}");
        assert!(page.contains("name=\"who\" value=\"Әлия \"Б\"\""));
        assert!(!answer.body.contains(&format!("value=\"{sign}\"")) || sign.is_empty());
        // With the sign that it now carries it goes where it was meant for.
        let token = token_of(&answer.body);
        let sent = post(&router, ROUTE, &[("token", &token), ("who", "Әлия")]).await;
        assert_eq!(sent.status, StatusCode::METHOD_NOT_ALLOWED);
    }
    // What is shown leads nowhere else.
    let away = post(&router, "//evil.example/x", &[("token", ""), ("a", "b")]).await;
    assert!(!away.body.contains("evil.example"), "{}", away.body);
}

/// Every address that takes a form. A new one is named here; a test below finds those that are not.
pub const ROUTES: [&str; 69] = [
    "/record/{id}/readers/{property}",
    "/consents",
    "/sensitivity",
    "/forget/{id}",
    "/forget/{id}/look",
    "/hold/{id}",
    "/unlock",
    "/lock",
    "/enter",
    "/enter/{type}",
    "/record/{id}/edit",
    "/kept/{number}",
    "/again/{number}",
    "/import",
    "/documents",
    "/documents/taught",
    "/documents/{id}",
    "/import/{id}",
    "/count/estimate",
    "/estimates/{id}",
    "/bag",
    "/files",
    "/file/{id}/text",
    "/file/{id}/custody",
    "/confidential/set-up",
    "/confidential/open",
    "/confidential/close",
    "/confidential/passphrase",
    "/confidential/look",
    "/confidential/keep",
    "/confidential/move",
    "/inbox",
    "/inbox/{note}",
    "/quarantine/{note}",
    "/journal/{change_set}/undo",
    "/record/{id}/level",
    "/record/{id}/comment",
    "/record/{id}/follow-up",
    "/record/{id}/judge",
    "/note/{id}/done",
    "/settings",
    "/settings/types",
    "/settings/types/{type}",
    "/settings/types/{type}/{property}",
    "/settings/lists",
    "/settings/lists/{list}",
    "/settings/lists/{list}/{code}",
    "/checks",
    "/same",
    "/record/{id}/same",
    "/record/{id}/names",
    "/search",
    "/search/saved/{id}/name",
    "/search/saved/{id}/take-back",
    "/records/{type}",
    "/records/{type}/save",
    "/tables",
    "/tables/{id}",
    "/templates",
    "/templates/{code}",
    "/frozen",
    "/frozen/least",
    "/settings/notes",
    "/figures",
    "/registers/{register}",
    "/registers/soon",
    "/registers/rules",
    "/outputs/{output}",
    "/outputs/{output}/draft",
];

#[test]
fn every_route_that_takes_a_form_is_named() {
    let source = include_str!("../../src/router.rs");
    let mut found = 0;
    for line in source.split(".route(").skip(1) {
        let end = line.find("\n        .").unwrap_or(line.len());
        let line = &line[..end];
        if line.contains("post(") {
            let path = line.split('"').nth(1).unwrap();
            assert!(ROUTES.contains(&path), "name {path} in ROUTES");
            found += 1;
        }
    }
    // `/again` is answered before the pages are chosen.
    assert_eq!(
        found + 1,
        ROUTES.len(),
        "ROUTES names one that is not there"
    );
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => any::<String>(),
        1 => Just(HOSTILE.to_owned()),
        1 => Just("\u{202e}\u{0}\u{7}\u{feff}\r\n\t".to_owned()),
        1 => Just("1".to_owned()),
        1 => Just("2021-02-31".to_owned()),
        1 => Just("9".repeat(400)),
        1 => Just("а".repeat(3000)),
        1 => Just("' OR 1=1 --".to_owned()),
        1 => Just("../../etc/passwd".to_owned()),
        1 => Just("=cmd|' /C calc'!A0".to_owned()),
    ]
}

/// Names that forms here have, and others.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z_.-]{1,12}(\\[[0-9]{0,3}\\])?",
        1 => any::<String>(),
        2 => prop::sample::select(vec![
            "back", "passphrase", "type", "id", "again", "token", "title", "when", "start", "place",
            "source", "reason", "value", "property", "seen", "q", "page", "to",
        ]).prop_map(str::to_owned),
    ]
}

#[test]
fn no_form_makes_a_fault_or_runs_anything() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (_folder, router) = {
        let (folder, mut workspace) = empty();
        import_hostile(&mut workspace);
        let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
        (folder, router)
    };
    let form = prop::collection::vec((name(), hostile()), 0..12);
    let wished = ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(wished, |(form in form, signed in any::<bool>(), part in hostile())| {
        runtime.block_on(async {
            for route in ROUTES {
                let mut page = get(&router, "/").await;
                if page.status == StatusCode::LOCKED {
                    unlock(&router).await;
                    page = get(&router, "/").await;
                }
                let token = token_of(&page.body);
                let mut pairs: Vec<(&str, &str)> = Vec::new();
                if signed {
                    pairs.push(("token", &token));
                }
                pairs.extend(form.iter().map(|(name, value)| (name.as_str(), value.as_str())));
                let body = form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(&pairs)
                    .finish();
                let encoded: String = form_urlencoded::byte_serialize(part.as_bytes()).collect();
                for part in ["1", encoded.as_str(), "00000000-0000-4000-8000-000000000000"] {
                    let path: Vec<&str> = route
                        .split('/')
                        .map(|piece| if piece.starts_with('{') { part } else { piece })
                        .collect();
                    let request = form_request(&path.join("/"), &[]);
                    let Ok(request) = request.body(Body::from(body.clone())) else { continue };
                    let answer = send(&router, request).await;
                    assert!(!answer.status.is_server_error(), "{} {route}\n{body}", answer.status);
                    let lower = crate::fixture::without_own_scripts(&answer.body).to_lowercase();
                    for never in ["<script", "<img", "javascript:\"", " onerror=\""] {
                        assert!(!lower.contains(never), "{never} {route}");
                    }
                    assert!(!answer.header("location").starts_with("//"));
                    assert!(answer.header("location").is_empty() || answer.header("location").starts_with('/'));
                }
            }
        });
    });
    // What is sent need not be a form at all.
    proptest!(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() }, |(bytes in prop::collection::vec(any::<u8>(), 0..300), kind in prop::sample::select(vec!["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "", "text/plain", "multipart/form-data"]))| {
        runtime.block_on(async {
            for route in ROUTES.into_iter().chain(["/import", "/import/x"]) {
                let path = route.replace("{number}", "1");
                let request = Request::post(path)
                    .header(header::HOST, HOST)
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, kind)
                    .body(Body::from(bytes.clone()))
                    .unwrap();
                let answer = send(&router, request).await;
                assert!(answer.status.is_client_error(), "{} {route}", answer.status);
            }
        });
    });
}

#[tokio::test]
async fn pages_around_the_lock_are_accessible_too() {
    let router = kazakhstan();
    let token = token_of(&get(&router, "/").await.body);
    let typed = [("token", ""), ("a", "b"), ("c", "d")];
    let long = "x".repeat(300_000);
    let mut pages = vec![
        post(&router, ROUTE, &typed).await,
        post(&router, ROUTE, &[("token", &token), ("a", &long)]).await,
        post(&router, "/", &[("token", &token)]).await,
        get(&router, "/nowhere").await,
        get(&router, "/records/act?where=x").await,
        get(&router, "/kept").await,
    ];
    let (_folder, own) = unlocked();
    let token = token_of(&get(&own, "/").await.body);
    pages.push(post(&own, "/lock", &[("token", &token)]).await);
    pages.push(post(&own, ROUTE, &[("token", &token), ("a", "b")]).await);
    pages.push(get(&own, "/unlock").await);
    let wrong = [
        ("token", token.as_str()),
        ("passphrase", "wrong wrong wrong"),
    ];
    pages.push(post(&own, "/unlock", &wrong).await);
    unlock(&own).await;
    pages.push(get(&own, "/kept").await);
    pages.push(post(&own, "/again/1", &[("token", &token)]).await);
    let mut seen = 0;
    for page in pages {
        if page.status != StatusCode::SEE_OTHER {
            let faults = crate::accessible::faults(&page.body);
            assert!(faults.is_empty(), "{}\n{}", faults.join("\n"), page.body);
            seen += 1;
        }
    }
    assert_eq!(seen, 11);
}

#[tokio::test]
async fn a_form_given_back_is_told_in_every_language() {
    let router = kazakhstan();
    for (language, title) in [
        ("en", "Sent while it was locked"),
        ("ru", "Отправлено, когда база была закрыта"),
        ("kk", "Құлыпталғаннан кейін жіберілген"),
    ] {
        assert!(
            get_in(&router, "/kept", language)
                .await
                .body
                .contains(title),
            "{language}"
        );
    }
}
