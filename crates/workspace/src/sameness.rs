//! Which records are of one and the same person, organisation, event or act: what people decided, and what the
//! program proposes to them.
//!
//! A decision is a record (`judgement` of the kinds same, different, unsure) with the two records it is about. Who is
//! one is never kept anywhere: the view computes it from the decisions that hold, so that taking one back restores
//! exactly what was. Proposals are computed anew, too; a name alone proposes and never decides.

mod candidates;
mod cluster;
mod deciding;
mod explained;
mod material;
mod queue;
mod side;

pub use cluster::{ClashView, ClusterView, DecidedPair, MemberView, WeakestView};
pub use deciding::Verdict;
pub use explained::{ExplanationView, PartView, Speaks};
pub use queue::{CandidateKind, CandidatePage, CandidateQuery, CandidateRow};
pub use side::SideRow;

pub(crate) use candidates::AtHand;

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_schema::RecordId;
use aigaq_view::Sameness;
use std::sync::Arc;

/// Records offered for a name that was typed.
const MOST_ALIKE: usize = 12;

impl Workspace {
    /// What people decided about which records are one.
    pub(crate) fn sameness(&self) -> Result<Arc<Sameness>, WorkspaceError> {
        Ok(self.view.sameness()?)
    }

    /// Every record that is one with this, the one that stands for them first; only itself when nobody decided.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn one_with(&self, record: RecordId) -> Result<Vec<RecordId>, WorkspaceError> {
        Ok(self.view.one_with(record)?)
    }

    /// Records of this type may be of one and the same thing, told twice. A decision or a note is what it is.
    #[must_use]
    pub fn may_have_doubles(record_type: &str) -> bool {
        aigaq_view::may_have_doubles(record_type)
    }

    /// A record as it is called; `None` when it is not there or may not be seen.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn named(&self, ask: &Asking, record: RecordId) -> Result<Option<Named>, WorkspaceError> {
        Naming::new(&self.view, *ask).by_id(record)
    }

    /// Records of the same type whose name is like this one, the likest first, without the record itself.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn called_alike(
        &self,
        ask: &Asking,
        record: RecordId,
        name: &str,
    ) -> Result<Vec<Named>, WorkspaceError> {
        let Some(record_type) = self.view.type_of(record)? else {
            return Ok(Vec::new());
        };
        let naming = Naming::new(&self.view, *ask);
        let found = self
            .view
            .alike(&ask.reader, name, &[&record_type], MOST_ALIKE)?;
        found
            .iter()
            .filter(|brief| brief.id != record)
            .map(|brief| naming.named(brief))
            .collect()
    }
}
