//! A timeline: a row for each thing, placed by day. A date that is known only in part is a span of the days it may have
//! been; what lasted is a bar, solid where it certainly lasted, and open where its begin or end is not known.

mod axis;

use aigaq_schema::Day;

use crate::canvas::{Anchor, Fill, Rect, Text, Type};
use crate::data::{Caption, at_most};
use crate::refused::{Many, Refused};
use crate::rows::lines_px;
use crate::sheet::Sheet;
use crate::table::{Table, TableCell, TableRow};
use crate::wrap::{Room, Wrapped, wrapped};
use axis::Axis;

/// Rows that one picture can hold.
const MOST_ROWS: usize = 40;
const GAP: f64 = 9.0;
const BAR: f64 = 9.0;
/// From one line of marks to the next.
const LEVEL: f64 = 11.0;
/// Lines of marks in one row.
const DEEPEST: usize = 6;
/// Marks in one picture.
const MOST_MARKS: usize = 1_000;

/// The days on which something may have been: one, or from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first possible day.
    pub first: Day,
    /// The last possible day.
    pub last: Day,
}

/// One end of something that lasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// On one of these days.
    On(Days),
    /// Nobody knows when.
    Unknown,
    /// There is none: it goes on.
    Open,
}

/// When something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// It happened on one of these days.
    Happened(Days),
    /// It lasted from one to the other.
    Lasted {
        /// Its begin; [`Edge::Open`] is one that is not known.
        from: Edge,
        /// Its end.
        to: Edge,
    },
    /// Nobody knows.
    Unknown,
}

/// A row of a timeline: one thing, or things of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What it is.
    pub label: String,
    /// When, in words; of several things, how many.
    pub told: String,
    /// When: a mark each. Marks that would lie on each other stand one below the other.
    pub when: Vec<When>,
}

/// Things by their days, in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The words around it.
    pub caption: Caption,
    /// "What" and "When".
    pub headings: [String; 2],
    /// The rows, in the order in which they are drawn.
    pub moments: Vec<Moment>,
}

impl Timeline {
    pub(crate) fn table(&self) -> Table {
        let rows = self.moments.iter().map(|moment| TableRow {
            label: moment.label.clone(),
            cells: vec![TableCell::Text(moment.told.clone())],
        });
        Table {
            head: self.headings.to_vec(),
            rows: rows.collect(),
        }
    }
}

impl When {
    /// All days that are named.
    fn days(self) -> Vec<Days> {
        let of = |edge: Edge| match edge {
            Edge::On(days) => Some(days),
            Edge::Unknown | Edge::Open => None,
        };
        match self {
            Self::Happened(days) => vec![days],
            Self::Lasted { from, to } => of(from).into_iter().chain(of(to)).collect(),
            Self::Unknown => Vec::new(),
        }
    }
}

