//! Enter a whole incident, a person who is there already, a record by its full form; put a value right; take it
//! all back.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::site::Site;

/// An incident: three victims, two acts each, one perpetrator, one source.
async fn fill_incident(browser: &Browser) {
    browser.fill("title", "Задержания у площади").await;
    browser.fill("when", "12 марта 2021").await;
    browser.fill("region", "KZ-75").await;
    browser.fill("act.0.type", "Short police detention").await;
    browser.press("Another act").await;
    browser.fill("act.1.type", "штраф").await;
    browser.fill("who.0.name", "Ахметов Ерлан").await;
    browser.press("Another person or group").await;
    browser.fill("who.1.name", "Ким Олег").await;
    browser.fill("who.1.category", "Журналист").await;
    browser.press("Another person or group").await;
    browser.fill("who.2.name", "Иванова Анна").await;
    browser.fill("by.0.class", "Police").await;
    browser.fill("law", "ст. 488").await;
    browser.fill("src", "Новость от 13 марта").await;
}

async fn a_whole_incident(browser: Browser, site: Site) {
    browser.goto(&site.printed).await;
    browser.follow("Enter").await;
    fill_incident(&browser).await;
    // Nothing is saved while one thing is not understood; its readings are offered at the field.
    browser.press("Save").await;
    browser.shows("1 thing to put right").await;
    let offered = browser.one(By::Css("#law-fault button")).await;
    browser.click(&offered).await;
    browser
        .shows("Everything is understood. Nothing is saved yet.")
        .await;
    for understood in [
        "12 March 2021",
        "6 acts",
        "1 event",
        "4 persons and organisations",
    ] {
        browser.shows(understood).await;
    }
    assert_eq!(browser.filled("act.1.type").await, "штраф");
    assert_eq!(browser.filled("who.2.name").await, "Иванова Анна");
    browser.press("Save").await;
    assert_eq!(browser.heading().await, "Задержания у площади");
    browser.shows("Saved.").await;
    browser.shows("6 acts").await;
    // The next incident asks whether it is the same person.
    browser.follow("Enter").await;
    browser.fill("title", "Суд").await;
    browser.fill("act.0.type", "ADM.fine").await;
    browser.fill("who.0.name", "Ахметов Ерлан").await;
    browser.press("Save").await;
    browser.shows("Is it one of these?").await;
    let candidate = By::Css("[id='who.0.name-question'] input[type=radio]");
    browser.one(candidate).await.click().await.unwrap();
    browser.press("Save").await;
    browser.shows("Saved.").await;
    browser.goto(&site.at("/records/actor")).await;
    browser.shows("Ахметов Ерлан").await;
    let rows = browser.driver.find_all(By::Css("tbody tr")).await.unwrap();
    assert_eq!(rows.len(), 4, "three victims and the police");
}

/// Two quick clicks, the back button, and the form sent once more: one event.
async fn sent_more_than_once(browser: Browser, site: Site) {
    browser.goto(&site.printed).await;
    browser.goto(&site.at("/enter")).await;
    browser.fill("title", "Пикет у рынка").await;
    browser.fill("act.0.type", "ASM.break").await;
    browser.fill("who.0.name", "Ким Олег").await;
    let save = browser.one(By::Css("button[value=save]")).await;
    let actions = browser.driver.action_chain();
    let twice = actions.double_click_element(&save);
    twice.perform().await.unwrap();
    browser.shows("Пикет у рынка").await;
    browser.settle().await;
    let record = browser.address().await;
    browser.back().await;
    assert_eq!(
        browser.filled("title").await,
        "Пикет у рынка",
        "nothing typed is lost"
    );
    browser.press("Save").await;
    browser
        .shows("This form was saved already. Here is the record.")
        .await;
    let bare = |address: &str| address.split('?').next().unwrap_or_default().to_owned();
    assert_eq!(bare(&browser.address().await), bare(&record));
    // Changed after that, it is kept, and nothing is saved over what was.
    browser.back().await;
    browser.fill("title", "Другой пикет").await;
    browser.press("Save").await;
    browser.shows("This form was saved before").await;
    assert_eq!(browser.filled("title").await, "Другой пикет");
    browser.goto(&site.at("/records/event")).await;
    let rows = browser.driver.find_all(By::Css("tbody tr")).await.unwrap();
    assert_eq!(rows.len(), 1);
}

