//! Tables of counts kept under a name, with what must be said whenever they are shown.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, Refused, Saved};
use crate::shelf::{Anew, Kept};
use aigaq_counting::Definition;
use aigaq_schema::RecordId;
use serde::{Deserialize, Serialize};

/// Its kind among definitions.
const TABLE: &str = "table";
/// The longest caveat, in characters.
const LONGEST_CAVEAT: usize = 2_000;

/// A table as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredTable {
    /// What must be said whenever it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caveat: Option<String>,
    /// The indicator of figures that others publish of the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// What it counts.
    pub definition: Definition,
}

/// A table kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedTable {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub table: StoredTable,
}

impl Workspace {
    /// The tables kept, by name. Those whose content this version cannot read are left out; their records stay.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn saved_tables(&self, ask: &Asking) -> Result<Vec<SavedTable>, WorkspaceError> {
        let all = self.all_kept(ask, TABLE)?;
        Ok(all.into_iter().filter_map(read).collect())
    }

    /// A table kept; `None` when there is none of this id, or it was taken back.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn saved_table(
        &self,
        ask: &Asking,
        id: RecordId,
    ) -> Result<Option<SavedTable>, WorkspaceError> {
        Ok(self.kept(ask, id, TABLE)?.and_then(read))
    }

    /// The table kept under a name or an id.
    ///
    /// # Errors
    /// When there is none, or several have the name.
    pub fn table_called(&self, ask: &Asking, name: &str) -> Result<SavedTable, WorkspaceError> {
        let name = name.trim();
        let mut found: Vec<SavedTable> = self
            .saved_tables(ask)?
            .into_iter()
            .filter(|table| table.name == name || table.id.to_string() == name)
            .collect();
        match (found.pop(), found.is_empty()) {
            (Some(table), true) => Ok(table),
            (Some(table), false) => {
                let ids = found
                    .iter()
                    .chain([&table])
                    .map(|table| table.id.to_string());
                Err(WorkspaceError::Asked(reasons::several_tables(
                    name,
                    ids.collect::<Vec<_>>().join(", "),
                )))
            }
            (None, _) => Err(WorkspaceError::Asked(reasons::no_such_table(name))),
        }
    }

    /// Keeps a table under a name.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. An empty name is [`Refused::Nothing`]; a definition that cannot be counted
    /// here is not kept.
    pub fn save_table(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        name: &str,
        table: &StoredTable,
    ) -> Result<(RecordId, Saved), Refused> {
        self.see(ask, &table.definition)?;
        let content = written(table)?;
        self.keep(token, now, TABLE, (name, content))
    }

    /// Changes name, caveat, indicator or definition of a kept table, for a reason in the reader's words.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. An empty name, or nothing new, is [`Refused::Nothing`].
    pub fn change_table(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        (id, name, table): (RecordId, &str, &StoredTable),
        reason: &str,
    ) -> Result<Saved, Refused> {
        self.see(ask, &table.definition)?;
        let content = written(table)?;
        let anew = Anew {
            name: Some(name),
            content: Some(&content),
        };
        self.keep_anew(token, now, (id, TABLE), (anew, reason))
    }

    /// Takes a kept table back, for a reason in the reader's words. It stays in the history.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then.
    pub fn take_back_table(
        &mut self,
        (token, now): (FormToken, (i64, String)),
        id: RecordId,
        reason: &str,
    ) -> Result<Saved, Refused> {
        self.take_back_kept(token, now, (id, TABLE), reason)
    }
}

/// A text on one line, none when nothing is left of it.
pub(crate) fn said(text: Option<&str>) -> Option<String> {
    let text: Vec<&str> = text?.split_whitespace().collect();
    let text: String = text.join(" ").chars().take(LONGEST_CAVEAT).collect();
    (!text.is_empty()).then_some(text)
}

fn written(table: &StoredTable) -> Result<String, Refused> {
    let table = StoredTable {
        caveat: said(table.caveat.as_deref()),
        indicator: said(table.indicator.as_deref()),
        definition: table.definition.clone(),
    };
    toml::to_string(&table)
        .map_err(|error| Refused::Unfit(reasons::table_unwritable(error.to_string())))
}

fn read(kept: Kept) -> Option<SavedTable> {
    Some(SavedTable {
        id: kept.id,
        name: kept.name,
        table: toml::from_str(&kept.content).ok()?,
    })
}
