//! The frame of a course: numbers at the left, periods beneath.

use crate::canvas::{Anchor, Type};
use crate::data::{Course, largest};
use crate::rows::lines_px;
use crate::scale::Ticks;
use crate::sheet::Sheet;
use crate::value::Amount;
use crate::wrap::{Room, wrapped};

/// The height of the area of numbers.
const HEIGHT: f64 = 190.0;

/// Where numbers and periods stand.
pub(crate) struct Plot {
    /// The left edge of the first period.
    pub(crate) left: f64,
    /// The room of one period.
    pub(crate) slot: f64,
    /// Where nought is.
    pub(crate) base: f64,
    /// The upper edge.
    pub(crate) top: f64,
    end: f64,
}

impl Plot {
    /// Draws unit, scale and periods, leaving room at the right; the sheet stands below them afterwards.
    pub(crate) fn draw(sheet: &mut Sheet<'_>, data: &Course, largest: f64, right: f64) -> Self {
        let whole = data.values().all(|value| value.is_whole());
        let ticks = Ticks::up_to(largest, 4, whole);
        let set = Type::SOFT;
        let printed: Vec<(f64, String)> = ticks
            .at
            .iter()
            .filter_map(|at| Some((*at, sheet.words.number(Amount::new(*at).ok()?))))
            .collect();
        let widest = printed.iter().map(|(_, text)| set.width(text));
        let left = widest.fold(0.0, f64::max) + 8.0;
        let unit = Room {
            width: sheet.width,
            lines: 2,
            size: set.size,
        };
        for line in wrapped(&data.caption.unit, unit).lines {
            sheet.y += set.leading();
            sheet.write(0.0, sheet.y - 3.0, Anchor::Start, set, &line);
        }
        let top = sheet.y + 12.0;
        let plot = Self {
            left,
            slot: (sheet.width - left - right) / lines_px(data.periods.len()),
            base: top + HEIGHT,
            top,
            end: ticks.end(),
        };
        let across = plot.left + plot.slot * lines_px(data.periods.len());
        for (at, text) in &printed {
            let y = plot.y(*at);
            let class = if *at > 0.0 { "rule" } else { "axis" };
            sheet.canvas.path(class, &[(left, y), (across, y)]);
            sheet.write(left - 6.0, y + 4.0, Anchor::End, set, text);
        }
        sheet.y = plot.base;
        plot.periods(sheet, data);
        plot
    }

    /// Where a number stands.
    pub(crate) fn y(&self, number: f64) -> f64 {
        self.base - number / self.end * HEIGHT
    }

    /// The middle of a period.
    pub(crate) fn x(&self, period: usize) -> f64 {
        self.left + self.slot * (lines_px(period) + 0.5)
    }

    /// Ticks, as many as fit, and beneath them the groups.
    fn periods(&self, sheet: &mut Sheet<'_>, data: &Course) {
        let set = Type::SOFT;
        let ticks = data.periods.iter().map(|period| set.width(&period.tick));
        let widest = ticks.fold(0.0, f64::max);
        let steps = [1usize, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600];
        let step = steps
            .into_iter()
            .find(|step| self.slot * lines_px(*step) >= widest + 7.0)
            .unwrap_or(600);
        let mut begun: Vec<(usize, &str)> = Vec::new();
        for (index, period) in data.periods.iter().enumerate() {
            if begun.last().is_none_or(|(_, group)| *group != period.group) {
                begun.push((index, &period.group));
            }
        }
        begun.retain(|(_, group)| !group.is_empty());
        // "Jan" under each year says no more than the year.
        let of_a_group = data.periods.len() / begun.len().max(1);
        if begun.len() < 2 || step < of_a_group {
            self.ticks(sheet, data, step);
        }
        self.groups(sheet, &begun);
        sheet.y += 6.0;
    }

    fn ticks(&self, sheet: &mut Sheet<'_>, data: &Course, step: usize) {
        let set = Type::SOFT;
        sheet.y += set.leading() + 1.0;
        // Text at an edge stays on the sheet.
        let place = |x: f64, text: &str| {
            let half = set.width(text) / 2.0;
            x.clamp(half.min(sheet.width / 2.0), (sheet.width - half).max(half))
        };
        let mut free_from = f64::MIN;
        let mut written = Vec::new();
        for (index, period) in data.periods.iter().enumerate().step_by(step) {
            let x = place(self.x(index), &period.tick);
            let half = set.width(&period.tick) / 2.0;
            if x - half >= free_from {
                written.push((x, period.tick.as_str()));
                free_from = x + half + 4.0;
            }
        }
        let y = sheet.y;
        for (x, tick) in written {
            sheet.write(x, y, Anchor::Middle, set, tick);
        }
    }

    fn groups(&self, sheet: &mut Sheet<'_>, begun: &[(usize, &str)]) {
        if begun.is_empty() {
            return;
        }
        let set = Type::SOFT;
        sheet.y += set.leading();
        let mut free_from = f64::MIN;
        for (index, group) in begun.iter().copied() {
            let edge = self.left + self.slot * lines_px(index);
            let wide = set.width(group);
            let x = (edge + 3.0).min(sheet.width - wide).max(0.0);
            if x < free_from {
                continue;
            }
            if edge > self.left {
                let tick = [(edge, self.base), (edge, sheet.y)];
                sheet.canvas.path("rule", &tick);
            }
            sheet.write(x, sheet.y, Anchor::Start, set, group);
            free_from = x + wide + 6.0;
        }
    }
}

/// The largest number of a course.
pub(crate) fn tallest(data: &Course) -> f64 {
    largest(data.values())
}
