//! Bags of evidence: what leaves was shown before, nothing of other records leaves, nobody is handed on against their word
//! without a reason, and the journal keeps that it was handed over.

use crate::forgetting::keeper;
use crate::world::World;
use aigaq_schema::{Basis, Language, RecordId, Value, Withdrawal};
use aigaq_workspace::entering::Filled;
use aigaq_workspace::{
    Allows, Asking, BagTold, BagWish, CustodyGiven, DocumentGiven, EvidenceBag, FileGiven,
    Forgetting, Handing, NoteGiven, RecordChange, Refused, Saving, Say, Standing,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Error as IoError};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a summons";

type Contents = BTreeMap<String, Vec<u8>>;

fn of(record: RecordId) -> BagWish {
    BagWish {
        records: vec![record],
        ..BagWish::default()
    }
}

fn for_lawyer() -> Handing {
    Handing {
        for_whom: "адвокат Б.".to_owned(),
        ..Handing::default()
    }
}

fn contents(bag: EvidenceBag) -> Contents {
    let mut all = Contents::new();
    bag.each::<IoError>(|path, read| {
        let mut bytes = Vec::new();
        read.read_to_end(&mut bytes)?;
        all.insert(path.to_owned(), bytes);
        Ok(())
    })
    .unwrap();
    all
}

/// The files of a bag in which these words stand in clear.
fn standing<'c>(contents: &'c Contents, words: &str) -> Vec<&'c str> {
    let has = |bytes: &[u8]| bytes.windows(words.len()).any(|w| w == words.as_bytes());
    let found = contents.iter().filter(|(_, bytes)| has(bytes));
    found.map(|(path, _)| path.as_str()).collect()
}

fn said(contents: &Contents) -> String {
    String::from_utf8(contents["said.csv"].clone()).unwrap()
}

impl World {
    fn told_of_bag(&self, wish: &BagWish) -> BagTold {
        self.workspace.bag_told(&keeper(), wish).unwrap()
    }

    fn try_bag(&mut self, wish: &BagWish, handing: &Handing) -> Result<Contents, Refused> {
        let form = (self.token(), self.moment());
        let made = self.workspace.hand_over(&keeper(), form, wish, handing);
        made.map(|(bag, _)| contents(bag))
    }

    fn bag(&mut self, wish: &BagWish) -> Contents {
        self.try_bag(wish, &for_lawyer()).unwrap()
    }

    fn an_event(&mut self, title: &str) -> RecordId {
        let id = self.token().record(0);
        self.say_of_it((id, "event"), "title", title);
        id
    }

    /// Says one thing of a record.
    fn say_of_it(&mut self, record: (RecordId, &str), property: &str, text: &str) {
        let say = Say::new(property, Value::text(text), &Basis::default());
        self.said_of(record, vec![say], Vec::new());
    }

    /// Takes back what holds of a property, and says something else, as a correction does.
    fn corrected_to(&mut self, record: (RecordId, &str), property: &str, text: Option<&str>) {
        let live = self.workspace.live(record.0).unwrap();
        let gone = live.iter().filter(|said| said.property == property);
        let withdraw = gone.map(|said| Withdrawal {
            statement: said.id,
            reason: "исправлено по просьбе".to_owned(),
        });
        let say = text.map(|text| Say::new(property, Value::text(text), &Basis::default()));
        self.said_of(record, say.into_iter().collect(), withdraw.collect());
    }

    fn a_file(&mut self, event: RecordId, given: FileGiven) -> RecordId {
        let form = (self.token(), self.moment());
        let given = FileGiven {
            of: vec![event],
            ..given
        };
        let intake = self.workspace.file_intake().unwrap();
        let taken = intake.take(&mut Cursor::new(JPEG)).unwrap();
        let added = self.workspace.add_file(&keeper(), form, taken, &given);
        added.unwrap().id
    }

