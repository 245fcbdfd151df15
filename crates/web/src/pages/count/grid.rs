//! An answer laid out: rows, columns when there are two dimensions, and below each other a part for each place of the
//! third.

use std::collections::HashMap;

use aigaq_counting::{
    Definition, Estimate, Filter, Groups, Op, Path, Query, Row as CountedRow, Tabulated,
};

use crate::address::Address;
use crate::words::Words;

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

/// The ways from numbers to their records.
pub(super) struct Ways<'d> {
    pub(super) query: &'d Query,
    pub(super) definition: &'d Definition,
}

/// The key of a place: a key for each dimension, none where it stands for all.
type Place<'k> = Vec<Option<&'k str>>;

impl Ways<'_> {
    /// The records of a place; of the total without any key.
    pub(super) fn cell(&self, place: &[Option<&str>]) -> String {
        if self.query.groups != Groups::AsRecords {
            // Which of them are of groups, no list can tell.
            return super::records::address(self.definition, place);
        }
        let mut query = self.query.clone();
        let given: Vec<(Path, String)> = query
            .dimensions
            .drain(..)
            .zip(place)
            .filter_map(|(path, key)| Some((path, (*key)?.to_owned())))
            .collect();
        let keys: Vec<String> = given.iter().map(|(_, key)| key.clone()).collect();
        query.dimensions = given.into_iter().map(|(path, _)| path).collect();
        cell_address(&query, &keys)
    }
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

/// About as many bytes of a table stand on a page, a picture included; rows of at least the second number.
const OF_A_PAGE: usize = 28_000;
const LEAST_OF_A_PAGE: usize = 5_000;
/// Columns beside each other.
const MOST_COLUMNS: usize = 24;

/// Which columns of a wide table are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    /// Which part, from 1.
    pub(super) at: usize,
    /// How many parts there are.
    pub(super) pages: usize,
    /// The first column shown, from 1.
    pub(super) first: usize,
    /// The last one.
    pub(super) last: usize,
    /// How many columns there are.
    pub(super) all: usize,
}

impl Row {
    /// About how long it is in the page.
    fn bytes(&self) -> usize {
        let cells = self.cells.iter().chain([&self.total]);
        let bytes = |cell: &Option<Cell>| match cell {
            Some(cell) => {
                let estimate = cell.estimate.as_ref().map_or(0, |text| 32 + text.len());
                50 + cell.href.len() + 4 * cell.href.matches('&').count() + estimate
            }
            None => 52,
        };
        60 + self.label.len() + cells.map(bytes).sum::<usize>()
    }
}

impl Grid {
    /// Leaves the columns of one part, and says which they are. A part past the end is the last one.
    pub(super) fn turn_across(&mut self, at: usize) -> Columns {
        let all = self.columns.len();
        let pages = all.div_ceil(MOST_COLUMNS).max(1);
        let at = at.clamp(1, pages);
        let (start, end) = ((at - 1) * MOST_COLUMNS, (at * MOST_COLUMNS).min(all));
        self.columns = self.columns.drain(start..end).collect();
        for row in self.rows.iter_mut().chain(&mut self.totals) {
            row.cells = row.cells.drain(start..end).collect();
        }
        Columns {
            at,
            pages,
            first: start + 1,
            last: end,
            all,
        }
    }

    /// Leaves the rows of one page, beside something of so many bytes, and says how many pages there are. A page past
    /// the end is the last one.
    pub(super) fn turn_to(&mut self, page: usize, beside: usize) -> (usize, usize) {
        let heads: usize = self.columns.iter().map(|column| 40 + column.len()).sum();
        let totals = self.totals.as_ref().map_or(0, Row::bytes);
        let most = OF_A_PAGE
            .saturating_sub(beside + heads + totals)
            .max(LEAST_OF_A_PAGE);
        let mut ends = Vec::new();
        let mut filled = 0;
        for (index, row) in self.rows.iter().enumerate() {
            if filled > 0 && filled + row.bytes() > most {
                ends.push(index);
                filled = 0;
            }
            filled += row.bytes();
        }
        ends.push(self.rows.len());
        let page = page.clamp(1, ends.len());
        let end = ends.get(page - 1).copied().unwrap_or(self.rows.len());
        let start = if page == 1 {
            0
        } else {
            ends.get(page - 2).copied().unwrap_or(0)
        };
        // A page that begins within a part says which.
        let part = self.rows.get(start).map(|row| row.part);
        let heading = self.rows[..start.min(self.rows.len())]
            .iter()
            .rev()
            .find_map(|row| row.heading.clone().filter(|_| Some(row.part) == part));
        self.rows.truncate(end);
        self.rows.drain(..start.min(end));
        if let Some(first) = self.rows.first_mut() {
            first.heading = first.heading.take().or(heading);
        }
        (page, ends.len())
    }
}

