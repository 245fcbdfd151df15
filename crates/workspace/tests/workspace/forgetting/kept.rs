//! What is kept: for a court, of the report, of a source's code; and what was told in clear before.

use super::{keeper, world};
use crate::world::World;
use aigaq_journal::{Passphrase, Position};
use aigaq_workspace::{Choices, ForgetWish, Forgetting, ReviewForm};

impl World {
    fn hold(&mut self, about: aigaq_schema::RecordId) {
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
fn part_of(world: &World, act: aigaq_schema::RecordId) -> aigaq_schema::RecordId {
    let page = world.workspace.record(&keeper(), act).unwrap().unwrap();
    let text = serde_json::to_string(&page).unwrap();
    let ids = text.split('"').filter_map(|word| word.parse().ok());
    let mut ids = ids.filter(|id: &aigaq_schema::RecordId| world.points_to(*id, "act") == [act]);
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
    let given = aigaq_workspace::NoteGiven {
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
    let moved = world
        .workspace
        .move_tellers(&ask, form, "закрываем")
        .unwrap();
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
