//! The entries of the journal in which the records were said, and the certificates of the devices that signed them.

use super::choosing::Chosen;
use super::parts::{SaidInParts, blocks, may_be_sealed};
use super::sheet::Sheet;
use super::{BagWish, Closed, EarlierPart, EarlierWording, EvidenceBag};
use crate::error::WorkspaceError;
use crate::history::{device, when};
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::own_reasons::reason_in_words;
use crate::reasons;
use crate::undoing::reason_of_undo;
use crate::words::Words;
use aigaq_journal::{EntryId, Evidence};
use aigaq_schema::Block;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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
    pub(super) closed: Closed,
    /// What was left sealed because it was wished.
    chosen: Vec<(String, Vec<Block>)>,
    /// Opened parts that stand in the place of destroyed ones.
    pub(super) said_again: usize,
    /// All that the parts say.
    pub(super) all: SaidInParts,
}

impl Workspace {
    pub(super) fn entries_for_bag(
        &self,
        chosen: &Chosen,
        wish: &BagWish,
    ) -> Result<BagEntries, WorkspaceError> {
        let mut said: Vec<Evidence> = Vec::new();
        let mut authority: Vec<Evidence> = Vec::new();
        let mut known: BTreeSet<EntryId> = BTreeSet::new();
        let mut bytes = 0;
        for place in self.journal.places_of(&chosen.keys)? {
            let Some(entry) = self.journal.evidence(place, &chosen.keys, |_| true)? else {
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
        let all = SaidInParts::of(&said, &self.view)?;
        let mut closed = Closed::default();
        let mut sealed = Vec::new();
        for entry in &mut said {
            let done = self.seal_in_bag(&all, entry, wish);
            closed.restricted += done.restricted;
            closed.unreadable += done.unreadable;
            closed.chosen += done.chosen.len();
            sealed.extend(done.chosen);
        }
        let is_meant = |name: &String| sealed.iter().any(|(sealed, _)| sealed == name);
        if let Some(name) = wish.sealed.iter().find(|name| !is_meant(name)) {
            return Err(WorkspaceError::Asked(reasons::bag_no_such_part(name)));
        }
        let opened = said.iter().flat_map(|entry| &entry.opened);
        Ok(BagEntries {
            said_again: opened.filter(|part| part.is_said_again()).count(),
            said,
            authority,
            closed,
            chosen: sealed,
            all,
        })
    }

    /// The parts that say what does not hold any more, those left sealed among them.
    pub(super) fn earlier_in_bag(
        &self,
        ask: &Asking,
        entries: &BagEntries,
    ) -> Result<Vec<EarlierPart>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut told = Vec::new();
        for entry in &entries.said {
            for part in entry.opened.iter().filter(|part| part.number > 0) {
                let name = name_of(entry.id, part.number);
                told.extend(earlier(&naming, &entries.all, (name, &blocks(part)))?);
            }
        }
        for (name, blocks) in &entries.chosen {
            let part = earlier(&naming, &entries.all, (name.clone(), blocks))?;
            told.extend(part.map(|part| EarlierPart {
                sealed: true,
                ..part
            }));
        }
        Ok(told)
    }
}

/// What a part says that does not hold any more, in words; `None` when all of it holds.
fn earlier(
    naming: &Naming<'_>,
    all: &SaidInParts,
    (name, blocks): (String, &[Block]),
) -> Result<Option<EarlierPart>, WorkspaceError> {
    let mut wordings = Vec::new();
    for (block, said) in all.earlier(blocks) {
        let of = (&*block.record_type, &*said.property);
        let told = match naming.schema.property(of.0, of.1) {
            Some(property) => naming.value(property, &said.value)?.text().to_owned(),
            None => said.value.plain(),
        };
        wordings.push(EarlierWording {
            record: naming.type_label(of.0),
            property: naming.property_label(of.0, of.1),
            told,
            quote: said.basis.quote.clone().unwrap_or_default(),
        });
    }
    for block in blocks {
        let told = block.withdrawals.iter().map(|gone| &*gone.reason);
        // One undoing gives the same reason for all that it takes back.
        let told: BTreeSet<&str> = told
            .map(|reason| reason_of_undo(reason).unwrap_or(reason))
            .filter(|reason| !reason.is_empty())
            .collect();
        wordings.extend(told.into_iter().map(|reason| EarlierWording {
            record: naming.type_label(&block.record_type),
            property: naming.words.say("bag.why_taken_back"),
            told: reason_in_words(naming.ask.language, reason),
            quote: String::new(),
        }));
    }
    let may_seal = may_be_sealed(all, blocks);
    let holding = all.holding(blocks).count();
    Ok((!wordings.is_empty()).then_some(EarlierPart {
        name,
        wordings,
        holding,
        may_seal,
        sealed: false,
    }))
}

/// How a part is called, so that people can name it: the beginning of its entry's id, and its number there.
pub(super) fn name_of(entry: EntryId, number: u32) -> String {
    let id = entry.to_string();
    format!("{}-{number}", id.get(..8).unwrap_or(&id))
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
