//! The bytes of a block as rows of a column; whatever is not what `write` wrote is refused.
//!
//! Opening a workspace reads millions of values, so runs are read in loops without a branch for each value, and what
//! must hold of each value is asked of the smallest and the largest.

use super::{EXACT, KINDS, Kind, MARK, RANGE, VERSION, checksum, signed};
use crate::column::NO_RECORD;
use crate::{BLOCK_ROWS, Data, FIRST_CODE, Lists};

/// References as they are packed in memory.
fn references(mut stored: Vec<u32>) -> Result<Vec<u32>, String> {
    // States are written as the numbers below the first code, records behind them.
    if stored.iter().copied().max() >= Some(NO_RECORD + FIRST_CODE) {
        return Err("a reference to nothing".to_owned());
    }
    for value in &mut stored {
        *value = if *value < FIRST_CODE {
            NO_RECORD | *value
        } else {
            *value - FIRST_CODE
        };
    }
    Ok(stored)
}

pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    kind: Kind,
    pub(super) rows: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
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

    pub(super) fn expect(&self, kind: Kind) -> Result<(), String> {
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

    pub(super) fn byte(&mut self) -> Result<u8, String> {
        Ok(self.take(1)?[0])
    }

    pub(super) fn number(&mut self) -> Result<u32, String> {
        let mut word = [0; 4];
        word.copy_from_slice(self.take(4)?);
        Ok(u32::from_le_bytes(word))
    }

    fn real(&mut self) -> Result<f64, String> {
        let mut word = [0; 8];
        word.copy_from_slice(self.take(8)?);
        Ok(f64::from_le_bytes(word))
    }

    pub(super) fn text(&mut self) -> Result<String, String> {
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
        let bytes = match width {
            1 | 2 | 4 => self.take(count * width)?,
            _ => return Err("a run in it has an unknown width".to_owned()),
        };
        let values: Vec<u32> = match width {
            1 => bytes
                .iter()
                .map(|byte| low.wrapping_add(u32::from(*byte)))
                .collect(),
            2 => {
                let (words, _) = bytes.as_chunks();
                words
                    .iter()
                    .map(|word| low.wrapping_add(u32::from(u16::from_le_bytes(*word))))
                    .collect()
            }
            _ => {
                let (words, _) = bytes.as_chunks();
                words
                    .iter()
                    .map(|word| low.wrapping_add(u32::from_le_bytes(*word)))
                    .collect()
            }
        };
        // One that went round would now be smaller than the smallest.
        if values
            .iter()
            .copied()
            .min()
            .is_some_and(|least| least < low)
        {
            return Err("a number in it is too large".to_owned());
        }
        Ok(values)
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

    /// Lengths, and all values one behind the other.
    fn lists(&mut self) -> Result<(Vec<u32>, Vec<u32>), String> {
        /// Values in one block: far above any real list, and what a damaged
        /// block can make us reserve at most.
        const MOST_VALUES: u64 = 1 << 26;
        let lengths = self.per_row()?;
        let pool = self.integers(MOST_VALUES)?;
        let total: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        if total == pool.len() as u64 {
            Ok((lengths, pool))
        } else {
            Err("its lists do not have the lengths it says".to_owned())
        }
    }

    pub(super) fn end(&self) -> Result<(), String> {
        if self.bytes.is_empty() {
            Ok(())
        } else {
            Err("there is more in it than there should be".to_owned())
        }
    }

    pub(super) fn live(&mut self) -> Result<(Vec<u64>, u32), String> {
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

    pub(super) fn column(&mut self) -> Result<(Data, usize), String> {
        let data = match self.kind {
            Kind::Codes => Data::Codes {
                dictionary: self.text()?,
                values: self.per_row()?,
            },
            Kind::ManyCodes => {
                let dictionary = self.text()?;
                let (lengths, codes) = self.lists()?;
                let values = Lists::of(&lengths, codes);
                Data::ManyCodes { dictionary, values }
            }
            Kind::Refs => Data::Refs {
                targets: self.texts()?,
                values: references(self.per_row()?)?,
            },
            Kind::ManyRefs => {
                let targets = self.texts()?;
                let (lengths, stored) = self.lists()?;
                let values = Lists::of(&lengths, references(stored)?);
                Data::ManyRefs { targets, values }
            }
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

#[cfg(test)]
mod tests {
    use super::super::write::{begin, seal};
    use super::*;

    /// A block of one row whose checksum holds, with this run of values.
    fn block(kind: Kind, before: &[u8], low: u32, width: u8, difference: &[u8]) -> Vec<u8> {
        let mut out = begin(kind, 1);
        out.extend(before);
        out.extend(1_u32.to_le_bytes());
        out.extend(low.to_le_bytes());
        out.push(width);
        out.extend(difference);
        seal(out)
    }

    fn read(bytes: &[u8]) -> Result<(Data, usize), String> {
        Reader::open(bytes)?.column()
    }

    #[test]
    fn a_number_that_goes_round_is_refused_in_every_width() {
        let empty_name = 0_u32.to_le_bytes();
        for (width, difference) in [(1, &[9_u8][..]), (2, &[9, 0]), (4, &[9, 0, 0, 0])] {
            let at = |low| read(&block(Kind::Codes, &empty_name, low, width, difference));
            assert!(at(u32::MAX - 9).is_ok(), "{width}");
            assert!(at(u32::MAX - 8).is_err(), "{width}");
        }
        assert!(read(&block(Kind::Codes, &empty_name, 0, 3, &[0; 3])).is_err());
    }

    #[test]
    fn a_reference_to_a_type_that_cannot_be_is_refused() {
        let no_targets = [0];
        let at = |stored| read(&block(Kind::Refs, &no_targets, stored, 0, &[]));
        for (stored, packed) in [
            (4, NO_RECORD | 4),
            (FIRST_CODE, 0),
            (NO_RECORD + 4, NO_RECORD - 1),
        ] {
            let Ok((Data::Refs { values, .. }, 1)) = at(stored) else {
                panic!("{stored} is a reference");
            };
            assert_eq!(values, [packed]);
        }
        assert!(at(NO_RECORD + FIRST_CODE).is_err());
        assert!(at(u32::MAX).is_err());
    }
}
