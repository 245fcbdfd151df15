//! Feeding the view: a change-set comes in, the records it speaks of are resolved anew.
//!
//! The result depends on the set of change-sets alone, never on the order in which they came. So nothing here
//! adds up or overwrites: statements are a set, withdrawals are a set, and what holds is computed from both
//! (in `settle`): of a record that is spoken of for the first time at once, of any other when all change-sets at
//! hand were taken in ([`Applying::finish`]). A place that a thousand entries speak of is settled twice.

use crate::error::ViewError;
use crate::feed::ColumnFeed;
use crate::numbering::{Known, Numbering};
use crate::own::{self, DEFINITION};
use crate::source::SOURCE;
use crate::store::sql;
use crate::times::TimesCache;
use crate::words::Words;
use aigaq_schema::code::{ToldBlock, told_segment};
use aigaq_schema::own::Growth;
use aigaq_schema::{ChangeSetId, RecordId, Schema};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;
use std::sync::Arc;

/// More links than this do not wait to be written.
const MOST_LINKS_WAITING: usize = 500_000;

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
    pub schema: &'v mut Arc<Schema>,
    /// The schema is given, and is not made from the definitions that come in.
    given: bool,
    /// Definitions came in.
    defined: bool,
    /// What came in before it was defined must be read again, by this schema.
    pub read_again: Option<Arc<Schema>>,
    pub words: &'v mut Words,
    pub times: &'v mut TimesCache,
    pub feed: &'v mut ColumnFeed,
    pub numbering: Numbering,
    /// Any adopt or verify judgement exists; without one, nobody looks for them.
    pub judged: bool,
    /// Links to be written: target, property, source. In the order of the table they are written far faster.
    pub new_links: Vec<(i64, i64, i64)>,
    /// Records to be settled again at the end, each with the number of the first block that came since it was
    /// settled: more was said of them, or what is thought of them changed.
    again: BTreeMap<i64, i64>,
}

/// No block came since a record was settled.
const NOTHING_SAID: i64 = i64::MAX;

/// One record that a saying speaks of.
pub(crate) struct Touched<'b> {
    pub known: Known,
    pub record: RecordId,
    /// The number of its root record.
    pub root: i64,
    /// The key that seals it, when it is a root.
    pub key: Option<[u8; 16]>,
    /// What the saying says of it.
    pub blocks: Vec<(i64, ToldBlock<'b>)>,
    /// The number of the first block said since it was settled; those said before have smaller ones.
    pub first: i64,
}

