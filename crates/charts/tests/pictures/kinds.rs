//! Each kind as it is written, and what it must say.

use aigaq_charts::{Id, TableCell, Width};

use crate::samples;
use crate::words::english;
use crate::xml::read;

#[test]
fn each_sample_is_drawn_as_before() {
    for sample in samples::all() {
        let id = Id::new("a").unwrap();
        let mut whole = String::new();
        for width in [Width::Wide, Width::Narrow] {
            whole.push_str(&sample.chart.svg(&id, width, &sample.words).unwrap());
        }
        let table = sample.chart.table(&sample.words);
        for row in table.rows.iter().take(12) {
            let cells: Vec<&str> = row.cells.iter().map(TableCell::text).collect();
            whole.push_str(&format!("{} | {}\n", row.label, cells.join(" | ")));
        }
        insta::assert_snapshot!(sample.name, whole);
    }
}

fn drawn(name: &str) -> String {
    let sample = samples::all()
        .into_iter()
        .find(|sample| sample.name == name)
        .unwrap();
    let id = Id::new("a").unwrap();
    sample.chart.svg(&id, Width::Wide, &sample.words).unwrap()
}

#[test]
fn a_line_does_not_go_over_a_month_nobody_knows_nor_over_a_change_of_method() {
    let svg = drawn("lines_ru");
    let lines = read(&svg).unwrap();
    let lines: Vec<_> = lines
        .iter()
        .filter(|element| element.class() == "l1")
        .collect();
    // Before the unknown months, from them to the hidden one, from the change to the end: the hidden month stands just
    // before the change.
    assert_eq!(lines.len(), 3);
    let points: usize = lines
        .iter()
        .map(|line| line.attributes["d"].matches(['M', 'L']).count())
        .sum();
    assert_eq!(points, 24 - 3);
    assert!(svg.contains("class=\"break\"") && svg.contains("a – с июня 2020"));
}

#[test]
fn a_range_is_drawn_up_to_its_highest_and_filled_to_its_lowest() {
    let svg = drawn("columns_kk");
    let elements = read(&svg).unwrap();
    let outline = elements
        .iter()
        .find(|element| element.class() == "open")
        .unwrap();
    let x = outline.number("x");
    let filled = elements
        .iter()
        .find(|e| e.class() == "s1" && (e.number("x") - x).abs() < 0.01)
        .unwrap();
    let ratio = outline.number("height") / filled.number("height");
    assert!((ratio - 18.0 / 12.0).abs() < 0.01, "{ratio}");
    assert!(svg.contains(">12–30<"));
}

#[test]
fn what_is_cut_has_its_whole_beside_it() {
    let svg = drawn("bars_ru");
    assert!(svg.contains(
        "<title>Привлечение к административной ответственности за участие в мирном собрании</title>"
    ));
    assert!(svg.contains("…</text>"));
}

#[test]
fn the_words_are_those_of_the_caller() {
    assert!(drawn("bars_pairs_en").contains(&english().unknown));
    assert!(!drawn("bars_kk").contains(&english().outline));
}
