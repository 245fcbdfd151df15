//! Opening an encrypted database with a raw key: no key derivation, 3 ms.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::stop::Stop;

/// Key and salt of one encrypted database file.
#[derive(Clone, Debug)]
pub struct FileKey {
    pub(crate) secret: Secret<48>,
    /// What makes connections under this key give up.
    pub(crate) stop: Stop,
}

impl FileKey {
    /// The AES key.
    pub(crate) fn key(&self) -> &[u8] {
        &self.secret.expose()[..32]
    }

    /// The salt, which is also the first 16 bytes of the file.
    pub(crate) fn salt(&self) -> &[u8] {
        &self.secret.expose()[32..]
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Writes, and makes the file if it is not there. 64 MiB of cache.
    Write,
    /// Reads only, also while others write. 16 MiB of cache.
    Read,
    /// Writes a file that can be made again, without waiting for the disk: a killed program loses nothing, a cut
    /// power line at most the file. 64 MiB of cache.
    Disposable,
}

/// After so many steps of SQLite's machine it is looked whether to stop: some ten microseconds.
const STEPS: i32 = 1_000;

const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; \
    PRAGMA journal_size_limit = 67108864;";
const DISPOSABLE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; \
    PRAGMA journal_size_limit = 67108864;";
/// How the pages of a disposable file are kept, told before the first is read. It is the largest file, all of it
/// passes through here, and nobody else need be able to open it: larger pages, and the hash that processors know.
const DISPOSABLE_PAGES: &str =
    "PRAGMA cipher_page_size = 8192; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;";
/// The first page is read: whether the key is right shows here.
const READABLE: &str = "SELECT count(*) FROM sqlite_schema";
const READER: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -16384;";

/// A wrong key is our error to report, not a line on stderr. The log is one of the process, and SQLCipher closes and
/// replaces it without a lock: two threads that set it at once close the same stream twice. So it is set once.
fn silence(db: &Connection) -> rusqlite::Result<()> {
    static SILENT: Mutex<bool> = Mutex::new(false);
    let mut silent = SILENT.lock().unwrap_or_else(PoisonError::into_inner);
    if !*silent {
        db.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_log = off;")?;
        *silent = true;
    }
    Ok(())
}

/// Opens an SQLCipher file under this key, with temporary tables in memory and nothing on stderr.
///
/// # Errors
/// [`Error::Damaged`] when the key does not fit or the file is broken, [`Error::Io`] when it is missing.
pub fn open_encrypted(path: &Path, key: &FileKey, access: Access) -> Result<Connection> {
    let failed = Error::database(path);
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match access {
        Access::Write | Access::Disposable => flags |= OpenFlags::SQLITE_OPEN_CREATE,
        Access::Read => {
            std::fs::metadata(path).map_err(Error::io(path))?;
        }
    }
    let mut db = Connection::open_with_flags(path, flags).map_err(&failed)?;
    silence(&db).map_err(&failed)?;
    let digits = Zeroizing::new(hex::encode(key.secret.expose()));
    let pragma = Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", *digits));
    db.execute_batch(&pragma).map_err(&failed)?;
    if access == Access::Disposable {
        db.execute_batch(DISPOSABLE_PAGES).map_err(&failed)?;
    }
    db.busy_timeout(std::time::Duration::from_secs(10))
        .map_err(&failed)?;
    db.execute_batch("PRAGMA temp_store = MEMORY;")
        .map_err(&failed)?;
    db.query_row(READABLE, [], |row| row.get::<_, i64>(0))
        .map_err(&failed)?;
    db.execute_batch(match access {
        Access::Write => WRITER,
        Access::Read => READER,
        Access::Disposable => DISPOSABLE,
    })
    .map_err(&failed)?;
    db.set_prepared_statement_cache_capacity(64);
    let stop = key.stop.clone();
    db.progress_handler(STEPS, Some(move || stop.is_asked()))
        .map_err(&failed)?;
    Ok(db)
}
