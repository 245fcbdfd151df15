//! Feeding the view: a change-set comes in, the records it speaks of are resolved anew.
//!
//! The result depends on the set of change-sets alone, never on the order in which they came. So nothing here
//! adds up or overwrites: statements are a set, withdrawals are a set, and what holds is computed from both
//! (in `settle`).

use crate::error::ViewError;
use crate::feed::ColumnFeed;
use crate::numbering::{Known, Numbering};
use crate::store::sql;
use crate::times::TimesCache;
use crate::words::Words;
use aigaq_schema::code::{decode_block, decode_with_places};
use aigaq_schema::{Block, ChangeSetId, RecordId, Schema, Statement, StatementId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// One entry of the journal as it was opened: a whole change-set or a part of one.
#[derive(Debug)]
pub(crate) struct Saying<'o> {
    /// The entry's id.
    pub entry: [u8; 32],
    /// The log it stands in.
    pub log: [u8; 16],
    /// Its place in the log.
    pub seq: u64,
    /// The device that signed it.
    pub device: [u8; 32],
    /// The change-set; the same for all its parts.
    pub change_set: ChangeSetId,
    /// Which part, from 1.
    pub part: u32,
    /// The act of saving: form, import, decision.
    pub act: String,
    /// When the writer says it was, in seconds since 1970.
    pub claimed: i64,
    /// The writer's zone.
    pub zone: String,
    /// The program and its version.
    pub program: String,
    /// SHA-256 of an imported file.
    pub imported: Option<[u8; 32]>,
    /// Ids of the last entries the writer knew of other logs.
    pub seen: Vec<[u8; 32]>,
    /// Key id and plain bytes of each record segment; `None` where the key is gone.
    pub segments: Vec<([u8; 16], Option<&'o [u8]>)>,
}

/// The state kept while change-sets are applied, within one transaction of the database.
pub(crate) struct Applying<'v> {
    pub connection: &'v Connection,
    pub schema: &'static Schema,
    pub words: &'v mut Words,
    pub times: &'v mut TimesCache,
    pub feed: &'v mut ColumnFeed,
    pub numbering: Numbering,
    /// Any adopt or verify judgement exists; without one, nobody looks for them.
    pub judged: bool,
    /// Links to be written: target, property, source. In the order of the table they are written far faster.
    pub new_links: Vec<(i64, i64, i64)>,
}

/// One record that a saying speaks of.
pub(crate) struct Touched {
    pub known: Known,
    pub record: RecordId,
    /// The number of its root record.
    pub root: i64,
    /// The key that seals it, when it is a root.
    pub key: Option<[u8; 16]>,
    /// What the saying says of it.
    pub blocks: Vec<(i64, Block)>,
    /// The number of the first of these blocks; those said before have smaller ones.
    pub first: i64,
}

impl<'v> Applying<'v> {
    pub(crate) fn new(
        connection: &'v Connection,
        words: &'v mut Words,
        times: &'v mut TimesCache,
        feed: &'v mut ColumnFeed,
    ) -> Result<Self, ViewError> {
        let judged = connection
            .prepare_cached(sql::META_GET)?
            .exists(["judged"])?;
        let numbering = Numbering::load(connection)?;
        Ok(Self {
            connection,
            schema: Schema::shipped(),
            words,
            times,
            feed,
            numbering,
            judged,
            new_links: Vec::new(),
        })
    }

    /// Notes an entry that holds no change-set (an authority entry), so that heads naming it are understood.
    pub(crate) fn note_entry(
        &self,
        entry: &[u8; 32],
        log: &[u8; 16],
        seq: u64,
    ) -> Result<(), ViewError> {
        self.connection
            .prepare_cached(sql::ENTRY_ADD)?
            .execute(params![entry, None::<i64>, log, seq_number(seq)])?;
        Ok(())
    }

