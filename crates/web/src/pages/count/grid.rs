//! An answer laid out: rows, and columns when there are two dimensions.

use aigaq_counting::{Answer, Filter, Op, Path, Query};

use crate::address::Address;

/// A table of numbers.
pub(super) struct Grid {
    pub(super) caption: String,
    pub(super) corner: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// One dimension: a bar can stand beside each number.
    pub(super) is_single: bool,
}

/// A row.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) cells: Vec<Option<Cell>>,
    /// Its number in hundredths of the largest one.
    pub(super) share: u64,
}

/// A number that is not nought, with its records.
pub(super) struct Cell {
    pub(super) count: u64,
    pub(super) href: String,
}

impl Grid {
    /// None without dimensions: then the total says it all.
    pub(super) fn of(
        query: &Query,
        answer: &Answer,
        caption: String,
        by: &[String],
    ) -> Option<Self> {
        let is_single = match query.dimensions.len() {
            0 => return None,
            dimensions => dimensions == 1,
        };
        let largest = answer.rows.iter().map(|row| row.count).max().unwrap_or(0).max(1);
        // Keys in the order in which the answer names them; columns are put in the order of their
        // keys, because the first row need not have all of them.
        let mut columns: Vec<(&str, &str)> = Vec::new();
        let mut rows: Vec<(&str, Row)> = Vec::new();
        if is_single {
            columns.push(("", answer.unit.as_str()));
        } else {
            columns = column_keys(answer);
        }
        for cell in &answer.rows {
            let (Some(key), Some(label)) = (cell.key.first(), cell.label.first()) else {
                continue;
            };
            let column_key = cell.key.get(1).map_or("", String::as_str);
            let Some(column) = columns.iter().position(|(key, _)| *key == column_key) else {
                continue;
            };
            let at = rows.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
                let cells = columns.iter().map(|_| None).collect();
                rows.push((key, Row { label: label.clone(), cells, share: 0 }));
                rows.len() - 1
            });
            if let Some((_, row)) = rows.get_mut(at) {
                row.share = cell.count * 100 / largest;
                if let Some(place) = row.cells.get_mut(column) {
                    *place = Some(Cell { count: cell.count, href: cell_address(query, &cell.key) });
                }
            }
        }
        Some(Self {
            caption,
            corner: by.first().cloned().unwrap_or_default(),
            columns: columns.into_iter().map(|(_, label)| label.to_owned()).collect(),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            is_single,
        })
    }
}

/// The keys of the second dimension in an order that agrees with that of every row.
fn column_keys(answer: &Answer) -> Vec<(&str, &str)> {
    let mut columns: Vec<(&str, &str)> = Vec::new();
    let mut at = 0;
    let mut row_key = None;
    for cell in &answer.rows {
        let (Some(key), Some(label)) = (cell.key.get(1), cell.label.get(1)) else {
            continue;
        };
        if row_key != cell.key.first() {
            row_key = cell.key.first();
            at = 0;
        }
        match columns.iter().position(|(known, _)| known == key) {
            Some(known) => at = known + 1,
            None => {
                columns.insert(at, (key, label));
                at += 1;
            }
        }
    }
    columns
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
        filters.push(Filter { path, op: Op::Is, values: vec![kind.to_owned()] });
    }
    if let Some(period) = &query.period {
        let field = period.field.clone().or_else(|| unit.main_date()?.parse().ok());
        let ends = [(period.first, i32::MIN, Op::AtLeast), (period.last, i32::MAX, Op::AtMost)];
        if let Some(field) = field {
            for (day, open, op) in ends {
                if day != open {
                    let day = aigaq_schema::Day(day).to_string();
                    filters.push(Filter { path: field.clone(), op, values: vec![day] });
                }
            }
        }
    }
    filters
        .iter()
        .fold(Address::new(format!("/records/{}", unit.table())), |address, filter| {
            address.with("where", filter.to_string())
        })
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_counting::{Row as CountRow, Unit};

    fn answer(cells: &[(&str, &str, u64)]) -> Answer {
        Answer {
            unit: "acts".to_owned(),
            dimensions: vec!["type".to_owned(), "start:year".to_owned()],
            rows: cells
                .iter()
                .map(|(a, b, count)| CountRow {
                    key: vec![(*a).to_owned(), (*b).to_owned()],
                    label: vec![(*a).to_owned(), (*b).to_owned()],
                    count: *count,
                    perhaps: None,
                })
                .collect(),
            total: 9,
            adds_up: true,
            notes: Vec::new(),
            perhaps: None,
            undated: None,
        }
    }

    fn query() -> Query {
        Query::new(Unit::Acts).by("type").unwrap().by("start:year").unwrap()
    }

    #[test]
    fn columns_stand_in_order_though_no_row_has_all() {
        let answer = answer(&[("A", "2019", 1), ("A", "2021", 2), ("B", "2018", 3), ("B", "2019", 4), ("B", "2020", 5), ("B", "2021", 6)]);
        let grid = Grid::of(&query(), &answer, String::new(), &[]).unwrap();
        assert_eq!(grid.columns, ["2018", "2019", "2020", "2021"]);
        let counts: Vec<Vec<u64>> = grid
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.as_ref().map_or(0, |c| c.count)).collect())
            .collect();
        assert_eq!(counts, [[0, 1, 0, 2], [3, 4, 5, 6]]);
    }

    #[test]
    fn a_cell_leads_to_exactly_its_records() {
        let query = query().only("region=KZ-75").unwrap().within(Some("2020-06"), Some("2020-07")).unwrap();
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
