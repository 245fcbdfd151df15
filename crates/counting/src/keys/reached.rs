//! Values of the records that hops lead to, put together for the record from which they lead.

use super::values::{FIRST_SET, Gathered, Sets, Values};
use super::{Links, NO_ROW, UNKNOWN};
use crate::Bits;
use std::collections::HashMap;

/// For each row the values that dimensions have together at the records its hops lead to: only those that fit count,
/// and dimensions that ask the same hops speak of one and the same record. Each dimension comes with the product of
/// the sizes of those behind it. A row from which nothing is reached is unknown in all dimensions: that number is the
/// second of the answer.
pub(crate) fn reached(
    links: &Links,
    fits: &Bits,
    dimensions: &[(Values<'_>, u32)],
    rows: usize,
) -> (Values<'static>, u32) {
    let nothing = dimensions.iter().map(|(_, behind)| UNKNOWN * behind).sum();
    let mut sets = Sets::default();
    let there = together(fits, dimensions, &mut sets);
    let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
    let mut several: Vec<u32> = Vec::new();
    let mut values: Vec<u32> = Vec::new();
    let of_row = |row: usize| {
        let reached = links.get(row);
        // Nearly all have one.
        if let [only] = reached {
            let number = there.get(*only as usize).copied().unwrap_or(NO_ROW);
            return if number == NO_ROW { nothing } else { number };
        }
        several.clear();
        let numbers = reached.iter().filter_map(|to| there.get(*to as usize));
        several.extend(numbers.filter(|number| **number != NO_ROW));
        several.sort_unstable();
        several.dedup();
        match several[..] {
            [] => nothing,
            [only] => only,
            [one, other] => *pairs
                .entry((one, other))
                .or_insert_with(|| union(&several, &mut sets, &mut values)),
            _ => union(&several, &mut sets, &mut values),
        }
    };
    let numbers = (0..rows).map(of_row).collect();
    (Gathered::of(numbers, sets).values(), nothing)
}

/// The number of all values that these numbers stand for.
fn union(numbers: &[u32], sets: &mut Sets, values: &mut Vec<u32>) -> u32 {
    values.clear();
    for number in numbers {
        values.extend_from_slice(sets.opened(number));
    }
    sets.number(values)
}

/// The number of the values that all dimensions have together at each record; no row where it does not fit.
fn together(fits: &Bits, dimensions: &[(Values<'_>, u32)], sets: &mut Sets) -> Vec<u32> {
    let mut together = vec![NO_ROW; fits.len() as usize];
    let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
    let mut key = Vec::new();
    let mut values = Vec::new();
    fits.each(|row| {
        let mut sum = 0;
        let mut single = true;
        for (dimension, behind) in dimensions {
            let number = dimension.numbers().get(row).copied().unwrap_or(UNKNOWN);
            single &= number < FIRST_SET;
            sum += number.wrapping_mul(*behind);
        }
        together[row] = if single {
            sum
        } else {
            key.clear();
            key.extend(
                dimensions
                    .iter()
                    .map(|(dimension, _)| dimension.numbers()[row]),
            );
            match known.get(&key) {
                Some(number) => *number,
                None => {
                    values.clear();
                    combine(dimensions, row, 0, &mut values);
                    let number = sets.number(&mut values);
                    known.insert(key.clone(), number);
                    number
                }
            }
        };
    });
    together
}

fn combine(dimensions: &[(Values<'_>, u32)], row: usize, start: u32, into: &mut Vec<u32>) {
    match dimensions.split_first() {
        None => into.push(start),
        Some(((values, behind), rest)) => {
            for value in values.of(row) {
                combine(rest, row, start + value * behind, into);
            }
        }
    }
}
