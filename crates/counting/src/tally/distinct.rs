//! Records that several rows stand for, each once a cell.

use super::order::ordered;
use super::{Axis, Counted, cells, index};
use crate::Bits;
use crate::entities::Entities;

/// The most bits that are set for records in cells (32 MB).
const MOST_BITS: u64 = 1 << 28;

/// Counts the records of the rows of `scope`.
pub(super) fn records(
    scope: &Bits,
    axes: &[Axis<'_>],
    size: u64,
    entities: &Entities<'_>,
    counting: &mut Counted,
) {
    let words = u64::from(entities.records.div_ceil(64));
    let bits = size.checked_mul(words * 64);
    if scope.is_empty() {
        return;
    }
    // A bit for each record in each cell, when that is little enough, and rows are many enough to be worth it.
    if bits.is_some_and(|bits| bits <= MOST_BITS && bits / 512 <= scope.count()) {
        let mut met = vec![0_u64; index(size * words)];
        scope.each(|row| {
            let record = entities.at(row);
            let (word, bit) = (u64::from(record / 64), 1_u64 << (record % 64));
            cells(axes, row, &mut |cell| {
                met[index(cell * words + word)] |= bit
            });
        });
        for (cell, records) in (0_u64..).zip(met.chunks(index(words))) {
            let count: u32 = records.iter().map(|word| word.count_ones()).sum();
            if count > 0 {
                counting.add(cell, count);
            }
        }
        return;
    }
    // Cell and record as one number, put in order.
    let shift = u32::BITS - entities.records.leading_zeros();
    let mut met: Vec<u64> = Vec::new();
    scope.each(|row| {
        let record = u64::from(entities.at(row));
        cells(axes, row, &mut |cell| met.push(cell << shift | record));
    });
    ordered(&mut met, u64::BITS - (size << shift).leading_zeros());
    let mut last = None;
    for one in met {
        if last != Some(one) {
            last = Some(one);
            counting.add(one >> shift, 1);
        }
    }
}
