//! What was done to organisations: acts, restrictions, refused registrations, read from the view.

use super::material::{code, references};
use super::organisations::GROUPS;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::restrictions::{date, reference};
use aigaq_registers::restrictions::HolderKind;
use aigaq_schema::{PartialDate, RecordId};
use aigaq_view::{Brief, Reader};
use std::collections::{BTreeSet, HashMap};

/// Act types that are pressure on an organisation.
const ACTS: [&str; 3] = ["ORG", "LAB.union", "MED.close"];

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

impl Pressure {
    fn of(
        organisation: RecordId,
        group: &'static str,
        record_type: &'static str,
        brief: &Brief,
    ) -> Self {
        Self {
            organisation,
            group,
            date: date(brief, "start"),
            end: date(brief, "end"),
            record: brief.id,
            record_type,
        }
    }
}

impl Workspace {
    /// Everything done to organisations.
    pub(super) fn read_pressure(&self, reader: &Reader) -> Result<Vec<Pressure>, WorkspaceError> {
        let mut all = Vec::new();
        let mut told = BTreeSet::new();
        let targets = self.targets(reader)?;
        self.view
            .each_brief(reader, "act", |brief| -> Result<_, WorkspaceError> {
                let Some(group) = self.group_of_act(&brief) else {
                    return Ok(());
                };
                for organisation in targets.get(&brief.id).into_iter().flatten() {
                    told.insert((brief.id, *organisation));
                    all.push(Pressure::of(*organisation, group, "act", &brief));
                }
                Ok(())
            })?;
        for facts in &self.restrictions(reader)?.facts {
            let Some(holder) = facts.holder.filter(|h| h.kind == HolderKind::Organisation) else {
                continue;
            };
            let Some(brief) = self.view.brief(reader, facts.restriction)? else {
                continue;
            };
            let act = reference(&brief, "act");
            if act.is_some_and(|act| told.contains(&(act, holder.actor))) {
                continue;
            }
            let group = match facts.kind.as_str() {
                "organisation_suspension" => "suspensions",
                "fine_or_penalty" => "fines",
                _ => "other",
            };
            all.push(Pressure {
                date: facts.start.clone().or(facts.decided.clone()),
                ..Pressure::of(holder.actor, group, "restriction", &brief)
            });
        }
        for brief in self.briefs(reader, "application")? {
            let kind = code(&brief, "kind").unwrap_or_default();
            let outcome = code(&brief, "outcome").unwrap_or_default();
            let refused = self.marked("application_outcomes", &outcome, "refused");
            if !refused || !self.is_within("application_kinds", &kind, "registration") {
                continue;
            }
            for organisation in references(&brief, "applicant") {
                all.push(Pressure {
                    date: date(&brief, "answered").or(date(&brief, "filed")),
                    ..Pressure::of(organisation, "refusals", "application", &brief)
                });
            }
        }
        Ok(all)
    }

    /// The part of the register that an act belongs to; `None` for what is no pressure on an organisation.
    fn group_of_act(&self, act: &Brief) -> Option<&'static str> {
        let kind = code(act, "type")?;
        let within = |of: &str| self.is_within("act_types", &kind, of);
        if !ACTS.into_iter().any(within) {
            return None;
        }
        let group = GROUPS
            .into_iter()
            .find(|(_, types)| types.iter().any(|of| within(of)));
        Some(group.map_or("other", |(key, _)| key))
    }

    /// The organisations that acts were done to.
    fn targets(&self, reader: &Reader) -> Result<HashMap<RecordId, Vec<RecordId>>, WorkspaceError> {
        let mut targets: HashMap<RecordId, Vec<RecordId>> = HashMap::new();
        let mut kinds: HashMap<RecordId, bool> = HashMap::new();
        for brief in self.briefs(reader, "involvement")? {
            let role = code(&brief, "role").unwrap_or_default();
            let (Some(act), Some(actor)) = (reference(&brief, "act"), reference(&brief, "actor"))
            else {
                continue;
            };
            if !self.is_within("involvement_roles", &role, "target") {
                continue;
            }
            let organisation = match kinds.get(&actor) {
                Some(known) => *known,
                None => {
                    let kind = self.view.brief(reader, actor)?;
                    let kind = kind
                        .and_then(|brief| code(&brief, "kind"))
                        .unwrap_or_default();
                    let is = self.is_within("actor_kinds", &kind, "organisation");
                    kinds.insert(actor, is);
                    is
                }
            };
            if organisation {
                targets.entry(act).or_default().push(actor);
            }
        }
        Ok(targets)
    }
}
