//! Restrictions as the register sees them, from what the view holds.

mod holders;
mod kept;
mod reading;
mod tellings;

pub(crate) use holders::HolderKinds;
pub(crate) use kept::{ByHolder, OnDay, Restriction, Restrictions, RestrictionsAtHand};

use crate::error::WorkspaceError;
use crate::named::{Asking, CellPart, Naming};
use crate::open::Workspace;
use aigaq_registers::restrictions::Certainty;
use aigaq_registers::{Finding, RestrictionFacts, Standing};
use aigaq_schema::{Day, PartialDate, RecordId, Value};
use aigaq_view::{Brief, Reader};
/// How a restriction stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingGroup {
    /// Certainly in force.
    Certainly,
    /// Perhaps in force: dates or reports do not decide.
    Perhaps,
    /// Nothing says when it ends.
    EndUnknown,
    /// Not in force.
    No,
}

/// A restriction in a register.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RestrictionRow {
    /// The record.
    pub id: RecordId,
    /// How it stands.
    pub standing: StandingGroup,
    /// Why, by key of a phrase; empty when certain.
    pub why: String,
    /// Who is restricted.
    pub who: Vec<CellPart>,
    /// Its kind.
    pub kind: String,
    /// From when (EDTF); empty when unknown.
    pub start: String,
    /// Until when (EDTF), stated or computed; empty when unknown.
    pub end: String,
    /// Fewest and most days left.
    pub days_left: Option<(u32, Option<u32>)>,
}

impl Workspace {
    /// All records of a type that the reader may see, in the order of their rows.
    pub(crate) fn briefs(
        &self,
        reader: &Reader,
        record_type: &str,
    ) -> Result<Vec<Brief>, WorkspaceError> {
        let mut all = Vec::new();
        self.view
            .each_brief(reader, record_type, |brief| -> Result<_, WorkspaceError> {
                all.push(brief);
                Ok(())
            })?;
        Ok(all)
    }

    /// How restrictions stand on a day.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn restrictions_on(
        &self,
        ask: &Asking,
        day: Day,
    ) -> Result<Vec<RestrictionRow>, WorkspaceError> {
        let mut rows = Vec::new();
        for one in self.restrictions(&ask.reader)?.iter() {
            rows.extend(self.restriction_row(ask, day, &one.facts)?);
        }
        rows.sort_by_key(|r| {
            (
                r.standing as u8,
                r.days_left.map_or(u32::MAX, |d| d.0),
                r.id,
            )
        });
        Ok(rows)
    }

    /// How one restriction stands on a day, in words.
    pub(crate) fn restriction_row(
        &self,
        ask: &Asking,
        day: Day,
        facts: &RestrictionFacts,
    ) -> Result<Option<RestrictionRow>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let Some(brief) = self.view.brief(&ask.reader, facts.restriction)? else {
            return Ok(None);
        };
        let finding = Finding::on(day, facts);
        let text = |property: &str| brief.value(property).map(Value::plain).unwrap_or_default();
        Ok(Some(RestrictionRow {
            id: brief.id,
            standing: group(&finding.standing),
            why: finding.standing.why_key().unwrap_or_default().to_owned(),
            who: naming.values(&brief, "actor")?,
            kind: naming.code("restriction_kinds", &facts.kind),
            start: text("start"),
            end: finding.end.map(|end| end.text).unwrap_or_default(),
            days_left: finding.days_left.map(|d| (d.min, d.max)),
        }))
    }

    /// The rows of restrictions certainly or perhaps in force on a day, or whose end is unknown.
    pub(crate) fn in_force_rows(
        &self,
        reader: &Reader,
        day: Day,
    ) -> Result<Vec<u32>, WorkspaceError> {
        let all = self.restrictions(reader)?;
        Ok(all
            .rows()
            .zip(all.iter())
            .filter(|(_, one)| one.outline.certainty(day) != Certainty::No)
            .map(|(row, _)| row)
            .collect())
    }
}

/// A date of a record.
pub(crate) fn date(brief: &Brief, property: &str) -> Option<PartialDate> {
    match brief.value(property) {
        Some(Value::Date { date, .. }) => Some(date.clone()),
        _ => None,
    }
}

/// The record that a property refers to.
pub(crate) fn reference(brief: &Brief, property: &str) -> Option<RecordId> {
    match brief.value(property) {
        Some(Value::Reference(id)) => Some(*id),
        _ => None,
    }
}

pub(crate) fn group(standing: &Standing) -> StandingGroup {
    match standing {
        Standing::Certainly => StandingGroup::Certainly,
        Standing::Perhaps(_) => StandingGroup::Perhaps,
        Standing::EndUnknown => StandingGroup::EndUnknown,
        Standing::No(_) => StandingGroup::No,
    }
}

/// The first known day of a date, for sorting.
pub(crate) fn first_day(date: Option<&PartialDate>) -> Day {
    date.map_or(Day::MAX, PartialDate::first)
}
