//! The description of a package for programs: Frictionless Data Package, version 1, with a Table Schema of each table.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::table::{Field, Limit, Table};
use super::{File, Licence, Package};

/// The description; `written` are the tables as files, in their order.
pub(super) fn descriptor(package: &Package, written: &[File]) -> Value {
    let mut all = Map::new();
    let mut say = |key: &str, value: Value| {
        all.insert(key.to_owned(), value);
    };
    say("profile", json!("tabular-data-package"));
    say("name", json!(package.name));
    say("title", json!(package.title));
    say("description", json!(package.about.join("\n\n")));
    // The format wants a time: that of the day's beginning tells nothing more than the day.
    say("created", json!(format!("{}T00:00:00Z", package.created)));
    if let Some(licence) = &package.licence {
        say("licenses", json!([named(licence)]));
    }
    let tables = package.tables.iter().zip(written);
    let resources: Vec<Value> = tables.map(|(table, file)| resource(table, file)).collect();
    say("resources", json!(resources));
    Value::Object(all)
}

fn named(licence: &Licence) -> Value {
    match licence.is_address() {
        true => json!({ "path": licence.text() }),
        false => json!({ "name": licence.text() }),
    }
}

fn resource(table: &Table, (path, bytes): &File) -> Value {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "hash": format!("sha256:{}", hex::encode(hash)),
        "schema": schema(table),
    })
}

/// The Table Schema.
fn schema(table: &Table) -> Value {
    let fields = table.fields.iter().enumerate();
    let fields: Vec<Value> = fields.map(|(at, of)| field(of, table.limit(at))).collect();
    let refers = table.refers.iter().map(|key| {
        json!({ "fields": key.field, "reference": { "resource": key.table, "fields": key.of } })
    });
    let refers: Vec<Value> = refers.collect();
    let mut schema = json!({
        "fields": fields,
        "missingValues": [""],
        "primaryKey": table.key,
    });
    if let (Value::Object(schema), false) = (&mut schema, refers.is_empty()) {
        schema.insert("foreignKeys".to_owned(), json!(refers));
    }
    schema
}

fn field(field: &Field, limit: Option<Limit>) -> Value {
    let mut constraints = Map::new();
    if field.is_required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if field.is_unique {
        constraints.insert("unique".to_owned(), json!(true));
    }
    match limit {
        Some(Limit::OneOf(codes)) => constraints.insert("enum".to_owned(), json!(codes)),
        Some(Limit::Pattern(pattern)) => constraints.insert("pattern".to_owned(), json!(pattern)),
        None => None,
    };
    json!({
        "name": field.name,
        "type": "string",
        "title": field.title,
        "description": field.description,
        "constraints": constraints,
    })
}
