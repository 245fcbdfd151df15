//! How many were never recorded: from the records of a workspace to the lists that an estimate is made from.
//!
//! A population is a count without its table (a [`Definition`]): what is counted, under which conditions, in which
//! time. Its lists are told apart by what its statements rest on: each source, each publisher, or each kind of source.
//! Who is on which list goes by the decisions on who is one; pairs that nobody decided are drawn.
//!
//! Reading the records needs the workspace and is quick. What is read ([`Material`]) is counts and pairs without names;
//! the estimate is made from it, without the workspace, and can be stopped.

mod gathered;
mod kept;
mod lists;
mod made;
mod published;

pub use kept::SavedEstimate;
pub use lists::{ListFound, ListsBy};
pub use made::{Estimated, Material, Part};

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::sameness::CandidateKind;
use aigaq_counting::{Definition, Filter, Query};
use aigaq_matching::decision::Holds;
use aigaq_schema::RecordId;
use gathered::{Entries, Ties};
use std::collections::{BTreeMap, BTreeSet};

/// A question for an estimate.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EstimateWish {
    /// What tells lists apart.
    pub by: ListsBy,
    /// The keys of the lists that are used; none for all there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<String>,
    /// The seed of all random numbers.
    pub seed: u64,
    /// Draws of the pairs that nobody decided; 0 to leave them apart.
    pub draws: usize,
    /// Whom or what it is about; its dimension, if it has one, parts it. In a file the last, since it is a table there.
    pub population: Definition,
}

impl EstimateWish {
    /// The name under which what tells lists apart stands in an address.
    pub const BY: &str = "lists";
    /// The name under which a chosen list stands there.
    pub const LIST: &str = "list";

    /// The name under which the seed stands there, where it is another than [`SEED`].
    pub const SEED: &str = "seed";
    /// The name under which the number of draws stands there, where it is another than [`DRAWS`].
    pub const DRAWS: &str = "draws";

    /// The question as pairs of an address: those of the population, then those of the lists, seed and draws where they
    /// are not the usual ones.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.population.clone().as_of(None).pairs();
        pairs.push((Self::BY, self.by.word().to_owned()));
        pairs.extend(self.lists.iter().map(|list| (Self::LIST, list.clone())));
        if self.seed != SEED {
            pairs.push((Self::SEED, self.seed.to_string()));
        }
        if self.draws != DRAWS {
            pairs.push((Self::DRAWS, self.draws.to_string()));
        }
        pairs
    }

    /// The same as the text of an address, behind its question mark.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs = self.pairs().into_iter();
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={}", aigaq_counting::address::encode(&value)))
            .collect();
        pairs.join("&")
    }
}

/// The seed unless told otherwise: the same question gives the same answer.
pub const SEED: u64 = 1;
/// Draws of undecided pairs unless told otherwise.
pub const DRAWS: usize = 100;

impl Workspace {
    /// Reads who of a population is on which list, and what is undecided.
    ///
    /// # Errors
    /// When the population cannot be counted here, has more than one dimension, or a list is named that is not there.
    pub fn material(&self, ask: &Asking, wish: &EstimateWish) -> Result<Material, WorkspaceError> {
        let query = self.query_now(ask, &wish.population)?;
        if query.dimensions.len() > 1 {
            return Err(WorkspaceError::Asked(crate::reasons::one_part_only()));
        }
        let whole = self.entries(ask, &query, wish)?;
        let found = self.lists_found(ask, wish.by, &whole)?;
        let used = lists::used(&found, &wish.lists)?;
        let ties = self.ties(&query, wish, &whole)?;
        let names: Vec<String> = used.iter().map(|list| list.label.clone()).collect();
        let keys: Vec<&str> = used.iter().map(|list| list.key.as_str()).collect();
        let mut parts = Vec::new();
        let mut parts_overlap = false;
        if let [path] = query.dimensions.as_slice() {
            let table = self.counting(ask, |counting| Ok(counting.count(&query)?))?;
            parts_overlap = !table.adds_up;
            for row in &table.rows {
                let key = row.key.first().cloned().unwrap_or_default();
                let mut of_part = query.clone();
                of_part.filters.push(Filter::exactly(path.clone(), &key));
                let entries = self.entries(ask, &of_part, wish)?;
                parts.push((
                    row.label.first().cloned().unwrap_or(key),
                    entries.records(&names, &keys, &ties),
                ));
            }
        }
        Ok(Material {
            unit: wish.population.unit_name().to_owned(),
            records: whole.records(&names, &keys, &ties),
            on_no_list: whole.on_none(&keys, &ties),
            perhaps: whole.perhaps,
            used: names,
            found,
            parts,
            parts_overlap,
            seed: wish.seed,
            draws: wish.draws,
        })
    }

