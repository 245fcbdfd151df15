//! Dates and numbers, which have no dictionary, as key numbers.

use super::{IMPRECISE, UNKNOWN};
use crate::workers::Workers;
use crate::{Error, FIRST_CODE, Span, State};

/// Key numbers of dates, the running number of the first span, and how many
/// spans there are.
pub(super) fn span_keys(
    span: Span,
    first: &[i32],
    last: &[i32],
    workers: Workers,
) -> Result<(Vec<u32>, i64, u32), Error> {
    /// A date over more days than this cannot lie within one span.
    const LONGEST: i64 = 366;
    /// Days for which running numbers are looked up instead of computed.
    const LOOKED_UP: i64 = 1 << 18;
    let short = |from: i32, to: i32| to != i32::MIN && i64::from(to) - i64::from(from) < LONGEST;
    let reaches = workers.each(first.len(), |range| {
        let mut reach: Option<(i32, i32)> = None;
        for (from, to) in first[range.clone()].iter().zip(&last[range]) {
            if short(*from, *to) {
                let (low, high) = reach.get_or_insert((*from, *to));
                *low = (*low).min(*from);
                *high = (*high).max(*to);
            }
        }
        reach
    });
    let wider = |one: (i32, i32), other: (i32, i32)| (one.0.min(other.0), one.1.max(other.1));
    let reach = reaches.into_iter().flatten().reduce(wider);
    let Some((low, high)) = reach else {
        let keys = first
            .iter()
            .zip(last)
            .map(|(from, to)| state_of_date(*from, *to).unwrap_or(IMPRECISE))
            .collect();
        return Ok((keys, 0, 0));
    };
    let base = span.number(low);
    let size = u32::try_from(span.number(high) - base + 1).map_err(|_| Error::TooLarge {
        what: "the time between the first and the last date".to_owned(),
        most: u64::from(u32::MAX),
    })?;
    let index = |day: i32| u32::try_from(span.number(day) - base).unwrap_or(0) + FIRST_CODE;
    let days = i64::from(high) - i64::from(low);
    let table: Vec<u32> = if days < LOOKED_UP {
        (low..=high).map(index).collect()
    } else {
        Vec::new()
    };
    let look_up = |day: i32| {
        usize::try_from(i64::from(day) - i64::from(low))
            .ok()
            .and_then(|at| table.get(at).copied())
            .unwrap_or_else(|| index(day))
    };
    let keys = workers.numbers(first.len(), |row| {
        let (from, to) = (first[row], last[row]);
        if !short(from, to) {
            return state_of_date(from, to).unwrap_or(IMPRECISE);
        }
        let key = look_up(from);
        if from == to || look_up(to) == key {
            key
        } else {
            IMPRECISE
        }
    });
    Ok((keys, base, size))
}

fn state_of_date(first: i32, last: i32) -> Option<u32> {
    (last == i32::MIN).then(|| u32::try_from(first).unwrap_or(UNKNOWN).max(UNKNOWN))
}

pub(super) fn number_keys(low: &[f64], high: &[f64]) -> (Vec<u32>, Vec<(f64, f64)>) {
    let mut values: Vec<(f64, f64)> = low
        .iter()
        .copied()
        .zip(high.iter().copied())
        .filter(|(from, _)| !from.is_nan())
        // -0 and 0 are one value.
        .map(|(from, to)| (from + 0.0, to + 0.0))
        .collect();
    let order = |a: &(f64, f64), b: &(f64, f64)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
    values.sort_unstable_by(order);
    values.dedup();
    let keys = low
        .iter()
        .zip(high)
        .map(|(from, to)| {
            if from.is_nan() {
                return State::ALL
                    .iter()
                    .find(|state| f64::from(state.code()) >= *to)
                    .map_or(UNKNOWN, |state| state.code().max(UNKNOWN));
            }
            values
                .binary_search_by(|value| order(value, &(from + 0.0, to + 0.0)))
                .ok()
                .and_then(|index| u32::try_from(index).ok())
                .map_or(UNKNOWN, |index| index + FIRST_CODE)
        })
        .collect();
    (keys, values)
}
