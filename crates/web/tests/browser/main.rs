//! The pages in a real browser, each flow with scripts on and with scripts off.
//!
//! A new flow: `async fn flow(browser: Browser, site: Site)` in a file of its own, and under it
//! `both_ways!(the_name_of_the_flow, flow, site());`. What can be done with a page stands in
//! [`browser::Browser`]; what can be served in [`site::Site`].

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

/// Makes two tests of a flow: with scripts on, with scripts off.
macro_rules! both_ways {
    ($name:ident, $flow:path, $site:expr) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread")]
            async fn with_scripts() {
                if let Some(browser) = crate::browser::Browser::start(true).await {
                    $flow(browser, $site.await).await;
                }
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn without_scripts() {
                if let Some(browser) = crate::browser::Browser::start(false).await {
                    $flow(browser, $site.await).await;
                }
            }
        }
    };
}

mod browser;
#[path = "../web/fixture.rs"]
#[expect(dead_code, reason = "shared with the tests without a browser")]
mod fixture;
mod flows;
mod site;
