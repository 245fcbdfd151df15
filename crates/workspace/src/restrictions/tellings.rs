//! How a restriction stood, by each that said so, and on which day.
//!
//! The day is what was said beside it: the `status_on` of the same source in the same saving, else another of that source
//! that stands beside no other status. Without one it is the day of the source; and where that is not known either, it
//! was so no later than the day on which it was recorded.

use crate::numbers::day_of;
use aigaq_registers::restrictions::Status;
use aigaq_schema::{ChangeSetId, PartialDate, RecordId, Statement, Value};
use aigaq_view::Spoken;

/// A status that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Telling {
    pub status: Status,
    pub source: Option<RecordId>,
    /// The day that was said beside it.
    pub on: Option<PartialDate>,
    /// Any day up to that on which it was recorded.
    pub by: Option<PartialDate>,
}

/// A day that was told, and has not been laid beside a status yet.
struct Dated<'s> {
    saving: ChangeSetId,
    source: Option<RecordId>,
    date: &'s PartialDate,
}

/// The statuses among what stands of a restriction, in the order in which they were told.
pub(super) fn tellings(said: &[(Spoken, Statement)]) -> Vec<Telling> {
    let mut dated: Vec<Dated<'_>> = said
        .iter()
        .filter(|(_, statement)| statement.property == "status_on")
        .filter_map(|(spoken, statement)| match &statement.value {
            Value::Date { date, .. } => Some(Dated {
                saving: spoken.change_set,
                source: statement.basis.source,
                date,
            }),
            _ => None,
        })
        .collect();
    let mut take = |is_it: &dyn Fn(&Dated<'_>) -> bool| {
        let place = dated.iter().position(is_it)?;
        Some(dated.remove(place).date.clone())
    };
    let mut all: Vec<Telling> = Vec::new();
    for (spoken, statement) in said.iter().filter(|(_, s)| s.property == "status") {
        let Value::Term(code) = &statement.value else {
            continue;
        };
        let source = statement.basis.source;
        let recorded = day_of(&(spoken.claimed, spoken.zone.clone()));
        let telling = Telling {
            status: Status::from_code(code),
            source,
            on: take(&|dated| dated.saving == spoken.change_set && dated.source == source),
            by: format!("../{recorded}").parse().ok(),
        };
        all.push(telling);
    }
    for telling in all.iter_mut().filter(|telling| telling.on.is_none()) {
        telling.on = take(&|dated| dated.source == telling.source);
    }
    all
}
