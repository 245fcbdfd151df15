//! Bars from the left: one row a category, the number at the end of its bar.

use crate::canvas::{Anchor, Fill, Rect, Type};
use crate::data::{Breakdown, Row, at_most, largest};
use crate::refused::{Many, Refused};
use crate::rows::{MOST_ROWS, Rows, lines_px};
use crate::sheet::{Sheet, Swatch};
use crate::value::Value;
use crate::words::Words;
use crate::wrap::{Room, on_one_line, wrapped};

/// The height of a bar.
const BAR: f64 = 13.0;
/// From one bar of a row to the next.
const STEP: f64 = 16.0;
/// Bars side by side that can be told apart at a glance.
const MOST_SERIES: usize = 4;
/// Between the end of a bar and its number.
const BEFORE_NUMBER: f64 = 6.0;

pub(crate) fn draw(data: &Breakdown, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    let (rows, left_out) = data.drawn(MOST_ROWS, sheet.words)?;
    at_most(Many::Series, data.series.len(), MOST_SERIES)?;
    let told: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.values
                .iter()
                .map(|value| told(*value, sheet.words))
                .collect()
        })
        .collect();
    draw_rows(data, sheet, (&rows, &told));
    if let Some(left_out) = left_out {
        sheet.remark(left_out);
    }
    Ok(())
}

/// Rows of bars, with what is said at the end of each bar.
pub(crate) fn draw_rows(data: &Breakdown, sheet: &mut Sheet<'_>, rows: (&[Row], &[Vec<String>])) {
    let (rows, told) = rows;
    let values = || rows.iter().flat_map(|row| &row.values);
    let most = largest(values()).max(f64::MIN_POSITIVE);
    let ends: Vec<(f64, f64)> = values()
        .zip(told.iter().flatten())
        .map(|(value, text)| {
            let text = Type::BODY.width(text) + BEFORE_NUMBER;
            (value.high().unwrap_or(0.0) / most, text)
        })
        .collect();
    let laid = Rows::of(sheet, rows.iter(), &ends);
    let long = |number: f64| number / most * laid.length;

    if data.series.len() > 1 {
        sheet.legend(&areas(data.series.iter()));
    }
    unit(sheet, laid.left, &data.caption.unit);
    for ((index, row), told) in rows.iter().enumerate().zip(told) {
        let bars = STEP * lines_px(row.values.len()) - (STEP - BAR);
        let mut y = laid.label(sheet, (index, row), bars);
        for ((series, value), text) in row.values.iter().enumerate().zip(told) {
            let end = bar(sheet, *value, Fill::Series(series), (laid.left, y, &long));
            let set = match value {
                Value::Unknown | Value::Suppressed => Type::SOFT,
                _ => Type::BODY,
            };
            let x = end + BEFORE_NUMBER;
            let text = on_one_line(text, sheet.width - x, set.size);
            sheet.write(x, y + 11.0, Anchor::Start, set, &text);
            y += STEP;
        }
    }
    sheet.explain_ranges(values().copied(), &sheet.words.outline);
}

/// The names of series with the areas that stand for them.
pub(crate) fn areas<'n>(names: impl Iterator<Item = &'n String>) -> Vec<(Swatch, String)> {
    names
        .enumerate()
        .map(|(index, name)| (Swatch::Area(Fill::Series(index)), name.clone()))
        .collect()
}

/// The number as it stands at the end of its bar: in words where there is none.
fn told(value: Value, words: &Words) -> String {
    match value {
        Value::Unknown | Value::Suppressed => value.told(words),
        _ => value.brief(words),
    }
}

/// The unit, where bars begin.
pub(crate) fn unit(sheet: &mut Sheet<'_>, left: f64, unit: &str) {
    let set = Type::SOFT;
    let room = Room {
        width: sheet.width - left,
        lines: 2,
        size: set.size,
    };
    for line in wrapped(unit, room).lines {
        sheet.y += set.leading();
        sheet.write(left, sheet.y - 3.0, Anchor::Start, set, &line);
    }
    sheet.y += 4.0;
}

/// A bar from its left edge and top: filled up to what is certain, an outline up to the highest told. Gives its end.
fn bar(
    sheet: &mut Sheet<'_>,
    value: Value,
    fill: Fill,
    place: (f64, f64, &dyn Fn(f64) -> f64),
) -> f64 {
    let (left, y, long) = place;
    let (Some(low), Some(high)) = (value.low(), value.high()) else {
        return left;
    };
    let seen = |number: f64| {
        if number > 0.0 {
            long(number).max(1.0)
        } else {
            0.0
        }
    };
    let (low, high) = (seen(low), seen(high));
    let rect = |x: f64, width: f64| Rect {
        x,
        y,
        width,
        height: BAR,
    };
    if high > low {
        sheet
            .canvas
            .area(rect(left + low, high - low), Fill::Outline);
    }
    if low > 0.0 {
        sheet.canvas.area(rect(left, low), fill);
    }
    left + high
}
