//! The entries of the journal in which the records were said, and the certificates of the devices that signed them.

use super::EvidenceBag;
use super::choosing::Chosen;
use super::sheet::Sheet;
use crate::error::WorkspaceError;
use crate::files::{CUSTODY, FILE};
use crate::history::{device, when};
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::words::Words;
use aigaq_journal::{EntryId, Evidence};
use aigaq_schema::code::decode;
use aigaq_schema::{Schema, Segment, Sensitivity, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::cell::Cell;
use std::collections::BTreeSet;

/// Most bytes of entries in a bag, sealed as they are: they are in memory together.
const MOST_BYTES: usize = 256 << 20;
/// What stands before a public key of Ed25519 in its usual form (RFC 8410).
const KEY_FRONT: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// The entries of a bag.
pub(super) struct BagEntries {
    /// Those in which the records were said, in the order of acceptance.
    pub(super) said: Vec<Evidence>,
    /// Those that certify who signed them.
    authority: Vec<Evidence>,
    /// Parts that speak of the records and stay sealed.
    pub(super) closed: usize,
}

impl Workspace {
    pub(super) fn entries_for_bag(&self, chosen: &Chosen) -> Result<BagEntries, WorkspaceError> {
        let closed = Cell::new(0);
        let may = |plain: &[u8]| {
            let leaves = leaves(self.schema(), plain);
            closed.set(closed.get() + usize::from(!leaves));
            leaves
        };
        let mut said: Vec<Evidence> = Vec::new();
        let mut authority: Vec<Evidence> = Vec::new();
        let mut known: BTreeSet<EntryId> = BTreeSet::new();
        let mut bytes = 0;
        for place in self.journal.places_of(&chosen.keys)? {
            let Some(entry) = self.journal.evidence(place, &chosen.keys, may)? else {
                continue;
            };
            bytes += entry.body.len();
            if bytes > MOST_BYTES {
                return Err(WorkspaceError::Asked(reasons::bag_too_large()));
            }
            if !known.contains(&entry.authority) {
                for one in self.journal.authority_chain(entry.authority)? {
                    if known.insert(one.id) {
                        authority.push(one);
                    }
                }
            }
            said.push(entry);
        }
        Ok(BagEntries {
            said,
            authority,
            closed: closed.get(),
        })
    }
}

/// Whether a part may be read by those who get the bag: who told something, how to reach them and what else is restricted
/// stays. Of files, who gave and keeps them is what the table of custody is for, and was shown before.
fn leaves(schema: &Schema, plain: &[u8]) -> bool {
    let Ok(Segment { blocks, .. }) = decode(plain) else {
        return false;
    };
    blocks.iter().all(|block| {
        let is_custody = [FILE, CUSTODY].contains(&block.record_type.as_str());
        block.statements.iter().all(|statement| {
            let property = schema.property(&block.record_type, &statement.property);
            let level = property.map_or(Sensitivity::Restricted, |p| p.sensitivity);
            let is_kept = match level {
                Sensitivity::Public | Sensitivity::Internal => false,
                Sensitivity::Restricted => !is_custody,
                Sensitivity::Sealed => true,
            };
            !is_kept && !matches!(statement.value, Value::Sealed(_))
        })
    })
}

impl BagEntries {
    pub(super) fn put_into(&self, bag: &mut EvidenceBag) {
        for (folder, all) in [("authority", &self.authority), ("entries", &self.said)] {
            for (at, entry) in all.iter().enumerate() {
                let path = |name: &str| format!("{folder}/{}/{name}", number(at));
                bag.put(path("entry.bin"), entry.signed.clone());
                bag.put(path("entry.sig"), entry.signature.clone());
                bag.put(path("key.pem"), pem(entry.device.as_bytes()));
                bag.put(path("body.bin"), entry.body.clone());
                for part in &entry.opened {
                    let name = |ending: &str| path(&format!("segment-{}.{ending}", part.number));
                    bag.put(name("key"), format!("{}\n", hex(&part.key)));
                    bag.put(name("cbor"), part.plain.clone());
                }
            }
        }
    }
}

/// The folder of an entry, from the first.
pub(super) fn number(at: usize) -> String {
    format!("{:04}", at + 1)
}

/// The entries in a sheet.
pub(super) fn table(ask: &Asking, entries: &BagEntries) -> Sheet {
    let words = Words::of(ask.language);
    let heads = [
        "bag.entry",
        "bag.entry_id",
        "bag.log",
        "bag.sequence",
        "bag.device",
        "bag.claimed",
        "bag.act",
        "bag.change_set",
        "bag.parts",
        "bag.bytes",
    ];
    let mut sheet = Sheet::new(words.say("bag.entries"), heads.map(|head| words.say(head)));
    for (at, entry) in entries.said.iter().enumerate() {
        let envelope = entry.envelope.as_ref();
        let claimed = envelope.map(|e| when(e.claimed.seconds, &e.claimed.zone, ask.language));
        sheet.row([
            number(at),
            entry.id.to_string(),
            entry.log.to_string(),
            entry.seq.to_string(),
            device(entry.device.as_bytes()),
            claimed.unwrap_or_default(),
            envelope.map_or_else(String::new, |e| words.say(&format!("act.{}", e.act.word()))),
            envelope.map_or_else(String::new, |e| e.change_set.to_string()),
            entry.opened.len().saturating_sub(1).to_string(),
            entry.body.len().to_string(),
        ]);
    }
    sheet
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// A public key as OpenSSL reads it.
fn pem(key: &[u8; 32]) -> String {
    let bytes = [&KEY_FRONT[..], key].concat();
    let text = STANDARD.encode(bytes);
    format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n")
}
