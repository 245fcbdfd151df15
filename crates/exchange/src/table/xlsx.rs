//! XLSX by way of calamine. A workbook is measured before it is unpacked, so that a small file cannot become
//! a large one; cells are taken one by one, so that a sheet with one cell far out does not become a large
//! rectangle. Formula cells give the value the spreadsheet program stored with them.

use super::{BadRow, LONGEST_CELL, LONGEST_ROW, MOST_COLUMNS, Origin, Row, Table};
use crate::error::{ExchangeError, shortened};
use crate::reason;
use aigaq_schema::Reason;
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read, Seek};
use std::sync::Arc;

/// The most a workbook may hold when unpacked, in bytes.
pub const MOST_UNPACKED: u64 = 400 << 20;
/// The most parts a workbook may have.
const MOST_PARTS: usize = 10_000;

/// What one cell says, or why it cannot be used.
pub(crate) type Read1 = Result<String, Reason>;
/// The filled cells of one row, by column counted from 0.
type Sparse = Vec<(u32, Read1)>;

pub(super) fn open(origin: &Origin, sheet: Option<&str>) -> Result<Table, ExchangeError> {
    match origin {
        Origin::File(path) => {
            let file = || std::fs::File::open(path).map_err(|e| ExchangeError::read(path, e));
            measure(&origin.name(), BufReader::new(file()?), MOST_UNPACKED)?;
            read(origin.name(), BufReader::new(file()?), sheet)
        }
        Origin::Bytes { bytes, .. } => {
            measure(
                &origin.name(),
                Cursor::new(Arc::clone(bytes)),
                MOST_UNPACKED,
            )?;
            read(origin.name(), Cursor::new(Arc::clone(bytes)), sheet)
        }
    }
}

/// Unpacks every part into nothing, counting: what the directory of a zip claims need not be true.
pub(crate) fn measure<R: Read + Seek>(
    file: &str,
    reader: R,
    most: u64,
) -> Result<(), ExchangeError> {
    let broken = |what: &dyn std::fmt::Display| {
        ExchangeError::workbook(file, reason::no_workbook(what.to_string()))
    };
    let mut archive = zip::ZipArchive::new(reader).map_err(|e| broken(&e))?;
    if archive.len() > MOST_PARTS {
        return Err(broken(&format!("{} parts", archive.len())));
    }
    let mut total = 0_u64;
    for part in 0..archive.len() {
        let entry = archive.by_index(part).map_err(|e| broken(&e))?;
        let mut limited = entry.take(most + 1 - total);
        total += std::io::copy(&mut limited, &mut std::io::sink()).map_err(|e| broken(&e))?;
        if total > most {
            return Err(ExchangeError::workbook(
                file,
                reason::too_large_unpacked(most >> 20),
            ));
        }
    }
    Ok(())
}

fn read<R: Read + Seek>(
    file: String,
    reader: R,
    sheet: Option<&str>,
) -> Result<Table, ExchangeError> {
    let mut book = Xlsx::new(reader)
        .map_err(|e| ExchangeError::workbook(&file, reason::no_workbook(e.to_string())))?;
    let names = book.sheet_names();
    let wanted: Vec<String> = match sheet {
        Some(sheet) if names.iter().any(|n| n == sheet) => vec![sheet.to_owned()],
        Some(sheet) => {
            return Err(ExchangeError::workbook(
                &file,
                reason::no_sheet(sheet, names),
            ));
        }
        None => names,
    };
    for name in wanted {
        let mut rows = cells(&file, &mut book, &name)?;
        let Some((_, first)) = rows.pop_first() else {
            continue;
        };
        return table(file, first, rows);
    }
    Err(ExchangeError::Empty { file })
}

/// The filled cells of a sheet, row by row, counted from 0.
fn cells<R: Read + Seek>(
    file: &str,
    book: &mut Xlsx<R>,
    sheet: &str,
) -> Result<BTreeMap<u32, Sparse>, ExchangeError> {
    let broken = |e: calamine::XlsxError| {
        ExchangeError::workbook(file, reason::no_workbook(format!("sheet “{sheet}”: {e}")))
    };
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut rows: BTreeMap<u32, Sparse> = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            value => said(value),
        };
        if text.as_ref().is_ok_and(String::is_empty) {
            continue;
        }
        rows.entry(row).or_default().push((column, text));
    }
    Ok(rows)
}

