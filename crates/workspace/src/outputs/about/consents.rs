//! What a person allowed for the use of a form. How consents are weighed stands at the head of
//! [`aigaq_registers::consents`].

use crate::entering::consent::TOLD;
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::about::{Answer, Consent, Form};
use aigaq_registers::consents::{Circle, Purpose, Verdict, Wish, decided};
use aigaq_schema::{RecordId, Value};
use aigaq_view::Audience;

impl Telling<'_> {
    /// What a person allowed for the use of the form and those who are to read it.
    pub(super) fn consent(&self, person: RecordId, form: Form) -> Result<Consent, WorkspaceError> {
        let Some(wanted) = form.consent_use() else {
            return Ok(Consent::NeverAsked);
        };
        let circle = match self.ask.reader.audience() {
            Audience::Public => Circle::Public,
            // A draft for the group tells what holds for those to whom the form is handed.
            Audience::Internal | Audience::Partners => Circle::Partners,
        };
        let consents = self.workspace.view.consents_of(person)?;
        let purpose = Purpose::HandOver(wanted);
        Ok(match decided(&consents, Wish { purpose, circle }) {
            None => Consent::NeverAsked,
            Some(Verdict::Named | Verdict::AlreadyPublic) => Consent::Named,
            Some(Verdict::WithoutName) => Consent::WithoutName,
            Some(Verdict::Refused) => Consent::Refused,
            Some(Verdict::TakenBack) => Consent::TakenBack,
        })
    }

    /// The consents in words, as far as this reader may see them: for the use of the form, else all of them.
    pub(super) fn consent_words(
        &mut self,
        members: &[RecordId],
        form: Form,
    ) -> Result<Answer, WorkspaceError> {
        let mut all = Answer::default();
        for member in members {
            let view = &self.workspace.view;
            for consent in view.pointing(&self.ask.reader, *member, "consent", "person")? {
                let of = consent.value("use").map(Value::plain);
                if form
                    .consent_use()
                    .is_some_and(|wanted| of.as_deref() != Some(wanted))
                {
                    continue;
                }
                let said: Vec<String> = TOLD
                    .iter()
                    .map(|property| {
                        let words = self.text(&consent, property);
                        match (*property, words.is_empty()) {
                            ("given_by" | "withdrawn", false) => {
                                let label = self.naming.property_label("consent", property);
                                format!("{label}: {words}")
                            }
                            _ => words,
                        }
                    })
                    .filter(|words| !words.is_empty())
                    .collect();
                let mut answer = Answer::plain(said.join(", "));
                let citations = self.cite(&[&consent])?;
                for told in &mut answer.told {
                    told.citations.clone_from(&citations);
                }
                super::answers::join(&mut all, answer);
            }
        }
        Ok(all)
    }
}
