//! Two hundred people who must not be known: with all keys that the first passphrase gives, none of them stands in any
//! file of the folder, in the opened journal and view, in an export, a publication or an answer of the program.

use super::{SECOND, keeper, only};
use crate::world::{World, asking};
use aigaq_journal::{Access, Journal, Mode, Passphrase, Position, open_encrypted, unlock};
use aigaq_schema::{Language, Value};
use aigaq_testkit::PASSPHRASE;
use aigaq_workspace::entering::Filled;
use aigaq_workspace::{
    Audience, Identity, InboxState, InboxWish, ListQuery, NoteGiven, Output, TemplateCode, Whom,
    Wish,
};
use std::collections::BTreeSet;
use std::path::Path;

const PEOPLE: usize = 200;

fn name(n: usize) -> String {
    format!("Канарейков{n:03} Қанатұлы")
}

fn phone(n: usize) -> String {
    format!("+7-999-70{n:03}-70")
}

/// Stands in no name: something of somebody stands there in two bytes a letter.
const IN_OTHER_LETTERS: usize = 1_000;

/// The people of whom something stands in these bytes.
fn found(bytes: &[u8]) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    // What all names and all telephones have, whatever letter they begin with.
    for stem in ["анарейков", "999-70"] {
        for at in places(bytes, stem.as_bytes()) {
            let digits = bytes[at + stem.len()..].iter().take(3);
            let number = digits.fold(0, |n, digit| n * 10 + usize::from(digit.wrapping_sub(b'0')));
            all.insert(number);
        }
        let units: Vec<u16> = stem.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        if places(bytes, &little).next().is_some() || places(bytes, &big).next().is_some() {
            all.insert(IN_OTHER_LETTERS);
        }
    }
    all
}

/// Where a stem stands.
fn places<'b>(bytes: &'b [u8], stem: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let first = stem[0];
    let begins = bytes
        .iter()
        .enumerate()
        .filter(move |(_, byte)| **byte == first);
    begins
        .map(|(at, _)| at)
        .filter(move |at| bytes[*at..].starts_with(stem))
}

/// Notes, sources and incidents of two hundred people, in the ways in which somebody can be written down.
fn told(world: &mut World) {
    for n in 0..PEOPLE {
        match n % 4 {
            0 | 1 => {
                let given = NoteGiven {
                    text: format!("Звонок {n}"),
                    told_by: name(n),
                    contact: phone(n),
                    confidant: ["relative", ""][n % 2].to_owned(),
                    ..NoteGiven::default()
                };
                let form = (world.token_of(n), world.moment());
                world.workspace.keep_note(&keeper(), form, &given).unwrap();
            }
            2 => {
                let form = (world.token_of(n), world.moment());
                let mut identity = Identity::told(&name(n), &phone(n));
                identity.safety = format!("не звонить домой, {}", name(n));
                let told = (&Whom::New("witness".to_owned()), &identity, &[][..]);
                world.workspace.keep_source(&keeper(), form, told).unwrap();
            }
            _ => {
                let mut filled = Filled::default();
                for (field, text) in [
                    ("title", format!("Задержание {n}")),
                    ("when", "12.05.2025".to_owned()),
                    ("src.person", "victim".to_owned()),
                    ("src.name", name(n)),
                    ("src.contact", phone(n)),
                ] {
                    filled.set(field, &text);
                }
                let (token, moment) = (world.token_of(n), world.moment());
                let entered = world
                    .workspace
                    .enter_incident(&keeper(), &filled, token, &moment)
                    .unwrap();
                let form = format!("{:?}", entered.form.faults);
                assert!(found(form.as_bytes()).is_empty());
                world.workspace.save(&entered.saving.unwrap()).unwrap();
            }
        }
    }
}

impl World {
    fn token_of(&self, n: usize) -> aigaq_workspace::FormToken {
        let mut random = [0xC4; 16];
        random[..8].copy_from_slice(&(n as u64).to_be_bytes());
        aigaq_workspace::FormToken::from_random(random)
    }
}

/// Everything that the folder and the keys of the first passphrase give, in one heap of bytes.
fn all_that_opens(dir: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            all.extend(std::fs::read(path).unwrap());
        }
    }
    let unlocked = unlock(dir, &Passphrase::new(PASSPHRASE)).unwrap();
    let journal = Journal::open(&unlocked, Mode::Read).unwrap();
    for opened in journal.entries_after(Position::default()) {
        for segment in opened.unwrap().segments {
            all.extend(segment.plain.unwrap());
        }
    }
    let view = open_encrypted(
        &unlocked.view_path(),
        &unlocked.view_key(),
        Access::Disposable,
    )
    .unwrap();
    let mut tables = view
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        .unwrap();
    let names: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for table in names {
        let mut rows = view.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                match row.get_ref(column).unwrap() {
                    rusqlite::types::ValueRef::Text(bytes)
                    | rusqlite::types::ValueRef::Blob(bytes) => all.extend(bytes),
                    _ => {}
                }
            }
        }
    }
    all
}

