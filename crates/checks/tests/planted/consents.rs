//! Whom a publication may name, as the gate before publishing says it: officials in office, whoever agreed to its
//! readers or its form, by what all records of one person tell.

use crate::world::{Choices, World, date};
use aigaq_checks::{Decided, Kind};
use aigaq_schema::{RecordId, State, Statement, Value};

fn world() -> World {
    World::clean(&Choices {
        parts: vec![3, 4],
        people: 3,
        events: 5,
        first_year: 2019,
        month: 1,
    })
}

fn publication(w: &mut World, kind: &str, audience: &str, named: RecordId) -> RecordId {
    w.add(
        "publication",
        None,
        &[
            ("kind", Value::term(kind)),
            ("title", Value::text("An edition")),
            ("audience", Value::term(audience)),
            ("as_of", date("2021-07-01")),
            ("named", Value::Reference(named)),
        ],
    )
}

fn person(w: &mut World, name: &str, class: Option<&str>) -> RecordId {
    let mut values = vec![("name", Value::text(name)), ("kind", Value::term("person"))];
    values.extend(class.map(|class| ("source_class", Value::term(class))));
    w.add("actor", None, &values)
}

fn consent(w: &mut World, of: RecordId, terms: [&str; 4]) {
    let [used, audience, state, day] = terms;
    w.add(
        "consent",
        None,
        &[
            ("person", Value::Reference(of)),
            ("use", Value::term(used)),
            ("audience", Value::term(audience)),
            ("state", Value::term(state)),
            ("date", date(day)),
        ],
    );
}

/// The sentences found about a publication's consents.
fn found(w: &World, decided: Decided, publication: RecordId) -> Vec<&'static str> {
    let findings = w.found_when(decided);
    let about = findings.open.iter().filter(|finding| {
        let mut involved = finding.involved.iter();
        finding.kind == Kind::Consent && involved.any(|one| one.record == publication)
    });
    about.map(|finding| finding.message.key).collect()
}

#[test]
fn an_official_is_named_for_office_and_not_where_something_was_done_to_them() {
    let mut w = world();
    let judge = person(&mut w, "Oraz Tulegen", Some("court"));
    let edition = publication(&mut w, "bulletin", "public", judge);
    assert_eq!(found(&w, Decided::default(), edition), [""; 0]);
    let other = person(&mut w, "Oralbek Nurlan", None);
    w.add("case", None, &[("party", Value::Reference(other))]);
    assert_eq!(found(&w, Decided::default(), edition), [""; 0]);
    let one = Decided::new([vec![judge, other]], [], []);
    assert_eq!(found(&w, one, edition), ["consent.missing"]);
}

#[test]
fn what_is_for_partners_needs_a_consent_for_them_and_a_form_one_for_its_use() {
    let mut w = world();
    let held = person(&mut w, "Dana Sarsova", None);
    let shared = publication(&mut w, "bulletin", "partners", held);
    let form = publication(&mut w, "urgent_appeal", "partners", held);
    let inside = publication(&mut w, "bulletin", "internal", held);
    let of = |w: &World, edition| found(w, Decided::default(), edition);
    assert_eq!(of(&w, shared), ["consent.missing"]);
    assert_eq!(of(&w, form), ["consent.missing"]);
    assert_eq!(of(&w, inside), [""; 0]);
    consent(&mut w, held, ["appeal", "partners", "named", "2021-01-01"]);
    assert_eq!(of(&w, shared), ["consent.missing"]);
    assert_eq!(of(&w, form), [""; 0]);
    consent(
        &mut w,
        held,
        ["partner_sharing", "partners", "named", "2021-01-02"],
    );
    assert_eq!(of(&w, shared), [""; 0]);
    // What was refused after it was published is no fault of it.
    consent(
        &mut w,
        held,
        ["publish", "internal", "refused", "2021-08-01"],
    );
    assert_eq!(of(&w, shared), [""; 0]);
    consent(
        &mut w,
        held,
        ["publish", "internal", "refused", "2021-03-01"],
    );
    assert_eq!(of(&w, shared), ["consent.refused_for"]);
}

#[test]
fn a_refusal_on_another_record_of_the_same_person_counts() {
    let mut w = world();
    let one = person(&mut w, "Dana Sarsova", None);
    let other = person(&mut w, "Danagul Zhumabek", None);
    let edition = publication(&mut w, "bulletin", "public", one);
    consent(&mut w, one, ["publish", "public", "named", "2021-01-01"]);
    consent(
        &mut w,
        other,
        ["publish", "public", "refused", "2021-02-01"],
    );
    assert_eq!(found(&w, Decided::default(), edition), [""; 0]);
    let same = Decided::new([vec![one, other]], [], []);
    assert_eq!(found(&w, same, edition), ["consent.refused_for"]);
}

fn consent_of(w: &World, person: RecordId) -> RecordId {
    let is_of =
        |said: &Statement| said.property == "person" && said.value == Value::Reference(person);
    let mut consents = w.records.iter().filter(|r| r.record_type == "consent");
    let found = consents.find(|consent| consent.statements.iter().any(is_of));
    found.unwrap().id
}

#[test]
fn a_consent_taken_back_on_a_day_nobody_told_is_taken_back() {
    let mut w = world();
    let held = person(&mut w, "Dana Sarsova", None);
    let edition = publication(&mut w, "bulletin", "public", held);
    consent(&mut w, held, ["publish", "public", "named", "2021-01-01"]);
    assert_eq!(found(&w, Decided::default(), edition), [""; 0]);
    let given = consent_of(&w, held);
    w.say(given, None, "withdrawn", Value::Missing(State::Unknown));
    assert_eq!(
        found(&w, Decided::default(), edition),
        ["consent.taken_back"]
    );
    // A day is told by another source: it is after the publication.
    w.say(given, None, "withdrawn", date("2021-09-01"));
    assert_eq!(found(&w, Decided::default(), edition), [""; 0]);
}

#[test]
fn what_a_consent_says_is_told_with_its_circle_and_what_contradicts_itself_is_told_as_that() {
    let mut w = world();
    let held = person(&mut w, "Dana Sarsova", None);
    let edition = publication(&mut w, "bulletin", "public", held);
    consent(&mut w, held, ["publish", "internal", "named", "2021-01-01"]);
    let findings = w.found_when(Decided::default());
    let mut open = findings.open.iter();
    let told = open.find(|one| one.message.key == "consent.refused_for");
    let places: Vec<&str> = told
        .unwrap()
        .message
        .places
        .iter()
        .map(|(p, _)| *p)
        .collect();
    assert_eq!(
        places,
        ["publication", "person", "state", "use", "audience"]
    );
    let given = consent_of(&w, held);
    w.say(given, None, "audience", Value::term("public"));
    assert_eq!(
        found(&w, Decided::default(), edition),
        ["consent.contradicts"]
    );
}

#[test]
fn two_records_of_one_person_in_one_publication_are_one_finding() {
    let mut w = world();
    let one = person(&mut w, "Dana Sarsova", None);
    let other = person(&mut w, "Danagul Zhumabek", None);
    let edition = publication(&mut w, "bulletin", "public", one);
    w.say(edition, None, "named", Value::Reference(other));
    assert_eq!(found(&w, Decided::default(), edition).len(), 2);
    let same = Decided::new([vec![one, other]], [], []);
    assert_eq!(found(&w, same, edition), ["consent.missing"]);
}
