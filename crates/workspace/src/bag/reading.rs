//! The files of a bag, read to their ends before anything is told of it or leaves. What does not fit its SHA-256 any more
//! is found while somebody can still put it back or leave it out, and not when half of the bag is sent.

use super::{BagFile, BagWish, EvidenceBag};
use crate::error::WorkspaceError;
use crate::files::Standing;
use crate::named::Asking;
use crate::open::Workspace;
use crate::words::Words;
use aigaq_journal::{Error as JournalError, FileAtHand, Stop};
use aigaq_schema::RecordId;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};

/// Bytes that are read at once.
const PIECE: usize = 64 * 1024;

/// The files that belong to the records of a bag, to be read without the workspace. Holds their keys until it is dropped.
#[derive(Debug)]
pub struct FilesToRead {
    ids: Vec<RecordId>,
    at_hand: Vec<(RecordId, FileAtHand)>,
    stop: Stop,
}

/// How the bytes of files stand that were read to their ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesRead(BTreeMap<RecordId, Standing>);

impl FilesRead {
    pub(super) fn of(&self, file: RecordId) -> Option<Standing> {
        self.0.get(&file).copied()
    }
}

impl FilesToRead {
    /// All files that belong to the records.
    #[must_use]
    pub fn ids(&self) -> &[RecordId] {
        &self.ids
    }

    /// Reads every byte of them; `None` when the workspace was to be locked meanwhile. Takes as long as reading takes: a
    /// second or more for each gigabyte.
    #[must_use]
    pub fn read(self) -> Option<FilesRead> {
        let mut read = BTreeMap::new();
        for (id, file) in self.at_hand {
            read.insert(id, standing(&file, &self.stop)?);
        }
        Some(FilesRead(read))
    }
}

/// `None` when it was stopped.
fn standing(file: &FileAtHand, stop: &Stop) -> Option<Standing> {
    let mut open = match file.open() {
        Ok(open) => open,
        Err(JournalError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => {
            return Some(Standing::Missing);
        }
        Err(_) => return Some(Standing::Damaged),
    };
    let mut piece = vec![0; PIECE];
    loop {
        if stop.is_asked() {
            return None;
        }
        match open.read(&mut piece) {
            Ok(0) => return Some(Standing::There),
            Ok(_) => {}
            Err(why) if why.kind() == ErrorKind::Interrupted => {}
            Err(_) => return Some(Standing::Damaged),
        }
    }
}

impl Workspace {
    /// The files that belong to the records of a bag.
    ///
    /// # Errors
    /// As [`Workspace::bag_told`].
    pub fn files_for_bag(
        &self,
        ask: &Asking,
        wish: &BagWish,
    ) -> Result<FilesToRead, WorkspaceError> {
        let chosen = self.chosen_for_bag(ask, wish)?;
        Ok(FilesToRead {
            ids: chosen.files.iter().map(|file| file.told.id).collect(),
            at_hand: chosen
                .files
                .into_iter()
                .filter_map(|file| Some((file.told.id, file.at_hand?)))
                .collect(),
            stop: self.stop(),
        })
    }
}

/// Why a file stays out that is not there whole, in words; `None` where it is.
pub(super) fn why_out(ask: &Asking, standing: Standing) -> Option<String> {
    let key = match standing {
        Standing::There => return None,
        Standing::Missing => "bag.out.missing",
        Standing::Damaged => "bag.out.damaged",
        Standing::NoKey => "bag.out.no_key",
    };
    Some(Words::of(ask.language).say(key))
}

impl EvidenceBag {
    /// Says of files that were left out because they are not whole that they were, and what their bytes would have to be.
    pub(super) fn note_left_out<'f>(
        &mut self,
        ask: &Asking,
        files: impl IntoIterator<Item = &'f BagFile>,
    ) {
        let words = Words::of(ask.language);
        let mut note = String::new();
        for file in files {
            let Some(why) = why_out(ask, file.standing).filter(|_| file.left_out) else {
                continue;
            };
            let told = [
                ("number", file.number.as_str()),
                ("why", &why),
                ("sha256", &file.sha256),
            ];
            note += &format!("{}\n", words.fill("bag.out.one", &told));
        }
        if !note.is_empty() {
            let note = format!("{}\n\n{note}", words.say("bag.out.title"));
            self.put("left_out.txt", note);
        }
    }
}
