//! Deciding: two records are one, are not, or it cannot be told; one record moves to others. Each is one change-set,
//! which [`Workspace::undo`] or taking the judgement back undoes.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::reasons;
use crate::reviewing::ReviewForm;
use crate::saving::{RecordChange, Refused, Saved, Say};
use aigaq_matching::clusters::moving;
use aigaq_matching::decision::Said;
use aigaq_schema::{Basis, RecordId, Value};
use aigaq_view::{DecisionId, Reader};

/// What a person says of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They are of one and the same.
    Same,
    /// They are of two, however like they look.
    Different,
    /// It cannot be told from what is known; not to be asked again until something more is.
    Unsure,
}

impl Verdict {
    /// All.
    pub const ALL: [Self; 3] = [Self::Same, Self::Different, Self::Unsure];

    /// The code of the judgement that says so.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        }
    }

    /// The verdict with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

impl Workspace {
    /// Says of pairs of records whether they are one. The words of the form are the reason; they may be empty.
    /// A later verdict on the same pair holds instead of an earlier one, which stays in the history.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when a record is not there, is named twice, or the two are of different types or, as
    /// actors, of kinds that cannot be one. [`Refused::Stale`] when this form said something else before.
    pub fn say_of_pairs(
        &mut self,
        form: &ReviewForm,
        verdict: Verdict,
        pairs: &[(RecordId, RecordId)],
    ) -> Result<Saved, Refused> {
        for (one, other) in pairs {
            self.can_be_one(*one, *other, verdict)?;
        }
        let said: Vec<_> = pairs.iter().map(|pair| (*pair, verdict)).collect();
        self.decide(form, changes(form, &said))
    }

    /// Takes a record out of those it is one with; with `to`, puts it to the other's.
    ///
    /// # Errors
    /// As [`Workspace::say_of_pairs`]; [`Refused::Nothing`] when it stands there already.
    pub fn move_record(
        &mut self,
        form: &ReviewForm,
        record: RecordId,
        to: Option<RecordId>,
    ) -> Result<Saved, Refused> {
        if let Some(saved) = self.sent_before(form.token)? {
            return Ok(saved);
        }
        if let Some(to) = to {
            self.can_be_one(record, to, Verdict::Same)?;
        }
        let sameness = self.sameness()?;
        let said: Vec<_> = moving(&sameness.held, record, to)
            .into_iter()
            .filter_map(|(pair, said): (_, Said<DecisionId>)| {
                let verdict = match said {
                    Said::Same => Verdict::Same,
                    Said::Different => Verdict::Different,
                    Said::Unsure => Verdict::Unsure,
                    Said::Revoke(_) => return None,
                };
                Some((pair, verdict))
            })
            .collect();
        if said.is_empty() {
            return Err(Refused::Nothing);
        }
        self.decide(form, changes(form, &said))
    }

    fn can_be_one(&self, one: RecordId, other: RecordId, verdict: Verdict) -> Result<(), Refused> {
        if one == other {
            return Err(Refused::Unfit(reasons::one_record_twice()));
        }
        let keeper = Reader::keeper();
        let brief = |id| -> Result<aigaq_view::Brief, Refused> {
            let found = self.view.brief(&keeper, id).map_err(WorkspaceError::from)?;
            found.ok_or_else(|| Refused::Unfit(reasons::no_such_record()))
        };
        let (a, b) = (brief(one)?, brief(other)?);
        if a.record_type != b.record_type {
            return Err(Refused::Unfit(reasons::two_types(
                &a.record_type,
                &b.record_type,
            )));
        }
        if !Self::may_have_doubles(&a.record_type) {
            return Err(Refused::Unfit(reasons::never_one(&a.record_type)));
        }
        let sort = |brief: &aigaq_view::Brief| match brief.value("kind") {
            Some(Value::Term(kind)) if kind == "person" => Some("person"),
            Some(Value::Term(kind)) if kind == "group" => Some("group"),
            Some(Value::Term(_)) => Some("organisation"),
            _ => None,
        };
        if a.record_type == "actor"
            && verdict == Verdict::Same
            && let (Some(a), Some(b)) = (sort(&a), sort(&b))
            && a != b
        {
            return Err(Refused::Unfit(reasons::two_kinds(a, b)));
        }
        Ok(())
    }
}

/// One judgement for each pair.
fn changes(form: &ReviewForm, said: &[((RecordId, RecordId), Verdict)]) -> Vec<RecordChange> {
    let basis = Basis::default();
    let reason = form.words.trim();
    (0_u32..)
        .zip(said)
        .map(|(n, ((one, other), verdict))| {
            let mut say = vec![
                Say::new("kind", Value::term(verdict.code()), &basis),
                Say::new("record", Value::Reference(*one), &basis),
                Say::new("record", Value::Reference(*other), &basis),
            ];
            if !reason.is_empty() {
                say.push(Say::new("reason", Value::text(reason), &basis));
            }
            RecordChange::new(form.token.record(n), "judgement", say)
        })
        .collect()
}
