//! Leaving: everything in open formats, readable without this program.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_schema::Schema;
use std::path::Path;

/// What an export wrote.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ExportSummary {
    /// Records.
    pub records: u64,
    /// Statements, withdrawn ones too.
    pub statements: u64,
    /// File names.
    pub files: Vec<String>,
}

impl Workspace {
    /// Writes all records as CSV (a file a type), all statements as JSON Lines, and the schema, as plain files.
    ///
    /// # Errors
    /// When the folder holds something already, or a file cannot be written.
    pub fn export(&self, dir: &Path) -> Result<ExportSummary, WorkspaceError> {
        let _ = (dir, Schema::shipped());
        Err(WorkspaceError::Asked("not yet".to_owned()))
    }
}
