//! What must be kept for a court: as long as somebody says so, nothing is forgotten that it concerns.

use super::choices::Choices;
use super::marks::Marks;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::reviewing::ReviewForm;
use crate::saving::{Refused, Saved, Say};
use aigaq_schema::{Basis, RecordId, Value};
use aigaq_view::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// What a court may need whole, where those who point to somebody point to it: what happened, and what came of it.
const CONCERN: [&str; 7] = [
    "act",
    "event",
    "case",
    "decision",
    "restriction",
    "listing",
    "file",
];

impl Workspace {
    /// The records that are touched, or in which the person has a part, and that must be kept for a court.
    pub(super) fn holds_on(
        &self,
        marks: &Marks,
        choices: &Choices,
    ) -> Result<Vec<RecordId>, WorkspaceError> {
        let mut held = self.all_held()?;
        if held.is_empty() {
            return Ok(Vec::new());
        }
        let touched = marks.touched(choices).map(|(root, ..)| *root);
        let mut concerned: BTreeSet<RecordId> = touched.collect();
        for root in &marks.pointing {
            concerned.insert(*root);
            for block in self.view.said_with_parts(*root)? {
                for statement in &block.statements {
                    if let Value::Reference(to) = &statement.value
                        && let Some(record_type) = self.view.type_of(*to)?
                        && CONCERN.contains(&record_type.as_str())
                    {
                        concerned.insert(self.view.root_of(*to)?);
                    }
                }
            }
        }
        held.retain(|root, _| concerned.contains(root));
        Ok(held.into_keys().collect())
    }

    /// The roots that must be kept for a court, each with the judgement that says so.
    fn all_held(&self) -> Result<BTreeMap<RecordId, RecordId>, WorkspaceError> {
        let mut held = BTreeMap::new();
        for brief in self.briefs(&Reader::keeper(), "judgement")? {
            let is_hold = matches!(brief.value("kind"), Some(Value::Term(kind)) if kind == "hold");
            if brief.is_withdrawn || !is_hold {
                continue;
            }
            for value in brief.values("record") {
                if let Value::Reference(on) = value {
                    held.insert(self.view.root_of(*on)?, brief.id);
                }
            }
        }
        Ok(held)
    }

    /// Says that a record, or that of which it is a part, must be kept for a court: nobody makes the program forget
    /// what it concerns until that is taken back ([`Workspace::take_back`] of the judgement). The words of the form say
    /// why.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when it does not say why, or there is no such record; as [`Workspace::save`].
    pub fn hold(&mut self, form: &ReviewForm) -> Result<Saved, Refused> {
        if let Some(saved) = self.sent_before(form.token)? {
            return Ok(saved);
        }
        let root = self.view.root_of(form.about)?;
        let on = Say::new("record", Value::Reference(root), &Basis::default());
        let judgement = form.judgement("hold", on)?;
        self.decide(form, vec![judgement])
    }

    /// The judgement by which this record, or one that is one with it, must be kept for a court; `None` when nobody
    /// says so.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn held(&self, record: RecordId) -> Result<Option<RecordId>, WorkspaceError> {
        let held = self.all_held()?;
        let root = self.view.root_of(record)?;
        let all = self.sameness()?.clusters.members(root);
        Ok(all.iter().find_map(|one| held.get(one)).copied())
    }
}
