//! What is told of a restriction, as the registers weigh it: its dates and length, what changed them later, the step of its
//! case with which it ends. Of several statements the first counts, as in the other rules.

use crate::input::{Record, Records};
use aigaq_registers::RestrictionFacts;
use aigaq_registers::restrictions::{Change, ChangeKind, CountedFrom, Until};
use aigaq_schema::{PartialDate, RecordId, Span, Statement, Value};
use std::collections::HashMap;

/// A statement of a record.
pub(super) type Told<'a> = (RecordId, &'a Statement);

/// What restrictions rest on beside themselves: their changes, and the steps of cases.
pub(super) struct Imposed<'r, 'a> {
    records: &'r Records<'a>,
    changes: HashMap<RecordId, Vec<&'r Record<'a>>>,
    steps: HashMap<RecordId, Vec<&'r Record<'a>>>,
}

impl<'r, 'a> Imposed<'r, 'a> {
    pub fn of(records: &'r Records<'a>) -> Self {
        let by = |record_type: &str, property: &str| {
            let mut all: HashMap<RecordId, Vec<&'r Record<'a>>> = HashMap::new();
            for part in records.of_type(record_type) {
                if let Some(whole) = part.reference(property) {
                    all.entry(whole).or_default().push(part);
                }
            }
            all
        };
        Self {
            records,
            changes: by("restriction_change", "restriction"),
            steps: by("stage", "case"),
        }
    }

    /// The facts, but for how sources tell that it stands.
    pub fn facts(&self, restriction: &Record<'a>) -> RestrictionFacts {
        let kind = restriction.term("kind").unwrap_or_default();
        let kinds = self.records.schema.list("restriction_kinds");
        let mut facts = match kinds.and_then(|list| list.get(kind)) {
            Some(entry) => RestrictionFacts::of_kind(restriction.id, entry),
            None => RestrictionFacts::new(restriction.id, kind),
        };
        facts.decided = day(restriction, "decided");
        facts.start = day(restriction, "start");
        facts.start_minute = restriction
            .said("start")
            .find_map(|said| match &said.value {
                Value::Date { clock, .. } => clock.as_ref().map(|clock| clock.minute),
                _ => None,
            });
        facts.end = day(restriction, "end");
        facts.length = length(restriction);
        facts.counted_from = restriction.term("counted_from").map(CountedFrom::from_code);
        facts.until = restriction.term("ends_with").map(|step| Until {
            step: step.to_owned(),
            reached: self
                .reached(restriction, step)
                .and_then(|step| day(step, "date")),
        });
        facts.changes = self
            .changes(restriction)
            .filter_map(|c| change(c))
            .collect();
        facts
    }

    /// What its end follows from.
    pub fn end_is_told_by(&self, restriction: &Record<'a>) -> Vec<Told<'a>> {
        let mut told = Vec::new();
        let mut tell = |record: &Record<'a>, properties: &[&str]| {
            for property in properties {
                told.extend(record.first(property).map(|said| (record.id, said)));
            }
        };
        match restriction.first("end") {
            Some(_) => tell(restriction, &["end"]),
            None => tell(restriction, &["start", "length"]),
        }
        for change in self.changes(restriction) {
            tell(change, &["kind", "date", "length", "end"]);
        }
        if let Some(step) = restriction.term("ends_with") {
            tell(restriction, &["ends_with"]);
            if let Some(step) = self.reached(restriction, step) {
                tell(step, &["date"]);
            }
        }
        told
    }

    fn changes(&self, restriction: &Record<'a>) -> impl Iterator<Item = &'r Record<'a>> {
        self.changes
            .get(&restriction.id)
            .into_iter()
            .flatten()
            .copied()
    }

    /// The first step of this kind in its case.
    fn reached(&self, restriction: &Record<'a>, step: &str) -> Option<&'r Record<'a>> {
        let steps = self.steps.get(&restriction.reference("case")?)?.iter();
        let of_kind = steps.filter(|stage| stage.term("kind") == Some(step));
        let dated = of_kind.filter_map(|stage| Some((day(stage, "date")?, *stage)));
        dated
            .min_by(|(a, _), (b, _)| a.cmp(b))
            .map(|(_, stage)| stage)
    }
}

fn day(record: &Record<'_>, property: &str) -> Option<PartialDate> {
    record.date(property).map(|(_, date)| date.clone())
}

fn length(record: &Record<'_>) -> Option<Span> {
    record.said("length").find_map(|said| match said.value {
        Value::Duration(span) => Some(span),
        _ => None,
    })
}

fn change(record: &Record<'_>) -> Option<Change> {
    let kind = ChangeKind::from_code(record.term("kind")?)?;
    Some(Change {
        record: Some(record.id),
        length: length(record),
        end: day(record, "end"),
        ..Change::new(kind, day(record, "date"))
    })
}
