//! A whole incident on one form: what it makes, and by which rule.

use super::{RALLY, World, filled, now, rally, ru};
use aigaq_schema::{CountedAs, Value, Via, rule};
use aigaq_workspace::Refused;
use aigaq_workspace::entering::{Filled, Which};

#[test]
fn a_whole_incident_is_one_form_and_one_change_set() {
    let mut world = World::new();
    world.save_incident(&rally());
    let counts =
        ["event", "act", "actor", "source", "place", "involvement"].map(|t| world.count(t));
    // Three people, two acts each, one who did it: six acts, each with its target and its perpetrator.
    assert_eq!(counts, [1, 6, 4, 1, 1, 12]);
    let journal = world.workspace.journal(&ru(), 0).unwrap();
    assert_eq!(journal.change_sets, 1);
    let (event, source) = (world.all("event")[0], world.all("source")[0]);
    assert_eq!(world.texts(event, "start"), ["2024-03-12 14:30"]);
    assert_eq!(
        world.texts(event, "summary"),
        ["Полиция задержала троих.\nИх отвезли в отдел."]
    );
    for act in world.all("act") {
        let live = world.workspace.live(act).unwrap();
        // The source tells everything but how the monitor counts.
        let (counted, told): (Vec<_>, Vec<_>) =
            live.iter().partition(|s| s.property == "counted_as");
        assert!(
            told.iter()
                .all(|s| s.basis.source == Some(source) && s.basis.for_the_row)
        );
        assert!(counted.iter().all(|s| s.basis.source.is_none()));
        assert_eq!(world.texts(act, "region"), ["KZ-75"]);
        assert_eq!(world.values(act, "event"), [Value::Reference(event)]);
        assert_eq!(world.values(act, "law").len(), 1);
        let page = world.workspace.record(&ru(), act).unwrap().unwrap();
        let roles: Vec<&str> = page.involvements.iter().map(|i| i.role.as_str()).collect();
        assert_eq!(roles, ["perpetrator", "target"], "who did it stands first");
    }
}

#[test]
fn the_same_form_sent_twice_is_saved_once() {
    let mut world = World::new();
    let token = world.token();
    let first = world.incident(token, &rally()).saving.unwrap();
    let first = world.workspace.save(&first).unwrap();
    // Now the people are there; they are no candidates for themselves.
    let second = world.incident(token, &rally()).saving.unwrap();
    let second = world.workspace.save(&second).unwrap();
    assert!(second.again && first.change_set == second.change_set);
    assert_eq!(world.count("actor"), 4);
    // Changed and sent again, it is another one.
    let mut changed = rally();
    changed.push(("outcome", "отпущены"));
    let third = world.incident(token, &changed).saving.unwrap();
    assert!(matches!(
        world.workspace.save(&third),
        Err(Refused::Stale(_))
    ));
}

#[test]
fn together_is_one_act_and_each_is_an_act_for_each() {
    let mut world = World::new();
    let mut pairs = rally();
    pairs.retain(|(name, _)| !name.starts_with("act."));
    pairs.extend([
        ("act.0.type", "ASM.break"),
        ("act.1.type", "LIB.detain"),
        ("act.1.how", "together"),
    ]);
    let token = world.token();
    let form = world.incident(token, &pairs).form;
    let rules: Vec<_> = form
        .acts
        .iter()
        .map(|a| a.how.echo.clone().unwrap())
        .collect();
    assert_eq!(rules[0], "вместе: одно деяние, пострадавших в нём — 3");
    world.save_incident(&pairs);
    assert_eq!((world.count("act"), world.count("involvement")), (2, 8));
}

