//! Where those who may be one person meet: keys with the records that have them.

use std::collections::HashMap;

use aigaq_names::BlockKey;

use super::record::{Glance, Key, KeyKind, Record, YEAR};

/// A block of so many is compared in full. In a larger one, which a frequent name makes, two records must have
/// something else in common ([`Glance`]).
const SMALL: usize = 16;

/// A record under a key; ascending by the key, then by when the person was born.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    key: u32,
    born: u32,
    record: u32,
}

/// Keys with the records that have them.
#[derive(Debug, Clone)]
pub(crate) struct Blocks {
    postings: Vec<Posting>,
    /// Where the keys with these leading bits begin; about as many as there are postings, so that what is looked for
    /// stands where one looks.
    begins: Vec<u32>,
    leading: u32,
    /// Those that came later.
    late: HashMap<u32, Vec<Posting>>,
    glances: Vec<Glance>,
}

impl Blocks {
    /// The keys of the records of which `kept` is true: another stands for the rest.
    pub(crate) fn of<I>(records: &[Record<I>], kept: impl Fn(u32) -> bool) -> Self {
        // Reserved for names of usual length, so that growing does not double what is held.
        let mut postings = Vec::with_capacity(records.len().saturating_mul(12));
        let mut glances = Vec::with_capacity(records.len());
        let (mut keys, mut room) = (Vec::new(), Vec::new());
        for (place, record) in (0_u32..).zip(records) {
            glances.push(record.glance());
            if kept(place) {
                keys.clear();
                record.keys(&mut keys, &mut room);
                let born = record.born();
                postings.extend(keys.iter().map(|key| Posting {
                    key: key.hash,
                    born,
                    record: place,
                }));
            }
        }
        postings.sort_unstable();
        postings.dedup();
        let leading = postings.len().max(256).ilog2().min(24);
        let begins = begins(&postings, leading);
        Self {
            postings,
            leading,
            begins,
            late: HashMap::new(),
            glances,
        }
    }

    pub(crate) fn add<I>(&mut self, place: u32, record: &Record<I>) {
        let (mut keys, mut room) = (Vec::new(), Vec::new());
        record.keys(&mut keys, &mut room);
        let born = record.born();
        for key in keys {
            self.late.entry(key.hash).or_default().push(Posting {
                key: key.hash,
                born,
                record: place,
            });
        }
        self.glances.push(record.glance());
    }

    fn block(&self, key: u32) -> &[Posting] {
        let leading = (key >> (32 - self.leading)) as usize;
        let bound = |at: usize| self.begins.get(at).map_or(0, |b| *b as usize);
        let near = self
            .postings
            .get(bound(leading)..bound(leading + 1))
            .unwrap_or(&[]);
        let near = &near[near.partition_point(|p| p.key < key)..];
        &near[..near.partition_point(|p| p.key == key)]
    }

    /// The records that may be the same as this one, ascending, each once; with `after`, only those behind it.
    pub(crate) fn candidates<I>(&self, record: &Record<I>, after: Option<u32>, room: &mut Room) {
        room.found.clear();
        room.keys.clear();
        record.keys(&mut room.keys, &mut room.names);
        let mine = record.glance();
        let year = record.born() >> YEAR;
        for key in &room.keys {
            let block = self.block(key.hash);
            let late = self.late.get(&key.hash).map_or(&[][..], Vec::as_slice);
            let small = block.len() + late.len() <= SMALL;
            // Within a key, those whose birth date is not known stand first, and those born in one year together. Who
            // is alike in day and month only has a key of that.
            let of_year = || {
                let from = block.partition_point(|p| p.born >> YEAR < year);
                let to = block.partition_point(|p| p.born >> YEAR <= year);
                &block[from..to]
            };
            let unknown = || &block[..block.partition_point(|p| p.born == 0)];
            let (first, second): (&[Posting], &[Posting]) = match key.kind {
                _ if small => (block, &[]),
                KeyKind::Name if year == 0 => (&[], &[]),
                KeyKind::Name => (of_year(), &[]),
                KeyKind::FullName | KeyKind::SurnameAndPlace if year != 0 => (unknown(), of_year()),
                _ => (block, &[]),
            };
            for posting in first.iter().chain(second).chain(late) {
                if after.is_some_and(|place| posting.record <= place) {
                    continue;
                }
                let Some(glance) = self.glances.get(posting.record as usize).copied() else {
                    continue;
                };
                let worth = match key.kind {
                    KeyKind::Identifier => true,
                    KeyKind::Name | KeyKind::NameAndDay => mine.born_alike(glance),
                    KeyKind::FullName => small || mine.may_be(glance),
                    KeyKind::SurnameAndPlace => {
                        mine.born_unknown(glance)
                            && mine.born_alike(glance)
                            && mine.begin_alike(glance)
                    }
                    KeyKind::Birth => mine.begin_alike(glance),
                };
                if worth {
                    room.found.push(posting.record);
                }
            }
        }
        room.found.sort_unstable();
        room.found.dedup();
    }
}

fn begins(postings: &[Posting], bits: u32) -> Vec<u32> {
    let mut begins = vec![0_u32; (1 << bits) + 1];
    let mut at = 0;
    for (leading, begin) in (0_u32..).zip(&mut begins) {
        while postings
            .get(at)
            .is_some_and(|p| p.key >> (32 - bits) < leading)
        {
            at += 1;
        }
        *begin = u32::try_from(at).unwrap_or(u32::MAX);
    }
    begins
}

/// Room for a search, used again.
#[derive(Debug, Default)]
pub(crate) struct Room {
    keys: Vec<Key>,
    names: Vec<BlockKey>,
    pub(crate) found: Vec<u32>,
}
