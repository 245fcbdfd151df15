//! What came in: kept under a number, waiting in the inbox, made into an incident or set aside; counted nowhere, and in
//! nothing that leaves the group.

use crate::world::{World, asking};
use aigaq_counting::{Query, Unit};
use aigaq_journal::{Mode, Passphrase, unlock};
use aigaq_schema::{Basis, Day, Language, PartialDate, RecordId, Value};
use aigaq_testkit::PASSPHRASE;
use aigaq_workspace::entering::Filled;
use aigaq_workspace::registers::{RegisterName, RegisterWish};
use aigaq_workspace::{
    Asking, Audience, InboxPage, InboxState, InboxWish, ListQuery, NoteGiven, Output, Reader,
    RecordChange, Refused, Saved, Saving, Say, TemplateCode, Wish, Workspace,
};

const CALL: &str = "Брата увезли в отделение в Шымкенте. Не говорите, что звонила я.";

fn keeper() -> Asking {
    asking(Language::Ru, Day::from_ymd(2026, 4, 17).unwrap())
}

fn given(text: &str) -> NoteGiven {
    NoteGiven {
        text: text.to_owned(),
        ..NoteGiven::default()
    }
}

impl World {
    /// Keeps a note in 2026, and tells its record and its number.
    fn call(&mut self, given: &NoteGiven) -> (RecordId, String) {
        let form = (self.token(), at(2026));
        let kept = self.workspace.keep_note(&keeper(), form, given).unwrap();
        assert!(!kept.again);
        (kept.id, kept.number)
    }

    fn new_record(&mut self, record_type: &str, title: &str, number: Option<&str>) -> RecordId {
        let token = self.token();
        let say =
            |property: &str, text: &str| Say::new(property, Value::text(text), &Basis::default());
        let mut says = vec![say("title", title)];
        says.extend(number.map(|number| say("number", number)));
        let saving = Saving {
            token,
            act: aigaq_journal::ActOfSaving::Form,
            records: vec![RecordChange::new(token.record(0), record_type, says)],
            now: at(2026),
        };
        self.workspace.save(&saving).unwrap();
        token.record(0)
    }

    fn number_of(&self, record: RecordId) -> Option<String> {
        self.workspace
            .record(&keeper(), record)
            .unwrap()
            .unwrap()
            .number
    }

    fn inbox(&self, state: InboxState) -> InboxPage {
        let wish = InboxWish { state, page: 0 };
        self.workspace.inbox(&keeper(), wish).unwrap()
    }

    fn waiting(&self) -> Vec<String> {
        let page = self.inbox(InboxState::Waiting);
        assert_eq!(page.notes.len() as u64, self.workspace.inbox_waiting());
        page.notes.into_iter().map(|note| note.number).collect()
    }

    /// Makes an incident of a note, as its form begins, with a title; `more` is typed besides.
    fn incident_of(&mut self, note: RecordId, more: &[(&str, &str)]) -> (RecordId, Saved) {
        let token = self.token();
        let mut filled = self.workspace.note_filled(&keeper(), note).unwrap();
        filled.set("title", "Задержание в Шымкенте");
        for (name, text) in more {
            filled.set(name, text);
        }
        let entered = |workspace: &Workspace, filled: &Filled| {
            workspace
                .enter_incident(&keeper(), filled, token, &at(2026))
                .unwrap()
        };
        let form = entered(&self.workspace, &filled);
        assert_eq!(form.form.note.unwrap().id, note);
        let saving = form
            .saving
            .unwrap_or_else(|| panic!("{:?}", form.form.faults));
        let saved = self.workspace.save(&saving).unwrap();
        // Sent once more, it is the same saving.
        let again = entered(&self.workspace, &filled).saving.unwrap();
        assert!(self.workspace.save(&again).unwrap().again);
        (form.form.about, saved)
    }
}

fn of(record_type: &str) -> ListQuery {
    ListQuery {
        record_type: record_type.to_owned(),
        ..ListQuery::default()
    }
}

