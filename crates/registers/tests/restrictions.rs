//! Restrictions in force on a day: what each kind of fact does to the answer.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_registers::restrictions::{
    Certainty, CountedFrom, Doubt, EndSource, Fact, Finding, Holder, HolderKind, NotInForce,
    Reason, RestrictionFacts, RestrictionRegister, Standing, Status, Told,
};
use aigaq_registers::{DayRange, FirstDay};
use aigaq_schema::{Day, PartialDate, RecordId, Schema};
use proptest::prelude::*;

fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

fn day(text: &str) -> Day {
    date(text).first()
}

/// Start, length and end as texts; empty means that no source says.
fn restriction(start: &str, length: &str, end: &str) -> RestrictionFacts {
    let given = |text: &str| (!text.is_empty()).then(|| date(text));
    RestrictionFacts {
        start: given(start),
        length: (!length.is_empty()).then(|| length.parse().unwrap()),
        end: given(end),
        ..RestrictionFacts::new(RecordId::from_bytes([1; 16]), "art50_activity_ban")
    }
}

fn told(facts: RestrictionFacts, tellings: &[(Status, &str)]) -> RestrictionFacts {
    let told = tellings
        .iter()
        .map(|(status, on)| Told::new(*status, (!on.is_empty()).then(|| date(on))))
        .collect();
    RestrictionFacts { told, ..facts }
}

fn standing(facts: &RestrictionFacts, on: &str) -> Standing {
    Finding::on(day(on), facts).standing
}

const PERHAPS_ENDED: Standing = Standing::Perhaps(Doubt::MayHaveEnded);
const PERHAPS_OVER: Standing = Standing::Perhaps(Doubt::OverAtUnknownTime);
const CONTRADICTED: Standing = Standing::Perhaps(Doubt::FactsContradict);

#[test]
fn the_last_day_is_in_force_and_the_next_is_not() {
    let ban = restriction("2017-03-15", "P3Y", "");
    assert_eq!(
        standing(&ban, "2017-03-14"),
        Standing::No(NotInForce::NotYet)
    );
    assert_eq!(standing(&ban, "2017-03-15"), Standing::Certainly);
    assert_eq!(standing(&ban, "2020-03-15"), Standing::Certainly);
    assert_eq!(
        standing(&ban, "2020-03-16"),
        Standing::No(NotInForce::EndPassed)
    );
    let prison = RestrictionFacts {
        first_day: FirstDay::Counted,
        ..ban
    };
    assert_eq!(standing(&prison, "2020-03-14"), Standing::Certainly);
    assert_eq!(
        standing(&prison, "2020-03-15"),
        Standing::No(NotInForce::EndPassed)
    );
}

#[test]
fn a_start_known_to_the_year_widens_the_end_to_a_year() {
    let finding = Finding::on(day("2020-06-01"), &restriction("2017", "P3Y", ""));
    assert_eq!(finding.standing, PERHAPS_ENDED);
    let end = finding.end.unwrap();
    assert_eq!((end.how, end.text.as_str()), (EndSource::Computed, "2020"));
    let left = finding.days_left.unwrap();
    assert_eq!((left.min, left.max), (0, Some(213)));
}

#[test]
fn no_days_left_are_counted_to_a_day_on_which_no_term_ends() {
    // One month from 28 February to 2 March ends on 28 or 29 March, or on 1 or 2 April: never on the 30th.
    let ban = restriction("2020-02-28/2020-03-02", "P1M", "");
    let left = Finding::on(day("2020-03-30"), &ban).days_left.unwrap();
    assert_eq!((left.min, left.max), (2, Some(3)));
}

