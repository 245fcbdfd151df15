//! Columns as blocks of bytes, to be stored, and back.
//!
//! A block holds up to 65,536 rows of one property and describes itself: mark,
//! version, kind, number of rows, dictionary or target types, values, checksum.
//! Numbers are little-endian; runs of integers are written as their smallest
//! value and the differences from it in 0, 1, 2 or 4 bytes each. The checksum
//! guards against mistakes (a block of another version, cut or swapped bytes),
//! not against attack: the store encrypts and authenticates.

mod read;
mod write;

use crate::{BLOCK_ROWS, Column, Dictionary, Error, FIRST_CODE, Table};
use read::Reader;
use write::{begin, pack_column, pack_live, seal, text};

/// The name under which the live rows of a table are packed, in the place of
/// a property's code.
pub const LIVE: &str = "(live)";

const MARK: &[u8; 3] = b"AQC";
const VERSION: u8 = 1;

impl Table {
    /// Packs one block (rows `block * 65,536` on) of a property or of
    /// [`LIVE`]; nothing when there is no such property or block.
    #[must_use]
    pub fn pack(&self, property: &str, block: u32) -> Option<Vec<u8>> {
        let from = block.checked_mul(BLOCK_ROWS)?;
        let to = from.saturating_add(BLOCK_ROWS).min(self.rows);
        // An empty table has one empty block, so that its columns are kept.
        if from >= to && block > 0 {
            return None;
        }
        if property == LIVE {
            return Some(pack_live(&self.live, from, to));
        }
        let column = self.columns.get(property)?;
        Some(pack_column(column, from as usize, to as usize))
    }

    /// Properties (and [`LIVE`]) and blocks whose stored bytes are out of
    /// date.
    #[must_use]
    pub fn changed_blocks(&self) -> Vec<(&str, u32)> {
        let live = (0_u32..)
            .zip(&self.live_changed)
            .filter(|(_, changed)| **changed)
            .map(|(block, _)| (LIVE, block));
        let columns = self.columns.iter().flat_map(|(property, column)| {
            column
                .changed_blocks()
                .map(move |block| (property.as_str(), block))
        });
        live.chain(columns).collect()
    }

    /// Says that everything has been stored.
    pub fn mark_stored(&mut self) {
        self.live_changed.clear();
        for column in self.columns.values_mut() {
            column.mark_stored();
        }
    }

    /// Loads a packed block. Blocks of a property come in order, those of
    /// [`LIVE`] first; a property not there yet is added.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the bytes are not what [`Table::pack`] wrote
    /// for this place.
    pub fn load(&mut self, property: &str, block: u32, bytes: &[u8]) -> Result<(), Error> {
        let damaged = |why: String| Error::Damaged {
            name: format!("{property} {block}"),
            why,
        };
        let mut reader = Reader::open(bytes).map_err(damaged)?;
        let start = block.checked_mul(BLOCK_ROWS);
        if property == LIVE {
            if Some(self.rows) != start {
                return Err(damaged(
                    "it does not follow the blocks before it".to_owned(),
                ));
            }
            let (words, rows) = reader.live().map_err(damaged)?;
            self.live.append_words(&words, rows);
            self.rows += rows;
            return Ok(());
        }
        let (data, rows) = reader.column().map_err(damaged)?;
        let column = self
            .columns
            .entry(property.to_owned())
            .or_insert_with(|| Column::of(data.empty()));
        let expected = start.map(|start| self.rows.saturating_sub(start).min(BLOCK_ROWS) as usize);
        if start.map(|start| start as usize) != Some(column.len()) || expected != Some(rows) {
            return Err(damaged(
                "its rows are not those that the table has there".to_owned(),
            ));
        }
        column.append(data).map_err(damaged)
    }
}

impl Dictionary {
    /// Packs the whole dictionary.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut out = begin(Kind::Dictionary, self.size() - FIRST_CODE);
        out.push(u8::from(self.is_open()));
        for (number, code) in (FIRST_CODE..).zip(self.codes()) {
            out.extend(self.parent(number).unwrap_or(0).to_le_bytes());
            text(&mut out, code);
        }
        seal(out)
    }

    /// Reads what [`Dictionary::pack`] wrote.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it is something else.
    pub fn load(bytes: &[u8]) -> Result<Self, Error> {
        read_dictionary(bytes).map_err(|why| Error::Damaged {
            name: "of a dictionary".to_owned(),
            why,
        })
    }
}

fn read_dictionary(bytes: &[u8]) -> Result<Dictionary, String> {
    let mut reader = Reader::open(bytes)?;
    reader.expect(Kind::Dictionary)?;
    let mut dictionary = if reader.byte()? == 1 {
        Dictionary::of_texts()
    } else {
        Dictionary::new()
    };
    for number in 0..reader.rows {
        let number = number.saturating_add(FIRST_CODE);
        let parent = reader.number()?;
        let code = reader.text()?;
        let parent = match parent {
            0 => None,
            up if up < number => dictionary.code(up).map(str::to_owned),
            _ => return Err("a parent stands after its child".to_owned()),
        };
        if dictionary.add(&code, parent.as_deref()) != number {
            return Err("a code occurs twice".to_owned());
        }
    }
    reader.end()?;
    Ok(dictionary)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Live = 0,
    Codes = 1,
    ManyCodes = 2,
    Refs = 3,
    ManyRefs = 4,
    Dates = 5,
    Numbers = 6,
    Dictionary = 7,
}

const KINDS: [Kind; 8] = [
    Kind::Live,
    Kind::Codes,
    Kind::ManyCodes,
    Kind::Refs,
    Kind::ManyRefs,
    Kind::Dates,
    Kind::Numbers,
    Kind::Dictionary,
];

/// Marks of a date or number: states are 0–4.
const EXACT: u32 = 5;
const RANGE: u32 = 6;

fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3);
        sum ^= sum >> 29;
    }
    sum
}

/// A day number as an unsigned one that sorts the same.
fn unsigned(day: i32) -> u32 {
    day.cast_unsigned() ^ 0x8000_0000
}

fn signed(stored: u32) -> i32 {
    (stored ^ 0x8000_0000).cast_signed()
}
