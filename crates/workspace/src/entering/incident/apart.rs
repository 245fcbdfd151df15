//! One consent for all people of an incident, and those who answered otherwise: the same use and audience, another
//! answer.

use super::WhoRow;
use super::making::Person;
use crate::entering::consent::{Consented, allows, told};
use crate::entering::desk::Desk;
use crate::entering::fields::{Fault, Field, Input};
use crate::error::WorkspaceError;
use aigaq_schema::{RecordId, Value};

/// Those who answered otherwise than the others.
pub(super) struct Apart(Vec<(RecordId, Value)>);

impl Apart {
    /// What each person allows: as all, or as they answered; nothing of whom nothing was asked.
    pub(super) fn of_all(
        &self,
        persons: &[RecordId],
        consented: &Consented,
    ) -> Vec<(RecordId, Consented)> {
        let each = persons.iter().map(|person| {
            let own = self.0.iter().find(|(of, _)| of == person);
            let said = match own {
                Some((_, answer)) => {
                    let others = consented.iter().filter(|(code, _)| *code != "state");
                    let own = ("state", answer.clone());
                    std::iter::once(own).chain(others.cloned()).collect()
                }
                None => consented.clone(),
            };
            (*person, said)
        });
        each.filter(|(_, said)| !said.is_empty()).collect()
    }
}

impl Desk<'_> {
    /// The field of what one person answered, named by the person.
    pub(super) fn answer(&mut self, name: &str, person: &str) -> (Field, Vec<Value>) {
        let (mut field, values) = self.of(self.property("consent", "state"), name);
        person.clone_into(&mut field.label);
        field.help.clear();
        if let Input::Choice(groups) = &mut field.input {
            // “Not asked” and “unknown” are answers of the list here, not states of a value.
            groups.pop();
        }
        (field, values)
    }

    /// Whoever answered otherwise. What allows something needs the use and the audience of all.
    pub(super) fn answered_apart(
        &mut self,
        (rows, people): (&mut [WhoRow], &[Person]),
        consented: &Consented,
    ) -> Result<Apart, WorkspaceError> {
        let mut apart = Vec::new();
        for person in people {
            let (Some(id), Some(answer)) = (person.id, person.answer.first()) else {
                continue;
            };
            let is_person = person.is_new && person.kind == "person" || self.is_person(id)?;
            let missing = match answer {
                _ if !is_person => Some("enter.consent_no_person"),
                Value::Term(code) if allows(code) && told(consented, "use").is_none() => {
                    Some("enter.consent_use")
                }
                Value::Term(code) if allows(code) && told(consented, "audience").is_none() => {
                    Some("enter.consent_audience")
                }
                _ => None,
            };
            let mut rows = rows.iter_mut().map(|row| &mut row.answer);
            let field = rows.find(|field| field.is_filled() && field.text == answer.plain());
            if let (Some(why), Some(field)) = (missing, field) {
                let text = self.say(why);
                self.wrong(field, Fault::new(text));
            }
            apart.push((id, answer.clone()));
        }
        // Of whom it is not asked who it is, nobody can have answered.
        for row in rows.iter_mut().filter(|row| row.name.text.is_empty()) {
            if row.answer.is_filled() && row.answer.fault.is_none() {
                let text = self.say("enter.consent_nobody");
                self.wrong(&mut row.answer, Fault::new(text));
            }
        }
        Ok(Apart(apart))
    }
}