/// The list of the records that a cell counts; without a key, of all that are counted.
pub(super) fn cell_address(query: &Query, key: &[String]) -> String {
    let unit = query.unit;
    let mut filters: Vec<Filter> = query
        .dimensions
        .iter()
        .zip(key)
        .map(|(path, key)| Filter::exactly(path.clone(), key))
        .collect();
    filters.extend(query.filters.iter().cloned());
    if let Some(kind) = unit.actor_kind()
        && let Ok(path) = "kind".parse::<Path>()
    {
        filters.push(Filter {
            path,
            op: Op::Is,
            values: vec![kind.to_owned()],
        });
    }
    if let Some(period) = &query.period {
        let field = period
            .field
            .clone()
            .or_else(|| unit.main_date()?.parse().ok());
        let ends = [
            (period.first, i32::MIN, Op::AtLeast),
            (period.last, i32::MAX, Op::AtMost),
        ];
        if let Some(field) = field {
            for (day, open, op) in ends {
                if day != open {
                    let day = aigaq_schema::Day(day).to_string();
                    filters.push(Filter {
                        path: field.clone(),
                        op,
                        values: vec![day],
                    });
                }
            }
        }
    }
    filters
        .iter()
        .fold(
            Address::new(format!("/records/{}", unit.table())),
            |address, filter| address.with("where", filter.to_string()),
        )
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_counting::{Answer, Side, Unit};
    use aigaq_schema::Language;

    fn texts(key: &[&str]) -> Vec<String> {
        key.iter().map(|part| (*part).to_owned()).collect()
    }

    fn counted(cells: &[(&[&str], u64)]) -> Vec<CountedRow> {
        cells
            .iter()
            .map(|(key, count)| CountedRow {
                key: texts(key),
                label: texts(key),
                count: *count,
                perhaps: None,
                estimate: None,
            })
            .collect()
    }

    /// Rows by their keys.
    type Cells<'a> = &'a [(&'a [&'a str], u64)];

    fn table(cells: Cells<'_>, sides: &[(&[usize], Cells<'_>)]) -> Tabulated {
        Tabulated {
            answer: Answer {
                unit: "acts".to_owned(),
                dimensions: Vec::new(),
                rows: counted(cells),
                total: 9,
                adds_up: true,
                notes: Vec::new(),
                perhaps: None,
                undated: None,
                estimate: None,
            },
            sides: sides
                .iter()
                .map(|(over, rows)| Side {
                    over: over.to_vec(),
                    rows: counted(rows),
                    adds_up: true,
                })
                .collect(),
        }
    }

    fn grid(text: &str, table: &Tabulated) -> Grid {
        let definition: Definition = text.parse().unwrap();
        let query = definition.query(Unit::Acts, std::iter::empty()).unwrap();
        let ways = Ways {
            query: &query,
            definition: &definition,
        };
        let heads = Heads {
            all: "all".to_owned(),
            by: definition
                .dimensions()
                .iter()
                .map(ToString::to_string)
                .collect(),
            ..Heads::default()
        };
        Grid::of(&ways, table, heads, Words::of(Language::En)).unwrap()
    }

    fn count(cell: &Option<Cell>) -> u64 {
        cell.as_ref().map_or(0, |cell| cell.count)
    }

    fn counts(row: &Row) -> Vec<u64> {
        row.cells.iter().map(count).collect()
    }

    fn query() -> Query {
        Query::new(Unit::Acts)
            .by("type")
            .unwrap()
            .by("start:year")
            .unwrap()
    }

    #[test]
    fn columns_stand_in_order_though_no_row_has_all() {
        let table = table(
            &[
                (&["A", "2021"], 2),
                (&["B", "2018"], 3),
                (&["B", "2021"], 6),
            ],
            &[
                (&[0], &[(&["A"], 2), (&["B"], 8)]),
                (&[1], &[(&["2018"], 3), (&["2021"], 7)]),
            ],
        );
        let grid = grid("unit=acts&by=type&by=start:year", &table);
        assert_eq!(grid.columns, ["2018", "2021"]);
        let rows: Vec<Vec<u64>> = grid.rows.iter().map(counts).collect();
        assert_eq!(rows, [[0, 2], [3, 6]]);
        // Totals are counted, not summed: an act of two kinds is in both rows and once in the total.
        let totals: Vec<u64> = grid.rows.iter().map(|row| count(&row.total)).collect();
        assert_eq!(totals, [2, 8]);
        let last = grid.totals.unwrap();
        assert_eq!(counts(&last), [3, 7]);
        assert_eq!(count(&last.total), 9);
        assert_eq!(
            last.cells[0].as_ref().map(|cell| cell.href.as_str()),
            Some("/records/act?where=start%3Ayear%3D%3D2018")
        );
    }

    #[test]
    fn a_third_dimension_stands_below_in_parts_each_with_its_total() {
        let table = table(
            &[(&["A", "x", "p"], 1), (&["A", "y", "q"], 2)],
            &[
                (&[0], &[(&["A"], 3)]),
                (&[1], &[(&["x"], 1), (&["y"], 2)]),
                (&[2], &[(&["p"], 1), (&["q"], 2)]),
                (&[0, 1], &[(&["A", "x"], 1), (&["A", "y"], 2)]),
                (&[0, 2], &[(&["A", "p"], 1), (&["A", "q"], 2)]),
                (&[1, 2], &[(&["x", "p"], 1), (&["y", "q"], 2)]),
            ],
        );
        let whole = || grid("unit=acts&by=type&by=region&by=status", &table);
        let grid = whole();
        assert!(grid.totals.is_none());
        let told: Vec<(Option<&str>, Vec<u64>, u64)> = grid
            .rows
            .iter()
            .map(|row| (row.heading.as_deref(), counts(row), count(&row.total)))
            .collect();
        assert_eq!(
            told,
            [
                (Some("status: all"), vec![1, 2], 3),
                (None, vec![1, 2], 9),
                (Some("status: p"), vec![1, 0], 1),
                (None, vec![1, 0], 1),
                (Some("status: q"), vec![0, 2], 2),
                (None, vec![0, 2], 2),
            ]
        );
        let part = |row: &Row| row.cells[0].as_ref().map(|cell| cell.href.clone());
        assert_eq!(
            part(&grid.rows[2]).as_deref(),
            Some("/records/act?where=type%3D%3DA&where=region%3D%3Dx&where=status%3D%3Dp")
        );
        // A page that begins within a part says which.
        let mut rest = whole();
        rest.rows
            .iter_mut()
            .for_each(|row| row.label = "x".repeat(5_000));
        let (_, pages) = rest.turn_to(4, 22_000);
        assert!(pages >= 4, "{pages}");
        assert_eq!(rest.rows[0].heading.as_deref(), Some("status: p"));
    }

    #[test]
    fn a_wide_table_is_shown_in_parts_that_together_hold_each_column_once() {
        let keys: Vec<String> = (0..95).map(|n| format!("c{n:03}")).collect();
        let cells: Vec<[&str; 2]> = keys.iter().map(|key| ["A", key.as_str()]).collect();
        let cells: Vec<(&[&str], u64)> = cells.iter().map(|key| (key.as_slice(), 1)).collect();
        let columns: Vec<[&str; 1]> = keys.iter().map(|key| [key.as_str()]).collect();
        let columns: Vec<(&[&str], u64)> = columns.iter().map(|key| (key.as_slice(), 1)).collect();
        let table = table(&cells, &[(&[0], &[(&["A"], 95)]), (&[1], &columns)]);
        let mut seen = Vec::new();
        for at in 1..=4_usize {
            let mut grid = grid("unit=acts&by=type&by=region", &table);
            let shown = grid.turn_across(at);
            assert_eq!((shown.at, shown.pages, shown.all), (at, 4, 95));
            assert_eq!(shown.last - shown.first + 1, grid.columns.len());
            assert!(
                grid.rows
                    .iter()
                    .all(|row| row.cells.len() == grid.columns.len())
            );
            seen.extend(grid.columns);
        }
        assert_eq!(seen, keys);
        assert_eq!(
            grid("unit=acts&by=type&by=region", &table)
                .turn_across(99)
                .at,
            4
        );
    }

    #[test]
    fn a_long_table_has_pages_that_together_hold_each_row_once() {
        let keys: Vec<String> = (0..700).map(|n| format!("code-{n}")).collect();
        let cells: Vec<([&str; 1], u64)> = keys.iter().map(|key| ([key.as_str()], 1)).collect();
        let cells: Vec<(&[&str], u64)> =
            cells.iter().map(|(key, n)| (key.as_slice(), *n)).collect();
        let table = table(&cells, &[]);
        let whole = || grid("unit=acts&by=type", &table);
        let pages = whole().turn_to(1, 0).1;
        assert!(pages > 1);
        assert!(whole().turn_to(1, 15_000).1 > pages, "a picture takes room");
        let mut seen = Vec::new();
        for page in 1..=pages {
            let mut grid = whole();
            assert_eq!(grid.turn_to(page, 0), (page, pages));
            assert!(!grid.rows.is_empty());
            seen.extend(grid.rows.into_iter().map(|row| row.label));
        }
        assert_eq!(seen, keys);
        assert_eq!(whole().turn_to(99, 0), (pages, pages));
        let mut none = whole();
        none.rows.clear();
        assert_eq!(none.turn_to(3, 0), (1, 1));
    }

    #[test]
    fn a_cell_leads_to_exactly_its_records() {
        let query = query()
            .only("region=KZ-75")
            .unwrap()
            .within(Some("2020-06"), Some("2020-07"))
            .unwrap();
        let key = ["LIB.detain".to_owned(), "2020".to_owned()];
        assert_eq!(
            cell_address(&query, &key),
            "/records/act?where=type%3D%3DLIB.detain&where=start%3Ayear%3D%3D2020&where=region%3DKZ-75\
             &where=start%3E%3D2020-06-01&where=start%3C%3D2020-07-31"
        );
        assert_eq!(
            cell_address(&Query::new(Unit::Persons), &[]),
            "/records/actor?where=kind%3Dperson"
        );
    }
}
