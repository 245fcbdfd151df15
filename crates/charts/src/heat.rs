//! A heat grid: rows and columns of numbers, the larger the darker. The number stands in its cell where it fits; the
//! shade never says it alone, since the key names the bounds of each shade.

use crate::canvas::{Anchor, Fill, Rect, Text, Type};
use crate::data::{Breakdown, at_most, largest};
use crate::refused::{Many, Refused};
use crate::rows::lines_px;
use crate::scale::Ticks;
use crate::sheet::{Sheet, Swatch};
use crate::value::{Amount, Value};
use crate::words::Words;
use crate::wrap::{Room, Wrapped, wrapped};

/// Rows that one grid can hold.
const MOST_ROWS: usize = 40;
/// A cell narrower than this is no cell.
const LEAST_CELL: f64 = 13.0;
/// Between cells.
const GAP: f64 = 1.5;

pub(crate) fn draw(data: &Breakdown, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    let (rows, left_out) = data.drawn(MOST_ROWS, sheet.words)?;
    let columns = data.series.len();
    // Labels take what the cells leave, within bounds.
    let labels_most = sheet.width * 0.4;
    let wished = lines_px(columns) * 64.0;
    let set = Type::BODY;
    let room = Room {
        width: labels_most.min((sheet.width - wished).max(sheet.width * 0.3)),
        lines: 3,
        size: set.size,
    };
    let labels: Vec<Wrapped> = rows.iter().map(|row| wrapped(&row.label, room)).collect();
    let lines = labels.iter().flat_map(|label| &label.lines);
    let left = lines.map(|line| set.width(line)).fold(0.0, f64::max) + 10.0;
    let cell = ((sheet.width - left) / lines_px(columns)).min(88.0);
    if cell < LEAST_CELL {
        let fit = ((sheet.width - left) / LEAST_CELL).floor();
        let fit = (0..columns).rev().find(|most| lines_px(*most) <= fit);
        at_most(Many::Series, columns, fit.unwrap_or(0))?;
    }
    let values = || rows.iter().flat_map(|row| &row.values);
    let whole = values().all(|value| value.is_whole());
    let shades = Shades::of(values(), whole);
    let printed = values().map(|value| Type::SMALL.width(&value.brief(sheet.words)));
    let numbers_fit = printed.fold(0.0, f64::max) + 4.0 <= cell - GAP;

    shades.key(sheet, &data.caption.unit);
    heads(data, sheet, (left, cell));
    for (row, label) in rows.iter().zip(&labels) {
        let high = lines_px(label.lines.len()) * set.leading();
        let height = high.max(24.0);
        let first = sheet.y + (height - high) / 2.0 + 12.5;
        let whole = label.is_cut.then_some(row.label.as_str());
        sheet.canvas.label(&label.lines, whole, |at| Text {
            x: 0.0,
            y: first + set.leading() * at,
            anchor: Anchor::Start,
            set,
            text: "",
        });
        for (column, value) in row.values.iter().enumerate() {
            let rect = Rect {
                x: left + cell * lines_px(column),
                y: sheet.y,
                width: cell - GAP,
                height,
            };
            one(sheet, *value, rect, (&shades, numbers_fit));
        }
        sheet.y += height + GAP;
    }
    sheet.y += 2.0;
    sheet.explain_signs(values().copied());
    if let Some(left_out) = left_out {
        sheet.remark(left_out);
    }
    Ok(())
}

/// A cell with its number.
fn one(sheet: &mut Sheet<'_>, value: Value, rect: Rect, how: (&Shades, bool)) {
    let (shades, numbers_fit) = how;
    let dark = shades.fill(sheet, value, rect);
    if !numbers_fit && value != Value::Unknown {
        return;
    }
    let set = match value {
        _ if dark => Type::SMALL.reversed(),
        Value::Suppressed => return,
        _ => Type::SMALL,
    };
    let text = value.brief(sheet.words);
    let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0 + 4.0);
    sheet.write(x, y, Anchor::Middle, set, &text);
}

/// The names of the columns: above them in lines where they fit, else upwards.
fn heads(data: &Breakdown, sheet: &mut Sheet<'_>, place: (f64, f64)) {
    const LONGEST: f64 = 130.0;
    let (left, cell) = place;
    let set = Type::SOFT;
    let fit = |width: f64, lines: usize| -> Vec<Wrapped> {
        let room = Room {
            width,
            lines,
            size: set.size,
        };
        data.series.iter().map(|name| wrapped(name, room)).collect()
    };
    let across = fit(cell - 4.0, 3);
    let is_broken = |name: &Wrapped| name.is_cut || name.is_torn;
    if !across.iter().any(is_broken) {
        let lines = across
            .iter()
            .map(|name| name.lines.len())
            .max()
            .unwrap_or(1);
        for (index, name) in across.iter().enumerate() {
            let first = lines - name.lines.len();
            let x = left + cell * lines_px(index) + (cell - GAP) / 2.0;
            for (at, line) in name.lines.iter().enumerate() {
                let y = sheet.y + set.leading() * lines_px(first + at + 1) - 4.0;
                sheet.write(x, y, Anchor::Middle, set, line);
            }
        }
        sheet.y += set.leading() * lines_px(lines) + 2.0;
        return;
    }
    let lines = if cell >= set.leading() * 2.0 { 2 } else { 1 };
    let upwards = fit(LONGEST, lines);
    let texts = upwards.iter().flat_map(|name| &name.lines);
    let high = texts.map(|line| set.width(line)).fold(0.0, f64::max);
    sheet.y += high + 4.0;
    for ((index, name), whole) in upwards.iter().enumerate().zip(&data.series) {
        let middle = left + cell * lines_px(index) + (cell - GAP) / 2.0;
        let first = middle - set.leading() * (lines_px(name.lines.len()) / 2.0 - 0.5) + 4.0;
        let y = sheet.y - 3.0;
        sheet
            .canvas
            .label(&name.lines, name.is_cut.then_some(whole.as_str()), |at| {
                Text {
                    x: first + set.leading() * at,
                    y,
                    anchor: Anchor::Upwards,
                    set,
                    text: "",
                }
            });
    }
}

