//! Reading records: one with everything said of it, or many in brief.

use crate::View;

use crate::consent::is_kept;
use crate::error::ViewError;
use crate::packed::unpack;
use crate::reader::Reader;
use crate::resolve::Resolved;
use crate::said::{live_statements, said_of};
use crate::settle::RESTS_ON;
use aigaq_schema::{Block, ChangeSetId, NameKind, RecordId, Schema, Statement, StatementId, Value};
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const RECORD: &str = "SELECT r.number, w.text, r.dense, r.resolved, root.id FROM record r JOIN word w ON w.number = r.type LEFT JOIN record root ON root.number = r.root WHERE r.id = ?1";
    pub const RECORD_AT: &str = "SELECT id, resolved FROM record WHERE type = ?1 AND dense = ?2";
    pub const PAGE_BY_NAME: &str =
        "SELECT dense FROM record WHERE type = ?1 AND sort IS NOT NULL ORDER BY sort, number";
    pub const BY_NUMBER: &str = "SELECT r.id, w.text, r.dense, r.resolved FROM record r JOIN word w ON w.number = r.type WHERE r.number = ?1";
    pub const LINKS_COUNTED: &str = "SELECT p.text, l.property, l.n FROM (SELECT property, count(*) AS n FROM link WHERE target = ?1 GROUP BY property) l JOIN word p ON p.number = l.property ORDER BY p.text";
    pub const LINKS_IN: &str =
        "SELECT source FROM link WHERE target = ?1 AND property = ?2 ORDER BY source LIMIT ?3";
    pub const CHANGE_SET: &str =
        "SELECT id, act, claimed, zone, program, device FROM change_set WHERE number = ?1";
    pub const KEY_OF: &str = "SELECT key FROM record WHERE id = ?1";
}

/// What holds of a record, as far as the reader may see it.
#[derive(Debug, Clone)]
pub struct Brief {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub record_type: String,
    /// Its row in the columns of its type.
    pub row: u32,
    /// What holds, property by property in the order of the schema.
    pub resolved: Vec<Resolved>,
}

impl Brief {
    /// What holds of one property.
    #[must_use]
    pub fn get(&self, property: &str) -> Option<&Resolved> {
        self.resolved.iter().find(|r| r.property == property)
    }

    /// The first value of a property, when it is known.
    #[must_use]
    pub fn value(&self, property: &str) -> Option<&Value> {
        self.get(property)?.values.first().filter(|v| v.is_known())
    }

    /// All known values of a property.
    pub fn values(&self, property: &str) -> impl Iterator<Item = &Value> {
        self.get(property)
            .into_iter()
            .flat_map(|r| r.values.iter())
            .filter(|v| v.is_known())
    }

    /// The name or title it is known by: the first full name, else the first name or title of any kind.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        let mut names = self.values("name").filter_map(|v| match v {
            Value::Name { text, kind } => Some((*kind, text.as_str())),
            _ => None,
        });
        let first = names.next();
        let full = first
            .into_iter()
            .chain(names)
            .find(|(kind, _)| *kind == NameKind::Full)
            .or(first);
        full.map(|(_, text)| text).or_else(|| {
            ["title", "indicator", "label", "text", "description"]
                .iter()
                .find_map(|p| match self.value(p) {
                    Some(Value::Text { text, .. }) => Some(text.as_str()),
                    _ => None,
                })
        })
    }
}

/// When and how something was said.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// The change-set.
    pub change_set: ChangeSetId,
    /// The act of saving: form, import, decision.
    pub act: String,
    /// When its writer says it was, in seconds since 1970.
    pub claimed: i64,
    /// The writer's zone.
    pub zone: String,
    /// The device that signed it.
    pub device: [u8; 32],
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

