//! Forgetting a person: every place is shown first, then nothing of them is found, and everything else is as it was.

mod canary;
mod destroyed;
mod kept;
mod links;
mod others;

use crate::world::{World, asking};
use aigaq_counting::Definition;
use aigaq_journal::{ActOfSaving, Mode, Passphrase, finish_destroying, unlock};
use aigaq_schema::{Basis, Day, Language, NameKind, RecordId, Value, Withdrawal};
use aigaq_testkit::PASSPHRASE;
use aigaq_workspace::{
    Asking, Choices, FileGiven, ForgetWish, Forgetting, Forgotten, FreezeWish, Freezing, Output,
    PlacesOf, RecordChange, Refused, ReviewForm, Saving, Say, Seen, TemplateCode, Verdict,
    Workspace,
};
use std::io::Cursor;

pub(crate) fn keeper() -> Asking {
    asking(Language::Ru, Day::from_ymd(2026, 4, 17).unwrap())
}

/// What is counted before and after: it must not change when who somebody is goes.
pub(crate) const COUNTS: [&str; 7] = [
    "unit=acts&by=type",
    "unit=persons&by=act.type",
    "unit=acts&by=target.category",
    "unit=involvements",
    "unit=persons",
    "unit=acts&by=place",
    "unit=sources",
];

impl World {
    pub(crate) fn said_of(
        &mut self,
        (record, record_type): (RecordId, &str),
        say: Vec<Say>,
        withdraw: Vec<Withdrawal>,
    ) {
        let mut change = RecordChange::new(record, record_type, say);
        change.seen = Seen::Any;
        change.withdraw = withdraw;
        let saving = Saving {
            token: self.token(),
            act: ActOfSaving::Form,
            records: vec![change],
            now: self.moment(),
        };
        self.workspace.save(&saving).unwrap();
    }

    pub(crate) fn forget(
        &mut self,
        records: &[RecordId],
        how: Forgetting,
    ) -> Result<Forgotten, Refused> {
        self.forget_but(records, how, &[])
    }

    fn forget_but(
        &mut self,
        records: &[RecordId],
        how: Forgetting,
        leave: &[RecordId],
    ) -> Result<Forgotten, Refused> {
        let choices = Choices {
            leave: leave.iter().copied().collect(),
            ..Choices::default()
        };
        self.forget_by(records, how, choices)
    }

    pub(crate) fn forget_by(
        &mut self,
        records: &[RecordId],
        how: Forgetting,
        choices: Choices,
    ) -> Result<Forgotten, Refused> {
        let wish = ForgetWish {
            records: records.to_vec(),
            how,
            choices,
            key: None,
        };
        let form = (self.token(), self.moment());
        self.workspace.forget(&keeper(), &wish, form)
    }

    /// What is shown before this person is forgotten.
    pub(crate) fn places_of(&self, person: RecordId, how: Forgetting) -> PlacesOf {
        let places = self.workspace.places_where(&keeper(), person, how);
        places.unwrap().unwrap()
    }

    pub(crate) fn id_of(&self, name: &str) -> RecordId {
        let found = self.workspace.search(&keeper(), name, None, 0).unwrap();
        let is_it = |hit: &&aigaq_workspace::SearchHit| hit.named.caption.contains(name);
        found.hits.iter().find(is_it).unwrap().named.id
    }

    /// The only record of a type.
    pub(crate) fn only(&self, record_type: &str) -> RecordId {
        let query = aigaq_workspace::ListQuery {
            record_type: record_type.to_owned(),
            ..Default::default()
        };
        let list = self.workspace.list(&keeper(), &query).unwrap();
        assert_eq!(list.total, 1);
        list.rows[0].id
    }

    pub(crate) fn finds(&self, words: &str) -> usize {
        let found = self.workspace.search(&keeper(), words, None, 0).unwrap();
        found.hits.len()
    }

    pub(crate) fn counts(&self) -> Vec<String> {
        let counted = COUNTS.iter().map(|definition| {
            let definition: Definition = definition.parse().unwrap();
            let shown =
                self.workspace
                    .shown_count(&keeper(), &definition, aigaq_workspace::Draw::Fitting);
            format!("{:?}", shown.unwrap().table)
        });
        counted.collect()
    }
}

