//! Many cells put in order and counted.

use super::Cells;

/// Bits looked at in one round.
const DIGIT: u32 = 11;

/// How often each cell stands there, ascending; all cells are below `size`.
pub(super) fn counted(mut cells: Vec<u64>, size: u64) -> Cells {
    ordered(
        &mut cells,
        u64::BITS - size.saturating_sub(1).leading_zeros(),
    );
    let mut counted = Cells::new();
    for cell in cells {
        match counted.last_mut() {
            Some((last, count)) if *last == cell => *count += 1,
            _ => counted.push((cell, 1)),
        }
    }
    counted
}

/// Puts numbers of so many bits in order, digit by digit from the lowest: each round keeps the order of those before.
pub(super) fn ordered(cells: &mut Vec<u64>, bits: u32) {
    if cells.len() < 1 << DIGIT {
        cells.sort_unstable();
        return;
    }
    let mut other = vec![0; cells.len()];
    let mut shift = 0;
    while shift < bits {
        let digit = |cell: u64| usize::try_from(cell >> shift & ((1 << DIGIT) - 1)).unwrap_or(0);
        let mut places = [0_usize; 1 << DIGIT];
        for cell in cells.iter() {
            places[digit(*cell)] += 1;
        }
        let mut start = 0;
        for place in &mut places {
            start += std::mem::replace(place, start);
        }
        for cell in cells.iter() {
            let place = &mut places[digit(*cell)];
            other[*place] = *cell;
            *place += 1;
        }
        std::mem::swap(cells, &mut other);
        shift += DIGIT;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_in_order_however_many_and_however_large() {
        for (many, size) in [
            (0, 1),
            (3, 7),
            (5_000, 40),
            (5_000, 1 << 40),
            (9_000, u64::MAX),
        ] {
            let cells: Vec<u64> = (0..many)
                .map(|n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) % size)
                .collect();
            let mut plain = std::collections::BTreeMap::new();
            for cell in &cells {
                *plain.entry(*cell).or_insert(0) += 1;
            }
            let plain: Cells = plain.into_iter().collect();
            assert_eq!(counted(cells, size), plain);
        }
    }
}
