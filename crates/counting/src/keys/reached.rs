//! Values of the records that hops lead to, put together for the record from which they lead.

use super::mixing::Mixing;
use super::values::{FIRST_SET, Gathered, Sets, Values};
use super::{Links, NO_ROW, UNKNOWN};
use crate::Bits;
use crate::workers::Workers;
use std::collections::HashMap;

/// A number that is found afterwards, by one thread: it stands for a set.
const LATER: u32 = NO_ROW - 1;

/// For each row the values that dimensions have together at the records its hops lead to: only those that fit count,
/// and dimensions that ask the same hops speak of one and the same record. Each dimension comes with the product of
/// the sizes of those behind it. A row from which nothing is reached is unknown in all dimensions: that number is the
/// second of the answer. Links may have been found before the last of the `starts` came: those reach nothing.
pub(crate) fn reached(
    (links, starts): (&Links, u32),
    fits: &Bits,
    dimensions: &[(Values<'_>, u32)],
    workers: Workers,
) -> (Values<'static>, u32) {
    let nothing = dimensions.iter().map(|(_, behind)| UNKNOWN * behind).sum();
    let values = if let [(values, 1)] = dimensions {
        // One dimension has its numbers already.
        let number = |to: &u32| match values.numbers().get(*to as usize) {
            Some(number) if fits.has(*to) => *number,
            _ => NO_ROW,
        };
        let mut sets = Sets::of(values);
        let numbers = united((links, starts), number, nothing, &mut sets, workers);
        Gathered::of(numbers, sets)
    } else {
        let mut sets = Sets::default();
        let there = together(fits, dimensions, &mut sets, workers);
        let number = |to: &u32| there.get(*to as usize).copied().unwrap_or(NO_ROW);
        let numbers = united((links, starts), number, nothing, &mut sets, workers);
        Gathered::of(numbers, sets)
    };
    (values.values(), nothing)
}

/// For each row the number of what all records say that it reaches, given that of each; `nothing` where it reaches
/// none.
fn united(
    (links, starts): (&Links, u32),
    number: impl Fn(&u32) -> u32 + Sync,
    nothing: u32,
    sets: &mut Sets,
    workers: Workers,
) -> Vec<u32> {
    // All records that a row reaches say the same, or there is only one: so for nearly all rows.
    let mut numbers = workers.numbers(starts as usize, |row| {
        let mut only = NO_ROW;
        for number in links.get(row).iter().map(&number) {
            if number == NO_ROW || number == only {
                continue;
            }
            if only != NO_ROW {
                return LATER;
            }
            only = number;
        }
        if only == NO_ROW { nothing } else { only }
    });
    let mut pairs: HashMap<u64, u32, Mixing> = HashMap::default();
    let mut several: Vec<u32> = Vec::new();
    let mut values: Vec<u32> = Vec::new();
    for (row, place) in numbers.iter_mut().enumerate() {
        if *place != LATER {
            continue;
        }
        several.clear();
        let numbers = links.get(row).iter().map(&number);
        several.extend(numbers.filter(|number| *number != NO_ROW));
        several.sort_unstable();
        several.dedup();
        *place = match several[..] {
            [one, other] => *pairs
                .entry(u64::from(one) << u32::BITS | u64::from(other))
                .or_insert_with(|| union(&several, sets, &mut values)),
            _ => union(&several, sets, &mut values),
        };
    }
    numbers
}

/// The values that dimensions have together in each row.
pub(crate) fn joined(
    dimensions: &[(Values<'_>, u32)],
    rows: u32,
    workers: Workers,
) -> Values<'static> {
    let mut sets = Sets::default();
    let numbers = together(&Bits::all(rows), dimensions, &mut sets, workers);
    Gathered::of(numbers, sets).values()
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
fn together(
    fits: &Bits,
    dimensions: &[(Values<'_>, u32)],
    sets: &mut Sets,
    workers: Workers,
) -> Vec<u32> {
    let at = |dimension: &Values<'_>, row: usize| {
        let number = dimension.numbers().get(row);
        number.copied().unwrap_or(UNKNOWN)
    };
    let rows = fits.len() as usize;
    let mut together = workers.numbers(rows, |row| {
        let mut sum = 0_u32;
        let mut single = true;
        for (dimension, behind) in dimensions {
            let number = at(dimension, row);
            single &= number < FIRST_SET;
            sum = number.wrapping_mul(*behind).wrapping_add(sum);
        }
        match (u32::try_from(row).is_ok_and(|row| fits.has(row)), single) {
            (false, _) => NO_ROW,
            (true, true) => sum,
            (true, false) => LATER,
        }
    });
    // Several numbers as one: those of two dimensions fit, those of more are put together pair by pair.
    let mut pairs: HashMap<u64, u32, Mixing> = HashMap::default();
    let mut known: HashMap<u64, u32, Mixing> = HashMap::default();
    let mut values = Vec::new();
    for (row, place) in together.iter_mut().enumerate() {
        if *place != LATER {
            continue;
        }
        let key = dimensions.iter().fold(0, |key: u64, (dimension, _)| {
            let met = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
            let pair = key << u32::BITS | u64::from(at(dimension, row));
            u64::from(*pairs.entry(pair).or_insert(met))
        });
        *place = *known.entry(key).or_insert_with(|| {
            values.clear();
            combine(dimensions, row, 0, &mut values);
            sets.number(&mut values)
        });
    }
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
