//! Changes of restrictions, ends with a step of the case, and terms by the hour, case by case.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_registers::restrictions::{
    Certainty, Change, ChangeKind, EndSource, Holder, HolderKind, NotInForce, Outline, Reason,
    RestrictionFacts, Standing, Until,
};
use aigaq_registers::{Finding, FirstDay, Running};
use aigaq_schema::{Day, PartialDate, RecordId};

fn day(text: &str) -> Day {
    text.parse::<PartialDate>().unwrap().first()
}

fn date(text: &str) -> Option<PartialDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn restriction(start: &str, length: &str, end: &str) -> RestrictionFacts {
    RestrictionFacts {
        start: date(start),
        length: (!length.is_empty()).then(|| length.parse().unwrap()),
        end: date(end),
        ..RestrictionFacts::new(RecordId::from_bytes([1; 16]), "activity_ban")
    }
}

fn changed(mut facts: RestrictionFacts, kind: ChangeKind, on: &str) -> RestrictionFacts {
    facts.changes.push(Change::new(kind, date(on)));
    facts
}

fn end_on(facts: &RestrictionFacts, on: &str) -> String {
    Finding::on(day(on), facts).end.unwrap().days.edtf()
}

#[test]
fn a_ban_lifted_before_its_time_says_so_and_not_that_it_ran_out() {
    let ban = changed(
        restriction("2019-03-01", "P3Y", ""),
        ChangeKind::Lifted,
        "2020-06-15",
    );
    assert_eq!(
        Finding::on(day("2020-06-15"), &ban).certainty,
        Certainty::Certainly
    );
    let after = Finding::on(day("2020-06-16"), &ban);
    assert_eq!(
        after.standing,
        Standing::No(NotInForce::Changed(ChangeKind::Lifted))
    );
    assert_eq!(after.end.unwrap().how, EndSource::Changed);
    let later = Finding::on(day("2023-01-01"), &ban);
    assert_eq!(
        later.standing,
        Standing::No(NotInForce::EndPassed),
        "it would be over anyway"
    );
}

#[test]
fn pardoned_replaced_released_annulled_and_amnestied_each_have_their_own_reason() {
    for kind in [
        ChangeKind::Pardoned,
        ChangeKind::Replaced,
        ChangeKind::Released,
        ChangeKind::Annulled,
        ChangeKind::Amnesty,
    ] {
        let ban = changed(restriction("2019-03-01", "P7Y", ""), kind, "2019-08");
        let finding = Finding::on(day("2021-07-22"), &ban);
        assert_eq!(finding.standing, Standing::No(NotInForce::Changed(kind)));
        assert_eq!(
            finding.standing.why_key(),
            Some(format!("restriction-why-changed-{}", kind.code()).as_str())
        );
        assert_eq!(
            Finding::on(day("2019-08-10"), &ban).certainty,
            Certainty::Perhaps
        );
    }
}

#[test]
fn a_shortened_term_ends_earlier_and_an_extended_one_later_whatever_was_written_first() {
    let mut ban = restriction("2020-01-10", "P1Y", "");
    let change = |kind, on: &str, length: &str| Change {
        length: Some(length.parse().unwrap()),
        ..Change::new(kind, date(on))
    };
    ban.changes = vec![
        change(ChangeKind::Extended, "2020-12", "P2Y"),
        change(ChangeKind::Shortened, "2020-05", "P6M"),
    ];
    assert_eq!(end_on(&ban, "2020-06-01"), "2022-01-10");
    ban.changes.reverse();
    assert_eq!(end_on(&ban, "2020-06-01"), "2022-01-10");
    ban.changes.retain(|c| c.kind == ChangeKind::Shortened);
    assert_eq!(end_on(&ban, "2020-06-01"), "2020-07-10");
}

#[test]
fn two_changes_of_one_year_leave_open_which_came_last() {
    let mut ban = restriction("2020-01-10", "P1Y", "");
    for (kind, length) in [
        (ChangeKind::Extended, "P3Y"),
        (ChangeKind::Shortened, "P6M"),
    ] {
        ban.changes.push(Change {
            length: Some(length.parse().unwrap()),
            ..Change::new(kind, date("2020"))
        });
    }
    let finding = Finding::on(day("2021-06-01"), &ban);
    assert_eq!(finding.certainty, Certainty::Perhaps);
    assert!(finding.reasons.contains(&Reason::OrderOfChangesUnknown));
}

