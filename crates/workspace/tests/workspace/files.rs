//! Files on records: kept once, numbered, typed off, handed on; nothing of them leaves the group, and the doctor takes
//! away only what no record ever named.

use crate::world::{World, asking};
use aigaq_journal::{Journal, Mode, Passphrase, unlock};
use aigaq_publishing::json;
use aigaq_schema::{Basis, Day, Language, RecordId, Value};
use aigaq_testkit::PASSPHRASE;
use aigaq_workspace::{
    AddedFile, Asking, Audience, CustodyGiven, DocumentGiven, Examined, FileGiven, GiverGiven,
    Media, Mended, NotKept, Output, PackageWish, RecordChange, Refused, Saving, Say, Standing,
    TemplateCode, Wish, Workspace, WorkspaceError,
};
use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

const JPEG: &[u8] =
    b"\xff\xd8\xff\xe1 a summons, photographed; Exif: phone of Aliya, 43.23N 76.88E";

fn keeper() -> Asking {
    asking(Language::En, Day::from_ymd(2026, 4, 17).unwrap())
}

impl World {
    fn event(&mut self, title: &str) -> RecordId {
        let token = self.token();
        let say = Say::new("title", Value::text(title), &Basis::default());
        let now = self.moment();
        let saving = Saving {
            token,
            act: aigaq_journal::ActOfSaving::Form,
            records: vec![RecordChange::new(token.record(0), "event", vec![say])],
            now,
        };
        self.workspace.save(&saving).unwrap();
        token.record(0)
    }

    fn try_to_add(&mut self, bytes: &[u8], given: &FileGiven) -> Result<AddedFile, Refused> {
        let form = (self.token(), self.moment());
        let intake = self.workspace.file_intake()?;
        let taken = intake.take(&mut Cursor::new(bytes))?;
        let added = self.workspace.add_file(&keeper(), form, taken, given);
        added.map_err(Refused::from)
    }

    /// From now on it writes only for the moment of each saving, as the pages do.
    fn share(&mut self) {
        self.workspace = self.another();
    }

    /// The same workspace, opened by another program.
    fn another(&self) -> Workspace {
        let passphrase = Passphrase::new(PASSPHRASE);
        Workspace::open_to_share(self.workspace.dir(), &passphrase).unwrap()
    }

    fn journal(&self) -> Journal {
        let keys = unlock(self.workspace.dir(), &Passphrase::new(PASSPHRASE)).unwrap();
        Journal::open(&keys, Mode::Write).unwrap()
    }

    /// A file that a program kept which died before it made its record.
    fn orphan(&mut self, bytes: &[u8]) {
        self.share();
        self.journal().keep_file(&mut Cursor::new(bytes)).unwrap();
    }

    /// All that lies in the folder of files was written two days ago.
    fn aged(&self) {
        for path in self.on_disk() {
            let file = File::options().write(true).open(path).unwrap();
            let before = file.metadata().unwrap().modified().unwrap() - 2 * DAY;
            file.set_modified(before).unwrap();
        }
    }

    fn add(&mut self, bytes: &[u8], given: &FileGiven) -> AddedFile {
        self.try_to_add(bytes, given).unwrap()
    }

    fn on_disk(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.workspace.dir().join("files"));
        let mut all: Vec<PathBuf> = entries
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        all.sort();
        all
    }

    fn examined(&self) -> Examined {
        self.workspace.examine(&keeper(), |_, _| {}).unwrap()
    }

    fn found(&self, ask: &Asking, words: &str) -> Vec<RecordId> {
        let page = self.workspace.search(ask, words, None, 0).unwrap();
        page.hits.iter().map(|hit| hit.named.id).collect()
    }

    fn read(&self, id: RecordId) -> Vec<u8> {
        let opened = self.workspace.open_file_of(&keeper(), id).unwrap();
        let mut bytes = Vec::new();
        opened.unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    /// Saves something, on a device whose clock is a year ahead of this machine's.
    fn saved_since(&mut self) {
        let token = self.token();
        let say = Say::new("title", Value::text("since"), &Basis::default());
        let clock = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap() + 365 * DAY;
        let saving = Saving {
            token,
            act: aigaq_journal::ActOfSaving::Form,
            records: vec![RecordChange::new(token.record(0), "event", vec![say])],
            now: (i64::try_from(clock.as_secs()).unwrap(), "UTC".to_owned()),
        };
        self.workspace.save(&saving).unwrap();
    }

    fn mended(&mut self) -> Mended {
        let mut found = self.examined();
        self.workspace.mend(&mut found).unwrap()
    }
}

