//! Entering by hand: the quick form of an incident, full forms, corrections, and being overtaken.

use crate::world::{self, World};
use aigaq_schema::{Day, Language, RecordId, Value};
use aigaq_workspace::entering::{Entered, Field, Filled, IncidentForm, Input, RecordForm, Which};
use aigaq_workspace::{Asking, FormToken, ListQuery, Refused, Saved};
use proptest::prelude::*;

impl World {
    fn incident(&self, token: FormToken, pairs: &[(&str, &str)]) -> Entered<IncidentForm> {
        self.workspace
            .enter_incident(&ru(), &filled(pairs), token, &now())
            .unwrap()
    }

    fn save_incident(&mut self, pairs: &[(&str, &str)]) -> Saved {
        let token = self.token();
        let entered = self.incident(token, pairs);
        let Some(saving) = entered.saving else {
            panic!(
                "not ready: {:?} open {}",
                entered.form.faults, entered.form.open
            )
        };
        self.workspace.save(&saving).unwrap()
    }

    fn record(&self, which: &Which, token: FormToken, filled: &Filled) -> Entered<RecordForm> {
        let form = self
            .workspace
            .enter_record(&ru(), which, filled, (token, &now()));
        form.unwrap().unwrap()
    }

    fn prefilled(&self, record: RecordId) -> Filled {
        let which = Which::There(record);
        let filled = self.workspace.record_filled(&ru(), &which, &[]);
        filled.unwrap().unwrap()
    }

    /// Changes one field of a record's form and saves it.
    fn correct(&mut self, record: RecordId, change: &[(&str, &str)]) -> Saved {
        let mut filled = self.prefilled(record);
        for (name, value) in change {
            filled.set(name, value);
        }
        let token = self.token();
        let entered = self.record(&Which::There(record), token, &filled);
        let Some(saving) = entered.saving else {
            panic!("not ready: {:?}", entered.form.faults)
        };
        self.workspace.save(&saving).unwrap()
    }

    fn count(&self, record_type: &str) -> u64 {
        let query = ListQuery {
            record_type: record_type.to_owned(),
            ..ListQuery::default()
        };
        self.workspace.list(&ru(), &query).unwrap().total
    }

    fn all(&self, record_type: &str) -> Vec<RecordId> {
        let query = ListQuery {
            record_type: record_type.to_owned(),
            ..ListQuery::default()
        };
        let list = self.workspace.list(&ru(), &query).unwrap();
        list.rows.iter().map(|row| row.id).collect()
    }

    fn values(&self, record: RecordId, property: &str) -> Vec<Value> {
        let live = self.workspace.live(record).unwrap();
        live.into_iter()
            .filter(|s| s.property == property)
            .map(|s| s.value)
            .collect()
    }

    fn texts(&self, record: RecordId, property: &str) -> Vec<String> {
        self.values(record, property)
            .iter()
            .map(Value::plain)
            .collect()
    }
}

fn asking(language: Language) -> Asking {
    world::asking(language, Day(19_823))
}

fn ru() -> Asking {
    asking(Language::Ru)
}

fn now() -> (i64, String) {
    world::now(1_712_700_000)
}

fn filled(pairs: &[(&str, &str)]) -> Filled {
    Filled::new(
        pairs
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned())),
    )
}

const RALLY: [(&str, &str); 15] = [
    ("when", "12 марта 2024, 14:30"),
    ("region", "KZ-75"),
    ("place", "Площадь Республики"),
    ("title", "Задержания на митинге"),
    ("summary", "Полиция задержала троих.\r\nИх отвезли в отдел."),
    ("act.0.type", "LIB.detain"),
    ("act.1.type", "ADM.fine"),
    ("who.0.name", "Ахметов Ерлан"),
    ("who.1.name", "Иванова Анна"),
    ("who.2.name", "Ким Олег"),
    ("by.0.name", "УП Алмалинского района"),
    ("law", "ч. 6 ст. 488 КоАП"),
    ("src", "Троих задержали в Алматы"),
    ("src.url", "https://example.org/1"),
    ("by.0.class", "police.district"),
];

