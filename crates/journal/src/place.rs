//! Where this copy of the workspace lies, and who writes to it: so that a copy knows that it is one, and two
//! programs never write at once.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{Error, Result};
use crate::secret::Secret;

/// Held as long as a journal is open for writing.
pub(crate) const WRITE_LOCK: &str = "write.lock";
/// Held for a moment, while `keys.age` is replaced.
pub(crate) const KEYS_LOCK: &str = "keys.lock";
/// How long to wait for another program to finish writing.
const PATIENCE: Duration = Duration::from_secs(2);

/// The right to write or to replace the keys, held as long as this lives. The system gives it back when the process dies.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes it, waiting a little.
    ///
    /// # Errors
    /// [`Error::Locked`], naming the file and the process that holds it.
    pub(crate) fn take(dir: &Path, name: &str) -> Result<Self> {
        let path = dir.join(name);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(Error::io(&path))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    let mut text = String::new();
                    // Only for the message.
                    let _ = file.read_to_string(&mut text);
                    return Err(Error::Locked {
                        path,
                        process: text.trim().parse().ok(),
                    });
                }
                Err(TryLockError::Error(error)) => return Err(Error::io(&path)(error)),
            }
        }
        // The process number is for the message others get, and the time of writing it for `last_taken`; failing to
        // write it must not hinder work.
        let _ = file
            .rewind()
            .and_then(|()| file.set_len(0))
            .and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

/// Whether somebody holds a lock just now. Takes it for a moment where nobody does.
///
/// # Errors
/// [`Error::Io`] when the file cannot be opened.
pub(crate) fn is_held(dir: &Path, name: &str) -> Result<bool> {
    let path = dir.join(name);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(why) => return Err(Error::io(&path)(why)),
    };
    match file.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(why)) => Err(Error::io(&path)(why)),
    }
}

/// When somebody last took a lock, by the clock of the file system; `None` when nobody ever did.
///
/// # Errors
/// [`Error::Io`] when the file cannot be looked at.
pub(crate) fn last_taken(dir: &Path, name: &str) -> Result<Option<SystemTime>> {
    let path = dir.join(name);
    match std::fs::metadata(&path).and_then(|about| about.modified()) {
        Ok(taken) => Ok(Some(taken)),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(Error::io(&path)(why)),
    }
}

/// Fingerprint of the place where `journal.db` lies: machine, device number, inode, under a key of the workspace.
///
/// # Errors
/// [`Error::Io`] when the file cannot be looked at.
pub(crate) fn fingerprint(journal: &Path, key: &Secret<32>) -> Result<[u8; 32]> {
    let metadata = std::fs::metadata(journal).map_err(Error::io(journal))?;
    // HMAC fills a short key with zeros up to the block.
    let mut block = zeroize::Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(key.expose());
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(machine().as_bytes());
    mac.update(&[0]);
    mac.update(&file_numbers(journal, &metadata)?);
    Ok(mac.finalize().into_bytes().into())
}

fn machine() -> String {
    for path in ["/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostid"] {
        if let Ok(id) = std::fs::read_to_string(path)
            && !id.trim().is_empty()
        {
            return id.trim().to_owned();
        }
    }
    String::new()
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "can fail on other systems")]
fn file_numbers(_journal: &Path, metadata: &std::fs::Metadata) -> Result<Vec<u8>> {
    use std::os::unix::fs::MetadataExt;
    Ok([metadata.dev().to_be_bytes(), metadata.ino().to_be_bytes()].concat())
}

/// Without inodes the full path stands for the place: moving a folder then makes a new log, a copy does too.
#[cfg(not(unix))]
fn file_numbers(journal: &Path, _metadata: &std::fs::Metadata) -> Result<Vec<u8>> {
    let path = journal.canonicalize().map_err(Error::io(journal))?;
    Ok(path.to_string_lossy().into_owned().into_bytes())
}
