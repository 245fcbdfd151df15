//! Counting: rows or entities into cells, each once.

use std::collections::HashMap;

use crate::Bits;
use crate::keys::Keys;

/// Key numbers of each row along one direction of the table (several
/// dimensions at once where they ask the same hops).
pub(crate) struct Axis<'a> {
    pub keys: Keys<'a>,
    pub size: u64,
}

/// Non-empty cells, ascending, with the number of distinct entities in each.
pub(crate) type Cells = Vec<(u64, u64)>;

/// The largest table that is counted into an array.
const DENSE: u64 = 1 << 22;

/// Cells of a row: `visit` may get a cell twice.
#[inline]
fn cells(axes: &[Axis<'_>], row: usize, visit: &mut impl FnMut(u64)) {
    match axes {
        [] => visit(0),
        [a] => {
            for key in a.keys.get(row) {
                visit(u64::from(*key));
            }
        }
        [a, b] => {
            for key in a.keys.get(row) {
                let start = u64::from(*key) * b.size;
                for key in b.keys.get(row) {
                    visit(start + u64::from(*key));
                }
            }
        }
        [a, rest @ ..] => {
            let size: u64 = rest.iter().map(|axis| axis.size).product();
            for key in a.keys.get(row) {
                let start = u64::from(*key) * size;
                cells_behind(rest, row, start, visit);
            }
        }
    }
}

/// The same for any number of axes; a function of its own, so that the
/// closure is not instantiated without end.
fn cells_behind(axes: &[Axis<'_>], row: usize, start: u64, visit: &mut dyn FnMut(u64)) {
    let Some((first, rest)) = axes.split_first() else {
        visit(start);
        return;
    };
    let size: u64 = rest.iter().map(|axis| axis.size).product();
    for key in first.keys.get(row) {
        cells_behind(rest, row, start + u64::from(*key) * size, visit);
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
                keys: Keys::One(a), ..
            },
        ] => scope.each(|row| counts[a[row] as usize] += 1),
        [
            Axis {
                keys: Keys::One(a), ..
            },
            Axis {
                keys: Keys::One(b),
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
    let mut ends = vec![0_usize; size + 1];
    scope.each(|row| cells(axes, row, &mut |cell| ends[index(cell) + 1] += 1));
    for cell in 0..size {
        ends[cell + 1] += ends[cell];
    }
    let mut bucketed = vec![0_u32; ends[size]];
    scope.each(|row| {
        cells(axes, row, &mut |cell| {
            let end = &mut ends[index(cell)];
            bucketed[*end] = entities[row];
            *end += 1;
        });
    });
    let highest = entities.iter().filter(|entity| **entity != u32::MAX).max();
    let mut stamps = vec![0_u32; highest.map_or(0, |highest| *highest as usize + 1)];
    let mut counts = vec![0_u32; size];
    let mut start = 0;
    for (cell, count) in counts.iter_mut().enumerate() {
        let stamp = u32::try_from(cell).unwrap_or(u32::MAX - 1) + 1;
        for entity in &bucketed[start..ends[cell]] {
            let last = &mut stamps[*entity as usize];
            if *last != stamp {
                *last = stamp;
                *count += 1;
            }
        }
        start = ends[cell];
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