    /// The entries named as seen are all applied: what the writer knew is known here.
    pub(crate) fn knows(&self, seen: &[[u8; 32]]) -> Result<bool, ViewError> {
        let mut find = self.connection.prepare_cached(sql::ENTRY_CHANGE_SET)?;
        for entry in seen {
            if !find.exists([entry])? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Applies one saying. All entries it names as seen must have been applied.
    pub(crate) fn apply(&mut self, saying: &Saying<'_>) -> Result<(), ViewError> {
        let change_set = self.change_set(saying)?;
        self.connection
            .prepare_cached(sql::ENTRY_ADD)?
            .execute(params![
                saying.entry,
                change_set,
                saying.log,
                seq_number(saying.seq)
            ])?;
        let (touched, mut again) = self.take_in(saying, change_set)?;
        let blocks = || touched.values().flat_map(|t| &t.blocks);
        self.connection
            .prepare_cached(sql::CHANGE_SET_COUNTS)?
            .execute(params![
                change_set,
                touched.len(),
                blocks().map(|(_, b)| b.statements.len()).sum::<usize>(),
                blocks().map(|(_, b)| b.withdrawals.len()).sum::<usize>(),
            ])?;
        for (number, one) in &touched {
            again.extend(self.settle(one)?);
            self.numbering.settled(one.record);
            again.remove(number);
        }
        self.numbering.place_the_named(self.connection)?;
        self.settle_again(again)?;
        self.write_links()
    }

    /// Keeps the blocks of a saying. Answers with the records it speaks of, and with those to be settled again
    /// because a record they name has got its type.
    fn take_in(
        &mut self,
        saying: &Saying<'_>,
        change_set: i64,
    ) -> Result<(BTreeMap<i64, Touched>, BTreeSet<i64>), ViewError> {
        let mut touched: BTreeMap<i64, Touched> = BTreeMap::new();
        let mut again = BTreeSet::new();
        // Blocks are told apart by their place in the change-set: part and place in the part.
        let mut place = i64::from(saying.part) << 24;
        let mut add = self.connection.prepare_cached(sql::SAID_ADD)?;
        for (key, plain) in &saying.segments {
            let Some(plain) = plain else { continue };
            let segment = decode_with_places(plain)?;
            let root = self.numbering.of(self.connection, segment.root)?;
            if root.placed {
                self.connection
                    .prepare_cached(sql::RECORD_KEY)?
                    .execute(params![root.number, key])?;
            }
            for (block, bytes) in segment.blocks {
                let before = self.numbering.of(self.connection, block.record)?;
                let known = self.numbering.typed(
                    self.connection,
                    self.words,
                    block.record,
                    &block.record_type,
                )?;
                if before.kind.is_none() && before.placed {
                    again.extend(self.naming(known.number)?);
                }
                add.execute(params![known.number, change_set, place, &plain[bytes]])?;
                let first = self.connection.last_insert_rowid();
                place += 1;
                let key = (known.number == root.number).then_some(*key);
                touched
                    .entry(known.number)
                    .or_insert_with(|| Touched {
                        known,
                        record: block.record,
                        root: root.number,
                        key,
                        blocks: Vec::new(),
                        first,
                    })
                    .blocks
                    .push((change_set, block));
            }
            if !root.placed && !touched.contains_key(&root.number) {
                // Only parts of it are spoken of: the root gets a bare row, and its key.
                self.numbering.place_the_named(self.connection)?;
                self.connection
                    .prepare_cached(sql::RECORD_KEY)?
                    .execute(params![root.number, key])?;
            }
        }
        Ok((touched, again))
    }

    /// Resolves records anew whose statements did not change, but what is thought of them did.
    fn settle_again(&mut self, mut again: BTreeSet<i64>) -> Result<(), ViewError> {
        while let Some(number) = again.pop_first() {
            let found = self
                .connection
                .prepare_cached("SELECT id, type, dense, root FROM record WHERE number = ?1 AND type IS NOT NULL")?
                .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                .optional()?;
            let Some((record, kind, dense, root)) = found else {
                continue;
            };
            let known = Known {
                number,
                kind: Some(kind),
                dense,
                placed: true,
                said: true,
            };
            again.extend(self.settle(&Touched {
                known,
                record: RecordId(record),
                root,
                key: None,
                blocks: Vec::new(),
                first: i64::MAX,
            })?);
        }
        self.numbering.place_the_named(self.connection)
    }

    /// The records that name this one: their columns were waiting for its type.
    fn naming(&mut self, number: i64) -> Result<Vec<i64>, ViewError> {
        self.write_links()?;
        let mut find = self.connection.prepare_cached(sql::LINKS_TO)?;
        let all = find
            .query_map([number], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(all)
    }

    fn change_set(&mut self, saying: &Saying<'_>) -> Result<i64, ViewError> {
        let seq = seq_number(saying.seq);
        let found: Option<i64> = self
            .connection
            .prepare_cached(sql::CHANGE_SET_OF)?
            .query_row([saying.change_set.as_bytes()], |r| r.get(0))
            .optional()?;
        if let Some(number) = found {
            self.connection
                .prepare_cached(sql::CHANGE_SET_SEQ)?
                .execute(params![number, seq])?;
            self.times.forget(number);
            return Ok(number);
        }
        let clock =
            self.times
                .clock_after(self.connection, &saying.log, saying.seq, &saying.seen)?;
        self.connection
            .prepare_cached(sql::CHANGE_SET_ADD)?
            .execute(params![
                saying.change_set.as_bytes(),
                saying.act,
                saying.claimed,
                saying.zone,
                saying.program,
                saying.device,
                saying.log,
                seq,
                saying.imported,
                clock,
            ])?;
        Ok(self.connection.last_insert_rowid())
    }
}

fn seq_number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// All blocks said of a record, oldest number first, each with its change-set's number.
pub(crate) fn said_of(
    connection: &Connection,
    record: i64,
) -> Result<Vec<(i64, Block)>, ViewError> {
    Ok(said_until(connection, record, i64::MAX)?.0)
}

/// A block, and the number of the change-set it came in.
pub(crate) type SaidBlock = (i64, Block);

/// As [`said_of`], and for each block whether its own number is below `first`.
pub(crate) fn said_until(
    connection: &Connection,
    record: i64,
    first: i64,
) -> Result<(Vec<SaidBlock>, Vec<bool>), ViewError> {
    let mut find = connection.prepare_cached(sql::SAID_OF)?;
    let mut rows = find.query([record])?;
    let (mut all, mut earlier) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        all.push((
            row.get(0)?,
            decode_block(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?,
        ));
        earlier.push(row.get::<_, i64>(2)? < first);
    }
    Ok((all, earlier))
}

/// The statements that stand: said and not withdrawn, each id once, sorted by id so that the order of arrival has no say.
pub(crate) fn live_statements(blocks: &[(i64, Block)]) -> Vec<(i64, &Statement)> {
    live_among(blocks.iter())
}

/// As [`live_statements`], of some of the blocks.
pub(crate) fn live_among<'b>(
    blocks: impl Iterator<Item = &'b (i64, Block)> + Clone,
) -> Vec<(i64, &'b Statement)> {
    let gone: HashSet<StatementId> = blocks
        .clone()
        .flat_map(|(_, b)| b.withdrawals.iter().map(|w| w.statement))
        .collect();
    let mut live: Vec<(i64, &Statement)> = blocks
        .flat_map(|(change_set, b)| b.statements.iter().map(|s| (*change_set, s)))
        .filter(|(_, s)| gone.is_empty() || !gone.contains(&s.id))
        .collect();
    // Of those with the same id the first stays: the sort keeps their order.
    live.sort_by_key(|(_, s)| s.id);
    live.dedup_by_key(|(_, s)| s.id);
    live
}
