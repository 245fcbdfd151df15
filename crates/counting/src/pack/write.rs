//! Rows of a column as the bytes of a block.

use super::{EXACT, Kind, MARK, RANGE, VERSION, checksum, unsigned};
use crate::column::unpack;
use crate::{BLOCK_ROWS, Bits, Column, Data, FIRST_CODE, Lists, State};

pub(super) fn begin(kind: Kind, rows: u32) -> Vec<u8> {
    let mut out = MARK.to_vec();
    out.push(VERSION);
    out.push(kind as u8);
    out.extend(rows.to_le_bytes());
    out
}

pub(super) fn seal(mut out: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&out);
    out.extend(sum.to_le_bytes());
    out
}

pub(super) fn text(out: &mut Vec<u8>, value: &str) {
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

pub(super) fn pack_live(live: &Bits, from: u32, to: u32) -> Vec<u8> {
    let mut out = begin(Kind::Live, to - from);
    let words = (from as usize / 64)..(to as usize).div_ceil(64);
    for word in &live.words()[words] {
        out.extend(word.to_le_bytes());
    }
    seal(out)
}

pub(super) fn pack_column(column: &Column, from: usize, to: usize) -> Vec<u8> {
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
