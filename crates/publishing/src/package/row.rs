//! The JSON Schema (draft 2020-12) of a row of a table.
//!
//! A row is an object with a text for each cell; a cell that is empty is left out.

use serde_json::{Map, Value, json};

use super::table::{Limit, Table};

/// The schema of a row.
pub(super) fn schema(table: &Table) -> Value {
    let mut properties = Map::new();
    for (at, field) in table.fields.iter().enumerate() {
        let mut property = Map::new();
        property.insert("type".to_owned(), json!("string"));
        property.insert("title".to_owned(), json!(field.title));
        property.insert("description".to_owned(), json!(field.description));
        property.insert("minLength".to_owned(), json!(1));
        match table.limit(at) {
            Some(Limit::OneOf(codes)) => property.insert("enum".to_owned(), json!(codes)),
            Some(Limit::Pattern(pattern)) => {
                property.insert("pattern".to_owned(), json!(format!("^({pattern})$")))
            }
            None => None,
        };
        properties.insert(field.name.to_owned(), Value::Object(property));
    }
    let required = table.fields.iter().filter(|field| field.is_required);
    let required: Vec<&str> = required.map(|field| field.name).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.title,
        "description": table.description,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}
