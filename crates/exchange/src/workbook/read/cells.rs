//! The cells of one row: which are filled, which say that there is nothing, which cannot be used.

use super::Reading;
use crate::error::shortened;
use crate::workbook::glossary::Glossary;
use crate::workbook::grid::{Cell, Kind};
use crate::workbook::question::{Asks, Open};
use crate::workbook::role::Role;
use crate::workbook::telling::{Fault, SayTold, What};
use crate::workbook::understand::without_marks;
use aigaq_schema::{Reason, State, Value};
use std::borrow::Cow;

/// Letters that Kazakh has and Russian does not.
const KAZAKH: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";

/// The letter is one that Kazakh has and Russian does not.
pub(super) fn is_kazakh(c: char) -> bool {
    !c.is_ascii() && KAZAKH.contains(c)
}

/// A text in the language its letters tell: a Kazakh line on a Russian sheet stays Kazakh.
pub(super) fn text(text: &str) -> Value {
    let language = if text.contains(is_kazakh) {
        Some("kk")
    } else if text.contains(|c| matches!(c, 'а'..='я' | 'А'..='Я')) {
        Some("ru")
    } else if text.contains(char::is_alphabetic) {
        Some("en")
    } else {
        None
    };
    Value::Text {
        text: text.to_owned(),
        language: language.map(str::to_owned),
    }
}

/// A filled cell with its place.
pub(super) struct At<'s> {
    /// Among the headings.
    pub(super) nth: usize,
    pub(super) cell: &'s Cell,
    /// The row in which it begins.
    pub(super) first: u32,
}

impl At<'_> {
    pub(super) fn text(&self) -> &str {
        &self.cell.text
    }

    /// The words without the marks of footnotes.
    pub(super) fn words(&self) -> Cow<'_, str> {
        without_marks(&self.cell.text)
    }

    /// The cell says that there is no value, and why.
    pub(super) fn state(&self) -> Option<State> {
        aigaq_typed::state(self.text())
    }

    pub(super) fn says(&self, property: &'static str, value: Value) -> SayTold {
        SayTold {
            property,
            column: self.nth,
            rule: None,
            what: What::Value(value),
        }
    }

    /// Questions that are open, as faults of their pieces of the cell.
    pub(super) fn faults_of(&self, open: &[Open]) -> Vec<Fault> {
        open.iter()
            .map(|open| {
                let of_word = !matches!(
                    open.asks,
                    Some(Asks::Year(_) | Asks::Month(_) | Asks::Serials | Asks::Article)
                );
                let value = if of_word {
                    open.word.as_str()
                } else {
                    self.text()
                };
                self.fault(value, open.reason.clone())
            })
            .collect()
    }

    pub(super) fn fault(&self, value: &str, reason: Reason) -> Fault {
        Fault {
            column: self.nth,
            value: shortened(value, 200),
            reason,
        }
    }
}

impl<'a> Reading<'a> {
    /// The filled, usable cells of a role in a row.
    pub(super) fn filled(&self, row: u32, role: Role) -> Vec<At<'a>> {
        let Some(columns) = self.columns.get(&role) else {
            return Vec::new();
        };
        columns
            .iter()
            .filter_map(|(nth, column)| {
                let (cell, first) = self.sheet.cell(row, *column)?;
                let usable = cell.kind != Kind::Broken && !Glossary::shipped().is_empty(&cell.text);
                usable.then_some(At {
                    nth: *nth,
                    cell,
                    first,
                })
            })
            .collect()
    }

    /// The one cell of a role that a sheet has once.
    pub(super) fn one(&self, row: u32, role: Role) -> Option<At<'a>> {
        self.filled(row, role).into_iter().next()
    }

    /// Words of a cell that are kept as they stand, under their heading.
    pub(super) fn keeps(&self, cell: &At<'_>, words: &str) -> SayTold {
        let said = format!("{}: {words}", self.headings[cell.nth]);
        cell.says("original_code", text(&said))
    }

    /// Cells that cannot be used, whatever they are.
    pub(super) fn broken(&self, row: u32) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (role, columns) in &self.columns {
            for (nth, column) in columns.iter().filter(|_| *role != Role::LeaveOut) {
                if let Some(cell) = self.sheet.own(row, *column)
                    && let Some(reason) = &cell.broken
                {
                    faults.push(Fault {
                        column: *nth,
                        value: String::new(),
                        reason: (**reason).clone(),
                    });
                }
            }
        }
        faults
    }

    /// All cells of a row as text, by heading.
    pub(super) fn texts(&self, row: u32) -> Vec<String> {
        let mut texts = vec![String::new(); self.headings.len()];
        for (nth, column) in self.columns.values().flatten() {
            if let Some((cell, _)) = self.sheet.cell(row, *column)
                && cell.kind != Kind::Broken
                && !Glossary::shipped().is_empty(&cell.text)
            {
                texts[*nth].clone_from(&cell.text);
            }
        }
        texts
    }
}