/// Noon of 17 April of a year.
fn at(year: i16) -> (i64, String) {
    let day = Day::from_ymd(year, 4, 17).unwrap();
    (i64::from(day.0) * 86_400 + 43_200, "Asia/Almaty".to_owned())
}

#[test]
fn a_call_needs_its_text_only_and_gets_the_next_number_of_the_year() {
    let mut world = World::new();
    let (note, first) = world.call(&given(CALL));
    assert_eq!(first, "26-0001");
    assert_eq!(world.call(&given("Второй звонок")).1, "26-0002");
    let next_year = (world.token(), at(2027));
    let kept = world
        .workspace
        .keep_note(&keeper(), next_year, &given("Третий"))
        .unwrap();
    assert_eq!(kept.number, "27-0001");
    // Written down later than it came in.
    let late = NoteGiven {
        received: "30.12.2025".to_owned(),
        ..given("Из тетради")
    };
    assert_eq!(world.call(&late).1, "25-0001");
    assert_eq!(
        world.waiting(),
        ["25-0001", "27-0001", "26-0002", "26-0001"]
    );
    let there = world
        .workspace
        .inbox_note(&keeper(), note)
        .unwrap()
        .unwrap();
    assert_eq!((there.text.as_str(), there.reason.as_str()), (CALL, ""));
    for nothing in ["", " \n\t "] {
        let form = (world.token(), at(2026));
        let refused = world
            .workspace
            .keep_note(&keeper(), form, &given(nothing))
            .unwrap_err();
        assert!(
            matches!(refused, Refused::At { field: "text", .. }),
            "{refused}"
        );
    }
    let no_date = NoteGiven {
        happened: "в прошлую среду, кажется".to_owned(),
        ..given("текст")
    };
    let form = (world.token(), at(2026));
    assert!(
        world
            .workspace
            .keep_note(&keeper(), form, &no_date)
            .is_err()
    );
    assert_eq!(
        world.waiting().len(),
        4,
        "nothing of what was refused is kept"
    );
}

#[test]
fn the_same_form_sent_twice_is_one_note_with_one_number() {
    let mut world = World::new();
    let token = world.token();
    let sent = |world: &mut World| {
        let form = (token, at(2026));
        world
            .workspace
            .keep_note(&keeper(), form, &given(CALL))
            .unwrap()
    };
    let (first, second) = (sent(&mut world), sent(&mut world));
    assert_eq!((first.number.as_str(), first.again), ("26-0001", false));
    assert_eq!((second.number.as_str(), second.again), ("26-0001", true));
    assert_eq!(first.id, second.id);
    assert_eq!(world.waiting(), ["26-0001"]);
}

