//! Bars of parts: how a whole is made up.

use crate::bars::{areas, unit};
use crate::canvas::{Anchor, Fill, Rect, Type};
use crate::data::{Breakdown, Row, at_most};
use crate::refused::{Many, Refused};
use crate::rows::{MOST_ROWS, Rows};
use crate::sheet::Sheet;
use crate::value::Value;
use crate::wrap::on_one_line;

const BAR: f64 = 17.0;
const BEFORE_NUMBER: f64 = 6.0;

pub(crate) fn draw(data: &Breakdown, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    let (rows, left_out) = data.drawn(MOST_ROWS, sheet.words)?;
    at_most(Many::Series, data.series.len(), Fill::SERIES)?;
    let totals: Vec<Value> = rows.iter().map(total).collect();
    let most = totals.iter().filter_map(|total| total.high());
    let most = most.fold(f64::MIN_POSITIVE, f64::max);
    let ends: Vec<(f64, f64)> = totals
        .iter()
        .map(|total| {
            let text = Type::BODY.width(&total.brief(sheet.words)) + BEFORE_NUMBER;
            (total.high().unwrap_or(0.0) / most, text)
        })
        .collect();
    let laid = Rows::of(sheet, rows.iter(), &ends);
    let long = |number: f64| number / most * laid.length;

    sheet.legend(&areas(data.series.iter()));
    unit(sheet, laid.left, &data.caption.unit);
    for (index, (row, total)) in rows.iter().zip(&totals).enumerate() {
        let y = laid.label(sheet, (index, row), BAR);
        let mut x = laid.left;
        let rect = |x: f64, width: f64| Rect {
            x,
            y,
            width,
            height: BAR,
        };
        for (part, value) in row.values.iter().enumerate() {
            let width = long(value.low().unwrap_or(0.0));
            if width > 0.0 {
                sheet.canvas.area(rect(x, width), Fill::Series(part));
                x += width;
            }
        }
        if let (Some(low), Some(high)) = (total.low(), total.high())
            && high > low
        {
            let width = long(high - low);
            sheet.canvas.area(rect(x, width), Fill::Outline);
            x += width;
        }
        let x = x + BEFORE_NUMBER;
        let text = total.brief(sheet.words);
        let text = on_one_line(&text, sheet.width - x, Type::BODY.size);
        sheet.write(x, y + 13.0, Anchor::Start, Type::BODY, &text);
    }
    sheet.explain_ranges(totals.iter().copied(), &sheet.words.outline);
    if let Some(left_out) = left_out {
        sheet.remark(left_out);
    }
    Ok(())
}

/// All parts together; what is not known or hidden makes it "at least".
fn total(row: &Row) -> Value {
    row.values
        .iter()
        .copied()
        .reduce(Value::plus)
        .unwrap_or(Value::Unknown)
}
