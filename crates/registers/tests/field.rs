//! Cases 9 to 12 of the field, and the rest of the registers, case by case.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_registers::assemblies::{Answer, AssemblyEntry, AssemblyFacts, Procedure, State, Tally};
use aigaq_registers::calendar::WorkCalendar;
use aigaq_registers::cases::{CaseFacts, CaseState, CaseStep, chains, hearing_within};
use aigaq_registers::commitments::{
    AssessmentFacts, Axis, CommitmentFacts, CommitmentRegister, Level,
};
use aigaq_registers::deadlines::{Occurrence, On, Rules, Standing, Step};
use aigaq_registers::decisions::{CarriedOut, DecisionFacts, DecisionState};
use aigaq_registers::flaws::{self, Flaw, Release, Whereabouts};
use aigaq_registers::funnel::{ComplaintFacts, Funnel, FunnelStage};
use aigaq_registers::prisoners::{Decided, ListingFacts, PrisonerLists, Went};
use aigaq_registers::restrictions::{Certainty, Holder, HolderKind, RestrictionFacts};
use aigaq_registers::{DayRange, restrictions};
use aigaq_schema::{Day, PartialDate, Period, RecordId, Schema};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(text: &str) -> Day {
    text.parse::<PartialDate>().unwrap().first()
}

fn date(text: &str) -> Option<PartialDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn id(number: u8) -> RecordId {
    RecordId::from_bytes([number; 16])
}

fn kz() -> (&'static Rules, &'static WorkCalendar) {
    (
        Rules::shipped("kz").unwrap(),
        WorkCalendar::shipped("kz").unwrap(),
    )
}

// ------------------------------------------------------------------ case 9

fn listing(person: u8, decided: Decided, on: &str) -> ListingFacts {
    ListingFacts {
        record: id(person.wrapping_mul(7).wrapping_add(decided as u8)),
        person: id(person),
        keeper: None,
        decided,
        date: date(on),
        criteria: usize::from(decided == Decided::Recognised),
        panel: 2,
        has_reason: true,
    }
}

