//! What an organisation adds to the shipped schema, or words differently: its own types, properties, lists, codes.
//!
//! Each is a `definition` record of the journal whose content is TOML in the manner of the shipped files. What is
//! not there is added; what is there, shipped or own, is amended: its labels and definition, and whether it is still
//! offered. What a property holds, and which codes there are, can never be taken away: records speak of them.
//!
//! The result depends on the set of definitions alone, not on the order in which they arrive. One that does not fit
//! is left out and told ([`OwnFault`]); it never keeps a workspace from opening.

mod file;
mod growth;
mod labels;
mod latin;

pub use file::OwnFile;
pub use growth::Growth;
pub use labels::OwnLabels;
pub use latin::proposed_code;

use crate::id::RecordId;
use crate::list::Entry;
use crate::record::{Property, RecordType, Sensitivity, ValueKind};
use crate::schema::Schema;
use serde::{Deserialize, Serialize};

/// Most characters of a code of one's own.
pub const LONGEST_CODE: usize = 40;

/// Words that mean something else where codes stand: in paths of counting, in headings and filters of lists, as units.
const RESERVED: [&str; 16] = [
    "agreement",
    "changed",
    "changed_at",
    "day",
    "id",
    "locator",
    "month",
    "name",
    "organisations",
    "perpetrator",
    "persons",
    "quarter",
    "source",
    "target",
    "year",
    "yesno",
];

/// A definition of one's own, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnDefinition {
    /// A list.
    List(OwnList),
    /// A code in a list.
    Code(OwnCode),
    /// A record type.
    Type(OwnType),
    /// A property of a type.
    Property(OwnProperty),
}

/// A list of one's own, or other words for one that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnList {
    /// Its code.
    pub code: String,
    /// Label.
    #[serde(default)]
    pub label: OwnLabels,
    /// What it is for.
    #[serde(default)]
    pub definition: OwnLabels,
}

/// A code of one's own, or other words for one that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnCode {
    /// The list it stands in.
    pub of: String,
    /// The code.
    pub code: String,
    /// The code above it; of a new code only.
    pub parent: Option<String>,
    /// Label.
    #[serde(default)]
    pub label: OwnLabels,
    /// What belongs here.
    #[serde(default)]
    pub definition: OwnLabels,
    /// No longer offered, still understood. `None` leaves it as it is.
    pub retired: Option<bool>,
    /// What to use instead.
    #[serde(default)]
    pub replaced_by: Vec<String>,
}

/// A record type of one's own, or other words for one that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnType {
    /// Its code, singular.
    pub code: String,
    /// The unit it is counted in, plural; of a new type only.
    pub unit: Option<String>,
    /// Label, singular.
    #[serde(default)]
    pub label: OwnLabels,
    /// Label, plural.
    #[serde(default)]
    pub plural: OwnLabels,
    /// What such a record is.
    #[serde(default)]
    pub definition: OwnLabels,
}

/// A property of one's own, or other words for one that is there: as a [`Property`], but that nearly all may be left
/// out. (A shared part would have to be flattened, and unknown keys would then pass.)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnProperty {
    /// The type it belongs to.
    pub of: String,
    /// Its code.
    pub code: String,
    /// Label.
    #[serde(default)]
    pub label: OwnLabels,
    /// What to put here.
    #[serde(default)]
    pub definition: OwnLabels,
    /// The kind of its values; of a new property only, and needed there.
    pub kind: Option<ValueKind>,
    /// For terms: the list.
    pub list: Option<String>,
    /// For references: the types it may point to.
    #[serde(default)]
    pub to: Vec<String>,
    /// It may have several values at once.
    #[serde(default)]
    pub many: bool,
    /// Who may see it.
    #[serde(default)]
    pub sensitivity: Sensitivity,
    /// Where it stands in forms and on pages; `more` when nothing is said.
    #[serde(default)]
    pub group: String,
    /// For text: counted as if its wordings were codes.
    #[serde(default)]
    pub countable: bool,
    /// No longer offered in forms, still understood. `None` leaves it as it is.
    pub retired: Option<bool>,
}