/// A man, his wife who has his name, a man of the same given name, a note, a report.
fn world() -> World {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind,gender,category,contact,birth\n\
         p1,Нурлан Сарсенов,person,male,civic,+7 701 555 66 77,1985-03-04\n\
         p2,Айгуль Сарсенова,person,female,,,\n\
         p3,Нурлан Жумабеков,person,male,,,\n",
    );
    world.import(
        "source",
        "id,title,publisher,date,url\n\
         s1,Дело Сарсенова Нурлана,Газета,2020-06-05,https://example.org/sarsenov-sud\n",
    );
    world.import(
        "act",
        "id,type,start,target,summary,outcome,source\n\
         a1,LIB.detain,2020-06-06,p1,Нурлана Сарсенова задержали,Sarsenov was released,s1\n\
         a2,LIB.detain,2020-06-07,p3,Нурлана Жумабекова задержали,,s1\n",
    );
    world
}

fn texts(places: &PlacesOf) -> Vec<String> {
    let rows = places
        .places
        .sections
        .iter()
        .flat_map(|section| &section.rows);
    rows.map(|row| row.text.clone()).collect()
}

#[test]
fn every_place_is_shown_first_and_showing_changes_nothing() {
    let mut world = world();
    let person = world.id_of("Нурлан Сарсенов");
    let note = world.token().record(7);
    let text = Value::text("звонила жена сарсенова, тел. +7 701 555 66 77");
    let say = |property: &str, value| Say::new(property, value, &Basis::default());
    world.said_of(
        (note, "note"),
        vec![say("kind", Value::term("comment")), say("text", text)],
        Vec::new(),
    );
    let head = world.workspace.journal_of_entries().head().unwrap();
    for how in [Forgetting::Identity, Forgetting::Destroy] {
        let places = world
            .workspace
            .places_where(&keeper(), person, how)
            .unwrap()
            .unwrap();
        assert_eq!(places.who.caption, "Нурлан Сарсенов");
        let all = texts(&places).join("\n");
        for wanted in [
            "Нурлана Сарсенова задержали",
            "Sarsenov was released",
            "Дело Сарсенова",
            "sarsenov-sud",
            "жена сарсенова",
            "+7 701 555 66 77",
            "1985",
        ] {
            assert!(all.contains(wanted), "{how:?}: {wanted} in {all}");
        }
        assert!(!all.contains("Жумабекова"), "{all}");
        assert!(places.places.holds.is_empty());
    }
    assert_eq!(world.workspace.journal_of_entries().head().unwrap(), head);
    // Nobody but people and sources.
    let act = world
        .workspace
        .list(
            &keeper(),
            &aigaq_workspace::ListQuery {
                record_type: "act".to_owned(),
                ..Default::default()
            },
        )
        .unwrap()
        .rows[0]
        .id;
    assert!(
        world
            .workspace
            .places_where(&keeper(), act, Forgetting::Identity)
            .unwrap()
            .is_none()
    );
    let refused = world.forget(&[act], Forgetting::Destroy);
    assert!(matches!(refused, Err(Refused::Unfit(_))), "{refused:?}");
}