pub(crate) fn draw(data: &Timeline, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    const NARROW: f64 = 400.0;
    if data.moments.is_empty() {
        return Err(Refused::Empty);
    }
    at_most(Many::Moments, data.moments.len(), MOST_ROWS)?;
    let marks = data.moments.iter().map(|moment| moment.when.len()).sum();
    at_most(Many::Moments, marks, MOST_MARKS)?;
    let span = span(data)?;
    let beside = sheet.width > NARROW;
    let labels_wide = if beside {
        sheet.width * 0.4
    } else {
        sheet.width
    };
    let room = Room {
        width: labels_wide - 10.0,
        lines: 2,
        size: Type::BODY.size,
    };
    let left = if beside { labels_wide } else { 0.0 };
    let axis = Axis::new(span, (left, sheet.width));
    let labels: Vec<Wrapped> = data
        .moments
        .iter()
        .map(|moment| wrapped(&moment.label, room))
        .collect();
    let places = axis.names(sheet);
    let top = sheet.y;
    let mut marks: Vec<(f64, Vec<Level>)> = Vec::new();
    for (moment, label) in data.moments.iter().zip(&labels) {
        let levels = levels(&axis, &moment.when);
        let deep = levels.iter().map(|one| one.level + 1).max().unwrap_or(1);
        let high = LEVEL * lines_px(deep);
        let text_top = sheet.y;
        label_of(sheet, moment, label, room.width);
        let first = if beside {
            let row = (sheet.y - text_top).max(high);
            sheet.y = text_top + row;
            text_top + (row - high) / 2.0
        } else {
            sheet.y += 4.0 + high;
            sheet.y - high
        };
        marks.push((first + LEVEL / 2.0, levels));
        sheet.y += GAP;
    }
    if beside {
        axis.rules(sheet, &places, (top, sheet.y - GAP / 2.0));
    }
    for (first, levels) in marks {
        if !beside {
            let line = [(0.0, first), (sheet.width, first)];
            sheet.canvas.path("rule", &line);
        }
        for one in levels {
            mark(sheet, &axis, one.when, first + LEVEL * lines_px(one.level));
        }
    }
    let certain = |when: When| match when {
        When::Happened(days) => days.first == days.last,
        When::Lasted {
            from: Edge::On(from),
            to: Edge::On(to),
        } => from.first == from.last && to.first == to.last,
        When::Lasted { .. } => false,
        When::Unknown => true,
    };
    let mut all = data.moments.iter().flat_map(|moment| &moment.when);
    if !all.all(|when| certain(*when)) {
        sheet.remark(sheet.words.open_end.clone());
    }
    Ok(())
}

/// A mark, and on which line of its row it stands.
struct Level {
    when: When,
    level: usize,
}

/// Marks that would lie on each other get lines of their own, down to [`DEEPEST`]; what is more lies over others there.
fn levels(axis: &Axis, marks: &[When]) -> Vec<Level> {
    let reach = |when: When| -> Option<(f64, f64)> {
        let (from, to) = match when {
            When::Unknown => return None,
            When::Happened(days) => axis.span(days),
            When::Lasted { from, to } => {
                let of = |edge: Edge| match edge {
                    Edge::On(days) => Some(axis.span(days)),
                    Edge::Unknown | Edge::Open => None,
                };
                (
                    of(from).map_or(axis.left, |days| days.0),
                    of(to).map_or(axis.right, |days| days.1),
                )
            }
        };
        let (middle, half) = ((from + to) / 2.0, ((to - from) / 2.0).max(BAR / 2.0));
        Some((middle - half, middle + half))
    };
    let mut marks: Vec<(f64, f64, When)> = marks
        .iter()
        .filter_map(|when| reach(*when).map(|(from, to)| (from, to, *when)))
        .collect();
    marks.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut ends: Vec<f64> = Vec::new();
    let mut placed = Vec::new();
    for (from, to, when) in marks {
        let free = ends.iter().position(|end| *end <= from);
        let level = match free {
            Some(level) => level,
            None if ends.len() < DEEPEST => {
                ends.push(f64::MIN);
                ends.len() - 1
            }
            None => DEEPEST - 1,
        };
        if let Some(end) = ends.get_mut(level) {
            *end = end.max(to);
        }
        placed.push(Level { when, level });
    }
    placed
}

/// From the first to the last day that is named, and nothing that ends before it begins.
fn span(data: &Timeline) -> Result<Days, Refused> {
    let mut span: Option<Days> = None;
    for moment in &data.moments {
        let backwards = || Refused::EndsBeforeItBegins {
            what: moment.label.clone(),
        };
        for days in moment.when.iter().flat_map(|when| when.days()) {
            if days.first > days.last || !days.first.is_known() || !days.last.is_known() {
                return Err(backwards());
            }
            let all = span.unwrap_or(days);
            span = Some(Days {
                first: all.first.min(days.first),
                last: all.last.max(days.last),
            });
        }
        let ends_before = |when: &When| {
            matches!(when, When::Lasted { from: Edge::On(from), to: Edge::On(to) }
                if to.last < from.first)
        };
        if moment.when.iter().any(ends_before) {
            return Err(backwards());
        }
    }
    span.ok_or(Refused::NothingKnown)
}

