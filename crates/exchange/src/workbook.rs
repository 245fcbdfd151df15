//! A group's own workbook: the spreadsheet in which it keeps its months, as it stands.
//!
//! Headings in any row, a sheet a month, merged cells, several names in a cell, "12–14.03", «488 ч.6»: the
//! workbook is opened ([`Workbook::open`]), what its columns are is guessed with reasons ([`Workbook::guess`]), the
//! person corrects the guess ([`Corrections`]) and answers what it leaves open ([`UnknownWord`], [`Remembered`]), and
//! it becomes an [`Import`] that [`crate::plan()`] plans like any other: ids from the import key, the workbook's name, the sheet
//! and the row; a quarantine of cells and rows with reasons; nothing twice.
//!
//! One row makes an event, an act for each type of act it names, the people and bodies it names (the same spelling
//! within the workbook is the same actor, and nothing more is merged), their involvements, the source, a note.
//! Whether three people detained are one act or three is the list's default for the type
//! ([`Schema::counted_by_default`]) or the person's answer, and is counted in the report ([`WorkbookReport`]).
//!
//! Every row between the first filled one of a sheet and the last is imported, in quarantine, or listed as skipped.
//!
//! Pure as far as it goes: bytes in, no clock (the day is a parameter), no randomness.

mod glossary;
mod grid;
mod guess;
mod headings;
mod hidden;
mod notes;
mod question;
mod read;
mod remembered;
mod role;
mod rows;
mod shared;
mod telling;
mod understand;
mod words;

pub use grid::{MOST_CELLS, MOST_SHEETS, MOST_SPREAD, MOST_UNPACKED};
pub use guess::{ColumnGuess, Guess, SheetGuess, Why, WhyLeftOut};
pub use question::{Asks, UnknownWord};
pub use remembered::{Answer, Remembered, SheetAnswers, Who};
pub use role::Role;
pub use rows::{Skipped, WhySkipped};
pub use telling::WorkbookReport;
pub(crate) use telling::{RootTold, RowTold, SayTold, ToldSheet, What};

use crate::error::ExchangeError;
use crate::import::Import;
use aigaq_schema::{Day, Schema};
use grid::Sheet;
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// A workbook, opened.
#[derive(Debug, Clone)]
pub struct Workbook {
    file: String,
    sheets: Vec<Sheet>,
}

/// What a person says otherwise than the guess, about this file as it stands. What is true of it next week, too, is
/// an answer ([`Remembered`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// What the workbook is called, if not as its file.
    pub name: Option<String>,
    /// By the sheet's name.
    pub sheets: BTreeMap<String, SheetCorrections>,
}

/// What a person says of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetCorrections {
    /// The first row of its headings, counted from 1.
    pub heading_row: Option<u64>,
    /// What its columns are, by their letters.
    pub columns: BTreeMap<String, Role>,
}

impl Workbook {
    /// Opens an `.xlsx` workbook or a CSV file.
    ///
    /// # Errors
    /// [`ExchangeError`] when it is none, cannot be read, or is too large ([`MOST_UNPACKED`], [`MOST_CELLS`],
    /// [`MOST_SPREAD`]).
    pub fn open(name: &str, bytes: impl Into<Arc<[u8]>>) -> Result<Self, ExchangeError> {
        Ok(Self {
            file: name.to_owned(),
            sheets: grid::read(name, &bytes.into())?,
        })
    }

    /// The names of its sheets.
    pub fn sheets(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|s| s.name.as_str())
    }

    /// What the workbook is called: as corrected, else as its file without ending and without the “(1)” that a
    /// second download gets. The name is part of every record id.
    fn called(&self, corrections: &Corrections) -> String {
        let given = corrections.name.as_deref().map(str::trim);
        let name = match given.filter(|n| !n.is_empty()) {
            Some(name) => name.to_owned(),
            None => grid::stem(&self.file),
        };
        name.trim().nfc().collect()
    }

    /// The workbook read row by row, ready for [`crate::plan()`]: a preview is a plan that is not recorded.
    ///
    /// `today` is what “yesterday” and years of two digits are counted from.
    ///
    /// # Errors
    /// [`ExchangeError::Workbook`] when no sheet holds a table.
    pub fn import(
        &self,
        schema: &Schema,
        remembered: &Remembered,
        corrections: &Corrections,
        today: Day,
    ) -> Result<Import, ExchangeError> {
        read::import(self, schema, remembered, corrections, today)
    }
}
