//! Writes the invented workbooks: `cargo run -p aigaq-exchange --example invented -- demo/invented`.
//!
//! Everything in them is invented. The same bytes come out every time.

#[expect(dead_code, reason = "the truth behind the workbook is for the tests")]
mod month;
mod quarter;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("demo/invented"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(month::FILE), month::workbook()?)?;
    std::fs::write(folder.join(quarter::FILE), quarter::workbook()?)?;
    Ok(())
}