/// The rally with the question about the police answered.
fn rally() -> Vec<(&'static str, &'static str)> {
    let mut pairs = RALLY.to_vec();
    pairs.push(("by.0.name.asked", "УП Алмалинского района"));
    pairs.push(("by.0.name.is", "new:state_body"));
    pairs
}

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
        assert!(
            live.iter()
                .all(|s| s.basis.source == Some(source) && s.basis.for_the_row)
        );
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

#[test]
fn before_somebody_new_is_made_the_person_is_asked_whether_it_is_one_of_these() {
    let mut world = World::new();
    world.save_incident(&rally());
    let known = world
        .all("actor")
        .into_iter()
        .find(|a| world.texts(*a, "name") == ["Ахметов Ерлан"])
        .unwrap();
    let mut again = vec![
        ("title", "Штраф"),
        ("act.0.type", "ADM.fine"),
        ("who.0.name", "Ерлан Ахметов"),
    ];
    let token = world.token();
    let entered = world.incident(token, &again);
    assert!(entered.saving.is_none());
    assert_eq!(entered.form.open, 1);
    let question = entered.form.people[0].name.question.clone().unwrap();
    assert_eq!(question.candidates[0].id, known);
    let detail = &question.candidates[0].detail.replace('\u{a0}', " ");
    assert!(detail.contains("12 марта 2024"), "{detail}");
    assert!(detail.contains("Алматы"), "{detail}");
    // Answered: it is this one.
    let id = known.to_string();
    again.extend([
        ("who.0.name.asked", "Ерлан Ахметов"),
        ("who.0.name.is", id.as_str()),
    ]);
    world.save_incident(&again);
    assert_eq!(world.count("actor"), 4);
    // An answer given to another name does not count.
    let other = [
        ("title", "Штраф"),
        ("act.0.type", "ADM.fine"),
        ("who.0.name", "Анна Иванова"),
        ("who.0.name.asked", "Ерлан Ахметов"),
        ("who.0.name.is", id.as_str()),
    ];
    let token = world.token();
    assert!(world.incident(token, &other).saving.is_none());
}

#[test]
fn one_name_in_two_rows_is_asked_about_and_makes_one_person_or_two() {
    let mut world = World::new();
    let pairs = vec![
        ("title", "Обыск"),
        ("act.0.type", "LIB.detain"),
        ("who.0.name", "Ахметов Ерлан"),
        ("who.0.category", "journalist"),
        ("who.1.name", "Ерлан Ахметов"),
        ("who.2.name", "Ахметов Нурлан"),
    ];
    let token = world.token();
    let entered = world.incident(token, &pairs);
    assert!(entered.saving.is_none() && entered.form.faults.is_empty());
    let asked: Vec<bool> = entered
        .form
        .people
        .iter()
        .map(|p| p.name.question.is_some())
        .collect();
    assert_eq!(
        asked,
        [false, true, false],
        "a brother is nobody's namesake"
    );
    let question = entered.form.people[1].name.question.clone().unwrap();
    let values: Vec<&str> = question.new.iter().map(|c| c.value.as_str()).collect();
    assert_eq!(values, ["same", "new:person"]);
    assert_eq!(
        question.new[0].label,
        "то же, что в строке выше: Ахметов Ерлан"
    );
    let answered = |is| {
        let mut pairs = pairs.clone();
        pairs.extend([("who.1.name.asked", "Ерлан Ахметов"), ("who.1.name.is", is)]);
        pairs
    };
    // One person: one act, one involvement.
    let mut two = World::new();
    world.save_incident(&answered("same"));
    assert_eq!((world.count("actor"), world.count("act")), (2, 2));
    assert_eq!(world.count("involvement"), 2);
    // Two namesakes.
    two.save_incident(&answered("new:person"));
    assert_eq!((two.count("actor"), two.count("act")), (3, 3));
    // An answer that fits no row above is asked again.
    let mut alone = answered("same");
    alone.retain(|(name, _)| !name.starts_with("who.0"));
    let entered = World::new().incident(token, &alone);
    assert!(entered.saving.is_none() && entered.form.open == 1);
}

