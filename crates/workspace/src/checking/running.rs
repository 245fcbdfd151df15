//! Running the checks: to look at everything takes long in a large workspace, and others want it meanwhile. So what the
//! rules need is read in pieces, between which the workspace is free; the rules look at it without the workspace; and
//! what they found is given back to it to be kept.

use super::kept::{Checked, Looked, Question, asked, records, resting_on};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_checks::{Decided, Finding, Findings, HOW_MANY, look, sort_out};
use aigaq_journal::Stop;
use aigaq_schema::{Period, Schema};
use aigaq_view::{Held, TakenIn};
use std::sync::Arc;

/// Records read before the workspace is free for others again: some hundredths of a second.
const PIECE: i64 = 4_000;

/// Checks that are being run. They hold what was read of the records, and nothing that was not live when they began: what
/// is said meanwhile is seen when they are given back.
#[derive(Debug)]
pub struct CheckRun {
    of: Question,
    taken_in: TakenIn,
    held: Vec<Held>,
    /// The number of the record that was read last, and of the last there is.
    upto: (i64, i64),
    schema: Arc<Schema>,
    decided: Decided,
    /// What the registers found.
    entered: Vec<Finding>,
    /// Asked when the workspace is locked: nothing read before it is to be kept.
    stop: Stop,
}

/// What the checks found, to be given back to the workspace.
#[derive(Debug)]
pub struct CheckFound {
    checked: Checked,
    stop: Stop,
}

/// How far checks have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CheckProgress {
    /// Records read, and how many there are, about.
    pub read: (u64, u64),
    /// Rules that have looked at all of them, and how many there are.
    pub rules: (usize, usize),
}

impl Workspace {
    /// Begins to run the checks.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn begin_checks(
        &self,
        ask: &Asking,
        period: Option<Period>,
    ) -> Result<CheckRun, WorkspaceError> {
        Ok(CheckRun {
            of: (ask.reader, ask.today, period),
            taken_in: self.view.taken_in()?,
            held: Vec::new(),
            upto: (0, self.view.last_held()?),
            schema: Arc::clone(self.view.schema()),
            decided: Decided::default(),
            entered: Vec::new(),
            stop: self.stop(),
        })
    }

    /// Reads on for the checks; `false` when all is read. When something was said since they began, they begin anew.
    ///
    /// # Errors
    /// When the view cannot be read; [`WorkspaceError::GivenUp`] when the workspace was locked since.
    pub fn read_for_checks(&self, run: &mut CheckRun) -> Result<bool, WorkspaceError> {
        run.goes_on()?;
        let taken_in = self.view.taken_in()?;
        if taken_in != run.taken_in {
            run.held.clear();
            run.taken_in = taken_in;
            run.upto = (0, self.view.last_held()?);
            run.schema = Arc::clone(self.view.schema());
        }
        let held = &mut run.held;
        let after = self
            .view
            .held_after(&run.of.0, (run.upto.0, PIECE), |record| held.push(record))?;
        if let Some(after) = after {
            run.upto.0 = after;
            return Ok(true);
        }
        run.upto.0 = run.upto.1;
        run.entered = self.entered_findings(&run.of.0, &run.held)?;
        run.decided = self.decided()?;
        Ok(false)
    }

    /// Keeps what the checks found.
    ///
    /// # Errors
    /// [`WorkspaceError::GivenUp`] when the workspace was locked since they began.
    pub fn keep_checks(&self, found: CheckFound) -> Result<(), WorkspaceError> {
        if found.stop.is_asked() {
            return Err(WorkspaceError::GivenUp);
        }
        *self.at_hand.checked() = Some(found.checked);
        Ok(())
    }
}

impl CheckFound {
    pub(super) fn findings(&self) -> Arc<Findings> {
        Arc::clone(&self.checked.findings)
    }
}

impl CheckRun {
    fn goes_on(&self) -> Result<(), WorkspaceError> {
        match self.stop.is_asked() {
            true => Err(WorkspaceError::GivenUp),
            false => Ok(()),
        }
    }

    /// How far it has come with reading.
    #[must_use]
    pub fn progress(&self) -> CheckProgress {
        let number = |number: i64| u64::try_from(number).unwrap_or(0);
        CheckProgress {
            read: (number(self.upto.0), number(self.upto.1)),
            rules: (0, HOW_MANY),
        }
    }

    /// Lets the rules look at what was read, without the workspace.
    ///
    /// # Errors
    /// [`WorkspaceError::GivenUp`] when the workspace is locked meanwhile.
    pub fn look(self, told: &dyn Fn(CheckProgress)) -> Result<CheckFound, WorkspaceError> {
        let read = self.progress();
        let goes_on = || !self.stop.is_asked();
        let records = records(&self.schema, &self.held, self.decided).as_long_as(&goes_on);
        let told = |done| {
            told(CheckProgress {
                rules: (done, HOW_MANY),
                ..read
            });
        };
        let asked = asked(&self.of);
        let mut found = look(&records, &asked, &told).ok_or(WorkspaceError::GivenUp)?;
        found.extend(self.entered);
        let findings = Arc::new(sort_out(&records, &asked, found.clone()));
        let judged = records.judged().clone();
        drop(records);
        let looked = Looked {
            records: self.held.len(),
            held: resting_on(self.held, &found),
            found,
        };
        Ok(CheckFound {
            checked: Checked {
                taken_in: self.taken_in,
                of: self.of,
                judged,
                findings,
                looked: Arc::new(looked),
                told: Vec::new(),
            },
            stop: self.stop.clone(),
        })
    }
}
