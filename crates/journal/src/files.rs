//! Files: what is kept beside the records (documents, pictures, recordings), sealed, of any size.
//!
//! Each lies in the folder `files` under the SHA-256 of what is on disk, so that its name tells nothing and anybody
//! can see whether it is whole. It is an ordinary age file to an identity of its own, whose secret stands in the
//! keybag beside the SHA-256 and the length of what was given in (`docs/format.md` §8): without that row nobody opens
//! it again. Never more of it than a few chunks of 64 KiB is in memory.
//!
//! Order of keeping: file durable, then its key durable, then the entry that names it. Killed on the way, there is at
//! most a file that nobody names.

mod handing;
mod looking;
mod reading;
mod sealing;

pub use handing::FileAtHand;
pub use looking::{FilesFound, Lying};
pub use reading::FileReader;
pub use sealing::{FileIntake, SealedFile};

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};
use crate::fail::fail_point;
use crate::id::NotAnId;
use crate::journal::Journal;
use crate::secret::Secret;

/// The folder, within that of the workspace.
pub(crate) const FILES: &str = "files";
/// What a file is called while it is being written.
const PART: &str = "part";

/// What a kept file is called: the SHA-256 of what lies on the disk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(pub [u8; 32]);

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for FileName {
    type Err = NotAnId;

    /// 64 small hexadecimal digits, and nothing else.
    fn from_str(text: &str) -> std::result::Result<Self, NotAnId> {
        let mut bytes = [0; 32];
        let is_small = !text.bytes().any(|b| b.is_ascii_uppercase());
        match hex::decode_to_slice(text, &mut bytes) {
            Ok(()) if is_small => Ok(Self(bytes)),
            _ => Err(NotAnId),
        }
    }
}

impl Serialize for FileName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A file that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct KeptFile {
    /// What it is called on the disk, and in records ([`aigaq_schema::Value::File`]).
    pub name: FileName,
    /// The SHA-256 of the file as it was given in.
    #[serde(serialize_with = "as_hex")]
    pub sha256: [u8; 32],
    /// Its length as it was given in, in bytes.
    pub size: u64,
    /// It was kept before: nothing was written.
    pub again: bool,
}

impl KeptFile {
    /// The SHA-256 of the file as it was given in, in 64 hexadecimal digits.
    #[must_use]
    pub fn sha256_in_hex(&self) -> String {
        hex::encode(self.sha256)
    }
}

fn as_hex<S: Serializer>(bytes: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex::encode(bytes))
}

/// What the keybag holds of a file.
#[derive(Clone)]
pub(crate) struct FileRow {
    pub(crate) name: FileName,
    pub(crate) key: Secret<32>,
    pub(crate) sha256: [u8; 32],
    pub(crate) size: u64,
}

impl FileRow {
    fn kept(&self, again: bool) -> KeptFile {
        KeptFile {
            name: self.name,
            sha256: self.sha256,
            size: self.size,
            again,
        }
    }
}

impl Journal {
    /// Keeps a file, sealed. Durable when it returns; a record is to name it afterwards. One that is here already is
    /// not kept twice.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Locked`], [`Error::DiskFull`], [`Error::Io`], [`Error::NotReadable`] when what is
    /// given cannot be read to its end: nothing is kept then.
    pub fn keep_file(&mut self, input: &mut dyn Read) -> Result<KeptFile> {
        self.wake()?;
        let sealed = self.file_intake()?.seal(input)?;
        self.settle_file(sealed)
    }

    /// Where files are sealed before they are kept ([`Journal::settle_file`]): it needs nothing more of the journal, so
    /// that others may save while a long recording comes in, and it may be begun while others write. What dead programs
    /// left half written is taken away.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Io`].
    pub fn file_intake(&self) -> Result<FileIntake> {
        let folder = self.files_folder();
        sealing::make_ready(&folder)?;
        Ok(FileIntake::of(folder))
    }

    /// Keeps what was sealed. Durable when it returns; a record is to name it afterwards, before the right to write is
    /// left: else a doctor may find it that nobody names. One that is here already is not kept twice.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Locked`], [`Error::DiskFull`], [`Error::Io`]; nothing is kept then.
    pub fn settle_file(&mut self, sealed: SealedFile) -> Result<KeptFile> {
        self.wake()?;
        let folder = self.files_folder();
        // One that is damaged or missing is not "here": what was given in now may be the only good copy.
        let mut here = self.keybag.files_of(&sealed.row.sha256)?.into_iter();
        if let Some(there) = here.find(|row| check(&folder, row).is_ok()) {
            return Ok(there.kept(true));
        }
        fail_point("file-before");
        let row = sealed.settle(&folder)?;
        fail_point("file-renamed");
        self.keybag.put_file(&row)?;
        fail_point("file-after");
        Ok(row.kept(false))
    }

