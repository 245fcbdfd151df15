//! Reviewing: how well a record is established, which of several values stands first, whether a source says what is
//! said, what is to be looked at again. Each verb is one change-set that says why.
//!
//! What is decided about records is itself a record (`judgement`, `note`), so it has a history, can be taken back,
//! and nothing of what was decided about is changed. Only the level of verification is a property of the record.
//!
//! Every verb takes a form's token: the same form sent twice is one change-set.

mod marks;
mod queue;
mod waiting;

pub use marks::{DueState, JudgementView, LevelView, NoteView, ReviewView};
pub(crate) use marks::{first_spoken, judgements, review};
pub use queue::{IN_QUEUE, LevelCount, Neighbours, QueueCount, QueuePage, QueueQuery, QueueRow};
pub use waiting::{FollowUp, FollowUps};

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say, Seen};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{
    Basis, PartialDate, Reason, RecordId, Statement, StatementId, Value, Withdrawal,
};

/// A form of the review as it was sent.
#[derive(Debug, Clone)]
pub struct ReviewForm {
    /// The form.
    pub token: FormToken,
    /// What it is about: a record; to take back, the judgement.
    pub about: RecordId,
    /// The reason, or the words of a comment. Must not be empty.
    pub words: String,
    /// Seconds since 1970 and the zone.
    pub now: (i64, String),
}

impl Workspace {
    /// Says how well a record is established, and why. A level told before is taken back for the same reason.
    ///
    /// # Errors
    /// [`Refused::Stale`] when the record is no longer as it was seen; [`Refused::Unfit`] when there is no such level
    /// or no reason.
    pub fn set_level(
        &mut self,
        form: &ReviewForm,
        level: &str,
        seen: Seen,
    ) -> Result<Saved, Refused> {
        if let Some(saved) = self.sent_before(form.token)? {
            return Ok(saved);
        }
        let reason = form.needed(reasons::reason_missing)?;
        let record_type = self.type_of_record(form.about)?;
        let (same, others): (Vec<Statement>, Vec<Statement>) = self
            .live(form.about)?
            .into_iter()
            .filter(|s| s.property == "verification")
            .partition(|s| s.value == Value::term(level));
        let say = if same.is_empty() {
            vec![Say::new(
                "verification",
                Value::term(level),
                &Basis::default(),
            )]
        } else {
            Vec::new()
        };
        let record = RecordChange {
            record: form.about,
            record_type,
            root: self.view.root_of(form.about)?,
            seen,
            say,
            withdraw: taken_back(&others, &reason),
        };
        let judgement = form.judgement(
            "verify",
            Say::new("record", Value::Reference(form.about), &Basis::default()),
        )?;
        self.decide(form, vec![record, judgement])
    }

    /// Lets one of several differing values stand first, and says why. The others stay beside it. A value of the same
    /// property that was adopted before no longer is.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when the statement does not hold (any more) or there is no reason.
    pub fn adopt(&mut self, form: &ReviewForm, statement: StatementId) -> Result<Saved, Refused> {
        if let Some(saved) = self.sent_before(form.token)? {
            return Ok(saved);
        }
        let reason = form.needed(reasons::reason_missing)?;
        let property = self.must_hold(form.about, statement)?.property;
        let mut changes = vec![form.judgement("adopt", on(form.about, statement))?];
        let rivals: Vec<StatementId> = self
            .live(form.about)?
            .into_iter()
            .filter(|s| s.property == property)
            .map(|s| s.id)
            .collect();
        for judgement in self.judgements_on(form.about, "adopt")? {
            let live = self.live(judgement)?;
            let same_property = live
                .iter()
                .any(|s| matches!(s.value, Value::Statement(_, of) if rivals.contains(&of)));
            if same_property {
                changes.push(self.without(judgement, "judgement", &live, &reason)?);
            }
        }
        self.decide(form, changes)
    }

    /// Says that a statement was compared with its source, and how.
    ///
    /// # Errors
    /// As [`Workspace::adopt`].
    pub fn verify_statement(
        &mut self,
        form: &ReviewForm,
        statement: StatementId,
    ) -> Result<Saved, Refused> {
        if let Some(saved) = self.sent_before(form.token)? {
            return Ok(saved);
        }
        self.must_hold(form.about, statement)?;
        let judgement = form.judgement("verify", on(form.about, statement))?;
        self.decide(form, vec![judgement])
    }

    /// Takes a judgement back: what it decided no longer counts. It opens by its id as before.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when it was taken back already; [`Refused::Unfit`] when it is no judgement or there is no
    /// reason.
    pub fn take_back(&mut self, form: &ReviewForm) -> Result<Saved, Refused> {
        let reason = form.needed(reasons::reason_missing)?;
        if self.type_of_record(form.about)? != "judgement" {
            return Err(Refused::Unfit(reasons::not_a_judgement()));
        }
        let live = self.live(form.about)?;
        if live.is_empty() {
            return Err(Refused::Nothing);
        }
        let change = self.without(form.about, "judgement", &live, &reason)?;
        self.decide(form, vec![change])
    }

    /// Writes a comment on a record.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when it is empty or there is no such record.
    pub fn comment(&mut self, form: &ReviewForm) -> Result<Saved, Refused> {
        if let Some(saved) = self.sent_before(form.token)? {
            return Ok(saved);
        }
        self.type_of_record(form.about)?;
        let note = form.note("comment", Vec::new())?;
        self.decide(form, vec![note])
    }

