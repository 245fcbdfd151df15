//! A workspace as files: all statements as JSON Lines, without loss, and the records as CSV for people.
//!
//! `statements.jsonl` has one statement a line, in the order of the journal; importing it gives the same state.
//! The CSV files (one for each record type, one row a record, one column a property) show what holds now; they
//! are for reading and for other programs, and lose sources and history.

pub mod json;
mod records;

pub use json::{ExportedStatement, Lines, segments, write_statement};
pub use records::{RecordTable, headings};
