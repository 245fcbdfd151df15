//! Three columns side by side: by whom, what, to whom.

use super::{Boxed, Flow};
use crate::canvas::{Anchor, Type, px};
use crate::rows::lines_px;
use crate::sheet::Sheet;
use crate::wrap::on_one_line;

/// Between two boxes of a column.
const GAP: f64 = 10.0;
/// Between two columns, as a share of the width of the sheet.
const BETWEEN: f64 = 0.075;

/// Boxes below each other.
struct Column {
    x: f64,
    width: f64,
    boxes: Vec<Boxed>,
    tops: Vec<f64>,
}

impl Column {
    fn of(boxes: Vec<Boxed>, place: (f64, f64)) -> Self {
        let (x, width) = place;
        Self {
            x,
            width,
            boxes,
            tops: Vec::new(),
        }
    }

    fn height(&self) -> f64 {
        let boxes: f64 = self.boxes.iter().map(|one| one.height).sum();
        boxes + GAP * (lines_px(self.boxes.len()) - 1.0).max(0.0)
    }

    /// Draws it in the middle of a height.
    fn draw(&mut self, sheet: &mut Sheet<'_>, tallest: f64) {
        let mut y = sheet.y + (tallest - self.height()) / 2.0;
        for one in &self.boxes {
            one.draw(sheet, (self.x, y), self.width);
            self.tops.push(y);
            y += one.height + GAP;
        }
    }

    /// The middle of the edge of a box.
    fn port(&self, at: usize, side: Side) -> Option<(f64, f64)> {
        let x = match side {
            Side::Left => self.x,
            Side::Right => self.x + self.width,
        };
        Some((x, self.tops.get(at)? + self.boxes.get(at)?.height / 2.0))
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

pub(super) fn draw(data: &Flow, sheet: &mut Sheet<'_>) {
    let between = sheet.width * BETWEEN;
    let width = (sheet.width - 2.0 * between) / 3.0;
    let x = |column: f64| column * (width + between);
    let by = data.by.iter().map(|party| Boxed::party(party, width));
    let acts = data.acts.iter().map(|act| Boxed::act(act, width));
    let to = data.to.iter().map(|party| Boxed::party(party, width));
    let mut columns = [
        Column::of(by.collect(), (x(0.0), width)),
        Column::of(acts.collect(), (x(1.0), width)),
        Column::of(to.collect(), (x(2.0), width)),
    ];
    for (column, heading) in columns.iter().zip(&data.headings) {
        let set = Type::SOFT;
        let heading = on_one_line(heading, width, set.size);
        sheet.write(column.x, sheet.y + 12.0, Anchor::Start, set, &heading);
    }
    sheet.y += 22.0;
    let tallest = columns.iter().map(Column::height).fold(0.0, f64::max);
    for column in &mut columns {
        column.draw(sheet, tallest);
    }
    let [by, acts, to] = &columns;
    for (at, act) in data.acts.iter().enumerate() {
        let (Some(left), Some(right)) = (acts.port(at, Side::Left), acts.port(at, Side::Right))
        else {
            continue;
        };
        for from in act
            .by
            .iter()
            .filter_map(|party| by.port(*party, Side::Right))
        {
            joined(sheet, from, left);
        }
        for target in act
            .to
            .iter()
            .filter_map(|party| to.port(*party, Side::Left))
        {
            joined(sheet, right, target);
        }
    }
    sheet.y += tallest + 6.0;
}

/// A line that leaves and arrives level, with the head of an arrow.
fn joined(sheet: &mut Sheet<'_>, from: (f64, f64), to: (f64, f64)) {
    const HEAD: f64 = 6.0;
    let end = to.0 - HEAD + 1.0;
    let middle = (from.0 + end) / 2.0;
    let d = format!(
        "M{} {}C{middle} {} {middle} {} {} {}",
        px(from.0),
        px(from.1),
        px(from.1),
        px(to.1),
        px(end),
        px(to.1),
        middle = px(middle),
    );
    sheet.canvas.curve("flow", &d);
    let head = [
        (to.0, to.1),
        (to.0 - HEAD, to.1 - 3.5),
        (to.0 - HEAD, to.1 + 3.5),
    ];
    sheet.canvas.closed("head", &head);
}