#[test]
fn who_somebody_is_goes_and_what_happened_is_counted_as_before() {
    let mut world = world();
    let person = world.id_of("Нурлан Сарсенов");
    let counts = world.counts();
    // A name that was taken back is in the journal all the same.
    let live = world.workspace.live(person).unwrap();
    let alias = Value::Name {
        text: "Барсбек".to_owned(),
        kind: NameKind::Alias,
    };
    world.said_of(
        (person, "actor"),
        vec![Say::new("name", alias.clone(), &Basis::default())],
        Vec::new(),
    );
    let said = world.workspace.live(person).unwrap();
    let taken = said.iter().find(|s| s.value == alias).unwrap().id;
    let reason = "это не Барсбек".to_owned();
    world.said_of(
        (person, "actor"),
        Vec::new(),
        vec![Withdrawal {
            statement: taken,
            reason,
        }],
    );
    let backup = world.beside("before.aigaq");
    world.workspace.backup(&backup, 1_690_000_000).unwrap();

    let done = world.forget(&[person], Forgetting::Identity).unwrap();
    let report = done.report.text();
    assert!(
        !report.contains("арсен") && !report.contains("Барсбек"),
        "{report}"
    );
    assert!(
        report.contains("before.aigaq") && report.contains("2023"),
        "{report}"
    );
    assert_eq!(world.counts(), counts);
    for words in ["Сарсенов", "Sarsenov", "Барсбек", "555"] {
        let found = world.workspace.search(&keeper(), words, None, 0).unwrap();
        let captions: Vec<_> = found.hits.iter().map(|hit| &hit.named.caption).collect();
        assert!(
            captions.iter().all(|caption| caption.contains("Айгуль")),
            "{words}: {captions:?}"
        );
    }
    assert!(world.finds("Жумабеков") > 0 && world.finds("Айгуль Сарсенова") > 0);
    let page = world.workspace.record(&keeper(), person).unwrap().unwrap();
    assert_eq!(
        page.named.caption,
        "мужчина без имени, гражданский активист"
    );
    let birth = world.workspace.live(person).unwrap();
    let birth = birth.iter().find(|s| s.property == "birth").unwrap();
    assert_eq!(birth.value.plain(), "1985");
    assert_ne!(live.len(), world.workspace.live(person).unwrap().len());
    let report = world.workspace.verify().unwrap();
    assert!(
        report.holds() && report.destroyed > 0 && report.said_again > 0,
        "{report:?}"
    );
    // Done once.
    let again = world.forget(&[person], Forgetting::Identity);
    assert!(matches!(again, Err(Refused::Nothing)), "{again:?}");
}

#[test]
fn a_destroyed_record_is_gone_with_everything_that_is_about_it_alone() {
    let mut world = world();
    let person = world.id_of("Нурлан Сарсенов");
    let given = FileGiven {
        of: vec![person],
        name: "лицо Сарсенова.jpg".to_owned(),
        ..FileGiven::default()
    };
    let form = (world.token(), world.moment());
    let taken = world
        .workspace
        .file_intake()
        .unwrap()
        .take(&mut Cursor::new(b"the face"))
        .unwrap();
    let file = world
        .workspace
        .add_file(&keeper(), form, taken, &given)
        .unwrap();
    let consent = world.token().record(9);
    let say = |property: &str, value| Say::new(property, value, &Basis::default());
    let said = vec![
        say("person", Value::Reference(person)),
        say("given_by", Value::text("сестра Алия")),
    ];
    world.said_of((consent, "consent"), said, Vec::new());
    world.forget(&[person], Forgetting::Destroy).unwrap();
    for gone in [person, consent, file.id] {
        assert!(world.workspace.record(&keeper(), gone).unwrap().is_none());
    }
    let lying = std::fs::read_dir(world.workspace.dir().join("files"))
        .unwrap()
        .count();
    assert_eq!(lying, 0);
    assert_eq!(world.finds("Алия"), 0);
    let acts = world
        .workspace
        .list(
            &keeper(),
            &aigaq_workspace::ListQuery {
                record_type: "act".to_owned(),
                ..Default::default()
            },
        )
        .unwrap();
    assert_eq!(acts.total, 2, "the act stays, with nobody known");
    assert!(world.workspace.verify().unwrap().holds());
}

