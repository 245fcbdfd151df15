//! Ids that come out of an import.
//!
//! *Records*: the first 16 bytes of HMAC-SHA-256(import key, what the row is), marked UUID v8. The same row is
//! the same record on every device that holds the workspace's import key, and nobody else can guess it.
//!
//! *Statements*: the first 16 bytes of SHA-256(a key made of the import key and the change-set's id, what is
//! said), marked UUID v8 (the record id is in it, so nobody outside can guess it; cut to half, it cannot be
//! extended). The change-set is part of it because a withdrawn id never lives again: a value
//! that goes from A to B and back to A is said anew under a new id. So planning the same import for the same
//! change-set gives the same ids whatever the order of the rows, while two devices that import the same row
//! each on their own say it twice under two ids. That is harmless: the two say the same of the same record
//! (no contradiction), and a later import that finds the cell changed withdraws both.

use aigaq_schema::{ChangeSetId, RecordId, StatementId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

type Keyed = Hmac<Sha256>;

/// The import key of a workspace: 32 secret random bytes, the same on all its devices.
#[derive(Clone)]
pub struct ImportKey(Keyed);

impl std::fmt::Debug for ImportKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ImportKey(…)")
    }
}

impl ImportKey {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(keyed(bytes))
    }

    /// The record that a row of a table makes.
    #[must_use]
    pub fn row(&self, profile: &str, table: &str, row: &str) -> RecordId {
        RecordId::from_hash(digest(&self.0, &["row", profile, table, row]))
    }

    /// The part (an involvement) that a value in a row makes.
    #[must_use]
    pub fn part(&self, profile: &str, table: &str, row: &str, part: &str, value: &str) -> RecordId {
        RecordId::from_hash(digest(&self.0, &["part", profile, table, row, part, value]))
    }

    /// The record that follows from a row: its consent.
    #[must_use]
    pub fn derived(&self, profile: &str, table: &str, row: &str, name: &str) -> RecordId {
        RecordId::from_hash(digest(&self.0, &["derived", profile, table, row, name]))
    }

    /// The record made for a thing that is only named in words ("striking oil workers").
    #[must_use]
    pub fn words(&self, profile: &str, table: &str, words: &str) -> RecordId {
        RecordId::from_hash(digest(&self.0, &["words", profile, table, words]))
    }

    /// The maker of statement ids for one change-set.
    #[must_use]
    pub fn statements(&self, change_set: ChangeSetId) -> StatementIds {
        let mut key = self.0.clone();
        key.update(b"statements");
        key.update(&change_set.0);
        // A whole block, so that it is worked through once for all ids.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&key.finalize().into_bytes());
        StatementIds(Sha256::new().chain_update(block))
    }
}

/// Makes the ids of the statements of one change-set.
#[derive(Clone)]
pub struct StatementIds(Sha256);

impl std::fmt::Debug for StatementIds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StatementIds(…)")
    }
}

impl StatementIds {
    /// The id of what is said: record, property, where it came from, the value in its stored form, the source.
    #[must_use]
    pub fn of(&self, record: RecordId, what: &[&[u8]]) -> StatementId {
        let mut hash = self.0.clone();
        hash.update(record.0);
        for piece in what {
            hash.update((piece.len() as u64).to_be_bytes());
            hash.update(piece);
        }
        StatementId::from_hash(first_half(&hash.finalize().into()))
    }
}

fn keyed(bytes: &[u8; 32]) -> Keyed {
    // HMAC fills a short key with zeros up to the block of its hash; done here, it cannot fail.
    let mut block = [0; 64];
    block[..32].copy_from_slice(bytes);
    <Keyed as KeyInit>::new(&block.into())
}

fn digest(key: &Keyed, pieces: &[&str]) -> [u8; 16] {
    let mut mac = key.clone();
    for piece in pieces {
        mac.update(&(piece.len() as u64).to_be_bytes());
        mac.update(piece.as_bytes());
    }
    first_half(&mac.finalize().into_bytes().into())
}

fn first_half(whole: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&whole[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_row_is_the_same_record_and_no_other() {
        let key = ImportKey::new(&[7; 32]);
        assert_eq!(key.row("kz", "acts", "a1"), key.row("kz", "acts", "a1"));
        assert_ne!(key.row("kz", "acts", "a1"), key.row("kz", "act", "sa1"));
        assert_ne!(
            key.row("kz", "acts", "a1"),
            ImportKey::new(&[8; 32]).row("kz", "acts", "a1")
        );
        assert_ne!(key.row("kz", "acts", "a1"), key.words("kz", "acts", "a1"));
        let consent = key.derived("kz", "people", "p1", "consent");
        assert_eq!(consent, key.derived("kz", "people", "p1", "consent"));
        assert_ne!(consent, key.derived("kz", "people", "p2", "consent"));
        assert_ne!(consent, key.derived("kz", "people", "p1", "other"));
        assert_ne!(consent, key.row("kz", "people", "p1"));
        assert_ne!(consent, key.part("kz", "people", "p1", "consent", ""));
    }

    #[test]
    fn statement_ids_differ_between_change_sets() {
        let key = ImportKey::new(&[7; 32]);
        let record = key.row("kz", "acts", "a1");
        let of = |n: u8| {
            key.statements(ChangeSetId([n; 16]))
                .of(record, &[b"type", b"arrest"])
        };
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn the_record_id_is_the_hmac_of_its_description() {
        // HMAC-SHA-256, key 32 × 0x00, each piece behind its length as 8 bytes, big endian.
        let id = ImportKey::new(&[0; 32]).row("p", "t", "r");
        let mut mac = <Keyed as KeyInit>::new_from_slice(&[0_u8; 32]).unwrap();
        for piece in ["row", "p", "t", "r"] {
            mac.update(&[0, 0, 0, 0, 0, 0, 0, piece.len() as u8]);
            mac.update(piece.as_bytes());
        }
        let bytes = mac.finalize().into_bytes();
        assert_eq!(id.0[..6], bytes[..6]);
        assert_eq!(id.0[6] >> 4, 8);
    }
}