impl<'v> Applying<'v> {
    pub(crate) fn new(
        connection: &'v Connection,
        words: &'v mut Words,
        times: &'v mut TimesCache,
        feed: &'v mut ColumnFeed,
        schema: &'v mut Arc<Schema>,
    ) -> Result<Self, ViewError> {
        let judged = connection
            .prepare_cached(sql::META_GET)?
            .exists(["judged"])?;
        let numbering = Numbering::load(connection)?;
        Ok(Self {
            connection,
            schema,
            given: false,
            defined: false,
            read_again: None,
            words,
            times,
            feed,
            numbering,
            judged,
            new_links: Vec::new(),
            again: BTreeMap::new(),
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
        let touched = self.take_in(saying, change_set)?;
        let blocks = || touched.values().flat_map(|t| &t.blocks);
        // Blocks are numbered one after the other.
        let first = touched.values().map(|t| t.first).min();
        let last = first.map(|first| first + i64::try_from(blocks().count()).unwrap_or(0) - 1);
        self.connection
            .prepare_cached(sql::CHANGE_SET_COUNTS)?
            .execute(params![
                change_set,
                touched.len(),
                blocks().map(|(_, b)| b.statements.len()).sum::<usize>(),
                blocks().map(|(_, b)| b.withdrawn.len()).sum::<usize>(),
                first,
                last,
            ])?;
        // Sources first: what rests on them asks for their days.
        let source = self.words.known(SOURCE);
        let is_source = |one: &Touched<'_>| one.known.kind.is_some() && one.known.kind == source;
        let (sources, others): (Vec<_>, Vec<_>) =
            touched.iter().partition(|(_, one)| is_source(one));
        for (number, one) in sources.into_iter().chain(others) {
            if one.known.said {
                let first = self.again.entry(*number).or_insert(NOTHING_SAID);
                *first = one.first.min(*first);
            } else {
                self.settle(one)?;
                self.numbering.settled(one.record);
            }
        }
        self.numbering.place_the_named(self.connection)?;
        if std::mem::take(&mut self.defined) {
            self.settle_definitions()?;
            self.follow_definitions()?;
        }
        if self.new_links.len() > MOST_LINKS_WAITING {
            self.write_links()?;
        }
        Ok(())
    }

    /// Settles what was left until everything at hand was taken in.
    pub(crate) fn finish(&mut self) -> Result<(), ViewError> {
        while let Some((number, first)) = self.again.pop_first() {
            self.settle_again(number, first)?;
        }
        self.numbering.place_the_named(self.connection)?;
        if self.read_again.is_some() {
            // More definitions may have come in behind the one that made it necessary.
            self.read_again = Some(own::schema(self.connection)?.0);
        }
        self.write_links()
    }

    /// By the schema given here, whatever definitions come in.
    pub(crate) fn by_given_schema(mut self, schema: Arc<Schema>) -> Self {
        *self.schema = schema;
        self.given = true;
        self
    }

    /// Definitions of which more was said hold at once: what comes behind them is read by them.
    fn settle_definitions(&mut self) -> Result<(), ViewError> {
        let Some(kind) = self.words.known(DEFINITION) else {
            return Ok(());
        };
        let mut is_definition = self.connection.prepare_cached(sql::IS_OF_TYPE)?;
        let mut waiting = Vec::new();
        for (number, first) in &self.again {
            if is_definition.exists(params![number, kind])? {
                waiting.push((*number, *first));
            }
        }
        for (number, first) in waiting {
            self.again.remove(&number);
            self.settle_again(number, first)?;
        }
        Ok(())
    }

    /// Goes on by the schema that the definitions make now.
    fn follow_definitions(&mut self) -> Result<(), ViewError> {
        if self.given || self.read_again.is_some() {
            return Ok(());
        }
        let (later, _) = own::schema(self.connection)?;
        let growth = self.schema.growth(&later);
        if own::was_met(self.connection, &self.feed.columns, &growth)? {
            self.read_again = Some(later);
            return Ok(());
        }
        if growth != Growth::None {
            self.feed.grow_to(&later);
        }
        *self.schema = later;
        Ok(())
    }

    /// Records to be settled again although nothing new was said of them.
    pub(crate) fn again(&mut self, numbers: impl IntoIterator<Item = i64>) {
        for number in numbers {
            self.again.entry(number).or_insert(NOTHING_SAID);
        }
    }

    /// Keeps the blocks of a saying. Answers with the records it speaks of.
    fn take_in<'b>(
        &mut self,
        saying: &Saying<'b>,
        change_set: i64,
    ) -> Result<BTreeMap<i64, Touched<'b>>, ViewError> {
        let mut touched: BTreeMap<i64, Touched<'b>> = BTreeMap::new();
        // Blocks are told apart by their place in the change-set: part and place in the part.
        let mut place = i64::from(saying.part) << 24;
        let mut add = self.connection.prepare_cached(sql::SAID_ADD)?;
        for (key, plain) in &saying.segments {
            let Some(plain) = plain else { continue };
            let (root, blocks) = told_segment(plain)?;
            let root = self.numbering.of(self.connection, root)?;
            if root.placed {
                for keep in [sql::RECORD_KEYED, sql::RECORD_KEY] {
                    self.connection
                        .prepare_cached(keep)?
                        .execute(params![root.number, key])?;
                }
            }
            for block in blocks {
                let before = self.numbering.of(self.connection, block.record)?;
                let known = self.numbering.typed(
                    self.connection,
                    self.words,
                    block.record,
                    block.record_type,
                )?;
                if before.kind.is_none() && before.placed {
                    let naming = self.naming(known.number)?;
                    self.again(naming);
                }
                self.defined |= block.record_type == DEFINITION;
                add.execute(params![known.number, change_set, place, block.bytes])?;
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
                        blocks: Vec::with_capacity(1),
                        first,
                    })
                    .blocks
                    .push((change_set, block));
            }
            if !root.placed && !touched.contains_key(&root.number) {
                // Only parts of it are spoken of: the root gets a bare row, and its key.
                self.numbering.place_the_named(self.connection)?;
                for keep in [sql::RECORD_KEYED, sql::RECORD_KEY] {
                    self.connection
                        .prepare_cached(keep)?
                        .execute(params![root.number, key])?;
                }
            }
        }
        Ok(touched)
    }

    /// Resolves a record anew.
    fn settle_again(&mut self, number: i64, first: i64) -> Result<(), ViewError> {
        let found = self
            .connection
            .prepare_cached(sql::RECORD_AGAIN)?
            .query_row([number], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        let Some((record, kind, dense, root)) = found else {
            return Ok(());
        };
        self.settle(&Touched {
            known: Known {
                number,
                kind: Some(kind),
                dense,
                placed: true,
                said: true,
            },
            record: RecordId(record),
            root,
            key: None,
            blocks: Vec::new(),
            first,
        })
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
