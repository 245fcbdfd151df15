//! What bars, stacks and other rows share: where labels stand, how long a bar may be.

use crate::canvas::{Anchor, Text, Type};
use crate::data::Row;
use crate::sheet::Sheet;
use crate::wrap::{Room, Wrapped, wrapped};

/// Rows that one picture can hold.
pub(crate) const MOST_ROWS: usize = 24;
/// Between two rows.
pub(crate) const GAP: f64 = 9.0;

/// Where the labels and the bars of rows stand.
pub(crate) struct Rows {
    /// Labels stand beside their bars where there is room, else above.
    beside: bool,
    /// Where bars begin.
    pub(crate) left: f64,
    /// How long the longest may be.
    pub(crate) length: f64,
    labels: Vec<Wrapped>,
}

impl Rows {
    /// Room for the labels, and for the text at the end of each bar: `ends` are the share of the longest bar and the
    /// width of its text.
    pub(crate) fn of<'r>(
        sheet: &Sheet<'_>,
        labels: impl Iterator<Item = &'r Row>,
        ends: &[(f64, f64)],
    ) -> Self {
        const NARROW: f64 = 400.0;
        let set = Type::BODY;
        let beside = sheet.width > NARROW;
        let room = Room {
            width: if beside {
                sheet.width * 0.38
            } else {
                sheet.width
            },
            lines: 3,
            size: set.size,
        };
        let labels: Vec<Wrapped> = labels.map(|row| wrapped(&row.label, room)).collect();
        let widest = labels
            .iter()
            .flat_map(|label| &label.lines)
            .map(|line| set.width(line))
            .fold(0.0, f64::max);
        let left = if beside { widest + 12.0 } else { 0.5 };
        let room = sheet.width - left;
        let fitting = ends.iter().map(|(share, text)| {
            let share = share.max(f64::MIN_POSITIVE);
            (room - text) / share
        });
        Self {
            beside,
            left,
            length: fitting.fold(room, f64::min).max(24.0),
            labels,
        }
    }

    /// Writes the label of a row whose bars are so high; draws the line at which they begin, gives their top and moves
    /// the sheet below the row.
    pub(crate) fn label(&self, sheet: &mut Sheet<'_>, row: (usize, &Row), bars: f64) -> f64 {
        let (index, row) = row;
        let set = Type::BODY;
        let Some(label) = self.labels.get(index) else {
            return sheet.y;
        };
        let lines = label.lines.len();
        let high = lines_px(lines) * set.leading();
        let (text_top, bars_top, row_high) = if self.beside {
            let row_high = high.max(bars);
            let text_top = if lines == 1 {
                (row_high - high) / 2.0
            } else {
                0.0
            };
            let bars_top = if lines == 1 {
                (row_high - bars) / 2.0
            } else {
                (set.leading() - bars.min(set.leading())) / 2.0
            };
            (text_top, bars_top, row_high)
        } else {
            (0.0, high + 3.0, high + 3.0 + bars)
        };
        let top = sheet.y;
        let whole = label.is_cut.then_some(row.label.as_str());
        sheet.canvas.label(&label.lines, whole, |at| Text {
            x: 0.0,
            y: top + text_top + set.leading() * at + 13.0,
            anchor: Anchor::Start,
            set,
            text: "",
        });
        let axis = if self.beside {
            (top - GAP / 2.0, top + row_high + GAP / 2.0)
        } else {
            (top + bars_top - 2.0, top + bars_top + bars + 2.0)
        };
        let axis = [(self.left, axis.0), (self.left, axis.1)];
        sheet.canvas.path("axis", &axis);
        sheet.y += row_high + GAP;
        top + bars_top
    }
}

/// A small number as px.
pub(crate) fn lines_px(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
