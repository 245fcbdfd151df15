//! Sources that must not be known: code and kind everywhere, who they are only under the second passphrase, and never
//! without a look in the journal.

mod canary;

use crate::world::{World, asking};
use aigaq_journal::{ActOfSaving, Error, Mode, Passphrase, unlock};
use aigaq_schema::{Basis, Day, Language, RecordId, SourceCode, Value, Withdrawal};
use aigaq_testkit::PASSPHRASE;
use aigaq_workspace::entering::Filled;
use aigaq_workspace::{
    Asking, Audience, CompartmentKey, Identity, InboxNote, KeptSource, LONGEST_IDENTITY, NoteGiven,
    Output, RecordChange, Refused, Saving, Say, SecondPassphrase, Seen, ShownSource, TemplateCode,
    Whom, Wish, Workspace, WorkspaceError,
};

pub const SECOND: &str = "вторая фраза для источников";
const NAME: &str = "Айгүл Сейтқалиқызы Мырзабаева";
const PHONE: &str = "+7 701 555 01 73";

pub fn keeper() -> Asking {
    asking(Language::Ru, Day::from_ymd(2026, 4, 17).unwrap())
}

pub fn second() -> Passphrase {
    Passphrase::new(SECOND)
}

fn who(name: &str, contact: &str) -> Identity {
    Identity::told(name, contact)
}

fn call(by: &str, contact: &str) -> NoteGiven {
    NoteGiven {
        text: "Брата увезли в отделение в Шымкенте.".to_owned(),
        told_by: by.to_owned(),
        contact: contact.to_owned(),
        confidant: if by.is_empty() { "" } else { "relative" }.to_owned(),
        ..NoteGiven::default()
    }
}

impl World {
    pub fn set_up(&mut self) -> CompartmentKey {
        let form = (self.token(), self.moment());
        self.workspace.set_up_second(form, &second()).unwrap()
    }

    pub fn told(&mut self, given: &NoteGiven) -> InboxNote {
        let form = (self.token(), self.moment());
        let kept = self.workspace.keep_note(&keeper(), form, given).unwrap();
        let note = self.workspace.inbox_note(&keeper(), kept.id).unwrap();
        note.unwrap()
    }

    fn saved(&mut self, change: RecordChange) -> Result<(), Refused> {
        let saving = Saving {
            token: self.token(),
            act: ActOfSaving::Form,
            records: vec![change],
            now: self.moment(),
        };
        self.workspace.save(&saving).map(drop)
    }

    pub fn source(&mut self, kind: &str, identity: &Identity) -> KeptSource {
        let form = (self.token(), self.moment());
        let told = (&Whom::New(kind.to_owned()), identity, &[][..]);
        self.workspace.keep_source(&keeper(), form, told).unwrap()
    }

    pub fn look(&mut self, key: &CompartmentKey, of: RecordId) -> ShownSource {
        let form = (self.token(), self.moment());
        let shown = self.workspace.look(&keeper(), form, (key, &[of]));
        shown.unwrap().remove(0)
    }

    fn looks(&self) -> Vec<String> {
        let all = self.workspace.looks(&keeper(), (None, 100)).unwrap();
        all.into_iter().map(|look| look.named.caption).collect()
    }
}

fn only(shown: &ShownSource) -> &Identity {
    assert_eq!(shown.identities.len(), 1);
    shown.identities[0].identity.as_ref().unwrap()
}

