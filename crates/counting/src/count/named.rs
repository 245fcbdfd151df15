//! Cells as rows: with keys and labels, in the order of the lists.

use std::collections::{BTreeMap, HashMap};

use super::directions::Table;
use crate::groups::Estimates;
use crate::keys::Space;
use crate::tally::Cells;
use crate::{Counting, FIRST_CODE, Row};

/// A key in use: what it is called and where it stands among the others.
struct Name {
    key: String,
    label: String,
    place: usize,
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
        let mut counted: BTreeMap<u64, (u64, Option<u64>)> = BTreeMap::new();
        for (cell, count) in cells {
            counted.entry(*cell).or_default().0 = *count;
        }
        for (cell, possible) in more.into_iter().flatten() {
            counted.entry(*cell).or_default().1 = Some(*possible);
        }
        for cell in estimates
            .into_iter()
            .flat_map(|estimates| estimates.cells.keys())
        {
            counted.entry(*cell).or_default();
        }
        let estimate = |cell: u64| estimates.and_then(|all| all.cells.get(&cell).copied());
        let mut cells: Vec<(Vec<u32>, Row)> = counted
            .into_iter()
            .map(|(cell, (count, possible))| {
                let row = Row {
                    key: Vec::new(),
                    label: Vec::new(),
                    count,
                    perhaps: more.map(|_| possible.unwrap_or(count).saturating_sub(count)),
                    estimate: estimate(cell),
                };
                (table.keys(cell), row)
            })
            .collect();
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
        let name = |dimension: usize, number: u32| names[dimension].get(&number);
        let place = |keys: &[u32]| {
            let place = |(dimension, number): (usize, &u32)| {
                name(dimension, *number).map_or(0, |name| name.place)
            };
            keys.iter().enumerate().map(place).collect::<Vec<_>>()
        };
        cells.sort_by_cached_key(|(keys, ..)| place(keys));
        cells
            .into_iter()
            .map(|(keys, mut row)| {
                (row.key, row.label) = keys
                    .iter()
                    .enumerate()
                    .filter_map(|(dimension, number)| name(dimension, *number))
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
