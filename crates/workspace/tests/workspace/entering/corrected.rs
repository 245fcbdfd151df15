//! Correcting what is there: one statement takes the place of another, sources stand beside each other, and who was
//! overtaken sees both.

use super::{World, asking, filled, now, rally, ru};
use aigaq_schema::{Language, Value};
use aigaq_workspace::Refused;
use aigaq_workspace::entering::{Filled, Which};

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
