//! Planning an import: rows and a mapping in, segments of a change-set and a report out. Nothing is written
//! here; the caller records the chunks in one transaction, or shows the report as a preview and drops them.
//!
//! The files are read twice. The first reading collects the ids of the rows (so that a reference forward is no
//! dangling one, and a second row with an id is found) and the columns that other tables look things up in.
//! The second makes the records, row by row, and hands them out in chunks: memory grows with the number of ids
//! and of things named in words, not with the size of the rows.
//!
//! *Importing again* compares a cell with what the last import said of it, also where a person has withdrawn it
//! since: unchanged → nothing; changed → the old statements are withdrawn and the new ones said, marked when a
//! person had corrected the cell; emptied → offered, done with [`Settings::clear`]; column or row missing →
//! nothing. Several values in a cell are compared as a set. A person's own statements are never withdrawn.

mod amounts;
mod bind;
mod blocks;
mod compare;
mod derived;
mod read;
mod row;
mod sources;
mod told;
mod words;

use crate::error::{ExchangeError, shortened};
use crate::ids::{ImportKey, StatementIds};
use crate::import::Import;
use crate::known::Known;
use crate::mapping::Mapping;
use crate::reason;
use crate::table::{BadRow, Row, Table};
use crate::workbook::WorkbookReport;
use aigaq_schema::{Block, ChangeSetId, Reason, RecordId, Schema, Segment};
use bind::Bound;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use words::WordsSaid;

/// How an import is planned.
#[derive(Debug, Clone)]
pub struct Settings<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// The import key of the workspace.
    pub key: &'a ImportKey,
    /// The change-set the import will be.
    pub change_set: ChangeSetId,
    /// Emptied cells withdraw what an earlier import said of them.
    pub clear: bool,
    /// Rows planned in one chunk.
    pub rows_in_chunk: usize,
}

impl<'a> Settings<'a> {
    /// The usual settings: nothing is cleared, a thousand rows in a chunk.
    #[must_use]
    pub fn new(schema: &'a Schema, key: &'a ImportKey, change_set: ChangeSetId) -> Self {
        Self {
            schema,
            key,
            change_set,
            clear: false,
            rows_in_chunk: 1_000,
        }
    }
}

/// A cell or row that was not imported, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Quarantined {
    /// The table.
    pub table: String,
    /// The file, where it is not called like the table; empty otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The line of a CSV file or row of a sheet, counted from 1.
    pub line: u64,
    /// The row's id, where it has one.
    pub row: String,
    /// The column; empty when the whole row is in quarantine.
    pub column: String,
    /// The value, cut to 200 characters.
    pub value: String,
    /// What is wrong.
    pub reason: Reason,
}

impl Quarantined {
    /// What it stands in, as a reader knows it: the table or sheet, or the file where it is not called like the table.
    #[must_use]
    pub fn stands_in(&self) -> &str {
        if self.file.is_empty() {
            &self.table
        } else {
            &self.file
        }
    }

    /// The whole row was left out, not one cell of it.
    #[must_use]
    pub fn is_row(&self) -> bool {
        self.column.is_empty()
    }
}

/// A cell of which the report has something to say.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Mark {
    /// The table.
    pub table: String,
    /// The row's id.
    pub row: String,
    /// The column, or the name of a rule.
    pub column: String,
    /// The record.
    pub record: RecordId,
    /// The property.
    pub property: String,
}

/// At most so many marks of a kind are kept; their number is always right.
pub const MOST_MARKS: usize = 1_000;

/// Marks of one kind: how many, and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Marks {
    /// How many there are.
    pub count: u64,
    /// The first [`MOST_MARKS`] of them.
    pub first: Vec<Mark>,
}

impl Marks {
    fn add(&mut self, mark: Mark) {
        self.count += 1;
        if self.first.len() < MOST_MARKS {
            self.first.push(mark);
        }
    }
}

/// What an import does, in numbers. Complete when the planning has ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// By table, in the order of the import.
    pub tables: Vec<TableReport>,
    /// Rows read, good and bad.
    pub rows: u64,
    /// Records of which nothing was said before.
    pub records_new: u64,
    /// Records known before, of which something new is said or withdrawn.
    pub records_changed: u64,
    /// Records known before and left as they are.
    pub records_unchanged: u64,
    /// Statements made.
    pub statements: u64,
    /// Statements withdrawn.
    pub withdrawn: u64,
    /// Cells that changed although a person had corrected them: to be looked at.
    pub corrected: Marks,
    /// Unchanged cells that a person had corrected: the correction stays.
    pub kept: Marks,
    /// Cells that are empty now: withdrawn with `clear`, offered without.
    pub emptied: Marks,
    /// Properties with one value for which more than one is said now, and the values only differ.
    pub differing: Marks,
    /// Properties with one value for which values that exclude each other are said now.
    pub contradicting: Marks,
    /// Cells and rows in quarantine.
    pub quarantined: u64,
    /// Tables in the folder that the mapping does not know; sheets of a workbook without headings.
    pub left_out: Vec<String>,
    /// How a group's own workbook was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workbook: Option<WorkbookReport>,
}

