//! Every page fits: 320 pixels wide and at 200 % zoom without scrolling sideways, with targets large enough
//! to be hit, light and dark.

use std::collections::{BTreeSet, VecDeque};

use serde_json::json;

use crate::browser::Browser;
use crate::site::Site;

/// What is wider than the page, if the page scrolls sideways.
const TOO_WIDE: &str = "const page = document.documentElement; if (page.scrollWidth <= page.clientWidth) return []; \
    return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > page.clientWidth + 1 \
    && !e.closest('.scroll') && !e.closest('.unseen') && getComputedStyle(e).position !== 'absolute') \
    .slice(-3).map(e => page.scrollWidth + ' of ' + page.clientWidth + ': ' + e.outerHTML.slice(0, 100));";

/// Targets under 24 by 24 CSS pixels that are no words in a sentence, and whose surroundings (a circle of 24 pixels)
/// touch another target (WCAG 2.5.8).
const TOO_SMALL: &str = "const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')] \
    .filter(e => e.checkVisibility() && !e.matches('.skip') && e.getBoundingClientRect().width > 2); \
    const places = all.map(e => e.getBoundingClientRect()); \
    const small = r => r.width < 24 || r.height < 24; \
    const far = (x, y, r) => Math.hypot(Math.max(r.left - x, 0, x - r.right), Math.max(r.top - y, 0, y - r.bottom)); \
    return all.filter((e, i) => { const r = places[i]; if (!small(r)) return false; \
      const inSentence = [...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.textContent.trim().length > 1); \
      if (e.localName === 'a' && inSentence) return false; \
      const x = (r.left + r.right) / 2, y = (r.top + r.bottom) / 2; \
      return places.some((o, j) => { if (i === j || all[j].contains(e) || e.contains(all[j])) return false; \
        if (far(x, y, o) < 11.5) return true; \
        const cx = (o.left + o.right) / 2, cy = (o.top + o.bottom) / 2; \
        return small(o) && Math.hypot(cx - x, cy - y) < 23.5; }); \
    }).slice(0, 3).map(e => { const r = e.getBoundingClientRect(); return Math.round(r.width) + '×' + Math.round(r.height) + ': ' + e.outerHTML.slice(0, 140); });";

const LINKS: &str = "return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href')) \
    .filter(h => h.startsWith('/'));";

/// Which template a page is made from: `/record/ID` and the like look alike whatever the record and the question.
fn kind(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').skip(1).collect();
    // What has a name of its own below: the three publications, types and lists of the settings.
    let named = match parts.first() {
        Some(&"outputs" | &"settings") => 2,
        _ => 1,
    };
    for (place, part) in parts.iter_mut().enumerate().skip(named) {
        if place != 2 || named == 2 {
            *part = "_";
        }
    }
    parts.join("/")
}

#[test]
fn pages_of_one_template_are_of_one_kind() {
    for (one, other, alike) in [
        ("/records/act?sort=type", "/records/event", true),
        ("/record/1", "/record/2?do=verify", true),
        ("/record/1/edit", "/record/2/edit", true),
        ("/record/1", "/record/1/edit", false),
        ("/outputs/bulletin", "/outputs/restrictions", false),
        ("/settings/types/act", "/settings/types/event", true),
        ("/settings/types", "/settings/lists", false),
        ("/settings/types/act", "/settings/types/act/start", false),
        ("/enter", "/enter/act", false),
    ] {
        assert_eq!(kind(one) == kind(other), alike, "{one} {other}");
    }
}

async fn said(browser: &Browser, script: &str) -> Vec<String> {
    let answer = browser.driver.execute(script, vec![]).await.unwrap();
    answer.convert().unwrap()
}

/// A page that breaks both rules.
const BAD: &str = "data:text/html,<!DOCTYPE html><p style='width:900px'>wide</p><a href=/a style='font-size:8px'>a</a>\
    <br style='line-height:1px'><a href=/b style='font-size:8px'>b</a><footer></footer>";

async fn resize(browser: &Browser, width: u32, scale: u32) {
    let size = json!({"width": width, "height": 800, "deviceScaleFactor": scale, "mobile": false});
    let cdp = browser.driver.cdp();
    let sized = cdp.send_raw("Emulation.setDeviceMetricsOverride", size);
    sized.await.unwrap();
}

async fn the_rules_find_their_breaches(browser: &Browser) {
    resize(browser, 320, 1).await;
    browser.goto(BAD).await;
    assert!(said(browser, TOO_WIDE).await.concat().contains("of 320"));
    assert_eq!(said(browser, TOO_SMALL).await.len(), 2);
    resize(browser, 1280, 1).await;
    assert_eq!(said(browser, TOO_WIDE).await, [""; 0]);
}

async fn look_at_every_page(browser: Browser, site: Site) {
    the_rules_find_their_breaches(&browser).await;
    browser.goto(&site.printed).await;
    let mut waiting =
        VecDeque::from(["/", "/kept", "/nowhere", "/search", "/verify"].map(str::to_owned));
    let mut kinds = BTreeSet::new();
    let mut faults = Vec::new();
    let mut seen = 0;
    while let Some(address) = waiting.pop_front() {
        if address.starts_with("/language")
            || address.contains("file=")
            || address.contains("as=")
            || address.contains("/export.")
            || !kinds.insert(kind(&address))
        {
            continue;
        }
        seen += 1;
        let mut first = true;
        for (width, scale) in [(320, 1), (640, 2), (1280, 1)] {
            resize(&browser, width, scale).await;
            if first {
                browser.goto(&site.at(&address)).await;
                waiting.extend(
                    said(&browser, LINKS)
                        .await
                        .into_iter()
                        .map(|link| link.split('#').next().unwrap_or_default().to_owned()),
                );
                first = false;
            }
            for (rule, script) in [("too wide", TOO_WIDE), ("too small", TOO_SMALL)] {
                for fault in said(&browser, script).await {
                    faults.push(format!("{address} at {width}: {rule}: {fault}"));
                }
            }
        }
    }
    assert!(seen > 24, "{seen} pages");
    assert!(
        faults.is_empty(),
        "{} of {seen} pages:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// With scripts only: it is they that measure.
#[tokio::test(flavor = "multi_thread")]
async fn every_page_fits_a_narrow_screen_and_a_large_type_and_a_finger() {
    if let Some(browser) = Browser::start(true).await {
        look_at_every_page(browser, Site::kazakhstan().await).await;
    }
}
