//! Years that are a century off.
//!
//! A year printed one century off (2017 for 1917, 1924 for 2024) is hard to see alone and plain beside what it belongs
//! to: every other date of the passage lies decades away, and the same date a hundred years earlier or later lies among
//! them; or a century lies between what happened and the event it was part of, the source that reports it, its own end
//! or the day on which it was heard of.

use crate::finding::{Arg, Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::passages::{begins, is_over, place_of, year};
use aigaq_schema::{Day, PartialDate, RecordId, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Dates that something happened, by record type. Ends and terms may lie far off for good reasons.
const HAPPENED: &[(&str, &str)] = &[
    ("event", "start"),
    ("event", "end"),
    ("act", "start"),
    ("act", "end"),
    ("restriction", "start"),
    ("restriction", "decided"),
    ("case", "opened"),
    ("case", "decided"),
    ("decision", "date"),
    ("figure", "period"),
];

/// Two dates of one record of which the second follows the first within years, by record type.
const SPANS: &[(&str, &str, &str)] = &[
    ("event", "start", "end"),
    ("event", "start", "learned"),
    ("act", "start", "end"),
    ("act", "start", "learned"),
    ("case", "opened", "decided"),
    ("case", "opened", "learned"),
    ("decision", "date", "learned"),
    ("restriction", "decided", "start"),
    ("restriction", "start", "learned"),
    ("application", "filed", "answered"),
];

/// A century in days; one more where neither 1900 nor 2100 lies within.
const CENTURY: i32 = 36_524;
/// What is reported, told or ended within so many days may be a slip of a century when it lies a century further off.
const SOON: i32 = 367;

/// How far, in years, a date must lie from all its neighbours to be doubted, and how near them it must be when
/// moved by a century.
const FAR: i64 = 60;
const NEAR: i64 = 15;
/// Neighbours that lie wider apart than this say nothing about a third date.
const WIDE: i64 = 50;

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    // Each passage, and each source, with the dates told in it.
    let mut passages: BTreeMap<(RecordId, String), Vec<Dated<'_>>> = BTreeMap::new();
    let mut sources: BTreeMap<RecordId, Vec<Dated<'_>>> = BTreeMap::new();
    for (record_type, property) in HAPPENED {
        for record in records.of_type(record_type) {
            for (said, date) in record.dates(property) {
                let Some((source, passage)) = place_of(&said.basis) else {
                    continue;
                };
                let Some(year) = year(date) else { continue };
                let dated = Dated {
                    record: record.id,
                    said,
                    date,
                    year,
                };
                sources.entry(source).or_default().push(dated);
                // A value told in several paragraphs has no one neighbourhood.
                if let [paragraph] = passage.paragraphs.iter().collect::<Vec<_>>()[..] {
                    passages
                        .entry((source, paragraph.clone()))
                        .or_default()
                        .push(dated);
                }
            }
        }
    }
    let mut doubted = Vec::new();
    for dated in passages.values() {
        for one in dated {
            if let Some((moved, neighbours)) = century_off(one, dated)
                && !doubted.contains(&one.record)
            {
                doubted.push(one.record);
                found.push(slip(one, moved, &neighbours));
            }
        }
    }
    for act in records.of_type("act") {
        against_event(records, act, &mut doubted, found);
    }
    for (source, dated) in &sources {
        for one in dated {
            against_source(records, *source, (one, dated), &mut doubted, found);
        }
    }
    for (record_type, first, second) in SPANS {
        for record in records.of_type(record_type) {
            own_dates(record, (first, second), &mut doubted, found);
        }
    }
}

/// A date with the year it begins in.
#[derive(Clone, Copy)]
struct Dated<'a> {
    record: RecordId,
    said: &'a Statement,
    date: &'a PartialDate,
    year: i64,
}

/// The date moved by a century, and the neighbours it then lies among; nothing when it may stand.
fn century_off<'d, 'a>(one: &Dated<'a>, all: &'d [Dated<'a>]) -> Option<(i64, Vec<&'d Dated<'a>>)> {
    let others: Vec<&Dated<'_>> = all.iter().filter(|d| d.record != one.record).collect();
    let years: BTreeSet<i64> = others.iter().map(|d| d.year).collect();
    let (low, high) = (*years.first()?, *years.last()?);
    let records: BTreeSet<RecordId> = others.iter().map(|d| d.record).collect();
    if records.len() < 2 || high - low > WIDE {
        return None;
    }
    if one.year >= low - FAR && one.year <= high + FAR {
        return None;
    }
    [-100, 100]
        .into_iter()
        .map(|step| one.year + step)
        .find(|moved| *moved >= low - NEAR && *moved <= high + NEAR)
        .map(|moved| (moved, others))
}

fn slip(one: &Dated<'_>, moved: i64, neighbours: &[&Dated<'_>]) -> Finding {
    let proposed = with_year(one.date, moved);
    let mut made = Made::new(Kind::Century, Weight::Contradiction, "century.passage")
        .record("record", one.record)
        .value("date", one.record, one.said)
        .words("proposed", proposed);
    let mut values = Vec::new();
    for neighbour in neighbours.iter().take(5) {
        made = made.rests_on(neighbour.record, neighbour.said);
        values.push(Arg::Value(neighbour.record, neighbour.said.id));
    }
    made.place("neighbours", Arg::Several(values)).done()
}

