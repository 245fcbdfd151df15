//! The mapping of a plain table: headings are property codes, or labels in any language.

use super::compile::{constant_say, id_say, terms};
use super::{
    BasisFrom, From, Keep, Mapping, Part, Reading, Say, SourceColumns, TableMapping, Words, WordsAs,
};
use crate::error::{ExchangeError, shortened};
use crate::reason;
use aigaq_schema::list::distance;
use aigaq_schema::reason::{Fills, Place};
use aigaq_schema::{Language, Property, RecordType, Schema, Value, ValueKind, fold::fold};
use std::collections::{BTreeMap, HashMap};

/// The profile of tables without a mapping file.
pub const PROFILE: &str = "plain";

/// Properties whose words may become a record: type → property.
const NAMED: [(&str, &str); 4] = [
    ("actor", "name"),
    ("place", "name"),
    ("source", "title"),
    ("event", "title"),
];

pub(super) fn for_type(
    given: &str,
    file: &str,
    headings: &[String],
    schema: &Schema,
) -> Result<Mapping, ExchangeError> {
    let record = schema
        .record_type(given)
        .or_else(|| schema.type_of_unit(given))
        .ok_or_else(|| ExchangeError::NoSuchType {
            given: shortened(given, 60),
            there: schema
                .types()
                .map(|t| t.code.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })?;
    let mut table = TableMapping {
        table: record.code.clone(),
        record_type: record.code.clone(),
        id: None,
        sourced: false,
        says: Vec::new(),
        parts: Vec::new(),
        derived: Vec::new(),
        ignore: BTreeMap::new(),
        all_optional: true,
    };
    let mut source = None;
    let mut locator = None;
    for heading in headings {
        let folded = fold(heading.trim());
        match folded.as_str() {
            "id" => {
                table.says.extend(id_say(schema, PROFILE, record, heading));
                table.id = Some(heading.clone());
            }
            "source" | "источник" | "дереккоз" if record.property(&folded).is_none() =>
            {
                source = Some(heading.clone());
            }
            "locator" => locator = Some(heading.clone()),
            _ => {
                if let Some(property) = named(record, &folded) {
                    if matches!(
                        property.kind,
                        ValueKind::File | ValueKind::Statement | ValueKind::Sealed
                    ) {
                        return Err(ExchangeError::UnknownColumn {
                            file: file.to_owned(),
                            column: heading.clone(),
                            near: reason::column_not_read().place(),
                        });
                    }
                    table.says.push(say(schema, property, heading));
                } else if let Some(part) = part(schema, record, &folded, heading) {
                    table.parts.push(part);
                } else {
                    return Err(ExchangeError::UnknownColumn {
                        file: file.to_owned(),
                        column: heading.clone(),
                        near: near(record, &folded),
                    });
                }
            }
        }
    }
    table.sourced = source.is_some();
    Ok(Mapping {
        profile: PROFILE.to_owned(),
        language: None,
        separator: " | ".to_owned(),
        source: source.map(|column| SourceColumns {
            column,
            locator,
            table: Some("source".to_owned()),
            words: true,
        }),
        words: words(schema),
        tables: vec![table],
        also: Vec::new(),
        file: file.to_owned(),
    })
}

fn named<'r>(record: &'r RecordType, folded: &str) -> Option<&'r Property> {
    let by_code = record.properties.iter().find(|p| fold(&p.code) == folded);
    by_code.or_else(|| {
        record.properties.iter().find(|p| {
            Language::ALL
                .iter()
                .any(|l| fold(p.label.get(*l)) == folded)
        })
    })
}

fn near(record: &RecordType, folded: &str) -> Place {
    let nearest = record
        .properties
        .iter()
        .map(|p| (distance(&p.code, folded), p.code.as_str()))
        .min();
    match nearest {
        Some((far, code)) if far <= 1 + code.chars().count() / 3 => {
            reason::column_near(code).place()
        }
        _ => reason::columns_there(
            &record.code,
            record
                .properties
                .iter()
                .map(|p| p.code.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        )
        .place(),
    }
}

fn say(schema: &Schema, property: &Property, heading: &str) -> Say {
    let words = NAMED
        .iter()
        .map(|(code, _)| *code)
        .find(|code| property.to.iter().any(|t| t == code))
        .filter(|_| property.kind == ValueKind::Reference && property.code != "part_of")
        .map(str::to_owned);
    let from = if property.kind == ValueKind::Money {
        // "1500000 KZT" in one cell: both pieces are read from it.
        From::Money {
            amount: heading.to_owned(),
            currency: heading.to_owned(),
        }
    } else {
        From::Cell(Reading {
            column: heading.to_owned(),
            split: property.many.then(|| " | ".to_owned()),
            to: if property.to.is_empty() {
                schema.types().map(|t| t.code.clone()).collect()
            } else {
                property.to.clone()
            },
            words,
            ..Reading::default()
        })
    };
    Say {
        property: property.code.clone(),
        kind: property.kind,
        many: property.many,
        optional: true,
        from,
        unless: None,
        basis: BasisFrom::Row,
        rule: None,
        keep: Keep::No,
        terms: terms(schema, property),
    }
}

/// A column named like a role makes a part for each of its values.
fn part(schema: &Schema, root: &RecordType, folded: &str, heading: &str) -> Option<Part> {
    let record = schema.types().find(|t| {
        t.part_of
            .as_deref()
            .is_some_and(|link| t.property(link).is_some_and(|p| p.to.contains(&root.code)))
    })?;
    let roles = schema.list_of(record.property("role")?)?;
    let role = roles.entries().iter().find(|e| {
        fold(&e.code) == folded
            || Language::ALL
                .iter()
                .any(|l| fold(e.label.get(*l)) == folded)
    })?;
    let actor = record.property("actor")?;
    let mut reading = say(schema, actor, heading);
    if let From::Cell(cell) = &mut reading.from {
        cell.split = None;
    }
    Some(Part {
        record_type: record.code.clone(),
        link: record.part_of.clone()?,
        each: heading.to_owned(),
        says: vec![
            constant_say(
                PROFILE,
                &root.code,
                Some(heading),
                "role".to_owned(),
                Value::term(role.code.clone()),
            ),
            reading,
        ],
    })
}

fn words(schema: &Schema) -> HashMap<String, Words> {
    NAMED
        .iter()
        .filter_map(|(code, property)| {
            let property = schema.property(code, property)?;
            Some((
                (*code).to_owned(),
                Words {
                    record_type: (*code).to_owned(),
                    property: property.code.clone(),
                    kind: WordsAs::of(property.kind),
                    constants: Vec::new(),
                    known: HashMap::new(),
                },
            ))
        })
        .collect()
}
