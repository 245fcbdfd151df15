//! Moves: other numbers with which a table would print the same sums.

use super::{Cube, Direction, TOTAL};

/// How a move changes the places of one direction: by one up or down.
type Line = Vec<(u32, i64)>;

/// How a move changes the numbers of a table, each by its index.
type Change = Vec<(usize, i64)>;

/// A line with the least that it costs: what it asks to be left out besides, were all other directions to stand still.
struct Way {
    least: u64,
    line: Line,
}

/// A small number that is to be hidden.
#[derive(Clone, Copy)]
struct Small {
    at: usize,
    number: u64,
    threshold: u64,
}

/// The best move found so far: what it costs, and what it touches.
type Best = Option<(u64, Vec<usize>)>;

/// A table laid out in one row of numbers, in which moves are looked for.
pub(super) struct Grid<'c> {
    directions: &'c [Direction],
    /// How far apart two neighbours of a direction stand.
    strides: Vec<usize>,
    numbers: Vec<u64>,
    known: Vec<bool>,
    hidden: Vec<bool>,
    /// For each direction and number: what stands right under it, added up.
    sums: Vec<Vec<u64>>,
}

impl<'c> Grid<'c> {
    pub(super) fn of(cube: &'c Cube) -> Self {
        let mut strides = Vec::new();
        let mut size = 1_usize;
        for direction in &cube.directions {
            strides.push(size);
            size = size.saturating_mul(direction.places() as usize);
        }
        let mut grid = Self {
            directions: &cube.directions,
            strides,
            numbers: vec![0; size],
            known: vec![false; size],
            hidden: vec![false; size],
            sums: vec![vec![0; size]; cube.directions.len()],
        };
        for (spot, number) in &cube.numbers {
            let at = grid.index(spot);
            grid.numbers[at] = *number;
            grid.known[at] = cube.known.contains(spot);
            for (direction, place) in spot.iter().enumerate() {
                if *place != TOTAL {
                    let above = grid.above(at, direction, *place);
                    grid.sums[direction][above] =
                        grid.sums[direction][above].saturating_add(*number);
                }
            }
        }
        grid
    }

    pub(super) fn index(&self, spot: &[u32]) -> usize {
        let places = spot.iter().zip(&self.strides);
        places.map(|(place, stride)| *place as usize * stride).sum()
    }

    fn place(&self, at: usize, direction: usize) -> u32 {
        let places = self.directions[direction].places() as usize;
        u32::try_from(at / self.strides[direction] % places).unwrap_or(TOTAL)
    }

    /// The number that another one is right under, in one direction in which it stands at `place`.
    fn above(&self, at: usize, direction: usize, place: u32) -> usize {
        let to = self.directions[direction].above(place) as usize;
        at - (place as usize - to) * self.strides[direction]
    }

    pub(super) fn hide(&mut self, at: usize) {
        self.hidden[at] = true;
    }

    /// What else is to be left out with the number at `at`, so that it cannot be told. `None` when no move does that.
    pub(super) fn cheapest(&self, at: usize, threshold: u64) -> Option<Vec<usize>> {
        let small = Small {
            at,
            number: self.numbers[at],
            threshold,
        };
        let ways: Vec<Vec<Way>> = (0..self.directions.len())
            .map(|direction| self.ways(at, direction))
            .collect();
        let mut best = None;
        self.search(&ways, &mut Vec::new(), small, &mut best);
        best.map(|(_, touched)| touched)
    }

    /// The lines of one direction on which no number is nought or known elsewhere, the cheapest first.
    fn ways(&self, at: usize, direction: usize) -> Vec<Way> {
        let (stride, place) = (self.strides[direction], self.place(at, direction));
        let start = at - place as usize * stride;
        let mut ways: Vec<Way> = lines(&self.directions[direction], place)
            .into_iter()
            .filter_map(|line| {
                let on_it = line.iter().map(|(to, _)| start + *to as usize * stride);
                let least = self.cost(on_it)?;
                Some(Way { least, line })
            })
            .collect();
        ways.sort_by_key(|way| way.least);
        ways
    }

    /// What it costs to leave these out. `None` when one of them is nought or known.
    fn cost(&self, mut all: impl Iterator<Item = usize>) -> Option<u64> {
        all.try_fold(0_u64, |cost, at| {
            let number = self.numbers[at];
            match (number, self.known[at], self.hidden[at]) {
                (0, ..) | (_, true, _) => None,
                (.., true) => Some(cost),
                _ => Some(cost.saturating_add(number)),
            }
        })
    }

