//! What is kept: for a court, of the report, of a source's code; and what was told in clear before.

use super::{keeper, world};
use crate::world::World;
use aigaq_journal::{Passphrase, Position};
use aigaq_schema::RecordId;
use aigaq_workspace::{
    Choices, CompartmentKey, ForgetWish, Forgetting, NoteGiven, PlacesOf, ReviewForm, SealedSight,
};

impl World {
    fn hold(&mut self, about: RecordId) {
        let form = ReviewForm {
            token: self.token(),
            about,
            words: "дело в суде".to_owned(),
            now: self.moment(),
        };
        self.workspace.hold(&form).unwrap();
    }
}

#[test]
fn a_hold_on_what_happened_or_on_a_part_of_it_keeps_who_it_happened_to() {
    for on_part in [false, true] {
        let mut world = World::new();
        world.import(
            "actor",
            "id,name,kind\np1,Нурлан Сарсенов,person\np2,Айгуль Омарова,person\n",
        );
        world.import(
            "act",
            "id,type,start,target,summary\na1,LIB.detain,2020-06-06,p1,задержали у дома\n",
        );
        let (person, other) = (world.id_of("Нурлан"), world.id_of("Айгуль"));
        let act = world.only("act");
        let part = part_of(&world, act);
        world.hold(if on_part { part } else { act });
        assert!(world.workspace.held(act).unwrap().is_some());
        for how in [Forgetting::Identity, Forgetting::Destroy] {
            let holds = world.places_of(person, how).places.holds;
            assert_eq!(holds.iter().map(|held| held.id).collect::<Vec<_>>(), [act]);
            assert!(world.forget(&[person], how).is_err());
        }
        world.forget(&[other], Forgetting::Identity).unwrap();
    }
}

/// The place of somebody in an act.
fn part_of(world: &World, act: RecordId) -> RecordId {
    let page = world.workspace.record(&keeper(), act).unwrap().unwrap();
    let text = serde_json::to_string(&page).unwrap();
    let ids = text.split('"').filter_map(|word| word.parse().ok());
    let mut ids = ids.filter(|id: &RecordId| world.points_to(*id, "act") == [act]);
    ids.next().unwrap()
}

#[test]
fn a_form_sent_twice_is_answered_with_the_same_report_and_it_is_kept() {
    for how in [Forgetting::Identity, Forgetting::Destroy] {
        let mut world = world();
        let person = world.id_of("Нурлан Сарсенов");
        let wish = ForgetWish {
            records: vec![person],
            how,
            choices: Choices::default(),
            key: None,
        };
        let form = (world.token(), world.moment());
        let first = world
            .workspace
            .forget(&keeper(), &wish, form.clone())
            .unwrap();
        let head = world.workspace.journal_of_entries().head().unwrap();
        let second = world.workspace.forget(&keeper(), &wish, form).unwrap();
        assert_eq!(first.report.text(), second.report.text());
        assert_eq!(world.workspace.journal_of_entries().head().unwrap(), head);
        let kept = world.workspace.forget_report(first.decision).unwrap();
        let text = kept.unwrap().text();
        assert!(
            text.contains("Уничтожено ключей") && !text.contains("арсен"),
            "{text}"
        );
        assert!(!first.is_unfinished);
        assert!(world.workspace.forget_report(person).unwrap().is_none());
    }
}

#[test]
fn what_a_source_told_in_clear_before_it_was_sealed_is_destroyed_too() {
    let mut world = World::new();
    let ask = keeper();
    let given = NoteGiven {
        text: "Звонок об обыске".to_owned(),
        told_by: "сестра Бибигуль Омарова".to_owned(),
        contact: "+7 777 000 11 22".to_owned(),
        ..Default::default()
    };
    let form = (world.token(), world.moment());
    world.workspace.keep_note(&ask, form, &given).unwrap();
    let other = world.note("перезвонить: 87770001122, Омаровой");
    let second = Passphrase::new("второй пароль длинный");
    let form = (world.token(), world.moment());
    world.workspace.set_up_second(form, &second).unwrap();
    let form = (world.token(), world.moment());
    let moved = world.workspace.move_tellers(&ask, form).unwrap();
    assert_eq!(moved.notes, 1);
    let codes = world.workspace.coded(&ask, "C-001").unwrap();
    let readable = |world: &World| {
        let mut all = String::new();
        let journal = world.workspace.journal_of_entries();
        for opened in journal.entries_after(Position::default()) {
            for segment in opened.unwrap().segments {
                all += &String::from_utf8_lossy(&segment.plain.unwrap_or_default());
            }
        }
        all
    };
    let before = readable(&world);
    assert!(
        before.contains("Бибигуль") && before.contains("000 11 22"),
        "in clear"
    );
    let places = world.places_of(codes[0], Forgetting::Identity);
    let rows = places
        .places
        .sections
        .iter()
        .flat_map(|section| &section.rows);
    assert!(
        rows.into_iter()
            .any(|row| row.text.contains("кто рассказал"))
    );
    world.forget(&codes, Forgetting::Identity).unwrap();
    let after = readable(&world);
    for gone in ["Бибигуль", "Омаров", "000 11 22", "7770001122"] {
        assert!(!after.contains(gone), "{gone}");
    }
    assert!(after.contains("Звонок об обыске"), "the note stays");
    let live = world.workspace.live(other).unwrap();
    assert!(
        live.iter()
            .any(|said| said.value.plain() == "перезвонить: […], […]")
    );
    assert!(world.workspace.verify().unwrap().holds());
}

