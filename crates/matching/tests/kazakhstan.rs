//! The people of the demo's data on Kazakhstan: their spellings are proposed as one, and nobody is merged by a name.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;

use aigaq_matching::decision::{Decision, Held};
use aigaq_matching::people::{Model, People, Person};

/// One record for each spelling; whose it is.
fn spellings() -> (People<usize>, Vec<(String, String)>) {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../demo/kazakhstan/people.csv"
    );
    let mut rows = csv::Reader::from_path(file).unwrap();
    let mut all: Vec<(String, String)> = Vec::new();
    for row in rows.records() {
        let row = row.unwrap();
        let others = row[2]
            .split('|')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        for name in std::iter::once(&row[1]).chain(others) {
            all.push((row[0].to_owned(), name.to_owned()));
        }
    }
    (people_of(all.iter().map(|(_, name)| name.clone())), all)
}

fn people_of(names: impl Iterator<Item = String>) -> People<usize> {
    let people = names.enumerate().map(|(id, name)| Person {
        id,
        names: vec![name],
        ..Person::default()
    });
    People::of(Model::shipped(), people).unwrap()
}

#[test]
fn spellings_of_one_person_are_proposed_and_few_of_two() {
    let (people, all) = spellings();
    let nothing = Held::of(&[] as &[Decision<usize, u32>]);
    let proposed = people.proposals(&nothing, 2);
    let (mut found, mut wrong) = (BTreeMap::new(), Vec::new());
    for p in &proposed {
        if all[p.one].0 == all[p.other].0 {
            found.insert((p.one, p.other), p.bits);
        } else {
            wrong.push((&all[p.one].1, &all[p.other].1, p.bits.as_f64()));
        }
    }
    let mut missed = Vec::new();
    let mut pairs = 0;
    for a in 0..all.len() {
        for b in a + 1..all.len() {
            if all[a].0 == all[b].0 {
                pairs += 1;
                if !found.contains_key(&(a, b)) {
                    missed.push((all[a].1.as_str(), all[b].1.as_str()));
                }
            }
        }
    }
    assert_eq!(missed, [] as [(&str, &str); 0], "of {pairs}");
    assert!(
        wrong.len() * 20 <= found.len(),
        "{} proposals of two people: {wrong:?}",
        wrong.len()
    );
    assert_eq!(
        people.groups(&nothing, 2).iter().count(),
        0,
        "a name alone never merges"
    );
}

/// The people whom `discrepancies.csv` tells with several spellings, by its numbers, with the spellings that its
/// documents have: beside a full name, also the word alone as it is told there.
const LISTED: [(&str, &[&str]); 10] = [
    (
        "disc-09",
        &["Talgat Ayanov", "Talgat Ayan", "Ayanov", "Ayan"],
    ),
    ("disc-10", &["Max Bokayev", "Maks Bokaev"]),
    (
        "disc-11",
        &["Kassym-Jomart Tokayev", "Kassym Zhomart-Tokayev"],
    ),
    (
        "disc-12",
        &["Mukhtar Ablyazov", "Muktar Ablyazov", "Ablayazov"],
    ),
    (
        "disc-13",
        &["Nursultan Nazarbayev", "Nazarbayev", "Nazarbaev"],
    ),
    ("disc-14", &["Vladimir Kozlov", "Kozlov", "Koslov"]),
    (
        "disc-15",
        &["Lukpan Akhmedyarov", "Akhmedyarov", "Akmedyarov"],
    ),
    ("disc-16", &["Dinmukhamed Kunaev", "Kunaev", "Kunayevs"]),
    ("disc-17", &["Alexei Navalny", "Alexi Navalny"]),
    ("disc-18", &["Tatiana Chernobil", "Chernobil", "Chernobyl"]),
];

#[test]
fn case_08_every_listed_spelling_is_proposed_and_namesakes_are_not_merged() {
    let (_, known) = spellings();
    let mut all: Vec<(&str, String)> = Vec::new();
    for (number, names) in LISTED {
        all.extend(names.iter().map(|name| (number, (*name).to_owned())));
    }
    all.push(("disc-19", "Mihra Rittmann".to_owned()));
    all.push(("disc-19", "Rittman".to_owned()));
    // All the others of the data stand around them, the brother and the daughters too.
    let listed: Vec<&str> = LISTED
        .iter()
        .flat_map(|(_, names)| names.iter().copied())
        .collect();
    let owners: Vec<&String> = known
        .iter()
        .filter(|(_, name)| listed.contains(&name.as_str()))
        .map(|(owner, _)| owner)
        .collect();
    for (owner, name) in &known {
        if !owners.contains(&owner) && !name.contains("Rittman") {
            all.push((owner, name.clone()));
        }
    }
    let people = people_of(all.iter().map(|(_, name)| name.clone()));
    let nothing = Held::of(&[] as &[Decision<usize, u32>]);
    let proposed = people.proposals(&nothing, 2);
    for a in 0..all.len() {
        for b in a + 1..all.len() {
            if all[a].0.starts_with("disc-") && all[a].0 == all[b].0 {
                assert!(
                    proposed.iter().any(|p| (p.one, p.other) == (a, b)),
                    "{}: {} / {}",
                    all[a].0,
                    all[a].1,
                    all[b].1
                );
            }
        }
    }
    let at = |name: &str| all.iter().position(|(_, n)| n == name).unwrap();
    for (one, other) in [
        ("Dinmukhamed Kunaev", "Askar Kunaev"),
        ("Nursultan Nazarbayev", "Dariga Nazarbayeva"),
        ("Aina Shormanbayeva", "Amangeldy Shormanbayev"),
        ("Timur Kulibayev", "Dinara Kulibayeva"),
    ] {
        let (a, b) = (at(one).min(at(other)), at(one).max(at(other)));
        assert!(
            proposed.iter().all(|p| (p.one, p.other) != (a, b)),
            "{one} / {other}"
        );
    }
    assert_eq!(people.groups(&nothing, 2).iter().count(), 0);
}
