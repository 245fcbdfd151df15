//! What is true of every picture, whatever the data: shown on random and hostile ones.

use std::collections::BTreeSet;

use aigaq_charts::{
    Amount, Break, Breakdown, Chart, Combination, Course, Days, Edge, Flow, FlowAct, Id, Known,
    List, Moment, Order, Overlaps, Party, Period, Place, Range, Rest, Row, Series, TileGrid, Tiles,
    Timeline, Value, When, Width, measure,
};
use aigaq_schema::{Day, Language};
use proptest::prelude::*;

use crate::samples::{self, caption};
use crate::words::{english, kazakh, russian};
use crate::xml::{Element, read};

/// Everything that must hold of a picture, from its text alone.
pub(crate) fn check(svg: &str) {
    let elements = read(svg).unwrap();
    let root = &elements[0];
    assert_eq!(root.name, "svg");
    assert_eq!(root.attributes["role"], "img");
    let view: Vec<f64> = root.attributes["viewBox"]
        .split(' ')
        .map(|number| number.parse().unwrap())
        .collect();
    let mut ids = BTreeSet::new();
    for element in &elements {
        for name in ["style", "onclick", "onload", "href"] {
            assert!(!element.attributes.contains_key(name), "{element:?}");
        }
        if let Some(id) = element.attributes.get("id") {
            assert!(ids.insert(id.clone()), "{id} twice");
        }
    }
    for named in ["aria-labelledby", "aria-describedby"] {
        assert!(ids.contains(&root.attributes[named]), "{named}");
    }
    for element in &elements {
        if let Some(fill) = element.attributes.get("fill") {
            let pattern = fill
                .strip_prefix("url(#")
                .and_then(|fill| fill.strip_suffix(')'));
            assert!(ids.contains(pattern.unwrap()), "{fill}");
        }
        if element.within.iter().any(|name| name == "pattern") {
            continue;
        }
        let (left, right, top, bottom) = bounds(element);
        let inside = left >= view[0] - 0.1
            && right <= view[0] + view[2] + 0.1
            && top >= -0.1
            && bottom <= view[3] + 0.1;
        assert!(
            inside,
            "outside {view:?}: {element:?} {left}–{right}, {top}–{bottom}"
        );
    }
    let texts: Vec<(&Element, [f64; 4])> = elements
        .iter()
        .filter(|element| element.name == "text")
        .map(|element| {
            let (left, right, top, bottom) = bounds(element);
            (element, [left, right, top, bottom])
        })
        .collect();
    for (index, (one, a)) in texts.iter().enumerate() {
        for (other, b) in texts.iter().skip(index + 1) {
            let over =
                a[0] < b[1] - 0.2 && b[0] < a[1] - 0.2 && a[2] < b[3] - 0.2 && b[2] < a[3] - 0.2;
            assert!(!over, "{one:?} lies over {other:?}");
        }
    }
}

/// Left, right, top, bottom; of text at most, by the widest font, without its empty line space.
fn bounds(element: &Element) -> (f64, f64, f64, f64) {
    match element.name.as_str() {
        "text" => {
            let size = element
                .attributes
                .get("font-size")
                .map_or(13.0, |size| size.parse().unwrap());
            let wide = measure::width(&element.text, size);
            let (x, y) = (element.number("x"), element.number("y"));
            if element.attributes.contains_key("transform") {
                return (x - size * 0.75, x + size * 0.2, y - wide, y);
            }
            let left = match element.attributes.get("text-anchor").map(String::as_str) {
                Some("middle") => x - wide / 2.0,
                Some("end") => x - wide,
                _ => x,
            };
            (left, left + wide, y - size * 0.75, y + size * 0.2)
        }
        "rect" => {
            let (x, y) = (element.number("x"), element.number("y"));
            let (width, height) = (element.number("width"), element.number("height"));
            assert!(width >= 0.0 && height >= 0.0, "{element:?}");
            (x, x + width, y, y + height)
        }
        "circle" => {
            let (x, y, r) = (
                element.number("cx"),
                element.number("cy"),
                element.number("r"),
            );
            (x - r, x + r, y - r, y + r)
        }
        "path" => path_bounds(&element.attributes["d"]),
        _ => (0.0, 0.0, 0.0, 0.0),
    }
}

