//! Small numbers kept out of a table that everybody may read.
//!
//! In comes a [`Cube`]: every number of the table as it would be printed, the totals of its rows, columns and layers
//! too. Out comes which of them to leave out ([`Hidden`]). Numbers below the threshold are left out (*primary*), and
//! with them as many others as it takes (*secondary*) so that nobody can compute what was left out.
//!
//! # What is promised
//! From what is printed, and knowing this rule, a reader cannot tell for any number left out
//! - what it is: at least as many values remain possible for it as the threshold says;
//! - whether it is a small one: for each of them the threshold, or more, remains possible.
//!
//! (That it is not below 1, the reader knows; and that a total of three rows left out is at least 3.)
//!
//! # How
//! For each small number a *move* is looked for: a way of raising some numbers left out and lowering others by the
//! same amount, after which every sum that the table shows still holds. In a table of two directions these are the
//! four corners of a rectangle; a corner may be a total. As long as all that a move touches is left out, the table
//! could as well have been made of the moved numbers, so the reader cannot know which (the *hypercube* method of
//! statistical offices, S. Giessing and D. Repsilber, "Tools and strategies to protect multiple tables with the GHQUAR
//! cell suppression engine", 2002; here each move is checked against every sum it changes, in whole numbers, and
//! against the knowledge that nothing left out is nought). Of the moves that work, the one that leaves out least is
//! taken. Where none works, nothing of the table is printed.
//!
//! Rows that overlap (a person of two categories) do not add up to their total; there the reader knows that the total
//! is at least the largest row and at most their sum, and that is what the moves keep.
//!
//! Noughts are printed: that nothing was recorded tells of nobody.

mod moves;

use std::collections::{BTreeMap, BTreeSet};

use crate::Error;
use moves::Grid;

/// The place in a direction that stands for its total.
pub const TOTAL: u32 = 0;

/// Most numbers that one table to be made safe may hold: the work grows with their square.
pub const MOST_NUMBERS: usize = 20_000;

/// Most places that such a table may have, those of noughts too: rows times columns times layers.
pub const MOST_SPOTS: usize = 4_000_000;

/// One direction of a table: its rows, by number from 1. A row may lie under another one (a tree of codes); the others
/// lie under the total, which is [`TOTAL`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Direction {
    /// What each place lies under; the total lies under nothing, and points to itself.
    under: Vec<u32>,
}

impl Direction {
    /// A direction with only its total.
    #[must_use]
    pub fn new() -> Self {
        Self { under: vec![TOTAL] }
    }

    /// A direction of so many rows, none of them under another.
    #[must_use]
    pub fn flat(rows: u32) -> Self {
        let mut direction = Self::new();
        (0..rows).for_each(|_| {
            direction.add(TOTAL);
        });
        direction
    }

    /// Adds a row under another, or under the total, and says its place.
    pub fn add(&mut self, under: u32) -> u32 {
        let place = u32::try_from(self.under.len()).unwrap_or(u32::MAX);
        // What does not exist yet cannot have rows under it.
        self.under.push(under.min(place.saturating_sub(1)));
        place
    }

    /// How many places there are, the total too.
    #[must_use]
    pub fn places(&self) -> u32 {
        u32::try_from(self.under.len()).unwrap_or(u32::MAX)
    }

    /// From a place up to the total, both included.
    fn way_up(&self, place: u32) -> Vec<u32> {
        let mut way = vec![place];
        let mut at = place;
        while at != TOTAL {
            at = self.above(at);
            way.push(at);
        }
        way
    }

    /// The place right above one; the total stands above itself.
    fn above(&self, place: u32) -> u32 {
        self.under.get(place as usize).copied().unwrap_or(TOTAL)
    }

    /// The places right under one.
    fn right_under(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        (1..self.places()).filter(move |below| self.under.get(*below as usize) == Some(&place))
    }
}

/// A place in a table: one place in each direction.
pub type Spot = Vec<u32>;

/// All the numbers that a table would print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cube {
    directions: Vec<Direction>,
    numbers: BTreeMap<Spot, u64>,
    /// What the reader can read elsewhere.
    known: BTreeSet<Spot>,
}

impl Cube {
    /// An empty table with these directions, at most three.
    #[must_use]
    pub fn new(directions: Vec<Direction>) -> Self {
        Self {
            directions,
            numbers: BTreeMap::new(),
            known: BTreeSet::new(),
        }
    }

