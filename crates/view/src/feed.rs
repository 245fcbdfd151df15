//! Columns: one packed column for each countable property, kept up with the records.
//!
//! The columns stand in memory while the view is open, and in `view.db` as blocks of 65,536 rows. A small save
//! does not rewrite blocks: it notes the records whose rows are newer (`unpacked`), and they are read in on top
//! of the blocks at the next opening. Many of them, and the blocks are written anew.

use crate::error::ViewError;
use crate::packed::unpack;
use crate::resolve::Resolved;
use crate::store::sql;
use crate::times::{Changed, TimesCache};
use aigaq_counting::{Cell, Column, Columns, Dictionary, FIRST_CODE, LIVE, State as CountState};
use aigaq_schema::{Property, RecordId, Schema, State, Value, ValueKind};
use rusqlite::{Connection, params};
use std::sync::Arc;

/// The dictionary of the column that says whether a record's sources agree.
pub const AGREEMENT: &str = "agreement";
/// The column with the day on which something was said or taken back of a record last, as the clock stood where it was
/// saved.
pub const CHANGED: &str = "changed";
/// The column with the second in which that was, as claimed; in seconds since 1970.
pub(crate) const CHANGED_AT: &str = "changed_at";
/// The property that says who may read a record.
pub(crate) const SENSITIVITY: &str = "sensitivity";
const AGREEMENTS: [&str; 3] = ["same", "differ", "contradict"];

/// More unpacked records than this, and the blocks are written anew.
const MANY_UNPACKED: usize = 4_000;

/// A row of the columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    /// Its number.
    pub row: u32,
    /// It may hold something already.
    pub said: bool,
    /// When its record changed last.
    pub changed: Changed,
}

/// Type and row of a record that is referred to, once it has them.
type Find<'f> = dyn Fn(RecordId) -> Option<(String, u32)> + 'f;

/// The columns, and what is needed to keep them up.
#[derive(Debug)]
pub(crate) struct ColumnFeed {
    pub columns: Columns,
    /// Records whose rows are newer than the packed blocks, of this run.
    pub newer: Vec<i64>,
    /// There are columns of which no block was written yet.
    grown: bool,
    schema: Arc<Schema>,
}

/// A property has a column when it can be counted or filtered by.
pub fn has_column(property: &Property) -> bool {
    match property.kind {
        ValueKind::Term
        | ValueKind::Date
        | ValueKind::Number
        | ValueKind::Reference
        | ValueKind::Law
        | ValueKind::YesNo => true,
        ValueKind::Text => property.countable,
        _ => false,
    }
}

impl ColumnFeed {
    /// Empty columns for all the record types of the schema.
    pub(crate) fn new(schema: &Arc<Schema>) -> Self {
        let mut columns = Columns::new();
        for list in schema.lists() {
            let mut dictionary = Dictionary::default();
            for entry in list.entries() {
                dictionary.add(&entry.code, entry.parent.as_deref());
            }
            columns.set_dictionary(&list.code, dictionary);
        }
        for (name, codes) in [(AGREEMENT, &AGREEMENTS[..]), ("yesno", &["yes", "no"][..])] {
            let mut dictionary = Dictionary::default();
            codes.iter().for_each(|code| {
                dictionary.add(code, None);
            });
            columns.set_dictionary(name, dictionary);
        }
        for record_type in schema.types() {
            for property in record_type.properties.iter().filter(|p| has_column(p)) {
                let name = dictionary_name(&record_type.code, property);
                let column = match (property.kind, property.many) {
                    (ValueKind::Date, _) => Column::dates(),
                    (ValueKind::Number, _) => Column::numbers(),
                    (ValueKind::Reference, many) => {
                        let all: Vec<&str> = if property.to.is_empty() {
                            schema.types().map(|t| t.code.as_str()).collect()
                        } else {
                            property.to.iter().map(String::as_str).collect()
                        };
                        if many {
                            Column::many_refs(&all)
                        } else {
                            Column::refs(&all)
                        }
                    }
                    (kind, many) => {
                        if matches!(kind, ValueKind::Text | ValueKind::Law) {
                            columns.texts_mut(&name);
                        }
                        if many {
                            Column::many_codes(&name)
                        } else {
                            Column::codes(&name)
                        }
                    }
                };
                columns
                    .table_mut(&record_type.code)
                    .add_column(&property.code, column);
            }
            columns
                .table_mut(&record_type.code)
                .add_column(AGREEMENT, Column::codes(AGREEMENT));
            columns
                .table_mut(&record_type.code)
                .add_column(CHANGED, Column::dates());
            columns
                .table_mut(&record_type.code)
                .add_column(CHANGED_AT, Column::numbers());
        }
        Self {
            columns,
            newer: Vec::new(),
            grown: false,
            schema: Arc::clone(schema),
        }
    }

