//! Names: one name written differently and not linked, one name on two records.
//!
//! People and organisations are compared with all their names; authors and publishers of sources, which are words
//! and no records, among themselves. What a person said to be the same or different is not asked again.
//!
//! Every name is compared with every one that can be like it, however many there are: they meet under keys of the whole
//! name and of the name with one letter left out, so that nothing is passed over and few are compared in vain.

mod alike;

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records, text_of};
use aigaq_schema::fold::fold;
use aigaq_schema::{RecordId, Statement};
use alike::{Heard, Sort};
use std::collections::{BTreeMap, BTreeSet};

/// One way to write a name, with those who bear it.
struct Written<'a> {
    heard: Heard,
    /// Each record once, the smallest first, with where it is said.
    borne: Vec<(RecordId, &'a Statement)>,
}

/// Names by how they are written, folded.
type Names<'a> = BTreeMap<String, Written<'a>>;

/// Takes a name in, where it is one that is compared.
fn take<'a>(names: &mut Names<'a>, sort: Sort, record: RecordId, said: &'a Statement) {
    let Some(text) = text_of(&said.value) else {
        return;
    };
    let folded = fold(text.trim());
    if let Some(there) = names.get_mut(&folded) {
        // Records come in their order: only the last can be this one.
        if there.borne.last().is_none_or(|(last, _)| *last != record) {
            there.borne.push((record, said));
        }
    } else if let Some(heard) = Heard::of(text, sort) {
        let borne = vec![(record, said)];
        names.insert(folded, Written { heard, borne });
    }
}

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let (mut people, mut others) = (Names::new(), Names::new());
    for actor in records.of_type("actor") {
        let kind = actor.term("kind").unwrap_or_default();
        if is_unnamed(records, kind) {
            continue;
        }
        for said in actor.said("name") {
            if kind == "person" {
                take(&mut people, Sort::Person, actor.id, said);
            } else {
                take(&mut others, Sort::Other, actor.id, said);
            }
        }
    }
    let open = |a, b| !records.is_decided(a, b);
    compare(records, people, &open, found);
    compare(records, others, &open, found);
    for property in ["author", "publisher"] {
        compare(records, printed(records, property), &|_, _| true, found);
    }
}

/// "About forty people" has no name, only a description.
fn is_unnamed(records: &Records<'_>, kind: &str) -> bool {
    records
        .schema
        .list("actor_kinds")
        .is_some_and(|list| list.is_within(kind, "group"))
}

/// The authors or publishers, each wording once, of the first source by title.
fn printed<'a>(records: &Records<'a>, property: &str) -> Names<'a> {
    let mut sources: Vec<&Record<'a>> = records.of_type("source").collect();
    sources.sort_by_key(|source| (source.called(), source.id));
    let mut names = Names::new();
    for source in sources {
        for said in source.said(property) {
            let seen = |text: &str| names.contains_key(&fold(text.trim()));
            if !text_of(&said.value).is_some_and(seen) {
                take(&mut names, Sort::Other, source.id, said);
            }
        }
    }
    names
}

/// Pairs of records that were told already: once is enough, however many of their names are alike.
type Told = BTreeSet<(RecordId, RecordId)>;

fn compare(
    records: &Records<'_>,
    names: Names<'_>,
    open: &dyn Fn(RecordId, RecordId) -> bool,
    found: &mut Vec<Finding>,
) {
    let all: Vec<Written<'_>> = names.into_values().collect();
    let mut told = Told::new();
    for written in &all {
        twice(records, written, open, &mut told, found);
    }
    let pairs = pairs(records, &all);
    for (a, b) in pairs.into_iter().take_while(|_| records.goes_on()) {
        let (a, b) = (&all[a as usize], &all[b as usize]);
        if a.heard.is_like(&b.heard) {
            found.extend(variants(a, b, open, &mut told));
        }
    }
}

/// One name on several records: each is asked about beside the last one before it of which nothing is decided, so that
/// a hundred records of one name are not five thousand questions; those that are one are asked about once.
fn twice(
    records: &Records<'_>,
    written: &Written<'_>,
    open: &dyn Fn(RecordId, RecordId) -> bool,
    told: &mut Told,
    found: &mut Vec<Finding>,
) {
    let mut asked = Told::new();
    for (at, (record, said)) in written.borne.iter().enumerate() {
        let stand_for = |other: RecordId| {
            let (one, other) = (records.stands(other), records.stands(*record));
            (one.min(other), one.max(other))
        };
        let mut before = written.borne[..at].iter().rev();
        let Some((other, first)) =
            before.find(|(other, _)| open(*other, *record) && !asked.contains(&stand_for(*other)))
        else {
            continue;
        };
        asked.insert(stand_for(*other));
        told.insert((*other.min(record), *other.max(record)));
        found.push(
            Made::new(Kind::NameTwice, Weight::Doubt, "names.twice")
                .value("name", *other, first)
                .rests_on(*record, said)
                .done(),
        );
    }
}

/// Two ways to write a name: told of the first two records that bear them and of which nothing is decided; not where
/// one record bears both, which links them.
fn variants(
    a: &Written<'_>,
    b: &Written<'_>,
    open: &dyn Fn(RecordId, RecordId) -> bool,
    told: &mut Told,
) -> Option<Finding> {
    let bears = |of: &Written<'_>, id: RecordId| {
        of.borne
            .binary_search_by_key(&id, |(other, _)| *other)
            .is_ok()
    };
    if a.borne.iter().any(|(id, _)| bears(b, *id)) {
        return None;
    }
    let pairs = a
        .borne
        .iter()
        .flat_map(|x| b.borne.iter().map(move |y| (x, y)));
    for ((one, said), (other, other_said)) in pairs {
        let pair = (*one.min(other), *one.max(other));
        if open(*one, *other) && told.insert(pair) {
            return Some(
                Made::new(Kind::NameVariants, Weight::Doubt, "names.variants")
                    .value("name", *one, said)
                    .value("other", *other, other_said)
                    .done(),
            );
        }
    }
    None
}

/// The pairs that share a key, ascending, each once.
fn pairs(records: &Records<'_>, all: &[Written<'_>]) -> Vec<(u32, u32)> {
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for (place, written) in (0_u32..).zip(all).take_while(|_| records.goes_on()) {
        keys.extend(written.heard.keys().into_iter().map(|key| (key, place)));
    }
    keys.sort_unstable();
    let mut pairs = Vec::new();
    let alike = keys.chunk_by(|a, b| a.0 == b.0);
    for alike in alike.take_while(|_| records.goes_on()) {
        for (at, (_, a)) in alike.iter().enumerate() {
            pairs.extend(alike[at + 1..].iter().map(|(_, b)| (*a, *b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
