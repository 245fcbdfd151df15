//! A package of data holds what a count of the same period counts, as its own description says, and names nobody who
//! may not be named.

use crate::world::{self, World};
use aigaq_counting::Definition;
use aigaq_schema::{Day, Language, RecordId};
use aigaq_workspace::{Asking, Audience, DataPackage, ListQuery, PackageWish, Verdict};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

fn asking(language: Language) -> Asking {
    world::asking(language, Day::from_ymd(2021, 7, 22).unwrap())
}

fn made(world: &World, audience: Audience, language: Language) -> DataPackage {
    let wish = PackageWish {
        from: "2020".parse().unwrap(),
        to: "2020".parse().unwrap(),
        least: None,
        audience,
        licence: None,
    };
    let ask = asking(language);
    world.workspace.data_package(&ask, &wish).unwrap()
}

/// Acts of 2020 against people who allowed a name and who did not, an organisation and a group; one that may lie in
/// 2021, one without a date, one of another year, and one that nobody outside may read.
fn world() -> World {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind,category,gender\n\
         a,Aset Bektov,person,journalist,male\n\
         b,Dana Sarsova,person,journalist | public,female\n\
         c,Zhan Fund,ngo,,\n\
         d,,group,,\n",
    );
    world.import(
        "source",
        "id,title,publisher,date,url\n\
         s,=SUM(1),Zhan Fund,2020-06-05,https://example.org/1\n\
         t,The case of Bektov,Daily,2020,https://example.org/bektov\n",
    );
    world.import(
        "act",
        "id,type,start,end,region,rights,target,outcome,sensitivity,source\n\
         1,LIB.detain,2020-06-01,2020-06-03,KZ-75,assembly | expression,a | b,\"Bektov, released\",,s\n\
         2,LIB.arrest,2020-05,,,,c,-5 days,,t\n\
         3,LIB.detain,2020-06-03,,,,d | b,,,s\n\
         4,LIB.detain,2020-12/2021-01,,,,a,,,t\n\
         5,LIB.detain,,,,,a,,,t\n\
         6,LIB.detain,2019-06-03,,,,a,,,t\n\
         7,LIB.arrest,2020-07-03,,KZ-71,,a,not for others,internal,t\n",
    );
    world
}

fn text<'p>(package: &'p DataPackage, name: &str) -> &'p str {
    let mut files = package.files.iter();
    let (_, bytes) = files.find(|(named, _)| named == name).unwrap();
    std::str::from_utf8(bytes).unwrap()
}

/// The rows of a table, the names of its columns first.
fn rows(package: &DataPackage, name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text(package, name).as_bytes());
    let rows = reader.records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// A cell matches a pattern of the two forms that are written: one value, or values with | between.
