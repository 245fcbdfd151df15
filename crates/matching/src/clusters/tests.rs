use super::*;
use proptest::prelude::*;

type D = Decision<u8, u32>;

fn said(id: u32, a: u8, b: u8, said: Said<u32>) -> D {
    Decision {
        id,
        pair: (a, b),
        said,
    }
}

fn any_decisions() -> impl Strategy<Value = Vec<D>> {
    let one = (0_u8..9, 0_u8..9, 0_u8..8, 0_u32..30);
    proptest::collection::vec(one, 0..30).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        numbered
            .map(|(i, (a, b, what, other))| {
                let id = i as u32;
                let what = match what {
                    0..=3 => Said::Same,
                    4 | 5 => Said::Different,
                    6 => Said::Unsure,
                    _ => Said::Revoke(other),
                };
                said(id, a, b, what)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn merging_and_taking_it_back_gives_exactly_what_was(mut all in any_decisions(), a in 0_u8..9, b in 0_u8..9) {
        let before = Clusters::of(&all);
        all.push(said(100, a, b, Said::Same));
        all.push(said(101, 0, 0, Said::Revoke(100)));
        prop_assert_eq!(Clusters::of(&all), before);
    }

    #[test]
    fn the_order_in_which_decisions_arrive_does_not_matter(
        (all, mixed) in any_decisions().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        prop_assert_eq!(Clusters::of(&all), Clusters::of(&mixed));
    }

    #[test]
    fn different_is_never_broken_and_the_smallest_represents(all in any_decisions()) {
        let held = Held::of(&all);
        let clusters = Clusters::of(&all);
        for ((a, b), holds, by) in held.iter() {
            let one = clusters.represents(a) == clusters.represents(b);
            match holds {
                Holds::Different => prop_assert!(!one),
                Holds::Same => prop_assert!(one || clusters.clashes().iter().any(|c| c.same == by)),
                Holds::Unsure => {}
            }
        }
        for record in 0..9 {
            let members = clusters.members(record);
            prop_assert_eq!(clusters.represents(record), *members.iter().min().unwrap());
            prop_assert!(members.contains(&record));
        }
    }

    #[test]
    fn moving_moves_one_record_and_nothing_else(all in any_decisions(), record in 0_u8..9, to in 0_u8..9) {
        let before = Clusters::of(&all);
        let to = (to != record).then_some(to);
        let mut after = all.clone();
        for (i, (pair, what)) in moving(&Held::of(&all), record, to).into_iter().enumerate() {
            after.push(Decision { id: 100 + i as u32, pair, said: what });
        }
        let clusters = Clusters::of(&after);
        for other in (0..9).filter(|o| *o != record) {
            let mut expected: Vec<u8> = before.members(other).into_iter().filter(|m| *m != record).collect();
            if to.is_some_and(|to| before.represents(to) == before.represents(other)) {
                expected.push(record);
                expected.sort_unstable();
            }
            prop_assert_eq!(clusters.members(other), expected);
        }
        let back: Vec<D> = after.iter().filter(|d| d.id >= 100).map(|d| said(d.id + 100, 0, 0, Said::Revoke(d.id))).collect();
        after.extend(back);
        prop_assert_eq!(Clusters::of(&after), before);
    }
}

#[test]
fn what_clashes_is_reported_and_the_newer_same_holds() {
    let all = [
        said(1, 1, 2, Said::Same),
        said(2, 2, 3, Said::Same),
        said(3, 1, 3, Said::Different),
    ];
    let clusters = Clusters::of(&all);
    assert_eq!(clusters.members(3), [2, 3]);
    assert_eq!(
        clusters.clashes(),
        [Clash {
            same: 1,
            pair: (1, 2),
            different: 3,
            apart: (1, 3)
        }]
    );
}

#[test]
fn the_weakest_link_is_where_a_cluster_would_fall_apart() {
    // 1-2 strong, 3-4 strong, and the two pairs held together by 2-3.
    let evidence = |a: u8, b: u8| match (a, b) {
        (1, 2) | (3, 4) => Bits(9000),
        (2, 3) => Bits(2000),
        _ => Bits(-3000),
    };
    let weakest = weakest_link(&[4, 2, 1, 3], evidence).unwrap();
    assert_eq!((weakest.pair, weakest.bits), ((2, 3), Bits(2000)));
    assert_eq!((weakest.one, weakest.other), (vec![1, 2], vec![3, 4]));
    assert_eq!(weakest_link(&[1_u8], |_, _| Bits(0)), None);
    assert_eq!(weakest_link(&[] as &[u8], |_, _| Bits(0)), None);
}
