//! From the file to a checked [`Mapping`]. Everything a mapping can get wrong is found here, with its line.

mod column;
mod derived;

use super::file::{MappingFile, Replacements, TableFile, Word};
use super::{
    Also, BasisFrom, From, Keep, Mapping, Part, Reading, Say, SourceColumns, TableMapping, Words,
    WordsAs,
};
use crate::error::ExchangeError;
use aigaq_schema::{Property, RecordType, Schema, Value, ValueKind, fold::fold};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

pub(super) fn compile(file: &str, text: &str, schema: &Schema) -> Result<Mapping, ExchangeError> {
    let mut parsed: MappingFile = toml::from_str(text).map_err(|error| ExchangeError::Mapping {
        file: file.to_owned(),
        line: error.span().map_or(1, |span| line_of(text, span.start)),
        what: error.message().to_owned(),
    })?;
    let crosswalks = std::mem::take(&mut parsed.crosswalks);
    Compiler {
        file,
        text,
        schema,
        crosswalks,
    }
    .mapping(parsed)
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|b| *b == b'\n').count()
}

type Checked<T> = Result<T, ExchangeError>;

struct Compiler<'a> {
    file: &'a str,
    text: &'a str,
    schema: &'a Schema,
    crosswalks: BTreeMap<String, Replacements>,
}

/// What the columns of a table or a part are compiled against.
struct Around<'a> {
    record: &'a RecordType,
    profile: &'a str,
    table: &'a str,
    separator: &'a str,
    tables: &'a HashSet<String>,
    /// The column whose values make the parts.
    each: Option<&'a str>,
}

impl Compiler<'_> {
    fn wrong<T>(&self, at: usize, what: impl Into<String>) -> Checked<T> {
        Err(ExchangeError::Mapping {
            file: self.file.to_owned(),
            line: line_of(self.text, at),
            what: what.into(),
        })
    }

    fn record(&self, code: &Word) -> Checked<&RecordType> {
        match self.schema.record_type(code.get_ref()) {
            Some(found) => Ok(found),
            None => self.wrong(
                code.span().start,
                format!(
                    "“{}” is no record type; there are: {}",
                    code.get_ref(),
                    all(self.schema.types().map(|t| t.code.as_str()))
                ),
            ),
        }
    }

    fn property<'s>(&self, record: &'s RecordType, code: &Word) -> Checked<&'s Property> {
        match record.property(code.get_ref()) {
            Some(found) => Ok(found),
            None => self.wrong(
                code.span().start,
                format!(
                    "“{}” is no property of {}; it has: {}",
                    code.get_ref(),
                    record.code,
                    all(record.properties.iter().map(|p| p.code.as_str()))
                ),
            ),
        }
    }

    fn mapping(&self, parsed: MappingFile) -> Checked<Mapping> {
        let profile = parsed.profile.get_ref().clone();
        if profile.trim().is_empty() {
            return self.wrong(parsed.profile.span().start, "the profile needs a name");
        }
        let separator = parsed.separator.unwrap_or_else(|| " | ".to_owned());
        let mut tables_there = HashSet::new();
        for table in &parsed.tables {
            if !tables_there.insert(table.table.get_ref().clone()) {
                return self.wrong(
                    table.table.span().start,
                    format!("the table “{}” stands twice", table.table.get_ref()),
                );
            }
        }
        let mut words = HashMap::new();
        for (name, given) in &parsed.words {
            let record = self.record(given.record.as_ref().unwrap_or(name))?;
            let property = self.property(record, &given.property)?;
            if !matches!(property.kind, ValueKind::Text | ValueKind::Name) {
                return self.wrong(
                    given.property.span().start,
                    format!("“{}” holds no words", property.code),
                );
            }
            let mut known = HashMap::new();
            for (text, constants) in &given.known {
                known.insert(text.clone(), self.constants(record, constants)?);
            }
            words.insert(
                name.get_ref().clone(),
                Words {
                    record_type: record.code.clone(),
                    property: property.code.clone(),
                    kind: WordsAs::of(property.kind),
                    constants: self.constants(record, &given.constants)?,
                    known,
                },
            );
        }
        let source = parsed.source.map(|s| SourceColumns {
            column: s.column,
            locator: s.locator,
            table: s.table,
            words: s.words,
        });
        if let Some(SourceColumns { words: true, .. }) = &source
            && !words.contains_key("source")
        {
            return self.wrong(
                0,
                "sources named in words need a table [words.source] that says which property holds the words",
            );
        }
        let mut tables = Vec::new();
        for table in &parsed.tables {
            if let (None, Some(derived)) = (&source, table.derived.first()) {
                return self.wrong(
                    derived.name.span().start,
                    "a derived record rests on the row's sources: say in [source] where they stand",
                );
            }
            tables.push(self.table(&profile, &separator, &tables_there, &words, table)?);
        }
        let mut also = Vec::new();
        for given in &parsed.also {
            let there = |name: &Word| match parsed
                .tables
                .iter()
                .find(|t| t.table.get_ref() == name.get_ref())
            {
                Some(found) => Ok(found),
                None => self.wrong(
                    name.span().start,
                    format!("the mapping has no table “{}”", name.get_ref()),
                ),
            };
            there(&given.table)?;
            let record = self.record(&there(&given.of_table)?.record)?;
            let property = self.property(record, &given.property)?;
            also.push(Also {
                table: given.table.get_ref().clone(),
                row: given.row.clone(),
                from: given.from.clone(),
                of_table: given.of_table.get_ref().clone(),
                of_row: given.of_row.clone(),
                record_type: record.code.clone(),
                property: property.code.clone(),
            });
        }
        Ok(Mapping {
            profile,
            language: parsed.language,
            separator,
            source,
            words,
            tables,
            also,
            file: self.file.to_owned(),
        })
    }

    fn constants(
        &self,
        record: &RecordType,
        given: &BTreeMap<Word, Word>,
    ) -> Checked<Vec<(String, Value)>> {
        let mut constants = Vec::new();
        for (code, text) in given {
            let property = self.property(record, code)?;
            match self.schema.read(property, text.get_ref()) {
                Ok(value) => constants.push((property.code.clone(), value)),
                Err(error) => return self.wrong(text.span().start, error.to_string()),
            }
        }
        Ok(constants)
    }

    fn table(
        &self,
        profile: &str,
        separator: &str,
        tables: &HashSet<String>,
        words: &HashMap<String, Words>,
        given: &TableFile,
    ) -> Checked<TableMapping> {
        let record = self.record(&given.record)?;
        let table = given.table.get_ref();
        let mut around = Around {
            record,
            profile,
            table,
            separator,
            tables,
            each: None,
        };
        let mut says = self.constant_says(&around, &given.constants)?;
        let id = given.id.clone().unwrap_or_else(|| "id".to_owned());
        says.extend(id_say(self.schema, profile, record, &id));
        for column in &given.columns {
            says.push(self.say(&around, words, column)?);
        }
        let mut parts = Vec::new();
        for part in &given.parts {
            let part_type = self.record(&part.record)?;
            let Some(link) = part_type.part_of.as_deref().filter(|link| {
                part_type
                    .property(link)
                    .is_some_and(|p| p.to.contains(&record.code))
            }) else {
                return self.wrong(
                    part.record.span().start,
                    format!("{} is no part of {}", part_type.code, record.code),
                );
            };
            around.record = part_type;
            around.each = Some(&part.each);
            let mut says = self.constant_says(&around, &part.constants)?;
            for column in &part.columns {
                says.push(self.say(&around, words, column)?);
            }
            parts.push(Part {
                record_type: part_type.code.clone(),
                link: link.to_owned(),
                each: part.each.clone(),
                says,
            });
        }
        let derived = self.derived(profile, given, record)?;
        Ok(TableMapping {
            table: table.clone(),
            record_type: record.code.clone(),
            id: Some(id),
            sourced: !given.unsourced,
            says,
            parts,
            derived,
            ignore: given.ignore.clone(),
            all_optional: false,
        })
    }

    fn constant_says(
        &self,
        around: &Around<'_>,
        given: &BTreeMap<Word, Word>,
    ) -> Checked<Vec<Say>> {
        Ok(self
            .constants(around.record, given)?
            .into_iter()
            .map(|(property, value)| {
                constant_say(around.profile, around.table, around.each, property, value)
            })
            .collect())
    }
}

