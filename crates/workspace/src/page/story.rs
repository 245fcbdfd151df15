//! Who did what to whom, and what happened around a record, by date.

use crate::error::WorkspaceError;
use crate::named::{CellPart, Named, Naming};
use crate::open::Workspace;
use crate::restrictions::first_day;
use aigaq_publishing::dates;
use aigaq_schema::{Day, PartialDate, RecordId, Value};
use aigaq_view::{Brief, RecordPage};

/// Those to whom an act was done that are named beside it.
const WHOM: usize = 2;

/// An actor in an act.
#[derive(Debug, Clone, serde::Serialize)]
pub struct InvolvementView {
    /// The involvement.
    pub id: RecordId,
    /// The role, by code.
    pub role: String,
    /// The role in words.
    pub role_label: String,
    /// Who.
    pub actor: Vec<CellPart>,
    /// How many.
    pub number: Option<String>,
}

/// Something that happened.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TimelineEntry {
    /// When, in words.
    pub date: String,
    /// For sorting.
    #[serde(skip)]
    pub sort: Day,
    /// When it began, or was.
    #[serde(skip)]
    pub from: PartialDate,
    /// When it ended, where it lasted and its end is told.
    #[serde(skip)]
    pub to: Option<PartialDate>,
    /// What.
    pub what: Named,
    /// In which role.
    pub role: Option<String>,
}

impl Workspace {
    /// The actors in an act: perpetrators first, then targets, then others.
    pub(super) fn involvements(
        &self,
        naming: &Naming<'_>,
        brief: &Brief,
    ) -> Result<Vec<InvolvementView>, WorkspaceError> {
        if brief.record_type != "act" {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        for part in self
            .view
            .pointing(&naming.ask.reader, brief.id, "involvement", "act")?
        {
            let role = part.value("role").map(Value::plain).unwrap_or_default();
            let number = naming
                .schema
                .property("involvement", "number")
                .zip(part.value("number"));
            all.push(InvolvementView {
                id: part.id,
                role_label: naming.code("involvement_roles", &role),
                actor: naming.values(&part, "actor")?,
                number: number.map(|(property, value)| naming.value_text(property, value)),
                role,
            });
        }
        let place = |role: &str| {
            if role.starts_with("perpetrator") {
                0
            } else {
                1 + usize::from(role != "target")
            }
        };
        all.sort_by_key(|i| (place(&i.role), i.role.clone(), i.id));
        Ok(all)
    }

    /// A record as it is called beside others; an act with those it was done to, for acts of one day and type have
    /// no other name. The record of the page itself is not named again.
    pub(super) fn named_beside(
        &self,
        naming: &Naming<'_>,
        brief: &Brief,
        page: RecordId,
    ) -> Result<Named, WorkspaceError> {
        let mut named = naming.named(brief)?;
        if brief.record_type != "act" {
            return Ok(named);
        }
        let targets = self.actors_in(naming, brief.id, "target")?;
        let others: Vec<&str> = targets
            .iter()
            .filter(|part| !matches!(part, CellPart::Link(who) if who.id == page))
            .map(CellPart::text)
            .collect();
        if !others.is_empty() {
            let more = others.len().saturating_sub(WHOM);
            let whom = others[..others.len() - more].join(", ");
            named.caption.push_str(&format!(" — {whom}"));
            if more > 0 {
                named.caption.push_str(&format!(" +{more}"));
            }
        }
        Ok(named)
    }

    /// What happened around the record, by date: acts of an event or an actor, restrictions, cases, assessments.
    pub(super) fn timeline(
        &self,
        naming: &Naming<'_>,
        page: &RecordPage,
    ) -> Result<Vec<TimelineEntry>, WorkspaceError> {
        let mut entries = Vec::new();
        for incoming in &page.incoming {
            let (brief, role) = if incoming.from.record_type == "involvement" {
                let Some(Value::Reference(act)) = incoming.from.value("act") else {
                    continue;
                };
                let Some(act) = self.view.brief(&naming.ask.reader, *act)? else {
                    continue;
                };
                let role = incoming
                    .from
                    .value("role")
                    .map(|r| naming.code("involvement_roles", &r.plain()));
                (act, role)
            } else {
                (incoming.from.clone(), None)
            };
            if brief.id == page.brief.id {
                // An act is not a part of its own story.
                continue;
            }
            let Some(date) = main_date(&brief) else {
                continue;
            };
            entries.push(TimelineEntry {
                date: dates::words(date, naming.ask.language),
                sort: first_day(Some(date)),
                from: date.clone(),
                to: brief.value("end").and_then(date_of).cloned(),
                what: self.named_beside(naming, &brief, page.brief.id)?,
                role,
            });
        }
        entries.sort_by_key(|e| (e.sort, e.what.id));
        entries.dedup_by_key(|e| (e.what.id, e.role.clone()));
        Ok(entries)
    }
}

/// The date a record stands by in a timeline.
pub(crate) fn main_date(brief: &Brief) -> Option<&PartialDate> {
    [
        "start", "date", "decided", "opened", "made_on", "filed", "period", "since",
    ]
    .iter()
    .find_map(|code| date_of(brief.value(code)?))
}

/// The first day that the date of a record can mean.
pub(super) fn first_day_of(brief: &Brief) -> Day {
    first_day(main_date(brief))
}

fn date_of(value: &Value) -> Option<&PartialDate> {
    match value {
        Value::Date { date, .. } => Some(date),
        _ => None,
    }
}
