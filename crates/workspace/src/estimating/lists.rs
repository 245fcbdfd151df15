//! What tells lists apart, and which there are.

use super::gathered::Entries;
use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_counting::Table;
use aigaq_schema::{RecordId, Value};
use std::collections::BTreeMap;
use std::str::FromStr;

const SOURCE: &str = "source";
/// A source that repeats another counts as that one; so far a chain of repeating is followed.
const REPEATED: usize = 16;

/// What tells lists apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListsBy {
    /// Each source is a list.
    Source,
    /// Each publisher: what one organisation collected.
    #[default]
    Publisher,
    /// Each kind of source.
    Kind,
}

impl ListsBy {
    /// All.
    pub const ALL: [Self; 3] = [Self::Publisher, Self::Kind, Self::Source];

    /// The word in an address and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Publisher => "publisher",
            Self::Kind => "kind",
        }
    }
}

impl FromStr for ListsBy {
    type Err = WorkspaceError;

    fn from_str(text: &str) -> Result<Self, WorkspaceError> {
        let found = Self::ALL.into_iter().find(|by| by.word() == text);
        found.ok_or_else(|| WorkspaceError::Asked(reasons::no_such_lists(text)))
    }
}

/// A list of a population.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ListFound {
    /// What it is chosen by: the id of a source, the name of a publisher, the code of a kind.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// How many records of the population it holds, before any are one.
    pub records: u64,
}

/// The lists that are used: those named, else all.
pub(super) fn used<'f>(
    found: &'f [ListFound],
    wanted: &[String],
) -> Result<Vec<&'f ListFound>, WorkspaceError> {
    if wanted.is_empty() {
        return Ok(found.iter().collect());
    }
    let missing = wanted
        .iter()
        .find(|key| !found.iter().any(|list| is_called(list, key)));
    if let Some(key) = missing {
        return Err(WorkspaceError::Asked(reasons::no_such_list(key)));
    }
    let chosen = |list: &&ListFound| wanted.iter().any(|key| is_called(list, key));
    Ok(found.iter().filter(chosen).collect())
}

fn is_called(list: &ListFound, key: &str) -> bool {
    list.key == key || list.label == key
}

impl Workspace {
    /// The key of the list that each source belongs to. Sources that the reader may not see, or that tell no
    /// publisher or kind, belong to none.
    pub(super) fn keys_of_sources(
        &self,
        ask: &Asking,
        by: ListsBy,
    ) -> Result<BTreeMap<RecordId, String>, WorkspaceError> {
        let rows = self.view.columns().table(SOURCE).map(Table::live);
        let mut facts: BTreeMap<RecordId, (Option<RecordId>, Option<String>)> = BTreeMap::new();
        for row in rows.into_iter().flat_map(aigaq_counting::Bits::rows) {
            let Some(brief) = self.view.brief_at(&ask.reader, SOURCE, row)? else {
                continue;
            };
            let repeats = match brief.value("repeats") {
                Some(Value::Reference(id)) => Some(*id),
                _ => None,
            };
            let key = match by {
                ListsBy::Source => Some(brief.id.to_string()),
                ListsBy::Publisher => brief.value("publisher").map(Value::plain),
                ListsBy::Kind => brief.value("kind").map(Value::plain),
            };
            facts.insert(brief.id, (repeats, key));
        }
        let mut keys = BTreeMap::new();
        for id in facts.keys() {
            let mut at = *id;
            for _ in 0..REPEATED {
                match facts.get(&at).and_then(|(repeats, _)| *repeats) {
                    Some(first) if facts.contains_key(&first) && first != *id => at = first,
                    _ => break,
                }
            }
            if let Some((_, Some(key))) = facts.get(&at) {
                keys.insert(*id, key.clone());
            }
        }
        Ok(keys)
    }

    /// The lists that hold somebody of a population, the longest first.
    pub(super) fn lists_found(
        &self,
        ask: &Asking,
        by: ListsBy,
        entries: &Entries,
    ) -> Result<Vec<ListFound>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut found = Vec::new();
        for (key, records) in entries.sizes() {
            let label = match by {
                ListsBy::Publisher => key.to_owned(),
                ListsBy::Kind => naming.code("source_kinds", key),
                ListsBy::Source => {
                    let id = key.parse::<RecordId>().ok();
                    let named = id.map(|id| naming.by_id(id)).transpose()?.flatten();
                    named.map_or_else(|| key.to_owned(), |named| named.caption)
                }
            };
            found.push(ListFound {
                key: key.to_owned(),
                label,
                records,
            });
        }
        found.sort_by(|a, b| b.records.cmp(&a.records).then_with(|| a.key.cmp(&b.key)));
        // Two sources of one title are two lists all the same.
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        for list in &mut found {
            let times = told.entry(list.label.clone()).or_default();
            *times += 1;
            if *times > 1 {
                list.label = format!("{} ({times})", list.label);
            }
        }
        Ok(found)
    }
}
