//! What cannot be drawn rightly is said.

use aigaq_charts::{
    Amount, Breakdown, Chart, Course, Id, Many, Order, Refused, Rest, Row, Stack, Value, Width,
};

use crate::samples::{caption, months, stacked, ten_thousand};
use crate::words::{english, russian};

fn drawn(chart: &Chart) -> Result<String, Refused> {
    chart.svg(&Id::new("a").unwrap(), Width::Wide, &english())
}

fn none() -> Breakdown {
    Breakdown {
        caption: caption("t", "d", "u"),
        heading: "h".to_owned(),
        series: vec!["s".to_owned()],
        rows: Vec::new(),
        order: Order::Given,
        rest: Rest::Refuse,
    }
}

#[test]
fn nothing_is_said_to_be_nothing() {
    assert_eq!(drawn(&Chart::Bars(none())), Err(Refused::Empty));
    let course = Course {
        caption: caption("t", "d", "u"),
        heading: "h".to_owned(),
        periods: Vec::new(),
        series: Vec::new(),
    };
    assert_eq!(drawn(&Chart::Lines(course.clone())), Err(Refused::Empty));
    assert_eq!(Chart::Lines(course).table(&english()).rows.len(), 0);
}

#[test]
fn unknown_is_not_nought() {
    let mut data = none();
    data.rows = vec![Row {
        label: "a".to_owned(),
        values: vec![Value::Unknown],
    }];
    assert_eq!(
        drawn(&Chart::Bars(data.clone())),
        Err(Refused::NothingKnown)
    );
    data.rows[0].values = vec![Value::from(0)];
    assert!(drawn(&Chart::Bars(data)).is_ok());
}

#[test]
fn a_row_without_all_its_values_is_a_fault() {
    let mut data = none();
    data.rows = vec![Row {
        label: "a".to_owned(),
        values: Vec::new(),
    }];
    assert!(matches!(
        drawn(&Chart::Heat(data)),
        Err(Refused::Ragged { .. })
    ));
}

#[test]
fn of_ten_thousand_categories_the_largest_are_drawn_and_it_is_said() {
    let refused = drawn(&Chart::Bars(ten_thousand(Rest::Refuse)));
    assert!(matches!(
        refused,
        Err(Refused::TooMany {
            many: Many::Categories,
            given: 10_000,
            ..
        })
    ));
    let left_out = drawn(&Chart::Bars(ten_thousand(Rest::LeaveOut))).unwrap();
    assert!(left_out.contains("The 24 largest of 10,000 are drawn"));
    let together = Chart::Bars(ten_thousand(Rest::Together));
    let svg = together
        .svg(&Id::new("a").unwrap(), Width::Narrow, &russian())
        .unwrap();
    assert!(svg.contains("все остальные (9\u{A0}977)"), "{svg}");
    let all: u32 = (0..10_000).map(|number| 20_000 / (number + 1)).sum();
    let largest: u32 = (0..23).map(|number| 20_000 / (number + 1)).sum();
    let rest = (all - largest).to_string();
    let (thousands, last) = rest.split_at(rest.len() - 3);
    assert!(
        svg.contains(&format!(">{thousands}\u{A0}{last}<")),
        "{rest}"
    );
    assert_eq!(together.table(&russian()).rows.len(), 10_000);
}

#[test]
fn too_many_series_are_not_crowded_together() {
    let mut data = ten_thousand(Rest::LeaveOut);
    data.rows.truncate(3);
    data.series = (0..12).map(|n| n.to_string()).collect();
    for row in &mut data.rows {
        row.values = vec![Value::from(1); 12];
    }
    for chart in [
        Chart::Bars(data.clone()),
        Chart::Stacked(stacked(data.clone())),
    ] {
        let refused = drawn(&chart);
        assert!(matches!(
            refused,
            Err(Refused::TooMany {
                many: Many::Series,
                given: 12,
                ..
            })
        ));
    }
    data.series = (0..400).map(|n| n.to_string()).collect();
    for row in &mut data.rows {
        row.values = vec![Value::from(1); 400];
    }
    assert!(matches!(
        drawn(&Chart::Heat(data)),
        Err(Refused::TooMany { .. })
    ));
    let words = english();
    let course = Course {
        caption: caption("t", "d", "u"),
        heading: "h".to_owned(),
        periods: months(&words, 1900, 124),
        series: vec![aigaq_charts::Series {
            name: "s".to_owned(),
            values: vec![Value::from(1); 124 * 12],
            breaks: Vec::new(),
        }],
    };
    assert!(matches!(
        drawn(&Chart::Columns(course)),
        Err(Refused::TooMany {
            many: Many::Periods,
            ..
        })
    ));
}

#[test]
fn parts_that_overlap_are_not_stacked() {
    let mut data = none();
    data.series = vec!["a".to_owned(), "b".to_owned()];
    data.rows = vec![Row {
        label: "of two kinds".to_owned(),
        values: vec![Value::from(2), Value::from(2)],
    }];
    let stack = |data: &Breakdown, whole: Value| Stack::<Breakdown>::new(data.clone(), &[whole]);
    assert_eq!(
        stack(&data, Value::from(3)),
        Err(Refused::NotAWhole {
            row: "of two kinds".to_owned()
        })
    );
    assert!(stack(&data, Value::from(4)).is_ok());
    data.rows[0].values[1] = Value::Suppressed;
    assert!(stack(&data, Value::from(4)).is_ok());
    assert!(stack(&data, Value::AtLeast(Amount::from(1))).is_ok());
    assert!(stack(&data, Value::from(1)).is_err());
    assert!(matches!(
        Stack::<Breakdown>::new(data, &[]),
        Err(Refused::Ragged { .. })
    ));
}
