//! What must hold of every count, whatever was recorded.

use std::collections::{BTreeMap, BTreeSet};

use aigaq_counting::{Clusters, Counting, Plain, Query, Reader, Row, Unit};
use proptest::prelude::*;

use crate::world::{Actor, CATEGORIES, Dice, RIGHTS, TYPES, World};

fn by(unit: Unit, paths: &[&str]) -> Query {
    let add = |query: Query, path: &&str| query.by(path).expect("path");
    paths.iter().fold(Query::new(unit), add)
}

fn records(world: &World, query: &Query, row: &Row) -> BTreeSet<u32> {
    world.ask(&Plain, &Reader::of_everything(), |counting| {
        let rows = counting.records(query, &row.key).expect("records");
        rows.into_iter().collect()
    })
}

/// The code above another in a list, itself at the top.
fn top(list: &[(&str, &str)], code: &str) -> String {
    let mut code = code.to_owned();
    while let Some((_, above)) = list
        .iter()
        .find(|(known, above)| *known == code && !above.is_empty())
    {
        code = (*above).to_owned();
    }
    code
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Where no unit can have two values, the rows add up to the total.
    #[test]
    fn a_partition_adds_up(seed in any::<u64>(), acts in 0_u32..60) {
        let world = World::generated(acts, seed);
        for (unit, paths) in [
            (Unit::Acts, ["type:0", "region", "month"]),
            (Unit::Events, ["kind", "start:year", "deaths"]),
            (Unit::Involvements, ["role", "category", "type"]),
        ] {
            for number in 1..=3 {
                let answer = world.count(&by(unit, &paths[..number]));
                let sum: u64 = answer.rows.iter().map(|row| row.count).sum();
                prop_assert!(answer.adds_up);
                prop_assert_eq!(sum, answer.total);
            }
        }
    }

    /// Adding a second perpetrator never changes the number of acts, of persons, or of anything that is not counted by
    /// perpetrators.
    #[test]
    fn a_second_perpetrator_changes_nothing(seed in any::<u64>(), acts in 1_u32..40) {
        let mut world = World::generated(acts, seed);
        let queries = [
            by(Unit::Acts, &["type", "month", "region"]),
            by(Unit::Acts, &["target.category", "rights"]),
            by(Unit::Persons, &["category", "type:0", "year"]),
            by(Unit::Events, &["act.type", "kind"]),
            by(Unit::Involvements, &["type", "gender"]).only("role=target").expect("filter"),
        ];
        let before: Vec<_> = queries.iter().map(|query| world.count(query)).collect();
        let mut dice = Dice(seed ^ 5);
        for _ in 0..10 {
            let culprit = world.organisation("police");
            world.involve(dice.below(acts), Some(culprit), "perpetrator.secondary");
        }
        for (query, before) in queries.iter().zip(before) {
            prop_assert_eq!(world.count(query), before);
        }
    }

    /// A row of a level of a tree holds the distinct records of the codes below it, no more and no fewer.
    #[test]
    fn roll_up_is_the_distinct_members_of_what_lies_below(seed in any::<u64>(), acts in 0_u32..60) {
        let world = World::generated(acts, seed);
        for (unit, fine, coarse, list) in [
            (Unit::Acts, "type", "type:0", &TYPES[..]),
            (Unit::Acts, "rights", "rights:0", &RIGHTS[..]),
            (Unit::Persons, "type", "type:0", &TYPES[..]),
            (Unit::Persons, "rights", "rights:0", &RIGHTS[..]),
        ] {
            let (fine, coarse) = (by(unit, &[fine]), by(unit, &[coarse]));
            let mut below: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
            for row in &world.count(&fine).rows {
                below.entry(top(list, &row.key[0])).or_default().extend(records(&world, &fine, row));
            }
            let rolled = world.count(&coarse).rows;
            prop_assert_eq!(rolled.len(), below.len());
            for row in &rolled {
                let members = records(&world, &coarse, row);
                prop_assert_eq!(row.count, members.len() as u64);
                prop_assert_eq!(&members, &below[&row.key[0]], "{}", row.key[0]);
            }
        }
    }

    /// In which order records and their involvements were written does not matter.
    #[test]
    fn the_order_of_what_was_said_is_irrelevant(seed in any::<u64>(), acts in 1_u32..30) {
        let world = World::generated(acts, seed);
        let mut backwards = World::new();
        world.events.iter().for_each(|event| {
            backwards.event(event);
        });
        let last = world.actors.len() - 1;
        for actor in world.actors.iter().rev() {
            backwards.actor(actor);
        }
        for act in world.acts.iter().rev() {
            backwards.act(act);
        }
        let turned = |row: u32, last: usize| u32::try_from(last).expect("few") - row;
        for one in world.involvements.iter().rev() {
            let mut one = one.clone();
            one.act = turned(one.act, world.acts.len() - 1);
            one.actor = one.actor.map(|actor| turned(actor, last));
            backwards.involvement(&one);
        }
        for (row, stands) in (0..).zip(&world.stands_for) {
            if row != *stands {
                backwards.same(turned(row, last), turned(*stands, last));
            }
        }
        for query in [
            by(Unit::Acts, &["type:0", "month", "target.category"]),
            by(Unit::Persons, &["category", "rights", "region"]),
            by(Unit::Involvements, &["role", "gender", "act.start:month"]),
            by(Unit::Organisations, &["kind"]),
        ] {
            prop_assert_eq!(world.count(&query), backwards.count(&query));
        }
    }

    /// To judge two to be one and to take it back leaves every count as it was.
    #[test]
    fn a_merge_that_is_taken_back_leaves_nothing_behind(seed in any::<u64>(), acts in 1_u32..40) {
        let world = World::generated(acts, seed);
        let query = by(Unit::Persons, &["category", "type:0", "year"]);
        let count = |clusters: &Clusters| {
            let reader = Reader::of_everything();
            let counting = Counting {
                columns: &world.columns,
                clusters,
                labels: &Plain,
                reader: &reader,
                threads: 1,
            };
            counting.count(&query).expect("counts")
        };
        let before = count(&Clusters::identity());
        let mut merged = Clusters::identity();
        let stands = (0..u32::try_from(world.actors.len()).expect("few")).map(|row| row / 2 * 2);
        merged.set("actor", stands.collect()).expect("stand for themselves");
        let one = count(&merged);
        prop_assert!(one.total <= before.total);
        prop_assert_eq!(count(&Clusters::identity()), before);
    }
}

/// The same person told of twice, under two categories, is one person in the total and in both rows.
#[test]
fn one_person_in_two_categories_is_said_to_overlap() {
    let mut world = World::new();
    let one = world.person("female", &["journalist"]);
    let other = world.actor(&Actor {
        kind: "person".to_owned(),
        categories: vec![CATEGORIES[1].0.to_owned()],
        ..Actor::default()
    });
    world.same(one, other);
    let answer = world.count(&by(Unit::Persons, &["category"]));
    assert_eq!((answer.total, answer.adds_up), (1, false));
    let told: Vec<(&str, u64)> = answer
        .rows
        .iter()
        .map(|row| (row.key[0].as_str(), row.count))
        .collect();
    assert_eq!(told, [("journalist", 1), ("lawyer", 1)]);
}
