//! Deciding about suggestions: refused ones are remembered, accepted ones become records in the same saving, each
//! statement with the document as its source, the place and the exact words.

mod corrected;
mod making;

use super::judged::{SuggestionState, is_decided, judgement};
use crate::entering::{Field, Filled};
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{FormToken, Refused, Saved, Saving, Say};
use aigaq_documents::Document;
use aigaq_journal::ActOfSaving;
use aigaq_schema::RecordId;
use making::Making;

pub use corrected::CORRECTIONS;
pub(super) use making::is_abbreviation;

/// Suggestions decided about at once.
#[derive(Debug, Clone)]
pub struct DecideForm {
    /// The form.
    pub token: FormToken,
    /// The source record of the document.
    pub document: RecordId,
    /// The keys of the suggestions that are accepted.
    pub accept: Vec<String>,
    /// The keys of those that are refused.
    pub refuse: Vec<String>,
    /// Of those that are refused, the one of whose words somebody says that they tell no such thing, anywhere.
    pub tells_nothing: Option<String>,
    /// What else was filled in: corrections (`words.KEY` and others: [`CORRECTIONS`]), and answers to questions.
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
        let (mut accepted, mut refused) = (Vec::new(), Vec::new());
        for found in document.found.iter().filter(|f| is_decided(&f.what)) {
            let state = judged.state(form.document, found);
            // A name refused elsewhere may be accepted here.
            if form.accept.contains(&found.key) && state != SuggestionState::Accepted {
                accepted.push(found);
            } else if form.refuse.contains(&found.key) && state == SuggestionState::Waiting {
                refused.push(found);
            }
        }
        if accepted.is_empty() && refused.is_empty() {
            return Err(Refused::Nothing);
        }
        let mut making = Making::new(self, ask, document, form);
        let ids = [making.next_record(), making.next_record()];
        // Names first: what somebody corrects in them holds for what is told of them.
        for found in &accepted {
            making.accept(found)?;
        }
        if let Some(key) = &form.tells_nothing
            && let Some(found) = refused.iter().find(|found| found.key == *key)
        {
            making.tells_nothing(found)?;
        }
        let taught = std::mem::take(&mut making.lessons);
        let told = std::mem::take(&mut making.told);
        let (mut records, questions) = making.made();
        if let Some(questions) = questions {
            return Ok(Decision::Asked(questions));
        }
        let mut ids = ids.into_iter();
        // What was taught stands beside what it was taught by.
        let (of_accepted, of_refused): (Vec<Say>, Vec<Say>) = match form.tells_nothing {
            Some(_) => (told, taught),
            None => (told.into_iter().chain(taught).collect(), Vec::new()),
        };
        for (judged, as_accepted, lessons) in
            [(accepted, true, of_accepted), (refused, false, of_refused)]
        {
            if !judged.is_empty()
                && let Some(id) = ids.next()
            {
                let mut judgement = judgement(id, form.document, as_accepted, judged);
                judgement.say.extend(lessons);
                records.push(judgement);
            }
        }
        let saving = Saving {
            token: form.token,
            act: ActOfSaving::Decision,
            records,
            now: form.now.clone(),
        };
        Ok(Decision::Saved(self.save(&saving)?))
    }
}