/// What an import does with one table.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct TableReport {
    /// The table.
    pub table: String,
    /// The file.
    pub file: String,
    /// Rows read.
    pub rows: u64,
    /// Whole rows in quarantine.
    pub quarantined_rows: u64,
    /// Single cells in quarantine.
    pub quarantined_cells: u64,
    /// Rows of a sheet that tell of no incident; not among the rows read.
    pub skipped_rows: u64,
    /// Columns of the mapping that the file does not have: left as they are.
    pub missing_columns: Vec<String>,
}

/// A part of a plan: what some rows say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chunk {
    /// What to record. A root record has at most one segment in a chunk; it can come again in a later chunk.
    pub segments: Vec<Segment>,
    /// What was left out.
    pub quarantined: Vec<Quarantined>,
    /// How many rows were read for it.
    pub rows: u64,
}

/// A plan being made: an iterator over its chunks. [`Planning::report`] is complete when it has ended.
pub struct Planning<'a, K: Known> {
    import: &'a Import,
    known: &'a K,
    settings: Settings<'a>,
    ids: Arc<Ids>,
    statement_ids: StatementIds,
    report: Report,
    words: WordsSaid,
    gathering: Gathering,
    /// Room for what a row says, used again for the next.
    news: Vec<row::News>,
    next_table: usize,
    open: Option<(Bound<'a>, Table)>,
    next_sheet: usize,
    open_sheet: Option<told::OpenSheet<'a>>,
    ended: bool,
}

/// What the first reading found.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// Record → the line of the row that makes it.
    pub(crate) lines: HashMap<RecordId, u64>,
    /// For each table: what its ids begin with, up to the first hyphen.
    pub(crate) beginnings: HashMap<String, HashSet<String>>,
    /// (table, column) → row id → cell.
    pub(crate) looked_up: HashMap<(String, String), HashMap<String, String>>,
    /// The tables that are part of this import.
    pub(crate) tables: HashSet<String>,
}

/// Plans an import. Reads all files once for their ids; the rest happens as the planning is iterated.
///
/// # Errors
/// [`ExchangeError`] when a file cannot be read, lacks a column or has one the mapping does not know: before
/// anything is planned.
pub fn plan<'a, K: Known>(
    import: &'a Import,
    known: &'a K,
    settings: Settings<'a>,
) -> Result<Planning<'a, K>, ExchangeError> {
    let mut ids = Ids::default();
    for source in &import.tables {
        let mapping = &import.mapping.tables[source.table];
        ids.tables.insert(mapping.table.clone());
    }
    for source in &import.tables {
        let mapping = &import.mapping.tables[source.table];
        let table = source.open()?;
        let bound = Bound::new(&import.mapping, mapping, &table)?;
        ids.collect(&import.mapping, &bound, table, settings.key)?;
    }
    Ok(Planning {
        statement_ids: settings.key.statements(settings.change_set),
        import,
        known,
        settings,
        ids: Arc::new(ids),
        report: Report {
            left_out: import.left_out.clone(),
            workbook: import.workbook.clone(),
            ..Report::default()
        },
        words: WordsSaid::default(),
        gathering: Gathering::default(),
        news: Vec::new(),
        next_table: 0,
        open: None,
        next_sheet: 0,
        open_sheet: None,
        ended: false,
    })
}

impl Ids {
    fn collect(
        &mut self,
        mapping: &Mapping,
        bound: &Bound<'_>,
        table: Table,
        key: &ImportKey,
    ) -> Result<(), ExchangeError> {
        let name = &bound.table.table;
        let wanted: Vec<(usize, String)> = mapping
            .looked_up(name)
            .into_iter()
            .filter_map(|column| Some((table.column(&column)?, column)))
            .collect();
        let mut beginnings = HashSet::new();
        for row in table {
            let Row::Good { line, cells } = row? else {
                continue;
            };
            let id = bound.row_id(&cells);
            if id.is_empty() {
                continue;
            }
            self.lines
                .entry(key.row(&mapping.profile, name, &id))
                .or_insert(line);
            if bound.id.is_some()
                && beginnings.len() < 1_000
                && let Some((beginning, _)) = id.split_once('-')
                && !beginnings.contains(beginning)
            {
                beginnings.insert(beginning.to_owned());
            }
            for (place, column) in &wanted {
                self.looked_up
                    .entry((name.clone(), column.clone()))
                    .or_default()
                    .entry(id.clone().into_owned())
                    .or_insert_with(|| cells[*place].clone());
            }
        }
        self.beginnings.insert(name.clone(), beginnings);
        Ok(())
    }
}

