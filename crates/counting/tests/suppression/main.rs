//! An attacker who knows the rule and has the printed table tries to find out what was left out.
//!
//! The attack is written without any of the code that it attacks: every number left out is an unknown, every total an
//! equation (or, where rows overlap, two inequalities), and a search over whole numbers says which values are possible.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;

use aigaq_counting::suppression::{Cube, Direction, Hidden, Spot, TOTAL};
use proptest::prelude::*;

/// What is printed: each number, or that it was left out.
struct Printed {
    sizes: Vec<u32>,
    numbers: BTreeMap<Spot, Option<u64>>,
    overlapping: bool,
}

/// What a number left out can be: from, to.
type Range = (i64, i64);

/// Larger than any number of these tables can become by way of a move.
const FAR: i64 = 10_000;

impl Printed {
    fn spots(sizes: &[u32]) -> Vec<Spot> {
        let mut all: Vec<Spot> = vec![Vec::new()];
        for size in sizes {
            all = all
                .iter()
                .flat_map(|spot| (0..=*size).map(|place| [spot.as_slice(), &[place]].concat()))
                .collect();
        }
        all
    }

    /// Every total with what makes it up.
    fn sums(&self) -> Vec<(Spot, Vec<Spot>)> {
        let mut sums = Vec::new();
        for spot in Self::spots(&self.sizes) {
            for (direction, size) in self.sizes.iter().enumerate() {
                if spot[direction] == TOTAL {
                    let parts = (1..=*size).map(|place| {
                        let mut part = spot.clone();
                        part[direction] = place;
                        part
                    });
                    sums.push((spot.clone(), parts.collect()));
                }
            }
        }
        sums
    }

    /// Whether the number at `spot` can be `value`.
    fn can_be(&self, spot: &Spot, value: i64) -> bool {
        let mut known: BTreeMap<Spot, Range> = self
            .numbers
            .iter()
            .map(|(spot, number)| {
                let range = match number {
                    Some(number) => {
                        let number = i64::try_from(*number).unwrap();
                        (number, number)
                    }
                    // Noughts are printed, so what is left out is none.
                    None => (1, FAR),
                };
                (spot.clone(), range)
            })
            .collect();
        known.insert(spot.clone(), (value, value));
        self.solve(known, &self.sums())
    }

    /// Narrows until nothing changes; then tries the narrowest that is open.
    fn solve(&self, mut known: BTreeMap<Spot, Range>, sums: &[(Spot, Vec<Spot>)]) -> bool {
        if !self.narrow(&mut known, sums) {
            return false;
        }
        let open = known
            .iter()
            .filter(|(_, (low, high))| low < high)
            .min_by_key(|(_, (low, high))| high - low)
            .map(|(spot, range)| (spot.clone(), *range));
        let Some((spot, (low, high))) = open else {
            return true;
        };
        for value in low..=high {
            let mut further = known.clone();
            further.insert(spot.clone(), (value, value));
            if self.solve(further, sums) {
                return true;
            }
        }
        false
    }

    fn narrow(&self, known: &mut BTreeMap<Spot, Range>, sums: &[(Spot, Vec<Spot>)]) -> bool {
        loop {
            let before = known.clone();
            for (total, parts) in sums {
                let whole = known[total];
                let low: i64 = parts.iter().map(|part| known[part].0).sum();
                let high: i64 = parts.iter().map(|part| known[part].1).sum();
                let largest = parts.iter().map(|part| known[part].0).max().unwrap_or(0);
                let at_least = if self.overlapping { largest } else { low };
                known.insert(total.clone(), (whole.0.max(at_least), whole.1.min(high)));
                for part in parts {
                    let (from, to) = known[part];
                    let others_high = high - to;
                    let others_low = low - from;
                    let most = if self.overlapping {
                        whole.1
                    } else {
                        whole.1 - others_low
                    };
                    let narrowed = (from.max(whole.0 - others_high), to.min(most));
                    if narrowed.0 > narrowed.1 {
                        return false;
                    }
                    // The sums above were of the ranges before; they are made again in the next round.
                    if narrowed != (from, to) {
                        known.insert(part.clone(), narrowed);
                        break;
                    }
                }
                if known[total].0 > known[total].1 {
                    return false;
                }
            }
            if *known == before {
                return true;
            }
        }
    }
}

