//! The keybag: one random key for each root record, and a durable stock of unused ones.
//!
//! Keys are made in batches and made durable before any entry uses them, so that a save commits once, in the
//! journal. They are given out in the order of their number; the journal keeps the next number, in the same
//! transaction as the entry. Keys given out in a save that failed are simply given out again.
//!
//! Beside them, the key of each kept file.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Error, Result};
use crate::fail::fail_point;
use crate::files::{FileName, FileRow};
use crate::id::{EntryId, KeyId, random};
use crate::keys::{KEYBAG, Unlocked};
use crate::secret::Secret;
use crate::sqlcipher::{Access, FileKey, open_encrypted};

const CREATE: &str = "
    CREATE TABLE IF NOT EXISTS keys (
        n      INTEGER PRIMARY KEY,
        key_id BLOB NOT NULL UNIQUE CHECK (length(key_id) = 16),
        key    BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT;";
const CREATE_FILES: &str = "
    CREATE TABLE IF NOT EXISTS files (
        name   BLOB PRIMARY KEY CHECK (length(name) = 32),
        key    BLOB NOT NULL CHECK (length(key) = 32),
        sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
        size   INTEGER NOT NULL CHECK (size >= 0)
    ) STRICT, WITHOUT ROWID;";
const CREATE_BACKUPS: &str = "
    CREATE TABLE IF NOT EXISTS backups (
        made INTEGER NOT NULL,
        name TEXT    NOT NULL
    ) STRICT;";
/// Backups are noted only since a later version.
const HAS_BACKUPS: &str =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'backups'";
const NOTE_BACKUP: &str = "INSERT INTO backups (made, name) VALUES (?1, ?2)";
const BACKUPS: &str = "SELECT made, name FROM backups ORDER BY made, rowid";
/// A keybag of before there were files has no table for them until it is opened for writing.
const HAS_FILES: &str =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'files'";
const PUT_FILE: &str =
    "INSERT OR IGNORE INTO files (name, key, sha256, size) VALUES (?1, ?2, ?3, ?4)";
const REMOVE_FILE: &str = "DELETE FROM files WHERE name = ?1";
const FILE: &str = "SELECT name, key, sha256, size FROM files WHERE name = ?1";
const FILE_OF: &str = "SELECT name, key, sha256, size FROM files WHERE sha256 = ?1 ORDER BY name";
const ALL_FILES: &str = "SELECT name, key, sha256, size FROM files ORDER BY name";
const INSERT: &str = "INSERT INTO keys (n, key_id, key) VALUES (?1, ?2, ?3)";
const LAST: &str = "SELECT coalesce(max(n), 0) FROM keys";
const STOCK: &str = "SELECT n, key_id, key FROM keys WHERE n >= ?1 ORDER BY n LIMIT ?2";
const KEY: &str = "SELECT key FROM keys WHERE key_id = ?1";
const ALL: &str = "SELECT n, key_id, key FROM keys ORDER BY n";
const COUNT: &str = "SELECT count(*) FROM keys";
const FIRST: &str = "SELECT key_id, key FROM keys ORDER BY n LIMIT ?1";

/// Fewest and most keys made at once. A large import makes larger batches: as many as it used so far.
const BATCH: std::ops::RangeInclusive<u64> = 256..=65_536;
/// Keys read from the stock at once.
const READ_AHEAD: u64 = 1024;

pub(crate) struct Keybag {
    db: Connection,
    path: PathBuf,
    destroyed: Destroyed,
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupKnown {
    /// When, in seconds since 1970.
    pub made: i64,
    /// What its file was called.
    pub name: String,
}

/// What was destroyed by decision, as the journal says: refused for ever, also when a keybag that holds it is put back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Destroyed {
    pub(crate) keys: HashSet<KeyId>,
    pub(crate) files: HashSet<FileName>,
    /// The entries that say again what stays.
    pub(crate) again: HashSet<EntryId>,
}

impl Destroyed {
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.files.is_empty()
    }
}