    /// What lies in the folder of files, beside what is known of it. Every file is read from its first to its last
    /// byte; `told` hears how many of how many were.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Io`] when the folder cannot be read.
    pub fn look_at_files(&self, told: impl FnMut(usize, usize)) -> Result<FilesFound> {
        looking::look(&self.files_folder(), &self.keybag.files()?, told)
    }

    /// Takes a kept file away for good: its key first, then what lies on the disk. Only for one that no record ever
    /// named; whoever calls knows.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Locked`], [`Error::Io`].
    pub fn remove_file(&mut self, name: FileName) -> Result<()> {
        self.wake()?;
        self.keybag.remove_file(name)?;
        let path = path_of(&self.files_folder(), name);
        match std::fs::remove_file(&path) {
            Ok(()) => crate::durable::sync_folder_of(&path),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(why) => Err(Error::io(&path)(why)),
        }
    }

    /// Takes away what was left over in the folder of files ([`FilesFound::unfinished`], [`FilesFound::without_key`]), unless
    /// somebody writes it now; whether something was taken away. Probed anew: it may be long since it was looked at.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Locked`], [`Error::Io`].
    pub fn take_away_left_over(&mut self, path: &Path) -> Result<bool> {
        self.wake()?;
        sealing::take_away_unless_written(path)
    }

    /// A file that is kept, as the keybag knows it; `None` when it is not known or was destroyed.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn file(&self, name: FileName) -> Result<Option<KeptFile>> {
        Ok(self.keybag.file(name)?.map(|row| row.kept(true)))
    }

    /// Opens a kept file to read what was given in; `None` when it is not known or was destroyed.
    ///
    /// # Errors
    /// [`Error::Io`] when it is not on the disk, [`Error::BrokenFile`].
    pub fn open_file(&self, name: FileName) -> Result<Option<FileReader>> {
        self.file_at_hand(name)?.map(|file| file.open()).transpose()
    }

    /// A kept file that can be opened later, without the journal; `None` when it is not known or was destroyed.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn file_at_hand(&self, name: FileName) -> Result<Option<FileAtHand>> {
        let path = path_of(&self.files_folder(), name);
        let row = self.keybag.file(name)?;
        Ok(row.map(|row| FileAtHand { path, row }))
    }

    /// All files that are kept, by name.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn files(&self) -> Result<Vec<KeptFile>> {
        let rows = self.keybag.files()?;
        Ok(rows.iter().map(|row| row.kept(true)).collect())
    }

    /// Where a file of this name lies, or would.
    #[must_use]
    pub fn path_of_file(&self, name: FileName) -> PathBuf {
        path_of(&self.files_folder(), name)
    }

    pub(crate) fn files_folder(&self) -> PathBuf {
        self.path().parent().unwrap_or(Path::new(".")).join(FILES)
    }
}

/// Makes the folder of files ready for [`put_back`].
pub(crate) fn make_ready(journal: &Journal) -> Result<()> {
    sealing::make_ready(&journal.files_folder())
}

/// Puts a file back that comes from a backup, as it lay on the disk, and its key.
pub(crate) fn put_back(
    journal: &Journal,
    row: &FileRow,
    sealed: &mut dyn Read,
    length: u64,
) -> Result<()> {
    let folder = journal.files_folder();
    // One that was missing when the backup was made is missing here too, and `verify` says so.
    if length > 0 {
        sealing::copy_sealed(&folder, row.name, sealed)?;
    }
    journal.keybag.put_file(row)
}

/// What is wrong with a kept file: it is looked at from its first to its last byte.
///
/// # Errors
/// In few words, what does not hold.
pub(crate) fn check(folder: &Path, row: &FileRow) -> std::result::Result<(), String> {
    let path = path_of(folder, row.name);
    let open = || File::open(&path).map_err(|why| format!("a kept file is missing: {why}"));
    if reading::hash_of(open()?).map_err(|why| why.to_string())? != row.name.0 {
        return Err("a kept file was changed".to_owned());
    }
    let mut plain = FileReader::of(open()?, &path, row).map_err(|why| why.to_string())?;
    // Its length and its hash are compared at its end.
    std::io::copy(&mut plain, &mut std::io::sink()).map_err(|why| why.to_string())?;
    Ok(())
}

pub(crate) fn path_of(folder: &Path, name: FileName) -> PathBuf {
    folder.join(name.to_string())
}
