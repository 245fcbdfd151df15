//! What a person can do with a workspace, from forms and files to what is published.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod about;
mod audiences;
mod bags;
mod called;
mod canary;
mod charting;
mod checking;
mod closed;
mod confidential;
mod entering;
mod estimating;
mod figures;
mod files;
mod forgetting;
mod formats;
mod frozen;
mod inbox;
mod least;
#[path = "../../../publishing/tests/markup/mod.rs"]
mod markup;
mod membership;
mod merged;
mod organisations;
mod outputs;
mod own_words;
mod package;
mod quarantined;
mod quoting;
mod recounted;
mod registers;
mod remembering;
mod reviewing;
mod sameness;
mod saving;
mod site;
mod small;
mod spellings;
mod tables;
mod tellers;
mod templates;
mod unnamed;
mod world;
