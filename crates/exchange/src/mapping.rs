//! Mappings: what the columns of a table mean, in a TOML file.
//!
//! A mapping is checked whole when it is read: an unknown property, an unknown code of a list or a field that
//! does not fit is an error that names the line. The form is shown by `profiles/kazakhstan.toml`; each field
//! is described in [`mod@file`]. [`Mapping::for_type`] makes the mapping of a plain table whose headings
//! are property codes or labels.

mod articles;
mod compile;
mod default;
pub mod file;

use crate::error::ExchangeError;
use aigaq_schema::{NameKind, Qualifier, Schema, State, Value, ValueKind};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

pub use articles::Articles;

/// The mapping of the data set on Kazakhstan that ships with the program.
pub const KAZAKHSTAN: &str = include_str!("../profiles/kazakhstan.toml");

/// A mapping, checked and ready.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Its name: part of every record id, never to be changed.
    pub profile: String,
    /// BCP 47 tag of the language of texts.
    pub language: Option<String>,
    /// What stands between several values of a cell.
    pub separator: String,
    /// Where a row names its sources.
    pub source: Option<SourceColumns>,
    /// How things named only in words become records, by the name of their table in the mapping.
    pub words: HashMap<String, Words>,
    /// The tables, those that others refer to first.
    pub tables: Vec<TableMapping>,
    /// Rows whose number is also said of another record.
    pub also: Vec<Also>,
    /// The file it was read from, for messages.
    pub file: String,
}

/// Where a row names its sources.
#[derive(Debug, Clone)]
pub struct SourceColumns {
    /// The column with the ids (or names) of the sources.
    pub column: String,
    /// The column with the places in them.
    pub locator: Option<String>,
    /// The table whose rows they are.
    pub table: Option<String>,
    /// A source that is no row of the table becomes a record named by these words.
    pub words: bool,
}

/// How a thing named only in words becomes a record.
#[derive(Debug, Clone)]
pub struct Words {
    /// The record type.
    pub record_type: String,
    /// The property that holds the words.
    pub property: String,
    /// As what the words are kept.
    pub kind: WordsAs,
    /// What is said of every such record.
    pub constants: Vec<(String, Value)>,
    /// What is said of the one with these words.
    pub known: HashMap<String, Vec<(String, Value)>>,
}

/// As what words that make a record are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsAs {
    /// A text, in the language of the mapping.
    Text,
    /// A full name.
    Name,
    /// A web address.
    Url,
}

impl WordsAs {
    /// How words of a property of this kind are kept.
    #[must_use]
    pub const fn of(kind: ValueKind) -> Self {
        match kind {
            ValueKind::Name => Self::Name,
            ValueKind::Url => Self::Url,
            _ => Self::Text,
        }
    }
}

/// The number of one row is also said of a record that another row makes.
#[derive(Debug, Clone)]
pub struct Also {
    /// The table and the row with the number.
    pub table: String,
    /// The row's id.
    pub row: String,
    /// The property of the row whose value it is.
    pub from: String,
    /// The table of the other record.
    pub of_table: String,
    /// The row of the other record.
    pub of_row: String,
    /// The type of the other record.
    pub record_type: String,
    /// The property there.
    pub property: String,
}

/// What one table makes.
#[derive(Debug, Clone)]
pub struct TableMapping {
    /// The table's name: file or sheet, without folder and ending.
    pub table: String,
    /// The type of record each row makes.
    pub record_type: String,
    /// The column with the row's id; `None` when rows are told apart by all that they say.
    pub id: Option<String>,
    /// Rows name their sources in the columns of [`Mapping::source`].
    pub sourced: bool,
    /// What is said of the record.
    pub says: Vec<Say>,
    /// The parts each row makes.
    pub parts: Vec<Part>,
    /// The records that follow from each row.
    pub derived: Vec<Derived>,
    /// Columns that are left out, and why.
    pub ignore: BTreeMap<String, String>,
    /// A column that is in none of the above is left out too, and reported (tables without a mapping file).
    pub all_optional: bool,
}

/// The parts (involvements of an act) that one column makes, one for each of its values.
#[derive(Debug, Clone)]
pub struct Part {
    /// The type of the part.
    pub record_type: String,
    /// The property that refers to the row's record.
    pub link: String,
    /// The column; each of its values makes one part.
    pub each: String,
    /// What is said of the part.
    pub says: Vec<Say>,
}

/// A record that follows from each row that names its sources, by a rule.
#[derive(Debug, Clone)]
pub struct Derived {
    /// What it is called among those of the table: part of its id, never to be changed.
    pub name: String,
    /// The type of the record.
    pub record_type: String,
    /// What is said of it.
    pub says: Vec<DerivedSay>,
}

/// One thing said of a derived record.
#[derive(Debug, Clone)]
pub struct DerivedSay {
    /// The property.
    pub property: String,
    /// The rule that says it.
    pub rule: Arc<str>,
    /// The value; `None` is the row's own record.
    pub value: Option<Value>,
}

/// One thing said of a record, and the cells it comes from.
#[derive(Debug, Clone)]
pub struct Say {
    /// The property.
    pub property: String,
    /// The kind of its values.
    pub kind: ValueKind,
    /// It may have several values.
    pub many: bool,
    /// The column may be missing from the file.
    pub optional: bool,
    /// Where the value comes from.
    pub from: From,
    /// Nothing is said where the cell of this column is filled.
    pub unless: Option<String>,
    /// What the statement rests on.
    pub basis: BasisFrom,
    /// The statement is derived by this rule, not said by the cell.
    pub rule: Option<Arc<str>>,
    /// Whether the cell's own words are kept as an original code.
    pub keep: Keep,
    /// Terms: codes by folded text.
    pub terms: Arc<HashMap<String, Option<String>>>,
}