impl View {
    /// What holds of a record; `None` when there is none, or the reader may not see it.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn brief(&self, reader: &Reader, id: RecordId) -> Result<Option<Brief>, ViewError> {
        let found = self
            .connection
            .prepare_cached(sql::RECORD)?
            .query_row([id.as_bytes()], |row| {
                Ok((row.get(1)?, row.get(2)?, row.get::<_, Option<Vec<u8>>>(3)?))
            })
            .optional()?;
        match found {
            Some((record_type, row, resolved)) => self.seen(reader, id, record_type, row, resolved),
            None => Ok(None),
        }
    }

    /// The record in one row of the columns of a type.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn brief_at(
        &self,
        reader: &Reader,
        record_type: &str,
        row: u32,
    ) -> Result<Option<Brief>, ViewError> {
        let Some(kind) = self.words.known(record_type) else {
            return Ok(None);
        };
        let found = self
            .connection
            .prepare_cached(sql::RECORD_AT)?
            .query_row(params![kind, row], |found| {
                Ok((found.get::<_, [u8; 16]>(0)?, found.get(1)?))
            })
            .optional()?;
        match found {
            Some((id, resolved)) => {
                self.seen(reader, RecordId(id), record_type.to_owned(), row, resolved)
            }
            None => Ok(None),
        }
    }

    /// The rows of a type in the order of their names or titles; those without one are left out.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn rows_by_name(&self, record_type: &str) -> Result<Vec<u32>, ViewError> {
        let Some(kind) = self.words.known(record_type) else {
            return Ok(Vec::new());
        };
        let mut find = self.connection.prepare_cached(sql::PAGE_BY_NAME)?;
        let rows = find
            .query_map([kind], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

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
        let mut all: BTreeMap<String, Vec<Shown>> = BTreeMap::new();
        for (change_set, block) in blocks {
            for statement in &block.statements {
                // A property that this version does not know is shown to the keeper alone.
                let visible = schema
                    .property(record_type, &statement.property)
                    .map_or(*reader == Reader::keeper(), |p| reader.may_see(p));
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

    fn spoken(&self, change_set: i64) -> Result<Spoken, ViewError> {
        let spoken =
            self.connection
                .prepare_cached(sql::CHANGE_SET)?
                .query_row([change_set], |row| {
                    Ok(Spoken {
                        change_set: ChangeSetId(row.get(0)?),
                        act: row.get(1)?,
                        claimed: row.get(2)?,
                        zone: row.get(3)?,
                        device: row.get(5)?,
                    })
                })?;
        Ok(spoken)
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

    pub(crate) fn by_number(
        &self,
        reader: &Reader,
        number: i64,
    ) -> Result<Option<Brief>, ViewError> {
        let found = self
            .connection
            .prepare_cached(sql::BY_NUMBER)?
            .query_row([number], |row| {
                Ok((
                    row.get::<_, [u8; 16]>(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                ))
            })
            .optional()?;
        match found {
            Some((id, record_type, row, resolved)) => {
                self.seen(reader, RecordId(id), record_type, row, resolved)
            }
            None => Ok(None),
        }
    }

    /// Records whose statements rest on this source, the first `most` of them.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn resting_on(
        &self,
        reader: &Reader,
        source: RecordId,
        most: usize,
    ) -> Result<Vec<Brief>, ViewError> {
        let mut find = self.connection.prepare_cached(
            "SELECT l.source FROM link l JOIN word p ON p.number = l.property JOIN record r ON r.number = l.target
             WHERE r.id = ?1 AND p.text = '@source' ORDER BY l.source",
        )?;
        let numbers: Vec<i64> = find
            .query_map([source.as_bytes()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for number in numbers {
            if all.len() == most {
                break;
            }
            all.extend(self.by_number(reader, number)?);
        }
        Ok(all)
    }

    /// All blocks ever said of a record, each with its change-set: what an importer compares with.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn said(&self, id: RecordId) -> Result<Vec<(ChangeSetId, Block)>, ViewError> {
        let number: Option<i64> = self
            .connection
            .prepare_cached("SELECT number FROM record WHERE id = ?1")?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        let Some(number) = number else {
            return Ok(Vec::new());
        };
        said_of(&self.connection, number)?
            .into_iter()
            .map(|(change_set, block)| Ok((self.spoken(change_set)?.change_set, block)))
            .collect()
    }

    /// All blocks ever said of a root record and of its parts.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn said_with_parts(&self, root: RecordId) -> Result<Vec<Block>, ViewError> {
        let found = self
            .connection
            .prepare_cached("SELECT r.number, w.text FROM record r JOIN word w ON w.number = r.type WHERE r.id = ?1")?
            .query_row([root.as_bytes()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
            .optional()?;
        let Some((number, record_type)) = found else {
            return Ok(Vec::new());
        };
        let mut numbers = vec![number];
        for part in self.schema.types() {
            let property = part.part_of.as_deref().filter(|p| {
                part.property(p)
                    .is_some_and(|p| p.to == [record_type.as_str()])
            });
            if let Some(property) = property.and_then(|p| self.words.known(p)) {
                let mut find = self.connection.prepare_cached(
                    "SELECT l.source FROM link l JOIN record r ON r.number = l.source
                     WHERE l.target = ?1 AND l.property = ?2 AND r.root = ?1",
                )?;
                let parts =
                    find.query_map(params![number, property], |row| row.get::<_, i64>(0))?;
                numbers.extend(parts.collect::<Result<Vec<_>, _>>()?);
            }
        }
        let mut all = Vec::new();
        for number in numbers {
            all.extend(
                said_of(&self.connection, number)?
                    .into_iter()
                    .map(|(_, block)| block),
            );
        }
        Ok(all)
    }

    /// The records of a type that point to this one by a property, as far as the reader may see them.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn pointing(
        &self,
        reader: &Reader,
        to: RecordId,
        record_type: &str,
        property: &str,
    ) -> Result<Vec<Brief>, ViewError> {
        let mut find = self.connection.prepare_cached(
            "SELECT l.source FROM link l JOIN word p ON p.number = l.property JOIN record t ON t.number = l.target
             JOIN record s ON s.number = l.source JOIN word k ON k.number = s.type
             WHERE t.id = ?1 AND p.text = ?2 AND k.text = ?3 ORDER BY l.source",
        )?;
        let numbers: Vec<i64> = find
            .query_map(params![to.as_bytes(), property, record_type], |row| {
                row.get(0)
            })?
            .collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for number in numbers {
            all.extend(self.by_number(reader, number)?);
        }
        Ok(all)
    }

    /// The live statements of a record.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn live(&self, id: RecordId) -> Result<Vec<Statement>, ViewError> {
        let blocks: Vec<(i64, Block)> = self.said(id)?.into_iter().map(|(_, b)| (0, b)).collect();
        Ok(live_statements(&blocks)
            .into_iter()
            .map(|(_, s)| s.clone())
            .collect())
    }

    /// The record is there: somebody spoke of it.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn has(&self, id: RecordId) -> Result<bool, ViewError> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM record WHERE id = ?1 AND type IS NOT NULL")?
            .exists([id.as_bytes()])?)
    }

    /// The id of the key that seals a root record.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn key_of(&self, root: RecordId) -> Result<Option<[u8; 16]>, ViewError> {
        let key: Option<Option<[u8; 16]>> = self
            .connection
            .prepare_cached(sql::KEY_OF)?
            .query_row([root.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(key.flatten())
    }
}

impl View {
    /// The brief of a packed record as this reader may see it: the one way out of the view.
    fn seen(
        &self,
        reader: &Reader,
        id: RecordId,
        record_type: String,
        row: u32,
        packed: Option<Vec<u8>>,
    ) -> Result<Option<Brief>, ViewError> {
        brief(&self.schema, reader, id, record_type, row, packed)?
            .map(|brief| self.gated(reader, brief))
            .transpose()
    }
}

/// The brief of a packed record, without what the reader may not see.
fn brief(
    schema: &Schema,
    reader: &Reader,
    id: RecordId,
    record_type: String,
    row: u32,
    packed: Option<Vec<u8>>,
) -> Result<Option<Brief>, ViewError> {
    let mut resolved = unpack(&packed.unwrap_or_default())?;
    let sensitivity = resolved
        .iter()
        .find(|r| r.property == "sensitivity")
        .and_then(|r| match r.values.first() {
            Some(Value::Term(code)) => Some(code.clone()),
            _ => None,
        });
    if !reader.may_see_record(sensitivity.as_deref()) {
        return Ok(None);
    }
    resolved.retain(|r| {
        schema
            .property(&record_type, &r.property)
            .map_or(*reader == Reader::keeper(), |p| reader.may_see(p))
    });
    Ok(Some(Brief {
        id,
        record_type,
        row,
        resolved,
    }))
}

/// A change-set with its numbers.
#[derive(Debug, Clone)]
pub struct SavedChange {
    /// Who, when, how.
    pub spoken: Spoken,
    /// The program and its version.
    pub program: String,
    /// SHA-256 of an imported file.
    pub imported: Option<[u8; 32]>,
    /// Records it speaks of.
    pub records: u64,
    /// Statements it made.
    pub said: u64,
    /// Statements it withdrew.
    pub withdrawn: u64,
}

impl View {
    /// How many change-sets there are, and in how many logs.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn change_sets(&self) -> Result<(u64, u64), ViewError> {
        let counted = self.connection.query_row(
            "SELECT count(*), count(DISTINCT log) FROM change_set",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(counted)
    }

    /// Change-sets, the newest first, after skipping some.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn saved(&self, skip: usize, most: usize) -> Result<Vec<SavedChange>, ViewError> {
        let mut find = self.connection.prepare_cached(
            "SELECT number FROM change_set ORDER BY claimed DESC, number DESC LIMIT ?2 OFFSET ?1",
        )?;
        let page = params![
            i64::try_from(skip).unwrap_or(i64::MAX),
            i64::try_from(most).unwrap_or(i64::MAX)
        ];
        let numbers: Vec<i64> = find
            .query_map(page, |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        numbers
            .into_iter()
            .map(|number| self.saved_number(number))
            .collect()
    }

    /// One change-set; `None` when there is none.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn saved_change(&self, id: ChangeSetId) -> Result<Option<SavedChange>, ViewError> {
        let number: Option<i64> = self
            .connection
            .prepare_cached(crate::store::sql::CHANGE_SET_OF)?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        number.map(|number| self.saved_number(number)).transpose()
    }

    fn saved_number(&self, number: i64) -> Result<SavedChange, ViewError> {
        let (program, imported, records, said, withdrawn) = self
            .connection
            .prepare_cached("SELECT program, imported, records, statements, withdrawals FROM change_set WHERE number = ?1")?
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
        Ok(SavedChange {
            spoken: self.spoken(number)?,
            program,
            imported,
            records,
            said,
            withdrawn,
        })
    }

    /// The first records a change-set speaks of, as far as the reader may see them.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn records_in(
        &self,
        reader: &Reader,
        id: ChangeSetId,
        most: usize,
    ) -> Result<Vec<Brief>, ViewError> {
        let mut find = self.connection.prepare_cached(
            "SELECT s.record FROM change_set c JOIN said s ON s.number BETWEEN c.first_said AND c.last_said AND s.change_set = c.number
             WHERE c.id = ?1 ORDER BY s.number",
        )?;
        let mut rows = find.query([id.as_bytes()])?;
        let mut numbers: Vec<i64> = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| numbers.len() < most) {
            let number = row.get(0)?;
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        let mut all = Vec::new();
        for number in numbers {
            all.extend(self.by_number(reader, number)?);
        }
        Ok(all)
    }
}

