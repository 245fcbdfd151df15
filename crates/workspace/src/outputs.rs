//! The outputs.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_publishing::Document;
use aigaq_schema::{Day, PartialDate};
use aigaq_view::Audience;

/// Which output, over what time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A bulletin over a period: from the first day of one date to the last of another.
    Bulletin {
        /// From.
        from: PartialDate,
        /// To.
        to: PartialDate,
    },
    /// The register of restrictions on a day.
    Restrictions {
        /// The day.
        on: Day,
    },
    /// The matrix of commitments as it stands on a day.
    Commitments {
        /// The day.
        on: Day,
    },
}

/// An output that is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Which.
    pub output: Output,
    /// For whom.
    pub audience: Audience,
}

impl Workspace {
    /// Makes an output.
    ///
    /// # Errors
    /// When the view cannot be read or the period is backwards.
    pub fn publish(&self, ask: &Asking, wish: &Wish) -> Result<Document, WorkspaceError> {
        let _ = (ask, wish);
        Err(WorkspaceError::Asked("not yet".to_owned()))
    }
}