    /// Puts a number where it stands. Noughts need not be put.
    pub fn put(&mut self, spot: &[u32], number: u64) {
        if number > 0 {
            self.numbers.insert(spot.to_vec(), number);
        }
    }

    /// Says that a number of the table is printed elsewhere, so that to leave it out would hide nothing.
    pub fn printed_elsewhere(&mut self, spot: &[u32]) {
        self.known.insert(spot.to_vec());
    }

    /// The number at a spot; nought where none was put.
    #[must_use]
    pub fn number(&self, spot: &[u32]) -> u64 {
        self.numbers.get(spot).copied().unwrap_or(0)
    }

    /// Which numbers to leave out so that none below `threshold` can be computed. A threshold of 0 or 1 leaves out
    /// nothing.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when the table holds more than [`MOST_NUMBERS`] numbers, or more than [`MOST_SPOTS`] places.
    pub fn hide(&self, threshold: u64) -> Result<Hidden, Error> {
        let mut hidden = Hidden {
            threshold,
            ..Hidden::default()
        };
        if threshold <= 1 {
            return Ok(hidden);
        }
        self.small_enough()?;
        let mut grid = Grid::of(self);
        let open: Vec<(&Spot, u64)> = self
            .numbers
            .iter()
            .filter(|(spot, _)| !self.known.contains(*spot))
            .map(|(spot, number)| (spot, *number))
            .collect();
        let primary: Vec<usize> = open
            .iter()
            .filter(|(_, number)| *number < threshold)
            .map(|(spot, _)| grid.index(spot))
            .collect();
        hidden.small = primary.len();
        let mut left_out: BTreeSet<usize> = primary.iter().copied().collect();
        primary.iter().for_each(|at| grid.hide(*at));
        for at in primary {
            let Some(touched) = grid.cheapest(at, threshold) else {
                hidden.is_whole = true;
                hidden.spots = open.into_iter().map(|(spot, _)| spot.clone()).collect();
                return Ok(hidden);
            };
            touched.iter().for_each(|at| grid.hide(*at));
            left_out.extend(touched);
        }
        let spots = open.into_iter().map(|(spot, _)| spot);
        hidden.spots = spots
            .filter(|spot| left_out.contains(&grid.index(spot)))
            .cloned()
            .collect();
        Ok(hidden)
    }

    fn small_enough(&self) -> Result<(), Error> {
        let refused = |what: String, most: usize| {
            Err(Error::TooLarge {
                what,
                most: most as u64,
            })
        };
        let numbers = self.numbers.len();
        if numbers > MOST_NUMBERS {
            let what = format!("the table to be made safe ({numbers} numbers)");
            return refused(what, MOST_NUMBERS);
        }
        let spots = self
            .directions
            .iter()
            .try_fold(1_usize, |spots, of| spots.checked_mul(of.places() as usize))
            .unwrap_or(usize::MAX);
        if spots > MOST_SPOTS {
            let what = format!("the table to be made safe ({spots} places)");
            return refused(what, MOST_SPOTS);
        }
        Ok(())
    }
}

/// What a table leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    threshold: u64,
    spots: BTreeSet<Spot>,
    small: usize,
    is_whole: bool,
}

impl Hidden {
    /// Whether the number at a spot is left out.
    #[must_use]
    pub fn is_hidden(&self, spot: &[u32]) -> bool {
        self.spots.contains(spot)
    }