/// Bounds between shades, at round numbers.
pub(crate) struct Shades {
    bounds: Vec<f64>,
    whole: bool,
}

impl Shades {
    /// Numbers near each other get even steps; where the largest is many times the smallest, each shade begins at about
    /// twice the one before, so that one large number does not make all others pale.
    pub(crate) fn of<'v>(values: impl Iterator<Item = &'v Value> + Clone, whole: bool) -> Self {
        const MANY_TIMES: f64 = 4.0;
        let most = largest(values.clone());
        let least = values
            .filter_map(|value| value.high())
            .filter(|number| *number > 0.0)
            .fold(f64::INFINITY, f64::min);
        let few = if whole { lines_px(Fill::STEPS) } else { 0.0 };
        if most <= few || most < least * MANY_TIMES {
            let wanted = u32::try_from(Fill::STEPS - 1).unwrap_or(1);
            let mut bounds: Vec<f64> = Ticks::up_to(most, wanted, whole).at;
            bounds.remove(0);
            return Self { bounds, whole };
        }
        let power = 10f64.powf(most.log10().floor());
        let mut bounds: Vec<f64> = [0.001, 0.01, 0.1, 1.0, 10.0]
            .iter()
            .flat_map(|times| [1.0, 2.0, 5.0].map(|step| step * times * power))
            .filter(|bound| !whole || *bound >= 1.0)
            .collect();
        let enough = bounds.iter().position(|bound| *bound >= most);
        bounds.truncate(enough.map_or(bounds.len(), |last| last + 1));
        bounds.drain(..bounds.len().saturating_sub(Fill::STEPS));
        Self { bounds, whole }
    }

    /// 0 for nought, else from 1.
    fn step(&self, number: f64) -> usize {
        if number <= 0.0 {
            return 0;
        }
        let below = self.bounds.iter().filter(|bound| **bound < number).count();
        // Few shades are spread over the whole scale.
        let step = (below + 1) * Fill::STEPS / self.bounds.len().max(1);
        step.clamp(1, Fill::STEPS)
    }

    /// Shades an area by its number; tells whether text on it must be light.
    pub(crate) fn fill(&self, sheet: &mut Sheet<'_>, value: Value, rect: Rect) -> bool {
        let Some(high) = value.high() else {
            let fill = match value {
                Value::Suppressed => Fill::Hidden,
                _ => Fill::Outline,
            };
            sheet.canvas.area(rect, fill);
            return false;
        };
        match self.step(high) {
            0 => {
                sheet.canvas.plain(rect, "none");
                false
            }
            step => {
                sheet.canvas.area(rect, Fill::Step(step));
                step > Fill::STEPS - 2
            }
        }
    }

    /// What each shade stands for.
    pub(crate) fn key(&self, sheet: &mut Sheet<'_>, unit: &str) {
        let mut items = Vec::new();
        let mut from = 0.0;
        for bound in &self.bounds {
            let least = if self.whole { from + 1.0 } else { from };
            let fill = Fill::Step(self.step(*bound));
            items.push((Swatch::Area(fill), between(sheet.words, least, *bound)));
            from = *bound;
        }
        // The unit stands before the numbers: behind each of them it would need another form.
        if let Some((_, first)) = items.first_mut() {
            *first = format!("{unit}: {first}");
        }
        sheet.legend(&items);
    }
}

fn between(words: &Words, least: f64, most: f64) -> String {
    match (Amount::new(least), Amount::new(most)) {
        (Ok(least), Ok(most)) => words.range(least, most),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(numbers: &[u32]) -> Vec<f64> {
        let values: Vec<Value> = numbers.iter().map(|number| Value::from(*number)).collect();
        Shades::of(values.iter(), true).bounds
    }

    #[test]
    fn one_large_number_does_not_make_all_others_pale() {
        assert_eq!(bounds(&[1, 3, 20, 117]), [10.0, 20.0, 50.0, 100.0, 200.0]);
        assert_eq!(bounds(&[60, 80, 100]), [50.0, 100.0]);
        assert_eq!(bounds(&[0, 1, 3]), [1.0, 2.0, 3.0]);
        assert_eq!(bounds(&[0]), [1.0]);
    }

    #[test]
    fn the_larger_number_is_never_paler() {
        let shades = Shades {
            bounds: bounds(&[1, 3, 20, 117]),
            whole: true,
        };
        let steps: Vec<usize> = [0.0, 1.0, 10.0, 11.0, 117.0, 200.0]
            .map(|n| shades.step(n))
            .to_vec();
        assert_eq!(steps, [0, 1, 1, 2, 5, 5]);
    }
}
