//! The answer on one restriction on one day.

use super::facts::{ChangeKind, RestrictionFacts, Status, Told};
use super::reason::Reason;
use super::standing;
use crate::range::DayRange;
use aigaq_schema::Day;
use serde::Serialize;

/// In force in all worlds the facts allow, in some, in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// In all.
    Certainly,
    /// In some.
    Perhaps,
    /// In none.
    No,
}

/// Why it is only perhaps in force: the first of these that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The facts contradict each other.
    FactsContradict,
    /// It was told as over, but not since when.
    OverAtUnknownTime,
    /// It may not have begun.
    MayBeginLater,
    /// It may have ended.
    MayHaveEnded,
}

/// Why it is not in force: the first of these that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotInForce {
    /// Its kind is never in force.
    KindDoesNotRun,
    /// It begins later.
    NotYet,
    /// By its dates it would be, or might be, in force; a source tells that it is over.
    Told(Status),
    /// It would run on, had a change not ended it: lifted, pardoned, replaced.
    Changed(ChangeKind),
    /// Its end, stated or computed, has passed.
    EndPassed,
}

/// How a restriction stands on the day asked: the groups of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "standing", content = "why")]
pub enum Standing {
    /// In force, and it is known when it ends at the latest.
    Certainly,
    /// May be in force.
    Perhaps(Doubt),
    /// In force or perhaps in force, and nothing says when it ends at the latest.
    EndUnknown,
    /// Not in force.
    No(NotInForce),
}

impl Standing {
    /// Key of the message, the same whatever the reason.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Certainly => "restriction-standing-certainly",
            Self::Perhaps(_) => "restriction-standing-perhaps",
            Self::EndUnknown => "restriction-standing-end-unknown",
            Self::No(_) => "restriction-standing-no",
        }
    }

    /// Key of the message that says why, for the two that have one.
    #[must_use]
    pub fn why_key(self) -> Option<&'static str> {
        Some(match self {
            Self::Certainly | Self::EndUnknown => return None,
            Self::Perhaps(Doubt::FactsContradict) => "restriction-why-facts-contradict",
            Self::Perhaps(Doubt::OverAtUnknownTime) => "restriction-why-over-at-unknown-time",
            Self::Perhaps(Doubt::MayBeginLater) => "restriction-why-may-begin-later",
            Self::Perhaps(Doubt::MayHaveEnded) => "restriction-why-may-have-ended",
            Self::No(NotInForce::KindDoesNotRun) => "restriction-why-kind-does-not-run",
            Self::No(NotInForce::NotYet) => "restriction-why-not-yet",
            Self::No(NotInForce::EndPassed) => "restriction-why-end-passed",
            Self::No(NotInForce::Changed(kind)) => match kind {
                ChangeKind::Released => "restriction-why-changed-released",
                ChangeKind::Pardoned => "restriction-why-changed-pardoned",
                ChangeKind::Amnesty => "restriction-why-changed-amnesty",
                ChangeKind::Annulled => "restriction-why-changed-annulled",
                ChangeKind::Replaced => "restriction-why-changed-replaced",
                // The others never end a restriction.
                ChangeKind::Lifted
                | ChangeKind::Shortened
                | ChangeKind::Extended
                | ChangeKind::Breached => "restriction-why-changed-lifted",
            },
            Self::No(NotInForce::Told(Status::Pardoned)) => "restriction-why-told-pardoned",
            Self::No(NotInForce::Told(Status::Commuted)) => "restriction-why-told-commuted",
            Self::No(NotInForce::Told(_)) => "restriction-why-told-ended",
        })
    }
}

/// Where an end comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EndSource {
    /// A source states it.
    Stated,
    /// Start and length, perhaps narrowed by what was told.
    Computed,
    /// A change ended it, or set the end.
    Changed,
    /// The step of the case with which it ends.
    Step,
    /// Only bounded: by the start, or by what was told on a day.
    Bounded,
}

/// The last day in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndRange {
    /// Between these days; open where nothing bounds it.
    #[serde(rename = "between")]
    pub days: DayRange,
    /// Where it comes from.
    pub how: EndSource,
    /// EDTF: as the source wrote it when stated, else [`DayRange::edtf`].
    pub text: String,
}

/// Days from the day asked to the last day in force, supposing that it is in force: 0 on the last day.
///
/// A restriction of unknown end can have a most: a ban of three years that is in force today ends within three
/// years, whenever it began, though nothing says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct DaysLeft {
    /// At least.
    pub min: u32,
    /// At most; `None` when no end is known.
    pub max: Option<u32>,
}

impl DaysLeft {
    /// The last day is within so many days after the day asked (0: on that day), of a restriction that is in force as
    /// surely as this.
    pub(super) fn within(self, days: u32, in_force: Certainty) -> Certainty {
        let certainly = in_force == Certainty::Certainly;
        match self.max {
            Some(max) if max <= days && certainly => Certainty::Certainly,
            _ if self.min <= days => Certainty::Perhaps,
            _ => Certainty::No,
        }
    }
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The day asked.
    pub day: Day,
    /// The group of the register.
    pub standing: Standing,
    /// The three-valued answer alone (an end-unknown restriction can be certainly in force today).
    pub certainty: Certainty,
    /// When it begins, as far as the facts bound it; `None` for kinds that do not run.
    pub start: Option<DayRange>,
    /// Its last day; `None` when nothing bounds it.
    pub end: Option<EndRange>,
    /// Days left; `None` when it is not in force.
    pub days_left: Option<DaysLeft>,
    /// The latest status told, of those that say something.
    pub last_told: Option<Told>,
    /// The reasons, in the order start, end, told, disagreements.
    pub reasons: Vec<Reason>,
}

impl Finding {
    /// How the restriction stands on a day.
    #[must_use]
    pub fn on(day: Day, facts: &RestrictionFacts) -> Self {
        standing::find(day, facts)
    }

    /// Some facts exclude each other.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        self.reasons.iter().any(Reason::is_disagreement)
    }

    /// Nothing at all is known beyond that the restriction exists.
    #[must_use]
    pub fn nothing_known(&self) -> bool {
        self.reasons.contains(&Reason::NothingKnown)
    }
}
