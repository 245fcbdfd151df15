//! What somebody who calls allows to be done with what they tell, asked in the fold of the note: they may not be reached a
//! second time.

use super::NoteGiven;
use crate::entering::ConsentFields;
use crate::entering::desk::Desk;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Say};
use aigaq_schema::{Basis, Value};

impl Workspace {
    /// The fields of what the source of a note allows, with what was typed.
    #[must_use]
    pub fn consent_of_teller(
        &self,
        ask: &Asking,
        given: &NoteGiven,
        token: FormToken,
    ) -> ConsentFields {
        let mut desk = Desk::new(self, ask, &given.consent, token);
        // Whether there is a source whose it can be is known when the note is kept.
        desk.consent(Some(token.record(1))).0
    }

    /// The consent that is kept with a note; `None` where nobody was asked.
    pub(super) fn told_by_teller(
        &self,
        ask: &Asking,
        (token, given): (FormToken, &NoteGiven),
        teller: Option<&RecordChange>,
    ) -> Result<Option<RecordChange>, Refused> {
        let whose = teller.map(|teller| teller.record);
        let mut desk = Desk::new(self, ask, &given.consent, token);
        let (fields, consented) = desk.consent(whose);
        if !fields.is_filled {
            return Ok(None);
        }
        let Some(whose) = whose else {
            return Err(Refused::Unfit(reasons::note_consent_of_nobody()));
        };
        if let Some(fault) = desk.faults.first() {
            return Err(Refused::Unfit(reasons::note_consent(fault.label.clone())));
        }
        let basis = Basis::default();
        let mut say = vec![Say::new("person", Value::Reference(whose), &basis)];
        let said = consented.into_iter();
        say.extend(said.map(|(property, value)| Say::new(property, value, &basis)));
        Ok(Some(RecordChange::new(token.record(2), "consent", say)))
    }
}
