//! Who sees an unlocked workspace: only browsers that showed the passphrase, or came through the entrance.

use aigaq_web::{App, router};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::fixture::{
    ADDRESSES, Answer, Folder, HOST, empty, form_body, form_request, import_hostile, options, send,
    token_of,
};

/// An unlocked workspace, its bare router, and the path of the entrance.
fn unlocked() -> (Folder, Router, String) {
    let (folder, mut workspace) = empty();
    import_hostile(&mut workspace);
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    let entrance = app.entrance().unwrap();
    (folder, router(app), entrance)
}

async fn get_with(router: &Router, address: &str, cookie: Option<&str>) -> Answer {
    let mut request = Request::get(address).header(header::HOST, HOST);
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    send(router, request.body(Body::empty()).unwrap()).await
}

pub async fn post_with(
    router: &Router,
    address: &str,
    form: &[(&str, &str)],
    cookie: Option<&str>,
) -> Answer {
    let mut request = form_request(address, form);
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    send(router, request.body(form_body(form)).unwrap()).await
}

/// The cookie of the session, if the answer sets one. The locked page changes another, which means nothing.
fn cookie_of(answer: &Answer) -> Option<String> {
    let mut lines = answer.headers.get_all(header::SET_COOKIE).iter();
    lines.find_map(|line| {
        let line = line.to_str().unwrap();
        assert!(
            line.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
            "{line}"
        );
        let (pair, _) = line.split_once(';').unwrap();
        let is_meaningless = pair.starts_with("aigaq-4480-locked=");
        assert!(pair.starts_with("aigaq-4480=") || is_meaningless, "{line}");
        (!is_meaningless).then(|| pair.to_owned())
    })
}

async fn unlock(router: &Router, passphrase: &str, before: Option<&str>) -> Answer {
    let token = token_of(&get_with(router, "/unlock", before).await.body);
    let form = [("token", token.as_str()), ("passphrase", passphrase)];
    post_with(router, "/unlock", &form, before).await
}

#[tokio::test]
async fn another_account_of_this_machine_reads_nothing_from_the_port() {
    let (_folder, router, entrance) = unlocked();
    let forged = format!("aigaq-4480={}", "0".repeat(32));
    for cookie in [
        None,
        Some(forged.as_str()),
        Some("aigaq-4480="),
        Some("aigaq-4480"),
    ] {
        for address in ADDRESSES {
            let answer = get_with(&router, address, cookie).await;
            assert_eq!(answer.status, StatusCode::LOCKED, "{address} {cookie:?}");
            for word in ["secret-name", "zhostile", "/records/event"] {
                let page = answer.body.replace(address, "");
                assert!(!page.contains(word), "{word} at {address}");
            }
        }
    }
    for guess in ["/open/", "/open/x", &format!("/open/{}", "0".repeat(32))] {
        let answer = get_with(&router, guess, None).await;
        assert_eq!(cookie_of(&answer), None, "{guess}");
    }
    let entered = get_with(&router, &entrance, None).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "no guess shut it");
}

#[tokio::test]
async fn the_entrance_opens_once() {
    let (_folder, router, entrance) = unlocked();
    // Asking without opening, as some programs do with every address they see, does not use it up.
    let head = Request::head(&entrance).header(header::HOST, HOST);
    let head = send(&router, head.body(Body::empty()).unwrap()).await;
    assert_eq!(cookie_of(&head), None);
    let entered = get_with(&router, &entrance, None).await;
    assert_eq!(entered.header("location"), "/");
    let cookie = cookie_of(&entered).unwrap();
    assert_eq!(
        get_with(&router, "/", Some(&cookie)).await.status,
        StatusCode::OK
    );
    assert_eq!(
        get_with(&router, "/", None).await.status,
        StatusCode::LOCKED
    );
    assert_eq!(cookie_of(&get_with(&router, &entrance, None).await), None);
    let again = get_with(&router, &entrance, Some(&cookie)).await;
    assert_eq!(again.header("location"), "/");
}

#[tokio::test]
async fn the_entrance_is_shut_by_the_lock() {
    let (_folder, router, entrance) = unlocked();
    let by_passphrase = unlock(&router, aigaq_testkit::PASSPHRASE, None).await;
    let cookie = cookie_of(&by_passphrase).unwrap();
    let page = get_with(&router, "/", Some(&cookie)).await;
    let form = [("token", &*token_of(&page.body))];
    post_with(&router, "/lock", &form, Some(&cookie)).await;
    unlock(&router, aigaq_testkit::PASSPHRASE, None).await;
    assert_eq!(cookie_of(&get_with(&router, &entrance, None).await), None);
}

#[tokio::test]
async fn every_browser_shows_the_passphrase_and_shows_it_again_after_a_lock() {
    let (_folder, router, entrance) = unlocked();
    let first = cookie_of(&get_with(&router, &entrance, None).await).unwrap();
    let wrong = unlock(&router, "wrong wrong wrong", None).await;
    assert_eq!(wrong.status, StatusCode::LOCKED, "though it is unlocked");
    assert_eq!(cookie_of(&wrong), None);
    let second = cookie_of(&unlock(&router, aigaq_testkit::PASSPHRASE, None).await).unwrap();
    assert_ne!(first, second);
    let page = get_with(&router, "/", Some(&second)).await;
    assert_eq!(page.status, StatusCode::OK);

    // The form of one browser is no form of the other.
    let of_second = token_of(&page.body);
    let refused = post_with(&router, "/lock", &[("token", &of_second)], Some(&first)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(
        get_with(&router, "/", Some(&first)).await.status,
        StatusCode::OK
    );
    let of_nobody = post_with(&router, "/lock", &[("token", &of_second)], None).await;
    assert_eq!(of_nobody.status, StatusCode::FORBIDDEN);

    post_with(&router, "/lock", &[("token", &of_second)], Some(&second)).await;
    for cookie in [&first, &second] {
        let answer = get_with(&router, "/", Some(cookie)).await;
        assert_eq!(answer.status, StatusCode::LOCKED);
    }
    let renewed = cookie_of(&unlock(&router, aigaq_testkit::PASSPHRASE, Some(&second)).await);
    let renewed = renewed.unwrap();
    assert_ne!(renewed, second, "a cookie known from before opens nothing");
    for (cookie, status) in [
        (&first, StatusCode::LOCKED),
        (&second, StatusCode::LOCKED),
        (&renewed, StatusCode::OK),
    ] {
        assert_eq!(get_with(&router, "/", Some(cookie)).await.status, status);
    }
    // A page that was open over the lock can still be sent.
    let page = get_with(&router, "/", Some(&renewed)).await;
    assert_eq!(token_of(&page.body), of_second);
}
