//! Overlaps of lists (an UpSet plot): how many stand on exactly these lists and no other. A row for each combination,
//! with a dot for each list it is on, so that more than three lists can be read, as circles cannot.

use std::collections::BTreeSet;

use crate::canvas::{Anchor, Fill, Rect, Type};
use crate::data::{Caption, at_most, largest, something_known};
use crate::refused::{Many, Refused};
use crate::rows::lines_px;
use crate::sheet::Sheet;
use crate::table::{Table, TableCell, TableRow};
use crate::value::Value;
use crate::words::Words;
use crate::wrap::{Room, on_one_line, wrapped};

/// Lists that one picture can hold: the dots of more leave no room for bars on a phone.
const MOST_LISTS: usize = 10;
/// Combinations that one picture can hold; of more the largest are drawn.
const MOST_ROWS: usize = 24;
const ROW: f64 = 22.0;
const DOT: f64 = 5.0;
const BEFORE_NUMBER: f64 = 6.0;

/// A list with its length.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// What it is called.
    pub name: String,
    /// How many stand on it.
    pub size: Value,
}

/// Those who stand on exactly these lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Combination {
    /// On which lists, by their place in [`Overlaps::lists`].
    pub on: BTreeSet<usize>,
    /// How many.
    pub value: Value,
}

/// Lists and their overlaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlaps {
    /// The words around it.
    pub caption: Caption,
    /// What a combination is: "On exactly these lists".
    pub heading: String,
    /// The lists.
    pub lists: Vec<List>,
    /// The combinations.
    pub combinations: Vec<Combination>,
}

impl Overlaps {
    pub(crate) fn table(&self, words: &Words) -> Table {
        let names = |on: &BTreeSet<usize>| {
            let names: Vec<&str> = on
                .iter()
                .filter_map(|at| Some(self.lists.get(*at)?.name.as_str()))
                .collect();
            names.join(" + ")
        };
        let rows = self.combinations.iter().map(|one| TableRow {
            label: names(&one.on),
            cells: vec![TableCell::of(one.value, words)],
        });
        Table {
            head: vec![self.heading.clone(), self.caption.unit.clone()],
            rows: rows.collect(),
        }
    }

    fn check(&self) -> Result<(), Refused> {
        if self.lists.is_empty() || self.combinations.is_empty() {
            return Err(Refused::Empty);
        }
        at_most(Many::Lists, self.lists.len(), MOST_LISTS)?;
        for one in &self.combinations {
            if let Some(beyond) = one.on.last().filter(|last| **last >= self.lists.len()) {
                return Err(Refused::Ragged {
                    row: self.heading.clone(),
                    given: beyond + 1,
                    wanted: self.lists.len(),
                });
            }
        }
        something_known(self.combinations.iter().map(|one| &one.value))
    }
}

pub(crate) fn draw(data: &Overlaps, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    data.check()?;
    let size = |one: &Combination| one.value.high().unwrap_or(0.0);
    let mut rows: Vec<&Combination> = data.combinations.iter().collect();
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.on.cmp(&b.on)));
    let all = rows.len();
    rows.truncate(MOST_ROWS);
    names(data, sheet);

    let set = Type::BODY;
    let lists = data.lists.len();
    let dots = lines_px(lists) * ROW;
    let left = dots + 10.0;
    let most = largest(rows.iter().map(|one| &one.value)).max(f64::MIN_POSITIVE);
    let room = sheet.width - left;
    let length = rows
        .iter()
        .map(|one| {
            let text = set.width(&one.value.brief(sheet.words)) + BEFORE_NUMBER;
            (room - text) / (size(one) / most).max(f64::MIN_POSITIVE)
        })
        .fold(room, f64::min)
        .max(24.0);

    for at in 0..lists {
        let x = ROW * (lines_px(at) + 0.5);
        sheet.write(x, sheet.y + 12.0, Anchor::Middle, Type::SOFT, &letter(at));
    }
    let unit = on_one_line(&data.caption.unit, room, Type::SOFT.size);
    sheet.write(left, sheet.y + 12.0, Anchor::Start, Type::SOFT, &unit);
    sheet.y += 20.0;
    let top = sheet.y;
    for one in rows {
        let middle = sheet.y + ROW / 2.0;
        let x = |at: usize| ROW * (lines_px(at) + 0.5);
        if let (Some(first), Some(last)) = (one.on.first(), one.on.last())
            && first < last
        {
            let line = [(x(*first), middle), (x(*last), middle)];
            sheet.canvas.path("join", &line);
        }
        for at in 0..lists {
            let class = if one.on.contains(&at) { "on" } else { "off" };
            sheet.canvas.circle(class, (x(at), middle), DOT);
        }
        let seen = |number: f64| {
            if number > 0.0 {
                (number / most * length).max(1.0)
            } else {
                0.0
            }
        };
        let (low, high) = (seen(one.value.low().unwrap_or(0.0)), seen(size(one)));
        let bar = |x: f64, width: f64| Rect {
            x,
            y: middle - 6.5,
            width,
            height: 13.0,
        };
        if high > low {
            sheet
                .canvas
                .area(bar(left + low, high - low), Fill::Outline);
        }
        if low > 0.0 {
            sheet.canvas.area(bar(left, low), Fill::Series(0));
        }
        let x = left + high + BEFORE_NUMBER;
        let text = match one.value {
            Value::Unknown | Value::Suppressed => one.value.told(sheet.words),
            value => value.brief(sheet.words),
        };
        let text = on_one_line(&text, sheet.width - x, set.size);
        sheet.write(x, middle + 4.5, Anchor::Start, set, &text);
        sheet.y += ROW;
    }
    sheet
        .canvas
        .path("axis", &[(left, top - 2.0), (left, sheet.y + 2.0)]);
    sheet.y += 4.0;
    let values = data.combinations.iter().map(|one| one.value);
    sheet.explain_ranges(values, &sheet.words.outline);
    if all > MOST_ROWS {
        let count = |number: usize| {
            sheet
                .words
                .number(u32::try_from(number).unwrap_or(u32::MAX).into())
        };
        let said = sheet
            .words
            .left_out
            .replace("{drawn}", &count(MOST_ROWS))
            .replace("{all}", &count(all));
        sheet.remark(said);
    }
    Ok(())
}

/// What the letters above the dots stand for.
fn names(data: &Overlaps, sheet: &mut Sheet<'_>) {
    let set = Type::BODY;
    let indent = 20.0;
    let room = Room {
        width: sheet.width - indent,
        lines: 2,
        size: set.size,
    };
    for (at, list) in data.lists.iter().enumerate() {
        let size = list.size.told(sheet.words);
        let text = format!("{} · {size}", list.name);
        let named = wrapped(&text, room);
        sheet.write(0.0, sheet.y + 13.0, Anchor::Start, Type::SOFT, &letter(at));
        for line in &named.lines {
            sheet.write(indent, sheet.y + 13.0, Anchor::Start, set, line);
            sheet.y += set.leading();
        }
    }
    sheet.y += 10.0;
}

fn letter(at: usize) -> String {
    let at = u8::try_from(at % 26).unwrap_or(0);
    char::from(b'A' + at).to_string()
}
