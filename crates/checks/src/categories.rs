//! Categories: one primary category per person and period, or partitions do not add up.

use crate::finding::{Arg, Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::passages::year;
use aigaq_schema::{RecordId, Statement, Value};
use std::collections::BTreeMap;

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    for actor in records.of_type("actor") {
        let told: Vec<(RecordId, &Statement)> =
            actor.said("category").map(|s| (actor.id, s)).collect();
        if let Some(two) = exclusive(records, &told) {
            found.push(tell("category.two", actor.id, None, &two));
        }
    }
    let mut by_year: BTreeMap<(RecordId, i64), Vec<(RecordId, &Statement)>> = BTreeMap::new();
    for involvement in records.of_type("involvement") {
        let acted: Option<&Record<'_>> =
            involvement.reference("act").and_then(|id| records.get(id));
        let when = acted
            .and_then(|act| act.date("start"))
            .and_then(|(_, date)| year(date));
        let (Some(actor), Some(when)) = (involvement.reference("actor"), when) else {
            continue;
        };
        if involvement.term("role") != Some("target") {
            continue;
        }
        let all = by_year.entry((actor, when)).or_default();
        all.extend(involvement.said("category").map(|s| (involvement.id, s)));
    }
    for ((actor, when), told) in by_year {
        if let Some(two) = exclusive(records, &told) {
            found.push(tell("category.two_in_year", actor, Some(when), &two));
        }
    }
}

/// The statements of the categories, each once, when two are not of one branch.
fn exclusive<'a>(
    records: &Records<'_>,
    told: &[(RecordId, &'a Statement)],
) -> Option<Vec<(RecordId, &'a Statement)>> {
    let list = records.schema.list("target_categories")?;
    let mut each: Vec<(&str, (RecordId, &'a Statement))> = Vec::new();
    for (record, said) in told {
        if let Value::Term(code) = &said.value
            && !each.iter().any(|(c, _)| c == code)
        {
            each.push((code, (*record, said)));
        }
    }
    let apart = each.iter().enumerate().any(|(n, (a, _))| {
        each[n + 1..]
            .iter()
            .any(|(b, _)| !list.is_within(a, b) && !list.is_within(b, a))
    });
    apart.then(|| each.into_iter().map(|(_, said)| said).collect())
}

fn tell(
    key: &'static str,
    actor: RecordId,
    when: Option<i64>,
    told: &[(RecordId, &Statement)],
) -> Finding {
    let mut made = Made::new(Kind::Category, Weight::Doubt, key).record("person", actor);
    if let Some(when) = when {
        made = made.words("year", when.to_string());
    }
    let mut values = Vec::new();
    for (record, said) in told {
        made = made.rests_on(*record, said);
        values.push(Arg::Value(*record, said.id));
    }
    made.place("categories", Arg::Several(values))
        .about(actor)
        .done()
}
