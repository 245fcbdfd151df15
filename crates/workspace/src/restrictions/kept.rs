//! The restrictions as they were read for one reader, and the register on the day asked last: kept until something is said
//! that bears on them, because a person goes through the pages of a register and from one register to the next.

use super::reading::Reading;
use crate::error::WorkspaceError;
use crate::kept::Kept;
use crate::open::Workspace;
use aigaq_registers::restrictions::{Outline, Stock};
use aigaq_registers::{RestrictionFacts, RestrictionRegister};
use aigaq_schema::Day;
use aigaq_view::Reader;
use std::sync::{Arc, Mutex, PoisonError};

/// Where the restrictions are kept.
pub(crate) type RestrictionsAtHand = Kept<Restrictions>;

/// What was read of all restrictions that somebody may see, in the order of their rows.
#[derive(Debug, Default)]
pub(crate) struct Restrictions {
    /// What is told of each.
    pub facts: Vec<RestrictionFacts>,
    /// How each stands on any day.
    pub outlines: Vec<Outline>,
    /// The row of each in the columns.
    pub rows: Vec<u32>,
    /// The register on the day, and of the kind, that was asked for last.
    on: Mutex<Option<(Asked, Arc<OnDay>)>>,
}

/// On which day, of which kind.
type Asked = (Day, Option<String>);

/// The register on a day.
#[derive(Debug)]
pub(crate) struct OnDay {
    /// Its lists; the places of its entries are those of the facts.
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
        const BEARING: &[&str] = &["restriction", "restriction_change", "stage"];
        self.read_once(self.at_hand.restrictions(), reader, BEARING, || {
            let mut reading = Reading::new(self, reader)?;
            let mut all = Restrictions::default();
            self.view.each_brief(
                reader,
                "restriction",
                |brief| -> Result<(), WorkspaceError> {
                    let facts = reading.facts_of(&brief)?;
                    all.outlines.push(Outline::of(&facts));
                    all.facts.push(facts);
                    all.rows.push(brief.row);
                    Ok(())
                },
            )?;
            Ok((all, reading.rests_on))
        })
    }

    /// The register of one kind, or of all, on a day.
    pub(crate) fn restrictions_by_day(
        &self,
        reader: &Reader,
        day: Day,
        kind: Option<&str>,
    ) -> Result<(Arc<Restrictions>, Arc<OnDay>), WorkspaceError> {
        let all = self.restrictions(reader)?;
        let asked = (day, kind.map(str::to_owned));
        let mut last = all.on.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, made)) = last.as_ref()
            && *of == asked
        {
            let made = Arc::clone(made);
            drop(last);
            return Ok((all, made));
        }
        let kinds = self.schema().list("restriction_kinds");
        let within = |facts: &RestrictionFacts| {
            kind.is_none_or(|kind| kinds.is_some_and(|list| list.is_within(&facts.kind, kind)))
        };
        let wanted = all.outlines.iter().enumerate();
        let wanted = wanted.filter(|(place, _)| within(&all.facts[*place]));
        let register = RestrictionRegister::of(day, wanted);
        let made = Arc::new(OnDay {
            stock: register.stock(),
            register,
        });
        *last = Some((asked, Arc::clone(&made)));
        drop(last);
        Ok((all, made))
    }
}