#[test]
fn hours_beside_days_leave_open_whether_the_term_had_run_out() {
    let held = restriction("2020-01-01", "P2DT12H", "");
    assert_eq!(standing(&held, "2020-01-03"), Standing::Certainly);
    assert_eq!(standing(&held, "2020-01-04"), PERHAPS_ENDED);
    let ended = |on| told(held.clone(), &[(Status::Ended, on)]);
    assert_eq!(standing(&ended("2020-01-04"), "2020-01-02"), PERHAPS_OVER);
    assert_eq!(
        standing(&ended("2020-01-05"), "2020-01-02"),
        Standing::Certainly
    );
}

#[test]
fn a_stated_end_beats_the_computed_one_and_says_when_they_disagree() {
    let agrees = Finding::on(day("2021-07-22"), &restriction("2019", "P7Y", "2026"));
    assert!(!agrees.disagrees());
    assert_eq!(agrees.end.unwrap().how, EndSource::Stated);

    let later = Finding::on(day("2021-07-22"), &restriction("2017", "P3Y", "2022-01-01"));
    assert_eq!(later.standing, Standing::Certainly);
    let computed = DayRange::from(&date("2020"));
    assert!(later.reasons.contains(&Reason::EndAfterTerm { computed }));
    assert!(later.disagrees());

    let earlier = restriction("2019", "P7Y", "2021-01-01");
    assert!(Finding::on(day("2021-07-22"), &earlier).disagrees());
    let released = told(earlier, &[(Status::Commuted, "2021-02")]);
    assert!(
        !Finding::on(day("2021-07-22"), &released).disagrees(),
        "a release explains it"
    );
}

#[test]
fn counted_from_release_no_start_is_known_unless_it_is_given() {
    let ban = RestrictionFacts {
        decided: Some(date("2016-11-28")),
        counted_from: Some(CountedFrom::Release),
        ..restriction("", "P3Y", "")
    };
    assert_eq!(
        standing(&ban, "2016-11-27"),
        Standing::No(NotInForce::NotYet)
    );
    let finding = Finding::on(day("2021-07-22"), &ban);
    assert_eq!(finding.standing, Standing::EndUnknown);
    assert!(finding.reasons.contains(&Reason::StartsAtRelease));
    let released = RestrictionFacts {
        start: Some(date("2021-02-04")),
        ..ban
    };
    let finding = Finding::on(day("2021-07-22"), &released);
    assert_eq!(finding.standing, Standing::Certainly);
    assert_eq!(finding.end.unwrap().text, "2024-02-04");
}

#[test]
fn counted_from_the_decision_or_an_arrest_before_it() {
    let decided = |counted_from| RestrictionFacts {
        decided: Some(date("2020-06-22")),
        counted_from,
        ..restriction("", "P1Y", "")
    };
    let end = |facts: &RestrictionFacts| {
        Finding::on(day("2020-07-01"), facts)
            .end
            .map(|end| end.text)
    };
    assert_eq!(
        end(&decided(Some(CountedFrom::Decision))).unwrap(),
        "2021-06-22"
    );
    assert_eq!(
        end(&decided(Some(CountedFrom::Arrest))).unwrap(),
        "../2021-06-22"
    );
    assert_eq!(end(&decided(None)).unwrap(), "2021-06-22/..");
}

#[test]
fn told_ended_before_the_day_it_is_not_in_force_told_later_the_dates_decide() {
    let ban = restriction("2019-01-01", "P5Y", "");
    for status in [Status::Ended, Status::Pardoned, Status::Commuted] {
        let over = told(ban.clone(), &[(status, "2021-03-01")]);
        assert_eq!(
            standing(&over, "2021-03-01"),
            Standing::No(NotInForce::Told(status))
        );
        assert_eq!(standing(&over, "2021-02-28"), PERHAPS_OVER);
        assert_eq!(
            standing(&over, "2019-01-01"),
            Standing::Certainly,
            "its first day"
        );
        assert_eq!(
            standing(&over, "2018-12-31"),
            Standing::No(NotInForce::NotYet)
        );
    }
    let arrest = told(
        restriction("2016-05-17", "P15D", ""),
        &[(Status::Ended, "2017")],
    );
    assert_eq!(
        standing(&arrest, "2016-05-30"),
        Standing::Certainly,
        "the term ran out before the telling, so that is why it ended"
    );
    let pardoned = told(
        restriction("2016-05-17", "P15D", ""),
        &[(Status::Pardoned, "2017")],
    );
    assert_eq!(standing(&pardoned, "2016-05-30"), PERHAPS_OVER);
}

