//! Who stands for whom: of records that are one and the same person, the one by which a reader finds them.
//!
//! Registers group by person: who is held, who is listed, who was let go. What is told of one record is told of all that are
//! one with it. A reader who may not see the record that stands for them all sees the first that they may see.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_schema::RecordId;
use aigaq_view::{Brief, Reader, Sameness};
use std::collections::HashMap;
use std::sync::Arc;

/// The records that stand for others, as one reader sees them.
pub(crate) struct StandingFor<'w> {
    workspace: &'w Workspace,
    reader: Reader,
    sameness: Arc<Sameness>,
    known: HashMap<RecordId, RecordId>,
}

impl<'w> StandingFor<'w> {
    /// As people have decided by now.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub(crate) fn new(workspace: &'w Workspace, reader: Reader) -> Result<Self, WorkspaceError> {
        Ok(Self {
            workspace,
            reader,
            sameness: workspace.sameness()?,
            known: HashMap::new(),
        })
    }

    /// The record that stands for this one; itself when nobody decided.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub(crate) fn of(&mut self, record: RecordId) -> Result<RecordId, WorkspaceError> {
        if let Some(known) = self.known.get(&record) {
            return Ok(*known);
        }
        let members = self.sameness.clusters.members(record);
        let mut stands = record;
        if members.len() > 1 {
            for member in &members {
                let brief = self.workspace.view.brief(&self.reader, *member)?;
                if brief.is_some_and(|brief: Brief| !brief.is_withdrawn) {
                    stands = *member;
                    break;
                }
            }
        }
        self.known.insert(record, stands);
        Ok(stands)
    }

    /// As [`StandingFor::of`]; what is told rests on all that are one with it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub(crate) fn resting_on(
        &mut self,
        record: RecordId,
        rests_on: &mut Vec<RecordId>,
    ) -> Result<RecordId, WorkspaceError> {
        rests_on.extend(self.sameness.clusters.members(record));
        self.of(record)
    }
}

/// The records that are one with others than before.
pub(crate) fn moved(before: &Sameness, now: &Sameness) -> Vec<RecordId> {
    let by_first =
        |of: &Sameness| -> HashMap<RecordId, Vec<RecordId>> { of.clusters.iter().collect() };
    let (before, now) = (by_first(before), by_first(now));
    let gone = before
        .iter()
        .filter(|(first, members)| now.get(first) != Some(members));
    let come = now
        .iter()
        .filter(|(first, members)| before.get(first) != Some(members));
    gone.chain(come)
        .flat_map(|(_, members)| members.iter().copied())
        .collect()
}
