//! Numbers that can be quoted: as sentences, beside another period, and kept under a name with their caveat.

use crate::world::{self, World};
use aigaq_counting::{Between, Definition};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{Asking, Refused, StoredTable};

fn asking(language: Language) -> Asking {
    world::asking(language, Day::from_ymd(2021, 7, 22).unwrap())
}

fn definition(text: &str) -> Definition {
    text.parse().unwrap()
}

impl World {
    fn with_two_years() -> Self {
        let mut world = Self::new();
        world.import(
            "source",
            "id,title,date\ns1,First paper,2020-01-01\ns2,Second paper,2021-01-01\n",
        );
        world.import(
            "act",
            "id,type,start,region,verification,source\n\
             a,LIB.detain,2019-05-01,KZ-75,v1,First paper\n\
             b,LIB.detain,2019-06-20,KZ-71,v3,First paper\n\
             c,LIB.house,2020-05-03,KZ-75,v4,First paper\n\
             d,ADM.fine,2020-06-09,KZ-75,vx,First paper\n\
             e,ADM.fine,2020-06,KZ-75,v2,Second paper\n\
             f,ADM.fine,,KZ-75,v2,\n",
        );
        world
    }

    fn sentence(&self, text: &str, key: &[Option<&str>], language: Language) -> String {
        let key: Vec<Option<String>> = key.iter().map(|key| key.map(str::to_owned)).collect();
        let said = self
            .workspace
            .sentence(&asking(language), &definition(text), &key)
            .unwrap();
        said.replace('\u{A0}', " ")
    }
}

#[test]
fn a_cell_and_a_total_are_sentences_with_all_that_belongs_to_them() {
    let world = World::with_two_years();
    let table = "unit=acts&by=region&by=month&from=2020&to=2020&least=v1&where=type!%3DLIB.prison";
    assert_eq!(
        world.sentence("unit=acts&from=2020&to=2020", &[], Language::En),
        "In 2020, 3 acts were recorded. 1 more may belong here: its date is not known or not precise enough. \
         As known on 22 July 2021; this is what was recorded, not all that happened."
    );
    let cell = world.sentence(table, &[Some("KZ-75"), Some("2020-06")], Language::En);
    assert!(cell.starts_with("In 2020, 1 act was recorded ("), "{cell}");
    for part in [
        "region: Almaty",
        "month: June 2020",
        "verification at least “single source”",
    ] {
        assert!(cell.contains(part), "{part} in {cell}");
    }
    let side = world.sentence(table, &[Some("KZ-75"), None], Language::Ru);
    assert!(
        side.starts_with("За 2020 г. учтено 2 деяния (") && !side.contains("месяц"),
        "{side}"
    );
    let empty = world.sentence(table, &[Some("KZ-10"), None], Language::Kk);
    assert!(
        empty.starts_with("2020 жыл ішінде 0 әрекет тіркелген ("),
        "{empty}"
    );
}

