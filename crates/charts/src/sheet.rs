//! A sheet that is filled from the top: legend, plot, remarks.

use crate::canvas::{Anchor, Canvas, Fill, Rect, Text, Type};
use crate::value::{SUPPRESSED_SIGN, UNKNOWN_SIGN, Value};
use crate::words::Words;
use crate::wrap::{Room, wrapped};

/// A sheet of a width.
pub(crate) struct Sheet<'w> {
    pub(crate) canvas: Canvas,
    pub(crate) words: &'w Words,
    /// Px.
    pub(crate) width: f64,
    /// How far down it is filled.
    pub(crate) y: f64,
    /// What is said under the plot.
    remarks: Vec<String>,
    /// Where text stands.
    taken: Vec<Taken>,
}

/// The room of a line of text: left, right, top, bottom.
type Taken = [f64; 4];

/// The mark beside a word of a legend.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Swatch {
    Area(Fill),
    /// The line with this number.
    Line(usize),
}

impl<'w> Sheet<'w> {
    pub(crate) fn new(id: &str, width: f64, words: &'w Words) -> Self {
        Self {
            canvas: Canvas::new(id),
            words,
            width,
            y: 0.0,
            remarks: Vec::new(),
            taken: Vec::new(),
        }
    }

    /// Words with their marks, in as many lines as they need.
    pub(crate) fn legend(&mut self, items: &[(Swatch, String)]) {
        const MARK: f64 = 22.0;
        const GAP: f64 = 18.0;
        let set = Type::BODY;
        let mut x = 0.0;
        for (swatch, text) in items {
            let room = Room {
                width: self.width - MARK,
                lines: 2,
                size: set.size,
            };
            let lines = wrapped(text, room).lines;
            let wide = MARK + lines.iter().map(|line| set.width(line)).fold(0.0, f64::max);
            if x > 0.0 && x + wide > self.width {
                x = 0.0;
                self.y += set.leading() + 2.0;
            }
            self.swatch(*swatch, x);
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    self.y += set.leading();
                }
                self.write(x + MARK, self.y + 12.0, Anchor::Start, set, line);
            }
            x += wide + GAP;
            if lines.len() > 1 {
                x = self.width;
            }
        }
        if !items.is_empty() {
            self.y += set.leading() + 10.0;
        }
    }

    fn swatch(&mut self, swatch: Swatch, x: f64) {
        let top = self.y + 1.5;
        match swatch {
            Swatch::Area(fill) => {
                let (width, height) = (15.0, 11.0);
                let rect = Rect {
                    x: x + 0.5,
                    y: top,
                    width,
                    height,
                };
                self.canvas.area(rect, fill);
            }
            Swatch::Line(index) => {
                let y = top + 6.0;
                self.canvas
                    .path(&line_class(index), &[(x, y), (x + 18.0, y)]);
                self.marker(index, (x + 9.0, y));
            }
        }
    }

    /// The sign of a line at one of its points: another form for each line.
    pub(crate) fn marker(&mut self, index: usize, at: (f64, f64)) {
        let ((x, y), r) = (at, 3.0);
        let class = format!("m{}", index % Fill::SERIES + 1);
        match index % Fill::SERIES {
            0 | 3 => self.canvas.circle(&class, at, r),
            1 | 4 => {
                let (width, height) = (2.0 * r, 2.0 * r);
                let rect = Rect {
                    x: x - r,
                    y: y - r,
                    width,
                    height,
                };
                self.canvas.plain(rect, &class);
            }
            _ => {
                let r = r + 0.8;
                let corners = [(x, y - r), (x + r, y + r - 1.0), (x - r, y + r - 1.0)];
                self.canvas.closed(&class, &corners);
            }
        }
    }

    pub(crate) fn write(&mut self, x: f64, y: f64, anchor: Anchor, set: Type, text: &str) {
        let text = Text {
            x,
            y,
            anchor,
            set,
            text,
        };
        self.taken.push(room_of(text));
        self.canvas.text(text);
    }

    /// Writes the text if it stands on the sheet and over no other.
    pub(crate) fn write_if_free(&mut self, text: Text<'_>) -> bool {
        const APART: f64 = 3.0;
        let room = room_of(text);
        let over = |other: &Taken| {
            room[0] < other[1] + APART
                && other[0] < room[1] + APART
                && room[2] < other[3]
                && other[2] < room[3]
        };
        let free = room[0] >= 0.0 && room[1] <= self.width && !self.taken.iter().any(over);
        if free {
            self.taken.push(room);
            self.canvas.text(text);
        }
        free
    }

    /// Something to be said under the plot, once.
    pub(crate) fn remark(&mut self, text: String) {
        if !self.remarks.contains(&text) {
            self.remarks.push(text);
        }
    }

    /// How ranges are drawn here, if there are any.
    pub(crate) fn explain_ranges(&mut self, mut values: impl Iterator<Item = Value>, how: &str) {
        if values.any(|value| value.low() < value.high()) {
            self.remark(how.to_owned());
        }
    }

    /// What the signs mean that stand for a number, if there are any.
    pub(crate) fn explain_signs(&mut self, values: impl Iterator<Item = Value>) {
        let values: Vec<Value> = values.collect();
        for (value, sign, meaning) in [
            (Value::Unknown, UNKNOWN_SIGN, &self.words.unknown),
            (Value::Suppressed, SUPPRESSED_SIGN, &self.words.suppressed),
        ] {
            if values.contains(&value) {
                self.remark(format!("{sign} – {meaning}"));
            }
        }
    }

    /// The remarks; gives what is said, for those who cannot see it.
    pub(crate) fn close(&mut self) -> Vec<String> {
        let set = Type::SOFT;
        let remarks = std::mem::take(&mut self.remarks);
        for remark in &remarks {
            let room = Room {
                width: self.width,
                lines: 12,
                size: set.size,
            };
            for line in wrapped(remark, room).lines {
                self.y += set.leading();
                self.write(0.0, self.y, Anchor::Start, set, &line);
            }
        }
        self.y += 5.0;
        remarks
    }
}

/// The class of a line; lines differ by their dashes.
pub(crate) fn line_class(index: usize) -> String {
    format!("l{}", index % Fill::SERIES + 1)
}

fn room_of(text: Text<'_>) -> Taken {
    let (wide, size) = (text.set.width(text.text), text.set.size);
    let (x, y) = (text.x, text.y);
    let (above, below) = (size * 0.75, size * 0.25);
    let left = match text.anchor {
        Anchor::Start => x,
        Anchor::Middle => x - wide / 2.0,
        Anchor::End => x - wide,
        Anchor::Upwards => return [x - above, x + below, y - wide, y],
    };
    [left, left + wide, y - above, y + below]
}
