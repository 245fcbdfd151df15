//! Faults planted in a world in which everything agrees: each is seen, as what it is and where it is; nothing is
//! seen where nothing is wrong.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod consents;
mod faults;
mod others;
mod restrictions;
mod world;

use aigaq_checks::{Decided, Finding, Kind, SENTENCES, Way};
use aigaq_schema::{PartialDate, Period, Value};
use faults::{FAULTS, Plant};
use others::{OTHERS, TWINS};
use proptest::prelude::*;
use std::collections::BTreeSet;
use world::{Choices, World, text};

fn choices() -> impl Strategy<Value = Choices> {
    (
        prop::collection::vec(3u16..400, 2..9),
        2usize..12,
        5usize..11,
        2015u16..2018,
        1u8..13,
    )
        .prop_map(|(parts, people, events, first_year, month)| Choices {
            parts,
            people,
            events,
            first_year,
            month,
        })
}

/// All faults.
fn faults() -> impl Iterator<Item = &'static (&'static str, Plant)> {
    FAULTS.iter().chain(OTHERS)
}

fn said(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|f| format!("{} {:?}", f.key(), f.message))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn where_nothing_is_wrong_nothing_is_found(choices in choices()) {
        let found = World::clean(&choices).findings();
        prop_assert!(found.open.is_empty(), "{:#?}", said(&found.open));
    }

    #[test]
    fn each_planted_fault_is_found_as_what_it_is_and_where_it_is(choices in choices(), at in 0usize..100) {
        for (name, plant) in faults() {
            let mut world = World::clean(&choices);
            let Some((kind, record)) = plant(&mut world, at) else { continue };
            let found = world.findings().open;
            let seen = found.iter().any(|f| f.kind == kind && f.involved.iter().any(|i| i.record == record));
            prop_assert!(seen, "{name} at {at} was not seen: {:#?}", said(&found));
            // One fault is not told in many ways.
            prop_assert!(found.len() <= 4, "{name} at {at}: {:#?}", said(&found));
        }
    }

    #[test]
    fn what_is_told_as_it_can_be_is_not_found(choices in choices(), at in 0usize..100) {
        for (name, tell) in TWINS {
            let mut world = World::clean(&choices);
            tell(&mut world, at);
            let found = world.findings().open;
            prop_assert!(found.is_empty(), "{name}: {:#?}", said(&found));
        }
    }

    #[test]
    fn the_order_of_records_and_statements_makes_no_difference(choices in choices(), at in 0usize..100, turn in 1usize..50) {
        for (_, plant) in faults() {
            let mut world = World::clean(&choices);
            plant(&mut world, at);
            let keys = |world: &World| -> BTreeSet<String> { world.findings().open.iter().map(Finding::key).collect() };
            let before = keys(&world);
            let by = turn % world.records.len();
            world.records.rotate_left(by);
            world.records.reverse();
            prop_assert_eq!(before, keys(&world));
        }
    }

    #[test]
    fn what_is_settled_does_not_come_back_until_what_it_rests_on_changes(choices in choices(), at in 0usize..100) {
        for (name, plant) in faults() {
            let mut world = World::clean(&choices);
            plant(&mut world, at);
            let open = world.findings().open;
            for finding in &open {
                world.settle(finding);
            }
            let after = world.findings();
            prop_assert!(after.open.is_empty(), "{name}: {:#?}", said(&after.open));
            prop_assert_eq!(after.settled.len(), open.len());
            prop_assert!(after.settled.iter().all(|(_, s)| s.way == Some(Way::Explained)));
            prop_assert!(after.past.is_empty());
        }
    }
}

#[test]
fn what_is_decided_through_a_third_record_is_not_asked_again() {
    let mut world = World::clean(&usual());
    let told = world.value(world.people[0], "name");
    let twin = |world: &mut World| {
        let values = [("name", told.clone()), ("kind", Value::term("person"))];
        world.add("actor", None, &values)
    };
    let (a, b, c) = (world.people[0], twin(&mut world), twin(&mut world));
    let asked = |world: &World, decided: Decided| world.found_when(decided).open.len();
    // Each beside one before it.
    assert_eq!(asked(&world, Decided::default()), 2);
    let one = |group: &[_]| Decided::new([group.to_vec()], [], []);
    assert_eq!(asked(&world, one(&[a, c])), 1);
    assert_eq!(asked(&world, one(&[a, b, c])), 0, "a is c and c is b");
    // a is c, and c is not b: then a is not b.
    let apart = Decided::new([vec![a, c]], [(c, b)], []);
    assert_eq!(asked(&world, apart), 0);
    // What was left open is left open of these two alone.
    let open = Decided::new([vec![a, c]], [], [(c, b)]);
    assert_eq!(asked(&world, open), 1);
}

