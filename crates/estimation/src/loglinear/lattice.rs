//! Sums over the subsets and supersets of every combination of lists at once.
//!
//! A hierarchical log-linear model has one coefficient a term, and the logarithm of a cell's mean is the sum of the
//! coefficients of the terms inside it; the sufficient statistics are sums over the cells around a term. Both are one
//! pass over the lattice of combinations (Yates 1937), which is why no design matrix is ever built.

/// Replaces each number by the sum over the subsets of its combination.
pub(crate) fn add_subsets(values: &mut [f64]) {
    let mut step = 1;
    while step < values.len() {
        for block in values.chunks_exact_mut(2 * step) {
            let (without, with) = block.split_at_mut(step);
            for (upper, lower) in with.iter_mut().zip(without) {
                *upper += *lower;
            }
        }
        step *= 2;
    }
}

/// Replaces each number by the sum over the supersets of its combination.
pub(crate) fn add_supersets(values: &mut [f64]) {
    let mut step = 1;
    while step < values.len() {
        for block in values.chunks_exact_mut(2 * step) {
            let (without, with) = block.split_at_mut(step);
            for (lower, upper) in without.iter_mut().zip(with) {
                *lower += *upper;
            }
        }
        step *= 2;
    }
}
