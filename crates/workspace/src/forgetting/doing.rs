//! Doing it: one decision in the journal, a new epoch, a view made again.

use super::again::{again, publications};
use super::marks::Marks;
use super::report::ForgetReport;
use super::{Forgetting, publication};
use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::reasons;
use crate::reviewing::ReviewForm;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Say};
use aigaq_journal::{ActOfSaving, Destroying, Error as JournalError};
use aigaq_schema::{Basis, Block, RecordId, Value};
use aigaq_view::Reader;
use std::collections::{BTreeSet, HashMap};

/// Who is to be forgotten, and how.
#[derive(Debug, Clone)]
pub struct ForgetWish {
    /// Persons, or confidential sources: all of one type, forgotten together.
    pub records: Vec<RecordId>,
    /// How.
    pub how: Forgetting,
    /// Records whose words only mention the person and that are left as they are: another one is meant there.
    pub leave: BTreeSet<RecordId>,
}

/// Somebody was forgotten.
#[derive(Debug, Clone)]
pub struct Forgotten {
    /// What was done and what is beyond reach; it names nobody.
    pub report: ForgetReport,
}

impl Workspace {
    /// Forgets somebody, for good. Durable when it returns; killed on the way, it is finished at the next opening, or
    /// nothing has changed.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when the record is none that can be forgotten, or something that is touched must be kept for
    /// a court; [`Refused::Nothing`] when there is nothing left to forget; [`Refused::Workspace`]: nothing has changed,
    /// but where the error says that the decision stands.
    pub fn forget(
        &mut self,
        ask: &Asking,
        wish: &ForgetWish,
        (token, now): (FormToken, (i64, String)),
    ) -> Result<Forgotten, Refused> {
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
        let Some(marks) = self.touched_by(&wish.records, wish.how)? else {
            return Err(Refused::Unfit(reasons::not_forgettable()));
        };
        if self.is_forgotten(&marks)? {
            return Err(Refused::Nothing);
        }
        let holds = self.holds_on(&marks, &wish.leave)?;
        if !holds.is_empty() {
            return Err(Refused::Unfit(reasons::on_hold(holds.len())));
        }
        let mut report = self.report_of(ask, &marks, wish)?;
        let destroying = self.destroying(&marks, wish, token)?;
        report.said_again = destroying.again.len();
        report.keys = destroying.keys.len();
        report.when = crate::history::when(now.0, &now.1, ask.language);
        let meta = Self::meta(ActOfSaving::Decision, now, None);
        match self.journal.destroy(&self.unlocked, destroying, meta) {
            Ok(_) => {}
            Err(error @ JournalError::DestroyingUnfinished(_)) => {
                // The decision stands. What was known is not shown any more, whatever comes of the rest.
                self.begin_view_again()?;
                return Err(WorkspaceError::from(error).into());
            }
            Err(error) => return Err(WorkspaceError::from(error).into()),
        }
        self.begin_view_again()?;
        self.view.catch_up(&self.journal, |_| {})?;
        aigaq_journal::fail_point("forgotten");
        Ok(Forgotten { report })
    }

    fn begin_view_again(&mut self) -> Result<(), WorkspaceError> {
        self.view.start_again_under(self.unlocked.view_key())?;
        self.at_hand = crate::sameness::AtHand::default();
        Ok(())
    }

    /// Whether it was done before: what stays of the person is all there is.
    fn is_forgotten(&self, marks: &Marks) -> Result<bool, WorkspaceError> {
        if marks.how == Forgetting::Destroy {
            return Ok(false);
        }
        let only_them = marks
            .roots
            .keys()
            .all(|root| marks.forgotten.contains(root));
        let mut nothing_more = marks.files.is_empty() && only_them;
        for id in &marks.forgotten {
            let said = self.view.said(*id)?;
            nothing_more &= said
                .iter()
                .flat_map(|(_, block)| &block.statements)
                .all(|statement| marks.stays.contains(&statement.property.as_str()));
        }
        Ok(nothing_more)
    }

