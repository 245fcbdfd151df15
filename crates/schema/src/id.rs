//! Ids: sixteen bytes each, a type of its own for each thing named, so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;

/// The text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not an id: an id has 32 hexadecimal digits, as in 1f0e7c52-8f4f-4c57-9d52-9f0e6a1f2b3c"
)]
pub struct NotAnId(pub String);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// The id with these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Random bytes marked as a UUID of version 4. The caller brings the randomness.
            #[must_use]
            pub fn from_random(bytes: [u8; 16]) -> Self {
                Self(marked(bytes, 4))
            }

            /// Bytes of a keyed hash marked as a UUID of version 8 (RFC 9562): the same input gives the same id.
            #[must_use]
            pub fn from_hash(bytes: [u8; 16]) -> Self {
                Self(marked(bytes, 8))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&uuid::Uuid::from_bytes(self.0), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            /// # Errors
            /// [`NotAnId`] when the text is not a UUID (with or without hyphens).
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                uuid::Uuid::try_parse(text.trim())
                    .map(|uuid| Self(uuid.into_bytes()))
                    .map_err(|_| NotAnId(text.chars().take(60).collect()))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// One record: a person, an act, a source. Never reused.
    RecordId
);
id!(
    /// One statement, within its record.
    StatementId
);
id!(
    /// One act of saving: a form, an import, a decision.
    ChangeSetId
);

fn marked(mut bytes: [u8; 16], version: u8) -> [u8; 16] {
    bytes[6] = (bytes[6] & 0x0f) | (version << 4);
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text() {
        let id = RecordId::from_hash([7; 16]);
        assert_eq!(id.to_string().parse::<RecordId>().unwrap(), id);
        assert_eq!(id.to_string().as_bytes()[14], b'8');
    }

    #[test]
    fn nonsense_is_refused_with_a_sentence() {
        assert!(
            "x".parse::<RecordId>()
                .unwrap_err()
                .to_string()
                .contains("32 hexadecimal")
        );
    }
}
