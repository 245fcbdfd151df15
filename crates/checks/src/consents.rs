//! Consent: who is named in something published for everybody must have allowed it, or be named in public already.

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::passages::{begins, is_over};
use aigaq_schema::{RecordId, Value};
use std::collections::BTreeMap;

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let mut consents: BTreeMap<RecordId, Vec<&Record<'_>>> = BTreeMap::new();
    for consent in records.of_type("consent") {
        let public = consent.term("use").is_none_or(|u| u == "publish")
            && consent.term("audience").is_none_or(|a| a == "public");
        if let (true, Some(person)) = (public, consent.reference("person")) {
            consents.entry(person).or_default().push(consent);
        }
    }
    for publication in records.of_type("publication") {
        if publication
            .term("audience")
            .is_some_and(|audience| audience != "public")
        {
            continue;
        }
        for said in publication.said("named") {
            let Value::Reference(person) = said.value else {
                continue;
            };
            let is_person = records
                .get(person)
                .is_some_and(|actor| actor.term("kind").is_none_or(|kind| kind == "person"));
            if is_person {
                let given = consents.get(&person).map_or(&[][..], Vec::as_slice);
                found.extend(
                    without(publication, person, given)
                        .map(|made| made.rests_on(publication.id, said).done()),
                );
            }
        }
    }
}

/// What is wrong with the consents of a person for a publication, if anything: one that allows it is enough, unless
/// a later one, or its withdrawal, came before the publication.
fn without(publication: &Record<'_>, person: RecordId, given: &[&Record<'_>]) -> Option<Made> {
    let on = publication
        .date("as_of")
        .and_then(|(_, date)| is_over(date));
    let made = |key| {
        Made::new(Kind::Consent, Weight::Contradiction, key)
            .record("publication", publication.id)
            .record("person", person)
    };
    let allows = |state: &str| matches!(state, "named" | "already_public");
    let before = |consent: &Record<'_>| {
        let day = consent.date("date").and_then(|(_, date)| begins(date));
        day.zip(on).is_none_or(|(given, on)| given <= on)
    };
    // The last word before the publication counts; what the person says goes before what is public anyway.
    let last = given.iter().filter(|c| before(c)).max_by_key(|c| {
        let public_anyway = c.term("state") == Some("already_public");
        (
            !public_anyway,
            c.date("date").and_then(|(_, date)| begins(date)),
            c.id,
        )
    });
    let Some(consent) = last else {
        return Some(made("consent.missing"));
    };
    if let Some((said, withdrawn)) = consent.date("withdrawn")
        && begins(withdrawn).zip(on).is_none_or(|(day, on)| day <= on)
    {
        return Some(made("consent.withdrawn").value("date", consent.id, said));
    }
    match consent.first("state") {
        Some(_) if consent.term("state").is_some_and(allows) => None,
        Some(said) => Some(made("consent.refused").value("state", consent.id, said)),
        None => Some(made("consent.missing")),
    }
}
