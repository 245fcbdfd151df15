//! Others keep what is theirs: names, places, telephones; and they hide nobody who is forgotten.

use crate::world::World;
use aigaq_schema::{Basis, RecordId, Value};
use aigaq_workspace::{
    Audience, Choices, Draw, Forgetting, FreezeWish, Freezing, PlaceRow, PlacesOf, Say, Unsure,
};

fn row_of(places: &PlacesOf, words: &str) -> PlaceRow {
    let sections = places.places.sections.iter();
    let mut rows = sections.flat_map(|section| &section.rows);
    let row = rows.find(|row| row.text.contains(words)).cloned();
    row.unwrap_or_else(|| panic!("{words}: {places:?}"))
}

fn values(world: &World, record: RecordId) -> Vec<String> {
    let live = world.workspace.live(record).unwrap();
    live.iter().map(|said| said.value.plain()).collect()
}

impl World {
    /// A note with this text.
    pub(crate) fn note(&mut self, text: &str) -> RecordId {
        let note = self.token().record(7);
        let say = |property: &str, value| Say::new(property, value, &Basis::default());
        let said = vec![
            say("kind", Value::term("comment")),
            say("text", Value::text(text)),
        ];
        self.said_of((note, "note"), said, Vec::new());
        note
    }

    fn text_of(&self, note: RecordId) -> String {
        let live = self.workspace.live(note).unwrap();
        let text = live.iter().find(|said| said.property == "text");
        text.unwrap().value.plain()
    }
}

#[test]
fn a_namesake_keeps_the_name_and_the_words_in_which_it_was_said() {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\np1,Нурлан Ахметов,person\np2,Болат Ахметов,person\n",
    );
    let person = world.id_of("Нурлан Ахметов");
    // Another one of just the same name, and an alias that is one word of it, each as a document says it.
    let namesake = world.token().record(9);
    let other = world.id_of("Болат Ахметов");
    let named = |text: &str| {
        let basis = Basis {
            quote: Some(format!("судья {text} сказал")),
            ..Basis::default()
        };
        let kind = aigaq_schema::NameKind::Alias;
        let text = text.to_owned();
        vec![Say::new("name", Value::Name { text, kind }, &basis)]
    };
    world.said_of((namesake, "actor"), named("Нурлан Ахметов"), Vec::new());
    world.said_of((other, "actor"), named("Ахметов"), Vec::new());
    let before = [namesake, other].map(|id| world.workspace.live(id).unwrap());
    let places = world.places_of(person, Forgetting::Identity);
    let alike = places.places.sections.iter();
    let alike = alike.flat_map(|section| &section.rows);
    let alike: Vec<RecordId> = alike
        .filter_map(|row| row.record.as_ref())
        .map(|r| r.id)
        .collect();
    assert!(
        alike.contains(&namesake) && alike.contains(&other),
        "{places:?}"
    );
    let done = world.forget(&[person], Forgetting::Identity).unwrap();
    assert_eq!(done.report.namesakes, 2);
    let after = [namesake, other].map(|id| world.workspace.live(id).unwrap());
    assert_eq!(after, before, "not a letter");
}

#[test]
fn a_place_that_is_called_as_somebody_stays_unless_it_is_said_that_it_shall_not() {
    for take in [false, true] {
        let mut world = World::new();
        world.import("actor", "id,name,kind\np1,Абай Иманов,person\n");
        world.import("place", "id,name\nl1,Абай\n");
        let person = world.id_of("Абай Иманов");
        let place = world.only("place");
        let (doubtful, sure) = (
            world.note("обыск в Абае"),
            world.note("Абая Иманова били, Абай жив"),
        );
        let places = world.places_of(person, Forgetting::Identity);
        let row = row_of(&places, "обыск");
        assert!(row.unsure && row.may_take == Some(doubtful) && row.may_leave.is_none());
        let choices = Choices {
            take: take.then_some(doubtful).into_iter().collect(),
            ..Choices::default()
        };
        world
            .forget_by(&[person], Forgetting::Identity, choices)
            .unwrap();
        assert!(values(&world, place).contains(&"Абай".to_owned()));
        let text = world.text_of(doubtful);
        assert_eq!(
            text,
            if take {
                "обыск в […]"
            } else {
                "обыск в Абае"
            }
        );
        assert_eq!(world.text_of(sure), "[…] били, […] жив");
    }
}