fn of(record: RecordId) -> FileGiven {
    FileGiven {
        of: vec![record],
        name: "IMG_2041 Aliya.jpg".to_owned(),
        kind: "page".to_owned(),
        title: "Summons".to_owned(),
        made: "12 April 2026".to_owned(),
        received: "17 April 2026".to_owned(),
        from_whom: "his sister Zarina Q.".to_owned(),
        how: "messenger".to_owned(),
        custodian: "Zarina Q.".to_owned(),
        ..FileGiven::default()
    }
}

#[test]
fn a_file_belongs_to_a_record_has_a_number_and_comes_back_as_it_was() {
    let mut world = World::new();
    let event = world.event("Search of a flat");
    let added = world.add(JPEG, &of(event));
    assert!(!added.again && !added.number.is_empty());
    let page = world.workspace.file(&keeper(), added.id).unwrap().unwrap();
    assert_eq!(
        (page.row.media, page.row.bytes),
        (Some(Media::Jpeg), Some(JPEG.len() as u64))
    );
    assert_eq!(page.sha256, added.file.sha256_in_hex());
    assert_eq!(page.standing, Standing::There);
    assert_eq!((page.row.of[0].id, page.row.more), (event, 0));
    assert_eq!(
        (page.from_whom.as_str(), page.how.as_str()),
        ("his sister Zarina Q.", "By messenger")
    );
    assert!(!page.name_lies);
    assert_eq!(world.read(added.id), JPEG);
    let rows = world.workspace.files_of(&keeper(), event).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].number, added.number);
    // Found by its number.
    let found = world.workspace.numbered(&keeper(), &added.number).unwrap();
    assert_eq!(found[0].id, added.id);
    assert!(world.examined().is_well());
}

#[test]
fn the_same_file_is_kept_once_whoever_gives_it_and_belongs_to_both_records() {
    let mut world = World::new();
    let (one, other) = (world.event("one"), world.event("other"));
    let first = world.add(JPEG, &of(one));
    let again = world.add(
        JPEG,
        &FileGiven {
            title: "Another title".to_owned(),
            ..of(other)
        },
    );
    assert!(again.again);
    assert_eq!((again.id, &again.number), (first.id, &first.number));
    assert_eq!(world.on_disk().len(), 1);
    let page = world.workspace.file(&keeper(), first.id).unwrap().unwrap();
    assert_eq!(page.row.of.len(), 2);
    assert_eq!(page.row.title, "Summons", "nothing else of it is changed");
    let third = world.add(JPEG, &of(one));
    assert!(third.again && third.id == first.id);
    // Taken back whole, and given once more: the same record, the same number.
    let history = world
        .workspace
        .record(&keeper(), first.id)
        .unwrap()
        .unwrap()
        .history;
    for saved in history.iter().rev() {
        let (token, now) = (world.token(), world.moment());
        let _ = world.workspace.undo(saved.change_set, "", token, &now);
    }
    assert!(
        world
            .workspace
            .files(&keeper(), 0)
            .unwrap()
            .files
            .is_empty()
    );
    let back = world.add(JPEG, &of(one));
    assert_eq!((back.id, &back.number), (first.id, &first.number));
}

#[test]
fn what_cannot_be_a_file_is_refused_and_leaves_nothing() {
    struct Breaks;
    impl Read for Breaks {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the stick was pulled out"))
        }
    }
    let mut world = World::new();
    let event = world.event("e");
    assert!(matches!(
        world.try_to_add(b"", &of(event)),
        Err(Refused::Workspace(WorkspaceError::Asked(_)))
    ));
    for given in [
        FileGiven {
            made: "the day before yesterday-ish".to_owned(),
            ..of(event)
        },
        FileGiven {
            title: "x".repeat(100_001),
            ..of(event)
        },
        FileGiven {
            of: vec![event; 51],
            ..of(event)
        },
    ] {
        assert!(given.check(&keeper()).is_err());
        assert!(world.try_to_add(JPEG, &given).is_err());
    }
    // Neither codes nor records that are not there.
    for given in [
        FileGiven {
            kind: "no_such_kind".to_owned(),
            ..of(event)
        },
        of(RecordId::from_random([9; 16])),
    ] {
        assert!(matches!(
            world.try_to_add(JPEG, &given),
            Err(Refused::Unfit(_))
        ));
    }
    let intake = world.workspace.file_intake().unwrap();
    let broken = intake.take(&mut Breaks).unwrap_err();
    assert!(broken.to_string().contains("pulled out"), "{broken}");
    assert!(
        world
            .workspace
            .files(&keeper(), 0)
            .unwrap()
            .files
            .is_empty()
    );
    assert!(world.on_disk().is_empty() && world.examined().is_well());
}

