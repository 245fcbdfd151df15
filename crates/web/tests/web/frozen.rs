//! Counts that are said, compared, kept and frozen, on their pages and without scripts.

use axum::Router;
use axum::http::StatusCode;

use crate::fixture::{between, get, get_in, kazakhstan, kazakhstan_to_change, plain, submit};

const YEAR: &str = "unit=acts&by=type:0&from=2020&to=2020";

/// The hidden fields of a form, without the sign of the browser.
fn hidden(page: &str, action: &str) -> Vec<(String, String)> {
    let opened = format!("action=\"{action}\" method=\"post\"");
    let form = between(page, &opened, "</form>").expect(action);
    form.split("<input type=\"hidden\" name=\"")
        .skip(1)
        .map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (name.to_owned(), plain(rest.split('"').next().unwrap()))
        })
        .filter(|(name, _)| name != "token")
        .collect()
}

pub(crate) async fn send(
    router: &Router,
    page: &str,
    action: &str,
    typed: &[(&str, &str)],
) -> String {
    let fields = hidden(page, action);
    let mut pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    pairs.extend_from_slice(typed);
    let answer = submit(router, action, &pairs).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").to_owned()
}

#[tokio::test]
async fn a_number_is_said_in_three_languages_for_a_total_and_a_cell() {
    let router = kazakhstan();
    let page = get(&router, &format!("/count?{YEAR}")).await.body;
    let said = plain(
        between(
            &page,
            "<textarea id=\"sentence\" rows=\"3\" readonly>",
            "</textarea>",
        )
        .unwrap(),
    );
    assert!(said.trim().starts_with("In 2020, "), "{said}");
    assert!(said.contains("this is what was recorded, not all that happened"));
    let page = get_in(&router, &format!("/count/use?{YEAR}&at0=LIB"), "ru").await;
    assert_eq!(page.status, StatusCode::OK);
    let body = plain(&page.body).replace('\u{A0}', " ");
    for text in [
        "За 2020 г. учтено",
        "In 2020, ",
        "2020 жыл ішінде",
        "вид деяния: ",
    ] {
        assert!(body.contains(text), "{text}");
    }
    let first = between(&body, "<textarea id=\"say-", "\"").unwrap();
    assert_eq!(first, "ru", "the reader's language stands first");
}

#[tokio::test]
async fn two_periods_stand_beside_each_other_with_their_coverage() {
    let router = kazakhstan();
    let page = get(
        &router,
        &format!("/count/compare?{YEAR}&with_from=2019&with_to=2019"),
    )
    .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let body = plain(&page.body);
    for text in [
        "What covered each period",
        "No percentage is given of numbers below 20",
        "Only in 2020:",
    ] {
        assert!(body.contains(text), "{text} in {body}");
    }
    let open = get(&router, "/count/use?unit=acts").await.body;
    assert!(open.contains("Choose a period with a first and a last day"));
    for (address, says) in [
        (
            "/count/compare?unit=acts&with_from=2019&with_to=2019",
            "two periods",
        ),
        (
            "/count/compare?unit=acts&from=2020&to=2020&with_from=2019&with_to=2018",
            "ends",
        ),
        ("/count/use?unit=threats", "threats"),
        ("/count/use?unit=acts&from=2021&to=2020", "ends"),
    ] {
        let refused = get(&router, address).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(
            plain(&refused.body).contains(says),
            "{address}: {}",
            refused.body
        );
    }
}