/// What the program answers to one who has the workspace unlocked, and not the second passphrase.
fn all_that_is_told(world: &World) -> Vec<u8> {
    let workspace = &world.workspace;
    let mut all = Vec::new();
    let mut put = |what: &dyn erased::Told| all.extend(what.told());
    for language in Language::ALL {
        let ask = asking(language, keeper().today);
        for page in 0..5 {
            put(&workspace.confidential(&ask, page).unwrap());
            let wish = InboxWish {
                state: InboxState::Waiting,
                page,
            };
            put(&workspace.inbox(&ask, wish).unwrap());
            put(&workspace.journal(&ask, page).unwrap());
        }
        put(&workspace.looks(&ask, (None, 1_000)).unwrap());
        for needle in ["Канарейков017", "Қанатұлы", "999", "C-017", &phone(17)] {
            // What was searched for is told again, so only what was found.
            put(&workspace.search(&ask, needle, None, 0).unwrap().hits);
        }
        for record_type in ["source", "note", "event"] {
            let query = ListQuery {
                record_type: record_type.to_owned(),
                ..ListQuery::default()
            };
            let list = workspace.list(&ask, &query).unwrap();
            // Pages of records say the same in every language, but for their labels.
            let most = if language == Language::Ru { 80 } else { 5 };
            for row in list.rows.iter().take(most) {
                put(&workspace.record(&ask, row.id).unwrap());
            }
            put(&list);
        }
        for set in workspace.journal(&ask, 0).unwrap().rows {
            put(&workspace.change_set(&ask, set.id, 0).unwrap());
        }
        for audience in Audience::ALL {
            let templates = TemplateCode::shipped();
            // Each template once, and the first of them for everybody and in every language.
            let most = match (language, audience) {
                (Language::Ru, Audience::Public) => usize::MAX,
                _ => 1,
            };
            for template in templates.into_iter().take(most) {
                let output = Output::Report {
                    template,
                    from: "2025".parse().unwrap(),
                    to: "2026".parse().unwrap(),
                    least: None,
                };
                let document = workspace.publish(&ask, &Wish { output, audience });
                put(&format!("{:?}", document.unwrap()));
            }
        }
    }
    all
}

mod erased {
    /// Whatever can be told as JSON.
    pub trait Told {
        fn told(&self) -> Vec<u8>;
    }

    impl<T: serde::Serialize> Told for T {
        fn told(&self) -> Vec<u8> {
            serde_json::to_vec(self).unwrap()
        }
    }
}

fn exported(world: &World) -> Vec<u8> {
    let dir = world.beside("export");
    world.workspace.export(&dir).unwrap();
    let (mut all, mut folders) = (Vec::new(), vec![dir]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => all.extend(std::fs::read(path).unwrap()),
            }
        }
    }
    all
}

#[test]
fn none_of_two_hundred_people_is_found_without_the_second_passphrase_and_all_with_it() {
    let mut world = World::new();
    let key = world.set_up();
    told(&mut world);
    let told = all_that_is_told(&world);
    assert_eq!(found(&told), BTreeSet::new());
    let text = String::from_utf8_lossy(&told).into_owned();
    assert!(
        text.contains("C-017, ") && text.contains("C-200, "),
        "the codes are told"
    );
    assert_eq!(found(&exported(&world)), BTreeSet::new());
    assert_eq!(
        found(&all_that_opens(world.workspace.dir())),
        BTreeSet::new()
    );
    let mut seen = BTreeSet::new();
    for page in 0..4 {
        let sources = world
            .workspace
            .confidential(&keeper(), page)
            .unwrap()
            .sources;
        assert_eq!(sources.len(), 50);
        for source in sources {
            let shown = world.look(&key, source.named.id);
            let identity = only(&shown);
            let all = format!("{} {}", identity.name, identity.contact);
            seen.extend(found(all.as_bytes()));
        }
    }
    assert_eq!(seen.len(), PEOPLE);
    let looks = world.workspace.looks(&keeper(), (None, 1_000)).unwrap();
    assert_eq!(looks.len(), PEOPLE);
    assert_eq!(
        found(&all_that_opens(world.workspace.dir())),
        BTreeSet::new(),
        "looking leaves nothing behind"
    );
}

#[test]
fn the_search_of_the_test_above_finds_names_where_they_are() {
    let mut world = World::new();
    for n in [0, 1, 4, 5] {
        let given = NoteGiven {
            text: "Звонок".to_owned(),
            told_by: name(n),
            contact: phone(n),
            ..NoteGiven::default()
        };
        let form = (world.token_of(n), world.moment());
        world.workspace.keep_note(&keeper(), form, &given).unwrap();
    }
    let clear = BTreeSet::from([0, 1, 4, 5]);
    assert_eq!(found(&all_that_opens(world.workspace.dir())), clear);
    assert_eq!(found(&all_that_is_told(&world)), clear);
    assert_eq!(found(&exported(&world)), clear);
    assert_ne!(SECOND, PASSPHRASE);
    assert_eq!(Value::Sealed(vec![1]).plain(), "•••");
}

#[test]
fn a_name_is_found_among_bytes_in_any_letters() {
    let utf16: Vec<u8> = name(7).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(found(&utf16), BTreeSet::from([IN_OTHER_LETTERS]));
    let text = format!("\u{0}{} {} {}", name(7), phone(8), name(199).to_lowercase());
    assert_eq!(found(text.as_bytes()), BTreeSet::from([7, 8, 199]));
}