    /// Marks a record to be looked at again on a day.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when it does not say for what, or there is no such record.
    pub fn follow_up(&mut self, form: &ReviewForm, on: &PartialDate) -> Result<Saved, Refused> {
        if let Some(saved) = self.sent_before(form.token)? {
            return Ok(saved);
        }
        self.type_of_record(form.about)?;
        let basis = Basis::default();
        let date = Value::Date {
            date: on.clone(),
            clock: None,
        };
        let more = vec![
            Say::new("follow_up", date, &basis),
            Say::new("done", Value::YesNo(false), &basis),
        ];
        let note = form.note("follow_up", more)?;
        self.decide(form, vec![note])
    }

    /// Says that nothing more needs to be done about a note.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when it was done already; [`Refused::Unfit`] when it is no note.
    pub fn done(
        &mut self,
        note: RecordId,
        token: FormToken,
        now: (i64, String),
    ) -> Result<Saved, Refused> {
        if self.type_of_record(note)? != "note" {
            return Err(Refused::Unfit(reasons::not_a_note()));
        }
        let told: Vec<Statement> = self
            .live(note)?
            .into_iter()
            .filter(|s| s.property == "done")
            .collect();
        if !told.is_empty() && told.iter().all(|s| s.value == Value::YesNo(true)) {
            return Err(Refused::Nothing);
        }
        let mut change = self.without(note, "note", &told, "")?;
        let done = Say::new("done", Value::YesNo(true), &Basis::default());
        change.say = vec![done];
        self.save(&Saving {
            token,
            act: ActOfSaving::Decision,
            records: vec![change],
            now,
        })
    }

    pub(crate) fn decide(
        &mut self,
        form: &ReviewForm,
        records: Vec<RecordChange>,
    ) -> Result<Saved, Refused> {
        self.save(&Saving {
            token: form.token,
            act: ActOfSaving::Decision,
            records,
            now: form.now.clone(),
        })
    }

    /// The change-set in which this form was saved before: the record that it made is there.
    pub(crate) fn sent_before(&mut self, token: FormToken) -> Result<Option<Saved>, Refused> {
        self.refresh()?;
        let said = self.view.said(token.record(0))?;
        Ok(said.first().map(|(change_set, _)| Saved {
            change_set: *change_set,
            again: true,
        }))
    }

    fn type_of_record(&self, record: RecordId) -> Result<String, Refused> {
        self.view
            .type_of(record)?
            .ok_or_else(|| Refused::Unfit(reasons::no_such_record()))
    }

    fn must_hold(&self, record: RecordId, statement: StatementId) -> Result<Statement, Refused> {
        let live = self.live(record)?;
        live.into_iter()
            .find(|s| s.id == statement)
            .ok_or_else(|| Refused::Stale(vec![record]))
    }

    /// Live judgements of a kind on statements of a record.
    fn judgements_on(&self, record: RecordId, kind: &str) -> Result<Vec<RecordId>, WorkspaceError> {
        let keeper = aigaq_view::Reader::keeper();
        let all = self
            .view
            .pointing(&keeper, record, "judgement", "statement")?;
        Ok(all
            .into_iter()
            .filter(|b| b.value("kind") == Some(&Value::term(kind)))
            .map(|b| b.id)
            .collect())
    }

    /// The change that takes back statements of a record.
    fn without(
        &self,
        record: RecordId,
        record_type: &str,
        statements: &[Statement],
        reason: &str,
    ) -> Result<RecordChange, Refused> {
        Ok(RecordChange {
            record,
            record_type: record_type.to_owned(),
            root: self.view.root_of(record)?,
            seen: Seen::Any,
            say: Vec::new(),
            withdraw: taken_back(statements, reason),
        })
    }
}

impl ReviewForm {
    /// The words; refused when there are none.
    fn needed(&self, missing: fn() -> Reason) -> Result<String, Refused> {
        let words = self.words.trim();
        if words.is_empty() {
            return Err(Refused::Unfit(missing()));
        }
        Ok(words.to_owned())
    }

    pub(crate) fn judgement(&self, kind: &str, of: Say) -> Result<RecordChange, Refused> {
        let basis = Basis::default();
        let reason = Value::text(&self.needed(reasons::reason_missing)?);
        let say = vec![
            Say::new("kind", Value::term(kind), &basis),
            of,
            Say::new("reason", reason, &basis),
        ];
        Ok(RecordChange::new(self.token.record(0), "judgement", say))
    }

    fn note(&self, kind: &str, more: Vec<Say>) -> Result<RecordChange, Refused> {
        let basis = Basis::default();
        let text = Value::text(&self.needed(reasons::text_missing)?);
        let mut say = vec![
            Say::new("kind", Value::term(kind), &basis),
            Say::new("text", text, &basis),
            Say::new("about", Value::Reference(self.about), &basis),
        ];
        say.extend(more);
        Ok(RecordChange::new(self.token.record(0), "note", say))
    }
}

fn on(record: RecordId, statement: StatementId) -> Say {
    Say::new(
        "statement",
        Value::Statement(record, statement),
        &Basis::default(),
    )
}

fn taken_back(statements: &[Statement], reason: &str) -> Vec<Withdrawal> {
    statements
        .iter()
        .map(|s| Withdrawal {
            statement: s.id,
            reason: reason.to_owned(),
        })
        .collect()
}