#[test]
fn a_finding_of_a_period_is_settled_for_that_period_alone() {
    let mut world = World::clean(&usual());
    world.forget(world.assessments[0], "commitment");
    let of = |world: &World, from: &str, to: &str| {
        let day = |text: &str| text.parse::<PartialDate>().unwrap();
        world.found_in(Period::between(Some(&day(from)), Some(&day(to))))
    };
    let first = of(&world, "2021-01", "2021-06");
    assert_eq!(first.open.len(), 1);
    world.settle(&first.open[0]);
    let again = of(&world, "2021-01", "2021-06");
    assert_eq!((again.open.len(), again.settled.len()), (0, 1));
    let next = of(&world, "2021-01", "2021-12");
    assert_eq!(
        (next.open.len(), next.settled.len(), next.past.len()),
        (1, 0, 0)
    );
    let ever = world.findings();
    assert_eq!(
        (ever.open.len(), ever.settled.len(), ever.past.len()),
        (1, 0, 0)
    );
    // Settled without a period, it is settled for no period.
    world.settle(&ever.open[0]);
    assert_eq!(world.findings().settled.len(), 1);
    assert_eq!(of(&world, "2021-01", "2021-12").open.len(), 1);
    // Assessed after all: what was settled of its period is past there, and only there.
    let commitment = Value::Reference(world.commitments[0]);
    world.say(world.assessments[0], None, "commitment", commitment);
    assert_eq!(of(&world, "2021-01", "2021-06").past.len(), 2);
    assert_eq!(of(&world, "2021-01", "2021-12").past.len(), 1);
    assert_eq!(world.findings().past.len(), 1);
    assert!(
        world
            .findings()
            .past
            .iter()
            .all(|s| Kind::of_key(&s.finding) == Some(Kind::Unassessed))
    );
}

#[test]
fn what_is_given_up_is_told_to_be_given_up() {
    let world = World::clean(&usual());
    for most in 0..40 {
        let asked = std::cell::Cell::new(0);
        let goes_on = || {
            asked.set(asked.get() + 1);
            asked.get() <= most
        };
        assert_eq!(world.looked_at(&goes_on), None, "after {most}");
    }
    assert_eq!(world.looked_at(&|| true), Some(Vec::new()));
}

/// A small world, always the same.
fn usual() -> Choices {
    Choices {
        parts: vec![482, 64, 48, 45, 24, 10, 6, 5],
        people: 8,
        events: 8,
        first_year: 2017,
        month: 3,
    }
}

#[test]
fn every_kind_and_every_sentence_that_is_found_is_declared_with_its_places() {
    let mut kinds = BTreeSet::new();
    let mut keys = BTreeSet::new();
    for (_, plant) in faults() {
        let mut world = World::clean(&usual());
        plant(&mut world, 3);
        for finding in world.findings().open {
            let (_, places) = SENTENCES
                .iter()
                .find(|(key, _)| *key == finding.message.key)
                .unwrap();
            let filled: BTreeSet<&str> = finding
                .message
                .places
                .iter()
                .map(|(name, _)| *name)
                .collect();
            assert_eq!(
                filled,
                places.iter().copied().collect(),
                "{}",
                finding.message.key
            );
            kinds.insert(finding.kind);
            keys.insert(finding.message.key);
        }
    }
    let missing: Vec<Kind> = Kind::ALL
        .into_iter()
        // Those of the registers are found there, and planted in the tests of the workspace.
        .filter(|k| *k != Kind::Entered && !kinds.contains(k))
        .collect();
    assert!(
        missing.is_empty(),
        "no planted fault is of the kinds {missing:?}"
    );
    let unseen: Vec<&str> = SENTENCES
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| !keys.contains(key))
        .collect();
    assert!(
        unseen.is_empty(),
        "no planted fault makes these sentences: {unseen:?}"
    );
}

#[test]
fn nothing_and_records_without_statements_are_no_trouble() {
    let mut world = World::clean(&usual());
    world.records.clear();
    assert!(world.findings().open.is_empty());
    for record_type in [
        "figure",
        "source",
        "event",
        "restriction",
        "actor",
        "judgement",
        "no such type",
    ] {
        world.add(record_type, None, &[]);
    }
    assert!(world.findings().open.is_empty());
}

#[test]
fn hostile_texts_are_read_without_a_panic() {
    let nasty = [
        "",
        " ",
        "://",
        "http://",
        "https://[",
        "%",
        "((((",
        "a.b.c.d.e",
        "\u{feff}\u{202e}",
        "ßſİ",
        "1e999",
        "𝔘𝔫𝔦",
        "—",
        "p p p fn fn",
    ];
    let mut world = World::clean(&usual());
    for text_of in nasty {
        let source = world.add(
            "source",
            None,
            &[
                ("title", text(text_of)),
                ("url", Value::Url(text_of.to_owned())),
                ("publisher", text(text_of)),
                ("cited_in", text(text_of)),
            ],
        );
        world.add(
            "figure",
            Some((source, text_of)),
            &[
                ("indicator", text(text_of)),
                ("unit", text(text_of)),
                ("value", world::number("1")),
            ],
        );
        world.add(
            "actor",
            None,
            &[(
                "name",
                Value::Name {
                    text: text_of.repeat(50),
                    kind: aigaq_schema::NameKind::Full,
                },
            )],
        );
    }
    world.findings();
}
