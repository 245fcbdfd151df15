//! The words of this workspace: its schema, and what the types in it are counted in.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_counting::Unit;
use aigaq_schema::{RecordType, Schema, ValueKind};
use std::sync::Arc;

impl Workspace {
    /// What can be said here: the shipped types, properties and lists, with the organisation's own.
    #[must_use]
    pub fn schema(&self) -> &Arc<Schema> {
        self.view.schema()
    }

    /// A record type.
    pub(crate) fn type_of(&self, code: &str) -> Result<&RecordType, WorkspaceError> {
        let schema = self.schema();
        schema
            .record_type(code)
            .ok_or_else(|| WorkspaceError::no_such_type(schema, code))
    }

    /// What the records of a type are counted in.
    ///
    /// # Errors
    /// When there is no such type.
    pub fn unit_of(&self, record_type: &str) -> Result<Unit, WorkspaceError> {
        unit_of(self.type_of(record_type)?)
            .ok_or_else(|| WorkspaceError::no_such_type(self.schema(), record_type))
    }

    /// The unit of this plural name, shipped or the organisation's own.
    ///
    /// # Errors
    /// When nothing is counted in it.
    pub fn unit(&self, name: &str) -> Result<Unit, WorkspaceError> {
        name.parse().or_else(|unknown| {
            self.schema()
                .type_of_unit(name)
                .and_then(unit_of)
                .ok_or_else(|| WorkspaceError::Counting(unknown))
        })
    }

    /// All that can be counted: the shipped units, then the organisation's own.
    #[must_use]
    pub fn units(&self) -> Vec<Unit> {
        let own = self.schema().types().filter_map(unit_of);
        Unit::ALL
            .into_iter()
            .chain(own.filter(|unit| matches!(unit, Unit::Own(_))))
            .collect()
    }
}

/// What the records of a type are counted in. A type of one's own lies in time by its first date.
fn unit_of(record_type: &RecordType) -> Option<Unit> {
    Unit::of_table(&record_type.code).or_else(|| {
        let date = record_type
            .properties
            .iter()
            .find(|property| property.kind == ValueKind::Date && property.code != "learned");
        Unit::own(
            &record_type.unit,
            &record_type.code,
            date.map(|property| property.code.as_str()),
        )
    })
}