#[test]
fn namesakes_of_somebody_who_is_there_are_asked_about_at_once() {
    let mut world = World::new();
    world.save_incident(&rally());
    let mut pairs = vec![
        ("title", "Обыск"),
        ("act.0.type", "LIB.detain"),
        ("who.0.name", "Ахметов Ерлан"),
        ("who.1.name", "Ахметов Ерлан"),
        ("who.1.category", "journalist"),
    ];
    let token = world.token();
    let entered = world.incident(token, &pairs);
    assert_eq!(entered.form.open, 2);
    let question = |row: usize| entered.form.people[row].name.question.clone().unwrap();
    let known = question(0).candidates[0].id.to_string();
    assert_eq!(question(1).candidates.len(), 1);
    // The second says "the same" before the first has said who it is.
    pairs.extend([
        ("who.1.name.asked", "Ахметов Ерлан"),
        ("who.1.name.is", "same"),
    ]);
    let entered = world.incident(token, &pairs);
    assert!(entered.saving.is_none());
    assert_eq!(entered.form.open, 1);
    pairs.extend([
        ("who.0.name.asked", "Ахметов Ерлан"),
        ("who.0.name.is", known.as_str()),
    ]);
    let before = world.count("involvement");
    // Another category for the same person is not understood.
    let mut other = pairs.clone();
    other.push(("who.0.category", "lawyer"));
    let entered = world.incident(token, &other);
    let at: Vec<&str> = entered
        .form
        .faults
        .iter()
        .map(|f| f.name.as_str())
        .collect();
    assert_eq!(at, ["who.1.category"]);
    world.save_incident(&pairs);
    assert_eq!(world.count("actor"), 4);
    assert_eq!(world.count("involvement"), before + 1);
    let involvement = world
        .all("involvement")
        .into_iter()
        .find(|i| world.texts(*i, "category") == ["journalist"]);
    assert!(involvement.is_some(), "what the second row says is kept");
}

#[test]
fn one_body_in_two_rows_is_one_without_asking_and_its_class_is_kept() {
    let mut world = World::new();
    world.save_incident(&rally());
    world.save_incident(&[
        ("title", "Разгон"),
        ("act.0.type", "ASM.break"),
        ("who.0.name", "ОО «Свобода»"),
        ("who.0.kind", "organisation"),
        ("who.1.name", "ОО «Свобода»"),
        ("who.1.kind", "organisation"),
        ("by.0.name", "УП Алмалинского района"),
        ("by.0.class", "police.city"),
        ("by.1.name", "УП Алмалинского района"),
    ]);
    assert_eq!(world.count("actor"), 5);
    let police = world
        .all("actor")
        .into_iter()
        .find(|a| world.texts(*a, "name") == ["УП Алмалинского района"])
        .unwrap();
    let mut classes = world.texts(police, "source_class");
    classes.sort();
    assert_eq!(classes, ["police.city", "police.district"]);
}

#[test]
fn dates_are_read_in_three_languages_and_echoed_in_the_readers() {
    let world = World::new();
    let token = FormToken::from_random([9; 16]);
    for (text, language, echo) in [
        ("12 March 2024", Language::En, "12 March 2024"),
        ("12.03.2024", Language::Ru, "12 марта 2024"),
        ("12 марта 2024 г.", Language::En, "12 March 2024"),
        ("2024 жылғы 12 наурыз", Language::Kk, "12 наурыз"),
        ("март 2024", Language::Ru, "март 2024"),
    ] {
        let pairs = filled(&[("when", text), ("title", "x")]);
        let entered = world
            .workspace
            .enter_incident(&asking(language), &pairs, token, &now())
            .unwrap();
        let field = &entered.form.when;
        assert!(field.fault.is_none(), "{text}: {:?}", field.fault);
        let said = field
            .echo
            .clone()
            .unwrap_or_else(|| text.to_owned())
            .replace('\u{a0}', " ");
        assert!(said.contains(echo), "{text}: {said}");
    }
}