/// A table in which each unit is counted in one place of each direction.
fn partition(sizes: &[u32], units: &[Vec<u32>]) -> BTreeMap<Spot, u64> {
    let mut numbers: BTreeMap<Spot, u64> = BTreeMap::new();
    for unit in units {
        let spots = Printed::spots(&vec![1; sizes.len()]);
        for which in spots {
            let spot: Spot = which
                .iter()
                .zip(unit)
                .map(|(inside, place)| if *inside == 1 { *place } else { TOTAL })
                .collect();
            *numbers.entry(spot).or_default() += 1;
        }
    }
    numbers
}

fn cube(sizes: &[u32], numbers: &BTreeMap<Spot, u64>) -> Cube {
    let mut cube = Cube::new(sizes.iter().map(|size| Direction::flat(*size)).collect());
    for (spot, number) in numbers {
        cube.put(spot, *number);
    }
    cube
}

fn printed(
    sizes: &[u32],
    numbers: &BTreeMap<Spot, u64>,
    is_hidden: impl Fn(&Spot) -> bool,
    overlapping: bool,
) -> Printed {
    let numbers = Printed::spots(sizes)
        .into_iter()
        .map(|spot| {
            let number = numbers.get(&spot).copied().unwrap_or(0);
            let told = (!is_hidden(&spot)).then_some(number);
            (spot, told)
        })
        .collect();
    Printed {
        sizes: sizes.to_vec(),
        numbers,
        overlapping,
    }
}

/// For each number left out there are at least as many possibilities as the threshold says, and the threshold or more
/// is among them.
fn nothing_is_told(
    numbers: &BTreeMap<Spot, u64>,
    printed: &Printed,
    hidden: &Hidden,
) -> Result<(), TestCaseError> {
    let threshold = i64::try_from(hidden.threshold()).unwrap();
    for (spot, number) in numbers {
        let number = i64::try_from(*number).unwrap();
        if !hidden.is_hidden(spot) {
            prop_assert!(
                number >= threshold,
                "{spot:?} = {number} is small and printed"
            );
            continue;
        }
        let around = (number - threshold).max(1)..=number + threshold;
        let possible = around.filter(|value| printed.can_be(spot, *value)).count();
        prop_assert!(
            i64::try_from(possible).unwrap() >= threshold,
            "{spot:?} = {number}: {possible}"
        );
        prop_assert!(
            printed.can_be(spot, number.max(threshold)),
            "{spot:?} = {number} is known to be small"
        );
    }
    Ok(())
}

