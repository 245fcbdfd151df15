//! Evidence that leaves for a court: chosen records with their files and the signed entries in which they were said.
//!
//! *What comes in.* Records. *What goes out.* First what a bag of them would hold and who is in it ([`BagTold`]), then
//! its contents one after the other ([`EvidenceBag::each`]), files straight from where they lie sealed. Who packs them
//! into a file is the caller's business.
//!
//! With a record go its acts, where it is an event, and the files that belong to any of them. Of an entry the whole sealed
//! body goes, because it is what was signed, and a key to each part of it that speaks of the records that go, and to no
//! other (`docs/decisions/020-evidence-bag.md`). What could show who a confidential source is stays sealed.

mod choosing;
mod custody;
mod entries;
mod people;
mod said;
mod sheet;

use crate::error::WorkspaceError;
use crate::files::Standing;
use crate::named::{Asking, Named};
use crate::open::Workspace;
use crate::reasons;
use aigaq_journal::{FileAtHand, FileReader};
use aigaq_schema::RecordId;
use std::collections::BTreeSet;
use std::io::{Error as IoError, Read, Result as IoResult};

/// Most records that one bag is made of.
const MOST_RECORDS: usize = 100;

/// A bag that is wished for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BagWish {
    /// The records.
    pub records: Vec<RecordId>,
    /// Files that belong to them and stay out.
    pub without: BTreeSet<RecordId>,
}

/// What a bag would hold, told before it is made.
#[derive(Debug, Clone, serde::Serialize)]
pub struct BagTold {
    /// The records that go in, with the acts of events.
    pub records: Vec<BagRecord>,
    /// The files that belong to them.
    pub files: Vec<BagFile>,
    /// Persons whom the records name by their records.
    pub people: Vec<Named>,
    /// Names in the table of who has had the files, as people wrote them.
    pub keepers: Vec<String>,
    /// Entries of the journal that go in.
    pub entries: usize,
    /// Parts that speak of the records and stay sealed, because they could show who a confidential source is.
    pub closed: usize,
}

/// A record that goes into a bag.
#[derive(Debug, Clone, serde::Serialize)]
pub struct BagRecord {
    /// The record.
    pub named: Named,
    /// The number to say; empty where it has none.
    pub number: String,
    /// How sensitive it is said to be, in words; empty where nobody said or it is public.
    pub sensitivity: String,
}

/// A file that belongs to the records.
#[derive(Debug, Clone, serde::Serialize)]
pub struct BagFile {
    /// Its record.
    pub id: RecordId,
    /// The number to say.
    pub number: String,
    /// What it is, in words.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its length in bytes.
    pub bytes: Option<u64>,
    /// How its bytes stand.
    pub standing: Standing,
    /// It stays out.
    pub left_out: bool,
}

impl BagTold {
    /// Files that would have to go in and cannot: not there, damaged, or without a key.
    pub fn in_the_way(&self) -> impl Iterator<Item = &BagFile> {
        let files = self.files.iter();
        files.filter(|file| !file.left_out && file.standing != Standing::There)
    }
}

/// What goes into a bag. It needs nothing more of the workspace, and holds the keys of its files until it is dropped.
pub struct EvidenceBag {
    contents: Vec<(String, Content)>,
}

enum Content {
    Bytes(Vec<u8>),
    File(FileAtHand),
}

impl std::fmt::Debug for EvidenceBag {
    /// Shows no contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EvidenceBag({} files)", self.contents.len())
    }
}

impl EvidenceBag {
    /// Hands over each of its files, by its path in the bag, to be read once to its end. Every byte of a kept file is
    /// compared with what was given in.
    ///
    /// # Errors
    /// The first error of `take`; one of the system's when a kept file cannot be opened any more.
    pub fn each<E: From<IoError>>(
        self,
        mut take: impl FnMut(&str, &mut dyn Read) -> Result<(), E>,
    ) -> Result<(), E> {
        for (path, content) in self.contents {
            match content {
                Content::Bytes(bytes) => take(&path, &mut &bytes[..])?,
                Content::File(file) => {
                    let open = file.open().map_err(|why| IoError::other(why.to_string()))?;
                    take(&path, &mut Naming { open, path: &path })?;
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.contents
            .push((path.into(), Content::Bytes(bytes.into())));
    }
}

/// Reads through; a fault says of which file it is one.
struct Naming<'p> {
    open: FileReader,
    path: &'p str,
}

impl Read for Naming<'_> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        let read = self.open.read(out);
        read.map_err(|why| IoError::new(why.kind(), format!("{}: {why}", self.path)))
    }
}

impl Workspace {
    /// What a bag of these records would hold, and who is in it.
    ///
    /// # Errors
    /// When there is no such record, one is a confidential source, or they are too many.
    pub fn bag_told(&self, ask: &Asking, wish: &BagWish) -> Result<BagTold, WorkspaceError> {
        let chosen = self.chosen_for_bag(ask, wish)?;
        let entries = self.entries_for_bag(&chosen)?;
        Ok(BagTold {
            people: self.people_in_bag(ask, &chosen, &entries)?,
            keepers: chosen.keepers(),
            entries: entries.said.len(),
            closed: entries.closed,
            records: chosen.records,
            files: chosen.files.into_iter().map(|file| file.told).collect(),
        })
    }

    /// Makes a bag of records.
    ///
    /// # Errors
    /// As [`Workspace::bag_told`]; when a file that is not left out is missing, damaged or without a key.
    pub fn bag(&self, ask: &Asking, wish: &BagWish) -> Result<EvidenceBag, WorkspaceError> {
        let chosen = self.chosen_for_bag(ask, wish)?;
        let missing: Vec<&str> = chosen
            .going()
            .filter(|file| file.told.standing != Standing::There)
            .map(|file| file.told.number.as_str())
            .collect();
        if !missing.is_empty() {
            return Err(WorkspaceError::Asked(reasons::bag_without_file(
                missing.join(", "),
            )));
        }
        let entries = self.entries_for_bag(&chosen)?;
        let mut bag = EvidenceBag {
            contents: Vec::new(),
        };
        let table = custody::table(ask, &chosen);
        bag.put("custody.csv", table.csv());
        bag.put("custody.html", table.html(ask));
        bag.put("said.csv", self.said_in_bag(ask, &entries)?.csv());
        bag.put("entries.csv", entries::table(ask, &entries).csv());
        entries.put_into(&mut bag);
        for file in chosen.files {
            if let Some(at_hand) = file.at_hand.filter(|_| !file.told.left_out) {
                let path = format!("files/{}", file.path);
                bag.contents.push((path, Content::File(at_hand)));
            }
        }
        Ok(bag)
    }
}
