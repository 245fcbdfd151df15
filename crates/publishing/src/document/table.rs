//! Tables: for the eye, and flat ones for programs.

use serde::{Deserialize, Serialize};

use super::{Count, Inline, Line, Query, RecordId};

/// The name of a table within its document: ASCII letters, digits, hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TableId(pub String);

/// What a column holds; decides how it is set and written to sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Words, set to the left.
    Text,
    /// A mark: a number of the row, signs of notes; takes as little room as
    /// it can.
    Short,
    /// Long words: gets more room.
    LongText,
    /// Numbers, set to the right in figures of one width.
    Number,
    /// Dates.
    Date,
}

/// A column with its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The heading; for numbers it names the unit or stands under a caption
    /// that does.
    pub heading: String,
    /// What it holds.
    pub kind: ColumnKind,
}

impl Column {
    /// A column of words.
    pub fn text(heading: impl Into<String>) -> Self {
        Self::new(heading, ColumnKind::Text)
    }

    /// A column of marks.
    pub fn short(heading: impl Into<String>) -> Self {
        Self::new(heading, ColumnKind::Short)
    }

    /// A column of long words.
    pub fn long(heading: impl Into<String>) -> Self {
        Self::new(heading, ColumnKind::LongText)
    }

    /// A column of numbers.
    pub fn number(heading: impl Into<String>) -> Self {
        Self::new(heading, ColumnKind::Number)
    }

    /// A column of dates.
    pub fn date(heading: impl Into<String>) -> Self {
        Self::new(heading, ColumnKind::Date)
    }

    fn new(heading: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            heading: heading.into(),
            kind,
        }
    }
}

/// A value as programs read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Nothing is known or nothing applies.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number as printed with a decimal point: `63.3`.
    Decimal(String),
    /// A date as EDTF text: `2020-06`, `2020~`.
    Date(String),
}

impl Value {
    /// Words, or nothing when there are none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// Words that may be missing.
    #[must_use]
    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        i64::try_from(number).map_or_else(|_| Self::Decimal(number.to_string()), Self::Number)
    }
}

/// A cell: what the eye sees, and the value a program reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Lines, one under another; none for an empty cell.
    pub lines: Vec<Line>,
    /// The value, where it is other than the words of the lines.
    pub value: Option<Value>,
}

impl Cell {
    /// An empty cell.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            lines: Vec::new(),
            value: None,
        }
    }

    /// A cell with one line of plain text; an empty text makes an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            return Self::empty();
        }
        Self::line(vec![Inline::Text(text)])
    }

    /// A cell with one line.
    #[must_use]
    pub fn line(line: Line) -> Self {
        Self {
            lines: vec![line],
            value: None,
        }
    }

    /// A cell with several lines.
    #[must_use]
    pub const fn lines(lines: Vec<Line>) -> Self {
        Self { lines, value: None }
    }

    /// A number that leads to its records; the column names the unit.
    #[must_use]
    pub fn count(count: Count, query: Option<Query>) -> Self {
        let value = Value::from(count.value());
        Self {
            lines: vec![vec![Inline::NumberLink { count, query }]],
            value: Some(value),
        }
    }

    /// A date in words with its EDTF text; without one, sheets get the words.
    pub fn date(words: impl Into<String>, edtf: impl Into<String>) -> Self {
        let (words, edtf) = (words.into(), edtf.into());
        if words.is_empty() {
            return Self::empty();
        }
        Self {
            lines: vec![vec![Inline::Text(words)]],
            value: (!edtf.is_empty()).then_some(Value::Date(edtf)),
        }
    }

    /// Is there nothing in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(Vec::is_empty)
    }
}

/// What a row is in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// One of the things the table lists; `depth` is its place in a tree,
    /// from 0.
    Body {
        /// How deep in the tree.
        depth: u8,
    },
    /// The sum of some rows.
    Subtotal,
    /// The total of the table.
    Total,
    /// Set apart: "date unknown", "not precise enough".
    Apart,
}

/// What a row stands for: links inside a file lead to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A record.
    Record(RecordId),
    /// The list of the records a figure counts.
    Query(Query),
}

/// A row: as many cells as the table has columns. The first cell is its
/// heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// What the row is.
    pub kind: RowKind,
    /// What the row stands for.
    pub target: Option<Target>,
}

impl Row {
    /// A row of the body.
    #[must_use]
    pub const fn body(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            kind: RowKind::Body { depth: 0 },
            target: None,
        }
    }

    /// The same row, standing for a record.
    #[must_use]
    pub fn of_record(mut self, record: Option<RecordId>) -> Self {
        self.target = record.map(Target::Record);
        self
    }

    /// The same row, of another kind.
    #[must_use]
    pub const fn kind(mut self, kind: RowKind) -> Self {
        self.kind = kind;
        self
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name in the document.
    pub id: TableId,
    /// Its label: "Table 3".
    pub label: String,
    /// What it shows.
    pub caption: String,
    /// What a row or a number of it is: "persons". Never empty.
    pub unit: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Remarks printed under it: "categories overlap".
    pub notes: Vec<Line>,
    /// The sentence that stands for a table without rows.
    pub empty_text: String,
}

/// A flat table for programs: one row a record, one column a property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dataset {
    /// Headings and kinds.
    pub columns: Vec<Column>,
    /// Rows, each as long as the columns.
    pub rows: Vec<Vec<Value>>,
}
