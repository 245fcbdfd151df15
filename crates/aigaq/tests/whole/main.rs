//! The program from outside: what a person does with it, what a machine does to it, what others check of it.
//!
//! Most tests run the built program. Where a test needs hundreds of processes or questions, it uses the crates
//! beneath. Keys are derived with weak parameters, but for the few tests that make a workspace by `init`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a test may stop at the first surprise, and tells its figures"
)]

mod bad_input;
mod bags;
mod captures;
mod checks;
mod circumstances;
mod common;
mod counting;
mod crashes;
mod deciding;
mod encodings;
mod estimating;
mod files;
mod forgetting;
mod frozen;
mod inbox;
mod keeping;
mod matching;
mod names;
mod pages;
mod reading;
mod recount;
mod secrecy;
mod sources;
mod undoing;
mod verbs;
mod words;
