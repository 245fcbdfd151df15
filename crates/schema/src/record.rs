//! Record types and their properties, as the files in `records/` describe them.

use crate::language::Labels;
use crate::list::Reviewed;
use serde::{Deserialize, Serialize};

/// What kind of value a property takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueKind {
    /// Words.
    Text,
    /// Names.
    Name,
    /// A code of a list.
    Term,
    /// A partial date.
    Date,
    /// A qualified number.
    Number,
    /// A sum.
    Money,
    /// A length of time.
    Duration,
    /// A provision of law.
    Law,
    /// Another record.
    Reference,
    /// A statement of another record.
    Statement,
    /// A web address.
    Url,
    /// An evidence file.
    File,
    /// Yes or no.
    YesNo,
    /// Somebody else's number.
    Identifier,
    /// Words that only a second passphrase opens.
    Sealed,
}

/// Who may see a value. Ordered: each level is narrower than the one before.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Sensitivity {
    /// May be published, consent given.
    #[default]
    Public,
    /// For the group and those it trusts.
    Internal,
    /// For named people in the group.
    Restricted,
    /// For the keeper alone.
    Sealed,
}

impl Sensitivity {
    /// All, from the most open.
    pub const ALL: [Self; 4] = [Self::Public, Self::Internal, Self::Restricted, Self::Sealed];

    /// Its code in the list `sensitivity`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Restricted => "restricted",
            Self::Sealed => "sealed",
        }
    }

    /// The one with this code; one that is not known is the narrowest: a newer version may know it.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|level| level.code() == code)
            .unwrap_or(Self::Sealed)
    }
}

/// A property of a record type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    /// Its code, unique in the type.
    pub code: String,
    /// Label.
    pub label: Labels,
    /// One sentence: what to put here.
    pub definition: Labels,
    /// The kind of its values.
    pub kind: ValueKind,
    /// For terms: the list.
    pub list: Option<String>,
    /// For references: the types it may point to; empty means any.
    #[serde(default)]
    pub to: Vec<String>,
    /// It may have several values at once.
    #[serde(default)]
    pub many: bool,
    /// Who may see it, unless the record says narrower.
    #[serde(default)]
    pub sensitivity: Sensitivity,
    /// Where it stands in forms and on pages.
    #[serde(default)]
    pub group: String,
    /// For text: short wordings that are counted as if they were codes (a country, a theme, a unit).
    #[serde(default)]
    pub countable: bool,
    /// Field number in the HURIDOCS Events Standard Formats.
    pub esf: Option<String>,
    /// No longer offered in forms, still understood.
    #[serde(default)]
    pub retired: bool,
    /// Kept for programs: neither typed, nor listed, nor searched, nor shown among the properties of a record. Pages
    /// that know what it is show it.
    #[serde(default)]
    pub stored: bool,
}

/// A record type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordType {
    /// Its code, singular: `act`.
    pub code: String,
    /// The unit it is counted in, plural: `acts`.
    pub unit: String,
    /// Label, singular.
    pub label: Labels,
    /// Label, plural.
    pub plural: Labels,
    /// What such a record is.
    pub definition: Labels,
    /// For parts: the property that refers to the record it is a part of, whose key seals it.
    pub part_of: Option<String>,
    /// Something that happened and of which one hears. The day on which the organisation learned of it is the day of
    /// entry, if nobody says otherwise and it was entered by hand; and it has a day on which it was first published.
    #[serde(default)]
    pub heard_of: bool,
    /// A new one gets a number that people can say ([`crate::running_number`]) when it is saved.
    #[serde(default)]
    pub numbered: bool,
    /// Who may read such a record, where it does not say itself.
    #[serde(default)]
    pub sensitivity: Sensitivity,
    /// The properties that name a record on a page, in order.
    pub caption: Vec<String>,
    /// Which translations were reviewed.
    #[serde(default)]
    pub reviewed: Reviewed,
    /// What the wording rests on.
    #[serde(default)]
    pub source: String,
    /// Its properties; those common to all types stand at the end.
    pub properties: Vec<Property>,
}

impl RecordType {
    /// The property of a code.
    #[must_use]
    pub fn property(&self, code: &str) -> Option<&Property> {
        self.properties.iter().find(|p| p.code == code)
    }
}
