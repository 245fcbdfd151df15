//! Feeding the view: a change-set comes in, the records it speaks of are resolved anew.
//!
//! The result depends on the set of change-sets alone, never on the order in which they came. So nothing here
//! adds up or overwrites: statements are a set, withdrawals are a set, and what holds is computed from both.

use crate::error::ViewError;
use crate::feed::ColumnFeed;
use crate::packed::pack;
use crate::resolve::{Resolved, Said, resolve};
use crate::store::sql;
use crate::times::{Times, TimesCache};
use crate::words::Words;
use aigaq_schema::code::{decode, decode_block, encode_block};
use aigaq_schema::{
    Block, ChangeSetId, RecordId, Schema, Sensitivity, Statement, StatementId, Value, fold,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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

/// Links that are not properties: what a record's statements rest on.
pub(crate) const RESTS_ON: &str = "@source";

/// The state kept while change-sets are applied, within one transaction of the database.
pub(crate) struct Applying<'v> {
    pub connection: &'v Connection,
    pub schema: &'static Schema,
    pub words: &'v mut Words,
    pub times: &'v mut TimesCache,
    pub feed: &'v mut ColumnFeed,
    /// Record numbers by id, for the records met in this run.
    known: HashMap<RecordId, Known>,
    dense: HashMap<i64, i64>,
    /// Any adopt or verify judgement exists; without one, nobody looks for them.
    judged: bool,
}

#[derive(Clone, Copy)]
struct Known {
    number: i64,
    kind: Option<i64>,
    dense: i64,
    /// Nothing has been said of it before this run.
    new: bool,
}

/// One record that a saying speaks of.
struct Touched {
    known: Known,
    record: RecordId,
    blocks: Vec<(i64, Block)>,
}

