//! A file on its way in: sent, looked at, answered, imported once, forgotten at the lock.

use aigaq_web::App;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::fixture::{
    Answer, Folder, HOST, between, empty, get, options, pages, plain, post, send, token_of,
};

/// The invented workbook that ships as the second demo.
const WORKBOOK: &[u8] = include_bytes!("../../../../demo/invented/мониторинг-2024.xlsx");

pub fn site() -> (Folder, Router) {
    let (folder, workspace) = empty();
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    (folder, pages(app))
}

pub async fn upload(router: &Router, how: &str, name: &str, file: &[u8]) -> Answer {
    let token = token_of(&get(router, "/import").await.body);
    let mut body = Vec::new();
    for (field, value) in [("token", token.as_str()), ("how", how)] {
        let part =
            format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let part = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    );
    body.extend_from_slice(part.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::post("/import")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    send(router, request).await
}

pub async fn act(router: &Router, address: &str, more: &[(&str, &str)], what: &str) -> Answer {
    let token = token_of(&get(router, "/import").await.body);
    let mut form = vec![("token", token.as_str()), ("do", what)];
    form.extend(more);
    post(router, address, &form).await
}

/// The number that stands before a word among the figures of the look.
fn figure(page: &str, words: &str) -> Option<u64> {
    let (before, _) = page.split_once(&format!("<span>{words}</span>"))?;
    let number = between(before.rsplit_once("figure num\"")?.1, ">", "<")?;
    plain(number)
        .replace(['\u{a0}', '\u{202f}', ','], "")
        .parse()
        .ok()
}

#[tokio::test]
async fn a_workbook_is_looked_at_answered_and_imported_once() {
    let (_folder, router) = site();
    let sent = upload(
        &router,
        "workbook",
        "C:\\fakepath\\мониторинг-2024.xlsx",
        WORKBOOK,
    )
    .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let address = sent.header("location").to_owned();
    assert!(
        !address.contains('%'),
        "nothing of the file's name stands in {address}"
    );
    let look = get(&router, &address).await;
    assert_eq!(look.status, StatusCode::OK);
    assert!(look.body.contains("<bdi>проф. беседа</bdi>") && !look.body.contains("fakepath"));
    assert_eq!(figure(&look.body, "rows of the file"), Some(130));
    let before = figure(&look.body, "cells and rows not understood").unwrap();
    assert!(
        !get(&router, "/journal")
            .await
            .body
            .contains("href=\"/journal/"),
        "looking saves nothing"
    );

    // One word is answered, the guess of a column corrected; nothing is saved by checking either.
    let answers = [
        ("ask.0.kind", "code"),
        ("ask.0.of", "act_types"),
        ("ask.0.word", "проф. беседа"),
        ("ask.0.pick", "LIB.detain"),
    ];
    let checked = act(&router, &address, &answers, "check").await;
    assert_eq!(checked.header("location"), address);
    let look = get(&router, &address).await;
    assert!(!look.body.contains("<bdi>проф. беседа</bdi></strong>"));
    let after = figure(&look.body, "cells and rows not understood").unwrap();
    assert!(after < before, "{after} {before}");

    let imported = act(&router, &address, &[], "import").await;
    let change_set = imported.header("location").to_owned();
    assert!(change_set.starts_with("/journal/"), "{}", imported.body);
    let again = act(&router, &address, &[], "import").await;
    assert_eq!(
        again.header("location"),
        change_set,
        "sent twice, imported once"
    );

    // The same file again: the answer was remembered, and there is nothing new.
    let sent = upload(&router, "workbook", "мониторинг-2024.xlsx", WORKBOOK).await;
    let look = get(&router, sent.header("location")).await;
    assert!(!look.body.contains("<bdi>проф. беседа</bdi></strong>"));
    assert!(
        look.body
            .contains("Everything in this file is here already")
    );
    assert!(!look.body.contains("value=\"import\""));
}

#[tokio::test]
async fn what_was_left_out_waits_in_the_quarantine_until_somebody_has_dealt_with_it() {
    let (_folder, router) = site();
    let file = "id,title,start\n1,Raid,2024-02-31\n2,Trial,2024-03-01\n";
    let sent = upload(&router, "event", "event.csv", file.as_bytes()).await;
    let address = sent.header("location").to_owned();
    let look = get(&router, &address).await;
    assert_eq!(figure(&look.body, "new records"), Some(2));
    assert!(look.body.contains("2024-02-31"));
    act(&router, &address, &[], "import").await;
    let page = get(&router, "/quarantine").await;
    assert!(page.body.contains("2024-02-31"));
    let way = between(&page.body, "action=\"/quarantine/", "\"")
        .unwrap()
        .to_owned();
    let token = token_of(&page.body);
    let settled = post(&router, &format!("/quarantine/{way}"), &[("token", &token)]).await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER);
    assert!(
        !get(&router, "/quarantine")
            .await
            .body
            .contains("2024-02-31")
    );
    assert!(
        get(&router, "/quarantine?done=1")
            .await
            .body
            .contains("2024-02-31")
    );
    let nobody = format!("/quarantine/{}", aigaq_testkit::record(9));
    assert_eq!(
        post(&router, &nobody, &[("token", &token)]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_file_that_is_none_is_told_and_harms_nothing() {
    let (_folder, router) = site();
    assert_eq!(
        upload(&router, "workbook", "a.xlsx", b"").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    for (how, name, file) in [
        ("workbook", "a.xlsx", &b"not a workbook"[..]),
        ("workbook", "a.exe", b"MZ\x90"),
        ("workbook", "empty.csv", b"\n\n"),
        ("event", "a.csv", b"\xff\xfe\x00"),
        ("nonsense", "a.csv", b"id\n1\n"),
    ] {
        let sent = upload(&router, how, name, file).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{name}");
        let address = sent.header("location").to_owned();
        let look = get(&router, &address).await;
        assert_eq!(look.status, StatusCode::OK, "{name}");
        assert!(look.body.contains("role=\"alert\""), "{name}");
        let refused = act(&router, &address, &[], "import").await;
        assert!(
            refused.status.is_success() && refused.body.contains("role=\"alert\""),
            "{name}"
        );
    }
    let hostile = "id,title\n1,=cmd()|<script>alert(1)</script>\n";
    let sent = upload(&router, "event", "<script>.csv", hostile.as_bytes()).await;
    let look = get(&router, sent.header("location")).await;
    assert!(!look.body.contains("<script>"));
}

#[tokio::test]
async fn locking_forgets_the_files() {
    let (_folder, router) = site();
    let sent = upload(&router, "workbook", "a.xlsx", WORKBOOK).await;
    let address = sent.header("location").to_owned();
    let token = token_of(&get(&router, "/").await.body);
    post(&router, "/lock", &[("token", &token)]).await;
    let token = token_of(&get(&router, "/unlock").await.body);
    let passphrase = aigaq_testkit::PASSPHRASE;
    post(
        &router,
        "/unlock",
        &[("token", &token), ("passphrase", passphrase)],
    )
    .await;
    assert_eq!(get(&router, "/import").await.status, StatusCode::OK);
    assert_eq!(get(&router, &address).await.status, StatusCode::NOT_FOUND);
}
