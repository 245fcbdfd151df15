//! Which records are of one and the same person, organisation, event or act, as people decided.
//!
//! A decision is a record (`judgement` of the kinds same, different, unsure) with the two records it is about. Who is
//! one is never kept on disk: it is computed from the decisions that hold, so that taking one back restores exactly
//! what was. It stands in the view because the view decides who is named, and that is decided about a person, whatever
//! number of records tell of them.

use crate::View;
use crate::error::ViewError;
use crate::reader::Reader;
use crate::recency::Recency;
use aigaq_counting::{Clusters as CountedClusters, Data, Table};
use aigaq_matching::clusters::Clusters;
use aigaq_matching::decision::{Decision, Held, Said};
use aigaq_schema::{RecordId, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names a decision and orders it: of two, the greater is the newer, alike on every device.
pub type DecisionId = (Recency, RecordId);

/// The kinds of judgement about two records being one.
const KINDS: [&str; 3] = ["same", "different", "unsure"];

/// Of so many records that one decision calls different, each is kept apart from the next ones. A decision by hand is
/// about two.
const MOST_APART: usize = 200;

/// What people decided, and who is one by it.
#[derive(Debug)]
pub struct Sameness {
    /// What holds, pair by pair.
    pub held: Held<RecordId, DecisionId>,
    /// Who is one.
    pub clusters: Clusters<RecordId, DecisionId>,
    /// The same by rows, for counting.
    pub counted: CountedClusters,
}

/// Row, code of the kind and packed values of each decision, as the columns hold them.
type ByRow = Vec<(u32, u32, Vec<u32>)>;

/// Who is one, kept between two questions.
#[derive(Debug, Default)]
pub(crate) struct AtHand {
    kept: RefCell<Option<(ByRow, Arc<Sameness>)>>,
    /// Nothing was taken in since it was compared with the decisions.
    is_sure: Cell<bool>,
}

impl AtHand {
    /// Something was taken in: there may be other decisions.
    pub(crate) fn grown(&self) {
        self.is_sure.set(false);
    }
}

/// Records of this type may be of one and the same thing, told twice. A decision or a note is what it is.
#[must_use]
pub fn may_have_doubles(record_type: &str) -> bool {
    !matches!(
        record_type,
        "judgement"
            | "note"
            | "definition"
            | "consent"
            | "publication"
            | "assessment"
            | "file"
            | "custody"
            | "handover"
    )
}

impl View {
    /// What people decided about which records are one. Computed anew when a decision was made or taken back.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn sameness(&self) -> Result<Arc<Sameness>, ViewError> {
        let kept = self.one.kept.borrow().clone();
        if let Some((_, there)) = kept.as_ref().filter(|_| self.one.is_sure.get()) {
            return Ok(Arc::clone(there));
        }
        let by_row = self.decisions_by_row();
        let sameness = match kept {
            Some((of, there)) if of == by_row => there,
            _ => Arc::new(self.decided(&by_row)?),
        };
        *self.one.kept.borrow_mut() = Some((by_row, Arc::clone(&sameness)));
        self.one.is_sure.set(true);
        Ok(sameness)
    }

    /// Every record that is one with this, the one that stands for them first; only itself when nobody decided.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn one_with(&self, record: RecordId) -> Result<Vec<RecordId>, ViewError> {
        Ok(self.sameness()?.clusters.members(record))
    }

    fn decided(&self, by_row: &ByRow) -> Result<Sameness, ViewError> {
        let held = Held::of(&self.decisions(by_row)?);
        let clusters = Clusters::from_held(&held);
        let counted = self.by_rows(&clusters)?;
        Ok(Sameness {
            held,
            clusters,
            counted,
        })
    }

    /// The decisions there are, as the columns hold them.
    fn decisions_by_row(&self) -> ByRow {
        let table = self.columns().table("judgement");
        let column = |code| table.and_then(|table| table.column(code));
        let (Some(table), Some(kind), Some(about)) = (table, column("kind"), column("record"))
        else {
            return Vec::new();
        };
        let dictionary = kind
            .dictionary()
            .and_then(|name| self.columns().dictionary(name));
        let (Some(dictionary), Data::Codes { values: kinds, .. }, Data::ManyRefs { values, .. }) =
            (dictionary, kind.data(), about.data())
        else {
            return Vec::new();
        };
        let wanted = KINDS.map(|kind| dictionary.number(kind));
        let live = table.live();
        (0..table.rows())
            .filter(|row| live.has(*row))
            .filter_map(|row| {
                let at = row as usize;
                let kind = *kinds.get(at)?;
                let is_wanted = wanted.contains(&Some(kind));
                is_wanted.then(|| (row, kind, values.get(at).to_vec()))
            })
            .collect()
    }

    fn decisions(&self, of: &ByRow) -> Result<Vec<Decision<RecordId, DecisionId>>, ViewError> {
        // What is one does not depend on who asks; what they are shown of it does.
        let keeper = Reader::keeper();
        let mut told = Vec::with_capacity(of.len());
        for (row, ..) in of {
            let Some(brief) = self.brief_at(&keeper, "judgement", *row)? else {
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
        let recency = self.recency(&ids)?;
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
    fn of_one_type(&self, about: Vec<RecordId>) -> Result<Vec<RecordId>, ViewError> {
        let mut kept = Vec::with_capacity(about.len());
        let mut first = None;
        for id in about {
            let found = self.type_of(id)?.filter(|t| may_have_doubles(t));
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
    ) -> Result<CountedClusters, ViewError> {
        let keeper = Reader::keeper();
        let mut by_type: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
        for (representative, members) in clusters.iter() {
            let Some(first) = self.brief(&keeper, representative)? else {
                continue;
            };
            for member in members.into_iter().filter(|m| *m != representative) {
                if let Some(brief) = self.brief(&keeper, member)? {
                    let pairs = by_type.entry(brief.record_type).or_default();
                    pairs.push((brief.row, first.row));
                }
            }
        }
        let mut counted = CountedClusters::identity();
        for (record_type, pairs) in by_type {
            let rows = self.columns().table(&record_type).map_or(0, Table::rows);
            let mut up: Vec<u32> = (0..rows).collect();
            for (row, first) in pairs {
                if let Some(place) = up.get_mut(row as usize) {
                    *place = first;
                }
            }
            counted
                .set(&record_type, up)
                .map_err(|error| ViewError::Columns(error.to_string()))?;
        }
        Ok(counted)
    }
}
