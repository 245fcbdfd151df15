//! Decisions of courts and international bodies: what was asked, by when, what was answered, what was done.

use crate::range::DayRange;
use crate::restrictions::Certainty;
use aigaq_schema::{Day, PartialDate, RecordId};
use serde::Serialize;

/// How far a decision was carried out, as told: the list `remedy_statuses`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CarriedOut {
    /// Nothing was done.
    NotDone,
    /// Some of it.
    Partly,
    /// All of it.
    Done,
    /// The state said that it will not.
    Refused,
    /// No source says.
    Unknown,
}

impl CarriedOut {
    /// Reads a code of the list `remedy_statuses`; what it does not know says nothing.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code {
            "not_done" => Self::NotDone,
            "partly" => Self::Partly,
            "done" => Self::Done,
            "refused" => Self::Refused,
            _ => Self::Unknown,
        }
    }
}

/// A decision, as known.
#[derive(Debug, Clone)]
pub struct DecisionFacts {
    /// The record.
    pub record: RecordId,
    /// When it was taken.
    pub date: Option<PartialDate>,
    /// Something was asked of the state.
    pub asks: bool,
    /// By when the state should answer or carry it out.
    pub due: Option<PartialDate>,
    /// When the state answered.
    pub answered: Option<PartialDate>,
    /// How far it was carried out, and for which day that is told.
    pub carried_out: Option<(CarriedOut, Option<PartialDate>)>,
}

/// How a decision stands on a day. In the order of what needs attention first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionState {
    /// The day for an answer has passed, and none is known.
    Overdue,
    /// Perhaps: the day is known badly.
    PerhapsOverdue,
    /// Nothing is known to be answered or done; there is still time, or no day was set.
    Waiting,
    /// Told that the state will not.
    Refused,
    /// Told that nothing was done.
    NotDone,
    /// Told that some of it was done.
    Partly,
    /// The state answered; what was done is not known.
    Answered,
    /// All of it was done.
    Done,
    /// Nothing was asked of the state.
    NothingAsked,
    /// Taken after the day.
    NotYet,
}

impl DecisionFacts {
    /// How it stands on a day: what was told or answered later was not known then.
    #[must_use]
    pub fn on(&self, day: Day) -> DecisionState {
        let by = |date: &Option<PartialDate>| date.as_ref().is_none_or(|date| date.first() <= day);
        if !by(&self.date) {
            return DecisionState::NotYet;
        }
        if let Some((status, on)) = &self.carried_out
            && by(on)
        {
            match status {
                CarriedOut::Done => return DecisionState::Done,
                CarriedOut::Partly => return DecisionState::Partly,
                CarriedOut::NotDone => return DecisionState::NotDone,
                CarriedOut::Refused => return DecisionState::Refused,
                CarriedOut::Unknown => {}
            }
        }
        if self
            .answered
            .as_ref()
            .is_some_and(|date| date.first() <= day)
        {
            return DecisionState::Answered;
        }
        if !self.asks && self.due.is_none() {
            return DecisionState::NothingAsked;
        }
        match self.due.as_ref().map(DayRange::from) {
            Some(due) if day > due.last => DecisionState::Overdue,
            Some(due) if day > due.first => DecisionState::PerhapsOverdue,
            _ => DecisionState::Waiting,
        }
    }

    /// The day it is due lies within so many days from a day on, that day included. Until its day also what was answered,
    /// refused or done in part is due: only what was done is not waited for any more.
    #[must_use]
    pub fn due_within(&self, day: Day, days: u32) -> Certainty {
        let waits = !matches!(
            self.on(day),
            DecisionState::Done | DecisionState::NothingAsked | DecisionState::NotYet
        );
        let to = Day(day
            .0
            .saturating_add(i32::try_from(days).unwrap_or(i32::MAX)));
        match self.due.as_ref().map(DayRange::from).filter(|_| waits) {
            Some(due) if due.first >= day && due.last <= to => Certainty::Certainly,
            Some(due) if due.first <= to && due.last >= day => Certainty::Perhaps,
            _ => Certainty::No,
        }
    }
}
