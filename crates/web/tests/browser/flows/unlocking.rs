//! Unlock and lock.

use crate::browser::Browser;
use crate::fixture::HOSTILE;
use crate::site::Site;

async fn unlock_and_lock(browser: Browser, site: Site) {
    browser.goto(&site.at("/records/event")).await;
    assert_eq!(browser.heading().await, "The workspace is locked");
    browser.hides("secret-name").await;

    browser
        .type_into("Passphrase", "not the passphrase at all")
        .await;
    browser.press("Unlock").await;
    browser
        .shows("This passphrase does not open the workspace.")
        .await;
    assert_eq!(browser.typed("Passphrase").await, "");

    browser
        .type_into("Passphrase", aigaq_testkit::PASSPHRASE)
        .await;
    browser.press("Unlock").await;
    assert_eq!(browser.address().await, "/records/event");
    browser.shows(HOSTILE).await;

    browser.press("Lock now").await;
    assert_eq!(browser.heading().await, "The workspace is locked");
    browser.goto(&site.at("/records/event")).await;
    assert_eq!(browser.heading().await, "The workspace is locked");
    browser.back().await;
    browser.hides(HOSTILE).await;
}

both_ways!(
    the_passphrase_opens_and_the_button_shuts,
    unlock_and_lock,
    Site::locked()
);
