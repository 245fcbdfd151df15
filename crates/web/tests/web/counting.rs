//! The count builder: three properties, pictures that fit, files of what is shown, and what cannot be asked.

use axum::http::StatusCode;

use crate::fixture::{between, get, get_in, kazakhstan, links, plain};

/// The most that a page may weigh.
const MOST: usize = 60_000;

/// The number at the head of a count, and of its records.
fn head(page: &str) -> u64 {
    let found = between(page, "class=\"found\">", "</").expect("a head");
    let digits: String = found
        .rsplit('>')
        .next()
        .unwrap()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap()
}

#[tokio::test]
async fn three_properties_stand_in_parts_and_every_number_opens_its_records() {
    let router = kazakhstan();
    let address = "/count?unit=acts&by=type:top&by=year&by=verification&from=2019&to=2021";
    let page = get(&router, address).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let body = plain(&page.body);
    assert!(body.contains("<tr class=\"part\">"), "parts");
    let mut looked = 0;
    for cell in page
        .body
        .split("<td class=\"num\"><a href=\"")
        .skip(1)
        .take(25)
    {
        let href = plain(cell.split('"').next().unwrap());
        let count: u64 = cell
            .split('>')
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert_eq!(head(&get(&router, &href).await.body), count, "{href}");
        looked += 1;
    }
    assert!(looked > 10, "{looked}");
}

