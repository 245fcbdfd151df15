//! What was done to organisations: acts, restrictions, refused registrations.

use super::kept::{ActOn, Application};
use super::material::{code, references};
use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::restrictions::{Restriction, date};
use crate::standing::StandingFor;
use aigaq_registers::restrictions::HolderKind;
use aigaq_schema::{PartialDate, RecordId};
use aigaq_view::Reader;
use std::collections::HashSet;

/// One thing done to an organisation.
#[derive(Debug, Clone)]
pub(super) struct Pressure {
    pub organisation: RecordId,
    pub group: &'static str,
    pub date: Option<PartialDate>,
    /// Until when, where it lasted.
    pub end: Option<PartialDate>,
    pub record: RecordId,
    pub record_type: &'static str,
}

/// Everything done to organisations.
pub(super) fn all_pressure(
    (workspace, reader): (&Workspace, &Reader),
    acts: &[ActOn],
    restrictions: &[Restriction],
    applications: &[Application],
) -> Result<Vec<Pressure>, WorkspaceError> {
    let mut standing = StandingFor::new(workspace, *reader)?;
    let mut all = Vec::new();
    let mut told = HashSet::new();
    for act in acts {
        for organisation in &act.organisations {
            told.insert((act.act, *organisation));
            all.push(Pressure {
                organisation: *organisation,
                group: act.group,
                date: act.date.clone(),
                end: act.end.clone(),
                record: act.act,
                record_type: "act",
            });
        }
    }
    for Restriction { facts, act, .. } in restrictions {
        let Some(holder) = facts
            .holder
            .filter(|holder| holder.kind == HolderKind::Organisation)
        else {
            continue;
        };
        if act.is_some_and(|act| told.contains(&(act, holder.actor))) {
            continue;
        }
        all.push(Pressure {
            organisation: holder.actor,
            group: match facts.kind.as_str() {
                "organisation_suspension" => "suspensions",
                "fine_or_penalty" => "fines",
                _ => "other",
            },
            date: facts.start.clone().or(facts.decided.clone()),
            end: facts.end.clone(),
            record: facts.restriction,
            record_type: "restriction",
        });
    }
    for (brief, _) in applications {
        let kind = code(brief, "kind").unwrap_or_default();
        let outcome = code(brief, "outcome").unwrap_or_default();
        let refused = workspace.marked("application_outcomes", &outcome, "refused");
        if !refused || !workspace.is_within("application_kinds", &kind, "registration") {
            continue;
        }
        for applicant in references(brief, "applicant") {
            all.push(Pressure {
                organisation: standing.of(applicant)?,
                group: "refusals",
                date: date(brief, "answered").or(date(brief, "filed")),
                end: None,
                record: brief.id,
                record_type: "application",
            });
        }
    }
    Ok(all)
}