#[test]
fn who_called_is_a_code_and_a_kind_until_somebody_with_the_key_looks_and_the_look_is_told() {
    let mut world = World::new();
    assert_eq!(
        world.workspace.second_passphrase().unwrap(),
        SecondPassphrase::NotSetUp
    );
    let key = world.set_up();
    let note = world.told(&call(NAME, PHONE));
    assert_eq!((note.told_by.as_str(), note.contact.as_str()), ("", ""));
    let source = note.source.unwrap();
    assert_eq!(source.caption, "C-001, родственник");
    assert!(world.looks().is_empty());
    let shown = world.look(&key, source.id);
    let identity = only(&shown);
    assert_eq!(
        (identity.name.as_str(), identity.contact.as_str()),
        (NAME, PHONE)
    );
    assert_eq!(
        format!("{shown:?}{identity:?}"),
        "C-001, родственник: ••••••"
    );
    assert_eq!(world.looks(), ["C-001, родственник"]);
    let page = world.workspace.confidential(&keeper(), 0).unwrap();
    assert_eq!((page.total, page.sources[0].identities), (1, 1));
    assert_eq!(page.sources[0].used, 1, "the note");
    // The same in English and in Kazakh.
    for (language, caption) in [
        (Language::En, "C-001, relative"),
        (Language::Kk, "C-001, туысы"),
    ] {
        let ask = asking(language, keeper().today);
        let named = world
            .workspace
            .confidential_source(&ask, source.id)
            .unwrap();
        assert_eq!(named.unwrap().named.caption, caption);
    }
}

#[test]
fn as_long_as_there_is_no_second_passphrase_a_note_keeps_its_teller_and_nothing_else_can_be_sealed()
{
    let mut world = World::new();
    let note = world.told(&call(NAME, PHONE));
    assert_eq!(
        (note.told_by.as_str(), note.contact.as_str()),
        (NAME, PHONE)
    );
    assert!(note.source.is_none());
    let form = (world.token(), world.moment());
    let told = (&Whom::New("witness".to_owned()), &who(NAME, ""), &[][..]);
    let refused = world.workspace.keep_source(&keeper(), form, told);
    assert!(matches!(refused, Err(Refused::Unfit(_))));
    assert_eq!(world.workspace.confidential(&keeper(), 0).unwrap().total, 0);
    // A code needs no passphrase.
    let kept = world.source("witness", &Identity::default());
    assert_eq!(kept.caption, "C-001, свидетель");
}

#[test]
fn who_was_told_in_clear_is_moved_once_and_stands_on_no_page_any_more() {
    let mut world = World::new();
    let notes: Vec<InboxNote> = [
        (NAME, PHONE),
        (NAME, PHONE),
        ("Другой Человек", ""),
        ("", ""),
    ]
    .into_iter()
    .map(|(by, contact)| world.told(&call(by, contact)))
    .collect();
    let key = world.set_up();
    let page = world.workspace.confidential(&keeper(), 0).unwrap();
    assert_eq!(page.in_clear, 3);
    let form = (world.token(), world.moment());
    let moved = world
        .workspace
        .move_tellers(&keeper(), form.clone())
        .unwrap();
    assert_eq!((moved.notes, moved.sources), (3, 2));
    let again = world.workspace.move_tellers(&keeper(), form);
    assert!(matches!(again, Err(Refused::Nothing)));
    let source = |world: &World, at: usize| {
        let note = world
            .workspace
            .inbox_note(&keeper(), notes[at].id)
            .unwrap()
            .unwrap();
        assert!(note.told_by.is_empty() && note.contact.is_empty());
        note.source
    };
    assert_eq!(source(&world, 0), source(&world, 1));
    assert!(source(&world, 3).is_none());
    let id = source(&world, 0).unwrap().id;
    assert_eq!(only(&world.look(&key, id)).name, NAME);
    let view = world
        .workspace
        .record(&keeper(), notes[0].id)
        .unwrap()
        .unwrap();
    let told = serde_json::to_string(&view).unwrap();
    assert!(!told.contains(NAME) && !told.contains(PHONE), "{told}");
    assert!(told.contains("C-00") && told.contains("•••"));
    // Nor after the note was parted from its source.
    let of_note = |world: &World| world.workspace.record(&keeper(), notes[0].id);
    let mut change = RecordChange::new(notes[0].id, "note", Vec::new());
    change.seen = Seen::Any;
    let live = world.workspace.live(notes[0].id).unwrap();
    change.withdraw = live
        .iter()
        .filter(|said| said.property == "source")
        .map(|said| Withdrawal {
            statement: said.id,
            reason: String::new(),
        })
        .collect();
    world.saved(change).unwrap();
    let told = serde_json::to_string(&of_note(&world).unwrap().unwrap()).unwrap();
    assert!(!told.contains(NAME) && !told.contains(PHONE), "{told}");
}

