//! Importing: tables in, one change-set, a quarantine.

mod alongside;

use self::alongside::Alongside;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::quarantine;
use crate::reasons;
use crate::sealing::drafts;
use aigaq_exchange::workbook::{Corrections, Remembered, Workbook};
use aigaq_exchange::{
    Import, ImportKey, Known, Mapping, Origin, Quarantined, Report, Said, Settings, Standing, plan,
};
use aigaq_journal::{ActOfSaving, KeyId};
use aigaq_schema::{ChangeSetId, Day, Language, RecordId, Schema, StatementId};
use aigaq_view::View;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// How the columns of the files are understood.
#[derive(Debug, Clone)]
pub enum Mapped {
    /// A mapping file of the user's, or a shipped profile.
    Mapping(Box<Mapping>),
    /// One table whose headings are the properties of this record type.
    Type(String),
    /// A group's own workbook, its columns guessed.
    Workbook(Box<WorkbookWish>),
}

/// How a group's own workbook is understood.
#[derive(Debug, Clone)]
pub struct WorkbookWish {
    /// What people have answered: words, columns.
    pub remembered: Remembered,
    /// What the person says otherwise than the guess.
    pub corrections: Corrections,
    /// What “yesterday” and years of two digits are counted from.
    pub today: Day,
}

impl Mapped {
    /// What `--as` names, by the schema of the workspace that takes it in: a record type, the shipped profile `kazakhstan`, or a mapping file.
    ///
    /// # Errors
    /// When it is none of these, or the mapping file is wrong.
    pub fn named(name: &str, schema: &Schema) -> Result<Self, WorkspaceError> {
        if schema.record_type(name).is_some() {
            return Ok(Self::Type(name.to_owned()));
        }
        if name == "kazakhstan" {
            return Ok(Self::Mapping(Box::new(Mapping::kazakhstan(schema)?)));
        }
        let path = Path::new(name);
        if path.extension().is_some_and(|e| e == "toml") {
            let text = std::fs::read_to_string(path).map_err(WorkspaceError::file(path))?;
            return Ok(Self::Mapping(Box::new(Mapping::read(name, &text, schema)?)));
        }
        Err(match WorkspaceError::no_such_type(schema, name) {
            WorkspaceError::NoSuchType { given, near, all } => {
                WorkspaceError::Asked(reasons::no_type_or_profile(given, near, all))
            }
            other => other,
        })
    }
}

/// Where the tables are.
#[derive(Debug, Clone, Copy)]
pub enum Tables<'a> {
    /// A file or a folder of files.
    Path(&'a Path),
    /// Tables at hand: file name and bytes.
    AtHand(&'a [(&'a str, &'a [u8])]),
}

/// An import that is wished for.
#[derive(Debug, Clone)]
pub struct ImportWish<'a> {
    /// Where the tables are.
    pub tables: Tables<'a>,
    /// How its columns are understood.
    pub mapped: Mapped,
    /// Cells that are empty now withdraw what an earlier import said.
    pub clear: bool,
    /// Only look: nothing is saved.
    pub preview: bool,
    /// The language of the person: notes on what was left out are kept in it.
    pub language: Language,
    /// Seconds since 1970 and the zone, for the change-set.
    pub now: (i64, String),
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Rows read and written to the journal, of how many.
    Rows(u64, u64),
    /// Entries taken into the view.
    Viewing(u64),
}

/// What an import did.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ImportOutcome {
    /// In numbers.
    pub report: Report,
    /// What was left out, with the reason.
    pub quarantined: Vec<Quarantined>,
    /// The change-set; `None` when there was nothing to save, or it was only a preview.
    pub change_set: Option<ChangeSetId>,
}

