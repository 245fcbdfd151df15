//! What was entered that cannot be.

use super::commitments::{assessment, commitment};
use super::prisoners::listing;
use super::{date, day, id};
use aigaq_registers::DayRange;
use aigaq_registers::commitments::{Axis, CommitmentFacts};
use aigaq_registers::flaws::{self, Flaw, Release, Whereabouts};
use aigaq_registers::prisoners::Decided;
use aigaq_registers::restrictions::{self, Holder, HolderKind, Outline, RestrictionFacts};
use std::collections::BTreeMap;

fn restriction(number: u8, person: u8, kind: &str, start: &str, end: &str) -> RestrictionFacts {
    RestrictionFacts {
        start: date(start),
        end: date(end),
        holder: Some(Holder {
            actor: id(person),
            kind: HolderKind::Person,
        }),
        ..RestrictionFacts::new(id(number), kind)
    }
}

fn whereabouts(facts: &RestrictionFacts) -> Whereabouts {
    match facts.kind.as_str() {
        "prison" => Whereabouts::Held,
        "parole" => Whereabouts::AtLiberty,
        _ => Whereabouts::Either,
    }
}

#[test]
fn bad_input_is_named() {
    let backwards = restriction(1, 50, "prison", "2021-05-01", "2021-04-30");
    assert!(matches!(
        flaws::of_restrictions(&[backwards])[..],
        [Flaw::EndBeforeStart { .. }]
    ));
    assert_eq!(
        flaws::of_restrictions(&[restriction(1, 50, "prison", "2021-05", "2021-05-01")]),
        []
    );
    let mut changed = restriction(1, 50, "prison", "2021-05-01", "");
    changed.changes.push(restrictions::Change::new(
        restrictions::ChangeKind::Lifted,
        date("2020"),
    ));
    assert!(matches!(
        flaws::of_restrictions(&[changed])[..],
        [Flaw::ChangeBeforeStart { .. }]
    ));

    let pair = |parole: &str| {
        let all = [
            restriction(1, 50, "prison", "2020-01-01", "2022-01-01"),
            restriction(2, 50, "parole", parole, "2023-01-01"),
            restriction(3, 51, "parole", "2020-01-01", "2023-01-01"),
            restriction(4, 50, "ban", "2020-01-01", "2023-01-01"),
        ];
        let outlines = all.each_ref().map(Outline::of);
        flaws::excluding(all.iter().zip(&outlines), whereabouts)
    };
    assert!(matches!(pair("2021-06-01")[..], [Flaw::Exclude { .. }]));
    assert_eq!(
        pair("2022-01-01"),
        [],
        "the day of release may belong to both"
    );
    assert_eq!(pair("2022"), [], "it may have begun after the release");

    let release = Release {
        record: id(9),
        person: id(50),
        on: DayRange::exact(day("2021-05-01")),
    };
    assert_eq!(flaws::releases(&[release], &BTreeMap::new()).len(), 1);
    let held = |from: &str| BTreeMap::from([(id(50), DayRange::exact(day(from)))]);
    assert_eq!(flaws::releases(&[release], &held("2021-04-01")), []);
    assert_eq!(flaws::releases(&[release], &held("2021-06-01")).len(), 1);

    let mut bare = assessment(1, 2, Axis::Independent, "met", "2021");
    (bare.evidence, bare.assessors) = (0, Vec::new());
    assert_eq!(flaws::of_assessments(&[bare.clone()]).len(), 2);
    bare.axis = Axis::Report;
    assert_eq!(
        flaws::of_assessments(&[bare]).len(),
        1,
        "the government is its own assessor"
    );

    let mut never = listing(1, Decided::Removed, "2020-01-01");
    assert!(matches!(
        flaws::of_listings(&[never.clone()])[..],
        [Flaw::RemovedNeverListed { .. }]
    ));
    let listed = listing(1, Decided::Recognised, "2019");
    assert_eq!(flaws::of_listings(&[never.clone(), listed.clone()]), []);
    never.date = date("2018-01-01");
    assert_eq!(
        flaws::of_listings(&[never, listed]).len(),
        1,
        "removed before it was listed"
    );
}

#[test]
fn loops_of_links_are_found_once() {
    let linked = |number, same: &[u8], part: &[u8]| CommitmentFacts {
        same_as: same.iter().copied().map(id).collect(),
        part_of: part.iter().copied().map(id).collect(),
        ..commitment(number)
    };
    let ring = |flaw: &Flaw| match flaw {
        Flaw::SameAsLoop { ring } | Flaw::PartOfLoop { ring } => {
            ring.iter().map(|id| id.as_bytes()[0]).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    let found = flaws::of_commitments(&[
        linked(3, &[1], &[]),
        linked(1, &[2], &[7]),
        linked(2, &[3], &[]),
        linked(4, &[4], &[]),
        linked(5, &[1], &[6]),
        linked(6, &[77], &[5]),
        linked(7, &[], &[]),
    ]);
    let rings: Vec<_> = found.iter().map(|flaw| (flaw.key(), ring(flaw))).collect();
    assert_eq!(
        rings,
        [
            ("flaw-same-as-loop", vec![1, 2, 3]),
            ("flaw-same-as-loop", vec![4]),
            ("flaw-part-of-loop", vec![5, 6]),
        ]
    );
}
