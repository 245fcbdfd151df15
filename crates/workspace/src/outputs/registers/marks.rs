//! What was marked: reminders that were dealt with, rules of law that a lawyer has read.
//!
//! A reminder is dealt with for the day on which it is due: the mark names the day. When the day becomes another (custody
//! is extended, a hearing put off), nobody has dealt with it yet, and it comes up again.
//!
//! Marks once named no day. Such a mark holds for the day it was made for: as long as nothing was said, after it, of the
//! record that it is about, of its changes and steps, or of which of its values holds. What was said since may have moved
//! the day; the reminder then comes up again, which costs a look, where a day that is hidden may cost somebody a term.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::restrictions::reference;
use aigaq_registers::DayRange;
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Brief, Reader};
use std::collections::{HashMap, HashSet};

/// The name under which something is marked as dealt with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct DoneMark(pub String);

impl DoneMark {
    /// Of what falls due for a record on a day that lies between these; `None` when no day is known. `what` is the code of
    /// the rule, or the kind of the reminder.
    #[must_use]
    pub fn of(what: &str, record: RecordId, days: Option<DayRange>) -> Self {
        let days = days.unwrap_or(DayRange::ANY).edtf();
        Self(format!("due:{what}:{record}:{days}"))
    }

    /// What falls due, whatever the day.
    pub(super) fn whatever_day(&self) -> &str {
        match self.0.rsplit_once(':') {
            Some((undated, _)) if !is_undated(&self.0) => undated,
            _ => &self.0,
        }
    }
}

/// Neither in a code nor in the number of a record is a colon.
fn is_undated(name: &str) -> bool {
    name.split(':').count() < 4
}

/// A mark, as the view has it.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    pub judgement: RecordId,
    /// It says that a rule was read, not that a reminder was dealt with.
    approves: bool,
    /// What it names.
    name: String,
    pub record: Option<RecordId>,
    pub reason: String,
}

impl Marked {
    /// What a judgement marks; `None` for another judgement.
    pub fn of(brief: &Brief) -> Option<Self> {
        let approves = match brief.value("kind").map(Value::plain).as_deref() {
            Some("approve") => true,
            Some("done") => false,
            _ => return None,
        };
        Some(Self {
            judgement: brief.id,
            approves,
            name: brief.value("finding")?.plain(),
            record: reference(brief, "record"),
            reason: brief.value("reason").map(Value::plain).unwrap_or_default(),
        })
    }

    fn is_undated(&self) -> bool {
        !self.approves && is_undated(&self.name)
    }
}

/// What judgements name, by that name.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Wordings of rules that a lawyer has read.
    pub approved: HashMap<String, Marked>,
    /// Reminders that were dealt with, whether or not they are due on another day by now.
    pub done: HashMap<String, Marked>,
    /// Records of which some reminder was dealt with.
    about: HashSet<RecordId>,
    /// Names without a day that still hold.
    undated: HashSet<String>,
}

impl Marks {
    /// Some reminder of this record was dealt with.
    pub fn name(&self, record: RecordId) -> bool {
        self.about.contains(&record)
    }

    /// It was dealt with, for the day on which it is due.
    pub fn deal_with(&self, mark: &DoneMark) -> bool {
        self.done.contains_key(&mark.0) || self.undated.contains(mark.whatever_day())
    }
}

impl Workspace {
    pub(super) fn marks_of(&self, judged: &[Marked]) -> Result<Marks, WorkspaceError> {
        let mut marks = Marks::default();
        for marked in judged {
            let of = if marked.approves {
                &mut marks.approved
            } else {
                marks.about.extend(marked.record);
                &mut marks.done
            };
            of.insert(marked.name.clone(), marked.clone());
        }
        for marked in judged.iter().filter(|marked| marked.is_undated()) {
            if self.still_holds(marked)? {
                marks.undated.insert(marked.name.clone());
            }
        }
        Ok(marks)
    }

    /// Nothing was said since of what may have moved the day.
    fn still_holds(&self, marked: &Marked) -> Result<bool, WorkspaceError> {
        let Some(record) = marked.record else {
            return Ok(false);
        };
        // The day does not depend on who asks.
        let keeper = Reader::keeper();
        let mut bear_on_it = vec![marked.judgement, record];
        let changes = self
            .view
            .pointing(&keeper, record, "restriction_change", "restriction")?;
        bear_on_it.extend(changes.iter().map(|change| change.id));
        let judgements = self.view.pointing(&keeper, record, "judgement", "record")?;
        let decides = |brief: &&Brief| {
            let kind = brief.value("kind").map(Value::plain);
            matches!(kind.as_deref(), Some("adopt" | "verify"))
        };
        bear_on_it.extend(judgements.iter().filter(decides).map(|brief| brief.id));
        if let Some(brief) = self.view.brief(&keeper, record)?
            && brief.value("ends_with").is_some()
            && let Some(case) = reference(&brief, "case")
        {
            let steps = self.view.pointing(&keeper, case, "stage", "case")?;
            bear_on_it.extend(steps.iter().map(|step| step.id));
        }
        let said = self.view.recency(&bear_on_it)?;
        Ok(said[1..].iter().all(|other| *other <= said[0]))
    }
}