#[test]
fn incidents_cases_and_appeals_are_numbered_with_the_notes_and_numbers_they_have_are_kept() {
    let mut world = World::new();
    world.import(
        "case",
        "id,title,number\nc1,Дело из старой базы,2-17/409\nc2,Другое,26-0300\nc3,Без номера,\n",
    );
    let titled = |world: &World, title: &str| {
        let query = ListQuery {
            words: Some(title.to_owned()),
            ..of("case")
        };
        let list = world.workspace.list(&keeper(), &query).unwrap();
        list.rows
            .first()
            .map(|row| (row.id, row.number.clone()))
            .unwrap()
    };
    assert_eq!(titled(&world, "старой").1.as_deref(), Some("2-17/409"));
    assert_eq!(titled(&world, "Без").1, None, "an import gives no numbers");
    let event = world.new_record("event", "Митинг", None);
    assert_eq!(
        world.number_of(event).as_deref(),
        Some("26-0301"),
        "behind the imported one"
    );
    let case = world.new_record("case", "Новое дело", None);
    assert_eq!(world.number_of(case).as_deref(), Some("26-0302"));
    let appeal = world.new_record("intervention", "Письмо", Some("исх. 7"));
    assert_eq!(world.number_of(appeal).as_deref(), Some("исх. 7"));
    let source = world.new_record("source", "Статья", None);
    assert_eq!(world.number_of(source), None);
    assert_eq!(world.call(&given(CALL)).1, "26-0303");
    for said in ["26-0302", "26–0302", "26 0302"] {
        let found = world.workspace.numbered(&keeper(), said).unwrap();
        assert_eq!(
            found.iter().map(|named| named.id).collect::<Vec<_>>(),
            [case],
            "{said}"
        );
    }
    let found = world
        .workspace
        .search(&keeper(), "26-0302", None, 0)
        .unwrap();
    assert_eq!(found.hits.first().map(|hit| hit.named.id), Some(case));
    assert!(
        world
            .workspace
            .numbered(&keeper(), "2-17/409")
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_slip_in_a_number_does_not_become_the_order_of_the_year() {
    let mut world = World::new();
    assert_eq!(world.call(&given(CALL)).1, "26-0001");
    let slip = world.new_record("case", "Опечатка", Some("26-99999999"));
    assert_eq!(world.call(&given(CALL)).1, "26-0002");
    // One that is told already is stepped over, of two devices' numbers too.
    world.new_record("case", "Из журнала", Some("26-0004"));
    assert_eq!(
        world.call(&given(CALL)).1,
        "26-0005",
        "behind the last of a list of its own"
    );
    // A usual one that was corrected holds no longer, and nobody gave it.
    let wrong = world.new_record("case", "Не тот", Some("26-0900"));
    let made = world
        .workspace
        .record(&keeper(), wrong)
        .unwrap()
        .unwrap()
        .history[0]
        .change_set;
    let token = world.token();
    world
        .workspace
        .undo(made, "ошибка", token, &at(2026))
        .unwrap();
    assert_eq!(world.call(&given(CALL)).1, "26-0006");
    world.workspace.rebuild(|_| {}).unwrap();
    assert_eq!(world.call(&given(CALL)).1, "26-0007");
    assert_eq!(world.number_of(slip).as_deref(), Some("26-99999999"));
}

#[test]
fn a_number_that_was_taken_back_is_not_given_again() {
    let mut world = World::new();
    let event = world.new_record("event", "Введено по ошибке", None);
    assert_eq!(world.number_of(event).as_deref(), Some("26-0001"));
    let made = world
        .workspace
        .record(&keeper(), event)
        .unwrap()
        .unwrap()
        .history[0]
        .change_set;
    let token = world.token();
    world
        .workspace
        .undo(made, "ошибка", token, &at(2026))
        .unwrap();
    assert!(
        world
            .workspace
            .numbered(&keeper(), "26-0001")
            .unwrap()
            .is_empty()
    );
    assert_eq!(world.call(&given(CALL)).1, "26-0002");
    world.workspace.rebuild(|_| {}).unwrap();
    assert_eq!(world.call(&given(CALL)).1, "26-0003");
}

#[test]
fn a_workspace_that_goes_on_elsewhere_gives_numbers_of_its_own() {
    let mut world = World::new();
    assert_eq!(world.call(&given(CALL)).1, "26-0001");
    let copy = world.beside("copy");
    copy_folder(world.workspace.dir(), &copy);
    let unlocked = unlock(&copy, &Passphrase::new(PASSPHRASE)).unwrap();
    let mut elsewhere = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let form = (world.token(), at(2026));
    let there = elsewhere
        .keep_note(&keeper(), form, &given("На другом ноутбуке"))
        .unwrap();
    let here = world.call(&given("На этом")).1;
    assert_eq!(here, "26-0002");
    let number = there.number.parse::<aigaq_schema::RunningNumber>().unwrap();
    assert!(number.device >= 100 && number.running == 1, "{number}");
    assert_eq!(elsewhere.inbox_waiting(), 2);
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &to),
            false => drop(std::fs::copy(entry.path(), to).unwrap()),
        }
    }
}

