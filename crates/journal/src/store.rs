//! `journal.db`: entries as they were received, in the order in which they were accepted.
//!
//! The large column stands last and the header before it, so that a damaged page costs one entry (or the few small
//! ones on it), and the header of an entry survives damage to its body.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::certificate::{self, Authority, Certificate, Destruction};
use crate::error::{Error, Result};
use crate::header::{Header, Signed};
use crate::id::{DeviceKey, EntryId, KeyId, LogId, Position, WorkspaceId};
use crate::keys::{JOURNAL, Unlocked};
use crate::rules::{Known, Ledger};
use crate::sqlcipher::{Access, open_encrypted};

const CREATE: &str = "
    BEGIN IMMEDIATE;
    CREATE TABLE entries (
        position INTEGER PRIMARY KEY,
        id       BLOB    NOT NULL UNIQUE CHECK (length(id) = 32),
        log      BLOB    NOT NULL CHECK (length(log) = 16),
        seq      INTEGER NOT NULL,
        kind     INTEGER NOT NULL,
        header   BLOB    NOT NULL CHECK (length(header) = 276),
        body     BLOB    NOT NULL
    ) STRICT;
    CREATE INDEX entries_by_place ON entries (log, seq);
    CREATE INDEX authority_entries ON entries (position) WHERE kind = 2;
    CREATE TABLE segment_keys (
        position INTEGER NOT NULL,
        segment  INTEGER NOT NULL,
        key_id   BLOB    NOT NULL CHECK (length(key_id) = 16),
        PRIMARY KEY (position, segment)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pending (
        id        BLOB NOT NULL PRIMARY KEY,
        waits_for BLOB NOT NULL,
        header    BLOB NOT NULL,
        body      BLOB NOT NULL
    ) STRICT;
    CREATE INDEX pending_by_what_they_wait_for ON pending (waits_for);
    CREATE TABLE place (
        one         INTEGER PRIMARY KEY CHECK (one = 1),
        fingerprint BLOB    NOT NULL,
        device      BLOB    NOT NULL,
        next_key    INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
        BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
    CREATE TRIGGER entries_are_kept BEFORE DELETE ON entries
        BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
    CREATE TRIGGER segment_keys_stay BEFORE UPDATE ON segment_keys
        BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
    CREATE TRIGGER segment_keys_are_kept BEFORE DELETE ON segment_keys
        BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
    COMMIT;";

const INSERT: &str = "INSERT INTO entries (position, id, log, seq, kind, header, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const INSERT_KEY: &str = "INSERT INTO segment_keys (position, segment, key_id) VALUES (?1, ?2, ?3)";
const HEAD: &str = "SELECT coalesce(max(position), 0) FROM entries";
const HEADER_BY_ID: &str = "SELECT header FROM entries WHERE id = ?1";
const POSITION_OF: &str = "SELECT position FROM entries WHERE id = ?1";
const CERTIFICATE: &str = "SELECT body FROM entries WHERE id = ?1 AND kind = 2";
const AT_PLACE: &str =
    "SELECT id FROM entries WHERE log = ?1 AND seq = ?2 ORDER BY position LIMIT 1";
const AUTHORITY: &str = "SELECT id, body FROM entries WHERE kind = 2 ORDER BY position DESC";
const AUTHORITY_COUNT: &str = "SELECT count(*) FROM entries WHERE kind = 2";
const LAST_OF_LOG: &str =
    "SELECT seq, id FROM entries WHERE log = ?1 ORDER BY seq DESC, id LIMIT 1";
const FORKED: &str =
    "SELECT EXISTS (SELECT 1 FROM entries WHERE log = ?1 GROUP BY seq HAVING count(*) > 1)";
const LOGS: &str = "
    WITH RECURSIVE logs (log) AS (
        SELECT min(log) FROM entries
        UNION ALL
        SELECT (SELECT min(log) FROM entries WHERE log > logs.log) FROM logs WHERE logs.log IS NOT NULL
    )
    SELECT log FROM logs WHERE log IS NOT NULL";
const AFTER: &str =
    "SELECT position, header, body FROM entries WHERE position > ?1 ORDER BY position LIMIT 1";
const AUTHORITY_AFTER: &str = "SELECT position, header, body FROM entries WHERE position > ?1 AND kind = 2 ORDER BY position LIMIT 1";
const OTHERS_AFTER: &str = "SELECT position, header, body FROM entries WHERE position > ?1 AND kind <> 2 ORDER BY position LIMIT 1";
const KEYS_USED: &str = "SELECT position, key_id FROM segment_keys ORDER BY position";
const PLACE: &str = "SELECT fingerprint, device, next_key FROM place";
const SET_PLACE: &str =
    "INSERT OR REPLACE INTO place (one, fingerprint, device, next_key) VALUES (1, ?1, ?2, ?3)";
const SET_NEXT_KEY: &str = "UPDATE place SET next_key = ?1";
const FORGET_PLACE: &str = "UPDATE place SET fingerprint = x''";
const WAITS: &str = "SELECT EXISTS (SELECT 1 FROM pending WHERE id = ?1)";
const KEEP_WAITING: &str =
    "INSERT OR IGNORE INTO pending (id, waits_for, header, body) VALUES (?1, ?2, ?3, ?4)";
const WAITING: &str = "SELECT count(*) FROM pending";
const WAITERS: &str = "SELECT id FROM pending WHERE waits_for = ?1 ORDER BY id";
const ONE_WAITING: &str = "SELECT header, body FROM pending WHERE id = ?1";
/// Authority entries first, then log by log in order.
const FIRST_WAITING: &str = "
    SELECT id FROM pending
    ORDER BY substr(header, 6, 1) <> x'02', substr(header, 25, 16), substr(header, 73, 8), id LIMIT 1";
const STOP_WAITING: &str = "DELETE FROM pending WHERE id = ?1";

/// Every statement of this module, so that a test can prepare each.
#[cfg(test)]
pub(crate) const STATEMENTS: &[&str] = &[
    INSERT,
    INSERT_KEY,
    HEAD,
    HEADER_BY_ID,
    POSITION_OF,
    CERTIFICATE,
    AT_PLACE,
    AUTHORITY,
    AUTHORITY_COUNT,
    LAST_OF_LOG,
    FORKED,
    LOGS,
    AFTER,
    AUTHORITY_AFTER,
    OTHERS_AFTER,
    KEYS_USED,
    PLACE,
    SET_PLACE,
    SET_NEXT_KEY,
    FORGET_PLACE,
    WAITS,
    KEEP_WAITING,
    WAITING,
    WAITERS,
    FIRST_WAITING,
    ONE_WAITING,
    STOP_WAITING,
];

/// The embedded store of entries.
pub(crate) struct Store {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    workspace: WorkspaceId,
    root: EntryId,
}

/// Where this copy lies and which device writes here.
pub(crate) struct Place {
    pub(crate) fingerprint: Vec<u8>,
    pub(crate) device: DeviceKey,
    /// Number of the next key of the keybag's stock that was never used.
    pub(crate) next_key: u64,
}

/// An entry as it is stored.
pub(crate) struct Row3 {
    pub(crate) position: Position,
    pub(crate) header: Vec<u8>,
    pub(crate) body: Vec<u8>,
}

/// Which entries to go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    All,
    Authority,
    Others,
}

impl Store {
    /// Opens `journal.db`; for writing, it is made when it is not there.
    pub(crate) fn open(unlocked: &Unlocked, access: Access) -> Result<Self> {
        let path = unlocked.dir().join(JOURNAL);
        let db = open_encrypted(&path, &unlocked.journal_key(), access)?;
        Ok(Self {
            db,
            path,
            workspace: unlocked.workspace(),
            root: unlocked.root(),
        })
    }

    /// Makes the tables of a new journal.
    pub(crate) fn found(unlocked: &Unlocked) -> Result<Self> {
        let store = Self::open(unlocked, Access::Write)?;
        store.db.execute_batch(CREATE).map_err(store.failed())?;
        Ok(store)
    }

    #[cfg(test)]
    pub(crate) fn in_memory(workspace: WorkspaceId, root: EntryId) -> Self {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(CREATE).unwrap();
        Self {
            db,
            path: PathBuf::new(),
            workspace,
            root,
        }
    }

    pub(crate) fn failed(&self) -> impl Fn(rusqlite::Error) -> Error + '_ {
        Error::database(&self.path)
    }

    pub(crate) fn begin(&self) -> Result<()> {
        self.db
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(self.failed())
    }

    /// Makes everything since [`begin`](Self::begin) durable, or nothing of it.
    pub(crate) fn commit(&self) -> Result<()> {
        let committed = self.db.execute_batch("COMMIT").map_err(self.failed());
        if committed.is_err() {
            self.roll_back();
        }
        committed
    }

    /// Forgets everything since [`begin`](Self::begin). A full disk may have done so already.
    pub(crate) fn roll_back(&self) {
        if !self.db.is_autocommit() {
            // If this fails too, closing the connection rolls back.
            let _ = self.db.execute_batch("ROLLBACK");
        }
    }

    /// Place of the last entry.
    pub(crate) fn head(&self) -> Result<Position> {
        self.one(HEAD, [], |row| row.get(0))
            .map(|n| Position(n.unwrap_or(0)))
    }

    /// Adds an accepted entry behind all others.
    pub(crate) fn add(&self, entry: &Signed, body: &[u8], keys: &[KeyId]) -> Result<Position> {
        let position = Position(self.head()?.0 + 1);
        let header = entry.header();
        self.run(
            INSERT,
            params![
                position.0,
                entry.id().as_bytes(),
                header.log().as_bytes(),
                header.seq(),
                header.kind().code(),
                header.raw(),
                body,
            ],
        )?;
        let mut insert = self.db.prepare_cached(INSERT_KEY).map_err(self.failed())?;
        for (segment, key) in keys.iter().enumerate() {
            insert
                .execute(params![position.0, segment + 1, key.as_bytes()])
                .map_err(self.failed())?;
        }
        Ok(position)
    }

    /// The entry behind this place.
    pub(crate) fn after(&self, position: Position, which: Which) -> Result<Option<Row3>> {
        let sql = match which {
            Which::All => AFTER,
            Which::Authority => AUTHORITY_AFTER,
            Which::Others => OTHERS_AFTER,
        };
        self.one(sql, [position.0], |row| {
            Ok(Row3 {
                position: Position(row.get(0)?),
                header: row.get(1)?,
                body: row.get(2)?,
            })
        })
    }

    /// The places of entries in which one of these keys was used: one pass, however many keys.
    pub(crate) fn places_of(&self, keys: &BTreeSet<KeyId>) -> Result<Vec<Position>> {
        let failed = self.failed();
        let mut statement = self.db.prepare_cached(KEYS_USED).map_err(&failed)?;
        let mut rows = statement.query([]).map_err(&failed)?;
        let mut places = Vec::new();
        while let Some(row) = rows.next().map_err(&failed)? {
            let key = KeyId(row.get(1).map_err(&failed)?);
            let at = Position(row.get(0).map_err(&failed)?);
            if keys.contains(&key) && places.last() != Some(&at) {
                places.push(at);
            }
        }
        Ok(places)
    }

    pub(crate) fn place(&self) -> Result<Option<Place>> {
        self.one(PLACE, [], |row| {
            Ok(Place {
                fingerprint: row.get(0)?,
                device: DeviceKey(row.get(1)?),
                next_key: row.get(2)?,
            })
        })
    }

    pub(crate) fn set_place(&self, place: &Place) -> Result<()> {
        self.run(
            SET_PLACE,
            params![place.fingerprint, place.device.as_bytes(), place.next_key],
        )
    }

    /// Makes the next opening start a new log, as in another place.
    pub(crate) fn forget_place(&self) -> Result<()> {
        self.run(FORGET_PLACE, [])
    }

    pub(crate) fn set_next_key(&self, next: u64) -> Result<()> {
        self.run(SET_NEXT_KEY, [next])
    }

    /// The log this device was certified for first and newest: certificates of the device, newest first.
    pub(crate) fn log_of(&self, device: &DeviceKey) -> Result<Option<LogId>> {
        Ok(self
            .certificates()?
            .into_iter()
            .find(|(_, c)| c.device == *device)
            .map(|(_, c)| c.log))
    }

    /// The newest authority entry whose chain holds the certificate of this device for this log.
    pub(crate) fn newest_authority(
        &self,
        device: &DeviceKey,
        log: &LogId,
    ) -> Result<Option<EntryId>> {
        for (id, _) in self.authority()? {
            let mut at = id;
            while !at.is_none() {
                if self
                    .certificate(&at)?
                    .is_some_and(|c| c.device == *device && c.log == *log)
                {
                    return Ok(Some(id));
                }
                at = self
                    .known(&at)?
                    .map_or(EntryId::NONE, |known| known.authority);
            }
        }
        Ok(None)
    }

    /// How many authority entries there are.
    pub(crate) fn authority_count(&self) -> Result<u64> {
        self.one(AUTHORITY_COUNT, [], |row| row.get(0))
            .map(|count| count.unwrap_or(0))
    }

    /// What was destroyed by decision, newest first.
    pub(crate) fn destructions(&self) -> Result<Vec<(EntryId, Destruction)>> {
        let all = self.authority()?.into_iter();
        let destructions = all.filter_map(|(id, told)| match told {
            Authority::Destruction(told) => Some((id, told)),
            Authority::Certificate(_) | Authority::Other(_) => None,
        });
        Ok(destructions.collect())
    }

    /// Where this device said last what was destroyed: log, number in it, entry.
    pub(crate) fn last_destruction_of(
        &self,
        device: &DeviceKey,
    ) -> Result<Option<(LogId, u64, EntryId)>> {
        for (id, _) in self.destructions()? {
            if let Some(known) = self.known(&id)?
                && known.device == *device
                && !self.is_frozen(&known.log)?
            {
                return Ok(Some((known.log, known.seq, id)));
            }
        }
        Ok(None)
    }

    fn certificates(&self) -> Result<Vec<(EntryId, Certificate)>> {
        let all = self.authority()?.into_iter();
        let certificates = all.filter_map(|(id, told)| match told {
            Authority::Certificate(told) => Some((id, told)),
            Authority::Destruction(_) | Authority::Other(_) => None,
        });
        Ok(certificates.collect())
    }

    /// The authority entries with what they do, newest first.
    fn authority(&self) -> Result<Vec<(EntryId, Authority)>> {
        let failed = self.failed();
        let mut statement = self.db.prepare_cached(AUTHORITY).map_err(&failed)?;
        let rows = statement
            .query_map([], |row| {
                Ok((EntryId(row.get(0)?), row.get::<_, Vec<u8>>(1)?))
            })
            .map_err(&failed)?;
        let mut found = Vec::new();
        for row in rows {
            let (id, body) = row.map_err(&failed)?;
            if let Ok(told) = certificate::read(&body) {
                found.push((id, told));
            }
        }
        Ok(found)
    }

    /// Sequence number and id of the last entry of a log; in a forked one, of its longest branch.
    pub(crate) fn last_of(&self, log: &LogId) -> Result<Option<(u64, EntryId)>> {
        self.one(LAST_OF_LOG, [log.as_bytes()], |row| {
            Ok((row.get(0)?, EntryId(row.get(1)?)))
        })
    }

    /// Whether two entries stand at one place of this log.
    pub(crate) fn is_frozen(&self, log: &LogId) -> Result<bool> {
        self.one(FORKED, [log.as_bytes()], |row| row.get(0))
            .map(|frozen| frozen.unwrap_or(false))
    }

    /// Ids of the last entry of every log but this one, sorted.
    pub(crate) fn heads_but(&self, own: &LogId) -> Result<Vec<EntryId>> {
        let mut heads = Vec::new();
        for log in self.logs()? {
            if log != *own
                && let Some((_, id)) = self.last_of(&log)?
            {
                heads.push(id);
            }
        }
        heads.sort_unstable();
        Ok(heads)
    }

    pub(crate) fn logs(&self) -> Result<Vec<LogId>> {
        let failed = self.failed();
        let mut statement = self.db.prepare_cached(LOGS).map_err(&failed)?;
        let rows = statement
            .query_map([], |row| row.get(0).map(LogId))
            .map_err(&failed)?;
        rows.map(|row| row.map_err(&failed)).collect()
    }

    pub(crate) fn position_of(&self, id: &EntryId) -> Result<Option<Position>> {
        self.one(POSITION_OF, [id.as_bytes()], |row| row.get(0).map(Position))
    }

    pub(crate) fn keep_waiting(
        &self,
        entry: &Signed,
        body: &[u8],
        waits_for: &EntryId,
    ) -> Result<()> {
        self.run(
            KEEP_WAITING,
            params![
                entry.id().as_bytes(),
                waits_for.as_bytes(),
                entry.header().raw(),
                body
            ],
        )
    }

    pub(crate) fn stop_waiting(&self, id: &EntryId) -> Result<()> {
        self.run(STOP_WAITING, [id.as_bytes()])
    }

    /// How many entries wait.
    pub(crate) fn waiting(&self) -> Result<u64> {
        self.one(WAITING, [], |row| row.get(0))
            .map(|count| count.unwrap_or(0))
    }

    /// The waiting entry that comes first in its log.
    pub(crate) fn first_waiting(&self) -> Result<Option<EntryId>> {
        self.one(FIRST_WAITING, [], |row| row.get(0).map(EntryId))
    }

    /// The entries that wait for this one.
    pub(crate) fn waiters(&self, id: &EntryId) -> Result<Vec<EntryId>> {
        let failed = self.failed();
        let mut statement = self.db.prepare_cached(WAITERS).map_err(&failed)?;
        let rows = statement
            .query_map([id.as_bytes()], |row| row.get(0).map(EntryId))
            .map_err(&failed)?;
        rows.map(|row| row.map_err(&failed)).collect()
    }

    pub(crate) fn one_waiting(&self, id: &EntryId) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
        self.one(ONE_WAITING, [id.as_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    fn one<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row(params, read).optional())
            .map_err(self.failed())
    }

    fn run(&self, sql: &str, params: impl rusqlite::Params) -> Result<()> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params))
            .map(|_| ())
            .map_err(self.failed())
    }

    fn stored_header(&self, id: &EntryId) -> Result<Option<Header>> {
        let bytes: Option<Vec<u8>> = self.one(HEADER_BY_ID, [id.as_bytes()], |row| row.get(0))?;
        bytes
            .map(|bytes| Header::read(&bytes).map_err(Error::Refused))
            .transpose()
    }
}

