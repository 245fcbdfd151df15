//! Who may read one property of one record, where the record closes it more than the schema does.

use crate::record::Sensitivity;
use std::fmt;
use std::str::FromStr;

/// The property that says it, of every type of record: each of its values is one [`ClosedProperty`].
pub const CLOSED: &str = "closed";
/// The property that says why: each of its values begins with the property it is about ([`ClosedReason`]).
pub const CLOSED_REASON: &str = "closed_reason";

/// A property of a record, and who may read what the record says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedProperty {
    /// The property, by code.
    pub property: String,
    /// Who may read it.
    pub level: Sensitivity,
}

/// Why a property of a record is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedReason {
    /// The property, by code.
    pub property: String,
    /// In words.
    pub words: String,
}

/// Between the property and what is said of it; no code of a property holds it.
const IS: char = '=';

impl fmt::Display for ClosedProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{IS}{}", self.property, self.level.code())
    }
}

impl fmt::Display for ClosedReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{IS}{}", self.property, self.words)
    }
}

/// It names no property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this names no property")]
pub struct NamesNoProperty;

impl FromStr for ClosedProperty {
    type Err = NamesNoProperty;

    /// A level that is not known here is the narrowest: a newer version may know it.
    fn from_str(text: &str) -> Result<Self, NamesNoProperty> {
        let (property, level) = text.split_once(IS).ok_or(NamesNoProperty)?;
        Ok(Self {
            property: property.to_owned(),
            level: Sensitivity::of_code(level),
        })
    }
}

impl FromStr for ClosedReason {
    type Err = NamesNoProperty;

    fn from_str(text: &str) -> Result<Self, NamesNoProperty> {
        let (property, words) = text.split_once(IS).ok_or(NamesNoProperty)?;
        Ok(Self {
            property: property.to_owned(),
            words: words.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read_as_it_was_written() {
        for level in Sensitivity::ALL {
            let closed = ClosedProperty {
                property: "name".to_owned(),
                level,
            };
            assert_eq!(closed.to_string().parse(), Ok(closed));
        }
        let why = ClosedReason {
            property: "name".to_owned(),
            words: "так = надо".to_owned(),
        };
        assert_eq!(why.to_string().parse(), Ok(why));
    }

    #[test]
    fn a_level_of_a_newer_version_is_the_narrowest() {
        let read: ClosedProperty = "name=two_persons".parse().unwrap();
        assert_eq!(read.level, Sensitivity::Sealed);
        assert_eq!("name".parse::<ClosedProperty>(), Err(NamesNoProperty));
    }
}
