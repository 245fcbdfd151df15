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
    let people = all.iter().enumerate().map(|(id, (_, name))| Person {
        id,
        names: vec![name.clone()],
        ..Person::default()
    });
    (People::of(Model::shipped(), people).unwrap(), all)
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
            // A spelling of one word is a surname, which is not enough for a proposal.
            let words = |i: usize| all[i].1.split_whitespace().count();
            if all[a].0 == all[b].0 && words(a) > 1 && words(b) > 1 {
                pairs += 1;
                if !found.contains_key(&(a, b)) {
                    missed.push((all[a].1.as_str(), all[b].1.as_str()));
                }
            }
        }
    }
    // A nickname shares no surname with the name: only a person can know.
    assert_eq!(missed, [("Goga Ashkenazi", "Lady Goga")], "of {pairs}");
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
