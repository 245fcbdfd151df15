//! Consent: who is named in something published for others than the group must have allowed it, be named in public
//! already, or be told of in office, by what was said until it was published. It is asked of all records that are one
//! with theirs, and weighed as it is before publishing ([`aigaq_registers::consents`]).

use crate::finding::{Arg, Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::passages::{begins, is_over};
use aigaq_registers::DayRange;
use aigaq_registers::consents::{
    Circle, ConsentFacts, OfficeFacts, PRIVATE, Purpose, Verdict, Wish, decided,
};
use aigaq_schema::{Day, PartialDate, RecordId, Statement, Value};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let mut named: BTreeSet<RecordId> = BTreeSet::new();
    for publication in records.of_type("publication") {
        if circle(publication).is_some() {
            let people = publication.references("named").into_iter();
            named.extend(people.map(|id| records.stands(id)));
        }
    }
    let people = People::of(records, &named);
    for publication in records.of_type("publication") {
        let Some(circle) = circle(publication) else {
            continue;
        };
        for (stands, named) in once_each(records, publication) {
            if let Some(one) = people.get(stands)
                && let Some((person, _)) = named.first()
                && one.is_person(records)
                && let Some(mut made) = one.without(records, (publication, circle), *person)
            {
                for (_, said) in named {
                    made = made.rests_on(publication.id, said);
                }
                found.push(made.done());
            }
        }
    }
}

type Named<'a> = Vec<(RecordId, &'a Statement)>;

/// Who is named in a publication, by whom they stand for: of two records of one person, the person is named once.
fn once_each<'a>(records: &Records<'_>, publication: &Record<'a>) -> BTreeMap<RecordId, Named<'a>> {
    let mut all: BTreeMap<RecordId, Named<'a>> = BTreeMap::new();
    for said in publication.said("named") {
        if let Value::Reference(person) = said.value {
            let of = all.entry(records.stands(person)).or_default();
            of.push((person, said));
        }
    }
    all
}

/// For whom outside the group; one for nobody told is for everybody.
fn circle(publication: &Record<'_>) -> Option<Circle> {
    match publication.term("audience") {
        Some("internal") => None,
        Some("partners") => Some(Circle::Partners),
        _ => Some(Circle::Public),
    }
}

/// Those who are named somewhere, each by the record that stands for all that are one with it.
struct People<'r, 'a>(BTreeMap<RecordId, Person<'r, 'a>>);

/// What all records of one person tell.
#[derive(Default)]
struct Person<'r, 'a> {
    kinds: Vec<&'a str>,
    consents: Vec<&'r Record<'a>>,
    office: OfficeFacts,
}

impl<'r, 'a> People<'r, 'a> {
    fn of(records: &'r Records<'a>, named: &BTreeSet<RecordId>) -> Self {
        let mut all: BTreeMap<RecordId, Person<'r, 'a>> = BTreeMap::new();
        if named.is_empty() {
            return Self(all);
        }
        for actor in records.of_type("actor") {
            let stands = records.stands(actor.id);
            if named.contains(&stands) {
                let person = all.entry(stands).or_default();
                person.kinds.extend(actor.term("kind"));
                let class = actor.term("source_class").map(str::to_owned);
                person.office.classes.extend(class);
            }
        }
        let mut of = Self(all);
        for consent in records.of_type("consent") {
            of.each(records, consent, "person", |one| one.consents.push(consent));
        }
        for (record_type, property) in PRIVATE {
            for record in records.of_type(record_type) {
                of.each(records, record, property, |one| {
                    one.office.is_private = true;
                });
            }
        }
        for part in records.of_type("involvement") {
            let role = part.term("role").map(str::to_owned);
            of.each(records, part, "actor", |one| {
                one.office.roles.push(role.clone());
            });
        }
        of
    }

    fn each(
        &mut self,
        records: &Records<'_>,
        record: &Record<'_>,
        property: &str,
        mut does: impl FnMut(&mut Person<'r, 'a>),
    ) {
        for id in record.references(property) {
            if let Some(person) = self.0.get_mut(&records.stands(id)) {
                does(person);
            }
        }
    }

    fn get(&self, stands: RecordId) -> Option<&Person<'r, 'a>> {
        self.0.get(&stands)
    }
}

impl Person<'_, '_> {
    fn is_person(&self, records: &Records<'_>) -> bool {
        let may_be = |kind: &&str| records.schema.may_be_person(Some(kind));
        self.kinds.is_empty() || self.kinds.iter().any(may_be)
    }

