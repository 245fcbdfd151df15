//! An address of a list, read, changed by a click, and written again.

use super::*;
use aigaq_workspace::{Facet, FacetValue};

fn address(pairs: &[(&str, &str)]) -> ListAddress {
    ListAddress::read(Unit::Acts, &asked(pairs)).unwrap()
}

fn asked(pairs: &[(&str, &str)]) -> Asked {
    Asked::new(
        pairs
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect(),
    )
}

fn value(key: &str, above: &[&str], chosen: bool) -> FacetValue {
    FacetValue {
        key: key.to_owned(),
        label: key.to_owned(),
        count: 1,
        chosen,
        level: above.len(),
        above: above.iter().map(|a| (*a).to_owned()).collect(),
        below: None,
    }
}

fn facet(property: &str, tree: bool, values: Vec<FacetValue>) -> Facet {
    Facet {
        property: property.to_owned(),
        label: String::new(),
        values,
        more: 0,
        page: None,
        tree,
        places: false,
    }
}

#[test]
fn values_of_one_facet_are_joined_and_taken_apart() {
    let facet = facet("verification", false, Vec::new());
    let one = address(&[]).toggled(&facet, &value("confirmed", &[], false));
    assert_eq!(
        one.to_string(),
        "/records/act?where=verification%3D%3Dconfirmed"
    );
    let two = one.toggled(&facet, &value("refuted", &[], false));
    assert_eq!(
        two.to_string(),
        "/records/act?where=verification%3D%3Dconfirmed%7Crefuted"
    );
    let back = two
        .toggled(&facet, &value("confirmed", &[], true))
        .toggled(&facet, &value("refuted", &[], true));
    assert_eq!(back.to_string(), "/records/act");
}

#[test]
fn in_a_tree_one_branch_is_chosen_once() {
    let values = vec![
        value("LIB", &[], false),
        value("LIB.detain", &["LIB"], false),
        value("PHY", &[], false),
    ];
    let facet = facet("type", true, values);
    let narrow = address(&[("where", "type=PHY|LIB.detain")]);
    let wide = narrow.toggled(&facet, &facet.values[0]);
    assert_eq!(wide.to_string(), "/records/act?where=type%3DPHY%7CLIB");
    let narrow = wide.toggled(&facet, &facet.values[1]);
    assert_eq!(
        narrow.to_string(),
        "/records/act?where=type%3DPHY%7CLIB.detain"
    );
}

#[test]
fn dates_become_conditions_and_come_back() {
    let before = address(&[
        ("where", "start>=2018"),
        ("where", "type=LIB"),
        ("words", "ab12"),
    ]);
    let dated = before
        .with_dates(Some("2020-06".to_owned()), Some("2020-12".to_owned()))
        .changed_since(Some("2021-07-01".to_owned()));
    assert_eq!(dated.dates(), ["2020-06", "2020-12", "2021-07-01"]);
    assert_eq!(
        dated.to_string(),
        "/records/act?where=type%3DLIB&where=start%3E%3D2020-06&where=start%3C%3D2020-12&where=changed%3E%3D2021-07-01&words=ab12"
    );
    assert_eq!(dated.kept_by_words(), [("where", "type=LIB".to_owned())]);
    let without = dated.with_dates(None, None).changed_since(None);
    assert_eq!(without.dates(), ["", "", ""]);
}

#[test]
fn one_condition_can_be_taken_away() {
    let both = address(&[
        ("where", "type=LIB"),
        ("where", "type=LIB"),
        ("where", "region=KZ-75"),
    ]);
    assert_eq!(
        both.without("type=LIB").to_string(),
        "/records/act?where=region%3DKZ-75"
    );
}

#[test]
fn what_is_saved_asks_for_the_same_list() {
    let id: RecordId = "0123456789abcdef0123456789abcdef".parse().unwrap();
    let list = address(&[
        ("where", "type=LIB|PHY"),
        ("where", "changed>=2021"),
        ("words", "ab12"),
        ("on", "2021-07-22"),
        ("source", &id.to_string()),
        ("place", &id.to_string()),
        ("cols", "start"),
        ("cols", "type"),
        ("sort", "type"),
        ("order", "down"),
    ]);
    let stored = list.to_save(Some("Балтабай".to_owned()));
    let again = ListAddress::of_saved(Unit::Acts, id, &stored).unwrap();
    let saved = Some(id);
    assert_eq!(
        again.with_words(list.words.clone()),
        ListAddress { saved, ..list }
    );
    assert_eq!(stored.words.as_deref(), Some("Балтабай"));
}

#[test]
fn a_condition_that_cannot_be_read_is_a_problem() {
    assert!(ListAddress::read(Unit::Acts, &asked(&[("where", "type")])).is_err());
    assert!(ListAddress::read(Unit::Acts, &asked(&[("source", "x")])).is_err());
    let many: Vec<String> = (0..65).map(|n| format!("type=T{n}")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|text| ("where", text.as_str())).collect();
    assert!(ListAddress::read(Unit::Acts, &asked(&many)).is_err());
}
