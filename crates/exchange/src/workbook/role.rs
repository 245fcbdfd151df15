//! What a column of a group's workbook can be.

use serde::{Deserialize, Serialize};

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The row's number or other name of its own.
    RowId,
    /// When it happened, or began.
    When,
    /// The time of the day, beside the day.
    Time,
    /// When it ended.
    Until,
    /// The place.
    Where,
    /// The region.
    Region,
    /// What happened, told.
    What,
    /// To whom it was done.
    Whom,
    /// What the target is: journalist, lawyer.
    Category,
    /// By whom it was done.
    ByWhom,
    /// The type or types of act.
    Act,
    /// The law cited.
    Law,
    /// How it ended, the sanction.
    Outcome,
    /// How many people it was done to.
    People,
    /// The source in words.
    Source,
    /// The address of the source.
    Link,
    /// A note.
    Note,
    /// None of these: kept with the event in its own words.
    Keep,
    /// Left out on purpose.
    LeaveOut,
}

impl Role {
    /// All of them, in the order in which a page offers them.
    pub const ALL: [Self; 19] = [
        Self::RowId,
        Self::When,
        Self::Time,
        Self::Until,
        Self::Where,
        Self::Region,
        Self::What,
        Self::Whom,
        Self::Category,
        Self::ByWhom,
        Self::Act,
        Self::Law,
        Self::Outcome,
        Self::People,
        Self::Source,
        Self::Link,
        Self::Note,
        Self::Keep,
        Self::LeaveOut,
    ];

    /// Its code, as it stands in files, forms and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RowId => "row_id",
            Self::When => "when",
            Self::Time => "time",
            Self::Until => "until",
            Self::Where => "where",
            Self::Region => "region",
            Self::What => "what",
            Self::Whom => "whom",
            Self::Category => "category",
            Self::ByWhom => "by_whom",
            Self::Act => "act",
            Self::Law => "law",
            Self::Outcome => "outcome",
            Self::People => "people",
            Self::Source => "source",
            Self::Link => "link",
            Self::Note => "note",
            Self::Keep => "keep",
            Self::LeaveOut => "leave_out",
        }
    }

    /// The role of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// A sheet can have several such columns.
    #[must_use]
    pub const fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::Whom
                | Self::ByWhom
                | Self::Source
                | Self::Link
                | Self::Law
                | Self::Note
                | Self::Keep
                | Self::LeaveOut
        )
    }

    /// The list its words are codes of.
    #[must_use]
    pub const fn list(self) -> Option<&'static str> {
        match self {
            Self::Act => Some("act_types"),
            Self::Category => Some("target_categories"),
            Self::ByWhom => Some("threat_sources"),
            Self::Region => Some("regions"),
            _ => None,
        }
    }
}