/// What every row's record (or every part made by a column) is said to be, by a rule of the profile.
pub(super) fn constant_say(
    profile: &str,
    table: &str,
    each: Option<&str>,
    property: String,
    value: Value,
) -> Say {
    let what = match each {
        Some(column) => format!("{column}: {property}"),
        None => property.clone(),
    };
    Say {
        rule: Some(rule_name(profile, table, &what)),
        property,
        kind: ValueKind::Text,
        many: true,
        optional: true,
        from: From::Constant(value),
        unless: None,
        basis: BasisFrom::None,
        keep: Keep::No,
        terms: Arc::default(),
    }
}

/// The row's id is kept as an identifier of the record, in the numbering of the profile.
pub(super) fn id_say(
    schema: &Schema,
    profile: &str,
    record: &RecordType,
    column: &str,
) -> Option<Say> {
    let property = record.property("external_id")?;
    Some(Say {
        property: property.code.clone(),
        kind: property.kind,
        many: property.many,
        optional: false,
        from: From::Cell(Reading {
            column: column.to_owned(),
            scheme: Some(profile.to_owned()),
            ..Reading::default()
        }),
        unless: None,
        basis: BasisFrom::None,
        rule: None,
        keep: Keep::No,
        terms: terms(schema, property),
    })
}

/// A rule's name in [`aigaq_schema::Via::Rule`]: `profile/table/what`.
pub(super) fn rule_name(profile: &str, table: &str, what: &str) -> Arc<str> {
    Arc::from(format!("{profile}/{table}/{what}"))
}

/// Codes of a term's list by folded code, label and known name; `None` where a text names two.
pub(super) fn terms(schema: &Schema, property: &Property) -> Arc<HashMap<String, Option<String>>> {
    let mut by_text: HashMap<String, Option<String>> = HashMap::new();
    let Some(list) = schema.list_of(property) else {
        return Arc::default();
    };
    for entry in list.entries().iter().filter(|e| !e.retired) {
        let labels = aigaq_schema::Language::ALL
            .iter()
            .map(|l| entry.label.get(*l));
        let names = entry.maps.get("name").into_iter().flatten();
        for text in labels
            .chain([entry.code.as_str()])
            .chain(names.map(String::as_str))
        {
            by_text
                .entry(fold(text.trim()))
                .and_modify(|code| {
                    if code.as_ref() != Some(&entry.code) {
                        *code = None;
                    }
                })
                .or_insert_with(|| Some(entry.code.clone()));
        }
    }
    // A code itself always wins over a label that reads the same.
    for entry in list.entries() {
        by_text.insert(fold(&entry.code), Some(entry.code.clone()));
    }
    Arc::new(by_text)
}

fn all<'t>(codes: impl Iterator<Item = &'t str>) -> String {
    codes.collect::<Vec<_>>().join(", ")
}
