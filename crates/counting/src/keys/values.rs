//! The values of each row, ready to be counted.
//!
//! A row has one number. Most stand for the value itself; where a row has several values, the number stands for the
//! set of them. There are few different sets, however many rows have one: so rows with several values are moved, put
//! together and counted as quickly as others, and sets are opened only where numbers are told.

use super::{Links, Rows, UNKNOWN};
use crate::Bits;
use crate::workers::Workers;
use std::borrow::Cow;
use std::collections::HashMap;

/// Numbers from here on stand for sets. No code, key or packed reference is as high.
pub(crate) const FIRST_SET: u32 = 0xF900_0000;

/// The values of each row: at least one, each once.
pub(crate) struct Values<'a> {
    /// For each row a value, or the number of a set.
    numbers: Cow<'a, [u32]>,
    sets: Cow<'a, Links>,
}

impl<'a> Values<'a> {
    /// One value a row.
    pub(crate) fn one(numbers: impl Into<Cow<'a, [u32]>>) -> Self {
        Self {
            numbers: numbers.into(),
            sets: Cow::Owned(Links::with_room(0)),
        }
    }

    /// Values as they were gathered.
    pub(crate) fn of_sets(gathered: &'a Gathered) -> Self {
        Self {
            numbers: Cow::Borrowed(&gathered.numbers),
            sets: Cow::Borrowed(&gathered.sets),
        }
    }

    /// The numbers of all rows.
    pub(crate) fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// How many sets there are.
    pub(crate) fn sets(&self) -> usize {
        self.sets.len()
    }

    /// The values of the set with this place.
    pub(crate) fn set(&self, place: usize) -> &[u32] {
        self.sets.get(place)
    }

    /// The values of a row; none beyond the last.
    #[inline]
    pub(crate) fn of(&self, row: usize) -> &[u32] {
        match self.numbers.get(row) {
            None => &[],
            Some(number) if *number < FIRST_SET => std::slice::from_ref(number),
            Some(set) => self.sets.get((set - FIRST_SET) as usize),
        }
    }

    /// Whether every row has one value.
    pub(crate) fn is_single(&self) -> bool {
        self.sets.len() == 0
    }

    /// What becomes of each value, each once a row; in the rows of `only`, if given, whatever it is in others.
    pub(crate) fn becoming(
        &self,
        becomes: impl Fn(u32) -> u32 + Sync,
        only: Only<'_>,
    ) -> Values<'static> {
        let mut sets = Sets::default();
        let mut of_set = Vec::new();
        let became: Vec<u32> = (0..self.sets.len())
            .map(|place| {
                of_set.clear();
                of_set.extend(self.sets.get(place).iter().map(|value| becomes(*value)));
                sets.number(&mut of_set)
            })
            .collect();
        let number = |row: usize| match self.numbers[row] {
            value if value < FIRST_SET => becomes(value),
            set => became[(set - FIRST_SET) as usize],
        };
        Values {
            numbers: only.numbers(self.numbers.len(), number).into(),
            sets: Cow::Owned(sets.sets),
        }
    }

    /// The values of the rows that each of `count` rows refers to, `missing` where there is none; in the rows of
    /// `only`, if given, whatever it is in others.
    pub(crate) fn at(self, rows: &Rows<'_>, count: usize, missing: u32, only: Only<'_>) -> Self {
        let number = |row: usize| self.number_at(rows.at(row)).unwrap_or(missing);
        let numbers = only.numbers(count, number).into();
        Self {
            numbers,
            sets: self.sets,
        }
    }

    /// These values in the rows where they say something; elsewhere those that `other` has at the rows referred to; in
    /// the rows of `only`, if given, whatever it is in others.
    pub(crate) fn or(self, other: Self, rows: Option<&Rows<'_>>, only: Only<'_>) -> Self {
        let moved = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        let others = |row: usize| {
            let number = match rows {
                None => other.numbers.get(row).copied(),
                Some(rows) => other.number_at(rows.at(row)),
            };
            match number.unwrap_or(UNKNOWN) {
                value if value < FIRST_SET => value,
                set => set + moved,
            }
        };
        let number = |row: usize| match self.numbers[row] {
            number if number > UNKNOWN => number,
            _ => others(row),
        };
        let numbers = only.numbers(self.numbers.len(), number);
        let sets = if moved == 0 {
            other.sets
        } else {
            let mut sets = self.sets.into_owned();
            for place in 0..other.sets.len() {
                sets.values.extend_from_slice(other.sets.get(place));
                sets.close();
            }
            Cow::Owned(sets)
        };
        Self {
            numbers: numbers.into(),
            sets,
        }
    }

    #[inline]
    fn number_at(&self, row: u32) -> Option<u32> {
        // No row is beyond all rows.
        self.numbers.get(row as usize).copied()
    }
}