/// What it is, and when, one below the other, in so much room.
fn label_of(sheet: &mut Sheet<'_>, moment: &Moment, label: &Wrapped, width: f64) {
    let (set, top) = (Type::BODY, sheet.y);
    let whole = label.is_cut.then_some(moment.label.as_str());
    sheet.canvas.label(&label.lines, whole, |at| Text {
        x: 0.0,
        y: top + 13.0 + set.leading() * at,
        anchor: Anchor::Start,
        set,
        text: "",
    });
    sheet.y += set.leading() * lines_px(label.lines.len());
    let room = Room {
        width,
        lines: 2,
        size: Type::SOFT.size,
    };
    for line in wrapped(&moment.told, room).lines {
        sheet.write(0.0, sheet.y + 12.0, Anchor::Start, Type::SOFT, &line);
        sheet.y += Type::SOFT.leading();
    }
}

fn mark(sheet: &mut Sheet<'_>, axis: &Axis, when: When, middle: f64) {
    let bar = |from: f64, to: f64| Rect {
        x: from,
        y: middle - BAR / 2.0,
        width: (to - from).max(1.0),
        height: BAR,
    };
    match when {
        When::Unknown => {}
        When::Happened(days) => {
            let (from, to) = axis.span(days);
            let at = (from + to) / 2.0;
            if days.first == days.last {
                sheet.canvas.circle("s1", (at, middle), BAR / 2.0);
            } else {
                let half = (to - from).max(BAR) / 2.0;
                let (from, to) = ((at - half).max(0.0), at + half);
                sheet.canvas.area(bar(from, to), Fill::Perhaps);
            }
        }
        When::Lasted { from, to } => lasted(sheet, axis, (from, to), &bar),
    }
}

/// Solid where it certainly lasted: from the last day on which it may have begun to the first on which it may have ended.
fn lasted(sheet: &mut Sheet<'_>, axis: &Axis, edges: (Edge, Edge), bar: &dyn Fn(f64, f64) -> Rect) {
    /// Of what is known to have begun or ended and no more.
    const SLIVER: f64 = 3.0;
    let of = |edge: Edge| match edge {
        Edge::On(days) => Some(axis.span(days)),
        Edge::Unknown | Edge::Open => None,
    };
    let (begin, end) = (of(edges.0), of(edges.1));
    if let (Some(begin), Edge::Open) = (begin, edges.1) {
        let right = axis.right;
        if begin.0 < begin.1.min(right) {
            sheet
                .canvas
                .area(bar(begin.0, begin.1.min(right)), Fill::Perhaps);
        }
        sheet.canvas.area(
            bar(begin.0.max(begin.1 - SLIVER).min(right - 1.0), right),
            Fill::Series(0),
        );
        let at = bar(right, right);
        let middle = at.y + at.height / 2.0;
        let tip = [
            (right + 6.0, middle),
            (right - 1.0, at.y - 2.0),
            (right - 1.0, at.y + at.height + 2.0),
        ];
        sheet.canvas.closed("head", &tip);
        return;
    }
    let least = begin.map_or(axis.left, |days| days.0);
    let most = end.map_or(axis.right, |days| days.1);
    let certain = match (begin, end) {
        (Some(begin), Some(end)) => (begin.1, end.0),
        (Some(begin), None) => (begin.0, (begin.0 + SLIVER).min(most)),
        (None, Some(end)) => ((end.1 - SLIVER).max(least), end.1),
        (None, None) => (least, least),
    };
    let exact = |edge: Edge| matches!(edge, Edge::On(days) if days.first == days.last);
    if exact(edges.0) && exact(edges.1) {
        sheet.canvas.area(bar(least, most), Fill::Series(0));
        return;
    }
    sheet.canvas.area(bar(least, most), Fill::Perhaps);
    if certain.0 < certain.1 {
        sheet
            .canvas
            .area(bar(certain.0, certain.1), Fill::Series(0));
    }
}
