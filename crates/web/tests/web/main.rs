//! The pages through their router, over a workspace with the shipped data and some hostile words.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod accessible;
mod asked;
mod at_once;
mod checks;
mod closing;
mod colours;
mod confidential;
mod counting;
mod crawl;
mod deciding;
mod documents;
mod enter;
mod estimates;
mod figures;
mod files;
mod find;
mod fixture;
mod forgetting;
mod forms;
mod frozen;
mod importing;
mod inbox;
mod locking;
mod publications;
mod reasons;
mod registers;
mod review;
mod safety;
mod same;
mod serving;
mod sessions;
mod settings;
mod site;
mod texts;
