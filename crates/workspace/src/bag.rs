//! Evidence that leaves for a court: chosen records with their files and the signed entries in which they were said.
//!
//! *What comes in.* Records. *What goes out.* First what a bag of them would hold and who is in it ([`BagTold`]), then
//! its contents one after the other ([`EvidenceBag::each`]), files straight from where they lie sealed. Who packs them
//! into a file is the caller's business.
//!
//! With a record go its acts, where it is an event, and the files that belong to any of them. Of an entry the whole sealed
//! body goes, because it is what was signed, and a key to each part of it that speaks of the records that go, and to no
//! other (`docs/decisions/020-evidence-bag.md`). What is restricted stays sealed, and what does not hold any more where
//! that is wished. Records that do not go are called by their type and number alone. Before a bag is handed over the
//! journal says that it was: for whom, of what, naming whom ([`Workspace::hand_over`]).

mod calling;
mod choosing;
mod custody;
mod entries;
mod handing;
mod parts;
mod people;
mod reading;
mod said;
mod sheet;

pub use handing::Handing;
pub use people::{Allows, BagPerson};
pub use reading::{FilesRead, FilesToRead};

use crate::error::WorkspaceError;
use crate::files::Standing;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_journal::{FileAtHand, FileReader};
use aigaq_schema::RecordId;
use sha2::{Digest, Sha256};
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
    /// Parts that are left sealed, as [`EarlierPart::name`] calls them.
    pub sealed: BTreeSet<String>,
    /// Every part is left sealed in which nothing holds any more.
    pub only_what_holds: bool,
    /// What was found when their files were read to their ends ([`FilesToRead::read`]). Of one that was not read it is
    /// only known whether it is there.
    pub read: FilesRead,
}

/// What a bag would hold, told before it is made.
#[derive(Debug, Clone, serde::Serialize)]
pub struct BagTold {
    /// The records that go in, with the acts of events.
    pub records: Vec<BagRecord>,
    /// The files that belong to them.
    pub files: Vec<BagFile>,
    /// Persons whom the records name by their records, and sources who are people, with what they allow.
    pub people: Vec<BagPerson>,
    /// Organisations, groups and places named so.
    pub others: Vec<Named>,
    /// Names in the table of who has had the files, as people wrote them; those of earlier wordings, too.
    pub keepers: Vec<String>,
    /// Remarks in that table.
    pub remarks: Vec<String>,
    /// What was said once and does not hold any more: it goes along, unless it is left sealed.
    pub earlier: Vec<EarlierPart>,
    /// Kept documents whose originals are no files on these records, and do not go in.
    pub originals: Vec<Named>,
    /// Entries of the journal that go in.
    pub entries: usize,
    /// Opened parts that say again what stays of something that was destroyed.
    pub said_again: usize,
    /// Parts that speak of the records and stay sealed.
    pub closed: Closed,
}

/// Parts that stay sealed, by why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Closed {
    /// They say what is restricted: who told something, how to reach somebody, somebody's health.
    pub restricted: usize,
    /// They cannot be read to their end, or take back what is not known here.
    pub unreadable: usize,
    /// Whoever makes the bag wished so.
    pub chosen: usize,
}

/// A part of an entry that says what does not hold any more.
#[derive(Debug, Clone, serde::Serialize)]
pub struct EarlierPart {
    /// How it is called, for [`BagWish::sealed`].
    pub name: String,
    /// What does not hold.
    pub wordings: Vec<EarlierWording>,
    /// So many statements beside it hold: they are sealed with it.
    pub holding: usize,
    /// It may be left sealed. What says who has a file now, or what its SHA-256 is, goes with the file.
    pub may_seal: bool,
    /// It is left sealed.
    pub sealed: bool,
}

/// What was said once and does not hold any more.
#[derive(Debug, Clone, serde::Serialize)]
pub struct EarlierWording {
    /// The type of the record, in words.
    pub record: String,
    /// The property, in words.
    pub property: String,
    /// What was said.
    pub told: String,
    /// The quote it rested on; empty where there is none.
    pub quote: String,
}

