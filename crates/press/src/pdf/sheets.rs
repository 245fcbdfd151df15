//! A document in sheets: as much of it as is set at once.
//!
//! Typst keeps all that it has thought of until a document is done, and thinks of every place again when it has found
//! where another stands; hundreds of pages at once take gigabytes. So long tables, chronicles and lists of notes are
//! handed over in pieces. A sheet may end where a page does, before a row, an entry or a note.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::told::{Entry, Part, Piece, Told, ToldNote, ToldRow, Words};

/// As much as is set at once, in rows of a table: about sixteen pages.
const SHEET: usize = 480;
/// What others take, in rows of a table.
const ENTRY: usize = 4;
const BLOCK: usize = 4;

/// A place at which the document may be cut: before an item (a row, an entry, a note) of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    pub(super) part: usize,
    pub(super) item: usize,
}

impl Cut {
    pub(super) const fn before(part: usize) -> Self {
        Self { part, item: 0 }
    }
}

/// What of the document is set at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Cut,
    pub(super) to: Cut,
}

/// What Typst reads.
#[derive(Serialize)]
pub(super) struct Sheet<'t> {
    language: &'static str,
    landscape: bool,
    title: &'t str,
    words: &'t Words,
    front: Option<Front<'t>>,
    blocks: Vec<Slice<'t>>,
}

/// What stands before the first section.
#[derive(Serialize)]
struct Front<'t> {
    subtitle: Option<&'t str>,
    organisation: Option<&'t str>,
    facts: &'t [(String, Vec<Piece>)],
    contents: bool,
}

/// A part of the page, or as much of it as the sheet has.
#[derive(Serialize)]
struct Slice<'t> {
    #[serde(flatten)]
    part: &'t Part,
    rows: &'t [ToldRow],
    entries: &'t [Entry],
    notes: &'t [ToldNote],
    /// How many items stand before these.
    from: usize,
    /// Begins the name of an item that has none, where the part may be cut.
    cut: Option<String>,
    /// It has the beginning of the part, its end.
    first: bool,
    last: bool,
}

/// What stands before the first section is set with the first sheet.
pub(super) fn sheet(told: &Told, span: Span) -> Sheet<'_> {
    let is_first = span.from == Cut::before(0);
    let headings = told
        .blocks
        .iter()
        .filter(|part| matches!(part, Part::Heading { level: 1, .. }));
    Sheet {
        front: is_first.then(|| Front {
            subtitle: told.subtitle.as_deref(),
            organisation: told.organisation.as_deref(),
            facts: &told.facts,
            contents: headings.count() > 1,
        }),
        blocks: (span.from.part..told.blocks.len())
            .take_while(|part| Cut::before(*part) < span.to)
            .filter_map(|part| slice(told, part, span))
            .collect(),
        ..empty(told)
    }
}

/// Nothing but the headings.
pub(super) fn headings(told: &Told) -> Sheet<'_> {
    let whole = Span {
        from: Cut::before(0),
        to: end(told),
    };
    Sheet {
        blocks: (0..told.blocks.len())
            .filter(|part| matches!(told.blocks.get(*part), Some(Part::Heading { .. })))
            .filter_map(|part| slice(told, part, whole))
            .collect(),
        ..empty(told)
    }
}

fn empty(told: &Told) -> Sheet<'_> {
    Sheet {
        language: told.language,
        landscape: told.landscape,
        title: &told.title,
        words: &told.words,
        front: None,
        blocks: Vec::new(),
    }
}

fn slice(told: &Told, number: usize, span: Span) -> Option<Slice<'_>> {
    let part = told.blocks.get(number)?;
    let all = items(part);
    let from = match number == span.from.part {
        true => span.from.item,
        false => 0,
    };
    let to = match number == span.to.part {
        true => span.to.item,
        false => all,
    };
    Some(Slice {
        part,
        rows: within(rows(part), all, from, to),
        entries: within(entries(part), all, from, to),
        notes: within(notes(part), all, from, to),
        from,
        cut: (all > 1).then(|| name_of_items(number)),
        first: from == 0,
        last: to == all,
    })
}

/// As much of it as the sheet has; all of what is not cut.
fn within<T>(them: &[T], items: usize, from: usize, to: usize) -> &[T] {
    match items == them.len() {
        true => them.get(from..to).unwrap_or_default(),
        false => them,
    }
}

