//! Under which licence data may be used.

use std::str::FromStr;

use crate::text::web_address;

/// A licence as it is named: its identifier (`CC-BY-4.0`), or the address of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence(String);

/// What was given is neither an identifier nor an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a licence is named by its identifier (CC-BY-4.0) or by a web address")]
pub struct NoLicence;

impl Licence {
    /// As it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// It is the address of a text, not an identifier.
    #[must_use]
    pub fn is_address(&self) -> bool {
        web_address(&self.0).is_some()
    }
}

impl FromStr for Licence {
    type Err = NoLicence;

    fn from_str(text: &str) -> Result<Self, NoLicence> {
        let text = text.trim();
        let in_identifier = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
        let is_identifier = !text.is_empty() && text.bytes().all(in_identifier);
        match is_identifier || web_address(text).is_some() {
            true => Ok(Self(text.to_owned())),
            false => Err(NoLicence),
        }
    }
}
