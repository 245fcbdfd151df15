//! The header of an entry: 276 bytes, signed (`docs/format.md` §1).

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::id::{DeviceKey, EntryId, LogId, WorkspaceId};
use crate::rules::{Known, Refusal, SHAPE, SIGNATURE};
use crate::sha256;

/// Bytes of a header.
pub const HEADER_LENGTH: usize = 276;
/// The longest body: with its header an entry takes at most 1 MiB.
pub const MAX_BODY: usize = (1 << 20) - HEADER_LENGTH;
/// Bytes of the header that go into each segment as associated data.
pub(crate) const SEALED_LENGTH: usize = 180;
/// First bytes of every header.
pub(crate) const MAGIC: &[u8; 4] = b"AGQ1";

const SUITE: u8 = 1;
/// Bytes of the header that are signed; the signature follows.
pub(crate) const SIGNED_LENGTH: usize = 212;
const CONTEXT: &[u8] = b"AGQ1-entry\0";

/// What the device signs of a header.
pub(crate) fn signed_message(header: &[u8; HEADER_LENGTH]) -> Vec<u8> {
    [CONTEXT, &header[..SIGNED_LENGTH]].concat()
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Statements and withdrawals.
    ChangeSet,
    /// Who may write where.
    Authority,
    /// A server's receipt.
    Receipt,
    /// What happened to an evidence file.
    Custody,
    /// Something this version does not know: stored, not shown.
    Other(u8),
}

impl Kind {
    /// The byte in the header.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Kind::ChangeSet => 1,
            Kind::Authority => 2,
            Kind::Receipt => 3,
            Kind::Custody => 4,
            Kind::Other(code) => code,
        }
    }

    fn from_code(code: u8) -> Self {
        match code {
            1 => Kind::ChangeSet,
            2 => Kind::Authority,
            3 => Kind::Receipt,
            4 => Kind::Custody,
            other => Kind::Other(other),
        }
    }
}

/// What a header says, before its body is sealed.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) kind: Kind,
    pub(crate) workspace: WorkspaceId,
    pub(crate) log: LogId,
    pub(crate) seq: u64,
    pub(crate) previous: EntryId,
    pub(crate) authority: EntryId,
    pub(crate) heads_hash: [u8; 32],
}

/// The first 180 bytes, to which the segments are bound.
pub(crate) struct Unsigned([u8; HEADER_LENGTH]);

impl Plan {
    pub(crate) fn unsigned(&self, device: &SigningKey, body_length: u32) -> Unsigned {
        let mut h = [0; HEADER_LENGTH];
        h[0..4].copy_from_slice(MAGIC);
        h[4] = SUITE;
        h[5] = self.kind.code();
        h[8..24].copy_from_slice(self.workspace.as_bytes());
        h[24..40].copy_from_slice(self.log.as_bytes());
        h[40..72].copy_from_slice(device.verifying_key().as_bytes());
        h[72..80].copy_from_slice(&self.seq.to_be_bytes());
        h[80..112].copy_from_slice(self.previous.as_bytes());
        h[112..144].copy_from_slice(self.authority.as_bytes());
        h[144..176].copy_from_slice(&self.heads_hash);
        h[176..180].copy_from_slice(&body_length.to_be_bytes());
        Unsigned(h)
    }
}

impl Unsigned {
    pub(crate) fn sealed_part(&self) -> &[u8] {
        &self.0[..SEALED_LENGTH]
    }

    pub(crate) fn sign(mut self, device: &SigningKey, body: &[u8]) -> Signed {
        self.0[SEALED_LENGTH..SIGNED_LENGTH].copy_from_slice(&sha256(&[body]));
        let signature = device.sign(&signed_message(&self.0));
        self.0[SIGNED_LENGTH..].copy_from_slice(&signature.to_bytes());
        let id = EntryId(sha256(&[&self.0]));
        Signed {
            header: Header(Box::new(self.0)),
            id,
        }
    }
}

/// A header whose shape holds (V1); its signature was not looked at.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Header(Box<[u8; HEADER_LENGTH]>);

/// A header whose shape and signature hold (V1, V3).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    header: Header,
    id: EntryId,
}