#[test]
fn a_file_whose_record_was_never_saved_is_taken_away_when_something_was_saved_a_day_later() {
    let mut world = World::new();
    world.orphan(JPEG);
    world.aged();
    world.saved_since();
    let mut found = world.examined();
    assert_eq!((found.orphans.len(), found.is_well()), (1, false));
    let mended = world.workspace.mend(&mut found).unwrap();
    assert_eq!((mended.orphans, mended.left_over), (1, 0));
    assert!(found.is_well(), "what is gone is out of what was found");
    assert!(world.on_disk().is_empty() && world.examined().is_well());
}

#[test]
fn a_file_on_its_way_is_taken_by_no_doctor_however_much_is_saved_meanwhile() {
    let mut world = World::new();
    world.share();
    let event = world.event("e");
    let mut doctor = world.another();
    let mut looks = |world: &mut World| {
        world.saved_since();
        world.aged();
        doctor.refresh().unwrap();
        let mut found = doctor.examine(&keeper(), |_, _| {}).unwrap();
        let nothing = Mended::default();
        assert_eq!(doctor.mend(&mut found).unwrap(), nothing, "{found:?}");
    };
    let intake = world.workspace.file_intake().unwrap();
    let taken = intake.take(&mut Cursor::new(JPEG)).unwrap();
    let document = intake.take(&mut Cursor::new(b"a report")).unwrap();
    looks(&mut world);
    let form = (world.token(), world.moment());
    let added = world
        .workspace
        .add_file(&keeper(), form, taken, &of(event))
        .unwrap();
    looks(&mut world);
    // The document was being read all the time.
    let mut read = String::new();
    document.open().unwrap().read_to_string(&mut read).unwrap();
    assert_eq!(read, "a report");
    let form = (world.token(), world.moment());
    let about = (&DocumentGiven::default(), None);
    let kept = world
        .workspace
        .keep_document(&keeper(), form, document, about)
        .unwrap();
    looks(&mut world);
    assert_eq!(world.read(added.id), JPEG);
    let original = world.workspace.original_of(kept.id).unwrap().unwrap();
    assert_eq!(original, kept.file.name);
    assert!(world.examined().is_well());
    assert_eq!(world.on_disk().len(), 2);
}

#[test]
fn an_orphan_that_is_given_in_again_while_the_doctor_asks_stays() {
    let mut world = World::new();
    world.orphan(JPEG);
    world.aged();
    let event = world.event("e");
    let mut doctor = world.another();
    let mut found = doctor.examine(&keeper(), |_, _| {}).unwrap();
    assert_eq!(found.orphans.len(), 1);
    let added = world.add(JPEG, &of(event));
    assert_eq!(doctor.mend(&mut found).unwrap(), Mended::default());
    assert_eq!(world.read(added.id), JPEG);
}

#[test]
fn what_was_taken_in_waits_for_another_who_writes_and_is_then_kept() {
    let mut world = World::new();
    world.share();
    let event = world.event("e");
    let other = world.journal();
    assert!(world.workspace.is_written_by_others().unwrap());
    // Taking in needs nobody's leave.
    let intake = world.workspace.file_intake().unwrap();
    let taken = intake.take(&mut Cursor::new(JPEG)).unwrap();
    let form = (world.token(), world.moment());
    let tried = world
        .workspace
        .add_file(&keeper(), form.clone(), taken, &of(event));
    let Err(NotKept::Busy(taken, _)) = tried else {
        panic!("{tried:?}");
    };
    drop(other);
    assert!(!world.workspace.is_written_by_others().unwrap());
    let added = world
        .workspace
        .add_file(&keeper(), form, *taken, &of(event))
        .unwrap();
    assert_eq!(world.read(added.id), JPEG);
}

#[test]
fn no_record_can_name_a_file_that_is_not_kept() {
    let mut world = World::new();
    let token = world.token();
    let say = Say::new("file", Value::File([7; 32]), &Basis::default());
    let saving = Saving {
        token,
        act: aigaq_journal::ActOfSaving::Form,
        records: vec![RecordChange::new(token.record(0), "event", vec![say])],
        now: world.moment(),
    };
    assert!(matches!(
        world.workspace.save(&saving),
        Err(Refused::Unfit(_))
    ));
}

