//! When a restriction ends is what its changes and steps make of it, and how its term runs.

use crate::world::{Choices, World, date};
use aigaq_checks::{Arg, Decided, Finding, Kind};
use aigaq_schema::{RecordId, Span, Value};

type Said<'s> = (&'s str, &'s str);

fn value(text: &str) -> Value {
    if let Ok(span) = text.parse::<Span>() {
        return Value::Duration(span);
    }
    match text.starts_with(|first: char| first.is_ascii_digit()) {
        true => date(text),
        false => Value::term(text),
    }
}

fn add(
    w: &mut World,
    record_type: &'static str,
    of: Option<(&str, RecordId)>,
    said: &[Said<'_>],
) -> RecordId {
    let mut values: Vec<(&str, Value)> = said.iter().map(|(p, v)| (*p, value(v))).collect();
    values.extend(of.map(|(property, id)| (property, Value::Reference(id))));
    w.add(record_type, None, &values)
}

/// What is found of a restriction with this said of it and of its changes.
fn found(said: &[Said<'_>], changes: &[&[Said<'_>]]) -> Vec<Finding> {
    let mut w = World::clean(&Choices {
        parts: vec![3, 4],
        people: 2,
        events: 3,
        first_year: 2019,
        month: 1,
    });
    let case = add(&mut w, "case", None, &[("kind", "criminal")]);
    let conviction = [("kind", "criminal.conviction"), ("date", "2021-05-05")];
    add(&mut w, "stage", Some(("case", case)), &conviction);
    let restriction = add(&mut w, "restriction", Some(("case", case)), said);
    for change in changes {
        add(
            &mut w,
            "restriction_change",
            Some(("restriction", restriction)),
            change,
        );
    }
    let mut open = w.found_when(Decided::default()).open;
    open.retain(|finding| {
        matches!(finding.kind, Kind::RestrictionStatus | Kind::RestrictionEnd)
            && finding.involved[0].record == restriction
    });
    open
}

fn keys(said: &[Said<'_>], changes: &[&[Said<'_>]]) -> Vec<&'static str> {
    let found = found(said, changes);
    found.iter().map(|finding| finding.message.key).collect()
}

const IN_FORCE: &str = "restriction.in_force_after_end";
const ENDED: &str = "restriction.ended_before_end";
const NO_END: &str = "restriction.no_end";

#[test]
fn what_was_extended_may_be_told_in_force_until_its_new_end() {
    let told = |on: &'static str| {
        [
            ("kind", "house_arrest"),
            ("start", "2021-01-01"),
            ("end", "2021-06-01"),
            ("status", "in_force"),
            ("status_on", on),
        ]
    };
    let extended = [
        ("kind", "extended"),
        ("date", "2021-05-01"),
        ("end", "2022-01-01"),
    ];
    assert_eq!(keys(&told("2021-09-01"), &[]), [IN_FORCE]);
    assert_eq!(keys(&told("2021-09-01"), &[&extended]), [""; 0]);
    assert_eq!(keys(&told("2022-01-02"), &[&extended]), [IN_FORCE]);
}

#[test]
fn what_was_released_or_shortened_says_why_it_was_shorter() {
    let told = [
        ("kind", "house_arrest"),
        ("start", "2020-01-01"),
        ("length", "P3Y"),
        ("status", "ended"),
        ("status_on", "2021-04-01"),
    ];
    assert_eq!(keys(&told, &[]), [ENDED]);
    let released = [("kind", "released"), ("date", "2021-03-01")];
    assert_eq!(keys(&told, &[&released]), [""; 0]);
    let undated = [("kind", "released")];
    assert_eq!(keys(&told, &[&undated]), [""; 0]);
    let shortened = [
        ("kind", "shortened"),
        ("date", "2020-06-01"),
        ("length", "P1Y"),
    ];
    assert_eq!(keys(&told, &[&shortened]), [""; 0]);
    let breached = [("kind", "breached"), ("date", "2020-06-01")];
    assert_eq!(keys(&told, &[&breached]), [ENDED]);
}

#[test]
fn what_ends_with_a_step_or_by_a_change_has_an_end() {
    let begun = [("kind", "house_arrest"), ("start", "2021-01-01")];
    assert_eq!(keys(&begun, &[]), [NO_END]);
    let lifted = [("kind", "lifted"), ("date", "2021-03-01")];
    assert_eq!(keys(&begun, &[&lifted]), [""; 0]);
    let breached = [("kind", "breached"), ("date", "2021-02-01")];
    assert_eq!(keys(&begun, &[&breached]), [NO_END]);
    let until = [&begun[..], &[("ends_with", "criminal.conviction")]].concat();
    assert_eq!(keys(&until, &[]), [""; 0]);
    let after = [("status", "in_force"), ("status_on", "2021-05-06")];
    assert_eq!(keys(&[&until[..], &after].concat(), &[]), [IN_FORCE]);
}

#[test]
fn three_years_of_custody_from_15_march_end_on_14_march() {
    let told = |on: &'static str| {
        [
            ("kind", "custodial_term"),
            ("start", "2017-03-15"),
            ("length", "P3Y"),
            ("status", "in_force"),
            ("status_on", on),
        ]
    };
    assert_eq!(keys(&told("2020-03-14"), &[]), [""; 0]);
    let found = found(&told("2020-03-15"), &[]);
    let mut places = found[0].message.places.iter();
    let (_, end) = places.find(|(place, _)| *place == "end").unwrap();
    let (first, last) = match end {
        Arg::Days(first, last) => (first.to_string(), last.to_string()),
        other => (format!("{other:?}"), String::new()),
    };
    assert_eq!(
        (first.as_str(), last.as_str()),
        ("2020-03-14", "2020-03-14")
    );
}