#[tokio::test]
async fn involvements_open_exactly_those_that_are_counted_with_groups_beside_them() {
    let router = kazakhstan();
    let named = get(&router, "/count?unit=involvements&by=role").await.body;
    let first = links(&named)
        .into_iter()
        .find(|link| link.starts_with("/count/records?"))
        .unwrap();
    assert_eq!(head(&get(&router, &first).await.body), head(&named));
    let estimates = get(
        &router,
        "/count?unit=involvements&by=role&numbers=estimates",
    )
    .await;
    assert_eq!(estimates.status, StatusCode::OK);
    assert!(estimates.body.contains("In brackets: how many"));
    assert_eq!(
        head(&estimates.body),
        head(&named),
        "no people are invented"
    );
    for number in ["1", "2"] {
        let page = format!("{first}&page={number}");
        let answer = get(&router, &page).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.contains("href=\"/record/"));
    }
    let refused = get(&router, "/count?unit=acts&numbers=estimates").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_count_is_drawn_as_it_fits_and_says_why_not_otherwise() {
    let router = kazakhstan();
    for (query, look, is_drawn) in [
        ("unit=acts&by=year", "lines", true),
        ("unit=acts&by=region", "regions", true),
        (
            "unit=acts&by=type:top&by=year&from=2016&to=2021",
            "heat",
            true,
        ),
        ("unit=acts&by=type:top", "bars", true),
        ("unit=acts&by=type:top", "lines", false),
        ("unit=acts&by=type:top", "stacked", false),
        ("unit=acts&by=type:top", "pyramid", false),
        ("unit=acts&by=type:top&by=year", "regions", false),
    ] {
        let address = format!("/count?{query}&draw={look}");
        let page = get(&router, &address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let drawn = page.body.contains("<div class=\"picture");
        assert_eq!(drawn, is_drawn, "{address}");
        let says = page.body.contains("<p class=\"empty\">");
        assert_eq!(says, !is_drawn, "{address}");
        let svg = get(&router, &format!("/count/picture.svg?{query}&draw={look}")).await;
        assert_eq!(svg.status == StatusCode::OK, is_drawn, "{address}");
    }
    let none = get(&router, "/count?unit=acts&by=year&draw=none")
        .await
        .body;
    assert!(!none.contains("<div class=\"picture") && !none.contains("class=\"empty\""));
    let unknown = get(&router, "/count?unit=acts&by=year&draw=pie").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_shown_can_be_taken_along_in_four_kinds_and_for_everybody() {
    let router = kazakhstan();
    let query = "unit=acts&by=type:0&by=year&from=2019&to=2021";
    let page = get(&router, &format!("/count?{query}")).await.body;
    let total = head(&page).to_string();
    for ending in ["html", "csv", "xlsx", "json"] {
        let address = format!("/count/table.{ending}?{query}");
        assert!(
            links(&page)
                .iter()
                .any(|link| link.replace("%3A", ":") == address),
            "{address}"
        );
        for audience in ["", "&audience=partners", "&audience=public"] {
            let file = get(&router, &format!("{address}{audience}")).await;
            assert_eq!(file.status, StatusCode::OK, "{address}");
            assert!(file.header("content-disposition").starts_with("attachment"));
            assert!(!file.body.is_empty());
        }
    }
    let csv = get(&router, &format!("/count/table.csv?{query}"))
        .await
        .body;
    assert!(csv.contains(&format!(",{total}\r\n")), "{csv}");
    let html = get(&router, &format!("/count/table.html?{query}&draw=bars"))
        .await
        .body;
    assert!(html.contains("<svg") && html.contains("<table"));
    let nobody = get(
        &router,
        &format!("/count/table.csv?{query}&audience=nobody"),
    )
    .await;
    assert_eq!(
        nobody.status,
        StatusCode::BAD_REQUEST,
        "nothing is taken for the group"
    );
    for wrong in ["table.pdf", "picture.png", "other.csv", "table"] {
        let answer = get(&router, &format!("/count/{wrong}?{query}")).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST
            ),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn a_count_is_narrowed_by_a_property_and_one_of_its_values() {
    let router = kazakhstan();
    let page = get(&router, "/count?unit=acts&by=year&from=2020&to=2020")
        .await
        .body;
    let narrow = links(&page)
        .into_iter()
        .find(|link| link.starts_with("/count/narrow?"))
        .unwrap();
    let properties = get(&router, &narrow).await.body;
    let of_type = links(&properties)
        .into_iter()
        .find(|link| link.ends_with("&of=type%3A0"))
        .unwrap();
    let values = get(&router, &of_type).await.body;
    let row = between(&values, "<tbody>", "</tr>").unwrap();
    let href = plain(between(row, "href=\"", "\"").unwrap());
    let count: u64 = between(row, "class=\"num\">", "<")
        .unwrap()
        .parse()
        .unwrap();
    let narrowed = get(&router, &href).await.body;
    assert_eq!(head(&narrowed), count);
    assert!(
        narrowed.contains("<span class=\"unseen\">Take away:"),
        "{narrowed}"
    );
    // A third property is chosen in the same way, and taken out again.
    let two = get(
        &router,
        "/count?unit=acts&by=type:top&by=year&from=2020&to=2020",
    )
    .await
    .body;
    let third = links(&two)
        .into_iter()
        .find(|link| link.ends_with("&add=by"))
        .unwrap();
    let by_region = links(&get(&router, &third).await.body)
        .into_iter()
        .find(|link| link.ends_with("&by=region"))
        .unwrap();
    let three = get(&router, &by_region).await.body;
    assert!(three.contains("<tr class=\"part\">"));
    assert!(three.contains("name=\"by\" value=\"region\""));
}

#[tokio::test]
async fn acts_involvements_and_persons_are_told_apart_by_an_example_of_the_workspace() {
    let router = kazakhstan();
    let asked = "/count?unit=acts&by=target.category";
    let page = get(&router, asked).await.body;
    let which = links(&page)
        .into_iter()
        .find(|link| link.starts_with("/count/which?"))
        .unwrap();
    let body = get(&router, &which).await.body;
    let row = body
        .split("<tr")
        .find(|row| row.contains("Political activist"))
        .unwrap();
    let numbers: Vec<&str> = row.split("class=\"num\">").skip(1).collect();
    let number = |at: usize| -> u64 { numbers[at].split('<').next().unwrap().parse().unwrap() };
    assert!(number(0) >= number(2) && number(1) >= number(2), "{row}");
    assert_ne!(number(1), number(2), "{row}");
    assert!(body.contains("1 person, ") && body.contains("/record/"));
    // Events are no people: nothing is asked there.
    let events = get(&router, "/count?unit=events").await.body;
    assert!(
        !links(&events)
            .iter()
            .any(|link| link.starts_with("/count/which"))
    );
}

#[tokio::test]
async fn no_page_of_a_count_is_heavy_whatever_is_asked() {
    let router = kazakhstan();
    for query in [
        "unit=acts",
        "unit=acts&by=type&by=start:month",
        "unit=acts&by=type&by=start:day&by=region",
        "unit=acts&by=type:top&by=region&by=verification&draw=heat",
        "unit=persons&by=act.type&by=gender",
        "unit=involvements&by=actor&by=act&numbers=estimates",
        "unit=sources&by=kind&by=reliability",
        "unit=figures&by=unit",
    ] {
        for language in ["en", "ru", "kk"] {
            let address = format!("/count?{query}");
            let page = get_in(&router, &address, language).await;
            assert_eq!(
                page.status,
                StatusCode::OK,
                "{address}: {}",
                plain(&page.body)
            );
            assert!(
                page.body.len() <= MOST,
                "{address} in {language}: {}",
                page.body.len()
            );
        }
    }
}

#[tokio::test]
async fn what_cannot_be_counted_is_said_in_words() {
    let router = kazakhstan();
    for (query, says) in [
        ("unit=acts&by=colour", "colour"),
        ("unit=threats", "threats"),
        (
            "unit=acts&from=2021&to=2020",
            "ends (2020) before it starts",
        ),
        ("unit=acts&by=type&by=type", "type"),
        ("unit=acts&by=type&by=year&by=region&by=status", "3"),
        ("unit=acts&least=v99", "v99"),
        ("unit=acts&date=yesterday", "yesterday"),
        ("unit=acts&where=type", "PROPERTY"),
        ("unit=acts&from=2020-13", "2020-13"),
        (
            "unit=places&date=learned&from=2020&by=month&where=colour=1",
            "colour",
        ),
    ] {
        for page in [
            "/count",
            "/count/use",
            "/count/narrow",
            "/count/which",
            "/count/table.csv",
        ] {
            let address = format!("{page}?{query}");
            let refused = get(&router, &address).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{address}");
            assert!(
                plain(&refused.body).contains(says),
                "{address}: {}",
                plain(&refused.body)
            );
        }
    }
    let past = get(&router, "/count?unit=acts&as_of=2020-01-01").await;
    assert_eq!(past.status, StatusCode::BAD_REQUEST);
    let far = get(&router, "/count?unit=acts&by=type&page=x").await;
    assert_eq!(far.status, StatusCode::BAD_REQUEST);
    let beyond = get(&router, "/count?unit=acts&by=type&page=999&across=999").await;
    assert_eq!(beyond.status, StatusCode::OK);
}

#[tokio::test]
async fn what_does_not_go_together_in_the_form_is_said_beside_the_form() {
    let router = kazakhstan();
    for (query, says, kept) in [
        (
            "by=type&by=type",
            "twice",
            "<option value=\"type\" selected>",
        ),
        (
            "by=type&by=type:0&by=type",
            "twice",
            "<option value=\"type\" selected>",
        ),
        (
            "by=type&from=2021&to=2020",
            "before it starts",
            "value=\"2021\"",
        ),
    ] {
        let page = get(&router, &format!("/count?unit=acts&{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
        let alert = between(&page.body, "role=\"alert\">", "</p>").unwrap_or_default();
        assert!(alert.contains(says), "{query}: {alert}");
        let form = between(&page.body, "<form class=\"asking\"", "</form>").expect("the form");
        assert!(form.contains(kept), "{query}: {form}");
        // No answer to another question stands there to be taken for this one's.
        assert!(!page.body.contains("id=\"answer\""), "{query}");
    }
}

/// Which publisher tells of whom: four people on four lists that do not overlap enough for any number.
#[tokio::test]
async fn how_many_were_never_recorded_is_told_or_refused_with_its_reason() {
    let router = kazakhstan();
    let count = get(&router, "/count?unit=persons").await.body;
    let href = links(&count)
        .into_iter()
        .find(|link| link.starts_with("/count/estimate?"))
        .unwrap();
    let page = get(&router, &href).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.len() < 60_000, "{}", page.body.len());
    for said in [
        "Verdict: no estimate",
        "Why",
        "What would help",
        "name=\"list\"",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let by_kind = get(&router, &format!("{href}&lists=kind")).await;
    assert_eq!(by_kind.status, StatusCode::OK);
    for wrong in ["lists=colour", "list=nobody%20here", "by=type&by=year"] {
        let refused = get(&router, &format!("{href}&{wrong}")).await;
        assert!(
            refused.status.is_client_error(),
            "{wrong}: {}",
            refused.status
        );
    }
    // What is counted without people has no such question.
    let cases = get(&router, "/count?unit=cases").await.body;
    assert!(!cases.contains("/count/estimate"));
}
