//! What one row tells, before anything has an id: records with values, each with the column it comes from.

use super::rows::Skipped;
use aigaq_schema::{CountedAs, Reason, Value};
use serde::Serialize;
use std::collections::BTreeMap;

/// A sheet read whole.
#[derive(Debug, Clone)]
pub(crate) struct ToldSheet {
    /// The sheet's name: the table of every record id.
    pub(crate) name: String,
    /// The headings, in the order of [`RowTold::cells`].
    pub(crate) headings: Vec<String>,
    pub(crate) rows: Vec<RowTold>,
    /// Rows of the sheet that tell of no incident.
    pub(crate) skipped_rows: u64,
}

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct RowTold {
    /// The row of the sheet, counted from 1.
    pub(crate) line: u64,
    /// Its id on the sheet.
    pub(crate) id: String,
    /// The cells as they stand, by column.
    pub(crate) cells: Vec<String>,
    /// The row is left out whole, and why.
    pub(crate) refused: Option<Reason>,
    /// Its sources: table of words, words.
    pub(crate) sources: Vec<(&'static str, String)>,
    pub(crate) roots: Vec<RootTold>,
    /// Cells that could not be used.
    pub(crate) faults: Vec<Fault>,
    /// The column that says how many acts there are, if it is filled.
    pub(crate) acts_from: Option<usize>,
    /// Acts of several targets: type, how many acts, and by which rule.
    pub(crate) several: Vec<(String, u64, CountedAs)>,
}

/// A cell, or a piece of it, that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) column: usize,
    pub(crate) value: String,
    pub(crate) reason: Reason,
}

/// A root record.
#[derive(Debug, Clone)]
pub(crate) struct RootTold {
    /// Which of the row's: `event`, `act/1`, `act/2.1`, `group/1`, `note`.
    pub(crate) which: String,
    pub(crate) record_type: &'static str,
    pub(crate) says: Vec<SayTold>,
    pub(crate) parts: Vec<PartTold>,
}

/// A part of an act: an involvement.
#[derive(Debug, Clone)]
pub(crate) struct PartTold {
    /// What tells it from the others of its act.
    pub(crate) which: String,
    pub(crate) column: usize,
    pub(crate) says: Vec<SayTold>,
}

/// One thing said.
#[derive(Debug, Clone)]
pub(crate) struct SayTold {
    pub(crate) property: &'static str,
    /// The column; or the rule, with the column it depends on.
    pub(crate) column: usize,
    pub(crate) rule: Option<&'static str>,
    pub(crate) what: What,
}

/// What is said.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// A value.
    Value(Value),
    /// A record of a row of this sheet: the row's id, which of its records.
    Row(String, String),
    /// A record made of words: table of words, words.
    Words(&'static str, String),
}

/// How the workbook was read, for the report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct WorkbookReport {
    /// What the workbook is called.
    pub name: String,
    /// Rows that tell of no incident, and why.
    pub skipped: Vec<Skipped>,
    /// Acts with several targets that were counted as one, by type of act (empty: type not told).
    pub together: BTreeMap<String, u64>,
    /// Acts made one for each target, by type of act.
    pub each: BTreeMap<String, u64>,
    /// Rows that have no number or name of their own and are known by their place: inserting a row above one of
    /// them makes it another.
    pub rows_by_place: u64,
    /// Cells that say what the cell above them says («там же», -//-), and were read so.
    pub dittos: u64,
    /// Columns kept in their own words: sheet and heading.
    pub kept: Vec<(String, String)>,
    /// Columns left out on purpose: sheet and heading.
    pub left_out: Vec<(String, String)>,
    /// Notes on cells that belong to no incident (in the title, in rows or columns that are skipped): sheet, cell,
    /// words.
    pub notes_left_out: Vec<(String, String, String)>,
}
