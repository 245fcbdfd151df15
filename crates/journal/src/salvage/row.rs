//! Rows of the table of entries on one page (SQLite file format, leaf pages of tables).

use super::pages::USABLE;
use crate::header::HEADER_LENGTH;

/// A row as far as it stands on its page.
pub(super) struct Row {
    pub(super) position: i64,
    pub(super) header: Vec<u8>,
    pub(super) body_length: usize,
    pub(super) body_start: Vec<u8>,
    /// Page on which the body goes on, 0 for none.
    pub(super) overflow: u32,
}

const LEAF_OF_TABLE: u8 = 0x0d;
const BLOB_32: u64 = 12 + 2 * 32;
const BLOB_16: u64 = 12 + 2 * 16;
const BLOB_HEADER: u64 = 12 + 2 * HEADER_LENGTH as u64;

/// The rows on this page that look like entries.
pub(super) fn rows(number: u32, page: &[u8]) -> Vec<Row> {
    let start = if number == 1 { 100 } else { 0 };
    if page.get(start) != Some(&LEAF_OF_TABLE) {
        return Vec::new();
    }
    let cells = usize::from(short(page, start + 3).unwrap_or(0));
    (0..cells)
        .filter_map(|cell| row(page, usize::from(short(page, start + 8 + 2 * cell)?)))
        .collect()
}

fn row(page: &[u8], at: usize) -> Option<Row> {
    let mut cell = page.get(at..)?;
    let payload_length = usize::try_from(varint(&mut cell)?).ok()?;
    let position = varint(&mut cell)?.cast_signed();
    let local = local_length(payload_length);
    let payload = cell.get(..local)?;
    let overflow = if local < payload_length {
        let next = cell.get(local..local + 4)?;
        next.iter().fold(0, |n, b| n << 8 | u32::from(*b))
    } else {
        0
    };

    let mut record = payload;
    let header_length = usize::try_from(varint(&mut record)?).ok()?;
    let mut types = payload.get(payload.len() - record.len()..header_length)?;
    let mut columns = [0; 7];
    for column in &mut columns {
        *column = varint(&mut types)?;
    }
    let [0, BLOB_32, BLOB_16, seq, kind, BLOB_HEADER, body] = columns else {
        return None;
    };
    if !types.is_empty() || body < 12 || body % 2 != 0 {
        return None;
    }
    let header_at = header_length + 32 + 16 + integer_length(seq)? + integer_length(kind)?;
    let body_length = usize::try_from((body - 12) / 2).ok()?;
    if header_at + HEADER_LENGTH + body_length != payload_length {
        return None;
    }
    Some(Row {
        position,
        header: payload.get(header_at..header_at + HEADER_LENGTH)?.to_vec(),
        body_length,
        body_start: payload.get(header_at + HEADER_LENGTH..)?.to_vec(),
        overflow,
    })
}

/// How much of a payload stands on the leaf page itself.
fn local_length(payload: usize) -> usize {
    let most = USABLE - 35;
    if payload <= most {
        return payload;
    }
    let least = (USABLE - 12) * 32 / 255 - 23;
    let fitting = least + (payload - least) % (USABLE - 4);
    if fitting <= most { fitting } else { least }
}

fn integer_length(serial_type: u64) -> Option<usize> {
    Some(match serial_type {
        1..=4 => usize::try_from(serial_type).ok()?,
        5 => 6,
        6 => 8,
        8 | 9 => 0,
        _ => return None,
    })
}

fn short(page: &[u8], at: usize) -> Option<u16> {
    page.get(at..at + 2)
        .map(|b| u16::from_be_bytes([b[0], b[1]]))
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for count in 0..9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if count == 8 {
            return Some(value << 8 | u64::from(*byte));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
