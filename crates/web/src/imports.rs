//! Files that were sent to be imported and are being looked at. They stay in memory, never on disk, and are gone
//! when the workspace is locked, or when newer ones need the room.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::pages::import::questions::Unread;
use aigaq_schema::ChangeSetId;
use aigaq_workspace::FormToken;
use aigaq_workspace::workbook::{Corrections, Remembered};
use zeroize::Zeroizing;

/// Files looked at at once; the oldest makes room.
const MOST: usize = 4;

/// How the columns of a file are understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum How {
    /// A group's own workbook: guessed, and corrected by the person.
    Workbook,
    /// A table whose headings are properties of a record type.
    Type(String),
}

/// A file that was sent.
#[derive(Clone)]
pub(crate) struct Upload {
    /// By which it is known in addresses: random, and nothing of its name.
    pub(crate) id: String,
    /// Its name, as the browser told it.
    pub(crate) name: String,
    pub(crate) bytes: Arc<Zeroizing<Vec<u8>>>,
    pub(crate) how: How,
    /// What the person says otherwise than the guess.
    pub(crate) corrections: Corrections,
    /// What the person has answered here.
    pub(crate) answers: Remembered,
    /// Answers that were not understood.
    pub(crate) unread: Vec<Unread>,
    /// The form by which the answers are saved.
    pub(crate) token: FormToken,
    /// It was imported, in this change-set; or there was nothing new in it.
    pub(crate) done: Option<Option<ChangeSetId>>,
}

/// The files of this start.
#[derive(Default)]
pub(crate) struct Imports(Mutex<VecDeque<Upload>>);

impl Imports {
    fn hold(&self) -> MutexGuard<'_, VecDeque<Upload>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a file, or what is new about it.
    pub(crate) fn keep(&self, upload: Upload) {
        let mut all = self.hold();
        match all.iter_mut().find(|one| one.id == upload.id) {
            Some(there) => *there = upload,
            None => {
                all.truncate(MOST - 1);
                all.push_front(upload);
            }
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<Upload> {
        self.hold().iter().find(|one| one.id == id).cloned()
    }

    pub(crate) fn forget(&self, id: &str) {
        self.hold().retain(|one| one.id != id);
    }

    pub(crate) fn forget_all(&self) {
        self.hold().clear();
    }
}
