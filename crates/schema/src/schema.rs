//! The schema: all record types and lists, read from the files the program carries and checked whole.

use crate::date::PartialDate;
use crate::law::LawReference;
use crate::list::{List, ListFile};
use crate::number::Quantity;
use crate::own::OwnDefinition;
use crate::reason::Near;
use crate::record::{Property, RecordType, ValueKind};
use crate::value::{NameKind, State, Value, ValueError, fits};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::OnceLock;

static RECORDS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/records");
static LISTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lists");
static PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/packs");

/// A schema file is wrong. Names the file and what to mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct SchemaError {
    /// The file.
    pub file: String,
    /// What is wrong in it.
    pub what: String,
}

/// All record types and lists: the shipped ones, and with them what an organisation added ([`crate::own`]).
#[derive(Debug, Clone)]
pub struct Schema {
    types: BTreeMap<String, RecordType>,
    lists: BTreeMap<String, List>,
    /// The properties that every type has, for types that are added.
    common: Vec<Property>,
    fingerprint: u64,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    #[serde(default)]
    #[expect(dead_code, reason = "read by people; kept so that the file may say it")]
    reviewed: crate::list::Reviewed,
    properties: Vec<Property>,
}

impl Schema {
    /// The schema shipped with the program.
    ///
    /// # Panics
    /// Never in a released program: the files are part of it, and a test loads them.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Schema> = OnceLock::new();
        SHIPPED.get_or_init(|| match Self::load_shipped() {
            Ok(schema) => schema,
            #[expect(clippy::panic, reason = "the files are compiled in and a test loads them: this is a fault of the build")]
            Err(error) => panic!("shipped schema: {error}"),
        })
    }

    fn load_shipped() -> Result<Self, SchemaError> {
        let mut records = Vec::new();
        let mut lists = Vec::new();
        collect(&RECORDS, &mut records)?;
        collect(&LISTS, &mut lists)?;
        collect(&PACKS, &mut lists)?;
        Self::load(&records, &lists)
    }

    /// Reads and checks a whole schema from (file name, TOML text).
    ///
    /// # Errors
    /// [`SchemaError`] for TOML that does not parse, a code that stands twice, a missing label, a list or type
    /// that is named but not there.
    pub fn load(records: &[(&str, &str)], lists: &[(&str, &str)]) -> Result<Self, SchemaError> {
        let wrong = |file: &str, what: String| SchemaError {
            file: file.to_owned(),
            what,
        };
        let mut schema = Self {
            types: BTreeMap::new(),
            lists: BTreeMap::new(),
            common: Vec::new(),
            fingerprint: 0xcbf2_9ce4_8422_2325,
        };
        for (file, text) in records.iter().chain(lists) {
            schema.mix(file);
            schema.mix(text);
        }
        for (file, text) in lists {
            let parsed: ListFile = toml::from_str(text).map_err(|e| wrong(file, e.to_string()))?;
            let list = List::from_file(parsed).map_err(|what| wrong(file, what))?;
            if let Some(twice) = schema.lists.insert(list.code.clone(), list) {
                return Err(wrong(
                    file,
                    format!("the list “{}” stands twice", twice.code),
                ));
            }
        }
        let (mut common, mut heard) = (Vec::new(), Vec::new());
        let mut types = Vec::new();
        for (file, text) in records {
            let shared = match file.rsplit('/').next() {
                Some("common.toml") => &mut common,
                Some("heard.toml") => &mut heard,
                _ => {
                    types.push((file, text));
                    continue;
                }
            };
            *shared = toml::from_str::<Common>(text)
                .map_err(|e| wrong(file, e.to_string()))?
                .properties;
        }
        for (file, text) in types {
            let mut record: RecordType =
                toml::from_str(text).map_err(|e| wrong(file, e.to_string()))?;
            if record.heard_of {
                record.properties.extend(heard.iter().cloned());
            }
            record.properties.extend(common.iter().cloned());
            schema
                .check_type(&record)
                .map_err(|what| wrong(file, what))?;
            if let Some(twice) = schema.types.insert(record.code.clone(), record) {
                return Err(wrong(
                    file,
                    format!("the type “{}” stands twice", twice.code),
                ));
            }
        }
        schema.check_references()?;
        schema.common = common;
        Ok(schema)
    }

    /// Works a text into the fingerprint (FNV-1a: told apart, not secured).
    fn mix(&mut self, text: &str) {
        for byte in text.bytes() {
            self.fingerprint = (self.fingerprint ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// The fingerprint changes with this definition.
    pub(crate) fn mark(&mut self, own: &OwnDefinition) {
        self.mix(own.kind());
        self.mix(&own.content().unwrap_or_default());
    }

    pub(crate) fn list_mut(&mut self, code: &str) -> Option<&mut List> {
        self.lists.get_mut(code)
    }

    pub(crate) fn add_list(&mut self, list: List) {
        self.lists.insert(list.code.clone(), list);
    }

    pub(crate) fn type_mut(&mut self, code: &str) -> Option<&mut RecordType> {
        self.types.get_mut(code)
    }

    pub(crate) fn add_type(&mut self, mut record_type: RecordType) {
        record_type.properties.extend(self.common.iter().cloned());
        self.types.insert(record_type.code.clone(), record_type);
    }

    pub(crate) fn property_mut(&mut self, of: &str, code: &str) -> Option<&mut Property> {
        let properties = &mut self.types.get_mut(of)?.properties;
        properties.iter_mut().find(|p| p.code == code)
    }

    /// Own properties stand before those that every type has.
    pub(crate) fn add_property(&mut self, of: &str, property: Property) {
        if let Some(record_type) = self.types.get_mut(of) {
            let own = record_type
                .properties
                .len()
                .saturating_sub(self.common.len());
            record_type.properties.insert(own, property);
        }
    }

    fn check_type(&self, record: &RecordType) -> Result<(), String> {
        for (place, property) in record.properties.iter().enumerate() {
            if record.properties[..place]
                .iter()
                .any(|p| p.code == property.code)
            {
                return Err(format!("the property “{}” stands twice", property.code));
            }
            match (property.kind, &property.list) {
                (ValueKind::Term, None) => {
                    return Err(format!("the property “{}” names no list", property.code));
                }
                (ValueKind::Term, Some(list)) if !self.lists.contains_key(list) => {
                    return Err(format!(
                        "the list “{list}” of “{}” is not there",
                        property.code
                    ));
                }
                (kind, Some(_)) if kind != ValueKind::Term => {
                    return Err(format!(
                        "the property “{}” has a list but is no term",
                        property.code
                    ));
                }
                _ => {}
            }
        }
        let missing = record
            .caption
            .iter()
            .chain(&record.part_of)
            .find(|c| record.property(c).is_none());
        missing.map_or(Ok(()), |code| {
            Err(format!("the property “{code}” is named but not there"))
        })
    }

    fn check_references(&self) -> Result<(), SchemaError> {
        for record in self.types.values() {
            for property in &record.properties {
                if let Some(lost) = property.to.iter().find(|to| !self.types.contains_key(*to)) {
                    return Err(SchemaError {
                        file: format!("{}.toml", record.code),
                        what: format!(
                            "“{}” refers to the type “{lost}”, which is not there",
                            property.code
                        ),
                    });
                }
            }
        }
        for list in self.lists.values() {
            for entry in list.entries() {
                for (other, codes) in &entry.links {
                    let known = self.lists.get(other);
                    if let Some(code) = codes
                        .iter()
                        .find(|c| known.is_none_or(|l| l.get(c).is_none()))
                    {
                        return Err(SchemaError {
                            file: format!("{}.toml", list.code),
                            what: format!(
                                "“{}” links to “{code}” of “{other}”, which is not there",
                                entry.code
                            ),
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// A number that changes with any word of the schema's files: what was computed under another one is computed again.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// All record types, by code.
    pub fn types(&self) -> impl Iterator<Item = &RecordType> {
        self.types.values()
    }

    /// The record type of a code.
    #[must_use]
    pub fn record_type(&self, code: &str) -> Option<&RecordType> {
        self.types.get(code)
    }

    /// The record type counted in this unit.
    #[must_use]
    pub fn type_of_unit(&self, unit: &str) -> Option<&RecordType> {
        self.types.values().find(|t| t.unit == unit)
    }

    /// An actor of this kind (a code of the list `actor_kinds`) may be a person: organisations and unnamed groups are
    /// none, and a kind that nobody told may be a person's.
    #[must_use]
    pub fn may_be_person(&self, kind: Option<&str>) -> bool {
        let kinds = self.list("actor_kinds");
        !kind.is_some_and(|kind| {
            ["organisation", "group"]
                .iter()
                .any(|other| kinds.is_some_and(|list| list.is_within(kind, other)))
        })
    }

    /// A property of a type.
    #[must_use]
    pub fn property(&self, record_type: &str, property: &str) -> Option<&Property> {
        self.types.get(record_type)?.property(property)
    }

    /// All lists, by code.
    pub fn lists(&self) -> impl Iterator<Item = &List> {
        self.lists.values()
    }

    /// The list of a code.
    #[must_use]
    pub fn list(&self, code: &str) -> Option<&List> {
        self.lists.get(code)
    }

    /// The list of a property's terms.
    #[must_use]
    pub fn list_of(&self, property: &Property) -> Option<&List> {
        self.lists.get(property.list.as_deref()?)
    }

    /// Two values of this property exclude each other. Codes of one branch of a tree do not.
    #[must_use]
    pub fn contradict(&self, property: &Property, a: &Value, b: &Value) -> bool {
        if property.many {
            return false;
        }
        if let (Value::Term(a), Value::Term(b), Some(list)) = (a, b, self.list_of(property)) {
            return !list.is_within(a, b) && !list.is_within(b, a);
        }
        a.contradicts(b)
    }

    /// Reads one text as a value of this property: as an export writes it, or as a person types it.
    /// References are read as ids; names to be looked up are the importer's work.
    ///
    /// # Errors
    /// [`ValueError`] that says what is wrong with the text.
    pub fn read(&self, property: &Property, text: &str) -> Result<Value, ValueError> {
        let text = text.trim();
        fits(property.kind, text)?;
        if let Some(state) = State::ALL.iter().find(|s| s.word() == text)
            && property.kind != ValueKind::Term
        {
            return Ok(Value::Missing(*state));
        }
        Ok(match property.kind {
            ValueKind::Text => Value::text(text),
            ValueKind::Name => Value::Name {
                text: text.to_owned(),
                kind: NameKind::Full,
            },
            ValueKind::Term => self.read_term(property, text)?,
            ValueKind::Date => Value::date(text.parse::<PartialDate>()?),
            ValueKind::Number => Value::Number(text.parse::<Quantity>()?),
            ValueKind::Duration => Value::Duration(text.parse()?),
            ValueKind::Law => {
                Value::Law(LawReference::read(text).ok_or(ValueError::NotFromText("law"))?)
            }
            ValueKind::Reference => Value::Reference(text.parse()?),
            ValueKind::Url => Value::Url(text.to_owned()),
            ValueKind::YesNo => match crate::fold::fold(text).as_str() {
                "yes" | "true" | "1" | "да" | "ия" => Value::YesNo(true),
                "no" | "false" | "0" | "нет" | "жок" => Value::YesNo(false),
                _ => return Err(ValueError::YesNo(text.chars().take(40).collect())),
            },
            ValueKind::Identifier => {
                let (scheme, text) = text.split_once(':').unwrap_or(("", text));
                Value::Identifier {
                    scheme: scheme.to_owned(),
                    text: text.to_owned(),
                }
            }
            ValueKind::Money => return Err(ValueError::NotFromText("money")),
            ValueKind::Statement => return Err(ValueError::NotFromText("statement")),
            ValueKind::File => return Err(ValueError::NotFromText("file")),
            // Sealed when it is saved, and read nowhere else.
            ValueKind::Sealed => return Err(ValueError::NotFromText("sealed")),
        })
    }

    fn read_term(&self, property: &Property, text: &str) -> Result<Value, ValueError> {
        let list = self
            .list_of(property)
            .ok_or(ValueError::NotFromText("term"))?;
        if let Some(entry) = list.find(text) {
            return Ok(Value::Term(entry.code.clone()));
        }
        if let Some(state) = State::ALL.iter().find(|s| s.word() == text) {
            return Ok(Value::Missing(*state));
        }
        Err(ValueError::Code {
            text: text.chars().take(60).collect(),
            list: list.code.clone(),
            near: Near(list.near(text).into_iter().map(str::to_owned).collect()),
        })
    }
}

/// The files of the shipped schema, for whoever leaves with their data: (`records/act.toml`, text).
#[must_use]
pub fn shipped_files() -> Vec<(String, &'static str)> {
    let mut all = Vec::new();
    for (folder, dir) in [("records", &RECORDS), ("lists", &LISTS), ("lists", &PACKS)] {
        let mut files = Vec::new();
        // The same files were read when the schema was loaded.
        if collect(dir, &mut files).is_ok() {
            all.extend(files.into_iter().map(|(name, text)| {
                let name = name.rsplit('/').next().unwrap_or(name);
                (format!("{folder}/{name}"), text)
            }));
        }
    }
    all.extend(RULES.iter().filter_map(|(country, name)| {
        Some((
            format!("rules/{country}-{name}.toml"),
            rules(country, name)?,
        ))
    }));
    all
}

/// The rules of law in the country packs: (country, name). What they mean, the registers know.
pub const RULES: [(&str, &str); 2] = [("kz", "calendar"), ("kz", "deadlines")];

/// The text of a file of rules of a country pack; `None` when the pack has none of that name.
#[must_use]
pub fn rules(country: &str, name: &str) -> Option<&'static str> {
    PACKS
        .get_file(format!("{country}/rules/{name}.toml"))?
        .contents_utf8()
}

fn collect(
    dir: &'static Dir<'static>,
    into: &mut Vec<(&'static str, &'static str)>,
) -> Result<(), SchemaError> {
    for file in dir
        .files()
        .filter(|f| f.path().extension().is_some_and(|e| e == "toml"))
    {
        let name = file.path().to_str().unwrap_or("schema file");
        let text = file.contents_utf8().ok_or_else(|| SchemaError {
            file: name.to_owned(),
            what: "is not UTF-8".to_owned(),
        })?;
        into.push((name, text));
    }
    dir.dirs()
        .filter(|inner| !inner.path().ends_with("rules"))
        .try_for_each(|inner| collect(inner, into))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_schema_loads_whole() {
        let schema = Schema::shipped();
        assert_eq!(schema.types().count(), 27);
        assert!(schema.lists().count() >= 35, "{}", schema.lists().count());
        for code in [
            "actor",
            "event",
            "act",
            "involvement",
            "restriction",
            "commitment",
            "assessment",
            "figure",
            "source",
        ] {
            assert!(schema.record_type(code).is_some(), "{code}");
        }
    }

    #[test]
    fn every_file_of_rules_is_there_and_is_no_list() {
        for (country, name) in RULES {
            assert!(rules(country, name).is_some(), "{country} {name}");
            assert!(Schema::shipped().list(name).is_none());
        }
    }

    #[test]
    fn a_term_is_found_by_code_label_or_known_name() {
        let schema = Schema::shipped();
        let property = schema.property("event", "region").unwrap();
        let almaty = schema.read(property, "Almaty").unwrap();
        assert_eq!(schema.read(property, "алматы").unwrap(), almaty);
        let error = schema
            .read(schema.property("act", "type").unwrap(), "LIB.detian")
            .unwrap_err()
            .to_string();
        assert!(error.contains("did you mean LIB.detain"), "{error}");
    }

    #[test]
    fn a_code_does_not_contradict_its_parent() {
        let schema = Schema::shipped();
        let property = schema.property("act", "type").unwrap();
        let term = |c: &str| Value::term(c);
        assert!(!schema.contradict(property, &term("LIB"), &term("LIB.detain")));
        assert!(schema.contradict(property, &term("LIB.prison"), &term("LIB.detain")));
    }

    #[test]
    fn a_wrong_file_is_named_with_what_is_wrong() {
        let list = r#"
            code = "x"
            label = { en = "X", ru = "X", kk = "X" }
            definition = { en = "X", ru = "X", kk = "X" }
            [[codes]]
            code = "b"
            parent = "a"
            label = { en = "B", ru = "B", kk = "B" }
            definition = { en = "B", ru = "B", kk = "B" }
        "#;
        let error = Schema::load(&[], &[("x.toml", list)]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "x.toml: the parent “a” of “b” must stand before it"
        );
    }
}