#[test]
fn ended_at_an_unknown_time_is_perhaps_and_not_an_unknown_end() {
    let ban = told(restriction("2019-01-01", "", ""), &[(Status::Commuted, "")]);
    assert_eq!(standing(&ban, "2021-07-22"), PERHAPS_OVER);
    let ban = told(
        restriction("2019-01-01", "P1Y", ""),
        &[(Status::Commuted, "")],
    );
    assert_eq!(
        standing(&ban, "2021-07-22"),
        Standing::No(NotInForce::EndPassed)
    );
}

#[test]
fn told_in_force_is_certain_for_that_day_and_no_other_when_nothing_else_is_known() {
    let ban = told(restriction("", "", ""), &[(Status::InForce, "2021-07-22")]);
    let certainty = |on| Finding::on(day(on), &ban).certainty;
    assert_eq!(certainty("2021-07-21"), Certainty::Perhaps);
    assert_eq!(certainty("2021-07-22"), Certainty::Certainly);
    assert_eq!(certainty("2021-07-23"), Certainty::Perhaps);
    let twice = told(
        ban,
        &[
            (Status::InForce, "2021-07-22"),
            (Status::InForce, "2019-01-01"),
        ],
    );
    assert_eq!(
        Finding::on(day("2020-05-05"), &twice).certainty,
        Certainty::Certainly
    );
}

#[test]
fn two_sources_that_exclude_each_other_are_both_kept() {
    let ban = told(
        restriction("2015-01-01", "P3Y", ""),
        &[(Status::InForce, "2021-07-22")],
    );
    let finding = Finding::on(day("2021-07-22"), &ban);
    assert_eq!(finding.standing, CONTRADICTED);
    let on = DayRange::exact(day("2021-07-22"));
    assert!(finding.reasons.contains(&Reason::Contradiction {
        one: Fact::Length,
        other: Fact::Told {
            status: Status::InForce,
            on
        },
    }));
    assert_eq!(
        standing(&ban, "2016-01-01"),
        Standing::Certainly,
        "both sides say so"
    );
    assert_eq!(
        standing(&ban, "2014-12-31"),
        Standing::No(NotInForce::NotYet)
    );

    let both_ways = told(
        restriction("2015-01-01", "", ""),
        &[
            (Status::Ended, "2018-01-01"),
            (Status::InForce, "2021-07-22"),
        ],
    );
    assert_eq!(standing(&both_ways, "2020-01-01"), CONTRADICTED);
    let backwards = restriction("2020", "", "2019");
    assert_eq!(standing(&backwards, "2019-06-01"), CONTRADICTED);
    assert!(
        Finding::on(day("2019-06-01"), &backwards)
            .reasons
            .contains(&Reason::Contradiction {
                one: Fact::Start,
                other: Fact::End
            })
    );
}

#[test]
fn an_unknown_status_says_nothing_and_the_dates_stand() {
    let ban = told(
        restriction("2020", "P5Y", ""),
        &[(Status::Unknown, "2021-07-22")],
    );
    let finding = Finding::on(day("2021-07-22"), &ban);
    assert_eq!(finding.standing, Standing::Certainly);
    assert!(finding.reasons.contains(&Reason::StatusNotTold));
    assert!(finding.last_told.is_none());
}

#[test]
fn a_fine_is_never_in_force() {
    let fine = RestrictionFacts {
        runs: false,
        ..restriction("2020", "P5Y", "2026")
    };
    assert_eq!(
        standing(&fine, "2021-07-22"),
        Standing::No(NotInForce::KindDoesNotRun)
    );
}

