//! Deciding about what the registers show: a reminder was dealt with, a lawyer has read a rule.

use super::DoneMark;
use super::rules::rule_mark;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say};
use aigaq_journal::ActOfSaving;
use aigaq_registers::deadlines::Rules;
use aigaq_schema::{Basis, RecordId, Value};

/// The form by which a reminder is marked as dealt with.
#[derive(Debug, Clone)]
pub struct DoneForm {
    /// The form.
    pub token: FormToken,
    /// The name of the reminder.
    pub mark: DoneMark,
    /// The record it is about.
    pub record: RecordId,
    /// What was done; may be empty.
    pub reason: String,
    /// Seconds since 1970 and the zone.
    pub now: (i64, String),
}

/// The form by which a rule is recorded as read by a lawyer.
#[derive(Debug, Clone)]
pub struct ApproveForm {
    /// The form.
    pub token: FormToken,
    /// The name of the wording that was read.
    pub fingerprint: String,
    /// Who read it. Must not be empty.
    pub lawyer: String,
    /// Seconds since 1970 and the zone.
    pub now: (i64, String),
}

impl Workspace {
    /// Marks a reminder as dealt with: it is not shown among what comes any more. Undone like any saving.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when it was marked before; [`Refused::Unfit`] when the record is not there.
    pub fn mark_done(&mut self, ask: &Asking, form: &DoneForm) -> Result<Saved, Refused> {
        if let Some(saved) = self.said_before(form.token)? {
            return Ok(saved);
        }
        if self.view.brief(&ask.reader, form.record)?.is_none() {
            return Err(Refused::Unfit(reasons::no_such_record()));
        }
        if self.marks(&ask.reader)?.done.contains_key(&form.mark.0) {
            return Err(Refused::Nothing);
        }
        let reason = form.reason.trim();
        let basis = Basis::default();
        let mut say = vec![
            Say::new("kind", Value::term("done"), &basis),
            Say::new("finding", Value::text(&form.mark.0), &basis),
            Say::new("record", Value::Reference(form.record), &basis),
        ];
        if !reason.is_empty() {
            say.push(Say::new("reason", Value::text(reason), &basis));
        }
        self.judge_so(form.token, say, form.now.clone())
    }

    /// Records that a lawyer has read the present wording of a rule and found it right.
    ///
    /// # Errors
    /// [`Refused::Unfit`] without a name, or when no rule has this wording (any more); [`Refused::Nothing`] when it was
    /// recorded before.
    pub fn approve_rule(&mut self, ask: &Asking, form: &ApproveForm) -> Result<Saved, Refused> {
        if let Some(saved) = self.said_before(form.token)? {
            return Ok(saved);
        }
        let lawyer = form.lawyer.trim();
        if lawyer.is_empty() {
            return Err(Refused::Unfit(reasons::reason_missing()));
        }
        let known = Rules::shipped(super::assemblies::COUNTRY).is_some_and(|rules| {
            rules
                .all()
                .iter()
                .any(|rule| rule_mark(rule) == form.fingerprint)
        });
        if !known {
            return Err(Refused::Unfit(reasons::no_such_finding(&form.fingerprint)));
        }
        if self
            .marks(&ask.reader)?
            .approved
            .contains_key(&form.fingerprint)
        {
            return Err(Refused::Nothing);
        }
        let basis = Basis::default();
        let say = vec![
            Say::new("kind", Value::term("approve"), &basis),
            Say::new("finding", Value::text(&form.fingerprint), &basis),
            Say::new("reason", Value::text(lawyer), &basis),
        ];
        self.judge_so(form.token, say, form.now.clone())
    }

    fn said_before(&mut self, token: FormToken) -> Result<Option<Saved>, Refused> {
        self.refresh()?;
        Ok(self
            .view
            .said(token.record(0))?
            .first()
            .map(|(change_set, _)| Saved {
                change_set: *change_set,
                again: true,
            }))
    }

    fn judge_so(
        &mut self,
        token: FormToken,
        say: Vec<Say>,
        now: (i64, String),
    ) -> Result<Saved, Refused> {
        self.save(&Saving {
            token,
            act: ActOfSaving::Decision,
            records: vec![RecordChange::new(token.record(0), "judgement", say)],
            now,
        })
    }
}
