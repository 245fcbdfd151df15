//! The table behind a picture: the same data, all of it, in words.

use crate::data::{Breakdown, Course};
use crate::value::Value;
use crate::words::Words;

/// A table of the data that a chart is drawn from. Nothing is left out of it, also where the picture leaves something
/// out.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The head: first of the labels, then of each column.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// Its label.
    pub label: String,
    /// Its cells.
    pub cells: Vec<TableCell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
    /// A number, as it is said in a table. Stands to the right.
    Number(String),
    /// Words.
    Text(String),
}

impl TableCell {
    /// What is printed.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Number(text) | Self::Text(text) => text,
        }
    }

    pub(crate) fn of(value: Value, words: &Words) -> Self {
        match value {
            Value::Unknown | Value::Suppressed => Self::Text(value.told(words)),
            known => Self::Number(known.told(words)),
        }
    }
}

impl Breakdown {
    pub(crate) fn table(&self, words: &Words) -> Table {
        let rows = self.rows.iter().map(|row| TableRow {
            label: row.label.clone(),
            cells: cells(row.values.iter().copied(), words),
        });
        Table {
            head: head(&self.heading, self.series.iter()),
            rows: rows.collect(),
        }
    }
}

impl Course {
    pub(crate) fn table(&self, words: &Words) -> Table {
        let value = |one: &crate::data::Series, at: usize| {
            one.values.get(at).copied().unwrap_or(Value::Unknown)
        };
        let rows = self
            .periods
            .iter()
            .enumerate()
            .map(|(at, period)| TableRow {
                label: period.label.clone(),
                cells: cells(self.series.iter().map(|one| value(one, at)), words),
            });
        Table {
            head: head(&self.heading, self.series.iter().map(|one| &one.name)),
            rows: rows.collect(),
        }
    }
}

fn cells(values: impl Iterator<Item = Value>, words: &Words) -> Vec<TableCell> {
    values.map(|value| TableCell::of(value, words)).collect()
}

pub(crate) fn head<'n>(first: &str, others: impl Iterator<Item = &'n String>) -> Vec<String> {
    std::iter::once(first.to_owned())
        .chain(others.cloned())
        .collect()
}
