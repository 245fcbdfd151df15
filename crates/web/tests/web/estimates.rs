//! Questions for estimates kept under a name, and answers frozen, on their pages and without scripts.

use crate::fixture::{between, get, kazakhstan_to_change, plain};
use crate::frozen::send;
use axum::http::StatusCode;

const ASKED: &str = "/count/estimate?unit=persons&where=kind%3Dperson&lists=publisher";

#[tokio::test]
async fn a_question_is_kept_asked_again_and_taken_back() {
    let router = kazakhstan_to_change();
    let page = get(&router, ASKED).await;
    assert_eq!(page.status, StatusCode::OK);
    let to = send(
        &router,
        &page.body,
        "/count/estimate",
        &[("name", "Held <1>")],
    )
    .await;
    assert_eq!(to, "/estimates");
    let kept = get(&router, &to).await.body;
    assert!(kept.contains("Held &#60;1&#62;"), "{kept}");
    let href = plain(between(&kept, "<li><a href=\"/count/estimate", "\"").unwrap());
    let again = get(&router, &format!("/count/estimate{href}")).await;
    assert_eq!(again.status, StatusCode::OK);
    let verdict = |page: &str| {
        between(page, "<h2 id=\"verdict\">", "</h2>")
            .unwrap()
            .to_owned()
    };
    assert_eq!(verdict(&again.body), verdict(&page.body));
    let form = format!(
        "/estimates/{}",
        between(&kept, "action=\"/estimates/", "\"").unwrap()
    );
    assert_eq!(send(&router, &kept, &form, &[]).await, "/estimates");
    let none = get(&router, "/estimates").await.body;
    assert!(none.contains("None is kept yet"), "{none}");
}

#[tokio::test]
async fn an_answer_is_frozen_with_all_that_must_be_said_with_it() {
    let router = kazakhstan_to_change();
    let page = get(&router, ASKED).await.body;
    let section = between(&page, "<section aria-labelledby=\"verdict\">", "</section>").unwrap();
    let freezing = page.split("<h2 id=\"freeze\">").nth(1).unwrap();
    let typed = [
        ("name", "Estimate of 2021"),
        ("audience", "internal"),
        ("language", "en"),
    ];
    let to = send(&router, freezing, "/count/estimate", &typed).await;
    let frozen = get(&router, &to).await;
    assert_eq!(frozen.status, StatusCode::OK);
    let href = format!(
        "{to}/{}",
        between(&frozen.body, &format!("href=\"{to}/"), "\"").unwrap()
    );
    assert!(href.ends_with(".html"), "{href}");
    let file = plain(&get(&router, &href).await.body);
    let sentences: Vec<&str> = section.split("<p>").skip(1).collect();
    assert!(!sentences.is_empty());
    for sentence in sentences {
        let sentence = plain(sentence.split("</p>").next().unwrap());
        assert!(file.contains(&sentence), "{sentence}");
    }
    // The same for everybody is another edition, for other readers.
    let page = get(&router, ASKED).await.body;
    let freezing = page.split("<h2 id=\"freeze\">").nth(1).unwrap();
    let typed = [
        ("name", "Estimate"),
        ("audience", "public"),
        ("language", "ru"),
    ];
    let to = send(&router, freezing, "/count/estimate", &typed).await;
    assert_eq!(get(&router, &to).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_population_is_parted_by_what_the_form_offers() {
    let router = crate::fixture::kazakhstan();
    let page = get(&router, &format!("{ASKED}&by=gender")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("<option value=\"gender\" selected>"),
        "gender is chosen"
    );
    let parts = between(
        &page.body,
        "<table>\n<caption class=\"unseen\">Parts",
        "</table>",
    )
    .unwrap();
    assert!(parts.contains("<th scope=\"row\">"), "{parts}");
}
