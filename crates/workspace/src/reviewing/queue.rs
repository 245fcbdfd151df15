//! What nobody has established yet: the queue of the unverified, what was said or changed last first.

use crate::counted::visible_rows;
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_counting::{Bits, Data, FIRST_CODE};
use aigaq_publishing::dates;
use aigaq_schema::{Day, RecordId, Schema, Value};
use aigaq_view::Brief;
use aigaq_view::resolve::Agreement;
use std::cmp::Reverse;

/// Records on one page.
const PER_PAGE: usize = 50;

/// Types of what is said to have happened or to be so. Parts are reviewed with their record; what was published by
/// others (figures, commitments, sources) is judged by its source.
pub const IN_QUEUE: [&str; 7] = [
    "event",
    "act",
    "restriction",
    "case",
    "application",
    "relation",
    "asset",
];

/// Levels that wait for more: nothing set, received, told by a single source.
const LOW: [Option<&str>; 3] = [None, Some("v0"), Some("v1")];

/// The word for "no level" in an address.
const NO_LEVEL: &str = "none";

/// What of the queue is wished for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueQuery {
    /// The type of record; the first that has any when none is named.
    pub record_type: Option<String>,
    /// Only records of this level: `none`, `v0` or `v1`.
    pub level: Option<String>,
    /// The page, from 0.
    pub page: usize,
}

/// A page of the queue.
#[derive(Debug, Clone, serde::Serialize)]
pub struct QueuePage {
    /// The type that is shown.
    pub record_type: String,
    /// How many are in the queue of each type.
    pub types: Vec<QueueCount>,
    /// How many of the type shown are of each level.
    pub levels: Vec<LevelCount>,
    /// How many answer the wish.
    pub total: u64,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// The records.
    pub rows: Vec<QueueRow>,
}

/// How many records of a type wait for review.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct QueueCount {
    /// The type, by code.
    pub code: String,
    /// In words, plural.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// How many records are of a level.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LevelCount {
    /// `none`, or the level's code.
    pub code: String,
    /// In words.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// A record that waits.
#[derive(Debug, Clone, serde::Serialize)]
pub struct QueueRow {
    /// The record.
    pub named: Named,
    /// When it happened, in words.
    pub date: String,
    /// Its level, in words.
    pub level: String,
    /// The day it was said or changed last, in words.
    pub since: String,
    /// Its sources do not agree.
    pub agreement: Agreement,
}

/// A record's place in the queue.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Neighbours {
    /// From 1; nothing when the record is not in the queue.
    pub place: Option<usize>,
    /// How many there are.
    pub total: usize,
    /// The one before.
    pub previous: Option<RecordId>,
    /// The one after.
    pub next: Option<RecordId>,
}

