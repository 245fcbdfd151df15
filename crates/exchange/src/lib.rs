//! Spreadsheets in and out.
//!
//! *In*: CSV and XLSX files ([`table`]) and a mapping that says what their columns mean ([`mapping`]; the one
//! of the data set on Kazakhstan is shipped, users write their own in the same form, and a table whose headings
//! are property names needs none). *Out*: a plan ([`mod@plan`]): segments of statements for the journal, a report,
//! and a quarantine of every cell or row that could not be used, with the reason. The other way: records as
//! CSV, and all statements as JSON Lines, without loss ([`export`]).
//!
//! ```text
//!  files ──► table ──► rows ─┐
//!                            ├─► plan ──► chunks of segments + quarantine, report
//!  TOML ──► mapping ─────────┤
//!  what is known (a trait) ──┘
//! ```
//!
//! Importing goes like this: [`Mapping::read`] (or [`Mapping::kazakhstan`], [`Mapping::for_type`]) →
//! [`Import::find`] → [`plan()`] → for each [`Chunk`]: record its segments → [`Planning::report`]. Planning
//! writes nothing: a preview is a plan that is not recorded.
//!
//! Knows nothing of how records are kept: what was said before is asked through the trait [`Known`]. No clock,
//! no randomness: ids come from the import key and the change-set ([`ids`]).

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")
)]

pub mod error;
pub mod export;
pub mod ids;
pub mod import;
pub mod known;
pub mod mapping;
pub mod plan;
mod reason;
pub mod table;
pub mod workbook;
pub mod write;

pub use error::ExchangeError;
pub use ids::{ImportKey, StatementIds};
pub use import::Import;
pub use known::{Known, NothingKnown, Said, Standing};
pub use mapping::Mapping;
pub use plan::{Chunk, Mark, Marks, Planning, Quarantined, Report, Settings, TableReport, plan};
pub use reason::KEYS as REASONS;
pub use table::Origin;