impl Workspace {
    /// Imports tables: everything in one change-set, or nothing.
    ///
    /// # Errors
    /// When a file cannot be read, its columns are not understood, or saving fails: nothing is saved then.
    pub fn import(
        &mut self,
        wish: &ImportWish<'_>,
        mut told: impl FnMut(Step),
    ) -> Result<ImportOutcome, WorkspaceError> {
        let schema = Arc::clone(self.schema());
        let import = find(wish, &schema)?;
        let key = ImportKey::new(self.unlocked.import_key().expose());
        let hash = hash_of(wish, &import)?;
        let known = KnownHere(&self.view);
        let (mut quarantined, mut rows, mut anything) = (Vec::new(), 0, false);
        let mut alongside: Option<Alongside> = None;
        let outcome = if wish.preview {
            let mut planning = plan(
                &import,
                &known,
                Settings {
                    clear: wish.clear,
                    ..Settings::new(&schema, &key, ChangeSetId([0; 16]))
                },
            )?;
            let expected = planning.rows_expected();
            for chunk in planning.by_ref() {
                let chunk = chunk?;
                rows += chunk.rows;
                quarantined.extend(chunk.quarantined);
                told(Step::Rows(rows, expected));
            }
            ImportOutcome {
                report: planning.report().clone(),
                quarantined,
                change_set: None,
            }
        } else {
            let mut writer = self.journal.begin(Self::meta(
                ActOfSaving::Import,
                wish.now.clone(),
                Some(hash),
            ))?;
            let settings = Settings {
                clear: wish.clear,
                ..Settings::new(&schema, &key, writer.change_set())
            };
            let mut planning = plan(&import, &known, settings)?;
            let expected = planning.rows_expected();
            let mut keys: HashMap<RecordId, KeyId> = HashMap::new();
            for chunk in planning.by_ref() {
                let chunk = chunk?;
                let notes = chunk.quarantined.iter().filter_map(|q| {
                    quarantine::note(&key, writer.change_set(), (q, wish.language), &self.view)
                        .transpose()
                });
                let notes = notes.collect::<Result<Vec<_>, _>>()?;
                for segment in chunk.segments.iter().chain(&notes) {
                    let known_key = match keys.get(&segment.root) {
                        Some(key) => Some(*key),
                        None => self.view.key_of(segment.root)?.map(KeyId),
                    };
                    if let Some(key) = known_key {
                        keys.insert(segment.root, key);
                    }
                    for draft in drafts(segment, known_key) {
                        // What fits into one entry is viewed soon enough afterwards.
                        if let Some(entry) = writer.push(draft)? {
                            alongside
                                .get_or_insert_with(|| Alongside::begin(self.view.follower()))
                                .pass(entry);
                        }
                    }
                    anything = true;
                }
                rows += chunk.rows;
                quarantined.extend(chunk.quarantined);
                told(Step::Rows(rows, expected));
            }
            let report = planning.report().clone();
            let change_set = if anything {
                let appended = writer.finish()?;
                if let Some(alongside) = &mut alongside {
                    appended.opened.into_iter().for_each(|e| alongside.pass(e));
                }
                Some(appended.change_set)
            } else {
                None
            };
            ImportOutcome {
                report,
                quarantined,
                change_set,
            }
        };
        let saved = outcome.change_set.is_some();
        if let Some(view) = alongside
            .filter(|_| saved)
            .and_then(|a| a.saved(|entries| told(Step::Viewing(entries))))
        {
            self.view = view;
        }
        if saved && self.view.is_behind(&self.journal)? {
            self.view.catch_up(&self.journal, |progress| {
                told(Step::Viewing(progress.entries));
            })?;
        }
        Ok(outcome)
    }
}

