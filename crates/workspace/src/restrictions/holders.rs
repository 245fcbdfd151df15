//! What kind of actor somebody is: a person, a group, an organisation; each is read once.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_registers::restrictions::HolderKind;
use aigaq_schema::{RecordId, Value};
use aigaq_view::Reader;
use std::collections::HashMap;

/// The kinds of actors, as one reader sees them.
pub(crate) struct HolderKinds<'w> {
    workspace: &'w Workspace,
    reader: Reader,
    known: HashMap<RecordId, HolderKind>,
}

impl<'w> HolderKinds<'w> {
    /// None is known yet.
    pub(crate) fn new(workspace: &'w Workspace, reader: Reader) -> Self {
        Self {
            workspace,
            reader,
            known: HashMap::new(),
        }
    }

    /// The kind of this actor; one of no kind that is known counts as a person.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub(crate) fn of(&mut self, actor: RecordId) -> Result<HolderKind, WorkspaceError> {
        if let Some(known) = self.known.get(&actor) {
            return Ok(*known);
        }
        let brief = self.workspace.view.brief(&self.reader, actor)?;
        let kind = brief.and_then(|brief| brief.value("kind").map(Value::plain));
        let kinds = self.workspace.schema().list("actor_kinds");
        let within = |of: &str| {
            let kind = kind.as_deref().unwrap_or_default();
            kinds.is_some_and(|list| list.is_within(kind, of))
        };
        let kind = if within("organisation") {
            HolderKind::Organisation
        } else if within("group") {
            HolderKind::Group
        } else {
            HolderKind::Person
        };
        self.known.insert(actor, kind);
        Ok(kind)
    }
}
