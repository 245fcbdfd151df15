//! Consent on the forms on which people are named.

use super::{filled, rally};
use crate::world::World;
use aigaq_schema::{State, Value};
use aigaq_workspace::entering::{Input, Which};

const AGREED: [(&str, &str); 4] = [
    ("consent.answer", "named"),
    ("consent.use", "publish"),
    ("consent.audience", "public"),
    ("consent.given_by", "сам, по телефону"),
];

#[test]
fn nobody_was_asked_and_nothing_is_written_down() {
    let mut world = World::new();
    let token = world.token();
    let form = world.incident(token, &rally()).form;
    assert!(!form.consent.is_filled);
    let answers = form
        .consent
        .fields
        .iter()
        .find(|f| f.name == "consent.answer");
    let Input::Choice(groups) = &answers.unwrap().input else {
        panic!("no choice");
    };
    let codes: Vec<&str> = groups
        .iter()
        .flat_map(|group| group.choices.iter().map(|choice| choice.value.as_str()))
        .collect();
    assert!(codes.contains(&"not_asked") && codes.contains(&"refused"));
    // The states of other values are no answers beside those of the list.
    assert_eq!(codes.len(), 9, "{codes:?}");
    world.save_incident(&rally());
    assert_eq!(world.count("consent"), 0);
}

#[test]
fn an_answer_on_a_day_that_has_not_come_is_asked_about() {
    let mut world = World::new();
    let mut fault = |day: &str| {
        let pairs = [&rally()[..], &AGREED, &[("consent.date", day)]].concat();
        let token = world.token();
        let form = world.incident(token, &pairs).form;
        let mut fields = form.consent.fields.into_iter();
        let date = fields.find(|field| field.name == "consent.date").unwrap();
        date.fault.is_some()
    };
    assert!(fault("2999-01-01"));
    assert!(!fault("2020-01-01"));
}

#[test]
fn a_day_to_come_is_asked_about_on_the_form_of_a_consent_itself() {
    let mut world = World::new();
    let which = Which::New("consent".to_owned());
    for property in ["date", "withdrawn"] {
        let name = format!("v.{property}.0");
        for (day, is_asked) in [("2999-01-01", true), ("2020-01-01", false)] {
            let token = world.token();
            let typed = filled(&[("v.state.0", "named"), (&name, day)]);
            let entered = world.record(&which, token, &typed);
            let faults: Vec<&str> = entered.form.faults.iter().map(|f| &*f.name).collect();
            assert_eq!(
                faults.contains(&&*name),
                is_asked,
                "{property} {day}: {faults:?}"
            );
            assert_eq!(entered.saving.is_none(), is_asked, "{property} {day}");
        }
    }
}

#[test]
fn what_was_answered_is_kept_for_each_person_and_for_no_group() {
    let mut world = World::new();
    let pairs = [&rally()[..], &AGREED].concat();
    let token = world.token();
    let people = world.incident(token, &pairs);
    assert!(
        people.form.makes.iter().any(|made| made.contains("Соглас")),
        "{:?}",
        people.form.makes
    );
    world.save_incident(&pairs);
    let persons: Vec<_> = world
        .all("actor")
        .into_iter()
        .filter(|id| world.values(*id, "kind") == [Value::term("person")])
        .collect();
    let consents = world.all("consent");
    let mut of: Vec<Value> = consents
        .iter()
        .flat_map(|id| world.values(*id, "person"))
        .collect();
    for consent in &consents {
        assert_eq!(world.values(*consent, "state"), [Value::term("named")]);
        assert_eq!(world.texts(*consent, "given_by"), ["сам, по телефону"]);
    }
    of.sort_by_key(|value| format!("{value:?}"));
    let targets: Vec<_> = persons
        .iter()
        .filter(|id| of.contains(&Value::Reference(**id)))
        .collect();
    assert!(!targets.is_empty() && targets.len() == consents.len());
}

#[test]
fn not_asked_is_an_answer_of_its_own_that_needs_no_use() {
    let mut world = World::new();
    let pairs = [&rally()[..], &[("consent.answer", "not_asked")]].concat();
    world.save_incident(&pairs);
    let consents = world.all("consent");
    assert!(!consents.is_empty());
    assert_eq!(
        world.values(consents[0], "state"),
        [Value::term("not_asked")]
    );
    assert_ne!(Value::term("not_asked"), Value::Missing(State::NotAsked));
}

#[test]
fn an_answer_that_would_allow_nothing_is_asked_about() {
    let mut world = World::new();
    for (typed, at) in [
        (
            &[("consent.answer", "named")][..],
            &["consent.audience", "consent.use"][..],
        ),
        (&[("consent.given_by", "мать")], &["consent.answer"]),
        (
            &[("consent.date", "32 мая 2024")],
            &["consent.answer", "consent.date"],
        ),
    ] {
        let token = world.token();
        let entered = world.incident(token, &[&rally()[..], typed].concat());
        assert!(entered.saving.is_none(), "{typed:?}");
        let mut faults: Vec<&str> = entered
            .form
            .faults
            .iter()
            .map(|f| f.name.as_str())
            .collect();
        faults.sort_unstable();
        assert_eq!(faults, at, "{typed:?}");
    }
    // Nobody is named who could have answered.
    let token = world.token();
    let nobody = [&[("title", "Обыск")][..], &AGREED].concat();
    let entered = world.incident(token, &nobody);
    assert_eq!(entered.form.faults[0].name, "consent.answer");
    assert!(entered.saving.is_none());
}