#[tokio::test]
async fn a_table_is_kept_changed_frozen_and_shown_again_as_it_was() {
    let router = kazakhstan_to_change();
    let page = get(&router, &format!("/count/use?{YEAR}")).await.body;
    let to = send(
        &router,
        &page,
        "/tables",
        &[("name", "By <type>"), ("caveat", "Known cases only.")],
    )
    .await;
    assert_eq!(to, "/tables");
    let tables = get(&router, "/tables").await.body;
    assert!(plain(&tables).contains("By <type>") && tables.contains("Known cases only."));
    let id = between(&tables, "action=\"/tables/", "\"")
        .unwrap()
        .to_owned();
    let change = format!("/tables/{id}");
    send(
        &router,
        &tables,
        &change,
        &[("name", "By kind"), ("caveat", "")],
    )
    .await;
    let tables = get(&router, "/tables").await.body;
    assert!(tables.contains("By kind") && !tables.contains("Known cases only."));

    let typed = [
        ("name", "Yearly table"),
        ("caveat", ""),
        ("audience", "public"),
        ("language", "en"),
    ];
    let one = send(&router, &page, "/frozen", &typed).await;
    let twice = send(&router, &page, "/frozen", &typed).await;
    assert_eq!(one, twice, "a second click freezes nothing more");
    let shown = get(&router, &one).await.body;
    assert!(shown.contains("The checksum holds"), "{shown}");
    let unchanged = "Every figure is as it was published.";
    assert!(shown.contains(unchanged), "{shown}");
    let file = |ending: &str| format!("{one}/published.{ending}");
    let html = get(&router, &file("html")).await;
    assert!(html.header("content-disposition").starts_with("attachment"));
    assert_eq!(html.body, get(&router, &file("html")).await.body);
    assert!(html.body.contains("Yearly table"));
    let pdf = get(&router, &file("pdf")).await;
    assert_eq!(pdf.status, StatusCode::OK);
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert_eq!(
        get(&router, &file("odt")).await.status,
        StatusCode::NOT_FOUND
    );
    let list = get(&router, "/frozen").await.body;
    assert_eq!(list.matches("Yearly table").count(), 1);

    let to = send(&router, &list, "/frozen/least", &[("least", "5")]).await;
    assert_eq!(to, "/frozen#least");
    let page = get(&router, &format!("/count/use?{YEAR}")).await.body;
    assert!(page.contains("numbers below 5 are left out"));

    let outputs = get(
        &router,
        "/outputs/bulletin?from=2020&to=2020&audience=public",
    )
    .await
    .body;
    let bulletin = send(
        &router,
        &outputs,
        "/frozen",
        &[("name", "Bulletin of 2020"), ("caveat", "")],
    )
    .await;
    assert!(
        get(&router, &bulletin)
            .await
            .body
            .contains("Bulletin of 2020")
    );

    let taken = send(
        &router,
        &get(&router, "/tables").await.body,
        &change,
        &[("do", "take-back")],
    )
    .await;
    assert_eq!(taken, "/tables");
    assert!(!get(&router, "/tables").await.body.contains("By kind"));
    assert_eq!(
        get(&router, "/frozen/11111111-1111-4111-8111-111111111111")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_bulletin_keeps_its_least_verification_from_the_form_to_what_is_frozen() {
    let router = kazakhstan_to_change();
    let form = get(&router, "/outputs").await.body;
    let levels = between(&form, "name=\"least\">", "</select>").expect("levels to choose from");
    assert!(levels.contains("<option value=\"v3\">Verified"), "{levels}");
    let outputs = get(&router, "/outputs/bulletin?from=2020&to=2020&least=v3")
        .await
        .body;
    assert!(outputs.contains("Least verification"), "{outputs}");
    let file = get(&router, "/outputs/bulletin.csv?from=2020&to=2020&least=v3").await;
    assert!(file.body.contains("Least verification,Verified"));
    assert!(outputs.contains("least=v3"), "its files are of the same");
    let name = [("name", "Verified in 2020"), ("caveat", "")];
    let frozen = send(&router, &outputs, "/frozen", &name).await;
    let kept = get(&router, &format!("{frozen}/published.csv")).await.body;
    assert!(kept.contains("Least verification,Verified"), "{kept}");
    let page = get(&router, &frozen).await.body;
    for ending in ["pdf", "docx", "xlsx"] {
        assert!(page.contains(&format!("/published.{ending}\"")), "{ending}");
    }
    let docx = get(&router, &format!("{frozen}/published.docx")).await;
    assert_eq!(docx.status, StatusCode::OK);
    let name = docx.header("content-disposition");
    assert!(
        name.contains("published-") && name.contains(".docx"),
        "{name}"
    );
    let none = get(&router, &format!("{frozen}/published.exe")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn each_form_of_a_kept_table_has_a_token_of_its_own() {
    let router = kazakhstan_to_change();
    for name in ["One", "Another"] {
        let page = get(&router, &format!("/count/use?{YEAR}")).await.body;
        send(&router, &page, "/tables", &[("name", name)]).await;
    }
    let page = get(&router, "/tables").await.body;
    let tokens: Vec<&str> = page
        .split("name=\"form\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let different: std::collections::BTreeSet<&&str> = tokens.iter().collect();
    assert_eq!((tokens.len(), different.len()), (4, 4), "{tokens:?}");
}

#[tokio::test]
async fn a_frozen_table_shows_the_picture_it_was_published_with() {
    let router = kazakhstan_to_change();
    let page = get(&router, &format!("/count?{YEAR}&draw=bars")).await.body;
    let way = between(&page, "href=\"/count/use?", "\"").unwrap();
    let page = get(&router, &format!("/count/use?{}", plain(way)))
        .await
        .body;
    assert!(way.ends_with("draw=bars"), "{way}");
    let frozen = send(&router, &page, "/frozen", &[("name", "With a picture")]).await;
    let page = get(&router, &frozen).await.body;
    let picture = between(&page, "<img class=\"frozen\" src=\"", "\"").expect("a picture");
    let picture = get(&router, picture).await;
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert!(picture.body.starts_with("<svg"), "{}", picture.body);
}
