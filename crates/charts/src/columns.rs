//! Columns over time, beside or upon each other.

use crate::bars::areas;
use crate::canvas::{Anchor, Fill, Rect, Text, Type};
use crate::data::Course;
use crate::plot::{Plot, tallest};
use crate::refused::Refused;
use crate::rows::lines_px;
use crate::sheet::Sheet;
use crate::value::Value;

/// Periods that one picture can hold: columns of a px are still seen.
const MOST_PERIODS: usize = 200;
/// Columns beside each other in one period.
const MOST_BESIDE: usize = 3;

/// How the series of a period stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parts {
    Beside,
    Upon,
}

pub(crate) fn draw(data: &Course, parts: Parts, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    let most = match parts {
        Parts::Beside => MOST_BESIDE,
        Parts::Upon => Fill::SERIES,
    };
    data.check(MOST_PERIODS, most)?;
    let totals: Vec<Value> = (0..data.periods.len()).map(|at| total(data, at)).collect();
    let largest = match parts {
        Parts::Beside => tallest(data),
        Parts::Upon => crate::data::largest(totals.iter()),
    };
    if data.series.len() > 1 {
        sheet.legend(&areas(data.series.iter().map(|one| &one.name)));
    }
    let plot = Plot::draw(sheet, data, largest, 2.0);
    let stands = match parts {
        Parts::Beside => data.series.len(),
        Parts::Upon => 1,
    };
    let all = (plot.slot * 0.72).min(44.0 * lines_px(stands)).max(1.0);
    let wide = all / lines_px(stands);
    for at in 0..data.periods.len() {
        let left = plot.x(at) - all / 2.0;
        match parts {
            Parts::Beside => {
                for (index, one) in data.series.iter().enumerate() {
                    let value = one.values.get(at).copied().unwrap_or(Value::Unknown);
                    let place = (left + wide * lines_px(index), wide);
                    let parts = [(Fill::Series(index), value)];
                    column(sheet, &plot, (&parts, value), place);
                }
            }
            Parts::Upon => {
                let values: Vec<(Fill, Value)> = data
                    .series
                    .iter()
                    .enumerate()
                    .filter_map(|(index, one)| Some((Fill::Series(index), *one.values.get(at)?)))
                    .collect();
                let total = totals.get(at).copied().unwrap_or(Value::Unknown);
                column(sheet, &plot, (&values, total), (left, wide));
            }
        }
    }
    sheet.explain_ranges(totals.iter().copied(), &sheet.words.outline);
    if stands == 1 {
        numbers(sheet, &plot, &totals);
        sheet.explain_signs(totals.iter().copied());
    } else if data.values().any(|value| value.low().is_none()) {
        sheet.remark(sheet.words.gap.clone());
    }
    Ok(())
}

/// All series of a period together.
fn total(data: &Course, at: usize) -> Value {
    data.series
        .iter()
        .filter_map(|one| one.values.get(at).copied())
        .reduce(Value::plus)
        .unwrap_or(Value::Unknown)
}

/// A column of parts from its left edge and width, and an outline up to the highest told of the whole.
fn column(
    sheet: &mut Sheet<'_>,
    plot: &Plot,
    column: (&[(Fill, Value)], Value),
    place: (f64, f64),
) {
    let ((parts, whole), (x, width)) = (column, place);
    let mut stands = 0.0;
    for (fill, value) in parts {
        let low = value.low().unwrap_or(0.0);
        if low > 0.0 {
            let bottom = plot.y(stands);
            let top = plot.y(stands + low).min(bottom - 1.0);
            let rect = Rect {
                x,
                y: top,
                width,
                height: bottom - top,
            };
            sheet.canvas.area(rect, *fill);
            stands += low;
        }
    }
    let highest = whole.high().unwrap_or(0.0);
    if highest > stands {
        let (top, bottom) = (plot.y(highest), plot.y(stands));
        let rect = Rect {
            x,
            y: top,
            width,
            height: bottom - top,
        };
        sheet.canvas.area(rect, Fill::Outline);
    }
}

/// The number above each column where there is room, and a sign where there is none.
fn numbers(sheet: &mut Sheet<'_>, plot: &Plot, totals: &[Value]) {
    let set = Type::SOFT;
    let told: Vec<String> = totals
        .iter()
        .map(|total| total.brief(sheet.words))
        .collect();
    let widest = told.iter().map(|text| set.width(text)).fold(0.0, f64::max);
    let every = widest + 3.0 <= plot.slot;
    for (at, (total, text)) in totals.iter().zip(&told).enumerate() {
        if every || total.low().is_none() {
            let (x, y) = (plot.x(at), plot.y(total.high().unwrap_or(0.0)) - 5.0);
            let anchor = Anchor::Middle;
            sheet.write_if_free(Text {
                x,
                y,
                anchor,
                set,
                text,
            });
        }
    }
}
