//! A pyramid: the same categories, such as ages, for two groups back to back, and a third beside them for those of whom
//! it is not known or who are neither. One scale for all.

use crate::canvas::{Anchor, Fill, Rect, Text, Type};
use crate::data::{Breakdown, Order, Rest, at_most, largest};
use crate::refused::{Many, Refused};
use crate::sheet::Sheet;
use crate::value::Value;
use crate::wrap::{Room, Wrapped, wrapped};

/// Ages by five years to beyond a hundred, and unknown.
const MOST_ROWS: usize = 24;
const BAR: f64 = 15.0;
const STEP: f64 = 19.0;
const GAP: f64 = 6.0;

pub(crate) fn draw(data: &Breakdown, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    // Ages in another order, or with some left out, are no pyramid.
    let in_order = Breakdown {
        order: Order::Given,
        rest: Rest::Refuse,
        ..data.clone()
    };
    let (rows, _) = in_order.drawn(MOST_ROWS, sheet.words)?;
    at_most(Many::Series, data.series.len(), 3)?;
    let set = Type::BODY;
    let label_room = Room {
        width: sheet.width * 0.2,
        lines: 1,
        size: set.size,
    };
    let labels: Vec<Wrapped> = rows
        .iter()
        .map(|row| wrapped(&row.label, label_room))
        .collect();
    let middle = labels
        .iter()
        .flat_map(|label| &label.lines)
        .map(|line| set.width(line))
        .fold(0.0, f64::max)
        + 2.0 * GAP;
    let panels: Vec<Panel> = (0..data.series.len())
        .map(|at| Panel::of(&rows, at, sheet))
        .collect();
    let numbers: f64 = panels.iter().map(|panel| panel.number + GAP).sum();
    let most: f64 = panels.iter().map(|panel| panel.most).sum();
    let apart = if panels.len() > 2 { 2.0 * GAP } else { 0.0 };
    let room = (sheet.width - middle - numbers - apart).max(30.0);
    let long = |number: f64| number / most.max(f64::MIN_POSITIVE) * room;

    let first = panels
        .first()
        .map_or(0.0, |panel| panel.number + GAP + long(panel.most));
    let second = first + middle;
    let third = second
        + panels
            .get(1)
            .map_or(0.0, |panel| long(panel.most) + panel.number + GAP)
        + apart;
    let sides = [(first, -1.0), (second, 1.0), (third, 1.0)];

    sheet.legend(&crate::bars::areas(data.series.iter()));
    crate::bars::unit(sheet, 0.0, &data.caption.unit);
    let top = sheet.y;
    for (row, label) in rows.iter().zip(&labels) {
        let (y, base) = (sheet.y, sheet.y + 12.0);
        let whole = label.is_cut.then_some(row.label.as_str());
        sheet.canvas.label(&label.lines, whole, |_| Text {
            x: first + middle / 2.0,
            y: base,
            anchor: Anchor::Middle,
            set,
            text: "",
        });
        for ((series, value), (at, direction)) in row.values.iter().enumerate().zip(sides) {
            let end = side(sheet, *value, (at, y), (direction, series, &long));
            let anchor = if direction < 0.0 {
                Anchor::End
            } else {
                Anchor::Start
            };
            let text = value.brief(sheet.words);
            let room = Room {
                width: panels.get(series).map_or(0.0, |panel| panel.number),
                lines: 1,
                size: set.size,
            };
            for line in wrapped(&text, room).lines {
                sheet.write(end + direction * GAP, base, anchor, set, &line);
            }
        }
        sheet.y += STEP;
    }
    for (at, _) in sides.iter().take(panels.len()) {
        sheet
            .canvas
            .path("axis", &[(*at, top - 2.0), (*at, sheet.y)]);
    }
    let values = || rows.iter().flat_map(|row| row.values.iter().copied());
    sheet.explain_ranges(values(), &sheet.words.outline);
    sheet.explain_signs(values());
    Ok(())
}

/// What one series needs.
struct Panel {
    most: f64,
    /// The widest of its numbers.
    number: f64,
}

impl Panel {
    fn of(rows: &[crate::data::Row], series: usize, sheet: &Sheet<'_>) -> Self {
        let values = || rows.iter().filter_map(|row| row.values.get(series));
        let widths = values().map(|value| Type::BODY.width(&value.brief(sheet.words)));
        Self {
            most: largest(values()),
            number: widths.fold(0.0, f64::max).min(sheet.width * 0.16),
        }
    }
}

/// A bar to one side of its axis; gives its end.
fn side(
    sheet: &mut Sheet<'_>,
    value: Value,
    from: (f64, f64),
    how: (f64, usize, &dyn Fn(f64) -> f64),
) -> f64 {
    let ((axis, y), (direction, series, long)) = (from, how);
    let (low, high) = (value.low().unwrap_or(0.0), value.high().unwrap_or(0.0));
    let mut between = |start: f64, end: f64, fill: Fill| {
        let (a, b) = (axis + direction * start, axis + direction * end);
        let (x, width) = (a.min(b), (a - b).abs());
        let height = BAR;
        sheet.canvas.area(
            Rect {
                x,
                y,
                width,
                height,
            },
            fill,
        );
    };
    let seen = |number: f64| {
        if number > 0.0 {
            long(number).max(1.0)
        } else {
            0.0
        }
    };
    if high > low {
        between(seen(low), seen(high), Fill::Outline);
    }
    if low > 0.0 {
        between(0.0, seen(low), Fill::Series(series));
    }
    axis + direction * seen(high)
}
