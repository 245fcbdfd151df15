//! Saving every entry on an undamaged page of a damaged `journal.db`.
//!
//! Pages are decrypted one by one and searched for rows of the table of entries; the tree above them is not
//! needed, so it may be damaged too. What is found vouches for itself: signature and body hash are checked.

use std::collections::BTreeMap;
use std::io::Write;

use crate::error::{Error, Result};
use crate::header::{Kind, Signed};
use crate::id::EntryId;
use crate::journal::Journal;
use crate::journal::accept::Taken;
use crate::journal::export::cannot_write;
use crate::keys::{JOURNAL, Unlocked};
use crate::place::{Lock, WRITE_LOCK};
use crate::store::Store;
use crate::stream::StreamWriter;
use pages::Pages;

mod pages;
mod row;

/// What could be saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Entries saved whole.
    pub entries: u64,
    /// Entries of which only the header could be saved.
    pub without_body: u64,
    /// Pages that could not be read, of how many.
    pub damaged_pages: u64,
    /// Pages there are.
    pub pages: u64,
}

/// Writes every entry of a damaged journal that can still be read to `out`, as a stream.
///
/// # Errors
/// [`Error::Io`] when the file cannot be read at all; [`Error::NotReadable`], [`Error::DiskFull`] when `out` cannot
/// be written.
pub fn salvage(unlocked: &Unlocked, out: impl Write) -> Result<Salvaged> {
    let path = unlocked.dir().join(JOURNAL);
    // No other program may fold the WAL into the file meanwhile.
    let _lock = Lock::take(unlocked.dir(), WRITE_LOCK)?;
    let mut pages = Pages::open(&path, &unlocked.journal_key()).map_err(Error::io(&path))?;
    let mut salvaged = Salvaged {
        pages: u64::from(pages.count()),
        ..Salvaged::default()
    };
    // Where each entry was found; by kind and place, so that authority entries come first.
    let mut found: BTreeMap<(bool, i64, EntryId), Found> = BTreeMap::new();
    for number in 1..=pages.count() {
        let Some(page) = pages.read(number).map_err(Error::io(&path))? else {
            salvaged.damaged_pages += 1;
            continue;
        };
        for row in row::rows(number, &page) {
            let Ok(entry) = Signed::read(&row.header) else {
                continue;
            };
            if entry.header().workspace() != unlocked.workspace()
                || entry.header().body_length() != row.body_length
            {
                continue;
            }
            let key = (
                entry.header().kind() != Kind::Authority,
                row.position,
                entry.id(),
            );
            let whole = body_of(&mut pages, &row, &entry)
                .map_err(Error::io(&path))?
                .is_some();
            let better = found.get(&key).is_none_or(|before| !before.whole && whole);
            if better {
                found.insert(key, Found { row, entry, whole });
            }
        }
    }
    let mut stream = StreamWriter::new(out).map_err(cannot_write)?;
    for Found { row, entry, .. } in found.values() {
        match body_of(&mut pages, row, entry).map_err(Error::io(&path))? {
            Some(body) => {
                stream
                    .entry(entry.header().raw(), &body)
                    .map_err(cannot_write)?;
                salvaged.entries += 1;
            }
            None => {
                stream
                    .without_body(entry.header().raw())
                    .map_err(cannot_write)?;
                salvaged.without_body += 1;
            }
        }
    }
    stream.finish().map_err(cannot_write)?;
    Ok(salvaged)
}

/// Puts a salvaged stream in the place of the damaged `journal.db`, which stays beside it as `journal-damaged.db`.
/// The keybag stays. Entries behind a lost one are read again, and every check calls them unverified. The next opening for writing starts a new log, as a copy would: nobody knows what was lost.
///
/// # Errors
/// [`Error::NotReadable`] when the stream does not hold the root; [`Error::AlreadyThere`] when a damaged journal was
/// put aside before; [`Error::DiskFull`]: everything is as before.
pub fn put_back(unlocked: &Unlocked, stream: impl std::io::Read) -> Result<Taken> {
    let _lock = Lock::take(unlocked.dir(), WRITE_LOCK)?;
    let aside = unlocked.dir().join("journal-damaged.db");
    if aside.exists() {
        return Err(Error::AlreadyThere(aside));
    }
    move_journal(unlocked, JOURNAL, "journal-damaged.db")?;
    let taken = refill(unlocked, stream);
    if taken.is_err() {
        for suffix in SUFFIXES {
            // Of what we made just now; a file that is not there needs no removing.
            let _ = std::fs::remove_file(unlocked.dir().join(format!("{JOURNAL}{suffix}")));
        }
        move_journal(unlocked, "journal-damaged.db", JOURNAL)?;
    }
    taken
}

const SUFFIXES: [&str; 3] = ["", "-wal", "-shm"];

fn move_journal(unlocked: &Unlocked, from: &str, to: &str) -> Result<()> {
    for suffix in SUFFIXES {
        let from = unlocked.dir().join(format!("{from}{suffix}"));
        if from.exists() {
            std::fs::rename(&from, unlocked.dir().join(format!("{to}{suffix}")))
                .map_err(Error::io(&from))?;
        }
    }
    crate::durable::sync_folder_of(&unlocked.dir().join(to))
}

fn refill(unlocked: &Unlocked, stream: impl std::io::Read) -> Result<Taken> {
    Store::found(unlocked)?;
    let mut journal = Journal::without_writer(unlocked)?;
    let mut taken = journal.take_stream(stream)?;
    if !journal.has_root(unlocked)? {
        return Err(Error::NotReadable(
            "the root of this workspace is not among what was saved: restore a backup".to_owned(),
        ));
    }
    taken.unverified = journal.in_transaction(Journal::take_what_is_left)?;
    Ok(taken)
}

struct Found {
    row: row::Row,
    entry: Signed,
    whole: bool,
}

/// The body, when all of its pages can be read and it is the one that was signed.
fn body_of(pages: &mut Pages, row: &row::Row, entry: &Signed) -> std::io::Result<Option<Vec<u8>>> {
    let mut body = row.body_start.clone();
    let mut next = row.overflow;
    while body.len() < row.body_length {
        let Some(page) = (match next {
            0 => None,
            number => pages.read(number)?,
        }) else {
            return Ok(None);
        };
        let (front, rest) = page.split_at(4);
        next = front.iter().fold(0, |n, b| n << 8 | u32::from(*b));
        let take = rest.len().min(row.body_length - body.len());
        body.extend_from_slice(&rest[..take]);
    }
    Ok((crate::sha256(&[&body]) == entry.header().body_hash()).then_some(body))
}
