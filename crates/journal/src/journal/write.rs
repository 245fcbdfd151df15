//! Saving: one change-set, in one transaction, all of it or nothing.

use std::collections::HashMap;

use aigaq_schema::{ChangeSetId, RecordId};

use super::Journal;
use super::read::{Opened, OpenedSegment, envelope_key};
use crate::envelope::{ActOfSaving, ClaimedTime, Envelope, hash_of_heads};
use crate::error::{Error, Result};
use crate::fail::fail_point;
use crate::header::{Kind, MAX_BODY, Plan};
use crate::id::{EntryId, KeyId, Position, random};
use crate::secret::Secret;
use crate::segment::{self, MAX_PLAIN, sealed_length};
use crate::strict;

/// So many keys of records that come again are kept at hand; others are looked up each time.
const MOST_AT_HAND: usize = 50_000;

/// What a change-set says about itself.
#[derive(Debug, Clone)]
pub struct DraftMeta {
    /// How it came about.
    pub act: ActOfSaving,
    /// When, as the person's device says.
    pub claimed: ClaimedTime,
    /// Program and version.
    pub program: String,
    /// Hash of the file that is imported.
    pub imported_sha256: Option<[u8; 32]>,
}

/// What is said of one root record and its parts.
#[derive(Clone)]
pub struct DraftSegment {
    /// The root record.
    pub root: RecordId,
    /// The key of the record; `None` for a record that never had one.
    pub key: Option<KeyId>,
    /// Strict CBOR, at most [`MAX_PLAIN`] bytes: an array of the record's id and what is said.
    pub plain: Vec<u8>,
}

impl std::fmt::Debug for DraftSegment {
    /// Shows no contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DraftSegment({}, {} bytes)", self.root, self.plain.len())
    }
}

/// A whole change-set.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it says about itself.
    pub meta: DraftMeta,
    /// What it holds.
    pub segments: Vec<DraftSegment>,
}

/// What was saved, durably.
#[derive(Debug, Clone)]
pub struct Appended {
    /// The change-set.
    pub change_set: ChangeSetId,
    /// Its entries, in order.
    pub entries: Vec<EntryId>,
    /// Keys of records that had none before.
    pub keys: Vec<(RecordId, KeyId)>,
    /// Place of the last of its entries.
    pub head: Position,
    /// The entries as a reader will find them; of a stream, only the last one (the others were handed out by
    /// [`ChangeSetWriter::push`]).
    pub opened: Vec<Opened>,
}

/// A change-set being written. Nothing of it is there until [`finish`](Self::finish); dropped before, nothing was
/// saved. Keeps about one entry in memory.
pub struct ChangeSetWriter<'j> {
    journal: &'j mut Journal,
    envelope: Envelope,
    heads_hash: [u8; 32],
    /// Most bytes the envelope can take.
    envelope_room: usize,
    next_seq: u64,
    previous: EntryId,
    waiting: Vec<Ready>,
    waiting_bytes: usize,
    /// Keys of records that come again, by the key's id.
    at_hand: HashMap<KeyId, Secret<32>>,
    assigned: HashMap<RecordId, KeyId>,
    entries: Vec<EntryId>,
    keys: Vec<(RecordId, KeyId)>,
    head: Position,
    open: bool,
}

/// A segment whose key is known.
struct Ready {
    key_id: KeyId,
    key: Secret<32>,
    plain: Vec<u8>,
}

impl Journal {
    /// Saves a change-set. Durable when it returns.
    ///
    /// # Errors
    /// [`Error::NothingToSave`], [`Error::SegmentTooLarge`], [`Error::NotStrict`], [`Error::KeyMissing`],
    /// [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::Damaged`]: nothing was saved.
    pub fn append(&mut self, draft: Draft) -> Result<Appended> {
        let mut writer = self.begin(draft.meta)?;
        let mut opened = Vec::new();
        for segment in draft.segments {
            opened.extend(writer.push(segment)?);
        }
        let mut appended = writer.finish()?;
        opened.append(&mut appended.opened);
        appended.opened = opened;
        Ok(appended)
    }

    /// Begins a change-set that is too large to be held in memory.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Damaged`], [`Error::NoRandomness`]; after a [`Journal::rest`] also
    /// [`Error::Locked`] and [`Error::UnlockAgain`].
    pub fn begin(&mut self, meta: DraftMeta) -> Result<ChangeSetWriter<'_>> {
        self.wake()?;
        let writer = self.writer.as_ref().ok_or(Error::ReadOnly)?;
        if writer.twin_found {
            return Err(Error::TwinFound);
        }
        let (next_seq, previous) = (writer.next_seq, writer.previous);
        let heads = self.store.heads_but(&writer.log)?;
        let envelope = Envelope {
            change_set: ChangeSetId::from_random(random()?),
            part: 0,
            parts: None,
            act: meta.act,
            claimed: meta.claimed,
            program: meta.program,
            heads,
            imported_sha256: meta.imported_sha256,
        };
        let widest = Envelope {
            part: u32::MAX,
            parts: Some(u32::MAX),
            ..envelope.clone()
        };
        let envelope_room = sealed_length(widest.encode().len());
        self.store.begin()?;
        Ok(ChangeSetWriter {
            heads_hash: hash_of_heads(&envelope.heads),
            envelope_room,
            envelope,
            next_seq,
            previous,
            waiting: Vec::new(),
            waiting_bytes: 0,
            at_hand: HashMap::new(),
            assigned: HashMap::new(),
            entries: Vec::new(),
            keys: Vec::new(),
            head: Position(0),
            open: true,
            journal: self,
        })
    }
}

