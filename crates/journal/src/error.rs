//! What can go wrong, in the words of whoever uses a workspace.

use std::path::{Path, PathBuf};

use crate::id::KeyId;

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, and what to do about it. Holds no names and no record contents.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder holds no workspace.
    #[error("{} is not a workspace: it has no workspace.toml. Name the folder of a workspace, or make one with `init`", .0.display())]
    NotAWorkspace(PathBuf),
    /// A workspace or another file stands where a new one is to be made.
    #[error("{} is there already and is not empty; choose another folder", .0.display())]
    AlreadyThere(PathBuf),
    /// Written by a newer program.
    #[error(
        "this workspace has format {found}, this program knows format {known}: use a newer version of the program. Nothing was changed"
    )]
    NewerFormat {
        /// Format in the file.
        found: u64,
        /// Newest format this program knows.
        known: u64,
    },
    /// A file of the workspace is missing or cannot be understood.
    #[error("{} cannot be used: {why}. Put it back from a backup (`restore`)", path.display())]
    BrokenFile {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Parameters of the key derivation out of bounds.
    #[error(
        "workspace.toml asks for a key derivation this program refuses ({0}): it may have been tampered with. Put it back from a backup"
    )]
    KdfParameters(String),
    /// Not enough memory for the key derivation.
    #[error("not enough memory for unlocking: {0} KiB are needed")]
    KdfMemory(u32),
    /// Neither the passphrase nor the words open the keys.
    #[error("the passphrase is wrong, or it belongs to another workspace")]
    WrongPassphrase,
    /// These words open nothing.
    #[error("the recovery words are not those of this workspace")]
    WrongWords,
    /// These are no recovery words at all.
    #[error("these are not 12 recovery words as shown when the workspace was made: {0}")]
    NotWords(String),
    /// The second passphrase opens nothing.
    #[error("the second passphrase is wrong: nothing was opened and nothing is lost")]
    WrongSecondPassphrase,
    /// There is no second passphrase yet.
    #[error("no second passphrase is set up in this workspace")]
    NoCompartment,
    /// A second passphrase is there already.
    #[error("a second passphrase is set up already; change it instead")]
    CompartmentThere,
    /// The second passphrase is the first one.
    #[error(
        "the first and the second passphrase would be the same: choose another, or the second protects nothing"
    )]
    SamePassphrase,
    /// What is sealed is for another key, another record, or damaged.
    #[error(
        "what is sealed here does not open with the key of this workspace: it was sealed to another one, belongs to another record, or is damaged"
    )]
    SealBroken,
    /// Too short.
    #[error("a passphrase needs at least {0} characters; six words are better")]
    PassphraseTooShort(usize),
    /// Another process writes.
    #[error("another program is writing to this workspace{}: it holds {}. Wait for it or close it, then try again", holder(.process), path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// Its process number, where known.
        process: Option<u32>,
    },
    /// The keys were changed by another process since they were unlocked.
    #[error("the keys of this workspace were renewed since it was unlocked; unlock it again")]
    UnlockAgain,
    /// An entry of our own log came from another copy.
    #[error(
        "another copy of this workspace wrote to the same log. Close the workspace and open it again: it starts a log of its own. Nothing was saved"
    )]
    TwinFound,
    /// The journal was opened for reading.
    #[error("the journal is open for reading only")]
    ReadOnly,
    /// No room left.
    #[error("the disk is full: nothing was saved. Free some space and save again")]
    DiskFull,
    /// Pages of a database cannot be read.
    #[error("{} is damaged ({why}). Copy the folder, then run `journal salvage` to save what can be read, or restore a backup", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What SQLite said.
        why: String,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database refused for another reason.
    #[error("the database refused: {0}")]
    Database(rusqlite::Error),
    /// The system gave no random bytes.
    #[error("the system gave no random numbers: nothing was saved")]
    NoRandomness,
    /// One record's share of one saving is too large for an entry.
    #[error(
        "one record takes {bytes} bytes in one saving, at most {limit} fit: shorten the longest text or put it into a file"
    )]
    SegmentTooLarge {
        /// Its size.
        bytes: usize,
        /// The most that fits.
        limit: usize,
    },
    /// A change-set without anything in it.
    #[error("there is nothing to save")]
    NothingToSave,
    /// What was to be saved is not strict CBOR: a fault of the program.
    #[error("what was to be saved is not well formed ({0}): nothing was saved")]
    NotStrict(&'static str),
    /// The key of a record that is to be continued is not in the keybag.
    #[error(
        "the key {0} of this record is not here: it was destroyed or belongs to another workspace. Nothing was saved"
    )]
    KeyMissing(KeyId),
    /// The decision to destroy stands; carrying it out was interrupted.
    #[error(
        "it was decided and written down that this is destroyed, and not all of it is done yet: {0}. Free what is in the way and open the workspace again: it is finished then"
    )]
    DestroyingUnfinished(Box<Error>),
    /// An entry breaks a rule where none may.
    #[error("the journal does not hold: {0}")]
    Refused(crate::rules::Refusal),
    /// Not a stream or backup, or a broken one.
    #[error("{0}")]
    NotReadable(String),
}

fn holder(process: &Option<u32>) -> String {
    process.map_or_else(String::new, |p| format!(" (process {p})"))
}

impl Error {
    /// Says where an input or output error happened; a full disk becomes [`Error::DiskFull`].
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::DiskFull,
            _ => Error::Io {
                path: path.to_path_buf(),
                source,
            },
        }
    }

    /// Says what a database error of this file means.
    pub(crate) fn database(path: &Path) -> impl Fn(rusqlite::Error) -> Error + '_ {
        move |error| {
            use rusqlite::ErrorCode as Code;
            match error.sqlite_error_code() {
                Some(Code::DiskFull) => Error::DiskFull,
                Some(Code::DatabaseCorrupt | Code::NotADatabase) => Error::Damaged {
                    path: path.to_path_buf(),
                    why: error.to_string(),
                },
                Some(Code::DatabaseBusy | Code::DatabaseLocked) => Error::Locked {
                    path: path.to_path_buf(),
                    process: None,
                },
                // SQLCipher reports a page whose HMAC is wrong as a plain "SQL logic error".
                Some(Code::Unknown | Code::SystemIoFailure) => Error::Damaged {
                    path: path.to_path_buf(),
                    why: error.to_string(),
                },
                _ => Error::Database(error),
            }
        }
    }
}

impl From<getrandom::Error> for Error {
    fn from(_: getrandom::Error) -> Self {
        Error::NoRandomness
    }
}
