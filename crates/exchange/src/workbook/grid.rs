//! A workbook as it stands: sheets of filled cells with their places, and which cells are merged.
//!
//! Only filled cells are kept, so that a sheet with one cell far out is no large rectangle, and a merge is a pair
//! of corners, however much it covers. Measured before it is unpacked, as every workbook is.

use super::glossary::Glossary;
use super::hidden::{self, Hidden};
use super::notes::{self, Notes};
use crate::error::ExchangeError;
use crate::reason;
use crate::table::{LONGEST_CELL, MOST_COLUMNS, xlsx};
use aigaq_schema::Reason;
use calamine::{DataRef, Reader, Xlsx};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Cursor;
use std::sync::Arc;

/// The most a group's workbook may hold when unpacked, in bytes: all of it is held in memory.
pub const MOST_UNPACKED: u64 = 64 << 20;
/// The most filled cells in all sheets together.
pub const MOST_CELLS: usize = 2_000_000;
/// The most rows × columns of one sheet, filled or not, of those that hold anything.
pub const MOST_SPREAD: usize = 10_000_000;
/// The most sheets.
pub const MOST_SHEETS: usize = 400;

/// What kind of thing the spreadsheet program keeps in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words, or anything typed as words.
    Text,
    /// A number.
    Number,
    /// A day, or a day with a time.
    Date,
    /// Nothing that can be used.
    Broken,
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    /// As text: trimmed, dates as `2024-03-12`, whole numbers without a point.
    pub(crate) text: String,
    pub(crate) kind: Kind,
    /// Why it cannot be used.
    pub(crate) broken: Option<Box<Reason>>,
    /// The address behind the cell, if it is a link to the web.
    pub(crate) link: Option<String>,
}

impl Cell {
    #[cfg(test)]
    pub(crate) fn number(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: Kind::Number,
            broken: None,
            link: None,
        }
    }

    fn broken(reason: Reason) -> Self {
        Self {
            text: reason.to_string(),
            kind: Kind::Broken,
            broken: Some(Box::new(reason)),
            link: None,
        }
    }
}

/// Cells merged into one: first and last row and column, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) first: (u32, u32),
    pub(crate) last: (u32, u32),
}

/// The filled cells of one row, by column counted from 0, in order.
pub(crate) type Cells = Vec<(u32, Cell)>;

/// One sheet.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// Filled rows, counted from 0.
    pub(crate) rows: BTreeMap<u32, Cells>,
    /// By the column in which they begin, in the order of their rows.
    merges: HashMap<u32, Vec<Merge>>,
    /// Notes on cells.
    pub(crate) notes: Notes,
    pub(crate) hidden: Hidden,
}

impl Sheet {
    pub(crate) fn new(name: String, rows: BTreeMap<u32, Cells>, all: Vec<Merge>) -> Self {
        let mut merges: HashMap<u32, Vec<Merge>> = HashMap::new();
        for merge in all {
            merges.entry(merge.first.1).or_default().push(merge);
        }
        for of_column in merges.values_mut() {
            of_column.sort_by_key(|m| m.first.0);
        }
        Self {
            name,
            rows,
            merges,
            notes: Notes::new(),
            hidden: Hidden::default(),
        }
    }

    /// The cell that stands here by itself.
    pub(crate) fn own(&self, row: u32, column: u32) -> Option<&Cell> {
        let cells = self.rows.get(&row)?;
        let at = cells.binary_search_by_key(&column, |(c, _)| *c).ok()?;
        Some(&cells[at].1)
    }

    /// The merge that begins in this column and holds this row.
    pub(crate) fn merge(&self, row: u32, column: u32) -> Option<Merge> {
        let of_column = self.merges.get(&column)?;
        let after = of_column.partition_point(|m| m.first.0 <= row);
        of_column[..after]
            .last()
            .copied()
            .filter(|m| m.last.0 >= row)
    }

    /// The cell that stands here, or that is merged down to here; and the row in which it begins.
    pub(crate) fn cell(&self, row: u32, column: u32) -> Option<(&Cell, u32)> {
        if let Some(own) = self.own(row, column) {
            let first = self.merge(row, column).map_or(row, |m| m.first.0);
            return Some((own, first));
        }
        let merge = self.merge(row, column)?;
        Some((self.own(merge.first.0, column)?, merge.first.0))
    }

    /// The sheet with each cell that says «там же», -//- and the like filled as the cell above it in the rows of
    /// incidents; and how many those are. Where nothing stands above, the cell cannot be used.
    pub(crate) fn without_dittos(&self, incidents: &[u32]) -> (Cow<'_, Self>, u64) {
        let glossary = Glossary::shipped();
        let mut sheet = Cow::Borrowed(self);
        let (mut above, mut dittos) = (BTreeMap::<u32, Cell>::new(), 0);
        for row in incidents {
            for (column, cell) in self.rows.get(row).into_iter().flatten() {
                if cell.kind != Kind::Text || !glossary.is_ditto(&cell.text) {
                    above.insert(*column, cell.clone());
                    continue;
                }
                dittos += 1;
                let meant = above
                    .get(column)
                    .cloned()
                    .unwrap_or_else(|| Cell::broken(reason::nothing_above()));
                let cells = sheet.to_mut().rows.get_mut(row);
                if let Some((_, cell)) = cells.into_iter().flatten().find(|(c, _)| c == column) {
                    *cell = meant;
                }
            }
        }
        (sheet, dittos)
    }

