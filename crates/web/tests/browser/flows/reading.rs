//! Read a record, in each language.

use crate::browser::Browser;
use crate::fixture::HOSTILE;
use crate::site::Site;

async fn read(browser: Browser, site: Site) {
    browser.goto(&site.printed).await;
    assert_eq!(browser.heading().await, "Today");
    browser.type_into("Search records", "zhostile").await;
    browser.press("Search").await;
    browser.follow(HOSTILE).await;
    assert_eq!(browser.heading().await, HOSTILE);
    let record = browser.address().await;
    assert!(record.starts_with("/record/"), "{record}");

    browser.follow("Русский").await;
    assert_eq!(browser.address().await, record);
    browser.shows("История").await;
    browser.follow("Қазақша").await;
    assert_eq!(browser.address().await, record);
    browser.hides("История").await;
    assert_eq!(browser.heading().await, HOSTILE);
    browser.follow("English").await;
    browser.shows("History").await;
}

both_ways!(
    a_record_is_found_and_read_in_three_languages,
    read,
    Site::kazakhstan()
);
