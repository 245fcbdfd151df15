//! An answer laid out: rows, and columns when there are two dimensions.

use std::collections::HashMap;

use aigaq_counting::{Answer, Filter, Op, Path, Query, Row as CountedRow};

use crate::address::Address;

/// The answers that one table needs.
pub(super) struct Answers {
    /// The question itself.
    pub(super) cells: Answer,
    /// With two dimensions: by the first alone and by the second alone. They give the order of rows and
    /// columns, and totals that count each unit once.
    pub(super) sides: Option<(Answer, Answer)>,
}

/// The words around a table.
#[derive(Default)]
pub(super) struct Heads {
    pub(super) caption: String,
    /// What is counted, in the plural.
    pub(super) unit: String,
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
    pub(super) totals: Vec<Option<Cell>>,
    /// One dimension: a bar can stand beside each number.
    pub(super) is_single: bool,
}

/// A row.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) cells: Vec<Option<Cell>>,
    /// The row as a whole, with two dimensions.
    pub(super) total: Option<Cell>,
    /// Its number in hundredths of the largest one.
    pub(super) share: u64,
}

/// A number that is not nought, with its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) count: u64,
    pub(super) href: String,
}

impl Grid {
    /// None without dimensions: then the total says it all.
    pub(super) fn of(query: &Query, answers: &Answers, heads: Heads) -> Option<Self> {
        if query.dimensions.is_empty() {
            return None;
        }
        let (rows, columns, totals) = match &answers.sides {
            None => (single(query, &answers.cells), vec![heads.unit], Vec::new()),
            Some((first, second)) => crossed(query, &answers.cells, first, second),
        };
        Some(Self {
            caption: heads.caption,
            corner: heads.by.into_iter().next().unwrap_or_default(),
            columns,
            rows,
            totals,
            is_single: answers.sides.is_none(),
        })
    }
}

/// About as many bytes of rows stand on a page of a table.
const OF_A_PAGE: usize = 24_000;

impl Row {
    /// About how long it is in the page.
    fn bytes(&self) -> usize {
        let cells = self.cells.iter().chain([&self.total]);
        let bytes = |cell: &Option<Cell>| match cell {
            Some(cell) => 80 + cell.href.len() * 6 / 5,
            None => 52,
        };
        self.label.len() + cells.map(bytes).sum::<usize>()
    }
}

