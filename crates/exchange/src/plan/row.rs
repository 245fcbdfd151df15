//! One row: its record, its sources, its parts.

use super::bind::{Bound, BoundPart, Came};
use super::read::pieces;
use super::{Mark, Planning, Quarantined};
use crate::error::{ExchangeError, shortened};
use crate::known::Known;
use crate::mapping::From;
use crate::reason;
use aigaq_schema::{Reason, RecordId, Value};
use std::collections::HashSet;
use std::sync::Arc;

/// One source of a row, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct RowSource {
    /// The source's id or words, as the cell names it.
    pub(super) name: String,
    pub(super) record: Option<RecordId>,
    pub(super) locator: Option<String>,
}

/// What a new statement rests on.
#[derive(Debug, Clone)]
pub(super) enum Rests {
    /// Every source of the row.
    Row,
    /// These places, given for this cell.
    On(Vec<RowSource>),
    /// One source of the row, by its place.
    One(usize),
}

/// A value to be said.
#[derive(Debug, Clone)]
pub(super) struct News {
    /// The record: 0 is the row's own, others are its parts.
    pub(super) about: usize,
    pub(super) property: Arc<str>,
    pub(super) many: bool,
    pub(super) came: Came,
    pub(super) value: Value,
    pub(super) rests: Rests,
}

/// What one row says.
pub(super) struct Reads<'r> {
    pub(super) bound: &'r Bound<'r>,
    pub(super) line: u64,
    pub(super) row: &'r str,
    pub(super) cells: &'r [String],
    pub(super) sources: Vec<RowSource>,
    /// The row's record and its parts, with their types.
    pub(super) records: Vec<(RecordId, &'r str)>,
    /// Which of them is spoken of now.
    pub(super) about: usize,
    pub(super) news: Vec<News>,
    pub(super) quarantined: Vec<Quarantined>,
    /// Ways of coming in of which nothing can be told from this row: what was said before stays.
    pub(super) silent: HashSet<Came>,
    /// A column that makes parts is in quarantine: what was said of parts before stays.
    pub(super) parts_silent: bool,
}

impl Reads<'_> {
    pub(super) fn quarantine(&mut self, column: &str, value: &str, reason: Reason) {
        self.quarantined.push(Quarantined {
            table: self.bound.table.table.clone(),
            file: self.bound.file.clone(),
            line: self.line,
            row: shortened(self.row, 200),
            column: column.to_owned(),
            value: shortened(value, 200),
            reason,
        });
    }

    pub(super) fn cell(&self, place: Option<usize>) -> &str {
        place
            .and_then(|p| self.cells.get(p))
            .map_or("", String::as_str)
    }
}

impl<K: Known> Planning<'_, K> {
    pub(super) fn row(
        &mut self,
        bound: &Bound<'_>,
        line: u64,
        cells: &[String],
    ) -> Result<(), ExchangeError> {
        let whole = |row: &str, reason: Reason| Quarantined {
            table: bound.table.table.clone(),
            file: bound.file.clone(),
            line,
            row: shortened(row, 200),
            column: String::new(),
            value: shortened(row, 200),
            reason,
        };
        let row = bound.row_id(cells);
        if row.is_empty() {
            self.gathering
                .chunk
                .quarantined
                .push(whole("", reason::row_without_id()));
            return Ok(());
        }
        let root = self
            .settings
            .key
            .row(&bound.mapping.profile, &bound.table.table, &row);
        if let Some(first) = self.ids.lines.get(&root).filter(|first| **first != line) {
            let reason = reason::row_twice(shortened(&row, 60), first);
            self.gathering.chunk.quarantined.push(whole(&row, reason));
            return Ok(());
        }
        let mut reads = Reads {
            bound,
            line,
            row: &row,
            cells,
            sources: Vec::new(),
            records: vec![(root, bound.table.record_type.as_str())],
            about: 0,
            news: std::mem::take(&mut self.news),
            quarantined: Vec::new(),
            silent: HashSet::new(),
            parts_silent: false,
        };
        self.sources(&mut reads)?;
        for say in &bound.says {
            self.say(&mut reads, say, None)?;
        }
        for part in &bound.parts {
            self.part(&mut reads, part)?;
        }
        self.compare(&mut reads)?;
        self.derived(&mut reads)?;
        self.gathering
            .chunk
            .quarantined
            .append(&mut reads.quarantined);
        Ok(())
    }

    fn part<'r>(
        &mut self,
        reads: &mut Reads<'r>,
        part: &'r BoundPart<'r>,
    ) -> Result<(), ExchangeError> {
        let bound = reads.bound;
        let each = reads.cell(Some(part.each)).to_owned();
        let before = reads.quarantined.len();
        let mut made = HashSet::new();
        for piece in pieces(&each, Some(&bound.mapping.separator)) {
            if !made.insert(piece.to_owned()) {
                continue;
            }
            let record = self.settings.key.part(
                &bound.mapping.profile,
                &bound.table.table,
                reads.row,
                &part.column,
                piece,
            );
            reads.about = reads.records.len();
            reads.records.push((record, part.record_type));
            reads.news.push(News {
                about: reads.about,
                property: Arc::clone(&part.link),
                many: false,
                came: Came::Column(Arc::clone(&part.column)),
                value: Value::Reference(reads.records[0].0),
                rests: Rests::Row,
            });
            let news_before = reads.news.len();
            for say in &part.says {
                self.say(reads, say, Some((part.each, piece)))?;
            }
            // A part whose own value could not be read is not made at all.
            let refused = reads.quarantined[before..]
                .iter()
                .any(|q| *q.column == *part.column && q.value == shortened(piece, 200));
            if refused {
                reads.news.truncate(news_before - 1);
                reads.records.pop();
            }
        }
        if reads.quarantined[before..]
            .iter()
            .any(|q| *q.column == *part.column)
        {
            reads.parts_silent = true;
        }
        if made.is_empty() {
            let alone: Vec<(String, String)> = part
                .says
                .iter()
                .filter(|s| !matches!(s.say.from, From::Constant(_)))
                .flat_map(|s| s.say.columns().into_iter().zip(&s.places))
                .filter(|(_, place)| **place != Some(part.each))
                .map(|(column, place)| (column.to_owned(), reads.cell(*place).to_owned()))
                .filter(|(_, value)| !value.is_empty())
                .collect();
            for (column, value) in alone {
                let reason = reason::belongs_to_empty(&*part.column);
                reads.quarantine(&column, &value, reason);
            }
        }
        Ok(())
    }

    pub(super) fn mark(
        &self,
        reads: &Reads<'_>,
        came: &Came,
        record: RecordId,
        property: &str,
    ) -> Mark {
        Mark {
            table: reads.bound.table.table.clone(),
            row: reads.row.to_owned(),
            column: came.name().to_owned(),
            record,
            property: property.to_owned(),
        }
    }
}
