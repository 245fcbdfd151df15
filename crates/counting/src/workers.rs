//! Work on rows, shared out among threads. What comes out does not depend on how many there are.

use std::ops::Range;

use crate::Bits;

/// How many threads may work on a question.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Workers(usize);

/// Rows below which a thread of its own is not worth it.
const LEAST: usize = 1 << 16;

impl Workers {
    pub(crate) fn new(threads: usize) -> Self {
        Self(threads.max(1))
    }

    /// How many rows one thread takes: whole words of 64.
    fn share(self, rows: usize) -> usize {
        let threads = self.0.min(rows / LEAST).max(1);
        rows.div_ceil(threads).next_multiple_of(64)
    }

    /// Does the work on shares of so many rows; what came out, in their order.
    pub(crate) fn each<T: Send>(
        self,
        rows: usize,
        work: impl Fn(Range<usize>) -> T + Sync,
    ) -> Vec<T> {
        let share = self.share(rows);
        if share >= rows {
            return vec![work(0..rows)];
        }
        let starts = (0..rows).step_by(share);
        let ranges: Vec<Range<usize>> = starts.map(|at| at..(at + share).min(rows)).collect();
        self.each_of(ranges, work)
    }

    fn each_of<P: Send, T: Send>(self, parts: Vec<P>, work: impl Fn(P) -> T + Sync) -> Vec<T> {
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else {
            return Vec::new();
        };
        if parts.len() == 0 {
            return vec![work(first)];
        }
        let work = &work;
        std::thread::scope(|scope| {
            let others: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
            let mut done = vec![work(first)];
            for other in others {
                match other.join() {
                    Ok(found) => done.push(found),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        })
    }

    /// A number for each row.
    pub(crate) fn numbers(self, rows: usize, number: impl Fn(usize) -> u32 + Sync) -> Vec<u32> {
        let mut numbers = vec![0; rows];
        let share = self.share(rows).max(64);
        let parts = numbers.chunks_mut(share).enumerate().collect();
        self.each_of(parts, |(part, places): (usize, &mut [u32])| {
            for (row, place) in (part * share..).zip(places) {
                *place = number(row);
            }
        });
        numbers
    }

    /// A number for each row of a set, 0 for all others.
    pub(crate) fn numbers_in(
        self,
        only: &Bits,
        rows: usize,
        number: impl Fn(usize) -> u32 + Sync,
    ) -> Vec<u32> {
        let mut numbers = vec![0; rows];
        let share = self.share(rows).max(64);
        let parts = numbers.chunks_mut(share).enumerate().collect();
        self.each_of(parts, |(part, places): (usize, &mut [u32])| {
            let start = part * share;
            only.each_in(start..start + places.len(), |row| {
                if let Some(place) = places.get_mut(row - start) {
                    *place = number(row);
                }
            });
        });
        numbers
    }

    /// The rows for which something holds, as [`Bits::where_true`].
    pub(crate) fn bits(self, rows: u32, holds: impl Fn(usize) -> bool + Sync) -> Bits {
        let parts = self.each(rows as usize, |range| {
            let start = range.start;
            Bits::where_true(narrow(range.len()), |row| holds(start + row))
        });
        Bits::joined(&parts)
    }

    /// The rows divided, as [`Bits::divided`].
    pub(crate) fn divided(self, rows: u32, class: impl Fn(usize) -> u8 + Sync) -> [Bits; 3] {
        let parts = self.each(rows as usize, |range| {
            let start = range.start;
            Bits::divided(narrow(range.len()), |row| class(start + row))
        });
        let joined = |set: usize| {
            let parts: Vec<&Bits> = parts.iter().map(|sets| &sets[set]).collect();
            Bits::joined(&parts)
        };
        [joined(0), joined(1), joined(2)]
    }
}

/// Rows are numbered by 32 bits.
fn narrow(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_work_the_same_comes_out() {
        let class = |row: usize| u8::try_from(row * 7 % 11 % 4).unwrap();
        let rows = u32::try_from(3 * LEAST + 77).unwrap();
        let one = Workers::new(1);
        for threads in [0, 2, 3, 8] {
            let many = Workers::new(threads);
            assert_eq!(many.divided(rows, class), one.divided(rows, class));
            let holds = |row: usize| row.is_multiple_of(3);
            assert_eq!(many.bits(rows, holds), Bits::where_true(rows, holds));
            let number = |row: usize| u32::try_from(row / 2).unwrap();
            assert_eq!(
                many.numbers(rows as usize, number),
                one.numbers(rows as usize, number)
            );
            let sum: usize = many
                .each(rows as usize, |range| range.len())
                .into_iter()
                .sum();
            assert_eq!(sum, rows as usize);
        }
        assert_eq!(Workers::new(4).bits(0, |_| true), Bits::none(0));
    }
}