/// What is being put together for a chunk.
#[derive(Default)]
struct Gathering {
    chunk: Chunk,
    places: HashMap<RecordId, usize>,
}

impl Gathering {
    fn add(&mut self, root: RecordId, blocks: Vec<Block>) {
        if blocks.is_empty() {
            return;
        }
        let Some(place) = self.places.get(&root) else {
            self.places.insert(root, self.chunk.segments.len());
            self.chunk.segments.push(Segment { root, blocks });
            return;
        };
        let segment = &mut self.chunk.segments[*place];
        for block in blocks {
            match segment.blocks.iter_mut().find(|b| b.record == block.record) {
                Some(there) => {
                    there.statements.extend(block.statements);
                    there.withdrawals.extend(block.withdrawals);
                }
                None => segment.blocks.push(block),
            }
        }
    }
}

impl<'a, K: Known> Planning<'a, K> {
    /// What has been planned so far; all of it when the iterator has ended.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// How many rows the files have in all, as far as the first reading could tell (rows in quarantine are
    /// not counted): for a progress bar.
    #[must_use]
    pub fn rows_expected(&self) -> u64 {
        let told: usize = self.import.told.iter().map(|s| s.rows.len()).sum();
        (self.ids.lines.len() + told) as u64
    }

    /// Plans everything at once. For small imports and tests.
    ///
    /// # Errors
    /// The first error of the iterator.
    pub fn whole(mut self) -> Result<(Vec<Chunk>, Report), ExchangeError> {
        let mut chunks = Vec::new();
        for chunk in self.by_ref() {
            chunks.push(chunk?);
        }
        Ok((chunks, self.report))
    }

    fn chunk(&mut self) -> Result<Option<Chunk>, ExchangeError> {
        while self.gathering.chunk.rows < self.settings.rows_in_chunk as u64 {
            let Some((bound, mut table)) = self.open.take() else {
                if self.open_next()? || self.next_told()? {
                    continue;
                }
                break;
            };
            let Some(row) = table.next() else {
                continue;
            };
            let row = row?;
            self.report.rows += 1;
            self.gathering.chunk.rows += 1;
            if let Some(report) = self.report.tables.last_mut() {
                report.rows += 1;
            }
            let before = self.gathering.chunk.quarantined.len();
            match row {
                Row::Good { line, cells } => self.row(&bound, line, &cells)?,
                Row::Bad(bad) => self
                    .gathering
                    .chunk
                    .quarantined
                    .push(quarantined_row(&bound, &bad)),
            }
            self.count_quarantined(before);
            self.open = Some((bound, table));
        }
        let chunk = std::mem::take(&mut self.gathering).chunk;
        Ok((chunk.rows > 0).then_some(chunk))
    }

    fn count_quarantined(&mut self, before: usize) {
        let new = &self.gathering.chunk.quarantined[before..];
        self.report.quarantined += new.len() as u64;
        if let Some(report) = self.report.tables.last_mut() {
            let rows = new.iter().filter(|q| q.is_row()).count() as u64;
            report.quarantined_rows += rows;
            report.quarantined_cells += new.len() as u64 - rows;
        }
    }

    fn open_next(&mut self) -> Result<bool, ExchangeError> {
        let Some(source) = self.import.tables.get(self.next_table) else {
            return Ok(false);
        };
        self.next_table += 1;
        let mapping = &self.import.mapping.tables[source.table];
        let table = source.open()?;
        let mut bound = Bound::new(&self.import.mapping, mapping, &table)?;
        bound.file = source.other_name(&mapping.table);
        self.report.tables.push(TableReport {
            table: mapping.table.clone(),
            file: table.file.clone(),
            missing_columns: bound.missing.clone(),
            ..TableReport::default()
        });
        self.open = Some((bound, table));
        Ok(true)
    }
}

fn quarantined_row(bound: &Bound<'_>, bad: &BadRow) -> Quarantined {
    let reason = if bad.column.is_empty() {
        bad.reason.clone()
    } else {
        reason::in_column(&bad.reason, shortened(&bad.column, 60))
    };
    Quarantined {
        table: bound.table.table.clone(),
        file: bound.file.clone(),
        line: bad.line,
        row: bound
            .id
            .and_then(|id| bad.cells.get(id))
            .map_or(String::new(), |id| shortened(id, 200)),
        column: String::new(),
        value: shortened(&bad.value, 200),
        reason,
    }
}

impl<K: Known> Iterator for Planning<'_, K> {
    type Item = Result<Chunk, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.chunk() {
            Ok(Some(chunk)) => Some(Ok(chunk)),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                Some(Err(error))
            }
        }
    }
}
