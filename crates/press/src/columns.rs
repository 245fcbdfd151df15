//! How wide the columns of a table are on paper: as wide as their words need, the rest shared out so that the rows are low.

mod lowest;

use aigaq_charts::measure;
use aigaq_publishing::document::{Cell, Column, ColumnKind, Document, Line, Paper, Row};
use aigaq_publishing::{csv, text};

use serde::Serialize;

use crate::letters::Letters;

/// The room for a table, in mm: the page without its margins.
const PORTRAIT: f64 = 164.0;
const LANDSCAPE: f64 = 251.0;
/// The size of text in tables, in mm (8.6 pt).
const SIZE: f64 = 3.04;
/// The same in crowded ones (7.4 pt).
const SMALL: f64 = 2.61;
/// Room left and right of a cell, in mm.
const INSET: f64 = 2.8;
/// The fonts of the press are narrower than the widest, which [`measure`] takes; others are nearly as wide.
const OURS: f64 = 0.86;
const OTHERS: f64 = 0.96;
/// Headings are bold.
const BOLD: f64 = 1.08;
/// A word longer than this is broken rather than given more room, in mm.
const LONGEST_WORD: f64 = 34.0;
/// A part of a word is no narrower than this, in mm.
const SYLLABLES: f64 = 9.0;
/// So much of the room is for the longest words where they have not enough of it.
const SQUEEZED: f64 = 0.8;
/// Nothing gains from lines longer than this, in mm.
const LONGEST_LINE: f64 = 120.0;

/// The columns of a table on a page.
#[derive(Serialize)]
pub(crate) struct Columns {
    /// Their widths in mm.
    pub widths: Vec<f64>,
    /// It is set in small letters, as its words would have no room otherwise.
    pub crowded: bool,
    /// Some words have no room even so: they are broken.
    pub tight: bool,
    /// It has room on one page, whatever stands before it.
    pub short: bool,
}

/// How the columns share the page: in the usual letters where all has room beside each other; else in that way in which
/// the rows are lowest, small letters and dates on several lines only where they save enough.
pub(crate) fn columns(
    columns: &[Column],
    rows: &[Row],
    (document, letters): (&Document, Letters),
) -> Columns {
    let room = match document.paper {
        Paper::Portrait => PORTRAIT,
        Paper::Landscape => LANDSCAPE,
    };
    let set = |way: &Way| {
        let measured = Measured {
            document,
            scale: way.size * letters.narrower(),
            held: way.held,
        };
        Set::of(&measured, (columns, rows), (way, room))
    };
    let [usual, others @ ..] = &WAYS;
    let mut best = set(usual);
    if !best.has_all {
        for set in others.iter().map(set) {
            if set.cost < best.cost {
                best = set;
            }
        }
    }
    Columns {
        crowded: best.is_crowded,
        tight: best.is_tight,
        short: best.height <= SHORT,
        widths: best.widths,
    }
}

/// How a table may be set.
struct Way {
    /// The size of its letters, in mm.
    size: f64,
    held: Held,
    /// So many times its height is it worth, as it is harder to read.
    dear: f64,
}

const WAYS: [Way; 4] = [
    Way::new(SIZE, Held::Whole, 1.0),
    Way::new(SIZE, Held::Broken, 1.15),
    Way::new(SMALL, Held::Whole, 1.35),
    Way::new(SMALL, Held::Broken, 1.45),
];
/// A way in which words lie over each other is taken only when none is without.
const TIGHT: f64 = 100.0;

impl Way {
    const fn new(size: f64, held: Held, dear: f64) -> Self {
        Self { size, held, dear }
    }
}

/// A table as it would be set.
struct Set {
    widths: Vec<f64>,
    height: f64,
    cost: f64,
    /// Each column has all the room that it wants.
    has_all: bool,
    is_crowded: bool,
    is_tight: bool,
}

