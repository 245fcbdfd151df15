//! Why the answer is what it is: keys and dates, never sentences.

use super::facts::{ChangeKind, Status};
use crate::range::DayRange;
use crate::terms::Running;
use serde::Serialize;

/// A fact that an answer rests on, when two of them exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The start (given, or bounded by the decision).
    Start,
    /// The stated end.
    End,
    /// The length.
    Length,
    /// A status told.
    Told {
        /// Which.
        status: Status,
        /// As of when.
        on: DayRange,
    },
}

/// One reason. [`Reason::key`] names the message; the fields are its arguments (dates in EDTF).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// Kinds like fines are never in force.
    KindDoesNotRun,
    /// No start, length, end or status is known.
    NothingKnown,
    /// The day asked may be, or is, before it begins.
    MayBeginLater {
        /// When it begins.
        start: DayRange,
    },
    /// No start is given.
    StartNotTold,
    /// It runs from release, and no release is given.
    StartsAtRelease,
    /// It runs from the entry into force of the judgment, and that day is not given.
    StartsWithEntryIntoForce,
    /// The start is known only as lying between two days.
    StartNotExact {
        /// Between.
        start: DayRange,
    },
    /// The end is stated.
    EndStated {
        /// As stated.
        end: DayRange,
    },
    /// The end follows from start and length, by the rule of [`crate::terms`].
    EndComputed {
        /// ISO 8601.
        length: String,
        /// How the term runs.
        running: Running,
        /// The end that follows from the dates alone.
        end: DayRange,
    },
    /// It ends with a step of its case, on the day the case came to it; `None` while that is not recorded.
    EndsWithStep {
        /// Code of the list `case_stages`.
        step: String,
        /// When the case came to it.
        reached: Option<DayRange>,
    },
    /// It was changed.
    Changed {
        /// How.
        kind: ChangeKind,
        /// From which day; `..` when not told.
        on: DayRange,
    },
    /// The dates of the changes leave open which of them came last.
    OrderOfChangesUnknown,
    /// Neither end nor length is told.
    EndNotTold,
    /// The length is an amount of hours: no end day follows.
    HoursHaveNoEndDay {
        /// ISO 8601.
        length: String,
    },
    /// The stated end is earlier than the term would end.
    EndBeforeTerm {
        /// When the term would end.
        computed: DayRange,
        /// A change or a source tells that it ended, which explains it; otherwise the two disagree.
        explained: bool,
    },
    /// The stated end is later than the term would end: the two disagree.
    EndAfterTerm {
        /// When the term would end.
        computed: DayRange,
    },
    /// A source tells how it stands.
    Told {
        /// How.
        status: Status,
        /// As of when; `..` when no date is known.
        on: DayRange,
        /// The telling is, or may be, of a day after the one asked.
        may_be_later: bool,
    },
    /// No source tells how it stands; the answer rests on dates alone.
    StatusNotTold,
    /// Two facts exclude each other; both are kept.
    Contradiction {
        /// One.
        one: Fact,
        /// The other.
        other: Fact,
    },
    /// All facts together exclude each other, though no two do.
    FactsDoNotFit,
}

impl Reason {
    /// Key of the message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::KindDoesNotRun => "restriction-reason-kind-does-not-run",
            Self::NothingKnown => "restriction-reason-nothing-known",
            Self::MayBeginLater { .. } => "restriction-reason-may-begin-later",
            Self::StartNotTold => "restriction-reason-start-not-told",
            Self::StartsAtRelease => "restriction-reason-starts-at-release",
            Self::StartsWithEntryIntoForce => "restriction-reason-starts-with-entry-into-force",
            Self::StartNotExact { .. } => "restriction-reason-start-not-exact",
            Self::EndStated { .. } => "restriction-reason-end-stated",
            Self::EndComputed { .. } => "restriction-reason-end-computed",
            Self::EndsWithStep { reached: None, .. } => "restriction-reason-ends-with-step",
            Self::EndsWithStep { .. } => "restriction-reason-ended-with-step",
            Self::Changed { .. } => "restriction-reason-changed",
            Self::OrderOfChangesUnknown => "restriction-reason-order-of-changes-unknown",
            Self::EndNotTold => "restriction-reason-end-not-told",
            Self::HoursHaveNoEndDay { .. } => "restriction-reason-hours-have-no-end-day",
            Self::EndBeforeTerm { .. } => "restriction-reason-end-before-term",
            Self::EndAfterTerm { .. } => "restriction-reason-end-after-term",
            Self::Told { .. } => "restriction-reason-told",
            Self::StatusNotTold => "restriction-reason-status-not-told",
            Self::Contradiction { .. } => "restriction-reason-contradiction",
            Self::FactsDoNotFit => "restriction-reason-facts-do-not-fit",
        }
    }

    /// Sources or values exclude each other: worth a finding, not only a note.
    #[must_use]
    pub fn is_disagreement(&self) -> bool {
        matches!(
            self,
            Self::Contradiction { .. }
                | Self::FactsDoNotFit
                | Self::EndAfterTerm { .. }
                | Self::EndBeforeTerm {
                    explained: false,
                    ..
                }
        )
    }
}
