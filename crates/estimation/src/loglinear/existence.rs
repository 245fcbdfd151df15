//! Whether maximum likelihood estimates exist, by linear programming.
//!
//! They exist when the table's margins lie inside the marginal cone (Fienberg & Rinaldo, *Ann. Stat.* 40 (2012),
//! 996–1023). Otherwise some coefficients run off to infinity along directions of recession; the cells that stay
//! positive form a face, on which an extended estimate exists (Geyer, *Electron. J. Stat.* 3 (2009), 259–289). The
//! total can then still be told when it does not change along the directions that the face leaves free (Chan,
//! Silverman & Vincent, *J. Am. Stat. Assoc.* 116 (2021), 1297–1306).

use serde::Serialize;

/// Whether the estimates of a model's coefficients exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Existence {
    /// They are all finite.
    Exists,
    /// Some are at minus infinity, which leaves the total finite and identified: an extended estimate.
    OnBoundary,
}

/// The cells that stay positive under a model.
#[derive(Debug)]
pub(crate) enum Face {
    /// All of them: estimates exist.
    Whole,
    /// Some of them, with terms enough for the total.
    Part {
        open: Vec<bool>,
        independent: Vec<usize>,
    },
    /// The total changes along a direction that the table says nothing of.
    NotIdentified,
}

/// Finds the face of a table under a model's terms.
pub(crate) fn face(cells: &[f64], terms: &[usize]) -> Face {
    let mut open: Vec<bool> = (0..cells.len()).map(|cell| cell != 0).collect();
    // Each round finds cells that a direction of recession empties; what is left is a smaller table.
    loop {
        let positive = |cell: usize| open[cell] && cells[cell] > 0.0;
        let basis = null_space(&rows(cells.len(), terms, positive), terms.len());
        if basis.is_empty() {
            break;
        }
        let doubtful: Vec<usize> = (0..cells.len())
            .filter(|cell| open[*cell] && cells[*cell] <= 0.0)
            .collect();
        let slopes: Vec<Vec<f64>> = doubtful
            .iter()
            .map(|cell| {
                basis
                    .iter()
                    .map(|direction| along(*cell, terms, direction))
                    .collect()
            })
            .collect();
        let emptied = recede(&slopes, basis.len());
        let mut any = false;
        for (cell, gone) in doubtful.iter().zip(emptied) {
            if gone {
                open[*cell] = false;
                any = true;
            }
        }
        if !any {
            break;
        }
    }
    let inside = rows(cells.len(), terms, |cell| open[cell]);
    let (reduced, pivots) = echelon(inside, terms.len());
    let free: Vec<usize> = (0..terms.len())
        .filter(|term| !pivots.contains(term))
        .collect();
    let constant_is_free = !pivots.contains(&0)
        || free
            .iter()
            .any(|column| reduced.first().is_some_and(|row| row[*column].abs() > TINY));
    if constant_is_free {
        return Face::NotIdentified;
    }
    if open.iter().skip(1).all(|is_open| *is_open) && free.is_empty() {
        return Face::Whole;
    }
    Face::Part {
        open,
        independent: pivots.iter().map(|column| terms[*column]).collect(),
    }
}

const TINY: f64 = 1e-9;

fn along(cell: usize, terms: &[usize], direction: &[f64]) -> f64 {
    terms
        .iter()
        .zip(direction)
        .filter(|(term, _)| cell & **term == **term)
        .map(|(_, value)| value)
        .sum()
}

/// The rows of the design for some cells: 1 where the term is part of the cell.
fn rows(cells: usize, terms: &[usize], which: impl Fn(usize) -> bool) -> Vec<Vec<f64>> {
    (0..cells)
        .filter(|cell| which(*cell))
        .map(|cell| {
            terms
                .iter()
                .map(|term| if cell & term == *term { 1.0 } else { 0.0 })
                .collect()
        })
        .collect()
}

/// Reduced row echelon form and its pivot columns.
fn echelon(mut rows: Vec<Vec<f64>>, columns: usize) -> (Vec<Vec<f64>>, Vec<usize>) {
    let mut pivots = Vec::new();
    for column in 0..columns {
        let top = pivots.len();
        let Some(best) = (top..rows.len())
            .max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))
        else {
            break;
        };
        if rows[best][column].abs() <= TINY {
            continue;
        }
        rows.swap(top, best);
        let scale = rows[top][column];
        rows[top].iter_mut().for_each(|value| *value /= scale);
        let pivot = rows[top].clone();
        for (place, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if place != top && factor != 0.0 {
                for (value, from) in row.iter_mut().zip(&pivot) {
                    *value -= factor * from;
                }
            }
        }
        pivots.push(column);
    }
    rows.truncate(pivots.len());
    (rows, pivots)
}