/// The echo of a field, when it has come: while typing with scripts, on checking without.
async fn echo_of(browser: &Browser, name: &str) -> Option<String> {
    let echo = By::Id(format!("{name}-echo"));
    for _ in 0..50 {
        if let Ok(echo) = browser.driver.find(echo.clone()).await {
            return Some(echo.text().await.unwrap());
        }
        if !browser.scripts {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    None
}

async fn echo(browser: Browser, site: Site) {
    browser.goto(&site.printed).await;
    browser.goto(&site.at("/enter")).await;
    for (name, typed, understood) in [
        ("when", "12.03.2024", "12 March 2024"),
        ("who.0.number", "около 40", "about 40"),
        ("law", "КоАП 488", "Administrative Code 488"),
        ("act.0.type", "штраф", "fine"),
    ] {
        browser.fill(name, typed).await;
        let told = echo_of(&browser, name).await;
        assert_eq!(told.is_some(), browser.scripts, "{name}");
        if let Some(told) = told {
            let told = told.to_lowercase();
            assert!(told.contains(&understood.to_lowercase()), "{told}");
        }
        assert_eq!(
            browser.filled(name).await,
            typed,
            "what is typed is left alone"
        );
    }
    if browser.scripts {
        // Half typed is not yet wrong; left so, it is.
        browser.fill("when", "31.02.2021").await;
        let fault = By::Id("when-fault");
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert!(browser.driver.find(fault.clone()).await.is_err());
        browser.named("title").await.click().await.unwrap();
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert!(browser.driver.find(fault).await.is_ok());
        assert_eq!(
            browser
                .named("when")
                .await
                .attr("aria-invalid")
                .await
                .unwrap()
                .as_deref(),
            Some("true")
        );
        browser.fill("when", "12.03.2024").await;
    }
    // The same for all by the button; nothing was saved by any of it.
    browser.press("Check").await;
    for name in ["when", "who.0.number", "law", "act.0.type"] {
        assert!(
            browser
                .driver
                .find(By::Id(format!("{name}-echo")))
                .await
                .is_ok(),
            "{name}"
        );
    }
    browser.follow("Journal").await;
    browser.shows("Nothing has been saved yet.").await;
}

async fn a_full_form(browser: Browser, site: Site) {
    browser.goto(&site.printed).await;
    browser.follow("Enter").await;
    browser.follow("Event").await;
    browser.fill("v.title.0", "Митинг на площади").await;
    browser.fill("v.start.0", "март 2021").await;
    browser.press("Check").await;
    browser
        .shows("Everything is understood. Nothing is saved yet.")
        .await;
    browser.press("Save").await;
    assert_eq!(browser.heading().await, "Митинг на площади");
    browser.shows("Saved.").await;
    let record = browser.address().await;
    let record = record.split('?').next().unwrap();

    // Put right, with the reason; the history tells it.
    browser.follow("Edit").await;
    assert_eq!(browser.filled("v.title.0").await, "Митинг на площади");
    browser.fill("v.title.0", "Митинг у площади").await;
    browser.press("Save").await;
    assert_eq!(browser.heading().await, "Митинг у площади");
    browser.shows("History").await;
    browser.shows("Митинг на площади").await;

    // A form that was open meanwhile is refused, shows both, and keeps what was typed.
    browser.goto(&site.at(&format!("{record}/edit"))).await;
    let window = browser.driver.window().await.unwrap();
    browser.driver.new_tab().await.unwrap();
    let tabs = browser.driver.windows().await.unwrap();
    let other = tabs.into_iter().find(|tab| *tab != window).unwrap();
    browser.driver.switch_to_window(other).await.unwrap();
    browser.goto(&site.at(&format!("{record}/edit"))).await;
    browser.fill("v.title.0", "Митинг на улице").await;
    browser.press("Save").await;
    assert_eq!(browser.heading().await, "Митинг на улице");
    browser.driver.close_window().await.unwrap();
    browser.driver.switch_to_window(window).await.unwrap();
    browser.fill("v.title.0", "Митинг в сквере").await;
    browser.press("Save").await;
    browser
        .shows("Others changed this record while you wrote.")
        .await;
    browser.shows("Митинг на улице").await;
    assert_eq!(browser.filled("v.title.0").await, "Митинг в сквере");
    browser.press("Save").await;
    assert_eq!(browser.heading().await, "Митинг в сквере");

    // The last change is taken back, and the one before stands again.
    browser.follow("Undo").await;
    assert_eq!(browser.heading().await, "Undo this change-set?");
    browser.type_into("Reason", "a slip").await;
    browser.press("Undo").await;
    browser.shows("Undone.").await;
    browser.goto(&site.at(record)).await;
    assert_eq!(browser.heading().await, "Митинг на улице");
    browser.shows("a slip").await;
    browser.follow("Journal").await;
    let rows = browser.driver.find_all(By::Css("tbody tr")).await.unwrap();
    assert_eq!(rows.len(), 5, "four savings and an undoing");
}

both_ways!(
    a_whole_incident_is_one_page_and_one_save,
    a_whole_incident,
    Site::empty()
);
both_ways!(
    a_form_sent_by_a_double_click_and_again_is_saved_once,
    sent_more_than_once,
    Site::empty()
);
both_ways!(
    a_record_is_made_put_right_and_undone,
    a_full_form,
    Site::empty()
);
both_ways!(
    what_is_typed_is_echoed_as_it_was_understood,
    echo,
    Site::empty()
);
