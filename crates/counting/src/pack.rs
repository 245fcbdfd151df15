//! Columns as blocks of bytes, to be stored, and back.
//!
//! A block holds up to 65,536 rows of one property and describes itself: mark,
//! version, kind, number of rows, dictionary or target types, values, checksum.
//! Numbers are little-endian; runs of integers are written as their smallest
//! value and the differences from it in 0, 1, 2 or 4 bytes each. The checksum
//! guards against mistakes (a block of another version, cut or swapped bytes),
//! not against attack: the store encrypts and authenticates.

use crate::column::{packed, packed_state, unpack};
use crate::{BLOCK_ROWS, Bits, Column, Data, Dictionary, Error, FIRST_CODE, Lists, State, Table};

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

fn begin(kind: Kind, rows: u32) -> Vec<u8> {
    let mut out = MARK.to_vec();
    out.push(VERSION);
    out.push(kind as u8);
    out.extend(rows.to_le_bytes());
    out
}

fn seal(mut out: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&out);
    out.extend(sum.to_le_bytes());
    out
}

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

fn text(out: &mut Vec<u8>, value: &str) {
    out.extend(u32::try_from(value.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(value.as_bytes());
}

fn integers(out: &mut Vec<u8>, values: &[u32]) {
    let low = values.iter().copied().min().unwrap_or(0);
    let reach = values.iter().copied().max().unwrap_or(0) - low;
    out.extend(
        u32::try_from(values.len())
            .unwrap_or(u32::MAX)
            .to_le_bytes(),
    );
    out.extend(low.to_le_bytes());
    let width: u8 = match reach {
        0 => 0,
        1..=0xff => 1,
        0x100..=0xffff => 2,
        _ => 4,
    };
    out.push(width);
    for value in values {
        out.extend(&(value - low).to_le_bytes()[..usize::from(width)]);
    }
}

/// Packed references written so that states become small numbers.
fn stored_reference(value: u32) -> u32 {
    match unpack(value) {
        Err(state) => state.code(),
        Ok(_) => value + FIRST_CODE,
    }
}

fn read_reference(stored: u32) -> Result<u32, String> {
    match State::of_code(stored) {
        Some(state) => Ok(packed_state(state)),
        None => {
            let value = stored - FIRST_CODE;
            let (target, row) = unpack(value).map_err(|_| "a reference to nothing".to_owned())?;
            Ok(packed(target as usize, row))
        }
    }
}

fn pack_live(live: &Bits, from: u32, to: u32) -> Vec<u8> {
    let mut out = begin(Kind::Live, to - from);
    let words = (from as usize / 64)..(to as usize).div_ceil(64);
    for word in &live.words()[words] {
        out.extend(word.to_le_bytes());
    }
    seal(out)
}

fn pack_column(column: &Column, from: usize, to: usize) -> Vec<u8> {
    let rows = u32::try_from(to - from).unwrap_or(BLOCK_ROWS);
    let head = |kind| begin(kind, rows);
    let out = match &column.data {
        Data::Codes { dictionary, values } => {
            let mut out = head(Kind::Codes);
            text(&mut out, dictionary);
            integers(&mut out, &values[from..to]);
            out
        }
        Data::ManyCodes { dictionary, values } => {
            let mut out = head(Kind::ManyCodes);
            text(&mut out, dictionary);
            lists(&mut out, values, from..to, |code| code);
            out
        }
        Data::Refs { targets, values } => {
            let mut out = head(Kind::Refs);
            texts(&mut out, targets);
            let stored: Vec<u32> = values[from..to]
                .iter()
                .map(|value| stored_reference(*value))
                .collect();
            integers(&mut out, &stored);
            out
        }
        Data::ManyRefs { targets, values } => {
            let mut out = head(Kind::ManyRefs);
            texts(&mut out, targets);
            lists(&mut out, values, from..to, stored_reference);
            out
        }
        Data::Dates { first, last } => {
            let mut out = head(Kind::Dates);
            pack_dates(&mut out, &first[from..to], &last[from..to]);
            out
        }
        Data::Numbers { low, high } => {
            let mut out = head(Kind::Numbers);
            pack_numbers(&mut out, &low[from..to], &high[from..to]);
            out
        }
    };
    seal(out)
}

fn texts(out: &mut Vec<u8>, values: &[String]) {
    out.push(u8::try_from(values.len()).unwrap_or(u8::MAX));
    for value in values {
        text(out, value);
    }
}

fn lists(
    out: &mut Vec<u8>,
    values: &Lists,
    rows: std::ops::Range<usize>,
    stored: impl Fn(u32) -> u32,
) {
    let lengths: Vec<u32> = rows
        .clone()
        .map(|row| u32::try_from(values.get(row).len()).unwrap_or(u32::MAX))
        .collect();
    let pool: Vec<u32> = rows
        .flat_map(|row| values.get(row).iter().copied())
        .map(stored)
        .collect();
    integers(out, &lengths);
    integers(out, &pool);
}

/// A day number as an unsigned one that sorts the same.
fn unsigned(day: i32) -> u32 {
    day.cast_unsigned() ^ 0x8000_0000
}

fn signed(stored: u32) -> i32 {
    (stored ^ 0x8000_0000).cast_signed()
}

fn pack_dates(out: &mut Vec<u8>, first: &[i32], last: &[i32]) {
    let mut marks = Vec::with_capacity(first.len());
    let mut firsts = Vec::new();
    let mut lasts = Vec::new();
    for (from, to) in first.iter().zip(last) {
        if *to == i32::MIN {
            marks.push(from.cast_unsigned());
            continue;
        }
        firsts.push(unsigned(*from));
        if from == to {
            marks.push(EXACT);
        } else {
            marks.push(RANGE);
            lasts.push(unsigned(*to));
        }
    }
    integers(out, &marks);
    integers(out, &firsts);
    integers(out, &lasts);
}

fn pack_numbers(out: &mut Vec<u8>, low: &[f64], high: &[f64]) {
    let mut marks = Vec::with_capacity(low.len());
    let mut values = Vec::new();
    for (from, to) in low.iter().zip(high) {
        if from.is_nan() {
            let state = State::ALL
                .iter()
                .find(|state| f64::from(state.code()) >= *to)
                .map_or(0, |state| state.code());
            marks.push(state);
            continue;
        }
        values.extend(from.to_le_bytes());
        if from.to_bits() == to.to_bits() {
            marks.push(EXACT);
        } else {
            marks.push(RANGE);
            values.extend(to.to_le_bytes());
        }
    }
    integers(out, &marks);
    out.extend(values);
}

struct Reader<'a> {
    bytes: &'a [u8],
    kind: Kind,
    rows: u32,
}

impl<'a> Reader<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let Some((body, sum)) = bytes.split_last_chunk::<8>() else {
            return Err("it is cut off".to_owned());
        };
        if body.get(..3) != Some(MARK.as_slice()) {
            return Err("it is not a column block".to_owned());
        }
        if body.get(3) != Some(&VERSION) {
            return Err("it was written by another version of the program".to_owned());
        }
        if checksum(body) != u64::from_le_bytes(*sum) {
            return Err("its checksum does not hold".to_owned());
        }
        let kind = body
            .get(4)
            .and_then(|kind| KINDS.get(usize::from(*kind)))
            .copied()
            .ok_or_else(|| "its kind is not known".to_owned())?;
        let mut reader = Self {
            bytes: &body[5..],
            kind,
            rows: 0,
        };
        reader.rows = reader.number()?;
        if reader.kind != Kind::Dictionary && reader.rows > BLOCK_ROWS {
            return Err("it has too many rows".to_owned());
        }
        Ok(reader)
    }

    fn expect(&self, kind: Kind) -> Result<(), String> {
        if self.kind == kind {
            Ok(())
        } else {
            Err("it holds something else".to_owned())
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], String> {
        let (taken, rest) = self
            .bytes
            .split_at_checked(length)
            .ok_or_else(|| "it is too short".to_owned())?;
        self.bytes = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, String> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Result<u32, String> {
        let mut word = [0; 4];
        word.copy_from_slice(self.take(4)?);
        Ok(u32::from_le_bytes(word))
    }

    fn real(&mut self) -> Result<f64, String> {
        let mut word = [0; 8];
        word.copy_from_slice(self.take(8)?);
        Ok(f64::from_le_bytes(word))
    }

    fn text(&mut self) -> Result<String, String> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.take(length)?)
            .map(str::to_owned)
            .map_err(|_| "a text in it is broken".to_owned())
    }

    fn texts(&mut self) -> Result<Vec<String>, String> {
        let count = self.byte()?;
        (0..count).map(|_| self.text()).collect()
    }

    /// A run of integers, at most `most`.
    fn integers(&mut self, most: u64) -> Result<Vec<u32>, String> {
        let count = self.number()?;
        let low = self.number()?;
        let width = usize::from(self.byte()?);
        if u64::from(count) > most {
            return Err("a run in it is too long".to_owned());
        }
        let count = count as usize;
        if width == 0 {
            return Ok(vec![low; count]);
        }
        if !matches!(width, 1 | 2 | 4) {
            return Err("a run in it has an unknown width".to_owned());
        }
        let bytes = self.take(count * width)?;
        bytes
            .chunks_exact(width)
            .map(|chunk| {
                let mut word = [0; 4];
                word[..width].copy_from_slice(chunk);
                low.checked_add(u32::from_le_bytes(word))
                    .ok_or_else(|| "a number in it is too large".to_owned())
            })
            .collect()
    }

    /// A run of exactly one integer a row.
    fn per_row(&mut self) -> Result<Vec<u32>, String> {
        let values = self.integers(u64::from(BLOCK_ROWS))?;
        if values.len() == self.rows as usize {
            Ok(values)
        } else {
            Err("a run in it does not have one entry a row".to_owned())
        }
    }

    fn lists(&mut self, read: impl Fn(u32) -> Result<u32, String>) -> Result<Lists, String> {
        /// Values in one block: far above any real list, and what a damaged
        /// block can make us reserve at most.
        const MOST_VALUES: u64 = 1 << 26;
        let lengths = self.per_row()?;
        let pool = self.integers(MOST_VALUES)?;
        let total: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        if total != pool.len() as u64 {
            return Err("its lists do not have the lengths it says".to_owned());
        }
        let pool: Vec<u32> = pool.into_iter().map(read).collect::<Result<_, _>>()?;
        let mut lists = Lists::default();
        let mut rest = pool.as_slice();
        for length in lengths {
            let (values, behind) = rest.split_at(length as usize);
            lists.push(values);
            rest = behind;
        }
        Ok(lists)
    }

    fn end(&self) -> Result<(), String> {
        if self.bytes.is_empty() {
            Ok(())
        } else {
            Err("there is more in it than there should be".to_owned())
        }
    }

    fn live(&mut self) -> Result<(Vec<u64>, u32), String> {
        self.expect(Kind::Live)?;
        let count = (self.rows as usize).div_ceil(64);
        let words = self
            .take(count * 8)?
            .chunks_exact(8)
            .map(|chunk| {
                let mut word = [0; 8];
                word.copy_from_slice(chunk);
                u64::from_le_bytes(word)
            })
            .collect();
        self.end()?;
        Ok((words, self.rows))
    }

    fn column(&mut self) -> Result<(Data, usize), String> {
        let data = match self.kind {
            Kind::Codes => Data::Codes {
                dictionary: self.text()?,
                values: self.per_row()?,
            },
            Kind::ManyCodes => Data::ManyCodes {
                dictionary: self.text()?,
                values: self.lists(Ok)?,
            },
            Kind::Refs => Data::Refs {
                targets: self.texts()?,
                values: self
                    .per_row()?
                    .into_iter()
                    .map(read_reference)
                    .collect::<Result<_, _>>()?,
            },
            Kind::ManyRefs => Data::ManyRefs {
                targets: self.texts()?,
                values: self.lists(read_reference)?,
            },
            Kind::Dates => self.dates()?,
            Kind::Numbers => self.numbers()?,
            Kind::Live | Kind::Dictionary => return Err("it holds no property".to_owned()),
        };
        self.end()?;
        Ok((data, self.rows as usize))
    }

    fn dates(&mut self) -> Result<Data, String> {
        let marks = self.per_row()?;
        let firsts = self.integers(u64::from(BLOCK_ROWS))?;
        let lasts = self.integers(u64::from(BLOCK_ROWS))?;
        let (mut firsts, mut lasts) = (firsts.into_iter(), lasts.into_iter());
        let missing = || "dates are missing in it".to_owned();
        let mut first = Vec::with_capacity(marks.len());
        let mut last = Vec::with_capacity(marks.len());
        for mark in marks {
            if mark < EXACT {
                first.push(mark.cast_signed());
                last.push(i32::MIN);
                continue;
            }
            let from = signed(firsts.next().ok_or_else(missing)?);
            let to = match mark {
                EXACT => from,
                RANGE => signed(lasts.next().ok_or_else(missing)?),
                _ => return Err("a date in it is of an unknown kind".to_owned()),
            };
            if to < from || to == i32::MIN {
                return Err("a date in it ends before it begins".to_owned());
            }
            first.push(from);
            last.push(to);
        }
        if firsts.next().is_some() || lasts.next().is_some() {
            return Err("there are more dates in it than rows".to_owned());
        }
        Ok(Data::Dates { first, last })
    }

    fn numbers(&mut self) -> Result<Data, String> {
        let marks = self.per_row()?;
        let mut low = Vec::with_capacity(marks.len());
        let mut high = Vec::with_capacity(marks.len());
        for mark in marks {
            if mark < EXACT {
                low.push(f64::NAN);
                high.push(f64::from(mark));
                continue;
            }
            let from = self.real()?;
            let to = match mark {
                EXACT => from,
                RANGE => self.real()?,
                _ => return Err("a number in it is of an unknown kind".to_owned()),
            };
            // Written so that a value that is not a number fails too.
            if !matches!(
                from.partial_cmp(&to),
                Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal)
            ) {
                return Err("a range in it is upside down".to_owned());
            }
            low.push(from);
            high.push(to);
        }
        Ok(Data::Numbers { low, high })
    }
}

