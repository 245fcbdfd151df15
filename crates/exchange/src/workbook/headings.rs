//! Where the headings of a sheet stand, and what they say.

use super::glossary::{Glossary, HOLDS};
use super::grid::{Kind, Sheet, letter};
use super::role::Role;
use super::rows::HeadingRows;
use std::collections::{BTreeMap, BTreeSet};

/// So far down headings are looked for, in filled rows.
const DEEPEST: usize = 60;

/// Finds the row in which most cells are words that columns are called by; at least two, and one of them must say
/// when, what, to whom or which type.
pub(crate) fn find(sheet: &Sheet) -> Option<HeadingRows> {
    let mut best: Option<(usize, u32)> = None;
    for (row, cells) in sheet.rows.iter().take(DEEPEST) {
        let mut roles: BTreeSet<Role> = BTreeSet::new();
        let mut texts = 0;
        for (_, cell) in cells.iter().filter(|(_, c)| c.kind == Kind::Text) {
            texts += 1;
            // A heading is short; a title that speaks of incidents in a month is not one.
            if cell.text.chars().count() > 80 {
                continue;
            }
            let likely = Glossary::shipped()
                .heading(&cell.text)
                .into_iter()
                .max_by_key(|(_, points, _)| *points);
            roles.extend(likely.filter(|(_, p, _)| *p >= HOLDS).map(|(r, _, _)| r));
        }
        let tells = [Role::When, Role::What, Role::Whom, Role::Act];
        if roles.len() >= 2
            && roles.len() * 3 >= texts
            && tells.iter().any(|role| roles.contains(role))
            && best.is_none_or(|(most, _)| roles.len() > most)
        {
            best = Some((roles.len(), *row));
        }
    }
    best.map(|(_, row)| at(sheet, row))
}

/// The headings that begin in this row: with the next one, if a cell of this row is merged over some columns and
/// the next row tells them apart.
pub(crate) fn at(sheet: &Sheet, row: u32) -> HeadingRows {
    let width = sheet.width();
    let apart = (0..width).any(|column| {
        sheet.merge(row, column).is_some_and(|merge| {
            merge.first.0 == row
                && merge.last.0 == row
                && merge.last.1 > merge.first.1
                && (merge.first.1..=merge.last.1.min(width)).all(|under| {
                    sheet
                        .own(row + 1, under)
                        .is_some_and(|c| c.kind == Kind::Text && c.text.chars().count() <= 60)
                })
        })
    });
    let down = (0..width).any(|column| {
        sheet.own(row, column).is_some()
            && sheet
                .merge(row, column)
                .is_some_and(|m| m.first.0 == row && m.last.0 == row + 1)
    });
    (row, if apart || down { row + 1 } else { row })
}

/// The heading of each column, each once: a second one of a name is told apart by its letter, a column of none is
/// called by it.
pub(crate) fn names(
    sheet: &Sheet,
    (first, last): HeadingRows,
    filled: &BTreeSet<u32>,
) -> BTreeMap<u32, String> {
    let mut names: BTreeMap<u32, String> = BTreeMap::new();
    let mut above: Option<(u32, String)> = None;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for column in 0..sheet.width() {
        let top = sheet.own(first, column).map(|c| c.text.clone());
        if let Some(top) = &top {
            above = sheet
                .merge(first, column)
                .filter(|m| m.last.1 > m.first.1)
                .map(|m| (m.last.1, top.clone()));
        }
        let under = (last > first)
            .then(|| sheet.own(last, column))
            .flatten()
            .map(|c| c.text.clone());
        let over = above
            .as_ref()
            .filter(|(until, _)| column <= *until)
            .map(|(_, text)| text.clone());
        let name = match (top.or(over), under) {
            (Some(top), Some(under)) => format!("{top} / {under}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) if filled.contains(&column) => String::new(),
            (None, None) => continue,
        };
        let mut name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        // A merged heading over columns without cells of their own is no column.
        if sheet.own(first, column).is_none()
            && sheet.own(last, column).is_none()
            && !filled.contains(&column)
        {
            continue;
        }
        if name.is_empty() {
            name = format!("column {}", letter(column));
        }
        if !seen.insert(name.clone()) {
            name = format!("{name} ({})", letter(column));
            seen.insert(name.clone());
        }
        names.insert(column, name);
    }
    names
}
