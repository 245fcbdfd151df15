//! Assemblies: notices and applications, what the law made of silence, and the share that was allowed.
//!
//! *In*: what was filed and when, for which day, what was answered and when. *Out*: how each stands on a day: late
//! filing, late answers, *deemed allowed* where the legal days of a notification passed without an answer; and counts.
//!
//! By the law of 2020 silence allows only what needs a notification (picket, meeting, rally). A march or demonstration
//! needs consent: without an answer it is unanswered past its day, not allowed. The days themselves stand in the rules
//! of the country pack ([`crate::deadlines`]).

use crate::calendar::WorkCalendar;
use crate::deadlines::{Due, Occurrence, On, Rules};
use crate::range::DayRange;
use crate::restrictions::Certainty;
use aigaq_schema::{Day, PartialDate, RecordId};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the law asks for before an assembly of this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// Telling the authority; silence allows.
    Notification,
    /// Asking for its consent.
    Application,
}

impl Procedure {
    /// The mark of the list `assembly_forms` that stands for it.
    #[must_use]
    pub fn flag(self) -> &'static str {
        match self {
            Self::Notification => "notification",
            Self::Application => "application",
        }
    }
}

/// What was answered, as recorded: the marks of the list `application_outcomes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Allowed, in whole or in part.
    Allowed,
    /// Refused, or made impossible.
    Refused,
    /// Another place or time was offered, and nothing decided since.
    Proposed,
    /// No answer is recorded.
    Silent,
    /// Nobody asked.
    NotAsked,
    /// The organisers took it back.
    Withdrawn,
    /// What was answered is not known.
    Unknown,
}

/// One notice or application, as known.
#[derive(Debug, Clone)]
pub struct AssemblyFacts {
    /// The record.
    pub record: RecordId,
    /// What the law asks for; `None` when neither the form nor the kind tells.
    pub procedure: Option<Procedure>,
    /// When it was filed.
    pub filed: Option<PartialDate>,
    /// The day of the assembly: as it was asked for, or on which it was.
    pub planned: Option<PartialDate>,
    /// When it was answered.
    pub answered: Option<PartialDate>,
    /// What was answered.
    pub answer: Answer,
}

/// How it stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum State {
    /// Not filed by the day.
    NotYet,
    /// The authority still has time.
    Waiting,
    /// Allowed by an answer.
    Allowed,
    /// Allowed by law, as nobody answered in time: certainly, or perhaps.
    DeemedAllowed {
        /// How surely the time has passed.
        sure: Certainty,
    },
    /// Refused.
    Refused,
    /// Another place or time was offered.
    Proposed,
    /// An application to which nobody answered in time; silence allows nothing here.
    Unanswered {
        /// How surely the time has passed.
        sure: Certainty,
    },
    /// No answer is recorded, and nothing says by when there had to be one.
    NoAnswer,
    /// Nobody asked.
    NotAsked,
    /// The organisers took it back.
    Withdrawn,
    /// What was answered is not known.
    Unknown,
}

/// A notice or application in the register.
#[derive(Debug, Clone)]
pub struct AssemblyEntry {
    /// The record.
    pub record: RecordId,
    /// How it stands.
    pub state: State,
    /// The latest day on which it could be filed.
    pub file_by: Option<Due>,
    /// Filed later than that.
    pub filed_late: Certainty,
    /// The last day for an answer.
    pub answer_by: Option<Due>,
    /// Answered later than that.
    pub answered_late: Certainty,
}

impl AssemblyFacts {
    /// When it was asked for: the day of filing, else that of the assembly.
    #[must_use]
    pub fn asked(&self) -> Option<&PartialDate> {
        self.filed.as_ref().or(self.planned.as_ref())
    }
}

impl AssemblyEntry {
    /// How it stands on a day, by the rules of a country.
    #[must_use]
    pub fn on(day: Day, facts: &AssemblyFacts, rules: &Rules, calendar: &WorkCalendar) -> Self {
        let (file_by, answer_by) = dues(facts, rules, calendar);
        let range = |date: &Option<PartialDate>| date.as_ref().map(DayRange::from);
        Self {
            record: facts.record,
            state: state(day, facts, answer_by),
            filed_late: later(range(&facts.filed), file_by),
            answered_late: later(range(&facts.answered), answer_by),
            file_by,
            answer_by,
        }
    }
}