#[test]
fn a_page_is_typed_off_searched_and_never_overwritten_unseen() {
    let mut world = World::new();
    let event = world.event("e");
    let file = world.add(JPEG, &of(event)).id;
    let version = |world: &World| world.workspace.version(file).unwrap();
    let seen = version(&world);
    let form = (world.token(), world.moment());
    let text = "ПОВЕСТКА\r\nявиться в отдел полиции Алатауского района";
    world
        .workspace
        .type_off(form, (file, seen), text, Some(Language::Ru))
        .unwrap();
    let page = world.workspace.file(&keeper(), file).unwrap().unwrap();
    assert_eq!(page.transcript, text.replace("\r\n", "\n"));
    assert_eq!(page.transcript_language, "ru");
    assert_eq!(world.found(&keeper(), "Алатауского"), [file]);
    // Somebody else typed meanwhile.
    let form = (world.token(), world.moment());
    let late = world.workspace.type_off(form, (file, seen), "other", None);
    assert!(matches!(late, Err(Refused::Stale(_))));
    // The same again changes nothing; an empty text takes it back.
    let form = (world.token(), world.moment());
    let now = version(&world);
    let same = world
        .workspace
        .type_off(form, (file, now), text, Some(Language::Ru));
    assert!(matches!(same, Err(Refused::Nothing)));
    let form = (world.token(), world.moment());
    world
        .workspace
        .type_off(form, (file, now), "  \n", None)
        .unwrap();
    assert_eq!(
        world
            .workspace
            .file(&keeper(), file)
            .unwrap()
            .unwrap()
            .transcript,
        ""
    );
    let form = (world.token(), world.moment());
    let long = "я".repeat(100_001);
    let now = version(&world);
    assert!(matches!(
        world.workspace.type_off(form, (file, now), &long, None),
        Err(Refused::Unfit(_))
    ));
}

#[test]
fn who_has_had_a_file_is_only_added_to() {
    let mut world = World::new();
    let event = world.event("e");
    let file = world.add(JPEG, &of(event)).id;
    let step = |step: &str, to: &str| CustodyGiven {
        step: step.to_owned(),
        date: "16 April 2026".to_owned(),
        taken_by: to.to_owned(),
        ..CustodyGiven::default()
    };
    for (code, to) in [("copied", "the office"), ("handed_over", "lawyer B.")] {
        let form = (world.token(), world.moment());
        world
            .workspace
            .add_custody(&keeper(), form, file, &step(code, to))
            .unwrap();
    }
    let rows = world
        .workspace
        .file(&keeper(), file)
        .unwrap()
        .unwrap()
        .custody;
    let told: Vec<(&str, &str)> = rows
        .iter()
        .map(|r| (r.step.as_str(), r.taken_by.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Received", "Zarina Q."),
            ("Copied", "the office"),
            ("Handed over", "lawyer B.")
        ]
    );
    assert_eq!(rows[0].given_by, "his sister Zarina Q.");
    assert!(
        rows.iter()
            .all(|row| !row.written.is_empty() && !row.device.is_empty())
    );
    // Nobody corrects one by hand, and of what is no file there are none.
    assert!(
        !world
            .workspace
            .corrected_types()
            .any(|t| t.code == "custody")
    );
    let form = (world.token(), world.moment());
    let of_event = world
        .workspace
        .add_custody(&keeper(), form, event, &step("copied", "x"));
    assert!(matches!(of_event, Err(Refused::Unfit(_))));
    let form = (world.token(), world.moment());
    let nothing = world
        .workspace
        .add_custody(&keeper(), form, file, &step("", "x"));
    assert!(matches!(nothing, Err(Refused::At { field: "step", .. })));
}

