//! Taking in entries from elsewhere, as they were received: the union of copies.

use std::io::Read;

use super::Journal;
use crate::error::{Error, Result};
use crate::header::{Header, Kind, Signed};
use crate::id::{EntryId, KeyId};
use crate::rules::{Verdict, judge, missing};
use crate::segment;
use crate::stream::{Item, StreamReader};

/// What became of the entries of a stream.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// New ones, forks among them.
    pub accepted: u64,
    /// That were here before.
    pub already: u64,
    /// That wait for others.
    pub pending: u64,
    /// That were refused, damaged or without a body.
    pub refused: u64,
    /// That stand behind something lost and were put back all the same (only by
    /// [`put_back`](crate::put_back)): they are read, and every check calls them unverified.
    pub unverified: u64,
}

impl Journal {
    /// Takes in one entry as it was received; durable when it returns. Entries that had waited for it are taken
    /// in with it.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::DiskFull`], [`Error::Damaged`]: nothing changed.
    pub fn accept(&mut self, header: &[u8], body: &[u8]) -> Result<Verdict> {
        let entry = match Signed::read(header) {
            Ok(entry) => entry,
            Err(refusal) => return Ok(Verdict::Refused(refusal)),
        };
        if self.writer.is_none() {
            return Err(Error::ReadOnly);
        }
        self.in_transaction(|journal| journal.take(&entry, body))
    }

    /// Takes in all entries of a stream, in one transaction.
    ///
    /// # Errors
    /// As [`accept`](Self::accept), and [`Error::NotReadable`] when the stream cannot be read.
    pub fn accept_stream(&mut self, input: impl Read) -> Result<Taken> {
        if self.writer.is_none() {
            return Err(Error::ReadOnly);
        }
        self.take_stream(input)
    }

    pub(crate) fn take_stream(&mut self, input: impl Read) -> Result<Taken> {
        let mut reader = StreamReader::new(input);
        self.in_transaction(|journal| {
            let mut taken = Taken::default();
            loop {
                let item = reader.next().map_err(|e| {
                    Error::NotReadable(format!("the stream of entries cannot be read: {e}"))
                })?;
                let Some(item) = item else {
                    return Ok(taken);
                };
                let Item::Entry { entry, body } = item else {
                    taken.refused += 1;
                    continue;
                };
                match journal.take(&entry, &body)? {
                    Verdict::Accepted | Verdict::Fork { .. } => taken.accepted += 1,
                    Verdict::Already => taken.already += 1,
                    Verdict::Pending(_) => taken.pending += 1,
                    Verdict::Refused(_) => taken.refused += 1,
                }
            }
        })
    }

    pub(crate) fn in_transaction<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        self.store.begin()?;
        let done = work(self);
        match done {
            Ok(value) => {
                self.store.commit()?;
                Ok(value)
            }
            Err(error) => {
                self.store.roll_back();
                Err(error)
            }
        }
    }

    pub(crate) fn take(&mut self, entry: &Signed, body: &[u8]) -> Result<Verdict> {
        let verdict = judge(&self.store, entry, body)?;
        match verdict {
            Verdict::Accepted | Verdict::Fork { .. } => {
                self.keep(entry, body)?;
                self.take_what_waited_for(entry.id())?;
            }
            Verdict::Pending(_) => self.keep_waiting(entry, body)?,
            Verdict::Already | Verdict::Refused(_) => {}
        }
        Ok(verdict)
    }

    fn keep(&mut self, entry: &Signed, body: &[u8]) -> Result<()> {
        let mut keys: Vec<KeyId> = Vec::new();
        if entry.header().kind() == Kind::ChangeSet {
            // The layout was checked by V1.
            keys.extend(segment::segments(body).skip(1).flatten().map(|s| s.key_id));
        }
        self.store.add(entry, body, &keys)?;
        if let Some(writer) = &mut self.writer
            && writer.log == entry.header().log()
        {
            // Somebody else writes our log: a copy that did not know that it is one. Never go on in it.
            writer.twin_found = true;
            self.store.forget_place()?;
        }
        Ok(())
    }

    /// Takes in what still waits, though what it rests on is lost: so that it can be read. Returns how many.
    pub(crate) fn take_what_is_left(&mut self) -> Result<u64> {
        let before = self.head()?;
        while let Some(id) = self.store.first_waiting()? {
            if let Some((header, body)) = self.store.one_waiting(&id)? {
                let entry = Signed::stored(Header::read(&header).map_err(Error::Refused)?);
                self.keep(&entry, &body)?;
            }
            self.store.stop_waiting(&id)?;
            self.take_what_waited_for(id)?;
        }
        Ok(self.head()?.0 - before.0)
    }

    fn keep_waiting(&self, entry: &Signed, body: &[u8]) -> Result<()> {
        let waits_for = missing(&self.store, entry)?;
        self.store.keep_waiting(entry, body, &waits_for)
    }

    /// Tries again what waited for this entry, and what waited for that, and so on.
    fn take_what_waited_for(&mut self, arrived: EntryId) -> Result<()> {
        let mut arrivals = vec![arrived];
        while let Some(arrived) = arrivals.pop() {
            for id in self.store.waiters(&arrived)? {
                let Some((header, body)) = self.store.one_waiting(&id)? else {
                    continue;
                };
                // It must not find itself waiting.
                self.store.stop_waiting(&id)?;
                // Its signature was verified when it came.
                let entry = Signed::stored(Header::read(&header).map_err(Error::Refused)?);
                match judge(&self.store, &entry, &body)? {
                    Verdict::Accepted | Verdict::Fork { .. } => {
                        self.keep(&entry, &body)?;
                        arrivals.push(id);
                    }
                    Verdict::Pending(_) => self.keep_waiting(&entry, &body)?,
                    Verdict::Already | Verdict::Refused(_) => {}
                }
            }
        }
        Ok(())
    }
}
