//! A thousand people in everything a workspace can hold; a hundred of them are forgotten, and with all the keys that
//! are on the disk nothing of them can be read in any of its files.

use super::keeper;
use crate::canary::{FIRST, KAZAKH_CASES, RUSSIAN_CASES, SECOND, in_english};
use crate::world::World;
use aigaq_journal::{
    Access, ActOfSaving, Journal, Mode, Passphrase, Position, finish_destroying, open_encrypted,
    unlock,
};
use aigaq_schema::{Basis, RecordId, State, Statement, StatementId, Value, Withdrawal};
use aigaq_testkit::PASSPHRASE;
use aigaq_workspace::{
    Audience, Choices, Draw, FileGiven, ForgetWish, Forgetting, FormToken, FreezeWish, Freezing,
    Output, RecordChange, ReviewForm, Saving, Say, Seen, TemplateCode, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;

const PEOPLE: usize = 1_000;
const MIDDLE: [&str; 5] = ["ар", "ым", "оз", "ел", "ун"];
const GIVEN: [&str; 8] = [
    "Асель",
    "Марат",
    "Дана",
    "Ерлан",
    "Гульнар",
    "Тимур",
    "Жанна",
    "Арман",
];
/// Forgotten: every tenth.
const EACH: usize = 10;
/// Forgotten at once: a family asks.
const AT_ONCE: usize = 50;

/// What begins the surname of one person and of no other.
fn stem(n: usize) -> String {
    format!(
        "{}{}{}",
        FIRST[n % 20],
        MIDDLE[n / 200],
        SECOND[n / 20 % 10]
    )
}

fn surname(n: usize) -> String {
    format!("{}ов", stem(n))
}

fn name(n: usize) -> String {
    format!("{} {}", GIVEN[n % GIVEN.len()], surname(n))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn phone(n: usize) -> String {
    format!("+7 701 400 0{n:03}")
}

/// As others write the same number.
fn phone_otherwise(n: usize) -> String {
    match n % 3 {
        0 => format!("8701400{n:04}"),
        1 => format!("8 (701) 400-{:02}-{:02}", n / 100, n % 100),
        _ => format!("+7701 400{n:04}"),
    }
}

/// The number without what is written before it.
fn phone_digits(n: usize) -> String {
    format!("701400{n:04}")
}

/// Places that are called as some of the people are.
const PLACES: [&str; 3] = ["Дана", "Арман", "Тимур"];

/// There is a second record of them, under the first letter of their name.
fn is_twice(n: usize) -> bool {
    n % 100 == 23
}

/// They sign and publish under their own names, by which sources are counted.
fn is_publisher(n: usize) -> bool {
    n % 50 == 33
}

fn initial(n: usize) -> String {
    let first = GIVEN[n % GIVEN.len()].chars().next().unwrap();
    format!("{first}. {}", surname(n))
}

fn is_forgotten(n: usize) -> bool {
    n % EACH == 3
}

impl World {
    fn canary_token(&self, kind: u8, n: usize) -> FormToken {
        let mut random = [kind; 16];
        random[..8].copy_from_slice(&(n as u64).to_be_bytes());
        FormToken::from_random(random)
    }

    fn say_in(&mut self, token: FormToken, changes: Vec<RecordChange>) {
        let saving = Saving {
            token,
            act: ActOfSaving::Form,
            records: changes,
            now: self.moment(),
        };
        self.workspace.save(&saving).unwrap();
    }
}

/// Names in tables, in words of others, in quotes, notes, reasons, files, decisions, taken back, and frozen.
fn told() -> (World, Vec<RecordId>) {
    let mut world = World::new();
    let mut actors = "id,name,kind,gender,category,contact,identifier\n".to_owned();
    let mut sources = "id,title,publisher,date,url\n".to_owned();
    let mut acts = "id,type,start,place,target,summary,outcome,source\n".to_owned();
    let places = PLACES.map(|place| format!("{place},{place}\n")).concat();
    world.import("place", &format!("id,name\n{places}"));
    for n in 0..PEOPLE {
        let (full, surname) = (name(n), surname(n));
        let english = in_english(&surname);
        let russian = format!("{surname}{}", RUSSIAN_CASES[n % RUSSIAN_CASES.len()]);
        let kazakh = format!("{surname}{}", KAZAKH_CASES[n % KAZAKH_CASES.len()]);
        let gender = ["male", "female"][n % 2];
        actors += &format!(
            "{full},{full},person,{gender},civic,{},ИИН 77{n:010}\n",
            phone(n)
        );
        if is_twice(n) {
            actors += &format!("{n}-2,{},person,,,,\n", initial(n));
        }
        let publisher = match is_publisher(n) {
            true => full.clone(),
            false => "Газета".to_owned(),
        };
        let place = PLACES[n % PLACES.len()];
        let small = russian.to_lowercase();
        sources += &format!(
            "s{n},Дело {russian} и {kazakh} ісі: {},{publisher},2020-06-05,https://example.org/{english}-case\n",
            capital(&english)
        );
        acts += &format!(
            "a{n},LIB.detain,2020-06-{:02},{place},{full},дело {small}: {full} и ещё двое в г. {place},{kazakh} босатты,s{n}\n",
            n % 28 + 1
        );
    }
    world.import("actor", &actors);
    world.import("source", &sources);
    world.import("act", &acts);
    let mut people = vec![RecordId([0; 16]); PEOPLE];
    let columns = aigaq_workspace::ListQuery {
        record_type: "actor".to_owned(),
        ..Default::default()
    };
    let mut page = 0;
    loop {
        let query = aigaq_workspace::ListQuery {
            page,
            ..columns.clone()
        };
        let list = world.workspace.list(&keeper(), &query).unwrap();
        for row in &list.rows {
            let live = world.workspace.live(row.id).unwrap();
            let called = live
                .iter()
                .find(|s| s.property == "name")
                .unwrap()
                .value
                .plain();
            if let Some(n) = (0..PEOPLE).find(|n| name(*n) == called) {
                people[n] = row.id;
            }
        }
        page += 1;
        if page >= list.pages {
            break;
        }
    }
    for n in (0..PEOPLE).filter(|n| n % 5 == 3) {
        spoken_of(&mut world, n, &people);
    }
    for n in 0..PEOPLE {
        if n % 10 == 4 {
            told_of_a_place(&mut world, n);
        }
    }
    for (n, audience) in [(0, Audience::Internal), (1, Audience::Partners)] {
        let wish = FreezeWish {
            of: Freezing::Output(Output::Report {
                template: TemplateCode::bulletin(),
                from: "2020".parse().unwrap(),
                to: "2020".parse().unwrap(),
                least: None,
            }),
            title: format!("Бюллетень: {}", name(3)),
            caveat: Some(format!("просила {}", name(13))),
            audience,
            draw: Draw::Fitting,
        };
        let form = (world.canary_token(9, n), world.moment());
        world.workspace.freeze(&keeper(), form, &wish).unwrap();
    }
    let counted = [
        "unit=sources&by=publisher".to_owned(),
        format!("unit=sources&by=kind&where=publisher={}", name(33)),
    ];
    for (n, definition) in counted.iter().enumerate() {
        let definition: aigaq_counting::Definition = match definition.parse() {
            Ok(definition) => definition,
            Err(error) => panic!("{error}"),
        };
        let wish = FreezeWish {
            of: Freezing::Table(definition),
            title: "Кто публикует".to_owned(),
            caveat: None,
            audience: Audience::Internal,
            draw: Draw::Fitting,
        };
        let form = (world.canary_token(10, n), world.moment());
        world.workspace.freeze(&keeper(), form, &wish).unwrap();
    }
    (world, people)
}

/// A place that is called as somebody is, and one person's telephone as others write it.
fn told_of_a_place(world: &mut World, n: usize) {
    let token = world.canary_token(5, n);
    let basis = Basis::default();
    let (place, other) = (PLACES[n % PLACES.len()], n - 1);
    let text = match n % 20 {
        4 => format!("Обыск в г. {place}, потом в {place}е"),
        _ => format!("Обыск, тел. {}, {}", phone_otherwise(other), initial(other)),
    };
    let said = vec![
        Say::new("kind", Value::term("comment"), &basis),
        Say::new("text", Value::text(text), &basis),
    ];
    world.say_in(
        token,
        vec![RecordChange::new(token.record(1), "note", said)],
    );
}

/// A note, a quote, a value taken back with a reason, a file with a name, a decision about a pair, a marriage.
fn spoken_of(world: &mut World, n: usize, people: &[RecordId]) {
    let person = people[n];
    let (full, surname) = (name(n), surname(n));
    let token = world.canary_token(1, n);
    let basis = Basis {
        quote: Some(format!("«{full} вышел», сказала жена {surname}а")),
        locator: Some(format!("с. 3, о {surname}е")),
        ..Basis::default()
    };
    let note = token.record(1);
    let text = format!("Звонок о {surname}е, {}", phone(n));
    let say = |property: &str, value| Say::new(property, value, &basis);
    let said = vec![
        say("kind", Value::term("comment")),
        say("text", Value::text(text)),
        say("title", Value::text(format!("{surname}, срочно"))),
    ];
    let role = Say::new(
        "role",
        Value::text(format!("сын {surname}а старшего")),
        &basis,
    );
    let mut more = RecordChange::new(person, "actor", vec![role]);
    more.seen = Seen::Any;
    let say = |property: &str, value| Say::new(property, value, &Basis::default());
    let married = vec![
        say("kind", Value::term("spouse_of")),
        say("from", Value::Reference(people[n + 1])),
        say("to", Value::Reference(person)),
    ];
    let married = RecordChange::new(token.record(2), "relation", married);
    world.say_in(
        token,
        vec![RecordChange::new(note, "note", said), more, married],
    );
    let live = world.workspace.live(note).unwrap();
    let title = live.iter().find(|s| s.property == "title").unwrap();
    let mut taken = RecordChange::new(note, "note", Vec::new());
    taken.seen = Seen::Any;
    taken.withdraw = vec![Withdrawal {
        statement: title.id,
        reason: format!("{surname} просил не писать"),
    }];
    world.say_in(world.canary_token(2, n), vec![taken]);
    if n % 20 == 3 {
        let given = FileGiven {
            of: vec![person],
            name: format!("{surname}.jpg"),
            title: format!("лицо {surname}а"),
            from_whom: format!("жена {surname}а"),
            ..FileGiven::default()
        };
        let form = (world.canary_token(3, n), world.moment());
        let bytes = format!("a picture of {full}");
        let intake = world.workspace.file_intake().unwrap();
        let taken = intake.take(&mut Cursor::new(bytes.as_bytes())).unwrap();
        world
            .workspace
            .add_file(&keeper(), form, taken, &given)
            .unwrap();
    }
}

/// All words that can be read in the folder with the keys that are in it: the entries as they open, the view, the
/// files, and every byte as it lies.
fn readable(dir: &Path) -> BTreeSet<String> {
    let mut heaps: Vec<Vec<u8>> = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            heaps.push(std::fs::read(path).unwrap());
        }
    }
    let unlocked = unlock(dir, &Passphrase::new(PASSPHRASE)).unwrap();
    assert!(
        !finish_destroying(&unlocked).unwrap(),
        "a destroyed key is in the keybag"
    );
    let journal = Journal::open(&unlocked, Mode::Read).unwrap();
    for opened in journal.entries_after(Position::default()) {
        for segment in opened.unwrap().segments {
            heaps.extend(segment.plain);
        }
    }
    for lying in journal.look_at_files(|_, _| {}).unwrap().whole {
        let mut bytes = Vec::new();
        let mut file = journal.open_file(lying.name).unwrap().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        heaps.push(bytes);
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
                if let rusqlite::types::ValueRef::Text(bytes)
                | rusqlite::types::ValueRef::Blob(bytes) = row.get_ref(column).unwrap()
                {
                    heaps.push(bytes.to_vec());
                }
            }
        }
    }
    let mut words = BTreeSet::new();
    for heap in heaps {
        let text = String::from_utf8_lossy(&heap).to_lowercase();
        let each = text.split(|c: char| !c.is_alphabetic());
        words.extend(
            each.filter(|word| word.chars().count() > 5)
                .map(str::to_owned),
        );
        // Telephones, whatever stands between their digits.
        let together = text.replace([' ', '+', '(', ')', '-'], "");
        for run in together.split(|c: char| !c.is_ascii_digit()) {
            let starts = 0..run.len().saturating_sub(9).min(30);
            words.extend(starts.map(|at| run[at..at + 10].to_owned()));
        }
    }
    words
}

