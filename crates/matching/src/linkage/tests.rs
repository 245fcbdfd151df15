use super::*;
use proptest::prelude::*;

fn table(pairs: &[(u32, u32, i32)]) -> BTreeMap<(u32, u32), i32> {
    pairs.iter().map(|(a, b, s)| ((*a, *b), *s)).collect()
}

fn grouped(
    scores: &BTreeMap<(u32, u32), i32>,
    must: &[(u32, u32)],
    cannot: &[(u32, u32)],
) -> Vec<Vec<u32>> {
    let edges: Vec<(u32, u32)> = scores
        .iter()
        .filter(|(_, s)| **s >= 0)
        .map(|(p, _)| *p)
        .collect();
    groups(
        &Joined {
            edges: &edges,
            must,
            cannot,
            threshold: Bits::ZERO,
        },
        &|a, b| match scores.get(&(a, b)) {
            Some(-99) => Evidence::Forbidden,
            Some(s) => Evidence::Bits(Bits(*s)),
            None => Evidence::Bits(Bits(-10)),
        },
    )
}

#[test]
fn a_chain_is_not_pulled_together_by_its_links() {
    let chain = table(&[(0, 1, 5), (1, 2, 4), (2, 3, 5)]);
    assert_eq!(grouped(&chain, &[], &[]), [vec![0, 1], vec![2, 3]]);
}

#[test]
fn what_must_stands_together_and_what_cannot_does_not() {
    let scores = table(&[(0, 1, 5), (1, 2, 4), (0, 2, 4)]);
    assert_eq!(grouped(&scores, &[], &[]), [vec![0, 1, 2]]);
    assert_eq!(grouped(&scores, &[], &[(2, 0)]), [vec![0, 1], vec![2]]);
    assert_eq!(
        grouped(&scores, &[(5, 0)], &[(5, 2)]),
        [vec![0, 5], vec![1, 2]],
        "the mean of 5 and -10 joins nobody to 0 and 5"
    );
}

#[test]
fn a_forbidden_pair_keeps_its_groups_apart() {
    let scores = table(&[(0, 1, 50), (1, 2, 40), (0, 2, -99)]);
    assert_eq!(grouped(&scores, &[], &[]), [vec![0, 1], vec![2]]);
}

/// The same, computed from the definition: all pairs of groups weighed anew each time.
fn plainly(n: u32, score: &dyn Fn(u32, u32) -> Evidence, cannot: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = (0..n).map(|i| vec![i]).collect();
    loop {
        let mut best: Option<(i64, i64, usize, usize)> = None;
        for i in 0..all.len() {
            'next: for j in i + 1..all.len() {
                let mut sum = 0;
                for x in &all[i] {
                    for y in &all[j] {
                        let (x, y) = (*x.min(y), *x.max(y));
                        if cannot.contains(&(x, y)) {
                            continue 'next;
                        }
                        match score(x, y) {
                            Evidence::Bits(b) => sum += i64::from(b.0),
                            Evidence::Forbidden => continue 'next,
                        }
                    }
                }
                let pairs = (all[i].len() * all[j].len()) as i64;
                let better = best.is_none_or(|(s, p, a, b)| {
                    (sum * p, Reverse((all[i][0], all[j][0])))
                        > (s * pairs, Reverse((all[a][0], all[b][0])))
                });
                if sum >= 0 && better {
                    best = Some((sum, pairs, i, j));
                }
            }
        }
        let Some((_, _, i, j)) = best else { break };
        let moved = all.remove(j);
        all[i].extend(moved);
        all[i].sort_unstable();
        all.sort_unstable();
    }
    all
}

proptest! {
    #[test]
    fn groups_are_those_of_the_definition(
        scores in proptest::collection::vec(-20_i32..20, 45),
        cannot in proptest::collection::vec((0_u32..10, 0_u32..10), 0..3),
    ) {
        let place = |a: u32, b: u32| (b * (b - 1) / 2 + a) as usize;
        let score = |a: u32, b: u32| match scores[place(a, b)] {
            -20 => Evidence::Forbidden,
            s => Evidence::Bits(Bits(s)),
        };
        let cannot: Vec<(u32, u32)> = cannot.into_iter().map(low_first).filter(|(a, b)| a != b).collect();
        let mut edges = Vec::new();
        for b in 1..10 {
            for a in 0..b {
                if matches!(score(a, b), Evidence::Bits(s) if s.0 >= 0) {
                    edges.push((a, b));
                }
            }
        }
        let joined = Joined { edges: &edges, must: &[], cannot: &cannot, threshold: Bits::ZERO };
        let found = groups(&joined, &score);
        let expected: Vec<Vec<u32>> = plainly(10, &score, &cannot);
        let alone = |g: &&Vec<u32>| g.len() > 1;
        prop_assert_eq!(
            found.iter().filter(alone).collect::<Vec<_>>(),
            expected.iter().filter(alone).collect::<Vec<_>>()
        );
        let reversed: Vec<(u32, u32)> = edges.iter().rev().map(|(a, b)| (*b, *a)).collect();
        let back = groups(&Joined { edges: &reversed, ..joined }, &score);
        prop_assert_eq!(back, found);
    }
}
