//! The schema of a workspace: the shipped one with the definitions that the workspace itself holds.
//!
//! A definition comes in like any other record, perhaps after records that speak of what it defines (another device
//! wrote both). What was met before it was defined is noted (`meta`, `unknown/…`): then everything is read again by
//! the new schema. What nobody has spoken of yet only needs room.

use crate::error::ViewError;
use crate::packed::unpack;
use crate::store::sql;
use aigaq_counting::Columns;
use aigaq_schema::own::{Growth, OwnDefinition, OwnFault};
use aigaq_schema::{RecordId, Schema, Value};
use rusqlite::{Connection, params};
use std::sync::Arc;

/// The type of the records that define.
pub(crate) const DEFINITION: &str = "definition";

/// Definitions that do not fit, each with the reason.
pub(crate) type Unfit = Vec<(RecordId, OwnFault)>;

/// The shipped schema, and that of a workspace that adds nothing.
pub(crate) fn shipped() -> Arc<Schema> {
    static SHIPPED: std::sync::OnceLock<Arc<Schema>> = std::sync::OnceLock::new();
    Arc::clone(SHIPPED.get_or_init(|| Arc::new(Schema::shipped().clone())))
}

/// The definitions that hold, and those whose content cannot be read. Other kinds of definition (searches, templates)
/// are none of the schema's.
pub(crate) fn definitions(
    connection: &Connection,
) -> Result<(Vec<(RecordId, OwnDefinition)>, Unfit), ViewError> {
    let mut find = connection.prepare_cached(sql::DEFINITIONS)?;
    let mut rows = find.query([DEFINITION])?;
    let (mut own, mut faults) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let id = RecordId(row.get(0)?);
        let resolved = unpack(&row.get::<_, Option<Vec<u8>>>(1)?.unwrap_or_default())?;
        let text = |property: &str| {
            let found = resolved.iter().find(|r| r.property == property)?;
            found
                .values
                .first()
                .filter(|v| v.is_known())
                .map(Value::plain)
        };
        let (Some(kind), Some(content)) = (text("kind"), text("content")) else {
            continue;
        };
        match OwnDefinition::read(&kind, &content) {
            Ok(definition) => own.push((id, definition)),
            Err(OwnFault::Kind(_)) => {}
            Err(fault) => faults.push((id, fault)),
        }
    }
    Ok((own, faults))
}

/// The schema by what the view holds, and the definitions that do not fit.
pub(crate) fn schema(connection: &Connection) -> Result<(Arc<Schema>, Unfit), ViewError> {
    let (own, mut faults) = definitions(connection)?;
    if own.is_empty() {
        return Ok((shipped(), faults));
    }
    let (schema, unfit) = Schema::shipped().with_own(&own);
    faults.extend(unfit);
    Ok((Arc::new(schema), faults))
}

/// Notes that a type or a property was met that the schema does not know.
pub(crate) fn note_unknown(connection: &Connection, name: &str) -> Result<(), ViewError> {
    connection
        .prepare_cached(sql::META_SET)?
        .execute(params![format!("unknown/{name}"), 1])?;
    Ok(())
}

/// Whether what was added between two schemas was spoken of before, so that everything must be read again.
pub(crate) fn was_met(
    connection: &Connection,
    columns: &Columns,
    growth: &Growth,
) -> Result<bool, ViewError> {
    let Growth::More { properties, codes } = growth else {
        return Ok(*growth == Growth::Other);
    };
    let mut find = connection.prepare_cached(sql::META_GET)?;
    for (of, code) in properties {
        if find.exists([format!("unknown/{of}.{code}")])? {
            return Ok(true);
        }
    }
    // A code that no list held was counted under its own name.
    Ok(codes.iter().any(|(list, code)| {
        columns
            .dictionary(list)
            .is_some_and(|d| d.number(code).is_some())
    }))
}
