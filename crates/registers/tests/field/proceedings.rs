//! Cases, complaints of torture, decisions of courts and bodies.

use super::{date, day, id};
use aigaq_registers::cases::{CaseFacts, CaseState, CaseStep, chains, hearing_within};
use aigaq_registers::decisions::{CarriedOut, DecisionFacts, DecisionState};
use aigaq_registers::funnel::{ComplaintFacts, Funnel, FunnelStage};
use aigaq_registers::restrictions::Certainty;

fn step(kind: &str, on: &str, hearing: bool, closes: bool) -> CaseStep {
    CaseStep {
        record: id(0),
        kind: kind.to_owned(),
        date: date(on),
        minute: None,
        hearing,
        closes,
    }
}

fn case(number: u8, steps: Vec<CaseStep>) -> CaseFacts {
    CaseFacts {
        record: id(number),
        opened: None,
        decided: None,
        steps,
        follows: Vec::new(),
    }
}

#[test]
fn a_case_is_pending_until_a_closing_step_and_pending_again_after_an_appeal() {
    let case = case(
        1,
        vec![
            step("criminal.discontinued", "2021-03-01", false, true),
            step("criminal.registered", "2021-01-05", false, false),
            step("criminal.appeal", "2021-05-20", true, false),
        ],
    );
    assert_eq!(case.on(day("2021-01-01")).state, CaseState::NotYet);
    assert_eq!(case.on(day("2021-02-01")).state, CaseState::Pending);
    assert_eq!(case.on(day("2021-03-01")).state, CaseState::Closed);
    let entry = case.on(day("2021-05-01"));
    assert_eq!(entry.state, CaseState::Closed);
    assert_eq!(entry.hearing.unwrap().kind, "criminal.appeal");
    assert_eq!(
        hearing_within(entry.hearing.unwrap(), day("2021-05-01"), 30),
        Certainty::Certainly
    );
    assert_eq!(
        hearing_within(entry.hearing.unwrap(), day("2021-05-01"), 18),
        Certainty::No
    );
    assert_eq!(case.on(day("2021-05-20")).state, CaseState::Pending);
}

#[test]
fn a_case_with_a_decision_and_no_steps_is_closed_and_one_without_dates_is_unknown() {
    let mut decided = case(1, Vec::new());
    decided.opened = date("2020");
    decided.decided = date("2021-06");
    assert_eq!(decided.on(day("2021-05-31")).state, CaseState::Pending);
    assert_eq!(
        decided.on(day("2021-06-15")).state,
        CaseState::PerhapsClosed
    );
    assert_eq!(decided.on(day("2021-06-30")).state, CaseState::Closed);
    assert_eq!(
        case(2, Vec::new()).on(day("2021-06-30")).state,
        CaseState::Unknown
    );
}

#[test]
fn an_administrative_case_and_the_criminal_one_that_grew_out_of_it_are_one_chain() {
    let mut criminal = case(
        2,
        vec![step("criminal.registered", "2016-05-30", false, false)],
    );
    criminal.follows = vec![id(1), id(99)];
    let administrative = case(
        1,
        vec![step("administrative.arrest", "2016-05-17", false, false)],
    );
    assert_eq!(
        chains(&[criminal, administrative, case(3, Vec::new())]),
        [vec![id(1), id(2)]]
    );
}

#[test]
fn the_funnel_counts_who_came_so_far_and_how_long_it_took() {
    let complaint = |number, reached: &[(FunnelStage, &str)], refused: &[&str]| ComplaintFacts {
        record: id(number),
        reached: reached
            .iter()
            .map(|(stage, on)| (*stage, date(on)))
            .collect(),
        refused: refused.iter().map(|on| date(on)).collect(),
    };
    use FunnelStage::{Alleged, Complaint, Convicted, Court, Registered};
    let all = [
        complaint(
            1,
            &[
                (Complaint, "2020-01-01"),
                (Registered, "2020-01-11"),
                (Convicted, ""),
            ],
            &[],
        ),
        complaint(
            2,
            &[(Complaint, "2020-02-01"), (Registered, "2020-02-03")],
            &["2020-05-01"],
        ),
        complaint(3, &[(Alleged, "2020-03")], &[]),
        complaint(4, &[(Complaint, "2020-04")], &[]),
        complaint(5, &[(Complaint, "2022-01-01")], &[]),
    ];
    let funnel = Funnel::on(day("2021-01-01"), &all);
    let sizes: Vec<_> = funnel
        .levels
        .iter()
        .map(|level| level.cases.len())
        .collect();
    assert_eq!(sizes, [4, 3, 2, 1, 1, 1], "a conviction was a trial");
    assert!(
        funnel
            .levels
            .is_sorted_by(|a, b| a.cases.len() >= b.cases.len())
    );
    let registered = funnel.levels[2].took.unwrap();
    assert_eq!(
        (
            registered.cases,
            registered.median_least,
            registered.longest
        ),
        (2, 2, 10)
    );
    assert_eq!(funnel.levels[4].stage, Court);
    assert_eq!(funnel.levels[4].took, None);
    assert_eq!(funnel.refused, [id(2)]);
}

#[test]
fn a_decision_is_waiting_overdue_answered_or_done() {
    let mut decision = DecisionFacts {
        record: id(1),
        date: date("2021-05-01"),
        asks: true,
        due: date("2021-10"),
        answered: None,
        carried_out: None,
    };
    assert_eq!(decision.on(day("2021-04-30")), DecisionState::NotYet);
    assert_eq!(decision.on(day("2021-09-30")), DecisionState::Waiting);
    assert_eq!(
        decision.due_within(day("2021-09-30"), 31),
        Certainty::Certainly
    );
    assert_eq!(
        decision.due_within(day("2021-09-30"), 5),
        Certainty::Perhaps
    );
    assert_eq!(
        decision.on(day("2021-10-15")),
        DecisionState::PerhapsOverdue
    );
    assert_eq!(decision.on(day("2021-11-01")), DecisionState::Overdue);
    decision.answered = date("2021-11-20");
    assert_eq!(decision.on(day("2021-11-01")), DecisionState::Overdue);
    assert_eq!(decision.on(day("2021-12-01")), DecisionState::Answered);
    decision.carried_out = Some((CarriedOut::Partly, date("2022-01-01")));
    assert_eq!(decision.on(day("2022-01-01")), DecisionState::Partly);
}

#[test]
fn what_was_answered_refused_or_done_in_part_is_due_until_its_day() {
    let mut decision = DecisionFacts {
        record: id(1),
        date: date("2021-05-01"),
        asks: true,
        due: date("2021-12-20"),
        answered: date("2021-06-01"),
        carried_out: None,
    };
    let due = |decision: &DecisionFacts| decision.due_within(day("2021-12-01"), 30);
    assert_eq!(due(&decision), Certainty::Certainly);
    for told in [
        CarriedOut::NotDone,
        CarriedOut::Partly,
        CarriedOut::Refused,
        CarriedOut::Unknown,
    ] {
        decision.carried_out = Some((told, date("2021-07-01")));
        assert_eq!(due(&decision), Certainty::Certainly, "{told:?}");
    }
    decision.carried_out = Some((CarriedOut::Done, date("2021-07-01")));
    assert_eq!(due(&decision), Certainty::No);
}