fn matches(cell: &str, pattern: &str) -> bool {
    let one = match pattern.strip_suffix("))*") {
        // `(ONE)(\|(ONE))*`
        Some(doubled) => {
            let length = (doubled.len() - r"()(\|(".len()) / 2;
            let (one, again) = (&doubled[1..=length], &doubled[doubled.len() - length..]);
            assert_eq!(one, again, "{pattern}");
            one
        }
        None => pattern,
    };
    let is_one = |value: &str| match one.strip_suffix("][0-9]+") {
        Some(letters) => {
            let (letter, digits) = value.split_at(1);
            letters[1..].contains(letter)
                && !digits.is_empty()
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        None => one.replace('\\', "").split('|').any(|code| code == value),
    };
    let mut values: Vec<&str> = vec![cell];
    if one.len() < pattern.len() {
        values = cell.split('|').collect();
    }
    values.into_iter().all(is_one)
}

/// All that the description says of the tables is so.
fn holds(package: &DataPackage) {
    let described: Value = serde_json::from_str(text(package, "datapackage.json")).unwrap();
    let resources = described["resources"].as_array().unwrap();
    let column = |table: &str, field: &str| -> BTreeSet<String> {
        let rows = rows(package, &format!("{table}.csv"));
        let at = rows[0].iter().position(|name| name == field).unwrap();
        rows[1..].iter().map(|row| row[at].clone()).collect()
    };
    assert_eq!(resources.len(), 5);
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let bytes = text(package, path).as_bytes();
        assert_eq!(resource["bytes"], bytes.len(), "{path}");
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resource["hash"], format!("sha256:{hash}"), "{path}");
        let rows = rows(package, path);
        let name = resource["name"].as_str().unwrap();
        let row_schema = text(package, &format!("schema/{name}.schema.json"));
        let row_schema: Value = serde_json::from_str(row_schema).unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        assert!(
            rows[0]
                .iter()
                .eq(fields.iter().map(|f| f["name"].as_str().unwrap()))
        );
        for (at, field) in fields.iter().enumerate() {
            let in_row = &row_schema["properties"][&rows[0][at]];
            for words in ["title", "description"] {
                let said = field[words].as_str().unwrap();
                assert!(!said.is_empty() && !said.starts_with("package."), "{said}");
                assert_eq!(in_row[words], field[words]);
            }
            assert_eq!(field["type"], "string");
            let of = &field["constraints"];
            let mut seen = BTreeSet::new();
            for cell in rows[1..].iter().map(|row| &row[at]) {
                let about = format!("{path} {} {cell:?}", field["name"]);
                assert!(!cell.is_empty() || of.get("required").is_none(), "{about}");
                assert!(seen.insert(cell) || of.get("unique").is_none(), "{about}");
                if cell.is_empty() {
                    continue;
                }
                if let Some(codes) = of["enum"].as_array() {
                    assert!(codes.iter().any(|code| code == cell), "{about}");
                }
                if let Some(pattern) = of["pattern"].as_str() {
                    assert!(matches(cell, pattern), "{about}");
                    assert_eq!(in_row["pattern"], format!("^({pattern})$"));
                }
            }
            assert_eq!(in_row.get("enum"), of.get("enum"));
        }
        for key in resource["schema"]["foreignKeys"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let to = &key["reference"];
            let said =
                [&key["fields"], &to["resource"], &to["fields"]].map(|v| v.as_str().unwrap());
            assert!(
                column(name, said[0]).is_subset(&column(said[1], said[2])),
                "{said:?}"
            );
        }
    }
    // Those whom acts were directed against are all there, and all who are there were targets.
    let targets = column("acts", "targets");
    let targets: BTreeSet<String> = targets
        .iter()
        .flat_map(|cell| cell.split('|'))
        .filter(|number| !number.is_empty())
        .map(str::to_owned)
        .collect();
    assert_eq!(targets, column("actors", "id"));
}

#[test]
fn every_row_is_as_the_description_says() {
    let world = world();
    for audience in [Audience::Internal, Audience::Partners, Audience::Public] {
        for language in Language::ALL {
            holds(&made(&world, audience, language));
        }
    }
    // Also of nothing.
    holds(&made(&World::new(), Audience::Public, Language::En));
}

#[test]
fn it_holds_the_acts_that_a_count_counts() {
    let world = world();
    for (audience, acts) in [(Audience::Public, 3), (Audience::Internal, 4)] {
        let package = made(&world, audience, Language::En);
        let keeper = asking(Language::En);
        let ask = Asking {
            reader: keeper.reader.making_for(audience),
            ..keeper
        };
        let year = Definition::of("acts").within(Some("2020"), Some("2020"));
        let query = world.workspace.query(&year.unwrap()).unwrap();
        let counted = world.workspace.count(&ask, &query).unwrap();
        assert_eq!(counted.total, acts);
        assert_eq!(rows(&package, "acts.csv").len() as u64, acts + 1);
        let readme = text(&package, "README.txt");
        assert!(readme.contains(&format!("there are {acts}.")), "{readme}");
        assert!(readme.contains("1 that may also lie outside it and 1 without a date"));
    }
}

