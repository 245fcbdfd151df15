//! Restrictions: one that ended and is told to be in force, one without an end. When one ends is what the registers say:
//! after all changes and steps, and by the same rules of how terms run.

mod imposed;

use crate::finding::{Arg, Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::passages::{begins, is_over};
use aigaq_registers::restrictions::EndSource;
use aigaq_registers::{DayRange, Finding as Standing, RestrictionFacts};
use aigaq_schema::Value;
use imposed::{Imposed, Told};

pub(crate) fn check(records: &Records<'_>, asked: &Asked, found: &mut Vec<Finding>) {
    let imposed = Imposed::of(records);
    for restriction in records.of_type("restriction") {
        let facts = imposed.facts(restriction);
        if let Some(end) = End::of(restriction, &facts, (&imposed, asked)) {
            status(records, restriction, &end, found);
        }
        let told_over = restriction.said("status").any(|s| {
            matches!(&s.value, Value::Term(code) if code != "in_force" && code != "status_unknown")
        });
        // Of one whose kind nobody told, the kind is missing, not the end.
        let is_told = restriction.first("kind").is_some();
        if is_told && facts.runs && is_open(&facts) && !told_over {
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

/// Neither an end nor a length is told, nor a step or a change with which it ends.
fn is_open(facts: &RestrictionFacts) -> bool {
    let mut changes = facts.changes.iter();
    facts.end.is_none()
        && facts.length.is_none()
        && facts.until.is_none()
        && !changes
            .any(|change| change.kind.ends() || change.length.is_some() || change.end.is_some())
}

/// When a restriction ends: the earliest and the latest day that can be meant.
struct End<'a> {
    days: DayRange,
    told: Vec<Told<'a>>,
    /// Somebody told the day, of the restriction, a change or a step; else it is computed.
    stated: bool,
}

impl<'a> End<'a> {
    fn of(
        restriction: &Record<'a>,
        facts: &RestrictionFacts,
        (imposed, asked): (&Imposed<'_, 'a>, &Asked),
    ) -> Option<Self> {
        // Of an end alone nothing is told that it could not agree with.
        restriction.first("status")?;
        let end = Standing::on(asked.today, facts).end?;
        let stated = match end.how {
            EndSource::Stated | EndSource::Changed | EndSource::Step => true,
            EndSource::Computed => false,
            EndSource::Bounded => return None,
        };
        (end.days.first.is_known() && end.days.last.is_known()).then(|| Self {
            days: end.days,
            told: imposed.end_is_told_by(restriction),
            stated,
        })
    }
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
            "in_force" if end.days.last.0.saturating_add(slack) < from.0 => {
                "restriction.in_force_after_end"
            }
            // A stated end is what happened; a term can be shortened, and then somebody should have said so.
            "ended" if !end.stated && end.days.first.0 > until.0.saturating_add(slack) => {
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
            .place("end", Arg::Days(end.days.last, end.days.last))
            .value("told", restriction.id, said);
        for (record, told) in &end.told {
            made = made.rests_on(*record, told);
        }
        found.push(made.done());
        return;
    }
}
