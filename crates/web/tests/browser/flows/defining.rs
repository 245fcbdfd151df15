//! Settings: a list, its codes, a property; named otherwise, retired; the language of the pages.

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::site::Site;

/// Presses the button of the form that does this.
async fn send(browser: &Browser, doing: &str) {
    let button = By::XPath(format!(
        "//form[input[@name='do' and @value='{doing}']]//button"
    ));
    browser.click(&browser.one(button).await).await;
}

/// Types into the form that does this.
async fn fill(browser: &Browser, doing: &str, name: &str, text: &str) {
    let of = format!("//form[input[@name='do' and @value='{doing}']]//*[@name='{name}']");
    let field = browser.one(By::XPath(of)).await;
    if field.tag_name().await.unwrap() == "select" {
        let option = By::Css(format!("option[value='{text}']"));
        field.find(option).await.unwrap().click().await.unwrap();
    } else {
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }
}

async fn define(browser: Browser, site: Site) {
    browser.goto(&site.printed).await;
    browser.follow("Settings").await;
    browser.follow("Lists of codes").await;
    fill(&browser, "add-list", "label-en", "Weathers").await;
    send(&browser, "add-list").await;
    assert_eq!(browser.address().await, "/settings/lists/weathers");
    for label in ["Rain", "Snow"] {
        fill(&browser, "add-code", "label-en", label).await;
        send(&browser, "add-code").await;
        browser.shows(label).await;
    }
    browser.goto(&site.at("/settings/types/event")).await;
    fill(&browser, "add-property", "label-en", "Weather").await;
    fill(&browser, "add-property", "kind", "term").await;
    fill(&browser, "add-property", "list", "weathers").await;
    send(&browser, "add-property").await;

    // It is in the form at once.
    browser.goto(&site.at("/enter/event")).await;
    browser.fill("v.title.0", "Забастовка").await;
    let groups = browser
        .driver
        .find_all(By::Css("details.part:not([open]) > summary"))
        .await;
    for group in groups.unwrap() {
        group.click().await.unwrap();
    }
    browser.fill("v.weather.0", "rain").await;
    browser.press("Save").await;
    assert_eq!(browser.heading().await, "Забастовка");
    browser.shows("Rain").await;

    // What is used is not deleted, but retired; it is still shown and no longer offered.
    browser
        .goto(&site.at("/settings/lists/weathers/rain"))
        .await;
    browser.shows("Weather: 1").await;
    send(&browser, "take-back").await;
    browser.shows("1 record uses it: retire it instead.").await;
    fill(&browser, "words", "label-en", "Rainfall").await;
    let retired = By::XPath("//input[@name='retired']");
    browser.one(retired).await.click().await.unwrap();
    send(&browser, "words").await;
    browser.goto(&site.at("/settings/lists/weathers")).await;
    browser.shows("Rainfall").await;
    browser.shows("retired").await;
    browser.goto(&site.at("/records/event")).await;
    browser.follow("Забастовка").await;
    browser.shows("Rainfall").await;
    browser.goto(&site.at("/enter/event")).await;
    let codes = By::Css("[name='v.weather.0'] option[value=rain]");
    assert!(browser.driver.find_all(codes).await.unwrap().is_empty());
}

async fn switch(browser: Browser, site: Site) {
    browser.goto(&site.printed).await;
    for address in [
        "/",
        "/enter",
        "/enter/act",
        "/records/act?where=type%3DLIB&sort=type",
        "/count?unit=acts&by=type%3Atop&by=year",
        "/outputs/bulletin?from=2020&to=2020",
        "/journal",
        "/settings/lists/act_types",
        "/review",
        "/nowhere",
    ] {
        browser.goto(&site.at(address)).await;
        for (language, tag) in [("Русский", "ru"), ("Қазақша", "kk"), ("English", "en")]
        {
            browser.follow(language).await;
            assert_eq!(browser.address().await, address);
            let page = browser.one(By::Tag("html")).await;
            assert_eq!(page.attr("lang").await.unwrap().as_deref(), Some(tag));
        }
    }
}

both_ways!(
    own_words_are_added_used_named_otherwise_and_retired,
    define,
    Site::empty()
);
both_ways!(
    the_language_is_switched_and_the_address_stays,
    switch,
    Site::kazakhstan()
);
