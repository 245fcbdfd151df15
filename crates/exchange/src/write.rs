//! Tables written as CSV and XLSX, every cell inert.

use crate::error::ExchangeError;
use crate::reason;
use aigaq_schema::cells::{inert, is_plain_number};
use rust_xlsxwriter::{Workbook, XlsxError};
use std::io::Write;

/// A CSV file being written: UTF-8 with a byte order mark (so that spreadsheet programs take it for UTF-8),
/// commas, CRLF, cells that could be taken for formulas behind an apostrophe.
pub struct CsvTable<W: Write> {
    what: String,
    out: csv::Writer<W>,
}

impl<W: Write> CsvTable<W> {
    /// Begins a file with its headings. `what` names it in errors.
    ///
    /// # Errors
    /// [`ExchangeError::Write`].
    pub fn new(what: &str, mut out: W, headings: &[&str]) -> Result<Self, ExchangeError> {
        out.write_all("\u{FEFF}".as_bytes())
            .map_err(|source| ExchangeError::Write {
                what: what.to_owned(),
                source,
            })?;
        let mut table = Self {
            what: what.to_owned(),
            out: csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .from_writer(out),
        };
        table.row(headings)?;
        Ok(table)
    }

    /// Writes one row.
    ///
    /// # Errors
    /// [`ExchangeError::Write`]; also when it has another number of cells than the headings.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), ExchangeError> {
        let what = &self.what;
        self.out
            .write_record(cells.iter().map(|c| inert(c.as_ref()).into_owned()))
            .map_err(|error| ExchangeError::Write {
                what: what.clone(),
                // A full disk must stay one that can be told.
                source: match error.into_kind() {
                    csv::ErrorKind::Io(source) => source,
                    other => std::io::Error::other(format!("{other:?}")),
                },
            })
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// [`ExchangeError::Write`].
    pub fn finish(self) -> Result<W, ExchangeError> {
        let what = self.what;
        self.out.into_inner().map_err(|error| ExchangeError::Write {
            what,
            source: std::io::Error::new(error.error().kind(), error.to_string()),
        })
    }
}

/// A workbook being written: one sheet after another, all cells text or plain numbers, never formulas.
#[derive(Default)]
pub struct XlsxTables {
    book: Workbook,
}

/// The longest text a cell of a workbook can hold, in UTF-16 units.
const LONGEST_SHEET_CELL: usize = 32_767;

impl XlsxTables {
    /// An empty workbook.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a sheet. A text longer than a workbook's cell can hold is cut, with an ellipsis.
    ///
    /// # Errors
    /// [`ExchangeError::Workbook`] when the name is no sheet name or there are too many rows.
    pub fn sheet<T: AsRef<str>>(
        &mut self,
        name: &str,
        headings: &[&str],
        rows: impl IntoIterator<Item = Vec<T>>,
    ) -> Result<(), ExchangeError> {
        let wrong = |error: XlsxError| {
            ExchangeError::workbook(name, reason::not_written(error.to_string()))
        };
        let sheet = self.book.add_worksheet();
        sheet.set_name(name).map_err(wrong)?;
        for (column, heading) in (0_u16..).zip(headings) {
            sheet
                .write_string(0, column, inert(heading))
                .map_err(wrong)?;
        }
        for (row, cells) in (1_u32..).zip(rows) {
            for (column, cell) in (0_u16..).zip(&cells) {
                let cell = cell.as_ref();
                // Numbers a spreadsheet keeps exactly are numbers; the rest, and ids with leading zeros, is text.
                let exact = is_plain_number(cell)
                    && cell.len() <= 15
                    && !cell.starts_with('+')
                    && !(cell.starts_with('0') && cell.len() > 1 && !cell.starts_with("0."));
                match cell.parse::<f64>() {
                    Ok(number) if exact => sheet.write_number(row, column, number),
                    _ => sheet.write_string(row, column, fitting(cell)),
                }
                .map_err(wrong)?;
            }
        }
        Ok(())
    }

    /// The bytes of the workbook.
    ///
    /// # Errors
    /// [`ExchangeError::Workbook`].
    pub fn finish(mut self) -> Result<Vec<u8>, ExchangeError> {
        // No time and no author: the same tables make the same bytes.
        if let Ok(day) = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1) {
            let properties = rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day);
            self.book.set_properties(&properties);
        }
        self.book.save_to_buffer().map_err(|error| {
            ExchangeError::workbook("workbook", reason::not_written(error.to_string()))
        })
    }
}

fn fitting(cell: &str) -> String {
    if cell.encode_utf16().count() <= LONGEST_SHEET_CELL {
        return cell.to_owned();
    }
    let mut units = 0;
    let mut short: String = cell
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units < LONGEST_SHEET_CELL
        })
        .collect();
    short.push('…');
    short
}