#[test]
fn a_note_becomes_the_basis_of_an_incident_and_comes_back_when_that_is_undone() {
    let mut world = World::new();
    let told = NoteGiven {
        happened: "16.04.2026".to_owned(),
        ..given(CALL)
    };
    let (note, _) = world.call(&told);
    let (event, saved) = world.incident_of(note, &[("act.0.type", "LIB.arrest")]);
    assert!(world.waiting().is_empty());
    let became = world.inbox(InboxState::Became);
    assert_eq!(became.notes[0].about[0].id, event);
    let live = world.workspace.live(event).unwrap();
    let resting = live
        .iter()
        .filter(|s| s.property != "number" && s.basis.source == Some(note));
    assert_eq!(resting.count() + 1, live.len(), "{live:?}");
    let start = live.iter().find(|s| s.property == "start").unwrap();
    assert_eq!(
        start.value,
        Value::date("2026-04-16".parse::<PartialDate>().unwrap())
    );
    assert_eq!(
        world
            .workspace
            .record(&keeper(), note)
            .unwrap()
            .unwrap()
            .resting,
        2
    );
    let text = world.workspace.live(note).unwrap();
    assert!(
        text.iter().any(|s| s.value == Value::text(CALL)),
        "nothing of the note is edited"
    );
    let token = world.token();
    world
        .workspace
        .undo(saved.change_set, "не то", token, &at(2026))
        .unwrap();
    assert_eq!(world.waiting(), ["26-0001"]);
}

#[test]
fn an_incident_of_a_note_rests_on_another_source_where_one_is_named() {
    let mut world = World::new();
    let (note, _) = world.call(&given(CALL));
    let (event, _) = world.incident_of(
        note,
        &[("src", "Радио Азаттык, 17 апреля"), ("src.use", "new")],
    );
    let live = world.workspace.live(event).unwrap();
    let source = live
        .iter()
        .find(|s| s.property == "title")
        .unwrap()
        .basis
        .source;
    assert!(source.is_some() && source != Some(note));
    assert_eq!(world.inbox(InboxState::Became).notes[0].about[0].id, event);
}

#[test]
fn a_note_is_set_aside_with_a_reason_and_taken_back() {
    let mut world = World::new();
    let (note, _) = world.call(&given(CALL));
    let aside = |world: &mut World, reason: &str| {
        let form = (world.token(), at(2026));
        world.workspace.set_note_aside(form, note, reason)
    };
    assert!(matches!(aside(&mut world, "  "), Err(Refused::Unfit(_))));
    aside(&mut world, "Ошиблись номером").unwrap();
    assert!(matches!(
        aside(&mut world, "ещё раз"),
        Err(Refused::Nothing)
    ));
    assert!(world.waiting().is_empty());
    let set = world.inbox(InboxState::Aside);
    assert_eq!(
        (set.aside, set.notes[0].reason.as_str()),
        (1, "Ошиблись номером")
    );
    let form = (world.token(), at(2026));
    world
        .workspace
        .take_note_back(form, note, "перезвонили")
        .unwrap();
    assert_eq!(world.waiting(), ["26-0001"]);
    assert!(world.inbox(InboxState::Aside).notes.is_empty());
    let form = (world.token(), at(2026));
    assert!(matches!(
        world.workspace.take_note_back(form, note, "x"),
        Err(Refused::Nothing)
    ));
    // A comment is no note that came in.
    let event = world.new_record("event", "Митинг", None);
    let form = (world.token(), at(2026));
    assert!(matches!(
        world.workspace.set_note_aside(form, event, "x"),
        Err(Refused::Unfit(_))
    ));
}

