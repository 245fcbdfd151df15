//! Lines over time. A line ends where a number is not known or hidden and where the method changed, and goes on after
//! it: what lies between nobody knows.

use crate::canvas::{Anchor, Fill, Text, Type, px};
use crate::data::{Course, Series};
use crate::plot::{Plot, tallest};
use crate::refused::Refused;
use crate::rows::lines_px;
use crate::sheet::{Sheet, Swatch, line_class};
use crate::value::Value;

/// Periods that one picture can hold: at a period a px.
const MOST_PERIODS: usize = 600;
/// Points further apart than this carry a sign each.
const SIGN_ROOM: f64 = 14.0;

pub(crate) fn draw(data: &Course, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    data.check(MOST_PERIODS, Fill::SERIES)?;
    if data.series.len() > 1 {
        let items = data.series.iter().enumerate();
        let items: Vec<(Swatch, String)> = items
            .map(|(index, one)| (Swatch::Line(index), one.name.clone()))
            .collect();
        sheet.legend(&items);
    }
    let plot = Plot::draw(sheet, data, tallest(data), 6.0);
    breaks(data, sheet, &plot);
    for (index, one) in data.series.iter().enumerate() {
        ranges(sheet, &plot, one);
        for run in runs(one) {
            line(sheet, &plot, (index, one), &run);
        }
    }
    if let [only] = data.series.as_slice() {
        missing(sheet, &plot, only);
        numbers(sheet, &plot, only);
        sheet.explain_signs(data.values().copied());
    } else if data.values().any(|value| value.low().is_none()) {
        sheet.remark(sheet.words.gap.clone());
    }
    sheet.explain_ranges(data.values().copied(), &sheet.words.above);
    Ok(())
}

/// Stretches of periods without a gap or a change of method.
fn runs(one: &Series) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = vec![Vec::new()];
    for (at, value) in one.values.iter().enumerate() {
        let ends = value.low().is_none() || one.breaks.iter().any(|change| change.at == at);
        if ends {
            runs.push(Vec::new());
        }
        if value.low().is_some()
            && let Some(run) = runs.last_mut()
        {
            run.push(at);
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Where a number of a series stands: what is certain of it.
fn point(plot: &Plot, one: &Series, at: usize) -> Option<(f64, f64)> {
    let low = one.values.get(at)?.low()?;
    Some((plot.x(at), plot.y(low)))
}

fn line(sheet: &mut Sheet<'_>, plot: &Plot, series: (usize, &Series), run: &[usize]) {
    let (index, one) = series;
    let points: Vec<(f64, f64)> = run.iter().filter_map(|at| point(plot, one, *at)).collect();
    if points.len() > 1 {
        sheet.canvas.path(&line_class(index), &points);
    }
    // A number alone between gaps is still seen.
    if plot.slot >= SIGN_ROOM || points.len() == 1 {
        for point in points {
            sheet.marker(index, point);
        }
    }
}

/// A bar from what is certain up to the highest told.
fn ranges(sheet: &mut Sheet<'_>, plot: &Plot, one: &Series) {
    const CAP: f64 = 3.0;
    for (at, value) in one.values.iter().enumerate() {
        if let (Some(low), Some(high)) = (value.low(), value.high())
            && low < high
        {
            let x = plot.x(at);
            let d = format!(
                "M{left} {top}H{right}M{x} {top}V{bottom}",
                left = px(x - CAP),
                right = px(x + CAP),
                x = px(x),
                top = px(plot.y(high)),
                bottom = px(plot.y(low)),
            );
            sheet.canvas.curve("axis", &d);
        }
    }
}

/// A dotted line where the method changed, with a letter that the remarks explain.
fn breaks(data: &Course, sheet: &mut Sheet<'_>, plot: &Plot) {
    let mut changes: Vec<(usize, String)> = Vec::new();
    for one in &data.series {
        let known = one
            .breaks
            .iter()
            .filter(|change| change.at < data.periods.len());
        for change in known {
            let why = if data.series.len() > 1 {
                format!("{}: {}", one.name, change.why)
            } else {
                change.why.clone()
            };
            changes.push((change.at, why));
        }
    }
    changes.sort();
    changes.dedup();
    let set = Type::SOFT;
    let mut places: Vec<usize> = changes.iter().map(|(at, _)| *at).collect();
    places.dedup();
    for (index, at) in places.into_iter().enumerate() {
        let letter = letters(index);
        let x = plot.left + plot.slot * lines_px(at);
        let line = [(x, plot.top - 8.0), (x, plot.base)];
        sheet.canvas.path("break", &line);
        let y = plot.top - 2.0;
        let anchor = Anchor::Start;
        sheet.write_if_free(Text {
            x: x + 3.0,
            y,
            anchor,
            set,
            text: &letter,
        });
        for (_, why) in changes.iter().filter(|(other, _)| *other == at) {
            sheet.remark(format!("{letter} – {why}"));
        }
    }
}

/// a, b, …, z, aa, ab, …
fn letters(index: usize) -> String {
    let last = u8::try_from(index % 26).unwrap_or(0);
    let last = char::from(b'a' + last);
    if index < 26 {
        return last.to_string();
    }
    format!("{}{last}", letters(index / 26 - 1))
}

/// The number at each point where there is room; else at the highest and the last.
fn numbers(sheet: &mut Sheet<'_>, plot: &Plot, one: &Series) {
    let set = Type::SOFT;
    let known: Vec<(usize, &Value)> = one
        .values
        .iter()
        .enumerate()
        .filter(|(_, value)| value.low().is_some())
        .collect();
    let high = |value: &Value| value.high().unwrap_or(0.0);
    let widest = known
        .iter()
        .map(|(_, value)| set.width(&value.brief(sheet.words)))
        .fold(0.0, f64::max);
    let highest = known
        .iter()
        .max_by(|(_, a), (_, b)| high(a).total_cmp(&high(b)));
    let chosen: Vec<(usize, &Value)> = if widest + 6.0 <= plot.slot {
        known
    } else {
        known.last().into_iter().chain(highest).copied().collect()
    };
    for (at, value) in chosen {
        let text = value.brief(sheet.words);
        let half = set.width(&text) / 2.0;
        let x = plot.x(at).clamp(half, (sheet.width - half).max(half));
        let y = plot.y(high(value)) - 7.0;
        let anchor = Anchor::Middle;
        sheet.write_if_free(Text {
            x,
            y,
            anchor,
            set,
            text: &text,
        });
    }
}

/// A sign on the base line where there is no number.
fn missing(sheet: &mut Sheet<'_>, plot: &Plot, one: &Series) {
    let set = Type::SOFT;
    for (at, value) in one.values.iter().enumerate() {
        if value.low().is_none() {
            let (x, y) = (plot.x(at), plot.base - 4.0);
            let (anchor, text) = (Anchor::Middle, value.brief(sheet.words));
            sheet.write_if_free(Text {
                x,
                y,
                anchor,
                set,
                text: &text,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(letters(0), "a");
        assert_eq!(letters(25), "z");
        assert_eq!(letters(26), "aa");
        assert_eq!(letters(27 * 26 + 1), "aab");
    }
}
