//! Which records are of one and the same person, organisation, event or act: what people decided, and what the
//! program proposes to them.
//!
//! A decision is a record (`judgement` of the kinds same, different, unsure) with the two records it is about. Who is
//! one is never kept anywhere: it is computed from the decisions that hold, so that taking one back restores exactly
//! what was. Proposals are computed anew, too; a name alone proposes and never decides.

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
use aigaq_counting::{Clusters as CountedClusters, Column, Data, Table};
use aigaq_matching::clusters::Clusters;
use aigaq_matching::decision::{Decision, Held, Said};
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Reader, Recency};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names a decision and orders it: of two, the greater is the newer, alike on every device.
pub(crate) type DecisionId = (Recency, RecordId);

/// Records offered for a name that was typed.
const MOST_ALIKE: usize = 12;

/// Of so many records that one decision calls different, each is kept apart from the next ones. A decision by hand is
/// about two.
const MOST_APART: usize = 200;

/// The kinds of judgement about two records being one.
const KINDS: [&str; 3] = ["same", "different", "unsure"];

/// What people decided, and who is one by it.
#[derive(Debug)]
pub(crate) struct Sameness {
    /// From what it was computed: how often the view had been begun, and row, and packed values, of each decision.
    of: (u64, Vec<(u32, u32, Vec<u32>)>),
    /// What holds, pair by pair.
    pub held: Held<RecordId, DecisionId>,
    /// Who is one.
    pub clusters: Clusters<RecordId, DecisionId>,
    /// The same by rows, for counting.
    pub counted: CountedClusters,
}

impl Workspace {
    /// What people decided about which records are one. Computed anew when a decision was made or taken back.
    pub(crate) fn sameness(&self) -> Result<Arc<Sameness>, WorkspaceError> {
        let of = (self.view.begun(), self.decisions_by_row());
        let mut kept = self.at_hand.sameness();
        if let Some(there) = kept.as_ref().filter(|there| there.of == of) {
            return Ok(Arc::clone(there));
        }
        let decisions = self.decisions(&of.1)?;
        let held = Held::of(&decisions);
        let clusters = Clusters::from_held(&held);
        let counted = self.by_rows(&clusters)?;
        let sameness = Arc::new(Sameness {
            of,
            held,
            clusters,
            counted,
        });
        *kept = Some(Arc::clone(&sameness));
        Ok(sameness)
    }

    /// The decisions there are, as the columns hold them.
    fn decisions_by_row(&self) -> Vec<(u32, u32, Vec<u32>)> {
        let Some(rows) = self.rows_with_code("judgement", "kind", &KINDS) else {
            return Vec::new();
        };
        let table = self.view.columns().table("judgement");
        let column = |code| table.and_then(|t| t.column(code)).map(Column::data);
        let (Some(Data::Codes { values: kinds, .. }), Some(Data::ManyRefs { values: about, .. })) =
            (column("kind"), column("record"))
        else {
            return Vec::new();
        };
        rows.rows()
            .map(|row| {
                let at = row as usize;
                let kind = kinds.get(at).copied().unwrap_or_default();
                (row, kind, about.get(at).to_vec())
            })
            .collect()
    }

    fn decisions(
        &self,
        of: &[(u32, u32, Vec<u32>)],
    ) -> Result<Vec<Decision<RecordId, DecisionId>>, WorkspaceError> {
        // What is one does not depend on who asks; what they are shown of it does.
        let keeper = Reader::keeper();
        let mut told = Vec::with_capacity(of.len());
        for (row, ..) in of {
            let Some(brief) = self.view.brief_at(&keeper, "judgement", *row)? else {
                continue;
            };
            let said = match brief.value("kind") {
                Some(Value::Term(kind)) if kind == "same" => Said::Same,
                Some(Value::Term(kind)) if kind == "different" => Said::Different,
                Some(Value::Term(kind)) if kind == "unsure" => Said::Unsure,
                _ => continue,
            };
            let about: Vec<RecordId> = brief
                .values("record")
                .filter_map(|value| match value {
                    Value::Reference(id) => Some(*id),
                    _ => None,
                })
                .collect();
            told.push((brief.id, self.of_one_type(about)?, said));
        }
        let ids: Vec<RecordId> = told.iter().map(|(id, ..)| *id).collect();
        let recency = self.view.recency(&ids)?;
        let mut decisions = Vec::new();
        for ((id, about, said), recency) in told.into_iter().zip(recency) {
            let Some(recency) = recency else {
                continue;
            };
            // A decision on more than two is one on each pair of them; "same" needs only a chain.
            for (at, one) in about.iter().enumerate() {
                let others = &about[at + 1..];
                let most = if matches!(said, Said::Same) {
                    1
                } else {
                    MOST_APART
                };
                decisions.extend(others.iter().take(most).map(|other| Decision {
                    id: (recency, id),
                    pair: (*one, *other),
                    said,
                }));
            }
        }
        Ok(decisions)
    }

    /// Records of two types are never one, whatever an import or another device says: those of the first one's type.
    fn of_one_type(&self, about: Vec<RecordId>) -> Result<Vec<RecordId>, WorkspaceError> {
        let mut kept = Vec::with_capacity(about.len());
        let mut first = None;
        for id in about {
            let found = self.view.type_of(id)?.filter(|t| Self::may_have_doubles(t));
            if found.is_some() && (first.is_none() || found == first) {
                first = found;
                kept.push(id);
            }
        }
        Ok(kept)
    }

    fn by_rows(
        &self,
        clusters: &Clusters<RecordId, DecisionId>,
    ) -> Result<CountedClusters, WorkspaceError> {
        let keeper = Reader::keeper();
        let mut by_type: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
        for (representative, members) in clusters.iter() {
            let Some(first) = self.view.brief(&keeper, representative)? else {
                continue;
            };
            for member in members.into_iter().filter(|m| *m != representative) {
                if let Some(brief) = self.view.brief(&keeper, member)? {
                    let pairs = by_type.entry(brief.record_type).or_default();
                    pairs.push((brief.row, first.row));
                }
            }
        }
        let mut counted = CountedClusters::identity();
        for (record_type, pairs) in by_type {
            let rows = self
                .view
                .columns()
                .table(&record_type)
                .map_or(0, Table::rows);
            let mut up: Vec<u32> = (0..rows).collect();
            for (row, first) in pairs {
                if let Some(place) = up.get_mut(row as usize) {
                    *place = first;
                }
            }
            counted.set(&record_type, up)?;
        }
        Ok(counted)
    }

    /// Every record that is one with this, the one that stands for them first; only itself when nobody decided.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn one_with(&self, record: RecordId) -> Result<Vec<RecordId>, WorkspaceError> {
        Ok(self.sameness()?.clusters.members(record))
    }

    /// Records of this type may be of one and the same thing, told twice. A decision or a note is what it is.
    #[must_use]
    pub fn may_have_doubles(record_type: &str) -> bool {
        !matches!(
            record_type,
            "judgement" | "note" | "definition" | "consent" | "publication" | "assessment"
        )
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
