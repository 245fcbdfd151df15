//! Restrictions: one that ended and is told to be in force, one without an end.

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::passages::{begins, is_over};
use aigaq_schema::{Day, Span, Statement, Value};
use jiff::ToSpan;

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    for restriction in records.of_type("restriction") {
        let runs = restriction.term("kind").is_some_and(|kind| {
            records
                .schema
                .list("restriction_kinds")
                .and_then(|list| list.get(kind))
                .is_some_and(|entry| entry.has_flag("runs"))
        });
        let end = End::of(restriction);
        if let Some(end) = &end {
            status(records, restriction, end, found);
        }
        let told_over = restriction.said("status").any(|s| {
            matches!(&s.value, Value::Term(code) if code != "in_force" && code != "status_unknown")
        });
        let open = restriction.first("end").is_none() && restriction.first("length").is_none();
        if runs && open && !told_over {
            let mut made = Made::new(Kind::RestrictionEnd, Weight::Gap, "restriction.no_end")
                .record("record", restriction.id)
                .about(restriction.id);
            for said in restriction.said("start").chain(restriction.said("status")) {
                made = made.rests_on(restriction.id, said);
            }
            found.push(made.done());
        }
    }
}

/// When a restriction ends, stated or computed: the earliest and the latest day that can be meant.
struct End<'a> {
    earliest: Day,
    latest: Day,
    told: Vec<&'a Statement>,
    stated: bool,
}

impl<'a> End<'a> {
    fn of(restriction: &Record<'a>) -> Option<Self> {
        if let Some((said, end)) = restriction.date("end") {
            return Some(Self {
                earliest: begins(end)?,
                latest: is_over(end)?,
                told: vec![said],
                stated: true,
            });
        }
        // A term that is counted from another moment than its start cannot be computed from it.
        if restriction
            .term("counted_from")
            .is_some_and(|from| matches!(from, "release" | "not_told"))
        {
            return None;
        }
        let (start_said, start) = restriction.date("start")?;
        let length_said = restriction.first("length")?;
        let Value::Duration(span) = &length_said.value else {
            return None;
        };
        Some(Self {
            earliest: after(begins(start)?, *span)?,
            latest: after(is_over(start)?, *span)?,
            told: vec![start_said, length_said],
            stated: false,
        })
    }
}

/// The day after a length of time; nothing for hours of work.
fn after(day: Day, span: Span) -> Option<Day> {
    if span.is_clock_only() {
        return None;
    }
    let length = 0
        .days()
        .try_years(span.years)
        .ok()?
        .try_months(span.months)
        .ok()?
        .try_weeks(span.weeks)
        .ok()?
        .try_days(span.days)
        .ok()?;
    day.civil()?.checked_add(length).ok().map(Day::from_civil)
}

/// How the restriction stands by each source, on the day for which the source tells it.
fn status(
    records: &Records<'_>,
    restriction: &Record<'_>,
    end: &End<'_>,
    found: &mut Vec<Finding>,
) {
    for said in restriction.said("status") {
        let Value::Term(code) = &said.value else {
            continue;
        };
        let same_source = restriction
            .dates("status_on")
            .find(|(s, _)| s.basis.source == said.basis.source);
        let told_on = match same_source {
            Some((_, date)) => Some(date),
            None => said
                .basis
                .source
                .and_then(|source| records.get(source)?.date("date"))
                .map(|(_, date)| date),
        };
        let Some((from, until)) = told_on.and_then(|date| begins(date).zip(is_over(date))) else {
            continue;
        };
        // A year around a date told as "about".
        let slack = if told_on.is_some_and(|d| d.text().contains(['~', '?', '%'])) {
            366
        } else {
            0
        };
        let key = match code.as_str() {
            "in_force" if end.latest.0.saturating_add(slack) < from.0 => {
                "restriction.in_force_after_end"
            }
            // A stated end is what happened; a term can be shortened, and then somebody should have said so.
            "ended" if !end.stated && end.earliest.0 > until.0.saturating_add(slack) => {
                "restriction.ended_before_end"
            }
            _ => continue,
        };
        let weight = if key == "restriction.in_force_after_end" {
            Weight::Contradiction
        } else {
            Weight::Doubt
        };
        let mut made = Made::new(Kind::RestrictionStatus, weight, key)
            .record("record", restriction.id)
            .words("end", end.latest.to_string())
            .value("told", restriction.id, said);
        for told in &end.told {
            made = made.rests_on(restriction.id, told);
        }
        found.push(made.done());
        return;
    }
}