#[test]
fn a_second_record_under_the_first_letter_hides_nothing() {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\np1,Нурлан Сарсенов,person\np4,Н. Сарсенов,person\n",
    );
    let (person, second) = (world.id_of("Нурлан Сарсенов"), world.id_of("Н. Сарсенов"));
    let alone = world.note("Сарсенова отпустили, Sarsenov was released");
    let letter = world.note("Н. Сарсенову отказали");
    let places = world.places_of(person, Forgetting::Identity);
    assert_eq!(row_of(&places, "отпустили").may_leave, Some(alone));
    let records = places
        .places
        .sections
        .iter()
        .flat_map(|section| &section.rows);
    let mut records = records.filter_map(|row| row.record.as_ref());
    assert!(records.any(|record| record.id == second), "as called alike");
    world.forget(&[person], Forgetting::Identity).unwrap();
    assert_eq!(world.text_of(alone), "[…] отпустили, […] was released");
    assert_eq!(world.text_of(letter), "[…] отказали");
}

#[test]
fn a_telephone_goes_in_every_spelling_and_stays_where_it_is_anothers_own() {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind,contact\n\
         p1,Нурлан Сарсенов,person,\"жена Айгуль, +7 701 555 66 77, ул. Абая 5\"\n\
         p2,Айгуль Омарова,person,87015556677\n",
    );
    let (person, wife) = (
        world.id_of("Нурлан Сарсенов"),
        world.id_of("Айгуль Омарова"),
    );
    let note = world.note("тел. 8 (701) 555-66-77, живёт: ул. Абая 5");
    let row = row_of(
        &world.places_of(person, Forgetting::Identity),
        "87015556677",
    );
    assert_eq!(row.may_take, Some(wife), "her own");
    world.forget(&[person], Forgetting::Identity).unwrap();
    assert_eq!(world.text_of(note), "тел. […], живёт: […]");
    assert!(values(&world, wife).contains(&"87015556677".to_owned()));
}

#[test]
fn all_that_is_unsure_is_shown_and_left_at_once_however_much_it_is() {
    let mut world = World::new();
    world.import("actor", "id,name,kind\np1,Нурлан Сарсенов,person\n");
    let mut table = "id,type,start,summary\n".to_owned();
    for n in 0..600 {
        table += &format!("a{n},LIB.detain,2020-06-06,Нурлан номер {n} вышел\n");
    }
    table += "x,LIB.detain,2020-06-06,Нурлана Сарсенова задержали\n";
    world.import("act", &table);
    let person = world.id_of("Нурлан Сарсенов");
    let places = world.places_of(person, Forgetting::Identity);
    let unsure = places
        .places
        .sections
        .iter()
        .find(|section| section.is_unsure);
    let rows = &unsure.unwrap().rows;
    assert_eq!(rows.len(), 600);
    assert!(rows.iter().all(|row| row.may_leave.is_some()));
    let choices = Choices {
        unsure: Unsure::Left,
        ..Choices::default()
    };
    let done = world
        .forget_by(&[person], Forgetting::Identity, choices)
        .unwrap();
    assert_eq!((done.report.left, done.report.masked), (600, 1));
    assert!(world.finds("Нурлан") > 0);
    assert_eq!(world.finds("Сарсенова"), 0);
}

#[test]
fn a_table_that_was_frozen_keeps_its_figures_and_no_name_in_rows_and_conditions() {
    let mut world = World::new();
    world.import("actor", "id,name,kind\np1,Нурлан Сарсенов,person\n");
    world.import(
        "source",
        "id,title,publisher,date\ns1,Пост,Нурлан Сарсенов,2020-06-05\ns2,Статья,Газета,2020-06-05\n",
    );
    let person = world.id_of("Нурлан Сарсенов");
    let definitions = [
        "unit=sources&by=publisher",
        "unit=sources&by=kind&where=publisher%3D%D0%9D%D1%83%D1%80%D0%BB%D0%B0%D0%BD%20%D0%A1%D0%B0%D1%80%D1%81%D0%B5%D0%BD%D0%BE%D0%B2",
    ];
    let mut frozen = Vec::new();
    for definition in definitions {
        frozen.push(world.freeze(&FreezeWish {
            of: Freezing::Table(definition.parse().unwrap()),
            title: "Кто пишет".to_owned(),
            caveat: None,
            audience: Audience::Internal,
            draw: Draw::Fitting,
        }));
    }
    let whole = |world: &World, id: RecordId| {
        let live = world.workspace.live(id).unwrap();
        let all: Vec<String> = live.iter().map(|said| said.value.plain()).collect();
        all.join("\n")
    };
    for before in &frozen {
        assert!(
            whole(&world, before.id).contains("Сарсенов")
                || whole(&world, before.id).contains("%D0%A1")
        );
    }
    let done = world.forget(&[person], Forgetting::Identity).unwrap();
    assert_eq!(done.report.publications.len(), 2);
    for before in frozen {
        let text = whole(&world, before.id);
        assert!(
            !text.contains("арсенов") && !text.contains("%D1%81%D0%B5%D0%BD%D0%BE%D0%B2"),
            "{text}"
        );
        let after = world.frozen(before.id);
        assert_eq!(
            (after.damage, after.files.len()),
            (None, before.files.len())
        );
    }
}