pub(super) const fn end(told: &Told) -> Cut {
    Cut::before(told.blocks.len())
}

fn rows(part: &Part) -> &[ToldRow] {
    match part {
        Part::Table(table) => &table.rows,
        _ => &[],
    }
}

fn entries(part: &Part) -> &[Entry] {
    match part {
        Part::Chronicle { entries } => entries,
        _ => &[],
    }
}

fn notes(part: &Part) -> &[ToldNote] {
    match part {
        Part::Notes { notes } => notes,
        _ => &[],
    }
}

/// How many items a part has before which it may be cut. Other parts, and tables that stand on one page, are one.
fn items(part: &Part) -> usize {
    match part {
        Part::Table(table) if !table.set.short => table.rows.len(),
        Part::Chronicle { entries } => entries.len(),
        Part::Notes { notes } => notes.len(),
        _ => 1,
    }
}

const fn weight(part: &Part) -> usize {
    match part {
        Part::Table(table) if !table.set.short => 1,
        Part::Notes { .. } => 1,
        Part::Chronicle { .. } => ENTRY,
        _ => BLOCK,
    }
}

/// About where `sheets` sheets end that begin here.
pub(super) fn ahead(told: &Told, span: Span, sheets: usize) -> Cut {
    let mut left = SHEET.saturating_mul(sheets);
    let mut at = span.from;
    while at < span.to {
        let Some(part) = told.blocks.get(at.part) else {
            break;
        };
        let (weight, all) = (weight(part), items(part));
        let fit = (left / weight).min(all.saturating_sub(at.item));
        left -= fit * weight;
        at.item += fit;
        if at.item < all {
            break;
        }
        at = Cut::before(at.part + 1);
    }
    at.min(span.to)
}

/// Parts of the document that begin on a page of their own, and so can be set beside each other: what comes before the
/// annexes, and each annex of more than a sheet.
pub(super) fn runs(told: &Told) -> Vec<Span> {
    let is_annex = |part: &Part| {
        matches!(
            part,
            Part::Heading {
                level: 1,
                annex: true,
                ..
            }
        )
    };
    let begins: Vec<usize> = (0..told.blocks.len())
        .filter(|at| told.blocks.get(*at).is_some_and(is_annex))
        .collect();
    let mut cuts = vec![Cut::before(0)];
    for (at, begin) in begins.iter().enumerate() {
        let to = begins
            .get(at + 1)
            .map_or(end(told), |next| Cut::before(*next));
        let from = Cut::before(*begin);
        if ahead(told, Span { from, to }, 1) < to && from > Cut::before(0) {
            cuts.push(from);
        }
    }
    let ends = cuts.iter().skip(1).copied().chain([end(told)]);
    cuts.iter()
        .zip(ends)
        .map(|(from, to)| Span { from: *from, to })
        .collect()
}

/// The items of a span by the names of their places.
pub(super) fn by_name(told: &Told, span: Span) -> BTreeMap<String, Cut> {
    let mut named = BTreeMap::new();
    for (number, part) in told.blocks.iter().enumerate() {
        let all = items(part);
        if all < 2 {
            continue;
        }
        let given = |item: usize| match part {
            Part::Table(table) => table.rows.get(item)?.at.clone(),
            Part::Chronicle { entries } => entries.get(item)?.at.clone(),
            Part::Notes { notes } => Some(notes.get(item)?.at.clone()),
            _ => None,
        };
        for item in 0..all {
            let cut = Cut { part: number, item };
            if cut > span.from && cut < span.to {
                let name =
                    given(item).unwrap_or_else(|| format!("{}{item}", name_of_items(number)));
                named.insert(name, cut);
            }
        }
    }
    named
}

fn name_of_items(part: usize) -> String {
    format!("item-{part}-")
}

/// How many items of the part that is cut stand before, of those that began here.
pub(super) const fn rows_before(from: Cut, cut: Cut) -> usize {
    match from.part == cut.part {
        true => cut.item.saturating_sub(from.item),
        false => cut.item,
    }
}

/// Whether the item before may go on after a page has ended.
pub(super) fn may_follow_a_torn_one(told: &Told, cut: Cut) -> bool {
    match told.blocks.get(cut.part) {
        Some(Part::Table(table)) => match cut.item.checked_sub(1) {
            Some(before) => table.rows.get(before).is_none_or(|row| row.long),
            None => true,
        },
        _ => true,
    }
}
