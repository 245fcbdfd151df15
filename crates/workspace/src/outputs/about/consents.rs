//! What a person allowed for the use of a form: the latest consent for this use decides, and of the same day the
//! refusal. One that was given for another use, or for the group only, allows nothing.

use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::about::{Answer, Consent, Form};
use aigaq_schema::{Day, RecordId, Value};
use aigaq_view::resolve::Agreement;
use aigaq_view::{Brief, Reader};

impl Telling<'_> {
    /// What the person (all records that are one with theirs) allowed for the use of the form.
    pub(super) fn consent(
        &self,
        members: &[RecordId],
        form: Form,
    ) -> Result<Consent, WorkspaceError> {
        let Some(wanted) = form.consent_use() else {
            return Ok(Consent::NeverAsked);
        };
        let mut decisive: Option<(Day, bool, Consent)> = None;
        for member in members {
            // Read with all rights: a refusal counts also when nobody may read it.
            let view = &self.workspace.view;
            for consent in view.pointing(&Reader::keeper(), *member, "consent", "person")? {
                let Some((on, said)) = decision(&consent, wanted) else {
                    continue;
                };
                let is_refusal = !matches!(said, Consent::Named | Consent::WithoutName);
                let later = decisive
                    .is_none_or(|(before, refused, _)| (on, is_refusal) >= (before, refused));
                if later {
                    decisive = Some((on, is_refusal, said));
                }
            }
        }
        Ok(decisive.map_or(Consent::NeverAsked, |(.., said)| said))
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
                let parts = [
                    "state",
                    "use",
                    "audience",
                    "given_by",
                    "how",
                    "date",
                    "withdrawn",
                ];
                let said: Vec<String> = parts
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

/// What one consent says about a use, and since when; nothing when it is about another use or circle.
fn decision(consent: &Brief, wanted: &str) -> Option<(Day, Consent)> {
    let term = |property: &str| consent.value(property).map(Value::plain);
    if term("use").is_some_and(|of| of != wanted) {
        return None;
    }
    let date = |property: &str| match consent.value(property) {
        Some(Value::Date { date, .. }) => Some(date.last()),
        _ => None,
    };
    let agree = ["use", "audience", "state", "person"]
        .iter()
        .filter_map(|property| consent.get(property))
        .all(|resolved| resolved.agreement != Agreement::Contradict);
    let taken_back = date("withdrawn").or_else(|| consent.get("withdrawn").map(|_| Day::MAX));
    let (state, circle) = (term("state"), term("audience"));
    if taken_back.is_some() || state.as_deref() == Some("withdrawn") {
        let on = taken_back.or_else(|| date("date"));
        return Some((on.unwrap_or(Day::MAX), Consent::TakenBack));
    }
    let outside = matches!(circle.as_deref(), Some("partners" | "public"));
    let said = match state.as_deref() {
        // A mechanism that is named in the consent is a circle of its own.
        Some("named_mechanism") if circle.is_none() || outside => Consent::Named,
        Some("named") if outside => Consent::Named,
        Some("without_identity") if outside => Consent::WithoutName,
        // That it is public already does not say that the person wants it to be handed over.
        None | Some("unknown" | "already_public") => return None,
        _ => Consent::Refused,
    };
    // Said of the use itself; anything less says nothing about it.
    if said != Consent::Refused && (!agree || term("use").is_none()) {
        return match agree {
            true => None,
            false => Some((date("date").unwrap_or(Day::MAX), Consent::Refused)),
        };
    }
    let open = match said {
        Consent::Refused => Day::MAX,
        _ => Day::MIN,
    };
    Some((date("date").unwrap_or(open), said))
}