    /// How many numbers are left out in all.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spots.len()
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spots.is_empty()
    }

    /// How many of them are below the threshold; the others only keep these from being computed.
    #[must_use]
    pub fn small(&self) -> usize {
        self.small
    }

    /// Numbers below it are left out.
    #[must_use]
    pub fn threshold(&self) -> u64 {
        self.threshold
    }

    /// Nothing of the table can be printed without telling a small number.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows and columns with their totals.
    fn table(rows: &[&[u64]]) -> Cube {
        let columns = rows[0].len();
        let places = |n: usize| u32::try_from(n).unwrap();
        let mut cube = Cube::new(vec![
            Direction::flat(places(rows.len())),
            Direction::flat(places(columns)),
        ]);
        let mut all = 0;
        for (row, numbers) in rows.iter().enumerate() {
            for (column, number) in numbers.iter().enumerate() {
                cube.put(&[places(row + 1), places(column + 1)], *number);
            }
            cube.put(&[places(row + 1), TOTAL], numbers.iter().sum());
            all += numbers.iter().sum::<u64>();
        }
        for column in 0..columns {
            cube.put(
                &[TOTAL, places(column + 1)],
                rows.iter().map(|row| row[column]).sum(),
            );
        }
        cube.put(&[TOTAL, TOTAL], all);
        cube
    }

    fn line(numbers: &[u64], total: u64) -> Cube {
        let mut cube = Cube::new(vec![Direction::flat(u32::try_from(numbers.len()).unwrap())]);
        for (place, number) in (1..).zip(numbers) {
            cube.put(&[place], *number);
        }
        cube.put(&[TOTAL], total);
        cube
    }

    #[test]
    fn a_small_number_takes_the_smallest_one_beside_it_with_it() {
        let cube = line(&[2, 50, 40, 0], 92);
        let hidden = cube.hide(5).unwrap();
        assert!(hidden.is_hidden(&[1]) && hidden.is_hidden(&[3]));
        assert_eq!(
            (hidden.len(), hidden.small(), hidden.is_whole()),
            (2, 1, false)
        );
        assert!(!hidden.is_hidden(&[4]), "a nought is printed");
    }

    #[test]
    fn two_small_numbers_do_not_hide_each_other() {
        // 2 + 2 = 4: were only they left out, both would be known to be below 4.
        let cube = line(&[2, 2, 50], 54);
        assert_eq!(cube.hide(5).unwrap().len(), 3);
    }

    #[test]
    fn a_small_total_is_left_out_with_its_only_number() {
        let cube = line(&[3], 3);
        let hidden = cube.hide(5).unwrap();
        assert!(hidden.is_hidden(&[1]) && hidden.is_hidden(&[TOTAL]));
    }

    #[test]
    fn in_a_table_four_corners_go() {
        let cube = table(&[&[2, 20, 30], &[40, 50, 60], &[70, 80, 90]]);
        let hidden = cube.hide(5).unwrap();
        assert_eq!(hidden.len(), 4);
        for spot in [[1, 1], [1, 2], [2, 1], [2, 2]] {
            assert!(hidden.is_hidden(&spot), "{spot:?}");
        }
        assert!(!hidden.is_hidden(&[1, TOTAL]) && !hidden.is_hidden(&[TOTAL, TOTAL]));
    }

    #[test]
    fn a_total_printed_elsewhere_is_not_left_out_in_vain() {
        let mut cube = line(&[3, 0, 0], 3);
        cube.printed_elsewhere(&[TOTAL]);
        // The total is known, and it is the number: nothing that a table does can help, so nothing of it is printed.
        let hidden = cube.hide(5).unwrap();
        assert!(hidden.is_whole() && hidden.is_hidden(&[1]) && !hidden.is_hidden(&[TOTAL]));
    }

    #[test]
    fn where_rows_overlap_a_small_one_can_stand_alone() {
        // Ten persons of one category, two of them of another, too: the total is no sum.
        let cube = line(&[10, 2], 10);
        let hidden = cube.hide(5).unwrap();
        assert_eq!((hidden.len(), hidden.is_hidden(&[2])), (1, true));
    }

    #[test]
    fn in_a_tree_of_codes_what_lies_above_is_kept_from_telling() {
        // 1 holds 2 and 3; 4 stands beside it.
        let mut codes = Direction::new();
        let above = codes.add(TOTAL);
        let (small, other) = (codes.add(above), codes.add(above));
        let beside = codes.add(TOTAL);
        let mut cube = Cube::new(vec![codes]);
        for (place, number) in [
            (above, 30),
            (small, 2),
            (other, 28),
            (beside, 40),
            (TOTAL, 70),
        ] {
            cube.put(&[place], number);
        }
        let hidden = cube.hide(5).unwrap();
        assert!(hidden.is_hidden(&[small]) && hidden.is_hidden(&[other]));
        assert!(!hidden.is_hidden(&[above]) && !hidden.is_hidden(&[beside]));
    }

    #[test]
    fn without_a_threshold_everything_is_printed_and_a_vast_table_is_refused() {
        assert!(line(&[1, 1], 2).hide(1).unwrap().is_empty());
        let mut vast = Cube::new(vec![Direction::flat(30_000)]);
        (1..=30_000).for_each(|place| vast.put(&[place], 1));
        assert!(matches!(vast.hide(5), Err(Error::TooLarge { .. })));
    }
}
