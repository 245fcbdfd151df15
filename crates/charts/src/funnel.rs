//! A funnel: how many come from each stage to the next. Bars from nought, so that their lengths are the numbers.

use crate::bars::draw_rows;
use crate::data::{Breakdown, Row, at_most};
use crate::refused::{Many, Refused};
use crate::rows::MOST_ROWS;
use crate::sheet::Sheet;
use crate::value::{Amount, Value};
use crate::words::Words;

pub(crate) fn draw(data: &Breakdown, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    at_most(Many::Categories, data.rows.len(), MOST_ROWS)?;
    at_most(Many::Series, data.series.len(), 1)?;
    let (rows, _) = data.drawn(MOST_ROWS, sheet.words)?;
    let value = |row: &Row| row.values.first().copied().unwrap_or(Value::Unknown);
    let mut before = None;
    let mut told = Vec::new();
    for row in &rows {
        let value = value(row);
        told.push(vec![said(value, before, sheet.words)]);
        before = Some(value);
    }
    draw_rows(data, sheet, (&rows, &told));
    Ok(())
}

/// The number, and its share of the stage before where both are known and it is a share.
fn said(value: Value, before: Option<Value>, words: &Words) -> String {
    let (Value::Known(now), Some(Value::Known(then))) = (value, before) else {
        return match value {
            Value::Unknown | Value::Suppressed => value.told(words),
            _ => value.brief(words),
        };
    };
    let number = words.brief(now);
    if then.get() <= 0.0 || now > then {
        return number;
    }
    let share = now.get() / then.get() * 100.0;
    let rounded = if share < 10.0 {
        (share * 10.0).round() / 10.0
    } else {
        share.round()
    };
    match Amount::new(rounded) {
        Ok(share) => {
            let share = words.of_previous.replace("{share}", &words.number(share));
            format!("{number} · {share}")
        }
        Err(_) => number,
    }
}