impl BagTold {
    /// Persons in it who refused to be handed on by name, or took it back: nobody makes such a bag without a reason.
    pub fn against(&self) -> impl Iterator<Item = &BagPerson> {
        self.people.iter().filter(|one| one.allows.is_against())
    }

    /// A mark of all that was shown: whoever agreed to one bag did not agree to another.
    #[must_use]
    pub fn mark(&self) -> String {
        let hash: [u8; 32] = Sha256::digest(format!("{self:?}")).into();
        entries::hex(&hash[..16])
    }
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
    /// The name that it came with: it stands in the table of custody.
    pub name_given: String,
    /// Its length in bytes.
    pub bytes: Option<u64>,
    /// The SHA-256 of the file as it was given in, in hexadecimal digits.
    pub sha256: String,
    /// How its bytes stand.
    pub standing: Standing,
    /// It stays out.
    pub left_out: bool,
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
                    take(&path, &mut OfFile { open, path: &path })?;
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
struct OfFile<'p> {
    open: FileReader,
    path: &'p str,
}

impl Read for OfFile<'_> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        let read = self.open.read(out);
        read.map_err(|why| IoError::new(why.kind(), format!("{}: {why}", self.path)))
    }
}

impl Workspace {
    /// What a bag of these records would hold, and who is in it.
    ///
    /// # Errors
    /// When there is no such record, one is a confidential source, or they are too many; when a file that is to stay out
    /// is none of theirs.
    pub fn bag_told(&self, ask: &Asking, wish: &BagWish) -> Result<BagTold, WorkspaceError> {
        let chosen = self.chosen_for_bag(ask, wish)?;
        let entries = self.entries_for_bag(&chosen, wish)?;
        self.told_of_bag(ask, chosen, &entries)
    }

    fn told_of_bag(
        &self,
        ask: &Asking,
        chosen: choosing::Chosen,
        entries: &entries::BagEntries,
    ) -> Result<BagTold, WorkspaceError> {
        let spoken = self.spoken_of_in_bag(ask, &chosen, entries)?;
        Ok(BagTold {
            people: spoken.people.into_iter().chain(spoken.tellers).collect(),
            others: spoken.others,
            keepers: spoken.keepers,
            remarks: spoken.remarks,
            originals: spoken.originals,
            earlier: self.earlier_in_bag(ask, entries)?,
            entries: entries.said.len(),
            said_again: entries.said_again,
            closed: entries.closed,
            records: chosen.records,
            files: chosen.files.into_iter().map(|file| file.told).collect(),
        })
    }

    /// The contents of a bag of records.
    fn bag(&self, ask: &Asking, wish: &BagWish) -> Result<(EvidenceBag, BagTold), WorkspaceError> {
        let mut chosen = self.chosen_for_bag(ask, wish)?;
        let entries = self.entries_for_bag(&chosen, wish)?;
        let spoken = self.spoken_of_in_bag(ask, &chosen, &entries)?;
        let calling = calling::Calling::new(Naming::new(&self.view, *ask), &chosen, &spoken);
        let mut bag = EvidenceBag {
            contents: Vec::new(),
        };
        let table = custody::table(ask, &chosen);
        bag.put("custody.csv", table.csv());
        bag.put("custody.html", table.html(ask));
        bag.put("said.csv", self.said_in_bag(ask, &calling, &entries)?.csv());
        bag.put("entries.csv", entries::table(ask, &entries).csv());
        entries.put_into(&mut bag);
        bag.note_left_out(ask, chosen.files.iter().map(|file| &file.told));
        for file in chosen.files.iter_mut().filter(|file| !file.told.left_out) {
            if let Some(at_hand) = file.at_hand.take() {
                let path = format!("files/{}", file.path);
                bag.contents.push((path, Content::File(at_hand)));
            }
        }
        let told = self.told_of_bag(ask, chosen, &entries)?;
        Ok((bag, told))
    }
}