impl Workspace {
    /// A page of the queue.
    ///
    /// # Errors
    /// When the type or the level is none of the queue's.
    pub fn queue(&self, ask: &Asking, query: &QueueQuery) -> Result<QueuePage, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let types = self.queue_counts(ask);
        let record_type = shown_type(self.schema(), query, &types)?;
        let levels = LOW
            .iter()
            .map(|level| LevelCount {
                code: level.unwrap_or(NO_LEVEL).to_owned(),
                label: level_label(&naming, *level),
                count: self.low(ask, &record_type, &[*level]).count(),
            })
            .collect();
        let order = self.queued(ask, &record_type, query)?;
        let pages = order.len().div_ceil(PER_PAGE).max(1);
        let page = query.page.min(pages - 1);
        let mut rows = Vec::new();
        for (Reverse(since), row) in order.iter().skip(page * PER_PAGE).take(PER_PAGE) {
            if let Some(brief) = self.view.brief_at(&ask.reader, &record_type, *row)? {
                rows.push(queue_row(&naming, &brief, crate::open::now(*since))?);
            }
        }
        Ok(QueuePage {
            record_type,
            types,
            levels,
            total: order.len() as u64,
            page,
            pages,
            rows,
        })
    }

    /// Where a record stands in the queue, so that one can be reviewed after another. For one that is no longer in
    /// it, the next is the first.
    ///
    /// # Errors
    /// As [`Workspace::queue`].
    pub fn neighbours(
        &self,
        ask: &Asking,
        query: &QueueQuery,
        record: RecordId,
    ) -> Result<Neighbours, WorkspaceError> {
        let record_type = shown_type(self.schema(), query, &[])?;
        let order = self.queued(ask, &record_type, query)?;
        let here = self
            .view
            .brief(&ask.reader, record)?
            .filter(|b| b.record_type == record_type)
            .and_then(|b| order.iter().position(|(_, row)| *row == b.row));
        let at = |place: Option<usize>| -> Result<Option<RecordId>, WorkspaceError> {
            let Some((_, row)) = place.and_then(|place| order.get(place)) else {
                return Ok(None);
            };
            let brief = self.view.brief_at(&ask.reader, &record_type, *row)?;
            Ok(brief.map(|b| b.id))
        };
        Ok(Neighbours {
            place: here.map(|place| place + 1),
            total: order.len(),
            previous: at(here.and_then(|place| place.checked_sub(1)))?,
            next: at(here.map_or(Some(0), |place| Some(place + 1)))?,
        })
    }

    /// How many records of each type wait, types without any left out.
    pub(crate) fn queue_counts(&self, ask: &Asking) -> Vec<QueueCount> {
        let naming = Naming::new(&self.view, *ask);
        IN_QUEUE
            .iter()
            .map(|code| QueueCount {
                code: (*code).to_owned(),
                label: naming.plural(code),
                count: self.low(ask, code, &LOW).count(),
            })
            .filter(|counted| counted.count > 0)
            .collect()
    }

    /// Rows of a type with one of these levels that the reader may see.
    fn low(&self, ask: &Asking, record_type: &str, levels: &[Option<&str>]) -> Bits {
        let columns = self.view.columns();
        let Some(table) = columns.table(record_type) else {
            return Bits::none(0);
        };
        let told = table.column("verification").and_then(|column| {
            let dictionary = columns.dictionary(column.dictionary()?)?;
            match column.data() {
                Data::Codes { values, .. } => Some((values, dictionary)),
                _ => None,
            }
        });
        let Some((values, dictionary)) = told else {
            return Bits::none(0);
        };
        let mut rows = Bits::where_true(table.rows(), |row| {
            let told = values.get(row).copied().unwrap_or_default();
            let code = (told >= FIRST_CODE)
                .then(|| dictionary.code(told))
                .flatten();
            levels.contains(&code)
        });
        rows.keep(table.live());
        if let Some(visible) = visible_rows(self.schema(), &ask.reader, columns, record_type) {
            rows.keep(&visible);
        }
        rows
    }

    /// The queue of a type in its order: when each record was said or changed last, and its row.
    fn queued(
        &self,
        ask: &Asking,
        record_type: &str,
        query: &QueueQuery,
    ) -> Result<Vec<(Reverse<i64>, u32)>, WorkspaceError> {
        let rows = match query.level.as_deref() {
            None => self.low(ask, record_type, &LOW),
            Some(NO_LEVEL) => self.low(ask, record_type, &[None]),
            Some(level) if LOW.contains(&Some(level)) => self.low(ask, record_type, &[Some(level)]),
            Some(other) => {
                return Err(WorkspaceError::Asked(reasons::no_such_level(other)));
            }
        };
        let spoken = self.view.last_spoken(record_type);
        #[expect(clippy::cast_possible_truncation, reason = "whole seconds")]
        let second = |row: u32| spoken.get(row as usize).map(|s| Reverse(*s as i64));
        let mut all: Vec<(Reverse<i64>, u32)> = rows
            .rows()
            .filter_map(|row| Some((second(row)?, row)))
            .collect();
        all.sort_unstable();
        Ok(all)
    }
}

fn shown_type(
    schema: &Schema,
    query: &QueueQuery,
    types: &[QueueCount],
) -> Result<String, WorkspaceError> {
    match query.record_type.as_deref() {
        Some(given) if IN_QUEUE.contains(&given) => Ok(given.to_owned()),
        Some(given) => Err(WorkspaceError::no_such_type(schema, given)),
        None => Ok(types
            .first()
            .map_or(IN_QUEUE[0], |first| first.code.as_str())
            .to_owned()),
    }
}

fn queue_row(naming: &Naming<'_>, brief: &Brief, since: Day) -> Result<QueueRow, WorkspaceError> {
    let level = brief.value("verification").map(Value::plain);
    let language = naming.ask.language;
    Ok(QueueRow {
        named: naming.named(brief)?,
        date: crate::page::main_date(brief)
            .map(|date| dates::words(date, language))
            .unwrap_or_default(),
        level: level_label(naming, level.as_deref()),
        since: dates::day(since, language).unwrap_or_default(),
        agreement: brief.agreement(),
    })
}

fn level_label(naming: &Naming<'_>, level: Option<&str>) -> String {
    match level {
        Some(code) => naming.code("verification", code),
        None => naming.words.say("review.no_level"),
    }
}