#[test]
fn how_several_people_were_counted_stays_with_each_act() {
    let mut world = World::new();
    let mut pairs = rally();
    pairs.retain(|(name, _)| !name.starts_with("act."));
    pairs.extend([
        ("act.0.type", "ASM.break"),
        ("act.1.type", "LIB.detain"),
        ("act.2.type", "ADM.fine"),
        ("act.2.how", "together"),
    ]);
    world.save_incident(&pairs);
    let told = |world: &World| {
        let mut all = Vec::new();
        for act in world.all("act") {
            let live = world.workspace.live(act).unwrap();
            let said = live.iter().find(|s| s.property == "counted_as").unwrap();
            let by_default = said.via == Via::Rule(rule::COUNTED_AS.to_owned());
            assert!(by_default || said.via == Via::Form);
            let kind = world.texts(act, "type").concat();
            all.push((kind, said.value.plain(), by_default));
        }
        all.sort();
        all
    };
    let expect =
        |kind: &str, rule: &str, by_default| (kind.to_owned(), rule.to_owned(), by_default);
    let usual = [
        expect("ADM.fine", "together", false),
        expect("ASM.break", "together", true),
        expect("LIB.detain", "each", true),
        expect("LIB.detain", "each", true),
        expect("LIB.detain", "each", true),
    ];
    assert_eq!(told(&world), usual);
    // The page tells what was decided, and after a correction still does.
    let fine = world
        .all("act")
        .into_iter()
        .find(|act| world.texts(*act, "type") == ["ADM.fine"])
        .unwrap();
    let page = |world: &World| world.workspace.record(&ru(), fine).unwrap().unwrap();
    let counted = page(&world).counted.unwrap();
    assert_eq!((counted.rule, counted.is_said), (CountedAs::Together, true));
    world.correct(fine, &[("v.outcome.0", "отменён")]);
    assert_eq!(page(&world).counted, Some(counted));
    assert_eq!(told(&world), usual);
    world.correct(fine, &[("v.counted_as.0", "each")]);
    assert_eq!(page(&world).counted.unwrap().rule, CountedAs::Each);
}

#[test]
fn of_one_person_nothing_is_decided() {
    let mut world = World::new();
    world.save_incident(&[
        ("title", "Обыск"),
        ("act.0.type", "CRM.search"),
        ("act.0.how", "together"),
        ("who.0.name", "Ким Олег"),
    ]);
    let act = world.all("act")[0];
    assert!(world.texts(act, "counted_as").is_empty());
    let page = world.workspace.record(&ru(), act).unwrap().unwrap();
    let counted = page.counted.unwrap();
    assert_eq!((counted.rule, counted.is_said), (CountedAs::Each, false));
}