#[test]
fn what_is_not_understood_stands_at_its_field_and_nothing_typed_is_lost() {
    let world = World::new();
    let token = FormToken::from_random([9; 16]);
    let pairs = [
        ("when", "31.02.2024"),
        ("title", "Обыск"),
        ("law", "ст. 488"),
        ("act.0.type", "NO.such"),
        ("who.0.name", "<script>alert(1)</script>"),
        ("who.0.number", "много"),
        ("src.quote", "«…»"),
    ];
    let entered = world.incident(token, &pairs);
    assert!(entered.saving.is_none());
    let form = entered.form;
    let at: Vec<&str> = form.faults.iter().map(|f| f.name.as_str()).collect();
    for name in ["when", "law", "act.0.type", "who.0.number", "src"] {
        assert!(at.contains(&name), "{name} in {at:?}");
    }
    assert_eq!(form.when.text, "31.02.2024");
    assert_eq!(form.law.text, "ст. 488");
    assert!(form.law.fault.unwrap().offers.len() >= 2);
    assert_eq!(form.people[0].name.text, "<script>alert(1)</script>");
    let long = "ж".repeat(1_000_000);
    let entered = world.incident(
        token,
        &[("title", &long), ("when", &long), ("who.0.name", &long)],
    );
    assert!(entered.saving.is_none() && entered.form.faults.len() >= 3);
}

#[test]
fn a_state_of_not_knowing_can_be_chosen_for_every_field() {
    let mut world = World::new();
    let token = world.token();
    let entered = world.record(
        &Which::New("act".to_owned()),
        token,
        &filled(&[
            ("v.type.0", "LIB.detain"),
            ("v.start.0.state", "=unknown"),
            ("v.region.0", "=not asked"),
            ("v.rights.state", "=none"),
            ("v.summary.0.state", "=withheld"),
            ("v.place.0", "неизвестно"),
        ]),
    );
    world.workspace.save(&entered.saving.unwrap()).unwrap();
    let act = world.all("act")[0];
    for (property, state) in [
        ("start", "unknown"),
        ("region", "not asked"),
        ("rights", "none"),
        ("summary", "withheld"),
        ("place", "unknown"),
    ] {
        assert_eq!(world.texts(act, property), [state], "{property}");
    }
}

#[test]
fn a_form_that_nobody_changed_says_nothing() {
    let mut world = World::new();
    world.save_incident(&rally());
    for record_type in ["event", "act", "actor", "source", "involvement", "place"] {
        for record in world.all(record_type) {
            for language in [Language::En, Language::Ru, Language::Kk] {
                let which = Which::There(record);
                let ask = asking(language);
                let filled = world.workspace.record_filled(&ask, &which, &[]);
                let token = world.token();
                let form = world.workspace.enter_record(
                    &ask,
                    &which,
                    &filled.unwrap().unwrap(),
                    (token, &now()),
                );
                let entered = form.unwrap().unwrap();
                assert!(entered.saving.is_none());
                let at: Vec<_> = entered.form.faults.iter().map(|f| &f.name).collect();
                assert_eq!(at, [""], "{record_type}: only that nothing was changed");
            }
        }
    }
}

#[test]
fn a_correction_withdraws_one_statement_with_its_reason_and_keeps_the_source() {
    let mut world = World::new();
    world.save_incident(&rally());
    let (event, source) = (world.all("event")[0], world.all("source")[0]);
    let before = world.workspace.live(event).unwrap().len();
    world.correct(
        event,
        &[
            ("v.title.0", "Задержания на площади"),
            ("reason", "enter.reason_typing"),
        ],
    );
    let live = world.workspace.live(event).unwrap();
    assert_eq!(live.len(), before);
    let title = live.iter().find(|s| s.property == "title").unwrap();
    assert_eq!(title.value.plain(), "Задержания на площади");
    assert_eq!(title.basis.source, Some(source));
    let page = world.workspace.record(&ru(), event).unwrap().unwrap();
    let withdrawn: Vec<_> = page
        .groups
        .iter()
        .flat_map(|g| &g.properties)
        .flat_map(|p| &p.statements)
        .filter_map(|s| s.withdrawn.clone())
        .collect();
    assert_eq!(withdrawn, ["опечатка"]);
}

