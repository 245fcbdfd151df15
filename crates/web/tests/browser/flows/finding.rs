//! Find: words, facets, columns, a saved search, an export of what is listed.

use std::path::Path;
use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::site::Site;

async fn number(browser: &Browser) -> usize {
    let found = browser.one(By::Css(".found .num")).await;
    let text = found.text().await.unwrap();
    text.replace(',', "").parse().unwrap()
}

/// The file that was downloaded, when it is whole.
async fn downloaded(folder: &Path, ending: &str) -> Vec<u8> {
    let begun = Instant::now();
    loop {
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path());
        if let Some(file) = files
            .into_iter()
            .find(|f| f.extension().is_some_and(|e| e == ending))
        {
            return std::fs::read(file).unwrap();
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "no .{ending}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn find(browser: Browser, site: Site) {
    let folder = tempfile::tempdir().unwrap();
    browser.goto(&site.printed).await;
    browser.downloads_to(folder.path()).await;
    browser.goto(&site.at("/records/act")).await;
    let all = number(&browser).await;

    // Narrowed by a value of a facet: as many as it says, and the address holds it.
    let facet = browser.one(By::Css("aside.facets details[open] li")).await;
    let promised = facet
        .find(By::Css(".num"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    browser
        .click(&facet.find(By::Css("a.choose")).await.unwrap())
        .await;
    assert_eq!(
        number(&browser).await.to_string(),
        promised.replace(',', "")
    );
    assert!(number(&browser).await < all);
    assert!(browser.address().await.contains("where="));

    // And by words, which stand in no address.
    browser.type_into("Words", "protests").await;
    browser.press("Show").await;
    assert!(!browser.address().await.contains("protests"));
    assert_eq!(browser.typed("Words").await, "protests");
    let narrowed = number(&browser).await;
    assert!(narrowed > 0 && narrowed < all);

    browser.unfold("Save this search").await;
    browser.type_into("Name", "Протесты").await;
    let save = By::Css("#save button");
    browser.click(&browser.one(save).await).await;
    browser.shows("Протесты").await;
    browser.goto(&site.at("/search")).await;
    browser.follow("Протесты").await;
    assert_eq!(number(&browser).await, narrowed);
    assert_eq!(browser.typed("Words").await, "protests");

    // Exactly what is listed, to the last row.
    for kind in ["CSV", "XLSX"] {
        let link = By::XPath(format!("//a[normalize-space(.)='{kind}']"));
        browser.one(link).await.click().await.unwrap();
    }
    let sheet = downloaded(folder.path(), "csv").await;
    let mut rows = csv::Reader::from_reader(sheet.strip_prefix("\u{feff}".as_bytes()).unwrap());
    assert_eq!(rows.records().map(Result::unwrap).count(), narrowed);
    assert!(downloaded(folder.path(), "xlsx").await.starts_with(b"PK"));

    // Words nearly as written are found too.
    browser.type_into("Search records", "Nazarbaev").await;
    browser.press("Search").await;
    browser.shows("Nazarbayev").await;
    assert!(!browser.address().await.contains("Nazarba"));
}

both_ways!(
    records_are_found_narrowed_kept_and_exported,
    find,
    Site::kazakhstan()
);
