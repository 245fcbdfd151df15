//! What a reader must know of a count, in words.

use crate::numbers;
use crate::phrases::Phrases;

/// Something that must be known to read a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// Something can be in several rows.
    Overlap,
    /// People were counted by what was done to them.
    ThroughActs,
    /// So many dates only overlap the period.
    NotPrecise(u64),
    /// So many dates are too imprecise for a condition.
    NotPreciseForCondition(u64),
    /// So many have no date.
    NoDate(u64),
    /// Records judged to be one were counted once.
    Merged {
        /// Records.
        records: u64,
        /// How many they are.
        distinct: u64,
    },
    /// So many are neither known to be persons nor organisations.
    KindUnknown(u64),
    /// So many unnamed groups are not among those counted.
    GroupsApart(u64),
    /// Of so many unnamed groups no number was told; each is at least one person.
    GroupsOfUnknownSize(u64),
    /// So many targets have no record of their own.
    NotLinked(u64),
}

impl Remark {
    /// In the language of the phrases.
    #[must_use]
    pub fn words(self, phrases: &Phrases) -> String {
        let counted = |key: &str, number: u64| phrases.plural(key, number, &[]);
        match self {
            Self::Overlap => phrases.say("remark.overlap"),
            Self::ThroughActs => phrases.say("remark.through_acts"),
            Self::NotPrecise(number) => counted("remark.dates_overlap", number),
            Self::NotPreciseForCondition(number) => counted("remark.dates_for_condition", number),
            Self::NoDate(number) => counted("remark.no_date", number),
            Self::Merged { records, distinct } => {
                let distinct = numbers::whole(distinct, phrases.language());
                phrases.plural("remark.merged", records, &[("distinct", &distinct)])
            }
            Self::KindUnknown(number) => counted("remark.kind_unknown", number),
            Self::GroupsApart(number) => counted("remark.groups_apart", number),
            Self::GroupsOfUnknownSize(number) => counted("remark.groups_unknown", number),
            Self::NotLinked(number) => counted("remark.not_linked", number),
        }
    }
}
