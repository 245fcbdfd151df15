//! `view.db`: its tables, and every SQL statement that writes them.
//!
//! The view is disposable: it is made from the journal and can be made again. So it is written without waiting
//! for the disk: a killed program loses nothing, a cut power line at most costs a rebuild.
//!
//! What a change-set said of a record is kept as it came, one block a row (`said`), and what holds of a record now
//! as one packed row (`record.resolved`). SQL never looks into values: filters and counts go over columns,
//! words over the two indexes for search, and a page of records reads one row a record.

use crate::error::ViewError;
use aigaq_journal::{Access, FileKey, open_encrypted};
use rusqlite::Connection;
use std::path::Path;

/// Raised when the tables change, or what is written in them.
const FORMAT: u32 = 12;

/// A view made under another format or another schema is thrown away and made again.
fn format() -> String {
    format!(
        "{FORMAT}/{:016x}",
        aigaq_schema::Schema::shipped().fingerprint()
    )
}

const TABLES: &str = "
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
-- Codes of types and properties, as small numbers.
CREATE TABLE word (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE change_set (
    number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, act TEXT NOT NULL, claimed INTEGER NOT NULL, zone TEXT NOT NULL,
    program TEXT NOT NULL, device BLOB NOT NULL, log BLOB NOT NULL, seq INTEGER NOT NULL, imported BLOB, clock BLOB NOT NULL,
    records INTEGER NOT NULL DEFAULT 0, statements INTEGER NOT NULL DEFAULT 0, withdrawals INTEGER NOT NULL DEFAULT 0,
    -- Numbers of the first and the last block said in it; blocks of others may stand between. An index would cost more.
    first_said INTEGER, last_said INTEGER);
CREATE TABLE entry (id BLOB PRIMARY KEY, change_set INTEGER, log BLOB NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;
-- A record without a type is one that others refer to and nobody has spoken of yet.
CREATE TABLE record (
    number INTEGER PRIMARY KEY, id BLOB NOT NULL, type INTEGER, dense INTEGER, root INTEGER, key BLOB,
    sort TEXT, resolved BLOB);
-- All keys of the roots that have more than one: two copies that did not know of each other made the same record.
CREATE TABLE keyed (record INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (record, key)) WITHOUT ROWID;
-- Records that readers of a language find under another name than the first, and by what they are put in order there.
CREATE TABLE called (
    record INTEGER NOT NULL, language TEXT NOT NULL, sort TEXT NOT NULL, PRIMARY KEY (record, language)) WITHOUT ROWID;
-- Every number that was ever given to a record in the form in which people say it, also where it was taken back: it
-- was told to somebody, and is not given again.
-- Names that were said of actors once and hold no longer.
CREATE TABLE once_called (record INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (record, name)) WITHOUT ROWID;
-- Numbers that were ever said of records; whether the program gave it or somebody told it.
CREATE TABLE numbered (
    year INTEGER NOT NULL, device INTEGER NOT NULL, running INTEGER NOT NULL, record INTEGER NOT NULL, given INTEGER NOT NULL,
    PRIMARY KEY (year, device, running, record)) WITHOUT ROWID;
-- Every code that was ever given to a source that must not be known; not given again either.
CREATE TABLE coded (
    device INTEGER NOT NULL, running INTEGER NOT NULL, record INTEGER NOT NULL,
    PRIMARY KEY (device, running, record)) WITHOUT ROWID;
CREATE TABLE said (
    number INTEGER PRIMARY KEY, record INTEGER NOT NULL, change_set INTEGER NOT NULL, part INTEGER NOT NULL, block BLOB NOT NULL);
CREATE INDEX said_of ON said (record);
CREATE TABLE link (
    target INTEGER NOT NULL, property INTEGER NOT NULL, source INTEGER NOT NULL,
    PRIMARY KEY (target, property, source)) WITHOUT ROWID;
-- Positions of the journal that wait for something not here yet.
CREATE TABLE waiting (position INTEGER PRIMARY KEY);
-- Records whose columns are newer than the packed blocks.
CREATE TABLE unpacked (record INTEGER PRIMARY KEY);
CREATE TABLE chunk (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
-- Keys with a space behind each (search/key.rs): the indexes need not know letters.
CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE names USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE name_words USING fts5vocab(names, row);
";

/// Indexes that nothing needs while an empty view is filled. To keep them up a record at a time would write the
/// same pages over and over; made at the end, each is sorted and written once.
const INDEXES: &str = "
CREATE UNIQUE INDEX IF NOT EXISTS record_id ON record (id);
CREATE UNIQUE INDEX IF NOT EXISTS record_dense ON record (type, dense) WHERE type IS NOT NULL;
CREATE INDEX IF NOT EXISTS record_sort ON record (type, sort) WHERE sort IS NOT NULL;
";

/// What the indexes of words gather in memory before they write it.
const LARGER_HASHES: &str = "
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
INSERT INTO names (names, rank) VALUES ('hashsize', 16777216);
";

/// What [`INDEXES`] makes.
const NO_INDEXES: &str = "
DROP INDEX IF EXISTS record_id;
DROP INDEX IF EXISTS record_dense;
DROP INDEX IF EXISTS record_sort;
";

/// Makes the indexes that are not there.
pub fn index(connection: &Connection) -> Result<(), ViewError> {
    Ok(connection.execute_batch(INDEXES)?)
}

/// Takes the indexes away, within the transaction that fills an empty view and makes them again.
pub fn drop_indexes(connection: &Connection) -> Result<(), ViewError> {
    Ok(connection.execute_batch(NO_INDEXES)?)
}

/// Opens `view.db` under its file key, making it if it is not there or of another format.
/// The second answer says that it is new, so everything is still to be applied.
pub fn open(path: &Path, key: &FileKey) -> Result<(Connection, bool), ViewError> {
    for attempt in 0..2 {
        let fresh = !path.exists();
        match open_once(path, key, fresh) {
            Ok(connection) => return Ok((connection, fresh)),
            // A disposable file that cannot be read is thrown away, once.
            Err(ViewError::Stale) if attempt == 0 => discard(path)?,
            Err(error) => return Err(error),
        }
    }
    Err(ViewError::Stale)
}

fn open_once(path: &Path, key: &FileKey, fresh: bool) -> Result<Connection, ViewError> {
    let connection =
        open_encrypted(path, key, Access::Disposable).map_err(|error| match error {
            aigaq_journal::Error::Damaged { .. } => ViewError::Stale,
            other => ViewError::File(other),
        })?;
    if fresh {
        connection.execute_batch(&format!(
            "BEGIN; {TABLES} {INDEXES} {LARGER_HASHES} COMMIT;"
        ))?;
        connection.execute(sql::META_SET, ["format", &format()])?;
    }
    let found: String = connection
        .query_row(sql::META_GET, ["format"], |row| row.get(0))
        .map_err(unreadable)?;
    if found == format() {
        Ok(connection)
    } else {
        Err(ViewError::Stale)
    }
}

fn unreadable(error: rusqlite::Error) -> ViewError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error.sqlite_error_code() {
        Some(NotADatabase | DatabaseCorrupt) => ViewError::Stale,
        Some(rusqlite::ErrorCode::Unknown) if error.to_string().contains("no such table") => {
            ViewError::Stale
        }
        _ => ViewError::from(error),
    }
}

/// Changes when another connection writes.
pub fn version(connection: &Connection) -> Result<i64, ViewError> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

/// Removes the view's files; the journal makes them again.
pub fn discard(path: &Path) -> Result<(), ViewError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(ViewError::Files(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// All statements that write; a test prepares each of them.
pub mod sql {
    pub const META_GET: &str = "SELECT value FROM meta WHERE name = ?1";
    pub const META_SET: &str =
        "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    pub const WORDS: &str = "SELECT number, text FROM word";
    pub const WORD_ADD: &str = "INSERT INTO word (text) VALUES (?1)";
    pub const CHANGE_SET_ADD: &str = "INSERT INTO change_set (id, act, claimed, zone, program, device, log, seq, imported, clock) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    pub const CHANGE_SET_SEQ: &str = "UPDATE change_set SET seq = ?2 WHERE number = ?1";
    pub const CHANGE_SET_COUNTS: &str = "UPDATE change_set SET records = records + ?2, statements = statements + ?3, withdrawals = withdrawals + ?4, first_said = coalesce(min(first_said, ?5), first_said, ?5), last_said = coalesce(max(last_said, ?6), last_said, ?6) WHERE number = ?1";
    pub const CHANGE_SET_OF: &str = "SELECT number FROM change_set WHERE id = ?1";
    pub const CHANGE_SET_TIME: &str =
        "SELECT claimed, log, seq, clock, zone, act FROM change_set WHERE number = ?1";
    pub const ENTRY_ADD: &str = "INSERT OR IGNORE INTO entry VALUES (?1, ?2, ?3, ?4)";
    pub const ENTRY_CHANGE_SET: &str = "SELECT change_set, log, seq FROM entry WHERE id = ?1";
    pub const RECORD_OF: &str = "SELECT number, type, dense FROM record WHERE id = ?1";
    pub const DEFINITIONS: &str = "SELECT r.id, r.resolved FROM word w JOIN record r ON r.type = w.number WHERE w.text = ?1 ORDER BY r.id";
    pub const IS_OF_TYPE: &str = "SELECT 1 FROM record WHERE number = ?1 AND type = ?2";
    pub const RECORD_AGAIN: &str =
        "SELECT id, type, dense, root FROM record WHERE number = ?1 AND type IS NOT NULL";
    pub const RECORD_ADD: &str = "INSERT INTO record (number, id) VALUES (?1, ?2)";
    pub const RECORD_PLACED: &str = "INSERT INTO record (number, id, type, dense, root, key, sort, resolved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    pub const RECORD_SETTLED: &str = "UPDATE record SET type = ?3, dense = ?4, root = ?5, key = coalesce(min(key, ?6), key, ?6), sort = ?7, resolved = ?8 WHERE number = ?1 AND id = ?2";
    pub const RECORD_KEY: &str =
        "UPDATE record SET key = coalesce(min(key, ?2), ?2) WHERE number = ?1 AND key IS NOT ?2";
    /// Before [`RECORD_KEY`]: of a root that is known under another key, both.
    pub const RECORD_KEYED: &str = "INSERT OR IGNORE INTO keyed SELECT number, key FROM record WHERE number = ?1 AND key IS NOT NULL AND key IS NOT ?2 UNION ALL SELECT number, ?2 FROM record WHERE number = ?1 AND key IS NOT NULL AND key IS NOT ?2";
    pub const DENSE_NEXT: &str = "SELECT coalesce(max(dense), -1) + 1 FROM record WHERE type = ?1";
    pub const SAID_ADD: &str =
        "INSERT INTO said (record, change_set, part, block) VALUES (?1, ?2, ?3, ?4)";
    pub const SAID_OF: &str =
        "SELECT change_set, block, number FROM said WHERE record = ?1 ORDER BY change_set, part";
    pub const CHANGE_SETS_OF: &str = "SELECT DISTINCT change_set FROM said WHERE record = ?1";
    pub const LINK_ADD: &str = "INSERT OR IGNORE INTO link VALUES (?1, ?2, ?3)";
    pub const LINK_DROP: &str =
        "DELETE FROM link WHERE target = ?1 AND property = ?2 AND source = ?3";
    pub const LINKS_OF: &str =
        "SELECT source FROM link WHERE target = ?1 AND property = ?2 ORDER BY source";
    pub const LINKS_TO: &str = "SELECT DISTINCT source FROM link WHERE target = ?1 ORDER BY source";
    pub const UNPACKED_ADD: &str = "INSERT OR IGNORE INTO unpacked VALUES (?1)";
    pub const UNPACKED_COUNT: &str = "SELECT count(*) FROM unpacked";
    /// A cross join keeps the order of the tables: left to itself, SQLite walks all the records to find the few.
    pub const UNPACKED: &str = "SELECT r.number, r.id, w.text, r.dense, r.resolved FROM unpacked u CROSS JOIN record r ON r.number = u.record CROSS JOIN word w ON w.number = r.type ORDER BY u.record";
    pub const PLACE: &str =
        "SELECT w.text, r.dense FROM record r JOIN word w ON w.number = r.type WHERE r.id = ?1";
    pub const NUMBER_NEXT: &str = "SELECT coalesce(max(number), 0) + 1 FROM record";
    pub const CHANGE_SET_BEFORE: &str =
        "SELECT number FROM change_set WHERE log = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1";
    pub const WAITING: &str = "SELECT position FROM waiting ORDER BY position";
    pub const WAITING_ADD: &str = "INSERT INTO waiting VALUES (?1)";
    pub const WAITING_CLEAR: &str = "DELETE FROM waiting";
    pub const UNPACKED_CLEAR: &str = "DELETE FROM unpacked";
    pub const WORDS_ADD: &str = "INSERT INTO words (rowid, text) VALUES (?1, ?2)";
    pub const WORDS_DROP: &str = "DELETE FROM words WHERE rowid = ?1";
    pub const NAMES_ADD: &str = "INSERT INTO names (rowid, text) VALUES (?1, ?2)";
    pub const NAMES_DROP: &str = "DELETE FROM names WHERE rowid = ?1";
    pub const CHUNK_SET: &str =
        "INSERT INTO chunk VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes";
    pub const CHUNKS: &str = "SELECT name, bytes FROM chunk";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: [&str; 44] = [
        META_GET,
        META_SET,
        WORDS,
        WORD_ADD,
        CHANGE_SET_ADD,
        CHANGE_SET_SEQ,
        CHANGE_SET_COUNTS,
        CHANGE_SET_OF,
        CHANGE_SET_TIME,
        ENTRY_ADD,
        ENTRY_CHANGE_SET,
        RECORD_OF,
        DEFINITIONS,
        IS_OF_TYPE,
        RECORD_AGAIN,
        RECORD_ADD,
        RECORD_PLACED,
        RECORD_SETTLED,
        RECORD_KEY,
        RECORD_KEYED,
        DENSE_NEXT,
        SAID_ADD,
        SAID_OF,
        CHANGE_SETS_OF,
        LINKS_TO,
        UNPACKED_ADD,
        UNPACKED_COUNT,
        UNPACKED,
        PLACE,
        NUMBER_NEXT,
        CHANGE_SET_BEFORE,
        WAITING,
        WAITING_ADD,
        WAITING_CLEAR,
        UNPACKED_CLEAR,
        LINK_ADD,
        LINK_DROP,
        LINKS_OF,
        WORDS_ADD,
        WORDS_DROP,
        NAMES_ADD,
        NAMES_DROP,
        CHUNK_SET,
        CHUNKS,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_testkit::TestWorkspace;

    #[test]
    fn every_statement_prepares() {
        let w = TestWorkspace::new();
        let (connection, fresh) = open(&w.unlocked.view_path(), &w.unlocked.view_key()).unwrap();
        assert!(fresh);
        let reading = [
            crate::alike::sql::ALL,
            crate::brief::sql::ALL,
            crate::called::sql::ALL,
            crate::change_sets::sql::ALL,
            crate::known::sql::ALL,
            crate::dump::sql::ALL,
            crate::live::sql::ALL,
            crate::recency::sql::ALL,
            crate::record::sql::ALL,
            crate::said::sql::ALL,
            crate::source::sql_of::ALL,
            crate::search::near::sql::ALL,
            crate::search::places::sql::ALL,
            crate::search::sql::ALL,
            crate::numbers::sql::ALL,
            crate::codes::sql::ALL,
            crate::spoken::sql::ALL,
            crate::walk::sql::ALL,
        ];
        for statement in reading.concat().iter().chain(&sql::ALL) {
            connection
                .prepare(statement)
                .unwrap_or_else(|e| panic!("{statement}: {e}"));
        }
    }

    #[test]
    fn the_few_newer_rows_are_found_without_walking_all_records() {
        let w = TestWorkspace::new();
        let (connection, _) = open(&w.unlocked.view_path(), &w.unlocked.view_key()).unwrap();
        let mut explained = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {}", sql::UNPACKED))
            .unwrap();
        let steps: Vec<String> = explained
            .query_map([], |row| row.get("detail"))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(
            steps,
            [
                "SCAN u",
                "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH w USING INTEGER PRIMARY KEY (rowid=?)"
            ]
        );
    }

    #[test]
    fn a_view_that_cannot_be_read_is_made_again() {
        let (w, other) = (TestWorkspace::new(), TestWorkspace::new());
        let path = w.unlocked.view_path();
        drop(open(&path, &w.unlocked.view_key()).unwrap());
        assert!(!open(&path, &w.unlocked.view_key()).unwrap().1);
        let made = open(&path, &other.unlocked.view_key()).unwrap();
        assert!(made.1, "another key: the old file is of no use");
        drop(made);
        std::fs::write(&path, [b'x'; 9000]).unwrap();
        assert!(open(&path, &w.unlocked.view_key()).unwrap().1);
    }
}
