//! A table turned over: a part of its columns, a page of its rows.

use super::{Cell, Grid, Row};

/// About as many bytes of a table stand on a page, a picture included; rows of at least the second number.
const OF_A_PAGE: usize = 28_000;
const LEAST_OF_A_PAGE: usize = 5_000;
/// Columns beside each other.
const MOST_COLUMNS: usize = 24;

/// Which columns of a wide table are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::count) struct Columns {
    /// Which part, from 1.
    pub(in crate::pages::count) at: usize,
    /// How many parts there are.
    pub(in crate::pages::count) pages: usize,
    /// The first column shown, from 1.
    pub(in crate::pages::count) first: usize,
    /// The last one.
    pub(in crate::pages::count) last: usize,
    /// How many columns there are.
    pub(in crate::pages::count) all: usize,
}

impl Row {
    /// About how long it is in the page.
    fn bytes(&self) -> usize {
        let cells = self.cells.iter().chain([&self.total]);
        let bytes = |cell: &Option<Cell>| match cell {
            Some(cell) => {
                let estimate = cell.estimate.as_ref().map_or(0, |text| 32 + text.len());
                50 + cell.href.len() + 4 * cell.href.matches('&').count() + estimate
            }
            None => 52,
        };
        60 + self.label.len() + cells.map(bytes).sum::<usize>()
    }
}

impl Grid {
    /// Leaves the columns of one part, and says which they are. A part past the end is the last one.
    pub(in crate::pages::count) fn turn_across(&mut self, at: usize) -> Columns {
        let all = self.columns.len();
        let pages = all.div_ceil(MOST_COLUMNS).max(1);
        let at = at.clamp(1, pages);
        let (start, end) = ((at - 1) * MOST_COLUMNS, (at * MOST_COLUMNS).min(all));
        self.columns = self.columns.drain(start..end).collect();
        for row in self.rows.iter_mut().chain(&mut self.totals) {
            row.cells = row.cells.drain(start..end).collect();
        }
        Columns {
            at,
            pages,
            first: start + 1,
            last: end,
            all,
        }
    }

    /// Leaves the rows of one page, beside something of so many bytes, and says how many pages there are. A page past
    /// the end is the last one.
    pub(in crate::pages::count) fn turn_to(
        &mut self,
        page: usize,
        beside: usize,
    ) -> (usize, usize) {
        let heads: usize = self.columns.iter().map(|column| 40 + column.len()).sum();
        let totals = self.totals.as_ref().map_or(0, Row::bytes);
        let most = OF_A_PAGE
            .saturating_sub(beside + heads + totals)
            .max(LEAST_OF_A_PAGE);
        let mut ends = Vec::new();
        let mut filled = 0;
        for (index, row) in self.rows.iter().enumerate() {
            if filled > 0 && filled + row.bytes() > most {
                ends.push(index);
                filled = 0;
            }
            filled += row.bytes();
        }
        ends.push(self.rows.len());
        let page = page.clamp(1, ends.len());
        let end = ends.get(page - 1).copied().unwrap_or(self.rows.len());
        let start = if page == 1 {
            0
        } else {
            ends.get(page - 2).copied().unwrap_or(0)
        };
        // A page that begins within a part says which.
        let part = self.rows.get(start).map(|row| row.part);
        let heading = self.rows[..start.min(self.rows.len())]
            .iter()
            .rev()
            .find_map(|row| row.heading.clone().filter(|_| Some(row.part) == part));
        self.rows.truncate(end);
        self.rows.drain(..start.min(end));
        if let Some(first) = self.rows.first_mut() {
            first.heading = first.heading.take().or(heading);
        }
        (page, ends.len())
    }
}
