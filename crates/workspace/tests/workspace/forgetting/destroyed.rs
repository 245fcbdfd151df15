//! Destroying takes what is of the person, and nothing that is of another.

use super::world;
use crate::world::World;
use aigaq_schema::{Basis, RecordId, Value, Withdrawal};
use aigaq_workspace::{Choices, Forgetting, RecordChange, Say};

fn say(property: &str, value: Value) -> Say {
    Say::new(property, value, &Basis::default())
}

/// Says of another what was said of the person before.
fn corrected(
    world: &mut World,
    (record, record_type): (RecordId, &str),
    property: &str,
    to: RecordId,
) {
    let live = world.workspace.live(record).unwrap();
    let wrong = live
        .iter()
        .find(|said| said.property == property)
        .unwrap()
        .id;
    let withdrawal = Withdrawal {
        statement: wrong,
        reason: "ошибка".to_owned(),
    };
    let right = say(property, Value::Reference(to));
    let mut change = RecordChange::new(record, record_type, vec![right]);
    change.root = match record_type {
        "involvement" => world.points_to(record, "act")[0],
        _ => record,
    };
    change.seen = aigaq_workspace::Seen::Any;
    change.withdraw = vec![withdrawal];
    let saving = aigaq_workspace::Saving {
        token: world.token(),
        act: aigaq_journal::ActOfSaving::Form,
        records: vec![change],
        now: world.moment(),
    };
    world.workspace.save(&saving).unwrap();
}

fn involvement_of(world: &World, person: RecordId) -> RecordId {
    let page = world
        .workspace
        .record(&super::keeper(), person)
        .unwrap()
        .unwrap();
    let text = serde_json::to_value(&page).unwrap();
    let mut found = Vec::new();
    look(&text, &mut found);
    let mut found = found.into_iter();
    found
        .find(|id| world.points_to(*id, "actor") == [person])
        .unwrap()
}

fn look(tree: &serde_json::Value, found: &mut Vec<RecordId>) {
    match tree {
        serde_json::Value::String(text) => found.extend(text.parse::<RecordId>().ok()),
        serde_json::Value::Array(all) => all.iter().for_each(|one| look(one, found)),
        serde_json::Value::Object(all) => all.values().for_each(|one| look(one, found)),
        _ => {}
    }
}

#[test]
fn what_named_the_person_by_mistake_stays_with_the_one_it_is_of() {
    let mut world = world();
    let (person, other) = (
        world.id_of("Нурлан Сарсенов"),
        world.id_of("Нурлан Жумабеков"),
    );
    let about = |of| vec![say("person", Value::Reference(of))];
    let listing = world.said_anew("listing", about(person));
    let consent = world.said_anew("consent", about(person));
    let restriction = world.said_anew("restriction", vec![say("actor", Value::Reference(person))]);
    corrected(&mut world, (listing, "listing"), "person", other);
    corrected(&mut world, (consent, "consent"), "person", other);
    corrected(&mut world, (restriction, "restriction"), "actor", other);
    let part = involvement_of(&world, person);
    corrected(&mut world, (part, "involvement"), "actor", other);
    let counts = world.counts();
    world.forget(&[person], Forgetting::Destroy).unwrap();
    for (record, property) in [
        (listing, "person"),
        (consent, "person"),
        (restriction, "actor"),
        (part, "actor"),
    ] {
        assert_eq!(world.points_to(record, property), [other], "{property}");
    }
    let after = world.counts();
    assert_eq!(after[3], counts[3], "victims are those they were");
    assert!(world.workspace.verify().unwrap().holds());
}

#[test]
fn words_about_another_can_be_left_where_the_part_of_the_person_goes() {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\np1,Нурлан Сарсенов,person\np2,Айгуль Омарова,person\n",
    );
    world.import(
        "act",
        "id,type,start,target,summary\na1,LIB.detain,2020-06-06,p1,судья Нурлан продлил арест\n",
    );
    let person = world.id_of("Нурлан Сарсенов");
    let act = world.only("act");
    let places = world.places_of(person, Forgetting::Destroy);
    let rows = places
        .places
        .sections
        .iter()
        .flat_map(|section| &section.rows);
    assert!(rows.into_iter().any(|row| row.may_leave == Some(act)));
    let choices = Choices {
        leave: [act].into(),
        ..Choices::default()
    };
    world
        .forget_by(&[person], Forgetting::Destroy, choices)
        .unwrap();
    assert!(!world.is_there(person));
    let live = world.workspace.live(act).unwrap();
    let mut texts = live.iter().map(|said| said.value.plain());
    assert!(texts.any(|text| text == "судья Нурлан продлил арест"));
}

#[test]
fn an_ordinary_source_cannot_be_forgotten() {
    let mut world = world();
    let source = world.id_of("Дело Сарсенова");
    for how in [Forgetting::Identity, Forgetting::Destroy] {
        let places = world.workspace.places_where(&super::keeper(), source, how);
        assert!(places.unwrap().is_none());
        assert!(world.forget(&[source], how).is_err());
    }
    assert!(world.is_there(source));
}
