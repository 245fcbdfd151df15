//! The package of data and the static site on their pages: who is named comes before the file, and the file holds what
//! was chosen.

use axum::http::StatusCode;

use crate::fixture::{between, get, get_in, kazakhstan, links, plain};

/// A link of the page to this file.
fn file(page: &str, of: &str) -> String {
    let found = links(page).into_iter().find(|link| link.contains(of));
    found.unwrap_or_else(|| panic!("{of}"))
}

#[tokio::test]
async fn a_package_of_data_is_taken_along_from_its_page_behind_the_gate() {
    let router = kazakhstan();
    let offered = get(&router, "/outputs").await.body;
    assert!(offered.contains("formaction=\"/outputs/package\""));
    for (audience, is_gated) in [("internal", false), ("public", true)] {
        let address = format!(
            "/outputs/package?from=2020-01-01&to=2020-12-31&audience={audience}&licence=CC-BY-4.0&language=ru"
        );
        let page = get(&router, &address).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert_eq!(page.body.contains("id=\"gate-title\""), is_gated);
        assert!(page.body.contains("<code>acts.csv</code>"));
        let answer = get(&router, &file(&page.body, "/outputs/package.zip?")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/zip");
        let name = answer.header("content-disposition");
        assert!(name.contains("data-2020-01-01-2020-12-31.zip"), "{name}");
    }
    for wrong in [
        "audience=friends",
        "licence=mine",
        "language=xx",
        "from=2021-01-01&to=2020-01-01",
        "least=v99",
    ] {
        let page = get(&router, &format!("/outputs/package?{wrong}")).await;
        assert!(page.status.is_client_error(), "{wrong}: {}", page.status);
    }
}

#[tokio::test]
async fn a_site_says_what_it_will_hold_and_whom_it_names_before_it_is_made() {
    let router = kazakhstan();
    let page = get_in(&router, "/outputs/site?from=2020-06-01&to=2020-06-30", "ru").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let body = plain(&page.body);
    assert!(body.contains("Статический сайт") && body.contains("id=\"gate-title\""));
    let ticked = |page: &str, id: &str| {
        between(page, &format!("<input id=\"{id}\""), ">").is_some_and(|of| of.contains("checked"))
    };
    for id in [
        "in-en",
        "in-ru",
        "in-kk",
        "holds-bulletin",
        "holds-restrictions",
    ] {
        assert!(ticked(&page.body, id), "{id}");
    }
    assert!(!ticked(&page.body, "holds-country_profile"));
    // What was chosen stays chosen, and stands in the address of the file.
    let chosen = "/outputs/site?from=2020-06-01&to=2020-06-30&chosen=yes&in=kk&edition=3";
    let page = get(&router, chosen).await.body;
    assert!(ticked(&page, "in-kk") && !ticked(&page, "in-ru") && !ticked(&page, "holds-bulletin"));
    let address = plain(&file(&page, "/outputs/site.zip?"));
    assert!(
        address.contains("edition=3") && address.ends_with("in=kk"),
        "{address}"
    );
    let answer = get(&router, &address).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/zip");
    for wrong in ["in=xx", "holds=No+Such", "edition=0", "holds=of_nobody"] {
        let page = get(&router, &format!("/outputs/site?chosen=yes&{wrong}")).await;
        assert!(page.status.is_client_error(), "{wrong}: {}", page.status);
    }
}