impl View {
    /// Every block ever said, change-set by change-set, with the id of its root record and, for a statement, the
    /// reason with which it was withdrawn.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn each_block(
        &self,
        mut take: impl FnMut(&Spoken, RecordId, &Block, &dyn Fn(StatementId) -> Option<String>),
    ) -> Result<(), ViewError> {
        let mut find = self.connection.prepare(
            "SELECT s.change_set, s.block, root.id, s.record FROM said s JOIN record r ON r.number = s.record
             JOIN record root ON root.number = r.root ORDER BY s.change_set, s.record, s.part",
        )?;
        let mut rows = find.query([])?;
        let mut spoken: Option<(i64, Spoken)> = None;
        while let Some(row) = rows.next()? {
            let change_set: i64 = row.get(0)?;
            let told = match spoken.take() {
                Some((number, told)) if number == change_set => told,
                _ => self.spoken(change_set)?,
            };
            let block = aigaq_schema::code::decode_block(
                row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?,
            )?;
            let reasons: HashMap<StatementId, String> = said_of(&self.connection, row.get(3)?)?
                .into_iter()
                .flat_map(|(_, b)| b.withdrawals)
                .map(|w| (w.statement, w.reason))
                .collect();
            take(&told, RecordId(row.get(2)?), &block, &|id| {
                reasons.get(&id).cloned()
            });
            spoken = Some((change_set, told));
        }
        Ok(())
    }
}
