//! A record whole: what holds of it, every statement beside it with who said it when, and what points to it.

use crate::View;
use crate::brief::Brief;
use crate::change_sets::Spoken;
use crate::closed::Closed;
use crate::consent::is_kept;
use crate::error::ViewError;
use crate::reader::Reader;
use crate::said::{live_statements, said_of};
use crate::settle::RESTS_ON;
use aigaq_schema::closed::CLOSED;
use aigaq_schema::{Block, RecordId, Statement, StatementId};
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const RECORD: &str = "SELECT r.number, w.text, r.dense, r.resolved, root.id FROM record r JOIN word w ON w.number = r.type LEFT JOIN record root ON root.number = r.root WHERE r.id = ?1";
    pub const LINKS_COUNTED: &str = "SELECT p.text, l.property, l.n FROM (SELECT property, count(*) AS n FROM link WHERE target = ?1 GROUP BY property) l JOIN word p ON p.number = l.property ORDER BY p.text";
    pub const LINKS_IN: &str =
        "SELECT source FROM link WHERE target = ?1 AND property = ?2 ORDER BY source LIMIT ?3";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[RECORD, LINKS_COUNTED, LINKS_IN];
}

/// A record with everything said of it.
#[derive(Debug, Clone)]
pub struct RecordPage {
    /// What holds.
    pub brief: Brief,
    /// The root record it is a part of (itself, when it is no part).
    pub root: RecordId,
    /// All statements by property, live ones first.
    pub statements: BTreeMap<String, Vec<Shown>>,
    /// Records that point here by a property, at most as many as asked for.
    pub incoming: Vec<Incoming>,
    /// How many records point here in all, by property.
    pub incoming_counts: BTreeMap<String, usize>,
    /// How many records rest on this one as their source.
    pub resting: usize,
    /// Change by change, the oldest first.
    pub history: Vec<History>,
}

/// One statement on a record's page.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The statement.
    pub statement: Statement,
    /// Its saying.
    pub spoken: Spoken,
    /// It was withdrawn: why.
    pub withdrawn: Option<String>,
}

/// What happened to a record in one change-set.
#[derive(Debug, Clone)]
pub struct History {
    /// The change-set.
    pub spoken: Spoken,
    /// How many statements it made about the record.
    pub said: usize,
    /// How many it withdrew.
    pub withdrawn: usize,
    /// What it made and withdrew, as far as the reader may see it.
    pub block: Block,
}

/// A record that points here.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The property that points.
    pub property: String,
    /// The record.
    pub from: Brief,
}

