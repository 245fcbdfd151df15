//! Counting: rows, or the records they stand for, into cells, each once.

mod distinct;
mod order;

use crate::Bits;
use crate::entities::Entities;
use crate::keys::{FIRST_SET, Values};
use crate::workers::Workers;

/// One direction of the table: the values of each base row, and one more than the highest there can be.
pub(crate) struct Axis<'a> {
    pub values: Values<'a>,
    pub size: u64,
}

impl Axis<'_> {
    /// One more than the highest number that [`Axis::place`] gives.
    fn places(&self) -> u64 {
        self.size + self.values.sets() as u64
    }

    /// The value of a row, or, behind all values, the set of its values.
    #[inline]
    fn place(&self, row: usize) -> u64 {
        let number = self.values.numbers()[row];
        if number < FIRST_SET {
            u64::from(number)
        } else {
            self.size + u64::from(number - FIRST_SET)
        }
    }

    /// The values at a place.
    fn at<'v>(&'v self, place: &'v u32) -> &'v [u32] {
        match u64::from(*place).checked_sub(self.size) {
            None => std::slice::from_ref(place),
            Some(set) => self.values.set(index(set)),
        }
    }
}

/// Non-empty cells, ascending, with the number of distinct records in each.
pub(crate) type Cells = Vec<(u64, u64)>;

/// The largest table that is counted into an array.
const DENSE: u64 = 1 << 22;

/// How many cells the axes span; none if that is beyond 64 bits.
pub(crate) fn span(axes: &[Axis<'_>]) -> Option<u64> {
    axes.iter()
        .try_fold(1_u64, |product, axis| product.checked_mul(axis.size))
}

/// Whether so many numbers are worth an array, for so many rows.
fn is_dense(size: u64, rows: u64) -> bool {
    size <= 1 << 16 || (size <= DENSE && size <= 8 * rows.max(1))
}

/// Counts the rows of `scope` into cells: as themselves, or as the records that they are of.
pub(crate) fn tally(
    scope: &Bits,
    axes: &[Axis<'_>],
    size: u64,
    entities: Option<&Entities<'_>>,
    workers: Workers,
) -> Cells {
    let (alone, with_others) = match entities {
        None => (scope.clone(), None),
        Some(entities) => {
            let (alone, others) = entities.divided(scope);
            (alone, Some((others, entities)))
        }
    };
    let mut counting = Counted::new(size, scope.count());
    rows(&alone, axes, &mut counting, workers);
    if let Some((others, entities)) = with_others {
        distinct::records(&others, axes, size, entities, &mut counting, workers);
    }
    counting.cells(size)
}

/// Cells as they are met: in an array of all, or one after the other.
enum Counted {
    Dense(Vec<u32>),
    Sparse(Vec<u64>),
}

impl Counted {
    fn new(size: u64, rows: u64) -> Self {
        if is_dense(size, rows) {
            Self::Dense(vec![0; index(size)])
        } else {
            Self::Sparse(Vec::new())
        }
    }

    #[inline]
    fn add(&mut self, cell: u64, count: u32) {
        match self {
            Self::Dense(counts) => counts[index(cell)] += count,
            Self::Sparse(cells) => cells.extend(std::iter::repeat_n(cell, count as usize)),
        }
    }

    fn cells(self, size: u64) -> Cells {
        match self {
            Self::Dense(counts) => (0_u64..)
                .zip(&counts)
                .filter(|(_, count)| **count > 0)
                .map(|(cell, count)| (cell, u64::from(*count)))
                .collect(),
            Self::Sparse(cells) => order::counted(cells, size),
        }
    }
}

/// Numbers of what is kept in arrays.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what is kept in an array is addressed by a usize"
)]
fn index(number: u64) -> usize {
    number as usize
}

/// Counts rows. The axes ask different things and hold each value once a row, so no row has a cell twice: rows can be
/// counted by the sets of their values, and the sets be opened afterwards.
fn rows(scope: &Bits, axes: &[Axis<'_>], counting: &mut Counted, workers: Workers) {
    let places = axes
        .iter()
        .try_fold(1_u64, |product, axis| product.checked_mul(axis.places()));
    let Some(places) = places.filter(|places| is_dense(*places, scope.count())) else {
        scope.each(|row| cells(axes, row, &mut |cell| counting.add(cell, 1)));
        return;
    };
    // Where adding the arrays of threads together is little beside the counting.
    let workers = if places * 4 < scope.count() {
        workers
    } else {
        Workers::new(1)
    };
    let mut parts = workers.each(scope.len() as usize, |range| {
        let mut counts = vec![0_u32; index(places)];
        match axes {
            [a] => scope.each_in(range, |row| counts[index(a.place(row))] += 1),
            [a, b] => {
                let behind = b.places();
                scope.each_in(range, |row| {
                    counts[index(a.place(row) * behind + b.place(row))] += 1;
                });
            }
            _ => scope.each_in(range, |row| {
                let place = |sum: u64, axis: &Axis<'_>| sum * axis.places() + axis.place(row);
                counts[index(axes.iter().fold(0, place))] += 1;
            }),
        }
        counts
    });
    let mut counts = parts.pop().unwrap_or_default();
    for part in parts {
        for (count, more) in counts.iter_mut().zip(part) {
            *count += more;
        }
    }
    let mut at = vec![0_u32; axes.len()];
    for (place, count) in (0_u64..).zip(counts).filter(|(_, count)| *count > 0) {
        let mut left = place;
        for (place, axis) in at.iter_mut().zip(axes).rev() {
            *place = u32::try_from(left % axis.places()).unwrap_or(0);
            left /= axis.places();
        }
        opened(axes, &at, 0, &mut |cell| counting.add(cell, count));
    }
}

/// All cells of places.
fn opened(axes: &[Axis<'_>], at: &[u32], start: u64, visit: &mut dyn FnMut(u64)) {
    match (axes.split_first(), at.split_first()) {
        (Some((axis, axes)), Some((place, at))) => {
            for value in axis.at(place) {
                opened(axes, at, start * axis.size + u64::from(*value), visit);
            }
        }
        _ => visit(start),
    }
}

/// The cells of a row.
#[inline]
pub(crate) fn cells(axes: &[Axis<'_>], row: usize, visit: &mut impl FnMut(u64)) {
    match axes {
        [] => visit(0),
        [a] => a
            .values
            .of(row)
            .iter()
            .for_each(|value| visit(u64::from(*value))),
        [a, b] => {
            let others = b.values.of(row);
            for value in a.values.of(row) {
                let start = u64::from(*value) * b.size;
                others
                    .iter()
                    .for_each(|value| visit(start + u64::from(*value)));
            }
        }
        _ => cells_behind(axes, row, 0, visit),
    }
}

/// The same for any number of axes.
fn cells_behind(axes: &[Axis<'_>], row: usize, start: u64, visit: &mut dyn FnMut(u64)) {
    match axes.split_first() {
        None => visit(start),
        Some((first, rest)) => {
            for value in first.values.of(row) {
                let next = start * first.size + u64::from(*value);
                cells_behind(rest, row, next, visit);
            }
        }
    }
}
