//! Cells as rows: with keys and labels, in the order of the lists.

use std::collections::{BTreeMap, HashMap};

use super::directions::{Keys, Table};
use crate::groups::Estimates;
use crate::keys::Space;
use crate::tally::Cells;
use crate::{Counting, FIRST_CODE, MOST_DIMENSIONS, Row};

/// A key in use: what it is called and where it stands among the others.
struct Name {
    key: String,
    label: String,
    place: usize,
}

/// All cells that something is told of: how many there are, and how many there may be.
fn together(
    cells: &Cells,
    more: Option<&Cells>,
    estimates: Option<&Estimates>,
) -> BTreeMap<u64, (u64, Option<u64>)> {
    let mut counted: BTreeMap<u64, (u64, Option<u64>)> = BTreeMap::new();
    for (cell, count) in cells {
        counted.entry(*cell).or_default().0 = *count;
    }
    for (cell, possible) in more.into_iter().flatten() {
        counted.entry(*cell).or_default().1 = Some(*possible);
    }
    let estimated = estimates.into_iter().flat_map(|all| all.cells.keys());
    for cell in estimated {
        counted.entry(*cell).or_default();
    }
    counted
}

impl<'a> Counting<'a> {
    /// Cells as rows with keys and labels, in the order of the lists (texts
    /// and records by label), states last.
    pub(super) fn rows_of(
        &self,
        table: &Table<'a>,
        cells: &Cells,
        more: Option<&Cells>,
        estimates: Option<&Estimates>,
    ) -> Vec<Row> {
        let estimate = |cell: u64| estimates.and_then(|all| all.cells.get(&cell).copied());
        let row = |cell: u64, count: u64, possible: Option<u64>| {
            let row = Row {
                key: Vec::new(),
                label: Vec::new(),
                count,
                perhaps: more.map(|_| possible.unwrap_or(count).saturating_sub(count)),
                estimate: estimate(cell),
            };
            (table.keys(cell), row)
        };
        let mut cells: Vec<(Keys, Row)> = if more.is_none() && estimates.is_none() {
            let cells = cells.iter();
            cells
                .map(|(cell, count)| row(*cell, *count, None))
                .collect()
        } else {
            let cells = together(cells, more, estimates).into_iter();
            cells
                .map(|(cell, (count, possible))| row(cell, count, possible))
                .collect()
        };
        let names: Vec<HashMap<u32, Name>> = table
            .spaces
            .iter()
            .enumerate()
            .map(|(dimension, space)| {
                let mut used: Vec<u32> = cells.iter().map(|(keys, ..)| keys[dimension]).collect();
                used.sort_unstable();
                used.dedup();
                self.names(space, used)
            })
            .collect();
        let place = |keys: &Keys| -> [usize; MOST_DIMENSIONS] {
            std::array::from_fn(|dimension| {
                let names = names.get(dimension);
                let name = names.and_then(|names| names.get(keys.get(dimension)?));
                name.map_or(0, |name| name.place)
            })
        };
        cells.sort_by_cached_key(|(keys, ..)| place(keys));
        cells
            .into_iter()
            .map(|(keys, mut row)| {
                (row.key, row.label) = keys
                    .iter()
                    .zip(&names)
                    .filter_map(|(number, names)| names.get(number))
                    .map(|name| (name.key.clone(), name.label.clone()))
                    .unzip();
                row
            })
            .collect()
    }

    /// Names and places of the key numbers in use.
    fn names(&self, space: &Space<'_>, used: Vec<u32>) -> HashMap<u32, Name> {
        let mut names: Vec<(u32, Name)> = used
            .into_iter()
            .map(|number| {
                let (key, label) = space.name(number, self.labels);
                let place = 0;
                (number, Name { key, label, place })
            })
            .collect();
        let is_state = |number: u32| number < FIRST_CODE;
        if space.by_label() {
            names.sort_by(|(one, a), (other, b)| {
                (is_state(*one).cmp(&is_state(*other)))
                    .then_with(|| (&a.label, &a.key).cmp(&(&b.label, &b.key)))
            });
        } else {
            names.sort_by_key(|(number, _)| (is_state(*number), *number));
        }
        for (place, (_, name)) in names.iter_mut().enumerate() {
            name.place = place;
        }
        names.into_iter().collect()
    }
}