/// Of a path of moves, lines and curves whose points stand one by one: all of them.
fn path_bounds(d: &str) -> (f64, f64, f64, f64) {
    if d.contains(['H', 'V', 'h', 'l', 'm']) {
        return (0.0, 0.0, 0.0, 0.0);
    }
    let numbers: Vec<f64> = d
        .split(|c: char| c.is_ascii_alphabetic() || c == ' ')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap())
        .collect();
    let of = |skip: usize| numbers.iter().skip(skip).step_by(2).copied();
    let least = |skip| of(skip).fold(f64::INFINITY, f64::min);
    let most = |skip| of(skip).fold(f64::NEG_INFINITY, f64::max);
    (least(0), most(0), least(1), most(1))
}

#[test]
fn numbers_are_grouped_and_rounded() {
    let words = russian();
    let say = |number: f64| words.number(Amount::new(number).unwrap());
    assert_eq!(say(0.0), "0");
    assert_eq!(say(999.0), "999");
    assert_eq!(say(1_414.0), "1\u{A0}414");
    assert_eq!(say(1_234_567.5), "1\u{A0}234\u{A0}567,5");
    assert_eq!(say(0.005), "0,01");
    assert_eq!(say(2.999), "3");
    assert_eq!(say(1e12), "1\u{A0}000\u{A0}000\u{A0}000\u{A0}000");
}

#[test]
fn every_sample_is_well_formed_and_nothing_is_cut_or_overlaps() {
    for sample in samples::all() {
        for width in [Width::Narrow, Width::Wide] {
            let id = Id::new("sample").unwrap();
            let svg = sample.chart.svg(&id, width, &sample.words);
            check(&svg.unwrap());
        }
        let file = sample.chart.for_file(Width::Wide, &sample.words).unwrap();
        assert!(!file.contains("var(") && !file.contains('@'), "{file}");
    }
}

#[test]
fn ids_of_a_page_differ() {
    let mut page = String::new();
    for (number, sample) in samples::all().into_iter().enumerate() {
        page.push_str(
            &sample
                .chart
                .for_page(&Id::numbered(number), &sample.words)
                .unwrap(),
        );
    }
    let ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0)
        .collect();
    let different: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), different.len());
}

#[test]
fn only_well_formed_ids_are_taken() {
    assert!(Id::new("chart-1").is_some());
    for bad in ["", "1", "-a", "a b", "a\"", "ә"] {
        assert!(Id::new(bad).is_none(), "{bad}");
    }
}

fn value() -> impl Strategy<Value = Value> {
    let amount = || {
        prop_oneof![
            4 => (0u32..500).prop_map(Amount::from),
            1 => (0.0..Amount::MOST).prop_map(|number| Amount::new(number).unwrap()),
            1 => (0.0..3.0f64).prop_map(|number| Amount::new(number).unwrap()),
        ]
    };
    prop_oneof![
        6 => amount().prop_map(Value::Known),
        1 => (amount(), amount()).prop_map(|(a, b)| {
            let (least, most) = if a <= b { (a, b) } else { (b, a) };
            Value::Between(Range::new(least, most).unwrap())
        }),
        1 => amount().prop_map(Value::AtLeast),
        1 => Just(Value::Unknown),
        1 => Just(Value::Suppressed),
    ]
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[а-яәғқңөұүһі]{1,14}( [а-яәғқңөұүһі]{1,22}){0,9}",
        1 => any::<String>(),
        1 => Just("<script>alert(1)</script>&\"'".to_owned()),
        1 => "[WЩЖ@‰]{1,60}",
    ]
}

