//! The restrictions as they were read for one reader, and the register on the day asked last: kept, because a person goes
//! through the pages of a register and from one register to the next.

use super::reading::Reading;
use crate::error::WorkspaceError;
use crate::kept::{All, Derived, Place, Version};
use crate::open::Workspace;
use aigaq_registers::restrictions::{Outline, Stock};
use aigaq_registers::{RestrictionFacts, RestrictionRegister};
use aigaq_schema::{Day, RecordId};
use aigaq_view::Reader;
use std::collections::HashMap;
use std::sync::Arc;

/// One restriction.
#[derive(Debug, Clone)]
pub(crate) struct Restriction {
    /// What is told of it.
    pub facts: RestrictionFacts,
    /// How it stands on any day.
    pub outline: Outline,
    /// The act by which it was imposed, where one is named.
    pub act: Option<RecordId>,
}

/// All restrictions that somebody may see, in the order of their rows.
pub(crate) type Restrictions = All<Restriction>;

/// The places of the restrictions of each holder.
pub(crate) type ByHolder = HashMap<RecordId, Vec<usize>>;

/// Where the restrictions are kept.
#[derive(Debug, Default)]
pub(crate) struct RestrictionsAtHand {
    all: Place<Restriction>,
    on: Derived<(Version, Day, Option<String>), OnDay>,
    by_holder: Derived<Version, ByHolder>,
}

/// The register on a day.
#[derive(Debug)]
pub(crate) struct OnDay {
    /// Its lists; the places of its entries are those of the restrictions.
    pub register: RestrictionRegister,
    /// Its counts.
    pub stock: Stock,
}

impl Workspace {
    /// What the register is told of each restriction that the reader may see.
    pub(crate) fn restrictions(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Restrictions>, WorkspaceError> {
        self.told::<Reading<'_>>(&self.at_hand.restrictions.all, reader)
    }

    /// The register of one kind, or of all, on a day.
    pub(crate) fn restrictions_by_day(
        &self,
        reader: &Reader,
        day: Day,
        kind: Option<&str>,
    ) -> Result<(Arc<Restrictions>, Arc<OnDay>), WorkspaceError> {
        let all = self.restrictions(reader)?;
        let asked = (all.version(), day, kind.map(str::to_owned));
        let made = self.at_hand.restrictions.on.get(asked, || {
            let kinds = self.schema().list("restriction_kinds");
            let within = |facts: &RestrictionFacts| {
                kind.is_none_or(|kind| kinds.is_some_and(|list| list.is_within(&facts.kind, kind)))
            };
            let wanted = all.iter().enumerate();
            let wanted = wanted.filter(|(_, one)| within(&one.facts));
            let register =
                RestrictionRegister::of(day, wanted.map(|(place, one)| (place, &one.outline)));
            Ok::<_, WorkspaceError>(OnDay {
                stock: register.stock(),
                register,
            })
        })?;
        Ok((all, made))
    }

    /// The restrictions by who is restricted.
    pub(crate) fn restrictions_by_holder(
        &self,
        all: &Restrictions,
    ) -> Result<Arc<ByHolder>, WorkspaceError> {
        self.at_hand.restrictions.by_holder.get(all.version(), || {
            let mut by = ByHolder::new();
            for (place, one) in all.iter().enumerate() {
                if let Some(holder) = one.facts.holder {
                    by.entry(holder.actor).or_default().push(place);
                }
            }
            Ok(by)
        })
    }
}