    /// Makes room for what a schema adds; nothing of it was said yet.
    pub(crate) fn grow_to(&mut self, later: &Arc<Schema>) {
        let wider = Self::new(later);
        take_codes(&mut self.columns, &wider.columns);
        for (code, table) in wider.columns.tables() {
            for (property, column) in table.columns() {
                self.columns
                    .table_mut(code)
                    .add_column(property, column.clone());
            }
        }
        self.schema = Arc::clone(later);
        self.grown = true;
    }

    /// Puts what holds of a record into its row; `find` gives type and row of the records it refers to.
    pub(crate) fn record(
        &mut self,
        record_type: &str,
        at: At,
        resolved: &[Resolved],
        find: &Find<'_>,
    ) -> Result<(), ViewError> {
        let At { row, said, changed } = at;
        let schema = Arc::clone(&self.schema);
        let Some(described) = schema.record_type(record_type) else {
            return Ok(());
        };
        let mut owned: Vec<(&str, OwnedCell)> = Vec::with_capacity(resolved.len() + 2);
        for one in resolved {
            if let Some(property) = described.property(&one.property).filter(|p| has_column(p)) {
                owned.push((
                    &property.code,
                    self.cell(record_type, property, &one.values, find),
                ));
            }
        }
        if said {
            // What no longer holds leaves its cell.
            for property in described.properties.iter().filter(|p| has_column(p)) {
                if !resolved.iter().any(|r| r.property == property.code) {
                    owned.push((&property.code, OwnedCell::State(CountState::Missing)));
                }
            }
        }
        let worst = crate::brief::agreement(resolved);
        owned.push((
            AGREEMENT,
            OwnedCell::Codes(false, vec![FIRST_CODE + worst as u32]),
        ));
        owned.push((CHANGED, OwnedCell::Date(changed.day, changed.day)));
        #[expect(
            clippy::cast_precision_loss,
            reason = "exact as long as the seconds of a clock are; what is beyond still stands last"
        )]
        let second = changed.seconds as f64;
        owned.push((CHANGED_AT, OwnedCell::Number(second, second)));
        let reached: Vec<Vec<(&str, u32)>> = owned
            .iter()
            .map(|(_, cell)| match cell {
                OwnedCell::Refs(_, all) => all
                    .iter()
                    .map(|(kind, row)| (kind.as_str(), *row))
                    .collect(),
                _ => Vec::new(),
            })
            .collect();
        let cells: Vec<(&str, Cell<'_>)> = owned
            .iter()
            .zip(&reached)
            .map(|((code, cell), reached)| (*code, cell.borrowed(reached)))
            .collect();
        // Rows of records that come later in the same change-set stand empty until their turn.
        for (kind, row) in reached.iter().flatten() {
            grow(&mut self.columns, kind, *row)?;
        }
        grow(&mut self.columns, record_type, row)?;
        let table = self.columns.table_mut(record_type);
        table.upsert_row(Some(row), &cells).map_err(damaged)?;
        if resolved.is_empty() {
            // Everything said of it was taken back: it is in no list and no count, and its history stays.
            table.withdraw_row(row).map_err(damaged)?;
        }
        Ok(())
    }

    fn cell(
        &mut self,
        record_type: &str,
        property: &Property,
        values: &[Value],
        find: &Find<'_>,
    ) -> OwnedCell {
        let known: Vec<&Value> = values.iter().filter(|v| v.is_known()).collect();
        let Some(first) = known.first() else {
            return OwnedCell::State(match values.first() {
                Some(Value::Missing(State::Unknown)) => CountState::Unknown,
                Some(Value::Missing(State::NotAsked)) => CountState::NotAsked,
                Some(Value::Missing(State::Withheld)) => CountState::Withheld,
                Some(Value::Missing(State::None)) => CountState::None,
                _ => CountState::Missing,
            });
        };
        match first {
            Value::Date { date, .. } => OwnedCell::Date(date.first().0, date.last().0),
            Value::Number(number) => {
                let (low, high) = number.bounds();
                OwnedCell::Number(low, high)
            }
            Value::Reference(_) => {
                let all: Vec<(String, u32)> = known
                    .iter()
                    .filter_map(|v| match v {
                        Value::Reference(id) => find(*id),
                        _ => None,
                    })
                    .collect();
                if all.is_empty() {
                    OwnedCell::State(CountState::Missing)
                } else {
                    OwnedCell::Refs(property.many, all)
                }
            }
            _ => {
                let name = dictionary_name(record_type, property);
                let codes = known
                    .iter()
                    .map(|v| self.code(&name, property, v))
                    .collect();
                OwnedCell::Codes(property.many, codes)
            }
        }
    }

    fn code(&mut self, dictionary: &str, property: &Property, value: &Value) -> u32 {
        let text = value.plain();
        if matches!(property.kind, ValueKind::Text | ValueKind::Law) {
            self.columns.texts_mut(dictionary).add(&text, None)
        } else {
            // A code the lists do not hold (written by a newer version) still counts, under its own code.
            self.columns.dictionary_mut(dictionary).add(&text, None)
        }
    }

    /// Reads the packed blocks, then the rows that are newer.
    pub(crate) fn load(connection: &Connection, schema: &Arc<Schema>) -> Result<Self, ViewError> {
        let mut feed = Self::new(schema);
        let shipped = feed.columns.clone();
        let mut all = connection.prepare_cached(sql::CHUNKS)?;
        let mut rows = all.query([])?;
        let mut blocks: Vec<(String, String, u32, Vec<u8>)> = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let bytes: Vec<u8> = row.get(1)?;
            match name.splitn(3, '/').collect::<Vec<_>>()[..] {
                ["list", dictionary, _] => {
                    feed.columns
                        .set_dictionary(dictionary, Dictionary::load(&bytes).map_err(damaged)?);
                }
                [table, property, block] => {
                    let block = block
                        .parse()
                        .map_err(|_| ViewError::Columns(name.clone()))?;
                    blocks.push((table.to_owned(), property.to_owned(), block, bytes));
                }
                _ => return Err(ViewError::Columns(name)),
            }
        }
        // Lists may have grown since the blocks were written.
        take_codes(&mut feed.columns, &shipped);
        // The live rows of a table come first, then blocks in their order.
        blocks.sort_by(|a, b| (&a.0, a.1 != LIVE, &a.1, a.2).cmp(&(&b.0, b.1 != LIVE, &b.1, b.2)));
        for (table, property, block, bytes) in &blocks {
            feed.columns
                .table_mut(table)
                .load(property, *block, bytes)
                .map_err(damaged)?;
        }
        feed.columns.check().map_err(damaged)?;
        feed.load_unpacked(connection)?;
        Ok(feed)
    }

    fn load_unpacked(&mut self, connection: &Connection) -> Result<(), ViewError> {
        let mut newer = connection.prepare_cached(sql::UNPACKED)?;
        let mut find = connection.prepare_cached(sql::PLACE)?;
        let mut rows = newer.query([])?;
        let mut times = TimesCache::default();
        while let Some(row) = rows.next()? {
            let changed = times.changed(connection, row.get(0)?)?;
            let (kind, dense): (String, u32) = (row.get(2)?, row.get(3)?);
            let resolved = unpack(&row.get::<_, Option<Vec<u8>>>(4)?.unwrap_or_default())?;
            let mut targets: Vec<(RecordId, String, u32)> = Vec::new();
            for value in resolved.iter().flat_map(|r| &r.values) {
                if let Value::Reference(id) = value {
                    let mut found = find.query([id.as_bytes()])?;
                    if let Some(target) = found.next()? {
                        targets.push((*id, target.get(0)?, target.get(1)?));
                    }
                }
            }
            let find = |id: RecordId| {
                let (_, kind, row) = targets.iter().find(|(target, ..)| *target == id)?;
                Some((kind.clone(), *row))
            };
            let at = At {
                row: dense,
                said: true,
                changed,
            };
            self.record(&kind, at, &resolved, &find)?;
        }
        Ok(())
    }

    /// Writes the blocks that changed, when there are many changes.
    pub(crate) fn store(&mut self, connection: &Connection) -> Result<(), ViewError> {
        let before: usize = connection
            .prepare_cached(sql::UNPACKED_COUNT)?
            .query_row([], |row| row.get(0))?;
        let newer = std::mem::take(&mut self.newer);
        let grown = std::mem::take(&mut self.grown);
        if before + newer.len() <= MANY_UNPACKED && !grown {
            let mut note = connection.prepare_cached(sql::UNPACKED_ADD)?;
            for number in newer {
                note.execute([number])?;
            }
            return Ok(());
        }
        let mut put = connection.prepare_cached(sql::CHUNK_SET)?;
        for (name, dictionary) in self.columns.dictionaries() {
            put.execute(params![format!("list/{name}/0"), dictionary.pack()])?;
        }
        let tables: Vec<String> = self
            .columns
            .tables()
            .map(|(code, _)| code.to_owned())
            .collect();
        for code in tables {
            let table = self.columns.table_mut(&code);
            for (property, block) in table.changed_blocks() {
                if let Some(bytes) = table.pack(property, block) {
                    put.execute(params![format!("{code}/{property}/{block}"), bytes])?;
                }
            }
            table.mark_stored();
        }
        connection
            .prepare_cached(sql::UNPACKED_CLEAR)?
            .execute([])?;
        Ok(())
    }
}