impl ChangeSetWriter<'_> {
    /// The change-set being written.
    #[must_use]
    pub fn change_set(&self) -> ChangeSetId {
        self.envelope.change_set
    }

    /// Adds what is said of one root record. When that fills an entry, the entry before it is sealed and handed
    /// out, so that another thread can work on it meanwhile; it counts only once [`finish`](Self::finish) returns.
    ///
    /// A record may come several times; without a key it gets one, and keeps it within the change-set.
    ///
    /// # Errors
    /// As [`Journal::append`]. After an error the change-set cannot be finished: drop it.
    pub fn push(&mut self, segment: DraftSegment) -> Result<Option<Opened>> {
        self.push_up_to(segment, MAX_PLAIN)
    }

    /// As [`push`](Self::push), of a length up to a limit of the caller's.
    pub(super) fn push_up_to(
        &mut self,
        segment: DraftSegment,
        limit: usize,
    ) -> Result<Option<Opened>> {
        let pushed = self.push_inner(segment, limit);
        if pushed.is_err() {
            self.abandon();
        }
        pushed
    }

    fn push_inner(&mut self, segment: DraftSegment, limit: usize) -> Result<Option<Opened>> {
        if !self.open {
            return Err(Error::NothingToSave);
        }
        let DraftSegment { root, key, plain } = segment;
        if plain.len() > limit {
            return Err(Error::SegmentTooLarge {
                bytes: plain.len(),
                limit,
            });
        }
        strict::check(&plain).map_err(Error::NotStrict)?;
        let size = sealed_length(plain.len());
        let filled = if self.envelope_room + self.waiting_bytes + size > MAX_BODY
            && !self.waiting.is_empty()
        {
            Some(self.seal(false)?)
        } else {
            None
        };
        let (key_id, key) = self.key_for(root, key)?;
        self.waiting.push(Ready { key_id, key, plain });
        self.waiting_bytes += size;
        Ok(filled)
    }

    fn key_for(&mut self, root: RecordId, given: Option<KeyId>) -> Result<(KeyId, Secret<32>)> {
        if let Some(id) = given.or_else(|| self.assigned.get(&root).copied()) {
            if let Some(key) = self.at_hand.get(&id) {
                return Ok((id, key.clone()));
            }
            let key = self.journal.keybag.key(&id)?.ok_or(Error::KeyMissing(id))?;
            if self.at_hand.len() < MOST_AT_HAND {
                self.at_hand.insert(id, key.clone());
            }
            return Ok((id, key));
        }
        let writer = self.journal.writer.as_mut().ok_or(Error::ReadOnly)?;
        let (id, key) = self
            .journal
            .keybag
            .fresh(&mut writer.stock, self.keys.len() as u64)?;
        self.assigned.insert(root, id);
        self.keys.push((root, id));
        Ok((id, key))
    }

    /// Seals what waits into the next entry and stores it, within the transaction.
    fn seal(&mut self, last: bool) -> Result<Opened> {
        self.envelope.part += 1;
        self.envelope.parts = last.then_some(self.envelope.part);
        let writer = self.journal.writer.as_ref().ok_or(Error::ReadOnly)?;
        let envelope = self.envelope.encode();
        let length = sealed_length(envelope.len()) + self.waiting_bytes;
        let too_large = Error::SegmentTooLarge {
            bytes: length,
            limit: MAX_BODY,
        };
        let body_length = match u32::try_from(length) {
            Ok(body_length) if length <= MAX_BODY => body_length,
            _ => return Err(too_large),
        };
        let unsigned = Plan {
            kind: Kind::ChangeSet,
            workspace: crate::rules::Ledger::workspace(&self.journal.store)?
                .ok_or(Error::ReadOnly)?,
            log: writer.log,
            seq: self.next_seq,
            previous: self.previous,
            authority: writer.authority,
            heads_hash: self.heads_hash,
        }
        .unsigned(&writer.device, body_length);

        let mut body = Vec::with_capacity(length);
        let envelope_id = KeyId(random()?);
        let envelope_key = envelope_key(&self.journal.compartment_key, envelope_id);
        let sealed_part = unsigned.sealed_part();
        segment::seal(
            &mut body,
            &envelope,
            envelope_id,
            &envelope_key,
            sealed_part,
            0,
        )?;
        let mut key_ids = Vec::with_capacity(self.waiting.len());
        for (number, ready) in (1..).zip(&self.waiting) {
            segment::seal(
                &mut body,
                &ready.plain,
                ready.key_id,
                &ready.key,
                sealed_part,
                number,
            )?;
            key_ids.push(ready.key_id);
        }
        let entry = unsigned.sign(&writer.device, &body);
        let position = self.journal.store.add(&entry, &body, &key_ids)?;

        self.next_seq += 1;
        self.previous = entry.id();
        self.entries.push(entry.id());
        self.head = position;
        self.waiting_bytes = 0;
        let header = entry.header();
        Ok(Opened {
            position,
            id: entry.id(),
            log: header.log(),
            seq: header.seq(),
            kind: Kind::ChangeSet,
            device: header.device(),
            envelope: Some(self.envelope.clone()),
            damaged: None,
            segments: (1..)
                .zip(self.waiting.drain(..))
                .map(|(number, ready)| OpenedSegment {
                    number,
                    key: ready.key_id,
                    plain: Ok(ready.plain),
                })
                .collect(),
        })
    }

    /// Makes it all durable.
    ///
    /// # Errors
    /// As [`Journal::append`]: nothing was saved.
    pub fn finish(mut self) -> Result<Appended> {
        if !self.open || self.waiting.is_empty() {
            return Err(Error::NothingToSave);
        }
        let last = self.seal(true)?;
        let writer = self.journal.writer.as_mut().ok_or(Error::ReadOnly)?;
        self.journal.store.set_next_key(writer.stock.next())?;
        fail_point("entry-before");
        self.journal.store.commit()?;
        fail_point("entry-after");
        self.open = false;
        writer.next_seq = self.next_seq;
        writer.previous = self.previous;
        Ok(Appended {
            change_set: self.envelope.change_set,
            entries: std::mem::take(&mut self.entries),
            keys: std::mem::take(&mut self.keys),
            head: self.head,
            opened: vec![last],
        })
    }

    /// Makes it all durable together with what `more` adds, which is given the entries of the change-set: all of it, or
    /// nothing.
    pub(super) fn finish_with<T>(
        mut self,
        more: impl FnOnce(&mut Journal, &[EntryId]) -> Result<T>,
    ) -> Result<T> {
        if !self.open || self.waiting.is_empty() {
            return Err(Error::NothingToSave);
        }
        self.seal(true)?;
        let done = more(self.journal, &self.entries)?;
        let writer = self.journal.writer.as_mut().ok_or(Error::ReadOnly)?;
        writer.next_seq = self.next_seq;
        writer.previous = self.previous;
        self.journal.store.set_next_key(writer.stock.next())?;
        self.journal.store.commit()?;
        self.open = false;
        Ok(done)
    }

    fn abandon(&mut self) {
        if self.open {
            self.open = false;
            self.journal.store.roll_back();
        }
    }
}