/// In which rows values are wanted, and who finds them.
#[derive(Clone, Copy)]
pub(crate) struct Only<'r> {
    /// The rows; none for all. In others there may stand anything.
    pub rows: Option<&'r Bits>,
    pub workers: Workers,
}

impl Only<'_> {
    /// In all rows.
    pub(crate) fn everywhere(self) -> Only<'static> {
        Only {
            rows: None,
            workers: self.workers,
        }
    }

    /// The number of each row; when less than half of them are wanted, of those alone.
    fn numbers(self, rows: usize, number: impl Fn(usize) -> u32 + Sync) -> Vec<u32> {
        let few = |only: &&Bits| only.count() * 2 < rows as u64;
        let Some(only) = self.rows.filter(few) else {
            return self.workers.numbers(rows, number);
        };
        self.workers.numbers_in(only, rows, number)
    }
}

/// Values of rows, put together one row after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gathered {
    numbers: Vec<u32>,
    sets: Links,
}

impl Gathered {
    /// One number a row, and what the numbers of sets stand for.
    pub(crate) fn of(numbers: Vec<u32>, sets: Sets) -> Self {
        Self {
            numbers,
            sets: sets.sets,
        }
    }

    /// The values.
    pub(crate) fn values(self) -> Values<'static> {
        Values {
            numbers: Cow::Owned(self.numbers),
            sets: Cow::Owned(self.sets),
        }
    }
}

/// Sets of values, each kept once.
#[derive(Default)]
pub(crate) struct Sets {
    sets: Links,
    known: HashMap<Box<[u32]>, u32>,
}

impl Sets {
    /// The sets of these values, under their numbers.
    pub(crate) fn of(values: &Values<'_>) -> Self {
        let sets: Links = values.sets.as_ref().clone();
        let known = (FIRST_SET..).zip(0..sets.len());
        let known = known.map(|(number, place)| (sets.get(place).into(), number));
        Self {
            known: known.collect(),
            sets,
        }
    }

    /// The number that stands for these values (at least one), which are put in order, each once.
    pub(crate) fn number(&mut self, values: &mut Vec<u32>) -> u32 {
        if let [only] = values[..] {
            return only;
        }
        values.sort_unstable();
        values.dedup();
        if let [only] = values[..] {
            return only;
        }
        if let Some(number) = self.known.get(&values[..]) {
            return *number;
        }
        let number = self.add(values);
        self.known.insert(values.as_slice().into(), number);
        number
    }

    /// A set that is kept also if it is there already: where nearly every row has one of its own.
    pub(crate) fn add(&mut self, values: &[u32]) -> u32 {
        let number = FIRST_SET + u32::try_from(self.sets.len()).unwrap_or(u32::MAX - FIRST_SET);
        self.sets.values.extend_from_slice(values);
        self.sets.close();
        number
    }

    /// The values that a number stands for.
    pub(crate) fn opened<'s>(&'s self, number: &'s u32) -> &'s [u32] {
        if *number < FIRST_SET {
            std::slice::from_ref(number)
        } else {
            self.sets.get((number - FIRST_SET) as usize)
        }
    }
}