    /// Somebody whom an event names, by an act of it.
    fn victim(&mut self, event: RecordId, name: &str) -> RecordId {
        self.import("actor", &format!("id,name,kind\n{name},{name},person\n"));
        let person = self.id_of(name);
        let token = self.token();
        let refer =
            |property: &str, to| Say::new(property, Value::Reference(to), &Basis::default());
        let (act, part) = (token.record(0), token.record(1));
        let term =
            |property: &str, code: &str| Say::new(property, Value::term(code), &Basis::default());
        let mut involved = RecordChange::new(
            part,
            "involvement",
            vec![
                refer("act", act),
                refer("actor", person),
                term("role", "target"),
            ],
        );
        involved.root = act;
        let saving = Saving {
            token,
            act: aigaq_journal::ActOfSaving::Form,
            records: vec![
                RecordChange::new(
                    act,
                    "act",
                    vec![refer("event", event), term("type", "LIB.detain")],
                ),
                involved,
            ],
            now: self.moment(),
        };
        self.workspace.save(&saving).unwrap();
        person
    }

    fn consent(&mut self, person: RecordId, state: &str) -> RecordId {
        let id = self.token().record(0);
        let term =
            |property: &str, code: &str| Say::new(property, Value::term(code), &Basis::default());
        let say = vec![
            Say::new("person", Value::Reference(person), &Basis::default()),
            term("use", "partner_sharing"),
            term("audience", "partners"),
            term("state", state),
        ];
        self.said_of((id, "consent"), say, Vec::new());
        id
    }
}

#[test]
fn what_the_note_behind_an_incident_says_is_not_in_its_bag() {
    let mut world = World::new();
    let call = "Позвонила сестра Айгуль С., брата увезли; просила не называть её";
    let given = NoteGiven {
        text: call.to_owned(),
        ..NoteGiven::default()
    };
    let form = (world.token(), world.moment());
    let note = world.workspace.keep_note(&keeper(), form, &given).unwrap();
    let mut filled: Filled = world.workspace.note_filled(&keeper(), note.id).unwrap();
    filled.set("title", "Задержание в Шымкенте");
    filled.set("summary", "Мужчину увезли в отделение");
    let (token, now) = (world.token(), world.moment());
    let entered = world
        .workspace
        .enter_incident(&keeper(), &filled, token, &now)
        .unwrap();
    world.workspace.save(&entered.saving.unwrap()).unwrap();
    let event = entered.form.about;
    let told = world.told_of_bag(&of(event));
    let bag = world.bag(&of(event));
    for words in ["Айгуль", "сестра", "просила"] {
        assert_eq!(standing(&bag, words), Vec::<&str>::new());
        assert!(!format!("{told:?}").contains(words));
    }
    // It rests on the note all the same: by type and number.
    let said = said(&bag);
    assert!(
        said.contains("Задержание в Шымкенте") && said.contains(&note.number),
        "{said}"
    );
}

#[test]
fn an_earlier_wording_is_shown_before_and_stays_sealed_where_it_is_wished() {
    let mut world = World::new();
    let event = world.an_event("Обыск");
    world.say_of_it((event, "event"), "summary", "Видела соседка Гульнара Т.");
    world.corrected_to((event, "event"), "summary", Some("Видела соседка"));
    let told = world.told_of_bag(&of(event));
    let earlier = format!("{:?}", told.earlier);
    assert!(
        earlier.contains("Гульнара") && earlier.contains("по просьбе"),
        "{earlier}"
    );
    let part = told
        .earlier
        .iter()
        .find(|part| part.wordings[0].told.contains("Гульнара"))
        .unwrap();
    assert!(part.may_seal && part.holding == 0);
    // It goes along unless somebody says otherwise, and its row says that it does not hold.
    let bag = world.bag(&of(event));
    assert!(!standing(&bag, "Гульнара").is_empty());
    let row = said(&bag);
    let row = row.lines().find(|line| line.contains("Гульнара")).unwrap();
    assert!(row.contains("отозвано"), "{row}");
    let one = BagWish {
        sealed: BTreeSet::from([part.name.clone()]),
        ..of(event)
    };
    let all = BagWish {
        only_what_holds: true,
        ..of(event)
    };
    for wish in [one, all] {
        let told = world.told_of_bag(&wish);
        assert!(told.closed.chosen > 0 && told.earlier.iter().any(|part| part.sealed));
        let bag = world.bag(&wish);
        assert_eq!(standing(&bag, "Гульнара"), Vec::<&str>::new());
        assert!(!standing(&bag, "Видела соседка").is_empty());
    }
    let wrong = BagWish {
        sealed: BTreeSet::from(["00000000-1".to_owned()]),
        ..of(event)
    };
    assert!(world.workspace.bag_told(&keeper(), &wrong).is_err());
}

