//! Who asks. Every question to the view carries the reader, so that no page can forget to ask.

use aigaq_schema::{Property, Sensitivity};

/// For whom an answer is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The group itself.
    Internal,
    /// Organisations and mechanisms that the group hands its findings to: what may be published, and the names of
    /// those who agreed to their hearing it.
    Partners,
    /// Everybody: only what may be published.
    Public,
}

impl Audience {
    /// All, from the narrowest.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Partners, Self::Public];

    /// Its code in the list `audiences`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Partners => "partners",
            Self::Public => "public",
        }
    }

    /// The one with this code; `None` when there is none.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|audience| audience.code() == code)
    }

    /// Others than the group: persons are named only with a consent, small numbers are left out, ids are the
    /// publication's own.
    #[must_use]
    pub const fn is_outside(self) -> bool {
        !matches!(self, Self::Internal)
    }
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
        Self::outside(Audience::Public)
    }

    /// Partner organisations and mechanisms.
    #[must_use]
    pub const fn partners() -> Self {
        Self::outside(Audience::Partners)
    }

    /// Whoever reads what this reader has made for an audience: for the group themselves, else those outside.
    #[must_use]
    pub const fn making_for(self, audience: Audience) -> Self {
        match audience {
            Audience::Internal => self,
            Audience::Partners | Audience::Public => Self::outside(audience),
        }
    }

    const fn outside(audience: Audience) -> Self {
        Self {
            audience,
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

    /// May see a record: of this sensitivity (a code of the list `sensitivity`), or, where it tells none, of what is
    /// usual for its type ([`aigaq_schema::RecordType::sensitivity`]).
    #[must_use]
    pub fn may_see_record(&self, told: Option<&str>, usual: Sensitivity) -> bool {
        self.may_see_level(told.map_or(usual, Sensitivity::of_code))
    }

    /// May see what is of this level.
    #[must_use]
    pub fn may_see_level(&self, level: Sensitivity) -> bool {
        level <= self.clearance
    }
}