#[test]
fn two_of_whom_only_the_same_word_is_told_are_two_sources_when_they_are_moved() {
    let mut world = World::new();
    for _ in 0..2 {
        world.told(&call("Сестра", ""));
    }
    world.set_up();
    let form = (world.token(), world.moment());
    let moved = world.workspace.move_tellers(&keeper(), form).unwrap();
    assert_eq!((moved.notes, moved.sources), (2, 2));
}

#[test]
fn once_identities_are_sealed_no_other_form_writes_down_in_clear_who_told_a_note() {
    let mut world = World::new();
    let before = world.told(&call(NAME, PHONE));
    let say =
        |property: &str, text: &str| vec![Say::new(property, Value::text(text), &Basis::default())];
    world.set_up();
    for property in ["told_by", "contact"] {
        let mut change = RecordChange::new(before.id, "note", say(property, "Новое имя"));
        change.seen = Seen::Any;
        let refused = world.saved(change);
        assert!(matches!(refused, Err(Refused::Unfit(_))), "{property}");
        let id = RecordId::from_random([3; 16]);
        let change = RecordChange::new(id, "note", say(property, NAME));
        let refused = world.saved(change);
        assert!(matches!(refused, Err(Refused::Unfit(_))), "{property}");
    }
    let mut change = RecordChange::new(before.id, "note", say("text", "Ещё слово"));
    change.seen = Seen::Any;
    world.saved(change).unwrap();
}

#[test]
fn codes_run_on_are_never_given_twice_and_are_understood_as_they_are_typed() {
    let mut world = World::new();
    world.set_up();
    let first = world.source("victim", &who(NAME, ""));
    let second = world.source("not_told", &who("Кто-то Другой", ""));
    assert_eq!(first.caption, "C-001, пострадавший");
    assert_eq!(second.caption, "C-002, вид не указан");
    // Taken back, it is not given again.
    let saved = world
        .workspace
        .record(&keeper(), second.id)
        .unwrap()
        .unwrap();
    let (token, moment) = (world.token(), world.moment());
    let made = saved.history[0].change_set;
    world.workspace.undo(made, "", token, &moment).unwrap();
    assert_eq!(
        world.source("official", &Identity::default()).caption,
        "C-003, должностное лицо"
    );
    // The second call of the first: with the letter of a Russian keyboard.
    let again = NoteGiven {
        code: "с 1".to_owned(),
        ..call("", "")
    };
    let note = world.told(&again);
    assert_eq!(note.source.unwrap().id, first.id);
    for unknown in ["C-002", "C-099", "14", "C-"] {
        let form = (world.token(), world.moment());
        let given = NoteGiven {
            code: unknown.to_owned(),
            ..call("", "")
        };
        let refused = world.workspace.keep_note(&keeper(), form, &given);
        let is_told = matches!(refused, Err(Refused::At { field: "code", .. }));
        assert!(is_told, "{unknown}");
    }
}

#[test]
fn a_copy_of_the_workspace_gives_codes_of_its_own() {
    let mut world = World::new();
    world.set_up();
    world.source("victim", &Identity::default());
    let copy = world.beside("copy");
    copied(world.workspace.dir(), &copy);
    let unlocked = unlock(&copy, &Passphrase::new(PASSPHRASE)).unwrap();
    let mut other = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let form = (world.token(), world.moment());
    let told = (&Whom::New("victim".to_owned()), &who(NAME, ""), &[][..]);
    let kept = other.keep_source(&keeper(), form, told).unwrap();
    let code = kept.caption.split(',').next().unwrap();
    assert!(code.parse::<SourceCode>().unwrap().device >= 100, "{code}");
    assert_eq!(
        world.source("victim", &Identity::default()).caption,
        "C-002, пострадавший"
    );
    assert!(other.compartment().open(&second()).is_ok());
}