/// A definition that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OwnFault {
    /// Its content is not what such a definition holds.
    #[error("{0}")]
    Content(String),
    /// There is no such kind of definition.
    #[error("“{0}” is no kind of definition that the schema knows")]
    Kind(String),
    /// The code is not one.
    #[error(
        "“{0}” is not a code: use small Latin letters, digits and “_”, beginning with a letter, at most {LONGEST_CODE}"
    )]
    Code(String),
    /// The code means something else already.
    #[error("“{0}” is a word of the program’s own: take another code")]
    Reserved(String),
    /// It has no label in any language.
    #[error("“{0}” has no label")]
    NoLabel(String),
    /// It belongs to something that is not there.
    #[error("“{0}” is not there")]
    Lost(String),
    /// The property would be of another kind than it is.
    #[error("“{0}” is there already and keeps the kind of value it has")]
    OtherKind(String),
    /// A property of this kind cannot be made.
    #[error("“{code}” cannot be of this kind: {why}")]
    UnfitKind {
        /// The property.
        code: String,
        /// Why not.
        why: &'static str,
    },
}

impl OwnDefinition {
    /// Reads the content of a definition record of this kind (`type`, `property`, `list`, `code`).
    ///
    /// # Errors
    /// [`OwnFault::Kind`] for the other kinds of definition, [`OwnFault::Content`] for what does not parse.
    pub fn read(kind: &str, content: &str) -> Result<Self, OwnFault> {
        let wrong = |e: toml::de::Error| OwnFault::Content(e.message().to_owned());
        Ok(match kind {
            "list" => Self::List(toml::from_str(content).map_err(wrong)?),
            "code" => Self::Code(toml::from_str(content).map_err(wrong)?),
            "type" => Self::Type(toml::from_str(content).map_err(wrong)?),
            "property" => Self::Property(toml::from_str(content).map_err(wrong)?),
            other => return Err(OwnFault::Kind(other.to_owned())),
        })
    }

    /// The kind of the definition record.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::List(_) => "list",
            Self::Code(_) => "code",
            Self::Type(_) => "type",
            Self::Property(_) => "property",
        }
    }

    /// What is defined, told apart from all else of its kind: `act_types/LIB`, `act.weather`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::List(list) => list.code.clone(),
            Self::Code(code) => format!("{}/{}", code.of, code.code),
            Self::Type(kind) => kind.code.clone(),
            Self::Property(property) => format!("{}.{}", property.of, property.code),
        }
    }

    /// The content of the definition record.
    ///
    /// # Errors
    /// [`OwnFault::Content`] when it cannot be written as TOML; no definition that was read does.
    pub fn content(&self) -> Result<String, OwnFault> {
        match self {
            Self::List(list) => toml::to_string(list),
            Self::Code(code) => toml::to_string(code),
            Self::Type(kind) => toml::to_string(kind),
            Self::Property(property) => toml::to_string(property),
        }
        .map_err(|e| OwnFault::Content(e.to_string()))
    }

    /// Lists stand before their codes, codes before those below them, types before their properties.
    fn order(&self) -> (u8, usize, String) {
        let rank = match self {
            Self::List(_) => 0,
            Self::Code(_) => 1,
            Self::Type(_) => 2,
            Self::Property(_) => 3,
        };
        (rank, 0, self.code())
    }
}

impl Schema {
    /// This schema with what an organisation added to it, and which definitions were left out because they do not
    /// fit. Two that define the same are taken in the order of their records' ids: the first adds, the others amend.
    #[must_use]
    pub fn with_own(&self, own: &[(RecordId, OwnDefinition)]) -> (Self, Vec<(RecordId, OwnFault)>) {
        let mut schema = self.clone();
        let mut waiting: Vec<&(RecordId, OwnDefinition)> = own.iter().collect();
        waiting.sort_by_cached_key(|(id, definition)| (definition.order(), *id));
        // A code may stand under one that comes later in the order: gone over until nothing more fits.
        let mut faults = Vec::new();
        loop {
            let before = waiting.len();
            faults.clear();
            waiting.retain(|(id, definition)| match schema.take_own(definition) {
                Ok(()) => {
                    schema.mark(definition);
                    false
                }
                Err(fault) => {
                    faults.push((*id, fault));
                    true
                }
            });
            if waiting.len() == before || waiting.is_empty() {
                break;
            }
        }
        (schema, faults)
    }

