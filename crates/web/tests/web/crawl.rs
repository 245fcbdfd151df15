//! Every page that can be reached: its links lead somewhere, its words are there in every language, it
//! runs nothing.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::StatusCode;

use crate::accessible;
use crate::fixture::{HOSTILE, get, get_in, kazakhstan, links, plain, search};

/// Pages of one shape (the same path but for ids and codes, the same parameters) that are read.
const OF_A_SHAPE: usize = 4;

/// Most bytes of a page. A publication is one document and as long as what it tells.
const LARGEST_PAGE: usize = 60_000;

fn is_document(address: &str) -> bool {
    address.starts_with("/outputs/")
}

/// `/records/act?where=a&where=b` → `/records/_?where`.
fn shape(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let names: BTreeSet<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    let mut parts = path.split('/').skip(1);
    let first = parts.next().unwrap_or_default();
    let rest = parts.next().map_or("", |part| match first {
        "outputs" | "static" => part,
        // Each type has columns and facets of its own.
        "records" if query.is_empty() => part,
        _ => "_",
    });
    format!(
        "/{first}/{rest}?{}",
        names.into_iter().collect::<Vec<_>>().join("&")
    )
}

async fn crawl(language: &str) -> BTreeMap<String, String> {
    let router = kazakhstan();
    let mut waiting = VecDeque::from([
        "/".to_owned(),
        "/records/event?where=agreement%3Ddiffer".to_owned(),
        search(&router, "zhostile").await,
        search(&router, "Алматы").await,
        "/count?unit=acts&by=type&by=year".to_owned(),
        "/count?unit=persons&by=act.type".to_owned(),
    ]);
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let mut pages = BTreeMap::new();
    while let Some(address) = waiting.pop_front() {
        let of_shape = shapes.entry(shape(&address)).or_default();
        *of_shape += 1;
        if *of_shape > OF_A_SHAPE {
            continue;
        }
        let answer = get_in(&router, &address, language).await;
        if address.starts_with("/language?") {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}");
            continue;
        }
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{address}\n{}",
            excerpt(&answer.body)
        );
        if !answer.header("content-type").starts_with("text/html")
            || !answer.header("content-disposition").is_empty()
        {
            continue;
        }
        for link in links(&answer.body) {
            if link.starts_with("http://") || link.starts_with("https://") {
                continue;
            }
            if let Some(anchor) = link.strip_prefix('#') {
                assert!(has_anchor(&answer.body, anchor), "#{anchor} on {address}");
                continue;
            }
            assert!(
                link.starts_with('/') && !link.starts_with("//"),
                "{link} on {address}"
            );
            let page = link.split('#').next().unwrap_or_default().to_owned();
            if known.insert(page.clone()) {
                waiting.push_back(page);
            }
        }
        pages.insert(address, answer.body);
    }
    pages
}

fn excerpt(page: &str) -> &str {
    page.find("<main").map_or(page, |at| &page[at..])
}

fn has_anchor(page: &str, anchor: &str) -> bool {
    page.contains(&format!("id=\"{anchor}\""))
}

/// What no page may hold, whoever wrote its records.
fn assert_quiet(address: &str, page: &str) {
    let lower = crate::fixture::without_own_scripts(page).to_lowercase();
    for forbidden in [
        "<script",
        "<style",
        " style=",
        " onerror=\"",
        " onclick",
        "javascript:",
        "<iframe",
        "<object",
        "<img",
    ] {
        assert!(!lower.contains(forbidden), "{forbidden} on {address}");
    }
    assert!(
        !page.contains('⟦'),
        "a text without words on {address}: {}",
        {
            let at = page.find('⟦').unwrap_or(0);
            page[at..].chars().take(60).collect::<String>()
        }
    );
    assert_eq!(page.matches("<h1").count(), 1, "one heading on {address}");
    assert_eq!(page.matches("<main").count(), 1, "{address}");
    let mut ids = BTreeSet::new();
    for id in page
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        assert!(ids.insert(id), "id {id} stands twice on {address}");
    }
    for label in page
        .split("aria-labelledby=\"")
        .skip(1)
        .filter_map(|r| r.split('"').next())
        .flat_map(str::split_ascii_whitespace)
    {
        assert!(ids.contains(label), "{label} names nothing on {address}");
    }
    for field in page
        .split("<label for=\"")
        .skip(1)
        .filter_map(|r| r.split('"').next())
    {
        assert!(
            ids.contains(field),
            "label for nothing: {field} on {address}"
        );
    }
    for link in page
        .split("<a ")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
    {
        let is_outside = link.contains("href=\"http");
        assert!(
            !is_outside || link.contains("noopener noreferrer"),
            "{link} on {address}"
        );
    }
}