impl Set {
    fn of(
        measured: &Measured<'_>,
        (columns, rows): (&[Column], &[Row]),
        (way, room): (&Way, f64),
    ) -> Self {
        let columns = columns.iter().enumerate();
        let wanted: Vec<Wanted> = columns
            .map(|(at, column)| {
                let cells = rows.iter().filter_map(|row| row.cells.get(at));
                measured.wanted(column, cells)
            })
            .collect();
        let least: Vec<f64> = wanted.iter().map(|w| w.least).collect();
        let said = measured.said(rows);
        let has_all = wanted.iter().map(|w| w.most).sum::<f64>() <= room;
        let mut widths = share(&wanted, room);
        if !has_all {
            widths = lowest::lowest(widths, &least, &said);
        }
        let has_room = least.iter().sum::<f64>() <= room;
        let height = height(&said, &widths) * way.size;
        Self {
            cost: height * way.dear * if has_room { 1.0 } else { TIGHT },
            height,
            widths,
            has_all,
            is_crowded: way.size < SIZE,
            is_tight: !has_room || wanted.iter().any(|w| w.is_broken),
        }
    }
}

/// A table that is no higher, in mm, stands on one page.
const SHORT: f64 = 90.0;
/// The height of a line of a table and of what stands around a row, in sizes of its letters.
const LINE: f64 = 1.35;
const AROUND: f64 = 0.8;

/// How many letters stand in a cell.
pub(crate) fn letters(cell: &Cell) -> usize {
    cell.lines.iter().map(letters_of).sum()
}

/// How many letters stand in a line.
pub(crate) fn letters_of(line: &Line) -> usize {
    let text = csv::line_text(line, aigaq_publishing::Language::En);
    text.chars().count()
}

#[derive(Debug, Clone, Copy, Default)]
struct Wanted {
    /// Its longest word.
    least: f64,
    /// Its longest line.
    most: f64,
    /// What a cell says, taken together.
    usual: f64,
    /// Its longest word is broken.
    is_broken: bool,
}

/// Whether dates stand on one line, and long words of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Whole,
    Broken,
}

/// How words are measured.
struct Measured<'d> {
    document: &'d Document,
    /// Their size in mm, by how much narrower they are than the widest.
    scale: f64,
    held: Held,
}

impl Measured<'_> {
    fn wanted<'c>(&self, column: &Column, cells: impl Iterator<Item = &'c Cell>) -> Wanted {
        let mm = |text: &str| measure::width(text, self.scale);
        let longest_word = |text: &str| longest_word(text, self.scale);
        let heading = text::clean(&column.heading);
        let heading = longest_word(&heading) * BOLD;
        // A word of a heading that has a hyphen has half of itself and a syllable on a line.
        let part = match self.held {
            Held::Whole => heading,
            Held::Broken => heading.min((heading * 0.7).max(SYLLABLES)),
        };
        let mut wanted = Wanted {
            least: part,
            most: heading,
            ..Wanted::default()
        };
        let (mut said_in_all, mut rows) = (0.0, 0.0_f64);
        let whole = match column.kind {
            ColumnKind::Number | ColumnKind::Short => true,
            ColumnKind::Date => self.held == Held::Whole,
            ColumnKind::Text | ColumnKind::LongText => false,
        };
        let lines = cells.inspect(|_| rows += 1.0);
        for line in lines.flat_map(|cell| &cell.lines) {
            let said = csv::line_text(line, self.document.language);
            let most = mm(&said);
            let least = match whole && most < LONGEST_WORD {
                true => most,
                false => longest_word(&said),
            };
            said_in_all += most;
            wanted.least = wanted.least.max(least);
            wanted.most = wanted.most.max(most.min(LONGEST_LINE));
        }
        Wanted {
            least: wanted.least.min(LONGEST_WORD) + INSET,
            most: wanted.most.max(wanted.least.min(LONGEST_WORD)) + INSET,
            usual: said_in_all / rows.max(1.0),
            is_broken: wanted.least > LONGEST_WORD,
        }
    }
}

impl Measured<'_> {
    /// What the cells of rows say.
    fn said(&self, rows: &[Row]) -> Vec<RowSaid> {
        let line = |line: &Line| {
            let said = csv::line_text(line, self.document.language);
            measure::width(&said, self.scale)
        };
        let cell = |cell: &Cell| cell.lines.iter().map(line).collect();
        let rows = rows.iter();
        rows.map(|row| row.cells.iter().map(cell).collect())
            .collect()
    }
}