    /// The records of a population, each with the keys of the lists it is on.
    fn entries(
        &self,
        ask: &Asking,
        query: &Query,
        wish: &EstimateWish,
    ) -> Result<Entries, WorkspaceError> {
        let behind = self.counting(ask, |counting| Ok(counting.behind(query)?))?;
        let key_of = self.keys_of_sources(ask, wish.by)?;
        let by_row = |table: &str| -> Result<BTreeMap<u32, BTreeSet<String>>, WorkspaceError> {
            let mut keys: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
            for (row, source) in self.view.sources_by_row(table)? {
                if let Some(key) = key_of.get(&source) {
                    keys.entry(row).or_default().insert(key.clone());
                }
            }
            Ok(keys)
        };
        let own = by_row(&behind.table)?;
        // Who was a target of an act is told with the act; only where the involvement names no source of its own does
        // it rest on those of the act.
        let (of_acts, acts) = if behind.table == "involvement" {
            (by_row("act")?, self.acts_of_involvements())
        } else {
            (BTreeMap::new(), Vec::new())
        };
        let none = BTreeSet::new();
        let mut entries = Entries::default();
        entries.perhaps = behind.perhaps;
        for (row, record) in behind.rows {
            let keys = own.get(&row).or_else(|| {
                let act = acts.get(row as usize).copied().flatten()?;
                of_acts.get(&act)
            });
            entries.add(record, keys.unwrap_or(&none));
        }
        Ok(entries)
    }

    /// Who is one by decision, who is not, and which pairs nobody decided, among the records of a population.
    fn ties(
        &self,
        query: &Query,
        wish: &EstimateWish,
        entries: &Entries,
    ) -> Result<Ties, WorkspaceError> {
        let table = query.unit.table();
        let sameness = self.sameness()?;
        let mut ties = Ties::default();
        if let Some(representatives) = sameness.counted.of(table) {
            ties.one_with = entries
                .rows()
                .filter_map(|row| Some((row, *representatives.get(row as usize)?)))
                .filter(|(row, first)| row != first)
                .collect();
        }
        let Some(kind) = kind_compared(query).filter(|_| wish.draws > 0) else {
            return Ok(ties);
        };
        let rows: BTreeMap<RecordId, u32> = self
            .view
            .ids(table)?
            .into_iter()
            .filter(|(row, _)| entries.has(*row))
            .map(|(row, id)| (id, row))
            .collect();
        for ((one, other), holds, _) in sameness.held.iter() {
            if let (Holds::Different, Some(one), Some(other)) =
                (holds, rows.get(&one), rows.get(&other))
            {
                ties.apart.push((*one, *other));
            }
        }
        let candidates = self.candidates(kind)?;
        for (one, other) in &candidates.proposals {
            let decided = sameness.held.between(*one, *other);
            if matches!(decided, Some(Holds::Same | Holds::Different)) {
                continue;
            }
            if let (Some(a), Some(b)) = (rows.get(one), rows.get(other)) {
                let odds = candidates.evidence(*one, *other).as_f64().exp2();
                ties.undecided.push((*a, *b, odds / (1.0 + odds)));
            }
        }
        Ok(ties)
    }

    /// The act of each involvement, by row.
    fn acts_of_involvements(&self) -> Vec<Option<u32>> {
        let table = self.view.columns().table("involvement");
        let column = table.and_then(|table| table.column("act"));
        let Some(column) = column else {
            return Vec::new();
        };
        let aigaq_counting::Data::Refs { values, .. } = column.data() else {
            return Vec::new();
        };
        values
            .iter()
            .map(|packed| column.reference(*packed).ok().map(|(_, row)| row))
            .collect()
    }
}

/// Which records of a population are compared with each other, so that pairs of them can be undecided.
fn kind_compared(query: &Query) -> Option<CandidateKind> {
    match query.unit {
        aigaq_counting::Unit::Persons => Some(CandidateKind::People),
        aigaq_counting::Unit::Organisations => Some(CandidateKind::Organisations),
        aigaq_counting::Unit::Events => Some(CandidateKind::Events),
        aigaq_counting::Unit::Acts => Some(CandidateKind::Acts),
        _ => None,
    }
}
