//! Names of things in the journal: fixed numbers of bytes, shown in hexadecimal.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::Result;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl $name {
            /// Number of bytes.
            pub const LENGTH: usize = $length;

            /// The bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }

            /// From exactly so many bytes, else `None`.
            #[must_use]
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> std::result::Result<Self, NotAnId> {
                let mut bytes = [0; $length];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| NotAnId)?;
                Ok(Self(bytes))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

/// The text is not an id: not hexadecimal, or not of the right length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: hexadecimal digits are expected")]
pub struct NotAnId;

id!(
    /// SHA-256 of an entry's header.
    EntryId,
    32
);
id!(
    /// One chain of entries: one device in one compartment, or one authority log.
    LogId,
    16
);
id!(
    /// A workspace.
    WorkspaceId,
    16
);
id!(
    /// Names the key of a record (or of an envelope); says nothing about it.
    KeyId,
    16
);
id!(
    /// Public half of a device's signing key (Ed25519).
    DeviceKey,
    32
);

impl EntryId {
    /// No entry: stands before the first one of a log, and above the root.
    pub const NONE: EntryId = EntryId([0; 32]);

    /// Whether this is no entry.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::NONE
    }
}

/// Place of an entry in the order in which this store accepted them, from 1 without gaps.
///
/// It is local: another device has another order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Position(pub u64);

/// Fresh random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