#[test]
fn what_somebody_refused_outlives_the_name_and_what_they_allowed_does_not() {
    let mut world = world();
    let person = world.id_of("Нурлан Сарсенов");
    let mut answered = |at: u32, state: &str| {
        let consent = world.token().record(at);
        let say = |property: &str, value| Say::new(property, value, &Basis::default());
        let said = vec![
            say("person", Value::Reference(person)),
            say("use", Value::term("publish")),
            say("audience", Value::term("public")),
            say("state", Value::term(state)),
            say("given_by", Value::text("сестра Алия")),
        ];
        world.said_of((consent, "consent"), said, Vec::new());
        consent
    };
    let (refused, allowed) = (answered(8, "refused"), answered(9, "named"));
    world.forget(&[person], Forgetting::Identity).unwrap();
    let live = world.workspace.live(refused).unwrap();
    let told: Vec<&str> = live.iter().map(|said| said.property.as_str()).collect();
    assert!(
        told.contains(&"state") && told.contains(&"person"),
        "{told:?}"
    );
    assert!(!told.contains(&"given_by"), "who gave it may say who it is");
    assert!(
        world
            .workspace
            .record(&keeper(), allowed)
            .unwrap()
            .is_none()
    );
    assert_eq!(world.finds("Алия"), 0);
    assert!(world.workspace.verify().unwrap().holds());
}

#[test]
fn what_must_be_kept_for_a_court_is_not_forgotten_until_that_is_taken_back() {
    let mut world = world();
    let person = world.id_of("Нурлан Сарсенов");
    let form = |world: &mut World, about, words: &str| ReviewForm {
        token: world.token(),
        about,
        words: words.to_owned(),
        now: world.moment(),
    };
    let empty = form(&mut world, person, " ");
    assert!(world.workspace.hold(&empty).is_err(), "it says why");
    let hold = form(&mut world, person, "дело в суде");
    world.workspace.hold(&hold).unwrap();
    let judgement = world.workspace.held(person).unwrap().unwrap();
    for how in [Forgetting::Identity, Forgetting::Destroy] {
        let places = world
            .workspace
            .places_where(&keeper(), person, how)
            .unwrap()
            .unwrap();
        assert_eq!(places.places.holds.len(), 1);
        let refused = world.forget(&[person], how);
        assert!(matches!(refused, Err(Refused::Unfit(_))), "{refused:?}");
    }
    assert!(world.finds("Сарсенов") > 0);
    let lifted = form(&mut world, judgement, "суд прошёл");
    world.workspace.take_back(&lifted).unwrap();
    assert_eq!(world.workspace.held(person).unwrap(), None);
    world.forget(&[person], Forgetting::Identity).unwrap();
}

#[test]
fn records_of_one_person_are_forgotten_together_and_decisions_stay() {
    let mut world = world();
    world.import("actor", "id,name,kind\np4,N. Sarsenov,person\n");
    let (one, other) = (world.id_of("Нурлан Сарсенов"), world.id_of("N. Sarsenov"));
    let third = world.id_of("Нурлан Жумабеков");
    let said = |world: &mut World, verdict, pair| {
        let form = ReviewForm {
            token: world.token(),
            about: one,
            words: "Сарсенов и есть".to_owned(),
            now: world.moment(),
        };
        world
            .workspace
            .say_of_pairs(&form, verdict, &[pair])
            .unwrap();
    };
    said(&mut world, Verdict::Same, (one, other));
    said(&mut world, Verdict::Same, (one, third));
    said(&mut world, Verdict::Different, (one, third));
    let counts = world.counts();
    world.forget(&[one], Forgetting::Identity).unwrap();
    assert_eq!(world.counts(), counts, "the later decision still holds");
    assert!(
        world
            .workspace
            .live(other)
            .unwrap()
            .iter()
            .all(|s| s.property != "name")
    );
    assert_eq!(world.finds("Сарсенов и есть"), 0);
}

#[test]
fn what_is_frozen_keeps_its_figures_and_loses_the_name() {
    let mut world = world();
    let person = world.id_of("Нурлан Сарсенов");
    let wish = FreezeWish {
        of: Freezing::Output(Output::Report {
            template: TemplateCode::bulletin(),
            from: "2020".parse().unwrap(),
            to: "2021".parse().unwrap(),
            least: None,
        }),
        title: "Бюллетень о деле Сарсенова".to_owned(),
        caveat: None,
        audience: aigaq_workspace::Audience::Internal,
        draw: aigaq_workspace::Draw::Fitting,
    };
    let before = world.freeze(&wish);
    let html = world.file(&before, "html");
    assert!(html.contains("Сарсенов"));
    let done = world.forget(&[person], Forgetting::Identity).unwrap();
    assert_eq!(done.report.publications.len(), 1);
    let after = world.frozen(before.id);
    assert_eq!(after.damage, None);
    assert_ne!(after.hash, before.hash);
    assert!(after.has_document && after.files.len() == before.files.len());
    for ending in ["html", "csv", "json"] {
        let text = world.file(&after, ending);
        assert!(
            !text.contains("арсенова задерж") && !text.contains("Sarsenov was"),
            "{ending}"
        );
        assert!(text.contains("Жумабеков"), "{ending}");
    }
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    assert_eq!(digits(&world.file(&after, "html")), digits(&html));
}

