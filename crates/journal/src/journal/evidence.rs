//! Entries as they are handed to people who have neither this program nor a key of the workspace: the signed bytes, and
//! for chosen segments what opens this one segment and nothing else.
//!
//! A segment is sealed with XChaCha20-Poly1305, which derives the key of each message from the record's key and the
//! first 16 bytes of its nonce (HChaCha20). That derived key opens the one segment; the record's key, by which all that
//! was ever said of the record opens, does not follow from it and never leaves the keybag.

use std::collections::BTreeSet;

use super::Journal;
use super::destroying::unwrapped;
use super::read::{envelope_key, open_envelope};
use crate::envelope::Envelope;
use crate::error::{Error, Result};
use crate::header::{HEADER_LENGTH, Header, Kind, SIGNED_LENGTH, signed_message};
use crate::id::{DeviceKey, EntryId, KeyId, LogId, Position};
use crate::segment::{self, MessageKey};
use crate::store::{Row3, Which};

/// An entry, ready to be handed out.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence {
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
    /// The authority entry by which the device may write here.
    pub authority: EntryId,
    /// What was signed: `AGQ1-entry`, a zero byte, the first 212 bytes of the header.
    pub signed: Vec<u8>,
    /// The Ed25519 signature, 64 bytes: the rest of the header.
    pub signature: Vec<u8>,
    /// The body as it is stored, whose SHA-256 stands in what was signed.
    pub body: Vec<u8>,
    /// What the change-set says about itself; `None` of other kinds, and when it cannot be read.
    pub envelope: Option<Envelope>,
    /// The segments that may be read, the envelope first.
    pub opened: Vec<Disclosed>,
}

/// A segment that may be read, with what opens it.
#[derive(Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// Its number in the body, from 0, which is the envelope.
    pub number: u32,
    /// Opens this segment (ChaCha20-Poly1305, RFC 8439; nonce: four zeros and the last 8 bytes of the segment's), and no
    /// other.
    pub key: [u8; 32],
    /// What stands in it, strict CBOR.
    pub plain: Vec<u8>,
}

impl Disclosed {
    /// What it says of a record: where it says something again in the place of what was destroyed, that.
    #[must_use]
    pub fn said(&self) -> &[u8] {
        unwrapped(&self.plain).map_or(&self.plain, |(_, _, said)| said)
    }

    /// It stands in the place of a segment that was destroyed by decision.
    #[must_use]
    pub fn is_said_again(&self) -> bool {
        unwrapped(&self.plain).is_some()
    }
}

impl std::fmt::Debug for Evidence {
    /// Shows no contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Evidence({}, {} opened)", self.id, self.opened.len())
    }
}

impl std::fmt::Debug for Disclosed {
    /// Shows neither key nor contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Disclosed({}, {} bytes)", self.number, self.plain.len())
    }
}

impl Journal {
    /// Where something stands that was sealed with one of these keys, in the order of acceptance.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn places_of(&self, keys: &BTreeSet<KeyId>) -> Result<Vec<Position>> {
        self.store.places_of(keys)
    }

    /// The entry at a place, with those segments opened that are sealed with one of these keys and of which `may`
    /// agrees, told what they say, that they leave. `None` when no entry stands there.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn evidence(
        &self,
        at: Position,
        keys: &BTreeSet<KeyId>,
        mut may: impl FnMut(&Disclosed) -> bool,
    ) -> Result<Option<Evidence>> {
        let Some(before) = at.0.checked_sub(1) else {
            return Ok(None);
        };
        let row = self.store.after(Position(before), Which::All)?;
        let Some(row) = row.filter(|row| row.position == at) else {
            return Ok(None);
        };
        let (header, mut evidence) = bare(row)?;
        if header.kind() != Kind::ChangeSet {
            return Ok(Some(evidence));
        }
        let body = std::mem::take(&mut evidence.body);
        for sealed in segment::segments(&body) {
            let Ok(sealed) = sealed else { break };
            let is_envelope = sealed.number() == 0;
            let key = match is_envelope {
                true => Some(envelope_key(&self.compartment_key, sealed.key_id)),
                false if keys.contains(&sealed.key_id) => self.keybag.key(&sealed.key_id)?,
                false => None,
            };
            let Some(key) = key else { continue };
            let Ok(plain) = sealed.open(&key, header.sealed_part()) else {
                continue;
            };
            let MessageKey(key) = sealed.message_key(&key);
            let part = Disclosed {
                number: sealed.number(),
                key,
                plain,
            };
            if is_envelope {
                evidence.envelope = open_envelope(&sealed, &self.compartment_key, &header).ok();
            } else if !may(&part) {
                continue;
            }
            evidence.opened.push(part);
        }
        evidence.body = body;
        Ok(Some(evidence))
    }

    /// The authority entries from this one to the root of the workspace: random ids and public keys, in clear.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn authority_chain(&self, from: EntryId) -> Result<Vec<Evidence>> {
        let mut chain = Vec::new();
        let mut at = from;
        while !at.is_none() {
            let Some(position) = self.store.position_of(&at)? else {
                break;
            };
            let row = self.store.after(Position(position.0 - 1), Which::All)?;
            let Some(row) = row else { break };
            let (_, evidence) = bare(row)?;
            at = evidence.authority;
            chain.push(evidence);
        }
        Ok(chain)
    }
}

fn bare(row: Row3) -> Result<(Header, Evidence)> {
    let header = Header::read(&row.header).map_err(Error::Refused)?;
    let raw: &[u8; HEADER_LENGTH] = header.raw();
    let evidence = Evidence {
        position: row.position,
        id: EntryId(crate::sha256(&[raw])),
        log: header.log(),
        seq: header.seq(),
        kind: header.kind(),
        device: header.device(),
        authority: header.authority(),
        signed: signed_message(raw),
        signature: raw[SIGNED_LENGTH..].to_vec(),
        body: row.body,
        envelope: None,
        opened: Vec::new(),
    };
    Ok((header, evidence))
}
