//! The note that came in and of which an incident is made: what its form begins with, and what stands beside it.

use crate::entering::desk::Desk;
use crate::entering::fields::FieldFault;
use crate::entering::filled::Filled;
use crate::entering::reading::as_typed;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::notes::InboxNote;
use crate::open::Workspace;
use crate::saving::FormToken;
use aigaq_schema::{RecordId, Value};

/// The field that names the note.
const NOTE: &str = "note";

impl Workspace {
    /// What the quick form begins with when an incident is made of a note: the note, and when and where it was told
    /// to have happened. Empty when there is no such note, or the reader may not see it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn note_filled(&self, ask: &Asking, note: RecordId) -> Result<Filled, WorkspaceError> {
        let mut filled = Filled::default();
        if self.inbox_note(ask, note)?.is_none() {
            return Ok(filled);
        }
        filled.set(NOTE, &note.to_string());
        let nothing = Filled::default();
        let desk = Desk::new(self, ask, &nothing, FormToken::from_random([0; 16]));
        let Some(brief) = self.view.brief(&ask.reader, note)? else {
            return Ok(filled);
        };
        if let (Some(property), Some(value)) =
            (desk.property(NOTE, "happened"), brief.value("happened"))
        {
            filled.set("when", &as_typed(&desk, property, value));
        }
        if let Some(Value::Text { text, .. }) = brief.value("where") {
            filled.set("place", text);
        }
        Ok(filled)
    }
}

impl Desk<'_> {
    /// The note that the form names. One that is not there, or that the reader may not see, is told.
    pub(super) fn note(&mut self) -> Result<Option<InboxNote>, WorkspaceError> {
        let text = self.filled.get(NOTE);
        if text.is_empty() {
            return Ok(None);
        }
        let note = match text.parse() {
            Ok(id) => self.workspace.inbox_note(&self.naming.ask, id)?,
            Err(_) => None,
        };
        if note.is_none() {
            self.faults.push(FieldFault {
                name: String::new(),
                label: String::new(),
                text: self.say("enter.no_such_note"),
            });
        }
        Ok(note)
    }
}
