//! Counts as a user of the crate gets them.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where it fails"
)]

mod blocks;
mod field;
mod invariants;
mod recount;
mod world;
