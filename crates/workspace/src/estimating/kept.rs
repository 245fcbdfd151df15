//! Questions for estimates, kept under a name: the same question can be asked again when more is known.

use super::EstimateWish;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, Refused, Saved};
use aigaq_schema::RecordId;

/// Its kind among definitions.
const ESTIMATE: &str = "estimate";

/// A question for an estimate, kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SavedEstimate {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// What it asks.
    pub wish: EstimateWish,
}

impl Workspace {
    /// The questions kept, by name. Those that this version cannot read are left out; their records stay.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn saved_estimates(&self, ask: &Asking) -> Result<Vec<SavedEstimate>, WorkspaceError> {
        let all = self.all_kept(ask, ESTIMATE)?.into_iter();
        Ok(all
            .filter_map(|kept| {
                Some(SavedEstimate {
                    id: kept.id,
                    name: kept.name,
                    wish: toml::from_str(&kept.content).ok()?,
                })
            })
            .collect())
    }

    /// The question kept under a name or an id; of several of one name the first.
    ///
    /// # Errors
    /// When there is none.
    pub fn estimate_called(
        &self,
        ask: &Asking,
        name: &str,
    ) -> Result<SavedEstimate, WorkspaceError> {
        let name = name.trim();
        self.saved_estimates(ask)?
            .into_iter()
            .find(|kept| kept.name == name || kept.id.to_string() == name)
            .ok_or_else(|| WorkspaceError::Asked(reasons::no_such_estimate(name)))
    }

    /// Keeps a question under a name.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. An empty name is [`Refused::Nothing`]; what cannot be counted here is not
    /// kept.
    pub fn save_estimate(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        name: &str,
        wish: &EstimateWish,
    ) -> Result<(RecordId, Saved), Refused> {
        self.see(ask, &wish.population)?;
        let content = toml::to_string(wish)
            .map_err(|error| Refused::Unfit(reasons::table_unwritable(error.to_string())))?;
        self.keep(token, now, ESTIMATE, (name, content))
    }

    /// Takes a kept question back, for a reason in the reader's words. It stays in the history.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then.
    pub fn take_back_estimate(
        &mut self,
        (token, now): (FormToken, (i64, String)),
        id: RecordId,
        reason: &str,
    ) -> Result<Saved, Refused> {
        self.take_back_kept(token, now, (id, ESTIMATE), reason)
    }
}