fn breakdown() -> impl Strategy<Value = Breakdown> {
    (1usize..7, 1usize..45, any::<bool>(), 0u8..3).prop_flat_map(|(series, rows, given, rest)| {
        let row = (label(), prop::collection::vec(value(), series));
        let row = row.prop_map(|(label, values)| Row { label, values });
        (
            prop::collection::vec(label(), series),
            prop::collection::vec(row, rows),
            (label(), label(), label()),
        )
            .prop_map(
                move |(series, rows, (title, description, unit))| Breakdown {
                    caption: caption(&title, &description, &unit),
                    heading: "heading".to_owned(),
                    series,
                    rows,
                    order: if given { Order::Given } else { Order::Largest },
                    rest: [Rest::Refuse, Rest::Together, Rest::LeaveOut][usize::from(rest)],
                },
            )
    })
}

fn course() -> impl Strategy<Value = Course> {
    (1usize..7, 1usize..130).prop_flat_map(|(series, periods)| {
        let broken = (0..periods + 2, label()).prop_map(|(at, why)| Break { at, why });
        let one = (
            label(),
            prop::collection::vec(value(), periods),
            prop::collection::vec(broken, 0..3),
        );
        let one = one.prop_map(|(name, values, breaks)| Series {
            name,
            values,
            breaks,
        });
        let period = ("[а-яa-z0-9.]{1,8}", "(20[0-9]{2})?");
        let period = period.prop_map(|(tick, group)| Period {
            label: tick.clone(),
            tick,
            group,
        });
        (
            prop::collection::vec(one, series),
            prop::collection::vec(period, periods),
            label(),
        )
            .prop_map(|(series, periods, unit)| Course {
                caption: caption("title", "description", &unit),
                heading: "Month".to_owned(),
                periods,
                series,
            })
    })
}

fn tiles() -> impl Strategy<Value = Tiles> {
    let place = (0usize..26, label(), value());
    prop::collection::vec(place, 0..30).prop_map(|places| {
        let grid = TileGrid::kazakhstan(Language::Ru);
        let place = |(at, label, value): (usize, String, Value)| Place {
            code: grid
                .tiles()
                .get(at)
                .map_or("abroad".to_owned(), |tile| tile.code.clone()),
            label,
            value,
        };
        Tiles {
            caption: caption("title", "description", "unit"),
            heading: "Region".to_owned(),
            places: places.into_iter().map(place).collect(),
            grid,
        }
    })
}

fn timeline() -> impl Strategy<Value = Timeline> {
    let days = || {
        prop_oneof![
            3 => (18_000i32..19_000, 0i32..40),
            1 => (-700_000i32..700_000, 0i32..90_000),
            1 => Just((i32::MIN, 0)),
        ]
        .prop_map(|(first, long)| Days {
            first: Day(first),
            last: Day(first.saturating_add(long)),
        })
    };
    let edge = move || prop_oneof![3 => days().prop_map(Edge::On), 1 => Just(Edge::Unknown), 1 => Just(Edge::Open)];
    let when = prop_oneof![
        3 => days().prop_map(When::Happened),
        2 => (edge(), edge()).prop_map(|(from, to)| When::Lasted { from, to }),
        1 => Just(When::Unknown),
    ];
    let moment = (label(), label(), prop::collection::vec(when, 0..9));
    let moment = moment.prop_map(|(label, told, when)| Moment { label, told, when });
    prop::collection::vec(moment, 0..44).prop_map(|moments| Timeline {
        caption: caption("title", "description", ""),
        headings: ["What".to_owned(), "When".to_owned()],
        moments,
    })
}

fn overlaps() -> impl Strategy<Value = Overlaps> {
    (1usize..13).prop_flat_map(|lists| {
        let list = (label(), value()).prop_map(|(name, size)| List { name, size });
        let on = prop::collection::btree_set(0..lists, 0..=lists);
        let one = (on, value()).prop_map(|(on, value)| Combination { on, value });
        (
            prop::collection::vec(list, lists),
            prop::collection::vec(one, 0..40),
            label(),
        )
            .prop_map(|(lists, combinations, unit)| Overlaps {
                caption: caption("title", "description", &unit),
                heading: "Lists".to_owned(),
                lists,
                combinations,
            })
    })
}