/// The dictionary of a property: its list, or one of its own for countable words.
pub(crate) fn dictionary_name(record_type: &str, property: &Property) -> String {
    match (property.kind, &property.list) {
        (ValueKind::Term, Some(list)) => list.clone(),
        (ValueKind::YesNo, _) => "yesno".to_owned(),
        (ValueKind::Law, _) => "law".to_owned(),
        _ => format!("{record_type}.{}", property.code),
    }
}

/// Puts the codes of some dictionaries into others, where they are not yet.
fn take_codes(columns: &mut Columns, from: &Columns) {
    for (name, dictionary) in from.dictionaries() {
        let there = columns.dictionary_mut(name);
        for code in dictionary.codes() {
            let parent = dictionary
                .number(code)
                .and_then(|n| dictionary.parent(n))
                .and_then(|p| dictionary.code(p));
            there.add(code, parent);
        }
    }
}

fn grow(columns: &mut Columns, table: &str, row: u32) -> Result<(), ViewError> {
    let table = columns.table_mut(table);
    while table.rows() <= row {
        // Nothing is known of it yet but that it is there.
        let new = table.upsert_row(None, &[]).map_err(damaged)?;
        table.withdraw_row(new).map_err(damaged)?;
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of map_err")]
pub(crate) fn damaged(error: aigaq_counting::Error) -> ViewError {
    ViewError::Columns(error.to_string())
}

enum OwnedCell {
    State(CountState),
    Codes(bool, Vec<u32>),
    Refs(bool, Vec<(String, u32)>),
    Date(i32, i32),
    Number(f64, f64),
}

impl OwnedCell {
    fn borrowed<'a>(&'a self, reached: &'a [(&'a str, u32)]) -> Cell<'a> {
        match self {
            Self::State(state) => Cell::State(*state),
            Self::Codes(true, all) => Cell::Codes(all),
            Self::Codes(false, all) => all
                .first()
                .map_or(Cell::State(CountState::Missing), |c| Cell::Code(*c)),
            Self::Refs(true, _) => Cell::Refs(reached),
            Self::Refs(false, _) => reached
                .first()
                .map_or(Cell::State(CountState::Missing), |(kind, row)| {
                    Cell::Ref(kind, *row)
                }),
            Self::Date(first, last) => Cell::Date(*first, *last),
            Self::Number(low, high) => Cell::Number(*low, *high),
        }
    }
}
