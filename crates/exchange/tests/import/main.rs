//! Imports from end to end: files in, statements out, into a workspace kept in memory.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod again;
mod derived;
mod hostile;
mod kazakhstan;
mod mappings;
mod memory;
mod plain;
mod properties;
mod quarter_book;
mod tables;
mod workbook;
mod workbooks;

#[path = "../../examples/invented/month.rs"]
mod month;
#[path = "../../examples/invented/quarter.rs"]
mod quarter;
