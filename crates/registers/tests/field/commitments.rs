//! Cases 11 and 12: commitments, listed and once, on three axes.

use super::{date, day, id};
use aigaq_registers::commitments::{
    AssessmentFacts, Awaited, Axis, CommitmentFacts, CommitmentRegister, Level,
};
use aigaq_registers::restrictions::Certainty;
use aigaq_schema::Period;
use proptest::prelude::*;
use std::collections::BTreeMap;

pub(super) fn commitment(number: u8) -> CommitmentFacts {
    CommitmentFacts {
        record: id(number),
        documents: Vec::new(),
        is_topic: false,
        same_as: Vec::new(),
        part_of: Vec::new(),
        addressees: Vec::new(),
        made_by: Vec::new(),
        made_on: date("2021-07-22"),
        deadline: None,
        review: None,
    }
}

pub(super) fn assessment(number: u8, of: u8, axis: Axis, level: &str, on: &str) -> AssessmentFacts {
    AssessmentFacts {
        record: id(number),
        commitment: id(of),
        axis,
        level: Some(level.to_owned()),
        direction: None,
        assessors: vec![id(250)],
        date: date(on),
        evidence: 1,
    }
}

#[test]
fn case_11_a_recommendation_in_two_documents_counts_once_or_twice_when_listed() {
    let mut long = commitment(2);
    long.same_as = vec![id(1)];
    let register =
        CommitmentRegister::on(day("2021-08-01"), [commitment(1), long, commitment(3)], []);
    assert_eq!(register.commitments.len(), 3, "as listed");
    assert_eq!(register.groups.all().len(), 2, "counted once");
    assert_eq!(register.groups.all()[0].members, [id(1), id(2)]);
}

#[test]
fn case_12_completed_and_on_paper_only_stand_side_by_side_and_the_scorecard_uses_the_second() {
    let register = CommitmentRegister::on(
        day("2021-08-01"),
        [commitment(1)],
        [
            assessment(10, 1, Axis::Report, "report.completed", "2021-07-30"),
            assessment(11, 1, Axis::Independent, "formal", "2021-07-22"),
        ],
    );
    let level = |axis| register.standing(axis, &[id(1)]).level;
    assert_eq!(
        level(Axis::Report),
        Level::At("report.completed".to_owned())
    );
    assert_eq!(level(Axis::Independent), Level::At("formal".to_owned()));
    assert_eq!(level(Axis::Position), Level::NotAssessed);
    let card = register.scorecard(Axis::Independent, &[0]);
    assert_eq!(card.at, BTreeMap::from([("formal".to_owned(), 1)]));
    assert_eq!(card.total(), 1);
}

#[test]
fn a_topic_nobody_asked_anything_under_is_shown_with_nothing() {
    let topic = |number| CommitmentFacts {
        is_topic: true,
        ..commitment(number)
    };
    let mut one = commitment(1);
    one.part_of = vec![id(100), id(101)];
    let mut again = commitment(2);
    again.same_as = vec![id(1)];
    again.part_of = vec![id(101)];
    let mut deeper = commitment(3);
    deeper.part_of = vec![id(1)];
    let register = CommitmentRegister::on(
        day("2021-08-01"),
        [
            topic(100),
            topic(101),
            topic(102),
            one,
            again,
            deeper,
            commitment(4),
        ],
        [],
    );
    let topics = register.topics();
    let sizes: Vec<_> = topics
        .iter()
        .map(|topic| (topic.record.as_bytes()[0], topic.groups.len()))
        .collect();
    // The recommendation that has a part is a heading of its own, too.
    assert_eq!(sizes, [(100, 2), (101, 2), (102, 0), (1, 1)]);
    let outside = register.outside_topics(&topics);
    assert_eq!(outside.len(), 1);
    assert_eq!(register.groups.all()[outside[0]].members, [id(4)]);
}

#[test]
fn assessors_who_differ_are_both_heard_and_a_later_word_of_one_replaces_the_earlier() {
    let mut other = assessment(12, 1, Axis::Independent, "none", "2021");
    other.assessors = vec![id(251)];
    let register = CommitmentRegister::on(
        day("2022-08-01"),
        [commitment(1)],
        [
            assessment(10, 1, Axis::Independent, "formal", "2020"),
            assessment(11, 1, Axis::Independent, "partial", "2021-07-22"),
            other,
            assessment(13, 1, Axis::Independent, "met", "2023-01-01"),
        ],
    );
    let standing = register.standing(Axis::Independent, &[id(1)]);
    assert_eq!(
        standing.level,
        Level::Differ(vec!["none".to_owned(), "partial".to_owned()])
    );
    assert_eq!(
        standing.assessments.len(),
        3,
        "what was found later is not known on the day"
    );
}