#[test]
fn what_another_source_says_is_put_beside_and_stays_when_the_first_is_corrected() {
    let mut world = World::new();
    world.save_incident(&[("title", "Пожар"), ("src", "Первый")]);
    let event = world.all("event")[0];
    world.correct(event, &[("v.deaths.0", "14"), ("src", "Первый")]);
    world.correct(event, &[("v.deaths.1", "17"), ("src", "Второй")]);
    let mut told = world.texts(event, "deaths");
    told.sort();
    assert_eq!(told, ["14", "17"]);
    let filled = world.prefilled(event);
    let token = world.token();
    let form = world.record(&Which::There(event), token, &filled).form;
    let deaths = form
        .groups
        .iter()
        .flat_map(|g| &g.properties)
        .find(|p| p.code == "deaths")
        .unwrap();
    let notes: Vec<_> = deaths.rows.iter().filter_map(|r| r.note.clone()).collect();
    assert_eq!(notes.len(), 2);
    let first = notes.iter().position(|n| n == "Первый").unwrap();
    world.correct(event, &[(&format!("v.deaths.{first}"), "15")]);
    let mut told = world.texts(event, "deaths");
    told.sort();
    assert_eq!(told, ["15", "17"]);
    // Emptied, it is taken back and nothing is said instead.
    world.correct(event, &[("v.deaths.0", ""), ("v.deaths.1", "")]);
    assert!(world.texts(event, "deaths").is_empty());
}

#[test]
fn a_source_that_says_otherwise_later_takes_back_only_its_own_word() {
    let mut world = World::new();
    world.save_incident(&[("title", "Пожар"), ("src", "Первый")]);
    let event = world.all("event")[0];
    world.correct(event, &[("v.deaths.0", "14"), ("src", "Первый")]);
    world.correct(event, &[("v.deaths.1", "14"), ("src", "Второй")]);
    // Both say 14; the second corrects itself.
    world.correct(event, &[("v.deaths.0", "17"), ("src", "Второй")]);
    let by = |world: &World| {
        let live = world.workspace.live(event).unwrap();
        let mut all: Vec<(String, String)> = live
            .into_iter()
            .filter(|s| s.property == "deaths")
            .map(|s| {
                let title = world.texts(s.basis.source.unwrap(), "title").concat();
                (title, s.value.plain())
            })
            .collect();
        all.sort();
        all
    };
    let told = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        all.iter().map(owned).collect()
    };
    assert_eq!(by(&world), told(&[("Второй", "17"), ("Первый", "14")]));
    // Put beside, it is still the word of the same source, and a source does not contradict itself.
    world.correct(event, &[("v.deaths.2", "18"), ("src", "Второй")]);
    assert_eq!(by(&world), told(&[("Второй", "18"), ("Первый", "14")]));
    // Unless it does, in two places.
    let page = [
        ("v.deaths.2", "20"),
        ("src", "Второй"),
        ("src.locator", "с. 9"),
    ];
    let mut filled = world.prefilled(event);
    let first = ["v.deaths.0", "v.deaths.1"]
        .into_iter()
        .find(|n| filled.get(n) == "18");
    filled.set(first.unwrap(), "19");
    filled.set("src", "Второй");
    filled.set("src.locator", "с. 2");
    let token = world.token();
    let saving = world.record(&Which::There(event), token, &filled).saving;
    world.workspace.save(&saving.unwrap()).unwrap();
    world.correct(event, &page);
    let all = told(&[("Второй", "19"), ("Второй", "20"), ("Первый", "14")]);
    assert_eq!(by(&world), all);
}

#[test]
fn what_is_put_beside_a_value_needs_a_source_of_its_own() {
    let mut world = World::new();
    world.save_incident(&[("title", "Пожар"), ("src", "Первый")]);
    let event = world.all("event")[0];
    world.correct(event, &[("v.deaths.0", "14"), ("src", "Первый")]);
    let fault = |world: &mut World, change: &[(&str, &str)]| {
        let mut filled = world.prefilled(event);
        for (name, value) in change {
            filled.set(name, value);
        }
        let token = world.token();
        let entered = world.record(&Which::There(event), token, &filled);
        assert!(entered.saving.is_none());
        let beside = entered.form.groups.iter().flat_map(|g| &g.properties);
        let field = beside.flat_map(|p| &p.beside).find(|f| f.is_filled());
        field.and_then(|f| f.fault.clone()).map(|f| f.text).unwrap()
    };
    let unsourced = fault(&mut world, &[("v.deaths.1", "17")]);
    assert!(unsourced.contains("какой источник"), "{unsourced}");
    let change = [
        ("v.deaths.0", "15"),
        ("v.deaths.1", "17"),
        ("src", "Второй"),
    ];
    let twice = fault(&mut world, &change);
    assert!(twice.contains("двух разных значений"), "{twice}");
    assert_eq!(world.texts(event, "deaths"), ["14"]);
    // Where the value that stood is emptied, nothing is contradicted.
    world.correct(event, &[("v.deaths.0", ""), ("v.deaths.1", "17")]);
    assert_eq!(world.texts(event, "deaths"), ["17"]);
}

