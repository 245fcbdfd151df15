//! Marks on a sheet: the only place where markup is written. Coordinates are px from the top left; everything else is a
//! class, so that a style sheet gives the colours.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::measure::width;
use crate::text::escape_into;

/// On which side of its place text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
    /// It runs upwards from its place.
    Upwards,
}

/// How text is set: its size in px and its class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Type {
    pub(crate) size: f64,
    class: &'static str,
}

impl Type {
    /// Labels and numbers.
    pub(crate) const BODY: Self = Self {
        size: 13.0,
        class: "",
    };
    /// Units, ticks, remarks.
    pub(crate) const SOFT: Self = Self {
        size: 12.0,
        class: "soft",
    };
    /// Text in a cell, where room is scarce.
    pub(crate) const SMALL: Self = Self {
        size: 11.0,
        class: "",
    };

    /// The same on a dark mark.
    pub(crate) fn reversed(self) -> Self {
        Self {
            class: "rev",
            ..self
        }
    }

    /// From one line to the next.
    pub(crate) fn leading(self) -> f64 {
        (self.size * 1.3).round()
    }

    /// The width of a line of text.
    pub(crate) fn width(self, text: &str) -> f64 {
        width(text, self.size)
    }
}

/// A line of text and its place: the anchor on the base line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'t> {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) anchor: Anchor,
    pub(crate) set: Type,
    pub(crate) text: &'t str,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// How an area is filled. Areas differ by more than colour: in print and for the colour blind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fill {
    /// The series with this number, from nought; [`Fill::SERIES`] differ.
    Series(usize),
    /// A step of a scale from pale to dark, from 1; [`Fill::STEPS`] differ.
    Step(usize),
    /// Between the lowest and the highest: an outline.
    Outline,
    /// Days on which something may have been, or on which it may have lasted.
    Perhaps,
    /// Hidden: crossed.
    Hidden,
}

impl Fill {
    /// Series that can be told apart.
    pub(crate) const SERIES: usize = 6;
    /// Steps from pale to dark that can be told apart.
    pub(crate) const STEPS: usize = 5;

    /// The pattern it needs, and its class.
    fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Series(1) => Some("hatch"),
            Self::Series(3) => Some("dots"),
            Self::Series(5) => Some("level"),
            Self::Hidden => Some("cross"),
            _ => None,
        }
    }

    fn attributes(self, id: &str) -> String {
        if let Some(name) = self.pattern() {
            return format!("class=\"c-edge\" fill=\"url(#{id}-{name})\"");
        }
        match self {
            Self::Series(index) => format!("class=\"c-s{}\"", index % Self::SERIES + 1),
            Self::Step(step) => format!("class=\"c-h{}\"", step.clamp(1, Self::STEPS)),
            Self::Perhaps => "class=\"c-perhaps\"".to_owned(),
            Self::Outline | Self::Hidden => "class=\"c-open\"".to_owned(),
        }
    }
}

/// What a pattern is made of, in a square of six px.
fn pattern_marks(name: &str) -> &'static str {
    match name {
        "hatch" => "<path class=\"c-line\" d=\"M-1 1l2-2M0 6l6-6M5 7l2-2\"/>",
        "dots" => "<circle class=\"c-dot\" cx=\"3\" cy=\"3\" r=\"1.3\"/>",
        "level" => "<path class=\"c-line\" d=\"M0 3h6\"/>",
        _ => "<path class=\"c-thin\" d=\"M0 6l6-6M0 0l6 6\"/>",
    }
}

/// What has been drawn.
#[derive(Debug)]
pub(crate) struct Canvas {
    id: String,
    patterns: BTreeSet<&'static str>,
    body: String,
}

