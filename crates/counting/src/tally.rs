//! Counting: rows or entities into cells, each once.

use std::collections::HashMap;

use crate::Bits;
use crate::keys::{Keys, Links, UNKNOWN};

/// One direction of the table.
pub(crate) struct Axis<'a> {
    pub marks: Marks<'a>,
    pub size: u64,
}

/// Where each row stands along an axis.
pub(crate) enum Marks<'a> {
    /// By a dimension.
    Flat(Keys<'a>),
    /// By the dimensions that ask the same hops, put together so that they
    /// speak of the same record.
    Hop(HopMarks<'a>),
}

/// Dimensions of the records that hops lead to.
pub(crate) struct HopMarks<'a> {
    pub links: &'a Links,
    /// The records that count.
    pub fits: Bits,
    /// The dimensions, each with the product of the sizes of those behind.
    pub keys: Vec<(Keys<'a>, u32)>,
}

impl Marks<'_> {
    #[inline]
    fn each<F: FnMut(u32)>(&self, row: usize, visit: &mut F) {
        match self {
            Self::Flat(keys) => keys.each(row, visit),
            Self::Hop(hop) => hop.each(row, visit),
        }
    }
}

impl HopMarks<'_> {
    /// A row from which nothing is reached is unknown in all dimensions.
    fn each<F: FnMut(u32)>(&self, row: usize, visit: &mut F) {
        let mut reached = false;
        for to in self.links.get(row) {
            if self.fits.has(*to) {
                reached = true;
                let to = *to as usize;
                match self.keys.as_slice() {
                    [(keys, _)] => keys.each(to, visit),
                    [(first, behind), (second, _)] => first.each(to, &mut |one| {
                        second.each_dyn(to, &mut |two| visit(one * behind + two));
                    }),
                    keys => combine(keys, to, 0, visit),
                }
            }
        }
        if !reached {
            visit(self.keys.iter().map(|(_, behind)| UNKNOWN * behind).sum());
        }
    }
}

