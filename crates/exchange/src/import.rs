//! Which files are imported by which tables of a mapping.

use crate::error::ExchangeError;
use crate::mapping::Mapping;
use crate::reason;
use crate::table::{Origin, Table};
use crate::workbook::{ToldSheet, WorkbookReport};
use std::path::{Path, PathBuf};

/// A mapping with the files it is to be applied to.
#[derive(Debug, Clone)]
pub struct Import {
    /// The mapping.
    pub mapping: Mapping,
    /// For each table found, in the order of the mapping: its place in [`Mapping::tables`] and its file.
    pub(crate) tables: Vec<Source>,
    /// Tables in the folder that the mapping does not know.
    pub left_out: Vec<String>,
    /// The sheets of a group's own workbook, read.
    pub(crate) told: Vec<ToldSheet>,
    /// How they were read.
    pub(crate) workbook: Option<WorkbookReport>,
}

#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) table: usize,
    pub(crate) origin: Origin,
    pub(crate) sheet: Option<String>,
}

impl Source {
    pub(crate) fn open(&self) -> Result<Table, ExchangeError> {
        self.origin.open_sheet(self.sheet.as_deref())
    }

    /// The file's name, where a reader would not know it from the name of the table.
    pub(crate) fn other_name(&self, table: &str) -> String {
        if self.sheet.is_some() || self.origin.stem().eq_ignore_ascii_case(table) {
            return String::new();
        }
        self.origin.name()
    }
}

impl Import {
    /// Finds the tables of the mapping in a folder (`acts.csv`, `acts.xlsx`), or in one file: a CSV file named
    /// like a table, a workbook with sheets named like tables, or, for a mapping of one table, any file.
    ///
    /// # Errors
    /// [`ExchangeError::NoTable`] when nothing fits, [`ExchangeError::Read`] when the folder cannot be read.
    pub fn find(mapping: Mapping, path: &Path) -> Result<Self, ExchangeError> {
        if path.is_dir() {
            return Self::in_folder(mapping, path);
        }
        let origin = Origin::File(path.to_owned());
        Self::in_file(mapping, origin, path)
    }

    /// The tables of the mapping from given files: (table, file). Tables the mapping does not know are left out.
    ///
    /// # Errors
    /// [`ExchangeError::NoTable`] when nothing fits.
    pub fn of(mapping: Mapping, files: Vec<(String, Origin)>) -> Result<Self, ExchangeError> {
        let mut import = Self {
            mapping,
            tables: Vec::new(),
            left_out: Vec::new(),
            told: Vec::new(),
            workbook: None,
        };
        for (name, origin) in files {
            match import
                .mapping
                .tables
                .iter()
                .position(|t| t.table.eq_ignore_ascii_case(&name))
            {
                Some(table) => import.tables.push(Source {
                    table,
                    origin,
                    sheet: None,
                }),
                None => import.left_out.push(name),
            }
        }
        import.sorted(Path::new(""))
    }

    fn in_folder(mapping: Mapping, folder: &Path) -> Result<Self, ExchangeError> {
        let listing = std::fs::read_dir(folder).map_err(|e| ExchangeError::read(folder, e))?;
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in listing {
            files.push(entry.map_err(|e| ExchangeError::read(folder, e))?.path());
        }
        files.retain(|path| {
            path.is_file()
                && path.extension().is_some_and(|e| {
                    ["csv", "tsv", "xlsx"]
                        .iter()
                        .any(|known| e.eq_ignore_ascii_case(known))
                })
        });
        files.sort();
        let files = files
            .into_iter()
            .map(|path| {
                let origin = Origin::File(path);
                (origin.stem(), origin)
            })
            .collect();
        let mut import = Self::of(mapping, files).map_err(|error| match error {
            ExchangeError::NoTable {
                profile, tables, ..
            } => ExchangeError::NoTable {
                folder: folder.to_owned(),
                profile,
                tables,
            },
            other => other,
        })?;
        let mut twice = import
            .tables
            .windows(2)
            .filter(|w| w[0].table == w[1].table);
        if let Some(two) = twice.next() {
            return Err(ExchangeError::Workbook {
                file: two[1].origin.name(),
                what: reason::table_twice(
                    &import.mapping.tables[two[1].table].table,
                    two[0].origin.name(),
                ),
            });
        }
        drop(twice);
        import.left_out.sort();
        Ok(import)
    }

    fn in_file(mapping: Mapping, origin: Origin, path: &Path) -> Result<Self, ExchangeError> {
        let stem = origin.stem();
        let by_name = mapping
            .tables
            .iter()
            .position(|t| t.table.eq_ignore_ascii_case(&stem));
        if let Some(table) = by_name.or((mapping.tables.len() == 1).then_some(0)) {
            return Ok(Self {
                mapping,
                tables: vec![Source {
                    table,
                    origin,
                    sheet: None,
                }],
                left_out: Vec::new(),
                told: Vec::new(),
                workbook: None,
            });
        }
        let mut tables = Vec::new();
        if path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("xlsx"))
        {
            for (table, there) in mapping.tables.iter().enumerate() {
                match origin.open_sheet(Some(&there.table)) {
                    Ok(_) => tables.push(Source {
                        table,
                        origin: origin.clone(),
                        sheet: Some(there.table.clone()),
                    }),
                    Err(ExchangeError::Workbook { what, .. })
                        if what.key() == "import.no_sheet" => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Self {
            mapping,
            tables,
            left_out: Vec::new(),
            told: Vec::new(),
            workbook: None,
        }
        .sorted(path)
    }

    fn sorted(mut self, folder: &Path) -> Result<Self, ExchangeError> {
        self.tables.sort_by_key(|s| s.table);
        if self.tables.is_empty() {
            return Err(ExchangeError::NoTable {
                folder: folder.to_owned(),
                profile: self.mapping.profile.clone(),
                tables: self
                    .mapping
                    .tables
                    .iter()
                    .map(|t| t.table.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            });
        }
        Ok(self)
    }

    /// The size of all files together, in bytes, for a progress bar.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.tables.iter().map(|s| s.origin.size()).sum()
    }

    /// The paths of the files that stand on disk, for a hash of what was imported.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self
            .tables
            .iter()
            .filter_map(|s| match &s.origin {
                Origin::File(path) => Some(path.clone()),
                Origin::Bytes { .. } => None,
            })
            .collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// The files: table name and file name.
    pub fn files(&self) -> impl Iterator<Item = (&str, String)> {
        self.tables
            .iter()
            .map(|s| (self.mapping.tables[s.table].table.as_str(), s.origin.name()))
    }
}