#[test]
fn codes_of_the_lists_are_read_and_others_say_nothing() {
    assert_eq!(Status::from_code("in_force"), Status::InForce);
    assert_eq!(Status::from_code("status_unknown"), Status::Unknown);
    assert_eq!(Status::from_code("lifted by magic"), Status::Unknown);
    assert_eq!(
        CountedFrom::from_code("entry_into_force"),
        CountedFrom::EntryIntoForce
    );
    assert_eq!(CountedFrom::from_code("not_told"), CountedFrom::NotTold);
}

#[test]
fn the_shipped_lists_say_which_kinds_run_and_which_hold_a_person() {
    let schema = Schema::shipped();
    let kinds = schema.list("restriction_kinds").unwrap();
    let of =
        |code| RestrictionFacts::of_kind(RecordId::from_bytes([0; 16]), kinds.get(code).unwrap());
    assert!(!of("fine_or_penalty").runs);
    let ban = of("art50_activity_ban");
    assert_eq!((ban.runs, ban.first_day), (true, FirstDay::NotCounted));
    let prison = of("custodial_term");
    assert_eq!((prison.runs, prison.first_day), (true, FirstDay::Counted));
    let statuses = schema.list("restriction_statuses").unwrap();
    let silent = statuses
        .entries()
        .iter()
        .filter(|s| Status::from_code(&s.code) == Status::Unknown);
    assert_eq!(
        silent.map(|s| s.code.as_str()).collect::<Vec<_>>(),
        ["status_unknown"]
    );
    let counted = schema.list("counted_from").unwrap();
    let silent = counted
        .entries()
        .iter()
        .filter(|c| CountedFrom::from_code(&c.code) == CountedFrom::NotTold);
    assert_eq!(
        silent.map(|c| c.code.as_str()).collect::<Vec<_>>(),
        ["not_told"]
    );
}

#[test]
fn a_person_with_three_restrictions_is_one_person() {
    let person = |n| {
        Some(Holder {
            actor: RecordId::from_bytes([n; 16]),
            kind: HolderKind::Person,
        })
    };
    let of = |n: u8, holder, facts: RestrictionFacts| RestrictionFacts {
        restriction: RecordId::from_bytes([n; 16]),
        holder,
        ..facts
    };
    let union = Some(Holder {
        actor: RecordId::from_bytes([9; 16]),
        kind: HolderKind::Organisation,
    });
    let all = [
        of(1, person(7), restriction("2020-06-22", "P3Y", "")),
        of(2, person(7), restriction("2020-06-22", "PT100H", "")),
        of(3, person(7), restriction("2020-06-22", "P5Y", "")),
        of(4, person(8), restriction("2010", "P1Y", "")),
        of(5, union, restriction("2021-02", "P6M", "")),
        of(6, None, restriction("2016-09", "P9Y", "")),
    ];
    let register = RestrictionRegister::on(day("2021-07-22"), &all);
    let stock = register.stock();
    assert_eq!(
        (stock.certainly.restrictions, stock.certainly.persons),
        (4, 1)
    );
    assert_eq!(
        (
            stock.certainly.organisations,
            stock.certainly.holder_unknown
        ),
        (1, 1)
    );
    assert_eq!(
        (stock.end_unknown.restrictions, stock.end_unknown.persons),
        (1, 1)
    );
    assert_eq!(
        (stock.at_most.restrictions, stock.at_most.persons),
        (5, 1),
        "not two"
    );
    assert_eq!(stock.not_in_force.persons, 1);
    assert_eq!(
        register.certainly[0].restriction,
        RecordId::from_bytes([5; 16]),
        "ends first"
    );
    let soon = |days| {
        let ending = register.ending_within(days);
        ending
            .into_iter()
            .map(|(entry, answer)| (entry.restriction.0[0], answer))
            .collect::<Vec<_>>()
    };
    assert_eq!(soon(9), []);
    assert_eq!(soon(10), [(5, Certainty::Perhaps)], "from 1 August");
    assert_eq!(soon(37), [(5, Certainty::Certainly)], "by 28 August");
}