fn combine(keys: &[(Keys<'_>, u32)], row: usize, start: u32, visit: &mut dyn FnMut(u32)) {
    match keys.split_first() {
        None => visit(start),
        Some(((keys, behind), rest)) => keys.each_dyn(row, &mut |key| {
            combine(rest, row, start + key * behind, visit);
        }),
    }
}

/// Non-empty cells, ascending, with the number of distinct entities in each.
pub(crate) type Cells = Vec<(u64, u64)>;

/// The largest table that is counted into an array.
const DENSE: u64 = 1 << 22;

/// Cells of a row: `visit` may get a cell twice.
#[inline]
fn cells<F: FnMut(u64)>(axes: &[Axis<'_>], row: usize, visit: &mut F) {
    match axes {
        [] => visit(0),
        [a] => a.marks.each(row, &mut |key| visit(u64::from(key))),
        [a, b] => a.marks.each(row, &mut |key| {
            let start = u64::from(key) * b.size;
            b.marks.each(row, &mut |key| visit(start + u64::from(key)));
        }),
        _ => cells_behind(axes, row, 0, visit),
    }
}

/// The same for any number of axes.
fn cells_behind(axes: &[Axis<'_>], row: usize, start: u64, visit: &mut dyn FnMut(u64)) {
    match axes.split_first() {
        None => visit(start),
        Some((first, rest)) => {
            let size: u64 = rest.iter().map(|axis| axis.size).product();
            first.marks.each(row, &mut |key| {
                cells_behind(rest, row, start + u64::from(key) * size, visit);
            });
        }
    }
}

/// How many cells the axes span; none if that is beyond 64 bits.
pub(crate) fn span(axes: &[Axis<'_>]) -> Option<u64> {
    axes.iter()
        .try_fold(1_u64, |product, axis| product.checked_mul(axis.size))
}

/// Counts the rows of `scope` into cells: as themselves, or as the entity
/// that `entities` has for each.
pub(crate) fn tally(scope: &Bits, axes: &[Axis<'_>], size: u64, entities: Option<&[u32]>) -> Cells {
    let dense = size <= 1 << 16 || (size <= DENSE && size <= 8 * scope.count().max(1));
    match entities {
        None if dense => rows_dense(scope, axes, size),
        None => rows_sparse(scope, axes),
        Some(entities) if dense => entities_dense(scope, axes, size, entities),
        Some(entities) => entities_sparse(scope, axes, entities),
    }
}

fn filled(counts: &[u32]) -> Cells {
    (0_u64..)
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .map(|(cell, count)| (cell, u64::from(*count)))
        .collect()
}

/// Cell numbers of dense tables are array indexes.
#[expect(
    clippy::cast_possible_truncation,
    reason = "dense tables have at most 2^22 cells"
)]
fn index(cell: u64) -> usize {
    cell as usize
}

fn rows_dense(scope: &Bits, axes: &[Axis<'_>], size: u64) -> Cells {
    let mut counts = vec![0_u32; index(size)];
    match axes {
        [
            Axis {
                marks: Marks::Flat(Keys::One(a)),
                ..
            },
        ] => scope.each(|row| counts[a[row] as usize] += 1),
        [
            Axis {
                marks: Marks::Flat(Keys::One(a)),
                ..
            },
            Axis {
                marks: Marks::Flat(Keys::One(b)),
                size,
            },
        ] => {
            let size = index(*size);
            scope.each(|row| counts[a[row] as usize * size + b[row] as usize] += 1);
        }
        _ => {
            // The row that was last counted in each cell, plus one.
            let mut stamps = vec![0_u32; index(size)];
            scope.each(|row| {
                let stamp = u32::try_from(row).unwrap_or(u32::MAX - 1) + 1;
                cells(axes, row, &mut |cell| {
                    let cell = index(cell);
                    if stamps[cell] != stamp {
                        stamps[cell] = stamp;
                        counts[cell] += 1;
                    }
                });
            });
        }
    }
    filled(&counts)
}

fn rows_sparse(scope: &Bits, axes: &[Axis<'_>]) -> Cells {
    let mut counts: HashMap<u64, u64> = HashMap::new();
    let mut of_row: Vec<u64> = Vec::new();
    scope.each(|row| {
        of_row.clear();
        cells(axes, row, &mut |cell| of_row.push(cell));
        of_row.sort_unstable();
        of_row.dedup();
        for cell in &of_row {
            *counts.entry(*cell).or_default() += 1;
        }
    });
    let mut cells: Cells = counts.into_iter().collect();
    cells.sort_unstable();
    cells
}

/// Buckets the entities by cell, then stamps each entity once a cell.
fn entities_dense(scope: &Bits, axes: &[Axis<'_>], size: u64, entities: &[u32]) -> Cells {
    let size = index(size);
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(index(scope.count()));
    let mut ends = vec![0_u32; size + 1];
    let mut highest = 0;
    scope.each(|row| {
        let entity = entities[row];
        highest = highest.max(entity);
        cells(axes, row, &mut |cell| {
            ends[index(cell) + 1] += 1;
            pairs.push((u32::try_from(cell).unwrap_or(u32::MAX), entity));
        });
    });
    for cell in 0..size {
        ends[cell + 1] += ends[cell];
    }
    let mut bucketed = vec![0_u32; pairs.len()];
    for (cell, entity) in pairs {
        let end = &mut ends[cell as usize];
        bucketed[*end as usize] = entity;
        *end += 1;
    }
    let mut stamps = vec![0_u32; highest as usize + 1];
    let mut counts = vec![0_u32; size];
    let mut start = 0;
    for (cell, count) in counts.iter_mut().enumerate() {
        let stamp = u32::try_from(cell).unwrap_or(u32::MAX - 1) + 1;
        let end = ends[cell] as usize;
        for entity in &bucketed[start..end] {
            let last = &mut stamps[*entity as usize];
            *count += u32::from(*last != stamp);
            *last = stamp;
        }
        start = end;
    }
    filled(&counts)
}

fn entities_sparse(scope: &Bits, axes: &[Axis<'_>], entities: &[u32]) -> Cells {
    let mut pairs: Vec<(u64, u32)> = Vec::new();
    scope.each(|row| cells(axes, row, &mut |cell| pairs.push((cell, entities[row]))));
    pairs.sort_unstable();
    pairs.dedup();
    let mut counted = Cells::new();
    for (cell, _) in pairs {
        match counted.last_mut() {
            Some((last, count)) if *last == cell => *count += 1,
            _ => counted.push((cell, 1)),
        }
    }
    counted
}

/// How many distinct entities the rows of `scope` are.
pub(crate) fn distinct(scope: &Bits, entities: Option<&[u32]>) -> u64 {
    entities.map_or_else(|| scope.count(), |entities| chosen(scope, entities).count())
}

/// The entities of the rows of `scope`.
pub(crate) fn chosen(scope: &Bits, entities: &[u32]) -> Bits {
    let mut found = Bits::none(0);
    scope.each(|row| found.put(entities[row]));
    found
}