/// A source that was sealed from the start, two notes with her name and telephone, and one with another's.
fn sealed_from_the_start() -> (World, CompartmentKey, RecordId) {
    let mut world = World::new();
    let second = Passphrase::new("второй пароль длинный");
    let form = (world.token(), world.moment());
    let key = world.workspace.set_up_second(form, &second).unwrap();
    let given = NoteGiven {
        text: "Канареева видела, как увезли".to_owned(),
        told_by: "Канареева Зарина".to_owned(),
        contact: "+7 701 555 44 33".to_owned(),
        ..Default::default()
    };
    let form = (world.token(), world.moment());
    world.workspace.keep_note(&keeper(), form, &given).unwrap();
    world.note("перезвонить 8 701 555-44-33");
    world.note("Синицына ничего не видела");
    let source = world.workspace.coded(&keeper(), "C-001").unwrap()[0];
    (world, key, source)
}

fn finds(world: &World, words: &str) -> usize {
    let found = world.workspace.search(&keeper(), words, None, 0);
    found.unwrap().hits.len()
}

fn wish(source: RecordId, key: Option<CompartmentKey>) -> ForgetWish {
    ForgetWish {
        records: vec![source],
        how: Forgetting::Identity,
        choices: Choices::default(),
        key,
    }
}

fn looks(world: &World) -> usize {
    let all = world.workspace.looks(&keeper(), (None, usize::MAX));
    all.unwrap().len()
}

#[test]
fn who_a_source_is_is_looked_for_in_texts_only_with_the_key_and_that_is_said_before_and_after() {
    let (mut world, ..) = sealed_from_the_start();
    let source = world.workspace.coded(&keeper(), "C-001").unwrap()[0];
    let shown = world.places_of(source, Forgetting::Identity);
    assert_eq!(shown.sealed, SealedSight::Closed);
    assert!(shown.sealed_what.contains("Имена в текстах не искали"));
    let form = (world.token(), world.moment());
    let done = world.workspace.forget(&keeper(), &wish(source, None), form);
    let report = done.unwrap().report.text();
    assert!(report.contains("Имена в текстах не искали"), "{report}");
    assert_eq!(finds(&world, "Канареева"), 1);
    assert_eq!(looks(&world), 0);

    let (mut world, key, source) = sealed_from_the_start();
    let form = (world.token(), world.moment());
    let shown = world
        .workspace
        .places_looked(&keeper(), (source, Forgetting::Identity), form, &key)
        .unwrap()
        .unwrap();
    assert_eq!(shown.sealed, SealedSight::Open);
    let rows = shown.places.sections.iter().flat_map(|s| &s.rows);
    let rows: Vec<&str> = rows.map(|row| row.text.as_str()).collect();
    for wanted in ["Канареева видела", "перезвонить 8 701 555-44-33"] {
        assert!(rows.iter().any(|row| row.contains(wanted)), "{rows:?}");
    }
    assert_eq!(looks(&world), 1, "told before it was shown");
    let form = (world.token(), world.moment());
    for _ in 0..2 {
        let wish = wish(source, Some(key.clone()));
        let done = world.workspace.forget(&keeper(), &wish, form.clone());
        let report = done.unwrap().report;
        assert_eq!((report.masked, report.sealed), (2, SealedSight::Open));
        assert!(!report.text().contains("Имена в текстах не искали"));
        assert_eq!(looks(&world), 2, "once for a form that is sent twice");
    }
    assert_eq!(finds(&world, "Канареева"), 0);
    assert_eq!(finds(&world, "Синицына"), 1);
    assert!(world.workspace.verify().unwrap().holds());
}

#[test]
fn a_sealed_teller_is_shown_beside_her_brother_only_with_the_key_and_the_log_names_her() {
    let mut world = World::new();
    world.import("actor", "id,name,kind\np1,Птичкин Нурлан,person\n");
    let given = NoteGiven {
        text: "Увезли брата".to_owned(),
        told_by: "Птичкина Майра".to_owned(),
        ..Default::default()
    };
    let form = (world.token(), world.moment());
    let note = world.workspace.keep_note(&keeper(), form, &given).unwrap();
    let brother = world.id_of("Птичкин Нурлан");
    let text = |shown: &PlacesOf| serde_json::to_string(shown).unwrap();
    let before = world.places_of(brother, Forgetting::Identity);
    assert!(text(&before).contains("Птичкина Майра"), "still in clear");
    assert_eq!(before.sealed, SealedSight::Nothing);
    let second = Passphrase::new("второй пароль длинный");
    let form = (world.token(), world.moment());
    let key = world.workspace.set_up_second(form, &second).unwrap();
    let form = (world.token(), world.moment());
    world.workspace.move_tellers(&keeper(), form).unwrap();
    // What would tell that the note speaks of the family is not shown either: not the note, and not that it is held.
    world.hold(note.id);
    for how in [Forgetting::Identity, Forgetting::Destroy] {
        let shown = world.places_of(brother, how);
        for hidden in ["Майра", "Птичкина", "Увезли", &note.id.to_string()] {
            assert!(!text(&shown).contains(hidden), "{hidden}: {}", text(&shown));
        }
        assert!(shown.sealed_what.starts_with("•••"));
        assert_eq!(shown.places.unseen_holds, 1);
    }
    let form = (world.token(), world.moment());
    let shown = world
        .workspace
        .places_looked(&keeper(), (brother, Forgetting::Identity), form, &key)
        .unwrap()
        .unwrap();
    assert!(text(&shown).contains("Птичкина Майра"), "{}", text(&shown));
    assert_eq!(shown.places.holds.len(), 1);
    let looked = world.workspace.looks(&keeper(), (None, 9)).unwrap();
    assert_eq!(looked.len(), 1);
    assert!(looked[0].named.caption.starts_with("C-001"));
}
