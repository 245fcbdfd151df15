//! A kept file that will be read later, without the journal: for whoever hands many on, one after the other.

use std::fs::File;
use std::path::PathBuf;

use super::{FileReader, FileRow};
use crate::error::{Error, Result};

/// A kept file and its key.
#[derive(Clone)]
pub struct FileAtHand {
    pub(super) path: PathBuf,
    pub(super) row: FileRow,
}

impl std::fmt::Debug for FileAtHand {
    /// Shows neither key nor place.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileAtHand({} bytes)", self.row.size)
    }
}

impl FileAtHand {
    /// Opens it to read what was given in.
    ///
    /// # Errors
    /// [`Error::Io`] when it is not on the disk, [`Error::BrokenFile`].
    pub fn open(&self) -> Result<FileReader> {
        let file = File::open(&self.path).map_err(Error::io(&self.path))?;
        FileReader::of(file, &self.path, &self.row)
    }
}
