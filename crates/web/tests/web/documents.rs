//! A document: given, read, its suggestions accepted and refused, its quotes found again.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::time::Duration;

use aigaq_web::App;
use aigaq_workspace::{DocumentReader, ReadingLimits, Worker};

use crate::fixture::{
    Answer, HOST, between, empty, get, options, pages, plain, post, send, token_of,
};
use crate::importing::site;

pub const REPORT: &str = "The Long Year\n\nOn May 5, 2019 the activist Aidar Bekov was arrested in Taraz.[1] In June 2019 \
    Bekov was sentenced to five years in prison.[2] On July 1, 2020 Dana Omarova was beaten.\n\nThe Government of \
    Kazakhstan should:\n\n• Release Aidar Bekov;\n\n[1] Anna Petrova, The Long Road, Steppe Review, May 2019, \
    https://stepperev.example/road\n[2] Ibid.\n";

pub async fn give(router: &Router, name: &str, file: &[u8]) -> Answer {
    let token = token_of(&get(router, "/documents").await.body);
    let mut body = Vec::new();
    for (field, value) in [
        ("token", token.as_str()),
        ("date", "Feb 2021"),
        ("url", "https://example.org/r"),
    ] {
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
    let request = Request::post("/documents")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    send(router, request).await
}

/// The key of the suggestion whose line begins so.
pub fn key_of(page: &str, words: &str) -> String {
    let (before, _) = page
        .split_once(&format!("<span><bdi>{words}"))
        .unwrap_or_else(|| panic!("{words} is suggested"));
    let (_, value) = before.rsplit_once("name=\"key\" value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// The keys that a page has ticked.
fn ticked(page: &str) -> Vec<&str> {
    let boxes = page.split("name=\"key\" value=\"").skip(1);
    let ticked = boxes.filter_map(|rest| rest.split_once("\" checked"));
    ticked
        .map(|(key, _)| key)
        .filter(|key| key.len() == 16)
        .collect()
}

pub async fn decide(
    router: &Router,
    address: &str,
    page: &str,
    what: &str,
    more: &[(&str, &str)],
) -> Answer {
    let token = token_of(page);
    let form = between(page, "name=\"form\" value=\"", "\"").unwrap();
    let open = between(page, "name=\"open\" value=\"", "\"").unwrap_or_default();
    // What the browser ticks by itself, unless the test chooses.
    let ticked: Vec<&str> = match more.iter().any(|(name, _)| *name == "key") {
        true => Vec::new(),
        false => ticked(page),
    };
    let mut pairs = vec![
        ("token", token.as_str()),
        ("form", form),
        ("open", open),
        ("page", "1"),
        ("do", what),
    ];
    pairs.extend(ticked.into_iter().map(|key| ("key", key)));
    pairs.extend(more);
    post(router, address, &pairs).await
}

#[tokio::test]
async fn a_report_becomes_records_whose_quotes_are_one_click_away() {
    let (folder, router) = site();
    let sent = give(&router, "C:\\fakepath\\report.txt", REPORT.as_bytes()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let address = sent.header("location").to_owned();
    assert_eq!(
        std::fs::read_dir(folder.dir.join("files")).unwrap().count(),
        1
    );
    let page = get(&router, &address).await.body;
    let text = plain(&page);
    assert!(text.contains("The Long Year") && !page.contains("fakepath"));
    // The text with its marks, the note mark leading to its note.
    assert!(page.contains("<mark>Aidar Bekov</mark>"), "{page}");
    assert!(
        page.contains("#n1\">[1]</a>") && page.contains("id=\"n1\""),
        "{page}"
    );
    let [arrest, sentence, beaten] = [
        "Aidar Bekov: arrest",
        "Aidar Bekov: sentence",
        "Dana Omarova: attack",
    ]
    .map(|words| key_of(&page, words));
    // Two at once by ticks: one person, one saving.
    let saved = decide(
        &router,
        &address,
        &page,
        "accept",
        &[("key", &arrest), ("key", &sentence)],
    )
    .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = get(&router, &address).await.body;
    for (kind, count) in [
        ("event", 1),
        ("act", 1),
        ("involvement", 1),
        ("case", 1),
        ("stage", 1),
        ("actor", 1),
    ] {
        let list = get(&router, &format!("/records/{kind}")).await.body;
        let found = list.matches("href=\"/record/").count();
        assert!(found >= count, "{kind}: {}", plain(&list));
    }
    // Refused, it does not come back; neither does what was accepted.
    let refused = decide(&router, &address, &page, &format!("refuse {beaten}"), &[]).await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    let page = get(&router, &address).await.body;
    assert!(
        !page.contains(&format!("name=\"key\" value=\"{beaten}\"")),
        "it does not come back"
    );
    assert!(!page.contains(&format!("name=\"key\" value=\"{arrest}\"")));
    // The quote of the arrest, from the record of the event.
    let events = get(&router, "/records/event").await.body;
    let event = format!(
        "/record/{}",
        between(&events, "href=\"/record/", "\"").unwrap()
    );
    let record = get(&router, &event).await.body;
    assert!(
        record.contains("May 5, 2019 the activist Aidar Bekov was arrested"),
        "{}",
        plain(&record)
    );
    let quote = between(&record, "href=\"/documents/", "#quote")
        .unwrap()
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let marked = get(&router, &format!("/documents/{quote}")).await.body;
    let words = between(&marked, "id=\"quote\">", "</mark>").unwrap();
    assert!(words.contains("May 5, 2019"), "{words}");
}

#[tokio::test]
async fn one_source_is_made_of_a_note_however_often_it_is_cited_and_the_same_form_saves_once() {
    let (_folder, router) = site();
    let sent = give(&router, "report.txt", REPORT.as_bytes()).await;
    let address = sent.header("location").to_owned();
    let page = get(&router, &address).await.body;
    for _ in 0..2 {
        let saved = decide(&router, &address, &page, "accept page", &[]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    }
    let sources = plain(&get(&router, "/records/source").await.body);
    assert_eq!(sources.matches("The Long Road").count(), 1, "{sources}");
    let people = plain(&get(&router, "/records/actor").await.body);
    assert_eq!(people.matches("Aidar Bekov").count(), 1, "{people}");
    let commitments = plain(&get(&router, "/records/commitment").await.body);
    assert!(commitments.contains("Release Aidar Bekov"), "{commitments}");
    // The same file again is the same document; nothing waits in it.
    let again = give(&router, "again.txt", REPORT.as_bytes()).await;
    assert_eq!(again.header("location"), address);
    let page = get(&router, &address).await.body;
    assert!(!page.contains("name=\"key\""), "{}", plain(&page));
}

#[tokio::test]
async fn somebody_who_may_be_known_is_asked_about_with_what_tells_them_apart() {
    let (_folder, router) = site();
    let first = give(&router, "one.txt", REPORT.as_bytes())
        .await
        .header("location")
        .to_owned();
    let page = get(&router, &first).await.body;
    let key = key_of(&page, "Aidar Bekov<");
    decide(&router, &first, &page, &format!("accept {key}"), &[]).await;
    let other = "In Oral on May 7, 2020 the journalist Aidar Bekof was detained. Bekof was released on May 9, 2020.\n";
    let second = give(&router, "two.txt", other.as_bytes())
        .await
        .header("location")
        .to_owned();
    let page = get(&router, &second).await.body;
    let key = key_of(&page, "Aidar Bekof: detention");
    assert!(
        page.contains("<bdi>Aidar Bekov</bdi></a>"),
        "{}",
        plain(&page)
    );
    let asked = decide(&router, &second, &page, &format!("accept {key}"), &[]).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(
        plain(&asked.body).contains("Is it one of these?"),
        "{}",
        plain(&asked.body)
    );
    let field = between(&asked.body, "name=\"who.", ".asked\"").unwrap();
    let (is, as_asked) = (format!("who.{field}.is"), format!("who.{field}.asked"));
    let value = |name: &str| {
        let value = between(&asked.body, &format!("name=\"{name}\" value=\""), "\"");
        value.unwrap().to_owned()
    };
    let (known, name) = (value(&is), value(&as_asked));
    let answers = [
        ("keys", key.as_str()),
        (as_asked.as_str(), &name),
        (is.as_str(), &known),
    ];
    let saved = decide(&router, &second, &asked.body, "accept these", &answers).await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    let people = get(&router, "/records/actor").await.body;
    assert_eq!(
        people.matches("href=\"/record/").count(),
        1,
        "nobody new was made"
    );
    // Who is meant was said: the next suggestion of this document does not ask again.
    let page = get(&router, &second).await.body;
    let key = key_of(&page, "Aidar Bekof: release");
    let saved = decide(&router, &second, &page, &format!("accept {key}"), &[]).await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    assert_eq!(
        get(&router, "/records/actor")
            .await
            .body
            .matches("href=\"/record/")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_suggestion_is_corrected_and_accepted_in_one_go_and_a_wrong_date_is_told() {
    let (_folder, router) = site();
    let address = give(&router, "one.txt", REPORT.as_bytes())
        .await
        .header("location")
        .to_owned();
    let page = get(&router, &address).await.body;
    let key = key_of(&page, "Aidar Bekov: arrest");
    let (who, when) = (format!("words.{key}"), format!("date.{key}"));
    let what = format!("accept {key}");
    let wrong = decide(
        &router,
        &address,
        &page,
        &what,
        &[(&who, "Aidar B. Bekov"), (&when, "2019-02-31")],
    )
    .await;
    assert_eq!(wrong.status, StatusCode::OK);
    assert!(
        wrong.body.contains("role=\"alert\""),
        "{}",
        plain(&wrong.body)
    );
    let saved = decide(
        &router,
        &address,
        &page,
        &what,
        &[(&who, "Aidar B. Bekov"), (&when, "6 May 2019")],
    )
    .await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    let people = plain(&get(&router, "/records/actor").await.body);
    assert!(people.contains("Aidar B. Bekov"), "{people}");
    let events = plain(&get(&router, "/records/event").await.body);
    let events = events.replace('\u{a0}', " ");
    assert!(events.contains("6 May 2019"), "{events}");
}

#[tokio::test]
async fn what_cannot_be_read_is_kept_and_said_and_a_long_text_comes_in_pages() {
    let (folder, router) = site();
    let sent = give(&router, "scan.pdf", b"%PDF-1.4\n").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let told = get(&router, sent.header("location")).await;
    assert!(
        plain(&told.body).contains("could not be read"),
        "{}",
        plain(&told.body)
    );
    assert_eq!(
        std::fs::read_dir(folder.dir.join("files")).unwrap().count(),
        1
    );
    // A docx with a password is a compound file that says so; its original comes back byte for byte.
    let mut locked = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    locked.resize(600, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let sent = give(&router, "locked.docx", &locked).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let address = sent.header("location").to_owned();
    let told = plain(&get(&router, &address).await.body);
    assert!(
        told.contains("protected by a password") && told.contains("Its original is kept"),
        "{told}"
    );
    let original = get(&router, &format!("{address}/original")).await;
    assert_eq!(original.status, StatusCode::OK);
    assert_eq!(
        std::fs::read_dir(folder.dir.join("files")).unwrap().count(),
        2
    );
    // So is a pdf with a password.
    let locked = include_bytes!("../../../documents/tests/locked.pdf");
    let sent = give(&router, "locked.pdf", locked).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let address = sent.header("location").to_owned();
    let told = plain(&get(&router, &address).await.body);
    assert!(
        told.contains("protected by a password") && told.contains("Its original is kept"),
        "{told}"
    );
    let original = get(&router, &format!("{address}/original")).await;
    assert_eq!(original.body.as_bytes(), locked);
    let empty = give(&router, "empty.txt", b"").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Without a space, and with many sentences: every page small enough, all of it there.
    for text in [
        "ж".repeat(60_000),
        "Police detained Dana Omarova on May 5, 2019 in Almaty. ".repeat(900),
    ] {
        let address = give(&router, "long.txt", text.as_bytes())
            .await
            .header("location")
            .to_owned();
        let first = get(&router, &address).await;
        let last = between(&first.body, "<span class=\"role\">1 / ", "</span>")
            .unwrap()
            .to_owned();
        assert!(last.parse::<usize>().unwrap() > 1, "{last}");
        for page in ["1", "2", &last] {
            let page = get(&router, &format!("{address}?page={page}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.len() <= 60_000, "{}", page.body.len());
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_over_which_the_reader_hangs_is_kept_and_the_pages_go_on() {
    let (folder, workspace) = empty();
    let worker = Worker::new("/bin/sh".into(), &["-c", "exec sleep 600"]).within(ReadingLimits {
        time: Duration::from_secs(3),
        answer: 1000,
    });
    let mut wished = options(&folder, Some(workspace));
    wished.reader = DocumentReader::Apart(worker);
    let router = pages(App::new(wished, 4480).unwrap());
    // While the reader hangs other pages are answered.
    let others = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let begun = std::time::Instant::now();
        let list = get(&router, "/documents").await;
        (list.status, begun.elapsed())
    };
    let begun = std::time::Instant::now();
    let (sent, (status, took)) = tokio::join!(give(&router, "hangs.pdf", b"%PDF-1.7\n"), others);
    assert_eq!(status, StatusCode::OK);
    assert!(took < Duration::from_millis(1500), "{took:?}");
    assert!(
        begun.elapsed() >= Duration::from_secs(3),
        "it hung meanwhile"
    );
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let address = sent.header("location").to_owned();
    let told = plain(&get(&router, &address).await.body);
    assert!(
        told.contains("took longer than") && told.contains("Its original is kept"),
        "{told}"
    );
    let original = get(&router, &format!("{address}/original")).await;
    assert_eq!(
        (original.status, original.body.as_str()),
        (StatusCode::OK, "%PDF-1.7\n")
    );
    assert_eq!(
        original.header("content-disposition"),
        "attachment; filename=\"original.pdf\""
    );
}

#[tokio::test]
async fn a_name_refused_once_is_not_suggested_again_in_another_document() {
    let (_folder, router) = site();
    let address = give(&router, "one.txt", REPORT.as_bytes())
        .await
        .header("location")
        .to_owned();
    let page = get(&router, &address).await.body;
    let key = key_of(&page, "Taraz");
    decide(&router, &address, &page, &format!("refuse {key}"), &[]).await;
    let other =
        "On May 7, 2020 the journalist Anna Petrova was detained in Taraz. She went to Oral.\n";
    let second = give(&router, "two.txt", other.as_bytes())
        .await
        .header("location")
        .to_owned();
    let page = get(&router, &second).await.body;
    assert!(!page.contains("<span><bdi>Taraz</bdi>"), "{}", plain(&page));
    assert!(page.contains("<span><bdi>Oral</bdi>"), "{}", plain(&page));
}

#[tokio::test]
async fn an_original_that_is_missing_and_given_in_again_is_the_same_document() {
    let (folder, router) = site();
    let address = give(&router, "one.txt", REPORT.as_bytes())
        .await
        .header("location")
        .to_owned();
    for file in std::fs::read_dir(folder.dir.join("files")).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    let again = give(&router, "again.txt", REPORT.as_bytes()).await;
    assert_eq!(again.header("location"), address);
    let page = get(&router, again.header("location")).await;
    assert!(page.body.contains("<mark>Aidar Bekov</mark>"));
    let sources = get(&router, "/documents").await.body;
    assert_eq!(sources.matches("<li><a href=\"/documents/").count(), 1);
}