    /// Tries the lines of each direction with those of the others. What the lines ask for by themselves are different
    /// numbers, so a move costs at least their sum.
    fn search<'w>(
        &self,
        ways: &'w [Vec<Way>],
        chosen: &mut Vec<&'w Way>,
        small: Small,
        best: &mut Best,
    ) {
        let Some(here) = ways.get(chosen.len()) else {
            let change = self.crossing(chosen);
            if let Some(cost) = self.cost(change.iter().map(|(at, _)| *at))
                && best.as_ref().is_none_or(|(least, _)| cost < *least)
                && self.holds(&change, small)
            {
                *best = Some((cost, change.into_iter().map(|(at, _)| at).collect()));
            }
            return;
        };
        let so_far: u64 = chosen.iter().map(|way| way.least).sum();
        for way in here {
            let least = so_far.saturating_add(way.least);
            if best.as_ref().is_some_and(|(found, _)| least >= *found) {
                break;
            }
            chosen.push(way);
            self.search(ways, chosen, small, best);
            chosen.pop();
        }
    }

    /// The numbers at which one line of each direction cross, with the way each goes.
    fn crossing(&self, chosen: &[&Way]) -> Change {
        let mut change: Change = vec![(0, 1)];
        for (way, stride) in chosen.iter().zip(&self.strides) {
            change = change
                .iter()
                .flat_map(|(at, sign)| {
                    way.line
                        .iter()
                        .map(move |(place, other)| (at + *place as usize * stride, sign * other))
                })
                .collect();
        }
        change.sort_unstable();
        change
    }

    /// Whether the table could be made of so many of the moved numbers as the threshold says, one of them with the
    /// threshold itself where the small number stands.
    fn holds(&self, change: &Change, small: Small) -> bool {
        debug_assert!(change.contains(&(small.at, 1)), "the number itself goes up");
        let (number, threshold) = (signed(small.number), signed(small.threshold));
        let sums = self.sums_of(change);
        // What is asked of each number grows or falls evenly with the move: what holds at the ends holds between.
        let down = (1..number)
            .rev()
            .find(|steps| self.holds_at(change, &sums, -steps))
            .unwrap_or(0);
        let up = (threshold - number).max(threshold - 1 - down);
        self.holds_at(change, &sums, up)
    }

    /// Whether the table could be made of the numbers moved so many steps: none of them nought, and all sums hold.
    fn holds_at(&self, change: &Change, sums: &[(usize, usize)], steps: i64) -> bool {
        change
            .iter()
            .all(|(at, _)| self.moved(change, *at, steps) >= 1)
            && sums
                .iter()
                .all(|(total, direction)| self.sum_holds(*total, *direction, (change, steps)))
    }

    fn moved(&self, change: &Change, at: usize, steps: i64) -> i64 {
        signed(self.numbers[at]).saturating_add(way_of(change, at) * steps)
    }

    /// The sums in which any of these numbers stands, as the total or right under it: the total, and the direction.
    fn sums_of(&self, change: &Change) -> Vec<(usize, usize)> {
        let mut sums = Vec::new();
        for (at, _) in change {
            for direction in 0..self.directions.len() {
                sums.push((*at, direction));
                let place = self.place(*at, direction);
                if place != TOTAL {
                    sums.push((self.above(*at, direction, place), direction));
                }
            }
        }
        sums.sort_unstable();
        sums.dedup();
        sums
    }

    fn sum_holds(&self, total: usize, direction: usize, (change, steps): (&Change, i64)) -> bool {
        let (sum, whole) = (self.sums[direction][total], self.numbers[total]);
        if sum == 0 {
            return true;
        }
        let added: i64 = change
            .iter()
            .filter(|(at, _)| {
                let place = self.place(*at, direction);
                place != TOTAL && self.above(*at, direction, place) == total
            })
            .map(|(_, way)| way * steps)
            .sum();
        let sum_after = signed(sum).saturating_add(added);
        let whole_after = self.moved(change, total, steps);
        match sum.cmp(&whole) {
            // The reader may know that it must be their sum.
            std::cmp::Ordering::Equal => sum_after == whole_after,
            // Some are counted in none of them.
            std::cmp::Ordering::Less => sum_after <= whole_after,
            // Some are counted in several of them.
            std::cmp::Ordering::Greater => {
                let start = total - self.place(total, direction) as usize * self.strides[direction];
                let largest = self.directions[direction]
                    .right_under(self.place(total, direction))
                    .map(|place| {
                        let at = start + place as usize * self.strides[direction];
                        self.moved(change, at, steps)
                    })
                    .max();
                largest.unwrap_or(0) <= whole_after && whole_after <= sum_after
            }
        }
    }
}

fn way_of(change: &Change, at: usize) -> i64 {
    change
        .binary_search_by_key(&at, |(there, _)| *there)
        .map_or(0, |found| change[found].1)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The ways in which the places of one direction can move so that `place` goes up: alone; with all it lies under, up to
/// the total; or against another place, as far up as the two have not met. A place with others under it takes one of
/// them along.
fn lines(direction: &Direction, place: u32) -> Vec<Line> {
    let mut all = vec![vec![(place, 1)]];
    for from in 0..direction.places() {
        let up = direction.way_up(from);
        if !up.contains(&place) {
            continue;
        }
        all.push(up.iter().map(|at| (*at, 1)).collect());
        for against in 1..direction.places() {
            let down = direction.way_up(against);
            if down.contains(&place) {
                continue;
            }
            let rising = up.iter().filter(|at| !down.contains(at)).map(|at| (*at, 1));
            let falling = down
                .iter()
                .filter(|at| !up.contains(at))
                .map(|at| (*at, -1));
            all.push(rising.chain(falling).collect());
        }
    }
    all
}