    /// Columns with a filled cell, as far as the rightmost.
    pub(crate) fn width(&self) -> u32 {
        self.rows
            .values()
            .filter_map(|cells| cells.last())
            .map(|(column, _)| column + 1)
            .max()
            .unwrap_or(0)
    }
}

/// `A`, `B`, … `AA`: the letter of a column counted from 0.
#[must_use]
pub(crate) fn letter(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Reads all sheets.
///
/// # Errors
/// When it is no workbook and no CSV file, or too large.
pub(crate) fn read(name: &str, bytes: &Arc<[u8]>) -> Result<Vec<Sheet>, ExchangeError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return of_xlsx(name, bytes);
    }
    let old = bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if old || name.to_lowercase().ends_with(".xls") {
        return Err(ExchangeError::workbook(
            name,
            reason::old_or_locked_workbook(),
        ));
    }
    of_csv(name, bytes)
}

fn of_xlsx(name: &str, bytes: &Arc<[u8]>) -> Result<Vec<Sheet>, ExchangeError> {
    xlsx::measure(name, Cursor::new(Arc::clone(bytes)), MOST_UNPACKED)?;
    let broken = |e: &dyn std::fmt::Display| broken(name, e);
    let mut book = Xlsx::new(Cursor::new(Arc::clone(bytes))).map_err(|e| broken(&e))?;
    let names = book.sheet_names();
    if names.len() > MOST_SHEETS {
        return Err(ExchangeError::workbook(
            name,
            reason::too_many_sheets(names.len(), MOST_SHEETS),
        ));
    }
    let mut notes = notes::of_sheets(bytes);
    let mut hidden = hidden::of_sheets(bytes);
    let mut filled = 0;
    let mut sheets = Vec::with_capacity(names.len());
    for sheet in names {
        let Some(mut rows) = cells_of(name, &mut book, &sheet, &mut filled)? else {
            continue;
        };
        spread(name, &sheet, &rows)?;
        for cells in rows.values_mut() {
            cells.sort_by_key(|(column, _)| *column);
            cells.dedup_by_key(|(column, _)| *column);
        }
        let merges = book
            .merge_cells_by_sheet_name(&sheet)
            .map_err(|e| broken(&format!("sheet “{sheet}”: {e}")))?
            .into_iter()
            .map(|m| Merge {
                first: m.start,
                last: m.end,
            })
            .collect();
        let links = book
            .hyperlinks_by_sheet_name(&sheet)
            .map_err(|e| broken(&format!("sheet “{sheet}”: {e}")))?;
        for link in links {
            let web = link
                .target
                .filter(|t| t.starts_with("http://") || t.starts_with("https://"));
            let (row, column) = link.range.start;
            if let Some(address) = web
                && let Some(cells) = rows.get_mut(&row)
                && let Ok(at) = cells.binary_search_by_key(&column, |(c, _)| *c)
            {
                cells[at].1.link = Some(address);
            }
        }
        let noted = notes.remove(&sheet).unwrap_or_default();
        let unseen = hidden.remove(&sheet).unwrap_or_default();
        let mut sheet = Sheet::new(sheet, rows, merges);
        (sheet.notes, sheet.hidden) = (noted, unseen);
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The filled cells of a sheet; `None` for one that holds none by its nature (a chart).
fn cells_of(
    name: &str,
    book: &mut Xlsx<Cursor<Arc<[u8]>>>,
    sheet: &str,
    filled: &mut usize,
) -> Result<Option<BTreeMap<u32, Cells>>, ExchangeError> {
    let wrong = |e: &dyn std::fmt::Display| broken(name, &format!("sheet “{sheet}”: {e}"));
    let mut reader = match book.worksheet_cells_reader(sheet) {
        Ok(reader) => reader,
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(None),
        Err(error) => return Err(wrong(&error)),
    };
    let mut rows: BTreeMap<u32, Cells> = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(|e| wrong(&e))? {
        let (row, column) = cell.get_position();
        if let Some(cell) = taken(cell.get_value()) {
            *filled += 1;
            if *filled > MOST_CELLS {
                return Err(too_many(name));
            }
            if column as usize >= MOST_COLUMNS {
                return Err(wrong(&format!("column {}", column + 1)));
            }
            rows.entry(row).or_default().push((column, cell));
        }
    }
    Ok(Some(rows))
}

fn broken(name: &str, what: &dyn std::fmt::Display) -> ExchangeError {
    ExchangeError::workbook(name, reason::no_workbook(what.to_string()))
}

/// A few cells strewn over a sheet must not become a large rectangle either.
fn spread(name: &str, sheet: &str, rows: &BTreeMap<u32, Cells>) -> Result<(), ExchangeError> {
    let columns: HashSet<u32> = rows.values().flatten().map(|(column, _)| *column).collect();
    if rows.len().saturating_mul(columns.len()) <= MOST_SPREAD {
        return Ok(());
    }
    Err(ExchangeError::workbook(
        name,
        reason::strewn(sheet, rows.len(), columns.len()),
    ))
}

fn too_many(name: &str) -> ExchangeError {
    ExchangeError::workbook(name, reason::too_many_cells(MOST_CELLS))
}

/// What a cell holds; `None` when it is empty.
fn taken(value: &DataRef<'_>) -> Option<Cell> {
    let kind = match value {
        DataRef::Empty => return None,
        DataRef::Int(_) | DataRef::Float(_) => Kind::Number,
        DataRef::DateTime(date) if !date.is_duration() && date.as_f64() >= 1.0 => Kind::Date,
        DataRef::DateTimeIso(_) => Kind::Date,
        _ => Kind::Text,
    };
    match xlsx::said(value) {
        Ok(text) => cell(&text, kind),
        Err(reason) => Some(Cell::broken(reason)),
    }
}

/// A cell of a text as it was typed: white space at its ends and characters that show nothing fall away.
fn cell(text: &str, kind: Kind) -> Option<Cell> {
    let invisible = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown: String = text
        .chars()
        .filter(|c| !invisible(*c))
        .map(|c| match c {
            '\r' => '\n',
            '\u{a0}' | '\u{202f}' | '\u{2007}' => ' ',
            c if c.is_control() && c != '\n' && c != '\t' => ' ',
            c => c,
        })
        .collect();
    let shown = shown.trim();
    if shown.is_empty() {
        return None;
    }
    if shown.chars().count() > LONGEST_CELL {
        return Some(Cell::broken(reason::cell_too_long(
            LONGEST_CELL,
            shown.len(),
        )));
    }
    Some(Cell {
        text: shown.to_owned(),
        kind,
        broken: None,
        link: None,
    })
}

fn of_csv(name: &str, bytes: &Arc<[u8]>) -> Result<Vec<Sheet>, ExchangeError> {
    let wrong = |line: u64, what: Reason| ExchangeError::Csv {
        file: name.to_owned(),
        line,
        what,
    };
    if bytes.len() as u64 > MOST_UNPACKED {
        return Err(wrong(1, reason::too_large(MOST_UNPACKED >> 20)));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(wrong(1, reason::utf_16()));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let at = e.valid_up_to();
        ExchangeError::NotUtf8 {
            file: name.to_owned(),
            line: 1 + bytes[..at].iter().filter(|b| **b == b'\n').count() as u64,
            byte: at as u64 + 1,
            value: bytes.get(at).copied().unwrap_or_default(),
        }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows: BTreeMap<u32, Cells> = BTreeMap::new();
    let mut filled = 0;
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                return Err(wrong(line, reason::broken_csv(error.to_string())));
            }
        }
        let line = record.position().map_or(1, csv::Position::line);
        if record.len() > MOST_COLUMNS {
            return Err(wrong(
                line,
                reason::too_many_columns(record.len(), MOST_COLUMNS),
            ));
        }
        let row = u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX);
        let cells: Cells = (0_u32..)
            .zip(&record)
            .filter_map(|(column, text)| Some((column, cell(text, Kind::Text)?)))
            .collect();
        filled += cells.len();
        if filled > MOST_CELLS {
            return Err(too_many(name));
        }
        if !cells.is_empty() {
            rows.insert(row, cells);
        }
    }
    spread(name, name, &rows)?;
    Ok(vec![Sheet::new(stem(name), rows, Vec::new())])
}

/// The delimiter that stands equally often in most lines: texts are full of commas and semicolons, but not evenly.
fn delimiter(text: &str) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in *b"\t;," {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut quoted = false;
        let mut here = 0;
        for byte in text.bytes().take(100_000).chain([b'\n']) {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => {
                    *counts.entry(here).or_default() += 1;
                    here = 0;
                }
                other => here += usize::from(other == delimiter && !quoted),
            }
        }
        counts.remove(&0);
        let usual = counts.iter().map(|(count, lines)| (*lines, *count)).max();
        if let Some((lines, count)) = usual
            && (lines, count) > (best.0, best.1)
        {
            best = (lines, count, delimiter);
        }
    }
    best.2
}

/// A file's name without its ending and without the “(1)” that a second download gets.
pub(crate) fn stem(file: &str) -> String {
    let stem = std::path::Path::new(file)
        .file_stem()
        .map_or_else(|| file.to_owned(), |s| s.to_string_lossy().into_owned());
    let copy = stem.rsplit_once(" (").filter(|(_, n)| {
        n.strip_suffix(')')
            .is_some_and(|n| n.parse::<u16>().is_ok())
    });
    copy.map_or(stem.clone(), |(name, _)| name.to_owned())
}
