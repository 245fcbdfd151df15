//! Review: what another source says, which value is adopted, a level with its reason, the queue, notes.

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::site::Site;

async fn review(browser: Browser, site: Site) {
    browser.goto(&site.printed).await;
    browser.goto(&site.at("/enter/event")).await;
    browser.fill("v.title.0", "Забастовка").await;
    browser.fill("v.start.0", "9 июня 2021").await;
    browser.fill("src", "Первая газета").await;
    browser.press("Save").await;
    assert_eq!(browser.heading().await, "Забастовка");
    let record = browser.address().await;
    let record = record.split('?').next().unwrap().to_owned();

    // Another source says otherwise: both stand side by side until a person decides.
    browser.follow("Edit").await;
    browser.unfold("Another source says otherwise: Start").await;
    browser.fill("v.start.1", "11 июня 2021").await;
    browser.fill("src", "Вторая газета").await;
    browser.press("Save").await;
    browser.shows("contradict").await;
    let adopt = "//li[contains(., 'Первая газета') and not(.//li)]//a[normalize-space(.)='Adopt…']";
    let adopt = By::XPath(adopt);
    browser.click(&browser.one(adopt).await).await;
    assert_eq!(browser.heading().await, "Adopt");
    browser.shows("9 June 2021").await;
    browser.press("Adopt").await;
    browser.shows("Say why").await;
    browser
        .type_into("Why this one", "the order of the court")
        .await;
    browser.press("Adopt").await;
    browser.shows("the order of the court").await;
    browser.shows("adopted by a person").await;

    browser.follow("Comment").await;
    browser
        .type_into("Comment", "Ask the second paper for its notes")
        .await;
    browser.press("Save the comment").await;
    browser.shows("Ask the second paper for its notes").await;
    browser.follow("Follow up").await;
    browser
        .type_into("What is to be done", "Call the lawyer")
        .await;
    browser.type_into("When", "22 июля 2021").await;
    browser.press("Save").await;
    browser.shows("due now").await;
    browser.follow("Today").await;
    browser.shows("Call the lawyer").await;
    let done = By::XPath("//form[starts-with(@action, '/note/')]//button");
    browser.click(&browser.one(done).await).await;
    browser.shows("Nothing is due this week.").await;

    // The queue, one after another: a level needs a reason.
    browser.follow("Review").await;
    browser.goto(&site.at("/review?type=event")).await;
    browser.follow("Review one after another").await;
    browser.shows("Review: 1 of 1").await;
    browser.unfold("Set the level").await;
    browser.one(By::Id("level-v2")).await.click().await.unwrap();
    browser.press("Save and go to the next").await;
    browser.shows("Say why").await;
    browser.type_into("Reason", "two papers").await;
    browser.press("Save and go to the next").await;
    browser.shows("Nothing waits for review.").await;
    browser.goto(&site.at(&record)).await;
    browser.shows("Corroborated").await;
    browser.shows("two papers").await;
}

both_ways!(
    what_contradicts_is_decided_and_the_queue_worked_off,
    review,
    Site::empty()
);