#[test]
fn two_periods_stand_side_by_side_with_what_covered_them() {
    let world = World::with_two_years();
    let ask = asking(Language::En);
    let year = |year: &str| Between::read(Some(year), Some(year)).unwrap();
    let by_month = definition("unit=acts&by=month&from=2020&to=2020");
    // In the order of time, whichever is named first.
    for (of, with) in [("2020", "2019"), ("2019", "2020")] {
        let of = by_month.clone().in_period(year(of));
        let compared = world
            .workspace
            .compare_periods(&ask, &of, year(with))
            .unwrap();
        assert_eq!(
            (compared.before.as_str(), compared.now.as_str()),
            ("2019", "2020")
        );
        assert_eq!(
            (compared.numbers.total.before, compared.numbers.total.now),
            (2, 3)
        );
        assert_eq!(compared.numbers.total.percent(), None, "two are no base");
        let rows: Vec<(String, u64, u64)> = compared
            .numbers
            .rows
            .iter()
            .map(|row| (row.label[0].clone(), row.pair.before, row.pair.now))
            .collect();
        assert_eq!(
            rows,
            [
                ("May 2020".to_owned(), 1, 1),
                ("June 2020".to_owned(), 1, 2)
            ]
        );
        let names = |all: &[aigaq_workspace::Contributor]| -> Vec<String> {
            all.iter().map(|one| one.caption.clone()).collect()
        };
        assert_eq!(names(&compared.sources.only_now), ["Second paper"]);
        assert!(compared.sources.only_before.is_empty() && compared.sources.both == 1);
        let regions = compared.regions.unwrap();
        assert_eq!(
            (
                regions.only_before.len(),
                regions.only_now.len(),
                regions.both
            ),
            (1, 0, 1)
        );
        assert!(compared.same_length && !compared.coverage_of_acts);
    }
    let months = Between::read(Some("2020-02"), Some("2020-02")).unwrap();
    let june = by_month
        .clone()
        .in_period(Between::read(Some("2020-06"), Some("2020-06")).unwrap());
    assert!(
        world
            .workspace
            .compare_periods(&ask, &june, months)
            .unwrap()
            .same_length
    );
    let days = Between::read(Some("2020-02-01"), Some("2020-02-20")).unwrap();
    assert!(
        !world
            .workspace
            .compare_periods(&ask, &june, days)
            .unwrap()
            .same_length
    );
    let persons = definition("unit=persons&from=2020&to=2020");
    let compared = world
        .workspace
        .compare_periods(&ask, &persons, year("2019"))
        .unwrap();
    assert!(compared.coverage_of_acts && compared.sources.only_now.len() == 1);
    for (of, with) in [
        (definition("unit=acts"), year("2019")),
        (by_month, Between::read(Some("2019"), None).unwrap()),
    ] {
        let refused = world
            .workspace
            .compare_periods(&ask, &of, with)
            .map(drop)
            .unwrap_err();
        assert_eq!(refused.reason().key(), "asked.two_periods");
    }
}

#[test]
fn a_table_is_kept_with_its_caveat_changed_and_taken_back() {
    let mut world = World::with_two_years();
    let ask = asking(Language::En);
    let table = StoredTable {
        definition: definition("unit=acts&by=region&from=2020&to=2020"),
        caveat: Some(" Two cities\n only. ".to_owned()),
        indicator: None,
    };
    let form = |world: &mut World| (world.token(), world.moment());
    let first = form(&mut world);
    let (id, _) = world
        .workspace
        .save_table(&ask, first, "By region", &table)
        .unwrap();
    let kept = world.workspace.table_called(&ask, "By region").unwrap();
    assert_eq!(
        (kept.id, kept.table.caveat.as_deref()),
        (id, Some("Two cities only."))
    );
    assert_eq!(kept.table.definition, table.definition);
    assert!(
        world.workspace.saved_searches(&ask).unwrap().is_empty(),
        "a table is no search"
    );
    let other = StoredTable {
        definition: definition("unit=acts&by=type"),
        ..kept.table
    };
    let second = form(&mut world);
    world
        .workspace
        .change_table(&ask, second, (id, "By type", &other), "another question")
        .unwrap();
    let renamed = world.workspace.saved_table(&ask, id).unwrap().unwrap();
    assert_eq!((renamed.name.as_str(), &renamed.table), ("By type", &other));
    let third = form(&mut world);
    let again = world
        .workspace
        .change_table(&ask, third, (id, "By type", &other), "");
    assert!(matches!(again, Err(Refused::Nothing)));
    // What cannot be counted is not kept.
    let lost = StoredTable {
        definition: definition("unit=acts&by=colour"),
        ..other.clone()
    };
    let fourth = form(&mut world);
    assert!(
        world
            .workspace
            .save_table(&ask, fourth, "Colours", &lost)
            .is_err()
    );
    // It leaves and comes back with everything; taking it back can be undone.
    let dir = world.beside("export");
    world.workspace.export(&dir).unwrap();
    let mut elsewhere = World::new();
    elsewhere.workspace.come_back(&dir, |_| {}).unwrap();
    assert_eq!(
        elsewhere
            .workspace
            .table_called(&ask, "By type")
            .unwrap()
            .table,
        other
    );
    let fifth = form(&mut world);
    let taken = world
        .workspace
        .take_back_table(fifth, id, "no longer used")
        .unwrap();
    assert!(world.workspace.saved_table(&ask, id).unwrap().is_none());
    let lost = world.workspace.table_called(&ask, "By type").unwrap_err();
    assert_eq!(lost.reason().key(), "asked.no_such_table");
    let sixth = form(&mut world);
    world
        .workspace
        .undo(taken.change_set, "a mistake", sixth.0, &sixth.1)
        .unwrap();
    assert_eq!(
        world.workspace.saved_table(&ask, id).unwrap().unwrap().name,
        "By type"
    );
}