impl Drop for ChangeSetWriter<'_> {
    fn drop(&mut self) {
        self.abandon();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::passphrase::Passphrase;
    use crate::{KdfParameters, Mode};

    #[test]
    fn a_database_without_room_saves_nothing_and_goes_on_when_there_is_room_again() {
        let dir = tempfile::tempdir().unwrap();
        let weak = KdfParameters {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        };
        let (unlocked, _) =
            crate::create_with(dir.path(), &Passphrase::new("eight or more"), weak).unwrap();
        let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
        let draft = |bytes: usize| Draft {
            meta: DraftMeta {
                act: ActOfSaving::Form,
                claimed: ClaimedTime {
                    seconds: 0,
                    zone: String::new(),
                },
                program: String::new(),
                imported_sha256: None,
            },
            segments: vec![DraftSegment {
                root: RecordId::from_bytes([1; 16]),
                key: None,
                plain: strict::Writer::default().bytes(&vec![7; bytes]).finish(),
            }],
        };
        journal.append(draft(10)).unwrap();
        let pages: u32 = journal
            .store
            .db
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .unwrap();
        let room = |journal: &Journal, pages: u32| {
            let sql = format!("PRAGMA max_page_count = {pages}");
            journal
                .store
                .db
                .query_row(&sql, [], |row| row.get::<_, u32>(0))
                .unwrap();
        };
        room(&journal, pages + 3);
        let error = journal.append(draft(200_000)).unwrap_err();
        assert!(matches!(error, Error::DiskFull), "{error:?}");
        assert!(error.to_string().contains("nothing was saved"));
        assert_eq!(journal.head().unwrap(), Position(2));
        room(&journal, 1_000_000);
        journal.append(draft(200_000)).unwrap();
        let report = journal.verify().unwrap();
        assert!(report.holds() && report.entries == 3, "{report:?}");
    }
}