#[test]
fn the_form_of_a_person_takes_a_consent_and_that_of_an_organisation_none() {
    let mut world = World::new();
    let new = |kind| [("v.name.0", "Айгуль Сарсенова"), ("v.kind.0", kind)];
    let which = Which::New("actor".to_owned());
    let token = world.token();
    let pairs = [&new("person")[..], &AGREED].concat();
    let entered = world.record(&which, token, &filled(&pairs));
    assert!(entered.form.consent.is_some());
    let saving = entered
        .saving
        .unwrap_or_else(|| panic!("{:?}", entered.form.faults));
    world.workspace.save(&saving).unwrap();
    assert_eq!(world.count("consent"), 1);
    let person = world.all("actor")[0];
    assert_eq!(
        world.values(world.all("consent")[0], "person"),
        [Value::Reference(person)]
    );
    // One more, with nothing else changed; it takes no other back.
    world.correct(person, &[("consent.answer", "refused")]);
    assert_eq!(world.count("consent"), 2);
    let token = world.token();
    let pairs = [&new("organisation")[..], &AGREED].concat();
    let entered = world.record(&which, token, &filled(&pairs));
    assert!(entered.saving.is_none());
    assert_eq!(entered.form.faults[0].name, "consent.answer");
    let token = world.token();
    let other = Which::New("place".to_owned());
    let place = world.record(&other, token, &filled(&[("v.name.0", "Тараз")]));
    assert!(place.form.consent.is_none());
}

#[test]
fn who_may_read_the_incident_is_said_of_the_event_and_its_acts() {
    let mut world = World::new();
    world.save_incident(&[&rally()[..], &[("sensitivity", "restricted")]].concat());
    for of in ["event", "act"] {
        for record in world.all(of) {
            assert_eq!(
                world.values(record, "sensitivity"),
                [Value::term("restricted")],
                "{of}"
            );
        }
    }
}

/// The answers written down for the people of the rally, by the words of their names.
fn answers(world: &World) -> Vec<(String, String, String)> {
    let mut all: Vec<_> = world
        .all("consent")
        .into_iter()
        .map(|consent| {
            let person = match &world.values(consent, "person")[..] {
                [Value::Reference(person)] => world.texts(*person, "name").join(""),
                other => panic!("{other:?}"),
            };
            let told = |property| world.texts(consent, property).join("");
            (person, told("state"), told("use"))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn one_answer_for_all_and_another_for_whoever_gave_another() {
    let mut world = World::new();
    let apart = [("who.1.answer", "refused"), ("who.2.answer", "not_asked")];
    world.save_incident(&[&rally()[..], &AGREED, &apart].concat());
    let told = answers(&world);
    let told: Vec<(&str, &str, &str)> = told.iter().map(|(a, b, c)| (&**a, &**b, &**c)).collect();
    assert_eq!(
        told,
        [
            ("Ахметов Ерлан", "named", "publish"),
            ("Иванова Анна", "refused", "publish"),
            ("Ким Олег", "not_asked", "publish"),
        ]
    );
}

#[test]
fn an_answer_of_one_alone_says_nothing_of_the_others() {
    let mut world = World::new();
    world.save_incident(&[&rally()[..], &[("who.0.answer", "refused")]].concat());
    let told = answers(&world);
    assert_eq!(told.len(), 1);
    assert_eq!((&*told[0].0, &*told[0].1), ("Ахметов Ерлан", "refused"));
}

#[test]
fn another_answer_that_allows_needs_the_use_and_no_group_gives_one() {
    let mut world = World::new();
    let cases: [(&[(&str, &str)], &str); 3] = [
        (&[("who.0.answer", "named")], "who.0.answer"),
        (
            &[
                ("who.3.name", "около 40 участников"),
                ("who.3.answer", "refused"),
            ],
            "who.3.answer",
        ),
        (
            &[("who.3.name", ""), ("who.3.answer", "refused")],
            "who.3.answer",
        ),
    ];
    for (typed, at) in cases {
        let token = world.token();
        let entered = world.incident(token, &[&rally()[..], typed].concat());
        assert!(entered.saving.is_none(), "{typed:?}");
        let faults: Vec<&str> = entered.form.faults.iter().map(|f| &*f.name).collect();
        assert_eq!(faults, [at], "{typed:?}");
        assert!(entered.form.is_answered_apart());
    }
}

#[test]
fn of_several_people_in_one_row_each_keeps_the_answer() {
    let mut world = World::new();
    let mut pairs = rally();
    pairs.retain(|(name, _)| !name.starts_with("who."));
    pairs.push(("who.0.name", "Ахметов Ерлан, Ким Олег"));
    pairs.push(("who.0.answer", "refused"));
    let token = world.token();
    let form = world.incident(token, &pairs).form;
    let answers: Vec<&str> = form.asked_apart().map(|row| &*row.answer.text).collect();
    assert_eq!(answers, ["refused", "refused"]);
}
