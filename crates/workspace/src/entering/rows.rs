//! What holds of a record, as rows of its form: one for each value, with the statements that say it.

use super::choices::state_value;
use super::desk::Desk;
use super::filled::Filled;
use super::reading::as_typed;
use crate::error::WorkspaceError;
use aigaq_schema::{Property, RecordId, RecordType, Statement, StatementId, Value, ValueKind};

/// A value that holds, with all who say it.
#[derive(Debug, Clone)]
pub(crate) struct LiveRow {
    pub ids: Vec<StatementId>,
    pub value: Value,
    /// As it stands in the field.
    pub text: String,
    /// The state chosen beside the field.
    pub state: String,
}

impl LiveRow {
    pub(crate) fn was(&self) -> String {
        let ids: Vec<String> = self.ids.iter().map(ToString::to_string).collect();
        ids.join(" ")
    }
}

/// Properties that are filled in on a form.
pub(crate) fn is_typed(property: &Property) -> bool {
    !property.stored
        && !matches!(
            property.kind,
            ValueKind::Statement | ValueKind::File | ValueKind::Sealed
        )
}

/// Several codes of a list are ticked, everything else has a row for each value.
pub(crate) fn is_ticked(property: &Property) -> bool {
    property.many && property.kind == ValueKind::Term
}

pub(crate) fn field_name(code: &str, row: usize) -> String {
    format!("v.{code}.{row}")
}

/// The ids of statements in a hidden field.
pub(crate) fn ids(was: &str) -> Vec<StatementId> {
    was.split(' ').filter_map(|id| id.parse().ok()).collect()
}

impl Desk<'_> {
    /// The rows of a property: the same value by several sources is one row.
    pub(crate) fn rows_of(
        &self,
        property: &Property,
        statements: &[Statement],
    ) -> Result<Vec<LiveRow>, WorkspaceError> {
        let mut rows: Vec<LiveRow> = Vec::new();
        for statement in statements.iter().filter(|s| s.property == property.code) {
            match rows.iter_mut().find(|row| row.value == statement.value) {
                Some(row) => row.ids.push(statement.id),
                None => rows.push(LiveRow {
                    ids: vec![statement.id],
                    text: self.text_of(property, &statement.value)?,
                    state: self.state_of(property, &statement.value),
                    value: statement.value.clone(),
                }),
            }
        }
        Ok(rows)
    }

    /// A value as it stands in its field; of a record, what it is called.
    pub(crate) fn text_of(
        &self,
        property: &Property,
        value: &Value,
    ) -> Result<String, WorkspaceError> {
        Ok(match value {
            Value::Reference(id) => self
                .naming
                .by_id(*id)?
                .map_or_else(|| id.to_string(), |named| named.caption),
            _ => as_typed(self, property, value),
        })
    }

    /// The state chosen beside a field.
    pub(crate) fn state_of(&self, property: &Property, value: &Value) -> String {
        match value {
            Value::Missing(state)
                if is_ticked(property)
                    || !matches!(property.kind, ValueKind::Term | ValueKind::YesNo) =>
            {
                state_value(*state)
            }
            _ => String::new(),
        }
    }

    /// The form of a record as it stands.
    pub(crate) fn prefilled(
        &self,
        record_type: &RecordType,
        statements: &[Statement],
    ) -> Result<Filled, WorkspaceError> {
        let mut filled = Filled::default();
        for property in record_type.properties.iter().filter(|p| is_typed(p)) {
            let rows = self.rows_of(property, statements)?;
            if is_ticked(property) {
                self.put_ticks(&mut filled, property, &rows);
                continue;
            }
            for (place, row) in rows.iter().enumerate() {
                put_row(&mut filled, &field_name(&property.code, place), row);
            }
        }
        Ok(filled)
    }

    pub(crate) fn put_ticks(&self, filled: &mut Filled, property: &Property, rows: &[LiveRow]) {
        let name = format!("v.{}", property.code);
        for row in rows {
            match &row.value {
                Value::Term(code) => filled.push(&name, code),
                _ => filled.set(&format!("{name}.state"), &row.state),
            }
        }
        let was: Vec<String> = rows.iter().map(LiveRow::was).collect();
        filled.set(&format!("{name}.was"), &was.join(" "));
    }
}

pub(crate) fn put_row(filled: &mut Filled, name: &str, row: &LiveRow) {
    filled.set(name, &row.text);
    filled.set(&format!("{name}.state"), &row.state);
    filled.set(&format!("{name}.was"), &row.was());
    if let Value::Reference(id) = &row.value {
        put_link(filled, name, *id, &row.text);
    }
}

/// A field that names this record.
pub(crate) fn put_link(filled: &mut Filled, name: &str, id: RecordId, caption: &str) {
    filled.set(name, caption);
    filled.set(&format!("{name}.is"), &id.to_string());
    filled.set(&format!("{name}.asked"), caption);
}
