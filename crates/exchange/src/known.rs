//! What the workspace already knows: asked while planning, answered by whoever keeps the records.

use crate::error::ExchangeError;
use aigaq_schema::{RecordId, Statement};

/// Answers what was said before.
pub trait Known {
    /// A record with this id is there (something was said of it, whether it still holds or not).
    ///
    /// # Errors
    /// [`ExchangeError::Known`] when it cannot be asked.
    fn exists(&self, record: RecordId) -> Result<bool, ExchangeError>;

    /// All statements ever said of this root record and of its parts, also those withdrawn.
    /// Empty for a record that is not there.
    ///
    /// # Errors
    /// [`ExchangeError::Known`] when it cannot be asked.
    fn said(&self, root: RecordId) -> Result<Vec<Said>, ExchangeError>;
}

/// One statement said before, and whether it still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The record it is about: the root asked for, or a part of it.
    pub record: RecordId,
    /// The record's type.
    pub record_type: String,
    /// The statement.
    pub statement: Statement,
    /// Whether it still holds.
    pub standing: Standing,
}

/// Whether a statement still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It holds.
    Live,
    /// A later import withdrew it: the table says otherwise now.
    WithdrawnByImport,
    /// A person withdrew it: a correction.
    WithdrawnByPerson,
    /// The change-set that said it was undone as a whole: as if it had never been imported.
    Undone,
}

/// Why an import withdraws a statement: these texts stand in the journal and are recognised again by
/// [`Standing::of_withdrawal`]. Never change them.
pub const CHANGED: &str = "import: the table says otherwise now";
/// See [`CHANGED`].
pub const CLEARED: &str = "import: the cell is empty now";
/// The reason with which undoing a change-set withdraws its statements begins so.
pub const UNDONE: &str = "undo:";

impl Standing {
    /// The standing of a statement withdrawn with this reason.
    #[must_use]
    pub fn of_withdrawal(reason: &str) -> Self {
        if reason.starts_with("import:") {
            Self::WithdrawnByImport
        } else if reason.starts_with(UNDONE) {
            Self::Undone
        } else {
            Self::WithdrawnByPerson
        }
    }

    /// What the last import of the cell said, as far as comparing goes: everything no later import took back.
    #[must_use]
    pub const fn is_last_imported(self) -> bool {
        matches!(self, Self::Live | Self::WithdrawnByPerson)
    }
}

/// An empty workspace.
#[derive(Debug, Clone, Copy, Default)]
pub struct NothingKnown;

impl Known for NothingKnown {
    fn exists(&self, _: RecordId) -> Result<bool, ExchangeError> {
        Ok(false)
    }

    fn said(&self, _: RecordId) -> Result<Vec<Said>, ExchangeError> {
        Ok(Vec::new())
    }
}