    /// Takes in one more definition; one that does not fit leaves the schema as it was.
    fn take_own(&mut self, own: &OwnDefinition) -> Result<(), OwnFault> {
        match own {
            OwnDefinition::List(list) => self.own_list(list),
            OwnDefinition::Code(code) => self.own_code(code),
            OwnDefinition::Type(kind) => self.own_type(kind),
            OwnDefinition::Property(property) => self.own_property(property),
        }
    }

    fn own_list(&mut self, own: &OwnList) -> Result<(), OwnFault> {
        if let Some(list) = self.list_mut(&own.code) {
            own.label.amend(&mut list.label);
            own.definition.amend(&mut list.definition);
            return Ok(());
        }
        let label = own.label.whole().ok_or_else(|| no_label(&own.code))?;
        is_free_code(&own.code)?;
        self.add_list(crate::list::List::of_own(
            &own.code,
            own.definition.whole().unwrap_or_else(|| label.clone()),
            label,
        ));
        Ok(())
    }

    fn own_code(&mut self, own: &OwnCode) -> Result<(), OwnFault> {
        let Some(list) = self.list_mut(&own.of) else {
            return Err(OwnFault::Lost(own.of.clone()));
        };
        for code in own.parent.iter().chain(&own.replaced_by) {
            if list.get(code).is_none() {
                return Err(OwnFault::Lost(format!("{}/{code}", own.of)));
            }
        }
        if let Some(entry) = list.get_mut(&own.code) {
            own.label.amend(&mut entry.label);
            own.definition.amend(&mut entry.definition);
            entry.retired = own.retired.unwrap_or(entry.retired);
            if !own.replaced_by.is_empty() {
                entry.replaced_by.clone_from(&own.replaced_by);
            }
            return Ok(());
        }
        let label = own.label.whole().ok_or_else(|| no_label(&own.code))?;
        // Below a shipped code its own manner of writing may be followed: `LIB.detain.hospital`.
        let tail = match &own.parent {
            Some(parent) => own
                .code
                .strip_prefix(&format!("{parent}."))
                .unwrap_or(&own.code),
            None => &own.code,
        };
        is_code(tail).map_err(|_| OwnFault::Code(own.code.clone()))?;
        list.add(Entry {
            code: own.code.clone(),
            parent: own.parent.clone(),
            definition: own.definition.whole().unwrap_or_else(|| label.clone()),
            label,
            links: std::collections::BTreeMap::new(),
            maps: std::collections::BTreeMap::new(),
            valid_from: None,
            valid_to: None,
            retired: own.retired.unwrap_or(false),
            replaced_by: own.replaced_by.clone(),
            flags: Vec::new(),
        });
        Ok(())
    }

    fn own_type(&mut self, own: &OwnType) -> Result<(), OwnFault> {
        if let Some(there) = self.type_mut(&own.code) {
            own.label.amend(&mut there.label);
            own.plural.amend(&mut there.plural);
            own.definition.amend(&mut there.definition);
            return Ok(());
        }
        is_free_code(&own.code)?;
        let label = own.label.whole().ok_or_else(|| no_label(&own.code))?;
        let unit = own.unit.clone().unwrap_or_else(|| format!("{}s", own.code));
        is_free_code(&unit)?;
        if self.type_of_unit(&unit).is_some() || self.record_type(&unit).is_some() {
            return Err(OwnFault::Code(unit));
        }
        let title = Property {
            code: "title".to_owned(),
            label: labels::TITLE.labels(),
            definition: labels::TITLE_DEFINITION.labels(),
            kind: ValueKind::Text,
            list: None,
            to: Vec::new(),
            many: false,
            sensitivity: Sensitivity::Public,
            group: "what".to_owned(),
            countable: false,
            esf: None,
            retired: false,
            stored: false,
        };
        self.add_type(RecordType {
            code: own.code.clone(),
            unit,
            plural: own.plural.whole().unwrap_or_else(|| label.clone()),
            definition: own.definition.whole().unwrap_or_else(|| label.clone()),
            label,
            part_of: None,
            heard_of: false,
            numbered: false,
            sensitivity: Sensitivity::Public,
            caption: vec![title.code.clone()],
            reviewed: crate::list::Reviewed::default(),
            source: String::new(),
            properties: vec![title],
        });
        Ok(())
    }