#[test]
fn an_overtaken_form_shows_both_and_is_saved_upon_the_new_state() {
    let mut world = World::new();
    world.save_incident(&rally());
    let event = world.all("event")[0];
    let mut mine = world.prefilled(event);
    mine.set("v.title.0", "Моё название");
    mine.set("v.injured.0", "2");
    let token = world.token();
    let entered = world.record(&Which::There(event), token, &mine);
    world.correct(event, &[("v.title.0", "Их название"), ("v.deaths.0", "1")]);
    let refused = world.workspace.save(&entered.saving.unwrap());
    assert!(matches!(refused, Err(Refused::Stale(of)) if of == [event]));
    let stale = world
        .workspace
        .overtaken(&ru(), event, &mine, (token, &now()))
        .unwrap()
        .unwrap();
    let title = stale.beside.iter().find(|b| b.both).unwrap();
    assert_eq!(
        (
            title.before.as_str(),
            title.yours.as_str(),
            title.now.as_str()
        ),
        ("Задержания на митинге", "Моё название", "Их название")
    );
    assert_eq!(stale.beside.len(), 3, "{:?}", stale.beside);
    // The form as shown then, sent back as a browser would.
    let mut sent = Filled::default();
    sent.set("version", &stale.form.version.unwrap().to_string());
    for field in stale
        .form
        .groups
        .iter()
        .flat_map(|g| &g.properties)
        .flat_map(|p| p.rows.iter().chain(&p.beside))
    {
        sent.set(&field.name, &field.text);
        sent.set(&format!("{}.was", field.name), &field.was);
    }
    let place = world.values(event, "place");
    let [Value::Reference(place)] = place[..] else {
        panic!("a place")
    };
    sent.set("v.place.0.is", &place.to_string());
    sent.set("v.place.0.asked", "Площадь Республики");
    let saving = world.record(&Which::There(event), token, &sent).saving;
    world.workspace.save(&saving.unwrap()).unwrap();
    assert_eq!(world.texts(event, "title"), ["Моё название"]);
    assert_eq!(world.texts(event, "deaths"), ["1"]);
    assert_eq!(world.texts(event, "injured"), ["2"]);
}

#[test]
fn a_part_needs_its_whole_and_is_sealed_with_it() {
    let mut world = World::new();
    world.save_incident(&rally());
    let act = world.all("act")[0];
    let which = Which::New("involvement".to_owned());
    let token = world.token();
    let without = world.record(&which, token, &filled(&[("v.role.0", "witness")]));
    assert!(without.saving.is_none());
    assert!(without.form.faults.iter().any(|f| f.name == "v.act.0"));
    let given = [("act".to_owned(), act.to_string())];
    let prefilled = world.workspace.record_filled(&ru(), &which, &given);
    let mut prefilled = prefilled.unwrap().unwrap();
    prefilled.set("v.role.0", "witness");
    let entered = world.record(&which, token, &prefilled);
    let saving = entered.saving.unwrap();
    assert_eq!(saving.records[0].root, act);
    world.workspace.save(&saving).unwrap();
}

#[test]
fn ids_that_are_not_there_or_of_another_type_are_told_at_their_field() {
    let mut world = World::new();
    world.save_incident(&rally());
    let event = world.all("event")[0].to_string();
    let token = world.token();
    for text in [event.as_str(), "00000000-0000-4000-8000-000000000000"] {
        let entered = world.incident(
            token,
            &[("title", "x"), ("act.0.type", "LIB"), ("who.0.name", text)],
        );
        assert!(entered.saving.is_none());
        assert_eq!(entered.form.faults[0].name, "who.0.name");
    }
}

