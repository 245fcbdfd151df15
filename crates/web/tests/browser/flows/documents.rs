//! A report is given, its suggestions decided about by keys or by buttons, and a quote found again in its document.

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::site::Site;

const REPORT: &str = "The Long Year\n\nOn May 5, 2019 the activist Aidar Bekov was arrested in Taraz. In June 2019 \
    Bekov was sentenced to five years in prison.\n\nOn July 1, 2020 Dana Omarova was beaten in Oral. Marat Seitov was \
    detained on May 6, 2019.\n";

/// The box of a suggestion.
fn line(words: &str) -> By {
    By::XPath(format!(
        "//label[contains(., '{words}')]/input[@name='key']"
    ))
}

/// Presses a key on the suggestion that has the focus, once it has it.
async fn press_on(browser: &Browser, words: &str, key: &str) {
    let line = browser.one(line(words)).await;
    browser.has_the_focus(&line).await;
    line.send_keys(key).await.unwrap();
}

async fn by_keys(browser: &Browser, address: &str) {
    browser.goto(&format!("{address}#suggestions")).await;
    // Taken out, then the rest of what stands together accepted.
    press_on(browser, "Taraz", "x").await;
    press_on(browser, "Taraz", "j").await;
    press_on(browser, "Oral", "k").await;
    press_on(browser, "Taraz", "a").await;
    browser.shows("Oral accepted").await;
    browser.shows("Taraz refused").await;
    // On the next one already: corrected, and accepted by Enter.
    press_on(browser, "Aidar Bekov", "c").await;
    let field = browser.one(By::Css("details[open] input")).await;
    browser.has_the_focus(&field).await;
    field.clear().await.unwrap();
    field.send_keys("Aidar B. Bekov").await.unwrap();
    field.send_keys(Key::Enter + "").await.unwrap();
    browser
        .shows("Aidar Bekov: arrest, 2019-05-05 accepted")
        .await;
    press_on(browser, "Dana Omarova", "r").await;
    browser
        .shows("Dana Omarova: attack or injury, 2020-07-01 refused")
        .await;
    press_on(browser, "Marat Seitov", "p").await;
}

async fn by_buttons(browser: &Browser, address: &str) {
    browser.goto(address).await;
    browser.one(line("Taraz")).await.click().await.unwrap();
    browser.press("Accept Taraz").await;
    browser.shows("Oral accepted").await;
    browser.shows("Taraz refused").await;
    browser.unfold("Correct Aidar Bekov").await;
    let field = browser.one(By::Css("details[open] input")).await;
    field.clear().await.unwrap();
    field.send_keys("Aidar B. Bekov").await.unwrap();
    browser.press("Accept Aidar Bekov").await;
    browser
        .shows("Aidar Bekov: arrest, 2019-05-05 accepted")
        .await;
    browser.press("Refuse Dana Omarova").await;
    browser
        .shows("Dana Omarova: attack or injury, 2020-07-01 refused")
        .await;
    browser.press("Accept this page").await;
}

async fn review(browser: Browser, site: Site) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.txt");
    std::fs::write(&file, REPORT).unwrap();
    browser.goto(&site.printed).await;
    browser.goto(&site.at("/documents")).await;
    let field = browser.one(By::Id("file")).await;
    field.send_keys(file.to_str().unwrap()).await.unwrap();
    browser.press("Keep and read").await;
    browser.shows("The Long Year").await;
    let address = site.at(&browser.address().await);
    if browser.scripts {
        by_keys(&browser, &address).await;
    } else {
        by_buttons(&browser, &address).await;
    }
    browser
        .shows("Marat Seitov: detention, 2019-05-06 accepted")
        .await;

    // From the record to the words that prove it.
    browser.goto(&site.at("/records/event")).await;
    browser.follow("Arrest: Aidar B. Bekov").await;
    let sources = By::Css("details.sources:has(a[href*='from=']) > summary");
    browser.one(sources).await.click().await.unwrap();
    browser.follow("See the quote in the document").await;
    let quote = browser.one(By::Id("quote")).await;
    assert!(browser.address().await.contains("from="));
    let words = quote.text().await.unwrap();
    assert!(words.contains("May 5, 2019"), "{words}");
}

both_ways!(
    suggestions_are_decided_about_and_a_quote_is_found_again,
    review,
    Site::empty()
);
