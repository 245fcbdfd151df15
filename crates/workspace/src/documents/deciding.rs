//! Deciding about suggestions: refused ones are remembered, accepted ones become records in the same saving, each
//! statement with the document as its source, the place and the exact words.

mod making;

use super::judged::{SuggestionState, judgement};
use crate::entering::{Field, Filled};
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{FormToken, Refused, Saved, Saving};
use aigaq_documents::{Document, Found};
use aigaq_journal::ActOfSaving;
use aigaq_schema::RecordId;
use making::Making;

/// Suggestions decided about at once.
#[derive(Debug, Clone)]
pub struct DecideForm {
    /// The form.
    pub token: FormToken,
    /// The source record of the document.
    pub document: RecordId,
    /// The keys of the suggestions.
    pub keys: Vec<String>,
    /// They are accepted; else refused.
    pub accept: bool,
    /// What else was filled in: corrections (`words.KEY`, `date.KEY`), and answers to questions.
    pub filled: Filled,
    /// Seconds since 1970 and the zone.
    pub now: (i64, String),
}

/// What became of it.
#[derive(Debug)]
pub enum Decision {
    /// Saved.
    Saved(Saved),
    /// People must be told apart first, or a correction was not understood.
    Asked(DecideQuestions),
}

/// What a person must still say.
#[derive(Debug, Clone)]
pub struct DecideQuestions {
    /// Who is meant, each with the records it may be.
    pub who: Vec<Field>,
    /// What was not understood.
    pub faults: Vec<String>,
    /// What will be made, with units.
    pub makes: Vec<String>,
}

impl Workspace {
    /// Accepts or refuses suggestions of a document. Those decided about before are left as they are.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when nothing of it waits; [`Refused`] when it cannot be saved.
    pub fn decide_suggestions(
        &mut self,
        ask: &Asking,
        document: &Document,
        form: &DecideForm,
    ) -> Result<Decision, Refused> {
        self.refresh()?;
        if let Some((change_set, _)) = self.view.said(form.token.record(0))?.first() {
            return Ok(Decision::Saved(Saved {
                change_set: *change_set,
                again: true,
            }));
        }
        let judged = self.judged(ask)?;
        let wished: Vec<&Found> = document
            .found
            .iter()
            .filter(|found| form.keys.contains(&found.key))
            .filter(|found| super::judged::is_decided(&found.what))
            .filter(|found| match judged.state(found) {
                SuggestionState::Waiting => true,
                // A name refused elsewhere may be accepted here.
                SuggestionState::Refused => form.accept,
                SuggestionState::Accepted => false,
            })
            .collect();
        if wished.is_empty() {
            return Err(Refused::Nothing);
        }
        let mut making = Making::new(self, ask, document, form);
        let id = making.next_record();
        if form.accept {
            for found in &wished {
                making.accept(found)?;
            }
        }
        let (mut records, questions) = making.made();
        if let Some(questions) = questions {
            return Ok(Decision::Asked(questions));
        }
        let judged = wished.iter().copied();
        records.push(judgement(id, form.document, form.accept, judged));
        let saving = Saving {
            token: form.token,
            act: ActOfSaving::Decision,
            records,
            now: form.now.clone(),
        };
        Ok(Decision::Saved(self.save(&saving)?))
    }
}