fn copied(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn a_form_sent_twice_keeps_one_source_and_one_changed_meanwhile_is_told() {
    let mut world = World::new();
    let key = world.set_up();
    let form = (world.token(), world.moment());
    let given = call(NAME, PHONE);
    let kept = world
        .workspace
        .keep_note(&keeper(), form.clone(), &given)
        .unwrap();
    let again = world
        .workspace
        .keep_note(&keeper(), form.clone(), &given)
        .unwrap();
    assert!(!kept.again && again.again);
    assert_eq!(world.workspace.confidential(&keeper(), 0).unwrap().total, 1);
    // With another name it is another form: not taken for the one that was saved.
    let other = world
        .workspace
        .keep_note(&keeper(), form, &call("Другое Имя", PHONE));
    assert!(matches!(other, Err(Refused::Stale(_))));
    let id = world.workspace.confidential(&keeper(), 0).unwrap().sources[0]
        .named
        .id;
    assert_eq!(only(&world.look(&key, id)).name, NAME);
}

#[test]
fn another_identity_is_added_without_the_key_and_takes_the_place_of_one_that_was_shown() {
    let mut world = World::new();
    let key = world.set_up();
    let id = world.source("witness", &who(NAME, "")).id;
    let add = |world: &mut World, name: &str, replaces: &[_]| {
        let form = (world.token(), world.moment());
        let told = (&Whom::Known(id), &who(name, PHONE), replaces);
        world.workspace.keep_source(&keeper(), form, told).unwrap();
    };
    add(&mut world, "Новая Фамилия", &[]);
    let shown = world.look(&key, id);
    let names: Vec<String> = shown
        .identities
        .iter()
        .map(|one| one.identity.as_ref().unwrap().name.clone())
        .collect();
    assert_eq!(names, ["Новая Фамилия", NAME]);
    let replaced: Vec<_> = shown.identities.iter().map(|one| one.statement).collect();
    add(&mut world, "Одна Верная", &replaced);
    assert_eq!(only(&world.look(&key, id)).name, "Одна Верная");
    let nothing = (&Whom::Known(id), &Identity::default(), &[][..]);
    let form = (world.token(), world.moment());
    let refused = world.workspace.keep_source(&keeper(), form, nothing);
    assert!(matches!(refused, Err(Refused::Nothing)));
    // A record that is no confidential source has no identity.
    let form = (world.token(), world.moment());
    let strange = (
        &Whom::Known(RecordId::from_random([9; 16])),
        &who(NAME, ""),
        &[][..],
    );
    assert!(matches!(
        world.workspace.keep_source(&keeper(), form, strange),
        Err(Refused::Unfit(_))
    ));
}

#[test]
fn empty_long_and_hostile_identities_are_kept_whole_without_what_nobody_types() {
    let mut world = World::new();
    let key = world.set_up();
    let empty = world.source("victim", &who(" \n", "\u{0}"));
    assert!(world.look(&key, empty.id).identities.is_empty());
    let long = "Ы".repeat(10_000);
    let id = world.source("victim", &who(&long, &long)).id;
    assert_eq!(only(&world.look(&key, id)).name, long);
    let hostile = "<script>alert(1)</script>\u{202e}Айгүл\u{0}\u{1b}[31m\r\nשלום";
    let id = world.source("victim", &who(hostile, "=1+1")).id;
    let shown = world.look(&key, id);
    assert_eq!(
        only(&shown).name,
        "<script>alert(1)</script>Айгүл[31m\nשלום"
    );
    assert_eq!(only(&shown).contact, "=1+1");
    let form = (world.token(), world.moment());
    let too_long = who(&"Ы".repeat(LONGEST_IDENTITY + 1), "");
    let told = (&Whom::New("victim".to_owned()), &too_long, &[][..]);
    let refused = world.workspace.keep_source(&keeper(), form, told);
    assert!(matches!(refused, Err(Refused::Unfit(_))));
    let form = (world.token(), world.moment());
    let told = (
        &Whom::New("no such kind".to_owned()),
        &who(NAME, ""),
        &[][..],
    );
    let refused = world.workspace.keep_source(&keeper(), form, told);
    assert!(matches!(refused, Err(Refused::Unfit(_))));
}

#[test]
fn the_second_passphrase_is_set_up_once_and_undoing_it_or_a_look_takes_neither_back() {
    let mut world = World::new();
    for bad in ["short", PASSPHRASE] {
        let form = (world.token(), world.moment());
        let refused = world.workspace.set_up_second(form, &Passphrase::new(bad));
        assert!(matches!(
            refused,
            Err(Refused::Workspace(WorkspaceError::Journal(_)))
        ));
        assert_eq!(
            world.workspace.second_passphrase().unwrap(),
            SecondPassphrase::NotSetUp
        );
    }
    let key = world.set_up();
    let id = world.source("victim", &who(NAME, "")).id;
    let again = (world.token(), world.moment());
    let refused = world
        .workspace
        .set_up_second(again, &Passphrase::new("yet another one"));
    assert!(matches!(
        refused,
        Err(Refused::Workspace(WorkspaceError::Journal(
            Error::CompartmentThere
        )))
    ));
    world.look(&key, id);
    // The newest first: the look, the source, the set-up.
    let journal = world.workspace.journal(&keeper(), 0).unwrap();
    let sets: Vec<_> = journal.rows.iter().map(|set| set.id).collect();
    for set in sets {
        let (token, moment) = (world.token(), world.moment());
        world.workspace.undo(set, "", token, &moment).unwrap();
    }
    assert_eq!(
        world.workspace.second_passphrase().unwrap(),
        SecondPassphrase::SetUp
    );
    assert!(world.workspace.is_key_of_seal(&key).unwrap());
    assert_eq!(world.looks().len(), 1);
}

#[test]
fn another_second_passphrase_opens_all_that_was_sealed_and_the_one_before_nothing() {
    let mut world = World::new();
    let key = world.set_up();
    let id = world.source("victim", &who(NAME, "")).id;
    let door = world.workspace.compartment();
    let new = Passphrase::new("третья фраза, новее второй");
    door.change(&key, &new).unwrap();
    for _ in 0..10 {
        assert!(matches!(
            door.open(&second()),
            Err(Error::WrongSecondPassphrase)
        ));
    }
    let key = door.open(&new).unwrap();
    assert_eq!(only(&world.look(&key, id)).name, NAME);
    // The file with the key is gone: identities can be written down still, and the check says what is wrong.
    assert!(world.workspace.verify().unwrap().holds());
    let file = world.workspace.dir().join("sealed.age");
    let kept = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(
        world.workspace.second_passphrase().unwrap(),
        SecondPassphrase::KeyLost
    );
    let problems = world.workspace.verify().unwrap().problems;
    assert!(problems[0].what.contains("sealed.age"), "{problems:?}");
    let other = world.source("victim", &who("Записано Без Ключа", "")).id;
    std::fs::write(&file, kept).unwrap();
    let key = door.open(&new).unwrap();
    assert_eq!(only(&world.look(&key, other)).name, "Записано Без Ключа");
}

#[test]
fn a_backup_brings_the_sealed_page_back() {
    let mut world = World::new();
    world.set_up();
    let id = world.source("victim", &who(NAME, "")).id;
    let (file, dir) = (world.beside("b.backup"), world.beside("restored"));
    world.workspace.backup(&file, 0).unwrap();
    let (unlocked, _) = aigaq_journal::restore(&file, &dir, &Passphrase::new(PASSPHRASE)).unwrap();
    world.workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let door = world.workspace.compartment();
    assert!(matches!(
        door.open(&Passphrase::new(PASSPHRASE)),
        Err(Error::WrongSecondPassphrase)
    ));
    let key = door.open(&second()).unwrap();
    assert_eq!(only(&world.look(&key, id)).name, NAME);
    assert!(world.workspace.verify().unwrap().holds());
}

#[test]
fn an_incident_may_rest_on_a_person_who_must_not_be_known() {
    let mut world = World::new();
    let key = world.set_up();
    let token = world.token();
    let moment = world.moment();
    let filled = |more: &[(&str, &str)]| {
        let mut filled = Filled::default();
        filled.set("title", "Задержание в Шымкенте");
        for (name, text) in more {
            filled.set(name, text);
        }
        filled
    };
    let typed = filled(&[
        ("src.person", "relative"),
        ("src.name", NAME),
        ("src.contact", PHONE),
        ("src.quote", "его увезли"),
    ]);
    let enter = |world: &World, filled: &Filled| {
        let ask = keeper();
        world
            .workspace
            .enter_incident(&ask, filled, token, &moment)
            .unwrap()
    };
    let entered = enter(&world, &typed);
    let saving = entered
        .saving
        .unwrap_or_else(|| panic!("{:?}", entered.form.faults));
    assert!(!world.workspace.save(&saving).unwrap().again);
    let again = enter(&world, &typed).saving.unwrap();
    assert!(world.workspace.save(&again).unwrap().again, "the same form");
    let view = world
        .workspace
        .record(&keeper(), entered.form.about)
        .unwrap()
        .unwrap();
    let told = serde_json::to_string(&view).unwrap();
    assert!(told.contains("C-001, родственник") && !told.contains(NAME));
    let id = world.workspace.confidential(&keeper(), 0).unwrap().sources[0]
        .named
        .id;
    assert_eq!(only(&world.look(&key, id)).contact, PHONE);
    // Not a title and a person; not a code that nobody has.
    for more in [
        &[("src", "Газета"), ("src.person", "victim")][..],
        &[("src.code", "C-077")],
    ] {
        let entered = enter(&world, &filled(more));
        assert!(entered.saving.is_none() && !entered.form.faults.is_empty());
    }
    // One who is known by a code.
    let known = enter(&world, &filled(&[("src.code", "c1")]))
        .saving
        .unwrap();
    let basis = known
        .records
        .iter()
        .flat_map(|r| &r.say)
        .find_map(|s| s.basis.source);
    assert_eq!(basis, Some(id));
}

#[test]
fn publications_cite_a_code_and_a_kind_whatever_else_was_typed_of_the_source() {
    let mut world = World::new();
    world.set_up();
    let mut filled = Filled::default();
    for (name, text) in [
        ("title", "Задержание в Шымкенте"),
        ("when", "12.05.2025"),
        ("act.0.type", "LIB.detain"),
        ("who.0.name", "Ахметов Ерлан"),
        ("src.person", "relative"),
        ("src.name", NAME),
    ] {
        filled.set(name, text);
    }
    let (token, moment) = (world.token(), world.moment());
    let entered = world
        .workspace
        .enter_incident(&keeper(), &filled, token, &moment)
        .unwrap();
    let saving = entered
        .saving
        .unwrap_or_else(|| panic!("{:?}", entered.form.faults));
    world.workspace.save(&saving).unwrap();
    let source = world.workspace.confidential(&keeper(), 0).unwrap().sources[0]
        .named
        .id;
    // Somebody who does not know better writes of whom it is into a field that everybody reads.
    let say = ["title", "author", "publisher"]
        .map(|property| Say::new(property, Value::text("Сестра Ерлана"), &Basis::default()));
    let mut change = RecordChange::new(source, "source", say.to_vec());
    change.seen = Seen::Any;
    let saving = Saving {
        token: world.token(),
        act: ActOfSaving::Form,
        records: vec![change],
        now: world.moment(),
    };
    world.workspace.save(&saving).unwrap();
    for audience in Audience::ALL {
        let output = Output::Report {
            template: TemplateCode::bulletin(),
            from: "2025".parse().unwrap(),
            to: "2025".parse().unwrap(),
            least: None,
        };
        let wish = Wish { output, audience };
        let told = format!("{:?}", world.workspace.publish(&keeper(), &wish).unwrap());
        assert!(told.contains("C-001, родственник"), "{audience:?}: {told}");
        assert!(!told.contains("Сестра Ерлана"), "{audience:?}");
    }
}