/// The same date in another year, as it would be written.
fn with_year(date: &PartialDate, year: i64) -> String {
    let text = date.text();
    match text.get(4..) {
        Some(rest) if text.is_char_boundary(4) => format!("{year:04}{rest}"),
        _ => format!("{year:04}"),
    }
}

/// An act and the event it was part of lie a century apart.
fn against_event(
    records: &Records<'_>,
    act: &Record<'_>,
    doubted: &mut Vec<RecordId>,
    found: &mut Vec<Finding>,
) {
    let Some(event) = act.reference("event").and_then(|id| records.get(id)) else {
        return;
    };
    let (Some((said, date)), Some((event_said, event_date))) =
        (act.date("start"), event.date("start"))
    else {
        return;
    };
    let (Some(here), Some(there)) = (year(date), year(event_date)) else {
        return;
    };
    if ((here - there).abs() - 100).abs() > 1
        || doubted.contains(&act.id)
        || doubted.contains(&event.id)
    {
        return;
    }
    doubted.push(act.id);
    found.push(
        Made::new(Kind::Century, Weight::Contradiction, "century.event")
            .record("record", act.id)
            .value("date", act.id, said)
            .record("event", event.id)
            .value("event_date", event.id, event_said)
            .done(),
    );
}

/// Moved by a century, the first date lies within a year before the second.
fn soon_before(first: &PartialDate, second: Day) -> bool {
    let (Some(begins), Some(over)) = (begins(first), is_over(first)) else {
        return false;
    };
    let moved = |day: Day| i64::from(day.0) + i64::from(CENTURY);
    moved(begins) <= i64::from(second.0) && i64::from(second.0) - moved(over) <= i64::from(SOON)
}

/// What a source reports lies a century before the year in which it was published. A source that tells more of that
/// time tells history; what has the very same date is the same slip.
fn against_source(
    records: &Records<'_>,
    source: RecordId,
    (one, all): (&Dated<'_>, &[Dated<'_>]),
    doubted: &mut Vec<RecordId>,
    found: &mut Vec<Finding>,
) {
    let Some((source, published, day)) = records.published(source) else {
        return;
    };
    let record = records.get(one.record);
    let is_figure = record.is_some_and(|record| record.record_type == "figure");
    let event = record.and_then(|record| record.reference("event"));
    let told = doubted.contains(&one.record) || event.is_some_and(|event| doubted.contains(&event));
    if is_figure || told || !soon_before(one.date, day) {
        return;
    }
    let of_that_time = |other: &&Dated<'_>| {
        other.record != one.record
            && other.date != one.date
            && (other.year - one.year).abs() <= NEAR
    };
    if all.iter().any(|other| of_that_time(&other)) {
        return;
    }
    doubted.push(one.record);
    found.push(
        Made::new(Kind::Century, Weight::Doubt, "century.source")
            .record("record", one.record)
            .value("date", one.record, one.said)
            .record("source", source.id)
            .value("published", source.id, published)
            .words("proposed", with_year(one.date, one.year + 100))
            .done(),
    );
}

/// Two dates of one record lie a century apart.
fn own_dates(
    record: &Record<'_>,
    (first, second): (&str, &str),
    doubted: &mut Vec<RecordId>,
    found: &mut Vec<Finding>,
) {
    let (Some((one, date)), Some((other, later))) = (record.date(first), record.date(second))
    else {
        return;
    };
    let apart = is_over(later).is_some_and(|later| soon_before(date, later));
    if !apart || doubted.contains(&record.id) {
        return;
    }
    doubted.push(record.id);
    found.push(
        Made::new(Kind::Century, Weight::Doubt, "century.own")
            .record("record", record.id)
            .property("first", record.record_type, first)
            .value("first_date", record.id, one)
            .property("second", record.record_type, second)
            .value("second_date", record.id, other)
            .done(),
    );
}