const NAMES: [&str; 24] = [
    "when",
    "region",
    "place",
    "place.is",
    "place.asked",
    "title",
    "summary",
    "act.0.type",
    "act.1.type",
    "act.0.how",
    "law",
    "outcome",
    "who.0.name",
    "who.0.name.is",
    "who.0.name.asked",
    "who.3.name",
    "who.0.kind",
    "who.0.number",
    "who.0.category",
    "by.0.name",
    "by.0.class",
    "src",
    "src.date",
    "src.quote",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("LIB.detain".to_owned()),
        Just("new:person".to_owned()),
        Just("=unknown".to_owned()),
        Just("group".to_owned()),
        Just("12.03.2024".to_owned()),
        Just("Ахметов Ерлан и около 40 человек".to_owned()),
        Just("00000000-0000-4000-8000-000000000000".to_owned()),
        "\\PC{0,40}",
        ".{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_is_sent_is_shown_again_or_saved(
        pairs in proptest::collection::vec((prop::sample::select(NAMES.to_vec()), texts()), 0..16)
    ) {
        thread_local! {
            static WORLD: std::cell::RefCell<World> = std::cell::RefCell::new(World::new());
        }
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (*a, b.as_str())).collect();
        WORLD.with_borrow_mut(|world| {
            let token = world.token();
            let entered = world.incident(token, &pairs);
            match entered.saving {
                Some(saving) => {
                    let saved = world.workspace.save(&saving);
                    prop_assert!(matches!(saved, Ok(_) | Err(Refused::Stale(_))), "{:?}", saved);
                }
                None => prop_assert!(
                    entered.form.spread || entered.form.open > 0
                        || !entered.form.faults.is_empty() || filled(&pairs).is_empty()
                ),
            }
            Ok(())
        })?;
    }
}

#[test]
fn every_label_of_a_list_on_the_page_is_understood_as_it_stands_there() {
    let mut world = World::new();
    let token = world.token();
    for language in Language::ALL {
        let enter = |pairs: &[(&str, &str)]| {
            world
                .workspace
                .enter_incident(&asking(language), &filled(pairs), token, &now())
                .unwrap()
                .form
        };
        let lists = enter(&[]).lists;
        let names = [("act", "type"), ("who", "category"), ("by", "class")];
        assert_eq!(lists.len(), names.len());
        for (list, (row, part)) in lists.iter().zip(names) {
            assert!(list.labels.len() > 30, "{}", list.list);
            for labels in list.labels.chunks(40) {
                let mut pairs = vec![("title".to_owned(), "x"), ("act.0.type".to_owned(), "LIB")];
                let named = |n: usize| format!("{row}.{n}.{part}");
                // In front, so that it is this type of act that counts.
                pairs.splice(..0, (0..).map(named).zip(labels.iter().map(String::as_str)));
                let people = if row == "who" { labels.len() } else { 1 };
                pairs.extend((0..people).map(|n| (format!("who.{n}.name"), "=unknown")));
                let pairs: Vec<(&str, &str)> =
                    pairs.iter().map(|(n, v)| (n.as_str(), *v)).collect();
                let form = enter(&pairs);
                let told = form.faults.iter().find(|fault| fault.name.ends_with(part));
                assert!(told.is_none(), "{language}: {told:?}");
                let fields: Vec<&Field> = match row {
                    "act" => form.acts.iter().map(|act| &act.kind).collect(),
                    "who" => form.people.iter().map(|who| &who.category).collect(),
                    _ => form.by.iter().map(|by| &by.class).collect(),
                };
                assert_eq!(fields.len(), labels.len());
                for (field, label) in fields.into_iter().zip(labels) {
                    assert_eq!(field.text, *label, "{language}");
                    assert!(matches!(&field.input, Input::Listed(of) if *of == list.list));
                }
            }
        }
        // What was typed in another language, or as a code, stands there in the reader's words.
        let form = enter(&[("title", "x"), ("act.0.type", "LIB.detain")]);
        assert!(form.faults.is_empty());
        assert!(lists[0].labels.contains(&form.acts[0].kind.text));
        let form = enter(&[("title", "x"), ("act.0.type", "такого не бывает")]);
        assert_eq!(form.faults.len(), 1);
        assert_eq!(form.acts[0].kind.text, "такого не бывает");
    }
}
