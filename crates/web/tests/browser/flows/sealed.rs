//! A form is overtaken by the idle lock, and given back after unlocking.

use std::time::Duration;

use crate::browser::Browser;
use crate::site::Site;

/// Makes the small form of the lock button one that takes words, sent to an address that knows nothing of
/// forms: whatever is sent is kept, not only what a page of ours sends today.
const TAKE_WORDS: &str = "const form = document.querySelector('form.lock'); form.action = '/verify'; \
    form.insertAdjacentHTML('beforeend', '<label for=w>Words</label><textarea id=w name=words></textarea>');";

const WORDS: &str = "Әлия Б. was told at 14:30 that <b>nobody</b> was there";

async fn unlock(browser: &Browser) {
    browser
        .type_into("Passphrase", aigaq_testkit::PASSPHRASE)
        .await;
    browser.press("Unlock").await;
}

async fn overtaken_by_the_lock(browser: Browser, site: Site) {
    browser.goto(&site.at("/")).await;
    unlock(&browser).await;
    browser.driver.execute(TAKE_WORDS, vec![]).await.unwrap();
    browser.type_into("Words", WORDS).await;
    tokio::time::sleep(Duration::from_millis(3500)).await;
    browser.press("Lock now").await;
    assert_eq!(browser.heading().await, "The workspace is locked");
    browser.shows("What you typed is kept, sealed.").await;
    assert!(!browser.driver.source().await.unwrap().contains("Әлия"));

    unlock(&browser).await;
    assert_eq!(browser.heading().await, "Sent while it was locked");
    browser.shows(WORDS).await;
    browser.press("Open it again").await;
    assert_eq!(browser.heading().await, "A form sent while it was locked");
    browser.shows(WORDS).await;
    // Nothing was sent by itself; the button sends it to where it was meant for, which here takes no forms.
    browser.press("Send it again").await;
    browser.shows("This address takes no such request.").await;

    browser.goto(&site.at("/kept")).await;
    browser.shows("opened already").await;
    browser.press("Throw away").await;
    browser.shows("No form is waiting.").await;
}

/// The real form of an incident, with what a person types into it.
async fn an_incident_overtaken_by_the_lock(browser: Browser, site: Site) {
    browser.goto(&site.at("/enter")).await;
    unlock(&browser).await;
    browser.fill("title", WORDS).await;
    browser.fill("when", "вчера").await;
    browser.fill("who.0.name", "Әлия Б.").await;
    browser.fill("act.0.type", "Fine").await;
    tokio::time::sleep(Duration::from_millis(3500)).await;
    browser.press("Save").await;
    assert_eq!(browser.heading().await, "The workspace is locked");
    browser.shows("What you typed is kept, sealed.").await;
    assert!(!browser.driver.source().await.unwrap().contains("Әлия"));

    unlock(&browser).await;
    assert_eq!(browser.heading().await, "Sent while it was locked");
    browser.press("Open it again").await;
    // The form itself, as it was, at its own address and not saved.
    assert_eq!(browser.heading().await, "Enter an incident");
    browser
        .shows("This form was sent while the workspace was locked.")
        .await;
    for (name, typed) in [
        ("title", WORDS),
        ("when", "вчера"),
        ("who.0.name", "Әлия Б."),
        ("act.0.type", "Fine"),
    ] {
        assert_eq!(browser.filled(name).await, typed);
    }
    browser.press("Save").await;
    browser.shows("Saved.").await;
    assert_eq!(browser.heading().await, WORDS);
    browser.shows("21 July 2021").await;
}

both_ways!(
    an_incident_overtaken_by_the_idle_lock_is_saved_after_it,
    an_incident_overtaken_by_the_lock,
    Site::locking_after(Duration::from_secs(2))
);
both_ways!(
    a_form_overtaken_by_the_idle_lock_comes_back,
    overtaken_by_the_lock,
    Site::locking_after(Duration::from_secs(2))
);