#[test]
fn what_is_due_is_due_once_for_those_that_are_one_and_for_what_is_neither_met_nor_overtaken() {
    let of = |number, deadline: &str, review: &str| {
        let mut commitment = commitment(number);
        commitment.deadline = date(deadline);
        commitment.review = date(review);
        commitment
    };
    let mut again = of(2, "2021-12", "");
    again.same_as = vec![id(9)];
    let mut other_day = of(3, "2022-02-01", "");
    other_day.same_as = vec![id(2)];
    let due = |on: &str| {
        let register = CommitmentRegister::on(
            day(on),
            [
                of(9, "2021-12", ""),
                again.clone(),
                other_day.clone(),
                of(4, "2021-12", "2021-12-10"),
                of(5, "", "2021-12-10"),
                of(6, "", "2021-12-10"),
            ],
            [
                assessment(10, 4, Axis::Independent, "overtaken", "2021-10-01"),
                assessment(11, 5, Axis::Independent, "formal", "2021-10-01"),
                assessment(12, 6, Axis::Independent, "formal", "2021-12-11"),
            ],
        );
        let due = register.due().into_iter();
        due.map(|due| (due.awaited, due.named_by, due.overdue))
            .collect::<Vec<_>>()
    };
    let one = (Awaited::Deadline, vec![id(2), id(9)]);
    let other = (Awaited::Deadline, vec![id(3)], Certainty::No);
    let review = (Awaited::Review, vec![id(5)]);
    assert_eq!(
        due("2021-12-12"),
        [
            (one.0, one.1.clone(), Certainty::Perhaps),
            other.clone(),
            (review.0, review.1.clone(), Certainty::Certainly),
        ]
    );
    // Before it was assessed anew, the review of the sixth was due, too.
    assert_eq!(due("2021-12-10").len(), 4);
    assert_eq!(due("2022-01-01")[0], (one.0, one.1, Certainty::Certainly));
}

#[test]
fn overdue_and_not_assessed_in_the_period() {
    let mut due = commitment(1);
    due.deadline = date("2021-12");
    let mut met = commitment(2);
    met.deadline = date("2021-12");
    let register = |on: &str| {
        CommitmentRegister::on(
            day(on),
            [due.clone(), met.clone(), commitment(3)],
            [
                assessment(10, 2, Axis::Independent, "met", "2021-10-01"),
                assessment(11, 3, Axis::Independent, "formal", "2021"),
            ],
        )
    };
    assert_eq!(register("2021-11-30").overdue(), []);
    assert_eq!(
        register("2021-12-15").overdue(),
        [(id(1), Certainty::Perhaps)]
    );
    let after = register("2022-01-01");
    assert_eq!(after.overdue(), [(id(1), Certainty::Certainly)]);
    let half = Period {
        from: day("2021-07-01"),
        to: day("2021-12-31"),
    };
    let unassessed: Vec<_> = after
        .not_assessed_in(half)
        .into_iter()
        .map(|u| (u.group, u.sure))
        .collect();
    assert_eq!(
        unassessed,
        [(0, Certainty::Certainly), (2, Certainty::Perhaps)]
    );
}

proptest! {
    #[test]
    fn groups_are_a_partition_and_linked_ones_are_together(
        links in proptest::collection::vec((0u8..12, 0u8..12), 0..14),
    ) {
        let mut all: Vec<CommitmentFacts> = (0..12).map(commitment).collect();
        for (one, other) in &links {
            all[usize::from(*one)].same_as.push(id(*other));
        }
        let register = CommitmentRegister::on(day("2022-01-01"), all, []);
        let members: usize = register.groups.all().iter().map(|g| g.members.len()).sum();
        prop_assert_eq!(members, 12);
        for (one, other) in links {
            prop_assert_eq!(register.groups.of_commitment(id(one)), register.groups.of_commitment(id(other)));
        }
    }
}