/// Where a value comes from.
#[derive(Debug, Clone)]
pub enum From {
    /// The same for every row.
    Constant(Value),
    /// One cell.
    Cell(Reading),
    /// A number from its cells.
    Number {
        /// The number itself.
        value: Option<String>,
        /// The lowest it can be.
        min: Option<String>,
        /// The highest it can be.
        max: Option<String>,
        /// What the source said of it.
        qualifier: Option<String>,
        /// Words → qualifier.
        qualifiers: HashMap<String, Qualifier>,
    },
    /// A sum from its cells.
    Money {
        /// The amount.
        amount: String,
        /// The currency.
        currency: String,
    },
    /// A text put together from cells; pieces whose cell is empty are left out.
    Template(Vec<(String, String, String)>),
    /// The cell names a row of another table; the value stands in a column there.
    Lookup {
        /// The cell.
        column: String,
        /// The other table.
        table: String,
        /// The column there.
        of: String,
        /// How that cell is read.
        reading: Reading,
    },
    /// The date of the source the statement rests on: a column of the sources table.
    OfSource {
        /// The column of the sources table.
        of: String,
        /// Only where this cell is filled.
        where_filled: String,
    },
}

/// How a cell is read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The column.
    pub column: String,
    /// What stands between several values; `None` keeps the cell whole.
    pub split: Option<String>,
    /// Cell text → codes or text; an empty list says nothing.
    pub values: HashMap<String, Vec<String>>,
    /// Cell text → state of not knowing.
    pub states: HashMap<String, State>,
    /// Row id → codes, before all else.
    pub rows: HashMap<String, Vec<String>>,
    /// Text that is in neither says nothing (it is kept as an original code, or the mapping says why not).
    pub others_silent: bool,
    /// What the names are.
    pub name: Option<NameKind>,
    /// Tables whose rows the cell may name.
    pub to: Vec<String>,
    /// The table of [`Mapping::words`] by which other words become a record.
    pub words: Option<String>,
    /// A scheme for identifiers.
    pub scheme: Option<String>,
    /// The cell names articles of treaties ("ICCPR 9; UDHR 9"), to be read as rights.
    pub articles: Option<Arc<Articles>>,
}

/// What a statement rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BasisFrom {
    /// The sources of the row, one statement for each.
    Row,
    /// No source: the coder's own.
    None,
    /// The sources named in this column of locators, for this cell alone.
    Locators(String),
}

/// Whether the words of a cell are kept as an original code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// No.
    No,
    /// Where the code differs from the words.
    Changed,
    /// Always.
    Always,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`ExchangeError::Mapping`] with the line and what is wrong.
    pub fn read(file: &str, text: &str, schema: &Schema) -> Result<Self, ExchangeError> {
        compile::compile(file, text, schema)
    }

    /// The mapping of the shipped data set.
    ///
    /// # Errors
    /// Never in a released program: a test reads it.
    pub fn kazakhstan(schema: &Schema) -> Result<Self, ExchangeError> {
        Self::read("kazakhstan.toml", KAZAKHSTAN, schema)
    }

    /// The mapping of a table whose headings are property codes, or labels in any language: `import FILE --as
    /// TYPE`. A column `id` holds the row's id, `source` and `locator` its source; for a type with parts that
    /// have roles (acts), a column named like a role (`target`, `perpetrator`) makes a part for each value.
    ///
    /// # Errors
    /// [`ExchangeError::NoSuchType`], and [`ExchangeError::UnknownColumn`] with the nearest property.
    pub fn for_type(
        record_type: &str,
        file: &str,
        headings: &[String],
        schema: &Schema,
    ) -> Result<Self, ExchangeError> {
        default::for_type(record_type, file, headings, schema)
    }

    /// The mapping of a table by its name.
    #[must_use]
    pub fn table(&self, table: &str) -> Option<&TableMapping> {
        self.tables.iter().find(|t| t.table == table)
    }

    /// The columns of a table that other tables look things up in: they are held in memory.
    #[must_use]
    pub fn looked_up(&self, table: &str) -> HashSet<String> {
        let mut columns = HashSet::new();
        for mapping in &self.tables {
            let says = mapping
                .says
                .iter()
                .chain(mapping.parts.iter().flat_map(|p| &p.says));
            for say in says {
                match &say.from {
                    From::Lookup { table: t, of, .. } if t == table => {
                        columns.insert(of.clone());
                    }
                    From::OfSource { of, .. }
                        if self.source.as_ref().and_then(|s| s.table.as_deref()) == Some(table) =>
                    {
                        columns.insert(of.clone());
                    }
                    _ => {}
                }
            }
        }
        columns
    }
}

impl Say {
    /// The columns the value comes from; the first is the one the statement is said to come from.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        match &self.from {
            From::Constant(_) => Vec::new(),
            From::Cell(reading) => vec![&reading.column],
            From::Number {
                value,
                min,
                max,
                qualifier,
                ..
            } => [value, min, max, qualifier]
                .into_iter()
                .filter_map(Option::as_deref)
                .collect(),
            From::Money { amount, currency } => vec![amount, currency],
            From::Template(pieces) => pieces
                .iter()
                .map(|(_, column, _)| column.as_str())
                .collect(),
            From::Lookup { column, .. } => vec![column],
            From::OfSource { where_filled, .. } => vec![where_filled],
        }
    }
}