impl View {
    /// A record with everything said of it, and up to `most` records that point to it.
    /// `None` when there is none, or the reader may not see it.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn record(
        &self,
        reader: &Reader,
        id: RecordId,
        most: usize,
    ) -> Result<Option<RecordPage>, ViewError> {
        let Some((number, mut page)) = self.told_of(reader, id)? else {
            return Ok(None);
        };
        (page.incoming, page.incoming_counts, page.resting) =
            self.incoming(reader, number, most)?;
        Ok(Some(page))
    }

    /// A record with everything said of it, but without those that point to it: one to which a hundred thousand
    /// point is as quick as any. `None` as for [`View::record`].
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn record_alone(
        &self,
        reader: &Reader,
        id: RecordId,
    ) -> Result<Option<RecordPage>, ViewError> {
        Ok(self.told_of(reader, id)?.map(|(_, page)| page))
    }

    fn told_of(
        &self,
        reader: &Reader,
        id: RecordId,
    ) -> Result<Option<(i64, RecordPage)>, ViewError> {
        let found = self
            .connection
            .prepare_cached(sql::RECORD)?
            .query_row([id.as_bytes()], |row| {
                let root: Option<[u8; 16]> = row.get(4)?;
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    root,
                ))
            })
            .optional()?;
        let Some((number, record_type, row, resolved, root)) = found else {
            return Ok(None);
        };
        let Some(brief) = self.seen(reader, id, record_type, row, resolved)? else {
            return Ok(None);
        };
        let blocks = said_of(&self.connection, number)?;
        let mut statements = self.shown(reader, &brief.record_type, &blocks)?;
        if !self.may_name(reader, &brief)? {
            statements.retain(|property, _| is_kept(property));
        }
        let visible: HashSet<StatementId> = statements
            .values()
            .flatten()
            .map(|shown| shown.statement.id)
            .collect();
        let mut history = Vec::with_capacity(blocks.len());
        for (change_set, mut block) in blocks {
            let (said, withdrawn) = (block.statements.len(), block.withdrawals.len());
            block.statements.retain(|s| visible.contains(&s.id));
            block.withdrawals.retain(|w| visible.contains(&w.statement));
            history.push(History {
                spoken: self.spoken(change_set)?,
                said,
                withdrawn,
                block,
            });
        }
        let page = RecordPage {
            brief,
            root: root.map_or(id, RecordId),
            statements,
            incoming: Vec::new(),
            incoming_counts: BTreeMap::new(),
            resting: 0,
            history,
        };
        Ok(Some((number, page)))
    }

    fn shown(
        &self,
        reader: &Reader,
        record_type: &str,
        blocks: &[(i64, Block)],
    ) -> Result<BTreeMap<String, Vec<Shown>>, ViewError> {
        let reasons: HashMap<StatementId, &str> = blocks
            .iter()
            .flat_map(|(_, b)| {
                b.withdrawals
                    .iter()
                    .map(|w| (w.statement, w.reason.as_str()))
            })
            .collect();
        let schema = &self.schema;
        let live = live_statements(blocks);
        let live = live.iter().filter(|(_, said)| said.property == CLOSED);
        let closed = Closed::of(live.map(|(_, said)| &said.value));
        let mut all: BTreeMap<String, Vec<Shown>> = BTreeMap::new();
        for (change_set, block) in blocks {
            for statement in &block.statements {
                let of = schema.property(record_type, &statement.property);
                let visible = closed.may_see(reader, (&statement.property, of));
                if visible {
                    all.entry(statement.property.clone())
                        .or_default()
                        .push(Shown {
                            statement: statement.clone(),
                            spoken: self.spoken(*change_set)?,
                            withdrawn: reasons.get(&statement.id).map(|r| (*r).to_owned()),
                        });
                }
            }
        }
        for shown in all.values_mut() {
            shown.sort_by_key(|s| (s.withdrawn.is_some(), s.spoken.claimed, s.statement.id));
        }
        Ok(all)
    }

    #[expect(
        clippy::type_complexity,
        reason = "three answers of one walk over the links, named where they are used"
    )]
    fn incoming(
        &self,
        reader: &Reader,
        number: i64,
        most: usize,
    ) -> Result<(Vec<Incoming>, BTreeMap<String, usize>, usize), ViewError> {
        let mut counted = self.connection.prepare_cached(sql::LINKS_COUNTED)?;
        let mut rows = counted.query([number])?;
        let (mut counts, mut resting) = (BTreeMap::new(), 0);
        let mut properties: Vec<(String, i64)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (property, code, count): (String, i64, usize) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            if property == RESTS_ON {
                resting = count;
            } else {
                counts.insert(property.clone(), count);
                properties.push((property, code));
            }
        }
        let mut find = self.connection.prepare_cached(sql::LINKS_IN)?;
        let mut incoming = Vec::new();
        for (property, code) in properties {
            let left = i64::try_from(most - incoming.len().min(most)).unwrap_or(i64::MAX);
            let sources: Vec<i64> = find
                .query_map(params![number, code, left], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for source in sources {
                if let Some(from) = self.by_number(reader, source)? {
                    incoming.push(Incoming {
                        property: property.clone(),
                        from,
                    });
                }
            }
        }
        Ok((incoming, counts, resting))
    }
}
