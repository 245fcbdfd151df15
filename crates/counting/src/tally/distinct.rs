//! Records that several rows stand for, each once a cell.
//!
//! Where most rows are counted, the records are gone through one after the other, each with its rows, and every cell
//! remembers the record that was counted last: one look at each row, and nothing to put in order. Where few rows are
//! counted, or no list says which rows a record has, record and cell as one number are put in order instead.

use std::ops::Range;

use super::order::ordered;
use super::{Axis, Counted, cells, index};
use crate::Bits;
use crate::entities::Entities;
use crate::keys::{Links, NO_ROW};
use crate::workers::Workers;

/// The largest table of which every cell remembers a record.
const REMEMBERED: u64 = 1 << 20;

/// How many records have their rows looked up together.
const TOGETHER: usize = 256;

/// Counts the records of the rows of `scope`.
pub(super) fn records(
    scope: &Bits,
    axes: &[Axis<'_>],
    size: u64,
    entities: &Entities<'_>,
    counting: &mut Counted,
    workers: Workers,
) {
    let many = scope.count() >= u64::from(scope.len()) / 3 && scope.count() >= size / 8;
    let found = match entities.rows_of {
        Some(rows_of) if many && size <= REMEMBERED => {
            remembered(scope, axes, size, (entities, rows_of), workers)
        }
        _ => None,
    };
    for (cell, count) in found.unwrap_or_else(|| sorted(scope, axes, size, entities, workers)) {
        counting.add(cell, count);
    }
}

/// Counts cells with the records gone through one after the other; none when the places of a row's values do not fit
/// one number.
fn remembered(
    scope: &Bits,
    axes: &[Axis<'_>],
    size: u64,
    (entities, rows_of): (&Entities<'_>, &Links),
    workers: Workers,
) -> Option<Vec<(u64, u32)>> {
    let places = axes
        .iter()
        .try_fold(1_u64, |product, axis| product.checked_mul(axis.places()))
        .filter(|places| *places < u64::from(NO_ROW))?;
    // What is looked up in the order of records lies far apart in memory: one number a row is all of it.
    let place = |row: usize| {
        let place = |sum: u64, axis: &Axis<'_>| sum * axis.places() + axis.place(row);
        u32::try_from(axes.iter().fold(0, place)).unwrap_or(NO_ROW)
    };
    let is_in = |row: usize| u32::try_from(row).is_ok_and(|row| scope.has(row));
    let numbers = workers.numbers(scope.len() as usize, |row| {
        if is_in(row) { place(row) } else { NO_ROW }
    });
    let single = axes.iter().all(|axis| axis.values.is_single());
    let lists = (!single && places <= scope.count() / 4).then(|| listed(axes));
    let parts = workers.each(entities.records as usize, |records| {
        // Behind the cells, one for the rows that are not counted.
        let mut met = Met(vec![(NO_ROW, 0_u32); index(size) + 1]);
        let outside = index(size);
        let mut meet = |number: u32, record: usize| {
            // Without a jump that depends on what is found: numbers are below the size, or none.
            if single {
                met.meet(outside.min(number as usize), record);
            } else if let Some(lists) = &lists {
                let cells = lists.get(number as usize).iter();
                cells.for_each(|cell| met.meet(*cell as usize, record));
            } else if number != NO_ROW {
                opened(axes, number, &mut |cell| met.meet(index(cell), record));
            }
        };
        let at = |row: &u32| numbers.get(*row as usize).copied().unwrap_or(NO_ROW);
        let mut fetched: Vec<u32> = Vec::new();
        for some in steps(records, TOGETHER) {
            // All at once, so that the processor waits for many of them at the same time.
            fetched.clear();
            fetched.extend(rows_of.within(some.clone()).iter().map(at));
            let mut left = fetched.as_slice();
            for record in some {
                let (own, rest) = left
                    .split_at_checked(rows_of.get(record).len())
                    .unwrap_or_default();
                left = rest;
                match entities.with(record) {
                    None => own.iter().for_each(|number| meet(*number, record)),
                    Some(members) => members
                        .iter()
                        .flat_map(|member| rows_of.get(*member as usize))
                        .for_each(|row| meet(at(row), record)),
                }
            }
        }
        met.0.pop();
        met.0
    });
    Some(
        parts
            .into_iter()
            .flat_map(|met| (0_u64..).zip(met))
            .filter(|(_, (_, count))| *count > 0)
            .map(|(cell, (_, count))| (cell, count))
            .collect(),
    )
}

/// A range in steps.
fn steps(range: Range<usize>, step: usize) -> impl Iterator<Item = Range<usize>> {
    let end = range.end;
    range.step_by(step).map(move |at| at..(at + step).min(end))
}

/// For each cell the record counted last, and how many were.
struct Met(Vec<(u32, u32)>);

impl Met {
    #[inline]
    fn meet(&mut self, cell: usize, record: usize) {
        // Records are numbered by 32 bits.
        #[expect(clippy::cast_possible_truncation, reason = "as said above")]
        let record = record as u32;
        if let Some((last, count)) = self.0.get_mut(cell) {
            *count += u32::from(*last != record);
            *last = record;
        }
    }
}

/// The cells of the places that a number stands for.
fn opened(axes: &[Axis<'_>], number: u32, visit: &mut dyn FnMut(u64)) {
    let mut places = vec![0; axes.len()];
    let mut left = u64::from(number);
    for (place, axis) in places.iter_mut().zip(axes).rev() {
        *place = u32::try_from(left % axis.places()).unwrap_or(0);
        left /= axis.places();
    }
    super::opened(axes, &places, 0, visit);
}

/// The cells of all numbers, axis by axis; all are below the size of the largest table of which cells remember records.
fn listed(axes: &[Axis<'_>]) -> Links {
    let mut lists = Links::with_room(1);
    lists.values.push(0);
    lists.close();
    for axis in axes {
        let size = u32::try_from(axis.size).unwrap_or(NO_ROW);
        let places = u32::try_from(axis.places()).unwrap_or(NO_ROW);
        let mut further = Links::with_room(lists.len() * places as usize);
        for before in 0..lists.len() {
            for place in 0..places {
                for start in lists.get(before) {
                    let cells = axis.at(&place).iter();
                    further
                        .values
                        .extend(cells.map(|value| start * size + value));
                }
                further.close();
            }
        }
        lists = further;
    }
    lists
}

/// Counts cells with record and cell put in order.
fn sorted(
    scope: &Bits,
    axes: &[Axis<'_>],
    size: u64,
    entities: &Entities<'_>,
    workers: Workers,
) -> Vec<(u64, u32)> {
    // One more than the highest cell times this is below 2^63: tables have at most 2^36 cells, types 2^27 records.
    let shift = u32::BITS - entities.records.leading_zeros();
    let bits = u64::BITS - (size << shift).leading_zeros();
    let parts = workers.each(scope.len() as usize, |range| {
        let mut met: Vec<u64> = Vec::new();
        scope.each_in(range, |row| {
            let record = u64::from(entities.at(row));
            cells(axes, row, &mut |cell| met.push(cell << shift | record));
        });
        met
    });
    let mut met = parts.concat();
    ordered(&mut met, bits);
    met.dedup();
    let mut counted: Vec<(u64, u32)> = Vec::new();
    for one in met {
        match counted.last_mut() {
            Some((cell, count)) if *cell == one >> shift => *count += 1,
            _ => counted.push((one >> shift, 1)),
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clusters;
    use crate::keys::{Rows, Sets, Values};
    use crate::tally::span;
    use proptest::prelude::*;

    /// For each row its record, and up to three values of each axis.
    fn rows() -> impl Strategy<Value = Vec<(u32, [Vec<u32>; 2], bool)>> {
        let values = || prop::collection::vec(0_u32..7, 1..4);
        let row = (0_u32..60, [values(), values()], any::<bool>());
        prop::collection::vec(row, 0..300)
    }

    proptest! {
        #[test]
        fn records_gone_through_are_counted_as_records_put_in_order(rows in rows(), merged in prop::collection::vec((0_u32..60, 0_u32..60), 0..20)) {
            let records = 60_u32;
            let mut stands: Vec<u32> = (0..records).collect();
            for (one, other) in merged {
                let (from, to) = (stands[one as usize], stands[other as usize]);
                stands.iter_mut().filter(|stands| **stands == from).for_each(|stands| *stands = to);
            }
            let mut clusters = Clusters::identity();
            clusters.set("actor", stands).unwrap();
            let of: Vec<u32> = rows.iter().map(|(record, ..)| *record).collect();
            let rows_of = Links::backwards(records as usize, |visit| {
                for (row, record) in (0..).zip(&of) {
                    visit(*record as usize, row);
                }
            });
            let entities = Entities {
                of: Some(Rows::Found(of)),
                rows_of: Some(&rows_of),
                records,
                merged: clusters.merged("actor"),
                workers: Workers::new(2),
            };
            let mut axes = Vec::new();
            for axis in 0..2 {
                let mut sets = Sets::default();
                let numbers = rows.iter().map(|(_, values, _)| sets.number(&mut values[axis].clone())).collect();
                axes.push(Axis { values: crate::keys::Gathered::of(numbers, sets).values(), size: 7 });
            }
            axes.push(Axis { values: Values::one(vec![2; rows.len()]), size: 3 });
            let scope = Bits::where_true(u32::try_from(rows.len()).unwrap(), |row| rows[row].2);
            let size = span(&axes).unwrap();
            let mut gone = remembered(&scope, &axes, size, (&entities, &rows_of), Workers::new(1)).unwrap();
            gone.sort_unstable();
            prop_assert_eq!(gone, sorted(&scope, &axes, size, &entities, Workers::new(1)));
        }
    }
}