    /// What is wrong with their being named in a publication, if anything.
    fn without(
        &self,
        records: &Records<'_>,
        (publication, circle): (&Record<'_>, Circle),
        person: RecordId,
    ) -> Option<Made> {
        let on = publication
            .date("as_of")
            .and_then(|(_, date)| is_over(date));
        let facts = |consent: &Record<'_>| consent_facts(consent, on);
        let said: Vec<ConsentFacts> = self.consents.iter().filter_map(|c| facts(c)).collect();
        let weigh = |said: &[ConsentFacts], purpose| decided(said, Wish { purpose, circle });
        let handed = publication.term("kind").and_then(Purpose::of_output);
        if handed.and_then(|purpose| weigh(&said, purpose)) == Some(Verdict::Named) {
            return None;
        }
        let made = |key| {
            Made::new(Kind::Consent, Weight::Contradiction, key)
                .record("publication", publication.id)
                .record("person", person)
        };
        let verdict = weigh(&said, Purpose::Name);
        match verdict {
            Some(verdict) if verdict.names() => return None,
            None if self.office.is_official(records.schema) => return None,
            None => return Some(made("consent.missing")),
            Some(_) => {}
        }
        // The one that says so by itself, the last of several.
        let speaks = |consent: &&&Record<'_>| {
            facts(consent).is_some_and(|facts| weigh(&[facts], Purpose::Name) == verdict)
        };
        let given = |consent: &Record<'_>| consent.date("date").map(|(_, date)| date.last());
        let speaking = self.consents.iter().filter(speaks);
        let Some(consent) = speaking.max_by_key(|consent| (given(consent), consent.id)) else {
            return Some(made("consent.missing"));
        };
        if verdict == Some(Verdict::TakenBack) {
            let mut dates = consent.dates("withdrawn");
            if let Some((said, _)) = dates.find(|(_, date)| was_by(date, on)) {
                return Some(made("consent.withdrawn").value("date", consent.id, said));
            }
            let mut back = made("consent.taken_back");
            for said in taken_back(consent).chain(consent.said("state")) {
                back = back.rests_on(consent.id, said);
            }
            return Some(back);
        }
        let torn = OF_CONSENTS
            .iter()
            .filter(|property| is_torn(consent, property));
        let torn: Vec<&Statement> = torn.flat_map(|property| consent.said(property)).collect();
        if !torn.is_empty() {
            let values = torn.iter().map(|said| Arg::Value(consent.id, said.id));
            let mut torn_apart =
                made("consent.contradicts").place("values", Arg::Several(values.collect()));
            for said in torn {
                torn_apart = torn_apart.rests_on(consent.id, said);
            }
            return Some(torn_apart);
        }
        let Some(state) = consent.first("state") else {
            return Some(made("consent.missing"));
        };
        // "With the name" reads like a yes where nobody says for whom.
        let told = consent.first("use").zip(consent.first("audience"));
        Some(match told {
            Some((used, audience)) => made("consent.refused_for")
                .value("state", consent.id, state)
                .value("use", consent.id, used)
                .value("audience", consent.id, audience),
            None => made("consent.refused").value("state", consent.id, state),
        })
    }
}

/// What of a consent decides; where its statements contradict each other it allows nothing.
const OF_CONSENTS: [&str; 4] = ["use", "audience", "state", "person"];

/// Its statements of a property say different things.
fn is_torn(consent: &Record<'_>, property: &str) -> bool {
    let mut said = consent.said(property).map(|said| &said.value);
    let first = said.next();
    said.any(|other| Some(other) != first)
}

/// Whatever stands there tells that it was taken back, a day that is not known, too.
fn taken_back<'a>(consent: &Record<'a>) -> impl Iterator<Item = &'a Statement> {
    let statements = consent.statements.iter();
    statements.filter(|statement| statement.property == "withdrawn")
}

/// It may have been said by then.
fn was_by(date: &PartialDate, on: Option<Day>) -> bool {
    begins(date).zip(on).is_none_or(|(day, on)| day <= on)
}

/// A consent as it was told on a day; nothing when it was given later.
fn consent_facts(consent: &Record<'_>, on: Option<Day>) -> Option<ConsentFacts> {
    let range = |date: &PartialDate| DayRange {
        first: date.first(),
        last: date.last(),
    };
    let torn = |property: &str| is_torn(consent, property);
    let sure = |property: &str| {
        let told = consent.term(property).filter(|_| !torn(property));
        told.map(str::to_owned)
    };
    let given = consent.date("date").filter(|_| !torn("date"));
    if given.is_some_and(|(_, date)| !was_by(date, on)) {
        return None;
    }
    // Taken back on a day after the one asked, it was not taken back yet.
    let days: Vec<DayRange> = consent
        .dates("withdrawn")
        .filter(|(_, date)| was_by(date, on))
        .map(|(_, date)| range(date))
        .collect();
    let is_dated = consent.dates("withdrawn").next().is_some();
    let is_back = !days.is_empty() || !is_dated && taken_back(consent).next().is_some();
    let back = match days[..] {
        [day] if !torn("withdrawn") => day,
        _ => DayRange::ANY,
    };
    Some(ConsentFacts {
        used: sure("use"),
        circle: sure("audience"),
        state: sure("state"),
        given: given.map(|(_, date)| range(date)),
        taken_back: is_back.then_some(back),
        contradicts: OF_CONSENTS.into_iter().any(torn),
    })
}