#[test]
fn the_doctor_names_what_is_missing_damaged_left_over_and_takes_away_only_what_nobody_named() {
    let mut world = World::new();
    let event = world.event("e");
    let [whole, missing, damaged] =
        ["whole", "missing", "damaged"].map(|text| world.add(text.as_bytes(), &of(event)));
    let folder = world.workspace.dir().join("files");
    let path = |file: &AddedFile| folder.join(file.file.name.to_string());
    fs::remove_file(path(&missing)).unwrap();
    let mut bytes = fs::read(path(&damaged)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path(&damaged), bytes).unwrap();
    // What programs that died left: half a file, a whole one without a key; and what is not ours.
    fs::write(folder.join("0123456789abcdef01234567.part"), b"half").unwrap();
    fs::write(folder.join("ab".repeat(32)), b"no key").unwrap();
    fs::write(folder.join("notes.txt"), b"mine").unwrap();
    world.aged();
    world.saved_since();
    let found = world.examined();
    assert_eq!(found.whole, 1);
    assert_eq!(found.missing[0].record.as_ref().unwrap().id, missing.id);
    assert_eq!(found.damaged[0].record.as_ref().unwrap().id, damaged.id);
    assert_eq!((found.left_over.len(), found.foreign.len()), (2, 1));
    assert!(found.orphans.is_empty() && !found.loses_nothing());
    for file in [&missing, &damaged] {
        let page = world.workspace.file(&keeper(), file.id).unwrap().unwrap();
        assert_ne!(page.row.number, "", "the record stands");
    }
    let page = world
        .workspace
        .file(&keeper(), missing.id)
        .unwrap()
        .unwrap();
    assert_eq!(page.standing, Standing::Missing);
    let mended = world.mended();
    assert_eq!((mended.orphans, mended.left_over), (0, 2));
    let left = world.on_disk();
    assert!(left.contains(&path(&whole)) && left.contains(&path(&damaged)));
    assert!(left.contains(&folder.join("notes.txt")) && left.len() == 3);
    // The same files added again are there again, under the same records.
    for (file, text) in [(&missing, "missing"), (&damaged, "damaged")] {
        let again = world.add(text.as_bytes(), &of(event));
        assert!(again.again && again.id == file.id);
        assert_eq!(world.read(file.id), text.as_bytes());
    }
    assert!(world.examined().loses_nothing());
}

#[test]
fn a_file_whose_record_was_undone_stays_for_the_undoing_of_the_undo() {
    let mut world = World::new();
    let event = world.event("e");
    let file = world.add(JPEG, &of(event));
    let history = world
        .workspace
        .record(&keeper(), file.id)
        .unwrap()
        .unwrap()
        .history;
    let (token, now) = (world.token(), world.moment());
    world
        .workspace
        .undo(history[0].change_set, "", token, &now)
        .unwrap();
    assert!(
        world
            .workspace
            .files(&keeper(), 0)
            .unwrap()
            .files
            .is_empty()
    );
    world.aged();
    world.saved_since();
    assert!(world.examined().is_well());
    world.mended();
    assert_eq!(world.on_disk().len(), 1);
}

#[test]
fn a_file_kept_less_than_a_day_ago_is_not_taken_for_an_orphan_whatever_clocks_claim() {
    let mut world = World::new();
    world.orphan(JPEG);
    world.saved_since();
    let found = world.examined();
    assert_eq!((found.orphans.len(), found.young.len()), (0, 1));
    assert_eq!(world.mended(), Mended::default());
    assert_eq!(world.on_disk().len(), 1);
}

#[test]
fn nothing_of_a_file_is_in_what_partners_or_everybody_get() {
    let mut world = World::new();
    world.import(
        "act",
        "id,type,start,summary\n1,LIB.detain,2020-06-01,zdetained\n",
    );
    let event = world.event("Search of a flat");
    let act = world.found(&keeper(), "zdetained")[0];
    let secrets = [
        "Zarina", "IMG_2041", "Aliya", "43.23N", "zsummons", "ztyped", "zlawyer", "zreceipt",
    ];
    let given = FileGiven {
        of: vec![event, act],
        title: "zsummons".to_owned(),
        ..of(event)
    };
    let file = world.add(JPEG, &given);
    let seen = world.workspace.version(file.id).unwrap();
    let form = (world.token(), world.moment());
    world
        .workspace
        .type_off(form, (file.id, seen), "ztyped off", None)
        .unwrap();
    let form = (world.token(), world.moment());
    let step = CustodyGiven {
        step: "handed_over".to_owned(),
        taken_by: "zlawyer".to_owned(),
        note: "zreceipt".to_owned(),
        ..CustodyGiven::default()
    };
    world
        .workspace
        .add_custody(&keeper(), form, file.id, &step)
        .unwrap();
    for audience in [Audience::Partners, Audience::Public] {
        let reader = keeper().reader.making_for(audience);
        let ask = Asking { reader, ..keeper() };
        assert!(world.workspace.file(&ask, file.id).unwrap().is_none());
        assert!(world.workspace.files(&ask, 0).unwrap().files.is_empty());
        assert!(world.workspace.files_of(&ask, event).unwrap().is_empty());
        assert!(
            world
                .workspace
                .open_file_of(&ask, file.id)
                .unwrap()
                .is_none()
        );
        assert!(world.workspace.record(&ask, file.id).unwrap().is_none());
        for word in ["zsummons", "ztyped", "Zarina", "zlawyer"] {
            assert_eq!(world.found(&ask, word), [], "{word}");
        }
        let wish = Wish {
            output: Output::Report {
                template: TemplateCode::bulletin(),
                from: "2020-06".parse().unwrap(),
                to: "2020-06".parse().unwrap(),
                least: None,
            },
            audience,
        };
        let document = world.workspace.publish(&keeper(), &wish).unwrap();
        let told = json::json(&document).unwrap();
        for secret in secrets
            .iter()
            .chain([&file.number.as_str(), &page_hash(&world, file.id).as_str()])
        {
            assert!(!told.contains(secret), "{audience:?}: {secret}");
        }
        let wish = PackageWish {
            from: "2020".parse().unwrap(),
            to: "2020".parse().unwrap(),
            least: None,
            audience,
            licence: None,
        };
        let package = world.workspace.data_package(&keeper(), &wish).unwrap();
        assert!(!package.files.is_empty());
        for (name, bytes) in &package.files {
            let told = String::from_utf8_lossy(bytes);
            for secret in secrets {
                assert!(!told.contains(secret), "{audience:?}, {name}: {secret}");
            }
        }
    }
    // Not even inside is the giver searched.
    for word in ["Zarina", "zlawyer", "zreceipt"] {
        assert_eq!(world.found(&keeper(), word), [], "{word}");
    }
}

