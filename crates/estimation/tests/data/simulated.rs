//! Populations of known size, recorded by lists of known chances: for tests and for the example that measures coverage.

use aigaq_estimation::random::Random;
use aigaq_estimation::table::CaptureTable;

/// A population of this size on lists whose cells have these weights.
pub fn drawn(population: f64, weights: &[f64], seed: u64) -> CaptureTable {
    let mut random = Random::new(seed, 77);
    let mut cells = vec![0.0; weights.len()];
    random.multinomial(population, weights, &mut cells);
    let lists = weights.len().ilog2() as usize;
    let pattern = |cell: usize| {
        (0..lists)
            .map(|i| if cell >> i & 1 == 1 { '1' } else { '0' })
            .collect::<String>()
    };
    let names = (0..lists).map(|i| format!("L{i}")).collect();
    CaptureTable::from_patterns(
        names,
        (1..cells.len()).map(|cell| (pattern(cell), cells[cell])),
    )
    .unwrap()
}

/// Cells of independent lists, with the odds of pairs multiplied.
pub fn weights(chances: &[f64], pairs: &[(usize, f64)]) -> Vec<f64> {
    (0..1_usize << chances.len())
        .map(|cell| {
            let alone: f64 = chances
                .iter()
                .enumerate()
                .map(|(i, p)| if cell >> i & 1 == 1 { *p } else { 1.0 - p })
                .product();
            let together: f64 = pairs
                .iter()
                .filter(|(pair, _)| cell & pair == *pair)
                .map(|(_, odds)| *odds)
                .product();
            alone * together
        })
        .collect()
}
