//! The form of a mapping file, field by field.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A text with its place in the file, for messages.
pub type Word = Spanned<String>;

/// One text or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several, or none.
    Many(Vec<String>),
}

impl OneOrMany {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text.clone()],
            Self::Many(texts) => texts.clone(),
        }
    }
}

/// A table of replacements; each knows its place in the file.
pub type Replacements = BTreeMap<Word, OneOrMany>;

/// A whole mapping file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingFile {
    /// The name of the mapping. It is part of every record id: changing it makes every record a new one.
    pub profile: Word,
    /// BCP 47 tag of the language of texts.
    pub language: Option<String>,
    /// What stands between several values of a cell; ` | ` if not given.
    pub separator: Option<String>,
    /// Where a row names its sources.
    pub source: Option<SourceFile>,
    /// Tables of replacements that several columns use: name → (cell text → code or codes).
    #[serde(default)]
    pub crosswalks: BTreeMap<String, Replacements>,
    /// How things named only in words become records: by a name of its own, or the record type's.
    #[serde(default)]
    pub words: BTreeMap<Word, WordsFile>,
    /// The tables.
    pub tables: Vec<TableFile>,
    /// Rows whose number is also said of another record.
    #[serde(default)]
    pub also: Vec<AlsoFile>,
}

/// Where a row names its sources.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// The column with ids (or words) of sources.
    pub column: String,
    /// The column with the places: each begins with the id of the source it is in.
    pub locator: Option<String>,
    /// The table whose rows the sources are.
    pub table: Option<String>,
    /// Other words become a source record titled so.
    #[serde(default)]
    pub words: bool,
}

/// How things named only in words become records of a type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsFile {
    /// The record type; if not given, the name of this table is one.
    pub record: Option<Word>,
    /// The property that holds the words.
    pub property: Word,
    /// What is said of each: property → value.
    #[serde(default)]
    pub constants: BTreeMap<Word, Word>,
    /// What is said of the ones with these words: words → property → value.
    #[serde(default)]
    pub known: BTreeMap<String, BTreeMap<Word, Word>>,
}

/// A row whose number is also said of another record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlsoFile {
    /// The table.
    pub table: Word,
    /// The row's id.
    pub row: String,
    /// The property whose value it is.
    pub from: String,
    /// The table of the other record.
    pub of_table: Word,
    /// Its row.
    pub of_row: String,
    /// The property there.
    pub property: Word,
}

/// What one table makes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableFile {
    /// The table's name: file or sheet, without folder and ending.
    pub table: Word,
    /// The type of record each row makes.
    pub record: Word,
    /// The column with the row's id; `id` if not given.
    pub id: Option<String>,
    /// Rows do not name sources.
    #[serde(default)]
    pub unsourced: bool,
    /// What is said of every row's record: property → value.
    #[serde(default)]
    pub constants: BTreeMap<Word, Word>,
    /// What the columns mean.
    #[serde(default)]
    pub columns: Vec<ColumnFile>,
    /// The parts each row makes.
    #[serde(default)]
    pub parts: Vec<PartFile>,
    /// The records that follow from each row.
    #[serde(default)]
    pub derived: Vec<DerivedFile>,
    /// Columns that are left out: column → why.
    #[serde(default)]
    pub ignore: BTreeMap<String, String>,
}

/// The parts that one column makes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartFile {
    /// The type of the part.
    pub record: Word,
    /// The column; each of its values makes one part.
    pub each: String,
    /// What is said of each part: property → value.
    #[serde(default)]
    pub constants: BTreeMap<Word, Word>,
    /// What the columns mean for the part. For the column of `each`, the one value the part is made of.
    #[serde(default)]
    pub columns: Vec<ColumnFile>,
}

/// A record of its own that follows from a row: that a person named in a publication may be named.
///
/// It is said by a rule of the mapping and rests on each source of the row. A row that names no source makes
/// none: without the publication there is nothing from which it follows.
///
/// ```toml
/// [[tables.derived]]
/// name = "consent"
/// record = "consent"
/// of = "person"
/// constants = { use = "publish", audience = "public", state = "already_public" }
/// ```
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DerivedFile {
    /// What it is called among those of the table. It is part of the record's id: changing it makes another record.
    pub name: Word,
    /// The type of the record; it is no part of another.
    pub record: Word,
    /// The property that refers to the row's record.
    pub of: Word,
    /// What else is said of it: property → value.
    #[serde(default)]
    pub constants: BTreeMap<Word, Word>,
}

/// What a column (or several that belong together) means. A column may be named more than once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnFile {
    /// The property.
    pub property: Word,
    /// The column.
    pub column: Option<Word>,
    /// The column may be missing from the file.
    #[serde(default)]
    pub optional: bool,
    /// The cell may hold several values; for properties that may have several, yes if not given.
    pub split: Option<bool>,
    /// Cell text → code or codes (terms), or text. An empty list says nothing.
    pub values: Option<Replacements>,
    /// A table of `[crosswalks]` to be used as `values`.
    pub crosswalk: Option<Word>,
    /// Nothing is said where the cell of this column is filled.
    pub unless: Option<Word>,
    /// Cell text → `unknown`, `not asked`, `withheld` or `none`.
    #[serde(default)]
    pub states: BTreeMap<String, Word>,
    /// Row id → code or codes, whatever the cell says.
    pub rows: Option<Replacements>,
    /// Text in none of these: `quarantine` (if not given) or `silent`.
    pub others: Option<Word>,
    /// Whether the cell's own words are kept as an original code: `always`, `changed` (where the code differs).
    pub keep: Option<Word>,
    /// For names: full, given, family, patronymic, alias, variant.
    pub name: Option<Word>,
    /// For references: the tables whose rows the cell may name.
    #[serde(default)]
    pub to: Vec<Word>,
    /// For references: the table of `[words]` by which other words become a record.
    pub words: Option<Word>,
    /// For identifiers: whose numbering.
    pub scheme: Option<String>,
    /// The cell names articles of treaties, to be read as rights by the list's crosswalks.
    #[serde(default)]
    pub articles: bool,
    /// What the statement rests on: `row` (if not given), `none`, or the name of a column of locators.
    pub basis: Option<Word>,
    /// The value is derived: it is said by a rule of this name.
    pub rule: Option<String>,
    /// For numbers: the column with the lowest.
    pub min: Option<Word>,
    /// For numbers: the column with the highest.
    pub max: Option<Word>,
    /// For numbers: the column with what the source said of it.
    pub qualifier: Option<Word>,
    /// For numbers: words → at least, more than, about, at most, fewer than, exactly, between.
    #[serde(default)]
    pub qualifiers: BTreeMap<String, Word>,
    /// For money: the column with the currency.
    pub currency: Option<Word>,
    /// A text put together: `"rights: {rights}"`; a piece whose cell is empty is left out.
    #[serde(default)]
    pub template: Vec<Word>,
    /// The cell names a row of another table, the value stands in a column there.
    pub lookup: Option<LookupFile>,
    /// The value is a column of the source's row (its date), said where the cell of `column` is filled.
    pub of_source: Option<String>,
}

/// The cell names a row of another table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookupFile {
    /// The other table.
    pub table: Word,
    /// The column there.
    pub column: String,
}
