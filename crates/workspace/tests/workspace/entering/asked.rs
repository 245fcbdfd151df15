//! "Is it one of these?": before somebody new is made, the person is asked.

use super::{World, rally};

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