/// What a row says: of each cell its lines, each as wide in mm as it would be on one.
type RowSaid = Vec<Vec<f64>>;

/// How many lines of paper a cell takes that is so wide, in mm, nearly.
fn lines_of(cell: &[f64], width: f64) -> f64 {
    let room = (width - INSET).max(1.0);
    let lines = cell.iter().map(|said| {
        let across = said / room;
        // A word that has no room goes to the next line.
        if across > 1.0 {
            across.mul_add(1.15, 0.5)
        } else {
            1.0
        }
    });
    lines.sum()
}

/// How high these rows are in sizes of their letters, nearly: as high as their highest cells.
fn height(rows: &[RowSaid], widths: &[f64]) -> f64 {
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(widths);
            let highest = cells.map(|(cell, width)| lines_of(cell, *width));
            highest.fold(1.0, f64::max) * LINE + AROUND
        })
        .sum()
}

impl Letters {
    fn narrower(self) -> f64 {
        match self {
            Self::OfOurFonts => OURS,
            Self::Any => OTHERS,
        }
    }
}

fn longest_word(text: &str, scale: f64) -> f64 {
    // A space that does not break holds its words together.
    text.split(|letter: char| letter.is_whitespace() && !matches!(letter, '\u{A0}' | '\u{202F}'))
        .flat_map(|word| word.split_inclusive(['-', '/', '–']))
        .map(|word| measure::width(word, scale))
        .fold(0.0, f64::max)
}

/// All that they want where there is room; otherwise their longest words, and of what is left as much more as they say.
fn share(wanted: &[Wanted], room: f64) -> Vec<f64> {
    let sum = |of: fn(&Wanted) -> f64| wanted.iter().map(of).sum::<f64>();
    let (least, most) = (sum(|w| w.least), sum(|w| w.most));
    if most <= room {
        return wanted.iter().map(|w| w.most).collect();
    }
    // Where words must be broken in any case, some of the room is for columns that say much.
    let kept = if least < room {
        1.0
    } else {
        SQUEEZED * room / least
    };
    // By the root: a column that says four times as much gets twice the room. What its cells usually say counts more than
    // the one that says most.
    let more = |w: &Wanted| {
        let beyond = |said: f64| (said - w.least).max(0.0).sqrt();
        beyond(w.usual) + beyond(w.most) / 4.0
    };
    let all: f64 = wanted.iter().map(more).sum();
    if all <= 0.0 {
        return wanted.iter().map(|w| w.least * room / least).collect();
    }
    let left = room - least * kept;
    wanted
        .iter()
        .map(|w| w.least * kept + left * more(w) / all)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn wanted(least: f64, most: f64) -> Wanted {
        Wanted {
            least,
            most,
            usual: most,
            is_broken: false,
        }
    }

    #[test]
    fn columns_take_what_they_want_or_share_the_page() {
        assert_eq!(
            share(&[wanted(5.0, 20.0), wanted(5.0, 40.0)], 100.0),
            [20.0, 40.0]
        );
        let shared = share(&[wanted(10.0, 20.0), wanted(10.0, 110.0)], 100.0);
        assert!(
            (shared.iter().sum::<f64>() - 100.0).abs() < 1e-9,
            "{shared:?}"
        );
        assert!(shared.first() < shared.last());
        let crowded = share(&[wanted(80.0, 90.0), wanted(120.0, 200.0)], 100.0);
        assert!((crowded.iter().sum::<f64>() - 100.0).abs() < 1e-9);
        // Less than its share of longest words for the one that says little more.
        assert!(
            crowded.first() < Some(&40.0) && crowded.last() > Some(&60.0),
            "{crowded:?}"
        );
        let one = share(&[wanted(200.0, 200.0)], 100.0);
        assert_eq!(one, [100.0]);
        assert!(share(&[], 100.0).is_empty());
    }
}
