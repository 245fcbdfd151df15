//! An answer laid out: rows, columns when there are two dimensions, and below each other a part for each place of the
//! third.

mod turning;
mod ways;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use aigaq_counting::{Estimate, Row as CountedRow, Tabulated};

use crate::words::Words;

use ways::Place;
pub(super) use ways::Ways;

/// The words around a table.
#[derive(Default)]
pub(super) struct Heads {
    pub(super) caption: String,
    /// What is counted, in the plural.
    pub(super) unit: String,
    /// The word for all of a dimension.
    pub(super) all: String,
    /// What each dimension is called.
    pub(super) by: Vec<String>,
}

/// A table of numbers.
pub(super) struct Grid {
    pub(super) caption: String,
    pub(super) corner: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// The last row, with two dimensions: each column as a whole.
    pub(super) totals: Option<Row>,
    /// One dimension: a bar can stand beside each number.
    pub(super) is_single: bool,
}

/// A row.
#[derive(Default)]
pub(super) struct Row {
    /// What stands above the first row of a part.
    pub(super) heading: Option<String>,
    /// The part it belongs to.
    part: usize,
    pub(super) label: String,
    pub(super) cells: Vec<Option<Cell>>,
    /// The row as a whole, with two dimensions.
    pub(super) total: Option<Cell>,
    /// It is the last of its part: each column as a whole.
    pub(super) is_total: bool,
    /// Its number in hundredths of the largest one.
    pub(super) share: u64,
}

/// A number that is not nought, with its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) count: u64,
    pub(super) href: String,
    /// With unnamed groups, from the lowest to the highest told.
    pub(super) estimate: Option<String>,
}

/// How many there were with unnamed groups.
pub(super) fn estimated(estimate: Estimate, w: Words) -> String {
    match estimate.high {
        Some(high) if high == estimate.low => w.num(high),
        Some(high) => format!("{}–{}", w.num(estimate.low), w.num(high)),
        None => w.with("count-at-least", w.num(estimate.low)),
    }
}

/// A table and the numbers at its places.
struct Laid<'t> {
    ways: &'t Ways<'t>,
    numbers: HashMap<Place<'t>, &'t CountedRow>,
    /// Key and label of the places of each dimension.
    places: Vec<Vec<(&'t str, &'t str)>>,
    words: Words,
}

impl<'t> Laid<'t> {
    fn of(ways: &'t Ways<'t>, table: &'t Tabulated, words: Words) -> Self {
        let dimensions = ways.query.dimensions.len();
        let all: Vec<usize> = (0..dimensions).collect();
        let mut numbers = HashMap::new();
        let sides = table.sides.iter().map(|side| (&side.over, &side.rows));
        for (over, rows) in sides.chain([(&all, &table.answer.rows)]) {
            for row in rows {
                let mut place: Place<'t> = vec![None; dimensions];
                for (dimension, key) in over.iter().zip(&row.key) {
                    if let Some(slot) = place.get_mut(*dimension) {
                        *slot = Some(key);
                    }
                }
                numbers.insert(place, row);
            }
        }
        // A table of one dimension is its own side.
        let side = |dimension: usize| match dimensions {
            1 => Some(&table.answer.rows),
            _ => table.side(&[dimension]).map(|side| &side.rows),
        };
        let places = (0..dimensions).map(|dimension| {
            let rows = side(dimension).into_iter().flatten();
            rows.filter_map(|row| Some((row.key.first()?.as_str(), row.label.first()?.as_str())))
                .collect()
        });
        Self {
            places: places.collect(),
            ways,
            numbers,
            words,
        }
    }

    fn at(&self, place: &Place<'t>) -> Option<Cell> {
        let row = self.numbers.get(place)?;
        Some(Cell {
            count: row.count,
            href: self.ways.cell(place),
            estimate: row.estimate.map(|estimate| estimated(estimate, self.words)),
        })
    }

    /// A row of a part; without a key that of all.
    fn row(&self, (part, layer): (usize, Option<&'t str>), row: Option<(&'t str, &'t str)>) -> Row {
        let key = row.map(|(key, _)| key);
        let place = |column: Option<&'t str>| -> Place<'t> {
            [key, column, layer]
                .into_iter()
                .take(self.places.len())
                .collect()
        };
        let cells = match self.places.get(1) {
            None => vec![self.at(&place(None))],
            Some(columns) => columns
                .iter()
                .map(|(key, _)| self.at(&place(Some(key))))
                .collect(),
        };
        Row {
            heading: None,
            part,
            label: row.map(|(_, label)| label.to_owned()).unwrap_or_default(),
            cells,
            total: self.places.get(1).and_then(|_| self.at(&place(None))),
            is_total: row.is_none(),
            share: 0,
        }
    }
}

impl Grid {
    /// None without dimensions: then the total says it all.
    pub(super) fn of(
        ways: &Ways<'_>,
        table: &Tabulated,
        heads: Heads,
        words: Words,
    ) -> Option<Self> {
        let laid = Laid::of(ways, table, words);
        let (first, columns) = (laid.places.first()?, laid.places.get(1));
        let mut rows = Vec::new();
        let mut totals = None;
        // All of them, and then a part for each place of the third dimension.
        let layers = laid.places.get(2).into_iter().flatten();
        let parts = std::iter::once((None, heads.all.as_str()))
            .chain(layers.map(|(key, label)| (Some(*key), *label)));
        for (part, (layer, label)) in parts.enumerate() {
            let begins = rows.len();
            rows.extend(
                first
                    .iter()
                    .map(|row| laid.row((part, layer), Some(*row)))
                    .filter(|row| part == 0 || row.total.is_some()),
            );
            let Some(third) = heads.by.get(2) else {
                totals = columns.map(|_| laid.row((part, layer), None));
                continue;
            };
            rows.push(laid.row((part, layer), None));
            if let Some(row) = rows.get_mut(begins) {
                row.heading = Some(format!("{third}: {label}"));
            }
        }
        if columns.is_none() {
            let count = |row: &Row| {
                row.cells
                    .first()
                    .and_then(|cell| Some(cell.as_ref()?.count))
            };
            let largest = rows.iter().filter_map(count).max().unwrap_or(0).max(1);
            for row in &mut rows {
                row.share = count(row).unwrap_or(0) * 100 / largest;
            }
        }
        // The total of all stands at the head of the page; a row of totals leads to it too.
        let whole = |row: &mut Row| {
            if row.part == 0 && row.is_total {
                row.total = Some(Cell {
                    count: table.answer.total,
                    href: ways.cell(&[]),
                    estimate: table
                        .answer
                        .estimate
                        .map(|estimate| estimated(estimate, words)),
                });
            }
        };
        rows.iter_mut().for_each(whole);
        totals.iter_mut().for_each(whole);
        Some(Self {
            is_single: columns.is_none(),
            columns: match columns {
                None => vec![heads.unit],
                Some(columns) => columns
                    .iter()
                    .map(|(_, label)| (*label).to_owned())
                    .collect(),
            },
            caption: heads.caption,
            corner: heads.by.into_iter().next().unwrap_or_default(),
            rows,
            totals,
        })
    }
}