fn flow() -> impl Strategy<Value = Flow> {
    (0usize..14, 0usize..14).prop_flat_map(|(by, to)| {
        let party = || {
            (label(), any::<bool>()).prop_map(|(label, known)| Party {
                label,
                known: if known { Known::Named } else { Known::Unknown },
            })
        };
        // One place more than there is: a fault of the caller is said.
        let act = (
            label(),
            prop::collection::btree_set(0..by.max(1), 0..5),
            prop::collection::btree_set(0..to.max(1), 0..5),
        );
        let act = act.prop_map(|(label, by, to)| FlowAct { label, by, to });
        (
            prop::collection::vec(party(), by),
            prop::collection::vec(act, 0..14),
            prop::collection::vec(party(), to),
            [label(), label(), label()],
        )
            .prop_map(|(by, acts, to, headings)| Flow {
                caption: caption("title", "description", ""),
                headings,
                by,
                acts,
                to,
            })
    })
}

fn draws_or_says_why(chart: &Chart) {
    for (words, width) in [
        (english(), Width::Wide),
        (russian(), Width::Narrow),
        (kazakh(), Width::Narrow),
    ] {
        let id = Id::new("a").unwrap();
        match chart.svg(&id, width, &words) {
            Ok(svg) => {
                check(&svg);
                assert_eq!(chart.svg(&id, width, &words).unwrap(), svg);
            }
            Err(refused) => assert!(!refused.to_string().is_empty()),
        }
        let table = chart.table(&words);
        let width = table.head.len();
        assert!(table.rows.iter().all(|row| row.cells.len() + 1 == width));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_breakdown_is_drawn_rightly_or_refused(data in breakdown()) {
        draws_or_says_why(&Chart::Bars(data.clone()));
        draws_or_says_why(&Chart::Stacked(samples::stacked(data.clone())));
        draws_or_says_why(&Chart::Heat(data.clone()));
        draws_or_says_why(&Chart::Pyramid(data.clone()));
        draws_or_says_why(&Chart::Funnel(data));
    }

    #[test]
    fn any_regions_are_drawn_rightly_or_refused(data in tiles()) {
        draws_or_says_why(&Chart::Tiles(data));
    }

    #[test]
    fn any_timeline_is_drawn_rightly_or_refused(data in timeline()) {
        draws_or_says_why(&Chart::Timeline(data));
    }

    #[test]
    fn any_overlaps_are_drawn_rightly_or_refused(data in overlaps()) {
        draws_or_says_why(&Chart::Overlaps(data));
    }

    #[test]
    fn any_flow_is_drawn_rightly_or_refused(data in flow()) {
        draws_or_says_why(&Chart::Flow(data));
    }

    #[test]
    fn any_course_is_drawn_rightly_or_refused(data in course()) {
        draws_or_says_why(&Chart::Lines(data.clone()));
        draws_or_says_why(&Chart::Columns(data.clone()));
        draws_or_says_why(&Chart::StackedColumns(samples::piled(data)));
    }

    #[test]
    fn bars_are_as_long_as_their_numbers(numbers in prop::collection::vec(0u32..1_000_000, 1..20)) {
        let rows = numbers.iter().enumerate().map(|(at, number)| Row {
            label: at.to_string(),
            values: vec![Value::from(*number)],
        });
        let data = Breakdown {
            caption: caption("t", "d", "u"),
            heading: "h".to_owned(),
            series: vec!["s".to_owned()],
            rows: rows.collect(),
            order: Order::Given,
            rest: Rest::Refuse,
        };
        let svg = Chart::Bars(data).svg(&Id::new("a").unwrap(), Width::Wide, &english()).unwrap();
        let drawn: Vec<f64> = read(&svg).unwrap().iter()
            .filter(|element| element.class() == "s1")
            .map(|element| element.number("width"))
            .collect();
        let known: Vec<f64> = numbers.iter().filter(|n| **n > 0).map(|n| f64::from(*n)).collect();
        prop_assert_eq!(drawn.len(), known.len());
        let most = known.iter().copied().fold(0.0, f64::max);
        let longest = drawn.iter().copied().fold(0.0, f64::max);
        for (bar, number) in drawn.iter().zip(&known) {
            let right = (number / most * longest).max(1.0);
            prop_assert!((bar - right).abs() <= 0.11, "{} for {} of {}", bar, number, most);
        }
    }
}
