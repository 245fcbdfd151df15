//! Different values for one property of one record.
//!
//! Sources that tell differently are no fault of the records: both stay. But somebody must have seen it, adopted one
//! or said why both stand. Settled by an adopted value.

use crate::finding::{Arg, Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use aigaq_schema::{Property, Statement, Value};
use std::collections::BTreeSet;

/// Types whose values are our own working notes, not told by sources.
const OWN: &[&str] = &[
    "judgement",
    "note",
    "definition",
    "publication",
    "source",
    "file",
    "custody",
    "handover",
];

/// Properties that change with the day on which a source speaks: two sources of two days do not differ.
const OF_A_DAY: &[&str] = &["status", "status_on", "status_date", "as_of"];

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    for record in records.all() {
        if OWN.contains(&record.record_type) {
            continue;
        }
        let Some(record_type) = records.schema.record_type(record.record_type) else {
            continue;
        };
        for property in &record_type.properties {
            found.extend(alternative(record, property));
            let of_a_day = OF_A_DAY.contains(&property.code.as_str());
            if !property.many && !of_a_day && !records.is_adopted(record, &property.code) {
                found.extend(values(records, record, property));
            }
        }
    }
}

fn values(records: &Records<'_>, record: &Record<'_>, property: &Property) -> Option<Finding> {
    let mut different: Vec<&Statement> = Vec::new();
    for said in record.said(&property.code) {
        if !different.iter().any(|d| d.value.means_same(&said.value)) {
            different.push(said);
        }
    }
    if different.len() < 2 || words_only(property, &different) {
        return None;
    }
    let pairs = || {
        different
            .iter()
            .enumerate()
            .flat_map(|(n, a)| different[n + 1..].iter().map(move |b| (a, b)))
    };
    let exclude = pairs().any(|(a, b)| records.schema.contradict(property, &a.value, &b.value));
    let (kind, weight, key) = if exclude {
        (Kind::Exclude, Weight::Contradiction, "differ.exclude")
    } else if finer(&different) {
        // One says the year, the other the day: they agree.
        return None;
    } else {
        (Kind::Differ, Weight::Doubt, "differ.values")
    };
    let mut made = Made::new(kind, weight, key)
        .record("record", record.id)
        .property("property", record.record_type, &property.code);
    let mut several = Vec::new();
    for said in different {
        made = made.rests_on(record.id, said);
        several.push(Arg::Value(record.id, said.id));
    }
    Some(made.place("values", Arg::Several(several)).done())
}

/// Summaries and reasons are told in each source's own words.
fn words_only(property: &Property, different: &[&Statement]) -> bool {
    let texts = different
        .iter()
        .all(|s| matches!(s.value, Value::Text { .. }));
    texts && !property.countable
}

/// Of each two dates one lies within the other; codes of one branch are not known here to be one.
fn finer(different: &[&Statement]) -> bool {
    let dates: Vec<_> = different
        .iter()
        .filter_map(|s| match &s.value {
            Value::Date { date, .. } => Some(date),
            _ => None,
        })
        .collect();
    dates.len() == different.len()
        && dates.iter().enumerate().all(|(n, a)| {
            dates[n + 1..].iter().all(|b| {
                (a.first() <= b.first() && a.last() >= b.last())
                    || (b.first() <= a.first() && b.last() >= a.last())
            })
        })
}

/// Words that join two readings in one cell.
const OR: &[&str] = &[" or ", " или ", " либо ", " немесе ", " әлде "];

/// One cell that says "this or that" and rests on several sources: which says which is lost.
fn alternative(record: &Record<'_>, property: &Property) -> Option<Finding> {
    let of_law = property.group == "law";
    if !of_law {
        return None;
    }
    let said: Vec<&Statement> = record
        .said(&property.code)
        .filter(|s| {
            crate::input::text_of(&s.value)
                .is_some_and(|text| OR.iter().any(|or| text.contains(or)))
        })
        .collect();
    let first = *said.first()?;
    let same: Vec<&Statement> = said
        .into_iter()
        .filter(|s| s.value == first.value)
        .collect();
    let sources: BTreeSet<_> = same.iter().filter_map(|s| s.basis.source).collect();
    if sources.len() < 2 {
        return None;
    }
    let mut made = Made::new(Kind::Differ, Weight::Doubt, "differ.alternative")
        .record("record", record.id)
        .property("property", record.record_type, &property.code)
        .value("value", record.id, first);
    for said in same {
        made = made.rests_on(record.id, said);
    }
    Some(made.done())
}