/// Vectors that span what the rows leave free.
fn null_space(rows: &[Vec<f64>], columns: usize) -> Vec<Vec<f64>> {
    let (reduced, pivots) = echelon(rows.to_vec(), columns);
    (0..columns)
        .filter(|column| !pivots.contains(column))
        .map(|free| {
            let mut direction = vec![0.0; columns];
            direction[free] = 1.0;
            for (row, pivot) in reduced.iter().zip(&pivots) {
                direction[*pivot] = -row[free];
            }
            direction
        })
        .collect()
}

/// Which cells some direction y empties: maximises Σ s over s = −G y with 0 ≤ s ≤ 1, by the simplex method for
/// bounded variables from the vertex s = 0, with Bland's rule (*Math. Oper. Res.* 2 (1977), 103–107), which ends.
fn recede(slopes: &[Vec<f64>], dimensions: usize) -> Vec<bool> {
    let cells = slopes.len();
    // Independent rows of G become the variables that the others follow.
    let transposed: Vec<Vec<f64>> = (0..dimensions)
        .map(|axis| slopes.iter().map(|row| row[axis]).collect())
        .collect();
    let (dependence, leading) = echelon(transposed, cells);
    // Every cell's slack is a combination of the leading ones: column `cell` of the reduced matrix.
    let mut nonbasic: Vec<usize> = leading.clone();
    let mut basic: Vec<usize> = (0..cells).filter(|cell| !leading.contains(cell)).collect();
    let mut tableau: Vec<Vec<f64>> = basic
        .iter()
        .map(|cell| dependence.iter().map(|row| row[*cell]).collect())
        .collect();
    let mut at_top = vec![false; cells];
    let mut values = vec![0.0; cells];
    // Bland's rule ends; the bound only guards against rounding.
    for _ in 0..10_000 {
        let mut order: Vec<usize> = (0..nonbasic.len()).collect();
        order.sort_by_key(|place| nonbasic[*place]);
        let entering = order.into_iter().find(|place| {
            let gain = 1.0 + tableau.iter().map(|row| row[*place]).sum::<f64>();
            let variable = nonbasic[*place];
            if at_top[variable] {
                gain < -TINY
            } else {
                gain > TINY
            }
        });
        let Some(place) = entering else { break };
        let variable = nonbasic[place];
        let direction = if at_top[variable] { -1.0 } else { 1.0 };
        let mut reach = 1.0;
        let mut leaving: Option<usize> = None;
        for (row, cell) in basic.iter().enumerate() {
            let rate = tableau[row][place] * direction;
            if rate.abs() <= TINY {
                continue;
            }
            let room = if rate > 0.0 {
                1.0 - values[*cell]
            } else {
                values[*cell]
            };
            let limit = (room / rate.abs()).max(0.0);
            let better = limit < reach - TINY
                || (limit <= reach + TINY && leaving.is_some_and(|old| *cell < basic[old]));
            if better {
                reach = limit.min(reach);
                leaving = Some(row);
            }
        }
        for (row, cell) in basic.iter().enumerate() {
            values[*cell] =
                (values[*cell] + reach * direction * tableau[row][place]).clamp(0.0, 1.0);
        }
        values[variable] = (values[variable] + reach * direction).clamp(0.0, 1.0);
        let Some(row) = leaving else {
            at_top[variable] = !at_top[variable];
            continue;
        };
        // The leaving cell's slack stays at the end it reached.
        let left = basic[row];
        at_top[left] = values[left] > 0.5;
        pivot(&mut tableau, row, place);
        basic[row] = variable;
        nonbasic[place] = left;
    }
    values.iter().map(|value| *value > 1e-7).collect()
}

/// Exchanges the variable of a row with that of a column.
fn pivot(tableau: &mut [Vec<f64>], row: usize, place: usize) {
    let inverse = 1.0 / tableau[row][place];
    let mut solved: Vec<f64> = tableau[row].iter().map(|value| -value * inverse).collect();
    solved[place] = inverse;
    for (other, values) in tableau.iter_mut().enumerate() {
        if other == row {
            continue;
        }
        let factor = values[place];
        if factor == 0.0 {
            continue;
        }
        for (column, value) in values.iter_mut().enumerate() {
            if column == place {
                *value = factor * inverse;
            } else {
                *value += factor * solved[column];
            }
        }
    }
    tableau[row] = solved;
}
