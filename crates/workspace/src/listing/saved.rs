//! Searches kept under a name: a definition of the organisation's own, in the journal like everything else, so that
//! the words in it are encrypted and an address needs only its id.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, Refused, Saved};
use crate::shelf::{Anew, Kept};
use aigaq_schema::RecordId;
use serde::{Deserialize, Serialize};

/// Its kind among definitions.
const SEARCH: &str = "search";

/// What a saved search asks for; all as in an address, but for the words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredSearch {
    /// The type, by code.
    #[serde(rename = "type")]
    pub record_type: String,
    /// Words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Conditions.
    #[serde(rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
    /// Columns.
    #[serde(rename = "cols", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The column to sort by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// The other way round.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub descending: bool,
    /// In force on this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Resting on this source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// At this place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// A search kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedSearch {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// What it asks for.
    pub search: StoredSearch,
}

impl Workspace {
    /// The searches kept, by name. Those whose content this version cannot read are left out; their records stay.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn saved_searches(&self, ask: &Asking) -> Result<Vec<SavedSearch>, WorkspaceError> {
        let all = self.all_kept(ask, SEARCH)?;
        Ok(all.into_iter().filter_map(read).collect())
    }

    /// A search kept; `None` when there is none of this id, or it was taken back.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn saved_search(
        &self,
        ask: &Asking,
        id: RecordId,
    ) -> Result<Option<SavedSearch>, WorkspaceError> {
        Ok(self.kept(ask, id, SEARCH)?.and_then(read))
    }

    /// Keeps a search under a name.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. An empty name is [`Refused::Nothing`].
    pub fn save_search(
        &mut self,
        token: FormToken,
        now: (i64, String),
        name: &str,
        search: &StoredSearch,
    ) -> Result<(RecordId, Saved), Refused> {
        let content = toml::to_string(search)
            .map_err(|error| Refused::Unfit(reasons::search_unwritable(error.to_string())))?;
        self.keep(token, now, SEARCH, (name, content))
    }

    /// Gives a kept search another name, for a reason in the reader's words.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. An empty name or the one it has is [`Refused::Nothing`].
    pub fn rename_search(
        &mut self,
        token: FormToken,
        now: (i64, String),
        id: RecordId,
        (name, reason): (&str, &str),
    ) -> Result<Saved, Refused> {
        let anew = Anew {
            name: Some(name),
            content: None,
        };
        self.keep_anew(token, now, (id, SEARCH), (anew, reason))
    }

    /// Takes a kept search back, for a reason in the reader's words. It stays in the history.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then.
    pub fn take_back_search(
        &mut self,
        token: FormToken,
        now: (i64, String),
        id: RecordId,
        reason: &str,
    ) -> Result<Saved, Refused> {
        self.take_back_kept(token, now, (id, SEARCH), reason)
    }
}

fn read(kept: Kept) -> Option<SavedSearch> {
    let search = toml::from_str(&kept.content).ok()?;
    Some(SavedSearch {
        id: kept.id,
        name: kept.name,
        search,
    })
}