#[test]
fn words_in_which_another_is_meant_are_left_as_they_are() {
    let mut world = world();
    let person = world.id_of("Нурлан Сарсенов");
    let note = world.token().record(7);
    let say = |property: &str, value| Say::new(property, value, &Basis::default());
    let text = Value::text("Сарсенов, судья, другой человек");
    world.said_of(
        (note, "note"),
        vec![say("kind", Value::term("comment")), say("text", text)],
        Vec::new(),
    );
    let places = world
        .workspace
        .places_where(&keeper(), person, Forgetting::Identity)
        .unwrap()
        .unwrap();
    let rows: Vec<_> = places
        .places
        .sections
        .iter()
        .flat_map(|s| &s.rows)
        .collect();
    let row = rows.iter().find(|row| row.may_leave == Some(note)).unwrap();
    assert!(row.unsure, "one word alone");
    let done = world
        .forget_but(&[person], Forgetting::Identity, &[note])
        .unwrap();
    assert_eq!(done.report.left, 1);
    assert_eq!(
        world
            .workspace
            .live(note)
            .unwrap()
            .iter()
            .filter(|s| s.value.plain().contains("Сарсенов"))
            .count(),
        1
    );
}

#[test]
fn a_confidential_source_is_forgotten_and_its_code_stays() {
    let mut world = world();
    let given = aigaq_workspace::NoteGiven {
        text: "Звонок".to_owned(),
        told_by: "Бибигуль Омарова".to_owned(),
        contact: "+7 777 000 11 22".to_owned(),
        confidant: "relative".to_owned(),
        ..Default::default()
    };
    let ask = keeper();
    let second = Passphrase::new("второй пароль длинный");
    let form = (world.token(), world.moment());
    world.workspace.set_up_second(form, &second).unwrap();
    let form = (world.token(), world.moment());
    world.workspace.keep_note(&ask, form, &given).unwrap();
    let codes = world.workspace.coded(&ask, "C-001").unwrap();
    assert_eq!(codes.len(), 1);
    assert!(world.workspace.can_be_forgotten(codes[0]).unwrap());
    world.forget(&codes, Forgetting::Identity).unwrap();
    let live = world.workspace.live(codes[0]).unwrap();
    assert!(live.iter().any(|s| s.property == "code"));
    assert!(live.iter().all(|s| s.property != "identity"));
    assert!(world.workspace.verify().unwrap().holds());
}

#[test]
fn another_program_that_has_it_open_must_unlock_again() {
    let mut world = world();
    let person = world.id_of("Нурлан Сарсенов");
    let dir = world.workspace.dir().to_owned();
    let passphrase = Passphrase::new(PASSPHRASE);
    let mut other = Workspace::open_to_share(&dir, &passphrase).unwrap();
    other.refresh().unwrap();
    world.forget(&[person], Forgetting::Identity).unwrap();
    assert!(other.refresh().is_err());
    drop(other);
    let unlocked = unlock(&dir, &passphrase).unwrap();
    assert!(
        !finish_destroying(&unlocked).unwrap(),
        "no key of it is left"
    );
    let other = Workspace::of(unlocked, Mode::Read, |_| {}).unwrap();
    assert!(
        other
            .search(&keeper(), "Нурлан Сарсенов", None, 0)
            .unwrap()
            .hits
            .iter()
            .all(|h| !h.named.caption.contains("Нурлан Сарсенов"))
    );
}
