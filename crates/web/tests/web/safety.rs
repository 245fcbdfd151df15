//! Other sites, other names, and what every answer carries.

use aigaq_web::safety::HEADERS;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::fixture::{ADDRESSES, Answer, HOST, form_body, get, kazakhstan, post, send};

fn assert_hardened(address: &str, answer: &Answer) {
    for (name, value) in HEADERS {
        assert_eq!(
            answer.headers.get_all(&name).iter().collect::<Vec<_>>(),
            [value],
            "{name} of {address}"
        );
    }
}

#[tokio::test]
async fn every_answer_carries_all_headers() {
    let router = kazakhstan();
    let more = [
        "/static/aigaq.css",
        "/static/publication.css",
        "/static/icon.svg",
        "/unlock",
        "/language?to=ru&back=/",
        "/lock",
        "/records/nonsense",
        "/records/act?where=nonsense",
        "/%ff",
    ];
    for address in ADDRESSES.iter().chain(&more) {
        let answer = get(&router, address).await;
        assert_hardened(address, &answer);
        assert_ne!(
            answer.status,
            StatusCode::INTERNAL_SERVER_ERROR,
            "{address}"
        );
    }
    assert_hardened("a bad form", &post(&router, "/lock", &[]).await);
}

#[tokio::test]
async fn a_foreign_host_is_refused_and_learns_nothing() {
    let router = kazakhstan();
    for host in [
        "evil.example",
        "evil.example:4480",
        "127.0.0.1:80",
        "127.0.0.1.evil.example:4480",
        "",
    ] {
        let request = Request::get("/")
            .header(header::HOST, host)
            .body(Body::empty())
            .unwrap();
        let answer = send(&router, request).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!answer.body.contains("secret-name"));
        assert!(!answer.body.contains("name=\"token\""));
        assert_hardened(host, &answer);
    }
    let request = Request::get("/").body(Body::empty()).unwrap();
    assert_eq!(
        send(&router, request).await.status,
        StatusCode::MISDIRECTED_REQUEST
    );
    let two = Request::get("/")
        .header(header::HOST, HOST)
        .header(header::HOST, "evil.example")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        send(&router, two).await.status,
        StatusCode::MISDIRECTED_REQUEST
    );
    let line = Request::get("http://evil.example/")
        .header(header::HOST, HOST)
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        send(&router, line).await.status,
        StatusCode::MISDIRECTED_REQUEST
    );
    for host in ["localhost:4480", "[::1]:4480"] {
        let request = Request::get("/")
            .header(header::HOST, host)
            .body(Body::empty())
            .unwrap();
        assert_eq!(
            send(&router, request).await.status,
            StatusCode::OK,
            "{host}"
        );
    }
}

#[tokio::test]
async fn another_site_may_link_to_a_page_and_nothing_else() {
    let router = kazakhstan();
    let ask = async |site: &str, mode: &str, dest: &str| {
        let request = Request::get("/records/act")
            .header(header::HOST, HOST)
            .header("sec-fetch-site", site)
            .header("sec-fetch-mode", mode)
            .header("sec-fetch-dest", dest)
            .body(Body::empty())
            .unwrap();
        send(&router, request).await
    };
    for site in ["cross-site", "same-site"] {
        assert_eq!(
            ask(site, "navigate", "document").await.status,
            StatusCode::OK
        );
        for (mode, dest) in [
            ("no-cors", "image"),
            ("cors", "empty"),
            ("navigate", "iframe"),
            ("no-cors", "style"),
        ] {
            let answer = ask(site, mode, dest).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site} {mode} {dest}");
            assert!(!answer.body.contains("secret-name"));
            assert_hardened("/records/act", &answer);
        }
    }
    assert_eq!(
        ask("none", "navigate", "document").await.status,
        StatusCode::OK
    );
    assert_eq!(
        ask("same-origin", "no-cors", "style").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let router = kazakhstan();
    let token = crate::fixture::token_of(&get(&router, "/").await.body);
    let form = [("token", token.as_str())];
    let with = async |origin: Option<&str>, site: Option<&str>| {
        let mut request = Request::post("/lock")
            .header(header::HOST, HOST)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        send(&router, request.body(form_body(&form)).unwrap())
            .await
            .status
    };
    // Even with the right token.
    for (origin, site) in [
        (Some("https://evil.example"), Some("cross-site")),
        (Some("https://evil.example"), Some("same-origin")),
        (Some("http://127.0.0.1:9999"), Some("same-site")),
        (Some("http://localhost:4480"), None),
        (Some("null"), None),
        (Some("null"), Some("none")),
        (None, Some("none")),
        (None, None),
    ] {
        assert_eq!(
            with(origin, site).await,
            StatusCode::FORBIDDEN,
            "{origin:?} {site:?}"
        );
    }
    assert_eq!(
        get(&router, "/").await.status,
        StatusCode::OK,
        "still unlocked"
    );
}

#[tokio::test]
async fn a_form_without_the_token_of_this_start_is_refused() {
    let router = kazakhstan();
    for form in [
        &[][..],
        &[("token", "")],
        &[("token", "0123456789abcdef0123456789abcdef")],
    ] {
        assert_eq!(
            post(&router, "/lock", form).await.status,
            StatusCode::FORBIDDEN
        );
    }
    let request = Request::post("/lock")
        .header(header::HOST, HOST)
        .header(
            aigaq_web::LOCK_TOKEN_HEADER,
            "0123456789abcdef0123456789abcdef",
        )
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(&router, request).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        get(&router, "/").await.status,
        StatusCode::OK,
        "still unlocked"
    );
}

#[tokio::test]
async fn addresses_and_forms_have_an_end() {
    let router = kazakhstan();
    let long = format!("/search?q={}", "a".repeat(9000));
    assert_eq!(get(&router, &long).await.status, StatusCode::URI_TOO_LONG);
    let big = "a".repeat(20_000);
    let answer = post(&router, "/unlock", &[("token", ""), ("passphrase", &big)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!answer.body.contains("aaaa"));
}

#[tokio::test]
async fn only_reading_is_offered() {
    let router = kazakhstan();
    let token = crate::fixture::token_of(&get(&router, "/").await.body);
    for address in ["/", "/verify", "/journal"] {
        assert_eq!(
            post(&router, address, &[("token", &token)]).await.status,
            StatusCode::METHOD_NOT_ALLOWED,
            "{address}"
        );
    }
    for method in ["PUT", "DELETE", "PATCH"] {
        for address in ["/", "/records/act", "/journal"] {
            let request = Request::builder()
                .method(method)
                .uri(address)
                .header(header::HOST, HOST)
                .header(header::ORIGIN, format!("http://{HOST}"))
                .header("sec-fetch-site", "same-origin")
                .body(Body::empty())
                .unwrap();
            let answer = send(&router, request).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {address}"
            );
        }
    }
}
