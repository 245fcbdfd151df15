//! Each kind as it is written, and what it must say.

use aigaq_charts::{Chart, Id, Place, TableCell, TileGrid, Tiles, Value, Width};
use aigaq_schema::Language;

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
    assert!(svg.contains("class=\"c-break\"") && svg.contains("a – с июня 2020"));
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

#[test]
fn one_day_is_a_dot_and_a_month_is_a_span() {
    let svg = drawn("timeline_ru");
    let elements = read(&svg).unwrap();
    let dots = elements
        .iter()
        .filter(|e| e.name == "circle" && e.class() == "s1")
        .count();
    assert_eq!(dots, 15, "one question, fourteen detentions");
    let year = elements
        .iter()
        .filter(|e| e.class() == "perhaps")
        .map(|e| e.number("width"))
        .fold(0.0, f64::max);
    assert!(year > 40.0);
    assert!(svg.contains("Стрелка: продолжается"));
}

#[test]
fn a_share_is_said_only_of_known_numbers() {
    let svg = drawn("funnel_ru");
    assert!(svg.contains("412 · 60\u{A0}% от предыдущего шага"));
    assert!(svg.contains(">19<"), "before it stands a range");
}

#[test]
fn a_place_without_a_tile_is_not_lost() {
    assert!(drawn("tiles_ru").contains("Нет на карте: За рубежом – 12."));
    assert!(drawn("tiles_kk").contains("Картада жоқ: Шетелде – 12."));
}

#[test]
fn no_name_of_a_region_is_cut() {
    for language in Language::ALL {
        let grid = TileGrid::kazakhstan(language);
        let places = grid.tiles().iter().map(|tile| Place {
            code: tile.code.clone(),
            label: tile.name.clone(),
            value: Value::from(12),
        });
        let chart = Chart::Tiles(Tiles {
            caption: samples::caption("t", "d", "u"),
            heading: "h".to_owned(),
            places: places.collect(),
            grid,
        });
        for width in [Width::Wide, Width::Narrow] {
            let svg = chart
                .svg(&Id::new("a").unwrap(), width, &english())
                .unwrap();
            assert!(!svg.contains('…'), "{svg}");
        }
    }
}

#[test]
fn who_did_what_is_joined_as_it_was() {
    let elements = read(&drawn("flow_ru")).unwrap();
    let lines = elements.iter().filter(|e| e.class() == "flow").count();
    // Three acts by one each; done to three, one and two.
    assert_eq!(lines, 3 + 6);
    assert_eq!(
        elements
            .iter()
            .filter(|e| e.class() == "box c-unsaid")
            .count(),
        1
    );
}

#[test]
fn of_more_people_than_boxes_the_rest_are_others() {
    let svg = drawn("flow_many_kk");
    assert!(svg.contains("басқалар (8)") && svg.contains("басқалар (6)"));
    assert!(svg.contains("олардың бірін не бірнешеуін"));
}

#[test]
fn a_range_is_explained_wherever_it_is_drawn() {
    for name in [
        "bars_ru",
        "columns_kk",
        "stacked_ru",
        "pyramid_ru",
        "funnel_ru",
    ] {
        let sample = samples::all()
            .into_iter()
            .find(|sample| sample.name == name)
            .unwrap();
        assert!(drawn(name).contains(&sample.words.outline), "{name}");
    }
}
