//! Dates: end before start, acts after a death, events after the publication that reports them.

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::passages::{begins, is_over, place_of};
use crate::references::Notes;
use aigaq_schema::{Day, PartialDate, RecordId, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// What comes first, and what cannot come before it, by record type.
const ORDER: &[(&str, &str, &str)] = &[
    ("event", "start", "end"),
    ("act", "start", "end"),
    ("restriction", "start", "end"),
    ("restriction", "decided", "end"),
    ("case", "opened", "decided"),
    ("actor", "birth", "death"),
    ("application", "filed", "answered"),
    ("commitment", "made_on", "deadline"),
    ("decision", "date", "due"),
    ("intervention", "date", "replied"),
    ("intervention", "date", "follow_up"),
    ("relation", "since", "until"),
    ("asset", "since", "until"),
    ("consent", "date", "withdrawn"),
];

/// What happened, of these: what a note can have been written about.
const HAPPENED: &[&str] = &["event", "act", "case", "decision", "restriction", "stage"];
/// So many days before a note may speak of what was only announced then.
const ANNOUNCED: i32 = 180;

/// What a source reports as having happened, by record type.
const REPORTED: &[(&str, &str)] = &[
    ("event", "start"),
    ("act", "start"),
    ("case", "opened"),
    ("case", "decided"),
    ("decision", "date"),
    ("restriction", "decided"),
    ("restriction", "start"),
    ("commitment", "made_on"),
    ("assessment", "date"),
    ("application", "filed"),
    ("application", "answered"),
    ("intervention", "date"),
    ("stage", "date"),
    ("figure", "period"),
    ("actor", "birth"),
    ("actor", "death"),
    ("actor", "status_date"),
];

/// What is recorded when it is over, by record type: an event can be announced, and a term can end later.
const OVER: &[(&str, &str)] = &[
    ("act", "start"),
    ("case", "opened"),
    ("case", "decided"),
    ("decision", "date"),
    ("stage", "date"),
    ("assessment", "date"),
    ("actor", "birth"),
    ("actor", "death"),
];

pub(crate) fn check(records: &Records<'_>, asked: &Asked, found: &mut Vec<Finding>) {
    for (record_type, first, second) in ORDER {
        for record in records.of_type(record_type) {
            found.extend(backwards(record, first, second));
        }
    }
    for (record_type, property) in OVER {
        for record in records.of_type(record_type) {
            found.extend(to_come(record, property, asked.today));
        }
    }
    after_death(records, found);
    let notes = Notes::of(records);
    for (record_type, property) in REPORTED {
        for record in records.of_type(record_type) {
            after_publication(records, &notes, record, property, found);
        }
    }
    said_on(records, &notes, found);
}

/// An end before its beginning: by one source if one tells both, else by any.
fn backwards(record: &Record<'_>, first: &str, second: &str) -> Option<Finding> {
    let firsts: Vec<_> = record.dates(first).collect();
    let seconds: Vec<_> = record.dates(second).collect();
    let pairs = || {
        firsts
            .iter()
            .flat_map(|a| seconds.iter().map(move |b| (*a, *b)))
    };
    let wrong = |(a, b): &((&Statement, &PartialDate), (&Statement, &PartialDate))| {
        is_over(b.1)
            .zip(begins(a.1))
            .is_some_and(|(over, begun)| over < begun)
    };
    let ((a, _), (b, _)) = pairs()
        .filter(wrong)
        .min_by_key(|((a, _), (b, _))| (a.basis.source != b.basis.source, a.id, b.id))?;
    Some(
        Made::new(Kind::Order, Weight::Contradiction, "order.backwards")
            .record("record", record.id)
            .property("first", record.record_type, first)
            .value("first_date", record.id, a)
            .property("second", record.record_type, second)
            .value("second_date", record.id, b)
            .done(),
    )
}

/// What is told as done, on a day that has not come. Days are those of the place; nobody is asked of tomorrow.
fn to_come(record: &Record<'_>, property: &str, today: Day) -> Option<Finding> {
    let (said, _) = record
        .dates(property)
        .find(|(_, date)| begins(date).is_some_and(|day| day.0 > today.0.saturating_add(1)))?;
    Some(
        Made::new(Kind::Order, Weight::Contradiction, "order.to_come")
            .record("record", record.id)
            .value("date", record.id, said)
            .done(),
    )
}

/// Something done to a person who had died: not their death itself, and not what is done to their memory or heirs,
/// so only what needs a living body or will.
fn after_death(records: &Records<'_>, found: &mut Vec<Finding>) {
    let dead: BTreeMap<RecordId, (&Statement, &PartialDate)> = records
        .of_type("actor")
        .filter_map(|actor| Some((actor.id, actor.date("death")?)))
        .collect();
    if dead.is_empty() {
        return;
    }
    let mut tell = |record: &Record<'_>, property: &str, person: RecordId| {
        let (Some((death_said, death)), Some((said, date))) =
            (dead.get(&person), record.date(property))
        else {
            return;
        };
        if is_over(death)
            .zip(begins(date))
            .is_some_and(|(died, then)| then > died)
        {
            found.push(
                Made::new(Kind::Order, Weight::Contradiction, "order.after_death")
                    .record("record", record.id)
                    .value("date", record.id, said)
                    .record("person", person)
                    .value("death", person, death_said)
                    .done(),
            );
        }
    };
    for involvement in records.of_type("involvement") {
        let targets = involvement
            .term("role")
            .is_some_and(|role| role == "target" || role.starts_with("perpetrator"));
        if let (true, Some(person), Some(act)) = (
            targets,
            involvement.reference("actor"),
            involvement.reference("act").and_then(|id| records.get(id)),
        ) {
            tell(act, "start", person);
        }
    }
    for restriction in records.of_type("restriction") {
        if let Some(person) = restriction.reference("actor") {
            tell(restriction, "start", person);
        }
    }
}