impl Signed {
    /// Reads a header and checks shape and signature.
    ///
    /// # Errors
    /// The rule that is broken, V1 or V3.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        Header::read(bytes)?.verified()
    }

    pub(crate) fn header(&self) -> &Header {
        &self.header
    }

    pub(crate) fn id(&self) -> EntryId {
        self.id
    }

    /// A header from our own store, whose signature was verified when it was accepted.
    pub(crate) fn stored(header: Header) -> Self {
        let id = EntryId(sha256(&[header.raw()]));
        Self { header, id }
    }
}

impl Header {
    /// Reads a header.
    ///
    /// # Errors
    /// V1, when its shape does not hold.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let raw: [u8; HEADER_LENGTH] = bytes
            .try_into()
            .map_err(|_| SHAPE.broken("a header has 276 bytes"))?;
        if raw[0..4] != *MAGIC {
            return Err(SHAPE.broken("it does not begin with AGQ1"));
        }
        if raw[4] != SUITE {
            return Err(SHAPE.broken("a suite that is not known"));
        }
        if raw[6..8] != [0, 0] {
            return Err(SHAPE.broken("bytes 6 and 7 are not zero"));
        }
        let header = Self(Box::new(raw));
        if header.body_length() == 0 || header.body_length() > MAX_BODY {
            return Err(SHAPE.broken("the length of the body is out of bounds"));
        }
        Ok(header)
    }

    /// Checks the signature, strictly.
    ///
    /// # Errors
    /// V3.
    pub(crate) fn verified(self) -> Result<Signed, Refusal> {
        let wrong = || SIGNATURE.broken("the signature is not the device's");
        let device = self.device();
        // The point may be written in one way only: y below 2^255 - 19.
        let mut y = device.0;
        y[31] &= 0x7f;
        if y[31] == 0x7f && y[1..31].iter().all(|b| *b == 0xff) && y[0] >= 0xed {
            return Err(wrong());
        }
        let key = VerifyingKey::from_bytes(device.as_bytes()).map_err(|_| wrong())?;
        let signature = Signature::from_bytes(&self.array(SIGNED_LENGTH));
        key.verify_strict(&signed_message(&self.0), &signature)
            .map_err(|_| wrong())?;
        Ok(Signed::stored(self))
    }

    pub(crate) fn raw(&self) -> &[u8; HEADER_LENGTH] {
        &self.0
    }

    pub(crate) fn sealed_part(&self) -> &[u8] {
        &self.0[..SEALED_LENGTH]
    }

    fn array<const N: usize>(&self, at: usize) -> [u8; N] {
        let mut array = [0; N];
        array.copy_from_slice(&self.0[at..at + N]);
        array
    }

    pub(crate) fn kind(&self) -> Kind {
        Kind::from_code(self.0[5])
    }

    pub(crate) fn workspace(&self) -> WorkspaceId {
        WorkspaceId(self.array(8))
    }

    pub(crate) fn log(&self) -> LogId {
        LogId(self.array(24))
    }

    pub(crate) fn device(&self) -> DeviceKey {
        DeviceKey(self.array(40))
    }

    pub(crate) fn seq(&self) -> u64 {
        u64::from_be_bytes(self.array(72))
    }

    pub(crate) fn previous(&self) -> EntryId {
        EntryId(self.array(80))
    }

    pub(crate) fn authority(&self) -> EntryId {
        EntryId(self.array(112))
    }

    pub(crate) fn heads_hash(&self) -> [u8; 32] {
        self.array(144)
    }

    pub(crate) fn body_length(&self) -> usize {
        u32::from_be_bytes(self.array(176)) as usize
    }

    pub(crate) fn body_hash(&self) -> [u8; 32] {
        self.array(SEALED_LENGTH)
    }

    /// Whether it stands where only the root of a workspace may stand.
    pub(crate) fn is_root(&self) -> bool {
        self.kind() == Kind::Authority && self.seq() == 0 && self.authority().is_none()
    }

    pub(crate) fn known(&self) -> Known {
        Known {
            kind: self.kind(),
            log: self.log(),
            seq: self.seq(),
            device: self.device(),
            authority: self.authority(),
        }
    }
}
