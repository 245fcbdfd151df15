//! Saving every entry on an undamaged page of a damaged `journal.db`.
//!
//! Pages are decrypted one by one and searched for rows of the table of entries; the tree above them is not
//! needed, so it may be damaged too. What is found vouches for itself: signature and body hash are checked.

use std::collections::BTreeMap;
use std::io::Write;

use crate::error::{Error, Result};
use crate::header::{Kind, Signed};
use crate::id::EntryId;
use crate::journal::export::cannot_write;
use crate::keys::{JOURNAL, Unlocked};
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
    let _lock = crate::place::WriteLock::take(unlocked.dir())?;
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
            if entry.header().workspace() != unlocked.workspace() || entry.header().body_length() != row.body_length {
                continue;
            }
            let key = (entry.header().kind() != Kind::Authority, row.position, entry.id());
            let whole = body_of(&mut pages, &row, &entry).map_err(Error::io(&path))?.is_some();
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
                stream.entry(entry.header().raw(), &body).map_err(cannot_write)?;
                salvaged.entries += 1;
            }
            None => {
                stream.without_body(entry.header().raw()).map_err(cannot_write)?;
                salvaged.without_body += 1;
            }
        }
    }
    stream.finish().map_err(cannot_write)?;
    Ok(salvaged)
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