#[test]
fn the_answer_is_keys_and_dates_in_json() {
    let ban = told(
        restriction("2017", "P3Y", ""),
        &[(Status::InForce, "2019-05")],
    );
    let finding = Finding::on(day("2021-07-22"), &ban);
    let json = serde_json::json!({
        "standing": finding.standing, "end": finding.end, "reasons": finding.reasons,
    });
    assert_eq!(
        json,
        serde_json::json!({
            "standing": {"standing": "no", "why": "end_passed"},
            "end": {"between": "2020", "how": "computed", "text": "2020"},
            "reasons": [
                {"reason": "start_not_exact", "start": "2017"},
                {"reason": "end_computed", "length": "P3Y", "running": "months_from_the_day_after", "end": "2020"},
                {"reason": "told", "status": "in_force", "on": "2019-05", "may_be_later": false},
            ],
        })
    );
    assert_eq!(
        finding.standing.why_key(),
        Some("restriction-why-end-passed")
    );
    assert_eq!(finding.reasons[1].key(), "restriction-reason-end-computed");
}

#[test]
fn an_empty_register_has_nothing_in_it() {
    let register = RestrictionRegister::on(day("2021-07-22"), []);
    assert_eq!(register.at_most().count(), 0);
    assert_eq!(register.stock(), Default::default());
}

proptest! {
    /// Open, absurd and extreme facts: an answer, whatever they are, that agrees with itself.
    #[test]
    fn no_facts_are_too_strange_for_an_answer(
        start in strange_date(), end in strange_date(), decided in strange_date(),
        length in proptest::option::of((0u32..1_000_000, 0u32..1_000_000, 0u32..1_000_000, 0u32..1_000_000)),
        counted_from in proptest::option::of(proptest::sample::select(vec!["decision", "release", "arrest", "not_told"])),
        held: bool,
        tellings in proptest::collection::vec(
            (proptest::sample::select(vec!["in_force", "ended", "pardoned", "commuted", ""]), strange_date()), 0..5),
        asked in prop_oneof![Just(i32::MIN), Just(i32::MAX), Just(i32::MAX - 1), -1000i32..40_000],
    ) {
        let facts = RestrictionFacts {
            start, end, decided,
            length: length.map(|(y, m, d, h)| format!("P{y}Y{m}M{d}DT{h}H").parse().unwrap()),
            counted_from: counted_from.map(CountedFrom::from_code),
            first_day: if held { FirstDay::Counted } else { FirstDay::NotCounted },
            told: tellings.into_iter().map(|(s, on)| Told::new(Status::from_code(s), on)).collect(),
            ..RestrictionFacts::new(RecordId::from_bytes([0; 16]), "x")
        };
        let finding = Finding::on(Day(asked), &facts);
        prop_assert_eq!(
            finding.certainty == Certainty::No,
            matches!(finding.standing, Standing::No(_))
        );
        prop_assert_eq!(finding.days_left.is_none(), finding.certainty == Certainty::No);
        if let Some(left) = finding.days_left {
            prop_assert!(left.max.is_none_or(|max| left.min <= max));
        }
        if finding.standing == Standing::Certainly {
            prop_assert!(finding.days_left.is_some());
        }
    }
}

fn strange_date() -> impl Strategy<Value = Option<PartialDate>> {
    let texts = [
        "..",
        "2020",
        "2020-02",
        "2020-02-29",
        "../2019-12-31",
        "2021-07-22/..",
        "195X",
        "9999",
        "9999-12-31",
        "0000",
        "-9999",
        "2020-22",
        "2016-04/2016-05",
        "2021-07~",
    ];
    proptest::sample::select(texts.to_vec()).prop_map(|text| text.parse().ok())
}
