//! One event told twice with two dates.
//!
//! Two records of events whose dates exclude each other and lie close, and which have so much in common that it would
//! hardly meet by chance: words of the title, the place, the people, what the authorities answered. The rarer what
//! they share among all events, the more it counts. Two events of one passage are two: who tells them together
//! knows that.

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::passages::{begins, is_over, places_of, told_together};
use crate::words::{Rarity, topics};
use aigaq_schema::{PartialDate, RecordId, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Days between two dates that one could be a slip of the other, or both be about one event.
const CLOSE: i32 = 45;
/// So surprising must be what they share, beside the surprise of one event among all: as if they shared two words,
/// places or people that are nearly their own.
const SURPRISE: f64 = 1.7;

/// An event with what may tell that it is another one.
struct Seen<'a> {
    record: RecordId,
    said: &'a Statement,
    date: &'a PartialDate,
    kind: Option<&'a str>,
    title: BTreeSet<String>,
    places: BTreeSet<RecordId>,
    targets: BTreeSet<RecordId>,
    features: BTreeSet<String>,
}

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let seen = seen(records);
    let mut rarity = Rarity::default();
    for event in &seen {
        rarity.take(&event.features);
    }
    // In the order of their days, only those close by are compared.
    let mut order: Vec<usize> = (0..seen.len()).collect();
    order.sort_by_key(|n| (begins(seen[*n].date), *n));
    for (at, a) in order.iter().enumerate() {
        let a = &seen[*a];
        for b in &order[at + 1..] {
            let b = &seen[*b];
            let (Some(over), Some(next)) = (is_over(a.date), begins(b.date)) else {
                break;
            };
            // Sorted by first days: an event that lasts long must not hide those after it.
            if next.0.saturating_sub(over.0) > CLOSE {
                break;
            }
            if next <= over || !comparable(a, b) || records.is_decided(a.record, b.record) {
                continue;
            }
            if rarity.shared(&a.features, &b.features) < SURPRISE * rarity.of_one()
                || told_as_two(records, a, b)
            {
                continue;
            }
            found.push(
                Made::new(Kind::Differ, Weight::Doubt, "differ.twice_told")
                    .record("event", a.record)
                    .value("date", a.record, a.said)
                    .record("other", b.record)
                    .value("other_date", b.record, b.said)
                    .done(),
            );
        }
    }
}

/// Events dated to the month or better.
fn seen<'a>(records: &Records<'a>) -> Vec<Seen<'a>> {
    let mut extras: BTreeMap<RecordId, BTreeSet<String>> = BTreeMap::new();
    let mut targets: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    for application in records.of_type("application") {
        for event in application.references("event") {
            let all = extras.entry(event).or_default();
            all.extend(
                application
                    .term("outcome")
                    .filter(|o| !o.ends_with("unknown"))
                    .map(|o| format!("o {o}")),
            );
            all.extend(
                application
                    .references("applicant")
                    .iter()
                    .map(|a| format!("a {a}")),
            );
        }
    }
    let events: BTreeMap<RecordId, RecordId> = records
        .of_type("act")
        .filter_map(|act| Some((act.id, act.reference("event")?)))
        .collect();
    for involvement in records.of_type("involvement") {
        let event = involvement
            .reference("act")
            .and_then(|act| events.get(&act));
        if let (Some(event), Some("target")) = (event, involvement.term("role")) {
            targets
                .entry(*event)
                .or_default()
                .extend(involvement.references("actor"));
        }
    }
    records
        .of_type("event")
        .filter_map(|event| {
            let (said, date) = event.date("start")?;
            let days = is_over(date)?.0 - begins(date)?.0;
            (days <= 31).then(|| {
                let title = event
                    .text("title")
                    .map(|(_, t)| topics(t))
                    .unwrap_or_default();
                let targets = targets.remove(&event.id).unwrap_or_default();
                let places: BTreeSet<RecordId> = event.references("place").into_iter().collect();
                let mut features = extras.remove(&event.id).unwrap_or_default();
                features.extend(title.iter().map(|t| format!("w {t}")));
                features.extend(places.iter().map(|p| format!("p {p}")));
                features.extend(targets.iter().map(|t| format!("t {t}")));
                features.extend(event.term("kind").map(|k| format!("k {k}")));
                Seen {
                    record: event.id,
                    said,
                    date,
                    kind: event.term("kind"),
                    title,
                    places,
                    targets,
                    features,
                }
            })
        })
        .collect()
}

/// Nothing that is told keeps the two apart: kind, place, people. The titles must share a word.
fn comparable(a: &Seen<'_>, b: &Seen<'_>) -> bool {
    let apart = |x: &BTreeSet<RecordId>, y: &BTreeSet<RecordId>| {
        !x.is_empty() && !y.is_empty() && x.is_disjoint(y)
    };
    a.kind == b.kind
        && !a.title.is_disjoint(&b.title)
        && !apart(&a.places, &b.places)
        && !apart(&a.targets, &b.targets)
}

fn told_as_two(records: &Records<'_>, a: &Seen<'_>, b: &Seen<'_>) -> bool {
    let places = |event: &Seen<'_>| {
        records
            .get(event.record)
            .map(|r: &Record<'_>| places_of(r, "start"))
            .unwrap_or_default()
    };
    told_together(&places(a), &places(b))
}
