//! A number is a link to its records: as many as it says.

use axum::http::StatusCode;

use crate::fixture::{Answer, between, get, kazakhstan, links, plain, submit};

/// The number at the head of a list.
fn found(answer: &Answer, address: &str) -> u64 {
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    number(between(&answer.body, "class=\"found\"><span class=\"num\">", "<").expect(address))
}

fn number(text: &str) -> u64 {
    text.replace(',', "").parse().expect(text)
}

/// Links to lists of records with the number they are the text of.
fn numbered_links(page: &str) -> Vec<(String, u64)> {
    page.split("<a ")
        .skip(1)
        .filter_map(|rest| {
            let href = plain(between(rest, "href=\"", "\"")?);
            let text = rest.split_once('>')?.1.split('<').next()?;
            let is_number =
                !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == ',');
            (href.starts_with("/records/") && is_number).then(|| (href, number(text)))
        })
        .collect()
}

#[tokio::test]
async fn every_cell_of_a_count_leads_to_as_many_records() {
    let router = kazakhstan();
    let mut checked = 0;
    for address in [
        "/count?unit=acts",
        "/count?unit=acts&by=type:top",
        "/count?unit=acts&by=type:top&by=year&from=2016&to=2021",
        "/count?unit=acts&by=rights&where=type%3DLIB",
        "/count?unit=acts&by=target.category",
        "/count?unit=events&by=region",
        "/count?unit=restrictions&by=kind&by=start:year",
        "/count?unit=sources&by=kind",
        "/count?unit=commitments&by=theme",
    ] {
        let page = get(&router, address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let cells = numbered_links(&page.body);
        assert!(!cells.is_empty(), "{address}");
        for (href, count) in cells.into_iter().take(40) {
            assert_eq!(
                found(&get(&router, &href).await, &href),
                count,
                "{href} of {address}"
            );
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}

#[tokio::test]
async fn every_facet_value_leads_to_as_many_records() {
    let router = kazakhstan();
    for address in [
        "/records/act",
        "/records/actor",
        "/records/event",
        "/records/restriction",
        "/records/act?where=type%3Atop%3D%3DLIB",
        submit(&router, "/records/event", &[("q", "Kazakhstan")])
            .await
            .header("location"),
        "/records/restriction?on=2021-07-22",
    ] {
        let page = get(&router, address).await;
        let facets = between(&page.body, "<aside class=\"facets\"", "</aside>").expect(address);
        let mut checked = 0;
        // Where something is chosen, another value widens the choice: its number is what it adds.
        for facet in facets
            .split("<details")
            .filter(|facet| !facet.contains(" on\""))
        {
            for item in facet.split("<li").skip(1) {
                let href = plain(between(item, "href=\"", "\"").unwrap());
                let count = number(between(item, "class=\"num\">", "<").unwrap());
                assert_eq!(found(&get(&router, &href).await, &href), count, "{href}");
                checked += 1;
            }
        }
        assert!(checked > 5, "{address}: {checked}");
    }
}

#[tokio::test]
async fn the_start_page_counts_what_its_lists_hold() {
    let router = kazakhstan();
    let page = get(&router, "/").await.body;
    let contents = between(&page, "contents-of-book", "</ul>").unwrap();
    let mut checked = 0;
    for item in contents.split("<li>").skip(1) {
        let href = plain(between(item, "href=\"", "\"").unwrap());
        let count = number(between(item, "class=\"num\">", "<").unwrap());
        assert_eq!(found(&get(&router, &href).await, &href), count, "{href}");
        checked += 1;
    }
    assert!(checked > 10, "{checked}");
    for (href, count) in numbered_links(&page) {
        assert_eq!(found(&get(&router, &href).await, &href), count, "{href}");
    }
}

#[tokio::test]
async fn all_pages_of_a_list_together_hold_each_record_once() {
    let router = kazakhstan();
    let mut seen = std::collections::BTreeSet::new();
    let mut address = "/records/act".to_owned();
    let total = found(&get(&router, &address).await, &address);
    loop {
        let page = get(&router, &address).await.body;
        let names = page.split("<th scope=\"row\" class=\"name\">").skip(1);
        for name in names {
            let href = between(name, "href=\"", "\"").unwrap().to_owned();
            assert!(seen.insert(href.clone()), "{href} twice");
        }
        match page.split("rel=\"next\" href=\"").nth(1) {
            Some(rest) => address = plain(rest.split('"').next().unwrap()),
            None => break,
        }
    }
    assert_eq!(seen.len() as u64, total);
}

#[tokio::test]
async fn whatever_can_be_chosen_to_count_by_can_be_counted() {
    let router = kazakhstan();
    let start = get(&router, "/count").await.body;
    let units: Vec<String> = links(&start)
        .into_iter()
        .filter(|link| link.starts_with("/count?unit="))
        .collect();
    assert!(units.len() > 10);
    let mut checked = 0;
    for unit in units {
        let page = get(&router, &unit).await;
        assert_eq!(page.status, StatusCode::OK, "{unit}");
        let select = between(&page.body, "<select id=\"by-1\"", "</select>").unwrap();
        for value in select
            .split("<option value=\"")
            .skip(2)
            .filter_map(|r| r.split('"').next())
        {
            let address = format!("{unit}&by={}", plain(value));
            let answer = get(&router, &address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}

#[tokio::test]
async fn case_06_zhanaozen_shows_both_numbers_side_by_side() {
    let router = kazakhstan();
    let list = get(&router, "/records/event?where=agreement%3Ddiffer")
        .await
        .body;
    let record = links(&list)
        .into_iter()
        .find(|link| link.starts_with("/record/"))
        .unwrap();
    let page = get(&router, &record).await.body;
    let contested = between(&page, "beside-each-other", "</dd>").unwrap();
    assert!(contested.contains("at least 14") && contested.contains("at least 17"));
    assert!(page.contains("class=\"mark differ\""));
}

#[tokio::test]
async fn dates_typed_into_the_form_become_conditions_of_the_address() {
    let router = kazakhstan();
    let answer = get(&router, "/records/act?q=&from=2020-01&to=2020-12").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let address = answer.header("location").to_owned();
    assert_eq!(
        address,
        "/records/act?where=start%3E%3D2020-01&where=start%3C%3D2020-12"
    );
    let list = get(&router, &address).await;
    let counted = get(&router, "/count?unit=acts&from=2020-01&to=2020-12").await;
    let total = between(&counted.body, "class=\"found\"><a class=\"num\"", "</a>").unwrap();
    assert_eq!(
        found(&list, &address),
        number(total.split('>').nth(1).unwrap())
    );
    assert!(list.body.contains("name=\"from\" value=\"2020-01\""));
}

#[tokio::test]
async fn every_number_of_a_publication_leads_to_its_records() {
    let router = kazakhstan();
    for address in [
        "/outputs/restrictions?on=2021-07-22",
        "/outputs/commitments?on=2021-07-22",
        "/outputs/bulletin?from=2020&to=2020",
    ] {
        let page = get(&router, address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let bare: Vec<&str> = page
            .body
            .split("<span class=\"number\">")
            .skip(1)
            .filter_map(|rest| rest.split('<').next())
            .filter(|text| *text != "0")
            .collect();
        assert!(bare.is_empty(), "{address}: {bare:?}");
        let mut within = 0;
        for rest in page.body.split("class=\"number\" href=\"#").skip(1) {
            let place = rest.split('"').next().unwrap();
            let there = page.body.contains(&format!("id=\"{place}\""));
            assert!(there, "{place} of {address}");
            within += 1;
        }
        assert!(within > 0 || address.contains("bulletin"), "{address}");
    }
}

#[tokio::test]
async fn the_figures_of_others_are_found_as_series_and_open_their_sources() {
    let router = kazakhstan();
    let found = async |words| {
        let sent = submit(&router, "/figures", &[("q", words)]).await;
        get(&router, sent.header("location")).await
    };
    let list = found("zhanaozen").await;
    assert_eq!(list.status, StatusCode::OK);
    let first = links(&list.body)
        .into_iter()
        .find(|link| link.starts_with("/figures/"))
        .unwrap();
    let one = get(&router, &first).await;
    assert_eq!(one.status, StatusCode::OK);
    let body = plain(&one.body);
    assert!(body.contains("at least 14"), "{body}");
    assert!(
        links(&one.body)
            .iter()
            .any(|link| link.starts_with("/record/"))
    );
    // More series than a page holds: the rest is on the next.
    let all = get(&router, "/figures").await.body;
    assert!(links(&all).iter().any(|link| link == "/figures?page=2"));
    let rest = get(&router, "/figures?page=2").await.body;
    let of = |page: &str| {
        links(page)
            .iter()
            .filter(|link| link.starts_with("/figures/"))
            .count()
    };
    assert!(of(&rest) > 0 && of(&all) == 100);
    let none = found("zzzz").await.body;
    assert!(none.contains("No series has these words."));
    assert_eq!(
        get(&router, "/figures/0000000000000000").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_series_of_figures_is_taken_along_in_every_format_for_each_audience() {
    let router = kazakhstan();
    let list = get(&router, "/figures").await.body;
    let series = links(&list)
        .into_iter()
        .find(|link| link.starts_with("/figures/"))
        .unwrap();
    let page = get(&router, &series).await.body;
    for ending in ["html", "pdf", "docx", "xlsx", "csv"] {
        let way = format!("{series}.{ending}");
        assert!(page.contains(&format!("formaction=\"{way}\"")), "{way}");
        if ending == "pdf" {
            // Pages are set in the tests of the workspace.
            continue;
        }
        let file = get(&router, &format!("{way}?audience=public")).await;
        assert_eq!(file.status, StatusCode::OK, "{way}");
        let name = file.header("content-disposition");
        assert!(name.contains("figures-") && name.contains(ending), "{name}");
    }
    for wrong in [
        format!("{series}.exe"),
        "/figures/0000.docx".to_owned(),
        format!("{series}.csv?audience=friends"),
    ] {
        let answer = get(&router, &wrong).await;
        assert!(answer.status.is_client_error(), "{wrong}");
    }
}
