//! A table of a package: its fields, what may stand in them, and its rows.

use std::collections::BTreeSet;

use aigaq_schema::cells::inert;

use crate::csv::{self, CsvError, Mark};
use crate::text::clean;

/// What stands between several values in one cell.
pub const SEPARATOR: &str = "|";

/// What may stand in a field. An empty cell is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Any text.
    Text,
    /// A code of the list with this name.
    Code(String),
    /// Codes of a list.
    Codes(String),
    /// A number in the package: one of these letters, and digits.
    Number(&'static str),
    /// Several of them.
    Numbers(&'static str),
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in the first row of the file.
    pub name: &'static str,
    /// Its name for people.
    pub title: String,
    /// What stands in it.
    pub description: String,
    /// What may stand in it.
    pub form: Form,
    /// No cell of it is empty.
    pub is_required: bool,
    /// No two cells of it are alike.
    pub is_unique: bool,
}

/// A column whose cells are found in a column of another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignKey {
    /// The column here.
    pub field: &'static str,
    /// The other table.
    pub table: &'static str,
    /// Its column.
    pub of: &'static str,
}

/// A table with its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name, which is that of its file.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// What a row of it is.
    pub description: String,
    /// Its columns.
    pub fields: Vec<Field>,
    /// The columns by which a row is known.
    pub key: &'static [&'static str],
    /// What refers to other tables.
    pub refers: Vec<ForeignKey>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The cells that may hold any text.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let is_text = |at: usize| {
            let field = self.fields.get(at);
            field.is_some_and(|field| field.form == Form::Text)
        };
        self.rows.iter().flat_map(move |row| {
            let cells = row.iter().enumerate();
            cells
                .filter(move |(at, _)| is_text(*at))
                .map(|(_, cell)| cell.as_str())
        })
    }

    /// A table without rows and without references.
    #[must_use]
    pub fn new(
        name: &'static str,
        (title, description): (String, String),
        key: &'static [&'static str],
        fields: Vec<Field>,
    ) -> Self {
        Self {
            name,
            title,
            description,
            fields,
            key,
            refers: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, a cell for each field; the cells are made what will stand in the file.
    pub fn add(&mut self, cells: impl IntoIterator<Item = String>) {
        let written = cells.into_iter();
        let written = written.map(|cell| inert(clean(&cell).trim()).into());
        self.rows.push(written.collect());
    }

    /// The rows as they are written.
    #[must_use]
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// The codes that occur, with their lists.
    #[must_use]
    pub fn codes(&self) -> BTreeSet<(String, String)> {
        let mut all = BTreeSet::new();
        for (at, field) in self.fields.iter().enumerate() {
            if let Form::Code(list) | Form::Codes(list) = &field.form {
                let used = self.values(at).into_iter();
                all.extend(used.map(|code| (list.clone(), code.to_owned())));
            }
        }
        all
    }

    /// The values that occur in a column, each once.
    pub(super) fn values(&self, at: usize) -> BTreeSet<&str> {
        let is_one = self.fields.get(at).is_some_and(|field| {
            matches!(field.form, Form::Text | Form::Code(_) | Form::Number(_))
        });
        let cells = self.rows.iter().filter_map(|row| row.get(at));
        let mut all = BTreeSet::new();
        for cell in cells {
            match is_one {
                true => {
                    all.insert(cell.as_str());
                }
                false => all.extend(cell.split(SEPARATOR)),
            }
        }
        all.remove("");
        all
    }

    pub(super) fn csv(&self) -> Result<String, CsvError> {
        let head = self.fields.iter().map(|field| field.name.to_owned());
        let mut all = vec![head.collect()];
        all.extend(self.rows.iter().cloned());
        csv::write(Mark::Plain, &all)
    }

    /// What may stand in a column beyond being text: the codes that occur, or the form of a cell. Only codes that occur
    /// are told: what else a group has words for is its own.
    pub(super) fn limit(&self, at: usize) -> Option<Limit> {
        let field = self.fields.get(at)?;
        match &field.form {
            Form::Text => None,
            Form::Code(_) => {
                let codes: Vec<String> = self.values(at).into_iter().map(str::to_owned).collect();
                (!codes.is_empty()).then_some(Limit::OneOf(codes))
            }
            Form::Codes(_) => {
                let codes: Vec<String> = self.values(at).into_iter().map(escaped).collect();
                (!codes.is_empty()).then(|| Limit::Pattern(several(&codes.join("|"))))
            }
            Form::Number(letters) => Some(Limit::Pattern(number(letters))),
            Form::Numbers(letters) => Some(Limit::Pattern(several(&number(letters)))),
        }
    }
}

/// What a cell that is not empty must be.
pub(super) enum Limit {
    /// One of these.
    OneOf(Vec<String>),
    /// What the expression matches from its first letter to its last.
    Pattern(String),
}

fn number(letters: &str) -> String {
    format!("[{letters}][0-9]+")
}

/// One or more, with [`SEPARATOR`] between.
fn several(one: &str) -> String {
    format!(r"({one})(\|({one}))*")
}

/// Text as an expression for itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if r".\?*+{}()[]|^$".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
