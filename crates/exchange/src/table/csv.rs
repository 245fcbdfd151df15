//! CSV after RFC 4180, byte by byte: so that no cell is held beyond its limit, and every fault has its line.

use super::{BadRow, LONGEST_CELL, LONGEST_ROW, MOST_COLUMNS, Row, Table};
use crate::error::{ExchangeError, shortened};
use crate::reason;
use aigaq_schema::Reason;
use std::io::BufRead;

/// A cell is kept up to this many bytes; more cannot be a good cell, whatever the letters.
const LONGEST_BYTES: usize = LONGEST_CELL * 4 + 4;

/// Reads the headings; the rows follow as the table is iterated.
pub(super) fn open<R: BufRead + Send + 'static>(
    file: String,
    reader: R,
) -> Result<Table, ExchangeError> {
    let mut lines = Records {
        file: file.clone(),
        reader,
        delimiter: b',',
        line: 1,
        byte: 0,
        ended: false,
        failed: false,
    };
    lines.skip_mark()?;
    lines.delimiter = lines.guess()?;
    let Some(first) = lines.record()? else {
        return Err(ExchangeError::Empty { file });
    };
    if let Some(fault) = first.fault {
        return Err(ExchangeError::Csv {
            file,
            line: first.line,
            what: reason::in_headings(fault.reason),
        });
    }
    let mut headings = first.cells;
    // A delimiter at the end of every line makes one column without heading: it is dropped when empty below.
    while headings.len() > 1 && headings.last().is_some_and(String::is_empty) {
        headings.pop();
    }
    if headings.len() > MOST_COLUMNS {
        return Err(ExchangeError::Csv {
            file,
            line: 1,
            what: reason::too_many_columns(headings.len(), MOST_COLUMNS),
        });
    }
    let names = headings.clone();
    let rows = std::iter::from_fn(move || lines.row(&names));
    Table::new(file, headings, Box::new(rows))
}

struct Records<R> {
    file: String,
    reader: R,
    delimiter: u8,
    line: u64,
    byte: u64,
    ended: bool,
    failed: bool,
}

struct Fault {
    cell: usize,
    value: String,
    reason: Reason,
}

struct Record {
    line: u64,
    cells: Vec<String>,
    fault: Option<Fault>,
}

#[derive(Clone, Copy, PartialEq)]
enum At {
    Start,
    Bare,
    Quoted,
    AfterQuote,
}

/// One cell being read.
struct Cell {
    bytes: Vec<u8>,
    begins: u64,
    line: u64,
    length: u64,
}

impl<R: BufRead> Records<R> {
    fn failure(&self, source: std::io::Error) -> ExchangeError {
        ExchangeError::Read {
            path: self.file.clone().into(),
            source,
        }
    }

    /// The byte order mark of UTF-8.
    fn skip_mark(&mut self) -> Result<(), ExchangeError> {
        let here = self.reader.fill_buf();
        match here {
            Ok(bytes) => {
                if bytes.starts_with("\u{FEFF}".as_bytes()) {
                    self.reader.consume(3);
                    self.byte = 3;
                }
                Ok(())
            }
            Err(source) => Err(self.failure(source)),
        }
    }