impl Grid {
    /// Leaves the rows of one page, and says how many pages there are. A page past the end is the last one.
    pub(super) fn turn_to(&mut self, page: usize) -> (usize, usize) {
        let mut ends = Vec::new();
        let mut filled = 0;
        for (index, row) in self.rows.iter().enumerate() {
            if filled > 0 && filled + row.bytes() > OF_A_PAGE {
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
        self.rows.truncate(end);
        self.rows.drain(..start);
        (page, ends.len())
    }
}

fn single(query: &Query, answer: &Answer) -> Vec<Row> {
    let largest = answer
        .rows
        .iter()
        .map(|row| row.count)
        .max()
        .unwrap_or(0)
        .max(1);
    answer
        .rows
        .iter()
        .map(|row| Row {
            label: row.label.join(" · "),
            cells: vec![Some(Cell {
                count: row.count,
                href: cell_address(query, &row.key),
            })],
            total: None,
            share: row.count * 100 / largest,
        })
        .collect()
}

type Crossed = (Vec<Row>, Vec<String>, Vec<Option<Cell>>);

fn crossed(query: &Query, cells: &Answer, first: &Answer, second: &Answer) -> Crossed {
    let by_key: HashMap<(Option<&String>, Option<&String>), &CountedRow> = cells
        .rows
        .iter()
        .map(|cell| ((cell.key.first(), cell.key.get(1)), cell))
        .collect();
    let find = |row: &[String], column: &[String]| {
        let cell = by_key.get(&(row.first(), column.first()))?;
        Some(Cell {
            count: cell.count,
            href: cell_address(query, &cell.key),
        })
    };
    let side = |dimension: usize, count: u64, key: &[String]| {
        let mut alone = query.clone();
        alone.dimensions = query
            .dimensions
            .get(dimension)
            .cloned()
            .into_iter()
            .collect();
        Some(Cell {
            count,
            href: cell_address(&alone, key),
        })
    };
    let rows = first
        .rows
        .iter()
        .map(|row| Row {
            label: row.label.join(" · "),
            cells: second
                .rows
                .iter()
                .map(|column| find(&row.key, &column.key))
                .collect(),
            total: side(0, row.count, &row.key),
            share: 0,
        })
        .collect();
    let columns = second
        .rows
        .iter()
        .map(|column| column.label.join(" · "))
        .collect();
    let totals = second
        .rows
        .iter()
        .map(|column| side(1, column.count, &column.key))
        .collect();
    (rows, columns, totals)
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
    use aigaq_counting::Unit;

    fn answer(cells: &[(&[&str], u64)]) -> Answer {
        let texts = |key: &[&str]| key.iter().map(|part| (*part).to_owned()).collect();
        Answer {
            unit: "acts".to_owned(),
            dimensions: Vec::new(),
            rows: cells
                .iter()
                .map(|(key, count)| CountedRow {
                    key: texts(key),
                    label: texts(key),
                    count: *count,
                    perhaps: None,
                    estimate: None,
                })
                .collect(),
            total: 9,
            adds_up: true,
            notes: Vec::new(),
            perhaps: None,
            undated: None,
            estimate: None,
        }
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
        let answers = Answers {
            cells: answer(&[
                (&["A", "2021"], 2),
                (&["B", "2018"], 3),
                (&["B", "2021"], 6),
            ]),
            sides: Some((
                answer(&[(&["A"], 2), (&["B"], 8)]),
                answer(&[(&["2018"], 3), (&["2021"], 7)]),
            )),
        };
        let grid = Grid::of(&query(), &answers, Heads::default()).unwrap();
        let count = |cell: &Option<Cell>| cell.as_ref().map_or(0, |cell| cell.count);
        assert_eq!(grid.columns, ["2018", "2021"]);
        let rows: Vec<Vec<u64>> = grid
            .rows
            .iter()
            .map(|row| row.cells.iter().map(count).collect())
            .collect();
        assert_eq!(rows, [[0, 2], [3, 6]]);
        // Totals are counted, not summed: an act of two kinds is in both rows and once in the total.
        assert_eq!(
            grid.rows
                .iter()
                .map(|row| count(&row.total))
                .collect::<Vec<_>>(),
            [2, 8]
        );
        assert_eq!(grid.totals.iter().map(count).collect::<Vec<_>>(), [3, 7]);
        assert_eq!(
            grid.totals[0].as_ref().map(|cell| cell.href.as_str()),
            Some("/records/act?where=start%3Ayear%3D%3D2018")
        );
    }

    #[test]
    fn a_long_table_has_pages_that_together_hold_each_row_once() {
        let keys: Vec<String> = (0..700).map(|n| format!("code-{n}")).collect();
        let cells: Vec<([&str; 1], u64)> = keys.iter().map(|key| ([key.as_str()], 1)).collect();
        let cells: Vec<(&[&str], u64)> =
            cells.iter().map(|(key, n)| (key.as_slice(), *n)).collect();
        let query = Query::new(Unit::Acts).by("type").unwrap();
        let whole = || {
            let answers = Answers {
                cells: answer(&cells),
                sides: None,
            };
            Grid::of(&query, &answers, Heads::default()).unwrap()
        };
        let pages = whole().turn_to(1).1;
        assert!(pages > 1);
        let mut seen = Vec::new();
        for page in 1..=pages {
            let mut grid = whole();
            assert_eq!(grid.turn_to(page), (page, pages));
            assert!(!grid.rows.is_empty());
            seen.extend(grid.rows.into_iter().map(|row| row.label));
        }
        assert_eq!(seen, keys);
        assert_eq!(whole().turn_to(99), (pages, pages));
        let mut none = whole();
        none.rows.clear();
        assert_eq!(none.turn_to(3), (1, 1));
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
