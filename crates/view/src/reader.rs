//! Who asks. Every question to the view carries the reader, so that no page can forget to ask.

use aigaq_schema::{Property, Sensitivity};

/// For whom an answer is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The group itself.
    Internal,
    /// Everybody: only what may be published.
    Public,
}

/// The one who asks: for whom the answer is, and how far they are cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    audience: Audience,
    clearance: Sensitivity,
}

impl Reader {
    /// The keeper of the workspace, reading for the group: sees everything.
    #[must_use]
    pub const fn keeper() -> Self {
        Self {
            audience: Audience::Internal,
            clearance: Sensitivity::Sealed,
        }
    }

    /// Somebody of the group, cleared up to this level.
    #[must_use]
    pub const fn internal(clearance: Sensitivity) -> Self {
        Self {
            audience: Audience::Internal,
            clearance,
        }
    }

    /// Everybody.
    #[must_use]
    pub const fn public() -> Self {
        Self {
            audience: Audience::Public,
            clearance: Sensitivity::Public,
        }
    }

    /// For whom the answer is made.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        self.audience
    }

    /// May see values of this property.
    #[must_use]
    pub fn may_see(&self, property: &Property) -> bool {
        property.sensitivity <= self.clearance
    }

    /// May see records of this sensitivity (a code of the list `sensitivity`; none told means public).
    #[must_use]
    pub fn may_see_record(&self, sensitivity: Option<&str>) -> bool {
        let level = match sensitivity {
            None | Some("public") => Sensitivity::Public,
            Some("internal") => Sensitivity::Internal,
            Some("restricted") => Sensitivity::Restricted,
            // An unknown level is the narrowest: a newer version may know it.
            Some(_) => Sensitivity::Sealed,
        };
        level <= self.clearance
    }
}