fn find(wish: &ImportWish<'_>, schema: &Schema) -> Result<Import, WorkspaceError> {
    match (&wish.mapped, wish.tables) {
        (Mapped::Mapping(mapping), Tables::Path(path)) => {
            Ok(Import::find((**mapping).clone(), path)?)
        }
        (Mapped::Mapping(mapping), Tables::AtHand(files)) => {
            let files = files
                .iter()
                .map(|(name, bytes)| {
                    let origin = Origin::bytes(*name, *bytes);
                    (origin.stem(), origin)
                })
                .collect();
            Ok(Import::of((**mapping).clone(), files)?)
        }
        (Mapped::Type(record_type), Tables::Path(path)) => {
            let origin = Origin::File(path.to_owned());
            let table = origin.open()?;
            let mapping = Mapping::for_type(record_type, &origin.stem(), &table.headings, schema)?;
            Ok(Import::find(mapping, path)?)
        }
        (Mapped::Workbook(wish), Tables::Path(path)) => {
            let bytes = std::fs::read(path).map_err(WorkspaceError::file(path))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            of_workbook(wish, &name, &bytes, schema)
        }
        (Mapped::Workbook(wish), Tables::AtHand(&[(name, bytes)])) => {
            of_workbook(wish, name, bytes, schema)
        }
        (Mapped::Workbook(_), Tables::AtHand(_)) => {
            Err(WorkspaceError::Asked(reasons::one_workbook()))
        }
        (Mapped::Type(record_type), Tables::AtHand(&[(name, bytes)])) => {
            let origin = Origin::bytes(name, bytes);
            let table = origin.open()?;
            let mapping = Mapping::for_type(record_type, &origin.stem(), &table.headings, schema)?;
            // Whatever the file is called, it is the one table of the type.
            let name = mapping
                .tables
                .first()
                .map_or(String::new(), |t| t.table.clone());
            Ok(Import::of(mapping, vec![(name, origin)])?)
        }
        (Mapped::Type(_), Tables::AtHand(_)) => Err(WorkspaceError::Asked(reasons::one_table())),
    }
}

fn of_workbook(
    wish: &WorkbookWish,
    name: &str,
    bytes: &[u8],
    schema: &Schema,
) -> Result<Import, WorkspaceError> {
    let book = Workbook::open(name, bytes)?;
    Ok(book.import(schema, &wish.remembered, &wish.corrections, wish.today)?)
}

/// SHA-256 of the imported file; of several, of their hashes in the order of their names.
fn hash_of(wish: &ImportWish<'_>, import: &Import) -> Result<[u8; 32], WorkspaceError> {
    let mut hashes: Vec<(std::path::PathBuf, [u8; 32])> = Vec::new();
    if let Tables::AtHand(files) = wish.tables {
        hashes.extend(
            files
                .iter()
                .map(|(name, bytes)| (Path::new(name).to_owned(), Sha256::digest(bytes).into())),
        );
    }
    let mut paths = import.paths();
    if let (Mapped::Workbook(_), Tables::Path(path)) = (&wish.mapped, wish.tables) {
        paths.push(path.to_owned());
    }
    for path in paths {
        let mut hash = Sha256::new();
        let mut file = std::fs::File::open(&path).map_err(WorkspaceError::file(&path))?;
        std::io::copy(&mut file, &mut Hashing(&mut hash)).map_err(WorkspaceError::file(&path))?;
        hashes.push((path, hash.finalize().into()));
    }
    hashes.sort();
    match &hashes[..] {
        [(_, one)] => Ok(*one),
        all => Ok(all
            .iter()
            .fold(Sha256::new(), |hash, (_, one)| hash.chain_update(one))
            .finalize()
            .into()),
    }
}

struct Hashing<'h>(&'h mut Sha256);

impl std::io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What the view knows, as the importer asks for it.
struct KnownHere<'v>(&'v View);

impl Known for KnownHere<'_> {
    fn exists(&self, record: RecordId) -> Result<bool, aigaq_exchange::ExchangeError> {
        self.0
            .has(record)
            .map_err(|e| aigaq_exchange::ExchangeError::Known(e.to_string()))
    }

    fn said(&self, root: RecordId) -> Result<Vec<Said>, aigaq_exchange::ExchangeError> {
        let blocks = self
            .0
            .said_with_parts(root)
            .map_err(|e| aigaq_exchange::ExchangeError::Known(e.to_string()))?;
        let withdrawn: HashMap<StatementId, &str> = blocks
            .iter()
            .flat_map(|b| {
                b.withdrawals
                    .iter()
                    .map(|w| (w.statement, w.reason.as_str()))
            })
            .collect();
        Ok(blocks
            .iter()
            .flat_map(|block| {
                block.statements.iter().map(|statement| Said {
                    record: block.record,
                    record_type: block.record_type.clone(),
                    statement: statement.clone(),
                    standing: withdrawn
                        .get(&statement.id)
                        .map_or(Standing::Live, |reason| Standing::of_withdrawal(reason)),
                })
            })
            .collect())
    }
}