#[test]
fn a_pardon_without_a_day_is_told_as_over_at_an_unknown_time() {
    let ban = changed(
        restriction("2019-03-01", "P7Y", ""),
        ChangeKind::Pardoned,
        "",
    );
    let finding = Finding::on(day("2021-07-22"), &ban);
    assert_eq!(finding.certainty, Certainty::Perhaps);
    assert_eq!(
        Finding::on(day("2019-02-28"), &ban).certainty,
        Certainty::No
    );
}

#[test]
fn a_breach_changes_no_date() {
    let ban = restriction("2019-03-01", "P3Y", "");
    let breached = changed(ban.clone(), ChangeKind::Breached, "2020-01-01");
    assert_eq!(end_on(&ban, "2020-06-01"), end_on(&breached, "2020-06-01"));
}

#[test]
fn until_the_verdict_is_in_force_has_no_end_before_that_step_is_recorded() {
    let mut custody = restriction("2021-02-01", "", "");
    custody.until = Some(Until {
        step: "criminal.in_force".to_owned(),
        reached: None,
    });
    let finding = Finding::on(day("2021-07-22"), &custody);
    assert_eq!(finding.standing, Standing::EndUnknown);
    assert!(
        finding
            .reasons
            .iter()
            .any(|r| r.key() == "restriction-reason-ends-with-step")
    );
    custody.until = Some(Until {
        step: "criminal.in_force".to_owned(),
        reached: date("2021-07"),
    });
    let finding = Finding::on(day("2021-07-22"), &custody);
    assert_eq!(finding.certainty, Certainty::Perhaps);
    assert_eq!(finding.end.unwrap().how, EndSource::Step);
    assert_eq!(
        Finding::on(day("2021-06-30"), &custody).standing,
        Standing::Certainly
    );
    assert_eq!(
        Finding::on(day("2021-08-01"), &custody).certainty,
        Certainty::No
    );
}

#[test]
fn forty_eight_hours_in_custody_end_by_the_clock() {
    let mut held = restriction("2021-07-20", "PT48H", "");
    held.first_day = FirstDay::Counted;
    assert_eq!(end_on(&held, "2021-07-20"), "2021-07-21/2021-07-22");
    held.start_minute = Some(18 * 60);
    assert_eq!(end_on(&held, "2021-07-20"), "2021-07-22");
    let finding = Finding::on(day("2021-07-20"), &held);
    assert!(finding.reasons.iter().any(|reason| matches!(
        reason,
        Reason::EndComputed {
            running: Running::ByTheHour,
            ..
        }
    )));
}

/// "Between 2 February and 1 March 2024": a day in February of a leap year, and one more.
#[test]
fn a_partial_start_gives_an_end_between_two_days() {
    let one_day = restriction("2024-02", "P1D", "");
    assert_eq!(end_on(&one_day, "2024-02-15"), "2024-02-02/2024-03-01");
    for (on, certainty) in [
        ("2024-01-31", Certainty::No),
        ("2024-02-01", Certainty::Perhaps),
        ("2024-03-01", Certainty::Perhaps),
        ("2024-03-02", Certainty::No),
    ] {
        assert_eq!(Finding::on(day(on), &one_day).certainty, certainty, "{on}");
    }
}

#[test]
fn the_days_on_which_it_is_certainly_in_force_are_those_of_all_worlds() {
    let mut ban = restriction("2020-03", "P1Y", "");
    ban.holder = Some(Holder {
        actor: RecordId::from_bytes([9; 16]),
        kind: HolderKind::Person,
    });
    assert_eq!(
        Outline::of(&ban).certainly_in_force().unwrap().edtf(),
        "2020-03-31/2021-03-01"
    );
    assert_eq!(
        Outline::of(&restriction("", "", "")).certainly_in_force(),
        None
    );
}