impl Canvas {
    /// `id` begins the ids within.
    pub(crate) fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            patterns: BTreeSet::new(),
            body: String::new(),
        }
    }

    pub(crate) fn text(&mut self, text: Text<'_>) {
        if text.text.is_empty() {
            return;
        }
        let anchor = match text.anchor {
            Anchor::Start => String::new(),
            Anchor::Middle => " text-anchor=\"middle\"".to_owned(),
            Anchor::End => " text-anchor=\"end\"".to_owned(),
            Anchor::Upwards => {
                format!(" transform=\"rotate(-90 {} {})\"", px(text.x), px(text.y))
            }
        };
        let class = match text.set.class {
            "" => String::new(),
            class => format!(" class=\"{}\"", classes(class)),
        };
        let size = if text.set.size == Type::BODY.size {
            String::new()
        } else {
            format!(" font-size=\"{}\"", px(text.set.size))
        };
        self.open(&format!(
            "<text x=\"{}\" y=\"{}\"{anchor}{class}{size}>",
            px(text.x),
            px(text.y)
        ));
        escape_into(&mut self.body, text.text);
        self.open("</text>\n");
    }

    pub(crate) fn area(&mut self, rect: Rect, fill: Fill) {
        self.patterns.extend(fill.pattern());
        let attributes = fill.attributes(&self.id);
        self.rect(rect, &attributes);
    }

    /// A rectangle that carries no number: ground, edge, box.
    pub(crate) fn plain(&mut self, rect: Rect, class: &str) {
        self.rect(rect, &format!("class=\"{}\"", classes(class)));
    }

    fn rect(&mut self, rect: Rect, attributes: &str) {
        self.open(&format!(
            "<rect {attributes} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
            px(rect.x),
            px(rect.y),
            px(rect.width),
            px(rect.height)
        ));
    }

    /// A line through the points, of a class.
    pub(crate) fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        self.curve(class, &through(points));
    }

    /// A closed area through the points.
    pub(crate) fn closed(&mut self, class: &str, points: &[(f64, f64)]) {
        self.curve(class, &format!("{}Z", through(points)));
    }

    /// A path in the words of SVG; the caller brings numbers only.
    pub(crate) fn curve(&mut self, class: &str, d: &str) {
        self.open(&format!("<path class=\"{}\" d=\"{d}\"/>\n", classes(class)));
    }

    pub(crate) fn circle(&mut self, class: &str, centre: (f64, f64), radius: f64) {
        self.open(&format!(
            "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n",
            classes(class),
            px(centre.0),
            px(centre.1),
            px(radius)
        ));
    }

    /// A label in lines, each at its place. Where the lines do not hold all of it, the whole is seen when it is pointed
    /// at.
    pub(crate) fn label<'t>(
        &mut self,
        lines: &'t [String],
        whole: Option<&str>,
        place: impl Fn(f64) -> Text<'t>,
    ) {
        if let Some(whole) = whole {
            self.open("<g><title>");
            escape_into(&mut self.body, whole);
            self.open("</title>");
        }
        let mut at = 0.0;
        for line in lines {
            self.text(Text {
                text: line,
                ..place(at)
            });
            at += 1.0;
        }
        if whole.is_some() {
            self.open("</g>\n");
        }
    }

    fn open(&mut self, markup: &str) {
        self.body.push_str(markup);
    }

    /// The marks with the patterns they use.
    pub(crate) fn finish(self) -> String {
        let mut out = String::new();
        if !self.patterns.is_empty() {
            out.push_str("<defs>");
            for name in &self.patterns {
                // Writing to a string cannot fail.
                let _ = write!(
                    out,
                    "<pattern id=\"{}-{name}\" width=\"6\" height=\"6\" \
                     patternUnits=\"userSpaceOnUse\"><rect class=\"c-ground\" width=\"6\" \
                     height=\"6\"/>{}</pattern>",
                    self.id,
                    pattern_marks(name)
                );
            }
            out.push_str("</defs>\n");
        }
        out.push_str(&self.body);
        out
    }
}

/// Classes as they are written: a style sheet of a page, which also has a box and a head, must not meet them.
fn classes(names: &str) -> String {
    let prefixed: Vec<String> = names.split(' ').map(|name| format!("c-{name}")).collect();
    prefixed.join(" ")
}

fn through(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        let _ = write!(d, "{letter}{} {}", px(*x), px(*y));
    }
    d
}

/// A length in px, to a tenth.
pub(crate) fn px(length: f64) -> String {
    let tenths = (length * 10.0).round() / 10.0;
    // No "-0".
    let tenths = if tenths == 0.0 { 0.0 } else { tenths };
    format!("{tenths}")
}