#[test]
fn case_9_the_list_on_two_dates_gives_additions_and_removals_with_their_reasons() {
    let lists = PrisonerLists::of([
        listing(1, Decided::Candidate, "2020-01-10"),
        listing(1, Decided::Recognised, "2020-02-01"),
        listing(2, Decided::Recognised, "2019-05-01"),
        listing(2, Decided::Removed, "2020-06-15"),
        listing(3, Decided::Recognised, "2019-01-01"),
        listing(4, Decided::Excluded, "2020-03-01"),
        listing(5, Decided::Recognised, "2020"),
    ]);
    let stock = |on: &str| -> Vec<(u8, Certainty)> {
        let stock = lists.stock(day(on)).into_iter();
        stock
            .map(|place| (place.person.as_bytes()[0], place.listed))
            .collect()
    };
    assert_eq!(
        stock("2020-01-31"),
        [
            (2, Certainty::Certainly),
            (3, Certainty::Certainly),
            (5, Certainty::Perhaps),
        ]
    );
    let changes: Vec<_> = lists
        .between(day("2020-01-01"), day("2020-12-31"))
        .into_iter()
        .map(|change| {
            (
                change.person.as_bytes()[0],
                change.went,
                change.by[0].decided,
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            (1, Went::Added, Decided::Recognised),
            (2, Went::Removed, Decided::Removed),
            (5, Went::Unclear, Decided::Recognised),
        ]
    );
    assert_eq!(stock("2020-12-31").len(), 3);
}

#[test]
fn other_keepers_lists_stand_beside_ours_and_are_not_mixed_with_it() {
    let mut theirs = listing(1, Decided::Recognised, "2020-02-01");
    theirs.keeper = Some(id(200));
    let ours = listing(1, Decided::Excluded, "2020-03-01");
    let lists = PrisonerLists::of([ours, theirs]);
    let on = lists.on(day("2021-01-01"));
    assert_eq!(on.len(), 2);
    assert_eq!((on[0].keeper, on[0].listed), (None, Certainty::No));
    assert_eq!(on[0].decided(), Some(Decided::Excluded));
    assert_eq!(
        (on[1].keeper, on[1].listed),
        (Some(id(200)), Certainty::Certainly)
    );
}

// ----------------------------------------------------------------- case 10

fn assembly(procedure: Procedure, filed: &str, planned: &str) -> AssemblyFacts {
    AssemblyFacts {
        record: id(1),
        procedure: Some(procedure),
        filed: date(filed),
        planned: date(planned),
        answered: None,
        answer: Answer::Silent,
    }
}

fn on(facts: &AssemblyFacts, day_text: &str) -> AssemblyEntry {
    let (rules, calendar) = kz();
    AssemblyEntry::on(day(day_text), facts, rules, calendar)
}

#[test]
fn case_10_a_notification_without_a_reply_in_three_working_days_is_deemed_allowed() {
    // Filed on Monday 18 October 2021: Tuesday, Wednesday, Thursday the 21st.
    let notice = assembly(Procedure::Notification, "2021-10-18", "2021-10-30");
    assert_eq!(on(&notice, "2021-10-21").state, State::Waiting);
    let deemed = State::DeemedAllowed {
        sure: Certainty::Certainly,
    };
    assert_eq!(on(&notice, "2021-10-22").state, deemed);
    // Over Nauryz the days do not run.
    let notice = assembly(Procedure::Notification, "2021-03-18", "2021-04-10");
    assert_eq!(on(&notice, "2021-03-26").state, State::Waiting);
    assert_eq!(on(&notice, "2021-03-27").state, deemed);
}

#[test]
fn case_10_silence_allows_no_march() {
    let march = assembly(Procedure::Application, "2021-10-04", "2021-10-30");
    assert_eq!(on(&march, "2021-10-13").state, State::Waiting);
    assert_eq!(
        on(&march, "2021-10-14").state,
        State::Unanswered {
            sure: Certainty::Certainly
        }
    );
}

#[test]
fn case_10_a_march_applied_for_nine_working_days_before_is_late() {
    let march = |filed| assembly(Procedure::Application, filed, "2021-10-30");
    assert_eq!(
        on(&march("2021-10-18"), "2021-11-30").filed_late,
        Certainty::No
    );
    assert_eq!(
        on(&march("2021-10-19"), "2021-11-30").filed_late,
        Certainty::Certainly
    );
    assert_eq!(
        on(&march("2021-10"), "2021-11-30").filed_late,
        Certainty::Perhaps
    );
    // A Saturday and a Sunday between change nothing; a holiday does.
    let march = assembly(Procedure::Application, "2021-03-11", "2021-03-27");
    assert_eq!(on(&march, "2021-11-30").filed_late, Certainty::Certainly);
}

#[test]
fn case_10_refusals_by_ground_and_signatory_and_the_share_allowed() {
    let mut entries = Vec::new();
    let mut about: BTreeMap<RecordId, (&str, &str)> = BTreeMap::new();
    let rows = [
        (1, Answer::Refused, "quarantine", "A."),
        (2, Answer::Refused, "quarantine", "B."),
        (3, Answer::Refused, "late", "A."),
        (4, Answer::Allowed, "", "B."),
        (5, Answer::Silent, "", ""),
        (6, Answer::NotAsked, "", ""),
        (7, Answer::Unknown, "", ""),
    ];
    for (number, answer, ground, signatory) in rows {
        let mut facts = assembly(Procedure::Notification, "2021-10-18", "2021-10-30");
        (facts.record, facts.answer) = (id(number), answer);
        entries.push(on(&facts, "2021-11-30"));
        about.insert(id(number), (ground, signatory));
    }
    let mut all = Tally::default();
    entries.iter().for_each(|entry| all.add(entry.state));
    assert_eq!(
        (all.filed, all.allowed, all.deemed, all.refused),
        (6, 1, 1, 3)
    );
    assert_eq!((all.unknown, all.not_asked), (1, 1));
    assert_eq!(all.share(), (2, 5), "two of the five that were decided");
    let refused = |of: fn(&(&str, &str)) -> String| -> Vec<(String, usize)> {
        aigaq_registers::assemblies::by(&entries, |record| vec![of(&about[&record])])
            .into_iter()
            .filter(|(_, tally)| tally.refused > 0)
            .map(|(key, tally)| (key, tally.refused))
            .collect()
    };
    let pairs = |rows: &[(&str, usize)]| -> Vec<(String, usize)> {
        rows.iter()
            .map(|(key, n)| ((*key).to_owned(), *n))
            .collect()
    };
    assert_eq!(
        refused(|about| about.0.to_owned()),
        pairs(&[("late", 1), ("quarantine", 2)])
    );
    assert_eq!(
        refused(|about| about.1.to_owned()),
        pairs(&[("A.", 2), ("B.", 1)])
    );
}

#[test]
fn before_the_law_of_2020_nothing_is_deemed_allowed() {
    let notice = assembly(Procedure::Notification, "2019-10-14", "2019-10-30");
    assert_eq!(on(&notice, "2021-01-01").state, State::NoAnswer);
    assert_eq!(on(&notice, "2021-01-01").answer_by, None);
}

// ------------------------------------------------------------- cases 11, 12

fn commitment(number: u8) -> CommitmentFacts {
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

fn assessment(number: u8, of: u8, axis: Axis, level: &str, on: &str) -> AssessmentFacts {
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

// -------------------------------------------------------------- other cases

fn step(kind: &str, on: &str, hearing: bool, closes: bool) -> CaseStep {
    CaseStep {
        record: id(0),
        kind: kind.to_owned(),
        date: date(on),
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

// ------------------------------------------------------------------ deadlines

fn un_case(steps: &[(&str, &str)], kind: &str) -> Vec<Occurrence> {
    let steps: Vec<Step> = steps
        .iter()
        .enumerate()
        .map(|(number, (kind, on))| Step {
            record: id(u8::try_from(number).unwrap()),
            kind: (*kind).to_owned(),
            date: date(on),
            minute: None,
        })
        .collect();
    steps
        .iter()
        .map(|step| Occurrence {
            record: step.record,
            on: On::Stage,
            kinds: vec![step.kind.clone()],
            case: Some(kind.to_owned()),
            dates: step
                .date
                .iter()
                .map(|date| ("date".to_owned(), date.clone()))
                .collect(),
            minute: step.minute,
            done_undated: false,
            steps: steps.clone(),
        })
        .collect()
}

fn dues(occurrences: &[Occurrence], on: &str) -> Vec<(String, String, Standing)> {
    let (rules, calendar) = kz();
    occurrences
        .iter()
        .flat_map(|what| rules.of(calendar, what))
        .map(|deadline| {
            let due = deadline.due.map_or(String::new(), |due| due.days.edtf());
            (deadline.rule.code.clone(), due, deadline.on(day(on)))
        })
        .collect()
}

#[test]
fn the_working_group_gives_sixty_days_and_a_month_more_when_it_was_asked() {
    let sent = un_case(&[("un.transmitted", "2021-01-04")], "wgad");
    let running = |least, most| Standing::Running {
        least,
        most: Some(most),
    };
    assert_eq!(
        dues(&sent, "2021-01-04"),
        [(
            "wgad.reply".to_owned(),
            "2021-03-05".to_owned(),
            running(60, 60)
        )]
    );
    assert_eq!(
        dues(&sent, "2021-03-06")[0].2,
        Standing::Overdue(Certainty::Certainly)
    );
    let more = un_case(
        &[
            ("un.transmitted", "2021-01-04"),
            ("un.extension", "2021-03-01"),
        ],
        "wgad",
    );
    assert_eq!(dues(&more, "2021-03-06")[0].0, "wgad.reply.extended");
    assert_eq!(dues(&more, "2021-03-06")[0].1, "2021-04-05");
    let late = un_case(
        &[("un.transmitted", "2021-01-04"), ("un.reply", "2021-03-10")],
        "wgad",
    );
    assert_eq!(
        dues(&late, "2021-04-01")[0].2,
        Standing::Done {
            late: Certainty::Certainly
        }
    );
    assert_eq!(
        dues(&late, "2021-04-01")[1],
        (
            "wgad.comments".to_owned(),
            String::new(),
            Standing::Running {
                least: 0,
                most: None
            }
        )
    );
    assert_eq!(dues(&sent, "2021-01-03")[0].2, Standing::NotYet);
    assert!(
        dues(
            &un_case(&[("un.transmitted", "2021-01-04")], "civil"),
            "2021-02-01"
        )
        .is_empty()
    );
}

#[test]
fn hours_of_detention_and_days_of_appeal_follow_from_the_steps_of_a_case() {
    let steps = [
        ("criminal.detained", "2021-07-20"),
        ("criminal.custody", "2021-07-22"),
        ("criminal.conviction", "2021-12-03"),
    ];
    let all = dues(&un_case(&steps, "criminal"), "2021-12-10");
    let due = |code: &str| all.iter().find(|due| due.0 == code).unwrap().clone();
    assert_eq!(due("detention.hours").1, "2021-07-21/2021-07-22");
    assert_eq!(
        due("detention.hours").2,
        Standing::Done {
            late: Certainty::Perhaps
        }
    );
    assert_eq!(
        due("detention.longest").2,
        Standing::Done {
            late: Certainty::No
        }
    );
    // Three days end on Sunday 25 July: the next working day.
    assert_eq!(due("custody.appeal").1, "2021-07-26");
    assert_eq!(
        due("custody.first").1,
        "2021-09-21",
        "the first day of custody is counted"
    );
    // Fifteen days end on Saturday 18 December.
    assert_eq!(due("verdict.appeal").1, "2021-12-20");
    assert_eq!(
        due("verdict.appeal").2,
        Standing::Running {
            least: 10,
            most: Some(10)
        }
    );
}

/// Whether a list has a code.
type Known<'a> = Box<dyn Fn(&str) -> bool + 'a>;

#[test]
fn every_code_in_the_rules_is_a_code_of_the_schema() {
    let schema = Schema::shipped();
    let list = |list: &str| schema.list(list).unwrap();
    for rule in kz().0.all() {
        let kinds: Vec<&String> = rule.kinds.iter().collect();
        let (record, known): (_, Known<'_>) = match rule.on {
            On::Stage => (
                "stage",
                Box::new(|kind| list("case_stages").get(kind).is_some()),
            ),
            On::Intervention => (
                "intervention",
                Box::new(|kind| list("intervention_kinds").get(kind).is_some()),
            ),
            On::Decision => (
                "decision",
                Box::new(|kind| list("decision_bodies").get(kind).is_some()),
            ),
            On::Application => (
                "application",
                Box::new(|kind| {
                    list("application_kinds").get(kind).is_some()
                        || list("assembly_forms")
                            .entries()
                            .iter()
                            .any(|e| e.has_flag(kind))
                }),
            ),
        };
        assert!(kinds.iter().all(|kind| known(kind)), "{}", rule.code);
        let mut steps: Vec<&String> = rule.needs.iter().chain(&rule.unless).collect();
        match &rule.ends {
            aigaq_registers::deadlines::Ends::Steps(ends) => steps.extend(ends),
            aigaq_registers::deadlines::Ends::Date(date) => {
                assert!(schema.property(record, date).is_some(), "{}", rule.code);
            }
        }
        assert!(
            schema.property(record, &rule.from).is_some(),
            "{}",
            rule.code
        );
        for step in steps {
            assert!(
                list("case_stages").get(step).is_some(),
                "{} {step}",
                rule.code
            );
        }
        for case in &rule.cases {
            assert!(
                list("case_kinds").get(case).is_some(),
                "{} {case}",
                rule.code
            );
        }
    }
    let text = aigaq_schema::schema::rules("kz", "deadlines").unwrap();
    for (from, to) in [
        ("length = \"PT48H\"", "length = \"48 hours\""),
        ("counted = \"clock\"", "counted = \"day_after\""),
        ("code = \"detention.longest\"", "code = \"detention.hours\""),
        ("working_days = 3", "working_days = 3\nlength = \"P3D\""),
    ] {
        assert!(text.contains(from));
        assert!(Rules::read(&text.replacen(from, to, 1)).is_err(), "{to}");
    }
}

#[test]
fn another_wording_of_a_rule_is_not_the_one_that_was_read() {
    let text = aigaq_schema::schema::rules("kz", "deadlines").unwrap();
    let other = Rules::read(&text.replacen("PT48H", "PT24H", 1)).unwrap();
    let print = |rules: &Rules, code: &str| rules.get(code).unwrap().fingerprint();
    assert_ne!(
        print(kz().0, "detention.hours"),
        print(&other, "detention.hours")
    );
    assert_eq!(print(kz().0, "wgad.reply"), print(&other, "wgad.reply"));
}

// ---------------------------------------------------------------------- flaws

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
        flaws::excluding(
            &[
                restriction(1, 50, "prison", "2020-01-01", "2022-01-01"),
                restriction(2, 50, "parole", parole, "2023-01-01"),
                restriction(3, 51, "parole", "2020-01-01", "2023-01-01"),
                restriction(4, 50, "ban", "2020-01-01", "2023-01-01"),
            ],
            whereabouts,
        )
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

fn any_date() -> impl Strategy<Value = Option<PartialDate>> {
    proptest::option::weighted(0.9, (18_262i32..18_990, 0i32..400)).prop_map(|days| {
        days.map(|(first, more)| {
            DayRange::new(Day(first), Day(first + more))
                .unwrap()
                .edtf()
                .parse()
                .unwrap()
        })
    })
}

proptest! {
    #[test]
    fn the_order_of_decisions_about_lists_has_no_say(
        rows in proptest::collection::vec((1u8..4, 0u8..4, any_date()), 0..8),
        on in 18_200i32..19_500,
    ) {
        let facts = |rows: &[(u8, u8, Option<PartialDate>)]| -> Vec<ListingFacts> {
            rows.iter().enumerate().map(|(number, (person, what, date))| ListingFacts {
                record: id(u8::try_from(number).unwrap()),
                date: date.clone(),
                ..listing(*person, [Decided::Candidate, Decided::Recognised, Decided::Excluded, Decided::Removed][usize::from(*what)], "")
            }).collect()
        };
        let told = |lists: &PrisonerLists| -> Vec<(RecordId, Certainty)> {
            lists.on(Day(on)).iter().map(|place| (place.person, place.listed)).collect()
        };
        let mut turned = facts(&rows);
        turned.reverse();
        prop_assert_eq!(told(&PrisonerLists::of(facts(&rows))), told(&PrisonerLists::of(turned)));
    }

    /// Every choice of exact days gives one last decision: certain is what holds in all, no what holds in none.
    #[test]
    fn being_listed_is_what_all_choices_of_days_say(
        rows in proptest::collection::vec((0u8..2, 0i32..8, 0i32..4), 1..4),
        on in -1i32..13,
    ) {
        let facts = rows.iter().enumerate().map(|(number, (what, first, more))| ListingFacts {
            record: id(u8::try_from(number).unwrap()),
            date: Some(DayRange::new(Day(*first), Day(first + more)).unwrap().edtf().parse().unwrap()),
            ..listing(1, if *what == 0 { Decided::Recognised } else { Decided::Removed }, "")
        });
        let mut choices: Vec<Vec<i32>> = vec![Vec::new()];
        for (_, first, more) in &rows {
            choices = choices.iter().flat_map(|c| (*first..=first + more).map(move |d| [c.as_slice(), &[d]].concat())).collect();
        }
        // Two decisions of one day: either may be the last.
        let (mut yes, mut no) = (false, false);
        for choice in &choices {
            let newest = choice.iter().filter(|d| **d <= on).max();
            match newest {
                None => no = true,
                Some(newest) => for (place, at) in choice.iter().enumerate() {
                    if at == newest {
                        if rows[place].0 == 0 { yes = true } else { no = true }
                    }
                },
            }
        }
        let expected = match (yes, no) {
            (true, false) => Certainty::Certainly,
            (true, true) => Certainty::Perhaps,
            _ => Certainty::No,
        };
        let lists = PrisonerLists::of(facts);
        let found = lists.on(Day(on)).first().map_or(Certainty::No, |place| place.listed);
        prop_assert_eq!(found, expected);
    }

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

    #[test]
    fn a_tally_loses_nobody(states in proptest::collection::vec(0u8..7, 0..30), on in 18_900i32..19_000) {
        let answers = [Answer::Allowed, Answer::Refused, Answer::Proposed, Answer::Silent, Answer::NotAsked, Answer::Withdrawn, Answer::Unknown];
        let mut tally = Tally::default();
        for (number, state) in states.iter().enumerate() {
            let mut facts = assembly(if number % 2 == 0 { Procedure::Notification } else { Procedure::Application }, "2021-10", "2021-11");
            facts.answer = answers[usize::from(*state)];
            let (rules, calendar) = kz();
            tally.add(AssemblyEntry::on(Day(on), &facts, rules, calendar).state);
        }
        let parts = tally.allowed + tally.deemed + tally.refused + tally.unanswered + tally.open + tally.unknown;
        prop_assert_eq!(tally.filed, parts);
        prop_assert!(tally.share().0 <= tally.share().1);
    }
}