/// The people of whom something stands among these words: the beginning of their surname in either script, also within
/// a longer word, or the telephone.
fn found(words: &BTreeSet<String>) -> BTreeSet<usize> {
    let begins = |stem: String| {
        let mut from = words.range(stem.clone()..);
        from.next().is_some_and(|word| word.starts_with(&stem))
    };
    (0..PEOPLE)
        .filter(|n| {
            let stem = stem(*n).to_lowercase();
            begins(in_english(&stem)) || begins(stem) || words.contains(&phone_digits(*n))
        })
        .collect()
}

type Everything = BTreeMap<(RecordId, StatementId), Statement>;

/// All that holds of all records, but for these.
fn everything(world: &World, but: &BTreeSet<RecordId>) -> Everything {
    let mut all = Everything::new();
    for of in ["actor", "source", "act", "note", "place", "relation"] {
        let mut page = 0;
        loop {
            let query = aigaq_workspace::ListQuery {
                record_type: of.to_owned(),
                page,
                ..Default::default()
            };
            let list = world.workspace.list(&keeper(), &query).unwrap();
            for row in list.rows.iter().filter(|row| !but.contains(&row.id)) {
                let live = world.workspace.live(row.id).unwrap();
                all.extend(live.into_iter().map(|s| ((row.id, s.id), s)));
            }
            page += 1;
            if page >= list.pages {
                break;
            }
        }
    }
    all
}

