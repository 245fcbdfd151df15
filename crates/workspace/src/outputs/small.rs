//! Numbers too small to be told: left out of what a publication for others counts, as they are left out of a table that is
//! published by itself (`counted/published.rs`).
//!
//! What the whole of a publication is about, its main figures, is told whatever its number: a bulletin of two acts tells
//! two acts. What singles some of them out is not: rows of tables, and figures with a condition.

use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_counting::suppression::{Cube, Direction, Hidden, TOTAL};
use aigaq_publishing::{Breakdown, BreakdownRow, Fewer, LeftOut, MainFigures, RowMeaning, Tally};

/// Where the total of a table is told besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Total {
    /// Among the main figures: to leave it out would hide nothing.
    Elsewhere,
    /// Nowhere.
    Here,
}

impl Telling<'_> {
    /// A table without the numbers that are too small for those who read it, and without those from which they follow.
    pub fn without_small(
        &mut self,
        mut table: Breakdown,
        of_total: Total,
    ) -> Result<Breakdown, WorkspaceError> {
        let Some(threshold) = self.threshold() else {
            return Ok(table);
        };
        let hidden = hidden(&table, of_total, threshold)?;
        let rows = table.rows.len() + 1;
        if hidden.is_whole() {
            table.rows.clear();
            table.beside.clear();
            table.total = None;
            table.left_out = LeftOut::Whole(threshold);
            self.small += rows;
            return Ok(table);
        }
        let mut left_out = 0;
        for (place, row) in (1..).zip(&mut table.rows) {
            if hidden.is_hidden(&[place]) {
                row.tally = None;
                left_out += 1;
            }
        }
        let few = |tally: &Option<Tally>| {
            let number = tally.as_ref().map_or(0, |tally| tally.value);
            (1..threshold).contains(&number)
        };
        for row in table.beside.iter_mut().filter(|row| few(&row.tally)) {
            row.tally = None;
            left_out += 1;
        }
        if hidden.is_hidden(&[TOTAL]) {
            table.total = None;
        }
        if left_out > 0 {
            table.left_out = LeftOut::Below(threshold);
        }
        self.small += left_out;
        Ok(table)
    }

    /// Figures with a condition, those of them that are too small said to be so.
    pub fn figures_without_small(&mut self, mut figures: MainFigures) -> MainFigures {
        let (Some(threshold), Some(_)) = (self.threshold(), &figures.only) else {
            return figures;
        };
        let few = |tally: &Tally| (1..threshold).contains(&tally.value);
        figures.headlines.retain_mut(|headline| {
            for earlier in [&mut headline.previous, &mut headline.year_before] {
                self.small += usize::from(earlier.as_ref().is_some_and(few));
                earlier.take_if(|tally| few(tally));
            }
            let is_few = few(&headline.this);
            if is_few {
                self.small += 1;
                figures.fewer.push(Fewer {
                    unit: headline.unit,
                    than: threshold,
                });
            }
            !is_few
        });
        figures
    }

    fn threshold(&self) -> Option<u64> {
        self.workspace.threshold_for(self.ask.reader.audience())
    }
}

/// Which rows, numbered from 1, may not be told with the others.
fn hidden(table: &Breakdown, total: Total, threshold: u64) -> Result<Hidden, WorkspaceError> {
    let mut tree = Direction::new();
    // The last row of each depth: those deeper lie under it.
    let mut above: Vec<u32> = Vec::new();
    let mut numbers = Vec::new();
    for row in &table.rows {
        let depth = match row.meaning {
            RowMeaning::Code { depth } => usize::from(depth),
            RowMeaning::Unknown | RowMeaning::NotPreciseEnough | RowMeaning::DoesNotApply => 0,
        };
        above.truncate(depth);
        let place = tree.add(above.last().copied().unwrap_or(TOTAL));
        above.push(place);
        numbers.push((place, of(row)));
    }
    let sum = || -> u64 {
        let top = table.rows.iter();
        let top = top.filter(|row| !matches!(row.meaning, RowMeaning::Code { depth: 1.. }));
        top.map(of).sum()
    };
    let mut cube = Cube::new(vec![tree]);
    for (place, number) in numbers {
        cube.put(&[place], number);
    }
    cube.put(
        &[TOTAL],
        table.total.as_ref().map_or_else(sum, |total| total.value),
    );
    if total == Total::Elsewhere {
        cube.printed_elsewhere(&[TOTAL]);
    }
    Ok(cube.hide(threshold)?)
}

fn of(row: &BreakdownRow) -> u64 {
    row.tally.as_ref().map_or(0, |tally| tally.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_publishing::{Topic, Unit};

    fn table(rows: &[(u8, u64)], total: u64) -> Breakdown {
        let row = |(depth, number): &(u8, u64)| BreakdownRow {
            label: number.to_string(),
            code: None,
            tally: Some(Tally::bare(*number)),
            meaning: RowMeaning::Code { depth: *depth },
        };
        Breakdown {
            topic: Topic::Other,
            unit: Unit::Persons,
            heading: String::new(),
            only: None,
            rows: rows.iter().map(row).collect(),
            total: Some(Tally::bare(total)),
            adds_up: true,
            beside: Vec::new(),
            left_out: LeftOut::Nothing,
        }
    }

    fn places(table: &Breakdown, total: Total) -> Option<Vec<u32>> {
        let hidden = hidden(table, total, 5).unwrap();
        let rows = u32::try_from(table.rows.len()).unwrap();
        (!hidden.is_whole()).then(|| (0..=rows).filter(|at| hidden.is_hidden(&[*at])).collect())
    }

    #[test]
    fn with_a_small_row_goes_another_and_where_the_total_is_told_never_the_total() {
        let one = table(&[(0, 2), (0, 20), (0, 30)], 52);
        assert_eq!(places(&one, Total::Elsewhere), Some(vec![1, 2]));
        let enough = table(&[(0, 5), (0, 20), (0, 0)], 25);
        assert_eq!(places(&enough, Total::Elsewhere), Some(Vec::new()));
        let few = table(&[(0, 1), (0, 2)], 3);
        assert_eq!(places(&few, Total::Elsewhere), None);
    }

    #[test]
    fn a_small_code_is_not_told_by_the_codes_beside_it_and_the_one_above() {
        // Liberty 32: detained 30, abducted 2; elections 40.
        let tree = table(&[(0, 32), (1, 30), (1, 2), (0, 40)], 72);
        let left_out = places(&tree, Total::Elsewhere).unwrap();
        assert!(left_out.contains(&3), "{left_out:?}");
        assert!(
            left_out.contains(&2) || left_out.contains(&1),
            "{left_out:?}"
        );
        assert!(!left_out.contains(&0));
    }
}
