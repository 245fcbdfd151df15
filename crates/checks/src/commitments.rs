//! Commitments that nobody assessed in the period asked about, or ever.

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Records};
use aigaq_schema::{RecordId, Within};
use std::collections::BTreeSet;

pub(crate) fn check(records: &Records<'_>, asked: &Asked, found: &mut Vec<Finding>) {
    // What the government says of itself is no assessment.
    let assessed: BTreeSet<RecordId> = records
        .of_type("assessment")
        .filter(|a| a.term("axis").is_none_or(|axis| axis == "independent"))
        .filter(|a| match (asked.period, a.date("date")) {
            (Some(period), Some((_, date))) => date.within(period) != Within::Outside,
            (Some(_), None) => false,
            (None, _) => true,
        })
        .flat_map(|a| a.references("commitment"))
        .collect();
    for commitment in records.of_type("commitment") {
        // One made after the period could not be assessed in it; nor can one that lies in the future.
        let until = asked.period.map_or(asked.today, |p| p.to);
        let later = commitment
            .date("made_on")
            .is_some_and(|(_, date)| date.first() > until);
        // One that is the same as another, or a part of one, is assessed with it.
        let with_another = ["same_as", "part_of"]
            .iter()
            .flat_map(|property| commitment.references(property))
            .any(|other| assessed.contains(&other));
        if later || with_another || assessed.contains(&commitment.id) {
            continue;
        }
        let mut made = Made::new(Kind::Unassessed, Weight::Gap, "commitment.unassessed")
            .record("commitment", commitment.id)
            .about(commitment.id);
        // To have said why nobody assessed it in one year says nothing of the next.
        if let Some(period) = asked.period {
            made = made.asked_of(period);
        }
        found.push(made.done());
    }
}