fn dues(
    facts: &AssemblyFacts,
    rules: &Rules,
    calendar: &WorkCalendar,
) -> (Option<Due>, Option<Due>) {
    let Some(procedure) = facts.procedure else {
        return (None, None);
    };
    let dates = [("filed", &facts.filed), ("planned", &facts.planned)];
    let what = Occurrence {
        record: facts.record,
        on: On::Application,
        kinds: vec![procedure.flag().to_owned()],
        case: None,
        dates: dates
            .into_iter()
            .filter_map(|(name, date)| Some((name.to_owned(), date.clone()?)))
            .collect(),
        minute: None,
        done_undated: false,
        steps: Vec::new(),
    };
    let due = |before: bool| {
        let of = rules.of(calendar, &what);
        of.iter()
            .find(|deadline| deadline.rule.before == before)
            .and_then(|deadline| deadline.due)
    };
    (due(true), due(false))
}

/// A day lies after the last day something could be done on.
fn later(done: Option<DayRange>, due: Option<Due>) -> Certainty {
    match (done, due) {
        (Some(done), Some(due)) if done.first > due.days.last => Certainty::Certainly,
        (Some(done), Some(due)) if done.last > due.days.first => Certainty::Perhaps,
        _ => Certainty::No,
    }
}

fn state(day: Day, facts: &AssemblyFacts, answer_by: Option<Due>) -> State {
    let known_by =
        |date: &Option<PartialDate>| date.as_ref().is_none_or(|date| date.first() <= day);
    if !known_by(&facts.filed) && facts.answer != Answer::NotAsked {
        return State::NotYet;
    }
    // When it was filed nobody told: of an assembly that is still to come nothing is known.
    if facts.filed.is_none() && !known_by(&facts.planned) {
        return State::NotYet;
    }
    match facts.answer {
        Answer::NotAsked => State::NotAsked,
        Answer::Withdrawn => State::Withdrawn,
        Answer::Unknown => State::Unknown,
        Answer::Allowed if known_by(&facts.answered) => State::Allowed,
        Answer::Refused if known_by(&facts.answered) => State::Refused,
        Answer::Proposed if known_by(&facts.answered) => State::Proposed,
        // Not answered on the day: what came later was not known then.
        Answer::Allowed | Answer::Refused | Answer::Proposed | Answer::Silent => {
            silent(day, facts.procedure, answer_by)
        }
    }
}

fn silent(day: Day, procedure: Option<Procedure>, answer_by: Option<Due>) -> State {
    let (Some(procedure), Some(due)) = (procedure, answer_by) else {
        return State::NoAnswer;
    };
    let sure = if day > due.days.last {
        Certainty::Certainly
    } else if day > due.days.first {
        Certainty::Perhaps
    } else {
        return State::Waiting;
    };
    match procedure {
        Procedure::Notification => State::DeemedAllowed { sure },
        Procedure::Application => State::Unanswered { sure },
    }
}

/// How many notices and applications came to what. Unit: notices and applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Filed, whatever came of them.
    pub filed: usize,
    /// Allowed by an answer.
    pub allowed: usize,
    /// Deemed allowed, certainly.
    pub deemed: usize,
    /// Refused.
    pub refused: usize,
    /// Applications unanswered past their day, certainly.
    pub unanswered: usize,
    /// Waiting, proposed otherwise, withdrawn, without a date to count from, or perhaps one of the others.
    pub open: usize,
    /// What was answered is not known.
    pub unknown: usize,
    /// Nobody asked: not among the filed.
    pub not_asked: usize,
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, state: State) {
        if state == State::NotYet {
            return;
        }
        if state == State::NotAsked {
            self.not_asked += 1;
            return;
        }
        self.filed += 1;
        *match state {
            State::Allowed => &mut self.allowed,
            State::DeemedAllowed {
                sure: Certainty::Certainly,
            } => &mut self.deemed,
            State::Refused => &mut self.refused,
            State::Unanswered {
                sure: Certainty::Certainly,
            } => &mut self.unanswered,
            State::Unknown => &mut self.unknown,
            _ => &mut self.open,
        } += 1;
    }

    /// Allowed and decided: the share allowed is the first of the second. What was deemed allowed counts as allowed,
    /// what went unanswered as not; what is open or unknown counts for neither.
    #[must_use]
    pub fn share(&self) -> (usize, usize) {
        let allowed = self.allowed + self.deemed;
        (allowed, allowed + self.refused + self.unanswered)
    }
}

/// The tallies by what is asked of each entry (its city, its grounds, its signatory). An entry with several values
/// counts in each: the rows then do not add up.
pub fn by<K: Ord>(
    entries: &[AssemblyEntry],
    of: impl Fn(RecordId) -> Vec<K>,
) -> BTreeMap<K, Tally> {
    let mut all: BTreeMap<K, Tally> = BTreeMap::new();
    for entry in entries {
        for key in of(entry.record) {
            all.entry(key).or_default().add(entry.state);
        }
    }
    all
}
