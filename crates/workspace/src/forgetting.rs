//! Forgetting a person: first every place is shown where they occur; then who they are, or the whole record, is
//! destroyed, and a report says what was done and what is beyond reach.
//!
//! What was said stands in the journal for ever, sealed under a key for each record. So the keys go, of the person and
//! of every record that tells of them; what is to stay is said again at its place, with the same ids and times, under
//! new keys (`aigaq_journal::Destroying`). Counts, decisions and the order of what was said stay as they were.
//!
//! Nothing here rests on the view alone: a name that was taken back years ago stands in the journal too, and is looked
//! for there.

mod again;
mod called;
mod choices;
mod doing;
mod holds;
mod links;
mod marks;
mod masking;
mod mentions;
mod numbers;
mod places;
mod publication;
mod report;
mod scanned;
mod sight;

pub use choices::{Choices, Unsure};
pub use doing::{ForgetWish, Forgotten};
pub use places::{PlaceRow, PlaceSection, Places, PlacesOf};
pub use report::ForgetReport;
pub use sight::SealedSight;

use aigaq_schema::Value;

/// What stands where a name stood.
pub(crate) const MARK: &str = "[…]";

/// How somebody is forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forgetting {
    /// Who they are is destroyed; what happened to them stays and is counted as before.
    Identity,
    /// The record is destroyed, and their part in everything that names it.
    Destroy,
}

impl Forgetting {
    /// The word in reports, addresses and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Destroy => "destroy",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Identity, Self::Destroy]
            .into_iter()
            .find(|how| how.code() == code)
    }
}

/// The types of records that can be forgotten, each with what stays of it when only the identity goes: what is counted,
/// and what names nobody. Of others than these nothing can stay.
const STAYS: [(&str, &[&str]); 2] = [
    (
        "actor",
        &[
            "kind",
            "category",
            "gender",
            "birth",
            "death",
            "group",
            "number",
            "status",
            "country",
            "source_class",
            "sensitivity",
            "verification",
            "learned",
        ],
    ),
    (
        "source",
        &[
            "kind",
            "reliability",
            "date",
            "code",
            "confidant",
            "looked",
            "repeats",
            "sensitivity",
            "verification",
            "learned",
        ],
    ),
];

/// What stays of a record of this type when only the identity goes; `None` when it can only be destroyed or not at all.
fn stays_of(record_type: &str) -> Option<&'static [&'static str]> {
    let found = STAYS.iter().find(|(of, _)| *of == record_type);
    found.map(|(_, stays)| *stays)
}

/// What stays of a value: of the days of birth and death only the year, of numbers and codes all.
fn coarse(property: &str, value: &Value) -> Option<Value> {
    match value {
        Value::Date { date, .. } if matches!(property, "birth" | "death") => {
            let year = date.text().get(..4)?;
            let is_year = year.bytes().all(|digit| digit.is_ascii_digit());
            let date = is_year.then(|| year.parse().ok()).flatten()?;
            Some(Value::Date { date, clock: None })
        }
        other => Some(other.clone()),
    }
}