    /// The delimiter that stands most often in the first line, outside quotation marks.
    fn guess(&mut self) -> Result<u8, ExchangeError> {
        let file = self.file.clone();
        let bytes = self
            .reader
            .fill_buf()
            .map_err(|source| ExchangeError::Read {
                path: file.into(),
                source,
            })?;
        let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
        let mut quoted = false;
        for byte in bytes {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' | b'\r' if !quoted => break,
                _ if quoted => {}
                other => {
                    for (delimiter, count) in &mut counts {
                        *count += u32::from(delimiter == other);
                    }
                }
            }
        }
        let mut best = counts[0];
        for candidate in &counts[1..] {
            if candidate.1 > best.1 {
                best = *candidate;
            }
        }
        Ok(best.0)
    }

    fn row(&mut self, headings: &[String]) -> Option<Result<Row, ExchangeError>> {
        if self.failed {
            return None;
        }
        loop {
            let record = match self.record() {
                Ok(Some(record)) => record,
                Ok(None) => return None,
                Err(error) => {
                    self.failed = true;
                    return Some(Err(error));
                }
            };
            if record.fault.is_none() && record.cells.iter().all(String::is_empty) {
                continue;
            }
            return Some(Ok(judge(record, headings)));
        }
    }

    /// The next record; `None` at the end.
    fn record(&mut self) -> Result<Option<Record>, ExchangeError> {
        if self.ended {
            return Ok(None);
        }
        let mut record = Record {
            line: self.line,
            cells: Vec::new(),
            fault: None,
        };
        let mut at = At::Start;
        let mut kept = 0_usize;
        let mut cell = self.cell();
        let mut quote_line = self.line;
        loop {
            if matches!(at, At::Bare | At::Quoted) {
                self.run(&mut cell, at == At::Quoted)?;
            }
            let Some(byte) = self.next_byte()? else {
                self.ended = true;
                if at == At::Quoted {
                    return Err(ExchangeError::Csv {
                        file: self.file.clone(),
                        line: quote_line,
                        what: reason::open_quote(record.cells.len() + 1),
                    });
                }
                if at == At::Start && record.cells.is_empty() && cell.length == 0 {
                    return Ok(None);
                }
                self.finish(&cell, &mut record, &mut kept)?;
                return Ok(Some(record));
            };
            match at {
                At::Quoted => match byte {
                    b'"' => at = At::AfterQuote,
                    other => {
                        if other == b'\n' {
                            self.line += 1;
                        }
                        cell.push(other);
                    }
                },
                At::AfterQuote if byte == b'"' => {
                    cell.push(b'"');
                    at = At::Quoted;
                }
                At::Start if byte == b'"' => {
                    quote_line = self.line;
                    cell.begins = self.byte;
                    at = At::Quoted;
                }
                _ if byte == self.delimiter => {
                    self.finish(&cell, &mut record, &mut kept)?;
                    cell = self.cell();
                    at = At::Start;
                }
                _ if byte == b'\n' || byte == b'\r' => {
                    if byte == b'\r' && self.peek()? == Some(b'\n') {
                        self.next_byte()?;
                    }
                    self.line += 1;
                    self.finish(&cell, &mut record, &mut kept)?;
                    return Ok(Some(record));
                }
                At::AfterQuote => {
                    if !matches!(byte, b' ' | b'\t') && record.fault.is_none() {
                        record.fault = Some(Fault {
                            cell: record.cells.len(),
                            value: String::from_utf8_lossy(
                                &cell.bytes[..cell.bytes.len().min(800)],
                            )
                            .into_owned(),
                            reason: reason::after_quote(),
                        });
                    }
                }
                At::Start | At::Bare => {
                    at = At::Bare;
                    cell.push(byte);
                }
            }
        }
    }

    fn cell(&self) -> Cell {
        Cell {
            bytes: Vec::new(),
            begins: self.byte,
            line: self.line,
            length: 0,
        }
    }

    /// Takes a cell into its record, checking letters and length.
    fn finish(
        &self,
        cell: &Cell,
        record: &mut Record,
        kept: &mut usize,
    ) -> Result<(), ExchangeError> {
        let mut fault = |value: &str, reason: Reason| {
            if record.fault.is_none() {
                record.fault = Some(Fault {
                    cell: record.cells.len(),
                    value: shortened(value, 200),
                    reason,
                });
            }
        };
        let cut = cell.length > cell.bytes.len() as u64;
        let text = match std::str::from_utf8(&cell.bytes) {
            Ok(text) => text,
            // A long cell is cut anywhere: half a letter at its end is no fault of the file.
            Err(error) if cut && error.error_len().is_none() => {
                std::str::from_utf8(&cell.bytes[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(error) => {
                let good = error.valid_up_to();
                let lines = cell.bytes[..good].iter().filter(|b| **b == b'\n').count() as u64;
                return Err(ExchangeError::NotUtf8 {
                    file: self.file.clone(),
                    line: cell.line + lines,
                    byte: cell.begins + good as u64 + 1,
                    value: cell.bytes.get(good).copied().unwrap_or_default(),
                });
            }
        };
        let text = text.trim();
        if cut || (text.len() > LONGEST_CELL && text.chars().count() > LONGEST_CELL) {
            fault(text, reason::cell_too_long(LONGEST_CELL, cell.length));
            record.cells.push(shortened(text, 200));
            return Ok(());
        }
        if text.contains('\0') {
            fault(text, reason::nul());
        }
        *kept += text.len();
        if *kept > LONGEST_ROW || record.cells.len() > MOST_COLUMNS {
            fault(text, reason::row_too_long(LONGEST_ROW >> 20, MOST_COLUMNS));
            if record.cells.len() <= MOST_COLUMNS {
                record.cells.push(shortened(text, 200));
            }
            return Ok(());
        }
        record.cells.push(text.to_owned());
        Ok(())
    }

    /// Takes what has no meaning of its own, as far as it is at hand.
    fn run(&mut self, cell: &mut Cell, quoted: bool) -> Result<(), ExchangeError> {
        let delimiter = self.delimiter;
        let special = |byte: &u8| match *byte {
            b'\n' => true,
            b'"' => quoted,
            b'\r' => !quoted,
            other => !quoted && other == delimiter,
        };
        let bytes = match self.reader.fill_buf() {
            Ok(bytes) => bytes,
            Err(source) => return Err(self.failure(source)),
        };
        let end = bytes.iter().position(special).unwrap_or(bytes.len());
        cell.length += end as u64;
        let room = LONGEST_BYTES.saturating_sub(cell.bytes.len());
        cell.bytes.extend_from_slice(&bytes[..end.min(room)]);
        self.reader.consume(end);
        self.byte += end as u64;
        Ok(())
    }

    fn peek(&mut self) -> Result<Option<u8>, ExchangeError> {
        let file = self.file.clone();
        self.reader
            .fill_buf()
            .map(|bytes| bytes.first().copied())
            .map_err(|source| ExchangeError::Read {
                path: file.into(),
                source,
            })
    }

    fn next_byte(&mut self) -> Result<Option<u8>, ExchangeError> {
        match self.reader.fill_buf() {
            Ok(bytes) => {
                let Some(byte) = bytes.first().copied() else {
                    return Ok(None);
                };
                self.reader.consume(1);
                self.byte += 1;
                Ok(Some(byte))
            }
            Err(source) => Err(self.failure(source)),
        }
    }
}

impl Cell {
    fn push(&mut self, byte: u8) {
        self.length += 1;
        if self.bytes.len() < LONGEST_BYTES {
            self.bytes.push(byte);
        }
    }
}

fn judge(mut record: Record, headings: &[String]) -> Row {
    let stray = headings
        .iter()
        .zip(&record.cells)
        .position(|(heading, cell)| heading.is_empty() && !cell.is_empty());
    if let (Some(at), None) = (stray, &record.fault) {
        record.fault = Some(Fault {
            cell: at,
            value: record.cells[at].clone(),
            reason: reason::without_heading(at + 1),
        });
    }
    while record.cells.len() > headings.len() && record.cells.last().is_some_and(String::is_empty) {
        record.cells.pop();
    }
    let (column, value, reason) = match record.fault {
        Some(fault) => (
            headings.get(fault.cell).cloned().unwrap_or_default(),
            fault.value,
            fault.reason,
        ),
        None if record.cells.len() == headings.len() => {
            return Row::Good {
                line: record.line,
                cells: record.cells,
            };
        }
        None => (
            String::new(),
            record.cells.first().cloned().unwrap_or_default(),
            reason::row_cells(record.cells.len(), headings.len()),
        ),
    };
    record.cells.truncate(headings.len());
    for cell in &mut record.cells {
        *cell = shortened(cell, 200);
    }
    Row::Bad(BadRow {
        line: record.line,
        cells: record.cells,
        column,
        value: shortened(&value, 200),
        reason,
    })
}