fn table(file: String, first: Sparse, rows: BTreeMap<u32, Sparse>) -> Result<Table, ExchangeError> {
    let width = first
        .iter()
        .map(|(c, _)| *c as usize + 1)
        .max()
        .unwrap_or(0);
    if width > MOST_COLUMNS {
        return Err(ExchangeError::workbook(
            &file,
            reason::too_many_columns(width, MOST_COLUMNS),
        ));
    }
    let mut headings = vec![String::new(); width];
    for (column, text) in first {
        headings[column as usize] =
            text.map_err(|reason| ExchangeError::workbook(&file, reason::in_headings(reason)))?;
    }
    let names = headings.clone();
    let rows = rows
        .into_iter()
        .map(move |(row, sparse)| Ok(full(u64::from(row) + 1, sparse, &names)));
    Table::new(file, headings, Box::new(rows))
}

fn full(line: u64, sparse: Sparse, headings: &[String]) -> Row {
    let mut cells = vec![String::new(); headings.len()];
    let mut bad: Option<(String, String, Reason)> = None;
    let mut length = 0;
    for (column, text) in sparse {
        let heading = headings.get(column as usize);
        let mut fault = |value: &str, reason: Reason| {
            bad.get_or_insert((
                heading.cloned().unwrap_or_default(),
                shortened(value, 200),
                reason,
            ));
        };
        match (text, cells.get_mut(column as usize)) {
            (Ok(text), Some(_)) if heading.is_some_and(String::is_empty) => {
                fault(&text, reason::without_heading(column as usize + 1));
            }
            (Ok(text), Some(cell)) => {
                length += text.len();
                if text.chars().count() > LONGEST_CELL || length > LONGEST_ROW {
                    fault(
                        &text,
                        reason::cell_or_row_too_long(LONGEST_CELL, LONGEST_ROW >> 20),
                    );
                }
                *cell = text;
            }
            (Ok(text), None) => fault(&text, reason::without_heading(column as usize + 1)),
            (Err(reason), _) => fault("", reason),
        }
    }
    match bad {
        None => Row::Good { line, cells },
        Some((column, value, reason)) => {
            for cell in &mut cells {
                *cell = shortened(cell, 200);
            }
            Row::Bad(BadRow {
                line,
                cells,
                column,
                value,
                reason,
            })
        }
    }
}

/// A cell as text: dates as 2020-06-09, whole numbers without a point, yes and no for the two truths.
pub(crate) fn said(value: &DataRef<'_>) -> Read1 {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => number(*n)?,
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(date) => day(date)?,
        DataRef::DateTimeIso(text) => {
            let text = text.trim().replacen('T', " ", 1);
            text.strip_suffix(" 00:00:00")
                .map_or(text.clone(), str::to_owned)
        }
        DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::Error(error) => {
            return Err(reason::formula(error.to_string()));
        }
    })
    .and_then(|text: String| {
        if text.contains('\0') {
            Err(reason::nul())
        } else {
            Ok(text)
        }
    })
}

fn number(n: f64) -> Read1 {
    if !n.is_finite() {
        return Err(reason::endless_number());
    }
    // Spreadsheets keep fifteen digits; what is beyond is noise of the conversion (0.1 + 0.2).
    if n.fract() == 0.0 && n.abs() < 1e15 {
        return Ok(format!("{n:.0}"));
    }
    let rounded: f64 = format!("{n:.14e}").parse().unwrap_or(n);
    Ok(format!("{rounded}"))
}

fn day(date: &ExcelDateTime) -> Read1 {
    if date.is_duration() {
        return number(date.as_f64() * 24.0).map(|hours| format!("PT{hours}H"));
    }
    let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
    if date.as_f64() < 1.0 {
        return Ok(format!("{hour:02}:{minute:02}"));
    }
    let text = format!("{year:04}-{month:02}-{day:02}");
    Ok(if (hour, minute) == (0, 0) {
        text
    } else {
        format!("{text} {hour:02}:{minute:02}")
    })
}
