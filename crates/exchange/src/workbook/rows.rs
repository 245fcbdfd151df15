//! Which rows of a sheet tell of incidents, and why the others do not: every row between the first filled one and
//! the last is one or the other.

use super::glossary::Glossary;
use super::grid::{Kind, Sheet};
use super::remembered::key;
use crate::error::shortened;
use serde::Serialize;

/// Rows that tell of no incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The sheet.
    pub sheet: String,
    /// The first row, counted from 1.
    pub first: u64,
    /// The last row.
    pub last: u64,
    /// Why.
    pub why: WhySkipped,
    /// The beginning of what stands in the first of them.
    pub text: String,
}

impl Skipped {
    /// How many rows these are.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.last - self.first + 1
    }
}

/// Why a row tells of no incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhySkipped {
    /// It stands above the headings.
    AboveHeadings,
    /// It holds the headings, or repeats them.
    Headings,
    /// It numbers the columns.
    ColumnNumbers,
    /// It is empty.
    Empty,
    /// It holds totals.
    Totals,
    /// It is one cell over the breadth of the table: a heading between rows.
    Between,
    /// It stands under the table: a footnote, a source, a signature.
    BelowTable,
    /// It stands on a sheet that is left out.
    SheetLeftOut,
}

impl WhySkipped {
    /// Its code, for message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AboveHeadings => "above_headings",
            Self::Headings => "headings",
            Self::ColumnNumbers => "column_numbers",
            Self::Empty => "empty",
            Self::Totals => "totals",
            Self::Between => "between",
            Self::BelowTable => "below_table",
            Self::SheetLeftOut => "sheet_left_out",
        }
    }
}

impl std::fmt::Display for WhySkipped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::AboveHeadings => "above the headings",
            Self::Headings => "headings",
            Self::ColumnNumbers => "numbers of the columns",
            Self::Empty => "empty",
            Self::Totals => "totals",
            Self::Between => "a heading between rows",
            Self::BelowTable => "below the table",
            Self::SheetLeftOut => "the sheet is left out",
        })
    }
}

/// Where the headings of a sheet stand: first and last row, counted from 0.
pub(crate) type HeadingRows = (u32, u32);

/// Columns that help to tell the rows apart, where they are known.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    pub(crate) when: Option<u32>,
    pub(crate) id: Option<u32>,
}

/// Parts a sheet into rows of incidents (counted from 0) and skipped ones.
pub(crate) fn part(
    sheet: &Sheet,
    headings: Option<HeadingRows>,
    known: Known,
) -> (Vec<u32>, Vec<Skipped>) {
    let mut incidents = Vec::new();
    let mut skipped: Vec<Skipped> = Vec::new();
    let mut skip = |row: u32, last: u32, why: WhySkipped| {
        let text = sheet
            .rows
            .get(&row)
            .and_then(|cells| cells.first())
            .map_or(String::new(), |(_, cell)| shortened(&cell.text, 80));
        let (first, last) = (u64::from(row) + 1, u64::from(last) + 1);
        match skipped.last_mut() {
            Some(before) if before.why == why && before.last + 1 == first => before.last = last,
            _ => skipped.push(Skipped {
                sheet: sheet.name.clone(),
                first,
                last,
                why,
                text,
            }),
        }
    };
    let mut next = sheet.rows.first_key_value().map_or(0, |(row, _)| *row);
    let last_full = sheet
        .rows
        .iter()
        .rev()
        .find(|(_, cells)| cells.len() > FEW)
        .map_or(0, |(row, _)| *row);
    for row in sheet.rows.keys().copied() {
        if row > next {
            let why = match headings {
                None => WhySkipped::SheetLeftOut,
                Some((first, _)) if row <= first => WhySkipped::AboveHeadings,
                Some(_) => WhySkipped::Empty,
            };
            skip(next, row - 1, why);
        }
        next = row + 1;
        let why = why_skipped(sheet, row, headings, known).or_else(|| {
            (row > last_full && is_below(sheet, row)).then_some(WhySkipped::BelowTable)
        });
        match why {
            Some(why) => skip(row, row, why),
            None => incidents.push(row),
        }
    }
    (incidents, skipped)
}

fn why_skipped(
    sheet: &Sheet,
    row: u32,
    headings: Option<HeadingRows>,
    known: Known,
) -> Option<WhySkipped> {
    let Some((first, last)) = headings else {
        return Some(WhySkipped::SheetLeftOut);
    };
    if row < first {
        return Some(WhySkipped::AboveHeadings);
    }
    if row <= last {
        return Some(WhySkipped::Headings);
    }
    let glossary = Glossary::shipped();
    let cells = sheet.rows.get(&row)?;
    let filled: Vec<_> = cells
        .iter()
        .filter(|(_, cell)| cell.kind == Kind::Broken || !glossary.is_empty(&cell.text))
        .collect();
    if filled.is_empty() {
        return Some(WhySkipped::Empty);
    }
    let is_heading = |(column, cell): &&(u32, super::grid::Cell)| {
        sheet
            .own(first, *column)
            .is_some_and(|heading| key(&heading.text) == key(&cell.text))
    };
    if filled.len() >= 2 && filled.iter().all(is_heading) {
        return Some(WhySkipped::Headings);
    }
    let ordinal = |column: u32, text: &str| {
        let from = filled[0].0;
        text.parse::<u32>().is_ok_and(|n| n == column - from + 1)
    };
    if row == last + 1
        && filled.len() >= 3
        && filled.iter().all(|(c, cell)| ordinal(*c, &cell.text))
    {
        return Some(WhySkipped::ColumnNumbers);
    }
    let has_date = known
        .when
        .is_some_and(|c| sheet.own(row, c).is_some_and(|x| x.kind == Kind::Date));
    let total = filled
        .iter()
        .take(3)
        .find(|(_, cell)| glossary.is_total(&cell.text));
    if let Some((at, total)) = total
        && !has_date
        && total.text.chars().count() <= 60
        && filled
            .iter()
            .filter(|(column, _)| column != at)
            .all(|(_, cell)| is_figure(&cell.text))
    {
        return Some(WhySkipped::Totals);
    }
    if let [(column, cell)] = filled[..]
        && cell.text.chars().count() <= 80
        && sheet
            .merge(row, *column)
            .is_some_and(|m| m.first.0 == m.last.0 && m.last.1 >= m.first.1 + 2)
    {
        return Some(WhySkipped::Between);
    }
    // A row prepared with its number and not filled yet is empty too.
    if let [(column, cell)] = filled[..]
        && Some(*column) == known.id
        && cell.text.chars().count() <= 10
        && cell.text.contains(|c: char| c.is_ascii_digit())
    {
        return Some(WhySkipped::Empty);
    }
    None
}

/// A row of the table has more cells than a line under it.
const FEW: usize = 2;

/// The row begins with a mark or word that lines under a table begin with.
fn is_below(sheet: &Sheet, row: u32) -> bool {
    let cells = sheet.rows.get(&row).map_or(&[][..], |cells| cells);
    let first = cells.first().filter(|_| cells.len() <= FEW);
    first.is_some_and(|(_, cell)| {
        cell.kind == Kind::Text && Glossary::shipped().is_below(&cell.text)
    })
}

/// A number, perhaps with a word behind it: what stands in a row of totals.
fn is_figure(text: &str) -> bool {
    let rest =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ','));
    rest.len() < text.len() && rest.chars().count() <= 12
}
