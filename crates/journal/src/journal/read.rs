//! Reading the journal in the order of acceptance.

use aigaq_schema::ChangeSetId;

use super::Journal;
use crate::envelope::Envelope;
use crate::error::{Error, Result};
use crate::header::{Header, Kind};
use crate::id::{DeviceKey, EntryId, KeyId, LogId, Position};
use crate::keybag::Keybag;
use crate::secret::Secret;
use crate::segment::{self, Sealed, Unreadable};
use crate::store::{Row3, Which};

/// An entry, opened as far as the keys go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Place in this store.
    pub position: Position,
    /// SHA-256 of the header.
    pub id: EntryId,
    /// The log it stands in.
    pub log: LogId,
    /// Its number in the log, from 0.
    pub seq: u64,
    /// What it is.
    pub kind: Kind,
    /// The device that signed it.
    pub device: DeviceKey,
    /// What the change-set says about itself; `None` for other kinds, and when [`damaged`](Self::damaged) says why.
    pub envelope: Option<Envelope>,
    /// Why the envelope cannot be read, if it cannot (V10).
    pub damaged: Option<&'static str>,
    /// One for each root record that was changed.
    pub segments: Vec<OpenedSegment>,
}

/// What was said of one root record.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedSegment {
    /// Its place in the body, from 1: the envelope is 0.
    pub number: u32,
    /// The key it is sealed with.
    pub key: KeyId,
    /// Strict CBOR: an array of the record's id (16 bytes) and what is said; or why it cannot be read.
    pub plain: Result<Vec<u8>, Unreadable>,
}

impl std::fmt::Debug for OpenedSegment {
    /// Shows no contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.plain {
            Ok(plain) => write!(f, "OpenedSegment({}, {} bytes)", self.key, plain.len()),
            Err(why) => write!(f, "OpenedSegment({}, {why:?})", self.key),
        }
    }
}

/// Entries one after the other. Ends after an error.
pub struct Entries<'j> {
    journal: &'j Journal,
    at: Position,
    failed: bool,
}

impl Iterator for Entries<'_> {
    type Item = Result<Opened>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let opened = self
            .journal
            .store
            .after(self.at, Which::All)
            .and_then(|row| row.map(|row| self.journal.open_row(&row)).transpose());
        match &opened {
            Ok(Some(opened)) => self.at = opened.position,
            Ok(None) => {}
            Err(_) => self.failed = true,
        }
        opened.transpose()
    }
}

impl Journal {
    /// The entries behind this place, in the order in which they were accepted. From the beginning:
    /// `Position::default()`.
    #[must_use]
    pub fn entries_after(&self, position: Position) -> Entries<'_> {
        Entries {
            journal: self,
            at: position,
            failed: false,
        }
    }

    /// Whether the change-set's parts are all here and can be opened: only then it counts. Looks at the entries
    /// around this one in its log.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn is_complete(&self, entry: &Opened) -> Result<bool> {
        let Some(envelope) = &entry.envelope else {
            return Ok(false);
        };
        if envelope.part == 1 && envelope.parts == Some(1) {
            return Ok(true);
        }
        let first = entry.seq.checked_sub(u64::from(envelope.part) - 1);
        let Some(mut seq) = first else {
            return Ok(false);
        };
        for part in 1.. {
            match self.envelope_at(entry, seq, envelope.change_set, part)? {
                None => return Ok(false),
                Some(Some(_)) => return Ok(true),
                Some(None) => seq += 1,
            }
        }
        Ok(false)
    }

    /// The number of parts said by this part (if it is the last), when it is part `part` of the change-set.
    fn envelope_at(
        &self,
        near: &Opened,
        seq: u64,
        change_set: ChangeSetId,
        part: u32,
    ) -> Result<Option<Option<u32>>> {
        use crate::rules::Ledger;
        let Some(id) = self.store.at(&near.log, seq)? else {
            return Ok(None);
        };
        let Some(position) = self.store.position_of(&id)? else {
            return Ok(None);
        };
        let Some(row) = self.store.after(Position(position.0 - 1), Which::All)? else {
            return Ok(None);
        };
        Ok(self
            .open_row(&row)?
            .envelope
            .filter(|e| e.change_set == change_set && e.part == part)
            .map(|e| e.parts))
    }

    pub(crate) fn open_row(&self, row: &Row3) -> Result<Opened> {
        let header = Header::read(&row.header).map_err(Error::Refused)?;
        let id = EntryId(crate::sha256(&[&row.header]));
        let opener = Opener {
            keybag: &self.keybag,
            compartment_key: &self.compartment_key,
        };
        let mut opened = opener.open(row.position, id, &header, &row.body)?;
        self.with_what_was_said_again(&mut opened)?;
        Ok(opened)
    }
}

/// Opens entries with the keys there are.
pub(crate) struct Opener<'a> {
    pub(crate) keybag: &'a Keybag,
    pub(crate) compartment_key: &'a Secret<32>,
}

impl Opener<'_> {
    pub(crate) fn open(
        &self,
        position: Position,
        id: EntryId,
        header: &Header,
        body: &[u8],
    ) -> Result<Opened> {
        let mut opened = Opened {
            position,
            id,
            log: header.log(),
            seq: header.seq(),
            kind: header.kind(),
            device: header.device(),
            envelope: None,
            damaged: None,
            segments: Vec::new(),
        };
        if header.kind() != Kind::ChangeSet {
            return Ok(opened);
        }
        for (number, sealed) in segment::segments(body).enumerate() {
            match sealed {
                Err(why) => opened.damaged = Some(why),
                Ok(sealed) if number == 0 => {
                    match open_envelope(&sealed, self.compartment_key, header) {
                        Ok(envelope) => opened.envelope = Some(envelope),
                        Err(why) => opened.damaged = Some(why),
                    }
                }
                Ok(sealed) => {
                    let plain = match self.keybag.key(&sealed.key_id)? {
                        None if self.keybag.is_destroyed(&sealed.key_id) => {
                            Err(Unreadable::Destroyed)
                        }
                        None => Err(Unreadable::KeyMissing),
                        Some(key) => sealed
                            .open(&key, header.sealed_part())
                            .map_err(Unreadable::Damaged),
                    };
                    opened.segments.push(OpenedSegment {
                        number: u32::try_from(number).unwrap_or(u32::MAX),
                        key: sealed.key_id,
                        plain,
                    });
                }
            }
        }
        Ok(opened)
    }
}

pub(crate) fn envelope_key(compartment_key: &Secret<32>, id: KeyId) -> Secret<32> {
    compartment_key.derive(id.as_bytes(), &[b"AGQ1-envelope"])
}

pub(crate) fn open_envelope(
    sealed: &Sealed<'_>,
    compartment_key: &Secret<32>,
    header: &Header,
) -> Result<Envelope, &'static str> {
    let key = envelope_key(compartment_key, sealed.key_id);
    let plain = sealed.open(&key, header.sealed_part())?;
    Envelope::decode(&plain, &header.heads_hash())
}