fn units(sizes: Vec<u32>, most: usize) -> impl Strategy<Value = (Vec<u32>, Vec<Vec<u32>>)> {
    // Some places are rarer than others, so that small numbers stand beside large ones.
    let place = |size: u32| prop_oneof![3 => Just(1), 2 => 1..=size.min(2), 1 => 1..=size].boxed();
    let unit: Vec<_> = sizes.iter().map(|size| place(*size)).collect();
    (Just(sizes), proptest::collection::vec(unit, 0..most))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn no_number_left_out_of_a_list_can_be_computed(
        (sizes, units) in (1_u32..7).prop_flat_map(|n| units(vec![n], 60)),
        threshold in 2_u64..8,
    ) {
        let numbers = partition(&sizes, &units);
        let hidden = cube(&sizes, &numbers).hide(threshold).unwrap();
        let printed = printed(&sizes, &numbers, |spot| hidden.is_hidden(spot), false);
        nothing_is_told(&numbers, &printed, &hidden)?;
    }

    #[test]
    fn no_number_left_out_of_a_table_can_be_computed(
        (sizes, units) in (1_u32..4, 1_u32..4).prop_flat_map(|(a, b)| units(vec![a, b], 60)),
        threshold in 2_u64..6,
    ) {
        let numbers = partition(&sizes, &units);
        let hidden = cube(&sizes, &numbers).hide(threshold).unwrap();
        let printed = printed(&sizes, &numbers, |spot| hidden.is_hidden(spot), false);
        nothing_is_told(&numbers, &printed, &hidden)?;
    }

    #[test]
    fn no_number_left_out_of_three_directions_can_be_computed(
        (sizes, units) in units(vec![2, 2, 2], 60),
        threshold in 2_u64..5,
    ) {
        let numbers = partition(&sizes, &units);
        let hidden = cube(&sizes, &numbers).hide(threshold).unwrap();
        let printed = printed(&sizes, &numbers, |spot| hidden.is_hidden(spot), false);
        nothing_is_told(&numbers, &printed, &hidden)?;
    }

    #[test]
    fn no_number_left_out_of_overlapping_rows_can_be_computed(
        members in proptest::collection::vec(proptest::collection::btree_set(1_u32..5, 1..3), 0..50),
        threshold in 2_u64..7,
    ) {
        let sizes = [4];
        let mut numbers: BTreeMap<Spot, u64> = BTreeMap::new();
        for unit in &members {
            for place in unit.iter().chain([&TOTAL]) {
                *numbers.entry(vec![*place]).or_default() += 1;
            }
        }
        let hidden = cube(&sizes, &numbers).hide(threshold).unwrap();
        let overlapping = (1..5).map(|n| numbers.get(&vec![n]).unwrap_or(&0)).sum::<u64>()
            > numbers.get(&vec![TOTAL]).copied().unwrap_or(0);
        let printed = printed(&sizes, &numbers, |spot| hidden.is_hidden(spot), overlapping);
        nothing_is_told(&numbers, &printed, &hidden)?;
    }
}

#[test]
fn the_attacker_is_good_enough_to_find_what_is_badly_hidden() {
    let sizes = [3];
    let numbers = partition(
        &sizes,
        &[vec![vec![1]; 2], vec![vec![2]; 20], vec![vec![3]; 30]].concat(),
    );
    let alone = printed(&sizes, &numbers, |spot| spot == &[1], false);
    let possible: Vec<i64> = (1..10)
        .filter(|value| alone.can_be(&vec![1], *value))
        .collect();
    assert_eq!(possible, [2]);
    // Two small ones that hide each other are known to be small.
    let numbers = partition(
        &sizes,
        &[vec![vec![1]; 2], vec![vec![2]; 2], vec![vec![3]; 30]].concat(),
    );
    let two = printed(&sizes, &numbers, |spot| spot[0] == 1 || spot[0] == 2, false);
    let possible: Vec<i64> = (1..10)
        .filter(|value| two.can_be(&vec![1], *value))
        .collect();
    assert_eq!(possible, [1, 2, 3]);
}

#[test]
fn a_table_of_thousands_of_numbers_is_made_safe_in_time() {
    let sizes = [60, 40];
    // A plain sequence of numbers, so that the table is the same in every run.
    let mut at = 1_u64;
    let units: Vec<Vec<u32>> = (0..30_000)
        .map(|_| {
            at = at
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let of = |size: u32, bits: u32| {
                let far = u32::try_from((at >> bits) % u64::from(size * size)).unwrap();
                1 + far.isqrt().min(size - 1)
            };
            vec![of(60, 20), of(40, 41)]
        })
        .collect();
    let numbers = partition(&sizes, &units);
    let begun = std::time::Instant::now();
    let hidden = cube(&sizes, &numbers).hide(10).unwrap();
    assert!(
        hidden.small() > 100 && !hidden.is_whole(),
        "{}",
        hidden.small()
    );
    assert!(
        hidden.len() < numbers.len() / 2,
        "{} of {}",
        hidden.len(),
        numbers.len()
    );
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
