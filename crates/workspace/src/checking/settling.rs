//! Settling a finding: a judgement that names it, says how and why, and the records and statements it was about.

use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say};
use aigaq_checks::{Finding, Way};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, Period, Value};
use std::collections::BTreeSet;

/// The form by which a finding is settled.
#[derive(Debug, Clone)]
pub struct SettleForm {
    /// The form.
    pub token: FormToken,
    /// The key of the finding.
    pub finding: String,
    /// How.
    pub way: Way,
    /// Why. Must not be empty.
    pub reason: String,
    /// Seconds since 1970 and the zone.
    pub now: (i64, String),
}

impl Workspace {
    /// Settles a finding: it is not told again as long as what it rests on stays as it is. Taken back like any other
    /// judgement ([`Workspace::take_back`]), it is open again.
    ///
    /// The records are not changed: to fix is to correct them too, to adopt is [`Workspace::adopt`].
    ///
    /// # Errors
    /// [`Refused::Unfit`] when there is no such finding (any more) or no reason; [`Refused::Nothing`] when somebody
    /// settled it before.
    pub fn settle(
        &mut self,
        ask: &Asking,
        period: Option<Period>,
        form: &SettleForm,
    ) -> Result<Saved, Refused> {
        self.refresh()?;
        if let Some((change_set, _)) = self.view.said(form.token.record(0))?.first() {
            return Ok(Saved {
                change_set: *change_set,
                again: true,
            });
        }
        let reason = form.reason.trim();
        if reason.is_empty() {
            return Err(Refused::Unfit(reasons::reason_missing()));
        }
        let findings = self.findings(ask, period)?;
        if findings
            .settled
            .iter()
            .any(|(f, _)| f.key() == form.finding)
        {
            return Err(Refused::Nothing);
        }
        let Some(finding) = findings.open.iter().find(|f| f.key() == form.finding) else {
            return Err(Refused::Unfit(reasons::no_such_finding(&form.finding)));
        };
        let judgement = judgement(form, finding, reason);
        self.save(&Saving {
            token: form.token,
            act: ActOfSaving::Decision,
            records: vec![judgement],
            now: form.now.clone(),
        })
    }
}

fn judgement(form: &SettleForm, finding: &Finding, reason: &str) -> RecordChange {
    let basis = Basis::default();
    let mut say = vec![
        Say::new("kind", Value::term("settle"), &basis),
        Say::new("settlement", Value::term(form.way.code()), &basis),
        Say::new("finding", Value::text(&form.finding), &basis),
        Say::new("reason", Value::text(reason), &basis),
    ];
    let records: BTreeSet<_> = finding.involved.iter().map(|i| i.record).collect();
    say.extend(
        records
            .into_iter()
            .map(|record| Say::new("record", Value::Reference(record), &basis)),
    );
    let statements = finding
        .involved
        .iter()
        .filter_map(|i| Some(Value::Statement(i.record, i.statement?)));
    say.extend(statements.map(|value| Say::new("statement", value, &basis)));
    RecordChange::new(form.token.record(0), "judgement", say)
}
