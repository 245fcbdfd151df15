//! A cell: its words, its value for programs, how it is shown.

use aigaq_publishing::DateWords;
use aigaq_publishing::RecordId as PublishedId;
use aigaq_publishing::document::{Cell, Inline, Line, Value as SheetValue};
use serde_json::json;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::outputs::registers) enum SheetCell {
    /// Nothing.
    Empty,
    /// Words of the reader's language; programs get the code beside them, where there is one.
    Words { words: String, code: Option<String> },
    /// A date.
    Date(DateWords),
    /// A number.
    Number(i64),
    /// A record, by what it is called.
    Record { id: PublishedId, words: String },
    /// Several.
    Many(Vec<SheetCell>),
}

impl SheetCell {
    pub fn words(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() {
            return Self::Empty;
        }
        Self::Words { words, code: None }
    }

    pub fn code(words: impl Into<String>, code: impl Into<String>) -> Self {
        Self::Words {
            words: words.into(),
            code: Some(code.into()),
        }
    }

    pub fn many(mut cells: Vec<Self>) -> Self {
        cells.retain(|cell| *cell != Self::Empty);
        match cells.len() {
            0 => Self::Empty,
            1 => cells.swap_remove(0),
            _ => Self::Many(cells),
        }
    }

    pub fn count(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }

    pub(super) fn line(&self) -> Line {
        match self {
            Self::Empty => Vec::new(),
            Self::Words { words, .. } => vec![Inline::text(words)],
            Self::Date(date) => vec![Inline::text(&date.words)],
            Self::Number(number) => vec![Inline::text(number.to_string())],
            Self::Record { id, words } => vec![Inline::RecordLink {
                record: id.clone(),
                text: words.clone(),
            }],
            Self::Many(cells) => {
                let mut line = Line::new();
                for cell in cells {
                    if !line.is_empty() {
                        line.push(Inline::text("; "));
                    }
                    line.extend(cell.line());
                }
                line
            }
        }
    }

    pub(super) fn shown(&self) -> Cell {
        match self {
            Self::Empty => Cell::empty(),
            Self::Date(date) => Cell::date(&date.words, &date.edtf),
            Self::Many(cells) => Cell::lines(cells.iter().map(Self::line).collect()),
            Self::Number(number) => Cell {
                lines: vec![self.line()],
                value: Some(SheetValue::Number(*number)),
            },
            Self::Words { .. } | Self::Record { .. } => Cell::line(self.line()),
        }
    }

    /// All words of the cell, for looking and for sheets.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Words { words, .. } | Self::Record { words, .. } => words.clone(),
            Self::Date(date) => date.words.clone(),
            Self::Number(number) => number.to_string(),
            Self::Many(cells) => {
                let all: Vec<String> = cells.iter().map(Self::text).collect();
                all.join("; ")
            }
        }
    }

    /// As a program reads a sheet: a date as EDTF, a number as digits.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Date(date) if !date.edtf.is_empty() => date.edtf.clone(),
            Self::Many(cells) => {
                let all: Vec<String> = cells.iter().map(Self::plain).collect();
                all.join("; ")
            }
            _ => self.text(),
        }
    }

    pub(super) fn value(&self) -> SheetValue {
        match self {
            Self::Number(number) => SheetValue::Number(*number),
            Self::Date(date) if !date.edtf.is_empty() => SheetValue::Date(date.edtf.clone()),
            _ => SheetValue::text(self.text()),
        }
    }

    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Self::Empty => serde_json::Value::Null,
            Self::Words { words, code: None } => json!(words),
            Self::Words {
                words,
                code: Some(code),
            } => json!({ "code": code, "words": words }),
            Self::Date(date) => json!({ "edtf": date.edtf, "words": date.words }),
            Self::Number(number) => json!(number),
            Self::Record { id, words } => json!({ "record": id.as_str(), "words": words }),
            Self::Many(cells) => cells.iter().map(Self::json).collect(),
        }
    }
}
