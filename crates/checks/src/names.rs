//! Names: one name written differently and not linked, one name on two records.
//!
//! People and organisations are compared with all their names; authors and publishers of sources, which are words
//! and no records, among themselves. What a person said to be the same or different is not asked again.

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records, text_of};
use crate::spelling::sounds;
use crate::words::misprints;
use aigaq_schema::fold::fold;
use aigaq_schema::{RecordId, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// A name with whose it is and where it is said.
struct Named<'a> {
    record: RecordId,
    said: &'a Statement,
    folded: String,
    /// Without remarks in brackets.
    bare: String,
    heard: Vec<String>,
}

impl<'a> Named<'a> {
    fn of(record: RecordId, said: &'a Statement) -> Option<Self> {
        let text = text_of(&said.value)?;
        let heard = sounds(text);
        (!heard.is_empty()).then(|| Self {
            record,
            said,
            folded: fold(text.trim()),
            bare: fold(crate::spelling::without_remarks(text).trim()),
            heard,
        })
    }
}

/// A word in more names than this is no key to look for others by.
const MANY: usize = 200;
/// Words of a name shorter than this must be equal: one letter of a short word is another name.
const SHORT: usize = 6;

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let (mut people, mut others) = (Vec::new(), Vec::new());
    for actor in records.of_type("actor") {
        let kind = actor.term("kind").unwrap_or_default();
        if is_unnamed(records, kind) {
            continue;
        }
        let names = actor
            .said("name")
            .filter_map(|said| Named::of(actor.id, said));
        if kind == "person" {
            people.extend(names);
        } else {
            others.extend(names);
        }
    }
    compare(&people, 2, &|a, b| !records.is_decided(a, b), found);
    compare(&others, 1, &|a, b| !records.is_decided(a, b), found);
    for property in ["author", "publisher"] {
        let words = printed(records, property);
        compare(&words, 1, &|_, _| true, found);
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
fn printed<'a>(records: &Records<'a>, property: &str) -> Vec<Named<'a>> {
    let mut seen = BTreeSet::new();
    let mut sources: Vec<&Record<'a>> = records.of_type("source").collect();
    sources.sort_by_key(|source| (source.called(), source.id));
    sources
        .into_iter()
        .flat_map(|source| {
            let id = source.id;
            source
                .said(property)
                .filter_map(move |said| Named::of(id, said))
        })
        .filter(|named| seen.insert(named.folded.clone()))
        .collect()
}

/// Compares names that share a word as it sounds. `least`: how many words a name must have to be compared.
fn compare(
    all: &[Named<'_>],
    least: usize,
    open: &dyn Fn(RecordId, RecordId) -> bool,
    found: &mut Vec<Finding>,
) {
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, name) in all
        .iter()
        .enumerate()
        .filter(|(_, name)| name.heard.len() >= least)
    {
        for word in &name.heard {
            let with = by_word.entry(word).or_default();
            if with.last() != Some(&n) {
                with.push(n);
            }
        }
        // One word alone has no other word to be found by: its first letters serve.
        if let [word] = &name.heard[..]
            && word.len() >= SHORT
            && word.is_char_boundary(3)
        {
            by_word.entry(&word[..3]).or_default().push(n);
        }
    }
    let mut told: BTreeSet<(RecordId, RecordId)> = BTreeSet::new();
    for with in by_word.values().filter(|with| with.len() <= MANY) {
        for (at, a) in with.iter().enumerate() {
            for b in &with[at + 1..] {
                let (a, b) = (&all[*a], &all[*b]);
                let pair = (a.record.min(b.record), a.record.max(b.record));
                if a.record == b.record || told.contains(&pair) || !open(a.record, b.record) {
                    continue;
                }
                if let Some(made) = like(a, b) {
                    told.insert(pair);
                    found.push(made);
                }
            }
        }
    }
}

/// What two names have to do with each other.
fn like(a: &Named<'_>, b: &Named<'_>) -> Option<Finding> {
    if a.folded == b.folded {
        return Some(
            Made::new(Kind::NameTwice, Weight::Doubt, "names.twice")
                .value("name", a.record, a.said)
                .rests_on(b.record, b.said)
                .done(),
        );
    }
    // A remark in brackets tells apart what is written alike, or says how it was printed.
    if a.bare == b.bare || !same_but_for_a_letter(&a.heard, &b.heard) {
        return None;
    }
    Some(
        Made::new(Kind::NameVariants, Weight::Doubt, "names.variants")
            .value("name", a.record, a.said)
            .value("other", b.record, b.said)
            .done(),
    )
}

/// The same words as they sound; one of them may be one letter off when it is long and another word is the same.
fn same_but_for_a_letter(a: &[String], b: &[String]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let only_a: Vec<&String> = a.iter().filter(|w| !b.contains(w)).collect();
    let only_b: Vec<&String> = b.iter().filter(|w| !a.contains(w)).collect();
    match (&only_a[..], &only_b[..]) {
        ([], []) => true,
        ([x], [y]) => {
            let long = x.chars().count().min(y.chars().count()) >= SHORT;
            long && misprints(x, y, 1) == 1 && !feminine(x, y)
        }
        _ => false,
    }
}

/// Mamaev and Mamaeva are two people: brother and sister, husband and wife.
fn feminine(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_suffix('a') == Some(short)
}
