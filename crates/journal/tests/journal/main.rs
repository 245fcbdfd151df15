//! The journal as the rest of the program sees it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may")]

mod common;
mod copies;
mod crashes;
mod damage;
mod destroying;
mod evidence;
mod files;
mod saving;