#[test]
fn whoever_gave_a_file_by_an_earlier_wording_or_an_undone_step_is_shown_before() {
    let mut world = World::new();
    let event = world.an_event("Обыск");
    let given = FileGiven {
        name: "голос Гульнары.jpg".to_owned(),
        from_whom: "Зарина К.".to_owned(),
        ..FileGiven::default()
    };
    let file = world.a_file(event, given);
    world.corrected_to((file, "file"), "from_whom", Some("C-014"));
    let form = (world.token(), world.moment());
    let step = CustodyGiven {
        step: "copied".to_owned(),
        taken_by: "Ержан М.".to_owned(),
        note: "через Сауле".to_owned(),
        ..CustodyGiven::default()
    };
    let saved = world.workspace.add_custody(&keeper(), form, file, &step);
    let undone = saved.unwrap().change_set;
    let (token, now) = (world.token(), world.moment());
    let undo = world.workspace.undo(undone, "не он", token, &now);
    undo.unwrap();
    let told = world.told_of_bag(&of(event));
    for name in ["C-014", "Зарина К.", "Ержан М."] {
        assert!(
            told.keepers.iter().any(|keeper| keeper == name),
            "{name}: {:?}",
            told.keepers
        );
    }
    assert_eq!(told.remarks, ["через Сауле"]);
    assert_eq!(told.files[0].name_given, "голос Гульнары.jpg");
    // The undone step can stay sealed; what proves the file cannot, and goes with it.
    let mut earlier = told.earlier.iter();
    assert!(
        earlier
            .clone()
            .any(|part| !part.may_seal && part.holding > 0)
    );
    let undone = earlier.find(|part| part.may_seal && format!("{part:?}").contains("Ержан"));
    let wish = BagWish {
        sealed: BTreeSet::from([undone.unwrap().name.clone()]),
        ..of(event)
    };
    let bag = world.bag(&wish);
    assert_eq!(standing(&bag, "Ержан"), Vec::<&str>::new());
    // Left out, nothing of it goes, but that it was.
    let without = BagWish {
        without: BTreeSet::from([file]),
        ..of(event)
    };
    let told = world.told_of_bag(&without);
    assert!(told.keepers.is_empty() && told.remarks.is_empty());
    let bag = world.bag(&without);
    for words in ["Гульнар", "Зарина", "Ержан", "Сауле", "C-014", "a summons"]
    {
        assert_eq!(standing(&bag, words), Vec::<&str>::new(), "{words}");
    }
    let custody = String::from_utf8(bag["custody.csv"].clone()).unwrap();
    assert!(
        custody.contains("26-0001") || custody.contains("не вложен"),
        "{custody}"
    );
    // A number that leaves nothing out is a mistake.
    let wrong = BagWish {
        without: BTreeSet::from([event]),
        ..of(event)
    };
    assert!(world.workspace.bag_told(&keeper(), &wrong).is_err());
}