    fn own_property(&mut self, own: &OwnProperty) -> Result<(), OwnFault> {
        let Some(there) = self.record_type(&own.of) else {
            return Err(OwnFault::Lost(own.of.clone()));
        };
        let name = || format!("{}.{}", own.of, own.code);
        if let Some(property) = there.property(&own.code) {
            let same = own.kind.is_none_or(|kind| kind == property.kind);
            if !same || own.list.is_some() && own.list != property.list {
                return Err(OwnFault::OtherKind(name()));
            }
            if let Some(property) = self.property_mut(&own.of, &own.code) {
                own.label.amend(&mut property.label);
                own.definition.amend(&mut property.definition);
                property.retired = own.retired.unwrap_or(property.retired);
            }
            return Ok(());
        }
        is_free_code(&own.code)?;
        let label = own.label.whole().ok_or_else(|| no_label(&name()))?;
        let kind = own.kind.ok_or_else(|| unfit(own, "it has no kind"))?;
        match (kind, &own.list) {
            (ValueKind::Term, None) => return Err(unfit(own, "codes need a list")),
            (ValueKind::Term, Some(list)) if self.list(list).is_none() => {
                return Err(OwnFault::Lost(list.clone()));
            }
            (ValueKind::Term, Some(_)) | (_, None) => {}
            (_, Some(_)) => return Err(unfit(own, "only codes have a list")),
        }
        if matches!(
            kind,
            ValueKind::Statement | ValueKind::File | ValueKind::Sealed
        ) {
            return Err(unfit(own, "the program alone makes such values"));
        }
        if let Some(lost) = own.to.iter().find(|to| self.record_type(to).is_none()) {
            return Err(OwnFault::Lost(lost.clone()));
        }
        let group = if own.group.is_empty() {
            "more"
        } else {
            &own.group
        };
        self.add_property(
            &own.of,
            Property {
                code: own.code.clone(),
                definition: own.definition.whole().unwrap_or_else(|| label.clone()),
                label,
                kind,
                list: own.list.clone(),
                to: own.to.clone(),
                many: own.many,
                sensitivity: own.sensitivity,
                group: group.to_owned(),
                countable: own.countable && kind == ValueKind::Text,
                esf: None,
                retired: own.retired.unwrap_or(false),
                stored: false,
            },
        );
        Ok(())
    }
}

fn no_label(code: &str) -> OwnFault {
    OwnFault::NoLabel(code.to_owned())
}

fn unfit(own: &OwnProperty, why: &'static str) -> OwnFault {
    OwnFault::UnfitKind {
        code: format!("{}.{}", own.of, own.code),
        why,
    }
}

/// A code of one's own: it stands in addresses, filters and headings of columns.
fn is_code(code: &str) -> Result<(), OwnFault> {
    let fits = code.len() <= LONGEST_CODE
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && code
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if fits {
        Ok(())
    } else {
        Err(OwnFault::Code(code.chars().take(60).collect()))
    }
}

/// A code of a list, a type or a property: it stands where the program has words of its own.
fn is_free_code(code: &str) -> Result<(), OwnFault> {
    is_code(code)?;
    if RESERVED.contains(&code) {
        return Err(OwnFault::Reserved(code.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