#[test]
fn a_note_is_counted_nowhere_and_stands_in_nothing_that_leaves_the_group() {
    let mut world = World::new();
    world.new_record("event", "Митинг", None);
    let bulletin = |world: &World, audience| {
        let year: PartialDate = "2026".parse().unwrap();
        let output = Output::Report {
            template: TemplateCode::bulletin(),
            from: year.clone(),
            to: year,
            least: None,
        };
        let wish = Wish { output, audience };
        let document = world.workspace.publish(&keeper(), &wish).unwrap();
        format!("{document:?}")
    };
    let counts = |world: &World| {
        let count = |unit| {
            world
                .workspace
                .count(&keeper(), &Query::new(unit))
                .unwrap()
                .total
        };
        [Unit::Events, Unit::Acts, Unit::Persons, Unit::Actors].map(count)
    };
    let before = (
        counts(&world),
        bulletin(&world, Audience::Public),
        bulletin(&world, Audience::Internal),
    );
    let told = NoteGiven {
        told_by: "Айгуль Свидетельница".to_owned(),
        contact: "+7 701 000 00 00".to_owned(),
        ..given(CALL)
    };
    let (note, number) = world.call(&told);
    let after = (
        counts(&world),
        bulletin(&world, Audience::Public),
        bulletin(&world, Audience::Internal),
    );
    assert_eq!(before, after);
    // Others than the group do not see it, by id, in a list, in a search.
    for reader in [Reader::public(), Reader::partners()] {
        let outside = Asking { reader, ..keeper() };
        assert!(world.workspace.record(&outside, note).unwrap().is_none());
        assert!(
            world
                .workspace
                .inbox_note(&outside, note)
                .unwrap()
                .is_none()
        );
        assert_eq!(
            world.workspace.list(&outside, &of("note")).unwrap().total,
            0
        );
        assert_eq!(
            world
                .workspace
                .search(&outside, "Шымкенте", None, 0)
                .unwrap()
                .total,
            0
        );
        assert!(
            world
                .workspace
                .numbered(&outside, &number)
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            world
                .workspace
                .inbox(&outside, InboxWish::default())
                .unwrap()
                .waiting,
            0
        );
    }
    // Who told it is found by nobody, and read on the record by the group.
    assert_eq!(
        world
            .workspace
            .search(&keeper(), "Свидетельница", None, 0)
            .unwrap()
            .total,
        0
    );
    // What rests on the note cites it to the group by its number, and to nobody else.
    world.incident_of(
        note,
        &[("when", "16.04.2026"), ("act.0.type", "LIB.arrest")],
    );
    let texts = [CALL, "оворите"];
    let mut outside = vec![
        bulletin(&world, Audience::Partners),
        bulletin(&world, Audience::Public),
    ];
    for audience in [Audience::Partners, Audience::Public] {
        for name in RegisterName::ALL {
            let wish = RegisterWish {
                audience,
                ..RegisterWish::whole(name, keeper().today)
            };
            let answer = world.workspace.register(&keeper(), &wish).unwrap();
            outside.push(format!("{:?}{}", answer.document, answer.json));
        }
    }
    for told in outside {
        for secret in texts.iter().chain(&[number.as_str(), "Айгуль", "701 000"]) {
            assert!(!told.contains(secret), "{secret}");
        }
    }
    let inside = bulletin(&world, Audience::Internal);
    assert!(inside.contains(&number) && !inside.contains("Айгуль"));
    assert!(!texts.iter().any(|text| inside.contains(text)), "{inside}");
}

#[test]
fn a_typed_number_that_another_record_has_is_refused_and_nothing_is_kept() {
    let mut world = World::new();
    let given = |number: &str| NoteGiven {
        text: "Звонок".to_owned(),
        number: number.to_owned(),
        ..NoteGiven::default()
    };
    let form = (world.token(), world.moment());
    let first = world
        .workspace
        .keep_note(&keeper(), form.clone(), &given("26-0002"));
    assert_eq!(first.unwrap().number, "26-0002");
    // The same form once more is the same note.
    let again = world
        .workspace
        .keep_note(&keeper(), form, &given("26-0002"));
    assert!(again.unwrap().again);
    for number in ["26-0002", " 26-0002 ", "26/0002"] {
        let form = (world.token(), world.moment());
        let refused = world.workspace.keep_note(&keeper(), form, &given(number));
        assert!(
            matches!(
                refused,
                Err(Refused::At {
                    field: "number",
                    ..
                })
            ),
            "{number}: {refused:?}"
        );
    }
    let all = world.workspace.numbered(&keeper(), "26-0002").unwrap();
    assert_eq!(all.len(), 1);
}
