//! A package of data: tables as CSV with what describes them, so that others count for themselves.
//!
//! *What comes in.* [`Table`]s whose cells this audience may read, with the words that describe them.
//!
//! *What goes out.* Files by name: each table as CSV (RFC 4180, UTF-8, no byte order mark; a cell never becomes a
//! formula), `datapackage.json` (Frictionless Data Package, version 1), a JSON Schema (draft 2020-12) of a row of each
//! table under `schema/`, and `README.txt`. The same package makes the same bytes: of time it holds only its day.

mod descriptor;
mod licence;
mod row;
mod table;

use aigaq_schema::Day;

use crate::csv::CsvError;
pub use licence::{Licence, NoLicence};
pub use table::{Field, ForeignKey, Form, SEPARATOR, Table};

/// The file by which programs know a package.
pub const DESCRIPTOR: &str = "datapackage";
/// The file for people.
pub const README: &str = "README.txt";

/// Why a package was not made.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// A table could not be written.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// A description could not be written.
    #[error("the description of the data cannot be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// A package that is to be written.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its name for programs: small Latin letters, digits, `-`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is, in a few sentences: the first paragraphs of its README.
    pub about: Vec<String>,
    /// What a reader must know of the files, after the list of them.
    pub reading: Vec<String>,
    /// The day whose knowledge it tells.
    pub created: Day,
    /// Under which licence it may be used, where the group says so.
    pub licence: Option<Licence>,
    /// The tables, those first to which others refer last.
    pub tables: Vec<Table>,
}

/// A file of a package: its name, and what stands in it.
pub type File = (String, Vec<u8>);

impl Package {
    /// The words of people that stand in it: its title and what is said of it, and the cells that may hold any text.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let said = self.about.iter().chain(&self.reading);
        let said = std::iter::once(&self.title).chain(said);
        let cells = self.tables.iter().flat_map(Table::texts);
        said.map(String::as_str).chain(cells)
    }

    /// All files, the README first.
    ///
    /// # Errors
    /// [`PackageError`] when a file cannot be written. What people typed is no reason for it.
    pub fn files(&self) -> Result<Vec<File>, PackageError> {
        let mut tables = Vec::new();
        for table in &self.tables {
            tables.push((table.file(), table.csv()?.into_bytes()));
        }
        let described = descriptor::descriptor(self, &tables);
        let mut files = vec![
            (README.to_owned(), self.readme().into_bytes()),
            (format!("{DESCRIPTOR}.json"), lines(&described)?),
        ];
        files.extend(tables);
        for table in &self.tables {
            let name = format!("schema/{}.schema.json", table.name);
            files.push((name, lines(&row::schema(table))?));
        }
        Ok(files)
    }

    /// The README: what it is, its files, how to read them; lines end as every editor understands them.
    fn readme(&self) -> String {
        let files = self.tables.iter().map(|table| {
            let rows = table.rows().len();
            format!("{} ({rows}): {}", table.file(), table.description)
        });
        let files: Vec<String> = files.collect();
        let mut paragraphs = vec![self.title.clone()];
        paragraphs.extend(self.about.iter().cloned());
        paragraphs.push(files.join("\r\n"));
        paragraphs.extend(self.reading.iter().cloned());
        paragraphs.join("\r\n\r\n") + "\r\n"
    }
}

fn lines(value: &serde_json::Value) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests;