#[test]
fn nobody_is_handed_on_against_their_word_without_a_reason_that_stays() {
    let mut world = World::new();
    let event = world.an_event("Задержание");
    let person = world.victim(event, "Нурлан Сарсенов");
    let allows = |world: &World| world.told_of_bag(&of(event)).people[0].allows;
    assert_eq!(allows(&world), Allows::NotAsked);
    world.bag(&of(event));
    let consent = world.consent(person, "named");
    assert_eq!(allows(&world), Allows::Allowed);
    world.bag(&of(event));
    for (state, told) in [
        ("refused", Allows::Refused),
        ("withdrawn", Allows::TakenBack),
        ("without_identity", Allows::WithoutName),
    ] {
        let live = world.workspace.live(consent).unwrap();
        let before = live.iter().find(|said| said.property == "state").unwrap();
        let gone = Withdrawal {
            statement: before.id,
            reason: String::new(),
        };
        let say = Say::new("state", Value::term(state), &Basis::default());
        world.said_of((consent, "consent"), vec![say], vec![gone]);
        assert_eq!(allows(&world), told);
        let refused = world.try_bag(&of(event), &for_lawyer());
        assert!(matches!(refused, Err(Refused::Unfit(_))), "{state}");
    }
    let despite = Handing {
        despite: "Мать просит, он под стражей".to_owned(),
        ..for_lawyer()
    };
    let bag = world.try_bag(&of(event), &despite).unwrap();
    // The name is in it, because it was shown; the reason stays here.
    assert!(said(&bag).contains("Нурлан Сарсенов"));
    assert_eq!(standing(&bag, "под стражей"), Vec::<&str>::new());
    let page = world.workspace.record(&keeper(), person).unwrap().unwrap();
    assert!(
        format!("{page:?}").contains("адвокат Б."),
        "the person's page leads to it"
    );
}

#[test]
fn a_file_that_does_not_fit_its_digest_is_told_of_before_and_the_bag_says_what_was_left_out() {
    let mut world = World::new();
    let event = world.an_event("Обыск");
    let given = FileGiven {
        name: "голос Гульнары.jpg".to_owned(),
        ..FileGiven::default()
    };
    let file = world.a_file(event, given);
    let read = |world: &World| {
        let files = world.workspace.files_for_bag(&keeper(), &of(event));
        let files = files.unwrap();
        assert_eq!(files.ids(), [file]);
        BagWish {
            read: files.read().unwrap(),
            ..of(event)
        }
    };
    let whole = read(&world);
    assert_eq!(world.told_of_bag(&whole).files[0].standing, Standing::There);
    assert!(!world.bag(&whole).contains_key("left_out.txt"));
    // The last byte flips: opening the file shows nothing of it, reading it to its end does.
    let folder = world.workspace.dir().join("files");
    let kept = std::fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = std::fs::read(&kept).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&kept, bytes).unwrap();
    let wish = read(&world);
    let told = world.told_of_bag(&wish);
    assert_eq!(told.files[0].standing, Standing::Damaged);
    assert_ne!(told.mark(), world.told_of_bag(&whole).mark());
    let refused = world.try_bag(&wish, &for_lawyer());
    assert!(matches!(refused, Err(Refused::Unfit(_))));
    // What was shown as whole and is not any more is shown again.
    let seen = Handing {
        seen: Some(world.told_of_bag(&whole).mark()),
        ..for_lawyer()
    };
    let refused = world.try_bag(&wish, &seen);
    assert!(matches!(refused, Err(Refused::Stale(_))));
    let without = BagWish {
        without: BTreeSet::from([file]),
        ..wish
    };
    let bag = world.bag(&without);
    let digest = &told.files[0].sha256;
    for name in ["left_out.txt", "custody.csv", "custody.html"] {
        let said = String::from_utf8(bag[name].clone()).unwrap();
        assert!(said.contains(digest.as_str()), "{name}: {said}");
        assert!(said.contains("не те, что были сохранены"), "{name}: {said}");
    }
    assert_eq!(standing(&bag, "Гульнар"), Vec::<&str>::new());
    // One that somebody left out by choice is told of by its number alone.
    let chosen = BagWish {
        without: BTreeSet::from([file]),
        ..whole
    };
    let bag = world.bag(&chosen);
    assert_eq!(standing(&bag, digest), Vec::<&str>::new());
    assert!(!bag.contains_key("left_out.txt"));
}

