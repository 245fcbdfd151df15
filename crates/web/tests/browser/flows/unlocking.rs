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
    // Also not from the memory of the browser, from which "Back" takes pages as they were left.
    for _ in 0..3 {
        browser.back().await;
        browser.hides(HOSTILE).await;
    }
}

async fn the_entrance(browser: Browser, site: Site) {
    // Whoever only knows the port sees nothing, though the workspace is unlocked.
    browser.goto(&site.at("/")).await;
    assert_eq!(
        browser.heading().await,
        "The passphrase is asked for here too"
    );
    browser.hides("secret-name").await;
    // The printed address opens it, and leaves nothing in the address bar.
    browser.goto(&site.printed).await;
    assert_eq!(browser.heading().await, "Today");
    assert_eq!(browser.address().await, "/");
    // Opened again, in the same browser, it is no harm.
    browser.goto(&site.printed).await;
    assert_eq!(browser.heading().await, "Today");
    // The session ends with the cookie; then only the passphrase helps.
    browser.driver.delete_all_cookies().await.unwrap();
    browser.goto(&site.printed).await;
    assert_eq!(
        browser.heading().await,
        "The passphrase is asked for here too"
    );
    browser
        .type_into("Passphrase", aigaq_testkit::PASSPHRASE)
        .await;
    browser.press("Unlock").await;
    assert_eq!(browser.heading().await, "Today");
    assert!(site.folder.dir.join("serving.toml").exists());
}

both_ways!(the_printed_address_opens_once, the_entrance, Site::empty());
both_ways!(
    the_passphrase_opens_and_the_button_shuts,
    unlock_and_lock,
    Site::locked()
);