/// A source cannot report what happened after it was published; nor can the notes it is told at.
fn after_publication(
    records: &Records<'_>,
    notes: &Notes,
    record: &Record<'_>,
    property: &str,
    found: &mut Vec<Finding>,
) {
    for (said, date) in record.dates(property) {
        let Some((source, passage)) = place_of(&said.basis) else {
            continue;
        };
        let Some(begun) = begins(date) else { continue };
        let tell = |key, weight, source: &Record<'_>, published: &Statement| {
            Made::new(Kind::AfterPublication, weight, key)
                .record("record", record.id)
                .value("date", record.id, said)
                .record("source", source.id)
                .value("published", source.id, published)
                .done()
        };
        if let Some((source, published, day)) = records.published(source)
            && begun > day
        {
            found.push(tell(
                "order.after_publication",
                Weight::Contradiction,
                source,
                published,
            ));
            return;
        }
        if !HAPPENED.contains(&record.record_type) || date.text().contains(['~', '?', '%']) {
            continue;
        }
        // All sources of all notes must be older, none without a date, and the last of them about this.
        let cited: BTreeSet<RecordId> = passage
            .notes
            .iter()
            .flat_map(|n| notes.cited(source, n))
            .collect();
        let dated: Vec<_> = cited
            .iter()
            .filter_map(|id| records.published(*id))
            .collect();
        if passage.notes.is_empty() || dated.is_empty() || dated.len() < cited.len() {
            continue;
        }
        let all_known = passage
            .notes
            .iter()
            .all(|n| notes.cited(source, n).next().is_some());
        if let (true, Some((last, published, day))) =
            (all_known, dated.into_iter().max_by_key(|(_, _, day)| *day))
            && begun.0 > day.0.saturating_add(ANNOUNCED)
            && is_about(records, last, record)
        {
            found.push(tell("order.note_before", Weight::Doubt, last, published));
            return;
        }
    }
}

/// The title of the source speaks of the record, its people or its event: two words of theirs are in it.
fn is_about(records: &Records<'_>, source: &Record<'_>, record: &Record<'_>) -> bool {
    let mut about: BTreeSet<String> = BTreeSet::new();
    let mut told: Vec<&str> = record.called().into_iter().collect();
    for property in ["event", "actor", "party", "case"] {
        let others = record.references(property).into_iter();
        told.extend(others.filter_map(|id| records.get(id)?.called()));
    }
    for text in told {
        about.extend(crate::words::topics(text));
    }
    let title = source
        .called()
        .map(crate::words::topics)
        .unwrap_or_default();
    title.intersection(&about).count() >= 2
}

/// Who says it, and on which day, by record type.
const SAID_ON: &[(&str, &str, &str)] = &[
    ("commitment", "made_by", "made_on"),
    ("decision", "body", "date"),
    ("intervention", "by", "date"),
];

/// What a body said on a day, told at a note that cites this body's own document of another day.
fn said_on(records: &Records<'_>, notes: &Notes, found: &mut Vec<Finding>) {
    for (record_type, who, when) in SAID_ON {
        for record in records.of_type(record_type) {
            let Some((said, date)) = record.date(when) else {
                continue;
            };
            let makers: Vec<BTreeSet<String>> = record
                .references(who)
                .into_iter()
                .filter_map(|id| records.get(id)?.called())
                .map(crate::words::topics)
                .collect();
            let Some((document, passage)) = place_of(&said.basis) else {
                continue;
            };
            for source in passage.notes.iter().flat_map(|n| notes.cited(document, n)) {
                let Some(source) = records.get(source) else {
                    continue;
                };
                let Some((published, published_on)) = source.date("date") else {
                    continue;
                };
                let own = ["title", "author", "publisher"].iter().any(|property| {
                    source.text(property).is_some_and(|(_, text)| {
                        let named = crate::words::topics(text);
                        named.len() > 1
                            && makers
                                .iter()
                                .any(|m| crate::words::in_common(m, &named) >= 0.99)
                    })
                });
                if own && !date.overlaps(published_on) {
                    found.push(
                        Made::new(Kind::SourceDate, Weight::Doubt, "source_date.said_on")
                            .record("record", record.id)
                            .value("date", record.id, said)
                            .record("source", source.id)
                            .value("published", source.id, published)
                            .done(),
                    );
                }
            }
        }
    }
}