#[tokio::test]
async fn every_link_leads_to_a_quiet_page_in_every_language() {
    for language in ["en", "ru", "kk"] {
        let pages = crawl(language).await;
        assert!(pages.len() > 70, "{} pages in {language}", pages.len());
        let mut faults = Vec::new();
        for (address, page) in &pages {
            assert_quiet(address, page);
            faults.extend(
                accessible::faults(page)
                    .into_iter()
                    .map(|fault| format!("{address}: {fault}")),
            );
            if page.len() > LARGEST_PAGE && !is_document(address) {
                faults.push(format!("{address}: {} bytes", page.len()));
            }
            assert!(
                page.contains(&format!("<html lang=\"{language}\">")),
                "{address}"
            );
        }
        assert!(faults.is_empty(), "in {language}:\n{}", faults.join("\n"));
        // Links to a place on another page find it.
        for (address, page) in &pages {
            for link in links(page) {
                if let Some((to, anchor)) = link.split_once('#')
                    && let Some(target) = pages.get(to)
                {
                    assert!(has_anchor(target, anchor), "{link} on {address}");
                }
            }
        }
    }
}

#[tokio::test]
async fn hostile_words_stay_words() {
    let router = kazakhstan();
    let found = get(&router, &search(&router, "zhostile").await).await;
    assert_quiet("the search", &found.body);
    let record = links(&found.body)
        .into_iter()
        .find(|link| link.starts_with("/record/"))
        .unwrap();
    let page = get(&router, &record).await.body;
    assert_quiet(&record, &page);
    assert!(plain(&page).contains(HOSTILE), "as they were written");
    let evil = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for address in [
        format!("/search?q={evil}&type={evil}"),
        format!("/search/{evil}?type={evil}"),
        format!("/search/saved/{evil}"),
        format!("/records/act?words={evil}"),
        format!("/records/act?cols={evil}&open={evil}&more={evil}"),
        format!("/records/act?source={evil}"),
        format!("/records/act/{evil}"),
        format!("/records/act/export.csv?where={evil}"),
        format!("/records/act?q={evil}"),
        format!("/records/{evil}"),
        format!("/records/act?where={evil}"),
        format!("/records/act?where=type%3D{evil}"),
        format!("/records/act?page={evil}"),
        format!("/records/act?sort={evil}"),
        format!("/records/restriction?on={evil}"),
        format!("/count?unit={evil}"),
        format!("/count?unit=acts&by={evil}"),
        format!("/count?unit=acts&from={evil}"),
        format!("/outputs/{evil}"),
        format!("/outputs/bulletin?from={evil}"),
        format!("/outputs/bulletin?audience={evil}"),
        format!("/journal/{evil}"),
        format!("/record/{evil}"),
        format!("/language?to={evil}"),
        format!("/{evil}?{evil}={evil}"),
    ] {
        let answer = get(&router, &address).await;
        assert_quiet(&address, &answer.body);
        assert!(
            answer.status == StatusCode::OK || answer.status.is_client_error(),
            "{} {address}",
            answer.status
        );
    }
}

#[tokio::test]
async fn what_cannot_be_answered_says_why_in_the_readers_language() {
    let router = kazakhstan();
    for (address, status, english, russian) in [
        (
            "/nowhere",
            404,
            "There is no such page",
            "Такой страницы нет",
        ),
        (
            "/record/x",
            404,
            "There is no such record",
            "Такой записи нет",
        ),
        (
            "/records/acts",
            404,
            "“acts” is not a type",
            "«acts» не является типом",
        ),
        (
            "/records/act?where=nonsense%3D1",
            400,
            "not a property of",
            "нельзя ответить",
        ),
        (
            "/records/act?where=type%3DXX",
            400,
            "not a code",
            "нельзя ответить",
        ),
        (
            "/records/act?from=2021-02-31",
            400,
            "28 days",
            "нельзя ответить",
        ),
        (
            "/records/act?page=x",
            400,
            "not the number of a page",
            "не является номером страницы",
        ),
        (
            "/records/restriction?on=2021",
            400,
            "not a day",
            "не является днём",
        ),
        (
            "/count?unit=goats",
            400,
            "no unit “goats”",
            "нельзя ответить",
        ),
        (
            // Said beside the form, where it can be put right.
            "/count?unit=acts&by=a&by=b&by=c",
            400,
            "is not a property of act",
            "не свойство того, что считается",
        ),
        (
            "/count?unit=acts&from=2021&to=2020",
            400,
            "ends (2020) before it starts",
            "раньше, чем начинается",
        ),
        (
            "/outputs/bulletin?from=2021-02-01&to=2021-01-01",
            400,
            "before it starts",
            "нельзя ответить",
        ),
        (
            "/outputs/novel",
            404,
            "There is no such page",
            "Такой страницы нет",
        ),
        (
            "/outputs/bulletin.exe",
            404,
            "There is no such page",
            "Такой страницы нет",
        ),
    ] {
        for (language, words) in [("en", english), ("ru", russian)] {
            let answer = get_in(&router, address, language).await;
            assert_eq!(answer.status.as_u16(), status, "{address}");
            assert!(
                answer.body.contains(words),
                "{address}: {}",
                excerpt(&answer.body)
            );
        }
    }
}

#[tokio::test]
async fn a_page_beyond_the_end_says_so_and_leads_back() {
    let router = kazakhstan();
    for address in [
        "/records/act?page=9999",
        &format!("{}?type=act&page=9999", search(&router, "a").await),
        "/journal?page=9999",
    ] {
        let answer = get(&router, address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(answer.body.contains("The list ends before"), "{address}");
    }
}
