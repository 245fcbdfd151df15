//! Doing it: one decision in the journal, a new epoch, a view made again.

use super::again::{again, publications};
use super::choices::Choices;
use super::marks::Marks;
use super::report::ForgetReport;
use super::{Forgetting, publication};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Say};
use aigaq_journal::{ActOfSaving, CompartmentKey, Destroying, Error as JournalError};
use aigaq_schema::{Basis, Block, RecordId, Value};
use std::collections::HashMap;

/// The look is saved before the decision, by the same form.
const LOOK_TURN: u32 = 2;

/// Who is to be forgotten, and how.
#[derive(Debug, Clone)]
pub struct ForgetWish {
    /// Persons, or confidential sources: all of one type, forgotten together.
    pub records: Vec<RecordId>,
    /// How.
    pub how: Forgetting,
    /// What was chosen for records of others.
    pub choices: Choices,
    /// What opens who sources are, where that is looked for in the texts of others too.
    pub key: Option<CompartmentKey>,
}

/// Somebody was forgotten.
#[derive(Debug, Clone)]
pub struct Forgotten {
    /// The decision, by which the report is found again ([`Workspace::forget_report`]).
    pub decision: RecordId,
    /// What was done and what is beyond reach; it names nobody.
    pub report: ForgetReport,
    /// The decision stands, and the rest of it is carried out when the workspace is opened next.
    pub is_unfinished: bool,
}

impl Workspace {
    /// Forgets somebody, for good. Durable when it returns; killed on the way, it is finished at the next opening, or
    /// nothing has changed. The same form sent twice is answered with the same report.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when the record is none that can be forgotten, when something that is touched must be kept
    /// for a court or cannot be said again; [`Refused::Nothing`] when there is nothing left to forget;
    /// [`Refused::Workspace`]: nothing has changed.
    pub fn forget(
        &mut self,
        ask: &Asking,
        wish: &ForgetWish,
        (token, now): (FormToken, (i64, String)),
    ) -> Result<Forgotten, Refused> {
        // Who a source is is not opened before the look is in the journal.
        if wish.key.is_some() && self.forget_report(token.record(0))?.is_none() {
            self.tell_look_before(ask, (token.turn(LOOK_TURN), now.clone()), &wish.records)?;
        }
        let mut refused = None;
        let done =
            self.writing(
                |workspace| match workspace.forget_now(ask, wish, (token, now)) {
                    Ok(done) => Ok(Some(done)),
                    Err(Refused::Workspace(error)) => Err(error),
                    Err(other) => {
                        refused = Some(other);
                        Ok(None)
                    }
                },
            )?;
        done.ok_or_else(|| refused.unwrap_or(Refused::Nothing))
    }

    fn forget_now(
        &mut self,
        ask: &Asking,
        wish: &ForgetWish,
        (token, now): (FormToken, (i64, String)),
    ) -> Result<Forgotten, Refused> {
        let decision = token.record(0);
        if let Some(report) = self.forget_report(decision)? {
            return Ok(Forgotten {
                decision,
                report,
                is_unfinished: false,
            });
        }
        let Some(marks) = self.touched_by(&wish.records, (wish.how, wish.key.as_ref()))? else {
            return Err(Refused::Unfit(reasons::not_forgettable()));
        };
        if self.is_forgotten(&marks, &wish.choices)? {
            return Err(Refused::Nothing);
        }
        let holds = self.holds_on(&marks, &wish.choices)?;
        if !holds.is_empty() {
            return Err(Refused::Unfit(reasons::on_hold(holds.len())));
        }
        if !marks.can_be_said_again(&wish.choices) {
            return Err(Refused::Unfit(reasons::not_said_again()));
        }
        let mut report = self.report_of(ask, &marks, wish)?;
        let mut destroying = self.destroying(&marks, wish)?;
        report.said_again = destroying.again.len();
        report.keys = destroying.keys.len();
        report.when = crate::history::when(now.0, &now.1, ask.language);
        let said = said(&marks, (decision, &report));
        destroying.decision = self.drafts_of_change(token, &said)?;
        let meta = Self::meta(ActOfSaving::Decision, now, None);
        let is_carried_out = match self.journal.destroy(&self.unlocked, destroying, meta) {
            Ok(_) => true,
            Err(JournalError::DestroyingUnfinished(_)) => false,
            Err(error) => return Err(WorkspaceError::from(error).into()),
        };
        // The decision stands, whatever comes of the rest, and the report must not be lost. What was known is not
        // shown any more.
        let is_shown = self.show_again(is_carried_out).is_ok();
        aigaq_journal::fail_point("forgotten");
        Ok(Forgotten {
            decision,
            report,
            is_unfinished: !(is_carried_out && is_shown),
        })
    }

    fn show_again(&mut self, is_carried_out: bool) -> Result<(), WorkspaceError> {
        self.view.start_again_under(self.unlocked.view_key())?;
        self.at_hand = crate::sameness::AtHand::default();
        if is_carried_out {
            self.view.catch_up(&self.journal, |_| {})?;
        }
        Ok(())
    }

    /// Whether it was done before: what stays of the person is all there is.
    fn is_forgotten(&self, marks: &Marks, choices: &Choices) -> Result<bool, WorkspaceError> {
        if marks.how == Forgetting::Destroy {
            return Ok(false);
        }
        let mut touched = marks.touched(choices);
        let mut nothing_more = touched.all(|(root, ..)| marks.forgotten.contains(root));
        for id in &marks.forgotten {
            let said = self.view.said(*id)?;
            nothing_more &= said
                .iter()
                .flat_map(|(_, block)| &block.statements)
                .all(|statement| marks.stays.contains(&statement.property.as_str()));
        }
        Ok(nothing_more)
    }

    fn destroying(&self, marks: &Marks, wish: &ForgetWish) -> Result<Destroying, Refused> {
        let mut held: HashMap<RecordId, Vec<Block>> = HashMap::new();
        self.scan(|scanned| {
            let root = scanned.segment.root;
            // What was published may stand in several segments, and its checksum in another one than its text.
            let is_publication = |block: &Block| publication::is_one(&block.record_type);
            if marks.roots.contains_key(&root) && scanned.segment.blocks.iter().any(is_publication)
            {
                let blocks = held.entry(root).or_default();
                blocks.extend(scanned.segment.blocks);
            }
            Ok(())
        })?;
        let publications = publications(marks, &wish.choices, &held)
            .map_err(|publication::NameStays| Refused::Unfit(reasons::name_stays_published()))?;
        let mut said = Vec::new();
        self.scan(|scanned| {
            said.extend(again(marks, (&wish.choices, &publications), &scanned));
            Ok(())
        })?;
        Ok(Destroying {
            keys: marks.keys(&wish.choices),
            files: marks.files(&wish.choices).gone.into_iter().collect(),
            again: said,
            decision: Vec::new(),
        })
    }
}

/// What stands in the journal of it, for all to see: that it was done and how, and the report. Who it was is told only
/// where the record stays, and then without a name.
fn said(marks: &Marks, (decision, report): (RecordId, &ForgetReport)) -> RecordChange {
    let basis = Basis::default();
    let mut say = vec![
        Say::new("kind", Value::term("forgotten"), &basis),
        Say::new("reason", Value::text(marks.how.code()), &basis),
        Say::new("report", Value::text(report.kept()), &basis),
    ];
    if marks.how == Forgetting::Identity {
        let records = marks.forgotten.iter();
        say.extend(records.map(|id| Say::new("record", Value::Reference(*id), &basis)));
    }
    RecordChange::new(decision, "judgement", say)
}
