//! The widths with which the rows of a table are lowest: what one column says decides how high a row is, so room goes from
//! columns that have more than they need to the one that makes rows high.

use super::{RowSaid, height, lines_of};

/// So much room changes hands at once, in mm: first much, then little.
const STEPS: [f64; 3] = [8.0, 4.0, 2.0];
/// A change must save so much of the height.
const WORTH: f64 = 0.002;
/// So many rows, taken from everywhere in the table, stand for all.
const ROWS: usize = 120;

/// Widths of the same sum with which the rows are lower, none narrower than its longest word.
pub(super) fn lowest(mut widths: Vec<f64>, least: &[f64], rows: &[RowSaid]) -> Vec<f64> {
    let every = rows.len().div_ceil(ROWS).max(1);
    let rows: Vec<RowSaid> = rows.iter().step_by(every).cloned().collect();
    let mut now = height(&rows, &widths);
    for step in STEPS {
        // Each change lowers the rows, so that this comes to an end.
        while let Some((lower, changed)) = best(&widths, least, (&rows, step)) {
            if lower > now * (1.0 - WORTH) {
                break;
            }
            (now, widths) = (lower, changed);
        }
    }
    widths
}

/// The one change by which rows become lowest.
fn best(widths: &[f64], least: &[f64], (rows, step): (&[RowSaid], f64)) -> Option<(f64, Vec<f64>)> {
    let takers = highest(rows, widths);
    let givers = (0..widths.len()).filter(|&from| widths[from] - step >= least[from]);
    let changes = givers.flat_map(|from| takers.iter().map(move |&to| (from, to)));
    let changed = changes.filter(|(from, to)| from != to).map(|(from, to)| {
        let mut widths = widths.to_vec();
        widths[from] -= step;
        widths[to] += step;
        (height(rows, &widths), widths)
    });
    changed.min_by(|(one, _), (other, _)| one.total_cmp(other))
}

/// The columns that make any row as high as it is.
fn highest(rows: &[RowSaid], widths: &[f64]) -> Vec<usize> {
    let mut found = Vec::new();
    for row in rows {
        let cells = row.iter().zip(widths).enumerate();
        let lines = cells.map(|(at, (cell, width))| (at, lines_of(cell, *width)));
        let highest = lines.max_by(|(_, one), (_, other)| one.total_cmp(other));
        if let Some((at, _)) = highest
            && !found.contains(&at)
        {
            found.push(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_goes_to_the_column_that_makes_rows_high_and_no_word_is_broken_for_it() {
        // One says little, has much; one says much; one has no more than its longest word.
        let rows: Vec<RowSaid> = vec![vec![vec![10.0], vec![300.0], vec![30.0]]; 5];
        let (before, least) = (vec![60.0, 40.0, 30.0], [12.0, 20.0, 29.0]);
        let after = lowest(before.clone(), &least, &rows);
        assert!((after.iter().sum::<f64>() - 130.0).abs() < 1e-9);
        assert!(
            after
                .iter()
                .zip(least)
                .all(|(width, least)| *width >= least)
        );
        assert!(after[1] > 80.0, "{after:?}");
        assert!(height(&rows, &after) < 0.6 * height(&rows, &before));
    }

    #[test]
    fn what_cannot_be_lower_stays_as_it_is() {
        let rows: Vec<RowSaid> = vec![vec![vec![10.0], vec![20.0]]];
        let widths = vec![40.0, 40.0];
        assert_eq!(lowest(widths.clone(), &[5.0, 5.0], &rows), widths);
        assert_eq!(lowest(widths.clone(), &[50.0, 50.0], &rows), widths);
        assert_eq!(lowest(widths.clone(), &[5.0, 5.0], &[]), widths);
        assert!(lowest(Vec::new(), &[], &[vec![]]).is_empty());
    }
}