fn page_hash(world: &World, id: RecordId) -> String {
    world.workspace.file(&keeper(), id).unwrap().unwrap().sha256
}

#[test]
fn who_gave_a_file_and_must_not_be_known_is_a_code_there_and_a_link_and_words_stay_words() {
    let mut world = World::new();
    let event = world.event("Search of a flat");
    let second = Passphrase::new("another one for the sources");
    let form = (world.token(), world.moment());
    world.workspace.set_up_second(form, &second).unwrap();
    let mut told = GiverGiven {
        confidant: "relative".to_owned(),
        ..GiverGiven::default()
    };
    told.identity.name = "Zarina Quailova".to_owned();
    let form = (world.token(), world.moment());
    let mut sources = Vec::new();
    for _ in 0..2 {
        let kept = world.workspace.giver(&keeper(), form.clone(), &told);
        sources.push(kept.unwrap().unwrap());
    }
    assert_eq!(sources[0], sources[1], "a form sent twice makes one");
    let source = &sources[0];
    assert_eq!(source.caption, "C-001, relative");
    let given = |from: &str, giver| FileGiven {
        from_whom: from.to_owned(),
        giver,
        ..of(event)
    };
    // By the form, by a code typed as words, by words.
    let by_form = world.add(b"one", &given("", Some(source.id)));
    let by_code = world.add(b"two", &given(" c-1 ", None));
    let by_words = world.add(b"three", &given("police station 4", None));
    let page = |world: &World, id| world.workspace.file(&keeper(), id).unwrap().unwrap();
    for (file, from) in [
        (&by_form, "C-001, relative"),
        (&by_code, "C-001, relative"),
        (&by_words, "police station 4"),
    ] {
        let page = page(&world, file.id);
        assert_eq!(page.from_whom, from);
        assert_eq!(page.custody[0].given_by, from);
    }
    let step = CustodyGiven {
        step: "returned".to_owned(),
        given_by: "our office".to_owned(),
        taken_by: "C-001".to_owned(),
        ..CustodyGiven::default()
    };
    let form = (world.token(), world.moment());
    let custody = world
        .workspace
        .add_custody(&keeper(), form, by_form.id, &step);
    custody.unwrap();
    let row = &page(&world, by_form.id).custody[1];
    assert_eq!(
        (&*row.given_by, &*row.taken_by),
        ("our office", "C-001, relative")
    );
    let used = world.workspace.confidential_source(&keeper(), source.id);
    assert_eq!(used.unwrap().unwrap().used, 3, "links, not words");
    for nobody in ["C-077", "C-1000"] {
        let step = CustodyGiven {
            given_by: nobody.to_owned(),
            ..step.clone()
        };
        let form = (world.token(), world.moment());
        let refused = world
            .workspace
            .add_custody(&keeper(), form, by_form.id, &step);
        let is_told = matches!(refused, Err(Refused::At { .. }));
        assert!(is_told, "{nobody}");
    }
}