/// By what people are known in texts: the beginning of the surname in either script, and the telephone.
struct Known(Vec<[String; 2]>, Vec<String>);

impl Known {
    fn of(people: &[usize]) -> Self {
        let stems = people.iter().map(|n| stem(*n).to_lowercase());
        Self(
            stems.map(|stem| [in_english(&stem), stem]).collect(),
            people.iter().map(|n| phone_digits(*n)).collect(),
        )
    }

    fn tells_of(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let mut stems = self.0.iter().flatten();
        stems.any(|stem| text.contains(stem.as_str()))
            || self.1.iter().any(|number| digits.contains(number))
    }
}

#[test]
fn of_a_hundred_of_a_thousand_nothing_is_recoverable_and_the_others_are_as_they_were() {
    let (mut world, people) = told();
    let all: BTreeSet<usize> = (0..PEOPLE).collect();
    assert_eq!(
        found(&readable(world.workspace.dir())),
        all,
        "the test finds everybody"
    );
    let backup = world.beside("office-before.aigaq");
    world.workspace.backup(&backup, 1_690_000_000).unwrap();
    let counts = world.counts();
    let gone: Vec<usize> = (0..PEOPLE).filter(|n| is_forgotten(*n)).collect();
    assert_eq!(gone.len(), 100);
    let theirs: BTreeSet<RecordId> = gone.iter().map(|n| people[*n]).collect();
    let before = everything(&world, &theirs);
    for (turn, some) in gone.chunks(AT_ONCE).enumerate() {
        let wish = ForgetWish {
            records: some.iter().map(|n| people[*n]).collect(),
            how: Forgetting::Identity,
            choices: Choices::default(),
            key: None,
        };
        let form = (world.canary_token(7, turn), world.moment());
        let done = world.workspace.forget(&keeper(), &wish, form).unwrap();
        let report = done.report.text();
        assert!(
            report.contains("office-before.aigaq") && report.contains("2023"),
            "{report}"
        );
        assert!(some.iter().all(|n| !report.contains(&stem(*n))), "{report}");
    }
    the_others_are_as_they_were(&world, (&before, &theirs), &gone);
    // Their second records are shown as of others who are called alike, and are forgotten by themselves.
    let twice: Vec<RecordId> = gone
        .iter()
        .filter(|n| is_twice(**n))
        .map(|n| world.id_of(&initial(*n)))
        .collect();
    assert_eq!(twice.len(), 10);
    let wish = ForgetWish {
        records: twice,
        how: Forgetting::Identity,
        choices: Choices::default(),
        key: None,
    };
    let form = (world.canary_token(7, 99), world.moment());
    world.workspace.forget(&keeper(), &wish, form).unwrap();
    let left: BTreeSet<usize> = all.iter().copied().filter(|n| !is_forgotten(*n)).collect();
    let still = found(&readable(world.workspace.dir()));
    let told: Vec<String> = still.difference(&left).map(|n| name(*n)).collect();
    assert!(told.is_empty(), "recoverable: {told:?}");
    assert_eq!(
        still,
        left,
        "lost: {:?}",
        left.difference(&still)
            .map(|n| name(*n))
            .collect::<Vec<_>>()
    );
    for n in left.iter().step_by(7) {
        let live = world.workspace.live(people[*n]).unwrap();
        assert!(live.iter().any(|s| s.value.plain() == name(*n)));
    }
    assert_eq!(world.counts(), counts);
    let report = world.workspace.verify().unwrap();
    assert_eq!(report.problems, []);
    assert!(
        report.destroyed > 400 && report.keys_missing == 0,
        "{report:?}"
    );
    let frozen = world.workspace.all_frozen(&keeper()).unwrap();
    assert!(frozen.iter().all(|frozen| frozen.damage.is_none()));
    // A decision that names people by their records still stands, and can be taken.
    let form = ReviewForm {
        token: world.canary_token(8, 0),
        about: people[0],
        words: "разные".to_owned(),
        now: world.moment(),
    };
    world
        .workspace
        .say_of_pairs(&form, Verdict::Different, &[(people[0], people[3])])
        .unwrap();
}

