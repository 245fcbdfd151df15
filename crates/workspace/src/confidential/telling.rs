//! Who told a note, or stands behind a form: a confidential source, new or known by its code.

use super::{Identity, NOT_TOLD, Whom};
use crate::named::Asking;
use crate::notes::NoteGiven;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused};
use aigaq_schema::RecordId;

impl Workspace {
    /// The one source with this code, as it was typed.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when none has it, or two have.
    pub fn source_coded(&self, ask: &Asking, code: &str) -> Result<RecordId, Refused> {
        match self.coded(ask, code)?[..] {
            [one] => Ok(one),
            [] => Err(Refused::Unfit(reasons::no_such_confidant())),
            [_, _, ..] => Err(Refused::Unfit(reasons::code_twice(code.trim()))),
        }
    }

    /// What is said of the source who told a note; `None` where the note keeps its teller itself, as it does as long as
    /// there is no second passphrase, or nothing is told of anybody.
    pub(crate) fn teller(
        &self,
        ask: &Asking,
        token: FormToken,
        given: &NoteGiven,
    ) -> Result<Option<RecordChange>, Refused> {
        let is_sealed = self.seal()?.is_some();
        let identity = match is_sealed {
            true => Identity::told(&given.told_by, &given.contact),
            false => Identity::default(),
        };
        if !given.code.trim().is_empty() {
            let known = Whom::Known(self.source_coded(ask, &given.code)?);
            let change = self.change_of_source(token.record(1), &known, &identity)?;
            return Ok(Some(change));
        }
        if !is_sealed || (identity.is_empty() && given.confidant.trim().is_empty()) {
            return Ok(None);
        }
        // At the telephone nothing but the text is asked for.
        let kind = match given.confidant.trim() {
            "" => NOT_TOLD,
            told => told,
        };
        let new = Whom::New(kind.to_owned());
        self.change_of_source(token.record(1), &new, &identity)
            .map(Some)
    }
}
