//! All definitions of an organisation in one file, to be read by people and taken to another workspace.

use super::{OwnCode, OwnDefinition, OwnFault, OwnList, OwnProperty, OwnType};
use serde::{Deserialize, Serialize};

/// Lists, codes, types and properties, as `[[list]]`, `[[code]]`, `[[type]]` and `[[property]]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnFile {
    /// Lists.
    #[serde(default, rename = "list", skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<OwnList>,
    /// Codes.
    #[serde(default, rename = "code", skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<OwnCode>,
    /// Record types.
    #[serde(default, rename = "type", skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<OwnType>,
    /// Properties.
    #[serde(default, rename = "property", skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<OwnProperty>,
}

impl OwnFile {
    /// Of these definitions.
    #[must_use]
    pub fn of(definitions: impl IntoIterator<Item = OwnDefinition>) -> Self {
        let mut file = Self::default();
        for definition in definitions {
            match definition {
                OwnDefinition::List(list) => file.lists.push(list),
                OwnDefinition::Code(code) => file.codes.push(code),
                OwnDefinition::Type(kind) => file.types.push(kind),
                OwnDefinition::Property(property) => file.properties.push(property),
            }
        }
        file
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`OwnFault::Content`] with the place of what does not parse.
    pub fn read(text: &str) -> Result<Self, OwnFault> {
        toml::from_str(text).map_err(|e| OwnFault::Content(e.to_string()))
    }

    /// The text of the file.
    ///
    /// # Errors
    /// [`OwnFault::Content`] when it cannot be written as TOML; nothing that was read does.
    pub fn text(&self) -> Result<String, OwnFault> {
        toml::to_string(self).map_err(|e| OwnFault::Content(e.to_string()))
    }

    /// The definitions: lists, then codes, types, properties.
    #[must_use]
    pub fn definitions(self) -> Vec<OwnDefinition> {
        let lists = self.lists.into_iter().map(OwnDefinition::List);
        lists
            .chain(self.codes.into_iter().map(OwnDefinition::Code))
            .chain(self.types.into_iter().map(OwnDefinition::Type))
            .chain(self.properties.into_iter().map(OwnDefinition::Property))
            .collect()
    }
}
