//! What the parts of the entries say: which may be read by those who get the bag, and what they say that does not hold
//! any more.

use super::entries::name_of;
use crate::error::WorkspaceError;
use crate::files::{CUSTODY, FILE};
use crate::open::Workspace;
use aigaq_journal::{Disclosed, Evidence};
use aigaq_schema::code::decode;
use aigaq_schema::{Block, RecordId, Schema, Segment, Sensitivity, Statement, StatementId, Value};
use aigaq_view::{Closed, View};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Of files, who gave and has them, by type and property: they are the table of custody.
const HANDS: [(&str, &str); 4] = [
    (FILE, "from_whom"),
    (FILE, "custodian"),
    (CUSTODY, "given_by"),
    (CUSTODY, "taken_by"),
];

/// Why a part stays sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// It says something that is restricted: who told it, how to reach somebody, somebody's health.
    Restricted,
    /// It cannot be read to its end, or speaks of what is not known here.
    Unreadable,
}

/// All that the parts say, to look up what a later one takes back.
#[derive(Default)]
pub(super) struct SaidInParts {
    of: HashMap<StatementId, (RecordId, String, String)>,
    taken_back: HashMap<StatementId, String>,
    /// What records close more than the schema does.
    closed: HashMap<RecordId, Closed>,
}

impl SaidInParts {
    /// Of all parts, also of those that stay sealed.
    pub(super) fn of(entries: &[Evidence], view: &View) -> Result<Self, WorkspaceError> {
        let mut all = Self::default();
        for part in entries.iter().flat_map(|entry| &entry.opened) {
            for block in blocks(part) {
                if let Entry::Vacant(first) = all.closed.entry(block.record) {
                    first.insert(view.closed_of(block.record)?);
                }
                for said in block.statements {
                    let of = (block.record, block.record_type.clone(), said.property);
                    all.of.insert(said.id, of);
                }
                for gone in block.withdrawals {
                    all.taken_back.insert(gone.statement, gone.reason);
                }
            }
        }
        Ok(all)
    }

    /// The reason for which a statement was taken back; `None` while it holds.
    pub(super) fn taken_back(&self, statement: &Statement) -> Option<&str> {
        self.taken_back.get(&statement.id).map(String::as_str)
    }

    /// Why a part stays sealed, whoever asks for it; `None` when it may leave.
    pub(super) fn kept(&self, schema: &Schema, part: &Disclosed) -> Option<Kept> {
        let Ok(Segment { blocks, .. }) = decode(part.said()) else {
            return Some(Kept::Unreadable);
        };
        let mut why = None;
        for block in &blocks {
            for said in &block.statements {
                let of = (&*block.record_type, &*said.property);
                let kept = self.kept_of(schema, (block.record, of));
                why = match &said.value {
                    Value::Sealed(_) => Some(Kept::Restricted),
                    _ => why.or(kept),
                };
            }
            // Why something was taken back may tell as much as what was.
            for gone in &block.withdrawals {
                why = why.or(match self.of.get(&gone.statement) {
                    Some((record, record_type, property)) => {
                        self.kept_of(schema, (*record, (record_type, property)))
                    }
                    None => Some(Kept::Unreadable),
                });
            }
        }
        why
    }

    fn kept_of(&self, schema: &Schema, (record, of): (RecordId, (&str, &str))) -> Option<Kept> {
        let own = self.closed.get(&record);
        let own = own.and_then(|closed| closed.of_property(of.1));
        // What somebody closed by hand was closed for just those who get a bag.
        match own.is_some_and(|level| level > Sensitivity::Public) {
            true => Some(Kept::Restricted),
            false => kept(schema, of),
        }
    }

    /// The statements of a part that hold.
    pub(super) fn holding<'b>(
        &'b self,
        blocks: &'b [Block],
    ) -> impl Iterator<Item = (&'b Block, &'b Statement)> {
        statements(blocks).filter(|(_, said)| !self.taken_back.contains_key(&said.id))
    }

    /// The statements of a part that were taken back since: earlier wordings, and what was undone.
    pub(super) fn earlier<'b>(
        &'b self,
        blocks: &'b [Block],
    ) -> impl Iterator<Item = (&'b Block, &'b Statement)> {
        statements(blocks).filter(|(_, said)| self.taken_back.contains_key(&said.id))
    }
}

/// What may be left sealed without the table of custody, or the proof of a file, resting on it.
pub(super) fn may_be_sealed(said: &SaidInParts, blocks: &[Block]) -> bool {
    let mut holding = said.holding(blocks);
    !holding.any(|(block, _)| [FILE, CUSTODY].contains(&&*block.record_type))
}

/// Whether this says who gave or has a file.
pub(super) fn is_hand(block: &Block, said: &Statement) -> bool {
    HANDS.contains(&(&block.record_type, &said.property))
}

/// Whether this says which source gave or took it.
pub(super) fn is_source_of_hand(block: &Block, said: &Statement) -> bool {
    [FILE, CUSTODY].contains(&&*block.record_type) && ["giver", "taker"].contains(&&*said.property)
}

/// Whether this is a remark on who has had a file.
pub(super) fn is_remark(block: &Block, said: &Statement) -> bool {
    block.record_type == CUSTODY && said.property == "note"
}

/// What a part says; nothing where it cannot be read.
pub(super) fn blocks(part: &Disclosed) -> Vec<Block> {
    decode(part.said()).map_or_else(|_| Vec::new(), |segment| segment.blocks)
}

fn statements(blocks: &[Block]) -> impl Iterator<Item = (&Block, &Statement)> {
    let each = blocks.iter();
    each.flat_map(|block| block.statements.iter().map(move |said| (block, said)))
}

fn kept(schema: &Schema, (record_type, property): (&str, &str)) -> Option<Kept> {
    let is_custody = [FILE, CUSTODY].contains(&record_type);
    match schema
        .property(record_type, property)
        .map(|p| p.sensitivity)
    {
        Some(Sensitivity::Public | Sensitivity::Internal) => None,
        // Who gave and keeps a file is what the table of custody is for, and was shown before.
        Some(Sensitivity::Restricted) if is_custody => None,
        Some(Sensitivity::Restricted | Sensitivity::Sealed) => Some(Kept::Restricted),
        None => Some(Kept::Unreadable),
    }
}

impl Workspace {
    /// Seals what may not leave, and what is wished to stay.
    pub(super) fn seal_in_bag(
        &self,
        said: &SaidInParts,
        entry: &mut Evidence,
        wish: &super::BagWish,
    ) -> Sealing {
        let mut done = Sealing::default();
        let id = entry.id;
        entry.opened.retain(|part| {
            if part.number == 0 {
                return true;
            }
            match said.kept(self.schema(), part) {
                Some(Kept::Restricted) => done.restricted += 1,
                Some(Kept::Unreadable) => done.unreadable += 1,
                None => {
                    let told = blocks(part);
                    let holds = said.holding(&told).next().is_some();
                    let name = name_of(id, part.number);
                    let is_wished = wish.sealed.contains(&name) || wish.only_what_holds && !holds;
                    if is_wished && may_be_sealed(said, &told) {
                        done.chosen.push((name, told));
                        return false;
                    }
                    return true;
                }
            }
            false
        });
        done
    }
}

/// What stays sealed of an entry.
#[derive(Default)]
pub(super) struct Sealing {
    pub(super) restricted: usize,
    pub(super) unreadable: usize,
    /// By the name of the part, what stands in it.
    pub(super) chosen: Vec<(String, Vec<Block>)>,
}