#[test]
fn a_bag_is_for_somebody_and_the_journal_and_each_file_say_so_before_it_is_made() {
    let mut world = World::new();
    let event = world.an_event("Обыск");
    let file = world.a_file(event, FileGiven::default());
    let nobody = Handing::default();
    assert!(matches!(
        world.try_bag(&of(event), &nobody),
        Err(Refused::Unfit(_))
    ));
    let seen = Handing {
        seen: Some(world.told_of_bag(&of(event)).mark()),
        ..for_lawyer()
    };
    let form = (world.token(), world.moment());
    let made = |world: &mut World, handing: &Handing| {
        let made = world
            .workspace
            .hand_over(&keeper(), form.clone(), &of(event), handing);
        made.map(|(bag, _)| contents(bag))
    };
    let bag = made(&mut world, &seen).unwrap();
    let custody = String::from_utf8(bag["custody.csv"].clone()).unwrap();
    assert!(
        custody.contains("Передан в пакете") && custody.contains("адвокат Б."),
        "{custody}"
    );
    // Sent twice, it is the same; for somebody else it is another, and was not seen.
    let again = made(&mut world, &seen).unwrap();
    assert!(again == bag);
    let page = world.workspace.file(&keeper(), file).unwrap().unwrap();
    let handed = page
        .custody
        .iter()
        .filter(|step| step.taken_by == "адвокат Б.");
    assert_eq!(handed.count(), 1);
    let other = Handing {
        for_whom: "суд".to_owned(),
        ..seen.clone()
    };
    assert!(matches!(made(&mut world, &other), Err(Refused::Stale(_))));
    // What was not shown is not handed over.
    let form = (world.token(), world.moment());
    let late = world
        .workspace
        .hand_over(&keeper(), form, &of(event), &seen);
    assert!(matches!(late, Err(Refused::Stale(_))));
}

#[test]
fn what_the_program_says_of_a_bag_is_worded_for_whoever_reads_it() {
    let mut world = World::new();
    let event = world.an_event("Обыск");
    let file = world.a_file(event, FileGiven::default());
    // As an earlier version wrote it, by somebody who reads Russian.
    let old = CustodyGiven {
        step: "handed_over".to_owned(),
        taken_by: "суд".to_owned(),
        note: "Копия в пакете доказательств".to_owned(),
        ..CustodyGiven::default()
    };
    let form = (world.token(), world.moment());
    world
        .workspace
        .add_custody(&keeper(), form, file, &old)
        .unwrap();
    let handed = (world.token(), world.moment());
    world
        .workspace
        .hand_over(&keeper(), handed.clone(), &of(event), &for_lawyer())
        .unwrap();
    let in_language = |world: &World, language| {
        let ask = Asking {
            language,
            ..keeper()
        };
        let page = world.workspace.file(&ask, file).unwrap().unwrap();
        format!("{:?}", page.custody)
    };
    for (language, step, old) in [
        (
            Language::Ru,
            "Передан в пакете доказательств",
            "Копия в пакете доказательств",
        ),
        (
            Language::En,
            "Handed over in a bag of evidence",
            "Copy in a bag of evidence",
        ),
        (
            Language::Kk,
            "Дәлелдер қаптамасында берілді",
            "Дәлелдер қаптамасындағы көшірме",
        ),
    ] {
        let told = in_language(&world, language);
        assert!(
            told.contains(step) && told.contains(old),
            "{language}: {told}"
        );
    }
    // Nothing of its own words is passed on as somebody's remark.
    let told = world.told_of_bag(&of(event));
    assert_eq!(told.remarks, ["Копия в пакете доказательств"]);
    // It was not made after all, and why is worded as well.
    let (token, now) = handed;
    world.workspace.not_handed_over((token, now)).unwrap();
    for (language, why) in [
        (Language::Ru, "пакет не удалось записать"),
        (Language::En, "the bag could not be written"),
        (Language::Kk, "қаптаманы жазу мүмкін болмады"),
    ] {
        let ask = Asking {
            language,
            ..keeper()
        };
        let page = world.workspace.record(&ask, token.record(0)).unwrap();
        let page = format!("{page:?}");
        assert!(page.contains(why), "{language}: {page}");
        assert!(!page.contains("program:"), "{page}");
    }
    assert!(!in_language(&world, Language::Ru).contains("адвокат"));
    let said = said(&world.bag(&of(event)));
    assert!(
        said.contains("пакет не удалось записать") && !said.contains("program:"),
        "{said}"
    );
}

