//! Times that the law gives.

use super::{date, day, id, kz};
use aigaq_registers::deadlines::{Occurrence, On, Rules, Standing, Step};
use aigaq_registers::restrictions::Certainty;
use aigaq_schema::Schema;

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

/// How detention without a court stands, after 48 hours: held, and brought before one, on a day and perhaps at a minute.
fn held(from: (&str, Option<u16>), until: (&str, Option<u16>)) -> Standing {
    let step = |number, kind: &str, (on, minute): (&str, Option<u16>)| Step {
        record: id(number),
        kind: kind.to_owned(),
        date: date(on),
        minute,
    };
    let steps = vec![
        step(1, "criminal.detained", from),
        step(2, "criminal.custody", until),
    ];
    let what = Occurrence {
        record: id(1),
        on: On::Stage,
        kinds: vec!["criminal.detained".to_owned()],
        case: Some("criminal".to_owned()),
        dates: [("date".to_owned(), date(from.0).unwrap())].into(),
        minute: from.1,
        done_undated: false,
        steps,
    };
    let all = dues(&[what], "2021-12-10");
    all.iter().find(|due| due.0 == "detention.hours").unwrap().2
}

#[test]
fn a_time_of_hours_is_broken_at_its_minute() {
    use Certainty::{Certainly, No, Perhaps};
    const MORNING: u16 = 10 * 60 + 30;
    for (from, until, expected) in [
        (Some(MORNING), ("2021-07-22", Some(MORNING)), No),
        (Some(MORNING), ("2021-07-22", Some(MORNING + 1)), Certainly),
        (Some(MORNING), ("2021-07-22", Some(18 * 60)), Certainly),
        // One of the two hours is not told.
        (Some(MORNING), ("2021-07-22", None), Perhaps),
        (None, ("2021-07-22", Some(0)), No),
        (None, ("2021-07-22", Some(1)), Perhaps),
        (None, ("2021-07-22", None), Perhaps),
        // Whatever the hours.
        (None, ("2021-07-21", None), No),
        (Some(MORNING), ("2021-07-21", None), No),
        (None, ("2021-07-23", None), Certainly),
        (Some(MORNING), ("2021-07-23", Some(0)), Certainly),
        // A day that is not known exactly.
        (Some(MORNING), ("2021-07", None), Perhaps),
        (Some(MORNING), ("2021-08", None), Certainly),
    ] {
        let done = Standing::Done { late: expected };
        assert_eq!(
            held(("2021-07-20", from), until),
            done,
            "{from:?} {until:?}"
        );
    }
}

#[test]
fn what_came_earlier_on_the_day_did_not_end_what_began_then() {
    let before = held(("2021-07-20", Some(600)), ("2021-07-20", Some(599)));
    assert_eq!(before, Standing::Overdue(Certainty::Certainly));
    let after = held(("2021-07-20", Some(600)), ("2021-07-20", Some(601)));
    let in_time = Certainty::No;
    assert_eq!(after, Standing::Done { late: in_time });
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
