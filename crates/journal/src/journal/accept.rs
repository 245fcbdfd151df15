//! Taking in entries from elsewhere, as they were received: the union of copies.

use std::io::Read;

use super::Journal;
use crate::error::{Error, Result};
use crate::header::{Kind, Signed};
use crate::id::KeyId;
use crate::rules::{Verdict, judge};
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
                self.take_what_waited()?;
            }
            Verdict::Pending(_) => self.store.keep_waiting(entry, body)?,
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

    /// Tries again whatever waits, until nothing more can be taken in.
    fn take_what_waited(&mut self) -> Result<()> {
        loop {
            let mut moved = false;
            for id in self.store.all_waiting()? {
                let Some((header, body)) = self.store.one_waiting(&id)? else {
                    continue;
                };
                // It must not find itself waiting.
                self.store.stop_waiting(&id)?;
                let Ok(entry) = Signed::read(&header) else {
                    continue;
                };
                match judge(&self.store, &entry, &body)? {
                    Verdict::Accepted | Verdict::Fork { .. } => {
                        self.keep(&entry, &body)?;
                        moved = true;
                    }
                    Verdict::Pending(_) => self.store.keep_waiting(&entry, &body)?,
                    Verdict::Already | Verdict::Refused(_) => {}
                }
            }
            if !moved {
                return Ok(());
            }
        }
    }
}
