//! What a register says, before it becomes a page, a file or JSON: rows of cells, each with its words and its value.

mod cell;
mod shown;
mod telling;
mod written;

pub(super) use cell::SheetCell;

use super::{CourseRow, Extent, RegisterWish};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::document::{ChartLook, Column};
use aigaq_publishing::{Citation, Phrases, RecordId as PublishedId, Unit, Warning};
use aigaq_registers::flaws::Flaw;
use aigaq_schema::RecordId;
use aigaq_schema::fold::fold;
use std::sync::Arc;

/// A column, by its name for programs.
#[derive(Debug, Clone)]
pub(super) struct SheetColumn {
    pub key: &'static str,
    pub column: Column,
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct SheetRow {
    pub group: &'static str,
    pub record: Option<PublishedId>,
    pub number: String,
    pub cells: Vec<SheetCell>,
    pub citations: Vec<Citation>,
}

impl SheetRow {
    /// The row of a record that went away while the register was made.
    pub fn missing(group: &'static str) -> Self {
        Self {
            group,
            record: None,
            number: String::new(),
            cells: Vec::new(),
            citations: Vec::new(),
        }
    }
}

/// A part of the register with a heading of its own.
#[derive(Debug, Clone)]
pub(super) struct SheetGroup {
    pub key: &'static str,
    pub title: String,
    pub empty: String,
    pub remarks: Vec<String>,
    /// Rows in all.
    pub total: usize,
}

/// A count with its unit.
#[derive(Debug, Clone)]
pub(super) struct SheetCount {
    pub key: &'static str,
    pub label: String,
    pub unit: Unit,
    pub value: usize,
    pub caveat: Option<String>,
}

/// A count of a register.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CountRow {
    /// Its name for programs.
    pub key: String,
    /// What is counted.
    pub label: String,
    /// How many.
    pub value: u64,
    /// Of what, in words that agree with the number.
    pub unit: String,
}

impl SheetCount {
    pub fn row(&self, telling: &Telling<'_>) -> CountRow {
        let phrases = Phrases::of(telling.ask.language);
        let value = self.value as u64;
        CountRow {
            key: self.key.to_owned(),
            label: self.label.clone(),
            value,
            unit: phrases.count(value, self.unit).unit().to_owned(),
        }
    }
}

/// A group of a register.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct GroupRow {
    /// Its name for programs.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// Rows in all.
    pub rows: usize,
}

/// A table beside the rows: by city, by level, what changed.
#[derive(Debug, Clone)]
pub(super) struct SheetTable {
    pub key: &'static str,
    pub title: String,
    pub unit: String,
    pub remarks: Vec<String>,
    pub columns: Vec<SheetColumn>,
    /// The rows that the extent asks for ([`RegisterWish::of_table`]).
    pub rows: Vec<Vec<SheetCell>>,
    /// Rows in all.
    pub total: usize,
    pub empty: String,
    /// How its first two columns, what and how many, are drawn above it.
    pub drawn: Option<ChartLook>,
}

/// A register, before it becomes anything.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub unit: Unit,
    pub columns: Vec<SheetColumn>,
    pub groups: Vec<SheetGroup>,
    /// The rows of the extent asked for, in the order of the groups.
    pub rows: Vec<SheetRow>,
    pub counts: Vec<SheetCount>,
    pub tables: Vec<SheetTable>,
    /// The tables stand before the rows: where they are what the register is about.
    pub tables_first: bool,
    pub warnings: Vec<Warning>,
    /// What was entered that cannot be: all of it, to be worded as far as it is shown.
    pub flaws: Vec<Arc<Vec<Flaw>>>,
    pub terms: Vec<(String, String)>,
    /// Lines of time, one for each row of the table of that name.
    pub courses: Vec<CourseRow>,
}

impl Sheet {
    pub fn new(unit: Unit, columns: Vec<SheetColumn>) -> Self {
        Self {
            unit,
            columns,
            groups: Vec::new(),
            rows: Vec::new(),
            counts: Vec::new(),
            tables: Vec::new(),
            tables_first: false,
            warnings: Vec::new(),
            flaws: Vec::new(),
            terms: Vec::new(),
            courses: Vec::new(),
        }
    }

    pub fn total(&self) -> usize {
        self.groups.iter().map(|group| group.total).sum()
    }

    pub fn group_rows(&self) -> Vec<GroupRow> {
        self.groups
            .iter()
            .map(|group| GroupRow {
                key: group.key.to_owned(),
                title: group.title.clone(),
                rows: group.total,
            })
            .collect()
    }

    /// The records of the rows, as the group calls them.
    pub fn told(&self) -> impl Iterator<Item = RecordId> {
        let records = self.rows.iter().filter_map(|row| row.record.as_ref());
        records.filter_map(|record| record.as_str().parse().ok())
    }

    /// The tables beside the rows, with how many rows each has.
    pub fn table_rows(&self) -> Vec<GroupRow> {
        self.tables
            .iter()
            .map(|table| GroupRow {
                key: table.key.to_owned(),
                title: table.title.clone(),
                rows: table.total,
            })
            .collect()
    }

    /// Fills the rows: of all items, those of the extent are told. With words to look for, all are told first.
    pub fn fill<T>(
        &mut self,
        wish: &RegisterWish,
        items: Vec<(&'static str, T)>,
        mut tell: impl FnMut(&'static str, T) -> Result<SheetRow, WorkspaceError>,
    ) -> Result<(), WorkspaceError> {
        let (skip, take) = match wish.extent {
            Extent::Whole => (0, usize::MAX),
            // The page holds a table in place of the rows.
            Extent::Page { .. } if wish.table.is_some() => (0, 0),
            Extent::Page { skip, take } => (skip, take),
        };
        let words = wish.words.as_deref().map(fold).filter(|w| !w.is_empty());
        if let Some(words) = words {
            let mut rows = Vec::new();
            for (group, item) in items {
                let row = tell(group, item)?;
                let found = row
                    .cells
                    .iter()
                    .any(|cell| fold(&cell.text()).contains(&words));
                if found {
                    self.count_in(group);
                    if wish.group.as_deref().is_none_or(|only| only == group) {
                        rows.push(row);
                    }
                }
            }
            self.rows = rows.into_iter().skip(skip).take(take).collect();
            return Ok(());
        }
        for (group, _) in &items {
            self.count_in(group);
        }
        let only = wish.group.as_deref();
        let items = items
            .into_iter()
            .filter(|(group, _)| only.is_none_or(|only| only == *group));
        for (group, item) in items.skip(skip).take(take) {
            self.rows.push(tell(group, item)?);
        }
        Ok(())
    }

    /// Adds a table of which all rows were told: the extent holds some of them.
    pub fn add(&mut self, wish: &RegisterWish, mut table: SheetTable) {
        table.total = table.rows.len();
        let wanted = wish.of_table(table.key, self.tables_first, table.total);
        table.rows.truncate(wanted.end);
        table.rows.drain(..wanted.start);
        self.tables.push(table);
    }

    fn count_in(&mut self, key: &str) {
        if let Some(group) = self.groups.iter_mut().find(|group| group.key == key) {
            group.total += 1;
        }
    }
}
