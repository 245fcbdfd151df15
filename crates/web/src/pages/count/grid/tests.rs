use super::ways::cell_address;
use super::*;
use aigaq_counting::{Answer, Definition, Query, Side, Unit};
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
    let cells: Vec<(&[&str], u64)> = cells.iter().map(|(key, n)| (key.as_slice(), *n)).collect();
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
