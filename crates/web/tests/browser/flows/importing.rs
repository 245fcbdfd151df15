//! Import a group's own workbook: look at it, answer a word, import, undo.

use std::path::Path;

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::site::Site;

/// Taken to the form of the word: what the workbook calls a conversation to prevent offences.
const WORD: &str = "проф. беседа";

async fn import_and_undo(browser: Browser, site: Site) {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/invented/мониторинг-2024.xlsx");
    let file = file.canonicalize().unwrap();
    browser.goto(&site.printed).await;
    browser.follow("Import").await;
    browser
        .named("file")
        .await
        .send_keys(file.to_str().unwrap())
        .await
        .unwrap();
    browser.press("Look at it").await;
    assert_eq!(browser.heading().await, "What would come in");
    browser.shows("Nothing is saved yet.").await;
    browser.shows(WORD).await;

    let asked = By::XPath(format!(
        "//li[.//strong[normalize-space(.)='{WORD}']]//input[@type='text']"
    ));
    let name = browser
        .one(asked)
        .await
        .attr("name")
        .await
        .unwrap()
        .unwrap();
    browser.fill(&name, "LIB.detain").await;
    browser.press("Check again").await;
    assert_eq!(browser.heading().await, "What would come in");
    let words = browser
        .driver
        .find_all(By::Css(".asked strong"))
        .await
        .unwrap();
    for word in words {
        assert_ne!(word.text().await.unwrap(), WORD, "it was answered");
    }
    browser.press("Import").await;
    assert!(browser.address().await.starts_with("/journal/"));
    let change_set = browser.address().await;
    browser.shows("Import").await;
    browser.goto(&site.at("/records/event")).await;
    let found = browser
        .one(By::Css(".found .num"))
        .await
        .text()
        .await
        .unwrap();
    assert!(found.parse::<u32>().unwrap() > 100, "{found}");

    browser.goto(&site.at(&change_set)).await;
    browser.follow("Undo…").await;
    browser.type_into("Reason", "the wrong file").await;
    browser.press("Undo").await;
    browser.shows("Undone.").await;
    browser.goto(&site.at("/records/event")).await;
    let found = browser
        .one(By::Css(".found .num"))
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(found, "0");
}

both_ways!(
    a_workbook_is_looked_at_answered_imported_and_undone,
    import_and_undo,
    Site::empty()
);