impl Data {
    fn empty(&self) -> Self {
        match self {
            Self::Codes { dictionary, .. } => Self::Codes {
                dictionary: dictionary.clone(),
                values: Vec::new(),
            },
            Self::ManyCodes { dictionary, .. } => Self::ManyCodes {
                dictionary: dictionary.clone(),
                values: Lists::default(),
            },
            Self::Refs { targets, .. } => Self::Refs {
                targets: targets.clone(),
                values: Vec::new(),
            },
            Self::ManyRefs { targets, .. } => Self::ManyRefs {
                targets: targets.clone(),
                values: Lists::default(),
            },
            Self::Dates { .. } => Self::Dates {
                first: Vec::new(),
                last: Vec::new(),
            },
            Self::Numbers { .. } => Self::Numbers {
                low: Vec::new(),
                high: Vec::new(),
            },
        }
    }

    pub(crate) fn append(&mut self, more: Self) -> Result<(), String> {
        match (self, more) {
            (
                Self::Codes { dictionary, values },
                Self::Codes {
                    dictionary: same,
                    values: more,
                },
            ) if *dictionary == same => values.extend(more),
            (
                Self::ManyCodes { dictionary, values },
                Self::ManyCodes {
                    dictionary: same,
                    values: more,
                },
            ) if *dictionary == same => {
                for row in 0..more.len() {
                    values.push(more.get(row));
                }
            }
            (
                Self::Refs { targets, values },
                Self::Refs {
                    targets: others,
                    values: more,
                },
            ) => {
                merge_targets(targets, others)?;
                values.extend(more);
            }
            (
                Self::ManyRefs { targets, values },
                Self::ManyRefs {
                    targets: others,
                    values: more,
                },
            ) => {
                merge_targets(targets, others)?;
                for row in 0..more.len() {
                    values.push(more.get(row));
                }
            }
            (
                Self::Dates { first, last },
                Self::Dates {
                    first: from,
                    last: to,
                },
            ) => {
                first.extend(from);
                last.extend(to);
            }
            (
                Self::Numbers { low, high },
                Self::Numbers {
                    low: from,
                    high: to,
                },
            ) => {
                low.extend(from);
                high.extend(to);
            }
            _ => return Err("it is of another kind than the property".to_owned()),
        }
        Ok(())
    }
}

/// Types referred to are only ever added at the end, so an older block knows
/// a beginning of what a newer one knows.
fn merge_targets(known: &mut Vec<String>, others: Vec<String>) -> Result<(), String> {
    let shared = known.len().min(others.len());
    if known[..shared] != others[..shared] {
        return Err("it refers to other types than the property".to_owned());
    }
    if others.len() > known.len() {
        *known = others;
    }
    Ok(())
}