#[test]
fn an_act_is_said_to_touch_the_rights_of_its_type_and_follows_when_the_type_is_corrected() {
    let mut world = World::new();
    world.save_incident(&[
        ("title", "Разгон"),
        ("act.0.type", "ASM.break"),
        ("src", "Новость"),
    ]);
    let act = world.all("act")[0];
    assert_eq!(world.texts(act, "rights"), ["assembly"]);
    let source = world.all("source")[0];
    let of_rights = |world: &World| {
        let live = world.workspace.live(act).unwrap();
        let mut all: Vec<_> = live
            .into_iter()
            .filter(|s| s.property == "rights")
            .map(|s| (s.value.plain(), s.basis.source, s.via))
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    let by_rule = Via::Rule(rule::RIGHTS.to_owned());
    assert_eq!(
        of_rights(&world),
        [("assembly".to_owned(), Some(source), by_rule.clone())]
    );
    world.correct(act, &[("v.type.0", "LIB.detain")]);
    assert_eq!(
        of_rights(&world),
        [("liberty".to_owned(), Some(source), by_rule)]
    );
    // What a person ticks is theirs, and no other type takes it back.
    let mut filled = world.prefilled(act);
    filled.push("v.rights", "expression");
    let token = world.token();
    let entered = world.record(&Which::There(act), token, &filled);
    world.workspace.save(&entered.saving.unwrap()).unwrap();
    world.correct(act, &[("v.type.0", "PRS.threat")]);
    assert!(
        world
            .texts(act, "rights")
            .contains(&"expression".to_owned())
    );
}

#[test]
fn acts_and_people_are_added_to_an_event_that_is_there() {
    let mut world = World::new();
    world.save_incident(&rally());
    let event = world.all("event")[0];
    let begun = world.workspace.incident_filled(&ru(), event).unwrap();
    assert_eq!(begun.get("region"), "KZ-75");
    let token = world.token();
    let shown = world
        .workspace
        .enter_incident(&ru(), &begun, token, &now())
        .unwrap();
    let form = shown.form;
    assert_eq!(form.event.as_ref().map(|e| e.id), Some(event));
    assert_eq!(
        form.when.text.replace('\u{a0}', " "),
        "12 марта 2024 г., 14:30"
    );
    assert!(form.faults.is_empty() && shown.saving.is_none());
    let mut sent = begun.clone();
    for (name, value) in [
        ("act.0.type", "административный арест"),
        ("who.0.name", "Тестов Олег, Примеров Иван"),
        ("src", "Звонок"),
    ] {
        sent.push(name, value);
    }
    let form = world
        .workspace
        .enter_incident(&ru(), &sent, token, &now())
        .unwrap()
        .form;
    assert!(form.spread, "{:?}", form.faults);
    let mut pairs: Vec<(String, String)> = begun.pairs().to_vec();
    for (name, value) in [
        ("act.0.type", "LIB.adminarr"),
        ("who.0.name", "Тестов Олег"),
        ("who.1.name", "Примеров Иван"),
        ("src", "Звонок"),
    ] {
        pairs.push((name.to_owned(), value.to_owned()));
    }
    let entered = world
        .workspace
        .enter_incident(&ru(), &Filled::new(pairs), token, &now())
        .unwrap();
    assert_eq!(entered.form.about, event);
    world.workspace.save(&entered.saving.unwrap()).unwrap();
    assert_eq!((world.count("event"), world.count("act")), (1, 8));
    for act in world.all("act") {
        assert_eq!(world.values(act, "event"), [Value::Reference(event)]);
        assert_eq!(world.texts(act, "start"), ["2024-03-12 14:30"]);
    }
    assert_eq!(world.count("place"), 1);
}

#[test]
fn nothing_is_added_to_an_event_that_is_none() {
    let mut world = World::new();
    world.save_incident(&RALLY[..5]);
    let place = world.all("place")[0];
    let nowhere = aigaq_schema::RecordId::from_random([9; 16]);
    for id in [place, nowhere] {
        let begun = world.workspace.incident_filled(&ru(), id).unwrap();
        assert!(begun.is_empty());
        let id = id.to_string();
        let pairs = [("event", id.as_str()), ("act.0.type", "LIB.detain")];
        let token = world.token();
        let entered = world
            .workspace
            .enter_incident(&ru(), &filled(&pairs), token, &now())
            .unwrap();
        assert!(entered.saving.is_none());
        assert_eq!(
            entered.form.faults[0].text,
            "Такого события нет, или его нельзя здесь прочесть."
        );
    }
}

#[test]
fn a_group_without_names_keeps_its_number_from_and_to() {
    let mut world = World::new();
    world.save_incident(&[
        ("title", "Разгон"),
        ("act.0.type", "ASM.break"),
        ("who.0.name", "участники митинга"),
        ("who.0.kind", "group"),
        ("who.0.number", "35–45"),
        ("who.1.name", "около 40 журналистов"),
    ]);
    assert_eq!(world.count("actor"), 2);
    let mut numbers: Vec<String> = world
        .all("actor")
        .iter()
        .flat_map(|a| world.texts(*a, "number"))
        .collect();
    numbers.sort();
    assert_eq!(numbers, ["35–45", "about 40"]);
    for actor in world.all("actor") {
        assert_eq!(world.texts(actor, "kind"), ["group"]);
    }
}

#[test]
fn several_names_in_a_row_are_shown_in_rows_before_anything_is_saved() {
    let mut world = World::new();
    let token = world.token();
    let entered = world.incident(
        token,
        &[
            ("title", "Обыск"),
            ("act.0.type", "LIB.detain"),
            ("who.0.name", "Ахметов Ерлан, Ким Олег и Иванова Анна"),
        ],
    );
    assert!(entered.saving.is_none() && entered.form.spread);
    let names: Vec<&str> = entered
        .form
        .people
        .iter()
        .map(|p| p.name.text.as_str())
        .collect();
    assert_eq!(names, ["Ахметов Ерлан", "Ким Олег", "Иванова Анна"]);
}