/// Letter by letter, but where somebody who is forgotten was named; and there is nothing of them left but the names of
/// their second records.
fn the_others_are_as_they_were(
    world: &World,
    (before, theirs): (&Everything, &BTreeSet<RecordId>),
    gone: &[usize],
) {
    let after = everything(world, theirs);
    assert!(before.len() > 10_000, "{}", before.len());
    let second: BTreeSet<String> = gone.iter().map(|n| initial(*n)).collect();
    let is_second = |said: &Statement| second.contains(&said.value.plain());
    let marriages: BTreeSet<RecordId> = before
        .iter()
        .filter(|(_, said)| matches!(said.value, Value::Reference(to) if said.property == "to" && theirs.contains(&to)))
        .map(|((record, _), _)| *record)
        .collect();
    assert_eq!(marriages.len(), 100);
    let mut masked = 0;
    let known = Known::of(gone);
    let words = |said: &Statement| {
        let (basis, via) = (&said.basis, &said.via);
        let quoted = (&basis.quote, &basis.locator);
        format!("{} {quoted:?} {via:?}", said.value.plain())
    };
    for (at, said) in before {
        if marriages.contains(&at.0) {
            assert_eq!(after.get(at), None, "a tie to somebody without a name");
            continue;
        }
        let now = &after[at];
        if known.tells_of(&words(said)) && !is_second(said) {
            masked += 1;
            assert!(!known.tells_of(&words(now)), "{said:?}: {now:?}");
            let is_whole_address = now.value == Value::Missing(State::Withheld);
            let names = |said: &Statement| said.value.plain().contains("[…]") || is_whole_address;
            assert!(names(now) || said.value == now.value, "{said:?}: {now:?}");
        } else if !is_second(said) {
            assert_eq!(now, said);
        }
    }
    assert!(masked > 400, "{masked}");
    assert_eq!(after.len(), before.len() - marriages.len() * 3);
}
