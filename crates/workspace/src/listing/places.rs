//! Places as a tree: to choose one is to choose all within it.

use super::{Facet, FacetValue};
use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use aigaq_counting::{Bits, Column, Data};
use aigaq_schema::RecordId;

/// The type of places, and the property by which one lies in another.
const PLACE: &str = "place";
const WITHIN: &str = "within";
/// The facet of places, as asked for in an address.
pub(super) const FACET: &str = "place";

/// Where the records of a type are, and how the places lie in one another.
pub(super) struct Places<'v> {
    at: &'v Column,
    above: Vec<Option<u32>>,
}

impl Workspace {
    /// The places of a type's records; `None` when they have none.
    pub(super) fn places_of(&self, record_type: &str) -> Option<Places<'_>> {
        let columns = self.view.columns();
        let at = columns.table(record_type)?.column(PLACE)?;
        if record_type == PLACE || !at.targets().iter().any(|to| to == PLACE) {
            return None;
        }
        let table = columns.table(PLACE)?;
        let within = table.column(WITHIN);
        let above = (0..table.rows())
            .map(|row| within.and_then(|column| place_of(column, row)))
            .collect();
        Some(Places { at, above })
    }

    /// The row of a place; `None` when it is no place, or not to be seen.
    pub(super) fn place_row(
        &self,
        ask: &Asking,
        place: RecordId,
    ) -> Result<Option<u32>, WorkspaceError> {
        let brief = self.view.brief(&ask.reader, place)?;
        Ok(brief.filter(|b| b.record_type == PLACE).map(|b| b.row))
    }
}

impl Places<'_> {
    /// The rows of records at a place or one within it.
    pub(super) fn rows_at(&self, place: Option<u32>) -> Bits {
        let len = u32::try_from(self.at.len()).unwrap_or(u32::MAX);
        let Some(place) = place else {
            return Bits::none(len);
        };
        let inside: Vec<bool> = (0..self.above.len())
            .map(|row| self.path(narrow(row)).contains(&place))
            .collect();
        let is_inside = |row: u32| inside.get(row as usize).copied().unwrap_or(false);
        Bits::where_true(len, |row| {
            place_of(self.at, narrow(row)).is_some_and(is_inside)
        })
    }

    /// A place and those it lies in, up to the widest. Places that lie in one another in a ring end where they meet.
    fn path(&self, place: u32) -> Vec<u32> {
        let mut path = vec![place];
        while let Some(above) = path
            .last()
            .and_then(|row| *self.above.get(*row as usize)?)
            .filter(|above| !path.contains(above))
        {
            path.push(above);
        }
        path
    }

    /// How many of some rows are at each place, those within it counted too; the widest places, and what lies in the
    /// chosen one, most records first.
    pub(super) fn facet(
        &self,
        naming: &Naming<'_>,
        rows: &Bits,
        chosen: Option<u32>,
        most: impl Fn(usize) -> std::ops::Range<usize>,
    ) -> Result<Option<Facet>, WorkspaceError> {
        let mut counts = vec![0_u64; self.above.len()];
        let mut unknown = 0_u64;
        rows.each(|row| match place_of(self.at, narrow(row)) {
            Some(place) => {
                if let Some(count) = counts.get_mut(place as usize) {
                    *count += 1;
                }
            }
            None => unknown += 1,
        });
        // Each place knows its own; the wider ones get what lies in them.
        let own = counts.clone();
        for (row, count) in own.iter().enumerate().filter(|(_, count)| **count > 0) {
            for above in self.path(narrow(row)).into_iter().skip(1) {
                if let Some(wider) = counts.get_mut(above as usize) {
                    *wider += count;
                }
            }
        }
        let open = chosen.map_or_else(Vec::new, |place| self.path(place));
        let is_top = |row: u32| self.path(row).len() == 1 || self.above[row as usize].is_none();
        let mut tops: Vec<u32> = (0..narrow(counts.len()))
            .filter(|row| counts[*row as usize] > 0 && is_top(*row))
            .collect();
        tops.sort_by_key(|row| {
            (
                !open.contains(row),
                std::cmp::Reverse(counts[*row as usize]),
                *row,
            )
        });
        if tops.is_empty() || (tops.len() == 1 && open.is_empty() && unknown == 0) {
            return Ok(None);
        }
        let range = most(tops.len());
        let more = tops.len().saturating_sub(range.end);
        let mut values = Vec::new();
        for row in tops.into_iter().take(range.end).skip(range.start) {
            self.put(naming, (row, 0), &counts, &open, &mut values)?;
        }
        Ok(Some(Facet {
            property: FACET.to_owned(),
            label: String::new(),
            values,
            more,
            page: None,
            tree: true,
            places: true,
        }))
    }

    fn put(
        &self,
        naming: &Naming<'_>,
        (row, level): (u32, usize),
        counts: &[u64],
        open: &[u32],
        values: &mut Vec<FacetValue>,
    ) -> Result<(), WorkspaceError> {
        let Some(brief) = naming.view.brief_at(&naming.ask.reader, PLACE, row)? else {
            return Ok(());
        };
        let is_open = open.contains(&row);
        let mut below: Vec<u32> = (0..narrow(self.above.len()))
            .filter(|r| counts[*r as usize] > 0 && self.above[*r as usize] == Some(row))
            .filter(|_| level < open.len().max(1))
            .collect();
        below.sort_by_key(|r| (std::cmp::Reverse(counts[*r as usize]), *r));
        values.push(FacetValue {
            key: brief.id.to_string(),
            label: naming.named(&brief)?.caption,
            count: counts[row as usize],
            chosen: open.first() == Some(&row),
            level,
            above: Vec::new(),
            below: (!below.is_empty()).then_some(is_open),
        });
        if is_open {
            for row in below {
                self.put(naming, (row, level + 1), counts, open, values)?;
            }
        }
        Ok(())
    }
}

/// The place that a row of a column refers to.
fn place_of(column: &Column, row: u32) -> Option<u32> {
    let Data::Refs { values, .. } = column.data() else {
        return None;
    };
    let (to, place) = column.reference(*values.get(row as usize)?).ok()?;
    (to == PLACE).then_some(place)
}

/// Rows are numbered below 2^27.
fn narrow(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}
