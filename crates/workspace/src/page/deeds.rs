//! Who did what to whom in an event: its acts, each with those who did it and those it was done to.

use super::incoming::IncomingGroup;
use super::story::InvolvementView;
use crate::error::WorkspaceError;
use crate::named::{CellPart, Named, Naming};
use crate::open::Workspace;
use aigaq_view::{Brief, RecordPage};

/// Acts of an event that are looked at; of more the page tells the number.
const MOST_DEEDS: usize = 24;

/// The acts of an event.
#[derive(Debug, Clone, serde::Serialize)]
pub struct DeedsView {
    /// The first of them, in the order of their days.
    pub deeds: Vec<DeedView>,
    /// How many more there are.
    pub more: usize,
}

/// An act with those who are in it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct DeedView {
    /// The act.
    pub act: Named,
    /// What was done: the types of the act, in words.
    pub what: String,
    /// Those who did it.
    pub by: Vec<PartyView>,
    /// Those it was done to.
    pub to: Vec<PartyView>,
}

/// Somebody in an act.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PartyView {
    /// Their record, if they have one.
    pub actor: Option<Named>,
    /// Who they are, in words: a name, with a number where a source gives one, or why it is not said.
    pub text: String,
}

impl PartyView {
    fn of(involvement: &InvolvementView) -> Self {
        let actor = involvement.actor.iter().find_map(|part| match part {
            CellPart::Link(named) => Some(named.clone()),
            _ => None,
        });
        let names: Vec<&str> = involvement.actor.iter().map(CellPart::text).collect();
        let mut text = names.join(", ");
        if let Some(number) = &involvement.number {
            text = if text.is_empty() {
                number.clone()
            } else {
                format!("{text} ({number})")
            };
        }
        Self { actor, text }
    }
}

impl Workspace {
    /// The acts of an event with those who are in them; of no other record.
    pub(super) fn deeds(
        &self,
        naming: &Naming<'_>,
        page: &RecordPage,
        incoming: &[IncomingGroup],
    ) -> Result<Option<DeedsView>, WorkspaceError> {
        if page.brief.record_type != "event" {
            return Ok(None);
        }
        let mut acts: Vec<&Brief> = page
            .incoming
            .iter()
            .filter(|one| one.from.record_type == "act" && one.property == "event")
            .map(|one| &one.from)
            .collect();
        acts.sort_by_key(|act| (super::story::first_day_of(act), act.id));
        acts.truncate(MOST_DEEDS);
        let mut deeds = Vec::new();
        for act in acts {
            deeds.push(self.deed(naming, act)?);
        }
        if deeds.is_empty() {
            return Ok(None);
        }
        let all = incoming
            .iter()
            .find(|group| group.record_type == "act" && group.property == "event")
            .map_or(deeds.len(), |group| group.total);
        Ok(Some(DeedsView {
            more: all.saturating_sub(deeds.len()),
            deeds,
        }))
    }

    fn deed(&self, naming: &Naming<'_>, act: &Brief) -> Result<DeedView, WorkspaceError> {
        let (mut by, mut to) = (Vec::new(), Vec::new());
        for involvement in self.involvements(naming, act)? {
            match involvement.role.split('.').next() {
                Some("perpetrator") => by.push(PartyView::of(&involvement)),
                Some("target") => to.push(PartyView::of(&involvement)),
                _ => {}
            }
        }
        let types = naming.values(act, "type")?;
        let types: Vec<&str> = types.iter().map(CellPart::text).collect();
        let named = naming.named(act)?;
        Ok(DeedView {
            what: if types.is_empty() {
                named.caption.clone()
            } else {
                types.join(", ")
            },
            act: named,
            by,
            to,
        })
    }
}