impl<'v> Applying<'v> {
    pub(crate) fn new(
        connection: &'v Connection,
        words: &'v mut Words,
        times: &'v mut TimesCache,
        feed: &'v mut ColumnFeed,
    ) -> Result<Self, ViewError> {
        let mut next = connection.prepare_cached(sql::DENSE_NEXT)?;
        let dense = next
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let judged = connection
            .prepare_cached(sql::META_GET)?
            .query_row(["judged"], |_| Ok(()))
            .optional()?
            .is_some();
        Ok(Self {
            connection,
            schema: Schema::shipped(),
            words,
            times,
            feed,
            known: HashMap::new(),
            dense,
            judged,
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
        let mut touched: BTreeMap<i64, Touched> = BTreeMap::new();
        let mut again = BTreeSet::new();
        // Blocks are told apart by their place in the change-set: part and place in the part.
        let mut place = i64::from(saying.part) << 24;
        for (key, plain) in &saying.segments {
            let Some(plain) = plain else { continue };
            let segment = decode(plain)?;
            let root = self.record(segment.root)?.number;
            self.connection
                .prepare_cached(sql::RECORD_KEY)?
                .execute(params![root, key])?;
            for block in segment.blocks {
                let named_before = self.record(block.record)?;
                let known = self.record_of_type(block.record, &block.record_type, root)?;
                if named_before.kind.is_none() {
                    again.extend(self.naming(known.number)?);
                }
                self.connection
                    .prepare_cached(sql::SAID_ADD)?
                    .execute(params![
                        known.number,
                        change_set,
                        place,
                        encode_block(&block)
                    ])?;
                place += 1;
                touched
                    .entry(known.number)
                    .or_insert_with(|| Touched {
                        known,
                        record: block.record,
                        blocks: Vec::new(),
                    })
                    .blocks
                    .push((change_set, block));
            }
        }
        let blocks = || touched.values().flat_map(|t| &t.blocks);
        self.connection
            .prepare_cached(sql::CHANGE_SET_COUNTS)?
            .execute(params![
                change_set,
                touched.len(),
                blocks().map(|(_, b)| b.statements.len()).sum::<usize>(),
                blocks().map(|(_, b)| b.withdrawals.len()).sum::<usize>(),
            ])?;
        if self.known.len() > 400_000 {
            self.known.clear();
        }
        for (number, one) in &touched {
            again.extend(self.settle(one)?);
            if one.known.new
                && let Some(known) = self.known.get_mut(&one.record)
            {
                known.new = false;
            }
            again.remove(number);
        }
        self.settle_again(again)
    }

    /// Resolves records anew whose statements did not change, but what is thought of them did.
    fn settle_again(&mut self, mut again: BTreeSet<i64>) -> Result<(), ViewError> {
        while let Some(number) = again.pop_first() {
            let Some((record, kind, dense)) = self
                .connection
                .prepare_cached(
                    "SELECT id, type, dense FROM record WHERE number = ?1 AND type IS NOT NULL",
                )?
                .query_row([number], |row| {
                    Ok((row.get::<_, [u8; 16]>(0)?, row.get(1)?, row.get(2)?))
                })
                .optional()?
            else {
                continue;
            };
            let known = Known {
                number,
                kind: Some(kind),
                dense,
                new: false,
            };
            self.settle(&Touched {
                known,
                record: RecordId(record),
                blocks: Vec::new(),
            })?;
        }
        Ok(())
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

    /// The number of a record, noting it if nobody has named it before.
    fn record(&mut self, id: RecordId) -> Result<Known, ViewError> {
        if let Some(known) = self.known.get(&id) {
            return Ok(*known);
        }
        let found = self
            .connection
            .prepare_cached(sql::RECORD_OF)?
            .query_row([id.as_bytes()], |row| {
                let kind: Option<i64> = row.get(1)?;
                Ok(Known {
                    number: row.get(0)?,
                    kind,
                    dense: row.get::<_, Option<i64>>(2)?.unwrap_or(0),
                    new: kind.is_none(),
                })
            })
            .optional()?;
        let known = match found {
            Some(known) => known,
            None => {
                self.connection
                    .prepare_cached(sql::RECORD_ADD)?
                    .execute([id.as_bytes()])?;
                Known {
                    number: self.connection.last_insert_rowid(),
                    kind: None,
                    dense: 0,
                    new: true,
                }
            }
        };
        self.known.insert(id, known);
        Ok(known)
    }

    fn record_of_type(
        &mut self,
        id: RecordId,
        record_type: &str,
        root: i64,
    ) -> Result<Known, ViewError> {
        let mut known = self.record(id)?;
        if known.kind.is_some() {
            return Ok(known);
        }
        let kind = self.words.number(self.connection, record_type)?;
        let next = self.dense.entry(kind).or_insert(0);
        (known.kind, known.dense) = (Some(kind), *next);
        *next += 1;
        self.connection
            .prepare_cached(sql::RECORD_TYPE)?
            .execute(params![known.number, kind, known.dense, root])?;
        self.known.insert(id, known);
        Ok(known)
    }

    /// Computes what holds of a record and writes it. Answers with the numbers of other records to be settled again.
    fn settle(&mut self, touched: &Touched) -> Result<BTreeSet<i64>, ViewError> {
        let known = touched.known;
        let old: Vec<(i64, Block)> = if known.new {
            Vec::new()
        } else {
            said_of(self.connection, known.number)?
        };
        // `said_of` already holds the new blocks when the record was known before.
        let all: &[(i64, Block)] = if known.new { &touched.blocks } else { &old };
        let live = live_statements(all);
        let kind = self
            .words
            .text(known.kind.unwrap_or_default())
            .unwrap_or_default()
            .to_owned();
        let resolved = self.resolve_all(&kind, touched.record, known.number, &live)?;
        let sort = sort_key(&resolved);
        self.connection
            .prepare_cached(sql::RECORD_RESOLVED)?
            .execute(params![known.number, pack(&resolved), sort])?;
        // Links of anything ever said: dropping one that was never kept does nothing.
        let before: BTreeSet<(RecordId, String)> = old
            .iter()
            .flat_map(|(_, b)| b.statements.iter())
            .flat_map(links)
            .collect();
        let now: BTreeSet<(RecordId, String)> = live.iter().flat_map(|(_, s)| links(s)).collect();
        self.relink(known.number, &before, &now)?;
        self.reindex(&kind, known, &live)?;
        self.feed_columns(&kind, known, &resolved)?;
        match kind.as_str() {
            "judgement" => self.judged_records(&now),
            "source" => self.resting_on(known.number, &resolved),
            _ => Ok(BTreeSet::new()),
        }
    }

    /// The records that name this one: their columns were waiting for its type.
    fn naming(&self, number: i64) -> Result<Vec<i64>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::LINKS_TO)?;
        let all = find
            .query_map([number], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(all)
    }

    fn feed_columns(
        &mut self,
        kind: &str,
        known: Known,
        resolved: &[Resolved],
    ) -> Result<(), ViewError> {
        let mut targets: HashMap<RecordId, (String, u32)> = HashMap::new();
        for value in resolved.iter().flat_map(|r| &r.values) {
            if let Value::Reference(id) = value {
                let target = self.record(*id)?;
                if let Some(kind) = target.kind.and_then(|k| self.words.text(k)) {
                    targets.insert(*id, (kind.to_owned(), row_number(target.dense)));
                }
            }
        }
        self.feed
            .record(kind, row_number(known.dense), resolved, &targets)?;
        self.connection
            .prepare_cached(sql::UNPACKED_ADD)?
            .execute([known.number])?;
        Ok(())
    }

    fn resolve_all(
        &mut self,
        kind: &str,
        record: RecordId,
        number: i64,
        live: &[(i64, &Statement)],
    ) -> Result<Vec<Resolved>, ViewError> {
        let Some(record_type) = self.schema.record_type(kind) else {
            return Ok(Vec::new());
        };
        let (adopted, verified) = if self.judged {
            self.judgements_of(record, number)?
        } else {
            Default::default()
        };
        let mut all = Vec::new();
        for property in &record_type.properties {
            let mut said: Vec<Said<'_>> = Vec::new();
            for (change_set, statement) in live.iter().filter(|(_, s)| s.property == property.code)
            {
                said.push(Said {
                    statement,
                    change_set: *change_set,
                    adopted: adopted.contains(&statement.id),
                    verified: verified.contains(&statement.id),
                    reliability: 0,
                });
            }
            if said.len() > 1 {
                for one in &mut said {
                    one.reliability = self.reliability(one.statement.basis.source)?;
                    self.times.load(self.connection, one.change_set)?;
                }
            }
            all.extend(resolve(self.schema, property, &said, &Times(self.times)));
        }
        Ok(all)
    }

    /// How reliable a source was judged: the higher the better, 0 when nobody judged.
    fn reliability(&mut self, source: Option<RecordId>) -> Result<u8, ViewError> {
        let Some(source) = source else { return Ok(0) };
        let number = self.record(source)?.number;
        if let Some(rank) = self.times.reliability.get(&number) {
            return Ok(*rank);
        }
        let rank = self.reliability_of(number)?;
        self.times.reliability.insert(number, rank);
        Ok(rank)
    }

    fn reliability_of(&self, source: i64) -> Result<u8, ViewError> {
        let packed: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT resolved FROM record WHERE number = ?1")?
            .query_row([source], |row| row.get(0))
            .optional()?
            .flatten();
        let resolved = crate::packed::unpack(&packed.unwrap_or_default())?;
        Ok(rank_of(self.schema, &resolved))
    }

    /// Statements of a record that live judgements adopt or verify.
    fn judgements_of(
        &self,
        record: RecordId,
        number: i64,
    ) -> Result<(HashSet<StatementId>, HashSet<StatementId>), ViewError> {
        let (mut adopted, mut verified) = (HashSet::new(), HashSet::new());
        let Some(property) = self.words.known("statement") else {
            return Ok((adopted, verified));
        };
        let mut find = self.connection.prepare_cached(sql::LINKS_OF)?;
        let judgements: Vec<i64> = find
            .query_map([number, property], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for judgement in judgements {
            let blocks = said_of(self.connection, judgement)?;
            let live = live_statements(&blocks);
            let is = |kind: &str| {
                live.iter()
                    .any(|(_, s)| s.property == "kind" && s.value == Value::term(kind))
            };
            let of: Vec<StatementId> = live
                .iter()
                .filter_map(|(_, s)| match s.value {
                    Value::Statement(target, statement) if target == record => Some(statement),
                    _ => None,
                })
                .collect();
            if is("adopt") {
                adopted.extend(&of);
            } else if is("verify") {
                verified.extend(&of);
            }
        }
        Ok((adopted, verified))
    }

    fn judged_records(
        &mut self,
        links: &BTreeSet<(RecordId, String)>,
    ) -> Result<BTreeSet<i64>, ViewError> {
        if !self.judged {
            self.judged = true;
            self.connection
                .prepare_cached(sql::META_SET)?
                .execute(params!["judged", 1])?;
        }
        links
            .iter()
            .filter(|(_, p)| p == "statement")
            .map(|(id, _)| Ok(self.record(*id)?.number))
            .collect()
    }

    /// A source's reliability changed: all that rests on it is to be settled again.
    fn resting_on(
        &mut self,
        source: i64,
        resolved: &[Resolved],
    ) -> Result<BTreeSet<i64>, ViewError> {
        let rank = rank_of(self.schema, resolved);
        let before = self.times.reliability.insert(source, rank);
        if rank == 0 && before.unwrap_or(0) == 0 {
            return Ok(BTreeSet::new());
        }
        let Some(property) = self.words.known(RESTS_ON) else {
            return Ok(BTreeSet::new());
        };
        let mut find = self.connection.prepare_cached(sql::LINKS_OF)?;
        let all = find
            .query_map([source, property], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(all)
    }

    fn relink(
        &mut self,
        from: i64,
        before: &BTreeSet<(RecordId, String)>,
        now: &BTreeSet<(RecordId, String)>,
    ) -> Result<(), ViewError> {
        for (target, property) in before.difference(now) {
            let (target, property) = (
                self.record(*target)?.number,
                self.words.number(self.connection, property)?,
            );
            self.connection
                .prepare_cached(sql::LINK_DROP)?
                .execute(params![target, property, from])?;
        }
        for (target, property) in now {
            let (target, property) = (
                self.record(*target)?.number,
                self.words.number(self.connection, property)?,
            );
            self.connection
                .prepare_cached(sql::LINK_ADD)?
                .execute(params![target, property, from])?;
        }
        Ok(())
    }

    /// Words are found by whoever may open the workspace, so what only few may see is not indexed.
    fn reindex(
        &self,
        kind: &str,
        known: Known,
        live: &[(i64, &Statement)],
    ) -> Result<(), ViewError> {
        let (mut words, mut names) = (String::new(), String::new());
        let mut told: HashSet<&str> = HashSet::new();
        for (_, statement) in live {
            if self
                .schema
                .property(kind, &statement.property)
                .is_none_or(|p| p.sensitivity > Sensitivity::Internal)
            {
                continue;
            }
            let (into_names, text) = match &statement.value {
                Value::Name { text, .. } => (true, text),
                Value::Text { text, .. } | Value::Url(text) | Value::Identifier { text, .. } => {
                    (statement.property == "title", text)
                }
                Value::Law(law) => (false, &law.code),
                _ => continue,
            };
            if told.insert(text) {
                for part in [Some(&mut words), into_names.then_some(&mut names)]
                    .into_iter()
                    .flatten()
                {
                    part.push_str(&fold::fold(text));
                    part.push('\n');
                }
            }
        }
        if !known.new {
            self.connection
                .prepare_cached(sql::WORDS_DROP)?
                .execute([known.number])?;
            self.connection
                .prepare_cached(sql::NAMES_DROP)?
                .execute([known.number])?;
        }
        if !words.is_empty() {
            self.connection
                .prepare_cached(sql::WORDS_ADD)?
                .execute(params![known.number, words])?;
        }
        if !names.is_empty() {
            self.connection
                .prepare_cached(sql::NAMES_ADD)?
                .execute(params![known.number, names])?;
        }
        Ok(())
    }
}

fn row_number(dense: i64) -> u32 {
    u32::try_from(dense).unwrap_or(u32::MAX)
}

fn seq_number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// All blocks said of a record, oldest number first, each with its change-set's number.
pub(crate) fn said_of(
    connection: &Connection,
    record: i64,
) -> Result<Vec<(i64, Block)>, ViewError> {
    let mut find = connection.prepare_cached(sql::SAID_OF)?;
    let mut rows = find.query([record])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push((
            row.get(0)?,
            decode_block(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?,
        ));
    }
    Ok(all)
}

/// The statements that stand: said and not withdrawn, each id once, sorted by id so that the order of arrival has no say.
pub(crate) fn live_statements(blocks: &[(i64, Block)]) -> Vec<(i64, &Statement)> {
    let gone: HashSet<StatementId> = blocks
        .iter()
        .flat_map(|(_, b)| b.withdrawals.iter().map(|w| w.statement))
        .collect();
    let mut live: BTreeMap<StatementId, (i64, &Statement)> = BTreeMap::new();
    for (change_set, block) in blocks {
        for statement in block.statements.iter().filter(|s| !gone.contains(&s.id)) {
            live.entry(statement.id).or_insert((*change_set, statement));
        }
    }
    live.into_values().collect()
}

/// The records a statement points to, and by what.
fn links(statement: &Statement) -> Vec<(RecordId, String)> {
    let mut all = Vec::new();
    match statement.value {
        Value::Reference(target) | Value::Statement(target, _) => {
            all.push((target, statement.property.clone()))
        }
        _ => {}
    }
    if let Some(source) = statement.basis.source {
        all.push((source, RESTS_ON.to_owned()));
    }
    all
}

/// What records of a type with names or titles are sorted by: the folded first name or title.
fn sort_key(resolved: &[Resolved]) -> Option<String> {
    let of = |code: &str| {
        resolved
            .iter()
            .find(|r| r.property == code)
            .and_then(|r| r.values.first())
    };
    ["name", "title", "indicator", "text", "description", "label"]
        .iter()
        .find_map(|code| match of(code) {
            Some(Value::Name { text, .. } | Value::Text { text, .. }) => {
                Some(fold::fold(text).chars().take(80).collect())
            }
            _ => None,
        })
}

fn rank_of(schema: &Schema, resolved: &[Resolved]) -> u8 {
    let Some(list) = schema.list("source_reliability") else {
        return 0;
    };
    resolved
        .iter()
        .find(|r| r.property == "reliability")
        .and_then(|r| match r.values.first() {
            Some(Value::Term(code)) => list.entries().iter().position(|e| e.code == *code),
            _ => None,
        })
        // The list stands best first.
        .map_or(0, |place| {
            u8::try_from(list.entries().len() - place).unwrap_or(u8::MAX)
        })
}