    /// The records that are touched and must be kept for a court.
    pub(super) fn holds_on(
        &self,
        marks: &Marks,
        leave: &BTreeSet<RecordId>,
    ) -> Result<Vec<RecordId>, WorkspaceError> {
        let mut held = Vec::new();
        for root in marks.roots.keys().filter(|root| marks.is_told(root, leave)) {
            if self.hold_on(*root)?.is_some() {
                held.push(*root);
            }
        }
        Ok(held)
    }

    /// The judgement that this record must be kept for a court; `None` when nobody says so.
    pub(super) fn hold_on(&self, record: RecordId) -> Result<Option<RecordId>, WorkspaceError> {
        let judgements = self
            .view
            .pointing(&Reader::keeper(), record, "judgement", "record")?;
        let is_hold =
            |kind: Option<&Value>| matches!(kind, Some(Value::Term(kind)) if kind == "hold");
        Ok(judgements
            .into_iter()
            .find(|brief| !brief.is_withdrawn && is_hold(brief.value("kind")))
            .map(|brief| brief.id))
    }

    fn destroying(
        &self,
        marks: &Marks,
        wish: &ForgetWish,
        token: FormToken,
    ) -> Result<Destroying, Refused> {
        let mut held: HashMap<RecordId, Vec<Block>> = HashMap::new();
        self.scan(|scanned| {
            let root = scanned.segment.root;
            // What was published may stand in several segments, and its checksum in another one than its text.
            let is_publication = |block: &Block| publication::is_one(&block.record_type);
            if marks.is_told(&root, &wish.leave)
                && scanned.segment.blocks.iter().any(is_publication)
            {
                let blocks = held.entry(root).or_default();
                blocks.extend(scanned.segment.blocks);
            }
            Ok(())
        })?;
        let publications = publications(marks, &held);
        let mut said = Vec::new();
        self.scan(|scanned| {
            if marks.is_told(&scanned.segment.root, &wish.leave) {
                said.extend(again(marks, &publications, &scanned));
            }
            Ok(())
        })?;
        Ok(Destroying {
            keys: marks.keys(&wish.leave),
            files: marks.files.iter().copied().collect(),
            again: said,
            decision: self.drafts_of_change(token, &decision(marks, token))?,
        })
    }
}

/// What stands in the journal of it, for all to see: that it was done and how. Who it was is told only where the record
/// stays, and then without a name.
fn decision(marks: &Marks, token: FormToken) -> RecordChange {
    let basis = Basis::default();
    let mut say = vec![
        Say::new("kind", Value::term("forgotten"), &basis),
        Say::new("reason", Value::text(marks.how.code()), &basis),
    ];
    if marks.how == Forgetting::Identity {
        let records = marks.forgotten.iter();
        say.extend(records.map(|id| Say::new("record", Value::Reference(*id), &basis)));
    }
    RecordChange::new(token.record(0), "judgement", say)
}

impl Workspace {
    /// How somebody is called, who may be forgotten; for questions on pages and the command line.
    pub(super) fn called_for_forgetting(
        &self,
        ask: &Asking,
        record: RecordId,
    ) -> Result<Option<crate::named::Named>, WorkspaceError> {
        Naming::new(&self.view, *ask).by_id(record)
    }
}

impl Workspace {
    /// Says that a record must be kept for a court: nobody makes the program forget it until that is taken back
    /// ([`Workspace::take_back`] of the judgement). The words of the form say why.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when it does not say why, or there is no such record; as [`Workspace::save`].
    pub fn hold(&mut self, form: &ReviewForm) -> Result<Saved, Refused> {
        if let Some(saved) = self.sent_before(form.token)? {
            return Ok(saved);
        }
        let on = Value::Reference(form.about);
        let on = Say::new("record", on, &Basis::default());
        let judgement = form.judgement("hold", on)?;
        self.decide(form, vec![judgement])
    }

    /// The judgement by which this record, or one that is one with it, must be kept for a court; `None` when nobody
    /// says so.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn held(&self, record: RecordId) -> Result<Option<RecordId>, WorkspaceError> {
        for one in self.sameness()?.clusters.members(record) {
            if let Some(judgement) = self.hold_on(one)? {
                return Ok(Some(judgement));
            }
        }
        Ok(None)
    }
}
