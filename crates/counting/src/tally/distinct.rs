//! Records that several rows stand for, each once a cell.
//!
//! Record and cell as one number, put in order, is quicker than any way that looks up what was met already: the rows of
//! a record lie far apart, and putting in order is done in the order of memory.

use super::order::ordered;
use super::{Axis, Cells, Counted, cells};
use crate::Bits;
use crate::entities::Entities;
use crate::workers::Workers;

/// Counts the records of the rows of `scope`.
pub(super) fn records(
    scope: &Bits,
    axes: &[Axis<'_>],
    size: u64,
    entities: &Entities<'_>,
    counting: &mut Counted,
    workers: Workers,
) {
    // One more than the highest cell times this is below 2^63: tables have at most 2^36 cells, types 2^27 records.
    let shift = u32::BITS - entities.records.leading_zeros();
    let bits = u64::BITS - (size << shift).leading_zeros();
    let single = axes.iter().all(|axis| axis.values.is_single());
    let rows = usize::try_from(scope.count()).unwrap_or(0);
    // Each thread takes some of the records, so that none is met by two.
    let parts = workers.each_thread(rows, |thread, threads| {
        let mut met: Vec<u64> = Vec::with_capacity(rows / threads + rows / 8);
        scope.each(|row| {
            let record = entities.at(row);
            if record as usize % threads != thread {
                return;
            }
            let record = u64::from(record);
            if single {
                let value = |cell: u64, axis: &Axis<'_>| cell * axis.size + axis.place(row);
                met.push(axes.iter().fold(0, value) << shift | record);
            } else {
                cells(axes, row, &mut |cell| met.push(cell << shift | record));
            }
        });
        ordered(&mut met, bits);
        let mut counted = Cells::new();
        let mut last = None;
        for one in met {
            if last != Some(one) {
                last = Some(one);
                match counted.last_mut() {
                    Some((cell, count)) if *cell == one >> shift => *count += 1,
                    _ => counted.push((one >> shift, 1)),
                }
            }
        }
        counted
    });
    for (cell, count) in parts.into_iter().flatten() {
        counting.add(cell, u32::try_from(count).unwrap_or(u32::MAX));
    }
}