/// The stock in use by one writer.
pub(crate) struct Stock {
    /// Number of the next key that was never used.
    next: u64,
    ahead: VecDeque<(u64, KeyId, Secret<32>)>,
}

impl Keybag {
    pub(crate) fn open(unlocked: &Unlocked, access: Access) -> Result<Self> {
        crate::epoch::take_place(unlocked)?;
        let path = unlocked.dir().join(KEYBAG);
        let opened = open_encrypted(&path, &unlocked.keybag_key(), access);
        let db = opened.map_err(|why| match unlocked.same_epoch() {
            // It is not damaged: a new epoch began between the unlocking and this.
            Err(again @ Error::UnlockAgain) => again,
            _ => why,
        })?;
        if access == Access::Write {
            db.execute_batch(CREATE).map_err(Error::database(&path))?;
            db.execute_batch(CREATE_FILES)
                .and_then(|()| db.execute_batch(CREATE_BACKUPS))
                .map_err(Error::database(&path))?;
        }
        Ok(Self {
            db,
            path,
            destroyed: Destroyed::default(),
        })
    }

    /// Notes that a backup was made.
    pub(crate) fn note_backup(unlocked: &Unlocked, told: &BackupKnown) -> Result<()> {
        let keybag = Self::open(unlocked, Access::Write)?;
        let failed = Error::database(&keybag.path);
        keybag
            .db
            .execute(NOTE_BACKUP, params![told.made, told.name])
            .map(|_| ())
            .map_err(failed)
    }

    /// The backups that were noted, the oldest first.
    pub(crate) fn backups(&self) -> Result<Vec<BackupKnown>> {
        let failed = Error::database(&self.path);
        let has: i64 = self
            .db
            .query_row(HAS_BACKUPS, [], |row| row.get(0))
            .map_err(&failed)?;
        if has == 0 {
            return Ok(Vec::new());
        }
        let mut statement = self.db.prepare(BACKUPS).map_err(&failed)?;
        let rows = statement
            .query_map([], |row| {
                Ok(BackupKnown {
                    made: row.get(0)?,
                    name: row.get(1)?,
                })
            })
            .map_err(&failed)?;
        rows.collect::<rusqlite::Result<_>>().map_err(&failed)
    }

    /// Gives out nothing of these any more.
    pub(crate) fn refuse(&mut self, destroyed: Destroyed) {
        self.destroyed = destroyed;
    }

    pub(crate) fn destroyed(&self) -> &Destroyed {
        &self.destroyed
    }

    pub(crate) fn is_destroyed(&self, id: &KeyId) -> bool {
        self.destroyed.keys.contains(id)
    }

