//! Beginning a new epoch: the keybag written anew without the keys that are destroyed, under a file key that comes
//! from a new epoch key.
//!
//! Order: the next keybag is durable under its other name; the decision is durable in the journal; `epoch.age` is
//! replaced, by which the old keybag and the old view cannot be opened any more; the next keybag takes the place of
//! the old one. Killed before `epoch.age` was replaced, the next keybag is of no use and is thrown away by the next
//! try; killed after it, whoever opens the keybag puts it in its place.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::fail::fail_point;
use crate::id::random;
use crate::keybag::{Destroyed, Keybag};
use crate::keys::file::Epoch;
use crate::keys::{EPOCH, KEYBAG, Unlocked};
use crate::place::{KEYS_LOCK, Lock};
use crate::secret::Secret;
use crate::sqlcipher::FileKey;

/// The keybag of the next epoch, until it takes the place of the other.
const NEXT: &str = "keybag.next.db";
/// What SQLite lays beside a database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// A new epoch whose keybag lies ready on the disk.
pub(crate) struct NextEpoch {
    key: Secret<32>,
    /// `epoch.age`, as it will be.
    sealed: Vec<u8>,
}

/// Writes the keybag of a new epoch: what the old one holds, without these. Nothing else changes.
///
/// # Errors
/// [`Error::DiskFull`], [`Error::Damaged`], [`Error::Io`]: nothing is left behind.
pub(crate) fn prepare(
    unlocked: &Unlocked,
    keybag: &Keybag,
    without: &Destroyed,
) -> Result<NextEpoch> {
    let epoch = Epoch {
        workspace: unlocked.workspace(),
        id: random()?,
        key: Secret::random()?,
    };
    let path = unlocked.dir().join(NEXT);
    remove_database(&path)?;
    let key = unlocked.keybag_key_of(&epoch.key);
    let written = keybag
        .copy_without(without, &path, &key)
        .and_then(|()| File::open(&path).map_err(Error::io(&path)))
        .and_then(|file| file.sync_all().map_err(Error::io(&path)))
        .and_then(|()| crate::durable::sync_folder_of(&path))
        .and_then(|()| epoch.seal(&unlocked.epoch_recipient()?));
    match written {
        Ok(sealed) => Ok(NextEpoch {
            key: epoch.key,
            sealed,
        }),
        Err(error) => {
            // The first error is the one to report.
            let _ = remove_database(&path);
            Err(error)
        }
    }
}

/// Forgets what was prepared.
pub(crate) fn give_up(unlocked: &Unlocked) {
    // Without its key, which is nowhere on the disk, it is of no use to anybody; the next try removes it.
    let _ = remove_database(&unlocked.dir().join(NEXT));
}

/// Replaces the epoch key: from here on nothing on the disk opens the old keybag. The old one must be closed by the
/// caller afterwards, and the new one opened.
///
/// # Errors
/// [`Error::DiskFull`], [`Error::Io`], [`Error::UnlockAgain`]: the old epoch goes on.
pub(crate) fn enter(unlocked: &Unlocked, next: &NextEpoch) -> Result<()> {
    let _lock = Lock::take(unlocked.dir(), KEYS_LOCK)?;
    unlocked.same_epoch()?;
    crate::durable::replace(&unlocked.dir().join(EPOCH), &next.sealed)?;
    let mut changing = unlocked.changing();
    changing.epoch_key = next.key.clone();
    changing.epoch_hash = crate::sha256(&[&next.sealed]);
    drop(changing);
    fail_point("epoch-replaced");
    Ok(())
}

/// Puts the keybag of this epoch in its place, when it still lies beside it.
///
/// # Errors
/// [`Error::Io`], [`Error::Locked`].
pub(crate) fn take_place(unlocked: &Unlocked) -> Result<()> {
    let next = unlocked.dir().join(NEXT);
    if !next.exists() {
        return Ok(());
    }
    let _lock = Lock::take(unlocked.dir(), KEYS_LOCK)?;
    // Another program may have been faster, while we waited for the lock.
    if !is_under(&next, &unlocked.keybag_key())? {
        return Ok(());
    }
    let place = unlocked.dir().join(KEYBAG);
    for suffix in BESIDE {
        // What was left to write into the old file must not be written into the new one.
        remove(&with_suffix(&place, suffix))?;
    }
    std::fs::rename(&next, &place).map_err(Error::io(&place))?;
    crate::durable::sync_folder_of(&place)?;
    fail_point("keybag-replaced");
    Ok(())
}

/// Whether the file is there and was made under this key: the salt of its key stands at its beginning.
fn is_under(path: &Path, key: &FileKey) -> Result<bool> {
    let mut begins = [0; 16];
    match File::open(path).and_then(|mut file| file.read_exact(&mut begins)) {
        Ok(()) => Ok(begins == key.salt()),
        Err(why)
            if matches!(
                why.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::UnexpectedEof
            ) =>
        {
            Ok(false)
        }
        Err(why) => Err(Error::io(path)(why)),
    }
}

fn remove_database(path: &Path) -> Result<()> {
    for suffix in ["", BESIDE[0], BESIDE[1], "-journal"] {
        remove(&with_suffix(path, suffix))?;
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(Error::io(path)(why)),
        _ => Ok(()),
    }
}
