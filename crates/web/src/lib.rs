//! The pages of a workspace, read in a browser on the same machine.
//!
//! *What it is.* An axum router and its templates: pages that need no scripts, in English, Russian and
//! Kazakh. Everything a reader has chosen stands in the address; no list ends without a way to the rest;
//! a figure is a link to its records.
//!
//! *What comes in.* Requests of a browser, and a [`ServeOptions`] with the workspace, open or to be
//! unlocked by its passphrase. All values and labels of records come ready from the workspace.
//!
//! *What goes out.* HTML, one style sheet, publications as files.
//!
//! *What it does not know.* How records are kept, counted or resolved; SQL; the terminal. It changes
//! nothing in the workspace but by its verbs.
//!
//! Rules kept here: it listens on 127.0.0.1 and answers only requests addressed to this machine
//! ([`safety`]); a locked workspace gives no page at all, only the question for its passphrase; nothing
//! of a request is logged.

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")
)]

mod address;
mod asked;
mod checking;
mod forms;
mod frame;
mod fresh;
mod idle;
mod imports;
mod pages;
mod picture;
mod pictures;
mod pieces;
mod problem;
mod read;
mod remembered;
mod router;
pub mod safety;
mod serve;
mod session;
mod state;
mod token;
mod unsealed;
mod visit;
mod words;

pub use idle::{Idle, LEAST as LEAST_IDLE, MOST as MOST_IDLE};
pub use router::router;
pub use safety::LOCK_TOKEN_HEADER;
pub use serve::{Pages, SERVING_FILE, Serving, WebError, serve};
pub use state::{App, ServeOptions};