    /// Whether any of what was destroyed is still in it.
    pub(crate) fn holds_any(&self, gone: &Destroyed) -> Result<bool> {
        let failed = Error::database(&self.path);
        let mut key = self.db.prepare_cached(KEY).map_err(&failed)?;
        for id in &gone.keys {
            if key.exists([id.as_bytes()]).map_err(&failed)? {
                return Ok(true);
            }
        }
        for name in &gone.files {
            if !self.files_by(FILE, [name.0])?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Writes what it holds, without these, into a new file under another key; whole and closed when it returns.
    pub(crate) fn copy_without(&self, gone: &Destroyed, path: &Path, key: &FileKey) -> Result<()> {
        let from = Error::database(&self.path);
        let to = Error::database(path);
        let db = open_encrypted(path, key, Access::Write)?;
        db.execute_batch(CREATE).map_err(&to)?;
        db.execute_batch(CREATE_FILES).map_err(&to)?;
        db.execute_batch(CREATE_BACKUPS).map_err(&to)?;
        let copy = db.unchecked_transaction().map_err(&to)?;
        {
            let mut insert = copy.prepare(INSERT).map_err(&to)?;
            let mut all = self.db.prepare(ALL).map_err(&from)?;
            let mut rows = all.query([]).map_err(&from)?;
            while let Some(row) = rows.next().map_err(&from)? {
                let (n, id): (u64, [u8; 16]) =
                    (row.get(0).map_err(&from)?, row.get(1).map_err(&from)?);
                if !gone.keys.contains(&KeyId(id)) {
                    let key = Secret::<32>::new(row.get(2).map_err(&from)?);
                    insert.execute(params![n, id, key.expose()]).map_err(&to)?;
                }
            }
            let mut put = copy.prepare(PUT_FILE).map_err(&to)?;
            for row in self.files()? {
                if !gone.files.contains(&row.name) {
                    put.execute(params![row.name.0, row.key.expose(), row.sha256, row.size])
                        .map_err(&to)?;
                }
            }
        }
        for told in self.backups()? {
            copy.execute(NOTE_BACKUP, params![told.made, told.name])
                .map_err(&to)?;
        }
        copy.commit().map_err(&to)?;
        // One file that is whole by itself, with nothing beside it.
        db.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
            .map_err(&to)?;
        db.close().map_err(|(_, why)| to(why))
    }

    #[cfg(test)]
    pub(crate) fn in_memory() -> Self {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(CREATE).unwrap();
        Self {
            db,
            path: PathBuf::new(),
            destroyed: Destroyed::default(),
        }
    }

    pub(crate) fn db(&self) -> &Connection {
        &self.db
    }

    /// The key with this id; `None` when it was destroyed or never came here.
    pub(crate) fn key(&self, id: &KeyId) -> Result<Option<Secret<32>>> {
        if self.is_destroyed(id) {
            return Ok(None);
        }
        let failed = Error::database(&self.path);
        self.db
            .prepare_cached(KEY)
            .map_err(&failed)?
            .query_row([id.as_bytes()], |row| row.get::<_, [u8; 32]>(0))
            .optional()
            .map(|key| key.map(Secret::new))
            .map_err(&failed)
    }

    /// A key that was never used, from the stock; the stock is filled, durably, when it is empty.
    pub(crate) fn fresh(
        &self,
        stock: &mut Stock,
        used_already: u64,
    ) -> Result<(KeyId, Secret<32>)> {
        if stock.ahead.is_empty() {
            self.read_ahead(stock)?;
        }
        if stock.ahead.is_empty() {
            self.fill(stock.next, used_already.clamp(*BATCH.start(), *BATCH.end()))?;
            self.read_ahead(stock)?;
        }
        let (n, id, key) = stock.ahead.pop_front().ok_or(Error::NoRandomness)?;
        stock.next = n + 1;
        Ok((id, key))
    }

    fn read_ahead(&self, stock: &mut Stock) -> Result<()> {
        let failed = Error::database(&self.path);
        let mut statement = self.db.prepare_cached(STOCK).map_err(&failed)?;
        let rows = statement
            .query_map(params![stock.next, READ_AHEAD], |row| {
                Ok((row.get(0)?, KeyId(row.get(1)?), Secret::new(row.get(2)?)))
            })
            .map_err(&failed)?;
        for row in rows {
            stock.ahead.push_back(row.map_err(&failed)?);
        }
        Ok(())
    }

    /// Makes keys, numbered from `least` or from behind the last one there is.
    fn fill(&self, least: u64, count: u64) -> Result<()> {
        let failed = Error::database(&self.path);
        fail_point("key-before");
        let transaction = self.db.unchecked_transaction().map_err(&failed)?;
        let last: u64 = transaction
            .query_row(LAST, [], |row| row.get(0))
            .map_err(&failed)?;
        let first = least.max(last + 1);
        {
            let mut insert = transaction.prepare_cached(INSERT).map_err(&failed)?;
            for n in first..first + count {
                let key = Secret::<32>::random()?;
                insert
                    .execute(params![n, random::<16>()?, key.expose()])
                    .map_err(&failed)?;
            }
        }
        transaction.commit().map_err(&failed)?;
        fail_point("key-after");
        Ok(())
    }

    /// Puts in keys that came from elsewhere (a backup), in this order.
    pub(crate) fn put(&self, keys: &[(KeyId, Secret<32>)]) -> Result<()> {
        let failed = Error::database(&self.path);
        let transaction = self.db.unchecked_transaction().map_err(&failed)?;
        let last: u64 = transaction
            .query_row(LAST, [], |row| row.get(0))
            .map_err(&failed)?;
        {
            let mut insert = transaction.prepare_cached(INSERT).map_err(&failed)?;
            for (n, (id, key)) in (last + 1..).zip(keys) {
                insert
                    .execute(params![n, id.as_bytes(), key.expose()])
                    .map_err(&failed)?;
            }
        }
        transaction.commit().map_err(&failed)
    }

    /// Puts in the key of a file, durably.
    pub(crate) fn put_file(&self, row: &FileRow) -> Result<()> {
        self.db
            .execute(
                PUT_FILE,
                params![row.name.0, row.key.expose(), row.sha256, row.size],
            )
            .map(|_| ())
            .map_err(Error::database(&self.path))
    }

    /// Takes the key of a file out, durably: nobody opens it again.
    pub(crate) fn remove_file(&self, name: FileName) -> Result<()> {
        let removed = self.db.execute(REMOVE_FILE, [name.0]);
        removed.map(|_| ()).map_err(Error::database(&self.path))
    }

    /// What is known of a file with this name on the disk.
    pub(crate) fn file(&self, name: FileName) -> Result<Option<FileRow>> {
        if self.destroyed.files.contains(&name) {
            return Ok(None);
        }
        Ok(self.files_by(FILE, [name.0])?.pop())
    }

    /// What is known of a file that was given in with this SHA-256.
    pub(crate) fn files_of(&self, sha256: &[u8; 32]) -> Result<Vec<FileRow>> {
        self.files_by(FILE_OF, [sha256])
    }

    /// All files, by name.
    pub(crate) fn files(&self) -> Result<Vec<FileRow>> {
        self.files_by(ALL_FILES, [])
    }

    fn files_by(&self, sql: &str, wanted: impl rusqlite::Params) -> Result<Vec<FileRow>> {
        let failed = Error::database(&self.path);
        let has: i64 = self
            .db
            .query_row(HAS_FILES, [], |row| row.get(0))
            .map_err(&failed)?;
        if has == 0 {
            return Ok(Vec::new());
        }
        let mut statement = self.db.prepare_cached(sql).map_err(&failed)?;
        let rows = statement
            .query_map(wanted, |row| {
                Ok(FileRow {
                    name: FileName(row.get(0)?),
                    key: Secret::new(row.get(1)?),
                    sha256: row.get(2)?,
                    size: row.get(3)?,
                })
            })
            .map_err(&failed)?;
        rows.collect::<rusqlite::Result<_>>().map_err(&failed)
    }

    /// Number behind the last key there is.
    pub(crate) fn end(&self) -> Result<u64> {
        let last: u64 = self
            .db
            .query_row(LAST, [], |row| row.get(0))
            .map_err(Error::database(&self.path))?;
        Ok(last + 1)
    }

    /// How many keys there are.
    pub(crate) fn count(&self) -> Result<u64> {
        self.db
            .query_row(COUNT, [], |row| row.get(0))
            .map_err(Error::database(&self.path))
    }

    /// Hands the first `count` keys to `take`, in order.
    pub(crate) fn first(
        &self,
        count: u64,
        mut take: impl FnMut(KeyId, &Secret<32>) -> Result<()>,
    ) -> Result<()> {
        let failed = Error::database(&self.path);
        let mut statement = self.db.prepare(FIRST).map_err(&failed)?;
        let rows = statement
            .query_map([count], |row| {
                Ok((KeyId(row.get(0)?), Secret::new(row.get(1)?)))
            })
            .map_err(&failed)?;
        for row in rows {
            let (id, key) = row.map_err(&failed)?;
            take(id, &key)?;
        }
        Ok(())
    }
}

impl Stock {
    pub(crate) fn from(next: u64) -> Self {
        Self {
            next,
            ahead: VecDeque::new(),
        }
    }

    pub(crate) fn next(&self) -> u64 {
        self.next
    }
}