#[test]
fn a_bag_made_after_a_forgetting_opens_what_was_said_again_and_names_nobody() {
    let mut world = World::new();
    let event = world.an_event("Задержание");
    let person = world.victim(event, "Нурлан Сарсенов");
    world.say_of_it(
        (event, "event"),
        "summary",
        "Увезли Нурлана Сарсенова из дома",
    );
    let given = FileGiven {
        name: "Сарсенов.jpg".to_owned(),
        ..FileGiven::default()
    };
    world.a_file(event, given);
    world.bag(&of(event));
    let places = world
        .workspace
        .places_where(&keeper(), person, Forgetting::Identity)
        .unwrap();
    assert!(
        format!("{places:?}").contains("адвокат Б."),
        "what is out is shown before"
    );
    let forgotten = world.forget(&[person], Forgetting::Identity).unwrap();
    assert_eq!(forgotten.report.bags.len(), 1);
    assert!(forgotten.report.text().contains("адвокат Б."));
    let told = world.told_of_bag(&of(event));
    assert!(
        told.said_again >= 2,
        "the event and the file: {}",
        told.said_again
    );
    assert_eq!((told.closed.restricted, told.closed.unreadable), (0, 0));
    let bag = world.bag(&of(event));
    assert_eq!(standing(&bag, "Сарсенов"), Vec::<&str>::new());
    let said = said(&bag);
    assert!(
        said.contains("из дома") && said.contains("Задержание"),
        "{said}"
    );
    // What proves the file stands in an opened part.
    let sha256: String = sha2_of(JPEG);
    let proofs = standing(&bag, &sha256);
    assert!(
        proofs.iter().any(|path| path.ends_with(".cbor")),
        "{proofs:?}"
    );
}

fn sha2_of(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

#[test]
fn health_and_why_it_was_taken_back_stay_sealed_and_are_told_apart_from_what_cannot_be_read() {
    let mut world = World::new();
    world.import("actor", "id,name,kind\na,Нурлан Сарсенов,person\n");
    let person = world.id_of("Нурлан Сарсенов");
    world.say_of_it((person, "actor"), "contact", "+7 701 0000000");
    world.corrected_to((person, "actor"), "contact", None);
    let told = world.told_of_bag(&of(person));
    assert_eq!((told.closed.restricted, told.closed.unreadable), (2, 0));
    let bag = world.bag(&of(person));
    for words in ["701 0000000", "по просьбе"] {
        assert_eq!(standing(&bag, words), Vec::<&str>::new());
    }
}

#[test]
fn the_original_of_a_document_is_said_not_to_be_in_the_bag() {
    let mut world = World::new();
    let intake = world.workspace.file_intake().unwrap();
    let taken = intake
        .take(&mut Cursor::new(b"%PDF-1.7 a summons"))
        .unwrap();
    let form = (world.token(), world.moment());
    let given = DocumentGiven {
        title: "Повестка".to_owned(),
        ..DocumentGiven::default()
    };
    let kept = world
        .workspace
        .keep_document(&keeper(), form, taken, (&given, None))
        .unwrap();
    let source = kept.id;
    let event = world.token().record(0);
    let basis = Basis {
        source: Some(source),
        ..Basis::default()
    };
    let title = Say::new("title", Value::text("Вызов"), &basis);
    world.said_of((event, "event"), vec![title], Vec::new());
    for record in [source, event] {
        let told = world.told_of_bag(&of(record));
        assert_eq!(told.originals.len(), 1);
    }
    let bag = world.bag(&of(event));
    assert_eq!(
        standing(&bag, "Повестка"),
        Vec::<&str>::new(),
        "another record's words"
    );
}

#[test]
fn a_bag_tells_in_each_language_what_each_person_allows() {
    let mut world = World::new();
    let event = world.an_event("Задержание");
    world.victim(event, "Нурлан Сарсенов");
    for (language, words) in [
        (Language::En, "not asked"),
        (Language::Ru, "не спрашивали"),
        (Language::Kk, "сұралмаған"),
    ] {
        let ask = Asking {
            language,
            ..keeper()
        };
        let told = world.workspace.bag_told(&ask, &of(event)).unwrap();
        assert_eq!(told.people[0].told, words);
    }
}
