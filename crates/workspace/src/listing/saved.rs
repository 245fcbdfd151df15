//! Searches kept under a name: a definition of the organisation's own, in the journal like everything else, so that
//! the words in it are encrypted and an address needs only its id.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say, Seen};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, RecordId, Statement, Value, Withdrawal};
use aigaq_view::Brief;
use serde::{Deserialize, Serialize};

const DEFINITION: &str = "definition";
const SEARCH: &str = "search";
/// The longest name of a search, in characters.
const LONGEST_NAME: usize = 120;

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
        let live = match self.view.columns().table(DEFINITION) {
            Some(table) => table.live().rows().collect(),
            None => Vec::new(),
        };
        let mut all = Vec::new();
        for row in live {
            let brief = self.view.brief_at(&ask.reader, DEFINITION, row)?;
            all.extend(brief.as_ref().and_then(read));
        }
        all.sort_by_cached_key(|search| {
            (aigaq_schema::collation::sort_key(&search.name), search.id)
        });
        Ok(all)
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
        Ok(self.view.brief(&ask.reader, id)?.as_ref().and_then(read))
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
        let name = named(name).ok_or(Refused::Nothing)?;
        let content = toml::to_string(search)
            .map_err(|error| Refused::Unfit(reasons::search_unwritable(error.to_string())))?;
        let id = token.record(0);
        let basis = Basis::default();
        let say = |property: &str, value| Say::new(property, value, &basis);
        let record = RecordChange::new(
            id,
            DEFINITION,
            vec![
                say("kind", Value::term(SEARCH)),
                say("code", Value::text(id.to_string())),
                say("label", Value::text(name)),
                say("content", Value::text(content)),
            ],
        );
        let saved = self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![record],
            now,
        })?;
        Ok((id, saved))
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
        let name = named(name).ok_or(Refused::Nothing)?;
        let live = self.live_search(id)?;
        let labels: Vec<&Statement> = live.iter().filter(|s| s.property == "label").collect();
        let value = Value::text(name);
        if labels.iter().any(|s| s.value == value) {
            return Err(Refused::Nothing);
        }
        let mut change = RecordChange::new(
            id,
            DEFINITION,
            vec![Say::new("label", value, &Basis::default())],
        );
        change.seen = Seen::Any;
        change.withdraw = labels.into_iter().map(|s| taken_back(s, reason)).collect();
        self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now,
        })
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
        let live = self.live_search(id)?;
        let mut change = RecordChange::new(id, DEFINITION, Vec::new());
        change.seen = Seen::Any;
        change.withdraw = live.iter().map(|s| taken_back(s, reason)).collect();
        self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now,
        })
    }

    /// What holds of a search; nothing else is renamed or taken back here.
    fn live_search(&self, id: RecordId) -> Result<Vec<Statement>, Refused> {
        let live = self.live(id)?;
        let is_search = live
            .iter()
            .any(|s| s.property == "kind" && s.value == Value::term(SEARCH));
        match is_search && self.view.type_of(id)?.as_deref() == Some(DEFINITION) {
            true => Ok(live),
            false => Err(Refused::Nothing),
        }
    }
}

fn taken_back(statement: &Statement, reason: &str) -> Withdrawal {
    Withdrawal {
        statement: statement.id,
        reason: reason.to_owned(),
    }
}

fn named(name: &str) -> Option<String> {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_NAME)
        .collect();
    (!name.is_empty()).then_some(name)
}

fn read(brief: &Brief) -> Option<SavedSearch> {
    let text = |property: &str| match brief.value(property) {
        Some(Value::Text { text, .. }) => Some(text.as_str()),
        _ => None,
    };
    let is_search = brief.value("kind") == Some(&Value::term(SEARCH));
    let search = toml::from_str(text("content").filter(|_| is_search)?).ok()?;
    Some(SavedSearch {
        id: brief.id,
        name: text("label")?.to_owned(),
        search,
    })
}