impl Ledger for Store {
    type Error = Error;

    fn root(&self) -> Result<Option<EntryId>> {
        Ok(Some(self.root))
    }

    fn workspace(&self) -> Result<Option<WorkspaceId>> {
        Ok(Some(self.workspace))
    }

    fn known(&self, id: &EntryId) -> Result<Option<Known>> {
        Ok(self.stored_header(id)?.map(|header| header.known()))
    }

    fn waits(&self, id: &EntryId) -> Result<bool> {
        self.one(WAITS, [id.as_bytes()], |row| row.get(0))
            .map(|waits| waits.unwrap_or(false))
    }

    fn certificate(&self, id: &EntryId) -> Result<Option<Certificate>> {
        let body: Option<Vec<u8>> = self.one(CERTIFICATE, [id.as_bytes()], |row| row.get(0))?;
        Ok(body.and_then(|body| match certificate::read(&body) {
            Ok(Authority::Certificate(certificate)) => Some(certificate),
            Ok(Authority::Destruction(_) | Authority::Other(_)) | Err(_) => None,
        }))
    }

    fn at(&self, log: &LogId, seq: u64) -> Result<Option<EntryId>> {
        // SQLite's integers end at 2^63; no chain gets there.
        let Ok(seq) = i64::try_from(seq) else {
            return Ok(None);
        };
        self.one(AT_PLACE, params![log.as_bytes(), seq], |row| {
            row.get(0).map(EntryId)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_fits_the_tables_and_entries_cannot_be_changed() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(CREATE).unwrap();
        for sql in STATEMENTS {
            db.prepare(sql).unwrap();
        }
        let header = [0u8; 276];
        db.execute(
            INSERT,
            params![1, [1u8; 32], [1u8; 16], 0, 1, header, [0u8]],
        )
        .unwrap();
        db.execute(INSERT_KEY, params![1, 1, [1u8; 16]]).unwrap();
        for forbidden in [
            "UPDATE entries SET seq = 7",
            "DELETE FROM entries",
            "UPDATE segment_keys SET segment = 7",
            "DELETE FROM segment_keys",
        ] {
            let said = db.execute(forbidden, []).unwrap_err().to_string();
            assert!(said.contains("entries are never"), "{forbidden}: {said}");
        }
    }
}