#[test]
fn the_tables_tell_acts_by_date_with_codes_targets_and_sources() {
    let package = made(&world(), Audience::Public, Language::En);
    assert_eq!(
        text(&package, "acts.csv").lines().collect::<Vec<_>>(),
        [
            "id,type,start,end,region,place,rights,outcome,response,verification,targets",
            "A1,LIB.arrest,2020-05,,,,,'-5 days,,,O1",
            "A2,LIB.detain,2020-06-01,2020-06-03,KZ-75,,assembly|expression,\"[name withheld], released\",,,P1|P2",
            "A3,LIB.detain,2020-06-03,,,,,,,,G1|P2",
        ]
    );
    assert_eq!(
        text(&package, "actors.csv").lines().collect::<Vec<_>>(),
        [
            "id,kind,category,gender,name",
            "O1,ngo,,,Zhan Fund",
            "P1,person,journalist,male,",
            "P2,person,journalist|public,female,",
            "G1,group,,,",
        ]
    );
    let sources = rows(&package, "sources.csv");
    assert_eq!(
        sources[2][1..],
        [
            "'=SUM(1)",
            "Zhan Fund",
            "2020-06-05",
            "https://example.org/1"
        ]
    );
    assert_eq!(sources[1][4], "", "an address that tells a name");
    assert_eq!(
        text(&package, "act_sources.csv")
            .lines()
            .collect::<Vec<_>>(),
        ["act,source", "A1,S1", "A2,S2", "A3,S2"]
    );
    assert!(text(&package, "codes.csv").contains("regions,KZ-75,"));
    assert!(
        !text(&package, "codes.csv").contains("KZ-71"),
        "told only to the group"
    );
    assert_eq!(
        (
            package.gate.named.len(),
            package.gate.masked.len(),
            package.gate.organisations
        ),
        (0, 2, 2)
    );
    let named = made(&world(), Audience::Internal, Language::En);
    assert!(text(&named, "actors.csv").contains("Dana Sarsova"));
}

#[test]
fn two_records_of_one_person_are_one_row() {
    let mut world = world();
    let called = |name: &str| {
        let found = world.workspace.person_called(&asking(Language::En), name);
        found.unwrap()
    };
    let (one, other) = (called("Aset Bektov"), called("Dana Sarsova"));
    world.find(Verdict::Same, one, other);
    let package = made(&world, Audience::Public, Language::En);
    let actors = rows(&package, "actors.csv");
    assert_eq!(actors.len(), 4, "{actors:?}");
    assert_eq!(rows(&package, "acts.csv")[2][10], "P1");
    holds(&package);
}

#[test]
fn two_records_of_one_act_are_one_row_whichever_of_them_may_be_read() {
    let mut world = World::new();
    world.import(
        "act",
        "id,type,start,region,rights,sensitivity\n\
         1,LIB.detain,2020-06-01,KZ-75,,internal\n\
         2,LIB.detain,2020-06-01,,assembly,\n\
         3,LIB.arrest,2019-12-31,KZ-71,,\n\
         4,LIB.arrest,2020-01-01,,expression,\n",
    );
    let typed = |world: &World, code: &str| -> Vec<RecordId> {
        let query = ListQuery {
            record_type: "act".to_owned(),
            filters: vec![format!("type={code}").parse().unwrap()],
            ..ListQuery::default()
        };
        let list = world.workspace.list(&asking(Language::En), &query).unwrap();
        list.rows.iter().map(|row| row.id).collect()
    };
    for pair in [typed(&world, "LIB.detain"), typed(&world, "LIB.arrest")] {
        world.find(Verdict::Same, pair[0], pair[1]);
    }
    for audience in [Audience::Internal, Audience::Public] {
        let package = made(&world, audience, Language::En);
        let ask = Asking {
            reader: asking(Language::En).reader.making_for(audience),
            ..asking(Language::En)
        };
        let counted: Definition = "unit=acts&from=2020&to=2020".parse().unwrap();
        let query = world.workspace.query(&counted).unwrap();
        let total = world.workspace.count(&ask, &query).unwrap().total;
        let rows = rows(&package, "acts.csv");
        assert_eq!(rows.len() as u64 - 1, total, "{rows:?}");
        assert!(
            rows[1..].iter().all(|row| row[2].starts_with("2020")),
            "{rows:?}"
        );
        let told = rows.concat().join(" ");
        assert!(told.contains("assembly"), "{told}");
        // What may not be read is not told by the side of the other.
        assert_eq!(told.contains("KZ-75"), audience == Audience::Internal);
    }
}
